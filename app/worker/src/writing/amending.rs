//! What amends a record besides a correction by its form: *Undo*, and *Wrong person*.

use wingbook_record::{
    entry::{Amends, Body, Correction, Origin},
    id::{EntryId, PersonId, PlaceId},
    journal::Record,
    matter::{Answers, Matter, SystemForm},
    notice,
    whereabouts::Move,
    wrong_person::Mistaken,
};

use super::{
    Writing,
    actions::{is_own_form, not_here},
};
use crate::{
    message::{Failure, Saved},
    platform::Platform,
    session::Session,
};

/// The reason of what *Undo* writes; the page shows it in the reader's language.
const UNDONE: &str = "undone";

impl<P: Platform> Session<P> {
    /// Takes back what was just saved: a record by withdrawing it, a correction or a withdrawal by writing once more
    /// what stood before. Taking back a correction must not take back the record.
    pub async fn undo(&self, entry: EntryId) -> Result<Saved, Failure> {
        let amended = {
            let journal = self.journal.borrow();
            let record = journal.record(entry).ok_or_else(|| not_here(entry))?;
            record.corrects.clone()
        };
        match amended {
            None => self.withdraw(entry, UNDONE.to_owned()).await,
            Some(amended) => {
                let notices = self.notices_amended_with(entry, &amended);
                let saved = self.restore(entry, amended.entry).await?;
                for (notice, before) in notices {
                    self.restore(notice, before).await?;
                }
                Ok(saved)
            }
        }
    }

    /// The warnings that an amendment took along: those that went out with its record and were amended last in the
    /// same way and for the same reason. With each, the version that it had before.
    fn notices_amended_with(
        &self,
        entry: EntryId,
        amended: &Correction,
    ) -> Vec<(EntryId, EntryId)> {
        let journal = self.journal.borrow();
        let Some(record) = journal.record(entry) else {
            return Vec::new();
        };
        let view = journal.view(record.practice);
        let root = view.root(entry);
        let along = |notice: &Record| {
            let latest = view.record(view.amended(notice.id())?.latest)?;
            let how = latest.corrects.as_ref()?;
            let same = how.how == amended.how && how.reason == amended.reason;
            (same && latest.author == self.me()).then_some((notice.id(), how.entry))
        };
        notice::sent_with(view, root)
            .into_iter()
            .filter_map(along)
            .collect()
    }

    /// Writes once more what a version says, as the newest version.
    async fn restore(&self, entry: EntryId, version: EntryId) -> Result<Saved, Failure> {
        let corrects = self.correction(entry, Amends::Correct, UNDONE.to_owned())?;
        let (record, before) = {
            let journal = self.journal.borrow();
            let find = |id| journal.record(id).cloned().ok_or_else(|| not_here(id));
            (find(entry)?, find(version)?)
        };
        let document = self.entry_document(version, record.book).await?;
        let body = document.body().ok_or_else(|| not_here(version))?;
        let places = before.places.to_vec();
        let writing = amendment(&before, body, corrects, before.people.to_vec(), places);
        self.write(writing).await
    }

    /// Moves a record to the person who was meant: the same answers, under the other name. A warning that went out
    /// with it goes to the other name too.
    pub async fn wrong_person(
        &self,
        entry: EntryId,
        wrong: PersonId,
        right: PersonId,
        reason: String,
    ) -> Result<Saved, Failure> {
        let mistaken = Mistaken { wrong, right };
        let notices: Vec<EntryId> = {
            let journal = self.journal.borrow();
            let record = journal.record(entry).ok_or_else(|| not_here(entry))?;
            let active = notice::active(journal.view(record.practice), self.now_ms());
            active
                .iter()
                .filter(|one| one.notice.source == Some(entry) && one.author == self.me())
                .filter(|one| one.notice.person == Some(wrong))
                .map(|one| one.entry)
                .collect()
        };
        let saved = self.exchange(entry, mistaken, reason.clone()).await?;
        for notice in notices {
            self.exchange(notice, mistaken, reason.clone()).await?;
        }
        Ok(saved)
    }

    /// Writes the version of a record in which two people have changed places.
    async fn exchange(
        &self,
        entry: EntryId,
        mistaken: Mistaken,
        reason: String,
    ) -> Result<Saved, Failure> {
        let corrects = self.correction(entry, Amends::WrongPerson, reason)?;
        let (standing, book) = {
            let journal = self.journal.borrow();
            let record = journal.record(entry).ok_or_else(|| not_here(entry))?;
            let standing = journal.view(record.practice).standing(entry);
            (
                standing.ok_or_else(|| not_here(entry))?.clone(),
                record.book,
            )
        };
        if !standing.people.contains(&mistaken.wrong) || mistaken.wrong == mistaken.right {
            return Err(Failure::Invalid {
                questions: vec!["people".to_owned()],
            });
        }
        let document = self.entry_document(standing.id(), book).await?;
        let body = document.body().ok_or_else(|| not_here(entry))?;
        let (answers, places) = self.exchanged(&standing, &body.answers, mistaken);
        let people = mistaken.people(&standing.people);
        let mut writing = amendment(&standing, body, corrects, people, places);
        writing.answers = answers;
        self.write(writing).await
    }

    /// What a record says and where it stands once two people have changed places in it.
    fn exchanged(
        &self,
        standing: &Record,
        answers: &Answers,
        mistaken: Mistaken,
    ) -> (Answers, Vec<PlaceId>) {
        let home = |person| self.journal.borrow().whereabouts().home(person);
        let answers = mistaken.answers(answers);
        if let Matter::Move(moved) = &standing.matter {
            // Who was meant comes from another cell.
            let moved = Move {
                person: mistaken.person(moved.person),
                from: home(mistaken.right),
                ..moved.clone()
            };
            let places = moved.from.into_iter().chain(moved.to).collect();
            return (moved.answers(), places);
        }
        let homes = home(mistaken.wrong).zip(home(mistaken.right));
        let place = |place: &PlaceId| match homes {
            // Where nobody said otherwise, a question form stands at the home of whom it is about.
            Some((wrong, right)) if *place == wrong && !is_own_form(&standing.form) => right,
            _ => *place,
        };
        (answers, standing.places.iter().map(place).collect())
    }
}

/// A version that goes on from another one: the same form, the same moment, the same answers.
fn amendment(
    version: &Record,
    body: &Body,
    corrects: Correction,
    people: Vec<PersonId>,
    places: Vec<PlaceId>,
) -> Writing {
    Writing {
        book: version.book,
        form: version.form.to_string(),
        form_version: version.form_version.to_string(),
        people,
        places,
        occurred: Some(body.occurred.clone()),
        origin: version.origin.unwrap_or(Origin::Live),
        corrects: Some(corrects),
        answers: body.answers.clone(),
        draft: None,
    }
}
