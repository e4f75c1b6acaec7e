//! The notes that a tablet leaves at a backend; what they are for stands in [`super::open`].

use sha2::{Digest as _, Sha256};
use wingbook_record::access::Book;

use super::{
    Pause,
    round::{Halt, Open, Round},
};
use crate::{
    backend::{Backend, Mark},
    fault::{BackendError, Fault},
    replica::{Marked, Reoffer, Replica},
};

/// How long, beside the time of a page, a note may have been out of sight: shorter than a server takes to be stopped,
/// restored and started again.
const AWAKE_MS_MAX: i64 = 120_000;

impl<B: Backend, R: Replica, P: Pause> Round<'_, B, R, P> {
    /// The note that stands at the backend. One that may not even be read counts as none, as long as none was left.
    pub(super) async fn read_mark(&self, open: &Open) -> Result<Option<Mark>, Halt<R::Error>> {
        let book = open.scope.book;
        match self.backend.read_mark(book, &self.mark_name(book)).await {
            Err(error) if error.fault == Fault::NotAllowed && open.checkpoint.mark.is_none() => {
                Ok(None)
            }
            other => Ok(other?),
        }
    }

    /// A note before anything is sent or fetched, so that a first pull cut off at any page has one to return to.
    pub(super) async fn leave_first_mark(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        if open.checkpoint.mark.is_some() {
            return Ok(());
        }
        // Without a note nothing of what was done before is certain. Where none can be left, the server's identity
        // has to do.
        let trusted = open.checkpoint.unmarkable;
        if !trusted {
            self.doubt_everything(open).await?;
        }
        self.write_mark(open).await?;
        if trusted && open.checkpoint.mark.is_some() {
            self.doubt_everything(open).await?;
        }
        Ok(())
    }

    async fn doubt_everything(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        let checkpoint = &mut open.checkpoint;
        if !checkpoint.sent_since && checkpoint.cursor.is_none() && checkpoint.epoch <= 1 {
            return Ok(());
        }
        checkpoint.cursor = None;
        if let Some(mark) = &mut checkpoint.mark {
            mark.cursor = None;
        }
        let doubted = Reoffer::AcknowledgedAfter(0);
        let reoffered = self
            .replica
            .reoffer(&self.engine.id, open.scope.book, doubted)
            .await;
        reoffered.map_err(Halt::Store)?;
        self.save(open).await
    }

    /// Leaves a note, if there is anything to note.
    pub(super) async fn leave_mark(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        let checkpoint = &open.checkpoint;
        let Some(mark) = &checkpoint.mark else {
            return Ok(());
        };
        if mark.cursor == checkpoint.cursor && !checkpoint.sent_since {
            return Ok(());
        }
        // A tablet may sleep for a night in the middle of a round. A new note must not cover what a restore in the
        // meantime undid.
        let mark = mark.clone();
        let found = self.read_mark(open).await?;
        if found.as_ref().map(|mark| mark.epoch) != Some(mark.epoch) {
            let error = BackendError::new(Fault::Garbled, "the book was replaced during the round");
            return Err(Halt::Round(error));
        }
        open.mark = found;
        let awake_ms = self.wall_ms() - open.seen_ms;
        let awake_ms_max = AWAKE_MS_MAX + i64::from(self.engine.pace.pull_timeout_ms());
        if !(0..=awake_ms_max).contains(&awake_ms) {
            open.seen_ms = self.wall_ms();
            return self.rewind(open, mark).await;
        }
        self.write_mark(open).await
    }

    /// Stores that a note is being written before it is, so that whatever becomes of the request, the next round
    /// can tell.
    async fn write_mark(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        let note = Marked {
            epoch: open.checkpoint.epoch,
            cursor: open.checkpoint.cursor.clone(),
        };
        open.checkpoint.attempted = Some(note.clone());
        open.checkpoint.epoch += 1;
        open.checkpoint.sent_since = false;
        self.save(open).await?;
        let book = open.scope.book;
        let name = self.mark_name(book);
        let before = open.mark.as_ref();
        open.mark = self
            .backend
            .write_mark(book, &name, note.epoch, before)
            .await?;
        // A refusal may be a proxy's: the next round tries again, and then doubts all that went without a note.
        open.checkpoint.unmarkable = open.mark.is_none();
        open.checkpoint.mark = open.mark.is_some().then_some(note);
        open.checkpoint.attempted = None;
        open.seen_ms = self.wall_ms();
        self.save(open).await
    }

    /// The note's name: the same for this vault and book for ever, and telling nothing to others.
    fn mark_name(&self, book: Book) -> String {
        let bytes = format!("wingbook/mark/v1\0{}\0{book}", self.engine.incarnation);
        let hash: [u8; 32] = Sha256::digest(bytes.as_bytes()).into();
        format!("wingbook-{}", hex::encode(&hash[..16]))
    }
}
