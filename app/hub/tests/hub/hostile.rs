//! Whoever means harm: from outside, and with an account of their own.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;
use wingbook_record::{access::Book, id::DeviceId};

use crate::{
    server::{Server, answer, credential},
    signing::{Tablet, replicated},
};

#[tokio::test]
async fn nobody_gets_a_body_read_without_signing_in() {
    let server = Server::start().await;
    let db = server.book("wing");
    // Not even JSON, and far too much of it: what is missing is the sign-in.
    let body = "x".repeat(4 << 20);
    let asking = server.as_nobody();
    let pushed = asking
        .request(Method::POST, &format!("/{db}/_bulk_docs"))
        .body(body.clone());
    assert_eq!(answer(pushed).await.0, StatusCode::UNAUTHORIZED);
    let opened = asking
        .request(Method::POST, "/_session")
        .json(&json!({ "name": body, "password": "" }));
    assert_eq!(answer(opened).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let long = json!({ "name": "9".repeat(5_000), "password": credential("officer").to_hex() });
    for _ in 0..8 {
        // Never "too many": such a number is remembered nowhere.
        assert_eq!(
            asking.post("/_session", &long).await.0,
            StatusCode::UNAUTHORIZED
        );
    }
}

#[tokio::test]
async fn what_was_typed_in_place_of_a_staff_number_is_kept_nowhere() {
    let server = Server::start().await;
    let typed = json!({ "name": "hunter2hunter2", "password": credential("officer").to_hex() });
    assert_eq!(
        server.as_nobody().post("/_session", &typed).await.0,
        StatusCode::UNAUTHORIZED
    );
    let audit = format!("/{}/_all_docs?include_docs=true", server.book("audit"));
    let mut seen = Value::Null;
    for _ in 0..50 {
        seen = server.as_user("auditor").get(&audit).await.1;
        if seen["total_rows"].as_u64().unwrap_or(0) > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let text = seen.to_string().to_lowercase();
    assert!(text.contains("sign_in_refused"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[tokio::test]
async fn who_only_hands_in_does_not_see_how_much_lies_there() {
    let server = Server::start().await;
    let db = server.book("wing");
    let mut tablet = Tablet::of(&server, "officer").await;
    let entry = tablet.entry(Book::Wing, "contact", json!({ "text": "Seen." }));
    let docs = json!({ "docs": [replicated(&entry, 1, &[])], "new_edits": false });
    assert_eq!(
        server
            .as_user("officer")
            .post(&format!("/{db}/_bulk_docs"), &docs)
            .await
            .1,
        json!([])
    );
    assert_eq!(
        server.as_user("officer").get(&format!("/{db}")).await.1["doc_count"],
        1
    );
    // Everybody may write to the audit register; its readers alone see that something was.
    let audit = server.book("audit");
    let (status, info) = server.as_user("officer").get(&format!("/{audit}")).await;
    assert_eq!(
        (status, &info["doc_count"]),
        (StatusCode::OK, &json!(0)),
        "{info}"
    );
}

#[tokio::test]
async fn a_selector_has_an_end() {
    let server = Server::start().await;
    let db = server.book("wing");
    let ask = |count: usize| {
        let ids: Vec<String> = (0..count).map(|at| format!("entry:{at}")).collect();
        json!({ "selector": { "$or": [{ "_id": { "$in": ids } }] } })
    };
    let officer = server.as_user("officer");
    assert_eq!(
        officer.post(&format!("/{db}/_find"), &ask(1_000)).await.0,
        StatusCode::OK
    );
    assert_eq!(
        officer.post(&format!("/{db}/_find"), &ask(3_000)).await.0,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a_record_comes_from_its_own_tablet_and_stays_as_it_is() {
    let server = Server::start().await;
    let db = server.book("wing");
    let officer = server.as_user("officer");
    let push = |entry: &Value| json!({ "docs": [replicated(entry, 1, &[])], "new_edits": false });
    let mut tablet = Tablet::of(&server, "officer").await;
    let elsewhere = tablet.entry_with(Book::Wing, "contact", json!({ "text": "Seen." }), |draft| {
        draft.device = DeviceId(Uuid::new_v4());
    });
    let refused = officer
        .post(&format!("/{db}/_bulk_docs"), &push(&elsewhere))
        .await
        .1;
    assert!(
        refused[0]["reason"].to_string().contains("another tablet"),
        "{refused}"
    );
    let entry = tablet.entry(Book::Wing, "contact", json!({ "text": "Seen." }));
    assert_eq!(
        officer
            .post(&format!("/{db}/_bulk_docs"), &push(&entry))
            .await
            .1,
        json!([])
    );
    let mut with_file = replicated(&entry, 1, &[]);
    with_file["_attachments"] =
        json!({ "a.txt": { "data": "aGVsbG8=", "content_type": "text/plain" } });
    let again = json!({ "docs": [with_file], "new_edits": false });
    let refused = officer.post(&format!("/{db}/_bulk_docs"), &again).await.1;
    assert_ne!(
        refused,
        json!([]),
        "an attachment was dropped without a word"
    );
}

#[tokio::test]
async fn nobody_reviews_their_own_record() {
    let server = Server::start().await;
    let push = format!("/{}/_bulk_docs", server.book("wing"));
    let supervisor = server.as_user("supervisor");
    let send = async |entry: &Value| {
        let docs = json!({ "docs": [replicated(entry, 1, &[])], "new_edits": false });
        supervisor.post(&push, &docs).await.1
    };
    let mut tablet = Tablet::of(&server, "supervisor").await;
    let mut officer = Tablet::of(&server, "officer").await;
    let own = tablet.entry(Book::Wing, "contact", json!({ "text": "Seen." }));
    let theirs = officer.entry(Book::Wing, "contact", json!({ "text": "Seen." }));
    let mut review = |of: &Value| {
        let answers =
            json!({ "entry": of["header"]["id"], "decision": "accepted", "reason": null });
        tablet.entry(Book::Wing, "review", answers)
    };
    let (of_own, of_theirs) = (review(&own), review(&theirs));
    for entry in [&own, &theirs, &of_theirs] {
        assert_eq!(send(entry).await, json!([]));
    }
    let refused = send(&of_own).await;
    assert_eq!(refused[0]["error"], "forbidden", "{refused}");
    assert!(
        refused[0]["reason"].to_string().contains("own: "),
        "{refused}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_data_file_that_was_taken_away_acknowledges_nothing() {
    let server = Server::start().await;
    let db = server.book("wing");
    let officer = server.as_user("officer");
    let mut tablet = Tablet::of(&server, "officer").await;
    let mut next = || {
        let entry = tablet.entry(Book::Wing, "contact", json!({ "text": "Seen." }));
        let ids = json!({ "ids": [entry["_id"]] });
        let docs = json!({ "docs": [replicated(&entry, 1, &[])], "new_edits": false });
        (docs, ids)
    };
    let (push, receipts) = (format!("/{db}/_bulk_docs"), format!("/{db}/_receipts"));
    let (first, first_ids) = next();
    assert_eq!(officer.post(&push, &first).await.1, json!([]));
    let file = server.hub.store.path().to_owned();
    let log = file.with_file_name("hub.sqlite-wal");
    let (second, _) = next();
    for (taken, copied) in [(&file, false), (&file, true), (&log, false)] {
        let elsewhere = file.with_file_name("elsewhere");
        std::fs::rename(taken, &elsewhere).unwrap();
        if copied {
            std::fs::copy(&elsewhere, taken).unwrap();
        }
        for (path, body) in [(&push, &second), (&receipts, &first_ids)] {
            let (status, said) = officer.post(path, body).await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{taken:?} {said}");
            assert!(said["reason"].to_string().contains("data file"), "{said}");
        }
        std::fs::rename(&elsewhere, taken).unwrap();
    }
    assert_eq!(officer.post(&push, &second).await.1, json!([]));
    let given = officer.post(&receipts, &first_ids).await.1;
    assert_eq!(given["receipts"].as_array().unwrap().len(), 1);
}
