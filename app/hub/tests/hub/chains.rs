//! Chains: which records one takes, and what a fork of one leads to.

use serde_json::{Value, json};
use wingbook_record::access::Book;

use crate::{
    admission::{check, check_wing},
    server::Server,
    signing::{Tablet, replicated},
};

/// The events of a kind in the audit register, once there is one.
async fn audited(server: &Server, event: &str) -> Vec<Value> {
    let auditor = server.as_user("auditor");
    let path = format!("/{}/_all_docs?include_docs=true", server.book("audit"));
    for _ in 0..50 {
        let rows = auditor.get(&path).await.1["rows"].clone();
        let answers = rows.as_array().unwrap().iter();
        let answers = answers.map(|row| row["doc"]["body"]["answers"].clone());
        let found: Vec<Value> = answers.filter(|one| one["event"] == event).collect();
        if !found.is_empty() {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Vec::new()
}

#[tokio::test]
async fn a_fork_is_kept_and_reported() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let next =
        |tablet: &mut Tablet| tablet.entry(Book::Wing, "contact", json!({ "text": "Seen." }));
    let first = next(&mut tablet);
    let mut copy = tablet.copy();
    let (here, after) = (next(&mut tablet), next(&mut tablet));
    // In whatever order, and each more than once.
    for record in [&after, &here, &first, &after, &first] {
        check_wing(&server, record, "").await;
    }
    let there = next(&mut copy);
    check_wing(&server, &there, "").await;
    check_wing(&server, &there, "").await;
    let told = audited(&server, "chain_forked").await;
    assert_eq!(told.len(), 1, "{told:?}");
    let detail = told[0]["detail"].as_str().unwrap();
    for record in [&here, &there] {
        assert!(detail.contains(record["_id"].as_str().unwrap()), "{detail}");
    }
    assert!(
        detail.contains(there["header"]["chain"].as_str().unwrap()),
        "{detail}"
    );
    let path = format!("/{}", server.book("wing"));
    let info = server.as_user("officer").get(&path).await.1;
    assert_eq!(info["doc_count"], 4, "both sides are kept");
    let asked = json!({ "ids": [there["_id"]] });
    let given = server
        .as_user("officer")
        .post(&format!("{path}/_receipts"), &asked)
        .await
        .1;
    assert_eq!(given["receipts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_chain_names_one_tablet_in_one_register() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let mut other = Tablet::of(&server, "officer").await;
    let first = tablet.entry(Book::Wing, "contact", json!({}));
    check_wing(&server, &first, "").await;
    other.take_chain_of(&tablet);
    let continued = other.entry(Book::Wing, "contact", json!({}));
    check_wing(&server, &continued, "chain").await;
    // The same tablet in another register.
    let mut supervisor = Tablet::of(&server, "supervisor").await;
    let wing = supervisor.entry(Book::Wing, "contact", json!({}));
    check(&server, "supervisor", "wing", replicated(&wing, 1, &[]), "").await;
    let casework = supervisor.entry(Book::Casework, "contact", json!({}));
    check(
        &server,
        "supervisor",
        "casework",
        replicated(&casework, 1, &[]),
        "chain",
    )
    .await;
    // Somebody else on the same tablet.
    let mut colleague = colleague_on(&server, &tablet).await;
    let shared = colleague.entry(Book::Wing, "contact", json!({}));
    check_wing(&server, &shared, "").await;
}

/// The supervisor, certified for somebody's tablet, at the end of its chain.
async fn colleague_on(server: &Server, tablet: &Tablet) -> Tablet {
    let mut colleague = Tablet::of(server, "supervisor").await;
    let asked = json!({
        "device": tablet.device,
        "device_name": "Tablet 3",
        "sign_public": colleague.signer.public(),
        "seal_public": colleague.signer.public(),
    });
    let asking = server.as_user("supervisor");
    assert_eq!(asking.post("/_wingbook/certify", &asked).await.0, 200);
    colleague.device = tablet.device;
    colleague.take_chain_of(tablet);
    colleague
}

#[tokio::test]
async fn nobody_continues_the_chain_of_the_audit_register() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let path = format!("/{}/_all_docs?include_docs=true", server.book("audit"));
    assert!(!audited(&server, "signed_in").await.is_empty());
    let rows = server.as_user("auditor").get(&path).await.1["rows"].clone();
    let chain = rows[0]["doc"]["header"]["chain"].clone();
    tablet.begin(serde_json::from_value(chain).unwrap());
    let slipped_in = tablet.entry(Book::Audit, "audit", json!({ "event": "signed_in" }));
    check(
        &server,
        "officer",
        "audit",
        replicated(&slipped_in, 1, &[]),
        "chain",
    )
    .await;
}

#[tokio::test]
async fn a_fork_tells_whose_key_signed_each_side() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let first = tablet.entry(Book::Wing, "contact", json!({}));
    check_wing(&server, &first, "").await;
    // Whoever signs in has their key certified for whatever tablet they name.
    let mut colleague = colleague_on(&server, &tablet).await;
    let slipped_in = colleague.entry(Book::Wing, "contact", json!({}));
    check_wing(&server, &slipped_in, "").await;
    let honest = tablet.entry(Book::Wing, "contact", json!({}));
    check_wing(&server, &honest, "").await;
    let told = audited(&server, "chain_forked").await;
    assert_eq!(told.len(), 1, "{told:?}");
    let detail = told[0]["detail"].as_str().unwrap();
    for (record, by) in [(&slipped_in, &colleague), (&honest, &tablet)] {
        let side = format!(
            "{} signed with key {} of person {}",
            record["_id"].as_str().unwrap(),
            by.signer.id(),
            by.person
        );
        assert!(detail.contains(&side), "{detail}");
    }
}
