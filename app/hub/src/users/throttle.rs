//! Failed sign-ins, counted by staff number and address, so that nobody tries passphrases through the hub.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use crate::connections::neighbourhood;

/// How many failures are free.
const FAILURES_FREE: u32 = 5;

/// The first wait; it doubles with each further failure.
const WAIT_FIRST: Duration = Duration::from_secs(10);

/// The longest wait.
const WAIT_MAX: Duration = Duration::from_secs(900);

/// How many pairs are remembered; beyond it, one that need not wait is forgotten first, then the one that failed longest
/// ago: who invents numbers does not free a number that waits.
const PAIRS_MAX: usize = 10_000;

type Pair = (String, IpAddr);

struct Failures {
    count: u32,
    last: Instant,
    /// How many tries are being looked at.
    trying: u32,
}

impl Failures {
    fn wait(&self) -> Duration {
        match self.count.checked_sub(FAILURES_FREE) {
            None => Duration::ZERO,
            Some(over) => WAIT_FIRST.saturating_mul(1 << over.min(10)).min(WAIT_MAX),
        }
    }

    fn until(&self) -> Instant {
        self.last + self.wait()
    }
}

/// The failures that still count.
#[derive(Default)]
pub struct Throttle {
    failures: Mutex<HashMap<Pair, Failures>>,
    ended: Notify,
}

/// Whether a try may begin.
enum Begun {
    Now,
    /// After this.
    Wait(Duration),
    /// When one that is being looked at has ended: it may be the last that is free.
    AfterAnother,
}

impl Throttle {
    /// Takes one of the tries that a staff number has from an address. As many at once as are free; more wait until it is
    /// known how these ended, so that nobody gains by guessing on many connections.
    ///
    /// # Errors
    /// How long this pair has to wait before it may try again.
    pub async fn begin(&self, staff_number: &str, address: IpAddr) -> Result<Trying<'_>, Duration> {
        let pair = (staff_number.to_owned(), neighbourhood(address));
        loop {
            let ended = self.ended.notified();
            tokio::pin!(ended);
            // Heard from here on: one that ends after this look is not missed.
            ended.as_mut().enable();
            match self.begin_at(&pair, Instant::now()) {
                Begun::Now => {
                    return Ok(Trying {
                        throttle: self,
                        pair,
                    });
                }
                Begun::Wait(left) => return Err(left),
                Begun::AfterAnother => ended.await,
            }
        }
    }

    fn failures(&self) -> MutexGuard<'_, HashMap<Pair, Failures>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin_at(&self, pair: &Pair, now: Instant) -> Begun {
        let mut failures = self.failures();
        if let Some(failed) = failures.get_mut(pair) {
            let left = failed.until().saturating_duration_since(now);
            if !left.is_zero() {
                return Begun::Wait(left);
            }
            if failed.trying > 0 && failed.count.saturating_add(failed.trying) >= FAILURES_FREE {
                return Begun::AfterAnother;
            }
            failed.trying += 1;
            return Begun::Now;
        }
        if failures.len() >= PAIRS_MAX {
            let oldest = failures
                .iter()
                .min_by_key(|(_, failed)| (failed.trying > 0, failed.until() > now, failed.last))
                .map(|(pair, _)| pair.clone());
            oldest.and_then(|pair| failures.remove(&pair));
        }
        let first = Failures {
            count: 0,
            last: now,
            trying: 1,
        };
        failures.insert(pair.clone(), first);
        Begun::Now
    }

    fn failed_at(&self, pair: &Pair, now: Instant) {
        if let Some(failed) = self.failures().get_mut(pair) {
            // Somebody who waited long enough begins again.
            if now.duration_since(failed.last) > WAIT_MAX {
                failed.count = 0;
            }
            failed.count = failed.count.saturating_add(1);
            failed.last = now;
        }
    }

    fn succeeded(&self, pair: &Pair) {
        if let Some(failed) = self.failures().get_mut(pair) {
            failed.count = 0;
        }
    }

    fn end(&self, pair: &Pair) {
        let mut failures = self.failures();
        if let Some(failed) = failures.get_mut(pair) {
            failed.trying = failed.trying.saturating_sub(1);
            if failed.trying == 0 && failed.count == 0 {
                failures.remove(pair);
            }
        }
        drop(failures);
        self.ended.notify_waiters();
    }
}

/// A try that is being looked at. One that ends without a word counts for nothing.
pub struct Trying<'a> {
    throttle: &'a Throttle,
    pair: Pair,
}

impl Trying<'_> {
    /// It failed.
    pub fn failed(self) {
        self.throttle.failed_at(&self.pair, Instant::now());
    }

    /// It was the right one: the failures of its pair are forgotten.
    pub fn succeeded(self) {
        self.throttle.succeeded(&self.pair);
    }
}

impl Drop for Trying<'_> {
    fn drop(&mut self) {
        self.throttle.end(&self.pair);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn here(number: &str) -> Pair {
        (number.to_owned(), HERE)
    }

    /// Fails as often as this, whether it may or not.
    fn fail(throttle: &Throttle, number: &str, times: usize, now: Instant) {
        let pair = here(number);
        for _ in 0..times {
            let _begun = throttle.begin_at(&pair, now);
            throttle.failed_at(&pair, now);
            throttle.end(&pair);
        }
    }

    /// How long a number has to wait; a try that may begin ends at once.
    fn wait(throttle: &Throttle, number: &str, now: Instant) -> Option<Duration> {
        match throttle.begin_at(&here(number), now) {
            Begun::Now => {
                throttle.end(&here(number));
                None
            }
            Begun::Wait(left) => Some(left),
            Begun::AfterAnother => Some(Duration::ZERO),
        }
    }

    #[test]
    fn waits_grow_and_end() {
        let throttle = Throttle::default();
        let start = Instant::now();
        fail(&throttle, "1", 4, start);
        assert_eq!(wait(&throttle, "1", start), None);
        fail(&throttle, "1", 1, start);
        assert_eq!(wait(&throttle, "1", start), Some(WAIT_FIRST));
        fail(&throttle, "1", 1, start);
        assert_eq!(wait(&throttle, "1", start), Some(WAIT_FIRST * 2));
        assert_eq!(
            wait(&throttle, "2", start),
            None,
            "another person at the same address"
        );
        assert_eq!(wait(&throttle, "1", start + WAIT_FIRST * 2), None);
        throttle.succeeded(&here("1"));
        assert_eq!(wait(&throttle, "1", start), None);
        assert!(throttle.failures().is_empty());
    }

    #[test]
    fn no_more_at_once_than_are_free() {
        let throttle = Throttle::default();
        let now = Instant::now();
        let at_once = |throttle: &Throttle, now| {
            let begun = || matches!(throttle.begin_at(&here("1"), now), Begun::Now);
            (0..20).take_while(|_| begun()).count()
        };
        assert_eq!(at_once(&throttle, now), 5);
        for _ in 0..5 {
            throttle.failed_at(&here("1"), now);
            throttle.end(&here("1"));
        }
        assert_eq!(at_once(&throttle, now), 0);
        assert_eq!(at_once(&throttle, now + WAIT_FIRST), 1);
    }

    #[test]
    fn the_table_stays_bounded() {
        let throttle = Throttle::default();
        let start = Instant::now();
        for number in 0..PAIRS_MAX + 10 {
            fail(&throttle, &number.to_string(), 1, start);
        }
        assert_eq!(throttle.failures().len(), PAIRS_MAX);
    }

    #[test]
    fn invented_numbers_free_nobody_who_waits() {
        let throttle = Throttle::default();
        let start = Instant::now();
        fail(&throttle, "1", 8, start);
        let later = start + Duration::from_secs(1);
        for number in 0..PAIRS_MAX + 10 {
            fail(&throttle, &format!("made up {number}"), 1, later);
        }
        assert!(wait(&throttle, "1", later).is_some());
    }
}
