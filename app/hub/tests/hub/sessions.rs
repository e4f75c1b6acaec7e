//! Signing in: credentials, cookies, throttling, closed accounts.

use std::time::Duration;

use reqwest::{Client, Method, StatusCode};
use serde_json::json;
use wingbook_record::access::Role;

use crate::{
    server::{Server, answer, credential, user},
    signing::Tablet,
};

#[tokio::test]
async fn a_cookie_lasts_until_it_is_given_back() {
    let server = Server::start().await;
    let body = json!({"name": "officer", "password": credential("officer").to_hex()});
    let opened = server
        .as_nobody()
        .request(Method::POST, "/_session")
        .json(&body)
        .send()
        .await
        .unwrap();
    let cookie = opened.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in ["AuthSession=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let token = cookie.split(';').next().unwrap().to_owned();
    let ask = |method: Method, path: &str| {
        answer(
            Client::new()
                .request(method, format!("{}{path}", server.url))
                .header("cookie", &token),
        )
    };
    assert_eq!(
        ask(Method::GET, "/_session").await.1["userCtx"]["name"],
        "officer"
    );
    assert_eq!(
        ask(Method::GET, "/_wingbook/me").await.1["roles"],
        json!(["officer"])
    );
    assert_eq!(ask(Method::DELETE, "/_session").await.0, 200);
    assert_eq!(ask(Method::GET, "/_wingbook/me").await.0, 401);
}

#[tokio::test]
async fn a_session_ends_with_its_passphrase_and_its_account() {
    let server = Server::start().await;
    for closed in [false, true] {
        server.add_user(user("officer", &[wingbook_record::access::Role::Officer]));
        let body = json!({"name": "officer", "password": credential("officer").to_hex()});
        let opened = server
            .as_nobody()
            .request(Method::POST, "/_session")
            .json(&body)
            .send()
            .await
            .unwrap();
        let token = opened.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let mut changed = user("officer", &[wingbook_record::access::Role::Officer]);
        if closed {
            changed.disabled = true;
        } else {
            changed.credential_hash = [9; 32];
        }
        server.add_user(changed);
        let request = Client::new()
            .get(format!("{}/_wingbook/me", server.url))
            .header("cookie", &token);
        assert_eq!(answer(request).await.0, 401, "closed: {closed}");
    }
    let (status, body) = server.as_user("officer").get("/_wingbook/me").await;
    assert_eq!(status, 401);
    assert!(
        body["reason"].as_str().unwrap().starts_with("disabled:"),
        "{body}"
    );
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let server = Server::start().await;
    let wrong = |name: &str| {
        let request = Client::new().get(format!("{}/_session", server.url));
        answer(request.basic_auth(name, Some("00".repeat(32))))
    };
    for _ in 0..5 {
        assert_eq!(wrong("officer").await.0, 401);
    }
    let (status, body) = wrong("officer").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{body}");
    let right = server
        .as_user("officer")
        .request(Method::GET, "/_session")
        .send()
        .await
        .unwrap();
    assert_eq!(
        right.status(),
        StatusCode::TOO_MANY_REQUESTS,
        "also with the right one, until the wait is over"
    );
    assert!(right.headers().contains_key("retry-after"));
    assert_eq!(
        server.as_user("supervisor").get("/_session").await.0,
        200,
        "others are not kept waiting"
    );
}

#[tokio::test]
async fn guessing_on_many_connections_gains_nothing() {
    let server = Server::start().await;
    let client = Client::new();
    let ask = |secret: String| {
        let request = client.get(format!("{}/_session", server.url));
        answer(request.basic_auth("officer", Some(secret)))
    };
    let right = (0..40).map(|_| ask(credential("officer").to_hex()));
    let answers = futures::future::join_all(right).await;
    assert!(
        answers.iter().all(|answer| answer.0 == 200),
        "nobody who is right waits"
    );
    let guesses = (0..60).map(|at| ask(format!("{at:064x}")));
    let answers = futures::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|answer| answer.0 == 401).count();
    assert_eq!(looked_at, 5);
    assert!(
        answers
            .iter()
            .all(|answer| answer.0 == 401 || answer.0 == 429)
    );
}

#[tokio::test]
async fn a_salt_tells_nothing() {
    let server = Server::start().await;
    let ask = |number: &'static str| {
        let nobody = server.as_nobody();
        async move {
            nobody
                .post("/_wingbook/kdf", &json!({"staff_number": number}))
                .await
                .1
        }
    };
    let known = ask("officer").await;
    assert_eq!(known["salt"], "01".repeat(16));
    let unknown = ask("no such number").await;
    assert_eq!(unknown, ask("NO SUCH number").await, "the same each time");
    assert_ne!(unknown["salt"], ask("another").await["salt"]);
    let keys = |value: &serde_json::Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&known), keys(&unknown));
    assert_eq!(
        (&known["memory_kib"], &unknown["memory_kib"]),
        (&json!(65536), &json!(65536))
    );
}

#[tokio::test]
async fn headers_that_can_t_be_read() {
    let server = Server::start().await;
    for value in ["Basic !!", "Basic bm9jb2xvbg==", "Basic gICA"] {
        let request = Client::new()
            .get(format!("{}/_session", server.url))
            .header("authorization", value);
        assert_eq!(answer(request).await.0, 400, "{value}");
    }
    let bearer = Client::new()
        .get(format!("{}/_session", server.url))
        .header("authorization", "Bearer x");
    assert_eq!(answer(bearer).await.1["userCtx"]["name"], json!(null));
}

/// Waits for a change of the roster in somebody's name, then lets something happen and the roster change.
async fn what_a_feed_tells_after(
    server: &Server,
    header: (&str, &str),
    happens: impl AsyncFnOnce(),
) -> String {
    let path = format!(
        "{}/{}/_changes?feed=continuous&since=now&timeout=3000",
        server.url,
        server.book("roster")
    );
    let request = Client::new().get(path).header(header.0, header.1);
    let feed = tokio::spawn(async move { request.send().await.unwrap().text().await.unwrap() });
    tokio::time::sleep(Duration::from_millis(300)).await;
    happens().await;
    // Any change to the roster wakes the feed: somebody's certificate.
    Tablet::of(server, "supervisor").await;
    feed.await.unwrap()
}

async fn open_session(server: &Server) -> String {
    let body = json!({"name": "officer", "password": credential("officer").to_hex()});
    let asking = server.as_nobody();
    let opened = asking.request(Method::POST, "/_session").json(&body);
    let opened = opened.send().await.unwrap();
    let cookie = opened.headers()["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_feed_ends_with_the_sign_in_that_opened_it() {
    let server = Server::start().await;
    let officer = || user("officer", &[Role::Officer]);
    let basic = server.basic("officer");
    let cookie = open_session(&server).await;
    for header in [
        ("authorization", basic.as_str()),
        ("cookie", cookie.as_str()),
    ] {
        let told = what_a_feed_tells_after(&server, header, async || ()).await;
        assert!(told.contains("certificate:"), "{header:?}: {told}");
        let told = what_a_feed_tells_after(&server, header, async || {
            let mut changed = officer();
            changed.credential_hash = [9; 32];
            server.add_user(changed);
        });
        let told = told.await;
        assert!(!told.contains("certificate:"), "{header:?}: {told}");
        assert!(told.contains("last_seq"), "it ends in order: {told}");
        server.add_user(officer());
    }
    let cookie = open_session(&server).await;
    let told = what_a_feed_tells_after(&server, ("cookie", &cookie), async || {
        let signed_out = Client::new()
            .delete(format!("{}/_session", server.url))
            .header("cookie", &cookie);
        assert_eq!(answer(signed_out).await.0, 200);
    });
    let told = told.await;
    assert!(!told.contains("certificate:"), "{told}");
}
