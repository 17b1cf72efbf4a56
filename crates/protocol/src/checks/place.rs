//! Checks that follow from where a step goes.

use super::warning;
use crate::endpoint::Cloud;
use crate::finding::{Finding, Severity};
use crate::flows::{Place, Row, Segment, Source, Step};
use crate::inputs::{InputId, Inputs};

pub(crate) fn of_place(step: &Step, inputs: &Inputs, cloud: Cloud) -> Vec<Finding> {
    let mut findings = Vec::new();
    let agents = step.params.iter().any(|row| {
        matches!(row, Row::AssertionFrom(_))
            || row.single().is_some_and(|row| matches!(row.source, Source::ExchangeScope))
    });
    if agents && cloud != Cloud::Public {
        findings.push(Finding::new(
            "agents-outside-public-cloud",
            Severity::Info,
            "Whether this cloud has Agent ID yet is uncertain; its exchange audience is from Microsoft's libraries.",
        ));
    }
    if let Place::Graph(_, path) | Place::ResourceManager(path) = step.place
        && path.iter().any(|segment| matches!(segment, Segment::Or(InputId::BlueprintObjectId, _)))
        && !inputs.has(InputId::BlueprintObjectId)
        && inputs.has(InputId::BlueprintId)
    {
        findings.extend(warning(
            "object-id-assumed",
            "The path takes the application's object ID. The blueprint's client ID stands in; the two can differ.",
        ));
    }
    let optional_token = step
        .params
        .iter()
        .any(|row| row.single().is_some_and(|row| matches!(row.source, Source::Bearer(_, true))));
    if optional_token && !inputs.has(InputId::AccessToken) {
        findings.push(Finding::new(
            "no-access-token",
            Severity::Info,
            "Without an access token this is a request to copy: add the Authorization header there.",
        ));
    }
    findings
}
