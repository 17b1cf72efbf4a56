//! The menu of destinations, and the sentence that says where a secret goes.

use protocol::endpoint::Cloud;
use protocol::flows::Travel;
use protocol::search;

use super::{draft, step};
use crate::destination::Destination;
use crate::state::{Leaving, State};

/// One entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DestinationChoice {
    /// What is chosen.
    pub destination: Destination,
    /// The heading of its group.
    pub group: &'static str,
    /// What it is called.
    pub title: String,
    /// Where a secret goes.
    pub words: String,
    /// Whether it is the current one.
    pub chosen: bool,
}

/// Every destination that this deployment offers.
#[must_use]
pub fn destinations(state: &State) -> Vec<DestinationChoice> {
    let mut choices = vec![(
        "In this page",
        Destination::Simulated,
        "Simulated tenant".to_owned(),
        "Nothing leaves the page. The tokens are real JWTs that open nothing.".to_owned(),
    )];
    for route in state.deployment.routes() {
        choices.push((
            "Through the proxy of this page",
            Destination::Proxy { route: route.name.clone() },
            route.title(),
            format!("Secrets go through the proxy to {}.", route.authority.host()),
        ));
    }
    choices.push((
        "By your own hand",
        Destination::CopyPaste { route: None },
        "Copy & paste".to_owned(),
        "This page sends no secret. You run the command, which sends it to Entra, and paste the answer."
            .to_owned(),
    ));
    for route in state.deployment.routes().iter().filter(|route| !route.is_cloud()) {
        choices.push((
            "By your own hand",
            Destination::CopyPaste { route: Some(route.name.clone()) },
            format!("Copy & paste, {}", route.name),
            format!("The command calls {}.", route.authority.host()),
        ));
    }
    choices
        .into_iter()
        .map(|(group, destination, title, words)| DestinationChoice {
            chosen: destination == state.destination,
            destination,
            group,
            title,
            words,
        })
        .collect()
}

/// The words on the button that opens the menu.
#[must_use]
pub fn badge(state: &State) -> String {
    let chosen = destinations(state).into_iter().find(|choice| choice.chosen);
    chosen.map_or_else(|| "Choose a destination".to_owned(), |choice| choice.title)
}

/// The notice after a change of destination: where the next secret goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeavingNotice {
    /// The whole sentence.
    pub words: String,
}

/// The notice, while it is worth showing: until the next request goes out.
#[must_use]
pub fn leaving(state: &State) -> Option<LeavingNotice> {
    let secret = match state.view.leaving? {
        Leaving::SimulatedTenant => "The example values are cleared. The next secret you enter",
        Leaving::AnotherDestination => "What you typed is still here. Your secret now",
    };
    let cloud = state.session().inputs.cloud().unwrap_or(Cloud::Public);
    let host = state.deployment.host(&state.destination, cloud);
    let words = match &state.destination {
        Destination::Simulated => return None,
        Destination::Proxy { route } => {
            let at = proxy(state);
            format!("{secret} goes to {host}, through the proxy {at} (route {route}).")
        }
        Destination::CopyPaste { .. } => format!(
            "{secret} stays in this page until you copy it; the command sends it to {host}."
        ),
    };
    Some(LeavingNotice { words })
}

/// Which way the next request goes, in one sentence.
#[must_use]
pub fn way(state: &State) -> String {
    let travel = step(state).travel(&state.session().inputs);
    let address = draft(state).address.origin;
    let host = search::split_once(&address, "://").map_or(&*address, |(_, host)| host);
    match (&state.destination, travel) {
        (Destination::Simulated, _) if is_simulated(&address) => {
            "Simulated in this page. Nothing leaves it.".to_owned()
        }
        (Destination::Simulated, _) | (_, Travel::ByHand) => {
            "Answered only inside of Azure. You run the command there and paste the answer."
                .to_owned()
        }
        (_, Travel::Navigation) => format!("A window goes to {host}, where the person signs in."),
        (_, Travel::SinglePage) => format!(
            "Goes straight from this page to {host}: the code of a single-page app is redeemed by browsers alone."
        ),
        (Destination::Proxy { .. }, Travel::Direct) => {
            format!("Goes straight from this page to {host}, which answers any page.")
        }
        (Destination::Proxy { .. }, Travel::BackChannel) => {
            format!("Goes to {host}, through the proxy {}.", proxy(state))
        }
        (Destination::CopyPaste { .. }, _) => {
            format!("You send it to {host}. This page waits for the answer.")
        }
    }
}

/// Whether the simulated Entra stands for this address: not where the machine's
/// own environment knows it.
pub(crate) fn is_simulated(origin: &str) -> bool {
    origin.starts_with("http")
}

fn proxy(state: &State) -> &str {
    match state.deployment.proxy.as_ref().map(|proxy| proxy.base.as_str()) {
        None | Some("") => "that serves this page",
        Some(base) => base,
    }
}
