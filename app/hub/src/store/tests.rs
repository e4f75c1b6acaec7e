//! The store against its own promises: durable together, failed alone, private, and versioned.

use std::path::PathBuf;

use super::{
    documents::{Body, Incoming},
    *,
};
use crate::revisions::{Path as RevisionPath, Revision};

/// A data file that is removed with the test.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("wingbook-store-{name}-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("hub.db")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn incoming(id: &str, hash: &str) -> Incoming {
    Incoming {
        id: id.into(),
        path: RevisionPath::alone(Revision::new(1, hash)),
        deleted: false,
        body: Body {
            json: "{}".into(),
            attachments: vec![],
        },
    }
}

#[test]
fn a_write_that_fails_takes_back_only_itself() {
    let place = Place::new("fails");
    let store = Store::open(&place.file()).unwrap();
    store
        .write_now(|turn| databases::create(turn, "wing"))
        .unwrap();
    let db = store
        .read_now(|connection| databases::find(connection, "wing"))
        .unwrap()
        .unwrap()
        .db;
    let failed: Result<(), StoreError> = store.write_now(move |turn| {
        documents::add(turn, db, &incoming("half", "a"))?;
        Err(StoreError::Full)
    });
    assert_eq!(failed, Err(StoreError::Full));
    let panicked: Result<(), StoreError> = store.write_now(move |turn| {
        documents::add(turn, db, &incoming("panic", "a"))?;
        panic!("a bug in a write");
    });
    assert!(matches!(panicked, Err(StoreError::Failed(_))));
    store
        .write_now(move |turn| documents::add(turn, db, &incoming("whole", "a")))
        .unwrap();
    let listed = store
        .read_now(|connection| {
            reading::changes(
                connection,
                db,
                reading::Span::default(),
                10,
                reading::With::default(),
            )
        })
        .unwrap()
        .rows;
    assert_eq!(
        listed.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["whole"]
    );
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let place = Place::new("again");
    let store = Store::open(&place.file()).unwrap();
    store
        .write_now(|turn| settings::set(turn, "slug", b"luzira"))
        .unwrap();
    drop(store);
    let store = Store::open(&place.file()).unwrap();
    assert_eq!(
        store
            .read_now(|connection| settings::text(connection, "slug"))
            .unwrap()
            .as_deref(),
        Some("luzira")
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_the_data_file() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new("private");
    drop(Store::open(&place.file()).unwrap());
    let mode = std::fs::metadata(place.file())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_newer_file_is_named_not_guessed() {
    let place = Place::new("newer");
    drop(Store::open(&place.file()).unwrap());
    let raw = Connection::open(place.file()).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    assert!(matches!(
        Store::open(&place.file()),
        Err(StoreError::Newer { found: 99, .. })
    ));
}

#[test]
fn what_is_no_data_file_is_refused() {
    let place = Place::new("foreign");
    std::fs::write(
        place.file(),
        b"not a database at all, but long enough to look at",
    )
    .unwrap();
    assert!(matches!(
        Store::open(&place.file()),
        Err(StoreError::Damaged(_))
    ));
}

#[test]
fn records_of_an_older_file_are_filed_in_their_chains() {
    let place = Place::new("older");
    let store = Store::open(&place.file()).unwrap();
    let device = "0b7f6a3e-5c1d-4e0a-9f57-1f8f6f2b7c11";
    let chain = "5e0f0a0c-7d55-4b53-8f6b-0a3f1f1f0d01";
    store
        .write_now(move |turn| -> Result<(), StoreError> {
            databases::create(turn, "wb-test-wing")?;
            let db = databases::find(turn.connection, "wb-test-wing")?.unwrap().db;
            for (id, seq) in [("entry:b", 2), ("entry:a", 1), ("note:c", 3)] {
                let mut one = incoming(id, "a");
                one.body.json = format!(
                    r#"{{"header":{{"chain":"{chain}","seq":{seq},"prev":null,"device":"{device}"}}}}"#
                );
                documents::add(turn, db, &one)?;
            }
            Ok(())
        })
        .unwrap();
    drop(store);
    // As version 1 left it.
    let raw = Connection::open(place.file()).unwrap();
    raw.execute_batch(
        "DROP TABLE chains; DROP TABLE links; DROP TABLE tablets; PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(raw);
    let store = Store::open(&place.file()).unwrap();
    let filed: (String, i64) = store
        .read_now(|connection| -> Result<_, StoreError> {
            let sql = "SELECT group_concat(id || seq, ' '), (SELECT count(*) FROM chains WHERE device = ?1)
                       FROM links WHERE chain = ?2";
            Ok(connection.query_row(sql, (device, chain), |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .unwrap();
    assert_eq!(filed, ("entry:a1 entry:b2".into(), 1));
}
