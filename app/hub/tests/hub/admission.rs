//! What a book lets in: signatures, certificates, roles; and what repeating a push does.

use serde_json::{Value, json};
use uuid::Uuid;
use wingbook_record::{
    access::Book, id::SubmissionId, receipt::Receipt, signer::PublicKey, submission::Submission,
};

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
pub async fn check(server: &Server, who: &str, book: &str, document: Value, code: &str) {
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

/// A record for the wing, sent by an officer.
pub async fn check_wing(server: &Server, record: &Value, code: &str) {
    check(server, "officer", "wing", replicated(record, 1, &[]), code).await;
}

/// A revision for the roster, sent by an officer; `ancestors` stand under it.
async fn check_roster(server: &Server, revision: &Value, ancestors: &[String], code: &str) {
    let generation = ancestors.len() as u64 + 1;
    let sent = replicated(revision, generation, ancestors);
    check(server, "officer", "roster", sent, code).await;
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
async fn a_record_that_was_tampered_with() {
    let server = Server::start().await;
    let entry =
        Tablet::of(&server, "officer")
            .await
            .entry(Book::Wing, "contact", json!({"text": "quiet"}));
    let other = Tablet::of(&server, "health").await.person;
    let signature = entry["signature"].as_str().unwrap();
    let first = if signature.starts_with('0') { "1" } else { "0" };
    let signature = format!("{first}{}", &signature[1..]);
    let (id, note) = (
        "entry:00000000-0000-7000-8000-000000000000",
        "note:00000000-0000-7000-8000-000000000000",
    );
    for (pointer, value, code) in [
        ("/body/answers/text", json!("loud"), "body"),
        ("/header/seq", json!(2), "signature"),
        ("/header/recorded/wall_ms", json!(1), "signature"),
        ("/header/form", json!("incident"), "signature"),
        ("/signature", json!(signature), "signature"),
        ("/header/author", json!(other), "author"),
        ("/header/key", json!("00".repeat(16)), "certificate"),
        ("/header/v", json!(2), "version"),
        ("/_id", json!(id), "id"),
        ("/_id", json!(note), "kind"),
        ("/kind", json!("note"), "kind"),
    ] {
        let mut document = entry.clone();
        *document.pointer_mut(pointer).unwrap() = value;
        check_wing(&server, &document, code).await;
    }
    let mut unsigned = entry.clone();
    unsigned["later"] = json!("slipped in");
    check_wing(&server, &unsigned, "shape").await;
    let mut headless = entry.clone();
    headless.as_object_mut().unwrap().remove("body");
    check_wing(&server, &headless, "shape").await;
    // It has no canonical bytes, so no revision to name either: any will do.
    let mut without_bytes = replicated(&entry, 1, &[]);
    without_bytes["header"]["seq"] = json!(1.5);
    check(&server, "officer", "wing", without_bytes, "bytes").await;
    let mut misnamed = replicated(&entry, 1, &[]);
    misnamed["_rev"] = json!("1-abc");
    misnamed["_revisions"] = json!({"start": 1, "ids": ["abc"]});
    check(&server, "officer", "wing", misnamed, "revision").await;
    let path = format!("/{}/_changes", server.book("wing"));
    let feed = server.as_user("officer").get(&path).await.1;
    assert_eq!(feed["results"], json!([]), "nothing of it was kept");
    check_wing(&server, &entry, "").await;
}

#[tokio::test]
async fn a_record_that_belongs_elsewhere() {
    let server = Server::start().await;
    let mut officer = Tablet::of(&server, "officer").await;
    let mut health = Tablet::of(&server, "health").await;
    let entry = officer.entry(Book::Wing, "contact", json!({}));
    let sent = replicated(&entry, 1, &[]);
    check(&server, "health", "health", sent, "book").await;
    let foreign = health.entry(Book::Wing, "contact", json!({}));
    check_wing(&server, &foreign, "role").await;
    // What is clinical stands in no book that the wing reads, whoever writes it.
    let clinical = officer.entry(Book::Wing, "dose", json!({}));
    check_wing(&server, &clinical, "role").await;
    let practice = officer.entry_with(Book::Wing, "contact", json!({}), |draft| {
        draft.practice = true;
    });
    check_wing(&server, &practice, "practice").await;
    let open = replicated(
        &officer.entry(Book::Intelligence, "report", json!({})),
        1,
        &[],
    );
    check(&server, "officer", "intelligence", open, "kind").await;
}

/// A submission of which the hub sees what it always sees: nothing.
fn submission(id: u128) -> Value {
    let readers = [("ab".repeat(16), vec![1; 105])];
    let made = Submission::make(SubmissionId(Uuid::from_u128(id)), &[9; 4096], &readers);
    made.unwrap().document().clone()
}

#[tokio::test]
async fn a_submission_is_let_in_from_anyone_and_shown_to_its_readers() {
    let server = Server::start().await;
    let sent = replicated(&submission(7), 1, &[]);
    for book in ["intelligence", "protection"] {
        check(&server, "officer", book, sent.clone(), "").await;
        // A lost answer: the same again is no second one, another under its name is refused.
        check(&server, "health", book, sent.clone(), "").await;
        let mut other = submission(7);
        other["sealed"] = "ab".into();
        check(
            &server,
            "officer",
            book,
            replicated(&other, 1, &[]),
            "exists",
        )
        .await;
    }
    check(&server, "officer", "wing", sent, "kind").await;
    let mut signed = submission(8);
    signed["author"] = "somebody".into();
    check(
        &server,
        "officer",
        "protection",
        replicated(&signed, 1, &[]),
        "shape",
    )
    .await;

    let officer = server.as_user("officer");
    let receipts = format!("/{}/_receipts", server.book("protection"));
    let named = SubmissionId(Uuid::from_u128(7)).document();
    let (_, answer) = officer.post(&receipts, &json!({"ids": [named]})).await;
    let receipt: Receipt = serde_json::from_value(answer["receipts"][0].clone()).unwrap();
    let digest = Submission::read(submission(7)).unwrap().digest();
    assert_eq!((receipt.id, receipt.hash), (named, digest));
    let (status, _) = officer
        .get(&format!("/{}/_all_docs", server.book("protection")))
        .await;
    assert_eq!(status, 403, "whoever sends there reads nothing there");
}

#[tokio::test]
async fn only_readers_pass_keys_on() {
    let server = Server::start().await;
    let passed = json!({
        "reader": "ab".repeat(16),
        "keys": {Uuid::from_u128(7).to_string(): "abcd"},
    });
    let id = format!("passed_on:{}", Uuid::from_u128(9));
    let reader = Tablet::of(&server, "complaints").await;
    let officer = Tablet::of(&server, "officer").await;
    let (by_reader, _) = reader.revision(&id, &passed, None);
    let (by_officer, _) = officer.revision(&id, &passed, None);
    check(
        &server,
        "officer",
        "protection",
        replicated(&by_officer, 1, &[]),
        "role",
    )
    .await;
    check(
        &server,
        "complaints",
        "intelligence",
        replicated(&by_reader, 1, &[]),
        "role",
    )
    .await;
    let (unsound, _) = reader.revision(&id, &json!({"reader": "x", "keys": {}}), None);
    check(
        &server,
        "complaints",
        "protection",
        replicated(&unsound, 1, &[]),
        "shape",
    )
    .await;
    check(
        &server,
        "complaints",
        "protection",
        replicated(&by_reader, 1, &[]),
        "",
    )
    .await;
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

/// A vaccine as an administrator's tablet writes it.
fn vaccine_named(name: &str) -> Value {
    let catalogue = include_str!("../../../../public/vaccines/covid_19.json");
    let catalogue: Value = serde_json::from_str(catalogue).unwrap();
    let mut vaccine = catalogue["products"][0].clone();
    vaccine["name"] = json!(name);
    vaccine
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
    let other = "person:22222222-2222-4222-8222-222222222222";
    let guard = json!({"category": "staff", "name": "Guard"});
    check_roster(
        &server,
        &reception.revision(other, &guard, None).0,
        &[],
        "role",
    )
    .await;
    check_roster(&server, &admin.revision(other, &guard, None).0, &[], "").await;
    let place = "place:33333333-3333-4333-8333-333333333333";
    let wing = json!({"name": "Wing A", "kind": "wing"});
    check_roster(
        &server,
        &officer.revision(place, &wing, None).0,
        &[],
        "role",
    )
    .await;
    check_roster(&server, &admin.revision(place, &wing, None).0, &[], "").await;
    let nameless = reception.revision(ID, &prisoner(" "), None).0;
    check_roster(&server, &nameless, &[], "shape").await;
    let nowhere = json!({"name": "Wing B", "kind": "somewhere"});
    check_roster(
        &server,
        &admin.revision(place, &nowhere, None).0,
        &[],
        "shape",
    )
    .await;
    let vaccine = "product:44444444-4444-4444-8444-444444444444";
    for wrong in [json!({"name": "Without a word"}), vaccine_named(" ")] {
        let wrong = admin.revision(vaccine, &wrong, None).0;
        check_roster(&server, &wrong, &[], "shape").await;
    }
    let named = vaccine_named("Testvax");
    let by_officer = officer.revision(vaccine, &named, None).0;
    check_roster(&server, &by_officer, &[], "role").await;
    check_roster(&server, &admin.revision(vaccine, &named, None).0, &[], "").await;
    let moved = officer.entry(Book::Roster, "move", json!({}));
    check_roster(&server, &moved, &[], "").await;
    let contact = officer.entry(Book::Roster, "contact", json!({}));
    check_roster(&server, &contact, &[], "role").await;
    check_roster(&server, &officer.certificate, &[], "kind").await;
}

#[tokio::test]
async fn a_revision_stands_on_one_that_its_author_might_write() {
    let server = Server::start().await;
    let reception = Tablet::of(&server, "reception").await;
    let admin = Tablet::of(&server, "administrator").await;
    let officer = Tablet::of(&server, "officer").await;
    let (person, digest) = reception.revision(ID, &prisoner("Okot"), None);
    check_roster(&server, &person, &[], "").await;
    let root = [rev_of(1, &person)];
    let mine = officer.revision(ID, &prisoner("Mine"), Some(digest)).0;
    check_roster(&server, &mine, &root, "role").await;
    let unlinked = reception.revision(ID, &prisoner("New"), None).0;
    check_roster(&server, &unlinked, &root, "previous").await;
    let taken_over = json!({"category": "staff", "name": "Taken over"});
    let taken = admin.revision(ID, &taken_over, Some(digest)).0;
    check_roster(&server, &taken, &root, "role").await;
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

#[tokio::test]
async fn only_health_staff_speak_in_healths_own_words() {
    let server = Server::start().await;
    let mut officer = Tablet::of(&server, "officer").await;
    let plain = json!({"text": "The tap drips.", "urgent": false});
    let notice = officer.entry(Book::Roster, "notice", plain.clone());
    check_roster(&server, &notice, &[], "").await;
    let mut forged = plain;
    forged["wording"] = json!("keep_apart_until");
    let forged = officer.entry(Book::Roster, "notice", forged);
    check_roster(&server, &forged, &[], "role").await;
}
