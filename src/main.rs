//! Mounts the app where the static shell stands.

fn main() {
    token_playground::mount();
}
