//! Opening a book: is the history there still the one that we know?
//!
//! Cursors are opaque and a restored backup keeps its identity, so neither tells. A note does: each tablet leaves,
//! in a document that is never replicated, a number that only grows. Found as expected, everything sent before it
//! and the cursor stored with it are in the backend's past. Found older or missing, the backend lost something. Found
//! later, this view of the book did: colleagues on a tablet each keep the place of what their own keys open.
//! Whatever happened after the last note is doubted whenever a round was cut off before the next one: it is asked for
//! again, which costs little and closes the gap between an acknowledgement and its note.

use super::{
    Event, Pause, Progress,
    plan::Scope,
    round::{Halt, Open, Round},
};
use crate::{
    backend::{Backend, Identity},
    replica::{Checkpoint, Marked, Reoffer, Replica},
};

/// What a note says about the history that stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Standing {
    /// As we left it.
    Known,
    /// As we left it at this note; what came after is doubted.
    Rewind(Marked),
    /// A later note of ours than the last that is known here, with this number: not the backend has fallen back, this
    /// view of the book has. Somebody else on the tablet went on under keys that aren't held here, or the place was lost.
    Behind(u64),
    /// The note doesn't tell: compare identities.
    Untold,
    /// Older than what we left, or another.
    Lost,
}

/// Judges the note found at a backend. Pure.
fn judge(checkpoint: &Checkpoint, found: Option<u64>) -> Standing {
    let last = |note: &Option<Marked>| note.as_ref().map_or(0, |note| note.epoch);
    let tail = |base: &Marked| checkpoint.sent_since || checkpoint.cursor != base.cursor;
    match (found, &checkpoint.mark, &checkpoint.attempted) {
        (Some(found), Some(mark), attempted) if found == mark.epoch => {
            // With a note under way, whatever it was to cover lies after this one.
            if attempted.is_some() || tail(mark) {
                Standing::Rewind(mark.clone())
            } else {
                Standing::Known
            }
        }
        (Some(found), _, Some(attempted)) if found == attempted.epoch => {
            Standing::Rewind(attempted.clone())
        }
        (Some(found), mark, attempted) if found > last(mark).max(last(attempted)) => {
            Standing::Behind(found)
        }
        (None, None, _) => Standing::Untold,
        _ => Standing::Lost,
    }
}

impl Open {
    /// Nothing was fetched so far. The next note gets a number never used before, above the one found there: an older note
    /// of ours must not look like the new one.
    fn begin_anew(&mut self, identity: Identity, found: u64) {
        self.checkpoint = Checkpoint {
            identity: Some(identity),
            epoch: self.checkpoint.epoch.max(found) + 1,
            ..Checkpoint::default()
        };
    }
}

impl<B: Backend, R: Replica, P: Pause> Round<'_, B, R, P> {
    pub(super) async fn open(&mut self, scope: Scope) -> Result<Open, Halt<R::Error>> {
        let checkpoint = self.replica.checkpoint(&self.engine.id, scope.book).await;
        let mut open = Open {
            scope,
            checkpoint: checkpoint.map_err(Halt::Store)?,
            mark: None,
            seen_ms: self.wall_ms(),
            offered_to: 0,
            progress: Progress {
                book: scope.book,
                pushed: 0,
                to_push: 0,
                pulled: 0,
                to_pull: None,
                bytes: 0,
            },
        };
        if !scope.receive {
            self.open_to_send(&mut open).await?;
            return Ok(open);
        }
        match self.look(&mut open).await? {
            Standing::Known => {}
            Standing::Rewind(base) => self.rewind(&mut open, base).await?,
            Standing::Behind(found) => self.catch_up(&mut open, found).await?,
            Standing::Untold => self.compare(&mut open).await?,
            Standing::Lost => {
                let identity = self.backend.identify(scope.book).await?;
                self.start_over(&mut open, identity).await?;
            }
        }
        Ok(open)
    }

    /// Reads the note and judges it.
    async fn look(&mut self, open: &mut Open) -> Result<Standing, Halt<R::Error>> {
        if open.checkpoint.unmarkable {
            return Ok(Standing::Untold);
        }
        let mut standing = Standing::Untold;
        // Starting over is dear, and a proxy's "not found" looks like a server's: asked twice.
        for _ in 0..2 {
            open.mark = self.read_mark(open).await?;
            standing = judge(&open.checkpoint, open.mark.as_ref().map(|mark| mark.epoch));
            open.seen_ms = self.wall_ms();
            if standing != Standing::Lost {
                break;
            }
        }
        Ok(standing)
    }

    /// A book that we may only send to: nothing can be read there, so only the server's own identity tells.
    async fn open_to_send(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        let described = self.engine.description.as_ref();
        let identity = Identity {
            server: described
                .map(|found| found.server.clone())
                .unwrap_or_default(),
            instance: String::new(),
        };
        self.settle_identity(open, identity).await
    }

    /// Without a note, neither here nor there: a first contact, or a backend that keeps none.
    async fn compare(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        let identity = self.backend.identify(open.scope.book).await?;
        self.settle_identity(open, identity).await?;
        self.leave_first_mark(open).await
    }

    /// The same history, and a note of ours that this view of it doesn't know: fetched from the beginning (what lies here
    /// is passed over), and asked for whatever was sent from here. Nobody else's documents are in doubt: the note says
    /// that the backend did not lose them.
    async fn catch_up(&mut self, open: &mut Open, found: u64) -> Result<(), Halt<R::Error>> {
        let identity = self.backend.identify(open.scope.book).await?;
        if open
            .checkpoint
            .identity
            .as_ref()
            .is_some_and(|known| *known != identity)
        {
            return self.start_over(open, identity).await;
        }
        open.begin_anew(identity, found);
        self.leave_first_mark(open).await
    }

    async fn settle_identity(
        &mut self,
        open: &mut Open,
        identity: Identity,
    ) -> Result<(), Halt<R::Error>> {
        match &open.checkpoint.identity {
            Some(known) if *known == identity => Ok(()),
            Some(_) => self.start_over(open, identity).await,
            None => {
                open.checkpoint.identity = Some(identity);
                open.checkpoint.epoch = 1;
                self.save(open).await
            }
        }
    }

    /// The same history, cut off before the last note: doubts what came after it.
    pub(super) async fn rewind(
        &mut self,
        open: &mut Open,
        base: Marked,
    ) -> Result<(), Halt<R::Error>> {
        if open.checkpoint.sent_since || open.checkpoint.attempted.is_some() {
            let doubted = Reoffer::AcknowledgedAfter(base.epoch);
            let reoffered = self
                .replica
                .reoffer(&self.engine.id, open.scope.book, doubted)
                .await;
            reoffered.map_err(Halt::Store)?;
        }
        open.checkpoint.cursor = base.cursor.clone();
        open.checkpoint.epoch = open.checkpoint.epoch.max(base.epoch + 1);
        open.checkpoint.mark = Some(base);
        open.checkpoint.attempted = None;
        open.checkpoint.sent_since = false;
        self.save(open).await
    }

    /// Another history, or an older one: fetches from the beginning and offers again whatever was there.
    async fn start_over(
        &mut self,
        open: &mut Open,
        identity: Identity,
    ) -> Result<(), Halt<R::Error>> {
        let book = open.scope.book;
        let reoffered = self
            .replica
            .reoffer(&self.engine.id, book, Reoffer::Everything)
            .await;
        let reoffered = reoffered.map_err(Halt::Store)?;
        let found = open.mark.as_ref().map_or(0, |mark| mark.epoch);
        open.begin_anew(identity, found);
        self.save(open).await?;
        self.tell(Event::Restored { book, reoffered });
        if open.scope.receive {
            self.leave_first_mark(open).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Cursor;

    fn marked(epoch: u64, cursor: &str) -> Marked {
        Marked {
            epoch,
            cursor: Some(Cursor(cursor.to_owned())),
        }
    }

    fn at(
        cursor: &str,
        mark: Option<Marked>,
        attempted: Option<Marked>,
        sent_since: bool,
    ) -> Checkpoint {
        Checkpoint {
            cursor: Some(Cursor(cursor.to_owned())),
            mark,
            attempted,
            sent_since,
            ..Checkpoint::default()
        }
    }

    #[test]
    fn what_a_note_says() {
        let check = |checkpoint: Checkpoint, found, expected: Standing| {
            assert_eq!(
                judge(&checkpoint, found),
                expected,
                "{checkpoint:?} {found:?}"
            );
        };
        let (three, four) = (marked(3, "c"), marked(4, "d"));
        check(Checkpoint::default(), None, Standing::Untold);
        check(Checkpoint::default(), Some(7), Standing::Behind(7));
        check(
            at("c", Some(three.clone()), None, true),
            Some(5),
            Standing::Behind(5),
        );
        check(
            at("c", Some(three.clone()), None, false),
            Some(3),
            Standing::Known,
        );
        check(
            at("c", Some(three.clone()), None, true),
            Some(3),
            Standing::Rewind(three.clone()),
        );
        check(
            at("d", Some(three.clone()), None, false),
            Some(3),
            Standing::Rewind(three.clone()),
        );
        check(
            at("c", Some(three.clone()), None, false),
            Some(2),
            Standing::Lost,
        );
        check(
            at("c", Some(three.clone()), None, false),
            None,
            Standing::Lost,
        );
        let under_way = at("d", Some(three.clone()), Some(four.clone()), false);
        check(under_way.clone(), Some(3), Standing::Rewind(three));
        check(under_way.clone(), Some(4), Standing::Rewind(four));
        check(under_way.clone(), Some(5), Standing::Behind(5));
        check(under_way, Some(2), Standing::Lost);
    }
}
