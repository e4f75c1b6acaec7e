//! Tablets as administrators see them, and what is ordered for one.

use serde_json::{Value, json};
use wingbook_record::{
    access::Book,
    certificate::Certificate,
    id::DeviceId,
    order::{Signed, Standing},
};

use crate::{
    server::Server,
    signing::{Tablet, replicated},
};

async fn tablets(server: &Server) -> Value {
    let (status, tablets) = server
        .as_user("administrator")
        .get("/_wingbook/tablets")
        .await;
    assert_eq!(status, 200, "{tablets}");
    tablets
}

async fn order(server: &Server, tablet: DeviceId, standing: &str) -> Signed {
    let asked = json!({ "standing": standing, "reason": "Left in a van" });
    let path = format!("/_wingbook/tablets/{tablet}");
    let (status, document) = server.as_user("administrator").post(&path, &asked).await;
    assert_eq!(status, 200, "{document}");
    Signed::read(&document, tablet, &server.hub.facility.public()).unwrap()
}

async fn contact(server: &Server, who: Option<&str>, asked: &Value) -> Value {
    let asking = match who {
        Some(who) => server.as_user(who),
        None => server.as_nobody(),
    };
    let (status, answer) = asking.post("/_wingbook/contact", asked).await;
    assert_eq!(status, 200, "{answer}");
    answer["order"].clone()
}

#[tokio::test]
async fn an_administrator_sees_the_tablets_and_signs_one_out() {
    let server = Server::start().await;
    let mut tablet = Tablet::of(&server, "officer").await;
    let device = tablet.device;
    let asked = json!({ "device": device, "device_name": "Tablet 3" });
    assert_eq!(contact(&server, Some("officer"), &asked).await, Value::Null);
    let seen = &tablets(&server).await[0];
    assert_eq!(
        (&seen["name"], &seen["people"], &seen["standing"]),
        (
            &json!("Tablet 3"),
            &json!(["Person officer"]),
            &json!("allowed")
        )
    );
    assert!(seen["contact_ms"].is_i64());

    // Anybody hears of the order, signed by the facility; the key that is on the tablet has no roles any more.
    let signed = order(&server, device, "signed_out").await;
    assert_eq!(signed.order.standing, Standing::SignedOut);
    assert_eq!(contact(&server, None, &asked).await, signed.document);
    let key = tablet.signer.id();
    let roles = async || {
        let path = format!("/_wingbook/certificate/{key}");
        let (_, word) = server.as_nobody().get(&path).await;
        let word = Certificate::read(word, &server.hub.facility.public()).unwrap();
        word.certified().roles.len()
    };
    assert_eq!(roles().await, 0);

    // Nobody enrols there; what was written there before is let in, whoever brings it.
    let again = json!({
        "device": device,
        "sign_public": tablet.signer.public(),
        "seal_public": tablet.signer.public(),
    });
    let officer = server.as_user("officer");
    let (status, refused) = officer.post("/_wingbook/certify", &again).await;
    assert_eq!(status, 403, "{refused}");
    let answers = json!({ "kind": "conversation", "text": "Written there before." });
    let record = replicated(&tablet.entry(Book::Wing, "contact", answers), 1, &[]);
    let path = format!("/{}/_bulk_docs", server.book("wing"));
    let push = json!({ "docs": [record], "new_edits": false });
    let (_, outcome) = server.as_user("supervisor").post(&path, &push).await;
    assert_eq!(outcome, json!([]), "{outcome}");

    // It tells that it has done so; word of another order counts for nothing.
    for (at_ms, obeyed) in [(signed.at_ms - 1, false), (signed.at_ms, true)] {
        let asked =
            json!({ "device": device, "device_name": "Tablet 3", "obeyed_ms": at_ms, "left": 2 });
        contact(&server, Some("officer"), &asked).await;
        let seen = &tablets(&server).await[0];
        assert_eq!(seen["obeyed_ms"].is_i64(), obeyed);
        assert_eq!(seen["left"], if obeyed { 2 } else { 0 });
    }

    let allowed = order(&server, device, "allowed").await;
    assert!(allowed.at_ms > signed.at_ms);
    assert_eq!(roles().await, 1);
    let (status, _) = officer.post("/_wingbook/certify", &again).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn nobody_else_orders_anything() {
    let server = Server::start().await;
    let tablet = Tablet::of(&server, "officer").await;
    let path = format!("/_wingbook/tablets/{}", tablet.device);
    let asked = json!({ "standing": "erased", "reason": "Mine" });
    for who in ["officer", "supervisor", "auditor"] {
        assert_eq!(server.as_user(who).post(&path, &asked).await.0, 403);
        let list = server.as_user(who).get("/_wingbook/tablets").await;
        assert_eq!(list.0, 403);
    }
    assert_eq!(server.as_nobody().post(&path, &asked).await.0, 401);
    let administrator = server.as_user("administrator");
    let silent = json!({ "standing": "erased", "reason": " " });
    assert_eq!(administrator.post(&path, &silent).await.0, 400);
    let stranger = format!("/_wingbook/tablets/{}", DeviceId(uuid::Uuid::nil()));
    assert_eq!(administrator.post(&stranger, &asked).await.0, 404);

    // Nor does a document in the roster that the facility has not signed.
    let value = json!({ "standing": "erased", "at_once": true });
    let (forged, _) = tablet.revision(&tablet.device.document(), &value, None);
    let put = replicated(&forged, 1, &[]);
    let roster = format!("/{}/_bulk_docs", server.book("roster"));
    let push = json!({ "docs": [put], "new_edits": false });
    let (_, outcome) = server.as_user("administrator").post(&roster, &push).await;
    assert_eq!(outcome[0]["error"], "forbidden", "{outcome}");
    let asked = json!({ "device": tablet.device });
    assert_eq!(contact(&server, None, &asked).await, Value::Null);
}
