//! `simulated-entra`: the simulated tenant as a server of this machine.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use simulated_sts::directory::Platform;
use simulated_sts::native::NativeSigner;
use simulated_sts::{Directory, Engine, server};

/// A simulated Entra: answers the token requests of an invented tenant.
#[derive(Debug, Parser)]
#[command(name = "simulated-entra", version)]
struct Arguments {
    /// The address to listen on, of this machine. Port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// A redirect URI of a page, for the client app; may be given several times.
    #[arg(long, value_name = "URI")]
    spa_redirect: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "simulated-entra: {}: {error}", arguments.listen);
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> io::Result<()> {
    let signer = NativeSigner::generate().map_err(io::Error::other)?;
    let mut directory = Directory::contoso();
    for uri in &arguments.spa_redirect {
        directory.add_redirect_uri(Platform::Spa, uri);
    }
    let engine = Engine::new(directory, signer);
    let socket = tokio::net::TcpListener::bind(arguments.listen).await?;
    let address = socket.local_addr()?;
    if address.ip().is_loopback() {
        // Programs that start this one wait for exactly this line.
        let mut stdout = io::stdout();
        writeln!(stdout, "listening on http://{address}")?;
        stdout.flush()?;
    }
    let stop = async {
        // Without signals there is no stopping but by force, which is no reason
        // to stop now.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    server::serve(socket, engine, stop).await
}
