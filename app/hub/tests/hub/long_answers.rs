//! Answers that are longer than the memory they may take, and what is in them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::server::{Server, answer};

const MEBIBYTE: usize = 1 << 20;

/// How much memory of its own this process has in use, in bytes: the mapped data file is not counted.
#[cfg(target_os = "linux")]
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("RssAnon:"))
        .unwrap();
    let kibibytes = line.split_whitespace().nth(1).unwrap();
    kibibytes.parse::<u64>().unwrap() * 1024
}

/// Reads an answer to its end and gives its length, and by how much memory grew meanwhile.
#[cfg(target_os = "linux")]
async fn cost(request: RequestBuilder) -> (usize, u64) {
    let before = memory();
    let most = Arc::new(AtomicU64::new(0));
    let is_read = Arc::new(AtomicBool::new(false));
    let (growing, ended) = (Arc::clone(&most), Arc::clone(&is_read));
    let watching = std::thread::spawn(move || {
        while !ended.load(Ordering::Relaxed) {
            growing.fetch_max(memory(), Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    let mut response = request.send().await.unwrap();
    assert!(response.status().is_success());
    let mut length = 0;
    while let Some(part) = response.chunk().await.unwrap() {
        length += part.len();
    }
    is_read.store(true, Ordering::Relaxed);
    watching.join().unwrap();
    (length, most.load(Ordering::Relaxed).saturating_sub(before))
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_long_answer_is_never_in_memory_as_a_whole() {
    let server = Server::start().await;
    server.fill("notes", 32, 4 * MEBIBYTE).await;
    let administrator = server.as_user("administrator");
    // Whoever can't unpack gets the plain text: its length is known.
    let ask = |method: Method, path: &str| {
        administrator
            .request(method, path)
            .header("accept-encoding", "identity")
    };
    let post = |path: &str, body: Value| ask(Method::POST, path).json(&body);
    let wanted: Vec<Value> = (0..32)
        .map(|at| json!({ "id": format!("{at:05}") }))
        .collect();
    let keys: Vec<String> = (0..32).map(|at| format!("{at:05}")).collect();
    let every = json!({ "selector": {}, "limit": 1_000 });
    let sorted = json!({ "selector": {}, "limit": 1_000, "sort": ["at"] });
    for request in [
        post("/notes/_bulk_get", json!({ "docs": wanted })),
        ask(Method::GET, "/notes/_all_docs?include_docs=true"),
        post(
            "/notes/_all_docs?include_docs=true",
            json!({ "keys": keys }),
        ),
        ask(Method::GET, "/notes/_changes?include_docs=true"),
        post(
            "/notes/_changes?include_docs=true&filter=_doc_ids",
            json!({ "doc_ids": keys }),
        ),
        post("/notes/_find", every),
        post("/notes/_find", sorted),
    ] {
        let what = request.try_clone().unwrap().build().unwrap();
        let (length, grew) = cost(request).await;
        let what = what.url().as_str();
        assert!(length > 32 * 4 * MEBIBYTE, "{what}: {length}");
        assert!(
            grew < 64 * MEBIBYTE as u64,
            "{what}: {} MiB",
            grew / MEBIBYTE as u64
        );
    }
}

/// The ids of a list's rows.
fn ids(rows: &Value) -> Vec<&str> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row.get("id").unwrap_or(&row["_id"]).as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn what_comes_in_parts_is_complete() {
    let server = Server::start().await;
    let administrator = server.as_user("administrator");
    administrator.put("/notes", &json!({})).await;
    // More than a page of rows, and more than a part of bytes.
    let docs: Vec<Value> = (0..1_200)
        .map(|at| json!({ "_id": format!("{at:05}"), "at": at, "text": "x".repeat(4_000) }))
        .collect();
    let pushed = administrator
        .post("/notes/_bulk_docs", &json!({ "docs": docs }))
        .await;
    assert_eq!(pushed.0, 201);
    let all: Vec<String> = (0..1_200).map(|at| format!("{at:05}")).collect();
    let reversed: Vec<String> = all.iter().rev().cloned().collect();
    let check = |asked: Value, list: &str, expected: &[String]| {
        assert_eq!(ids(&asked[list]), expected, "{list}");
    };
    let get = |path: &str| answer(administrator.request(Method::GET, path));
    let post =
        |path: &str, body: Value| answer(administrator.request(Method::POST, path).json(&body));
    for (query, expected) in [
        ("", &all[..]),
        ("?include_docs=true", &all[..]),
        ("?include_docs=true&descending=true", &reversed[..]),
        ("?include_docs=true&skip=10&limit=700", &all[10..710]),
        (
            "?include_docs=true&descending=true&skip=10&limit=700",
            &reversed[10..710],
        ),
        (
            "?include_docs=true&startkey=\"00100\"&endkey=\"00900\"",
            &all[100..=900],
        ),
        ("?limit=0", &all[..0]),
    ] {
        let list = get(&format!("/notes/_all_docs{query}")).await.1;
        assert_eq!(list["total_rows"], 1_200);
        check(list, "rows", expected);
    }
    let keys = json!({ "keys": reversed });
    check(
        post("/notes/_all_docs?include_docs=true", keys).await.1,
        "rows",
        &reversed,
    );
    let wanted: Vec<Value> = reversed.iter().map(|id| json!({ "id": id })).collect();
    check(
        post("/notes/_bulk_get", json!({ "docs": wanted })).await.1,
        "results",
        &reversed,
    );
    check(
        post("/notes/_bulk_get", json!({ "docs": [] })).await.1,
        "results",
        &[],
    );
    for (query, expected) in [
        ("", &all[..]),
        ("?include_docs=true", &all[..]),
        ("?descending=true", &reversed[..]),
        (
            "?descending=true&include_docs=true&limit=900",
            &reversed[..900],
        ),
    ] {
        check(
            get(&format!("/notes/_changes{query}")).await.1,
            "results",
            expected,
        );
    }
    let named = json!({ "doc_ids": &all[5..1_100] });
    let path = "/notes/_changes?filter=_doc_ids&include_docs=true";
    check(post(path, named).await.1, "results", &all[5..1_100]);
    let find = |rest: Value| {
        let mut asked = json!({ "selector": { "at": { "$gte": 100 } }, "limit": 2_000 });
        asked
            .as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        post("/notes/_find", asked)
    };
    check(find(json!({})).await.1, "docs", &all[100..]);
    check(
        find(json!({ "skip": 7, "limit": 3 })).await.1,
        "docs",
        &all[107..110],
    );
    check(
        find(json!({ "sort": [{ "at": "desc" }] })).await.1,
        "docs",
        &reversed[..1_100],
    );
    check(
        find(json!({ "sort": [{ "at": "desc" }], "skip": 7, "limit": 3 }))
            .await
            .1,
        "docs",
        &reversed[7..10],
    );
}
