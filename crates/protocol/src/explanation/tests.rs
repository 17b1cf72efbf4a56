use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;

use super::{Answer, Explanation, Pasted, Question, Reason, answer, explain, to_bytes};
use crate::crossing;
use crate::guid::Guid;
use crate::identity::Names;
use crate::secret::Secret;
use crate::token::verdict;

const APP: &str = "11111111-2222-3333-4444-555555555555";

fn token(claims: &str) -> Secret {
    let text = format!("{}.{}.c2ln", B64.encode(r#"{"alg":"RS256"}"#), B64.encode(claims));
    Secret::new(text)
}

fn user_token() -> Secret {
    token(&format!(
        r#"{{"aud":"https://graph.microsoft.com","azp":"{APP}","scp":"a","iat":1000,"exp":4600,"oid":"o"}}"#
    ))
}

fn names() -> Names {
    let mut names = Names::default();
    names.insert(Guid::parse(APP).expect("a GUID"), "Billing");
    names
}

/// Asked and answered in bytes, as the page does.
fn asked(question: &Question, now: i64) -> Answer {
    let bytes = explain(&to_bytes(question, now)).expect("an answer");
    let told = crossing::from_bytes(&bytes).expect("an answer that can be read");
    assert!(told == without_codes(answer(question, now)), "nothing is lost on the way");
    told
}

/// What findings are called stays behind.
fn without_codes(mut answer: Answer) -> Answer {
    let list = match &mut answer {
        Answer::Token(Some(token)) => &mut token.findings,
        Answer::Paste(pasted) => &mut pasted.notes,
        Answer::Together(findings) => findings,
        _ => return answer,
    };
    list.iter_mut().for_each(|finding| finding.code = "");
    answer
}

fn explained(question: &Question, now: i64) -> Explanation {
    match asked(question, now) {
        Answer::Token(Some(told)) => *told,
        _ => panic!("no explanation"),
    }
}

fn pasted(text: &str) -> Pasted {
    let text = Secret::new(text.to_owned());
    match asked(&Question::Paste { text, names: names() }, 0) {
        Answer::Paste(pasted) => *pasted,
        _ => panic!("no reading"),
    }
}

#[test]
fn a_token_is_explained_with_the_names_and_at_the_time_of_the_question() {
    let question = Question::Token { token: user_token(), names: names() };
    let told = explained(&question, 2800);
    assert!(verdict::plain(&told.verdict).contains("Billing"));
    let validity = told.validity.expect("a life");
    assert_eq!((validity.gone, validity.late, &*validity.now), (50, false, "30 minutes left"));
    assert!(told.groups.iter().all(|(_, rows)| !rows.is_empty()));
    let late = explained(&question, 9000).validity.expect("a life");
    assert_eq!((late.gone, late.late), (100, true));
    let unreadable = Question::Token { token: Secret::new("x.y.z".to_owned()), names: names() };
    assert!(matches!(asked(&unreadable, 0), Answer::Token(None)));
}

#[test]
fn a_signature_that_nobody_can_check_comes_with_the_reason() {
    let text = format!("{}.e30.c2ln", B64.encode(r#"{"alg":"HS256"}"#));
    let question = Question::Token { token: Secret::new(text), names: Names::default() };
    let told = explained(&question, 0);
    assert!(told.cannot_verify.is_some_and(|reason| reason.contains("shared secret")));
    let question = Question::Token { token: user_token(), names: Names::default() };
    assert_eq!(explained(&question, 0).cannot_verify, None);
}

#[test]
fn a_paste_gives_its_tokens_or_the_reason_why_not() {
    let token = user_token();
    let text =
        format!(r#"{{"access_token":"{}","id_token":"{}"}}"#, token.expose(), token.expose());
    let two = pasted(&text);
    assert_eq!((two.tokens.len(), two.main, two.reason), (2, Some(token), None));
    assert!(two.announcement.contains("Billing"), "{}", two.announcement);

    let refusal = pasted("AADSTS65001: The user has not consented.");
    let Some(Reason::Refusal(error)) = refusal.reason else { panic!("no refusal") };
    assert_eq!((error.code(), refusal.tokens.len()), (Some(65001), 0));

    let Some(Reason::Sentences(sentences)) = pasted("a shopping list").reason else {
        panic!("no sentence")
    };
    assert_eq!(sentences.len(), 1);
}

#[test]
fn tokens_are_compared_checked_and_made_fit_to_be_shown() {
    let (one, other) = (user_token(), token(r#"{"appid":"a","scp":"b"}"#));
    let compared = asked(&Question::Compared(one.clone(), other.clone()), 0);
    let Answer::Compared(Some(diff)) = compared else { panic!("no difference") };
    assert!(diff.rows.iter().any(|row| row.other_name.as_deref() == Some("appid")));

    let alone = asked(&Question::Together(vec![one.clone()]), 0);
    assert!(matches!(alone, Answer::Together(findings) if findings.is_empty()));

    let text = |text: &str| Secret::new(text.to_owned());
    let question = |verified| Question::Checklist {
        token: one.clone(),
        audience: text(" api://another "),
        tenant: text(""),
        permission: text("a"),
        verified,
    };
    for (verified, word) in [(false, "Cannot tell"), (true, "Pass")] {
        let Answer::Checklist(Some(checks)) = asked(&question(verified), 0) else {
            panic!("no checks")
        };
        let mark = |name| checks.iter().find(|check| check.name == name).map(|c| c.mark.word());
        assert_eq!((mark("signature"), mark("aud")), (Some(word), Some("Fail")));
    }

    let Answer::Redacted(Some(shared)) = asked(&Question::Redacted(one), 0) else {
        panic!("nothing to share")
    };
    assert!(!shared.text.contains(APP), "{}", shared.text);
}

#[test]
fn what_is_no_question_has_no_answer() {
    for bytes in [&[][..], &[0], &[200; 40], &to_bytes(&Question::Ready, 0)[1..]] {
        assert!(explain(bytes).is_none());
    }
    assert!(matches!(asked(&Question::Ready, 0), Answer::Ready));
}

#[test]
fn neither_questions_nor_answers_print_what_they_hold() {
    let question = Question::Token { token: user_token(), names: Names::default() };
    let printed = format!("{question:?} {:?}", answer(&question, 0));
    assert!(!printed.contains("graph") && !printed.contains(user_token().expose()), "{printed}");
}
