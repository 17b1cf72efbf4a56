//! Every refusal of the simulated Entra that a reader can earn in the page is
//! earned there by one change, and repaired by taking the change back. The table
//! of refusals drives it: a row is either in a lesson, or in the list of those that
//! no field can earn.

mod agents;
mod apps;
mod people;
mod reader;

use simulated_sts::refusals::{By, Met, REFUSALS, RefusalId};

use reader::{Do, Reader, Surprise, Told, Value};

use crate::support::Stage;

/// Lessons that begin alike.
#[derive(Clone)]
struct Scene {
    /// What is done first, from the example values.
    first: Vec<Do>,
    lessons: Vec<Lesson>,
}

/// How one refusal is earned.
#[derive(Clone)]
struct Lesson {
    id: RefusalId,
    /// What is done before the step, beside running those before it.
    first: Vec<Do>,
    /// The one change.
    change: Vec<Do>,
    /// Where, if not where the gallery sends its readers.
    elsewhere: Option<(&'static str, usize)>,
}

/// The change is another value in the field that the gallery names.
fn lesson(id: RefusalId, value: impl Into<Value>) -> Lesson {
    let By::Field(input) = met(id).by else { panic!("{id:?} is not earned by a field") };
    lesson_by(id, [Do::Set(input.name(), value.into())])
}

/// The change is something else than a value in a field.
fn lesson_by<const COUNT: usize>(id: RefusalId, change: [Do; COUNT]) -> Lesson {
    Lesson { id, first: Vec::new(), change: change.into(), elsewhere: None }
}

impl Lesson {
    fn after<const COUNT: usize>(self, first: [Do; COUNT]) -> Self {
        Self { first: first.into(), ..self }
    }
}

fn met(id: RefusalId) -> Met {
    id.met().unwrap_or_else(|| panic!("no place is known where {id:?} is met"))
}

/// Refusals that no field of the page can earn, and why.
const OUT_OF_REACH: [(RefusalId, &str); 23] = [
    (RefusalId::MethodNotPost, METHOD),
    (RefusalId::NotAForm, METHOD),
    (RefusalId::ParameterMissing, EMPTY),
    (RefusalId::ParameterEmpty, EMPTY),
    (RefusalId::UnsupportedGrant, CONSTANT),
    (RefusalId::BasicMalformed, "the page writes the header itself"),
    (RefusalId::NoCredential, EMPTY),
    (RefusalId::AssertionTypeMissing, CONSTANT),
    (RefusalId::AssertionMissing, EMPTY),
    (RefusalId::AssertionTypeUnknown, CONSTANT),
    (RefusalId::AssertionRealm, CERTIFICATE),
    (RefusalId::CertificateExpired, CERTIFICATE),
    (RefusalId::FederatedUserToken, TRUST),
    (RefusalId::FederatedChained, TRUST),
    (RefusalId::FederatedNotManaged, TRUST),
    (RefusalId::PrincipalMissing, "every blueprint of the tenant has its principal"),
    (RefusalId::PkceRequired, "the page always sends a challenge"),
    (RefusalId::TokenUseUnknown, CONSTANT),
    (RefusalId::SlowDown, POLLING),
    (RefusalId::DevicePending, POLLING),
    (RefusalId::ResponseTypeUnknown, "the field offers what Entra has, and nothing else"),
    (RefusalId::ChallengeWrong, "the page makes the challenge from the verifier"),
    (RefusalId::PersonUnknown, "the dialog offers the people of the tenant alone"),
];

const METHOD: &str = "the step decides the method and the form";
const EMPTY: &str = "the page does not run a step that lacks something, and names the field";
const CONSTANT: &str = "the step sends a constant, and a second one is a duplicate";
const CERTIFICATE: &str = "no certificate is uploaded to the tenant in the page";
const TRUST: &str = "the tenant in the page trusts no such issuer and subject";
const POLLING: &str = "the page shows it as waiting, and polls on";

/// Earns and repairs all of them, in one page, and tells of every lesson that went
/// otherwise.
async fn teach(scenes: Vec<Scene>) {
    let stage = Stage::open().await;
    let mut surprises = Vec::new();
    let mut reader = Reader::new(&stage);
    for scene in scenes {
        let mut begun = false;
        for lesson in &scene.lessons {
            if !begun && let Err(Surprise(words)) = reader.begins(&scene.first).await {
                surprises.push(format!("before {:?}: {words}", lesson.id));
                break;
            }
            let earned = earn(&mut reader, lesson).await;
            // After a surprise nobody knows what the form holds.
            begun = earned.is_ok();
            surprises
                .extend(earned.err().map(|Surprise(words)| format!("{:?}: {words}", lesson.id)));
        }
    }
    stage.close().await;
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

async fn earn(reader: &mut Reader<'_>, lesson: &Lesson) -> Result<(), Surprise> {
    let row = lesson.id.row();
    let met = met(lesson.id);
    let (flow, step) = lesson.elsewhere.unwrap_or((met.flow.id.as_str(), met.step));
    reader.goes_to(flow).await?;
    reader.at(step).await?;
    let typed = reader.does(&lesson.first).await?;
    let upto = if met.by == By::Again { step + 1 } else { step };
    for before in 0..upto {
        reader.succeeds(before).await?;
    }
    reader.at(step).await?;
    let changed = reader.does(&lesson.change).await?;
    let Told::Refused { code, remedies } = reader.runs(step).await? else {
        return Err(Surprise("it is not refused".to_owned()));
    };
    if !code.contains(&format!("AADSTS{}", row.code)) || !code.contains(row.error) {
        return Err(Surprise(format!("it is refused with {code}")));
    }
    if let By::Field(input) = met.by
        && lesson.elsewhere.is_none()
    {
        let label = input.row().label;
        let leads = |remedy: &String| remedy == label || remedy.starts_with("step ");
        if !remedies.iter().any(leads) {
            return Err(Surprise(format!("the page leads to {remedies:?}, not to {label}")));
        }
    }

    reader.at(step).await?;
    reader.takes_back(changed).await?;
    // What was used up, or made at another time, is made anew.
    let ran = lesson.change.iter().any(|deed| matches!(deed, Do::Run(_)));
    if ran || matches!(met.by, By::Again | By::Person) {
        for before in 0..step {
            reader.succeeds(before).await?;
        }
    }
    reader.succeeds(step).await?;
    reader.takes_back(typed).await
}

#[tokio::test]
async fn refusals_of_agents_are_earned_by_one_change_and_repaired_by_taking_it_back() {
    teach(agents::scenes()).await;
}

#[tokio::test]
async fn refusals_of_apps_are_earned_by_one_change_and_repaired_by_taking_it_back() {
    teach(apps::scenes()).await;
}

#[tokio::test]
async fn refusals_of_sign_ins_are_earned_by_one_change_and_repaired_by_taking_it_back() {
    teach(people::scenes()).await;
}

#[test]
fn every_row_of_the_table_is_in_a_lesson_or_said_to_be_out_of_reach() {
    let scenes = [agents::scenes(), apps::scenes(), people::scenes()].concat();
    let taught: Vec<_> = scenes.iter().flat_map(|scene| &scene.lessons).map(|one| one.id).collect();
    for row in REFUSALS {
        let reason = OUT_OF_REACH.iter().find(|(id, _)| *id == row.id);
        assert_ne!(taught.contains(&row.id), reason.is_some(), "{:?}", row.id);
        assert_ne!(row.id.met().is_some(), reason.is_some(), "{:?}", row.id);
    }
}
