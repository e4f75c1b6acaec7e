//! Fetching: page by page, each stored together with its cursor.

use serde_json::Value;

use super::{
    Event, Pause,
    round::{Halt, Open, Round},
};
use crate::{
    backend::{Backend, Change, Leaf, Page, revision_of},
    fault::{BackendError, Fault},
    replica::Replica,
};

/// Pages in one round at most: a server that always has more must not keep a round for ever.
const PAGES_MAX: u32 = 100_000;

/// After how many pages a note is left.
const PAGES_PER_MARK: u32 = 3;

/// After how long a note is left, if pages come slowly.
const MARK_MS: i64 = 20_000;

/// Rival leaves asked for at once.
const LEAVES_PER_REQUEST: usize = 100;

impl<B: Backend, R: Replica, P: Pause> Round<'_, B, R, P> {
    /// Fetches until nothing is left, sending in between what is written meanwhile.
    pub(super) async fn pull(
        &mut self,
        open: &mut Open,
        reads_back: bool,
    ) -> Result<(), Halt<R::Error>> {
        for page_number in 1..=PAGES_MAX {
            self.breathe().await?;
            let page = self.next_page(open).await?;
            let more = page.more;
            if more && open.checkpoint.cursor.as_ref() == Some(&page.cursor) {
                let stuck = BackendError::new(Fault::Garbled, "the change feed does not move on");
                return Err(Halt::Round(stuck));
            }
            self.store(open, page).await?;
            if !more {
                break;
            }
            let unseen_ms = self.wall_ms() - open.seen_ms;
            if page_number % PAGES_PER_MARK == 0 || unseen_ms > MARK_MS {
                self.leave_mark(open).await?;
            }
            if open.scope.send {
                self.push_between(open, reads_back).await?;
            }
        }
        Ok(())
    }

    /// What was written during a long pull doesn't wait for its end. A refusal to take it is no reason to stop
    /// fetching.
    async fn push_between(
        &mut self,
        open: &mut Open,
        reads_back: bool,
    ) -> Result<(), Halt<R::Error>> {
        let before = open.progress.pushed;
        match self.push_new(open, &mut Vec::new()).await {
            Err(Halt::Book(error)) => self.tell(Event::BookSkipped {
                book: open.scope.book,
                error,
            }),
            other => other?,
        }
        if reads_back && open.progress.pushed > before {
            self.confirm(open).await?;
        }
        Ok(())
    }

    async fn next_page(&mut self, open: &mut Open) -> Result<Page, Halt<R::Error>> {
        loop {
            let pace = &mut self.engine.pace;
            let (limit, timeout_ms) = (pace.pull_documents(), pace.pull_timeout_ms());
            let since = open.checkpoint.cursor.as_ref();
            match self
                .backend
                .pull(open.scope.book, since, limit, timeout_ms)
                .await
            {
                Ok(page) => {
                    self.engine.pace.page_came(page.bytes);
                    return Ok(page);
                }
                Err(error) if matches!(error.fault, Fault::Timeout | Fault::TooLarge) => {
                    if !self.engine.pace.page_timed_out() {
                        return Err(Halt::Round(error));
                    }
                }
                // A cursor that the server can't read any more: from the beginning, what is held is skipped.
                Err(error) if error.fault == Fault::Unprocessable && since.is_some() => {
                    open.checkpoint.cursor = None;
                    self.save(open).await?;
                }
                Err(error) => return Err(error.into()),
            }
            self.breathe().await?;
        }
    }

    async fn store(&mut self, open: &mut Open, page: Page) -> Result<(), Halt<R::Error>> {
        let book = open.scope.book;
        let count = page.changes.len();
        open.progress.pulled += count as u64;
        open.progress.to_pull = page.pending;
        open.progress.bytes += page.bytes as u64;
        if count == 0 {
            // A cluster words its cursor anew each time: not worth a write, unless rows were passed over.
            if page.more {
                open.checkpoint.cursor = Some(page.cursor);
                self.save(open).await?;
            }
            return Ok(());
        }
        let changes = self.complete(open, page.changes).await?;
        let mut checkpoint = open.checkpoint.clone();
        checkpoint.cursor = Some(page.cursor);
        let applied = self
            .replica
            .apply(&self.engine.id, book, changes, &checkpoint)
            .await;
        let applied = applied.map_err(Halt::Store)?;
        open.checkpoint = checkpoint;
        self.tally.pulled += u64::from(applied.new);
        if applied.new > 0 {
            self.tell(Event::Pulled {
                book,
                count: applied.new,
            });
        }
        self.tell(Event::Progress(open.progress));
        Ok(())
    }

    /// Strips the documents that are held already (mostly the echo of what was sent) and fetches the leaves that
    /// didn't come with the feed. Every change is kept: which leaves are left is news in itself.
    async fn complete(
        &mut self,
        open: &Open,
        mut changes: Vec<Change>,
    ) -> Result<Vec<Change>, Halt<R::Error>> {
        let leaf = |id: &str, rev: &str| Leaf {
            id: id.to_owned(),
            rev: rev.to_owned(),
        };
        let leaves: Vec<Leaf> = changes
            .iter()
            .flat_map(|change| change.leaves.iter().map(|rev| leaf(&change.id, rev)))
            .collect();
        let knows = self
            .replica
            .knows(open.scope.book, &leaves)
            .await
            .map_err(Halt::Store)?;
        let mut knows = knows.into_iter();
        let mut absent = Vec::new();
        for change in &mut changes {
            for rev in &change.leaves {
                let known = knows.next().unwrap_or(false);
                let came = |document: &Value| revision_of(document) == Some(rev);
                if known {
                    change.documents.retain(|document| !came(document));
                } else if !change.documents.iter().any(came) {
                    absent.push(leaf(&change.id, rev));
                }
            }
        }
        for wanted in absent.chunks(LEAVES_PER_REQUEST) {
            self.breathe().await?;
            let documents = self.backend.fetch(open.scope.book, wanted).await?;
            for leaf in wanted {
                let found = documents.iter().find(|document| {
                    revision_of(document) == Some(&leaf.rev)
                        && document.get("_id").and_then(Value::as_str) == Some(&leaf.id)
                });
                // The cursor must not pass a leaf that wasn't stored.
                let Some(document) = found else {
                    let detail = format!(
                        "the server lists {} {} and doesn't give it",
                        leaf.id, leaf.rev
                    );
                    return Err(Halt::Book(BackendError::new(Fault::Garbled, &detail)));
                };
                if let Some(change) = changes.iter_mut().find(|change| change.id == leaf.id) {
                    change.documents.push(document.clone());
                }
            }
        }
        Ok(changes)
    }
}
