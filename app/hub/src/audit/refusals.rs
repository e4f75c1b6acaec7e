//! How many refusals are written down singly: whoever asks in vain a thousand times is told of in a few rows and a number.

use std::{
    collections::HashMap,
    net::IpAddr,
    time::{Duration, Instant},
};

/// How many rows of refusals one address gets in a while.
const ROWS_OF_ADDRESS: u32 = 20;

/// How many all addresses together get.
const ROWS_OF_ALL: u32 = 200;

/// How many rows are remembered, so that they are not repeated.
const ROWS_REMEMBERED: usize = 20_000;

/// What becomes of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It gets a row.
    Row,
    /// It is the first one that is only counted: their number is to be written when the while is over.
    FirstOfNumber(Counted),
    /// It is counted.
    Number,
}

/// Under what refusals are counted: an address, or all that are too many together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// One address.
    Address(IpAddr),
    /// All.
    All,
}

/// A while, with what came in it.
struct While {
    began: Instant,
    rows: u32,
    left_out: u64,
}

/// The refusals of the last while.
pub struct Refusals {
    lasts: Duration,
    rows: HashMap<String, Instant>,
    counted: HashMap<Counted, While>,
}

impl Refusals {
    /// None yet; they are counted together for as long as this.
    pub fn new(lasts: Duration) -> Self {
        Self {
            lasts,
            rows: HashMap::new(),
            counted: HashMap::new(),
        }
    }

    /// How long they are counted together.
    pub fn lasts(&self) -> Duration {
        self.lasts
    }

    /// Takes a refusal that says this.
    pub fn take(&mut self, what: String, address: IpAddr, now: Instant) -> Kept {
        let lasts = self.lasts;
        let is_over = |began: Instant| now.saturating_duration_since(began) >= lasts;
        // What was left out is fetched first, by whoever waits for the end of the while.
        self.counted
            .retain(|_, one| one.left_out > 0 || !is_over(one.began));
        if self.rows.len() >= ROWS_REMEMBERED {
            self.rows.retain(|_, at| !is_over(*at));
        }
        let has_room = self.rows_of(Counted::All) < ROWS_OF_ALL;
        let is_repeated = self.rows.get(&what).is_some_and(|at| !is_over(*at));
        let counted = if has_room || is_repeated {
            Counted::Address(address)
        } else {
            Counted::All
        };
        if has_room && !is_repeated && self.rows_of(counted) < ROWS_OF_ADDRESS {
            self.rows.insert(what, now);
            for one in [counted, Counted::All] {
                self.of(one, now).rows += 1;
            }
            return Kept::Row;
        }
        let one = self.of(counted, now);
        one.left_out += 1;
        if one.left_out == 1 {
            Kept::FirstOfNumber(counted)
        } else {
            Kept::Number
        }
    }

    /// How many were left out, which ends their while.
    pub fn end(&mut self, counted: Counted) -> u64 {
        self.counted.remove(&counted).map_or(0, |one| one.left_out)
    }

    fn rows_of(&self, counted: Counted) -> u32 {
        self.counted.get(&counted).map_or(0, |one| one.rows)
    }

    fn of(&mut self, counted: Counted, now: Instant) -> &mut While {
        self.counted.entry(counted).or_insert(While {
            began: now,
            rows: 0,
            left_out: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(last: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, last])
    }

    #[test]
    fn a_flood_is_a_few_rows_and_a_number() {
        let mut refusals = Refusals::new(Duration::from_secs(60));
        let now = Instant::now();
        let mut rows = 0;
        let mut ends = Vec::new();
        for number in 0..1_000 {
            match refusals.take(number.to_string(), at(1), now) {
                Kept::Row => rows += 1,
                Kept::FirstOfNumber(counted) => ends.push(counted),
                Kept::Number => {}
            }
        }
        assert_eq!(
            (rows, ends.as_slice()),
            (20, &[Counted::Address(at(1))][..])
        );
        let other = refusals.take("other".into(), at(2), now);
        assert_eq!(other, Kept::Row, "another address has its own rows");
        assert_eq!(refusals.end(ends[0]), 980);
        let later = now + Duration::from_secs(61);
        assert_eq!(refusals.take("0".into(), at(1), later), Kept::Row);
    }

    #[test]
    fn what_is_repeated_is_counted() {
        let mut refusals = Refusals::new(Duration::from_secs(60));
        let now = Instant::now();
        let mut take = || refusals.take("the same".into(), at(1), now);
        let first = Kept::FirstOfNumber(Counted::Address(at(1)));
        assert_eq!([take(), take(), take()], [Kept::Row, first, Kept::Number]);
        assert_eq!(refusals.end(Counted::Address(at(1))), 2);
    }

    #[test]
    fn many_addresses_have_an_end_too() {
        let mut refusals = Refusals::new(Duration::from_secs(60));
        let now = Instant::now();
        let mut rows = 0;
        for address in 0..=255 {
            for number in 0..10 {
                let kept = refusals.take(format!("{address} {number}"), at(address), now);
                rows += u32::from(kept == Kept::Row);
            }
        }
        assert_eq!(rows, 200);
        assert_eq!(refusals.end(Counted::All), 2_360);
    }
}
