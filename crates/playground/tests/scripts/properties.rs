//! What holds whatever happens.

use playground::action::Action;
use playground::destination::Destination;
use playground::effect::Effect;
use playground::select;
use playground::state::Attempt;
use playground::update::update;
use proptest::prelude::*;
use protocol::flows::FLOWS;
use protocol::inputs::{INPUTS, InputId};
use protocol::secret::Secret;

use super::{answer, deployed, edit, opened, refusal, token};

fn any_action() -> impl Strategy<Value = Action> {
    let text = "[ -~]{0,40}".prop_map(Secret::new);
    let input = (0..INPUTS.len()).prop_map(|at| INPUTS[at].id);
    let destination = prop_oneof![
        Just(Destination::Simulated),
        Just(Destination::Proxy { route: "entra".to_owned() }),
        Just(Destination::Proxy { route: "gone".to_owned() }),
        Just(Destination::CopyPaste { route: None }),
    ];
    prop_oneof![
        (input.clone(), text.clone()).prop_map(|(input, text)| Action::FieldEdited { input, text }),
        input.clone().prop_map(Action::PasteInstead),
        input.prop_map(Action::CarryOver),
        (0usize..4).prop_map(Action::StepChosen),
        Just(Action::FlowChosen(FLOWS[0])),
        Just(Action::RunStep),
        Just(Action::RunAll),
        Just(Action::Cancel),
        Just(Action::RevealToggled),
        destination.prop_map(Action::DestinationChosen),
        (0u32..8).prop_map(|n| Action::Answered {
            attempt: Attempt(n),
            result: Ok(token("t")).into(),
            now: 7
        }),
        (0u32..8).prop_map(|n| Action::Answered {
            attempt: Attempt(n),
            result: Ok(refusal()).into(),
            now: 7
        }),
        text.prop_map(|text| Action::AnswerPasted { text, now: 9 }),
        any::<u64>().prop_map(|now| Action::Ticked { now }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever happens, everything can be shown, and what was typed in one
    /// world is what was last typed there.
    #[test]
    fn update_is_total_and_never_loses_what_was_typed(
        actions in prop::collection::vec(any_action(), 0..30)
    ) {
        let mut state = deployed();
        let mut typed = [String::from("contoso.example"), String::new()];
        for action in actions {
            if let Action::FieldEdited { input: InputId::Tenant, text } = &action {
                let world = usize::from(!state.destination.is_simulated());
                typed[world] = text.expose().to_owned();
            }
            if let Action::CarryOver(InputId::Tenant) = &action { continue; }
            update(&mut state, action);
            let draft = select::draft(&state);
            prop_assert!(!select::fields(&state, &draft).is_empty());
            prop_assert_eq!(select::chain(&state).nodes.len(), state.flow.steps.len());
            prop_assert_eq!(select::meta(&state, state.step).is_some(), state.exchange(state.step).is_some());
            let world = usize::from(!state.destination.is_simulated());
            prop_assert_eq!(state.session().inputs.plain(InputId::Tenant), &typed[world]);
        }
    }

    /// Nothing that prints a state prints a secret.
    #[test]
    fn the_debug_output_of_a_state_never_holds_a_secret(marker in "marker[a-z0-9]{8}") {
        let mut state = opened();
        for row in INPUTS.iter().filter(|row| row.secret) {
            edit(&mut state, row.id, &marker);
        }
        let effects = update(&mut state, Action::RunStep);
        if let Some(Effect::Send { attempt, .. }) = effects.first() {
            answer(&mut state, *attempt, token(&marker));
        }
        let printed = format!("{state:?}{effects:?}");
        prop_assert!(!printed.contains(&marker));
    }
}
