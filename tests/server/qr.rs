//! An independent decoder reads an event's QR code, and the decoded address opens the event.

use plenary::client::{Address, Fault, Link, Method, request};
use plenary_tests::Server;

/// Draws the picture that the SVG describes: runs of dark modules, `M x y h n v1 h-n z`.
fn pixels(svg: &str) -> (usize, Vec<Vec<bool>>) {
    let side: usize = svg
        .split("viewBox=\"0 0 ")
        .nth(1)
        .and_then(|s| s.split(' ').next())
        .expect("a size")
        .parse()
        .expect("a size");
    let path = svg
        .split(" d=\"")
        .nth(1)
        .and_then(|s| s.split('"').next())
        .expect("a path");
    let mut rows = vec![vec![false; side]; side];
    for run in path.split('M').skip(1) {
        let (place, rest) = run.split_once('h').expect("a run");
        let (x, y) = place.split_once(' ').expect("a place");
        let n: usize = rest
            .split('v')
            .next()
            .expect("a length")
            .parse()
            .expect("a length");
        let x: usize = x.parse().expect("a place");
        rows[y.parse::<usize>().expect("a place")][x..x + n].fill(true);
    }
    (side, rows)
}

fn decode(svg: &str) -> String {
    const SCALE: usize = 4;
    let (side, rows) = pixels(svg);
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| {
            if rows[y / SCALE][x / SCALE] { 0 } else { 255 }
        });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().expect("a good code").1
}

async fn get(address: &Address, path: &str) -> plenary::client::Answer {
    request(address, Method::GET, path, &[], None)
        .await
        .expect("an answer")
}

#[tokio::test]
async fn the_decoded_address_opens_the_event() {
    let server = Server::start();
    let link = server.link("/host#");
    let mut sides = vec![];
    for look in ["", "?ec=l", "?ec=q&margin=0", "?ec=h&size=400&margin=8"] {
        let answer = get(&link.address, &format!("/{}/qr.svg{look}", link.code)).await;
        let svg = String::from_utf8(answer.body.to_vec()).expect("text");
        let said = decode(&svg);
        // The code is small because the address is in capitals, which the alphanumeric mode encodes.
        assert_eq!(
            said,
            format!("HTTP://127.0.0.1:{}/{}", server.port(), link.code)
        );
        sides.push(pixels(&svg).0);
        let path = said.to_lowercase().replace(&server.url(), "");
        let page = get(&link.address, &path).await;
        assert_eq!(page.status, 200);
        let html = String::from_utf8_lossy(&page.body).into_owned();
        assert!(
            html.contains(&format!("data-code=\"{}\"", link.code)),
            "the event's page"
        );
    }
    assert_eq!(sides[0], 25 + 8, "version 2 with a margin of four modules");
    let guest: Link = format!("{}/{}", server.url(), link.code)
        .parse()
        .expect("a link");
    assert_eq!(guest.code, link.code);
}

#[tokio::test]
async fn the_code_of_a_link_says_that_link_and_only_hosts_get_it() {
    let server = Server::start();
    let host = server.staff("/host#").await;
    let moderator = server.staff("/moderator#").await;
    for (role, query) in [
        ("/moderator#", "role=moderator"),
        ("/panelist/host-us#", "role=panelist&person=0"),
    ] {
        let link = server.link(role);
        let path = format!("/{}/link.svg?{query}", link.code);
        let ask = |cookies| request(&link.address, Method::GET, &path, cookies, None);
        let refused = ask(moderator.cookies()).await;
        assert!(
            matches!(refused, Err(Fault::Refused { status: 401, .. })),
            "{refused:?}"
        );
        let answer = ask(host.cookies()).await.expect("an answer");
        let said = decode(std::str::from_utf8(&answer.body).expect("text"));
        let said: Link = said.parse().expect("a link");
        assert_eq!(said, link);
    }
}
