use super::*;

#[test]
fn flow_and_step_ids_are_unique_and_can_be_found() {
    for flow in FLOWS {
        assert_eq!(FlowId::parse(flow.id.as_str()), Some(flow));
        for (at, step) in flow.steps.iter().enumerate() {
            assert_eq!(flow.step(step.id).map(|(found, _)| found), Some(at));
        }
    }
}

#[test]
fn every_token_that_a_flow_makes_is_made_before_it_is_needed() {
    for flow in FLOWS {
        for (at, step) in flow.steps.iter().enumerate() {
            for (input, param) in step.needs(&Inputs::default()) {
                let role = input.row().role.expect("needs() lists inputs with a role");
                let maker = flow.maker(role);
                assert!(maker.is_none_or(|maker| maker < at), "{param} of {}", step.id);
                let agents = flow.group == FlowGroup::Agents;
                assert!(maker.is_some() || !agents, "{param} of {}", step.id);
            }
        }
    }
}

#[test]
fn no_step_sends_what_it_forbids() {
    for flow in FLOWS {
        for step in flow.steps {
            for row in step.params.iter().filter_map(Row::single) {
                assert!(step.forbidden.iter().all(|f| f.name != row.name), "{}", row.name);
            }
        }
    }
}

#[test]
fn every_text_is_short_and_every_step_makes_something() {
    for flow in FLOWS {
        for step in flow.steps {
            assert!(!step.makes.is_empty() && !step.title.is_empty(), "{}", step.id);
            assert!(!step.purpose.is_empty() && !step.grant.is_empty(), "{}", step.id);
            for row in step.params.iter().filter_map(Row::single) {
                let why = row.reason.why();
                assert!(why.len() <= 90 && why.ends_with('.') && !why.starts_with('.'), "{why}");
                assert!(row.reason.spec().is_some_and(|spec| !spec.url().is_empty()), "{why}");
            }
        }
    }
}

/// A page keeps inputs of one name apart only if no step uses two of them.
#[test]
fn no_step_uses_two_inputs_of_one_name() {
    for flow in FLOWS {
        for step in flow.steps {
            let inputs = step.inputs(&Inputs::default());
            for input in &inputs {
                let same = inputs.iter().filter(|other| other.name() == input.name()).count();
                assert_eq!(same, 1, "{} of {}", input.name(), step.id);
                assert_eq!(step.input_named(input.name()), Some(*input));
            }
        }
    }
}

#[test]
fn every_flow_has_notes_of_its_own() {
    for flow in FLOWS {
        let notes = flow.notes().expect("notes");
        assert!(!notes.links.is_empty() && !notes.pitfalls.is_empty(), "{}", flow.id.as_str());
        for words in notes.pitfalls {
            assert!(words.ends_with('.'), "{words}");
        }
    }
    let notes = FlowId::parse("device-code").and_then(Flow::notes).expect("notes");
    assert!(notes.links.contains(&crate::spec::RFC8628_3));
}
