//! The access matrix: every role on every book, as the table of the design has it.

use std::time::Duration;

use serde_json::{Value, json};
use wingbook_hub::connections::Limits;
use wingbook_record::access::{Book, Role};

use crate::server::Server;

/// Who reads and who writes each book: written down here again, so that a slip in the table shows.
fn expected(book: Book, role: Role) -> (bool, bool) {
    use Role::{
        Analyst, Auditor, Casework, Complaints, Health, HealthLead, Officer, Supervisor, Training,
    };
    match book {
        Book::Roster => (true, true),
        Book::Wing => (
            matches!(role, Officer | Supervisor),
            matches!(role, Officer | Supervisor),
        ),
        Book::Health => (
            matches!(role, Health | HealthLead),
            matches!(role, Health | HealthLead),
        ),
        Book::Casework => (
            matches!(role, Casework | Supervisor),
            matches!(role, Casework | Supervisor),
        ),
        Book::Intelligence => (role == Analyst, true),
        Book::Protection => (role == Complaints, true),
        Book::Training => (matches!(role, Training | Supervisor), role == Training),
        Book::Audit => (role == Auditor, true),
    }
}

#[tokio::test]
async fn every_role_on_every_book() {
    let server = Server::start().await;
    for role in Role::ALL {
        let asking = server.as_user(role.word());
        for book in Book::ALL {
            let (reads, writes) = expected(*book, *role);
            let db = server.book(book.word());
            let status = |allowed: bool| if allowed { 200 } else { 403 };
            for path in ["_changes", "_all_docs", "entry:missing"] {
                let got = asking.get(&format!("/{db}/{path}")).await.0.as_u16();
                let wanted = if reads && path == "entry:missing" {
                    404
                } else {
                    status(reads)
                };
                assert_eq!(got, wanted, "{role} reads {book} ({path})");
            }
            for (path, body) in [
                ("_find", json!({"selector": {}})),
                ("_bulk_get", json!({"docs": []})),
            ] {
                let got = asking.post(&format!("/{db}/{path}"), &body).await.0;
                assert_eq!(got.as_u16(), status(reads), "{role} reads {book} ({path})");
            }
            let pushed = asking
                .post(&format!("/{db}/_bulk_docs"), &json!({"docs": []}))
                .await
                .0;
            assert_eq!(
                pushed.as_u16(),
                if writes { 201 } else { 403 },
                "{role} writes {book}"
            );
            let touched = asking
                .post(&format!("/{db}/_revs_diff"), &json!({}))
                .await
                .0;
            assert_eq!(
                touched.as_u16(),
                status(reads || writes),
                "{role} touches {book}"
            );
            let (own, _) = asking
                .put(&format!("/{db}/_local/mine"), &json!({"a": 1}))
                .await;
            assert_eq!(
                own.as_u16(),
                if reads || writes { 201 } else { 403 },
                "{role} checkpoints {book}"
            );
            assert_eq!(
                asking.delete(&format!("/{db}")).await.0,
                403,
                "{role} deletes {book}"
            );
            assert_eq!(
                asking.put(&format!("/{db}/_security"), &json!({})).await.0,
                403
            );
        }
    }
}

#[tokio::test]
async fn nobody_reads_anything_without_signing_in() {
    let server = Server::start().await;
    let nobody = server.as_nobody();
    for book in Book::ALL {
        let db = server.book(book.word());
        for path in [
            "",
            "/_changes",
            "/_all_docs",
            "/entry:x",
            "/_security",
            "/_local/x",
        ] {
            assert_eq!(
                nobody.get(&format!("/{db}{path}")).await.0,
                401,
                "{db}{path}"
            );
        }
        assert_eq!(
            nobody
                .post(&format!("/{db}/_bulk_docs"), &json!({"docs": []}))
                .await
                .0,
            401
        );
    }
    for path in [
        "/_wingbook/me",
        "/_all_dbs",
        "/_users/org.couchdb.user:officer",
        "/missing",
    ] {
        assert_eq!(nobody.get(path).await.0, 401, "{path}");
    }
    assert_eq!(nobody.put("/scratch", &json!({})).await.0, 401);
}

#[tokio::test]
async fn general_databases_follow_their_security_object() {
    let server = Server::start().await;
    let (admin, officer) = (server.as_user("administrator"), server.as_user("officer"));
    assert_eq!(officer.put("/scratch", &json!({})).await.0, 401);
    assert_eq!(admin.put("/scratch", &json!({})).await.0, 201);
    assert_eq!(admin.put("/scratch", &json!({})).await.0, 412);
    assert_eq!(
        officer.get("/scratch/_all_docs").await.0,
        403,
        "a new database is its administrators'"
    );
    let security = json!({"members": {"names": [], "roles": ["officer"]}, "admins": {"names": [], "roles": []}});
    assert_eq!(officer.put("/scratch/_security", &security).await.0, 403);
    assert_eq!(admin.put("/scratch/_security", &security).await.0, 200);
    assert_eq!(officer.put("/scratch/a", &json!({"n": 1})).await.0, 201);
    assert_eq!(server.as_user("health").get("/scratch/a").await.0, 403);
    assert_eq!(
        admin.put("/wb-other-wing", &json!({})).await.0,
        403,
        "books come with their facility"
    );
    assert_eq!(admin.put("/Upper", &json!({})).await.0, 400);
}

#[tokio::test]
async fn one_reads_ones_own_account_only() {
    let server = Server::start().await;
    let officer = server.as_user("officer");
    let (status, own) = officer.get("/_users/org.couchdb.user:officer").await;
    assert_eq!(status, 200);
    assert_eq!(own["roles"], json!(["officer"]));
    assert_eq!(
        officer.get("/_users/org.couchdb.user:supervisor").await.0,
        404
    );
    let admin = server.as_user("administrator");
    assert_eq!(
        admin.get("/_users/org.couchdb.user:supervisor").await.0,
        200
    );
    assert_eq!(
        admin
            .put("/_users/org.couchdb.user:new", &json!({}))
            .await
            .0,
        403
    );
}

#[tokio::test]
async fn a_refusal_stands_in_the_audit_register() {
    let server = Server::start().await;
    let health = server.book("health");
    server
        .as_user("officer")
        .get(&format!("/{health}/_all_docs"))
        .await;
    let auditor = server.as_user("auditor");
    let path = format!("/{}/_all_docs?include_docs=true", server.book("audit"));
    for _ in 0..50 {
        let rows = auditor.get(&path).await.1["rows"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let told = rows.iter().any(|row| {
            let answers = &row["doc"]["body"]["answers"];
            answers["event"] == "access_refused" && answers["detail"] == health.as_str()
        });
        if told {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no row tells of the refusal");
}

#[tokio::test]
async fn who_is_refused_a_hundred_times_fills_no_register() {
    let limits = Limits {
        counted_over: Duration::from_secs(5),
        ..Limits::default()
    };
    let server = Server::start_limited(limits).await;
    let administrator = server.as_user("administrator");
    let officer = server.as_user("officer");
    for at in 0..50 {
        let path = format!("/scratch{at}");
        assert_eq!(administrator.put(&path, &json!({})).await.0, 201);
    }
    for _ in 0..2 {
        for at in 0..50 {
            assert_eq!(officer.get(&format!("/scratch{at}/_all_docs")).await.0, 403);
        }
    }
    let path = format!("/{}/_all_docs?include_docs=true", server.book("audit"));
    for _ in 0..100 {
        let rows = server.as_user("auditor").get(&path).await.1["rows"].clone();
        let events = |event: &str| -> Vec<Value> {
            let answers = rows.as_array().unwrap().iter();
            let answers = answers.map(|row| row["doc"]["body"]["answers"].clone());
            answers
                .filter(|answers| answers["event"] == event)
                .collect()
        };
        let further = events("refused_further");
        if let Some(told) = further.first() {
            assert_eq!(events("access_refused").len(), 20);
            assert_eq!(told["detail"], "80");
            assert_eq!(told["address"], "127.0.0.1");
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nothing tells how many were refused");
}
