//! The claims table: each member as written, with its meaning in words.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::fmi::SubjectPath;
use super::integer::Integer;
use super::issuer::{entra_issuer, is_version_2};
use super::json::{self, Member, Members};
use super::jws::ReadToken;
use super::when;
use crate::catalog::claims::{self, ClaimGroup, ClaimInfo, Form, Status, ValueRow};
use crate::catalog::ids;
use crate::guid::Guid;
use crate::identity::Names;

/// How many entries of one list are explained.
const EXPLAINED_ENTRIES: usize = 50;

/// One thing a value means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// A sentence or a phrase.
    pub text: String,
    /// How sure it is.
    pub status: Status,
}

/// One row of the table.
#[derive(Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// Where it stands.
    pub group: ClaimGroup,
    /// The name as written.
    pub name: String,
    /// The value's text as written.
    pub literal: String,
    /// What it means: first in general, then by value.
    pub meaning: Vec<Meaning>,
    /// Whether the catalogue knows the name.
    pub known: bool,
}

/// One row for each claim, in the token's order. `now` makes times relative.
#[must_use]
pub fn claim_rows(token: &ReadToken, now: Option<i64>, names: &Names) -> Vec<ClaimRow> {
    let context = Context { claims: &token.claims, now, names };
    token.claims.iter().map(|member| context.row(member, claims::claim(&member.name))).collect()
}

/// One row for each header parameter, in the header's order.
#[must_use]
pub fn header_rows(header: &Members) -> Vec<ClaimRow> {
    let context = Context { claims: header, now: None, names: &Names::default() };
    header.iter().map(|member| context.row(member, claims::header(&member.name))).collect()
}

struct Context<'a> {
    claims: &'a Members,
    now: Option<i64>,
    names: &'a Names,
}

impl Context<'_> {
    fn row(&self, member: &Member, info: Option<ClaimInfo>) -> ClaimRow {
        let mut meaning = Vec::new();
        if let Some(info) = info {
            meaning.push(Meaning { text: info.meaning.to_owned(), status: info.status });
            self.explain(member, info.form, &mut meaning);
        }
        ClaimRow {
            // Unknown claims are mostly custom ones about the user.
            group: info.map_or(ClaimGroup::Session, |info| info.group),
            name: member.name.clone(),
            literal: member.literal.clone(),
            meaning,
            known: info.is_some(),
        }
    }

    fn explain(&self, member: &Member, form: Form, list: &mut Vec<Meaning>) {
        let mut say = |text: String, status| list.push(Meaning { text, status });
        let text = member.str().unwrap_or_default();
        match form {
            Form::Plain => {}
            Form::Time => self.time(member, &mut say),
            Form::Seconds => {
                if let Some(seconds) = member.integer().value() {
                    say(when::span(seconds), Status::Documented);
                }
            }
            Form::Id => {
                for id in entries(member) {
                    if let Some(name) = self.name(&id) {
                        say(name, Status::Documented);
                    }
                }
            }
            Form::Values(rows) => {
                for value in words(member) {
                    if let Some(row) = rows.iter().find(|row| row.value == value) {
                        say(format!("{value}: {}", row.meaning), row.status);
                    }
                }
            }
            Form::Facets(rows) => facets(&text, rows, &mut say),
            Form::Roles => {
                for id in entries(member) {
                    match ids::role(&id) {
                        Some(role) => say(role.to_owned(), Status::Documented),
                        None => {
                            say(format!("{id}: a role that is not listed here"), Status::Uncertain)
                        }
                    }
                }
            }
            Form::Subject => self.subject(&text, &mut say),
            Form::Issuer => {
                let issuer = match (entra_issuer(&text), is_version_2(&text)) {
                    (None, _) => "Not an issuer of Entra's that is known here",
                    (Some(_), true) => "Entra, in the form of v2.0 tokens",
                    (Some(_), false) => "Entra, in the form of v1.0 tokens",
                };
                say(issuer.to_owned(), Status::Documented);
            }
            Form::PackedGuid => {
                if let Some(guid) = Guid::from_path_segment(&text) {
                    say(format!("as a GUID: {guid}"), Status::Observed);
                }
            }
            Form::Reuse => {
                for (what, id) in reuse(&text) {
                    let name = self.name(&id).map(|name| format!(" ({name})")).unwrap_or_default();
                    say(format!("holds the {what}: {id}{name}"), Status::Observed);
                }
            }
        }
    }

    fn time(&self, member: &Member, say: &mut impl FnMut(String, Status)) {
        let Some(at) = member.integer().value() else {
            say("not a time".to_owned(), Status::Documented);
            return;
        };
        let Some(utc) = when::utc(at) else {
            say("outside the years 1 to 9999, so no date".to_owned(), Status::Documented);
            return;
        };
        say(
            self.now
                .map_or_else(|| utc.clone(), |now| format!("{utc}, {}", when::relative(at, now))),
            Status::Documented,
        );
        let issued = self.claims.integer("iat").and_then(Integer::value);
        if let (true, Some(issued)) = (member.name == "exp", issued) {
            let life = when::span(at.saturating_sub(issued));
            if at > issued {
                say(format!("{life} after it was issued"), Status::Documented);
            }
        }
    }

    fn subject(&self, text: &str, say: &mut impl FnMut(String, Status)) {
        if let Some(path) = SubjectPath::parse(text) {
            for (what, id) in [
                ("tenant", path.tenant.to_string()),
                ("application", path.application.to_string()),
                ("agent identity", path.tail.to_owned()),
            ] {
                let name = self.name(&id).map(|name| format!(" ({name})")).unwrap_or_default();
                say(format!("path, {what}: {id}{name}"), Status::Observed);
            }
        } else if let Some(name) = self.name(text) {
            say(name, Status::Documented);
        }
    }

    fn name(&self, id: &str) -> Option<String> {
        let bare = id.strip_prefix("api://").unwrap_or(id);
        if id.eq_ignore_ascii_case(ids::PERSONAL_ACCOUNTS) {
            return Some("personal Microsoft accounts".to_owned());
        }
        self.names.of(bare).or_else(|| ids::app(id).map(|app| app.name)).map(str::to_owned)
    }
}

/// Entries of a list, or the one string.
fn entries(member: &Member) -> Vec<String> {
    if let Some(text) = member.str() {
        return vec![text.into_owned()];
    }
    json::list(&member.literal)
        .unwrap_or_default()
        .into_iter()
        .take(EXPLAINED_ENTRIES)
        .map(|entry| json::unquote(entry).map_or_else(|| entry.to_owned(), |t| t.into_owned()))
        .collect()
}

/// Entries of a list, words of a string, or a number as written.
fn words(member: &Member) -> Vec<String> {
    let entries = entries(member);
    if entries.is_empty() {
        return vec![member.literal.clone()];
    }
    entries
        .iter()
        .flat_map(|entry| entry.split_whitespace())
        .take(EXPLAINED_ENTRIES)
        .map(str::to_owned)
        .collect()
}

fn facets(text: &str, rows: &[ValueRow], say: &mut impl FnMut(String, Status)) {
    let mut ignored = Vec::new();
    for piece in text.split_whitespace().take(EXPLAINED_ENTRIES) {
        match piece.parse::<i64>() {
            Err(_) => say("holds something that is no integer".to_owned(), Status::Uncertain),
            Ok(facet) if facet % 2 == 0 => ignored.push(piece),
            Ok(_) => match rows.iter().find(|row| row.value == piece) {
                Some(row) => say(format!("{piece}: {}", row.meaning), row.status),
                None => say(format!("{piece}: no meaning is documented"), Status::Observed),
            },
        }
    }
    if !ignored.is_empty() {
        say(
            format!("{}: even numbers mean nothing by design; ignore them", ignored.join(", ")),
            Status::Documented,
        );
    }
}

/// Tenant and application inside `rh`: `1.` or `0.`, base64url, and a dot;
/// three bytes of flags, then two GUIDs in .NET order.
fn reuse(text: &str) -> Vec<(&'static str, String)> {
    let packed = text.strip_prefix("1.").or_else(|| text.strip_prefix("0."));
    let bytes = packed
        .and_then(|packed| URL_SAFE_NO_PAD.decode(packed.trim_end_matches('.')).ok())
        .unwrap_or_default();
    let guid = |from: usize| {
        let bytes = bytes.get(from..from + 16)?;
        Some(Guid::from_bytes_le(bytes.try_into().ok()?).to_string())
    };
    [("tenant", 3), ("application of the API", 19)]
        .into_iter()
        .filter_map(|(what, from)| Some((what, guid(from)?)))
        .collect()
}
