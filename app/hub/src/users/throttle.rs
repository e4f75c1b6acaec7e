//! Failed sign-ins, counted by staff number and address, so that nobody tries passphrases through the hub.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How many failures are free.
const FAILURES_FREE: u32 = 5;

/// The first wait; it doubles with each further failure.
const WAIT_FIRST: Duration = Duration::from_secs(10);

/// The longest wait.
const WAIT_MAX: Duration = Duration::from_secs(900);

/// How many pairs are remembered; beyond it, one that need not wait is forgotten first, then the one that failed longest
/// ago: who invents numbers does not free a number that waits.
const PAIRS_MAX: usize = 10_000;

struct Failures {
    count: u32,
    last: Instant,
}

impl Failures {
    fn wait(&self) -> Duration {
        match self.count.checked_sub(FAILURES_FREE) {
            None => Duration::ZERO,
            Some(over) => WAIT_FIRST.saturating_mul(1 << over.min(10)).min(WAIT_MAX),
        }
    }
}

/// The failures that still count.
#[derive(Default)]
pub struct Throttle {
    failures: Mutex<HashMap<(String, IpAddr), Failures>>,
}

impl Throttle {
    /// How long this pair has to wait before it may try again.
    pub fn wait(&self, staff_number: &str, address: IpAddr) -> Option<Duration> {
        self.wait_at(staff_number, address, Instant::now())
    }

    fn wait_at(&self, staff_number: &str, address: IpAddr, now: Instant) -> Option<Duration> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = failures.get(&(staff_number.to_owned(), address))?;
        let until = failed.last + failed.wait();
        until
            .checked_duration_since(now)
            .filter(|left| !left.is_zero())
    }

    /// Counts a failure.
    pub fn failed(&self, staff_number: &str, address: IpAddr) {
        self.failed_at(staff_number, address, Instant::now());
    }

    fn failed_at(&self, staff_number: &str, address: IpAddr, now: Instant) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let pair = (staff_number.to_owned(), address);
        if failures.len() >= PAIRS_MAX && !failures.contains_key(&pair) {
            let oldest = failures
                .iter()
                .min_by_key(|(_, failed)| (failed.last + failed.wait() > now, failed.last))
                .map(|(pair, _)| pair.clone());
            oldest.and_then(|pair| failures.remove(&pair));
        }
        let failed = failures.entry(pair).or_insert(Failures {
            count: 0,
            last: now,
        });
        // Somebody who waited long enough begins again.
        if now.duration_since(failed.last) > WAIT_MAX {
            failed.count = 0;
        }
        failed.count = failed.count.saturating_add(1);
        failed.last = now;
    }

    /// Forgets the failures of a pair that signed in.
    pub fn succeeded(&self, staff_number: &str, address: IpAddr) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if !failures.is_empty() {
            failures.remove(&(staff_number.to_owned(), address));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn waits_grow_and_end() {
        let throttle = Throttle::default();
        let start = Instant::now();
        for _ in 0..4 {
            throttle.failed_at("1", HERE, start);
        }
        assert_eq!(throttle.wait_at("1", HERE, start), None);
        throttle.failed_at("1", HERE, start);
        assert_eq!(throttle.wait_at("1", HERE, start), Some(WAIT_FIRST));
        throttle.failed_at("1", HERE, start);
        assert_eq!(throttle.wait_at("1", HERE, start), Some(WAIT_FIRST * 2));
        assert_eq!(
            throttle.wait_at("2", HERE, start),
            None,
            "another person at the same address"
        );
        assert_eq!(throttle.wait_at("1", HERE, start + WAIT_FIRST * 2), None);
        throttle.succeeded("1", HERE);
        assert_eq!(throttle.wait_at("1", HERE, start), None);
    }

    #[test]
    fn the_table_stays_bounded() {
        let throttle = Throttle::default();
        let start = Instant::now();
        for number in 0..PAIRS_MAX + 10 {
            throttle.failed_at(&number.to_string(), HERE, start);
        }
        assert_eq!(throttle.failures.lock().unwrap().len(), PAIRS_MAX);
    }

    #[test]
    fn invented_numbers_free_nobody_who_waits() {
        let throttle = Throttle::default();
        let start = Instant::now();
        for _ in 0..8 {
            throttle.failed_at("1", HERE, start);
        }
        let later = start + Duration::from_secs(1);
        for number in 0..PAIRS_MAX + 10 {
            throttle.failed_at(&format!("made up {number}"), HERE, later);
        }
        assert!(throttle.wait_at("1", HERE, later).is_some());
    }
}
