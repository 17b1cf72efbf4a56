//! A password manager, a spell checker and a translator look at the page, and
//! find nothing that is theirs.

use serde_json::json;

use crate::support::Stage;

/// Every field for text, with what it lacks.
const LACKING: &str = "
    const wanted = {
        autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off',
        translate: 'no', 'data-1p-ignore': 'true', 'data-lpignore': 'true', 'data-bwignore': 'true',
        'data-form-type': 'other',
    };
    const fields = [...document.querySelectorAll('input:not([type=radio]), textarea, select')];
    const lacking = fields.flatMap(field => Object.entries(wanted)
        .filter(([name, value]) => field.getAttribute(name) !== value)
        .map(([name]) => field.id + ' lacks ' + name));
    for (const area of document.querySelectorAll('textarea')) {
        if (area.wrap !== 'off') lacking.push(area.id + ' wraps');
    }
    for (const field of document.querySelectorAll('input, textarea, select')) {
        if (field.autocomplete !== 'off') lacking.push(field.id + ' is filled in');
        if (field.form) lacking.push(field.id + ' is in a form');
    }
    return [fields.length, lacking];";

#[tokio::test]
async fn every_field_is_left_alone_in_every_state() {
    let stage = Stage::open().await;
    let mut seen = 0;
    let mut look = async |stage: &Stage| {
        let answer = stage.ask(LACKING, Vec::new()).await;
        assert_eq!(answer[1], json!([]));
        seen += answer[0].as_u64().expect("a count");
    };
    look(&stage).await;
    stage.press_option("credential", "certificate").await;
    look(&stage).await;
    stage.press("Resource token").await;
    stage.press("Paste one").await;
    look(&stage).await;
    stage.press("Exchange token").await;
    stage.press_option("credential", "secret").await;
    stage.press("Show").await;
    stage.choose_destination("Copy & paste").await;
    stage
        .fill_all(
            &crate::support::example(),
            &["tenant", "blueprint_id", "agent_identity_id", "client_secret"],
        )
        .await;
    stage.press("Run this step").await;
    stage.see("#answer").await;
    look(&stage).await;
    assert!(seen > 20, "fields were looked at: {seen}");
    stage.close().await;
}
