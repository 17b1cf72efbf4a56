use super::{Chain, Chip, Medium, Node, Picture, Status, Taken};
use crate::crossing::{from_bytes, to_bytes};
use crate::explanation::{Answer, Asked, Question, Simulated, explain};
use crate::flows::{FLOWS, Role};
use crate::identity::IdentityKind;
use crate::sheet::{Element, Sheet};

/// A flow of two steps, the first of which made a token for the second.
fn picture(medium: Medium) -> Picture {
    let node = |status, from, param: &'static str| Node {
        sender: Chip { kind: IdentityKind::Client, name: "Contoso & Sons".to_owned() },
        status,
        words: "some words".to_owned(),
        request: "POST /token · 200 · 84 ms".to_owned(),
        takes: vec![Taken { from, param: param.into() }],
    };
    let token = Some((0, Role::BlueprintExchangeToken));
    let nodes = vec![
        node(Status::Done, None, "client_secret"),
        node(Status::Refused, token, "client_assertion"),
    ];
    let chain = Chain { flow: FLOWS[0], origin: "holds a client secret".into(), nodes };
    Picture { chain, sequence: true, simulated: false, medium }
}

/// What is answered, in bytes as it crosses.
fn drawn(picture: Picture) -> Sheet {
    let question = Question::Picture(Box::new(picture));
    let asked = to_bytes(&vec![Asked { question, at: 0 }]);
    let bytes = explain(&asked, &Simulated::default()).unwrap();
    match from_bytes::<Vec<Answer>>(&bytes).unwrap().remove(0) {
        Answer::Picture(sheet) => sheet,
        other => panic!("{other:?}"),
    }
}

fn elements<'a>(sheet: &'a Sheet, tag: &str) -> Vec<&'a Element> {
    let Sheet::Element(element) = sheet else { return Vec::new() };
    let inside = element.inside.iter().flat_map(|inside| elements(inside, tag));
    (element.tag.as_str() == tag).then_some(element).into_iter().chain(inside).collect()
}

#[test]
fn a_picture_crosses_as_it_is_and_another_is_not_the_same() {
    let sent = picture(Medium::Page);
    assert_eq!(from_bytes::<Picture>(&to_bytes(&sent)).as_ref(), Some(&sent));
    assert_ne!(picture(Medium::File), sent);
    let mut later = sent.clone();
    later.chain.nodes[1].status = Status::Done;
    assert_ne!(later, sent);
}

#[test]
fn a_picture_of_a_flow_that_is_not_there_does_not_cross() {
    let mut bytes = to_bytes(&picture(Medium::Page)).to_vec();
    assert!(from_bytes::<Picture>(&bytes).is_some());
    // The flow stands first: its length, and its name.
    bytes[4] ^= 1;
    assert_eq!(from_bytes::<Picture>(&bytes), None);
}

#[test]
fn the_page_gets_elements_with_the_state_of_each_step_and_the_sign_of_each_lane() {
    let sheet = drawn(picture(Medium::Page));
    assert_eq!(elements(&sheet, "svg").len(), 1);
    let states: Vec<_> = elements(&sheet, "g")
        .iter()
        .flat_map(|element| &element.attributes)
        .filter(|(name, _)| name.as_str() == "data-state")
        .map(|(_, state)| state.as_str())
        .collect();
    assert_eq!(states, ["life", "life", "done", "done", "refused", "refused"]);
    let letters: Vec<_> = elements(&sheet, "g")
        .iter()
        .filter(|element| element.attributes.iter().any(|(_, v)| v.starts_with("identity ")))
        .flat_map(|sign| &sign.inside)
        .flat_map(|part| elements(part, "text"))
        .flat_map(|letter| letter.inside.clone())
        .collect();
    assert_eq!(letters, ["C", "E"].map(|letter| Sheet::Text(letter.to_owned())));
    let words = Sheet::Text("2 · POST token · client_assertion = T1".to_owned());
    assert!(elements(&sheet, "text").iter().any(|text| text.inside == [words.clone()]));
}

#[test]
fn elsewhere_gets_one_text() {
    for (medium, start) in [(Medium::File, "<svg "), (Medium::Mermaid, "sequenceDiagram\n")] {
        let Sheet::Text(text) = drawn(picture(medium)) else { panic!("elements") };
        assert!(text.starts_with(start) && text.contains(FLOWS[0].heading), "{text}");
        assert!(!text.contains("simulated"), "{text}");
    }
}
