//! What a form begins with: its definition, a draft left at the same address, or whom the address names.

use std::sync::Arc;

use serde_json::{Map, Value};
use wingbook_forms::{Context, Form, Session};
use wingbook_record::{
    entry::{Amends, Origin},
    id::{EntryId, PersonId, PlaceId},
    time::Occurred,
};
use wingbook_worker::message::{
    DraftView, Failure, FormView, PersonLine, RecordView, Request, Response,
};

use super::keeper::fresh_id;
use crate::{client, form::moment, state::clock};

/// What the address says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// The form.
    pub form: String,
    /// About whom.
    pub person: Option<PersonId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// Copied from paper.
    pub paper: bool,
    /// Where to go afterwards.
    pub back: Option<String>,
    /// What brings the person here, where the page before asked it.
    pub reason: Option<String>,
}

/// A record under correction.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// Which.
    pub entry: EntryId,
    /// When it was written: conditions are judged as they were then.
    pub recorded_ms: i64,
    /// Why it is corrected, as far as written.
    pub reason: String,
    /// The version that is corrected.
    pub version: EntryId,
    /// A correction that was begun on an earlier version: shown beside, never taken.
    pub earlier: Option<DraftView>,
}

/// Everything that the page needs to begin.
#[derive(Clone)]
pub struct Start {
    /// The form.
    pub form: Arc<Form>,
    /// The draft's id.
    pub draft: String,
    /// It goes on from a draft.
    pub resumed: Option<DraftView>,
    /// What is in the form already, as the engine's draft; or a record's answers.
    pub answers: Answers,
    /// About whom.
    pub people: Vec<PersonLine>,
    /// Where.
    pub places: Vec<(PlaceId, String)>,
    /// When.
    pub occurred: Option<Occurred>,
    /// How it comes about.
    pub origin: Origin,
    /// What it corrects.
    pub corrected: Option<Corrected>,
    /// Where to go afterwards.
    pub back: Option<String>,
}

/// What is in a form when it opens.
#[derive(Clone)]
pub enum Answers {
    /// Nothing.
    None,
    /// What somebody began to write.
    Draft(Value),
    /// What a record says.
    Record(Map<String, Value>),
}

impl Start {
    /// The engine's session.
    pub fn session(&self) -> Session {
        let at_ms = match &self.corrected {
            Some(corrected) => corrected.recorded_ms,
            None => clock::now_ms(),
        };
        let context = Context {
            now: moment(at_ms),
            seed: (js_sys::Math::random() * 9e15) as u64,
        };
        let form = Arc::clone(&self.form);
        match &self.answers {
            Answers::None => Session::open(form, context),
            // What is no draft of this form begins anew; the worker keeps the draft untouched until the first change.
            Answers::Draft(draft) => Session::restore(Arc::clone(&form), draft, context)
                .unwrap_or_else(|_| Session::open(form, context)),
            Answers::Record(answers) => Session::with_answers(form, answers, context),
        }
    }
}

/// A form at its own address: goes on with a draft that was begun there.
pub async fn of_form(wanted: Wanted) -> Result<Start, Failure> {
    let drafts = drafts().await?;
    let people: Vec<PersonId> = wanted.person.into_iter().collect();
    let places: Vec<PlaceId> = wanted.place.into_iter().collect();
    let fits = |draft: &DraftView| {
        let same_people = people.iter().all(|id| draft.people.contains(id));
        let same_places = places.iter().all(|id| draft.places.contains(id));
        let says_nobody = people.is_empty() && places.is_empty();
        draft.form == wanted.form
            && draft.corrects.is_none()
            && same_people
            && same_places
            && (!says_nobody || draft.people.is_empty() && draft.places.is_empty())
    };
    if let Some(draft) = drafts.into_iter().find(fits) {
        let mut start = of_draft_view(draft).await?;
        start.back = wanted.back;
        return Ok(start);
    }
    let form = ask_form(&wanted.form, None).await?;
    let origin = if wanted.paper {
        Origin::Paper
    } else {
        Origin::Live
    };
    Ok(Start {
        form,
        draft: fresh_id(),
        resumed: None,
        answers: match wanted.reason {
            Some(reason) => Answers::Record(Map::from_iter([("reason".into(), reason.into())])),
            None => Answers::None,
        },
        people: lines(&people).await?,
        places: place_names(&places).await?,
        occurred: None,
        origin,
        corrected: None,
        back: wanted.back,
    })
}

/// What the page of a draft shows.
#[derive(Clone)]
pub enum OfDraft {
    /// The form, to go on with.
    Start(Box<Start>),
    /// What was begun on a record that nobody can correct any more: to be read once, and discarded.
    Left(Box<DraftView>, Arc<Form>),
}

impl From<Start> for OfDraft {
    fn from(start: Start) -> Self {
        OfDraft::Start(Box::new(start))
    }
}

/// A draft.
pub async fn of_draft(id: &str) -> Result<OfDraft, Failure> {
    let drafts = drafts().await?;
    let found = drafts.into_iter().find(|draft| draft.id == id);
    let missing = || Failure::NotHere {
        what: "draft".to_owned(),
    };
    let draft = found.ok_or_else(missing)?;
    match &draft.corrects {
        // What it was begun on no longer stands: it would move the record back.
        Some((entry, ..)) if draft.outdated => {
            if ask_record(*entry).await?.may_correct {
                return of_correction(*entry).await.map(OfDraft::from);
            }
            let form = ask_form(&draft.form, Some(draft.form_version.clone())).await?;
            Ok(OfDraft::Left(Box::new(draft), form))
        }
        _ => of_draft_view(draft).await.map(OfDraft::from),
    }
}

async fn of_draft_view(draft: DraftView) -> Result<Start, Failure> {
    let corrected = match &draft.corrects {
        Some((entry, _, reason)) => {
            let record = ask_record(*entry).await?;
            Some(Corrected {
                entry: *entry,
                recorded_ms: record.line.recorded_ms,
                reason: reason.clone(),
                version: record.version,
                earlier: None,
            })
        }
        None => None,
    };
    // A draft survives a new version of its form; a correction stays with the version of its record.
    let version = corrected.as_ref().map(|_| draft.form_version.clone());
    Ok(Start {
        form: ask_form(&draft.form, version).await?,
        draft: draft.id.clone(),
        answers: Answers::Draft(draft.answers.clone()),
        people: lines(&draft.people).await?,
        places: place_names(&draft.places).await?,
        occurred: draft.occurred.clone(),
        origin: draft.origin,
        corrected,
        back: None,
        resumed: Some(draft),
    })
}

/// A record to correct: the same form, filled in.
pub async fn of_correction(entry: EntryId) -> Result<Start, Failure> {
    let drafts = drafts().await?;
    let is_its_draft = |draft: &DraftView| {
        draft
            .corrects
            .as_ref()
            .is_some_and(|(corrected, how, _)| *corrected == entry && *how == Amends::Correct)
    };
    let (outdated, current): (Vec<_>, Vec<_>) = drafts
        .into_iter()
        .filter(is_its_draft)
        .partition(|draft| draft.outdated);
    let earlier = outdated.into_iter().next();
    if let Some(draft) = current.into_iter().next() {
        let mut start = of_draft_view(draft).await?;
        if let Some(corrected) = &mut start.corrected {
            corrected.earlier = earlier;
        }
        return Ok(start);
    }
    let record = ask_record(entry).await?;
    if !record.may_correct || record.definition.is_none() {
        return Err(Failure::NotAllowed {
            what: "correct".to_owned(),
        });
    }
    Ok(Start {
        form: ask_form(&record.line.form, Some(record.form_version.clone())).await?,
        draft: fresh_id(),
        resumed: None,
        answers: Answers::Record(record.answers.clone()),
        people: record.people.clone(),
        places: record.places.clone(),
        occurred: Some(record.line.occurred.clone()),
        origin: record.line.origin,
        corrected: Some(Corrected {
            entry: record.line.id,
            recorded_ms: record.line.recorded_ms,
            reason: String::new(),
            version: record.version,
            earlier,
        }),
        back: None,
    })
}

async fn drafts() -> Result<Vec<DraftView>, Failure> {
    match client::ask(Request::Drafts).await? {
        Response::Drafts(drafts) => Ok(drafts),
        _ => Ok(Vec::new()),
    }
}

/// The version of a record that stands.
pub async fn version_of(id: EntryId) -> Result<EntryId, Failure> {
    ask_record(id).await.map(|record| record.version)
}

async fn ask_record(id: EntryId) -> Result<RecordView, Failure> {
    match client::ask(Request::Record { id }).await? {
        Response::Record(record) => Ok(*record),
        _ => Err(unexpected("record")),
    }
}

async fn ask_form(form: &str, version: Option<String>) -> Result<Arc<Form>, Failure> {
    let asked = Request::Form {
        form: form.to_owned(),
        version,
    };
    match client::ask(asked).await? {
        Response::Form(FormView { definition, .. }) => match Form::from_json(&definition) {
            Ok(form) => Ok(Arc::new(form)),
            Err(findings) => Err(Failure::Form {
                detail: findings.to_string(),
            }),
        },
        _ => Err(unexpected("form")),
    }
}

/// The lines of people by their ids; whoever is not held here is left out.
pub async fn lines(ids: &[PersonId]) -> Result<Vec<PersonLine>, Failure> {
    let mut lines = Vec::new();
    for id in ids {
        let asked = Request::People {
            query: id.to_string(),
            place: None,
            offset: 0,
            limit: 1,
        };
        if let Response::People(page) = client::ask(asked).await? {
            lines.extend(page.people);
        }
    }
    Ok(lines)
}

async fn place_names(ids: &[PlaceId]) -> Result<Vec<(PlaceId, String)>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    match client::ask(Request::Places).await? {
        Response::Places(places) => {
            let named = places.into_iter().filter(|place| ids.contains(&place.id));
            Ok(named.map(|place| (place.id, place.path)).collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn unexpected(what: &str) -> Failure {
    Failure::Internal {
        detail: format!("{what}: another answer"),
    }
}
