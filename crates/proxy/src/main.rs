//! The program: arguments, log, address, run until told to stop.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser as _;
use proxy::config::{Arguments, Config, ConfigError};
use proxy::process;
use proxy::service::Proxy;
use proxy::upstream::system_resolver;
use tokio::net::TcpListener;

fn main() -> ExitCode {
    process::keep_memory_private();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if !error.use_stderr() => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            // Only the first line: the rest is usage, which --help prints.
            let text = error.to_string();
            return refuse(
                text.lines().next().unwrap_or("error: the arguments are not understood"),
            );
        }
    };
    process::start_log(std::env::var("RUST_LOG").ok().as_deref());
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(_) => return refuse("The proxy could not start its threads."),
    };
    let result = runtime.block_on(run(arguments));
    // A name look-up may still sit in its thread; nobody waits for it.
    runtime.shutdown_background();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&error.to_string()),
    }
}

async fn run(arguments: Arguments) -> Result<(), ConfigError> {
    let settings = arguments.settings()?;
    let address = Config::address(&settings);
    // Checked before anything is bound, and again with the port we were given.
    Config::check(settings.clone(), address)?;
    let busy = |_: io::Error| {
        ConfigError::Value(format!(
            "The address {address} cannot be bound; choose another with `listen`, or stop the \
             program that has it."
        ))
    };
    let socket = TcpListener::bind(address).await.map_err(busy)?;
    let bound: SocketAddr = socket.local_addr().map_err(busy)?;
    let proxy = Proxy::new(Config::check(settings, bound)?, &system_resolver())?;
    let limits = proxy.config().limits;
    let stop = stop_signal()?;
    let mut out = io::stdout();
    let _ = writeln!(out, "listening on http://{bound}");
    let _ = out.flush();
    listener::serve(socket, limits, proxy, stop).await;
    Ok(())
}

/// Ready when the program is asked to end, by Ctrl-C or by its supervisor. The
/// handlers are in place when this returns.
fn stop_signal() -> Result<impl Future<Output = ()>, ConfigError> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let failed = |_| ConfigError::Value("The proxy cannot listen for signals.".to_owned());
        let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

fn refuse(sentence: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{sentence}");
    ExitCode::from(2)
}
