//! What check-in writes: somebody new, an arrival, a decision to keep apart and its end, who is one with whom.

use serde_json::{Map, Value, json};
use wingbook_record::{
    access::{Book, roster_writable_by},
    health_check::{
        HealthCheck,
        decided::Decided,
        rules::{Proposal, Rules},
    },
    id::{EntryId, PersonId, PlaceId},
    isolation::{self, ApartVisit, EndReason, KeepApart, KeepApartEnd},
    matter::SystemForm,
    partial_date::PartialDate,
    people::identity::{Identities, NotSamePerson, SamePerson},
    person::Category,
    time::{Millis, local_date, parse_date},
    whereabouts::MoveReason,
};

use super::{Writing, actions::not_here};
use crate::{
    message::{CheckIn, Failure, KeepApartAsked, PersonChange, Response, Saved},
    platform::Platform,
    session::Session,
};

/// The rules of health checks among the app's files.
const CHECK_RULES: &str = "health/check_rules.json";

/// A longer note belongs into a record of its own.
const NOTE_LENGTH_MAX: usize = 2_000;

fn note_of(note: Option<String>) -> Result<Option<String>, Failure> {
    let note = note.map(|note| note.trim().to_owned());
    let note = note.filter(|note| !note.is_empty());
    match &note {
        Some(text) if text.chars().count() > NOTE_LENGTH_MAX => Err(Failure::invalid("note")),
        _ => Ok(note),
    }
}

impl<P: Platform> Session<P> {
    /// Answers what check-in asks to be written.
    pub async fn check_in(&self, asked: CheckIn) -> Result<Response, Failure> {
        let saved = match asked {
            // Staff are an administrator's.
            CheckIn::Add(new) if new.category == Category::Staff => {
                return Err(Failure::invalid("category"));
            }
            CheckIn::Add(new) => {
                let change = PersonChange {
                    id: None,
                    name: new.name,
                    number: new.number,
                    born: new.born,
                    sex: new.sex,
                    place: new.place,
                    left: false,
                };
                let id = self.put_person_as(&change, new.category).await?;
                return Ok(Response::Someone(id));
            }
            CheckIn::Arrive { person, reason, to } => self.arrive(person, &reason, to).await?,
            CheckIn::KeepApart(asked) => self.keep_apart(asked).await?,
            CheckIn::EndApart {
                keep_apart,
                why,
                note,
            } => self.end_apart(keep_apart, &why, note).await?,
            CheckIn::VisitApart { keep_apart, note } => self.visit_apart(keep_apart, note).await?,
            CheckIn::SamePerson { one, other } => self.same_person(one, other).await?,
            CheckIn::NotSamePerson { person } => self.not_same_person(person).await?,
            _ => {
                return Err(Failure::Internal {
                    detail: "a request of check-in that writes nothing".into(),
                });
            }
        };
        Ok(Response::Saved(saved))
    }

    /// Somebody arrives, comes back or leaves for good. Who had left is here again.
    async fn arrive(
        &self,
        person: PersonId,
        reason: &str,
        to: Option<PlaceId>,
    ) -> Result<Saved, Failure> {
        let (held, place) = {
            let journal = self.journal.borrow();
            let directory = journal.directory();
            let held = directory.person(person).ok_or_else(|| not_here(person))?;
            let place = to.map(|to| directory.place(to).map(|place| place.kind.is_room()));
            (held.clone(), place)
        };
        let why = MoveReason::from(reason);
        let is_known = MoveReason::KNOWN.contains(&reason);
        let stays = matches!(why, MoveReason::Admission | MoveReason::TransferIn);
        if !is_known || (stays && place != Some(Some(true))) {
            return Err(Failure::invalid(if is_known { "place" } else { "reason" }));
        }
        // Who comes for some hours, or leaves, goes into no cell.
        let to = to.filter(|_| stays || why == MoveReason::Return);
        let saved = self.move_person(person, to, reason).await?;
        let may = roster_writable_by("person", Some(held.category.word()), &self.roles.borrow());
        if held.left && why != MoveReason::Release && may && !self.practice.get() {
            let id = person.document();
            let value = {
                let journal = self.journal.borrow();
                let value = journal.directory().value(&id).and_then(Value::as_object);
                let mut value = value.cloned().ok_or_else(|| not_here(person))?;
                value.insert("left".to_owned(), json!(false));
                value
            };
            self.revise(&id, &value).await?;
        }
        Ok(saved)
    }

    /// Keeps somebody apart, in the place of an earlier decision if one stands, and tells the wing.
    async fn keep_apart(&self, asked: KeepApartAsked) -> Result<Saved, Failure> {
        if asked.until.at_ms() <= self.now_ms() {
            return Err(Failure::invalid("until"));
        }
        let replaces = {
            let journal = self.journal.borrow();
            let view = journal.view(self.practice.get());
            let directory = view.directory();
            directory
                .person(asked.person)
                .ok_or_else(|| not_here(asked.person))?;
            directory
                .place(asked.place)
                .ok_or_else(|| Failure::invalid("place"))?;
            let stand = isolation::standing(view, self.now_ms(), self.utc_offset_minutes());
            let own = stand.iter().find(|one| one.person == asked.person);
            own.map(|one| one.entry)
        };
        let decided = KeepApart {
            place: asked.place,
            until: asked.until,
            decider: self.me(),
            check: asked.check,
            replaces,
        };
        let writing = Writing::of(Book::Health, &decided).about([asked.person]);
        let saved = self.write(writing.at([asked.place])).await?;
        self.tell_of_apart().await;
        Ok(saved)
    }

    /// Sends out what is owed to the wing: notices of one's own decisions, and the end of those that are over.
    pub async fn tell_of_apart(&self) {
        // It is asked after every pull; nobody else decides.
        if self.need_health().is_err() {
            return;
        }
        let owed = {
            let journal = self.journal.borrow();
            let view = journal.view(self.practice.get());
            let device = self.tablet.borrow().device;
            isolation::untold(view, self.me(), device, self.now_ms())
        };
        for notice in owed.notices {
            let writing = Writing::of(Book::Roster, &notice).about([notice.person]);
            // It stays owed.
            if self.write(writing.at([notice.place])).await.is_err() {
                return;
            }
        }
        for end in owed.ends {
            if self.write(Writing::of(Book::Roster, &end)).await.is_err() {
                return;
            }
        }
    }

    /// Whom a decision that stands keeps apart.
    fn kept_apart(&self, keep_apart: EntryId) -> Result<PersonId, Failure> {
        let journal = self.journal.borrow();
        let view = journal.view(self.practice.get());
        let stand = isolation::standing(view, self.now_ms(), self.utc_offset_minutes());
        let found = stand.iter().find(|one| one.entry == keep_apart);
        found
            .map(|one| one.person)
            .ok_or_else(|| not_here(keep_apart))
    }

    async fn end_apart(
        &self,
        keep_apart: EntryId,
        why: &str,
        note: Option<String>,
    ) -> Result<Saved, Failure> {
        if !EndReason::KNOWN.contains(&why) {
            return Err(Failure::invalid("why"));
        }
        let person = self.kept_apart(keep_apart)?;
        let end = KeepApartEnd {
            keep_apart,
            why: EndReason::from(why),
            note: note_of(note)?,
        };
        let saved = self
            .write(Writing::of(Book::Health, &end).about([person]))
            .await?;
        self.tell_of_apart().await;
        Ok(saved)
    }

    async fn visit_apart(
        &self,
        keep_apart: EntryId,
        note: Option<String>,
    ) -> Result<Saved, Failure> {
        let person = self.kept_apart(keep_apart)?;
        let visit = ApartVisit {
            keep_apart,
            note: note_of(note)?,
        };
        self.write(Writing::of(Book::Health, &visit).about([person]))
            .await
    }

    async fn same_person(&self, one: PersonId, other: PersonId) -> Result<Saved, Failure> {
        {
            let journal = self.journal.borrow();
            for id in [one, other] {
                journal.directory().person(id).ok_or_else(|| not_here(id))?;
            }
        }
        if one == other {
            return Err(Failure::invalid("other"));
        }
        let same = SamePerson { one, other };
        self.write(Writing::of(Book::Roster, &same).about([one, other]))
            .await
    }

    async fn not_same_person(&self, person: PersonId) -> Result<Saved, Failure> {
        let (undoes, people) = {
            let journal = self.journal.borrow();
            let identities = Identities::of_journal(journal.view(self.practice.get()));
            (identities.statements(person), identities.all(person))
        };
        if undoes.is_empty() {
            return Err(not_here(person));
        }
        let undo = NotSamePerson { undoes };
        self.write(Writing::of(Book::Roster, &undo).about(people))
            .await
    }

    /// What the rules propose for answers of a health check; `None` where there are no rules or the answers are none.
    pub fn proposal(&self, answers: &Map<String, Value>, at_ms: Millis) -> Option<Proposal> {
        let day = parse_date(&local_date(at_ms, self.utc_offset_minutes()))?;
        let check = HealthCheck::read(answers)?;
        Some(self.check_rules.get()?.propose(&check, day))
    }

    /// Refuses a health check whose dates are none, or that decides otherwise than the rules propose without saying why.
    pub(super) fn check_decision(
        &self,
        answers: &Map<String, Value>,
        at_ms: Millis,
    ) -> Result<(), Failure> {
        let onset = answers.get("onset").and_then(Value::as_str);
        if onset.is_some_and(|onset| onset.parse::<PartialDate>().is_err()) {
            return Err(Failure::invalid("onset"));
        }
        let decided = Decided::read(answers).ok_or_else(|| Failure::invalid("decision"))?;
        match self.proposal(answers, at_ms) {
            Some(proposal) if decided.lacks_reason(&proposal) => {
                Err(Failure::invalid("decision_reason"))
            }
            _ => Ok(()),
        }
    }

    /// Reads the rules of health checks that come with the app, for whoever reads the health book.
    pub(crate) async fn load_check_rules(&self) {
        if self.need_health().is_err() {
            return;
        }
        let text = self.platform.app_file(CHECK_RULES).await;
        // Bundled rules that do not read are a fault of the build; the tests refuse them.
        if let Some(Ok(rules)) = text.map(|text| Rules::parse(&text)) {
            let _ = self.check_rules.set(rules);
        }
    }
}
