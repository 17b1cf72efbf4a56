//! A panic while a secret is held must not print it.

use std::process::Command;

const SECRET: &str = "marker-secret-8f2e61";

/// The test runs itself a second time, as the program that panics.
#[test]
fn a_panic_prints_only_where_it_happened() {
    if std::env::var_os("PANIC_NOW").is_some() {
        proxy::process::keep_memory_private();
        let body = format!("client_secret={SECRET}");
        panic!("{body}");
    }
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .args(["--exact", "a_panic_prints_only_where_it_happened", "--nocapture"])
        .env("PANIC_NOW", "1")
        .output()
        .expect("it runs");
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    assert!(!output.status.success());
    assert!(printed.contains("the proxy failed at crates/proxy/tests/panics.rs:"), "{printed}");
    assert!(!printed.contains(SECRET), "{printed}");
}
