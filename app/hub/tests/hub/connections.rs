//! Whoever opens connections and takes their time: everybody else is still answered.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use wingbook_hub::connections::Limits;
use wingbook_record::access::Book;

use crate::{
    server::Server,
    signing::{Tablet, replicated},
};

/// Long enough for anything that a test waits for.
const SOON: Duration = Duration::from_secs(10);

async fn connect(server: &Server) -> TcpStream {
    let (_, address) = server.url.split_once("://").unwrap();
    TcpStream::connect(address).await.unwrap()
}

/// Whether the server ends a connection soon; what it sends before is passed over.
async fn is_ended(connection: &mut TcpStream) -> bool {
    let mut buffer = [0; 1024];
    let ended = async {
        while connection
            .read(&mut buffer)
            .await
            .is_ok_and(|read| read > 0)
        {}
    };
    timeout(SOON, ended).await.is_ok()
}

async fn is_up(server: &Server) -> bool {
    let asking = server.as_nobody();
    timeout(SOON, asking.get("/_up")).await.is_ok()
}

#[tokio::test]
async fn silent_connections_keep_nobody_out() {
    let server = Server::start_limited(Limits {
        connections: 20,
        ..Limits::default()
    })
    .await;
    let mut silent = Vec::new();
    for _ in 0..60 {
        silent.push(connect(&server).await);
    }
    assert!(is_up(&server).await);
    assert!(is_ended(&mut silent[0]).await, "the oldest goes first");
}

#[tokio::test]
async fn who_waits_for_a_change_is_not_pushed_out() {
    let server = Server::start_limited(Limits {
        connections: 20,
        idle: Duration::from_millis(100),
        head: Duration::from_millis(100),
        ..Limits::default()
    })
    .await;
    let db = server.book("wing");
    let officer = server.as_user("officer");
    let waiting = |feed: &str| {
        let path = format!("/{db}/_changes?feed={feed}&timeout=60000&since=now");
        officer.request(reqwest::Method::GET, &path).send()
    };
    let (longpoll, continuous) = tokio::join!(waiting("longpoll"), waiting("continuous"));
    let (longpoll, mut continuous) = (longpoll.unwrap(), continuous.unwrap());
    let mut silent = Vec::new();
    for _ in 0..60 {
        silent.push(connect(&server).await);
    }
    // Far longer than a connection may do nothing.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let entry = tablet.entry(Book::Wing, "contact", json!({ "text": "Seen." }));
    let docs = json!({ "docs": [replicated(&entry, 1, &[])], "new_edits": false });
    let path = format!("/{db}/_bulk_docs");
    assert_eq!(officer.post(&path, &docs).await.1, json!([]));
    let told: Value = timeout(SOON, longpoll.json()).await.unwrap().unwrap();
    assert_eq!(told["results"][0]["id"], entry["_id"]);
    let line = timeout(SOON, continuous.chunk()).await.unwrap().unwrap();
    let line = String::from_utf8(line.unwrap().to_vec()).unwrap();
    assert!(line.contains(entry["_id"].as_str().unwrap()), "{line}");
}

#[tokio::test]
async fn a_connection_that_is_not_used_is_ended() {
    let server = Server::start_limited(Limits {
        idle: Duration::from_millis(200),
        head: Duration::from_millis(200),
        ..Limits::default()
    })
    .await;
    let mut silent = connect(&server).await;
    assert!(is_ended(&mut silent).await, "no request at all");
    let mut slow = connect(&server).await;
    slow.write_all(b"GET /_up HTTP/1.1\r\nHost: ")
        .await
        .unwrap();
    assert!(is_ended(&mut slow).await, "half of a head");
    let mut kept = connect(&server).await;
    kept.write_all(b"GET /_up HTTP/1.1\r\nHost: hub\r\n\r\n")
        .await
        .unwrap();
    assert!(is_ended(&mut kept).await, "kept open after an answer");
}

#[tokio::test]
async fn who_does_not_begin_to_encrypt_is_ended() {
    let limits = Limits {
        handshake: Duration::from_millis(200),
        ..Limits::default()
    };
    let server = Server::start_encrypted(limits).await;
    let mut silent = connect(&server).await;
    assert!(is_ended(&mut silent).await);
}

#[tokio::test]
async fn silent_connections_to_an_encrypted_server_are_ended() {
    let limits = Limits {
        connections: 5,
        ..Limits::default()
    };
    let server = Server::start_encrypted(limits).await;
    let mut silent = Vec::new();
    for _ in 0..6 {
        silent.push(connect(&server).await);
    }
    assert!(
        timeout(Duration::from_secs(3), is_ended(&mut silent[0]))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up() {
    let server = Server::start_limited(Limits {
        stuck: Duration::from_millis(300),
        ..Limits::default()
    })
    .await;
    server.fill("notes", 24, 1 << 20).await;
    let asked = "GET /notes/_all_docs?include_docs=true HTTP/1.1\r\nHost: hub\r\n";
    let mut greedy = connect(&server).await;
    let shown = server.basic("administrator");
    greedy
        .write_all(format!("{asked}Authorization: {shown}\r\n\r\n").as_bytes())
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut all = Vec::new();
    let read = timeout(SOON, greedy.read_to_end(&mut all)).await;
    assert!(read.is_ok(), "the connection stays");
    assert!(
        all.len() < 24 << 20,
        "{} bytes came all the same",
        all.len()
    );
    assert!(is_up(&server).await);
}

/// Sends a push of a signed-in officer a few bytes at a time, and gives what is answered until the connection ends.
async fn push_slowly(server: &Server, every: Duration) -> String {
    let body = format!(r#"{{"docs":[{}]}}"#, " ".repeat(400));
    let mut connection = connect(server).await;
    let head = format!(
        "POST /{}/_bulk_docs HTTP/1.1\r\nHost: hub\r\nAuthorization: {}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        server.book("wing"),
        server.basic("officer"),
        body.len()
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    let (mut reading, mut writing) = connection.into_split();
    let sending = tokio::spawn(async move {
        for part in body.as_bytes().chunks(20) {
            tokio::time::sleep(every).await;
            if writing.write_all(part).await.is_err() {
                return;
            }
        }
        // Held open: it is the server that ends it.
        tokio::time::sleep(SOON).await;
    });
    let mut answer = Vec::new();
    drop(timeout(SOON, reading.read_to_end(&mut answer)).await);
    sending.abort();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up() {
    let limits = Limits {
        body: Duration::from_millis(300),
        bytes_per_second: 200,
        ..Limits::default()
    };
    let server = Server::start_limited(limits).await;
    // 100 bytes a second, and 400.
    let slow = push_slowly(&server, Duration::from_millis(200)).await;
    assert!(slow.starts_with("HTTP/1.1 408"), "{slow}");
    let steady = push_slowly(&server, Duration::from_millis(50)).await;
    assert!(steady.starts_with("HTTP/1.1 201"), "{steady}");
}

#[tokio::test]
async fn long_bodies_have_a_limit_together() {
    let limits = Limits {
        bodies: 1 << 20,
        ..Limits::default()
    };
    let server = Server::start_limited(limits).await;
    let administrator = server.as_user("administrator");
    assert_eq!(administrator.put("/notes", &json!({})).await.0, 201);
    let long = json!({ "text": "x".repeat(3 << 20) });
    let short = json!({ "text": "x".repeat(700_000) });
    for at in 0..3 {
        let (status, said) = administrator.put(&format!("/notes/long{at}"), &long).await;
        assert_eq!((status.as_u16(), &said["error"]), (503, &json!("busy")));
        // What was held is given back.
        let path = format!("/notes/short{at}");
        assert_eq!(administrator.put(&path, &short).await.0, 201);
    }
}
