//! The signature of a token: who has its keys, what the check says, and what an
//! API checks besides.

use playground::action::Action;
use playground::decoder::{self, Verification};
use playground::page::Screen;
use protocol::finding::Finding;
use protocol::secret::Secret;

use super::Ui;
use crate::components::{Markup, button, div, element, finding, list, p, sheet, text_box};

/// Findings as notices.
pub(super) fn findings(found: &[Finding]) -> Markup {
    found.iter().fold(div("findings"), |rows, found| rows.child(finding(found, None)))
}

/// Something folded away.
fn fold(summary: &'static str) -> Markup {
    element("details", "fold").child(element("summary", "").text(summary))
}

/// What stands below a readable token; `cannot` is why its signature cannot be
/// checked, whatever the keys.
pub(super) fn signature(ui: Ui<'_>, token: &Secret, cannot: Option<&str>) -> Markup {
    let Verification { holder, check } = decoder::verification(ui.state, token);
    let said = check.and_then(|check| check.findings.as_deref()).map(findings);
    let note = if check.is_some_and(|check| check.good) {
        "Only the API in aud may rely on this token."
    } else {
        "The signature is not verified. Only the API in aud may rely on this token."
    };
    let section = list().child(p("code-note").text(note));
    if let Some(cannot) = cannot {
        return section.child(p("why").text(cannot));
    }
    let verify = holder.map(|holder| {
        let words = format!("Verify signature with the keys of {}", holder.name);
        let action = Action::Decoder(decoder::Action::VerifyWanted(token.clone()));
        let busy = check.is_some_and(|check| check.findings.is_none());
        let button = button("button button-small", ui, action).text(&words);
        div("signature").child(if busy { button.attr("disabled", "") } else { button })
    });
    let in_decoder = ui.state.view.page.screen == Screen::Decoder;
    let pasted = in_decoder.then(|| {
        let edited = |text| Action::Decoder(decoder::Action::KeysEdited(text));
        let keys = ui.state.decoder.keys.expose();
        let action = Action::Decoder(decoder::Action::VerifyWithPasted(token.clone()));
        fold("Verify with other keys")
            .child(
                text_box(ui, "textarea", "decoder-keys", "Keys", keys, edited)
                    .attr("rows", "3")
                    .attr("placeholder", "JWK Set, JWK, public key or certificate"),
            )
            .child(button("button button-small", ui, action).text("Verify with these keys"))
    });
    section.maybe(verify).maybe(said).maybe(pasted)
}

/// What an API has to check, for what the reader says that it expects.
pub(super) fn checklist(ui: Ui<'_>) -> Markup {
    let [audience, tenant, permission] = ui.state.decoder.expected.each_ref().map(Secret::expose);
    let section = fold("Check as your API would")
        .child(
            text_box(ui, "input", "expected-audience", "Your API's audience", audience, |text| {
                Action::Decoder(decoder::Action::ExpectedEdited(0, text))
            })
            .attr("placeholder", "Audience: application ID or App ID URI"),
        )
        .child(
            text_box(ui, "input", "expected-tenant", "Your tenant's ID", tenant, |text| {
                Action::Decoder(decoder::Action::ExpectedEdited(1, text))
            })
            .attr("placeholder", "Tenant ID"),
        )
        .child(
            text_box(ui, "input", "expected-permission", "Scope or role", permission, |text| {
                Action::Decoder(decoder::Action::ExpectedEdited(2, text))
            })
            .attr("placeholder", "Scope or role"),
        );
    let checks = decoder::checklist(ui.state).map(sheet);
    section.maybe(checks)
}
