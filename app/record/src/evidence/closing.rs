//! Walks the chains when all lines were taken: gaps, repeats, forks, links, times, receipts; then the report.

use super::{
    Check, Half, Link,
    report::{ChainReport, Finding, Kind, Point, Report, Spot, Unknown},
};
use crate::{
    id::{ChainId, EntryId, Uuid},
    time::{MINUTE, Millis},
};

/// By how much a time may lie before its predecessor's on the same start of a tablet: records that are saved at once are
/// stamped before they are put in order.
const SLACK_MS: Millis = MINUTE;

/// How many headers one step walks over.
const STEP_LINKS: usize = 5_000;

/// The walk along the chains, step by step.
#[derive(Debug)]
pub struct Closing {
    check: Check,
    /// By chain: its id, where it lies.
    order: Vec<(ChainId, usize)>,
    /// The chain that is walked, by its place in `order`, and how far.
    at: (usize, usize),
    reports: Vec<ChainReport>,
    /// Records after the last receipt of their chain.
    tails: (u64, u64),
    unreceived: (u64, u64),
}

impl Closing {
    pub(super) fn of(check: Check) -> Self {
        let mut order: Vec<(ChainId, usize)> =
            check.by_id.iter().map(|(id, at)| (*id, *at)).collect();
        order.sort_by_key(|(id, at)| (check.chains.get(*at).map(|chain| chain.book), *id));
        Self {
            check,
            order,
            at: (0, 0),
            reports: Vec::new(),
            tails: (0, 0),
            unreceived: (0, 0),
        }
    }

    /// Walks on a little; `false` when there is nothing left.
    pub fn step(&mut self) -> bool {
        let (at, from) = self.at;
        let Some((id, index)) = self.order.get(at).copied() else {
            return false;
        };
        let Some(chain) = self.check.chains.get_mut(index) else {
            self.at = (at + 1, 0);
            return true;
        };
        if from == 0 && !chain.is_in_order {
            chain
                .links
                .sort_unstable_by_key(|link| (link.seq, link.digest));
            chain.is_in_order = true;
        }
        let until = (from + STEP_LINKS).min(chain.links.len());
        let walk = Walk {
            chain: id,
            book: chain.book,
            last_received: chain.last_received.map(|(seq, _)| seq),
            links: &chain.links,
        };
        let mut found = Vec::new();
        for at in from..until {
            walk.look_at(at, &mut found);
            if let Some(link) = walk.links.get(at)
                && let Some(met) = self.check.twice.get_mut(&link.id)
                && *met.get_or_insert(link.digest) != link.digest
            {
                found.push(Finding::of_spot(Kind::SameId, walk.spot(link)));
            }
            // However much is wrong with a chain, this much is told of it at a time.
            for finding in found.drain(..) {
                self.check.findings.add(finding);
            }
        }
        if until < chain.links.len() {
            self.at = (at, until);
        } else {
            self.report_chain(id, index);
            self.at = (at + 1, 0);
        }
        true
    }

    fn report_chain(&mut self, id: ChainId, index: usize) {
        let Some(chain) = self.check.chains.get(index) else {
            return;
        };
        let (Some(first), Some(last)) = (chain.links.first(), chain.links.last()) else {
            return;
        };
        let point = |link: &Link| Point {
            seq: link.seq,
            at_ms: link.corrected_ms,
        };
        let headers = chain.links.len() as u64;
        match chain.last_received {
            None => {
                self.unreceived.0 += 1;
                self.unreceived.1 += headers;
            }
            Some((seq, _)) => {
                let from = chain.links.partition_point(|link| link.seq <= seq);
                let after = (chain.links.len() - from) as u64;
                self.tails.0 += u64::from(after > 0);
                self.tails.1 += after;
            }
        }
        self.reports.push(ChainReport {
            book: chain.book,
            chain: id,
            device: chain.device,
            headers,
            first: point(first),
            last: point(last),
            bodies: chain.bodies,
            removed: chain.removed,
            left_out: chain.left_out,
            received: chain.received,
            first_received_ms: chain.first_received_ms,
            last_received: chain.last_received.map(|(seq, at_ms)| Point { seq, at_ms }),
        });
    }

    /// Walks to the end and gives the report.
    pub fn report(mut self) -> Report {
        while self.step() {}
        let Self {
            check,
            reports,
            tails,
            unreceived,
            ..
        } = self;
        let is_sealed = check.end == Some(true);
        let sum = |count: fn(&ChainReport) -> u64| reports.iter().map(count).sum::<u64>();
        let records = sum(|chain| chain.headers);
        let left_out = sum(|chain| chain.left_out);
        let received = reports.len() as u64 - unreceived.0;
        let unknown = [
            (!check.begun.is_pinned).then_some(Unknown::Key),
            (!is_sealed).then_some(Unknown::Whole),
            (received > 0).then_some(Unknown::BackDating { chains: received }),
            (unreceived.0 > 0).then_some(Unknown::NoReceipts {
                chains: unreceived.0,
                records: unreceived.1,
            }),
            (tails.0 > 0).then_some(Unknown::Tail {
                chains: tails.0,
                records: tails.1,
            }),
            Some(Unknown::AfterLast),
            (left_out > 0).then_some(Unknown::LeftOut { bodies: left_out }),
            Some(Unknown::WholeChain),
            Some(Unknown::WhoHeld),
        ];
        Report {
            facility: check.begun.facility.name,
            facility_id: check.begun.id,
            zone: check.begun.facility.zone,
            key: check.begun.facility.facility_public.id(),
            is_pinned: check.begun.is_pinned,
            books: check.begun.opening.books,
            made_ms: check.begun.opening.made_ms,
            made_by: check.begun.opening.made_by,
            is_sealed,
            lines: check.lines,
            records,
            findings: check.findings.into_groups(),
            removals: check.removals,
            chains: reports,
            unknown: unknown.into_iter().flatten().collect(),
        }
    }
}

/// A chain in the order of its numbers.
struct Walk<'a> {
    chain: ChainId,
    book: crate::access::Book,
    last_received: Option<u64>,
    links: &'a [Link],
}

impl Walk<'_> {
    fn look_at(&self, at: usize, found: &mut Vec<Finding>) {
        let Some(link) = self.links.get(at) else {
            return;
        };
        let finding = |kind| Finding::of_spot(kind, self.spot(link));
        let before = at.checked_sub(1).and_then(|at| self.links.get(at));
        let first_missing = before.map_or(1, |before| before.seq.saturating_add(1));
        if link.seq > first_missing || (link.seq == 0 && before.is_none()) {
            // There is no number 0: a record that names it stands before every chain.
            let until = link.seq.saturating_sub(1);
            if link.seq == 0 {
                found.push(finding(Kind::Link));
            } else {
                found.push(Finding::of_gap(self.book, self.chain, first_missing, until));
            }
        }
        if let Some(before) = before
            && before.seq == link.seq
        {
            let is_same = before.digest == link.digest && before.id == link.id;
            let kind = if is_same {
                Kind::Repeated
            } else {
                Kind::Forked
            };
            found.push(Finding {
                other: Some(EntryId(Uuid::from_u128(before.id))),
                ..finding(kind)
            });
            if is_same {
                return;
            }
        }
        if link.is_newer {
            return;
        }
        if !link.is_received && self.last_received.is_some_and(|last| link.seq < last) {
            found.push(finding(Kind::ReceiptMissing));
        }
        match self.continues(at, link) {
            Continues::Nothing => found.push(finding(Kind::Link)),
            Continues::Unknown => {}
            Continues::Record(before) => {
                if let Some(by_ms) = before_predecessor(before, link) {
                    found.push(Finding {
                        by_ms: Some(by_ms),
                        ..finding(Kind::Times)
                    });
                }
            }
        }
    }

    /// The record that a header continues: of those one number lower, the one whose hash it names.
    fn continues(&self, at: usize, link: &Link) -> Continues<'_> {
        let Some(prev) = link.prev else {
            return if link.seq == 1 {
                Continues::Unknown
            } else {
                Continues::Nothing
            };
        };
        if link.seq <= 1 {
            return Continues::Nothing;
        }
        let from = self.before(at, link.seq - 1, [0; 16]);
        let Some(first) = self.links.get(from).filter(|one| one.seq == link.seq - 1) else {
            // The one before is missing: the gap was told already.
            return Continues::Unknown;
        };
        if first.is_newer {
            return Continues::Unknown;
        }
        let named = self.links.get(self.before(at, link.seq - 1, prev));
        named
            .filter(|one| one.seq == link.seq - 1 && one.digest == prev)
            .map_or(Continues::Nothing, Continues::Record)
    }

    /// Where among those before `at` the first header stands that is not below this number and hash.
    fn before(&self, at: usize, seq: u64, digest: Half) -> usize {
        let earlier = self.links.get(..at).unwrap_or_default();
        earlier.partition_point(|one| (one.seq, one.digest) < (seq, digest))
    }

    fn spot(&self, link: &Link) -> Spot {
        Spot {
            book: self.book,
            chain: self.chain,
            seq: link.seq,
            entry: EntryId(Uuid::from_u128(link.id)),
        }
    }
}

enum Continues<'a> {
    /// What it continues is not here, or could not be read.
    Unknown,
    /// It names another record than the one before it.
    Nothing,
    Record(&'a Link),
}

/// By how much a record lies before its predecessor on the same start of the tablet, by the clock that nobody can set or
/// by the corrected wall clock; `None` if it does not.
fn before_predecessor(before: &Link, link: &Link) -> Option<Millis> {
    if before.start != link.start {
        return None;
    }
    let back = |earlier: Millis, later: Millis| earlier.saturating_sub(later);
    let by = back(before.monotonic_ms, link.monotonic_ms)
        .max(back(before.corrected_ms, link.corrected_ms));
    (by > SLACK_MS).then_some(by)
}
