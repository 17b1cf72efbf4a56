//! The address of a step. Nothing that was typed enters it unless it can stand
//! there without changing what the rest means.

use std::borrow::Cow;

use super::value::require;
use crate::endpoint::{Authority, Cloud, ECHO, EndpointKind, TenantSegment};
use crate::flows::{Place, Segment, Step};
use crate::form::{self, Param, Value};
use crate::inputs::{FieldProblem, InputId, InputKind, Inputs, ProblemCause};
use crate::reason::Reason;
use crate::request::{Address, PathPiece};

/// The metadata service of Azure's virtual machines.
const IMDS: &str = "http://169.254.169.254";

pub(super) fn of(
    step: &Step,
    inputs: &Inputs,
    cloud: Cloud,
    authority: Option<&Authority>,
    query: &mut Vec<Param>,
    problems: &mut Vec<FieldProblem>,
) -> Address {
    let row = cloud.row();
    match step.place {
        Place::Entra(kind) => {
            let authority = authority.map_or(row.authority, Authority::origin);
            entra(kind, authority, inputs, problems)
        }
        Place::Graph(version, segments) => {
            let mut path = vec![PathPiece::Text("/")];
            let version = match inputs.plain(InputId::GraphVersion) {
                "" => version,
                "beta" => "beta",
                _ => "v1.0",
            };
            path.push(if inputs.has(InputId::GraphVersion) {
                PathPiece::Value(version.to_owned(), InputId::GraphVersion)
            } else {
                PathPiece::Text(version)
            });
            path_of(segments, version, inputs, &mut path, problems);
            Address { origin: row.graph.to_owned(), path }
        }
        Place::ResourceManager(segments) => {
            let mut path = Vec::new();
            path_of(segments, "", inputs, &mut path, problems);
            Address { origin: resource_manager(cloud, problems), path }
        }
        Place::Imds => Address {
            origin: IMDS.to_owned(),
            path: vec![PathPiece::Text("/metadata/identity/oauth2/token")],
        },
        Place::AppService => Address { origin: "{IDENTITY_ENDPOINT}".to_owned(), path: Vec::new() },
        Place::Chosen => chosen(inputs, cloud, query, problems),
        Place::Echo => {
            // The first choice is what an empty input means.
            let offered = InputId::EchoPath.row().kind.choices().unwrap_or_default();
            let typed = inputs.plain(InputId::EchoPath);
            let known = offered.iter().find(|choice| choice.value == typed).or(offered.first());
            let path = known.map_or("", |choice| choice.value).to_owned();
            let path = vec![PathPiece::Text("/"), PathPiece::Value(path, InputId::EchoPath)];
            Address { origin: ECHO.to_owned(), path }
        }
    }
}

fn resource_manager(cloud: Cloud, problems: &mut Vec<FieldProblem>) -> String {
    cloud.row().resource_manager.map_or_else(
        || {
            let cause = ProblemCause::NoResourceManager;
            problems.push(FieldProblem::at("cloud", InputId::Cloud, cause));
            "https://".to_owned()
        },
        str::to_owned,
    )
}

fn entra(
    kind: EndpointKind,
    authority: &str,
    inputs: &Inputs,
    problems: &mut Vec<FieldProblem>,
) -> Address {
    let tenant = match TenantSegment::parse(inputs.plain(InputId::Tenant)) {
        Ok(tenant) => PathPiece::Value(tenant.as_str().to_owned(), InputId::Tenant),
        Err(cause) => {
            let cause = ProblemCause::Tenant(cause);
            problems.push(FieldProblem::at("tenant", InputId::Tenant, cause));
            PathPiece::Missing(InputId::Tenant)
        }
    };
    let path = vec![PathPiece::Text("/"), tenant, PathPiece::Text(kind.path())];
    Address { origin: authority.to_owned(), path }
}

fn path_of(
    segments: &[Segment],
    version: &str,
    inputs: &Inputs,
    path: &mut Vec<PathPiece>,
    problems: &mut Vec<FieldProblem>,
) {
    for segment in segments {
        let input = match *segment {
            Segment::Text(text) => {
                path.push(PathPiece::Text(text));
                continue;
            }
            Segment::InVersion(of, text) => {
                path.extend((of == version).then_some(PathPiece::Text(text)));
                continue;
            }
            Segment::Input(input) => input,
            Segment::Or(first, second) => {
                if inputs.has(first) {
                    first
                } else {
                    second
                }
            }
        };
        let row = input.row();
        let text = inputs.plain(input);
        let many = row.kind == InputKind::Path;
        let text = if many { text.trim_matches('/') } else { text };
        if text.is_empty() {
            require(row.name, input, inputs, problems);
            path.push(PathPiece::Missing(input));
        } else if let Some(encoded) = encoded(text, many) {
            path.push(PathPiece::Value(encoded, input));
        } else {
            let cause = ProblemCause::BreaksPath { label: row.label };
            problems.push(FieldProblem::at(row.name, input, cause));
            path.push(PathPiece::Missing(input));
        }
    }
}

/// A text as one segment, or as several; `None` when it would not stay that,
/// whatever reads the address. `%` is refused because some decode twice.
fn encoded(text: &str, many: bool) -> Option<String> {
    let breaks =
        |c: char| c.is_control() || matches!(c, '\\' | '%' | '?' | '#') || (c == '/' && !many);
    // True for an empty segment as well.
    let is_dots = |segment: &str| segment.bytes().all(|byte| byte == b'.');
    if text.contains(breaks) || text.split('/').any(is_dots) {
        return None;
    }
    let brackets = &[("28", "("), ("29", ")")];
    let encode = |segment| form::unescaped(&form::encode_in_query(segment), brackets);
    Some(text.split('/').map(encode).collect::<Vec<_>>().join("/"))
}

/// The reader's own address, on a host that may see the token.
fn chosen(
    inputs: &Inputs,
    cloud: Cloud,
    query: &mut Vec<Param>,
    problems: &mut Vec<FieldProblem>,
) -> Address {
    let row = cloud.row();
    let typed = inputs.plain(InputId::Url);
    let (origin, target) = if typed.is_empty() {
        (resource_manager(cloud, problems), "/subscriptions?api-version=2020-01-01")
    } else {
        let hosts = [Some(row.graph), row.resource_manager];
        let found = hosts.into_iter().flatten().find_map(|origin| {
            let (start, target) = typed.split_at_checked(origin.len())?;
            let same = start.eq_ignore_ascii_case(origin);
            (same && (target.is_empty() || target.starts_with(['/', '?'])))
                .then_some((origin, target))
        });
        let plain = |target: &str| {
            target.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\#".contains(&byte))
                // A space or a quote in a query is common and harmless.
                || target.split_once('?').is_some_and(|(path, query)| {
                    path.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\#".contains(&byte))
                        && !query.bytes().any(|byte| byte == b'#')
                })
        };
        match found.filter(|(_, target)| plain(target)) {
            Some((origin, target)) => (origin.to_owned(), target),
            None => {
                let mut hosts = row.graph.to_owned();
                if let Some(manager) = row.resource_manager {
                    hosts = [&hosts, " and ", manager].concat();
                }
                let cause = ProblemCause::UrlNotAllowed { hosts };
                problems.push(FieldProblem::at("url", InputId::Url, cause));
                let path = vec![PathPiece::Missing(InputId::Url)];
                return Address { origin: String::new(), path };
            }
        }
    };
    let (path, rest) = target.split_once('?').unwrap_or((target, ""));
    for (name, value) in form::decode(rest) {
        query.push(Param {
            name: Cow::Owned(name),
            value: Value::Text(value.expose().to_owned()),
            input: Some(InputId::Url),
            reason: Reason::own("Part of the address."),
            extra: false,
        });
    }
    let path = if path.is_empty() { "/" } else { path };
    Address { origin, path: vec![PathPiece::Value(path.to_owned(), InputId::Url)] }
}
