//! What a role's link buys over real sockets: a login of its own for each browser, which ends alone, and ways out when a link or the
//! server's key is lost.

use std::io::{Read, Write};
use std::net::TcpStream;

use plenary::client::{Client, End, Method, request};
use plenary::protocol::{Command, Item, LoginItem, Role};
use plenary_tests::{Server, accepted, live, run, until};
use tokio::time::timeout;

/// Upper bound on any wait.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Another device that opens the same link.
async fn device(server: &Server, of: &str, seed: u64) -> Client {
    let mut client = Client::new(server.link(of), seed);
    client.auth().await.expect("the link is good");
    live(&mut client).await;
    client
}

fn logins(host: &Client) -> Vec<LoginItem> {
    let items = host.view().items().values();
    items
        .filter_map(|item| {
            if let Item::Login(login) = item {
                Some(login.clone())
            } else {
                None
            }
        })
        .collect()
}

/// Waits until the server ends a client's access.
async fn is_out(client: &mut Client) {
    let out = async {
        loop {
            match client.next().await {
                Ok(_) => {}
                Err(End::Revoked) => break,
                Err(other) => panic!("{other:?}"),
            }
        }
    };
    timeout(PATIENCE, out).await.expect("out in time");
}

/// Returns true if these cookies hold a role.
async fn holds(client: &Client, role: &str, cookies: &[String]) -> bool {
    let link = client.link();
    let path = format!("/{}/me?role={role}", link.code);
    request(&link.address, Method::GET, &path, cookies, None)
        .await
        .is_ok()
}

#[tokio::test]
async fn each_device_has_a_login_that_ends_alone_and_survives_a_restart() {
    let mut server = Server::start();
    let mut host = server.staff("/host#").await;
    let mut one = device(&server, "/moderator#", 2).await;
    let mut two = device(&server, "/moderator#", 3).await;
    let moderators = |client: &Client| -> Vec<LoginItem> {
        let all = logins(client).into_iter();
        all.filter(|login| login.role == Role::Moderator).collect()
    };
    until(&mut host, |host| moderators(host).len() == 2).await;
    let said = server.said();
    assert!(said.contains("a link let a browser in"), "{said}");
    assert!(said.contains("\"role\":\"moderator\""), "{said}");
    // The same browser opens its link again: it has a login.
    one.auth().await.expect("the link is good");
    // The link's secret is not a cookie.
    let name = one.cookies()[0]
        .split('=')
        .next()
        .expect("a name")
        .to_owned();
    let secret = one.link().secret.clone().expect("a secret");
    assert!(!one.cookies()[0].contains(&secret));
    assert!(holds(&one, "moderator", one.cookies()).await);
    assert!(!holds(&one, "moderator", &[format!("{name}={secret}")]).await);

    let [first, _] = &moderators(&host)[..] else {
        panic!("{:?}", moderators(&host));
    };
    let login = first.id;
    accepted(&mut host, Command::EndLogin { login }).await;
    is_out(&mut one).await;
    assert!(server.said().contains("a login was ended"));
    assert!(!holds(&one, "moderator", one.cookies()).await);
    until(&mut host, |host| moderators(host).len() == 1).await;

    server.kill();
    server.restart();
    until(&mut two, Client::is_live).await;
    assert!(holds(&two, "moderator", two.cookies()).await);
    // The link goes on working.
    one.auth().await.expect("the link is good");
    live(&mut host).await;
    until(&mut host, |host| moderators(host).len() == 2).await;
    // Nothing in the data folder lets anybody in.
    let cookie = two.cookies()[0]
        .split('=')
        .nth(1)
        .expect("a value")
        .to_owned();
    for file in std::fs::read_dir(server.folder()).expect("a folder") {
        let path = file.expect("a file").path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let found = bytes
            .windows(cookie.len())
            .any(|bytes| bytes == cookie.as_bytes());
        assert!(!found, "{}", path.display());
    }
}

/// Each desk has a verb that ends its own login: on all tabs of this browser, and on no other.
#[tokio::test]
async fn a_member_of_staff_signs_out_of_their_own_browser() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let mut desk = device(&server, "/moderator#", 2).await;
    let mut tab = desk.second_page(3);
    live(&mut tab).await;
    let mut panelist = device(&server, "/us-city#", 4).await;
    let other = device(&server, "/moderator#", 5).await;
    until(&mut host, |host| logins(host).len() == 4).await;
    let code = desk.link().code.clone();
    let (address, held) = (desk.link().address.clone(), desk.cookies().to_vec());
    let out = |of: &str| format!("/{code}/auth?role={of}");
    // Not without the login, not that of another role, and no other site's page.
    for (path, cookies) in [(out("moderator"), vec![]), (out("host"), held.clone())] {
        let answer = request(&address, Method::DELETE, &path, &cookies, None).await;
        assert!(answer.is_err(), "{path}");
    }
    let answer = desk.http(Method::DELETE, &out("moderator"), None).await;
    let answer = answer.expect("signed out");
    let gone = answer.cookies.first().expect("the cookie is deleted");
    assert!(gone.ends_with('='), "{gone}");
    is_out(&mut desk).await;
    is_out(&mut tab).await;
    assert!(!holds(&tab, "moderator", &held).await);
    assert!(holds(&other, "moderator", other.cookies()).await);
    let person = panelist.link().person.clone().expect("a person");
    let path = format!("{}&person={person}", out("panelist"));
    panelist
        .http(Method::DELETE, &path, None)
        .await
        .expect("signed out");
    is_out(&mut panelist).await;
    until(&mut host, |host| logins(host).len() == 2).await;
    assert!(server.said().contains("a login was ended"));
    // The link goes on working.
    desk.auth().await.expect("the link is good");
}

#[tokio::test]
async fn all_links_are_revoked_at_once() {
    let server = Server::start();
    let mut host = server.staff("/host#").await;
    let mut screen = device(&server, "/screen#", 2).await;
    let mut panelist = device(&server, "/us-city#", 3).await;
    let code = host.link().code.clone();
    let words = ["event", "links", &code, "--revoke", "all"];
    let said = run(server.folder(), &words);
    assert!(said.status.success(), "{said:?}");
    assert!(server.said().contains("links were revoked"));
    for client in [&mut host, &mut screen, &mut panelist] {
        is_out(client).await;
        assert!(client.auth().await.is_err(), "the old link");
    }
    let said = String::from_utf8(said.stdout).expect("text");
    let link = said.split_whitespace().find(|word| word.contains("/host#"));
    let link = link
        .expect("a link")
        .split_once("/host#")
        .expect("a secret");
    let mut link_now = server.link("/host#");
    link_now.secret = Some(link.1.to_owned());
    let mut host = Client::new(link_now, 4);
    host.auth().await.expect("the new link is good");
}

#[tokio::test]
async fn a_new_key_makes_every_link_and_login_of_the_old_one_worthless() {
    let mut server = Server::start();
    let mut host = server.staff("/host#").await;
    let running = run(server.folder(), &["key", "rotate"]);
    assert!(!running.status.success(), "the server must not run");
    assert!(holds(&host, "host", host.cookies()).await);
    server.terminate();
    let rotated = run(server.folder(), &["key", "rotate"]);
    assert!(rotated.status.success(), "{rotated:?}");
    server.restart();
    assert!(!holds(&host, "host", host.cookies()).await, "its login");
    assert!(host.auth().await.is_err(), "its link");
    let mut host = Client::new(server.link("/host#"), 3);
    host.auth().await.expect("the new link is good");
}

/// Sends a request whose every header counts. Returns the head of the answer.
fn raw(server: &Server, path: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("connected");
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let (host, length) = (format!("127.0.0.1:{}", server.port()), body.len());
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_person_in_a_request_adds_nothing_to_a_cookie() {
    let server = Server::start();
    let link = server.link("/host#");
    let body = serde_json::json!({
        "role": "host",
        "person": "x=1; Domain=example.org; y",
        "secret": link.secret.clone().expect("a secret"),
    });
    let path = format!("/{}/auth", link.code);
    let answer = raw(&server, &path, &[], &body.to_string());
    let head = answer.to_lowercase();
    assert!(head.starts_with("http/1.1 204"), "{answer}");
    assert!(head.contains("set-cookie: plenary_"), "{answer}");
    assert!(!head.contains("domain"), "{answer}");
}

#[test]
fn over_https_a_cookie_that_a_neighbour_planted_is_nobodys() {
    let server = Server::start();
    let path = format!("/{}/join", server.link("/host#").code);
    let origin = format!("https://127.0.0.1:{}", server.port());
    let cookie_of = |answer: &str| {
        let lines = answer.lines();
        let mut cookies = lines.filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("set-cookie").then_some(value)
        });
        cookies.next().map(str::to_owned)
    };
    let pair = |cookie: &str| cookie.split(';').next().expect("a pair").to_owned();
    // A neighbour of the same host makes a guest, and plants its cookie: it can only be of the plain name.
    let planted = cookie_of(&raw(&server, &path, &[], "")).expect("a cookie");
    let planted = pair(&planted);
    assert!(planted.starts_with("plenary_"), "{planted}");
    let answer = raw(&server, &path, &[("Cookie", &planted)], "");
    assert!(
        answer.contains("\"fresh\":false"),
        "over http it is a guest's: {answer}"
    );
    let secure = [("Cookie", planted.as_str()), ("Origin", origin.as_str())];
    let answer = raw(&server, &path, &secure, "");
    assert!(answer.contains("\"fresh\":true"), "{answer}");
    let own = cookie_of(&answer).expect("a cookie");
    assert!(own.starts_with("__Host-plenary_"), "{own}");
    for attribute in ["Secure", "Path=/", "HttpOnly", "SameSite=Lax"] {
        assert!(own.contains(attribute), "{own}");
    }
    let both = format!("{planted}; {}", pair(&own));
    let answer = raw(
        &server,
        &path,
        &[("Cookie", &both), ("Origin", &origin)],
        "",
    );
    assert!(answer.contains("\"fresh\":false"), "{answer}");
}
