//! The programs beside the page: found by the environment that
//! `cargo xtask test` sets, started on free ports, ended with the test.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A path that the test command provides.
pub(crate) fn provided(name: &str) -> PathBuf {
    std::env::var_os(name)
        .unwrap_or_else(|| panic!("{name} is not set; run `cargo xtask test --only e2e`"))
        .into()
}

/// A running program whose every word is kept.
pub(super) struct Program {
    child: Child,
    output: Arc<Mutex<Vec<u8>>>,
    readers: Vec<JoinHandle<()>>,
    /// What stands behind the word that was waited for, on the first such line.
    pub(super) announced: String,
}

impl Program {
    /// Starts a program and waits for the line in which it announces itself.
    pub(super) fn start(mut command: Command, announcement: &str) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let output = Arc::new(Mutex::new(Vec::new()));
        let mut stderr = child.stderr.take().expect("piped");
        let kept = output.clone();
        let errors = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stderr.read(&mut bytes) {
                kept.lock().unwrap().extend_from_slice(&bytes[..count]);
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        let mut announced = None;
        let mut line = String::new();
        while announced.is_none() {
            line.clear();
            let read = stdout.read_line(&mut line).expect("text");
            assert!(read > 0, "{command:?} ended: {}", text(&output));
            output.lock().unwrap().extend_from_slice(line.as_bytes());
            announced = line.split_once(announcement).map(|(_, rest)| rest.trim().to_owned());
        }
        let kept = output.clone();
        let words = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stdout.read(&mut bytes) {
                kept.lock().unwrap().extend_from_slice(&bytes[..count]);
            }
        });
        let announced = announced.expect("the loop has ended");
        Self { child, output, readers: vec![errors, words], announced }
    }

    /// Ends the program and gives all that it wrote.
    pub(super) fn end(mut self) -> Vec<u8> {
        let _ = self.child.kill();
        let _ = self.child.wait();
        for reader in self.readers.drain(..) {
            reader.join().expect("a reader does not panic");
        }
        std::mem::take(&mut *self.output.lock().unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(output: &Mutex<Vec<u8>>) -> String {
    String::from_utf8_lossy(&output.lock().unwrap()).into_owned()
}
