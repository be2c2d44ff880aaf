//! A session over a real connection, with the library's own client at the other end.

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::yield_now;
use std::time::Duration;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, ServerConfig, StreamOwned,
};

use super::*;

const NAME: &str = "plenary.example";
/// Bytes that a record adds to its plain text, at most.
const OVERHEAD_BYTES: usize = 64;
const PATIENCE: Duration = Duration::from_secs(30);

type Client = StreamOwned<ClientConnection, TcpStream>;

/// Returns a connection after its handshake, and its client.
fn pair() -> (Secure, Client) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed([NAME.to_owned()]).expect("a certificate");
    let provider = Arc::new(ring::default_provider());
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
    let server = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("a pair");
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).expect("a root");
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(NAME).expect("a name");
    let client = ClientConnection::new(Arc::new(client), name).expect("a client");
    let mut session = ServerConnection::new(Arc::new(server)).expect("a session");

    let port = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = port.local_addr().expect("an address");
    let stream = TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    let (mut accepted, _) = port.accept().expect("accepted");
    let shaking = std::thread::spawn(move || {
        while session.is_handshaking() || session.wants_write() {
            session.complete_io(&mut accepted).expect("shaken");
        }
        (session, accepted)
    });
    let mut client = StreamOwned::new(client, stream);
    client.flush().expect("shaken");
    let (session, accepted) = shaking.join().expect("no panic");
    accepted.set_nonblocking(true).expect("set");
    let plain = Plain::new(accepted).expect("a connection");
    (Secure::new(plain, session), client)
}

/// Repeats what would block until it does not.
fn waits<T>(mut of: impl FnMut() -> io::Result<T>) -> T {
    loop {
        match of() {
            Err(e) if e.kind() == ErrorKind::WouldBlock => yield_now(),
            done => return done.expect("the connection goes on"),
        }
    }
}

#[test]
fn bytes_pass_both_ways_and_the_end_is_told() {
    let (mut secure, mut client) = pair();
    client.write_all(b"cast").expect("sent");
    let mut bytes = [0; 64];
    let read = waits(|| secure.read(&mut bytes));
    assert_eq!(&bytes[..read], b"cast");
    assert_eq!((secure.held_bytes(), secure.has_unread()), (0, false));
    let view: Vec<u8> = (0..100_000).map(|n| n as u8).collect();
    let reading = std::thread::spawn(move || {
        let mut got = vec![];
        // Without the last word of TLS this is an error.
        client.read_to_end(&mut got).expect("all, and the end");
        got
    });
    let mut sent = 0;
    while sent < view.len() {
        sent += waits(|| secure.write(&view[sent..]));
    }
    secure.finish();
    waits(|| secure.flush());
    assert_eq!(reading.join().expect("no panic"), view);
    assert_eq!(waits(|| secure.read(&mut bytes)), 0);
}

#[test]
fn what_has_come_of_a_record_is_counted() {
    let (mut secure, mut client) = pair();
    let mut bytes = [0; 64];
    // Tickets that the session has sent.
    let early = secure.read(&mut bytes).expect_err("nothing came");
    assert_eq!(early.kind(), ErrorKind::WouldBlock);
    client.conn.writer().write_all(&[7; 8000]).expect("taken");
    let mut record = vec![];
    client.conn.write_tls(&mut record).expect("written");
    let (half, rest) = record.split_at(6000);
    client.sock.write_all(half).expect("sent");
    while secure.held_bytes() < half.len() {
        let none = secure.read(&mut bytes).expect_err("it is not whole");
        assert_eq!(none.kind(), ErrorKind::WouldBlock);
    }
    assert_eq!(secure.held_bytes(), half.len());
    client.sock.write_all(rest).expect("sent");
    assert_eq!(waits(|| secure.read(&mut bytes)), bytes.len());
    assert_eq!(secure.held_bytes(), 0);
}

#[test]
fn a_peer_that_reads_nothing_costs_one_record_and_gets_the_end_when_it_reads() {
    let (mut secure, mut client) = pair();
    let frame = [7; 3 * RECORD_BYTES];
    let mut taken = 0;
    loop {
        match secure.write(&frame) {
            Ok(n) => taken += n,
            Err(e) => break assert_eq!(e.kind(), ErrorKind::WouldBlock),
        }
    }
    let reads = client.sock.try_clone().expect("the same");
    secure.finish();
    assert!(secure.is_finishing, "there is more to send");
    let mut held = vec![];
    while secure.session.wants_write() {
        secure.session.write_tls(&mut held).expect("written");
    }
    // The record, and the last word.
    assert!(
        held.len() <= RECORD_BYTES + 2 * OVERHEAD_BYTES,
        "{}",
        held.len()
    );
    let reading = std::thread::spawn(move || {
        let mut got = vec![];
        client.read_to_end(&mut got).expect("all, and the end");
        got.len()
    });
    let mut rest = held.as_slice();
    while !rest.is_empty() {
        let sent = waits(|| secure.plain.write(rest));
        rest = &rest[sent..];
    }
    waits(|| secure.flush());
    assert_eq!(reading.join().expect("no panic"), taken);
    drop(reads);
}
