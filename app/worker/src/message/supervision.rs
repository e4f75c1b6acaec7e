//! What supervisors see: what waits for their decision, the wings as they are now, what was not done.

use serde::{Deserialize, Serialize};
use wingbook_record::{
    id::{EntryId, PlaceId},
    time::Millis,
};

use super::{NoticeView, PersonLine, RecordLine, RoundLine};

/// What waits for a reviewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueView {
    /// What everybody must know now.
    pub notices: Vec<NoticeView>,
    /// How many wait, those included for which there is no room below.
    pub total: usize,
    /// Rounds, to be reviewed as a whole.
    pub rounds: Vec<RoundReview>,
    /// Single records: exceptions, contacts, incidents, what came back.
    pub records: Vec<QueueLine>,
}

/// A round to review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundReview {
    /// Its line.
    pub line: RoundLine,
    /// When it began and ended.
    pub started_ms: Millis,
    /// When it ended.
    pub ended_ms: Option<Millis>,
    /// How many exceptions it has: as many as its page shows.
    pub exceptions: usize,
    /// Names of the stops not checked.
    pub unchecked: Vec<String>,
    /// Another reviewer passed it on.
    pub escalated: bool,
    /// This person ran it, so another must review it.
    pub mine: bool,
}

/// A record to review, and why it is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueLine {
    /// The record.
    pub record: RecordLine,
    /// `new`, `missing`, `count_differs`, `could_not`, `answered`.
    pub why: String,
    /// Another reviewer passed it on.
    pub escalated: bool,
    /// Urgent.
    pub urgent: bool,
}

/// A wing as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WingView {
    /// Which.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// On its roll.
    pub roll: u32,
    /// Out, by reason.
    pub out: Vec<(String, u32)>,
    /// Certified for.
    pub capacity: Option<u32>,
    /// The last count: when, expected, counted.
    pub last_count: Option<(Millis, u32, u32)>,
    /// The last count's record.
    pub last_count_entry: Option<EntryId>,
    /// The last round.
    pub last_round: Option<RoundLine>,
    /// The next round.
    pub next_round: Option<RoundLine>,
    /// Notices that stand.
    pub notices: Vec<NoticeView>,
    /// Records of the last 24 hours.
    pub records_today: usize,
}

/// Figures behind the charts. They show what was not done; they rank nobody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChartsView {
    /// Each day `YYYY-MM-DD`: planned, done in time, done late, missed.
    pub rounds: Vec<RoundsDay>,
    /// Who has not been spoken to for so many days, longest first.
    pub not_spoken: Vec<(PersonLine, u32)>,
    /// People by days since last contact: upper bound of the group in days, how many; `None` where a group
    /// is too small to show.
    pub since_contact: Vec<(u32, Option<u32>)>,
    /// Wings to choose from.
    pub wings: Vec<(PlaceId, String)>,
}

/// One day of rounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundsDay {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// When that day begins, for the list behind it.
    pub from_ms: Millis,
    /// When it ends.
    pub to_ms: Millis,
    /// Planned.
    pub planned: u32,
    /// Begun within their window, every stop checked.
    pub in_time: u32,
    /// The same, begun later.
    pub late: u32,
    /// Ended before every stop was checked.
    pub not_whole: u32,
    /// Never begun.
    pub missed: u32,
}
