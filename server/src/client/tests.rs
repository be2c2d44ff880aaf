//! The client against a server of a few lines that each test scripts.

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::*;
use crate::protocol::{Ballot, ClientFrame, Mine, OwnBallot, close};

async fn listen() -> (TcpListener, Link) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (
        listener,
        format!("http://127.0.0.1:{port}/CDU7K2").parse().unwrap(),
    )
}

/// Accepts one socket and sends the welcome. Returns the query of its request.
#[expect(clippy::result_large_err, reason = "tungstenite defines the type")]
async fn accept(listener: &TcpListener) -> (WebSocketStream<TcpStream>, String) {
    let (stream, _) = listener.accept().await.unwrap();
    let mut query = String::new();
    let callback = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        query = request.uri().query().unwrap_or_default().to_owned();
        Ok(response)
    };
    let mut socket = tokio_tungstenite::accept_hdr_async(stream, callback)
        .await
        .unwrap();
    say(
        &mut socket,
        r#"{"t":"welcome","version":1,"now":0,"build":"b","joined":true}"#,
    )
    .await;
    (socket, query)
}

async fn say(socket: &mut WebSocketStream<TcpStream>, frame: &str) {
    socket.send(Message::text(frame)).await.unwrap();
}

/// Returns the (c, n) of the next command.
async fn command(socket: &mut WebSocketStream<TcpStream>) -> (u32, u32) {
    let message = socket.next().await.unwrap().unwrap();
    match serde_json::from_str(message.to_text().unwrap()).unwrap() {
        ClientFrame::Do { c, n, .. } => (c, n),
        ClientFrame::Beat { .. } | ClientFrame::Hold { .. } | ClientFrame::Leave { .. } => {
            panic!("no command")
        }
    }
}

fn cast() -> Command {
    Command::Cast {
        poll: 1,
        round: 0,
        ballot: Ballot::Choice(vec![0]),
    }
}

#[tokio::test]
async fn a_command_is_resent_with_its_number_after_a_reconnect() {
    let (listener, link) = listen().await;
    let server = async {
        let (mut socket, query) = accept(&listener).await;
        assert_eq!(query, "role=participant");
        say(
            &mut socket,
            r#"{"t":"snapshot","epoch":3,"seq":10,"items":[]}"#,
        )
        .await;
        let first = command(&mut socket).await;
        drop(socket);
        let (mut socket, query) = accept(&listener).await;
        assert_eq!(query, "role=participant&epoch=3&seq=10");
        let (c, n) = command(&mut socket).await;
        assert_eq!((c, n), first);
        say(&mut socket, r#"{"t":"mine","seq":11,"mine":{"ballots":[{"poll":1,"ballot":{"choice":[0]}}],"questions":[],"upvotes":[]}}"#)
            .await;
        say(
            &mut socket,
            &format!(r#"{{"t":"ack","c":{c},"n":{n},"seq":11}}"#),
        )
        .await;
        socket
    };
    let mut client = Client::new(link, 1);
    let (outcome, _socket) = tokio::join!(client.act(cast()), server);
    assert!(matches!(outcome, Ok(Outcome::Acked { seq: 11, .. })));
    assert_eq!(
        client.view().mine,
        Mine {
            ballots: vec![OwnBallot {
                points: None,
                poll: 1,
                round: 0,
                ballot: Ballot::Choice(vec![0]),
                written: vec![],
                replaced: false,
            }],
            ..Mine::default()
        }
    );
    assert_eq!(
        client.counts(),
        Counts {
            reconnects: 1,
            resent: 1,
            ..Counts::default()
        }
    );
}

#[tokio::test]
async fn a_deferred_command_is_resent_and_a_rejection_ends_it() {
    let (listener, link) = listen().await;
    let server = async {
        let (mut socket, _) = accept(&listener).await;
        let (c, n) = command(&mut socket).await;
        let put_off = format!(
            r#"{{"t":"rejected","c":{c},"n":{n},"why":{{"kind":"too_fast","retry_ms":20}}}}"#
        );
        say(&mut socket, &put_off).await;
        assert_eq!(command(&mut socket).await, (c, n));
        say(
            &mut socket,
            &format!(r#"{{"t":"rejected","c":{c},"n":{n},"why":{{"kind":"poll_not_open"}}}}"#),
        )
        .await;
        socket
    };
    let mut client = Client::new(link, 1);
    let (outcome, _socket) = tokio::join!(client.act(cast()), server);
    assert_eq!(outcome, Ok(Outcome::Rejected(Rejection::PollNotOpen)));
}

#[tokio::test]
async fn a_gap_requests_a_snapshot_and_a_revoked_link_ends_the_client() {
    let (listener, link) = listen().await;
    let server = async {
        let (mut socket, _) = accept(&listener).await;
        say(
            &mut socket,
            r#"{"t":"snapshot","epoch":3,"seq":10,"items":[]}"#,
        )
        .await;
        say(&mut socket, r#"{"t":"change","from":12,"to":13,"set":[]}"#).await;
        let (mut socket, query) = accept(&listener).await;
        assert_eq!(query, "role=participant");
        say(&mut socket, r#"{"t":"news_of_a_later_version"}"#).await;
        let frame = CloseFrame {
            code: close::REVOKED.into(),
            reason: "revoked".into(),
        };
        socket.send(Message::Close(Some(frame))).await.unwrap();
        socket
    };
    let mut client = Client::new(link, 1);
    let driving = async {
        loop {
            if let Err(end) = client.next().await {
                break end;
            }
        }
    };
    let (end, _socket) = tokio::join!(driving, server);
    assert_eq!(end, End::Revoked);
    assert_eq!(client.counts().unreadable, 1);
}

#[tokio::test]
async fn the_client_drops_a_silent_server() {
    let (listener, link) = listen().await;
    let server = async {
        let (mut socket, _) = accept(&listener).await;
        let mut beats = 0;
        while let Some(Ok(message)) = socket.next().await {
            assert_eq!(message.to_text().unwrap(), r#"{"t":"beat"}"#);
            beats += 1;
        }
        beats
    };
    let mut client = Client::new(link, 1);
    let driving = async {
        assert_eq!(client.next().await, Ok(Event::Online { joined: true }));
        tokio::time::pause();
        assert_eq!(client.next().await, Ok(Event::Lost));
    };
    let (_, beats) = tokio::join!(driving, server);
    assert_eq!(beats, 2);
}

/// Answers one request with these bytes.
async fn answer(listener: &TcpListener, bytes: &str) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = vec![0; 4096];
    let n = stream.read(&mut request).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    String::from_utf8_lossy(&request[..n]).into_owned()
}

#[tokio::test]
async fn a_deferred_join_is_retried_and_its_cookie_kept() {
    let (listener, link) = listen().await;
    let server = async {
        let body = r#"{"kind":"too_many","message":"Later."}"#;
        let later = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: ";
        answer(&listener, &format!("{later}{}\r\n\r\n{body}", body.len())).await;
        let good = "HTTP/1.1 200 OK\r\nset-cookie: plenary_CDU7K2=abc; HttpOnly; Path=/\r\ncontent-length: 14\r\n\r\n{\"fresh\":true}";
        answer(&listener, good).await
    };
    let mut client = Client::new(link, 1);
    let (joined, request) = tokio::join!(client.join(), server);
    assert_eq!(joined.unwrap(), Joined { fresh: true });
    assert_eq!(client.cookies(), ["plenary_CDU7K2=abc"]);
    assert_eq!(client.counts().put_off, 1);
    assert!(
        request.starts_with("POST /CDU7K2/join HTTP/1.1\r\n"),
        "{request}"
    );
}
