//! *Wrong person*: who stands there by mistake, who was meant, why. The record stays; a second one puts it right, and
//! whoever reads the register sees both.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    access::Book,
    id::{EntryId, PersonId, PlaceId},
    person::Category,
};
use wingbook_worker::message::{PersonLine as Person, RecordView, Request, Response};

use crate::{
    client,
    components::{
        Button, ErrorPanel, ErrorSummary, Icon, Kind, Loading, PageHeader, PersonLine,
        SnackbarSlot, TextArea, field,
    },
    form::picker::{Picked, picker},
    pages::{
        Page,
        records::{beside::load_record, words},
    },
    say,
    state::{
        address, busy,
        loaded::load,
        snackbars::{Snackbars, use_snackbars},
        sync, unsent,
    },
    t,
};

/// The ids that the summary of what is missing leads to.
const WRONG_ID: &str = "wrong-person";
const RIGHT_ID: &str = "right-person";
const REASON_ID: &str = "wrong-person-reason";

/// How many are offered before anything is typed.
const OFFERED_MAX: usize = 6;

/// Long enough for the picked person to stand on the page before the cursor goes on.
const AFTER_PICKING: std::time::Duration = std::time::Duration::from_millis(60);

/// Whether a record is about somebody who could be somebody else.
pub fn is_offered(record: &RecordView) -> bool {
    record.may_correct && !mistakable(record).is_empty()
}

/// Those on the record who may be there by mistake: staff only where they were seen as patients.
fn mistakable(record: &RecordView) -> Vec<Person> {
    let people = record.people.iter();
    let is_clinical = record.book == Book::Health;
    people
        .filter(|person| is_clinical || person.category != Category::Staff)
        .cloned()
        .collect()
}

/// What was chosen and written.
#[derive(Clone, Copy)]
struct Choice {
    entry: EntryId,
    wrong: RwSignal<Option<PersonId>>,
    right: RwSignal<Option<Person>>,
    reason: RwSignal<String>,
    tried: RwSignal<bool>,
    saving: RwSignal<bool>,
}

/// The page.
pub fn view(id: EntryId) -> AnyView {
    busy::keep_busy_while_open();
    let loaded = load_record(id);
    // Drawn once: what arrives meanwhile must not empty what was chosen.
    let first = Memo::new(move |before: Option<&Option<RecordView>>| {
        before.cloned().flatten().or_else(|| loaded.get())
    });
    let detail = Signal::derive(move || {
        first.with(|record| {
            let line = record.as_ref().map(|record| &record.line);
            line.map(|line| {
                format!(
                    "{} · {}",
                    words::kind(&line.form, &line.title),
                    words::when(line)
                )
            })
            .unwrap_or_default()
        })
    });
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("wrong-title") detail back=Page::Record(id).path() />
            {move || match (first.get(), loaded.failure()) {
                (Some(record), _) if is_offered(&record) => body(record),
                (Some(_), _) => view! {
                    <ErrorPanel failure=wingbook_worker::message::Failure::NotAllowed { what: "correct".to_owned() } />
                }
                .into_any(),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn body(record: RecordView) -> AnyView {
    let people = mistakable(&record);
    let only = match people.as_slice() {
        [only] => Some(only.id),
        _ => None,
    };
    let choice = Choice {
        entry: record.line.id,
        wrong: RwSignal::new(only),
        right: RwSignal::new(None),
        reason: unsent::words(&format!("wrong-person:{}", record.line.id)),
        tried: RwSignal::new(false),
        saving: RwSignal::new(false),
    };
    let errors = Signal::derive(move || choice.errors());
    let reason_error = choice.error_of(REASON_ID);
    let snackbars = use_snackbars();
    let save = move |()| choice.save(snackbars);
    view! {
        <p>{t!("wrong-stays")}</p>
        <ErrorSummary errors />
        {wrong(choice, people.clone())}
        {right(choice, &record, people)}
        <TextArea
            id=REASON_ID
            label=t!("wrong-why")
            value=choice.reason
            error=reason_error
            length_max=500
        />
        <div class="wb-page__foot">
            <SnackbarSlot />
            <Button
                label=t!("wrong-save")
                icon="move"
                kind=Kind::Primary
                wide=true
                disabled=choice.saving
                on_press=save
            />
        </div>
    }
    .into_any()
}

/// Who stands there by mistake: one tap where there are several, none where there is one.
fn wrong(choice: Choice, people: Vec<Person>) -> AnyView {
    let several = people.len() > 1;
    let rows = people
        .into_iter()
        .map(|person| {
            let own = person.id;
            if !several {
                return view! { <div class="wb-row"><PersonLine person /></div> }.into_any();
            }
            view! {
                <label class="wb-choice">
                    <input
                        class="wb-choice__input"
                        type="radio"
                        name=WRONG_ID
                        value=own.to_string()
                        prop:checked=move || choice.wrong.get() == Some(own)
                        on:change=move |_| choice.wrong.set(Some(own))
                    />
                    <PersonLine person />
                </label>
            }
            .into_any()
        })
        .collect_view();
    let error = choice.error_of(WRONG_ID);
    view! {
        <fieldset id=WRONG_ID class=move || field_class(error)>
            <legend class="wb-field__label">{t!("wrong-who")}</legend>
            {error_line(error)}
            <div class="wb-choices">{rows}</div>
        </fieldset>
    }
    .into_any()
}

/// Who was meant: those of the same name and of the same cell stand there before anything is typed.
fn right(choice: Choice, record: &RecordView, people: Vec<Person>) -> AnyView {
    let is_check = record.line.form == "check";
    let place = match record.places.first() {
        Some((place, _)) if is_check => Some(*place),
        _ => people.first().and_then(|person| person.place_id),
    };
    let alike = asked(
        people
            .first()
            .map(|person| person.name.clone())
            .unwrap_or_default(),
        None,
    );
    let near = asked(String::new(), place);
    let on_it: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let offered = Signal::derive(move || {
        let wrong = choice.wrong.get();
        let mut all: Vec<Person> = Vec::new();
        for person in alike.get().into_iter().chain(near.get()) {
            // In a check the neighbours change places; elsewhere who is on it already can't have been meant.
            let taken = if is_check {
                wrong == Some(person.id)
            } else {
                on_it.contains(&person.id)
            };
            let staff = person.category == Category::Staff;
            if !taken && !staff && all.iter().all(|one| one.id != person.id) {
                all.push(person);
            }
        }
        all.truncate(OFFERED_MAX);
        all
    });
    let pick = Callback::new(move |picked: Picked| {
        if let Picked::Person(person) = picked {
            choice.right.set(Some(*person));
            set_timeout(|| field::focus(REASON_ID), AFTER_PICKING);
        }
    });
    let error = choice.error_of(RIGHT_ID);
    view! {
        <div class=move || field_class(error)>
            <h2 class="wb-field__label">{t!("wrong-meant")}</h2>
            {error_line(error)}
            {move || match choice.right.get() {
                Some(person) => view! {
                    <div class="wb-row">
                        <span class="wb-row__body"><PersonLine person /></span>
                        <Button label=t!("form-change") kind=Kind::Quiet on_press=move |()| choice.right.set(None) />
                    </div>
                }
                .into_any(),
                None => picker(RIGHT_ID, t!("form-search-person"), false, offered, pick),
            }}
        </div>
    }
    .into_any()
}

/// People by words or of a place; nobody where neither is known.
fn asked(query: String, place: Option<PlaceId>) -> Signal<Vec<Person>> {
    if query.is_empty() && place.is_none() {
        return Signal::stored(Vec::new());
    }
    let found = load(
        move || Request::People {
            query: query.clone(),
            place,
            offset: 0,
            limit: OFFERED_MAX,
        },
        |response| match response {
            Response::People(page) => Some(page),
            _ => None,
        },
    );
    Signal::derive(move || found.get().map(|page| page.people).unwrap_or_default())
}

fn field_class(error: Signal<Option<String>>) -> &'static str {
    if error.with(Option::is_some) {
        "wb-field wb-field--error"
    } else {
        "wb-field"
    }
}

fn error_line(error: Signal<Option<String>>) -> AnyView {
    view! {
        <p class="wb-field__error" hidden=move || error.with(Option::is_none)>
            <Icon name="warning" />
            <span>{move || error.get()}</span>
        </p>
    }
    .into_any()
}

impl Choice {
    /// What is missing, in the order of the page (reactive); nothing before the first try.
    fn errors(self) -> Vec<(String, String)> {
        if !self.tried.get() {
            return Vec::new();
        }
        let (wrong, right) = (
            self.wrong.get(),
            self.right.with(|right| right.as_ref().map(|one| one.id)),
        );
        let who = wrong
            .is_none()
            .then(|| (WRONG_ID, say!("wrong-who-missing")));
        let meant = match right {
            None => Some((RIGHT_ID, say!("wrong-meant-missing"))),
            // Found by typing: the same person twice.
            Some(right) if wrong == Some(right) => Some((RIGHT_ID, say!("wrong-meant-same"))),
            Some(_) => None,
        };
        let why = self.reason.with(|reason| reason.trim().is_empty());
        let why = why.then(|| (REASON_ID, say!("write-reason-missing")));
        let all = [who, meant, why].into_iter().flatten();
        all.map(|(id, words)| (id.to_owned(), words)).collect()
    }

    fn error_of(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let errors = self.errors().into_iter();
            errors
                .filter(|(of, _)| of == id)
                .map(|(_, words)| words)
                .next()
        })
    }

    /// Saves once, however often it is tapped.
    fn save(self, snackbars: Snackbars) {
        if self.saving.get_untracked() {
            return;
        }
        self.tried.set(true);
        if let Some((first, _)) = untrack(|| self.errors()).first() {
            return field::focus(first);
        }
        let right = self
            .right
            .with_untracked(|right| right.as_ref().map(|one| one.id));
        let (Some(wrong), Some(right)) = (self.wrong.get_untracked(), right) else {
            return;
        };
        self.saving.set(true);
        let request = Request::WrongPerson {
            entry: self.entry,
            wrong,
            right,
            reason: self.reason.get_untracked().trim().to_owned(),
        };
        let (entry, reason) = (self.entry, self.reason);
        spawn_local(async move {
            match client::ask(request).await {
                Ok(Response::Saved(saved)) => {
                    reason.set(String::new());
                    snackbars.saved(&saved, None);
                    sync::note_change();
                    address::replace(&Page::Record(entry).path());
                }
                Ok(_) => {}
                Err(failure) => {
                    // The page may have been left meanwhile.
                    self.saving.try_set(false);
                    snackbars.fail(&failure);
                }
            }
        });
    }
}
