//! What differs between two tokens: by claim, where claims of the same meaning
//! in token versions 1.0 and 2.0 are one.

use protocol::token::json::Members;

/// Claims that mean the same, the name of version 1.0 first.
const SAME: [(&str, &str); 4] = [
    ("appid", "azp"),
    ("appidacr", "azpacr"),
    ("upn", "preferred_username"),
    ("app_displayname", "azp_name"),
];

/// One claim that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The name; both names where they differ: `appid / azp`.
    pub name: String,
    /// The value in the first, as written; `None` when it has none.
    pub first: Option<String>,
    /// The value in the second.
    pub second: Option<String>,
}

/// The claims that differ, in the order of the first token, then the second's
/// own. Values are compared as they are written.
#[must_use]
pub fn differences(first: &Members, second: &Members) -> Vec<Difference> {
    let mut rows = Vec::new();
    for member in first.iter() {
        let other = second.get(&member.name).or_else(|| second.get(twin(&member.name)?));
        if other.is_some_and(|other| other.literal == member.literal && other.name == member.name) {
            continue;
        }
        let name = match other {
            Some(other) if other.name != member.name => {
                if other.literal == member.literal {
                    continue;
                }
                format!("{} / {}", member.name, other.name)
            }
            _ => member.name.clone(),
        };
        rows.push(Difference {
            name,
            first: Some(member.literal.clone()),
            second: other.map(|other| other.literal.clone()),
        });
    }
    for member in second.iter() {
        if !first.has(&member.name) && !twin(&member.name).is_some_and(|twin| first.has(twin)) {
            rows.push(Difference {
                name: member.name.clone(),
                first: None,
                second: Some(member.literal.clone()),
            });
        }
    }
    rows
}

fn twin(name: &str) -> Option<&'static str> {
    SAME.into_iter().find_map(|(old, new)| match name {
        _ if name == old => Some(new),
        _ if name == new => Some(old),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(json: &str) -> Members {
        Members::read(json.as_bytes()).expect("an object")
    }

    #[test]
    fn claims_of_the_same_meaning_are_one_row() {
        let old = members(r#"{"ver":"1.0","appid":"a","iss":"x"}"#);
        let new = members(r#"{"ver":"2.0","azp":"b","iss":"x","scp":"s"}"#);
        let rows = differences(&old, &new);
        let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["ver", "appid / azp", "scp"]);
        assert_eq!(rows[2].first, None);
    }

    #[test]
    fn a_claim_with_another_name_and_the_same_value_does_not_differ() {
        let rows = differences(&members(r#"{"appid":"a"}"#), &members(r#"{"azp":"a"}"#));
        assert_eq!(rows, []);
    }
}
