//! Populate, replicate, compare every leaf: the hub against itself through the requests of a replicator.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::server::Server;

/// How many documents go in one request.
const BATCH: usize = 7;

/// Every leaf of every document with its content, winners marked.
async fn leaves(server: &Server, db: &str) -> BTreeMap<String, BTreeSet<String>> {
    let admin = server.as_user("administrator");
    let feed = admin.get(&format!("/{db}/_changes?style=all_docs")).await.1;
    let mut all = BTreeMap::new();
    for row in feed["results"].as_array().unwrap() {
        let id = row["id"].as_str().unwrap();
        let open = admin
            .get(&format!(
                "/{db}/{id}?open_revs=all&revs=true&attachments=true"
            ))
            .await
            .1;
        let mut found: BTreeSet<String> = open
            .as_array()
            .unwrap()
            .iter()
            .map(|leaf| leaf["ok"].to_string())
            .collect();
        found.insert(format!("winner {}", row["changes"][0]["rev"]));
        all.insert(id.to_owned(), found);
    }
    all
}

/// One run of a replicator from one database to another; how many revisions it wrote.
async fn replicate(server: &Server, source: &str, target: &str) -> usize {
    let admin = server.as_user("administrator");
    let mut since = json!("0");
    let mut written = 0;
    loop {
        let since_text = since.as_str().unwrap_or("0");
        let feed = admin
            .get(&format!(
                "/{source}/_changes?style=all_docs&limit={BATCH}&since={since_text}"
            ))
            .await
            .1;
        let rows = feed["results"].as_array().unwrap();
        if rows.is_empty() {
            return written;
        }
        let offered: serde_json::Map<String, Value> = rows
            .iter()
            .map(|row| {
                let changes = row["changes"].as_array().unwrap();
                let revs: Vec<&Value> = changes.iter().map(|change| &change["rev"]).collect();
                (row["id"].as_str().unwrap().to_owned(), json!(revs))
            })
            .collect();
        let missing = admin
            .post(&format!("/{target}/_revs_diff"), &Value::Object(offered))
            .await
            .1;
        let wanted: Vec<Value> = missing
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(id, row)| {
                row["missing"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(move |rev| json!({"id": id, "rev": rev}))
            })
            .collect();
        let path = format!("/{source}/_bulk_get?revs=true&latest=true&attachments=true");
        let got = admin.post(&path, &json!({"docs": wanted})).await.1;
        let docs: Vec<&Value> = got["results"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| row["docs"].as_array().unwrap())
            .map(|one| &one["ok"])
            .collect();
        written += docs.len();
        let answer = admin
            .post(
                &format!("/{target}/_bulk_docs"),
                &json!({"new_edits": false, "docs": docs}),
            )
            .await
            .1;
        assert_eq!(answer, json!([]));
        since = feed["last_seq"].clone();
    }
}

async fn populate(server: &Server, db: &str) {
    let admin = server.as_user("administrator");
    admin.put(&format!("/{db}"), &json!({})).await;
    let mut docs = Vec::new();
    for n in 0..20 {
        let id = format!("doc{n}");
        docs.push(json!({"_id": id, "_rev": "1-a", "n": n, "text": "سجن Ұзақ \u{1f512} \"quoted\" \\ \n"}));
        if n % 2 == 0 {
            docs.push(json!({"_id": id, "_rev": "2-b", "_revisions": {"start": 2, "ids": ["b", "a"]}, "n": n}));
        }
        if n % 3 == 0 {
            docs.push(json!({"_id": id, "_rev": "3-x", "_revisions": {"start": 3, "ids": ["x", "y", "a"]}, "n": -n,
                "_attachments": {"a.txt": {"content_type": "text/plain", "data": "aGVsbG8="}}}));
        }
        if n % 4 == 0 {
            docs.push(json!({"_id": id, "_rev": "3-d", "_revisions": {"start": 3, "ids": ["d", "b", "a"]}, "_deleted": true}));
        }
        if n % 5 == 0 {
            docs.push(json!({"_id": id, "_rev": "1-other", "n": 0}));
        }
    }
    let answer = admin
        .post(
            &format!("/{db}/_bulk_docs"),
            &json!({"new_edits": false, "docs": docs}),
        )
        .await
        .1;
    assert_eq!(answer, json!([]));
}

#[tokio::test]
async fn every_leaf_arrives_and_nothing_twice() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    populate(&server, "source").await;
    admin.put("/target", &json!({})).await;
    assert!(replicate(&server, "source", "target").await > 0);
    let expected = leaves(&server, "source").await;
    assert_eq!(leaves(&server, "target").await, expected);
    assert_eq!(
        replicate(&server, "source", "target").await,
        0,
        "a second run finds nothing to do"
    );
    // Both sides go on by themselves, and meet again.
    for (db, text) in [("source", "here"), ("target", "there")] {
        for id in ["doc1", "doc7", "doc13"] {
            let mut document = admin.get(&format!("/{db}/{id}")).await.1;
            document["text"] = json!(text);
            assert_eq!(admin.put(&format!("/{db}/{id}"), &document).await.0, 201);
        }
    }
    replicate(&server, "source", "target").await;
    replicate(&server, "target", "source").await;
    let expected = leaves(&server, "source").await;
    assert_eq!(leaves(&server, "target").await, expected);
    assert_eq!(expected["doc1"].len(), 3, "two leaves and the winner");
}

#[tokio::test]
async fn a_pushed_path_grafts_onto_what_is_known() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    let push = |doc: Value| {
        let admin = server.as_user("administrator");
        async move {
            admin
                .post("/d/_bulk_docs", &json!({"new_edits": false, "docs": [doc]}))
                .await
                .1
        }
    };
    push(json!({"_id": "x", "_rev": "5-e", "_revisions": {"start": 5, "ids": ["e", "d", "c", "b", "a"]}})).await;
    push(json!({"_id": "x", "_rev": "6-f", "_revisions": {"start": 6, "ids": ["f", "e"]}})).await;
    let held = admin.get("/d/x?revs=true&conflicts=true").await.1;
    assert_eq!(
        held["_revisions"]["ids"],
        json!(["f", "e", "d", "c", "b", "a"])
    );
    assert!(
        held.get("_conflicts").is_none(),
        "leaf and parent are enough"
    );
    push(json!({"_id": "x", "_rev": "6-z"})).await;
    let held = admin.get("/d/x?conflicts=true").await.1;
    assert_eq!(
        (&held["_rev"], &held["_conflicts"]),
        (&json!("6-z"), &json!(["6-f"]))
    );
    let missing = admin
        .post("/d/_revs_diff", &json!({"x": ["6-f", "7-n"], "y": ["1-a"]}))
        .await
        .1;
    assert_eq!(
        missing["x"],
        json!({"missing": ["7-n"], "possible_ancestors": ["6-z", "6-f"]})
    );
    assert_eq!(missing["y"], json!({"missing": ["1-a"]}));
}
