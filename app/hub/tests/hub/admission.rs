//! What a book lets in: signatures, certificates, roles; and what repeating a push does.

use serde_json::{Value, json};
use wingbook_record::{access::Book, receipt::Receipt, signer::PublicKey};

use crate::{
    server::{Server, user},
    signing::{Tablet, header_digest, replicated, rev_of},
};

async fn push(server: &Server, who: &str, book: &str, docs: Vec<Value>) -> Value {
    let body = json!({"new_edits": false, "docs": docs});
    let (status, rows) = server
        .as_user(who)
        .post(&format!("/{}/_bulk_docs", server.book(book)), &body)
        .await;
    assert_eq!(status, 201, "{rows}");
    rows
}

/// Pushes one document and compares the word that it is refused with; empty for none.
async fn check(server: &Server, who: &str, book: &str, document: Value, code: &str) {
    let rows = push(server, who, book, vec![document]).await;
    let got = rows[0]["reason"].as_str().unwrap_or_default();
    let word = got.split(':').next().unwrap_or_default();
    assert_eq!(word, code, "{rows}");
    if !code.is_empty() {
        assert_eq!(rows[0]["error"], "forbidden");
        assert!(
            got.len() > code.len() + 10,
            "a sentence says more than the word: {got}"
        );
    }
}

#[tokio::test]
async fn a_record_arrives_once_however_often_it_is_sent() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let entry = tablet.entry(
        Book::Wing,
        "contact",
        json!({"text": "Asked about his visit."}),
    );
    let sent = replicated(&entry, 1, &[]);
    for _ in 0..3 {
        assert_eq!(
            push(&server, "officer", "wing", vec![sent.clone()]).await,
            json!([])
        );
    }
    // The same by the ordinary way of writing, and by somebody else of that book.
    let id = entry["_id"].as_str().unwrap();
    let path = format!("/{}/{id}", server.book("wing"));
    let (status, put) = server.as_user("supervisor").put(&path, &entry).await;
    assert_eq!(
        (status.as_u16(), put["rev"].as_str()),
        (201, Some(rev_of(1, &entry).as_str()))
    );
    let (_, mut held) = server.as_user("officer").get(&path).await;
    held.as_object_mut().unwrap().remove("_rev");
    assert_eq!(held, entry);
    let feed = server
        .as_user("officer")
        .get(&format!("/{}/_changes", server.book("wing")))
        .await
        .1;
    assert_eq!(feed["results"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_not_let_in() {
    let server = Server::start().await;
    let mut officer = Tablet::of(&server, "officer").await;
    let mut health = Tablet::of(&server, "health").await;
    let entry = officer.entry(Book::Wing, "contact", json!({"text": "quiet"}));
    let tampered = |pointer: &str, value: Value| {
        let mut document = entry.clone();
        *document.pointer_mut(pointer).unwrap() = value;
        replicated(&document, 1, &[])
    };
    let flipped =
        |text: &str| text.replace(&text[..1], if text.starts_with('0') { "1" } else { "0" });
    let signature = flipped(entry["signature"].as_str().unwrap());
    // It has no canonical bytes, so no revision to name either: any will do.
    let mut without_bytes = replicated(&entry, 1, &[]);
    without_bytes["header"]["seq"] = json!(1.5);
    let cases = [
        (tampered("/body/answers/text", json!("loud")), "body"),
        (tampered("/header/seq", json!(2)), "signature"),
        (tampered("/header/recorded/wall_ms", json!(1)), "signature"),
        (tampered("/header/form", json!("incident")), "signature"),
        (tampered("/signature", json!(signature)), "signature"),
        (tampered("/header/author", json!(health.person)), "author"),
        (
            tampered("/header/key", json!("00".repeat(16))),
            "certificate",
        ),
        (tampered("/header/v", json!(2)), "version"),
        (without_bytes, "bytes"),
        (
            tampered("/_id", json!("entry:00000000-0000-7000-8000-000000000000")),
            "id",
        ),
        (
            tampered("/_id", json!("note:00000000-0000-7000-8000-000000000000")),
            "kind",
        ),
        (tampered("/kind", json!("note")), "kind"),
    ];
    for (document, code) in cases {
        check(&server, "officer", "wing", document, code).await;
    }
    let mut unsigned = entry.clone();
    unsigned["later"] = json!("slipped in");
    check(
        &server,
        "officer",
        "wing",
        replicated(&unsigned, 1, &[]),
        "shape",
    )
    .await;
    let mut headless = entry.clone();
    headless.as_object_mut().unwrap().remove("body");
    check(
        &server,
        "officer",
        "wing",
        replicated(&headless, 1, &[]),
        "shape",
    )
    .await;
    let mut misnamed = replicated(&entry, 1, &[]);
    misnamed["_rev"] = json!("1-abc");
    misnamed["_revisions"] = json!({"start": 1, "ids": ["abc"]});
    check(&server, "officer", "wing", misnamed, "revision").await;
    check(
        &server,
        "health",
        "health",
        replicated(&entry, 1, &[]),
        "book",
    )
    .await;
    let foreign = health.entry(Book::Wing, "contact", json!({}));
    check(
        &server,
        "officer",
        "wing",
        replicated(&foreign, 1, &[]),
        "role",
    )
    .await;
    let practice = officer.entry_with(Book::Wing, "contact", json!({}), |draft| {
        draft.practice = true
    });
    check(
        &server,
        "officer",
        "wing",
        replicated(&practice, 1, &[]),
        "practice",
    )
    .await;
    let open = officer.entry(Book::Intelligence, "report", json!({}));
    check(
        &server,
        "officer",
        "intelligence",
        replicated(&open, 1, &[]),
        "kind",
    )
    .await;
    let feed = server
        .as_user("officer")
        .get(&format!("/{}/_changes", server.book("wing")))
        .await
        .1;
    assert_eq!(feed["results"], json!([]), "nothing of it was kept");
    check(&server, "officer", "wing", replicated(&entry, 1, &[]), "").await;
}

#[tokio::test]
async fn a_record_that_exists_is_never_changed() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let first = tablet.entry(Book::Wing, "contact", json!({"text": "one"}));
    check(&server, "officer", "wing", replicated(&first, 1, &[]), "").await;
    let id = first["header"]["id"].clone();
    let second = tablet.entry_with(Book::Wing, "contact", json!({"text": "two"}), |draft| {
        draft.id = serde_json::from_value(id).unwrap();
    });
    check(
        &server,
        "officer",
        "wing",
        replicated(&second, 1, &[]),
        "exists",
    )
    .await;
    check(
        &server,
        "officer",
        "wing",
        replicated(&second, 2, &[rev_of(1, &first)]),
        "exists",
    )
    .await;
    let path = format!(
        "/{}/{}",
        server.book("wing"),
        first["_id"].as_str().unwrap()
    );
    let rev = rev_of(1, &first);
    let officer = server.as_user("officer");
    assert_eq!(officer.delete(&format!("{path}?rev={rev}")).await.0, 403);
    let mut edited = second.clone();
    edited["_rev"] = json!(rev);
    assert_eq!(officer.put(&path, &edited).await.0, 403);
    let tombstone = json!({"_id": first["_id"], "_deleted": true, "kind": "entry"});
    check(
        &server,
        "officer",
        "wing",
        replicated(&tombstone, 2, &[rev]),
        "exists",
    )
    .await;
    assert_eq!(officer.get(&path).await.1["body"]["answers"]["text"], "one");
}

#[tokio::test]
async fn one_refusal_does_not_block_the_rest() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let mut docs: Vec<Value> = (0..100)
        .map(|n| {
            replicated(
                &tablet.entry(Book::Wing, "contact", json!({"n": n})),
                1,
                &[],
            )
        })
        .collect();
    let mut bad = tablet.entry(Book::Wing, "contact", json!({"n": 100}));
    bad["header"]["seq"] = json!(7);
    let bad = replicated(&bad, 1, &[]);
    docs.insert(50, bad.clone());
    let rows = push(&server, "officer", "wing", docs).await;
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(
        (&rows[0]["id"], &rows[0]["rev"]),
        (&bad["_id"], &bad["_rev"])
    );
    let info = server
        .as_user("officer")
        .get(&format!("/{}", server.book("wing")))
        .await
        .1;
    assert_eq!(info["doc_count"], 100);
}

#[tokio::test]
async fn receipts_are_signed_and_stay() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let entry = tablet.entry(Book::Wing, "contact", json!({}));
    let officer = server.as_user("officer");
    let path = format!("/{}/_receipts", server.book("wing"));
    let asked = json!({"ids": [entry["_id"], "entry:unknown"]});
    assert_eq!(officer.post(&path, &asked).await.1, json!({"receipts": []}));
    check(&server, "officer", "wing", replicated(&entry, 1, &[]), "").await;
    let first = officer.post(&path, &asked).await.1;
    let receipt: Receipt = serde_json::from_value(first["receipts"][0].clone()).unwrap();
    let me = officer.get("/_wingbook/me").await.1;
    let facility: PublicKey =
        serde_json::from_value(me["facility_document"]["value"]["facility_public"].clone())
            .unwrap();
    assert_eq!(receipt.hash.to_string(), header_digest(&entry));
    assert!(receipt.verifies(&facility, entry["_id"].as_str().unwrap(), receipt.hash));
    check(&server, "officer", "wing", replicated(&entry, 1, &[]), "").await;
    assert_eq!(
        officer.post(&path, &asked).await.1,
        first,
        "the first receipt stands"
    );
}

fn prisoner(name: &str) -> Value {
    json!({"category": "prisoner", "name": name, "number": "77", "born": "1988", "place": null})
}

const ID: &str = "person:11111111-1111-4111-8111-111111111111";

#[tokio::test]
async fn the_roster_keeps_both_sides_of_a_conflict() {
    let server = Server::start().await;
    let reception = Tablet::of(&server, "reception").await;
    let (first, digest) = reception.revision(ID, &prisoner("Okot"), None);
    check(
        &server,
        "reception",
        "roster",
        replicated(&first, 1, &[]),
        "",
    )
    .await;
    let root = rev_of(1, &first);
    let (left, _) = reception.revision(ID, &prisoner("Okot Left"), Some(digest));
    let (right, _) = reception.revision(ID, &prisoner("Okot Right"), Some(digest));
    for side in [&left, &right] {
        check(
            &server,
            "reception",
            "roster",
            replicated(side, 2, std::slice::from_ref(&root)),
            "",
        )
        .await;
    }
    let path = format!("/{}/{ID}?conflicts=true", server.book("roster"));
    let held = server.as_user("officer").get(&path).await.1;
    assert_eq!(held["_conflicts"].as_array().unwrap().len(), 1);
    // An edit by the ordinary way, repeated after its answer was lost.
    let (next, _) = {
        let mut winner = held.clone();
        winner
            .as_object_mut()
            .unwrap()
            .retain(|key, _| key == "_id" || !key.starts_with('_'));
        let digest = wingbook_record::roster::Revision::read(winner)
            .unwrap()
            .digest();
        reception.revision(ID, &prisoner("Okot Both"), Some(digest))
    };
    let mut edit = next.clone();
    edit["_rev"] = held["_rev"].clone();
    let address = format!("/{}/{ID}", server.book("roster"));
    let once = server.as_user("reception").put(&address, &edit).await;
    let twice = server.as_user("reception").put(&address, &edit).await;
    assert_eq!(once.0, 201, "{}", once.1);
    assert_eq!(once, twice);
}

#[tokio::test]
async fn the_roster_is_written_kind_by_kind() {
    let server = Server::start().await;
    let reception = Tablet::of(&server, "reception").await;
    let admin = Tablet::of(&server, "administrator").await;
    let mut officer = Tablet::of(&server, "officer").await;
    let (person, digest) = reception.revision(ID, &prisoner("Okot"), None);
    check(
        &server,
        "officer",
        "roster",
        replicated(&person, 1, &[]),
        "",
    )
    .await;
    let root = rev_of(1, &person);
    let (stranger, _) = officer.revision(ID, &prisoner("Mine"), Some(digest));
    check(
        &server,
        "officer",
        "roster",
        replicated(&stranger, 2, std::slice::from_ref(&root)),
        "role",
    )
    .await;
    let (unlinked, _) = reception.revision(ID, &prisoner("New"), None);
    check(
        &server,
        "reception",
        "roster",
        replicated(&unlinked, 2, std::slice::from_ref(&root)),
        "previous",
    )
    .await;
    let (taken, _) = admin.revision(
        ID,
        &json!({"category": "staff", "name": "Taken over"}),
        Some(digest),
    );
    check(
        &server,
        "administrator",
        "roster",
        replicated(&taken, 2, &[root]),
        "role",
    )
    .await;
    let staff = "person:22222222-2222-4222-8222-222222222222";
    let (guard, _) =
        reception.revision(staff, &json!({"category": "staff", "name": "Guard"}), None);
    check(
        &server,
        "reception",
        "roster",
        replicated(&guard, 1, &[]),
        "role",
    )
    .await;
    let (nameless, _) =
        reception.revision(staff, &json!({"category": "prisoner", "name": " "}), None);
    check(
        &server,
        "reception",
        "roster",
        replicated(&nameless, 1, &[]),
        "shape",
    )
    .await;
    let place = "place:33333333-3333-4333-8333-333333333333";
    let (wing, _) = admin.revision(place, &json!({"name": "Wing A", "kind": "wing"}), None);
    check(
        &server,
        "administrator",
        "roster",
        replicated(&wing, 1, &[]),
        "",
    )
    .await;
    check(
        &server,
        "officer",
        "roster",
        replicated(&officer.entry(Book::Roster, "move", json!({})), 1, &[]),
        "",
    )
    .await;
    check(
        &server,
        "officer",
        "roster",
        replicated(&officer.entry(Book::Roster, "contact", json!({})), 1, &[]),
        "role",
    )
    .await;
    check(
        &server,
        "officer",
        "roster",
        replicated(&officer.certificate, 1, &[]),
        "kind",
    )
    .await;
}

#[tokio::test]
async fn certificates_are_issued_once_and_follow_the_roles() {
    let server = Server::start().await;
    let officer = Tablet::of(&server, "officer").await;
    let certified = &officer.certificate["value"];
    let asked = json!({
        "device": certified["device"],
        "sign_public": certified["sign_public"],
        "seal_public": certified["seal_public"],
    });
    let path = "/_wingbook/certify";
    assert_eq!(
        server.as_user("officer").post(path, &asked).await.1,
        officer.certificate
    );
    assert_eq!(
        server.as_user("supervisor").post(path, &asked).await.0,
        403,
        "another person's key"
    );
    let weak = json!({"device": certified["device"], "sign_public": "00".repeat(32), "seal_public": "09".repeat(32)});
    assert_eq!(server.as_user("officer").post(path, &weak).await.0, 400);
    let roster = format!(
        "/{}/{}",
        server.book("roster"),
        officer.certificate["_id"].as_str().unwrap()
    );
    assert_eq!(
        server.as_user("health").get(&roster).await.0,
        200,
        "everybody of the facility reads it"
    );
    let person = serde_json::from_value(certified["person"].clone()).unwrap();
    let mut promoted = user("officer", &[wingbook_record::access::Role::Supervisor]);
    promoted.person = person;
    server.add_user(promoted);
    let renewed = server.as_user("officer").post(path, &asked).await.1;
    assert_ne!(renewed["_id"], officer.certificate["_id"]);
    assert_eq!(renewed["value"]["roles"], json!(["supervisor"]));
}
