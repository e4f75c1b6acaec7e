//! How much goes into one request. Starts small, grows while it goes well, and halves when it does not: the same
//! rules serve a cable and a connection of 200 bytes a second.

use crate::replica::Outgoing;

/// Documents in the first page of a backend not met before.
const PULL_DOCUMENTS_START: u32 = 250;

/// Documents in a page at most.
const PULL_DOCUMENTS_MAX: u32 = 1_000;

/// The size of a page that is aimed at; pages of larger documents hold fewer of them.
const PULL_BYTES_AIM: u64 = 4 * 1024 * 1024;

/// Documents in a batch at most.
pub(crate) const PUSH_DOCUMENTS_MAX: usize = 100;

/// Bytes in a batch at most, unless a single document is larger.
const PUSH_BYTES_MAX: usize = 512 * 1024;

/// Timeouts in a row after which the round gives up.
const TIMEOUTS_MAX: u8 = 3;

/// How long a page or batch may take.
const TIMEOUT_MS: u32 = 60_000;

/// How often the time for a single document doubles with its timeouts: up to 16 minutes.
const TIMEOUT_DOUBLINGS_MAX: u32 = 4;

/// The measured pace of one backend. Kept between rounds, not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pace {
    pull_documents: u32,
    push_documents: usize,
    /// Timeouts in a row.
    timeouts: u8,
    /// Timeouts of pages of a single document.
    pull_doublings: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            pull_documents: PULL_DOCUMENTS_START,
            push_documents: PUSH_DOCUMENTS_MAX,
            timeouts: 0,
            pull_doublings: 0,
        }
    }
}

impl Pace {
    /// How many documents to ask for.
    pub(crate) fn pull_documents(&self) -> u32 {
        self.pull_documents
    }

    /// How many documents to offer at once.
    pub(crate) fn push_documents(&self) -> usize {
        self.push_documents
    }

    /// How long to wait for a page.
    pub(crate) fn pull_timeout_ms(&self) -> u32 {
        TIMEOUT_MS << self.pull_doublings
    }

    /// A page came whole.
    pub(crate) fn page_came(&mut self, bytes: usize) {
        self.timeouts = 0;
        self.pull_doublings = 0;
        let by_size = u64::from(self.pull_documents) * PULL_BYTES_AIM / (bytes as u64).max(1);
        let by_size = u32::try_from(by_size).unwrap_or(u32::MAX);
        self.pull_documents = (self.pull_documents * 2)
            .min(by_size)
            .clamp(1, PULL_DOCUMENTS_MAX);
    }

    /// A batch was taken whole.
    pub(crate) fn batch_went(&mut self) {
        self.timeouts = 0;
        self.push_documents = (self.push_documents * 2).min(PUSH_DOCUMENTS_MAX);
    }

    /// A page took too long. Whether to try a smaller one at once.
    pub(crate) fn page_timed_out(&mut self) -> bool {
        if self.pull_documents == 1 {
            self.pull_doublings = (self.pull_doublings + 1).min(TIMEOUT_DOUBLINGS_MAX);
        }
        self.pull_documents = (self.pull_documents / 4).max(1);
        self.count_timeout()
    }

    /// A batch of `size` was too large or took too long. Batches get half as large.
    pub(crate) fn batch_too_large(&mut self, size: usize) {
        self.push_documents = (size / 2).max(1);
    }

    /// An exchange timed out. Whether another try in this round makes sense.
    pub(crate) fn count_timeout(&mut self) -> bool {
        self.timeouts += 1;
        if self.timeouts < TIMEOUTS_MAX {
            return true;
        }
        self.timeouts = 0;
        false
    }
}

/// How long to wait for an answer to a batch: a document that timed out alone gets more time each time.
pub(crate) fn batch_timeout_ms(items: &[Outgoing]) -> u32 {
    match items {
        [alone] => TIMEOUT_MS << alone.attempts.min(TIMEOUT_DOUBLINGS_MAX),
        _ => TIMEOUT_MS,
    }
}

/// How many documents may go with one that failed this often: one that breaks the server must not take the rest
/// with it for ever.
fn company_max(attempts: u32) -> usize {
    match attempts {
        0..=1 => PUSH_DOCUMENTS_MAX,
        2..=3 => 10,
        _ => 1,
    }
}

/// Whether a document failed so often, in ever smaller company, that it goes alone and last.
pub(crate) fn is_suspect(item: &Outgoing) -> bool {
    company_max(item.attempts) == 1
}

/// How many of these rows, in their order, go into the next batch: at least one if there is any.
pub(crate) fn plan_batch(items: &[Outgoing], pace: &Pace) -> usize {
    let mut company = pace.push_documents;
    let mut bytes = 0;
    for (at, item) in items.iter().enumerate() {
        company = company.min(company_max(item.attempts));
        bytes += item.bytes.len();
        if at > 0 && (at >= company || bytes > PUSH_BYTES_MAX) {
            return at;
        }
    }
    items.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(rows: &[(usize, u32)]) -> Vec<Outgoing> {
        let row = |(at, (size, attempts)): (usize, &(usize, u32))| Outgoing {
            ticket: at as u64 + 1,
            id: format!("entry:{at}"),
            rev: "1-aa".to_owned(),
            parent: None,
            bytes: vec![b' '; *size],
            attempts: *attempts,
            reoffered: false,
        };
        rows.iter().enumerate().map(row).collect()
    }

    #[test]
    fn batches() {
        let check = |rows: &[(usize, u32)], expected: usize| {
            assert_eq!(plan_batch(&items(rows), &Pace::default()), expected);
        };
        check(&[], 0);
        check(&[(1_000, 0); 100], 100);
        check(&[(1_000, 0); 150], 100);
        check(&[(10_000, 0); 100], 52);
        check(&[(9_000_000, 0), (10, 0)], 1);
        check(&[(10, 0), (9_000_000, 0)], 1);
        check(&[(10, 9), (10, 0)], 1);
        check(&[(10, 0), (10, 0), (10, 9), (10, 0)], 2);
        check(&[(10, 2); 30], 10);
    }

    #[test]
    fn pages_grow_to_a_thousand_and_shrink_to_one() {
        let mut pace = Pace::default();
        let mut sizes = vec![pace.pull_documents()];
        for _ in 0..3 {
            pace.page_came(400 * pace.pull_documents() as usize);
            sizes.push(pace.pull_documents());
        }
        assert_eq!(sizes, [250, 500, 1_000, 1_000]);
        pace.page_came(1_000 * 500_000);
        assert_eq!(
            pace.pull_documents(),
            8,
            "half-megabyte documents come by eights"
        );
        assert!(pace.page_timed_out());
        assert!(pace.page_timed_out());
        assert!(!pace.page_timed_out(), "the third in a row ends the round");
        assert_eq!(
            (pace.pull_documents(), pace.pull_timeout_ms()),
            (1, 2 * TIMEOUT_MS)
        );
        pace.page_came(500_000);
        assert_eq!(
            (pace.pull_documents(), pace.pull_timeout_ms()),
            (2, TIMEOUT_MS)
        );
    }
}
