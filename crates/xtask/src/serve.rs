//! `cargo xtask serve`: the built page and the proxy on one loopback address.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, ChildStdout, Command, ExitCode, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::arguments::Arguments;
use crate::dist;
use crate::failure::{Failure, OrFail};
use crate::progress::say;
use crate::workspace::build_native;

/// What the command takes.
pub(crate) const USAGE: &str = "serve [--port PORT] [--open]";
const DEFAULT_PORT: u16 = 8080;
/// How long the proxy may take to stop by itself.
const GRACE: Duration = Duration::from_secs(5);
/// Set when the user, or the system, asks us to stop.
static STOP_ASKED: AtomicBool = AtomicBool::new(false);

/// Builds the page and the proxy, and serves both until Ctrl-C.
pub(crate) fn run(mut arguments: Arguments) -> Result<ExitCode, Failure> {
    let port = port(arguments.value("--port")?.as_deref())?;
    let open = arguments.switch("--open");
    arguments.finish(USAGE)?;
    // Before the builds, so that nobody waits minutes for this answer.
    check_free(port)?;
    let dist = dist::build()?;
    let proxy = build_native("proxy", "token-playground-proxy", &[])?;

    ctrlc::set_handler(|| STOP_ASKED.store(true, Ordering::SeqCst))
        .or_fail("cannot listen for Ctrl-C")?;
    let mut child = Command::new(proxy)
        .args(["--listen", &format!("{}:{port}", Ipv4Addr::LOCALHOST)])
        .arg("--site")
        .arg(dist)
        .args([
            "--route",
            "entra=https://login.microsoftonline.com",
            "--route-authorization",
            "entra",
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .or_fail("cannot start the proxy")?;
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || announce(output, open));
    }
    let status = wait(&mut child)?;
    if STOP_ASKED.load(Ordering::SeqCst) {
        say("Stopped.");
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(format!("the proxy stopped by itself ({status}); its lines above say why")))
}

fn port(value: Option<&str>) -> Result<u16, Failure> {
    let Some(text) = value else { return Ok(DEFAULT_PORT) };
    text.parse().ok().filter(|port| *port > 0).ok_or_else(|| {
        Failure::new(format!("--port {text} is not a port; give a number from 1 to 65535"))
    })
}

fn check_free(port: u16) -> Result<(), Failure> {
    let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) else { return Ok(()) };
    let other = port.checked_add(1).unwrap_or(DEFAULT_PORT);
    Err(Failure::new(format!(
        "port {port} cannot be used ({error}); stop the program that uses it, or run `cargo xtask serve --port {other}`"
    )))
}

/// Passes the proxy's lines on and, when it listens, says where the page is.
fn announce(output: ChildStdout, open: bool) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        match line.trim().strip_prefix("listening on ") {
            Some(address) => {
                say(format_args!("The page is at {address} (Ctrl-C stops it)"));
                if open {
                    let address = address.to_owned();
                    // Beside the reading: some openers wait for the browser to end.
                    thread::spawn(move || open_in_browser(&address));
                }
            }
            None => say(line),
        }
    }
}

fn open_in_browser(address: &str) {
    let (program, arguments): (_, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let opened = Command::new(program)
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    if !opened.is_ok_and(|status| status.success()) {
        say(format_args!("No browser could be opened with {program}; open {address} yourself"));
    }
}

/// Waits for the proxy. Ctrl-C in a terminal reaches it as well, and it stops
/// by itself; a signal that was sent only to us does not, so it is ended then.
fn wait(child: &mut Child) -> Result<ExitStatus, Failure> {
    let mut asked = None;
    loop {
        if let Some(status) = child.try_wait().or_fail("the proxy was lost")? {
            return Ok(status);
        }
        if STOP_ASKED.load(Ordering::SeqCst)
            && asked.get_or_insert_with(Instant::now).elapsed() > GRACE
        {
            child.kill().or_fail("cannot stop the proxy")?;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_is_answered_with_another_one() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let busy = holder.local_addr().unwrap().port();
        let problem = check_free(busy).unwrap_err().to_string();
        assert!(problem.contains(&format!("port {busy} cannot be used")), "{problem}");
        assert!(problem.contains("cargo xtask serve --port"), "{problem}");
        drop(holder);
        check_free(busy).unwrap();
    }

    #[test]
    fn only_numbers_of_ports_are_taken() {
        assert_eq!(port(None).unwrap(), 8080);
        assert_eq!(port(Some("9000")).unwrap(), 9000);
        for wrong in ["0", "65536", "web", ""] {
            assert!(port(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
