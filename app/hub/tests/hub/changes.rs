//! `_changes`: one table of histories, each asked with limits under, at and over its length.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::server::Server;
use wingbook_hub::store::{StoreError, Turn};

/// Writes to make, and the ids that a feed then shows, oldest first.
const HISTORIES: &[(&[&str], &[&str])] = &[
    (&[], &[]),
    (&["+a"], &["a"]),
    (&["+a", "+b", "+c"], &["a", "b", "c"]),
    (&["+a", "+b", "~a"], &["b", "a"]),
    (&["+a", "+b", "-a"], &["b", "a!"]),
    (&["+a", "-a", "+a"], &["a"]),
    (&["+a", "+b", "+c", "~b", "-c", "~a"], &["b", "c!", "a"]),
];

async fn write(server: &Server, db: &str, step: &str) {
    let admin = server.as_user("administrator");
    let (what, id) = step.split_at(1);
    let path = format!("/{db}/{id}");
    let rev = admin.get(&path).await.1["_rev"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let (status, body) = match what {
        "-" => admin.delete(&format!("{path}?rev={rev}")).await,
        "~" => admin.put(&path, &json!({"_rev": rev, "edited": rev})).await,
        _ => admin.put(&path, &json!({"new": true})).await,
    };
    assert!(status.is_success(), "{step}: {body}");
}

fn ids(feed: &Value) -> Vec<String> {
    let rows = feed["results"].as_array().unwrap();
    rows.iter()
        .map(|row| {
            let mark = if row["deleted"] == true { "!" } else { "" };
            format!("{}{mark}", row["id"].as_str().unwrap())
        })
        .collect()
}

#[tokio::test]
async fn histories_by_limits() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    for (number, (steps, expected)) in HISTORIES.iter().enumerate() {
        let db = format!("h{number}");
        assert_eq!(admin.put(&format!("/{db}"), &json!({})).await.0, 201);
        for step in *steps {
            write(&server, &db, step).await;
        }
        let total = expected.len();
        for limit in [1, total.saturating_sub(1).max(1), total.max(1), total + 1] {
            let mut since = "0".to_owned();
            let mut seen = Vec::new();
            loop {
                let feed = admin
                    .get(&format!("/{db}/_changes?since={since}&limit={limit}"))
                    .await
                    .1;
                let page = ids(&feed);
                since = feed["last_seq"].as_str().unwrap().to_owned();
                seen.extend(page.clone());
                let left = total - seen.len();
                assert_eq!(feed["pending"], left, "{steps:?}, limit {limit}");
                assert!(page.len() <= limit);
                if page.len() < limit {
                    break;
                }
            }
            assert_eq!(seen, *expected, "{steps:?}, limit {limit}");
            let again = admin.get(&format!("/{db}/_changes?since={since}")).await.1;
            assert!(ids(&again).is_empty());
        }
        let backwards = admin
            .get(&format!("/{db}/_changes?descending=true"))
            .await
            .1;
        let mut reversed: Vec<&str> = expected.to_vec();
        reversed.reverse();
        assert_eq!(ids(&backwards), reversed);
    }
}

#[tokio::test]
async fn what_a_row_tells() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    let leaves = json!({"new_edits": false, "docs": [
        {"_id": "x", "_rev": "2-b", "_revisions": {"start": 2, "ids": ["b", "a"]}, "n": 1},
        {"_id": "x", "_rev": "2-c", "_revisions": {"start": 2, "ids": ["c", "a"]}, "n": 2},
        {"_id": "x", "_rev": "3-d", "_revisions": {"start": 3, "ids": ["d", "b", "a"]}, "_deleted": true},
    ]});
    assert_eq!(
        admin.post("/d/_bulk_docs", &leaves).await,
        (reqwest::StatusCode::CREATED, json!([]))
    );
    for number in 0..5 {
        admin
            .put(&format!("/d/n{number}"), &json!({"n": number}))
            .await;
    }
    let row = |feed: Value| feed["results"][0].clone();
    let winner = row(admin.get("/d/_changes").await.1);
    assert_eq!(winner["changes"], json!([{"rev": "2-c"}]));
    let all = row(admin
        .get("/d/_changes?style=all_docs&include_docs=true&conflicts=true")
        .await
        .1);
    assert_eq!(all["changes"], json!([{"rev": "2-c"}, {"rev": "3-d"}]));
    assert_eq!(
        all["doc"],
        json!({"_id": "x", "_rev": "2-c", "n": 2}),
        "a tombstone is no conflict"
    );
    let sparse = admin.get("/d/_changes?seq_interval=3").await.1;
    let told: Vec<bool> = sparse["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["seq"].is_string())
        .collect();
    assert_eq!(told, [false, false, true, false, false, true]);
    assert!(sparse["last_seq"].is_string());
}

#[tokio::test]
async fn filters() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    for number in 0..20 {
        admin
            .put(&format!("/d/n{number}"), &json!({"n": number}))
            .await;
    }
    let selector = json!({"selector": {"n": {"$gte": 15}}});
    let feed = admin
        .post("/d/_changes?filter=_selector&limit=3", &selector)
        .await
        .1;
    assert_eq!(ids(&feed), ["n15", "n16", "n17"]);
    let since = feed["last_seq"].as_str().unwrap();
    let rest = admin
        .post(
            &format!("/d/_changes?filter=_selector&since={since}"),
            &selector,
        )
        .await
        .1;
    assert_eq!(ids(&rest), ["n18", "n19"]);
    let by_id = json!({"doc_ids": ["n7", "n3", "unknown"]});
    assert_eq!(
        ids(&admin.post("/d/_changes?filter=_doc_ids", &by_id).await.1),
        ["n3", "n7"]
    );
    assert_eq!(
        ids(&admin
            .post("/d/_changes?filter=_doc_ids&limit=1", &by_id)
            .await
            .1),
        ["n3"]
    );
    let (status, _) = admin
        .post(
            "/d/_changes?filter=_selector",
            &json!({"selector": {"a": {"$where": 1}}}),
        )
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn a_recreated_database_begins_again() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    admin.put("/d/a", &json!({})).await;
    admin.put("/d/b", &json!({})).await;
    let since = admin.get("/d/_changes").await.1["last_seq"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(admin.delete("/d").await.0, 200);
    admin.put("/d", &json!({})).await;
    admin.put("/d/c", &json!({})).await;
    let feed = admin.get(&format!("/d/_changes?since={since}")).await.1;
    assert_eq!(
        ids(&feed),
        ["c"],
        "a sequence of an earlier incarnation is worth nothing"
    );
    assert_eq!(admin.get("/d/_changes?since=5-garbage").await.0, 400);
    assert!(ids(&admin.get("/d/_changes?since=now").await.1).is_empty());
}

#[tokio::test]
async fn a_longpoll_waits_for_the_next_change() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    let polling = tokio::spawn(
        admin
            .request(
                Method::GET,
                "/d/_changes?feed=longpoll&since=now&heartbeat=200",
            )
            .send(),
    );
    tokio::time::sleep(Duration::from_millis(600)).await;
    admin.put("/d/late", &json!({})).await;
    let text = polling.await.unwrap().unwrap().text().await.unwrap();
    assert!(
        text.matches('\n').count() >= 4,
        "signs of life came meanwhile: {text:?}"
    );
    assert_eq!(ids(&serde_json::from_str(&text).unwrap()), ["late"]);
    let begun = std::time::Instant::now();
    let empty = admin
        .get("/d/_changes?feed=longpoll&since=now&timeout=300")
        .await
        .1;
    assert!(ids(&empty).is_empty());
    assert!(begun.elapsed() >= Duration::from_millis(290));
}

#[tokio::test]
async fn a_continuous_feed_goes_on_until_it_is_quiet() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    admin.put("/d/a", &json!({})).await;
    let feed = tokio::spawn(
        admin
            .request(Method::GET, "/d/_changes?feed=continuous&timeout=700")
            .send(),
    );
    tokio::time::sleep(Duration::from_millis(300)).await;
    admin.put("/d/b", &json!({})).await;
    let text = feed.await.unwrap().unwrap().text().await.unwrap();
    let rows: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (rows[0]["id"].as_str(), rows[1]["id"].as_str()),
        (Some("a"), Some("b"))
    );
    assert!(rows[2]["last_seq"].is_string());
}

#[tokio::test]
async fn a_stop_ends_waiting_feeds() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    let polling = tokio::spawn(
        admin
            .request(
                Method::GET,
                "/d/_changes?feed=longpoll&since=now&heartbeat=60000",
            )
            .send(),
    );
    tokio::time::sleep(Duration::from_millis(300)).await;
    let begun = std::time::Instant::now();
    server.stop().await;
    let feed: Value = polling.await.unwrap().unwrap().json().await.unwrap();
    assert!(ids(&feed).is_empty());
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_feed_ends_when_its_reader_may_read_no_more() {
    let server = Server::start().await;
    let officer = server.as_user("officer");
    let path = format!(
        "/{}/_changes?feed=longpoll&since=now&heartbeat=60000",
        server.book("roster")
    );
    let polling = tokio::spawn(officer.request(Method::GET, &path).send());
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut closed = crate::server::user("officer", &[]);
    closed.disabled = true;
    server.add_user(closed);
    // Any change to the roster wakes the feed: somebody's certificate.
    crate::signing::Tablet::of(&server, "supervisor").await;
    let feed: Value = polling.await.unwrap().unwrap().json().await.unwrap();
    assert!(
        ids(&feed).is_empty(),
        "nothing was told after the account was closed"
    );
}

#[tokio::test]
async fn a_row_that_can_t_be_read_ends_no_feed() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &json!({})).await;
    for id in ["a", "b", "c"] {
        admin.put(&format!("/d/{id}"), &json!({ "id": id })).await;
    }
    let damages = [
        "UPDATE docs SET tree = '1099511627777-a,,,1' WHERE id = 'a'",
        "UPDATE bodies SET attachments = '{' WHERE doc = (SELECT doc FROM docs WHERE id = 'b')",
    ];
    let damaged = move |turn: &mut Turn<'_>| -> Result<(), StoreError> {
        for damage in damages {
            assert_eq!(turn.connection.execute(damage, [])?, 1);
        }
        Ok(())
    };
    server.hub.store.write_now(damaged).unwrap();
    for query in [
        "",
        "&descending=true",
        "&limit=3",
        "&feed=continuous&timeout=100",
    ] {
        let path = format!("/d/_changes?style=all_docs&include_docs=true&conflicts=true{query}");
        let answer = admin.request(Method::GET, &path).send().await.unwrap();
        let text = answer.text().await.unwrap();
        let docs = |id: &str| text.matches(&format!("\"_id\":\"{id}\"")).count();
        assert_eq!((docs("a"), docs("c")), (1, 1), "{query}: {text}");
        assert!(text.contains("last_seq"), "{query}: {text}");
        for id in ["a", "b", "c"] {
            let row = format!("\"id\":\"{id}\",\"changes\"");
            assert!(text.contains(&row), "every document is named: {text}");
        }
    }
    let listed = admin.get("/d/_all_docs?include_docs=true").await;
    assert_eq!(listed.0, 200, "{}", listed.1);
}
