//! An administrator changes a vaccine: the nurse's tablet goes by it, and nobody else may.

use wingbook_record::vaccination::course::{Due, Next};
use wingbook_worker::message::{Failure, ProductView, ProductsView, Request, Response};

use crate::{
    A_WHILE_MS,
    health::{covid, saved, tablet, two_without_doses},
    hub::Hub,
    machine::Machine,
    record,
};

fn products(machine: &mut Machine) -> ProductsView {
    match machine.ask(Request::Products) {
        Response::Products(view) => view,
        other => panic!("{other:?}"),
    }
}

fn one(view: &ProductsView, id: &str) -> ProductView {
    let mut all = view.products.iter();
    let found = all.find(|one| one.id.as_deref() == Some(id));
    found.expect(id).clone()
}

fn wait_days(next: Option<Next>) -> i64 {
    match next.expect("a second dose").due {
        Due::Between {
            not_before, from, ..
        } => from.first - not_before.first,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_administrator_changes_an_interval_and_adds_a_vaccine() {
    let Some(mut hub) = Hub::start() else {
        return;
    };
    hub.add_user("Keeper", "administrator");
    let mut nurse = tablet(&hub, "Health");
    let [person, _] = two_without_doses(&mut nurse);
    let answers = serde_json::json!({ "outcome": "given", "source": "card",
        "given_on": "2026-11-01", "product": "comirnaty" });
    saved(
        &mut nurse,
        Request::Save(record("dose", &[person], &answers)),
    );
    assert_eq!(wait_days(covid(&mut nurse, person).next), 0);

    let mut admin = tablet(&hub, "Keeper");
    let before = one(&products(&mut admin), "comirnaty");
    assert_eq!(
        (before.minimum.as_str(), before.doses, before.changed),
        ("P21D", 2, false)
    );
    let later = ProductView {
        usual: "P8W".into(),
        ..before.clone()
    };
    admin.ask(Request::PutProduct(Box::new(later)));
    let changed = one(&products(&mut admin), "comirnaty");
    assert!(changed.changed);
    assert_eq!(
        (changed.usual.as_str(), &changed.codes),
        ("P8W", &before.codes)
    );
    // Once more: a revision of the same document.
    let later = ProductView {
        usual: "P6W".into(),
        ..changed
    };
    admin.ask(Request::PutProduct(Box::new(later)));
    let new = ProductView {
        id: None,
        name: "Testvax 2".into(),
        doses: 2,
        minimum: "P28D".into(),
        usual: "P28D".into(),
        codes: vec![("cvx".into(), "999".into())],
        ..before.clone()
    };
    admin.ask(Request::PutProduct(Box::new(new.clone())));
    assert_eq!(one(&products(&mut admin), "testvax2").codes, new.codes);

    for (wrong, question) in [
        (new, "name"),
        (
            ProductView {
                minimum: "soon".into(),
                ..before.clone()
            },
            "minimum",
        ),
        (
            ProductView {
                disease: "moon".into(),
                ..before.clone()
            },
            "disease",
        ),
    ] {
        match admin.refused(Request::PutProduct(Box::new(wrong))) {
            Failure::Invalid { questions } => assert_eq!(questions, [question]),
            other => panic!("{other:?}"),
        }
    }

    admin.pass(A_WHILE_MS);
    nurse.ask(Request::SyncNow);
    nurse.pass(A_WHILE_MS);
    assert_eq!(wait_days(covid(&mut nurse, person).next), 21);
    for refused in [Request::Products, Request::PutProduct(Box::new(before))] {
        let refused = nurse.refused(refused);
        assert!(matches!(refused, Failure::NotAllowed { .. }), "{refused:?}");
    }
}
