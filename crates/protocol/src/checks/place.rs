//! Rules that follow from where a request goes and how its answer comes back.

use super::Found;
use super::seen::Seen;
use super::tokens::presents_an_exchange_token;
use crate::endpoint::Cloud;
use crate::flows::{Place, Row, Segment, Source};
use crate::inputs::{InputId, InputKind};
use crate::token::json::Members;

pub(super) fn agents_outside_public_cloud(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let agents =
        presents_an_exchange_token(seen)
            || seen.step.params.iter().any(|row| {
                row.single().is_some_and(|row| matches!(row.source, Source::ExchangeScope))
            });
    if agents && seen.cloud != Cloud::Public {
        found.push(Found::default());
    }
}

pub(super) fn object_id_assumed(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if let Place::Graph(_, path) | Place::ResourceManager(path) = seen.step.place
        && path.iter().any(|segment| matches!(segment, Segment::Or(InputId::BlueprintObjectId, _)))
        && !seen.inputs.has(InputId::BlueprintObjectId)
        && seen.inputs.has(InputId::BlueprintId)
    {
        found.push(Found::default());
    }
}

pub(super) fn no_access_token(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let optional =
        |row: &Row| row.single().is_some_and(|row| matches!(row.source, Source::Bearer(_, true)));
    if seen.step.params.iter().any(optional)
        && !seen.inputs.has(InputId::AccessToken)
        && !seen.inputs.has(InputId::AzureToken)
    {
        found.push(Found::default());
    }
}

pub(super) fn body_is_not_json(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let body = seen.secret(InputId::JsonBody);
    if !body.is_empty() && Members::read(body.as_bytes()).is_err() {
        found.push(Found::default());
    }
}

pub(super) fn claims_are_not_json(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let claims = seen.plain(InputId::Claims);
    if !claims.is_empty() && Members::read(claims.as_bytes()).is_err() {
        found.push(Found::default());
    }
}

pub(super) fn hint_beside_picker(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let picker = seen.plain(InputId::Prompt) == "select_account";
    if picker && !seen.plain(InputId::LoginHint).is_empty() {
        found.push(Found::default());
    }
}

/// A static page reads no POST.
pub(super) fn form_post(seen: &Seen<'_>, found: &mut Vec<Found>) {
    if seen.plain(InputId::ResponseMode) == "form_post" {
        found.push(Found::default());
    }
}

/// Entra puts no ID token into a query.
pub(super) fn id_token_in_query(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let mode = InputId::ResponseMode;
    if seen.plain(mode) == "query" && seen.plain(InputId::ResponseType).contains("id_token") {
        found.push(Found::default().repaired("Use fragment", mode, "fragment".to_owned()));
    }
}

/// Entra may know a value that its documentation does not list.
pub(super) fn unusual_value(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for &input in seen.used {
        let row = input.row();
        let InputKind::Suggestion(offered) = row.kind else { continue };
        let text = seen.inputs.plain(input);
        if !text.is_empty() && offered.iter().all(|choice| choice.value != text) {
            found.push(Found::at(row.label));
        }
    }
}
