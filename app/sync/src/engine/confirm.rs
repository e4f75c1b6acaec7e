//! Reading back: only what the server shows again, equal, counts as received.

use super::{
    Event, Pause,
    round::{Halt, Open, Round},
};
use crate::{
    backend::{Backend, Echo, Refusal, RefusalCode},
    fault::Fault,
    pace::PUSH_DOCUMENTS_MAX,
    replica::{Outcome, Outgoing, Replica, Settled, Stage},
};

impl<B: Backend, R: Replica, P: Pause> Round<'_, B, R, P> {
    /// Reads back what was sent and not confirmed.
    pub(super) async fn confirm(&mut self, open: &mut Open) -> Result<(), Halt<R::Error>> {
        let book = open.scope.book;
        let mut after = 0;
        let mut limit = PUSH_DOCUMENTS_MAX;
        loop {
            self.breathe().await?;
            let rows = self
                .replica
                .outbox(&self.engine.id, book, Stage::ToConfirm, after, limit);
            let rows = rows.await.map_err(Halt::Store)?;
            let last = match rows.last() {
                Some(last) if last.ticket > after => last.ticket,
                _ => return Ok(()),
            };
            let echoes = match self.backend.read_back(book, &rows).await {
                Ok(echoes) => echoes,
                // Large documents over a thin line: fewer of them.
                Err(error) if error.fault == Fault::Timeout && limit > 1 => {
                    if !self.engine.pace.count_timeout() {
                        return Err(Halt::Round(error));
                    }
                    limit /= 4;
                    limit = limit.max(1);
                    continue;
                }
                Err(error) if error.fault.ends_round() => return Err(error.into()),
                // A backend that can't be read from: its documents stay at "sent", and nothing else suffers.
                Err(_) => return Ok(()),
            };
            after = last;
            self.settle_echoes(open, &rows, echoes).await?;
        }
    }

    async fn settle_echoes(
        &mut self,
        open: &mut Open,
        rows: &[Outgoing],
        echoes: Vec<Echo>,
    ) -> Result<(), Halt<R::Error>> {
        let book = open.scope.book;
        let mut settled = Vec::with_capacity(rows.len());
        let mut received = 0;
        let mut refusals = Vec::new();
        for (row, echo) in rows.iter().zip(echoes) {
            let outcome = match echo {
                Echo::Equal(how) => {
                    received += 1;
                    Outcome::Received(how)
                }
                Echo::Superseded => Outcome::Superseded,
                Echo::Absent => Outcome::Waiting {
                    detail: "accepted, but not found there".to_owned(),
                },
                Echo::Different => {
                    let refusal = Refusal {
                        code: RefusalCode::Differs,
                        detail: "something else stands there under the same revision".to_owned(),
                    };
                    refusals.push((row.id.clone(), refusal.clone()));
                    Outcome::Refused(refusal)
                }
                Echo::Unclear => continue,
            };
            settled.push(Settled {
                ticket: row.ticket,
                outcome,
            });
        }
        self.settle(open, &settled).await?;
        self.tally.received += u64::from(received);
        self.tally.refused += refusals.len() as u64;
        if received > 0 {
            self.tell(Event::Received {
                book,
                count: received,
            });
        }
        for (id, refusal) in refusals {
            self.tell(Event::Refused { book, id, refusal });
        }
        Ok(())
    }
}
