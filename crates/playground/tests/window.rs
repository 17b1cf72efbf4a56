//! What the window does beside a flow: screens, palette, decoder, gallery.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "window/gallery.rs"]
mod gallery;

use std::rc::Rc;

use playground::action::Action;
use playground::decoder::{self, FileAction, OpenFile};
use playground::effect::Effect;
use playground::explanations::{self, NOT_LOADED, Told, told};
use playground::page::{self, Screen};
use playground::palette::{self, Palette, PaletteAction};
use playground::preferences::Preferences;
use playground::select;
use playground::state::State;
use playground::update::update;
use protocol::crossing;
use protocol::explanation::{self, Answer, Asked, Question, Reason, Simulated, explain};
use protocol::flows::FLOWS;
use protocol::har::{Opened, RecordedExchange, Recording};
use protocol::identity::Names;
use protocol::inputs::Inputs;
use protocol::secret::Secret;
use protocol::sheet::Sheet;

// {"alg":"none"} with one claim each.
const FIRST: &str = "eyJhbGciOiJub25lIn0.eyJhcHBpZCI6ImEifQ.x";
const SECOND: &str = "eyJhbGciOiJub25lIn0.eyJhenAiOiJiIn0.x";

fn opened() -> State {
    State::new(Inputs::default(), Names::default(), Preferences::default())
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// Does what the shell does with questions, in bytes as there; gives back every
/// other effect.
fn done(state: &mut State, action: Action) -> Vec<Effect> {
    let mut effects = update(state, action);
    let mut others = Vec::new();
    while !effects.is_empty() {
        for effect in std::mem::take(&mut effects) {
            let Effect::Explain(asked) = effect else {
                others.push(effect);
                continue;
            };
            let bytes =
                explain(&crossing::to_bytes(&asked), &Simulated::default()).expect("answers");
            let answers = crossing::from_bytes(&bytes);
            let action = explanations::Action::Answered { asked, answers };
            effects.extend(update(state, Action::Explanations(action)));
        }
    }
    others
}

fn answered(asked: &Rc<Asked>, answer: Option<Rc<Answer>>) -> Action {
    let (asked, answers) = (vec![asked.clone()], answer.map(|answer| vec![answer]));
    Action::Explanations(explanations::Action::Answered { asked, answers })
}

/// The answer to a question.
fn answer(asked: &Asked) -> Option<Rc<Answer>> {
    Some(Rc::new(explanation::answer(&asked.question, asked.at, &Simulated::default())))
}

fn pasted(state: &mut State, text: &str) {
    done(state, Action::PastedAnywhere(secret(text)));
}

/// What is said of the token on show in the decoder.
fn shown(state: &State) -> Told<'_> {
    decoder::shown(state).map_or(Told::Soon, |token| told(state, token))
}

/// What is asked.
fn asked(effects: &[Effect]) -> Vec<Rc<Asked>> {
    let questions = |effect: &Effect| match effect {
        Effect::Explain(asked) => asked.clone(),
        _ => Vec::new(),
    };
    effects.iter().flat_map(questions).collect()
}

/// What is laid out, whatever it is in.
fn each<'a>(sheets: &'a [Sheet], see: &mut impl FnMut(&'a Sheet)) {
    for sheet in sheets {
        see(sheet);
        if let Sheet::Element(element) | Sheet::Sought(element) = sheet {
            each(&element.inside, see);
        }
    }
}

#[test]
fn a_token_pasted_anywhere_opens_the_decoder_and_a_refusal_the_gallery() {
    let mut state = opened();
    pasted(&mut state, FIRST);
    assert_eq!(state.view.page.screen, Screen::Decoder);
    assert!(matches!(shown(&state), Told::Token(_)));
    pasted(&mut state, "AADSTS65001: The user has not consented.");
    assert_eq!(state.view.page.screen, Screen::Errors);
    let (told, current) = playground::gallery::gallery(&state).expect("it is told");
    let (numbers, causes) = gallery::explained(told);
    assert_eq!(numbers, [65001]);
    assert!(current && causes > 1, "everything that is known");
    assert_eq!(state.decoder.text.expose(), FIRST, "the decoder keeps what it had");
}

#[test]
fn the_second_of_two_pastes_is_compared_with_the_first_by_meaning() {
    let mut state = opened();
    pasted(&mut state, FIRST);
    pasted(&mut state, SECOND);
    assert_eq!(decoder::held(&state).len(), 2);
    done(&mut state, Action::Decoder(decoder::Action::Compared(None)));
    assert!(decoder::compared(&state).is_none());
    pasted(&mut state, SECOND);
    let differences = decoder::compared(&state).expect("two tokens");
    let mut names = Vec::new();
    each(differences, &mut |sheet| match sheet {
        Sheet::Plain(text) if !text.starts_with('"') => names.push(text.as_str()),
        _ => {}
    });
    assert_eq!(names, ["azp", "appid"]);
    let shared = decoder::redacted(&state).expect("a token");
    assert!(
        shared.left_out.contains("azp") && !shared.text.contains("\"b\""),
        "no id is given away"
    );
}

#[test]
fn clear_all_empties_the_decoder_and_stays_where_the_reader_is() {
    let mut state = opened();
    pasted(&mut state, FIRST);
    update(&mut state, Action::Page(page::Action::ClaimsSearched(secret("appid"))));
    let effects = update(&mut state, Action::ClearAll);
    assert_eq!(state.decoder, decoder::Decoder::default());
    let ready = Rc::new(Asked { question: Question::Ready, at: 0 });
    assert_eq!(asked(&effects), [ready], "no token is asked about any more");
    assert!(state.view.page.claims_query.is_empty());
    assert_eq!(state.view.page.screen, Screen::Decoder);
}

#[test]
fn a_paste_too_long_for_the_box_is_read_all_the_same() {
    let mut state = opened();
    let text = format!("{FIRST} {}", "x".repeat(decoder::BOX_LIMIT));
    pasted(&mut state, &text);
    assert_eq!(state.decoder.hidden, Some(text.len()));
    assert!(state.decoder.text.is_empty());
    assert!(decoder::shown(&state).is_some());
    assert!(state.decoder.unread.is_empty(), "a megabyte is not kept");
}

#[test]
fn the_decoder_says_what_a_paste_is_when_the_answer_comes() {
    let mut state = opened();
    let effects = update(&mut state, Action::PastedAnywhere(secret(FIRST)));
    assert_eq!(state.view.page.screen, Screen::Decoder);
    let [ready, first] = &asked(&effects)[..] else { panic!("it loads, and reads the paste") };
    assert_eq!(ready.question, Question::Ready);
    // A second paste while the first is read, and something typed meanwhile.
    let typed = Action::Decoder(decoder::Action::Edited(secret("a word")));
    let typed = asked(&update(&mut state, typed)).remove(0);
    let second = Action::Decoder(decoder::Action::Pasted(secret(SECOND)));
    let second = asked(&update(&mut state, second)).remove(0);
    assert_eq!(update(&mut state, answered(&typed, answer(&typed))), [], "it came late");
    update(&mut state, answered(first, answer(first)));
    assert_eq!(decoder::shown(&state).map(Secret::expose), Some(FIRST));
    update(&mut state, answered(&second, answer(&second)));
    assert_eq!(decoder::shown(&state).map(Secret::expose), Some(SECOND));
    assert_eq!(state.decoder.tray.len(), 2, "no paste is lost");
}

#[test]
fn what_could_not_be_loaded_is_said_and_asked_again() {
    let mut state = opened();
    let opening = Action::Page(page::Action::ScreenChosen(Screen::Decoder));
    let effects = update(&mut state, opening);
    let [ready] = &asked(&effects)[..] else { panic!("the module loads") };
    let effects = update(&mut state, answered(ready, None));
    assert_eq!(effects, [Effect::Announce(NOT_LOADED.to_owned())]);
    assert!(state.explanations.failed());
    assert_eq!(asked(&update(&mut state, Action::MenuToggled)), [], "not by itself");
    let again = Action::Explanations(explanations::Action::Again);
    let again = asked(&update(&mut state, again));
    assert_eq!(again, std::slice::from_ref(ready));
    assert!(!state.explanations.failed());
    // A paste tries again, too, and brings all the rest along.
    update(&mut state, answered(&again[0], None));
    assert!(state.explanations.failed());
    pasted(&mut state, FIRST);
    assert!(!state.explanations.failed() && matches!(shown(&state), Told::Token(_)));
}

#[test]
fn a_life_is_told_anew_four_times_a_minute_and_shows_what_it_was_meanwhile() {
    let mut state = opened();
    pasted(&mut state, FIRST);
    assert_eq!(asked(&update(&mut state, Action::Ticked { now: 14_000 })), []);
    let again = asked(&update(&mut state, Action::Ticked { now: 15_000 }));
    let [token, tokens] = &again[..] else { panic!("{again:?}") };
    assert!(matches!((&token.question, token.at), (Question::Token { .. }, 15)), "{token:?}");
    assert!(matches!((&tokens.question, tokens.at), (Question::Together(_), 15)), "{tokens:?}");
    assert!(matches!(shown(&state), Told::Token(_)));
    // Leaving the screen lets go of everything that was said.
    let leaving = Action::Page(page::Action::ScreenChosen(Screen::Flow));
    update(&mut state, leaving);
    assert!(matches!(shown(&state), Told::Soon));
}

#[test]
fn the_palette_finds_every_flow_and_gives_the_focus_back() {
    for flow in FLOWS {
        let mut state = opened();
        let effects = update(&mut state, Action::Palette(PaletteAction::Toggled));
        assert_eq!(effects, [Effect::FocusInto("palette-text")]);
        let query = format!("flow {}", flow.title);
        update(&mut state, Action::Palette(PaletteAction::Searched(query.clone())));
        let found = palette::entries(&state, &Palette { query, at: 0 });
        assert!(!found.is_empty(), "{}", flow.title);
        let effects = update(&mut state, Action::Palette(PaletteAction::Taken(None)));
        assert_eq!(state.flow, flow);
        assert!(!select::is_covered(&state), "{effects:?}");
    }
}

#[test]
fn arrow_keys_go_round_the_entries() {
    let mut state = opened();
    update(&mut state, Action::Palette(PaletteAction::Toggled));
    let count = palette::entries(&state, &Palette::default()).len();
    update(&mut state, Action::Palette(PaletteAction::Moved { up: true }));
    assert_eq!(state.view.page.palette.as_ref().map(|open| open.at), Some(count - 1));
    update(&mut state, Action::Palette(PaletteAction::Moved { up: false }));
    assert_eq!(state.view.page.palette.as_ref().map(|open| open.at), Some(0));
}

#[test]
fn what_is_out_of_sight_does_not_run() {
    let mut state = opened();
    update(&mut state, Action::Page(page::Action::ScreenChosen(Screen::Decoder)));
    let effects = update(&mut state, Action::RunAll);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send { .. })));
    assert_eq!(state.view.page.screen, Screen::Flow);
}

#[test]
fn single_keys_can_be_switched_off_for_good() {
    let mut state = opened();
    let effects = update(&mut state, Action::Page(page::Action::SingleKeysToggled));
    assert!(state.preferences.no_single_keys);
    assert_eq!(effects, [Effect::Remember(state.preferences)]);
}

#[test]
fn a_document_that_could_not_be_written_is_ordered_again_by_choosing_it_again() {
    use playground::documents;
    use protocol::export::order::Kind;
    let mut state = opened();
    let want = || Action::Documents(documents::Action::Wanted(Kind::ALL[0]));
    let ordered = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::WriteDocument { serial, .. } => Some(*serial),
            _ => None,
        })
    };
    let serial = ordered(&update(&mut state, want())).expect("an order");
    assert_eq!(ordered(&update(&mut state, want())), None, "it is being written");
    let failed = documents::Action::Written { serial, files: None.into() };
    assert_eq!(ordered(&update(&mut state, Action::Documents(failed))), None);
    assert!(ordered(&update(&mut state, want())).is_some_and(|again| again != serial));
}

fn file(action: FileAction) -> Action {
    Action::Decoder(decoder::Action::File(action))
}

/// A recording with one request, whose answer holds this token.
fn recording(token: &str) -> Opened {
    let exchange = RecordedExchange {
        request: "POST login.example/t/oauth2/v2.0/token".to_owned(),
        step: String::new(),
        sent: Vec::new(),
        outcome: "200 · access_token".to_owned(),
        tokens: vec![secret(token)],
        refusal: Some(secret("{\"error\":\"invalid_grant\"}")),
    };
    let summary = "1 of 9 requests are about tokens.".to_owned();
    Opened::Recording(Box::new(Recording { summary, exchanges: vec![exchange] }))
}

#[test]
fn a_file_takes_the_place_of_a_paste_and_its_tokens_enter_the_tray() {
    let mut state = opened();
    pasted(&mut state, FIRST);
    update(&mut state, Action::Page(page::Action::ScreenChosen(Screen::Flow)));
    done(&mut state, file(FileAction::Begun { file: 1 }));
    assert_eq!(state.view.page.screen, Screen::Decoder);
    assert!(state.decoder.text.is_empty() && decoder::shown(&state).is_none());
    done(&mut state, file(FileAction::Progressed { file: 1, percent: 40 }));
    assert_eq!(state.decoder.file, Some(OpenFile::Reading { file: 1, percent: 40 }));
    let effects =
        done(&mut state, file(FileAction::Ended { file: 1, opened: recording(SECOND).into() }));
    assert!(effects.contains(&Effect::Announce("1 of 9 requests are about tokens.".to_owned())));
    assert_eq!(decoder::held(&state).len(), 2);
    assert_eq!(decoder::shown(&state).map(Secret::expose), Some(SECOND));

    done(&mut state, file(FileAction::RefusalShown(secret("{\"error\":\"invalid_grant\"}"))));
    let reason = state.decoder.reading.as_ref().and_then(|reading| reading.reason.clone());
    assert!(matches!(reason, Some(Reason::Refusal(_))), "{reason:?}");
    done(&mut state, file(FileAction::TokenShown(secret(SECOND))));
    assert!(state.decoder.reading.is_none() && matches!(shown(&state), Told::Token(_)));
    assert!(matches!(state.decoder.file, Some(OpenFile::Recording(_))), "the list stays");
}

#[test]
fn a_file_that_nobody_wants_any_more_is_closed_and_comes_too_late() {
    let next = [
        Action::Decoder(decoder::Action::Emptied),
        Action::Decoder(decoder::Action::Pasted(secret(FIRST))),
        Action::PastedAnywhere(secret(FIRST)),
    ];
    for action in next {
        let mut state = opened();
        done(&mut state, file(FileAction::Begun { file: 1 }));
        assert!(done(&mut state, action).contains(&Effect::CloseFile));
        let opened = recording(SECOND);
        done(&mut state, file(FileAction::Ended { file: 1, opened: opened.into() }));
        assert_eq!(state.decoder.file, None);
        assert!(!decoder::held(&state).iter().any(|held| held.raw.expose() == SECOND));
    }
    let mut state = opened();
    done(&mut state, file(FileAction::Begun { file: 1 }));
    done(&mut state, file(FileAction::Begun { file: 2 }));
    done(&mut state, file(FileAction::Ended { file: 1, opened: recording(SECOND).into() }));
    assert_eq!(state.decoder.file, Some(OpenFile::Reading { file: 2, percent: 0 }));
    update(&mut state, Action::ClearAll);
    assert_eq!(state.decoder.file, None, "the shell closes it with everything else");
}

#[test]
fn a_file_over_the_limit_is_refused_with_both_numbers() {
    for (is_har, limit) in [(true, "52428800"), (false, "1048576")] {
        let mut state = opened();
        done(&mut state, file(FileAction::TooLarge { size: 60_000_001, is_har }));
        let Some(OpenFile::Refused(words)) = &state.decoder.file else { panic!("no refusal") };
        assert!(words.contains("60000001 bytes") && words.contains(limit), "{words}");
    }
}
