//! A removal is lawful for exactly the reasons that it names; exports are tested in `tests/evidence`.

use super::*;
use crate::fixtures;
use serde_json::json;

#[test]
fn who_decides_about_which_register() {
    let held = |roles: &[Role]| {
        let signer = Signer::from_seed(&[1; 32]);
        vec![Certified {
            person: fixtures::person(1),
            name: "Somebody".into(),
            staff_number: "S1".into(),
            device: crate::id::DeviceId(crate::id::Uuid::nil()),
            key: signer.id(),
            sign_public: signer.public(),
            seal_public: "00".repeat(32),
            roles: roles.to_vec(),
            issued_ms: 0,
        }]
    };
    let may = |book, one: &[Role], two: &[Role]| may_decide(book, &[&held(one), &held(two)]);
    assert!(may(Book::Wing, &[Role::Supervisor], &[Role::Officer]));
    assert!(!may(Book::Wing, &[Role::Officer], &[Role::Officer]));
    assert!(!may(
        Book::Wing,
        &[Role::Supervisor],
        &[Role::Administrator]
    ));
    assert!(may(Book::Health, &[Role::Health], &[Role::HealthLead]));
    assert!(!may(Book::Health, &[Role::HealthLead], &[Role::Supervisor]));
    // The audit register is reviewed by nobody: two auditors.
    assert!(may(Book::Audit, &[Role::Auditor], &[Role::Auditor]));
    assert!(!may(Book::Audit, &[Role::Auditor], &[Role::Supervisor]));
}

#[test]
fn what_is_no_decision() {
    let entry = |member: Value| {
        let document: Value =
            serde_json::from_str(include_str!("../../../../tests/vectors/entries.json")).unwrap();
        let mut document = document["entries"][4]["document"].clone();
        document[MEMBER] = member;
        Entry::read(document).unwrap()
    };
    assert!(matches!(
        Removal::of(&entry(json!(1))),
        Err(RemovalError::Shape(_))
    ));
    let newer = json!({"decision": {"v": 2}});
    assert_eq!(
        Removal::of(&entry(newer)),
        Err(RemovalError::NeedsNewerApp(2))
    );
    let unknown = json!({"decision": {"v": 1}, "signatures": [], "more": 1});
    assert!(matches!(
        Removal::of(&entry(unknown)),
        Err(RemovalError::Shape(_))
    ));
}
