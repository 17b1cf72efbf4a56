use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;

use super::super::Simulated;
use super::super::refusal::{Earned, Facts, Found, Place};
use super::super::tests::{each, words};
use super::super::token::Contents;
use super::{
    WHOLE, checks, claims, differences, gallery, header, literal, of_step, refusal, verdict,
};
use crate::catalog::claims::ClaimGroup;
use crate::catalog::errors;
use crate::identity::Names;
use crate::response::ErrorResponse;
use crate::sheet::Sheet;
use crate::token::ReadToken;
use crate::token::diff::compare;
use crate::token::validation::{Expected, checklist};
use crate::token::verdict::plain;

/// Claims of every group, one that nobody knows, and one with a hidden character.
const CLAIMS: &str = r#"{"aud":"https://graph.microsoft.com","iss":"https://sts.windows.net/11111111-2222-3333-4444-555555555555/","iat":1000,"exp":4600,"appid":"11111111-2222-3333-4444-555555555555","scp":"Mail.Read User.Read","roles":["A","B"],"oid":"o","name":"alice\u202emoc","xms_act_fct":"3 9","rh":"1.x","aio":"aio-value","uti":"uti-value","favourite_colour":"Green"}"#;

fn token(claims: &str) -> ReadToken {
    let text =
        format!("{}.{}.c2ln", B64.encode(r#"{"alg":"RS256","kid":"k"}"#), B64.encode(claims));
    ReadToken::read(&text).expect("a token")
}

fn contents() -> Contents {
    Contents::of(&token(CLAIMS), &Names::default(), 2800)
}

#[test]
fn every_word_about_a_token_is_on_its_sheets() {
    let told = contents();
    let validity = told.validity.as_ref().expect("a life");
    let bar = ["issued ", &validity.issued, &validity.now, "expires ", &validity.expires].concat();
    let sentence = plain(&told.verdict) + &bar;
    let rows = told.groups.iter().flat_map(|(_, rows)| rows).chain(&told.header);
    let mut expected = Vec::new();
    for row in rows {
        let mut words = [&*row.name, &row.literal].concat();
        for part in &row.meaning {
            words.push_str(&part.text);
            if let Some(note) = part.status.note() {
                words.push(' ');
                words.push_str(note);
            }
        }
        if !row.known {
            words.push_str("not a claim that this page knows");
        }
        expected.push(words);
    }
    let titles: Vec<_> = told.groups.iter().map(|(group, _)| group.title()).collect();
    assert!(titles.len() > 5, "{titles:?}");
    assert_eq!(words(&[verdict(told.verdict, told.validity)]), sentence);
    let tables = [&claims(told.groups)[..], &[header(told.header)]].concat();
    let all = words(&tables);
    for row in expected {
        assert!(all.contains(&row), "{row}: {all}");
    }
    for title in titles {
        assert!(all.contains(title), "{title}");
    }
}

#[test]
fn claims_are_found_by_name_value_and_meaning_and_nothing_else() {
    let told = contents();
    for query in ["", "mail.", "aio", "green", "u", "tenant", "undocumented", "powers", "xyz"] {
        let of = |internal| {
            let groups = told.groups.iter();
            let groups =
                groups.filter(move |(group, _)| (*group == ClaimGroup::Internal) == internal);
            groups.map(|(_, rows)| {
                let has = |text: &str| text.to_ascii_lowercase().contains(query);
                let meant = |row: &crate::token::explain::ClaimRow| {
                    row.meaning.iter().any(|part| has(&part.text))
                };
                rows.iter().filter(|row| has(&row.name) || has(&row.literal) || meant(row)).count()
            })
        };
        let [shown, internal] = claims(contents().groups);
        let mut rows = 0;
        each(std::slice::from_ref(&shown), &mut |sheet| {
            let Sheet::Sought(body) = sheet else { return };
            rows += usize::from(body.tag.as_str() == "tr") * sheet.found(query);
        });
        assert_eq!(shown.found(query), of(false).filter(|count| *count > 0).count(), "{query}");
        assert_eq!(rows, of(false).sum::<usize>(), "{query}");
        assert_eq!(internal.found(query), of(true).sum::<usize>(), "{query}");
    }
}

#[test]
fn a_long_value_opens_and_is_held_once() {
    assert_eq!(literal("a".repeat(WHOLE)).tag.as_str(), "code");
    let long = "é".repeat(WHOLE + 1);
    let opens = literal(long.clone());
    assert_eq!(opens.tag.as_str(), "details");
    let [closed, whole] = &opens.inside[..] else { panic!("two parts") };
    assert_eq!(words(std::slice::from_ref(whole)), long);
    let closed = words(std::slice::from_ref(closed));
    assert_eq!(closed, ["é".repeat(200).as_str(), " …2001 characters"].concat());
}

#[test]
fn every_difference_is_on_its_sheet() {
    let other = CLAIMS
        .replace(r#""appid":"1"#, r#""azp":"2"#)
        .replace("Mail.Read ", "")
        .replace("4600", "9000");
    let diff = || compare(&token(CLAIMS), &token(&other));
    let all = words(&differences(diff()));
    let found = diff();
    assert!(all.contains(&format!("{} the same", found.same)));
    assert!(found.lives.as_ref().is_some_and(|lives| all.contains(lives)));
    assert!(found.rows.iter().any(|row| row.other_name.is_some() && row.left.is_some()));
    for row in found.rows {
        let texts = [Some(row.name), row.other_name, row.left, row.right];
        let lists = row.added.into_iter().chain(row.removed);
        for text in texts.into_iter().flatten().chain(lists).chain(row.note.map(Into::into)) {
            assert!(all.contains(&text), "{text}: {all}");
        }
    }
    assert!(!words(&differences(compare(&token(CLAIMS), &token(CLAIMS)))).contains("Claim"));
    let expected = Expected { now: 2800, ..Expected::default() };
    let list = checklist(&token(CLAIMS), &expected);
    let all = words(&[checks(list.clone())]);
    for check in list {
        assert!(all.contains(&[check.name, check.mark.word(), &check.sentence].concat()));
    }
}

/// One way to earn each number.
fn earned(number: u32) -> Vec<Earned> {
    let place = Place { flow: "setup".into(), step: 0, input: "tenant".into() };
    let (how, provenance) = (format!("Send {number}.").into(), "Documented.".into());
    vec![Earned { how, provenance, place: Some(place) }]
}

#[test]
fn everything_that_is_known_of_a_refusal_is_on_its_sheets() {
    let simulated = Simulated { earned: Some(earned), consents: None };
    let mut places = 0;
    for row in errors::rows() {
        let error = ErrorResponse {
            error: "invalid_grant".to_owned(),
            description: "As Entra says.".to_owned(),
            codes: vec![row.code],
            trace_id: Some("trace".to_owned()),
            ..ErrorResponse::default()
        };
        let facts = || Facts::of(&error, "").remove(0);
        let sheets = refusal(&error, vec![facts()], &simulated);
        let all = words(&sheets);
        assert!(all.starts_with(&format!("AADSTS{}invalid_grant", row.code)), "{all}");
        assert!(all.ends_with("Trace ID traceAs writtenAs Entra says."), "{all}");
        assert!(all.contains(&format!("to itSend {}.Documented.Open ", row.code)), "{all}");
        assert!(all.contains(&format!("look-{}", row.code)), "{all}");
        for cause in facts().causes {
            let source = if cause.uncertain { "from reports" } else { "documented" };
            let cause = [cause.cause, " ", source, cause.fix].concat();
            assert!(all.contains(&cause), "{cause}: {all}");
        }
        let mut ways = Vec::new();
        each(&sheets, &mut |sheet| {
            if let Sheet::Way { place, .. } = sheet {
                ways.push(place.clone());
            }
        });
        places += ways.len();
        assert_eq!(ways[..ways.len() - 1], facts().repairs, "{}", row.code);
        let first = of_step(facts());
        let likeliest = words(&first.told);
        assert!(likeliest.starts_with(&[row.cause, row.fix].concat()), "{likeliest}");
        assert_eq!(likeliest.contains("rests on reports"), facts().causes[0].uncertain);
    }
    assert!(places > errors::rows().count());
    let found = Found::of("");
    let numbers: Vec<_> = found.others.iter().map(|known| format!("#{}", known.number)).collect();
    let all = words(&gallery(found, &simulated));
    assert!(numbers.len() > 80 && numbers.iter().all(|number| all.contains(number)));
}

#[test]
fn of_two_numbers_the_first_is_in_the_box_and_the_words_are_cut() {
    let error = ErrorResponse {
        codes: vec![65001, 700_213],
        description: "é".repeat(2_001),
        ..ErrorResponse::default()
    };
    let sheets = refusal(&error, Facts::of(&error, ""), &Simulated::default());
    let all = words(&sheets);
    assert!(all.starts_with("AADSTS65001AADSTS700213") && !all.contains("not explained"), "{all}");
    assert_eq!(all.matches('é').count(), 2_000);
    let card = words(&sheets[..1]);
    assert!(card.contains("look-65001") && !card.contains("look-700213"), "{card}");
    assert!(all.contains("look-700213"));
}

#[test]
fn the_step_that_a_cause_is_about_has_its_title() {
    use super::refusal::titles;
    assert_eq!(titles(""), None);
    let (flow, step) = titles("agent-on-behalf-of/resource-token").expect("a step");
    assert!(!flow.is_empty() && !step.is_empty());
    assert!(titles("resource-token").is_some_and(|(flow, _)| flow.is_empty()));
}
