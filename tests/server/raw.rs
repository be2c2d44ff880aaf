//! A socket on which a test controls and sees every frame. The real client would hide that a command was deferred, or
//! that no answer came.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use plenary::client::Client;
use plenary::protocol::{Ballot, ClientFrame, Command, HttpError, Mine, Rejection, ServerFrame};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::Server;

/// Upper bound on any wait. Only a failing test takes this long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A byte stream to a server.
trait Io: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// A socket of a guest, or of whoever the cookies identify.
pub struct Raw {
    stream: WebSocketStream<Box<dyn Io>>,
    client: u32,
    n: u32,
    /// The guest's own data, as last received.
    pub mine: Option<Mine>,
}

/// A refused upgrade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shut {
    pub status: u16,
    /// The error's kind; empty if the response is not one of the protocol's.
    pub kind: String,
    pub retry_after_s: Option<u32>,
}

/// The answer to a command.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    Ack,
    Rejected(Rejection),
}

impl Raw {
    /// Opens a socket with the cookies of a client, in its role.
    ///
    /// # Errors
    /// The response with which the server refuses the upgrade.
    ///
    /// # Panics
    /// If the server does not answer.
    pub fn open(
        server: &Server,
        as_who: &Client,
    ) -> impl Future<Output = Result<Raw, Shut>> + use<> {
        let link = as_who.link();
        let role = serde_json::to_string(&link.role).expect("a role");
        let url = format!(
            "ws://127.0.0.1:{}/{}/socket?role={}",
            server.port(),
            link.code,
            role.trim_matches('"')
        );
        let mut request = url.into_client_request().expect("a request");
        if !as_who.cookies().is_empty() {
            let cookies = as_who.cookies().join("; ");
            request
                .headers_mut()
                .insert("Cookie", cookies.parse().expect("a header"));
        }
        let port = server.port();
        async move {
            let stream = TcpStream::connect(("127.0.0.1", port)).await;
            Raw::over(stream.expect("connected"), request, port.into()).await
        }
    }

    /// Opens a socket with a request over a connection to the server.
    ///
    /// # Errors
    /// The response with which the server refuses the upgrade.
    ///
    /// # Panics
    /// If the server does not answer.
    pub async fn over(
        stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
        request: Request,
        client: u32,
    ) -> Result<Raw, Shut> {
        let stream: Box<dyn Io> = Box::new(stream);
        match client_async(request, stream).await {
            Ok((stream, _)) => Ok(Raw {
                stream,
                client,
                n: 0,
                mine: None,
            }),
            Err(Error::Http(response)) => {
                let body = response.body().as_deref().unwrap_or_default();
                let error = serde_json::from_slice(body).map(|error: HttpError| error.kind);
                let after = response.headers().get("Retry-After");
                Err(Shut {
                    status: response.status().as_u16(),
                    kind: error.unwrap_or_default(),
                    retry_after_s: after.and_then(|after| after.to_str().ok()?.parse().ok()),
                })
            }
            Err(e) => panic!("{e}"),
        }
    }

    /// Sends a frame.
    ///
    /// # Panics
    /// If the socket is gone.
    pub async fn say(&mut self, frame: &ClientFrame) {
        self.say_text(&serde_json::to_string(frame).expect("a frame"))
            .await;
    }

    /// Sends a text, whatever it says.
    ///
    /// # Panics
    /// If the socket is gone.
    pub async fn say_text(&mut self, text: &str) {
        self.stream
            .send(Message::text(text))
            .await
            .expect("the socket is open");
    }

    /// Sends a command under the next number. Returns the number.
    ///
    /// # Panics
    /// If the socket is gone.
    pub async fn send(&mut self, command: Command) -> u32 {
        self.n += 1;
        self.send_as(self.n, command).await;
        self.n
    }

    /// Sends a command under a given number, such as a deferred one.
    ///
    /// # Panics
    /// If the socket is gone.
    pub async fn send_as(&mut self, n: u32, command: Command) {
        let c = self.client;
        self.say(&ClientFrame::Do { c, n, cmd: command }).await;
    }

    /// Casts a ballot. Returns its number.
    ///
    /// # Panics
    /// If the socket is gone.
    pub async fn cast(&mut self, poll: u32, choice: u8) -> u32 {
        let ballot = Ballot::Choice(vec![choice]);
        self.send(Command::Cast {
            poll,
            round: 0,
            ballot,
        })
        .await
    }

    /// Returns the next frame; None once the server has closed.
    ///
    /// # Panics
    /// If none comes.
    pub async fn hear(&mut self) -> Option<ServerFrame> {
        loop {
            let message = timeout(PATIENCE, self.stream.next())
                .await
                .expect("a frame comes");
            match message {
                Some(Ok(Message::Text(text))) => {
                    let frame = serde_json::from_str(&text).expect("a frame of the protocol");
                    if let ServerFrame::Mine { mine, .. } = &frame {
                        self.mine = Some(mine.clone());
                    }
                    return Some(frame);
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Waits for the answer to a command.
    ///
    /// # Panics
    /// If the socket closes first.
    pub async fn answer(&mut self, to: u32) -> Heard {
        loop {
            match self.hear().await.expect("the socket stays open") {
                ServerFrame::Ack { n, .. } if n == to => return Heard::Ack,
                ServerFrame::Rejected { n, why, .. } if n == to => return Heard::Rejected(why),
                ServerFrame::Welcome { .. }
                | ServerFrame::Snapshot(_)
                | ServerFrame::Change { .. }
                | ServerFrame::Mine { .. }
                | ServerFrame::Hall(_)
                | ServerFrame::Messages { .. }
                | ServerFrame::Leave { .. }
                | ServerFrame::Ack { .. }
                | ServerFrame::Rejected { .. }
                | ServerFrame::Beat { .. } => {}
            }
        }
    }
}
