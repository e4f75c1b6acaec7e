//! What pages show, derived from the journal by the rules in `wingbook-record`. Nothing here decides anything: it
//! finds names, orders and counts.

mod charts;
mod check_in;
mod clinic;
mod coverage;
mod lines;
mod people;
mod products;
mod records;
mod review;
mod rounds;
mod today;
mod vaccination;
mod wings;

use std::rc::Rc;

use wingbook_record::{access::Role, id::EntryId, journal::View};

use crate::{
    message::{Failure, Request, Response, RoundView},
    parts::nobody_answers,
    platform::Platform,
    session::Session,
};

/// Answers a question that changes nothing.
pub(crate) async fn answer<P: Platform>(
    session: &Rc<Session<P>>,
    request: Request,
) -> Result<Response, Failure> {
    match request {
        Request::Today => today::today(session).await.map(Response::Today),
        Request::Rounds => Ok(Response::Rounds(
            session.with_view(|desk| rounds::rounds(&desk)),
        )),
        Request::Plans => Ok(Response::Plans(
            session.with_view(|desk| rounds::plans(&desk)),
        )),
        Request::Round { id } => round(session, id).map(Response::Round),
        Request::CountNow { wing, round } => session
            .with_view(|desk| rounds::count_now(&desk, wing, round))
            .map(Response::Count),
        Request::People {
            query,
            place,
            offset,
            limit,
        } => Ok(Response::People(session.with_view(|desk| {
            people::people(&desk, &query, place, offset, limit)
        }))),
        Request::Person { id } => session
            .with_view(|desk| people::person(&desk, id))
            .map(Response::Person),
        Request::Places => Ok(Response::Places(
            session.with_view(|desk| people::places(&desk)),
        )),
        Request::Choices { source, query } => Ok(Response::Choices(
            session.with_view(|desk| people::choices(&desk, &source, &query)),
        )),
        Request::Records {
            filter,
            offset,
            limit,
        } => Ok(Response::Records(session.with_view(|desk| {
            records::records(&desk, &filter, offset, limit)
        }))),
        Request::Record { id } => records::record(session, id)
            .await
            .map(|view| Response::Record(Box::new(view))),
        _ => Err(nobody_answers()),
    }
}

/// Answers a question of reception or health staff that changes nothing.
pub(crate) fn health<P: Platform>(
    session: &Session<P>,
    request: Request,
) -> Result<Response, Failure> {
    session.with_view(|desk| match request {
        Request::Person { id } => {
            let mut person = people::person(&desk, id)?;
            let known = desk.view.directory().person(id);
            person.vaccination = known.and_then(|known| vaccination::of_person(&desk, id, known));
            Ok(Response::Person(person))
        }
        Request::CheckIn(asked) => check_in::answer(&desk, asked),
        Request::Clinics => clinic::all(&desk).map(Response::Clinics),
        Request::Clinic { id } => {
            clinic::one(&desk, id).map(|view| Response::Clinic(Box::new(view)))
        }
        Request::BeforeDose { clinic, person } => clinic::before_dose(&desk, clinic, person)
            .map(|view| Response::BeforeDose(Box::new(view))),
        Request::Coverage { days } => coverage::all(&desk, days).map(Response::Coverage),
        _ => Err(nobody_answers()),
    })
}

/// Answers a question of administrators that changes nothing.
pub(crate) fn administration<P: Platform>(
    session: &Session<P>,
    request: Request,
) -> Result<Response, Failure> {
    session.with_view(|desk| match request {
        Request::Products => products::all(&desk).map(Response::Products),
        _ => Err(nobody_answers()),
    })
}

/// Answers a question of supervisors or health leads that changes nothing.
pub(crate) fn supervision<P: Platform>(
    session: &Session<P>,
    request: Request,
) -> Result<Response, Failure> {
    match request {
        Request::Queue => session.need_reviewer("queue")?,
        Request::Charts { .. } => session.need(&[Role::Supervisor], "charts")?,
        _ => {}
    }
    session.with_view(|desk| match request {
        Request::Queue => Ok(Response::Queue(review::queue(&desk))),
        Request::Wings => Ok(Response::Wings(wings::wings(&desk))),
        Request::Charts { wing, days } => Ok(Response::Charts(charts::charts(&desk, wing, days))),
        _ => Err(nobody_answers()),
    })
}

pub(crate) use clinic::asks_why;

/// A round.
pub(crate) fn round<P: Platform>(session: &Session<P>, id: EntryId) -> Result<RoundView, Failure> {
    session.with_view(|desk| rounds::round(&desk, id))
}

/// A session with its journal opened for reading.
pub(crate) struct Reading<'a, P: Platform> {
    pub session: &'a Session<P>,
    pub view: View<'a>,
    pub now_ms: i64,
    pub utc_offset_minutes: i32,
}

impl<P: Platform> Session<P> {
    /// Reads the journal: practice records in practice mode, real ones otherwise.
    pub fn with_view<T>(&self, read: impl FnOnce(Reading<'_, P>) -> T) -> T {
        let journal = self.journal.borrow();
        read(Reading {
            session: self,
            view: journal.view(self.practice.get()),
            now_ms: self.now_ms(),
            utc_offset_minutes: self.utc_offset_minutes(),
        })
    }
}
