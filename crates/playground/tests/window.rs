//! What the window does beside a flow: screens, palette, decoder, gallery.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use playground::action::Action;
use playground::decoder;
use playground::effect::Effect;
use playground::gallery::gallery;
use playground::page::{self, Screen};
use playground::palette::{self, Palette, PaletteAction};
use playground::preferences::Preferences;
use playground::select;
use playground::state::State;
use playground::update::update;
use protocol::flows::FLOWS;
use protocol::identity::Names;
use protocol::inputs::Inputs;
use protocol::secret::Secret;

// {"alg":"none"} with one claim each.
const FIRST: &str = "eyJhbGciOiJub25lIn0.eyJhcHBpZCI6ImEifQ.x";
const SECOND: &str = "eyJhbGciOiJub25lIn0.eyJhenAiOiJiIn0.x";

fn opened() -> State {
    State::new(Inputs::default(), Names::default(), Preferences::default())
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn pasted(state: &mut State, text: &str) {
    update(state, Action::PastedAnywhere(secret(text)));
}

#[test]
fn a_token_pasted_anywhere_opens_the_decoder_and_a_refusal_the_gallery() {
    let mut state = opened();
    pasted(&mut state, FIRST);
    assert_eq!(state.view.page.screen, Screen::Decoder);
    assert!(decoder::shown(&state).is_some_and(|token| token.read.is_some()));
    pasted(&mut state, "AADSTS65001: The user has not consented.");
    assert_eq!(state.view.page.screen, Screen::Errors);
    let gallery = gallery(&state);
    assert_eq!(gallery.pasted.and_then(|error| error.code()), Some(65001));
}

#[test]
fn tokens_stay_in_the_tray_and_differ_by_meaning() {
    let mut state = opened();
    pasted(&mut state, FIRST);
    pasted(&mut state, SECOND);
    assert_eq!(decoder::held(&state).len(), 2);
    update(&mut state, Action::Decoder(decoder::Action::Compared(Some(0))));
    let rows = decoder::compared(&state).expect("two tokens");
    let names: Vec<_> =
        rows.rows.iter().map(|row| (row.name.as_str(), row.other_name.as_deref())).collect();
    assert_eq!(names, [("azp", Some("appid"))]);
    let shared = decoder::redacted(&state).expect("a token");
    assert!(shared.removed.iter().any(|name| name == "azp"), "no id is given away");
}

#[test]
fn clear_all_empties_the_decoder_and_stays_where_the_reader_is() {
    let mut state = opened();
    pasted(&mut state, FIRST);
    update(&mut state, Action::Page(page::Action::ClaimsSearched(secret("appid"))));
    update(&mut state, Action::ClearAll);
    assert_eq!(state.decoder, decoder::Decoder::default());
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
fn the_gallery_finds_a_number_by_its_start_and_a_cause_by_its_words() {
    let mut state = opened();
    for (query, code) in [("AADSTS70021", 700_211), ("agents sign", 82006)] {
        update(&mut state, Action::Page(page::Action::ErrorsSearched(secret(query))));
        let gallery = gallery(&state);
        let found = gallery.rows.iter().any(|row| row.code == code)
            || gallery.pasted.is_some_and(|error| error.code() == Some(70021));
        assert!(found, "{query}");
    }
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
    let failed = documents::Action::Written { serial, files: None };
    assert_eq!(ordered(&update(&mut state, Action::Documents(failed))), None);
    assert!(ordered(&update(&mut state, want())).is_some_and(|again| again != serial));
}
