//! Single documents: revisions, tombstones, attachments, checkpoints, questions.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::server::{Server, answer};

async fn scratch() -> Server {
    let server = Server::start().await;
    assert_eq!(
        server
            .as_user("administrator")
            .put("/d", &json!({}))
            .await
            .0,
        201
    );
    server
}

#[tokio::test]
async fn a_document_s_life() {
    let server = scratch().await;
    let admin = server.as_user("administrator");
    assert_eq!(admin.get("/d/x").await.1["reason"], "missing");
    let first = admin.put("/d/x", &json!({"n": 1})).await.1["rev"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(admin.put("/d/x", &json!({"n": 2})).await.0, 409);
    let second = admin
        .put(&format!("/d/x?rev={first}"), &json!({"n": 2}))
        .await
        .1["rev"]
        .clone();
    assert_eq!(
        admin.put("/d/x", &json!({"n": 3, "_rev": first})).await.0,
        409
    );
    assert_eq!(admin.get(&format!("/d/x?rev={first}")).await.1["n"], 1);
    let full = admin
        .get("/d/x?revs=true&revs_info=true&local_seq=true")
        .await
        .1;
    assert_eq!(full["_revisions"]["start"], 2);
    assert_eq!(full["_revs_info"][1]["status"], "available");
    let deleted = admin
        .delete(&format!("/d/x?rev={}", second.as_str().unwrap()))
        .await;
    assert_eq!(deleted.0, 200);
    assert_eq!(admin.get("/d/x").await.1["reason"], "deleted");
    let again = admin.put("/d/x", &json!({"n": 4})).await.1;
    assert!(
        again["rev"].as_str().unwrap().starts_with("4-"),
        "it goes on from the tombstone: {again}"
    );
    let info = admin.get("/d").await.1;
    assert_eq!(
        (&info["doc_count"], &info["doc_del_count"]),
        (&json!(1), &json!(0))
    );
}

#[tokio::test]
async fn what_is_no_document() {
    let server = scratch().await;
    let admin = server.as_user("administrator");
    assert_eq!(admin.put("/d/_x", &json!({})).await.0, 400);
    assert_eq!(admin.put("/d/x", &json!({"_unknown": 1})).await.0, 400);
    assert_eq!(admin.put("/d/x", &json!({"_rev": "1"})).await.0, 400);
    assert_eq!(admin.put("/d/x", &json!([])).await.0, 400);
    assert_eq!(
        admin
            .put("/d/x", &json!({"t": "x".repeat(8_000_001)}))
            .await
            .0,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let form = admin
        .request(Method::POST, "/d")
        .body("a=1")
        .header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(answer(form).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let bad = json!({"new_edits": false, "docs": [{"_id": "x", "_rev": "1"}]});
    assert_eq!(admin.post("/d/_bulk_docs", &bad).await.0, 400);
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let request = admin
        .request(Method::PUT, "/d/x")
        .header("content-type", "application/json")
        .body(deep);
    assert_eq!(answer(request).await.0, 400);
}

#[tokio::test]
async fn attachments() {
    let server = scratch().await;
    let admin = server.as_user("administrator");
    let put = admin
        .request(Method::PUT, "/d/x/a%20b.txt")
        .header("content-type", "text/plain")
        .body("hello");
    let (status, body) = answer(put).await;
    assert_eq!(status, 201);
    let rev = body["rev"].as_str().unwrap().to_owned();
    let got = admin
        .request(Method::GET, "/d/x/a%20b.txt")
        .send()
        .await
        .unwrap();
    assert_eq!(got.headers()["content-type"], "text/plain");
    assert_eq!(got.headers()["content-disposition"], "attachment");
    assert!(
        got.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("sandbox")
    );
    assert_eq!(got.text().await.unwrap(), "hello");
    // An edit that keeps the stub keeps the bytes; one that leaves it out lets them go.
    let mut document = admin.get("/d/x").await.1;
    assert_eq!(
        document["_attachments"]["a b.txt"]["digest"],
        "md5-XUFAKrxLKna5cZ2REBfFkg=="
    );
    document["n"] = json!(1);
    let rev = admin.put(&format!("/d/x?rev={rev}"), &document).await.1["rev"]
        .as_str()
        .unwrap()
        .to_owned();
    let inline = admin.get("/d/x?attachments=true").await.1;
    assert_eq!(inline["_attachments"]["a b.txt"]["data"], "aGVsbG8=");
    assert_eq!(
        admin.delete(&format!("/d/x/a%20b.txt?rev={rev}")).await.0,
        200
    );
    assert_eq!(admin.get("/d/x/a%20b.txt").await.0, 404);
    let stub = json!({"docs": [{"_id": "y", "_attachments": {"z": {"stub": true}}}]});
    assert_eq!(
        admin.post("/d/_bulk_docs", &stub).await.0,
        StatusCode::PRECONDITION_FAILED
    );
}

#[tokio::test]
async fn multipart_both_ways() {
    let server = scratch().await;
    let admin = server.as_user("administrator");
    let document = json!({
        "_id": "x", "_rev": "2-b", "_revisions": {"start": 2, "ids": ["b", "a"]},
        "_attachments": {"f.bin": {"follows": true, "content_type": "application/octet-stream", "length": 3, "revpos": 1}},
    });
    let body = format!(
        "--abc\r\ncontent-type: application/json\r\n\r\n{document}\r\n--abc\r\nContent-Disposition: attachment; filename=\"f.bin\"\r\n\r\n\u{1}\r\n\r\n--abc--"
    );
    let put = admin
        .request(Method::PUT, "/d/x?new_edits=false")
        .header("content-type", "multipart/related; boundary=\"abc\"")
        .body(body);
    assert_eq!(
        answer(put).await,
        (
            StatusCode::CREATED,
            json!({"ok": true, "id": "x", "rev": "2-b"})
        )
    );
    let get = admin
        .request(
            Method::GET,
            "/d/x?revs=true&attachments=true&open_revs=[\"2-b\",\"9-z\"]",
        )
        .header("accept", "multipart/mixed");
    let response = get.send().await.unwrap();
    assert!(
        response.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("multipart/mixed; boundary=")
    );
    let text = response.text().await.unwrap();
    assert!(text.contains("multipart/related"), "{text}");
    assert!(text.contains("filename=\"f.bin\""), "{text}");
    assert!(text.contains("\r\n\r\n\u{1}\r\n\r\n--"), "{text}");
    assert!(text.contains("{\"missing\":\"9-z\"}"), "{text}");
    let as_json = admin.get("/d/x?open_revs=all&revs=true").await.1;
    assert_eq!(as_json[0]["ok"]["_revisions"]["ids"], json!(["b", "a"]));
}

#[tokio::test]
async fn checkpoints_never_replicate() {
    let server = scratch().await;
    let admin = server.as_user("administrator");
    assert_eq!(admin.get("/d/_local/c").await.0, 404);
    assert_eq!(
        admin.put("/d/_local/c", &json!({"seq": 1})).await.1["rev"],
        "0-1"
    );
    assert_eq!(
        admin
            .put("/d/_local/c", &json!({"seq": 2, "_rev": "0-1"}))
            .await
            .1["rev"],
        "0-2"
    );
    assert_eq!(
        admin.get("/d/_local/c").await.1,
        json!({"_id": "_local/c", "_rev": "0-2", "seq": 2})
    );
    assert_eq!(admin.get("/d/_changes").await.1["results"], json!([]));
    assert_eq!(admin.delete("/d/_local/c").await.0, 200);
    assert_eq!(admin.get("/d/_local/c").await.0, 404);
}

fn ids(rows: &Value, key: &str) -> Vec<String> {
    let rows = rows.as_array().unwrap();
    rows.iter()
        .map(|row| row[key].as_str().unwrap_or("-").to_owned())
        .collect()
}

#[tokio::test]
async fn lists() {
    let server = scratch().await;
    let admin = server.as_user("administrator");
    let docs: Vec<Value> = (0..10)
        .map(|n| json!({"_id": format!("n{n}"), "n": n, "wing": if n < 5 { "N" } else { "S" }}))
        .collect();
    admin.post("/d/_bulk_docs", &json!({"docs": docs})).await;
    let rev = admin.get("/d/n9").await.1["_rev"]
        .as_str()
        .unwrap()
        .to_owned();
    admin.delete(&format!("/d/n9?rev={rev}")).await;
    let list = |query: &'static str| {
        let admin = server.as_user("administrator");
        async move {
            ids(
                &admin.get(&format!("/d/_all_docs?{query}")).await.1["rows"],
                "id",
            )
        }
    };
    assert_eq!(list("").await.len(), 9);
    assert_eq!(
        list("startkey=\"n3\"&endkey=\"n5\"").await,
        ["n3", "n4", "n5"]
    );
    assert_eq!(
        list("startkey=\"n3\"&endkey=\"n5\"&inclusive_end=false").await,
        ["n3", "n4"]
    );
    assert_eq!(
        list("descending=true&startkey=\"n5\"&endkey=\"n3\"&limit=2").await,
        ["n5", "n4"]
    );
    assert_eq!(list("skip=7&limit=5").await, ["n7", "n8"]);
    assert_eq!(list("key=\"n3\"").await, ["n3"]);
    let keys = admin
        .post(
            "/d/_all_docs?include_docs=true",
            &json!({"keys": ["n1", "zz", "n9"]}),
        )
        .await
        .1;
    assert_eq!(keys["rows"][0]["doc"]["n"], 1);
    assert_eq!(keys["rows"][1], json!({"key": "zz", "error": "not_found"}));
    assert_eq!(
        (
            &keys["rows"][2]["value"]["deleted"],
            &keys["rows"][2]["doc"]
        ),
        (&json!(true), &json!(null))
    );
}

#[tokio::test]
async fn questions() {
    let server = scratch().await;
    let admin = server.as_user("administrator");
    let docs: Vec<Value> = (0..10)
        .map(|n| json!({"_id": format!("n{n}"), "n": n, "wing": if n < 5 { "N" } else { "S" }}))
        .collect();
    admin.post("/d/_bulk_docs", &json!({"docs": docs})).await;
    let asked = json!({
        "selector": {"wing": "N", "n": {"$gt": 0}}, "fields": ["_id", "n"],
        "sort": [{"n": "desc"}], "limit": 2, "skip": 1,
    });
    let found = admin.post("/d/_find", &asked).await.1;
    assert_eq!(
        found["docs"],
        json!([{"_id": "n3", "n": 3}, {"_id": "n2", "n": 2}])
    );
    assert_eq!(
        admin
            .post("/d/_find", &json!({"selector": {"$where": 1}}))
            .await
            .0,
        400
    );
    assert_eq!(
        admin
            .post("/d/_find", &json!({"selector": {}, "sort": [5]}))
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let server = scratch().await;
    server
        .as_user("administrator")
        .put("/d/x", &json!({"n": 1}))
        .await;
    let before = server
        .as_user("administrator")
        .get("/d/_changes?include_docs=true")
        .await
        .1;
    let server = server.restart().await;
    assert_eq!(
        server
            .as_user("administrator")
            .get("/d/_changes?include_docs=true")
            .await
            .1,
        before
    );
}

#[tokio::test]
async fn the_last_generation_there_can_be_is_read_and_not_passed() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    let last = format!("{}-a", 1u64 << 40);
    let sent = json!({"new_edits": false, "docs": [{"_id": "x", "_rev": last, "n": 1}]});
    assert_eq!(admin.post("/d/_bulk_docs", &sent).await.1, json!([]));
    let edit = json!({"_rev": last, "n": 2});
    let (status, answer) = admin.put("/d/x", &edit).await;
    assert_eq!(status, 400, "{answer}");
    assert!(answer["reason"].as_str().unwrap().contains("revision"));
    assert_eq!(admin.delete(&format!("/d/x?rev={last}")).await.0, 400);
    let many = json!({"docs": [{"_id": "x", "_rev": last, "n": 2}, {"_id": "y", "n": 1}]});
    let rows = admin.post("/d/_bulk_docs", &many).await.1;
    assert_eq!(rows[0]["error"], "doc_validation", "{rows}");
    assert_eq!(rows[1]["ok"], true, "{rows}");
    let feed = admin
        .get("/d/_changes?style=all_docs&include_docs=true")
        .await;
    assert_eq!(feed.1["results"][0]["doc"]["n"], 1, "{}", feed.1);
    assert_eq!(admin.get("/d/x").await.1["_rev"], last);
}
