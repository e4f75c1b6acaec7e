//! What a person does on a page, as records: each action is one record, or two where everybody must know.

use wingbook_record::{
    access::Book,
    contact::FollowUpDone,
    count::{Absence, Count, CountStep},
    entry::{Amends, Correction, Origin},
    health_check::decided::Decided,
    id::{EntryId, PersonId, PlaceId, PlanId},
    isolation::{ApartVisit, KeepApart, KeepApartEnd},
    matter::{self, Matter, SystemForm, Withdrawal},
    notice::{self, Notice, NoticeEnd, Owed},
    people::identity::{NotSamePerson, SamePerson},
    review::{self, Decision, Reply, Review},
    round::{self, AbsenceReason, Check, CheckState, CouldNot, RoundEvent, RoundStep},
    schedule,
    time::{DAY, Millis, Occurred},
    vaccination::{
        clinic::clinic,
        dose::Dose,
        session::{Session as VaccinationSession, SessionStep},
    },
    whereabouts::{Move, MoveReason},
};

use super::Writing;
use crate::{
    forms,
    message::{CountSigned, Failure, NewEntry, RoundAction, Saved, StopCheck},
    platform::Platform,
    session::Session,
};

/// An urgent notice that nobody ends is looked at again after this.
const NOTICE_REVIEW_MS: Millis = DAY;

pub(super) fn not_here(what: impl ToString) -> Failure {
    Failure::NotHere {
        what: what.to_string(),
    }
}

impl<P: Platform> Session<P> {
    /// Starts a round: its stops and their people are written down as they are now, or were when the sheet began.
    pub async fn start_round(
        &self,
        plan: PlanId,
        due_ms: Option<Millis>,
        origin: Origin,
        occurred: Option<Occurred>,
    ) -> Result<EntryId, Failure> {
        let round = {
            let journal = self.journal.borrow();
            let view = journal.view(self.practice.get());
            let held = view.directory().plan(plan).ok_or_else(|| not_here(plan))?;
            let began_ms = occurred.as_ref().and_then(|occurred| occurred.at_ms);
            let due_ms = due_ms.or_else(|| {
                let offset = self.utc_offset_minutes();
                schedule::fulfilled_by(view, plan, held, began_ms?, offset)
            });
            round::start(
                view,
                Some(plan),
                &held.name,
                held.wing,
                due_ms,
                &held.places,
                began_ms,
            )
        };
        let wing = round.wing;
        let mut writing = Writing::of(Book::Wing, &round).at([wing]);
        writing.origin = origin;
        writing.occurred = occurred;
        self.write(writing).await.map(|saved| saved.entry)
    }

    /// Checks a stop. Somebody absent for an unknown reason goes to everybody as an urgent notice.
    pub async fn check(&self, tapped: StopCheck) -> Result<Saved, Failure> {
        let check = Check {
            round: tapped.round,
            place: tapped.place,
            people: tapped
                .people
                .iter()
                .map(|one| round::PersonCheck {
                    person: one.person,
                    state: CheckState::from(one.state.as_str()),
                    reason: one.reason.as_deref().map(AbsenceReason::from),
                })
                .collect(),
            counted: tapped.counted.map(i64::from),
            could_not: tapped.could_not.as_deref().map(CouldNot::from),
            note: tapped.note.filter(|note| !note.trim().is_empty()),
        };
        let missing = check.missing();
        let people: Vec<PersonId> = check.people.iter().map(|one| one.person).collect();
        let mut writing = Writing::of(Book::Wing, &check)
            .about(people)
            .at([tapped.place]);
        writing.origin = tapped.origin;
        writing.occurred = tapped.occurred;
        let saved = self.write(writing).await?;
        if tapped.origin == Origin::Live && !missing.is_empty() {
            self.tell_of_missing().await;
        }
        Ok(saved)
    }

    /// Sends out the urgent notices that are owed: for whoever one's own checks and counts could not find. The record is
    /// saved before the notice is, so a tablet that dies between the two sends it when its officer signs in again.
    pub async fn tell_of_missing(&self) {
        let from_ms = self.now_ms() - NOTICE_REVIEW_MS;
        let owed = {
            let journal = self.journal.borrow();
            let view = journal.view(self.practice.get());
            let device = self.tablet.borrow().device;
            notice::owed(view, self.me(), device, from_ms)
        };
        for one in owed {
            // It stays owed.
            if self.tell_missing(one).await.is_err() {
                return;
            }
        }
    }

    async fn tell_missing(&self, owed: Owed) -> Result<(), Failure> {
        let Owed {
            person,
            place,
            source,
        } = owed;
        let notice = Notice {
            // A fixed word, put into the reader's language by the page.
            text: "missing".to_owned(),
            urgent: true,
            person: Some(person),
            place,
            until_ms: None,
            review_ms: Some(self.now_ms() + NOTICE_REVIEW_MS),
            source: Some(source),
            wording: None,
        };
        let writing = Writing::of(Book::Roster, &notice).about([person]).at(place);
        self.write(writing).await.map(drop)
    }

    /// Pauses, resumes, hands over, takes over or ends a round.
    pub async fn round_action(&self, action: RoundAction) -> Result<Saved, Failure> {
        let event = RoundEvent {
            round: action.round,
            event: RoundStep::from(action.event.as_str()),
            to: action.to,
            reason: action.reason,
        };
        let mut writing = Writing::of(Book::Wing, &event);
        if action.occurred.is_some() {
            writing.origin = Origin::Paper;
            writing.occurred = action.occurred;
        }
        let ends = event.event == RoundStep::Ended;
        let saved = self.write(writing).await?;
        if ends {
            // What stays is of no use to anybody, and is not worth a failure.
            let _ = self.put_marks(event.round, &[]).await;
        }
        Ok(saved)
    }

    /// Signs a count off. A named count that still differs goes to everybody as an urgent notice.
    pub async fn count(&self, signed: CountSigned) -> Result<Saved, Failure> {
        let count = Count {
            round: signed.round,
            wing: Some(signed.wing),
            expected: i64::from(signed.expected),
            counted: i64::from(signed.counted),
            absent: signed
                .absent
                .iter()
                .map(|(person, reason)| Absence {
                    person: *person,
                    reason: AbsenceReason::from(reason.as_str()),
                })
                .collect(),
            step: CountStep::from(signed.step.as_str()),
            named_missing: signed.missing.clone(),
            control_told: signed.control_told,
            note: signed.note,
        };
        let people = signed.absent.iter().map(|(person, _)| *person);
        let people: Vec<PersonId> = people.chain(signed.missing.iter().copied()).collect();
        let saved = self
            .write(
                Writing::of(Book::Wing, &count)
                    .about(people)
                    .at([signed.wing]),
            )
            .await?;
        if count.step == CountStep::Named {
            self.tell_of_missing().await;
        }
        Ok(saved)
    }

    /// Moves somebody.
    pub async fn move_person(
        &self,
        person: PersonId,
        to: Option<PlaceId>,
        reason: &str,
    ) -> Result<Saved, Failure> {
        let from = self.journal.borrow().whereabouts().home(person);
        let moved = Move {
            person,
            from,
            to,
            reason: MoveReason::from(reason),
        };
        let places = from.into_iter().chain(to);
        self.write(Writing::of(Book::Roster, &moved).about([person]).at(places))
            .await
    }

    /// A notice for everybody.
    pub async fn notice(
        &self,
        text: String,
        urgent: bool,
        person: Option<PersonId>,
        place: Option<PlaceId>,
        until_ms: Option<Millis>,
    ) -> Result<Saved, Failure> {
        if text.trim().is_empty() {
            return Err(Failure::Invalid {
                questions: vec!["text".to_owned()],
            });
        }
        let review_ms = until_ms.is_none().then(|| self.now_ms() + NOTICE_REVIEW_MS);
        let notice = Notice {
            text,
            urgent,
            person,
            place,
            until_ms,
            review_ms,
            source: None,
            wording: None,
        };
        self.write(Writing::of(Book::Roster, &notice).about(person).at(place))
            .await
    }

    /// Saves what was written with a question form.
    pub async fn save(&self, entry: NewEntry) -> Result<Saved, Failure> {
        self.write(self.writing_of(entry)?).await
    }

    /// What a question form's answers are to say, checked against the form.
    pub(crate) fn writing_of(&self, mut entry: NewEntry) -> Result<Writing, Failure> {
        // A correction is judged as of the moment of what it corrects: "today or later" was said then.
        let at_ms = match &entry.corrects {
            Some((corrected, _, _)) => {
                let journal = self.journal.borrow();
                let record = journal.record(*corrected);
                record.map_or(self.now_ms(), |record| record.recorded.corrected_ms())
            }
            None => self.now_ms(),
        };
        let (form, version) = (&entry.form, &entry.form_version);
        forms::check(self, form, version, &entry.answers, at_ms)?;
        if matter::is_about_one_person(form) && entry.people.len() != 1 {
            return Err(Failure::Invalid {
                questions: vec!["people".to_owned()],
            });
        }
        if form == Dose::FORM {
            let wrong = Dose::unread_dates(&entry.answers);
            if !wrong.is_empty() {
                let questions = wrong.into_iter().map(str::to_owned).collect();
                return Err(Failure::Invalid { questions });
            }
            if let Some((corrected, _, _)) = &entry.corrects {
                let journal = self.journal.borrow();
                let view = journal.view(self.practice.get());
                if let Some(Matter::Dose(dose)) =
                    view.standing(*corrected).map(|stands| &stands.matter)
                {
                    dose.keep_session(&mut entry.answers);
                }
            }
        }
        if form == Decided::FORM {
            self.check_decision(&entry.answers, at_ms)?;
        }
        let corrects = entry
            .corrects
            .map(|(entry, how, reason)| self.correction(entry, how, reason))
            .transpose()?;
        Ok(Writing {
            book: forms::book_of(&entry.form),
            form: entry.form,
            form_version: entry.form_version,
            people: entry.people,
            places: entry.places,
            occurred: entry.occurred,
            origin: entry.origin,
            corrects,
            answers: entry.answers,
            draft: entry.draft,
        })
    }

    /// A correction names the latest version, so that a rival one shows; only the author corrects.
    pub(super) fn correction(
        &self,
        entry: EntryId,
        how: Amends,
        reason: String,
    ) -> Result<Correction, Failure> {
        let journal = self.journal.borrow();
        let record = journal.record(entry).ok_or_else(|| not_here(entry))?;
        if record.author != self.me() {
            return Err(Failure::NotAllowed {
                what: "correct".to_owned(),
            });
        }
        if reason.trim().is_empty() {
            return Err(Failure::Invalid {
                questions: vec!["reason".to_owned()],
            });
        }
        let latest = journal.view(record.practice).latest(entry);
        Ok(Correction {
            entry: latest,
            how,
            reason,
        })
    }

    /// Withdraws a record, the notices that went out with it, and the ends of notices that it brought.
    pub async fn withdraw(&self, entry: EntryId, reason: String) -> Result<Saved, Failure> {
        let (book, notices) = {
            let journal = self.journal.borrow();
            let record = journal.record(entry).ok_or_else(|| not_here(entry))?;
            let view = journal.view(record.practice);
            // Withdrawn, a session would leave its doses in nothing.
            if clinic(view, entry).is_some_and(|clinic| clinic.has_begun()) {
                return Err(Failure::NotAllowed {
                    what: VaccinationSession::FORM.to_owned(),
                });
            }
            let active = wingbook_record::notice::active(view, self.now_ms());
            let notices: Vec<EntryId> = active
                .iter()
                .filter(|one| one.notice.source == Some(entry) && one.author == self.me())
                .map(|one| one.entry)
                .chain(notice::ends_of(view, entry))
                .collect();
            (record.book, notices)
        };
        let corrects = self.correction(entry, Amends::Withdraw, reason.clone())?;
        let mut writing = Writing::of(book, &Withdrawal);
        writing.corrects = Some(corrects);
        let saved = self.write(writing).await?;
        for notice in notices {
            let mut writing = Writing::of(Book::Roster, &Withdrawal);
            writing.corrects = Some(self.correction(notice, Amends::Withdraw, reason.clone())?);
            self.write(writing).await?;
        }
        Ok(saved)
    }

    /// What answers a record stands in its book, for the same eyes.
    fn book_of_record(&self, entry: EntryId) -> Result<Book, Failure> {
        let journal = self.journal.borrow();
        let record = journal.record(entry).ok_or_else(|| not_here(entry))?;
        Ok(record.book)
    }

    /// Answers what a supervisor sent back.
    pub async fn reply(&self, entry: EntryId, text: String) -> Result<Saved, Failure> {
        if text.trim().is_empty() {
            return Err(Failure::Invalid {
                questions: vec!["text".to_owned()],
            });
        }
        let book = self.book_of_record(entry)?;
        self.write(Writing::of(book, &Reply { entry, text })).await
    }

    /// A follow-up is done.
    pub async fn follow_up_done(
        &self,
        entry: EntryId,
        text: Option<String>,
    ) -> Result<Saved, Failure> {
        let book = self.book_of_record(entry)?;
        let people: Vec<PersonId> = self
            .journal
            .borrow()
            .record(entry)
            .map(|record| record.people.to_vec())
            .unwrap_or_default();
        self.write(Writing::of(book, &FollowUpDone { entry, text }).about(people))
            .await
    }

    /// Reviews a record, or a round as a whole.
    pub async fn review(
        &self,
        entry: EntryId,
        decision: &str,
        reason: Option<String>,
    ) -> Result<Saved, Failure> {
        let decision = Decision::from(decision);
        let reason = reason.filter(|reason| !reason.trim().is_empty());
        if reason.is_none() && decision != Decision::Accepted {
            return Err(Failure::Invalid {
                questions: vec!["reason".to_owned()],
            });
        }
        let book = {
            let journal = self.journal.borrow();
            let record = journal.record(entry).ok_or_else(|| not_here(entry))?;
            let view = journal.view(record.practice);
            if review::is_own(view, entry, self.me()) {
                return Err(Failure::OwnRecord);
            }
            record.book
        };
        self.write(Writing::of(
            book,
            &Review {
                entry,
                decision,
                reason,
            },
        ))
        .await
    }
}

/// The forms that are not question forms: Wingbook's own, named in the catalogues.
pub(crate) fn is_own_form(form: &str) -> bool {
    const OWN: [&str; 18] = [
        round::Round::FORM,
        Check::FORM,
        RoundEvent::FORM,
        Count::FORM,
        Notice::FORM,
        Move::FORM,
        Review::FORM,
        Reply::FORM,
        FollowUpDone::FORM,
        VaccinationSession::FORM,
        SessionStep::FORM,
        Withdrawal::FORM,
        KeepApart::FORM,
        KeepApartEnd::FORM,
        ApartVisit::FORM,
        NoticeEnd::FORM,
        SamePerson::FORM,
        NotSamePerson::FORM,
    ];
    OWN.contains(&form)
}
