//! A tablet that began without a server connects: an account takes on who its owner has been there.

use serde_json::{Value, json};
use uuid::Uuid;
use wingbook_record::{access::Book, id::PersonId};

use crate::{
    server::Server,
    signing::{Tablet, replicated},
};

fn asked(tablet: &Tablet, person: PersonId) -> Value {
    json!({
        "person": person,
        "device": tablet.device,
        "device_name": "Tablet 1",
        "sign_public": tablet.signer.public(),
        "seal_public": tablet.signer.public(),
    })
}

async fn join(server: &Server, who: &str, tablet: &Tablet) -> (u16, Value) {
    let asked = asked(tablet, tablet.person);
    let answer = server.as_user(who).post("/_wingbook/join", &asked).await;
    (answer.0.as_u16(), answer.1)
}

async fn person_of(server: &Server, who: &str) -> PersonId {
    let (_, me) = server.as_user(who).get("/_wingbook/me").await;
    serde_json::from_value(me["person"].clone()).unwrap()
}

#[tokio::test]
async fn an_account_takes_on_the_person_of_a_tablet_that_began_alone() {
    let server = Server::start().await;
    let before = person_of(&server, "administrator").await;
    let mut tablet = Tablet::alone();

    let (status, certificate) = join(&server, "administrator", &tablet).await;
    assert_eq!(status, 200, "{certificate}");
    assert_eq!(certificate["value"]["person"], json!(tablet.person));
    assert_eq!(person_of(&server, "administrator").await, tablet.person);
    assert_ne!(before, tablet.person);
    // Its answer was lost: asked again, it says the same.
    assert_eq!(
        join(&server, "administrator", &tablet).await,
        (200, certificate)
    );

    // What was signed before anybody knew the server is let in.
    let place = json!({ "name": "Wing A", "kind": "wing", "parent": null, "capacity": null });
    let id = format!("place:{}", Uuid::new_v4());
    let (wing, _) = tablet.revision(&id, &place, None);
    let path = format!("/{}/_bulk_docs", server.book("roster"));
    let push = json!({ "docs": [replicated(&wing, 1, &[])], "new_edits": false });
    let (_, outcome) = server.as_user("administrator").post(&path, &push).await;
    assert_eq!(outcome, json!([]), "{outcome}");
    let record = tablet.entry(Book::Roster, "move", json!({}));
    assert_eq!(record["header"]["author"], json!(tablet.person));
    // Key and author are known; only the role does not go so far.
    let push = json!({ "docs": [replicated(&record, 1, &[])], "new_edits": false });
    let (_, outcome) = server.as_user("administrator").post(&path, &push).await;
    let reason = outcome[0]["reason"].as_str().unwrap();
    assert!(reason.starts_with("role:"), "{outcome}");
}

#[tokio::test]
async fn nobody_takes_over_an_account_or_a_person_in_use() {
    let server = Server::start().await;
    let tablet = Tablet::alone();
    for who in ["officer", "supervisor", "reception"] {
        assert_eq!(join(&server, who, &tablet).await.0, 403, "{who}");
    }

    // Somebody else of this prison: by their account, and by what stands of them in the roster.
    let officer = person_of(&server, "officer").await;
    let as_officer = Tablet {
        person: officer,
        ..Tablet::alone()
    };
    let (status, refused) = join(&server, "administrator", &as_officer).await;
    assert_eq!(status, 409, "{refused}");
    assert!(refused["reason"].as_str().unwrap().starts_with("person:"));

    // An account with which a tablet works.
    let held = Tablet::of(&server, "administrator").await;
    let (status, refused) = join(&server, "administrator", &tablet).await;
    assert_eq!(status, 409, "{refused}");
    assert!(refused["reason"].as_str().unwrap().starts_with("in_use:"));
    assert_eq!(person_of(&server, "administrator").await, held.person);

    // One that says its keys were the hub's own: nobody certifies that.
    let as_hub = Tablet {
        device: server.hub.facility.hub_device(),
        ..Tablet::alone()
    };
    for path in ["/_wingbook/certify", "/_wingbook/join"] {
        let asked = asked(&as_hub, held.person);
        let (status, refused) = server.as_user("administrator").post(path, &asked).await;
        assert_eq!(status, 403, "{refused}");
    }
    // Keys of a tablet that has its user as somebody else.
    let (status, refused) = server
        .as_user("administrator")
        .post("/_wingbook/certify", &asked(&tablet, tablet.person))
        .await;
    assert_eq!(status, 409, "{refused}");

    // A key that is somebody else's.
    let theirs = Tablet::of(&server, "officer").await;
    let copied = Tablet {
        signer: theirs.signer.clone(),
        ..Tablet::alone()
    };
    assert_ne!(join(&server, "administrator", &copied).await.0, 200);
}
