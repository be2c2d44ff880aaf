//! An echo server on Plenary's own framing for the Autobahn cases, which expect every message back. `conformance/run`
//! starts it.
//!
//! The handshake is tungstenite's, as in the server. The code under test is `plenary::websocket`.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::thread;

use plenary::websocket::{Frame, Incoming, Reader};
use tokio_tungstenite::tungstenite;

/// The longest message of the cases is 16 MiB.
const MESSAGE_BYTES_MAX: usize = 16 << 20;

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        thread::spawn(move || {
            // Some cases break the connection on purpose.
            let _ = echo(stream);
        });
    }
    Ok(())
}

fn echo(stream: TcpStream) -> anyhow::Result<()> {
    let mut stream = tungstenite::accept(stream)?.get_ref().try_clone()?;
    stream.set_nodelay(true)?;
    let mut reader = Reader::default();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let n = stream.read(&mut buffer)?;
        if n == 0 {
            return Ok(());
        }
        let mut output = Vec::new();
        let outcome = reader.read(&mut buffer[..n], MESSAGE_BYTES_MAX, |incoming| {
            let frame = match incoming {
                Incoming::Text(text) => Frame::text(text),
                Incoming::Binary(bytes) => Frame::binary(bytes),
                Incoming::Ping(payload) => Frame::pong(payload),
                Incoming::Pong => return ControlFlow::Continue(()),
                Incoming::Close(code) => return ControlFlow::Break(Frame::close(code)),
            };
            output.extend_from_slice(frame.bytes());
            ControlFlow::Continue(())
        });
        let goodbye = match outcome {
            Ok(ControlFlow::Continue(())) => None,
            Ok(ControlFlow::Break(frame)) => Some(frame),
            Err(violation) => Some(Frame::close(Some(violation.code()))),
        };
        if let Some(frame) = &goodbye {
            output.extend_from_slice(frame.bytes());
        }
        stream.write_all(&output)?;
        if goodbye.is_some() {
            stream.shutdown(Shutdown::Write)?;
            // Ignore what still arrives until the peer closes.
            while stream.read(&mut buffer)? > 0 {}
            return Ok(());
        }
    }
}
