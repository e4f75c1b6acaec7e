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
