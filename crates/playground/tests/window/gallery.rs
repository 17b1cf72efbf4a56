//! The error gallery: refusals by number and word.

use std::rc::Rc;

use playground::action::Action;
use playground::gallery::gallery;
use playground::page::{self, Screen};
use playground::state::State;
use playground::update::update;
use protocol::explanation::{self, Simulated};
use protocol::sheet::Sheet;

use super::{answered, asked, done, each, opened, secret};

/// The numbers of which all is told, and how many causes they have.
pub(crate) fn explained(gallery: &[Sheet]) -> (Vec<u32>, usize) {
    let (mut numbers, mut causes) = (Vec::new(), 0);
    // The table lists others.
    let table =
        |sheet: &&Sheet| matches!(sheet, Sheet::Element(table) if table.tag.as_str() == "table");
    for sheet in gallery.iter().filter(|sheet| !table(sheet)) {
        each(std::slice::from_ref(sheet), &mut |sheet| match sheet {
            Sheet::LookUp(number) => numbers.push(*number),
            Sheet::Text(text) => {
                causes += usize::from(text == "documented" || text == "from reports")
            }
            _ => {}
        });
    }
    (numbers, causes)
}

/// The numbers that the gallery lists in short.
fn numbers(gallery: &[Sheet]) -> Vec<u32> {
    let mut numbers = Vec::new();
    each(gallery, &mut |sheet| {
        if let Sheet::Number(number) = sheet {
            numbers.push(*number);
        }
    });
    numbers
}

fn searched(state: &mut State, query: &str) {
    done(state, Action::Page(page::Action::ErrorsSearched(secret(query))));
}

#[test]
fn the_gallery_finds_numbers_by_their_start_and_causes_by_their_words() {
    let mut state = opened();
    done(&mut state, Action::Page(page::Action::ScreenChosen(Screen::Errors)));
    for (query, number) in [("70021", 700_211), ("agents sign", 82006)] {
        searched(&mut state, query);
        let (gallery, _) = gallery(&state).expect("it is told");
        assert!(numbers(gallery).contains(&number), "{query}");
    }
}

#[test]
fn a_number_is_told_with_all_its_causes_however_it_is_asked_for() {
    let mut state = opened();
    done(&mut state, Action::Page(page::Action::ScreenChosen(Screen::Errors)));
    for query in ["700213", "AADSTS700213", "AADSTS700213: No matching record. Trace ID: 1"] {
        searched(&mut state, query);
        let (gallery, _) = gallery(&state).expect("it is told");
        assert_eq!(explained(gallery), (vec![700_213], 4), "{query}");
    }
}

#[test]
fn the_gallery_stays_on_show_while_another_is_asked_for() {
    let mut state = opened();
    done(&mut state, Action::Page(page::Action::ScreenChosen(Screen::Errors)));
    let effects = update(&mut state, Action::Page(page::Action::ErrorsSearched(secret("82"))));
    let (before, current) = gallery(&state).expect("the one before");
    assert!(numbers(before).len() > 80 && !current);
    let [one] = &asked(&effects)[..] else { panic!("one question") };
    let answer = Some(Rc::new(explanation::answer(&one.question, one.at, &Simulated::default())));
    update(&mut state, answered(one, answer));
    let (now, current) = gallery(&state).expect("the new one");
    assert!(numbers(now).len() < 20 && current);
}
