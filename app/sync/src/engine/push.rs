//! Sending: batches in the outbox's order, split around whatever the server chokes on.

use super::{
    Event, Pause,
    round::{Halt, Open, Round},
};
use crate::{
    backend::{Backend, Leaf, Refusal, RefusalCode, Verdict},
    fault::{BackendError, Fault},
    pace::{batch_timeout_ms, is_suspect, plan_batch},
    replica::{Outcome, Outgoing, Replica, Settled, Stage},
};

/// Documents sent alone that may fail in a row before the trouble is taken for the server's.
const FAILURES_ALONE_MAX: u8 = 3;

/// Documents under suspicion that are tried in one round.
const SUSPECTS_MAX: usize = 16;

/// What to do about a failed batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reaction {
    /// Halve it.
    Split,
    /// Set the document aside.
    SetAside(RefusalCode),
    /// Count the attempt, leave it and try the next ones.
    PassOver,
    /// Count the attempt for all of the batch, so that they go in smaller company next time, and end.
    CountAndEnd,
    /// End; it had nothing to do with these documents.
    End,
}

/// Decides what follows from a batch that failed as a whole. Pure.
fn react(fault: Fault, alone: bool) -> Reaction {
    match (fault, alone) {
        (Fault::TooLarge | Fault::Unprocessable | Fault::Timeout, false) => Reaction::Split,
        (Fault::TooLarge, true) => Reaction::SetAside(RefusalCode::TooLarge),
        (Fault::Unprocessable, true) => Reaction::SetAside(RefusalCode::Invalid),
        // A firewall may forbid one text and let another pass; a server may break over one document.
        (Fault::NotAllowed | Fault::ServerTrouble | Fault::Garbled, false) => Reaction::CountAndEnd,
        (Fault::NotAllowed | Fault::ServerTrouble | Fault::Garbled | Fault::Timeout, true) => {
            Reaction::PassOver
        }
        _ => Reaction::End,
    }
}

impl<B: Backend, R: Replica, P: Pause> Round<'_, B, R, P> {
    /// Sends what waits: first all that never made trouble, then, alone and last, those that may be its cause.
    pub(super) async fn push(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        let mut suspects = Vec::new();
        self.push_new(open, &mut suspects).await?;
        let mut failures_alone = 0;
        // The least tried first: those that failed most must not keep the others from their turn.
        while let Some(at) = (0..suspects.len()).min_by_key(|at| suspects[*at].attempts) {
            let suspect = suspects.remove(at);
            self.offer(open, vec![suspect], &mut failures_alone).await?;
        }
        Ok(())
    }

    /// Sends what waits and wasn't offered in this round. Suspects are collected instead, the least tried of them.
    pub(super) async fn push_new(
        &mut self,
        open: &mut Open,
        suspects: &mut Vec<Outgoing>,
    ) -> Result<(), Halt<R::Error>> {
        let book = open.scope.book;
        loop {
            let limit = self.engine.pace.push_documents();
            let rows =
                self.replica
                    .outbox(&self.engine.id, book, Stage::ToSend, open.offered_to, limit);
            let mut rows = rows.await.map_err(Halt::Store)?;
            let planned = plan_batch(&rows, &self.engine.pace);
            rows.truncate(planned);
            match rows.last() {
                Some(last) if last.ticket > open.offered_to => open.offered_to = last.ticket,
                _ => return Ok(()),
            }
            if rows.iter().any(is_suspect) {
                suspects.append(&mut rows);
                if suspects.len() > SUSPECTS_MAX {
                    let worst = (0..suspects.len()).max_by_key(|at| suspects[*at].attempts);
                    suspects.remove(worst.unwrap_or(0));
                }
                continue;
            }
            self.offer(open, rows, &mut 0).await?;
            let waiting = self
                .replica
                .waiting(&self.engine.id, book)
                .await
                .map_err(Halt::Store)?;
            open.progress.to_push = waiting.to_send;
            self.tell(Event::Progress(open.progress));
        }
    }

    /// Offers a batch, in ever smaller parts if need be.
    async fn offer(
        &mut self,
        open: &mut Open,
        batch: Vec<Outgoing>,
        failures_alone: &mut u8,
    ) -> Result<(), Halt<R::Error>> {
        let mut parts = vec![self.still_wanted(open, batch).await?];
        while let Some(mut wanted) = parts.pop() {
            if wanted.is_empty() {
                continue;
            }
            self.breathe().await?;
            // Without room it can't be stored, and what waits goes up all the same: it stays in line.
            let _ = self.note_sending(open).await;
            let pushed = self
                .backend
                .push(open.scope.book, &wanted, batch_timeout_ms(&wanted))
                .await;
            let error = match pushed {
                Ok(verdicts) => {
                    *failures_alone = 0;
                    self.engine.pace.batch_went();
                    self.settle_verdicts(open, &wanted, verdicts).await?;
                    continue;
                }
                Err(error) => error,
            };
            match react(error.fault, wanted.len() == 1) {
                Reaction::Split => {
                    self.engine.pace.batch_too_large(wanted.len());
                    if error.fault == Fault::Timeout && !self.engine.pace.count_timeout() {
                        return Err(Halt::Round(error));
                    }
                    let second = wanted.split_off(wanted.len() / 2);
                    parts.extend([second, wanted]);
                }
                Reaction::SetAside(code) => {
                    let refusal = Refusal {
                        code,
                        detail: error.detail.clone(),
                    };
                    self.settle_verdicts(open, &wanted, vec![Verdict::Refused(refusal)])
                        .await?;
                }
                Reaction::PassOver => {
                    self.count_attempt(open, &wanted, &error).await?;
                    *failures_alone += 1;
                    if *failures_alone >= FAILURES_ALONE_MAX {
                        return Err(Halt::Book(error));
                    }
                }
                Reaction::CountAndEnd => {
                    self.count_attempt(open, &wanted, &error).await?;
                    // The documents may be to blame, so fetching goes on; if it is the server, that will fail too.
                    return Err(Halt::Book(error));
                }
                Reaction::End => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Of documents offered again, only those that the backend lacks are sent; the others are settled here. A later
    /// revision is sent in any case: somebody else may have given it back without its parent, and only the two
    /// together make one branch.
    async fn still_wanted(
        &mut self,
        open: &mut Open,
        batch: Vec<Outgoing>,
    ) -> Result<Vec<Outgoing>, Halt<R::Error>> {
        let asked = batch
            .iter()
            .filter(|item| item.reoffered && item.parent.is_none());
        let again: Vec<&Outgoing> = asked.collect();
        if again.is_empty() {
            return Ok(batch);
        }
        let leaf = |item: &&Outgoing| Leaf {
            id: item.id.clone(),
            rev: item.rev.clone(),
        };
        let leaves: Vec<Leaf> = again.iter().map(leaf).collect();
        let lacks = match self.backend.lacks(open.scope.book, &leaves).await {
            // A backend that can't say is simply sent everything again.
            Err(error) if error.fault == Fault::Unprocessable => vec![true; leaves.len()],
            other => other?,
        };
        let held: Vec<u64> = again
            .iter()
            .zip(lacks)
            .filter(|(_, lacks)| !lacks)
            .map(|(item, _)| item.ticket)
            .collect();
        if !held.is_empty() {
            self.note_sending(open).await?;
            let epoch = open.checkpoint.epoch;
            let settle = |ticket: &u64| Settled {
                ticket: *ticket,
                outcome: Outcome::Held { epoch },
            };
            let settled: Vec<Settled> = held.iter().map(settle).collect();
            self.settle(open, &settled).await?;
        }
        let mut wanted = batch;
        wanted.retain(|item| !held.contains(&item.ticket));
        Ok(wanted)
    }

    /// Before anything is acknowledged, stores that something may have been since the last note.
    async fn note_sending(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        if open.checkpoint.sent_since {
            return Ok(());
        }
        open.checkpoint.sent_since = true;
        let saved = self.save(open).await;
        open.checkpoint.sent_since = saved.is_ok();
        saved
    }

    async fn settle_verdicts(
        &mut self,
        open: &mut Open,
        items: &[Outgoing],
        verdicts: Vec<Verdict>,
    ) -> Result<(), Halt<R::Error>> {
        self.note_sending(open).await?;
        let book = open.scope.book;
        let epoch = open.checkpoint.epoch;
        let mut settled = Vec::with_capacity(items.len());
        let mut sent = 0;
        let mut refusals = Vec::new();
        for (item, verdict) in items.iter().zip(verdicts) {
            let outcome = match verdict {
                Verdict::Stored => {
                    sent += 1;
                    Outcome::Sent { epoch }
                }
                Verdict::Failed(detail) => Outcome::Waiting { detail },
                Verdict::Refused(refusal) => {
                    refusals.push((item.id.clone(), refusal.clone()));
                    Outcome::Refused(refusal)
                }
            };
            settled.push(Settled {
                ticket: item.ticket,
                outcome,
            });
        }
        self.settle(open, &settled).await?;
        self.tally.sent += u64::from(sent);
        self.tally.refused += refusals.len() as u64;
        open.progress.pushed += u64::from(sent);
        if sent > 0 {
            self.tell(Event::Sent { book, count: sent });
        }
        for (id, refusal) in refusals {
            self.tell(Event::Refused { book, id, refusal });
        }
        Ok(())
    }

    async fn count_attempt(
        &mut self,
        open: &Open,
        items: &[Outgoing],
        error: &BackendError,
    ) -> Result<(), Halt<R::Error>> {
        let settle = |item: &Outgoing| Settled {
            ticket: item.ticket,
            outcome: Outcome::Waiting {
                detail: error.detail.clone(),
            },
        };
        let settled: Vec<Settled> = items.iter().map(settle).collect();
        self.settle(open, &settled).await
    }

    pub(super) async fn settle(
        &self,
        open: &Open,
        settled: &[Settled],
    ) -> Result<(), Halt<R::Error>> {
        self.replica
            .settle(&self.engine.id, open.scope.book, settled)
            .await
            .map_err(Halt::Store)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_failure_of_a_batch_discards_anything() {
        let check = |fault, in_company, alone| {
            assert_eq!(
                (react(fault, false), react(fault, true)),
                (in_company, alone),
                "{fault:?}"
            );
        };
        use Reaction::{CountAndEnd, End, PassOver, SetAside, Split};
        check(Fault::TooLarge, Split, SetAside(RefusalCode::TooLarge));
        check(Fault::Unprocessable, Split, SetAside(RefusalCode::Invalid));
        check(Fault::Timeout, Split, PassOver);
        check(Fault::NotAllowed, CountAndEnd, PassOver);
        check(Fault::ServerTrouble, CountAndEnd, PassOver);
        check(Fault::Garbled, CountAndEnd, PassOver);
        for fault in [
            Fault::Unreachable,
            Fault::Intercepted,
            Fault::SignIn,
            Fault::Missing,
            Fault::TooMany,
            Fault::NotABackend,
        ] {
            check(fault, End, End);
        }
    }
}
