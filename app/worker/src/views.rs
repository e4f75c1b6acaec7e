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
    message::{ClinicView, Failure, Request, Response, RoundView},
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
        Request::Clinics => session
            .with_view(|desk| clinic::all(&desk))
            .map(Response::Clinics),
        Request::Clinic { id } => session
            .with_view(|desk| clinic::one(&desk, id))
            .map(|view| Response::Clinic(Box::new(view))),
        Request::BeforeDose { clinic, person } => session
            .with_view(|desk| clinic::before_dose(&desk, clinic, person))
            .map(|view| Response::BeforeDose(Box::new(view))),
        Request::Products => session
            .with_view(|desk| products::all(&desk))
            .map(Response::Products),
        Request::Coverage { days } => session
            .with_view(|desk| coverage::all(&desk, days))
            .map(Response::Coverage),
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
        Request::Queue => {
            session.need_reviewer("queue")?;
            Ok(Response::Queue(
                session.with_view(|desk| review::queue(&desk)),
            ))
        }
        Request::Wings => Ok(Response::Wings(
            session.with_view(|desk| wings::wings(&desk)),
        )),
        Request::Charts { wing, days } => {
            session.need(&[Role::Supervisor], "charts")?;
            Ok(Response::Charts(
                session.with_view(|desk| charts::charts(&desk, wing, days)),
            ))
        }
        Request::CheckIn(asked) => session.with_view(|desk| check_in::answer(&desk, asked)),
        _ => Err(Failure::Internal {
            detail: "a request that no view answers".into(),
        }),
    }
}

/// A vaccination session.
pub(crate) fn clinic<P: Platform>(
    session: &Session<P>,
    id: EntryId,
) -> Result<ClinicView, Failure> {
    session.with_view(|desk| clinic::one(&desk, id))
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
