//! `plenary healthz`: asks the server of these settings whether it serves, for a container that has no other program.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use plenary::config::Config;

/// Time limit for each step.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks. It works without the data folder.
///
/// # Errors
/// Nobody answers there, or not that it serves.
pub fn ask(config: &Config) -> anyhow::Result<ExitCode> {
    let address = reachable(config.listen);
    let status = status(address).with_context(|| format!("{address} does not answer"))?;
    if status != "200" {
        bail!("{address} answers {status}");
    }
    println!("ok");
    Ok(ExitCode::SUCCESS)
}

/// Returns an address at which a server that listens here can be reached from this machine.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip @ (IpAddr::V4(_) | IpAddr::V6(_)) => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn status(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    // "HTTP/1.1 200"
    let mut head = [0; 12];
    stream.read_exact(&mut head)?;
    Ok(String::from_utf8_lossy(&head[9..]).into_owned())
}
