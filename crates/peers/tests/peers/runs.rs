//! Whole flows in other people's programs, to the last token.
//!
//! The device's flow runs where the document itself waits for its person: in
//! Python and Node. A `.http` file and a collection poll once, when a reader says.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use protocol::export::{Document, archive};

use crate::entra::Entra;
use crate::person;
use crate::program::{file, node, npm, python, run};
use crate::trip::{Trip, device, trips};

/// A program with the variables of a trip, and with no browser to open.
fn equipped(mut command: Command, trip: &Trip) -> Command {
    command.env("BROWSER", "true").envs(trip.environment.iter().map(|(n, v)| (*n, v)));
    command
}

#[test]
fn httpyac_runs_the_http_file_to_the_last_token() {
    let entra = Entra::start();
    for trip in trips(&entra) {
        let folder = tempfile::tempdir().expect("a folder");
        let files = trip.exported(Document::HttpFile, &entra.origin);
        let path = file(folder.path(), &files[0].name, &files[0].text);
        file(folder.path(), ".env", &trip.env_file());
        let said = run(npm("httpyac/bin/httpyac.js")
            .arg("send")
            .arg(path)
            .args(["--all", "--bail", "--raw", "--no-color", "--output", "body"])
            .current_dir(folder.path()));
        trip.check_token(&said);
    }
}

/// From the archive that a reader downloads.
#[test]
fn bruno_runs_the_collection_to_the_last_token() {
    let entra = Entra::start();
    for trip in trips(&entra) {
        let folder = tempfile::tempdir().expect("a folder");
        let zip = folder.path().join("collection.zip");
        std::fs::write(&zip, archive(&trip.exported(Document::Bruno, &entra.origin)))
            .expect("a folder of our own");
        run(python().args(["-m", "zipfile", "-e"]).arg(zip).arg(folder.path()));
        file(folder.path(), ".env", &trip.env_file());
        run(npm("@usebruno/cli/bin/bru.js")
            .args(["run", "--bail", "--noproxy", "--output", "run.json"])
            .current_dir(folder.path()));
        let text = std::fs::read_to_string(folder.path().join("run.json")).expect("its report");
        let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let results = report[0]["results"].as_array().expect("results");
        assert_eq!(results.len(), trip.flow.steps.len(), "{text}");
        trip.check_token(&results.last().expect("a step")["response"]["data"].to_string());
    }
}

#[test]
fn python_with_requests_runs_the_flow_to_the_last_token() {
    let entra = Entra::start();
    for trip in trips(&entra) {
        let folder = tempfile::tempdir().expect("a folder");
        let files = trip.exported(Document::Python, &entra.origin);
        let path = file(folder.path(), &files[0].name, &files[0].text);
        trip.check_token(&run(equipped(python(), &trip).arg(path)));
    }
}

#[test]
fn node_runs_the_flow_to_the_last_token() {
    let entra = Entra::start();
    for trip in trips(&entra) {
        let folder = tempfile::tempdir().expect("a folder");
        let files = trip.exported(Document::JavaScript, &entra.origin);
        let path = file(folder.path(), &files[0].name, &files[0].text);
        trip.check_token(&run(equipped(node(), &trip).arg(path)));
    }
}

/// Flows for whose every request MSAL has a call.
const WHOLLY_MSAL: [&str; 4] =
    ["agent-autonomous", "agent-user", "client-credentials", "on-behalf-of"];

/// MSAL asks Microsoft's servers about an authority it does not know, and trusts
/// the authorities of its own bundle: only these two things are changed.
#[test]
fn msal_runs_the_flow_over_tls_to_the_last_token() {
    let entra = Entra::start();
    let (origin, authority) = entra.behind_tls();
    for trip in trips(&entra) {
        let folder = tempfile::tempdir().expect("a folder");
        let ca = file(folder.path(), "authority.pem", &authority);
        let files = trip.exported(Document::PythonMsal, &origin);
        let text = &files[0].text;
        let id = trip.flow.id.as_str();
        assert_eq!(WHOLLY_MSAL.contains(&id), !text.contains("requests.request"), "{text}");
        let ca = ca.display().to_string();
        let local = format!("authority=authority, instance_discovery=False, verify={ca:?}");
        let changed = text.replace("authority=authority", &local);
        assert_eq!(text.contains("import msal"), &changed != text);
        let path = file(folder.path(), &files[0].name, &changed);
        let mut command = equipped(python(), &trip);
        // For the requests that are not MSAL's.
        trip.check_token(&run(command.arg(path).env("REQUESTS_CA_BUNDLE", ca)));
    }
}

#[test]
fn a_device_waits_for_its_person_in_python_and_in_node() {
    for (form, mut command) in [(Document::Python, python()), (Document::JavaScript, node())] {
        let entra = Entra::start();
        let (trip, folder) = (device(), tempfile::tempdir().expect("a folder"));
        let files = trip.exported(form, &entra.origin);
        let path = file(folder.path(), &files[0].name, &files[0].text);
        // Python would keep its words until the end of the program.
        let command = command.arg(path).env("PYTHONUNBUFFERED", "1").stdout(Stdio::piped());
        let mut program = command.spawn().expect("it is installed");
        let mut said = BufReader::new(program.stdout.take().expect("piped"));
        let mut message = String::new();
        said.read_line(&mut message).expect("the device's message");
        let user_code = message.split_whitespace().find(|word| is_user_code(word));
        let user_code = user_code.unwrap_or_else(|| panic!("no code: {message}"));
        person::enter(&entra.origin, "contoso.example", user_code);
        let mut rest = String::new();
        said.read_to_string(&mut rest).expect("its answer");
        assert!(program.wait().expect("it ends").success());
        trip.check_token(&rest);
    }
}

/// Nine capitals and digits, or with a hyphen in the middle.
fn is_user_code(word: &str) -> bool {
    word.len() >= 8
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}
