//! The authorize endpoint: sign-in, consent, and the way back with a code, an id
//! token, or nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::guid::Guid;
use protocol::secret::Secret;

use super::Visit;
use super::consent;
use super::page::Page;
use super::question::{Prompt, Question};
use crate::delegated::client_info;
use crate::directory::User;
use crate::mint::{self, IdToken};
use crate::refusals::{Refusal, RefusalId};
use crate::signer::{SignError, Signer};
use crate::state::{Code, Delegation};

pub(super) async fn visit<'a>(
    visit: &Visit<'a>,
    signer: &impl Signer,
) -> Result<Page<'a>, SignError> {
    let question = match Question::read(visit) {
        Ok(question) => question,
        Err(page) => return Ok(page),
    };
    match decide(visit, &question) {
        Ok(Decision::Show(page)) => Ok(page),
        Ok(Decision::Hand(person)) => hand_back(visit, question, person, signer).await,
        Err(Problem::Here(refusal)) => Ok(Page::Error(refusal)),
        Err(Problem::There(id)) => {
            let refusal = Refusal::new(id)
                .with("client", &question.client.app_id().to_string())
                .with("name", question.client.name())
                .with("tenant", &visit.context.directory.tenant.name);
            Ok(Page::refused(refusal, &question.target, visit.trail, visit.context))
        }
    }
}

enum Decision<'a> {
    /// The person has to do something first.
    Show(Page<'a>),
    /// This person signed in, and consented where that was needed.
    Hand(&'a User),
}

enum Problem {
    /// Entra says so on its own page.
    Here(Refusal),
    /// The client is told.
    There(RefusalId),
}

fn decide<'a>(visit: &Visit<'a>, question: &Question<'a>) -> Result<Decision<'a>, Problem> {
    let there = |id| Err(Problem::There(id));
    let context = visit.context;
    if question.prompt == Prompt::None {
        let Some(person) = signed_in(visit) else { return there(RefusalId::NobodySignedIn) };
        let missing = consent::missing(context, &question.client, &question.asked, person, false);
        return match missing.is_empty() {
            true => Ok(Decision::Hand(person)),
            false => there(RefusalId::SilentConsent),
        };
    }
    if visit.said() == "cancel" {
        return there(RefusalId::SignInCancelled);
    }
    let Some(person) = visit.person().map_err(Problem::Here)? else {
        return Ok(Decision::Show(visit.sign_in(question.client)));
    };
    let again = question.prompt == Prompt::Consent;
    let missing = consent::missing(context, &question.client, &question.asked, person, again);
    if missing.is_empty() {
        return Ok(Decision::Hand(person));
    }
    if !person.admin && missing.iter().any(|ask| ask.scope.is_some_and(|scope| scope.admin)) {
        return there(RefusalId::AdminNeeded);
    }
    match visit.said() {
        "accept" => {
            let everyone = person.admin
                && visit.form.get("everyone").is_some_and(|text| text.expose() == "true");
            let principal = if everyone { None } else { Some(person.id) };
            consent::record(context, &question.client, &missing, principal);
            Ok(Decision::Hand(person))
        }
        "deny" => there(RefusalId::ConsentDeclined),
        _ => Ok(Decision::Show(Page::Consent {
            client: question.client,
            person,
            asks: consent::shown(context, &question.asked, missing),
            everyone: person.admin,
            user_code: None,
        })),
    }
}

/// Who is still signed in: the one of `login_hint`, or the last.
fn signed_in<'a>(visit: &Visit<'a>) -> Option<&'a User> {
    let hint = visit.query.filled("login_hint").map(Secret::expose);
    let signed_in = visit.context.store.with(|state| state.signed_in.clone());
    let people = signed_in.iter().rev().filter_map(|id| visit.context.directory.user(*id));
    people.into_iter().find(|person| hint.is_none_or(|hint| person.upn.eq_ignore_ascii_case(hint)))
}

async fn hand_back<'a>(
    visit: &Visit<'a>,
    question: Question<'a>,
    person: &User,
    signer: &impl Signer,
) -> Result<Page<'a>, SignError> {
    let context = visit.context;
    let session = context.seed.guid("sid");
    let code = question.code.then(|| {
        let random = URL_SAFE_NO_PAD.encode(context.seed.bytes::<64>("code"));
        Secret::new(format!("1.simulated-code.{random}"))
    });
    let id_token = match question.id_token {
        false => None,
        true => {
            let token = IdToken {
                client: question.client.app_id(),
                user: person,
                session,
                nonce: question.nonce.as_deref(),
                code: code.as_ref(),
                profile: question.asked.profile,
                email: question.asked.email,
            };
            Some(mint::id_token(context, &token, signer).await?)
        }
    };
    let mut fields: Vec<(&'static str, Secret)> = Vec::new();
    if let Some(code) = &code {
        fields.push(("code", code.clone()));
    }
    if let Some(token) = id_token {
        fields.push(("id_token", token));
    }
    if visit.query.get("client_info").is_some_and(|value| value.expose() == "1") {
        fields.push(("client_info", Secret::new(client_info(person.id, context.tenant()))));
    }
    if code.is_some() {
        fields.push(("session_state", Secret::new(session.to_string())));
    }
    let target = question.target.clone();
    context.store.with(|state| {
        state.sign_in(person.id);
        if let Some(code) = &code {
            state.codes.put(code.expose(), record(question, person.id, session, context.now));
        }
    });
    Ok(target.hand_back(fields))
}

fn record(question: Question<'_>, user: Guid, session: Guid, now: i64) -> Code {
    Code {
        delegation: Delegation {
            client: question.client.app_id(),
            user,
            scope: question.scope,
            platform: Some(question.platform),
            session,
            nonce: question.nonce,
            started: now,
        },
        redirect_uri: question.target.redirect_uri,
        challenge: question.challenge,
        issued: now,
        redeemed: false,
    }
}
