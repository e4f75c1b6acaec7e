//! People and book keys on a shared tablet.

use std::rc::Rc;

use super::*;
use crate::badge::Badge;
use crate::kdf::KdfMemory;
use crate::memory::MemoryStore;
use crate::passkey;
use crate::pin::Pin;
use crate::seal::SealPair;
use crate::testing::{at_least, book, enrol, exactly, kdf, now, sign_in, vault_key};

fn tablet() -> (Rc<MemoryStore>, Keyring<Rc<MemoryStore>>) {
    let store = Rc::new(MemoryStore::new());
    let keyring = now(Keyring::open(store.clone())).unwrap();
    (store, keyring)
}

/// How many epochs of a book somebody opens.
fn held(keyring: &Keyring<Rc<MemoryStore>>, pair: &SealPair, name: &str) -> usize {
    let keys = now(keyring.open_books(pair)).unwrap();
    assert!(keys.problems().is_empty());
    keys.epochs(&book(name)).len()
}

#[test]
fn the_tablet_keeps_its_identity() {
    let (store, first) = tablet();
    let second = now(Keyring::open(store)).unwrap();
    assert!(first.is_new() && !second.is_new());
    assert_eq!(first.tablet(), second.tablet());
    assert_ne!(first.tablet(), tablet().1.tablet());
}

#[test]
fn who_signed_in_once_signs_in_again() {
    let (_, keyring) = tablet();
    let first = enrol(&keyring, "W-1", None);
    let again = sign_in(&keyring, "W-1", "W-1").unwrap();
    assert_eq!(again.pair().public(), first.pair().public());
    assert_eq!(again.sign_seed().expose(), first.sign_seed().expose());
    assert_eq!(again.profile(), b"profile of W-1");
    assert_eq!(
        sign_in(&keyring, "W-1", "W-2").unwrap_err(),
        VaultError::WrongSecret
    );
    assert_eq!(
        sign_in(&keyring, "W-9", "W-9").unwrap_err(),
        VaultError::UnknownPerson
    );
}

#[test]
fn nobody_is_enrolled_twice() {
    let (_, keyring) = tablet();
    let me = enrol(&keyring, "W-1", None);
    let person = NewPerson {
        staff_number: "W-1",
        kdf: kdf(),
        vault_key: &vault_key("other"),
        profile: b"",
        recovery: None,
    };
    assert_eq!(
        now(keyring.enrol(person)).unwrap_err(),
        VaultError::AlreadyEnrolled
    );
    assert_eq!(
        now(keyring.people()).unwrap(),
        vec![Enrolled {
            tag: me.tag(),
            seal_public: *me.pair().public()
        }]
    );
}

#[test]
fn wrong_tries_cost_time_and_are_forgotten_by_a_right_one() {
    let (store, keyring) = tablet();
    enrol(&keyring, "W-1", None);
    for _ in 0..3 {
        assert_eq!(
            sign_in(&keyring, "W-1", "no").unwrap_err(),
            VaultError::WrongSecret
        );
    }
    // Restarting the app doesn't help.
    let keyring = now(Keyring::open(store)).unwrap();
    let throttled = now(keyring.begin_try("W-1", 4_999)).unwrap_err();
    assert_eq!(throttled, VaultError::Throttled { until_ms: 5_000 });
    let attempt = now(keyring.begin_try("W-1", 5_000)).unwrap();
    now(keyring.unlock(attempt, Way::Passphrase, &vault_key("W-1"))).unwrap();
    for _ in 0..3 {
        assert_eq!(
            sign_in(&keyring, "W-1", "no").unwrap_err(),
            VaultError::WrongSecret
        );
    }
}

#[test]
fn each_way_in_opens_the_same_keys() {
    let (_, keyring) = tablet();
    let mut me = enrol(&keyring, "W-1", None);
    let badge = VaultKey::from_secret(Secret::make().unwrap());
    now(keyring.set_way(&me, Way::Badge, None, &badge)).unwrap();
    now(keyring.set_way(&me, Way::Passphrase, Some(kdf()), &vault_key("new"))).unwrap();
    now(keyring.put_profile(&mut me, b"promoted")).unwrap();

    assert_eq!(
        sign_in(&keyring, "W-1", "W-1").unwrap_err(),
        VaultError::WrongSecret
    );
    let by_words = sign_in(&keyring, "W-1", "new").unwrap();
    let attempt = now(keyring.begin_try("W-1", 0)).unwrap();
    assert_eq!(attempt.ways(), vec![Way::Badge, Way::Passphrase]);
    let by_badge = now(keyring.unlock(attempt, Way::Badge, &badge)).unwrap();
    let by_keeper = now(keyring.unlock_again(me.tag(), me.user_key().clone())).unwrap();
    for opened in [by_words, by_badge, by_keeper] {
        assert_eq!(opened.pair().public(), me.pair().public());
        assert_eq!(opened.profile(), b"promoted");
    }
    now(keyring.remove_way(&me, Way::Badge)).unwrap();
    let attempt = now(keyring.begin_try("W-1", 0)).unwrap();
    let lost = now(keyring.unlock(attempt, Way::Badge, &badge)).unwrap_err();
    assert_eq!(lost, VaultError::WrongSecret);
}

/// Gives somebody a badge with a PIN.
fn give_badge(keyring: &Keyring<Rc<MemoryStore>>, one: &Unlocked, badge: &Badge, pin: &str) {
    let key = badge_key(keyring, one.tag(), badge, pin);
    let handle = badge.handle();
    now(keyring.set_shown_way(one, Way::Badge, Some(kdf()), &key, &handle)).unwrap();
}

fn badge_key(
    keyring: &Keyring<Rc<MemoryStore>>,
    owner: PersonTag,
    badge: &Badge,
    pin: &str,
) -> VaultKey {
    let (pin, mut memory) = (Pin::read(pin).unwrap(), KdfMemory::new());
    let key = badge.vault_key(&pin, keyring.tablet(), owner, &kdf(), &mut memory);
    key.unwrap()
}

fn show_badge(
    keyring: &Keyring<Rc<MemoryStore>>,
    badge: &Badge,
    pin: &str,
    now_ms: i64,
) -> Result<PersonTag, VaultError> {
    let owner = now(keyring.whose(Way::Badge, &badge.handle()))?;
    let owner = owner.ok_or(VaultError::UnknownPerson)?;
    let attempt = now(keyring.begin_try_of(owner, now_ms))?;
    let key = badge_key(keyring, owner, badge, pin);
    now(keyring.unlock(attempt, Way::Badge, &key)).map(|opened| opened.tag())
}

#[test]
fn a_badge_opens_its_owners_keys_with_its_pin_and_nobody_elses() {
    let (store, keyring) = tablet();
    let (ayo, bea) = (enrol(&keyring, "W-1", None), enrol(&keyring, "W-2", None));
    let (of_ayo, of_bea) = (Badge::make().unwrap(), Badge::make().unwrap());
    give_badge(&keyring, &ayo, &of_ayo, "471138");
    give_badge(&keyring, &bea, &of_bea, "902714");

    assert_eq!(show_badge(&keyring, &of_ayo, "471138", 0), Ok(ayo.tag()));
    let wrong = VaultError::WrongSecret;
    assert_eq!(
        show_badge(&keyring, &of_ayo, "902714", 0),
        Err(wrong.clone())
    );
    // The key of one badge under the name of the other opens nothing, with either PIN.
    let attempt = now(keyring.begin_try_of(bea.tag(), 0)).unwrap();
    let forged = badge_key(&keyring, bea.tag(), &of_ayo, "902714");
    let refused = now(keyring.unlock(attempt, Way::Badge, &forged));
    assert_eq!(refused.unwrap_err(), wrong);
    // Nothing on the disk is the secret, and on another tablet the badge is nobody's.
    let rows = now(scan_all(
        &store,
        StoreName::Keys,
        KeyRange::prefix(b"user:"),
    ))
    .unwrap();
    let text = of_ayo.to_text().replace(' ', "");
    assert!(
        rows.iter()
            .all(|(_, row)| !String::from_utf8_lossy(row).contains(&text[..12]))
    );
    let (_, elsewhere) = tablet();
    enrol(&elsewhere, "W-1", None);
    let stranger = show_badge(&elsewhere, &of_ayo, "471138", 0);
    assert_eq!(stranger, Err(VaultError::UnknownPerson));
}

#[test]
fn a_badge_that_was_replaced_or_revoked_opens_nothing() {
    let (_, keyring) = tablet();
    let me = enrol(&keyring, "W-1", None);
    let (old, new) = (Badge::make().unwrap(), Badge::make().unwrap());
    give_badge(&keyring, &me, &old, "471138");
    give_badge(&keyring, &me, &new, "471138");
    let gone = VaultError::UnknownPerson;
    assert_eq!(show_badge(&keyring, &old, "471138", 0), Err(gone.clone()));
    assert!(show_badge(&keyring, &new, "471138", 0).is_ok());
    now(keyring.remove_way(&me, Way::Badge)).unwrap();
    assert_eq!(show_badge(&keyring, &new, "471138", 0), Err(gone.clone()));
    give_badge(&keyring, &me, &new, "471138");
    now(keyring.retire(me.tag())).unwrap();
    assert_eq!(show_badge(&keyring, &new, "471138", 0), Err(gone));
}

#[test]
fn tries_of_a_badge_and_of_a_passphrase_are_counted_together() {
    let (_, keyring) = tablet();
    let me = enrol(&keyring, "W-1", None);
    let badge = Badge::make().unwrap();
    give_badge(&keyring, &me, &badge, "471138");
    for pin in ["471139", "471140"] {
        assert_eq!(
            show_badge(&keyring, &badge, pin, 0),
            Err(VaultError::WrongSecret)
        );
    }
    assert_eq!(
        sign_in(&keyring, "W-1", "no").unwrap_err(),
        VaultError::WrongSecret
    );
    let throttled = VaultError::Throttled { until_ms: 5_000 };
    assert_eq!(show_badge(&keyring, &badge, "471138", 0), Err(throttled));
    assert!(show_badge(&keyring, &badge, "471138", 5_000).is_ok());
}

#[test]
fn a_passkey_opens_its_owners_keys_on_the_tablet_that_asked_it() {
    let (_, keyring) = tablet();
    let (ayo, bea) = (enrol(&keyring, "W-1", None), enrol(&keyring, "W-2", None));
    let (answer, other) = (Secret::from_bytes([7; 32]), Secret::from_bytes([8; 32]));
    let key_of = |answer: &Secret, owner| passkey::vault_key(answer, keyring.tablet(), owner);
    let key = key_of(&answer, ayo.tag());
    now(keyring.set_shown_way(&ayo, Way::Passkey, None, &key, b"credential")).unwrap();
    assert_eq!(
        now(keyring.whose(Way::Passkey, b"credential")),
        Ok(Some(ayo.tag()))
    );
    assert_eq!(now(keyring.whose(Way::Badge, b"credential")), Ok(None));
    for (key, is_right) in [
        (key_of(&other, ayo.tag()), false),
        (key_of(&answer, bea.tag()), false),
        (key, true),
    ] {
        let attempt = now(keyring.begin_try_of(ayo.tag(), 0)).unwrap();
        let opened = now(keyring.unlock(attempt, Way::Passkey, &key));
        assert_eq!(opened.is_ok(), is_right);
    }
    assert_ne!(
        passkey::question(keyring.tablet()),
        passkey::question(tablet().1.tablet())
    );
}

/// R7 the row of a person was written by a newer version: what this one does not know is kept when it writes
#[test]
fn members_of_a_newer_release_are_kept() {
    let (store, keyring) = tablet();
    let me = enrol(&keyring, "W-1", None);
    let key = format!("user:{}", me.tag());
    let edit = |change: &dyn Fn(&mut serde_json::Value)| {
        let bytes = now(store.get(StoreName::Keys, key.as_bytes()))
            .unwrap()
            .unwrap();
        let mut row = serde_json::from_slice(&bytes).unwrap();
        change(&mut row);
        store.load(
            StoreName::Keys,
            key.clone().into_bytes(),
            row.to_string().into_bytes(),
        );
    };
    edit(&|row| row["later"] = "kept".into());
    now(keyring.ensure_recovery(&me, SealPair::make().unwrap().public())).unwrap();
    edit(&|row| {
        assert_eq!(row["later"], "kept");
        row["v"] = 2.into();
    });
    let newer = VaultError::NeedsNewerApp {
        what: "a person's keys",
    };
    assert_eq!(sign_in(&keyring, "W-1", "W-1").unwrap_err(), newer);
}

/// R6 each byte of the row of a person's keys is changed in turn: nothing opens wrongly
#[test]
fn every_changed_byte_of_a_persons_row_is_noticed() {
    let (store, keyring) = tablet();
    let me = enrol(&keyring, "W-1", None);
    let key = format!("user:{}", me.tag()).into_bytes();
    let row = now(store.get(StoreName::Keys, &key)).unwrap().unwrap();
    let original = me.pair().public();
    for position in 0..row.len() {
        let mut changed = row.clone();
        changed[position] ^= 1;
        store.load(StoreName::Keys, key.clone(), changed);
        // Some bytes are only punctuation or names of unused members: whatever
        // opens must be the same keys.
        if let Ok(opened) = sign_in(&keyring, "W-1", "W-1") {
            assert_eq!(opened.pair().public(), original, "byte {position}");
            assert_eq!(opened.profile(), me.profile(), "byte {position}");
        }
        now(keyring.forget_tries(me.tag())).unwrap();
    }
}

#[test]
fn a_holder_passes_a_book_on_to_whoever_is_entitled() {
    let (_, keyring) = tablet();
    let ayo = enrol(&keyring, "W-1", None);
    let upkeep = now(keyring.ensure_epochs(ayo.pair(), &[exactly("wing", &[&ayo], None)])).unwrap();
    assert_eq!((upkeep.begun, upkeep.added), (vec![book("wing")], 1));

    let bea = enrol(&keyring, "W-2", None);
    assert_eq!(held(&keyring, bea.pair(), "wing"), 0);
    let both = [exactly("wing", &[&ayo, &bea], None)];
    let upkeep = now(keyring.ensure_epochs(ayo.pair(), &both)).unwrap();
    assert_eq!((upkeep.begun.len(), upkeep.added), (0, 1));
    assert_eq!(held(&keyring, bea.pair(), "wing"), 1);
    // Nothing is left to do, and nothing is written.
    assert_eq!(
        now(keyring.ensure_epochs(ayo.pair(), &both)).unwrap(),
        Upkeep::default()
    );
}

#[test]
fn without_a_holder_a_new_epoch_begins_for_all() {
    let (_, keyring) = tablet();
    let ayo = enrol(&keyring, "W-1", None);
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    let bea = enrol(&keyring, "W-2", None);
    let upkeep = now(keyring.ensure_epochs(bea.pair(), &[at_least("wing", &[&bea])])).unwrap();
    assert_eq!(upkeep.begun, vec![book("wing")]);
    assert_eq!(held(&keyring, bea.pair(), "wing"), 1);
    // Ayo wasn't there and was not named, but read the last epoch.
    assert_eq!(held(&keyring, ayo.pair(), "wing"), 2);
    // For an epoch that one begins oneself one is handed no earlier one: only for being entitled.
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    assert_eq!(held(&keyring, bea.pair(), "wing"), 1);
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo, &bea])])).unwrap();
    assert_eq!(held(&keyring, bea.pair(), "wing"), 2);
}

#[test]
fn whose_role_is_cut_reads_nothing_new_and_nothing_old() {
    let (_, keyring) = tablet();
    let ayo = enrol(&keyring, "W-1", None);
    let bea = enrol(&keyring, "W-2", None);
    now(keyring.ensure_epochs(ayo.pair(), &[exactly("wing", &[&ayo, &bea], None)])).unwrap();
    let upkeep = now(keyring.ensure_epochs(ayo.pair(), &[exactly("wing", &[&ayo], None)])).unwrap();
    assert_eq!((upkeep.begun.len(), upkeep.removed), (1, 1));
    assert_eq!(held(&keyring, bea.pair(), "wing"), 0);
    assert_eq!(held(&keyring, ayo.pair(), "wing"), 2);
}

#[test]
fn who_is_denied_a_book_is_cut_off_and_who_is_unknown_keeps_what_they_hold() {
    let (_, keyring) = tablet();
    let (ayo, bea, cho) = (
        enrol(&keyring, "W-1", None),
        enrol(&keyring, "W-2", None),
        enrol(&keyring, "W-3", None),
    );
    now(keyring.ensure_epochs(ayo.pair(), &[exactly("wing", &[&ayo, &bea, &cho], None)])).unwrap();
    let without = |denied: &[&Unlocked]| Entitlement {
        book: book("wing"),
        readers: Readers::Without {
            readers: vec![*ayo.pair().public()],
            denied: denied.iter().map(|one| *one.pair().public()).collect(),
        },
        recovery: None,
    };
    now(keyring.ensure_epochs(ayo.pair(), &[without(&[])])).unwrap();
    assert_eq!(now(keyring.holders(&book("wing"))).unwrap().len(), 3);
    let upkeep = now(keyring.ensure_epochs(ayo.pair(), &[without(&[&bea])])).unwrap();
    assert_eq!(upkeep.begun, [book("wing")]);
    let holds = |one: &Unlocked| held(&keyring, one.pair(), "wing");
    assert_eq!((holds(&ayo), holds(&bea), holds(&cho)), (2, 0, 2));

    // Bea, offline, begins an epoch by herself. It opens nothing of what lies before, and Ayo does not go on with it.
    now(keyring.ensure_epochs(bea.pair(), &[at_least("wing", &[&bea])])).unwrap();
    assert_eq!(holds(&bea), 1);
    let upkeep = now(keyring.ensure_epochs(ayo.pair(), &[without(&[&bea])])).unwrap();
    assert_eq!(upkeep.begun, [book("wing")]);
    assert_eq!((holds(&ayo), holds(&cho)), (4, 4));
    assert_eq!(now(keyring.holders(&book("wing"))).unwrap().len(), 2);
}

#[test]
fn a_recovery_key_that_is_none_keeps_nobody_from_theirs() {
    let (_, keyring) = tablet();
    // A point of small order: what is wrapped to it would be open to everybody.
    let mut none = [0; 32];
    none[0] = 1;
    let ayo = enrol(&keyring, "W-1", Some(none));
    now(keyring.ensure_recovery(&ayo, &none)).unwrap();
    let key = SealPair::make().unwrap();
    assert!(
        now(keyring.unlock_all_by_recovery(&key))
            .unwrap()
            .is_empty()
    );
    now(keyring.ensure_recovery(&ayo, key.public())).unwrap();
    assert_eq!(now(keyring.unlock_all_by_recovery(&key)).unwrap().len(), 1);
}

#[test]
fn another_recovery_key_begins_an_epoch_that_the_one_before_does_not_open() {
    let (_, keyring) = tablet();
    let ayo = enrol(&keyring, "W-1", None);
    let (old, new) = (SealPair::make().unwrap(), SealPair::make().unwrap());
    for (recovery, begun) in [(&old, 1), (&old, 0), (&new, 1), (&new, 0)] {
        let wanted = exactly("wing", &[&ayo], Some(*recovery.public()));
        let upkeep = now(keyring.ensure_epochs(ayo.pair(), &[wanted])).unwrap();
        assert_eq!(upkeep.begun.len(), begun);
    }
    assert_eq!(held(&keyring, &old, "wing"), 1);
    assert_eq!(
        held(&keyring, &new, "wing"),
        2,
        "what was written before, too"
    );
}

#[test]
fn who_gives_a_book_up_ends_its_epoch_for_the_next_reader() {
    let (_, keyring) = tablet();
    let (ayo, bea) = (enrol(&keyring, "W-1", None), enrol(&keyring, "W-2", None));
    now(keyring.ensure_epochs(ayo.pair(), &[exactly("wing", &[&ayo, &bea], None)])).unwrap();
    assert_eq!(now(keyring.holders(&book("wing"))).unwrap().len(), 2);

    // Ayo's role is cut while nobody else is there: no epoch of which Ayo would make the key.
    let upkeep = now(keyring.ensure_epochs(ayo.pair(), &[exactly("wing", &[&bea], None)])).unwrap();
    assert_eq!((upkeep.begun.len(), upkeep.removed), (0, 1));
    assert_eq!(
        (
            held(&keyring, ayo.pair(), "wing"),
            held(&keyring, bea.pair(), "wing")
        ),
        (0, 1)
    );
    // Ayo may remember the old key; what Bea writes from now on is sealed with another.
    let upkeep = now(keyring.ensure_epochs(bea.pair(), &[exactly("wing", &[&bea], None)])).unwrap();
    assert_eq!(upkeep.begun, [book("wing")]);
    assert_eq!(held(&keyring, bea.pair(), "wing"), 2);
    let upkeep = now(keyring.ensure_epochs(bea.pair(), &[exactly("wing", &[&bea], None)])).unwrap();
    assert_eq!(upkeep, Upkeep::default(), "once is enough");
}

#[test]
fn who_is_cut_while_alone_strands_nothing() {
    let (_, keyring) = tablet();
    let recovery = SealPair::make().unwrap();
    let ayo = enrol(&keyring, "W-1", None);
    let bea = enrol(&keyring, "W-2", None);
    now(keyring.ensure_epochs(ayo.pair(), &[exactly("wing", &[&ayo], None)])).unwrap();
    // Nobody else and no recovery key opens the epoch: the wrap stays.
    now(keyring.ensure_epochs(bea.pair(), &[exactly("wing", &[], None)])).unwrap();
    assert_eq!(held(&keyring, ayo.pair(), "wing"), 1);
    // Ayo, being cut, hands over first.
    let cut = exactly("wing", &[&bea], Some(*recovery.public()));
    now(keyring.ensure_epochs(ayo.pair(), &[cut])).unwrap();
    assert_eq!(held(&keyring, ayo.pair(), "wing"), 0);
    assert_eq!(held(&keyring, bea.pair(), "wing"), 1);
    assert_eq!(held(&keyring, &recovery, "wing"), 1);
}

/// R30 nobody who holds a register is left: the recovery key opens it
#[test]
fn the_recovery_key_opens_what_nobody_left_can() {
    let (_, keyring) = tablet();
    let recovery = SealPair::make().unwrap();
    let ayo = enrol(&keyring, "W-1", Some(*recovery.public()));
    let entitlement = exactly("wing", &[&ayo], Some(*recovery.public()));
    now(keyring.ensure_epochs(ayo.pair(), &[entitlement])).unwrap();
    // The passphrase is forgotten; the server takes a new one.
    let person = NewPerson {
        staff_number: "W-1",
        kdf: kdf(),
        vault_key: &vault_key("new words"),
        profile: b"",
        recovery: None,
    };
    let renewed = now(keyring.enrol_again(person)).unwrap();
    assert_eq!(held(&keyring, renewed.pair(), "wing"), 0);
    assert_eq!(held(&keyring, &recovery, "wing"), 1);
    let opened = now(keyring.unlock_all_by_recovery(&recovery)).unwrap();
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].pair().public(), ayo.pair().public());
    // Bea is taken off the tablet; her row is set aside as well.
    let bea = enrol(&keyring, "W-2", Some(*recovery.public()));
    now(keyring.retire(bea.tag())).unwrap();
    assert_eq!(
        sign_in(&keyring, "W-2", "W-2").unwrap_err(),
        VaultError::UnknownPerson
    );
    assert_eq!(
        now(keyring.unlock_all_by_recovery(&recovery))
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_key_that_is_none_keeps_nobody_from_theirs() {
    let (_, keyring) = tablet();
    let ayo = enrol(&keyring, "W-1", None);
    let entitlement = Entitlement {
        book: book("wing"),
        readers: Readers::AtLeast(vec![[0; 32], *ayo.pair().public()]),
        recovery: None,
    };
    let upkeep = now(keyring.ensure_epochs(ayo.pair(), &[entitlement])).unwrap();
    assert_eq!(upkeep.refused.len(), 1);
    assert_eq!(held(&keyring, ayo.pair(), "wing"), 1);
}

/// R6 R30 the key of a register is damaged: it is said, and writing goes on with a new one
#[test]
fn a_damaged_epoch_is_told_and_followed_by_a_new_one() {
    let (store, keyring) = tablet();
    let ayo = enrol(&keyring, "W-1", None);
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    store.load(
        StoreName::Keys,
        b"epoch:wing:00000001".to_vec(),
        b"{".to_vec(),
    );
    let keys = now(keyring.open_books(ayo.pair())).unwrap();
    assert_eq!(keys.problems().len(), 1);
    now(keyring.ensure_epochs(ayo.pair(), &[at_least("wing", &[&ayo])])).unwrap();
    let keys = now(keyring.open_books(ayo.pair())).unwrap();
    assert_eq!(keys.epochs(&book("wing")).len(), 1);
    // The damaged one is left as it is.
    let left = now(store.get(StoreName::Keys, b"epoch:wing:00000001")).unwrap();
    assert_eq!(left, Some(b"{".to_vec()));
}

/// R31 the stored rows of people and keys are searched for names and staff numbers
#[test]
fn nothing_stored_names_anybody() {
    let (store, keyring) = tablet();
    enrol(&keyring, "W-12345", None);
    now(keyring.begin_try("W-12345", 0)).map(drop).unwrap();
    for name in StoreName::ALL {
        for (key, value) in store.rows(name) {
            let text = String::from_utf8_lossy(&[key, value].concat()).into_owned();
            assert!(
                !text.contains("12345") && !text.contains("profile of"),
                "{text}"
            );
        }
    }
}
