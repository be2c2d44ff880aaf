//! What the server tells the systemd that started it: that it serves, that it is alive, that it ends. The protocol is one
//! datagram a message to the socket in `NOTIFY_SOCKET`; without that variable nobody is told.

use std::env;
use std::io;
use std::process;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

/// A message for systemd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The port is open, and events can be joined.
    Ready,
    Alive,
    Stopping,
}

/// Tells systemd. That it cannot be told is a line, because it will then end this process.
pub fn tell(word: Word) {
    let text = match word {
        Word::Ready => "READY=1",
        Word::Alive => "WATCHDOG=1",
        Word::Stopping => "STOPPING=1",
    };
    let Some(to) = env::var_os("NOTIFY_SOCKET") else {
        return;
    };
    if let Err(e) = send(&to, text) {
        tracing::warn!(error = %e, said = text, "cannot tell systemd");
    }
}

/// Tells systemd again and again that the process is alive, while it is. Ends at once if systemd does not watch it.
pub async fn be_watched(is_alive: impl Fn() -> bool) {
    let Some(limit) = limit() else { return };
    let mut ticks = interval(limit / 3);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if is_alive() {
            tell(Word::Alive);
        }
    }
}

/// Returns the time after which systemd ends a process that is silent.
fn limit() -> Option<Duration> {
    let number = |name: &str| env::var(name).ok()?.parse::<u64>().ok();
    let is_ours = number("WATCHDOG_PID").is_none_or(|pid| pid == u64::from(process::id()));
    let micros = number("WATCHDOG_USEC").filter(|micros| *micros > 0 && is_ours)?;
    Some(Duration::from_micros(micros))
}

#[cfg(unix)]
fn send(to: &std::ffi::OsStr, text: &str) -> io::Result<()> {
    use std::os::unix::net::{SocketAddr, UnixDatagram};
    let socket = UnixDatagram::unbound()?;
    // Nobody waits for a systemd that is stuck.
    socket.set_nonblocking(true)?;
    let address = match hidden(to) {
        Some(name) => name?,
        None => SocketAddr::from_pathname(to)?,
    };
    socket.send_to_addr(text.as_bytes(), &address).map(drop)
}

/// Returns the address of a name that begins with `@`, which is not in the file system.
#[cfg(target_os = "linux")]
fn hidden(to: &std::ffi::OsStr) -> Option<io::Result<std::os::unix::net::SocketAddr>> {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::SocketAddr;
    let name = to.as_bytes().strip_prefix(b"@")?;
    Some(SocketAddr::from_abstract_name(name))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn hidden(_: &std::ffi::OsStr) -> Option<io::Result<std::os::unix::net::SocketAddr>> {
    None
}

#[cfg(not(unix))]
fn send(_: &std::ffi::OsStr, _: &str) -> io::Result<()> {
    Ok(())
}
