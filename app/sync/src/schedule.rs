//! When to sync next: a state machine without a clock, a timer or a random source of its own.
//!
//! Whoever drives it reports what happens, with a monotonic time, and asks when the next round is due. It may ask as
//! often as it likes; the answer only changes with what is reported.

use crate::{
    engine::{Cause, Ending},
    fault::Fault,
};

/// From a save to its sending: long enough that a row of quick saves goes as one batch.
const AFTER_SAVE_MS: u64 = 1_000;

/// A returning network wakes every tablet of a prison at once: they spread over this time.
const AFTER_ONLINE_MS: u64 = 3_000;

/// From one good round to the next while somebody looks.
const POLL_MS: u64 = 60_000;

/// From one good round to the next while nobody does.
const POLL_HIDDEN_MS: u64 = 300_000;

/// The first wait after a failure, before jitter.
const BACKOFF_MS: u64 = 2_000;

/// The longest wait after failures while somebody looks: "as soon as there is a connection" means about a minute.
const BACKOFF_MS_MAX: u64 = POLL_MS;

/// The longest wait after failures while nobody does.
const BACKOFF_HIDDEN_MS_MAX: u64 = 300_000;

/// The shortest wait after a failure.
const BACKOFF_MS_MIN: u64 = 500;

/// A backend that needs somebody's doing (wrong address, no right) is still asked this often: that somebody may be
/// far away.
const REPAIR_MS: u64 = 600_000;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Signal {
    /// Something was saved that waits to be sent.
    Saved,
    /// A long poll says that something changed.
    Told,
    /// The device says that it has a network again. It is often wrong.
    Online,
    /// The app is on the screen.
    Visible,
    /// The app is hidden.
    Hidden,
    /// Somebody pressed *send and receive now*.
    Asked,
    /// Somebody signed in, or the credentials changed.
    SignedIn,
    /// A round begins.
    Started,
    /// A round ended.
    Ended(Outlook),
}

/// What a round's end means for the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// All done.
    Good,
    /// It may go better later; the server may have said how much later.
    Later {
        /// What the server asks for.
        retry_after_ms: Option<u64>,
    },
    /// Told to stop by this tablet: nothing is wrong.
    Stopped,
    /// Somebody has to sign in; until then any try would lock the account.
    SignIn,
    /// Somebody has to change something at this tablet or at the server.
    Repair,
}

impl From<&Ending> for Outlook {
    fn from(ending: &Ending) -> Self {
        match &ending.cause {
            // A book that is not ours is nothing to hurry for; a server that had trouble with one is.
            Cause::Done => {
                let troubles = ending.skipped.iter().map(|(_, error)| error);
                let passing = troubles.filter(|error| error.fault.passes_by_itself());
                match passing.map(|error| error.retry_after_ms.unwrap_or(0)).max() {
                    Some(ms) => Self::Later {
                        retry_after_ms: Some(ms).filter(|ms| *ms > 0),
                    },
                    None => Self::Good,
                }
            }
            Cause::Stopped => Self::Stopped,
            Cause::Store(_) => Self::Later {
                retry_after_ms: None,
            },
            Cause::Failed(error) if error.fault == Fault::SignIn => Self::SignIn,
            Cause::Failed(error) if error.fault.passes_by_itself() => Self::Later {
                retry_after_ms: error.retry_after_ms,
            },
            Cause::Failed(_) => Self::Repair,
        }
    }
}

/// When the next round is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// At this time, or at once if it has passed.
    At(u64),
    /// A round is under way.
    Running,
    /// Not before somebody signs in.
    SignIn,
}

/// The schedule of one backend.
#[derive(Debug, Clone)]
pub struct Schedule {
    random: u64,
    running: bool,
    /// Something happened during the round that it may have missed.
    again: bool,
    halted: bool,
    visible: bool,
    failures: u32,
    /// Not before this time, whatever is saved; only a person may ask earlier.
    not_before_ms: u64,
    due_ms: u64,
}

impl Schedule {
    /// A schedule whose first round is due now. The seed only spreads tablets apart.
    pub fn new(seed: u64, now_ms: u64) -> Self {
        Self {
            random: seed,
            running: false,
            again: false,
            halted: false,
            visible: true,
            failures: 0,
            not_before_ms: now_ms,
            due_ms: now_ms,
        }
    }

    /// When the next round is due.
    pub fn due(&self) -> Due {
        if self.running {
            Due::Running
        } else if self.halted {
            Due::SignIn
        } else {
            Due::At(self.due_ms.max(self.not_before_ms))
        }
    }

    /// How many rounds in a row failed.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Takes note of what happened.
    pub fn on(&mut self, signal: &Signal, now_ms: u64) {
        match signal {
            Signal::Saved => self.wake(now_ms + AFTER_SAVE_MS),
            Signal::Told => self.wake(now_ms),
            Signal::Online => {
                // The cause of the failures is gone, perhaps: begin again with short waits.
                self.failures = 0;
                self.not_before_ms = now_ms;
                let spread = self.below(AFTER_ONLINE_MS);
                self.wake(now_ms + spread);
            }
            Signal::Visible => {
                if !self.visible {
                    self.visible = true;
                    self.wake(now_ms);
                }
            }
            Signal::Hidden => self.visible = false,
            Signal::Asked => {
                self.not_before_ms = now_ms;
                self.wake(now_ms);
            }
            Signal::SignedIn => {
                self.halted = false;
                self.failures = 0;
                self.not_before_ms = now_ms;
                self.wake(now_ms);
            }
            Signal::Started => {
                self.running = true;
                self.again = false;
            }
            Signal::Ended(outlook) => self.end(*outlook, now_ms),
        }
    }

    fn wake(&mut self, at_ms: u64) {
        if self.running {
            self.again = true;
        }
        self.due_ms = self.due_ms.min(at_ms);
    }

    fn end(&mut self, outlook: Outlook, now_ms: u64) {
        self.running = false;
        let poll = if self.visible {
            POLL_MS
        } else {
            POLL_HIDDEN_MS
        };
        // Apart by a tenth, so that tablets started together drift apart.
        let poll = poll + self.below(poll / 10);
        let wait = match outlook {
            Outlook::Good => {
                self.failures = 0;
                0
            }
            Outlook::Stopped => 0,
            Outlook::Later { retry_after_ms } => self.back_off().max(retry_after_ms.unwrap_or(0)),
            Outlook::Repair => {
                self.failures = self.failures.saturating_add(1);
                REPAIR_MS
            }
            Outlook::SignIn => {
                self.halted = true;
                0
            }
        };
        self.not_before_ms = now_ms + wait;
        self.due_ms = if self.again {
            now_ms + AFTER_SAVE_MS
        } else if wait > 0 {
            self.not_before_ms
        } else {
            now_ms + poll
        };
        self.again = false;
    }

    /// Exponential with full jitter: anything up to the bound, so that tablets that failed together don't return
    /// together.
    fn back_off(&mut self) -> u64 {
        let doublings = self.failures.min(16);
        self.failures = self.failures.saturating_add(1);
        let longest = if self.visible {
            BACKOFF_MS_MAX
        } else {
            BACKOFF_HIDDEN_MS_MAX
        };
        let bound = (BACKOFF_MS << doublings).min(longest);
        BACKOFF_MS_MIN + self.below(bound)
    }

    /// A number below `bound` (SplitMix64; the slight bias of the remainder doesn't matter here).
    fn below(&mut self, bound: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Outlook = Outlook::Later {
        retry_after_ms: None,
    };

    /// A schedule after one round at time 0 that ended like this.
    fn after(outlook: Outlook) -> Schedule {
        let mut schedule = Schedule::new(7, 0);
        assert_eq!(schedule.due(), Due::At(0));
        schedule.on(&Signal::Started, 0);
        assert_eq!(schedule.due(), Due::Running);
        schedule.on(&Signal::Ended(outlook), 0);
        schedule
    }

    fn due_ms(schedule: &Schedule) -> u64 {
        match schedule.due() {
            Due::At(ms) => ms,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn polls_while_all_is_well_and_sooner_when_woken() {
        let schedule = after(Outlook::Good);
        assert!((POLL_MS..POLL_MS * 11 / 10).contains(&due_ms(&schedule)));
        let check = |signal: Signal, most: u64| {
            let mut schedule = schedule.clone();
            schedule.on(&signal, 1_000);
            assert!(
                due_ms(&schedule) <= 1_000 + most,
                "{signal:?}: {:?}",
                schedule.due()
            );
        };
        check(Signal::Saved, AFTER_SAVE_MS);
        check(Signal::Told, 0);
        check(Signal::Online, AFTER_ONLINE_MS);
        check(Signal::Asked, 0);
        check(Signal::SignedIn, 0);
    }

    #[test]
    fn a_row_of_saves_does_not_put_the_sending_off() {
        let mut schedule = after(Outlook::Good);
        for at in [1_000, 1_400, 1_800] {
            schedule.on(&Signal::Saved, at);
        }
        assert_eq!(due_ms(&schedule), 1_000 + AFTER_SAVE_MS);
    }

    #[test]
    fn what_was_saved_during_a_round_goes_right_after_it() {
        let mut schedule = after(Outlook::Good);
        schedule.on(&Signal::Started, 5_000);
        schedule.on(&Signal::Saved, 6_000);
        schedule.on(&Signal::Ended(Outlook::Good), 9_000);
        assert_eq!(due_ms(&schedule), 9_000 + AFTER_SAVE_MS);
    }

    #[test]
    fn backs_off_up_to_the_cap_and_saves_do_not_hurry_it() {
        let mut schedule = Schedule::new(1, 0);
        let mut now_ms = 0;
        for failure in 0..40u32 {
            schedule.on(&Signal::Started, now_ms);
            schedule.on(&Signal::Ended(LATER), now_ms);
            let bound = (BACKOFF_MS << failure.min(16)).min(BACKOFF_MS_MAX) + BACKOFF_MS_MIN;
            let wait = due_ms(&schedule) - now_ms;
            assert!(
                (BACKOFF_MS_MIN..=bound).contains(&wait),
                "failure {failure}: {wait} ms"
            );
            let before = schedule.due();
            schedule.on(&Signal::Saved, now_ms);
            schedule.on(&Signal::Told, now_ms);
            assert_eq!(schedule.due(), before);
            now_ms = due_ms(&schedule);
        }
        assert_eq!(schedule.failures(), 40);
        schedule.on(&Signal::Asked, now_ms);
        assert_eq!(due_ms(&schedule), now_ms, "a person need not wait");
        schedule.on(&Signal::Started, now_ms);
        schedule.on(&Signal::Ended(Outlook::Good), now_ms);
        assert_eq!(schedule.failures(), 0);
    }

    #[test]
    fn waits_as_long_as_the_server_asks() {
        let schedule = after(Outlook::Later {
            retry_after_ms: Some(90_000),
        });
        assert_eq!(due_ms(&schedule), 90_000);
    }

    #[test]
    fn stops_at_the_first_refused_sign_in() {
        let mut schedule = after(Outlook::SignIn);
        for signal in [
            Signal::Saved,
            Signal::Online,
            Signal::Asked,
            Signal::Told,
            Signal::Visible,
        ] {
            schedule.on(&signal, 60_000);
            assert_eq!(schedule.due(), Due::SignIn, "{signal:?}");
        }
        schedule.on(&Signal::SignedIn, 70_000);
        assert_eq!(due_ms(&schedule), 70_000);
    }

    /// A night in the drawer: hidden, offline, then looked at.
    #[test]
    fn wakes_after_eight_hours() {
        let mut schedule = after(LATER);
        schedule.on(&Signal::Hidden, 1_000);
        let morning = 8 * 3_600_000;
        schedule.on(&Signal::Visible, morning);
        assert!(due_ms(&schedule) <= morning);
    }

    #[test]
    fn tablets_spread() {
        let due = |seed| {
            let mut schedule = Schedule::new(seed, 0);
            schedule.on(&Signal::Started, 0);
            schedule.on(&Signal::Ended(LATER), 0);
            schedule.on(&Signal::Online, 10);
            due_ms(&schedule)
        };
        let first_second = (0..300).filter(|seed| due(*seed) < 1_000).count();
        assert!(
            (60..200).contains(&first_second),
            "{first_second} of 300 in the first second"
        );
    }
}
