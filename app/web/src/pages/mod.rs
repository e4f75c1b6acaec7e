//! The pages, one folder each, and their addresses. Ids in addresses are opaque; names never stand there.
//!
//! To add a page: a folder with `pub fn view(…) -> AnyView`, a variant of [`Page`], its address in [`Page::parse`] and
//! [`Page::path`], its section in [`Page::section`], its line in [`view`], or in [`lazy`] if few use it.

pub mod charts;
pub mod check_in;
pub mod clinic;
pub mod coverage;
pub mod due;
pub mod entrance;
pub mod evidence;
pub mod gallery;
pub mod lazy;
pub mod more;
pub mod moves;
pub mod not_found;
pub mod people;
pub mod print;
pub mod prison;
pub mod record;
pub mod records;
pub mod recovery;
pub mod review;
pub mod round;
pub mod today;
pub mod ways;
pub mod wings;
pub mod write;

use crate::prelude::*;
use wingbook_record::id::{EntryId, PersonId, PlaceId};

/// A page and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/`: whichever page the roles make the first.
    Home,
    /// The officer's shift.
    Today,
    /// The rounds of the shift.
    Rounds,
    /// A round to enter from a sheet of paper. Which one stands in the query: `?plan=…&due=…`, or `?wing=…`.
    PaperRound,
    /// A round, stop by stop.
    Round(EntryId),
    /// The roll count at the end of a round.
    Count(EntryId),
    /// The roll count of a wing outside of a round.
    WingCount(PlaceId),
    /// Find a person.
    People,
    /// The people of a place and below.
    Place(PlaceId),
    /// A person's page.
    Person(PersonId),
    /// Somebody new. Where stands in the query: `?place=…`.
    AddPerson,
    /// Who somebody is, to change.
    PersonDetails(PersonId),
    /// The vaccination sessions.
    Clinics,
    /// Coverage by vaccination.
    Coverage,
    /// Who came, went or changed cell.
    Moves,
    /// Starts a vaccination session.
    StartClinic,
    /// A vaccination session.
    Clinic(EntryId),
    /// What can be written, and drafts.
    Write,
    /// A form to fill in. What it is about stands in the query: `?person=…&place=…`.
    WriteForm(String),
    /// A draft to go on with.
    Draft(String),
    /// A record.
    Record(EntryId),
    /// Correct a record.
    Correct(EntryId),
    /// A record about the wrong person.
    WrongPerson(EntryId),
    /// What waits for a reviewer.
    Review,
    /// The wings now.
    Wings,
    /// One wing.
    Wing(PlaceId),
    /// All records, with filters in the query.
    Records,
    /// Charts.
    Charts,
    /// What is put on paper.
    Print(print::Sheet),
    /// Who arrives: find them, or add them.
    CheckIn,
    /// Somebody new at check-in.
    AddArrival,
    /// Somebody who arrives. Why stands in the query: `?reason=…`.
    Arrival(PersonId),
    /// Where and until when somebody is kept apart.
    KeepApart(PersonId),
    /// What is due for health staff.
    Due,
    /// Everything else.
    More,
    /// One of the pages under *More*.
    MorePage(more::Topic),
    /// What the prison consists of, below its list of wings.
    Prison(prison::Part),
    /// Sets the tablet up; shown while it belongs to nobody, whatever the address.
    SetUp,
    /// With the recovery key; shown before sign-in, whatever the address.
    Recover,
    /// On a tablet that is to be erased; shown before sign-in, whatever the address.
    Erase,
    /// A badge is shown; shown before sign-in, whatever the address.
    ShowBadge,
    /// A passkey is used; shown before sign-in, whatever the address.
    UsePasskey,
    /// Every component once; debug builds only.
    Gallery,
    /// No page has this address.
    NotFound,
}

/// An entry of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The officer's shift.
    Today,
    /// Rounds.
    Round,
    /// Vaccination sessions.
    Session,
    /// Coverage by vaccination.
    Coverage,
    /// Who came, went or changed cell.
    Moves,
    /// People and places.
    People,
    /// Forms and drafts.
    Write,
    /// What waits for a reviewer.
    Review,
    /// Wings.
    Wings,
    /// Records.
    Records,
    /// Charts.
    Charts,
    /// Who arrives.
    CheckIn,
    /// What is due for health staff.
    Due,
    /// Everything else.
    More,
}

impl Section {
    /// Its first page.
    pub fn path(self) -> &'static str {
        match self {
            Section::Today => "/today",
            Section::Round => "/round",
            Section::Session => "/session",
            Section::Coverage => "/coverage",
            Section::Moves => "/moves",
            Section::People => "/people",
            Section::Write => "/write",
            Section::Review => "/review",
            Section::Wings => "/wings",
            Section::Records => "/records",
            Section::Charts => "/charts",
            Section::CheckIn => "/check-in",
            Section::Due => "/due",
            Section::More => "/more",
        }
    }

    /// Its symbol.
    pub fn icon(self) -> &'static str {
        match self {
            Section::Today => "today",
            Section::Round => "round",
            Section::Session => "syringe",
            Section::Coverage => "charts",
            Section::Moves => "move",
            Section::People => "people",
            Section::Write => "write",
            Section::Review => "review",
            Section::Wings => "wings",
            Section::Records => "records",
            Section::Charts => "charts",
            Section::CheckIn => "sign-in",
            Section::Due => "calendar",
            Section::More => "more",
        }
    }
}

impl Page {
    /// The page of an address.
    pub fn parse(path: &str) -> Self {
        let segments: Vec<&str> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        let found = match segments.as_slice() {
            [] => Some(Page::Home),
            ["today"] => Some(Page::Today),
            ["round"] => Some(Page::Rounds),
            ["round", "paper"] => Some(Page::PaperRound),
            ["round", id] => id.parse().ok().map(Page::Round),
            ["round", id, "count"] => id.parse().ok().map(Page::Count),
            ["people"] => Some(Page::People),
            ["people", "add"] => Some(Page::AddPerson),
            ["people", id, "details"] => id.parse().ok().map(Page::PersonDetails),
            ["people", "place", id] => id.parse().ok().map(Page::Place),
            ["people", id] => id.parse().ok().map(Page::Person),
            ["moves"] => Some(Page::Moves),
            ["coverage"] => Some(Page::Coverage),
            ["session"] => Some(Page::Clinics),
            ["session", "start"] => Some(Page::StartClinic),
            ["session", id] => id.parse().ok().map(Page::Clinic),
            ["write"] => Some(Page::Write),
            ["write", "draft", id] => Some(Page::Draft((*id).to_owned())),
            ["write", form] => Some(Page::WriteForm((*form).to_owned())),
            ["record", id] => id.parse().ok().map(Page::Record),
            ["record", id, "correct"] => id.parse().ok().map(Page::Correct),
            ["record", id, "wrong-person"] => id.parse().ok().map(Page::WrongPerson),
            ["review"] => Some(Page::Review),
            ["wings"] => Some(Page::Wings),
            ["wings", id] => id.parse().ok().map(Page::Wing),
            ["wings", id, "count"] => id.parse().ok().map(Page::WingCount),
            ["records"] => Some(Page::Records),
            ["charts"] => Some(Page::Charts),
            ["print", what, id] => print::Sheet::parse(what, id).map(Page::Print),
            ["check-in"] => Some(Page::CheckIn),
            ["check-in", "add"] => Some(Page::AddArrival),
            ["check-in", id] => id.parse().ok().map(Page::Arrival),
            ["check-in", id, "apart"] => id.parse().ok().map(Page::KeepApart),
            ["due"] => Some(Page::Due),
            ["more"] => Some(Page::More),
            ["more", "prison", rest @ ..] if !rest.is_empty() => {
                prison::Part::parse(rest).map(Page::Prison)
            }
            ["more", topic] => more::Topic::parse(topic).map(Page::MorePage),
            ["gallery"] if cfg!(debug_assertions) => Some(Page::Gallery),
            _ => None,
        };
        found.unwrap_or(Page::NotFound)
    }

    /// The address of the page.
    pub fn path(&self) -> String {
        match self {
            Page::Home
            | Page::SetUp
            | Page::Recover
            | Page::Erase
            | Page::ShowBadge
            | Page::UsePasskey
            | Page::NotFound => "/".to_owned(),
            Page::Today => "/today".to_owned(),
            Page::Rounds => "/round".to_owned(),
            Page::PaperRound => "/round/paper".to_owned(),
            Page::Round(id) => format!("/round/{id}"),
            Page::Count(id) => format!("/round/{id}/count"),
            Page::WingCount(id) => format!("/wings/{id}/count"),
            Page::People => "/people".to_owned(),
            Page::Place(id) => format!("/people/place/{id}"),
            Page::Person(id) => format!("/people/{id}"),
            Page::AddPerson => "/people/add".to_owned(),
            Page::PersonDetails(id) => format!("/people/{id}/details"),
            Page::Moves => "/moves".to_owned(),
            Page::Coverage => "/coverage".to_owned(),
            Page::Clinics => "/session".to_owned(),
            Page::StartClinic => "/session/start".to_owned(),
            Page::Clinic(id) => format!("/session/{id}"),
            Page::Write => "/write".to_owned(),
            Page::WriteForm(form) => format!("/write/{form}"),
            Page::Draft(id) => format!("/write/draft/{id}"),
            Page::Record(id) => format!("/record/{id}"),
            Page::Correct(id) => format!("/record/{id}/correct"),
            Page::WrongPerson(id) => format!("/record/{id}/wrong-person"),
            Page::Review => "/review".to_owned(),
            Page::Wings => "/wings".to_owned(),
            Page::Wing(id) => format!("/wings/{id}"),
            Page::Records => "/records".to_owned(),
            Page::Charts => "/charts".to_owned(),
            Page::Print(sheet) => sheet.path(),
            Page::CheckIn => "/check-in".to_owned(),
            Page::AddArrival => "/check-in/add".to_owned(),
            Page::Arrival(id) => format!("/check-in/{id}"),
            Page::KeepApart(id) => format!("/check-in/{id}/apart"),
            Page::Due => "/due".to_owned(),
            Page::More => "/more".to_owned(),
            Page::MorePage(topic) => format!("/more/{}", topic.word()),
            Page::Prison(part) => part.path(),
            Page::Gallery => "/gallery".to_owned(),
        }
    }

    /// Whether somebody is in the middle of something here: after a lock or a failure they are brought back.
    pub fn is_task(&self) -> bool {
        matches!(
            self,
            Page::Round(_)
                | Page::Count(_)
                | Page::WingCount(_)
                | Page::WriteForm(_)
                | Page::Draft(_)
                | Page::Correct(_)
        )
    }

    /// The entry of the navigation under which the page stands.
    pub fn section(&self) -> Section {
        match self {
            Page::Home | Page::Today => Section::Today,
            Page::Rounds | Page::PaperRound | Page::Round(_) | Page::Count(_) => Section::Round,
            Page::People
            | Page::Place(_)
            | Page::Person(_)
            | Page::AddPerson
            | Page::PersonDetails(_) => Section::People,
            Page::Coverage => Section::Coverage,
            Page::Moves => Section::Moves,
            Page::Clinics | Page::StartClinic | Page::Clinic(_) => Section::Session,
            Page::Write | Page::WriteForm(_) | Page::Draft(_) => Section::Write,
            Page::Review => Section::Review,
            Page::Wings | Page::Wing(_) | Page::WingCount(_) => Section::Wings,
            Page::Records | Page::Record(_) | Page::Correct(_) | Page::WrongPerson(_) => {
                Section::Records
            }
            Page::Charts => Section::Charts,
            Page::CheckIn | Page::AddArrival | Page::Arrival(_) | Page::KeepApart(_) => {
                Section::CheckIn
            }
            Page::Due => Section::Due,
            Page::Print(_)
            | Page::More
            | Page::MorePage(_)
            | Page::Prison(_)
            | Page::SetUp
            | Page::Recover
            | Page::Erase
            | Page::ShowBadge
            | Page::UsePasskey
            | Page::Gallery
            | Page::NotFound => Section::More,
        }
    }
}

/// The view of a page.
pub fn view(page: &Page) -> AnyView {
    if let Some(module) = lazy::Module::of(page) {
        return lazy::view(module, page);
    }
    match page {
        Page::Today => today::view(),
        Page::Rounds => round::view(),
        Page::Round(id) => round::running::view(*id),
        Page::Count(id) => round::count::of_round(*id),
        Page::WingCount(id) => round::count::of_wing(*id),
        Page::People => people::view(None),
        Page::Place(id) => people::view(Some(*id)),
        Page::Person(id) => people::person::view(*id),
        Page::Write => write::view(),
        Page::WriteForm(form) => write::form(form),
        Page::Draft(id) => write::draft(id),
        Page::Record(id) => record::view(*id),
        Page::Correct(id) => write::correct(*id),
        Page::More => more::view(),
        Page::Gallery => gallery::view(),
        _ => not_found::view(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_back_to_their_page() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        for path in [
            "/",
            "/today",
            "/round",
            "/round/paper",
            "/people",
            "/write",
            "/write/contact",
            "/write/draft/7",
            "/review",
            "/wings",
            "/records",
            "/charts",
            "/more",
            "/more/settings",
            "/more/sync",
            "/more/evidence",
            "/more/prison",
            "/more/prison/add",
            "/more/prison/vaccines",
            "/more/prison/vaccines/add",
            "/more/prison/vaccine/comirnaty",
            "/people/add",
            "/session",
            "/session/start",
            "/coverage",
            "/moves",
            "/check-in",
            "/check-in/add",
            "/due",
        ] {
            assert_eq!(Page::parse(path).path(), path);
        }
        for path in [
            format!("/round/{id}"),
            format!("/round/{id}/count"),
            format!("/session/{id}"),
            format!("/people/{id}"),
            format!("/people/place/{id}"),
            format!("/people/{id}/details"),
            format!("/more/prison/wing/{id}"),
            format!("/more/prison/wing/{id}/rooms"),
            format!("/more/prison/wing/{id}/plan"),
            format!("/more/prison/place/{id}"),
            format!("/more/prison/plan/{id}"),
            format!("/record/{id}"),
            format!("/record/{id}/correct"),
            format!("/record/{id}/wrong-person"),
            format!("/wings/{id}"),
            format!("/wings/{id}/count"),
            format!("/check-in/{id}"),
            format!("/check-in/{id}/apart"),
            format!("/print/roll/{id}"),
            format!("/print/sheet/{id}"),
            format!("/print/round/{id}"),
            format!("/print/doses/{id}"),
        ] {
            assert_eq!(Page::parse(&path).path(), path);
        }
        assert_eq!(Page::parse("/round/nonsense"), Page::NotFound);
        assert_eq!(Page::parse("/nowhere"), Page::NotFound);
        assert_eq!(Page::parse("/more/prison/nonsense"), Page::NotFound);
    }
}
