//! A tablet's store is made, dumped as the recovery page does, and opened on a desk.

use wingbook_vault::{
    Entitlement, NewPerson, Readers,
    kdf::KdfParams,
    vault::{Document, Edit, Pull},
};

use super::*;

const PASSPHRASE: &str = "seven quiet lamps";

fn run<T>(task: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(task)
}

/// A tablet with one document that waits and one draft, as a rescue file.
async fn tablet(recovery: [u8; 32]) -> Vec<u8> {
    let store = Rc::new(MemoryStore::new());
    let keyring = Keyring::open(Rc::clone(&store)).await.unwrap();
    let kdf = KdfParams::standard([3; 16]);
    let secrets = derive_passphrase_secrets(PASSPHRASE, &kdf, &mut KdfMemory::new()).unwrap();
    let person = keyring
        .enrol(NewPerson {
            staff_number: "2001",
            kdf,
            vault_key: &secrets.vault_key,
            profile: b"{}",
            recovery: Some(recovery),
        })
        .await
        .unwrap();
    let book: BookName = "roster".parse().unwrap();
    let readers = Readers::AtLeast(vec![*person.pair().public()]);
    let entitled = Entitlement {
        book: book.clone(),
        readers,
        recovery: Some(recovery),
    };
    keyring
        .ensure_epochs(person.pair(), &[entitled])
        .await
        .unwrap();
    let books = keyring.open_books(person.pair()).await.unwrap();
    let vault = Vault::open(Rc::clone(&store), keyring.tablet(), books, person);
    let held = Document {
        id: "person:x".into(),
        rev: "1-a".into(),
        body: br#"{"_id":"person:x"}"#.to_vec(),
    };
    let pull = Pull {
        backend: "hub",
        documents: &[held],
        settled: &[],
        removed: &[],
        checkpoint: None,
    };
    vault.apply_pull(&book, pull).await.unwrap();
    let edit = Edit {
        document: Document {
            id: "person:x".into(),
            rev: "2-b".into(),
            body: br#"{"_id":"person:x"}"#.to_vec(),
        },
        replaces: Some("1-a".into()),
        backends: vec!["hub".into()],
        saved_ms: 1,
        draft: None,
        draft_becomes: None,
    };
    vault.save_edit(&book, &edit).await.unwrap();
    vault
        .put_draft("contact", br#"{"text":"half a sen"}"#)
        .await
        .unwrap();
    let mut file = Vec::new();
    rescue::write_dump(&store, &mut file).unwrap();
    file
}

fn by_passphrase(passphrase: &str) -> Key {
    Key::Passphrase {
        staff_number: " 2001 ".into(),
        passphrase: Zeroizing::new(passphrase.into()),
    }
}

#[test]
fn a_passphrase_opens_what_its_owner_could_read() {
    run(async {
        let pair = SealPair::from_secret(&Secret::from_bytes([9; 32]));
        let file = tablet(*pair.public()).await;
        let opened = open(file.as_slice(), by_passphrase(PASSPHRASE))
            .await
            .unwrap();
        assert_eq!(opened.documents.len(), 1);
        assert_eq!(opened.documents[0].waiting, Some(Some("1-a".into())));
        assert_eq!(opened.drafts[0]["content"]["text"], "half a sen");
        assert_eq!((opened.waiting(), opened.damaged), (1, 0));
        let pushed = as_pushed(&opened.documents[0]).unwrap();
        assert_eq!(pushed.replicated_path().unwrap().revisions().len(), 2);
        let wrong = open(file.as_slice(), by_passphrase("seven quiet lamp")).await;
        assert!(matches!(
            wrong,
            Err(RescueError::Vault(VaultError::WrongSecret))
        ));
    });
}

#[test]
fn the_recovery_key_opens_the_registers_and_nobody_s_drafts() {
    run(async {
        let pair = SealPair::from_secret(&Secret::from_bytes([9; 32]));
        let file = tablet(*pair.public()).await;
        let opened = open(file.as_slice(), Key::Recovery(Zeroizing::new([9; 32])))
            .await
            .unwrap();
        assert_eq!((opened.documents.len(), opened.drafts.len()), (1, 0));
        let other = open(file.as_slice(), Key::Recovery(Zeroizing::new([8; 32]))).await;
        assert!(matches!(other, Err(RescueError::WrongRecoveryKey)));
    });
}

#[test]
fn what_is_no_rescue_file() {
    run(async {
        let pair = SealPair::from_secret(&Secret::from_bytes([9; 32]));
        let file = tablet(*pair.public()).await;
        for cut in [0, 1, file.len() / 2, file.len() - 1] {
            let opened = open(&file[..cut], by_passphrase(PASSPHRASE)).await;
            assert!(matches!(opened, Err(RescueError::File(_))), "cut at {cut}");
        }
        let newer = String::from_utf8(file).unwrap().replacen(
            "\"wingbook_rescue\":1",
            "\"wingbook_rescue\":2",
            1,
        );
        let opened = open(newer.as_bytes(), by_passphrase(PASSPHRASE)).await;
        assert!(matches!(
            opened,
            Err(RescueError::File(DumpError::NeedsNewerApp { format: 2 }))
        ));
    });
}
