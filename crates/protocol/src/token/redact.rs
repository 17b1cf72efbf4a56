//! A token to show to others: its shape and its powers, without who it is about.
//!
//! What stays is a list, not what goes: a claim that nobody thought of must not
//! be the one that gives the tenant away. Ids become numbers, the same id the
//! same number, so that relations stay readable. `rh` and the subject path hold
//! the tenant too, and go.

use super::fmi::SubjectPath;
use super::json::{Member, Members};
use super::jws::ReadToken;
use crate::catalog::claims;
use crate::catalog::ids;
use crate::guid::Guid;

/// A token without identities, and what was taken out.
#[derive(Clone, PartialEq, Eq)]
pub struct Redacted {
    /// JSON: `{"header":{…},"claims":{…}}`. It is no token and cannot become one.
    pub text: String,
    /// Names of the claims and header parameters whose values are gone; the
    /// signature last.
    pub removed: Vec<String>,
    /// Names of those in which ids were replaced by numbers.
    pub renamed: Vec<String>,
}

/// Values that say what a token is and may do, and about nobody.
const KEPT: [&str; 34] = [
    "typ",
    "alg",
    "enc",
    "cty",
    "zip",
    "ver",
    "iat",
    "nbf",
    "exp",
    "aud",
    "iss",
    "idp",
    "appid",
    "azp",
    "oid",
    "sub",
    "tid",
    "xms_par_app_azp",
    "appidacr",
    "azpacr",
    "idtyp",
    "scp",
    "roles",
    "wids",
    "acr",
    "acrs",
    "amr",
    "acct",
    "xms_cc",
    "xms_act_fct",
    "xms_sub_fct",
    "xms_tnt_fct",
    "xms_idrel",
    "hasgroups",
];

/// Makes a token fit to be shown.
#[must_use]
pub fn redact(token: &ReadToken) -> Redacted {
    let mut work = Work {
        ids: Vec::new(),
        out: Redacted { text: String::new(), removed: Vec::new(), renamed: Vec::new() },
    };
    let header = work.table(&token.header);
    let claims = work.table(&token.claims);
    work.out.text = format!("{{\n  \"header\": {header},\n  \"claims\": {claims}\n}}");
    if token.signed {
        work.out.removed.push("signature".to_owned());
    }
    work.out
}

struct Work {
    ids: Vec<Guid>,
    out: Redacted,
}

impl Work {
    fn table(&mut self, members: &Members) -> String {
        let mut text = String::from("{");
        for (at, member) in members.iter().enumerate() {
            text.push_str(if at > 0 { ",\n    " } else { "\n    " });
            let known = claims::claim(&member.name).or_else(|| claims::header(&member.name));
            // A name of one's own may be a person's too.
            let name = known.map_or("custom claim", |info| info.name);
            text.push_str(&format!("\"{name}\": "));
            let value = self.value(member);
            text.push_str(value.as_deref().unwrap_or("\"removed\""));
            if value.is_none() && !self.out.removed.iter().any(|other| other == name) {
                self.out.removed.push(name.to_owned());
            }
        }
        text.push_str("\n  }");
        text
    }

    fn value(&mut self, member: &Member) -> Option<String> {
        let name = KEPT.iter().find(|name| **name == member.name)?;
        let text = member.str();
        if *name == "sub" {
            // A person's subject is opaque, and another for each API.
            let text = text?;
            let path = SubjectPath::parse(&text);
            let kept = match path {
                Some(path) => format!(
                    "/eid1/c/{}/t/{}/a/{}/{}",
                    path.cloud,
                    self.number(path.tenant),
                    self.number(path.application),
                    self.scrubbed(path.tail)
                ),
                None => self.number(Guid::parse(&text)?),
            };
            return self.renamed(name, &kept);
        }
        let kept = self.scrubbed(&member.literal);
        // What is left must be as harmless as the documented values are.
        let harmless = |c: char| c.is_ascii_alphanumeric() || " .,:/_-[]\"".contains(c);
        if member.literal.contains('@')
            || member.literal.len() > 4_000
            || !kept.chars().all(harmless)
        {
            return None;
        }
        if matches!(*name, "aud" | "iss" | "idp") {
            let text = text?;
            return self.address(name, &text);
        }
        if kept != member.literal {
            self.renamed(name, "");
        }
        if matches!(*name, "appid" | "azp" | "oid" | "tid" | "xms_par_app_azp") {
            Guid::parse(&text?)?;
        }
        Some(kept)
    }

    /// An address stays if it is Entra's or Microsoft's, or an App ID URI made of
    /// an id.
    fn address(&mut self, name: &str, text: &str) -> Option<String> {
        if ids::app(text).is_some() {
            return Some(format!("\"{text}\""));
        }
        let bare = text.strip_prefix("api://").unwrap_or(text);
        if Guid::parse(bare).is_none() && super::issuer::entra_issuer(text).is_none() {
            return None;
        }
        let kept = self.scrubbed(text);
        self.renamed(name, &kept)
    }

    fn renamed(&mut self, name: &str, kept: &str) -> Option<String> {
        if !self.out.renamed.iter().any(|other| other == name) {
            self.out.renamed.push(name.to_owned());
        }
        Some(format!("\"{kept}\""))
    }

    /// The text with every GUID that is not everyone's replaced.
    fn scrubbed(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let guid = rest.get(..36).and_then(Guid::parse);
            if let (Some(guid), Some((start, after))) = (guid, rest.split_at_checked(36)) {
                let public = ids::app(start).is_some() || ids::role(start).is_some();
                out.push_str(&if public { start.to_owned() } else { self.number(guid) });
                rest = after;
                continue;
            }
            let mut chars = rest.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        }
        out
    }

    fn number(&mut self, id: Guid) -> String {
        let at = self.ids.iter().position(|known| *known == id).unwrap_or_else(|| {
            self.ids.push(id);
            self.ids.len() - 1
        });
        format!("id-{}", at + 1)
    }
}

#[cfg(test)]
mod tests;
