//! The program `build_request`, as scripts use it.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(unreachable_pub, reason = "a module of the tests is reached by nobody else")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The answers of one run of the program, a line for each line.
pub fn answers(lines: &[String]) -> Vec<Value> {
    let output = run(lines.join("\n").into_bytes());
    let answers: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).expect("each answer is a line of JSON"))
        .collect();
    assert_eq!(answers.len(), lines.len(), "one answer for each line");
    answers
}

/// What the program writes when it reads this.
pub fn run(input: Vec<u8>) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut child = Command::new(cargo)
        .args(["run", "--quiet", "--package", "protocol", "--example", "build_request"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cargo runs");
    let mut stdin = child.stdin.take().expect("piped");
    // Beside the reading: both pipes are smaller than what goes through them.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("no panic").expect("the program reads");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8")
}
