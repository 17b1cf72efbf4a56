use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;

use super::refusal::{Facts, Found};
use super::token::Contents;
use super::{
    Answer, Asked, Earned, Explanation, Known, Pasted, Place, Question, Reason, Simulated, answer,
    explain,
};
use crate::crossing;
use crate::guid::Guid;
use crate::identity::Names;
use crate::inputs::Inputs;
use crate::reason;
use crate::secret::Secret;
use crate::sheet::Sheet;
use crate::token::{ReadToken, diff, redact, validation, verdict};

const NOBODY: Simulated = Simulated { earned: None, consents: None };

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

/// What is laid out, whatever it is in.
pub(super) fn each<'a>(sheets: &'a [Sheet], see: &mut impl FnMut(&'a Sheet)) {
    for sheet in sheets {
        see(sheet);
        if let Sheet::Element(element) | Sheet::Sought(element) = sheet {
            each(&element.inside, see);
        }
    }
}

/// All words of what is laid out, one behind the other.
pub(super) fn words(sheets: &[Sheet]) -> String {
    let mut words = String::new();
    each(sheets, &mut |sheet| match sheet {
        Sheet::Text(text) | Sheet::Plain(text) => words.push_str(text),
        Sheet::Identity { name, .. } => words.push_str(name),
        Sheet::Way { words: label, .. } => words.push_str(label),
        Sheet::Number(number) => words.push_str(&format!("#{number}")),
        Sheet::LookUp(number) => words.push_str(&format!("look-{number}")),
        Sheet::Element(_) | Sheet::Sought(_) | Sheet::Cross => {}
    });
    words
}

/// Asked and answered in bytes, as the page does.
fn asked(question: &Question, now: i64) -> Answer {
    let asked = Asked { question: question.clone(), at: now };
    let bytes = explain(&crossing::to_bytes(&vec![asked]), &NOBODY).expect("an answer");
    let told: Vec<Answer> = crossing::from_bytes(&bytes).expect("answers that can be read");
    let [told] = <[_; 1]>::try_from(told).unwrap_or_else(|_| panic!("one answer"));
    assert!(told == without_codes(answer(question, now, &NOBODY)), "nothing is lost on the way");
    told
}

/// What findings are called stays behind.
fn without_codes(mut answer: Answer) -> Answer {
    let list = match &mut answer {
        Answer::Token(Some(token)) => &mut Rc::make_mut(token).findings,
        Answer::Paste(pasted) => &mut Rc::make_mut(pasted).notes,
        Answer::Together(together) => &mut together.findings,
        Answer::Step(findings, _) => findings,
        _ => return answer,
    };
    list.iter_mut().for_each(|finding| finding.code = "");
    answer
}

fn explained(question: &Question, now: i64) -> Explanation {
    match asked(question, now) {
        Answer::Token(Some(told)) => (*told).clone(),
        _ => panic!("no explanation"),
    }
}

fn pasted(text: &str) -> Pasted {
    let text = Secret::new(text.to_owned());
    match asked(&Question::Paste { text, names: names() }, 0) {
        Answer::Paste(pasted) => (*pasted).clone(),
        _ => panic!("no reading"),
    }
}

#[test]
fn a_token_is_explained_with_the_names_and_at_the_time_of_the_question() {
    let question = Question::Token { token: user_token(), names: names() };
    let contents = |now| {
        let token = ReadToken::read(user_token().expose()).expect("a token");
        Contents::of(&token, &names(), now)
    };
    let told = contents(2800);
    assert!(verdict::plain(&told.verdict).contains("Billing"));
    let validity = told.validity.expect("a life");
    assert_eq!((validity.gone, validity.late, &*validity.now), (50, false, "30 minutes left"));
    assert!(told.groups.iter().all(|(_, rows)| !rows.is_empty()));
    let late = contents(9000).validity.expect("a life");
    assert_eq!((late.gone, late.late), (100, true));
    for (now, life) in [(2800, "30 minutes left"), (9000, "expired")] {
        let verdict = words(&[explained(&question, now).verdict]);
        assert!(verdict.contains("Billing") && verdict.contains(life), "{verdict}");
    }
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
    let Answer::Compared(Some(differences)) = compared else { panic!("no difference") };
    let read = |token: &Secret| ReadToken::read(token.expose()).expect("a token");
    let diff = diff::compare(&read(&one), &read(&other));
    assert!(diff.rows.iter().any(|row| row.other_name.as_deref() == Some("appid")));
    assert!(words(&differences).contains("azp / appid"));

    let unreadable = Secret::new("x.y.z".to_owned());
    let alone = asked(&Question::Together(vec![one.clone(), unreadable]), 0);
    let Answer::Together(together) = alone else { panic!("no kinds") };
    assert_eq!(together.kinds, ["user token", "token that cannot be read"]);
    assert!(together.findings.is_empty(), "one token has nothing to fit");
    let several = asked(&Question::Together(vec![one.clone(), other.clone()]), 0);
    let Answer::Together(together) = several else { panic!("no kinds") };
    assert_eq!(together.kinds.len(), 2);

    let text = |text: &str| Secret::new(text.to_owned());
    let question = |verified| Question::Checklist {
        token: one.clone(),
        audience: text(" api://another "),
        tenant: text(""),
        permission: text("a"),
        verified,
    };
    for (verified, word) in [(false, "Cannot tell"), (true, "Pass")] {
        let Answer::Checklist(Some(laid_out)) = asked(&question(verified), 0) else {
            panic!("no checks")
        };
        let expected = validation::Expected {
            audience: "api://another",
            permission: "a",
            verified,
            ..Default::default()
        };
        let checks = validation::checklist(&read(&one), &expected);
        let mark = |name| checks.iter().find(|check| check.name == name).map(|c| c.mark.word());
        assert_eq!((mark("signature"), mark("aud")), (Some(word), Some("Fail")));
        let laid_out = words(&[laid_out]);
        for check in checks {
            let row = [check.name, check.mark.word(), &check.sentence].concat();
            assert!(laid_out.contains(&row), "{row}: {laid_out}");
        }
    }

    let redacted = redact::redact(&read(&one));
    let Answer::Redacted(Some(shared)) = asked(&Question::Redacted(one), 0) else {
        panic!("nothing to share")
    };
    assert!(!shared.text.contains(APP), "{}", shared.text);
    assert!(shared.left_out.contains(&redacted.removed.join(", ")));
    assert!(!redacted.renamed.is_empty() && shared.left_out.contains(&redacted.renamed.join(", ")));
}

#[test]
fn what_is_no_question_has_no_answer() {
    let ready = crossing::to_bytes(&vec![Asked { question: Question::Ready, at: 0 }]);
    for bytes in [&[][..], &[0], &[200; 40], &ready[1..]] {
        assert!(explain(bytes, &NOBODY).is_none());
    }
    assert!(matches!(asked(&Question::Ready, 0), Answer::Ready));
}

#[test]
fn neither_questions_nor_answers_print_what_they_hold() {
    let question = Question::Token { token: user_token(), names: Names::default() };
    let printed = format!("{question:?} {:?}", answer(&question, 0, &NOBODY));
    assert!(!printed.contains("graph") && !printed.contains(user_token().expose()), "{printed}");
}

/// What is told of the refusals that fit a text, with a way to earn each number.
fn gallery(text: &str) -> Vec<Sheet> {
    let earned: fn(u32) -> Vec<Earned> = |number| {
        let place = Place { flow: "f".into(), step: 1, input: "scope".into() };
        let (how, provenance) = (number.to_string().into(), "Documented.".into());
        vec![Earned { how, provenance, place: Some(place) }]
    };
    let simulated = Simulated { earned: Some(earned), consents: None };
    let question = Question::Gallery(Secret::new(text.to_owned()));
    let asked = Asked { question, at: 0 };
    let bytes = explain(&crossing::to_bytes(&vec![asked]), &simulated).expect("an answer");
    match crossing::from_bytes::<Vec<Answer>>(&bytes).as_deref() {
        Some([Answer::Gallery(gallery)]) => gallery.clone(),
        _ => panic!("no gallery"),
    }
}

#[test]
fn a_number_is_told_with_its_steps_and_how_it_is_earned_and_others_in_short() {
    let all = gallery("70021");
    let found = Found::of("70021");
    let ([known], true) = (&found.known[..], found.pasted.is_none()) else {
        panic!("the number itself")
    };
    let told = words(&all);
    assert!(known.number == 70021 && told.starts_with("AADSTS70021"), "{told}");
    assert_eq!(told.matches("to it70021Documented.").count(), 1, "{told}");
    assert!(found.others.iter().any(|known| known.number == 700_213));
    assert!(told.contains("#700213"), "{told}");
    let steps = Found::of("700213");
    let at: Vec<_> = steps.known[0].causes.iter().map(|cause| cause.at).collect();
    assert_eq!(at, ["", "resource-token", "agent-token", "blueprint-token"]);
    assert!(Found::of("no such words").others.is_empty());
    assert!(words(&gallery("no such words")).starts_with("Nothing here fits."));
    assert!(Found::of("").others.len() > 80 && Found::of("").known.is_empty());
}

#[test]
fn a_refusal_is_told_for_its_step_and_one_of_graph_by_its_word() {
    let known = |json: &str, step: &str| -> Known {
        let Pasted { reason: Some(Reason::Refusal(error)), .. } = pasted(json) else {
            panic!("a refusal")
        };
        match asked(&Question::Refusal { error, step: step.to_owned() }, 0) {
            Answer::Refusal(known) => *known,
            _ => panic!("no refusal"),
        }
    };
    let likeliest = Facts::of(
        &crate::response::ErrorResponse { codes: vec![50013], ..Default::default() },
        "agent-on-behalf-of/resource-token",
    );
    let first = &likeliest[0].causes[0];
    let refusal = r#"{"error":"invalid_grant","error_description":"AADSTS50013: x"}"#;
    let told = known(refusal, "agent-on-behalf-of/resource-token");
    assert_eq!(first.inputs, "user_token");
    assert_eq!(told.inputs.split(' ').next(), Some(first.inputs));
    assert!(words(&told.told).starts_with(&[first.cause, first.fix].concat()));
    let graph = r#"{"error":{"code":"Authorization_RequestDenied","message":"x"}}"#;
    let told = known(graph, "setup/agent-identity");
    assert_eq!(told.told.len(), 2, "a cause, and what to change");
    let told = words(&known(graph, "").told);
    assert!(told.starts_with("Authorization_RequestDenied") && !told.contains('#'), "{told}");
    let unknown = r#"{"error":"x","error_description":"AADSTS123456: y"}"#;
    assert_eq!(known(unknown, "setup/agent-identity"), Known::default());
    let told = words(&known(unknown, "").told);
    assert!(told.starts_with("AADSTS123456xThis number is not explained here."), "{told}");
    assert!(told.ends_with("look-123456As writtenAADSTS123456: y"), "{told}");
}

#[test]
fn a_refusal_names_its_client_and_leads_to_the_steps_that_repair_it() {
    let error = |description: &str| crate::response::ErrorResponse {
        error: "invalid_grant".to_owned(),
        description: description.to_owned(),
        codes: vec![65001],
        ..Default::default()
    };
    let known = |description: &str| Facts::of(&error(description), "").remove(0);
    let told = |description: &str| {
        let question =
            Question::Refusal { error: Box::new(error(description)), step: String::new() };
        match asked(&question, 0) {
            Answer::Refusal(known) => known.told,
            _ => panic!("no refusal"),
        }
    };
    let description = format!(
        "AADSTS65001: The user or administrator has not consented to use the application with ID '{APP}' named 'Billing agent'. Send an interactive authorization request."
    );
    let named = known(&description);
    assert_eq!(named.application, format!("Billing agent ({APP})"));
    let flows: Vec<_> = named.repairs.iter().map(|place| &*place.flow).collect();
    assert_eq!(flows, ["setup", "admin-consent", "user-consent"]);
    let laid_out = told(&description);
    let text = words(&laid_out);
    assert!(text.contains(&format!("Entra names the application: Billing agent ({APP}).")));
    let places = named.repairs.into_iter();
    let mut ways = Vec::new();
    each(&laid_out, &mut |sheet| {
        if let Sheet::Way { place, .. } = sheet {
            ways.push(place.clone());
        }
    });
    assert_eq!(ways, places.collect::<Vec<_>>());
    assert_eq!(
        known(&format!("For the application '{APP}'(Billing)")).application,
        format!("Billing ({APP})")
    );
    for nobody in ["", "the application with ID 'x'", &format!("the application with ID '{APP}")] {
        assert_eq!(known(nobody).application, "", "{nobody}");
        assert!(!words(&told(nobody)).contains("Entra names"), "{nobody}");
    }
}

#[test]
fn a_step_comes_with_the_reason_of_everything_that_it_sends() {
    let flow = crate::flows::FLOWS[0];
    let question = |step| Question::Step {
        flow: flow.id,
        step,
        inputs: Inputs::default(),
        carrier: None,
        consents: false,
    };
    for (at, step) in flow.steps.iter().enumerate() {
        let Answer::Step(_, reasons) = asked(&question(at), 0) else { panic!("no step") };
        let draft = crate::build::draft(step, &Inputs::default(), None);
        assert!(!reasons.is_empty() && reasons == reason::reasons(&draft), "{}", step.id);
    }
    let Answer::Step(findings, reasons) = asked(&question(99), 0) else { panic!("no step") };
    assert!(findings.is_empty() && reasons.is_empty());
}
