//! The page: a first component, mounted by `main.rs`.

use yew::{Html, component, html};

/// The whole page, as long as it is one heading.
#[component]
pub fn App() -> Html {
    html! {
        <main id="content">
            <h1>{ "Entra Token Playground" }</h1>
            <p>{ "The page runs." }</p>
        </main>
    }
}
