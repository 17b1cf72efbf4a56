//! A Python program with the library requests, or with MSAL where it has the
//! call. Pairs are sent in order; requests encodes them.

use super::program::{Syntax, body, waits};
use super::{Options, Part, TILDE, add, heading, msal};
use crate::flows::Flow;

static SYNTAX: Syntax = Syntax {
    comment: "# ",
    name: |id| id.replace('-', "_"),
    ask: ["", " = ask(\"", "\")\n"],
    call: ["", " = send(\n    \"", "\",\n    ", ",\n    headers={\n"],
    header: ["        \"", "\": ", ",\n"],
    ends: ["    },\n", ")\n"],
    form: [["    data=[\n", "    ],\n"], ["    data=form(\n", "    ),\n"]],
    pair: ["        (", ", ", "),"],
    remark: "  # ",
    json: ["    data=(\n        ", "\n        + ", "\n    ).encode(),\n"],
    json_line: "\n        ",
    json_value: "json.dumps(",
    environment: ["os.environ[\"", "\"]"],
    basic: ["base64.b64encode((", " + quote_plus(", ")).encode()).decode()"],
    member: ["[\"", "\"]"],
    open: ["webbrowser.open(", ")\n"],
    message: ["print(", "[\"message\"])\n"],
    print: ["\nprint(", ")\n"],
};

/// Sends a request, and stops with what the server says when it refuses.
const SEND: &str = r#"

def send(method, url, **request):
    response = requests.request(method, url, allow_redirects=False, timeout=60, **request)
    if not response.ok:
        sys.exit(f"{response.status_code} {response.text}")
    return response.json() if response.content else {}
"#;

/// The same, and asks again while the person has not answered (RFC 8628 3.5).
const SEND_WAITING: &str = r#"

def send(method, url, **request):
    while True:
        response = requests.request(method, url, allow_redirects=False, timeout=60, **request)
        if "authorization_pending" not in response.text and "slow_down" not in response.text:
            break
        time.sleep(5)
    if not response.ok:
        sys.exit(f"{response.status_code} {response.text}")
    return response.json() if response.content else {}
"#;

const ASK: &str = r#"

def ask(name):
    return os.environ.get(name) or getpass.getpass(name + ": ")
"#;

/// As a browser writes a form: the very bytes of the page.
const FORM: &str = r#"

def form(*pairs):
    return urlencode(pairs, safe="*").replace("~", "%7E")
"#;

pub(super) fn text(flow: &Flow, parts: &[Part<'_>], options: Options, with_msal: bool) -> String {
    let body = body(&SYNTAX, parts, options.reveal, with_msal);
    // What the program takes follows from what it says.
    let uses = |word: &str| body.contains(word);
    let msal = uses(" = token(client(");
    let mut text = heading(
        flow,
        options,
        "#",
        if msal {
            "pip install msal requests; MSAL adds parameters and headers of its own."
        } else {
            "pip install requests"
        },
    );
    if uses("    data=[\n") {
        add(&mut text, &["# ", TILDE, "\n"]);
    }
    text.push('\n');
    let waits = waits(parts);
    for (import, wanted) in [
        ("base64", uses("base64.b64encode")),
        ("getpass", uses(" = ask(\"")),
        ("json", uses("json.dumps(")),
        ("os", uses(" = ask(\"") || uses("os.environ")),
        ("sys", true),
        ("time", waits && uses(" = send(")),
        ("webbrowser", uses("webbrowser.open(")),
    ] {
        if wanted {
            add(&mut text, &["import ", import, "\n"]);
        }
    }
    if uses("=form(") {
        text += "from urllib.parse import urlencode\n";
    }
    if uses("quote_plus(") {
        text += "from urllib.parse import quote_plus\n";
    }
    text.push('\n');
    if msal {
        text += "import msal\n";
    }
    if uses(" = send(") {
        text += "import requests\n";
        text += if waits { SEND_WAITING } else { SEND };
    }
    if msal {
        text += msal::TOKEN;
    }
    if uses(" = ask(\"") {
        text += ASK;
    }
    if uses("=form(") {
        text += FORM;
    }
    text + "\n" + &body
}
