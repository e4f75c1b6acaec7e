//! Rows that stand on several pages: a person, a notice, a record, a round.

use wingbook_record::{
    access::Role,
    entry::Amends,
    id::{EntryId, PersonId, PlaceId},
    journal::Record,
    matter::Matter,
    notice::{self, ActiveNotice},
    person::Category,
    review::{self, ReviewState, ReviewWord},
    round::{Phase, RoundState},
    schedule::{DueRound, DueState},
    time::Millis,
    vaccination::clinic::clinic,
    whereabouts::Standing,
};

use super::{Reading, check_in::decision_word};
use crate::{
    message::{Delivery, NoticeView, PersonLine, RecordLine, ResultView, ReviewView, RoundLine},
    platform::Platform,
};

impl<P: Platform> Reading<'_, P> {
    /// A person's name as a list shows it; the id's first letters for one who is not held here.
    pub fn name(&self, id: PersonId) -> String {
        match self.view.directory().person(id) {
            Some(person) => person.name.clone(),
            None => id.to_string().chars().take(8).collect(),
        }
    }

    /// A name with the number that tells two of one name apart.
    pub fn name_and_number(&self, id: PersonId) -> String {
        let person = self.view.directory().person(id);
        match person.and_then(|person| person.number.as_deref()) {
            Some(number) => format!("{} · {number}", self.name(id)),
            None => self.name(id),
        }
    }

    /// Staff with one of these roles, other than oneself, by name: id, name, staff number.
    pub fn colleagues(&self, roles: &[Role]) -> Vec<(PersonId, String, String)> {
        let me = self.session.me();
        let mut colleagues: Vec<_> = self
            .view
            .directory()
            .people()
            .filter(|(id, one)| *id != me && one.category == Category::Staff && !one.left)
            .filter(|(_, one)| one.roles.iter().any(|role| roles.contains(role)))
            .map(|(id, one)| {
                let number = one.staff_number.clone().unwrap_or_default();
                (id, one.name.clone(), number)
            })
            .collect();
        colleagues.sort_by(|a, b| a.1.cmp(&b.1));
        colleagues
    }

    /// A place's full name.
    pub fn path(&self, id: PlaceId) -> String {
        self.view
            .directory()
            .tree()
            .full_name(id)
            .unwrap_or_default()
            .to_owned()
    }

    /// A person, with the notices that stand for them among `active`.
    pub fn person(&self, id: PersonId, active: &[ActiveNotice]) -> PersonLine {
        self.person_standing(id, active, self.view.whereabouts().now(id))
    }

    /// A person where they were at a moment.
    pub fn person_at(&self, id: PersonId, active: &[ActiveNotice], at_ms: Millis) -> PersonLine {
        self.person_standing(id, active, self.view.whereabouts().at(id, at_ms))
    }

    fn person_standing(
        &self,
        id: PersonId,
        active: &[ActiveNotice],
        standing: Standing,
    ) -> PersonLine {
        let person = self.view.directory().person(id);
        PersonLine {
            id,
            name: self.name(id),
            number: person.and_then(|one| one.number.clone().or_else(|| one.staff_number.clone())),
            born: person.and_then(|one| one.born.clone()),
            place: standing
                .home
                .map(|place| self.path(place))
                .filter(|path| !path.is_empty()),
            place_id: standing.home,
            out: standing
                .away
                .map(|away| away.reason.to_string())
                .or_else(|| standing.released.then(|| "release".to_owned())),
            category: person.map_or(Category::Prisoner, |one| one.category),
            same_name: self.view.has_same_name(id),
            notices: notice::about_person(active, id)
                .into_iter()
                .map(|one| self.notice(one))
                .collect(),
        }
    }

    /// The notices that stand now.
    pub fn active_notices(&self) -> Vec<ActiveNotice> {
        notice::active(self.view, self.now_ms)
    }

    /// A notice.
    pub fn notice(&self, active: &ActiveNotice) -> NoticeView {
        let says = &active.notice;
        NoticeView {
            entry: active.entry,
            text: says.text.clone(),
            wording: says.wording.as_ref().map(ToString::to_string),
            urgent: says.urgent,
            until_ms: says.until_ms,
            review_ms: says.review_ms,
            overdue: active.review_overdue,
            person: says.person.map(|id| (id, self.name(id))),
            place: says.place.map(|id| (id, self.path(id))),
            author: self.name(active.author),
            at_ms: active.at_ms,
        }
    }

    /// How far a record has got.
    pub fn delivery(&self, id: EntryId, practice: bool) -> Delivery {
        let served = self.session.tablet.borrow().server.is_some();
        self.session.deliveries.borrow().of(id, practice, served)
    }

    /// A record as a list shows it: as it stands, under the id that it was first written with.
    pub fn record(&self, root: &Record) -> RecordLine {
        let view = self.view;
        let state = view.amended(root.id());
        let shown = view.last_words(root.id()).unwrap_or(root);
        let named = |name: &str, number: Option<&str>| match number {
            Some(number) => format!("{name} · {number}"),
            None => name.to_owned(),
        };
        let names = shown
            .people_then
            .iter()
            .map(|one| named(&one.name, one.number.as_deref()));
        // The index keeps no names of a check's people: of those, lists show who is missing.
        let missing = match &shown.matter {
            Matter::Check(check) => check.missing(),
            _ => Vec::new(),
        };
        let missing = missing.into_iter().map(|id| {
            let person = view.directory().person(id);
            named(&self.name(id), person.and_then(|one| one.number.as_deref()))
        });
        let place_now = || {
            let place = shown.places.first().map(|place| self.path(*place));
            place.filter(|path| !path.is_empty())
        };
        RecordLine {
            id: root.id(),
            form: root.form.to_string(),
            title: self.session.forms.borrow().title(&root.form),
            at_ms: shown.occurred_ms,
            occurred: shown
                .occurred
                .clone()
                .unwrap_or_else(|| wingbook_record::time::Occurred::exactly(shown.occurred_ms)),
            recorded_ms: root.recorded.corrected_ms(),
            author: self.name(root.author),
            author_id: root.author,
            mine: root.author == self.session.me(),
            people: names.chain(missing).collect(),
            place: shown
                .place_then
                .as_deref()
                .map(str::to_owned)
                .or_else(place_now),
            summary: shown.summary.to_string(),
            result: self.result(root.id(), &shown.matter),
            corrected: state.as_ref().is_some_and(|state| state.corrected),
            withdrawn: state.as_ref().is_some_and(|state| state.withdrawn),
            moved: state.as_ref().is_some_and(|state| {
                let latest = view.record(state.latest);
                let latest = latest.and_then(|latest| latest.corrects.as_ref());
                latest.is_some_and(|latest| latest.how == Amends::WrongPerson)
            }),
            review: self.review(root.id()),
            origin: root.origin.unwrap_or(wingbook_record::entry::Origin::Live),
            delivery: self.delivery(root.id(), root.practice),
            certified: self.session.is_certified_author(root.author),
            practice: root.practice,
        }
    }

    /// What a count, a round or a dose came to, for its row.
    fn result(&self, root: EntryId, says: &Matter) -> Option<ResultView> {
        match says {
            Matter::Count(count) => Some(ResultView::Count {
                counted: count.counted,
                expected: count.expected,
            }),
            Matter::Round(_) => {
                let state = wingbook_record::round::state(self.view, root)?;
                Some(ResultView::Round {
                    checked: state.stops_checked(),
                    stops: state.stops.len(),
                    exceptions: state.exceptions(),
                })
            }
            Matter::Dose(dose) => Some(ResultView::Dose {
                outcome: dose.outcome.to_string(),
                product: dose.product.as_deref().map(|id| self.vaccine(id)),
                on: dose.on.to_string(),
                why_not: dose.why_not.as_ref().map(ToString::to_string),
                overridden: dose.override_reason.clone(),
            }),
            Matter::Session(_) => {
                let clinic = clinic(self.view, root)?;
                Some(ResultView::Clinic {
                    given: clinic.state.total.given,
                    wasted: clinic.state.total.wasted_doses(),
                    reconciles: clinic.state.reconciles(),
                })
            }
            Matter::HealthCheck(one) => Some(ResultView::Check {
                reason: one.reason.as_ref().map(ToString::to_string),
                decision: one.decision.map(|one| decision_word(one).to_owned()),
                temperature: one.check.temperature().map(|one| one.to_string()),
            }),
            Matter::KeepApart(decided) => Some(ResultView::Apart {
                until: decided.until,
                punishment: self.is_punishment_cell(decided.place),
            }),
            Matter::KeepApartEnd(end) => Some(ResultView::ApartEnd {
                why: end.why.to_string(),
            }),
            _ => None,
        }
    }

    /// The name of a vaccine; its word where no catalogue knows it.
    pub fn vaccine(&self, id: &str) -> String {
        let catalogue = self.session.catalogue();
        let known = catalogue.as_ref().and_then(|all| all.product(id));
        known.map_or_else(|| id.to_owned(), |product| product.name.clone())
    }

    /// The latest decision on a record.
    pub fn review(&self, id: EntryId) -> Option<ReviewView> {
        let state = review::state(self.view, id);
        let word = match state.word() {
            ReviewWord::Accepted => "accepted",
            ReviewWord::SentBack | ReviewWord::Returned => "sent_back",
            ReviewWord::Escalated => "escalated",
            ReviewWord::None => return None,
        };
        let decided = state.decided()?;
        Some(ReviewView {
            decision: word.to_owned(),
            reason: decided.reason.clone(),
            by: self.name(decided.by),
            at_ms: decided.at_ms,
            answered: matches!(state, ReviewState::Returned(_)),
            waits: match &state {
                ReviewState::Returned(_) => true,
                ReviewState::Escalated(decided) => decided.by != self.session.me(),
                _ => false,
            },
        })
    }

    /// A planned round that may have been started.
    pub fn due_round(&self, due: &DueRound) -> RoundLine {
        let started = due
            .rounds
            .first()
            .and_then(|id| wingbook_record::round::state(self.view, *id));
        let word = match due.state {
            DueState::Upcoming => "upcoming",
            DueState::Due => "due",
            DueState::Overdue => "overdue",
            DueState::Missed => "missed",
            DueState::Started => "running",
            DueState::Done if due.late => "done_late",
            DueState::Done => "done",
        };
        let planned = RoundLine {
            round: None,
            plan: Some(due.plan),
            name: due.name.clone(),
            wing: self.path(due.wing),
            wing_id: due.wing,
            due_ms: Some(due.due_ms),
            overdue_ms: Some(due.overdue_ms),
            state: word.to_owned(),
            checked: 0,
            stops: 0,
            holder: None,
            mine: false,
            offered: false,
        };
        match started {
            None => planned,
            Some(state) => RoundLine {
                overdue_ms: Some(due.overdue_ms),
                ..self.round(&state, due.late)
            },
        }
    }

    /// A round that was started.
    pub fn round(&self, state: &RoundState, late: bool) -> RoundLine {
        let me = self.session.me();
        let word = match &state.phase {
            Phase::Running => "running",
            Phase::Paused { .. } => "paused",
            Phase::Ended { .. } if !state.is_walked() => "done_open",
            Phase::Ended { .. } if late => "done_late",
            Phase::Ended { .. } => "done",
        };
        RoundLine {
            round: Some(state.id),
            plan: state.round.plan,
            name: state.round.name.clone(),
            wing: self.path(state.round.wing),
            wing_id: state.round.wing,
            due_ms: state.round.due_ms,
            overdue_ms: None,
            state: word.to_owned(),
            checked: state.stops_checked(),
            stops: state.stops.len(),
            holder: state.holder.map(|id| self.name(id)),
            mine: state.holder == Some(me),
            offered: state.offered_to == Some(me),
        }
    }
}
