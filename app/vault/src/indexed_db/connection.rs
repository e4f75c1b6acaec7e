//! The connection to the database: opened when needed, given up when the browser
//! closes it or another tab has to change the database.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::IntoFuture;
use std::rc::Rc;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::error::{from_library, from_opening};
use crate::store::{StoreError, StoreName};

/// Fixed for life.
const VERSION: u8 = 1;
/// How long to wait for another tab that keeps the database from opening.
const OPEN_WAIT_MS: u32 = if cfg!(test) { 500 } else { 10_000 };

type Held = Rc<RefCell<Option<Opened>>>;

/// An open database and what listens for its end.
struct Opened {
    database: Database,
    _on_end: Closure<dyn FnMut()>,
}

pub(super) struct Connection {
    name: String,
    opened: Held,
    /// Whether the database has been open in this session.
    was_open: Cell<bool>,
    /// Whether it was gone when it was opened again: this session is over.
    vanished: Rc<Cell<bool>>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = self.opened.borrow().is_some();
        write!(formatter, "Connection({}, open: {open})", self.name)
    }
}

impl Connection {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            opened: Rc::default(),
            was_open: Cell::new(false),
            vanished: Rc::default(),
        }
    }

    pub(super) fn close(&self) {
        give_up(&self.opened);
    }

    /// The open database, opened now if it isn't.
    pub(super) async fn database(&self) -> Result<Database, StoreError> {
        if let Some(opened) = self.opened.borrow().as_ref() {
            return Ok(opened.database.clone());
        }
        let database = self.open().await?;
        let mut held = self.opened.borrow_mut();
        if let Some(opened) = held.as_ref() {
            // Another task was faster; one connection is enough.
            let first = opened.database.clone();
            drop(held);
            database.close();
            return Ok(first);
        }
        *held = Some(Opened {
            _on_end: listen(&database, &self.opened),
            database: database.clone(),
        });
        self.was_open.set(true);
        Ok(database)
    }

    async fn open(&self) -> Result<Database, StoreError> {
        if self.vanished.get() {
            return Err(StoreError::Vanished);
        }
        let was_open = self.was_open.get();
        let vanished = self.vanished.clone();
        let request = Database::open(self.name.as_str())
            .with_version(VERSION)
            .with_on_upgrade_needed(move |_, database| {
                // It was there a moment ago. The stores are made all the same, as
                // for a first start, but keys of the lost vault never write to them.
                vanished.set(was_open);
                for store in StoreName::ALL {
                    database.create_object_store(store.as_str()).build()?;
                }
                Ok(())
            })
            .build()
            .map_err(from_opening)?;
        match select(request, TimeoutFuture::new(OPEN_WAIT_MS)).await {
            Either::Left((Ok(database), _)) if self.vanished.get() => {
                database.close();
                Err(StoreError::Vanished)
            }
            Either::Left((opened, _)) => opened.map_err(from_opening),
            Either::Right((_, request)) => {
                // The browser goes on with it. Dropped, it would make a database without stores, which nobody can use.
                wasm_bindgen_futures::spawn_local(async move {
                    if let Ok(database) = request.await {
                        database.close();
                    }
                });
                Err(StoreError::Blocked)
            }
        }
    }
}

/// Delete a database.
pub(super) async fn erase(name: &str) -> Result<(), StoreError> {
    let request = Database::delete_by_name(name).map_err(from_opening)?;
    match select(request.into_future(), TimeoutFuture::new(OPEN_WAIT_MS)).await {
        Either::Left((erased, _)) => erased.map_err(from_library),
        Either::Right((_, request)) => {
            // The browser goes on with it once the other tab lets go.
            wasm_bindgen_futures::spawn_local(async move { drop(request.await) });
            Err(StoreError::Blocked)
        }
    }
}

/// Close the connection, if there is one, and forget it.
fn give_up(held: &Held) {
    // Taken out first: closing may call back.
    let opened = held.borrow_mut().take();
    if let Some(opened) = opened {
        let system = opened.database.as_sys();
        system.set_onclose(None);
        system.set_onversionchange(None);
        opened.database.close();
    }
}

/// Give up the connection when the browser closes it (`close`) or somebody wants
/// to change or delete the database (`versionchange`).
fn listen(database: &Database, held: &Held) -> Closure<dyn FnMut()> {
    let held = Rc::downgrade(held);
    let on_end = Closure::<dyn FnMut()>::new(move || {
        let Some(held) = held.upgrade() else { return };
        // The closure itself must outlive this call: it is dropped in a moment.
        let Some(opened) = held.borrow_mut().take() else {
            return;
        };
        opened.database.as_sys().set_onclose(None);
        opened.database.as_sys().set_onversionchange(None);
        opened.database.clone().close();
        wasm_bindgen_futures::spawn_local(async move { drop(opened) });
    });
    let system = database.as_sys();
    system.set_onclose(Some(on_end.as_ref().unchecked_ref()));
    system.set_onversionchange(Some(on_end.as_ref().unchecked_ref()));
    on_end
}
