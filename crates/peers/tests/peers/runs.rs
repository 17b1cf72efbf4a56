//! Whole flows in other people's programs, to the last token.

use protocol::build::draft;
use protocol::endpoint::Authority;
use protocol::export::{Document, File, Options, Part, archive, document};
use protocol::flows::{Flow, FlowId};
use protocol::inputs::{InputId, Inputs};
use protocol::render::Reveal;

use crate::entra::Entra;
use crate::program::{file, node, npm, python, run};

const TENANT: &str = "3c0f8a52-7d41-4e9b-a6c8-2f15d7b09e34";
const BLUEPRINT: &str = "8b1d6f07-52ce-4a38-9d64-e0a73c95b1f2";
const AGENT: &str = "a65c2e19-f473-4c80-b05d-1e98d72f3ab6";
const AGENT_USER: &str = "1c7de840-936b-4b52-a0f9-d36e57b184ca";
const SECRET: &str = "sim.Q~Contoso-example~not_a_real_secret.";

/// The flow's document for the simulated tenant, with the answers still to come.
fn exported(form: Document, flow: &'static Flow, origin: &str) -> Vec<File> {
    let authority = Authority::parse(origin).expect("of this machine");
    let mut inputs = Inputs::default();
    for (id, text) in [
        (InputId::Tenant, TENANT),
        (InputId::BlueprintId, BLUEPRINT),
        (InputId::AgentIdentityId, AGENT),
        (InputId::ClientSecret, SECRET),
        (InputId::AgentUser, AGENT_USER),
        (InputId::Scope, "https://graph.microsoft.com/.default"),
    ] {
        inputs.set(id, text.to_owned());
    }
    let drafts: Vec<_> = flow
        .steps
        .iter()
        .map(|step| {
            let mut used = Inputs::default();
            for id in step.inputs(&inputs) {
                match inputs.secret(id) {
                    Some(secret) => used.set_secret(id, secret.clone()),
                    None if inputs.has(id) => used.set(id, inputs.plain(id).to_owned()),
                    None => {}
                }
            }
            (step, draft(step, &used, Some(&authority)), step.travel(&used))
        })
        .collect();
    let parts: Vec<_> =
        drafts.iter().map(|(step, draft, travel)| Part { step, draft, travel: *travel }).collect();
    document(form, flow, &parts, Options { reveal: Reveal::No, simulated: true })
}

/// Two hops and three, app-only and with a user.
fn flows() -> [&'static Flow; 2] {
    ["agent-autonomous", "agent-user"].map(|id| FlowId::parse(id).expect("registered"))
}

/// The last token is the agent's own, or its user's, for Graph.
fn check_token(flow: &Flow, text: &str) {
    let token = text
        .split(|c: char| !c.is_ascii_alphanumeric() && !"._-".contains(c))
        .filter(|word| word.starts_with("eyJ"))
        .filter_map(protocol::token::ReadToken::read)
        .rfind(|token| token.claims.has("xms_par_app_azp") && token.claims.has("appid"))
        .unwrap_or_else(|| panic!("no token in {text}"));
    assert_eq!(token.claims.str("appid").as_deref(), Some(AGENT));
    assert_eq!(token.claims.str("xms_par_app_azp").as_deref(), Some(BLUEPRINT));
    let object = if flow.id.as_str() == "agent-user" { AGENT_USER } else { AGENT };
    assert_eq!(token.claims.str("oid").as_deref(), Some(object));
}

#[test]
fn httpyac_runs_the_http_file_to_the_last_token() {
    let entra = Entra::start();
    for flow in flows() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = exported(Document::HttpFile, flow, &entra.origin);
        let path = file(folder.path(), &files[0].name, &files[0].text);
        file(folder.path(), ".env", &format!("CLIENT_SECRET={SECRET}\n"));
        let said = run(npm("httpyac/bin/httpyac.js")
            .arg("send")
            .arg(path)
            .args(["--all", "--bail", "--raw", "--no-color", "--output", "body"])
            .current_dir(folder.path()));
        check_token(flow, &said);
    }
}

/// From the archive that a reader downloads.
#[test]
fn bruno_runs_the_collection_to_the_last_token() {
    let entra = Entra::start();
    for flow in flows() {
        let folder = tempfile::tempdir().expect("a folder");
        let zip = folder.path().join("collection.zip");
        std::fs::write(&zip, archive(&exported(Document::Bruno, flow, &entra.origin)))
            .expect("a folder of our own");
        run(python().args(["-m", "zipfile", "-e"]).arg(zip).arg(folder.path()));
        file(folder.path(), ".env", &format!("CLIENT_SECRET={SECRET}\n"));
        run(npm("@usebruno/cli/bin/bru.js")
            .args(["run", "--bail", "--noproxy", "--output", "run.json"])
            .current_dir(folder.path()));
        let text = std::fs::read_to_string(folder.path().join("run.json")).expect("its report");
        let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let results = report[0]["results"].as_array().expect("results");
        assert_eq!(results.len(), flow.steps.len(), "{text}");
        check_token(flow, &results.last().expect("a step")["response"]["data"].to_string());
    }
}

#[test]
fn python_with_requests_runs_the_flow_to_the_last_token() {
    let entra = Entra::start();
    for flow in flows() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = exported(Document::Python, flow, &entra.origin);
        let path = file(folder.path(), &files[0].name, &files[0].text);
        check_token(flow, &run(python().arg(path).env("CLIENT_SECRET", SECRET)));
    }
}

#[test]
fn node_runs_the_flow_to_the_last_token() {
    let entra = Entra::start();
    for flow in flows() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = exported(Document::JavaScript, flow, &entra.origin);
        let path = file(folder.path(), &files[0].name, &files[0].text);
        check_token(flow, &run(node().arg(path).env("CLIENT_SECRET", SECRET)));
    }
}

/// MSAL asks Microsoft's servers about an authority it does not know, and trusts
/// the authorities of its own bundle: only these two things are changed.
#[test]
fn msal_runs_the_flow_over_tls_to_the_last_token() {
    let entra = Entra::start();
    let (origin, authority) = entra.behind_tls();
    for flow in flows() {
        let folder = tempfile::tempdir().expect("a folder");
        let ca = file(folder.path(), "authority.pem", &authority);
        let files = exported(Document::PythonMsal, flow, &origin);
        let text = &files[0].text;
        assert!(!text.contains("requests.request"), "MSAL has every call of this flow:\n{text}");
        let ca = ca.display().to_string();
        let local = format!("authority=authority, instance_discovery=False, verify={ca:?}");
        let changed = text.replace("authority=authority", &local);
        assert_ne!(&changed, text);
        let path = file(folder.path(), &files[0].name, &changed);
        check_token(flow, &run(python().arg(path).env("CLIENT_SECRET", SECRET)));
    }
}
