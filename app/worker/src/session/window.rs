//! How records lie on this tablet, and which leave it: settled ones move into pages, old ones go once they have left the
//! window of their register and the server is known to hold them.

use std::{collections::HashSet, rc::Rc};

use wingbook_record::{
    access::Book,
    id::EntryId,
    time::{Millis, local_date},
    window,
};
use wingbook_vault::Month;

use super::{Session, book_name};
use crate::{failure, message::Failure, platform::Platform};

/// Whoever signs in wants to work first.
const SETTLE_AFTER_MS: u32 = 60_000;

/// Between two looks at what has left the window.
const LEAVE_EVERY_MS: Millis = 6 * 3_600_000;

/// The month of a moment, as the vault's pages know it.
pub(crate) fn month_of(at_ms: Millis) -> Month {
    Month(window::month_of(at_ms))
}

/// Lets records that were written or received one by one move into pages, once everybody is at work.
pub(super) fn settle_later<P: Platform>(session: &Rc<Session<P>>) {
    let later = Rc::downgrade(session);
    let platform = Rc::clone(&session.platform);
    session.platform.spawn(async move {
        platform.sleep(SETTLE_AFTER_MS).await;
        if let Some(session) = later.upgrade() {
            // What has not moved now does at the next sign-in; it is as safe where it is.
            let _ = session.settle().await;
        }
    });
}

impl<P: Platform> Session<P> {
    async fn settle(&self) -> Result<(), Failure> {
        // What waits is looked up one by one when it is sent, for which a row is quicker.
        let open = self.deliveries.borrow().open_ids();
        let roles = self.roles.borrow().clone();
        for book in Book::readable(&roles) {
            let begins = self.window_begins_ms(book);
            let month = |id: &str| {
                if open.contains(id) {
                    return None;
                }
                let journal = self.journal.borrow();
                let record = journal.record(EntryId::from_document(id)?)?;
                let at_ms = record.position.at_ms;
                // Older than the window is what stays beyond it; its month's pages are gone.
                begins
                    .is_none_or(|begins| at_ms >= begins)
                    .then(|| month_of(at_ms))
            };
            self.vault
                .settle(&book_name(book)?, |document| month(document.id))
                .await
                .map_err(|error| failure::of_vault(&error))?;
        }
        Ok(())
    }

    /// When the window of a register begins on this tablet; `None` where everything stays: it has none, or there is no
    /// server to bring anything back.
    pub(crate) fn window_begins_ms(&self, book: Book) -> Option<Millis> {
        let days = book.window_days()?;
        self.tablet.borrow().server.as_ref()?;
        let begins_ms = window::begins_ms(self.now_ms(), days);
        // A house younger than its window has nothing beyond it.
        (self.house_begins_ms()? < begins_ms).then_some(begins_ms)
    }

    /// When the first of the house's places was entered: before that nobody can have written a record.
    fn house_begins_ms(&self) -> Option<Millis> {
        let journal = self.journal.borrow();
        let directory = journal.directory();
        let places = directory
            .values("place")
            .map(|(id, _)| directory.first_ms(id));
        places.flatten().min()
    }

    /// Lets records go that have left the window of their register. To be called when everything has just been sent and
    /// received, so that the clock was held against the server's.
    ///
    /// # Errors
    /// The store's; what has not gone is as it was.
    pub(crate) async fn let_old_ones_go(&self) -> Result<(), Failure> {
        let now_ms = self.platform.monotonic_ms();
        let is_due = self
            .looked_ms
            .get()
            .is_none_or(|then| now_ms - then >= LEAVE_EVERY_MS);
        if !is_due {
            return Ok(());
        }
        self.looked_ms.set(Some(now_ms));
        let roles = self.roles.borrow().clone();
        for book in Book::readable(&roles) {
            if let Some(first_ms) = self.window_begins_ms(book) {
                self.let_go_before(book, first_ms).await?;
            }
        }
        Ok(())
    }

    async fn let_go_before(&self, book: Book, first_ms: Millis) -> Result<(), Failure> {
        let leaving: HashSet<String> = {
            let journal = self.journal.borrow();
            let live = journal.live();
            let now_ms = self.now_ms();
            let Some(house_ms) = self.house_begins_ms() else {
                return Ok(());
            };
            if !window::is_in_use(live, book, now_ms) {
                return Ok(());
            }
            let today = local_date(now_ms, self.utc_offset_minutes());
            let leaving = window::leaving(live, book, house_ms..first_ms, &today).into_iter();
            let fetched = self.fetched.borrow();
            leaving
                .filter(|id| !fetched.holds(*id))
                .map(|id| id.document())
                .collect()
        };
        if leaving.is_empty() {
            return Ok(());
        }
        let of_vault = |error| failure::of_vault(&error);
        let name = book_name(book)?;
        let from_pages = self
            .vault
            .forget_months_before(&name, month_of(first_ms), |id| leaving.contains(id))
            .await
            .map_err(of_vault)?;
        let in_rows: Vec<String> = leaving.iter().cloned().collect();
        let from_rows = self.vault.forget_documents(&name, &in_rows).await;
        let from_rows = from_rows.map_err(of_vault)?;
        let kept: HashSet<&String> = from_pages.kept.iter().chain(&from_rows.kept).collect();
        let gone: Vec<EntryId> = leaving
            .iter()
            .filter(|id| !kept.contains(id))
            .filter_map(|id| EntryId::from_document(id))
            .collect();
        for id in &gone {
            self.journal.borrow_mut().remove(*id);
        }
        if let Some(count) = self.counts.borrow_mut().get_mut(&book) {
            *count = count.saturating_sub(gone.len());
        }
        self.changed();
        Ok(())
    }
}
