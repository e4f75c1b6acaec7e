//! The rows of a list of any length: the first page is kept up to date, further pages come as the list is scrolled.

use std::{collections::HashSet, sync::Arc};

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Failure, RecordFilter, RecordLine, RecordsPage, Request, Response};

use crate::{
    client,
    state::{
        loaded::{Loaded, load},
        snackbars::{Snackbars, use_snackbars},
    },
};

/// Rows asked for at each keystroke: a few screens.
const FIRST_ROWS: usize = 40;

/// Rows asked for as the list is scrolled.
const MORE_ROWS: usize = 200;

/// The rows that are known so far.
#[derive(Clone, Copy)]
pub struct Paging {
    first: Loaded<RecordsPage>,
    filter: Memo<RecordFilter>,
    rows: RwSignal<Arc<Vec<RecordLine>>>,
    /// A further page is on its way.
    is_asking: StoredValue<bool>,
    snackbars: Snackbars,
}

impl Paging {
    /// The records that fit the filter, whatever it becomes.
    pub fn follow(filter: Memo<RecordFilter>) -> Self {
        let first = load(
            move || Request::Records {
                filter: filter.get(),
                offset: 0,
                limit: FIRST_ROWS,
            },
            |response| match response {
                Response::Records(page) => Some(page),
                _ => None,
            },
        );
        let rows = RwSignal::new(Arc::<Vec<RecordLine>>::default());
        let shown_filter = StoredValue::new(None::<RecordFilter>);
        Effect::new(move |_| {
            first.with(|page| {
                let Some(page) = page else { return };
                let now = filter.get_untracked();
                let same = shown_filter.with_value(|shown| shown.as_ref() == Some(&now));
                shown_filter.set_value(Some(now));
                rows.update(|rows| {
                    let tail = if same { tail(rows, page) } else { &[] };
                    *rows = Arc::new([page.records.as_slice(), tail].concat());
                });
            });
        });
        Paging {
            first,
            filter,
            rows,
            is_asking: StoredValue::new(false),
            snackbars: use_snackbars(),
        }
    }

    /// The rows, newest first.
    pub fn rows(self) -> Signal<Arc<Vec<RecordLine>>> {
        self.rows.into()
    }

    /// How many fit the filter; nothing before the first answer (reactive).
    pub fn total(self) -> Option<usize> {
        self.first.with(|page| page.map(|page| page.total))
    }

    /// Whether every row that fits is here (reactive).
    pub fn is_whole(self) -> bool {
        let rows = self.rows.with(|rows| rows.len());
        self.total().is_some_and(|total| rows >= total)
    }

    /// Why the first question failed (reactive).
    pub fn failure(self) -> Option<Failure> {
        self.first.failure()
    }

    /// What can be filtered by, from the first page (reactive).
    pub fn with_page<Out>(self, read: impl FnOnce(Option<&RecordsPage>) -> Out) -> Out {
        self.first.with(read)
    }

    /// Asks again.
    pub fn reload(self) {
        self.first.reload();
    }

    /// Brings the next page.
    pub fn more(self) {
        if self.is_asking.get_value() {
            return;
        }
        self.is_asking.set_value(true);
        let filter = self.filter.get_untracked();
        let offset = self.rows.with_untracked(|rows| rows.len());
        spawn_local(async move {
            let request = Request::Records {
                filter: filter.clone(),
                offset,
                limit: MORE_ROWS,
            };
            let answer = client::ask(request).await;
            // The page may have been left meanwhile, or the filter changed: then the answer is nobody's.
            let _ = self.is_asking.try_set_value(false);
            if self.filter.try_get_untracked() != Some(filter) {
                return;
            }
            match answer {
                Ok(Response::Records(page)) => {
                    let _ = self.rows.try_update(|rows| append(rows, page.records));
                }
                Ok(_) => {}
                Err(failure) => self.snackbars.fail(&failure),
            }
        });
    }
}

/// The rows known beyond a fresh first page. Where they can't be joined to it, none.
fn tail<'a>(rows: &'a [RecordLine], page: &RecordsPage) -> &'a [RecordLine] {
    let Some(last) = page.records.last() else {
        return &[];
    };
    let joint = rows.iter().position(|row| row.id == last.id);
    joint.map_or(&[], |joint| &rows[joint + 1..])
}

/// Adds a page. What was written meanwhile moves the pages on, so a row may come twice.
fn append(rows: &mut Arc<Vec<RecordLine>>, page: Vec<RecordLine>) {
    let known: HashSet<_> = rows.iter().map(|row| row.id).collect();
    let new = page.into_iter().filter(|row| !known.contains(&row.id));
    Arc::make_mut(rows).extend(new);
}
