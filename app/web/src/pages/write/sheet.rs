//! A form being written: whom it is about, when it was, the questions, and saving it once.

use std::sync::Arc;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_forms::{Choices, Domain};
use wingbook_record::{
    access::Book,
    entry::Amends,
    id::{PersonId, PlaceId},
    matter::is_about_one_person,
};
use wingbook_worker::message::{DraftView, Failure, NewEntry, Request, Response};

use super::{
    about::{ABOUT_ID, About, about},
    earlier,
    happened::{Happened, happened},
    keeper::{Keeper, fresh_id},
    opening::{Corrected, Start, version_of},
    sealed,
};
use crate::{
    client,
    components::{
        Banner, Button, ErrorSummary, Kind, PageHeader, SnackbarSlot, TextArea, field,
        page_header::take_up_focus,
    },
    form::{Filling, moment, questions},
    pages::Page,
    say,
    state::{
        busy, clock,
        snackbars::{Snackbars, use_snackbars},
        sync, trail,
    },
    t, text,
    text::times,
};

/// The id of the reason of a correction.
const REASON_ID: &str = "write-reason";

/// A form being written.
#[derive(Clone, Copy)]
struct Sheet {
    filling: Filling,
    about: About,
    /// The form does not ask itself whom it is about.
    asks_about: bool,
    happened: Happened,
    reason: RwSignal<String>,
    tried: RwSignal<bool>,
    saving: RwSignal<bool>,
    rest: StoredValue<Rest>,
}

/// What does not change while the page is open.
struct Rest {
    keeper: Keeper,
    draft: String,
    form: String,
    version: String,
    corrected: Option<Corrected>,
    back: String,
}

/// The page's body.
pub fn sheet(start: Start) -> AnyView {
    busy::keep_busy_while_open();
    let sheet = Sheet::open(&start);
    keep_draft(sheet, start.resumed.is_some());
    put_cursor_back(sheet, &start);
    let earlier = start
        .corrected
        .as_ref()
        .and_then(|corrected| corrected.earlier.clone());
    let form = Arc::clone(&start.form);
    let title = Signal::derive(move || {
        form.title(form.language(text::language().code()))
            .to_owned()
    });
    let correcting = start.corrected.is_some();
    // What does not belong into the wing's register belongs here.
    let is_clinical = Book::of_form(start.form.id()) == Some(Book::Health);
    let is_sealed = Book::seals(start.form.id());
    let form_id = start.form.id().to_owned();
    // What belongs into a record is said once, in the banner below.
    let detail = if correcting {
        t!("write-correct-detail")
    } else {
        Signal::stored(String::new())
    };
    let resumed_ms = start.resumed.as_ref().map(|draft| draft.changed_ms);
    let errors = Signal::derive(move || sheet.errors());
    let about_error = Signal::derive(move || sheet.about_error());
    let when_error = Signal::derive(move || sheet.happened.problem().filter(|_| sheet.tried.get()));
    let snackbars = use_snackbars();
    let discard = move |()| sheet.discard(snackbars);
    let save = Callback::new(move |()| sheet.save(snackbars));
    view! {
        <div class="wb-page wb-page--narrow" on:keydown=move |event| save_key(&event, save)>
            <PageHeader title detail back=sheet.back() />
            {earlier.map(|draft| earlier::earlier(draft, &start.form, false))}
            {resumed_ms.map(|at_ms| resumed(at_ms, Callback::new(discard)))}
            <ErrorSummary errors />
            {if correcting {
                reason(sheet)
            } else if is_clinical {
                ().into_any()
            } else if is_sealed {
                sealed::readers(form_id)
            } else {
                super::care()
            }}
            {sheet.asks_about.then(|| about(sheet.about, about_error))}
            {(!correcting).then(|| happened(sheet.happened, when_error))}
            {questions(sheet.filling)}
            {correcting.then(|| happened(sheet.happened, when_error))}
            <div class="wb-page__foot wb-form__foot">
                <SnackbarSlot />
                <p class="wb-quiet" aria-live="off">{move || {
                    let (done, all) = sheet.progress();
                    say!("form-progress", done = done, all = all)
                }}</p>
                <Button
                    label=if is_sealed { t!("submission-seal") } else { t!("save") }
                    icon="check"
                    kind=Kind::Primary
                    wide=true
                    disabled=sheet.saving
                    on_press=save
                />
            </div>
        </div>
    }
    .into_any()
}

/// Control with Enter saves, from any question.
fn save_key(event: &web_sys::KeyboardEvent, save: Callback<()>) {
    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
        event.prevent_default();
        save.run(());
    }
}

fn resumed(at_ms: i64, discard: Callback<()>) -> AnyView {
    view! {
        <Banner title=t!("write-resumed", time = times::short(at_ms, clock::now_ms()))>
            <div class="wb-actions">
                <Button label=t!("write-discard") on_press=discard />
            </div>
        </Banner>
    }
    .into_any()
}

fn reason(sheet: Sheet) -> AnyView {
    let error = Signal::derive(move || {
        let missing = sheet.tried.get() && sheet.reason.with(|reason| reason.trim().is_empty());
        missing.then(|| say!("write-reason-missing"))
    });
    view! {
        <TextArea
            id=REASON_ID
            label=t!("write-reason")
            hint=t!("write-reason-hint")
            value=sheet.reason
            error=error
            length_max=500
        />
    }
    .into_any()
}

/// The same field, the same cursor as where it was left.
fn put_cursor_back(sheet: Sheet, start: &Start) {
    let focus = start.resumed.as_ref().and_then(|draft| draft.focus.clone());
    if let Some((path, cursor)) = focus {
        // After the questions stand on the page, and after the heading took the focus of a change of page.
        request_animation_frame(move || {
            set_timeout(
                move || sheet.filling.go_to(&path, cursor),
                std::time::Duration::from_millis(60),
            );
        });
    } else {
        take_up_focus();
    }
}

/// Keeps the draft at every change of anything on the page.
fn keep_draft(sheet: Sheet, resumed: bool) {
    let begins_with = sheet.filling.peek(|_| sheet.begun());
    Effect::new(move |before: Option<bool>| {
        let now = sheet.begun();
        sheet.filling.cursor();
        let draft = sheet.snapshot();
        let written = before == Some(true) || resumed || now != begins_with;
        if before.is_some() && written {
            sheet.rest.with_value(|rest| rest.keeper.keep(draft));
        }
        written
    });
}

impl Sheet {
    fn open(start: &Start) -> Self {
        let session = start.session();
        let fixed = start
            .corrected
            .as_ref()
            .map(|corrected| moment(corrected.recorded_ms));
        let asks_about = !start.form.items().iter().any(|item| {
            item.kind().choices() == Some(Choices::Domain(Domain::People))
                || (item.kind().choices() == Some(Choices::Domain(Domain::Places)))
        });
        let reason = start
            .corrected
            .as_ref()
            .map(|corrected| corrected.reason.clone())
            .unwrap_or_default();
        let back = start.back.clone().unwrap_or_else(|| {
            match (&start.corrected, start.people.as_slice()) {
                (Some(corrected), _) => Page::Record(corrected.entry).path(),
                (None, [person]) => Page::Person(person.id).path(),
                _ => Page::Write.path(),
            }
        });
        Sheet {
            filling: Filling::new(session, fixed),
            about: About {
                people: RwSignal::new(start.people.clone()),
                places: RwSignal::new(start.places.clone()),
                is_one: is_about_one_person(start.form.id()),
            },
            asks_about,
            happened: Happened::new(start.occurred.as_ref(), start.origin),
            reason: RwSignal::new(reason),
            tried: RwSignal::new(false),
            saving: RwSignal::new(false),
            rest: StoredValue::new(Rest {
                keeper: Keeper::new(start.resumed.is_some()),
                draft: start.draft.clone(),
                form: start.form.id().to_owned(),
                version: start.form.version().to_owned(),
                corrected: start.corrected.clone(),
                back,
            }),
        }
    }

    fn back(self) -> String {
        self.rest.with_value(|rest| rest.back.clone())
    }

    /// Everything that makes a draft worth keeping, as one number that grows or changes.
    fn begun(self) -> (u64, usize, usize, bool, usize, bool) {
        (
            self.filling.changes(),
            self.about.people.with(Vec::len),
            self.about.places.with(Vec::len),
            self.happened.paper.get(),
            self.reason.with(String::len),
            self.happened.occurred().is_some(),
        )
    }

    fn corrects(self) -> Option<(wingbook_record::id::EntryId, Amends, String)> {
        let reason = self.reason.get();
        self.rest.with_value(|rest| {
            let corrected = rest.corrected.as_ref()?;
            Some((corrected.entry, Amends::Correct, reason))
        })
    }

    fn snapshot(self) -> DraftView {
        let corrects = self.corrects();
        self.rest.with_value(|rest| DraftView {
            id: rest.draft.clone(),
            form: rest.form.clone(),
            form_version: rest.version.clone(),
            people: self.people(),
            places: self.places(),
            occurred: self.happened.occurred(),
            origin: self.happened.origin(),
            corrects,
            version: rest.corrected.as_ref().map(|corrected| corrected.version),
            outdated: false,
            answers: self.filling.draft(),
            focus: self.filling.cursor(),
            changed_ms: clock::now_ms(),
            about: String::new(),
        })
    }

    fn people(self) -> Vec<PersonId> {
        self.about
            .people
            .with(|people| people.iter().map(|person| person.id).collect())
    }

    fn places(self) -> Vec<PlaceId> {
        self.about
            .places
            .with(|places| places.iter().map(|(id, _)| *id).collect())
    }

    fn about_error(self) -> Option<String> {
        (self.tried.get() && self.asks_about && self.about.is_missing())
            .then(|| say!("write-about-missing"))
    }

    /// How many of the answers that are needed are there: those of the form, whom it is about, why it is corrected, when
    /// it was. What is missing of them is what [`Sheet::errors`] names.
    fn progress(self) -> (usize, usize) {
        let (done, all) = self.filling.progress();
        let corrects = self.rest.with_value(|rest| rest.corrected.is_some());
        let has_reason = self.reason.with(|reason| !reason.trim().is_empty());
        let page = [
            (self.asks_about, !self.about.is_missing()),
            (corrects, has_reason),
            (true, self.happened.problem().is_none()),
        ];
        let asked = page.into_iter().filter(|(is_asked, _)| *is_asked);
        asked.fold((done, all), |(done, all), (_, is_there)| {
            (done + usize::from(is_there), all + 1)
        })
    }

    /// What is missing, in the order of the page.
    fn errors(self) -> Vec<(String, String)> {
        if !self.tried.get() {
            return Vec::new();
        }
        let corrects = self.rest.with_value(|rest| rest.corrected.is_some());
        let reason = (corrects && self.reason.with(|reason| reason.trim().is_empty()))
            .then(|| (REASON_ID.to_owned(), say!("write-reason-missing")));
        let about = self.about_error().map(|words| (ABOUT_ID.to_owned(), words));
        let when = self
            .happened
            .problem()
            .map(|words| ("write-when".to_owned(), words));
        let mut errors: Vec<_> = reason.into_iter().chain(about).chain(when).collect();
        errors.extend(self.filling.problems());
        errors
    }

    /// The record that is to be made; or nothing, and what is missing shows.
    fn entry(self) -> Option<NewEntry> {
        self.tried.set(true);
        let answers = self.filling.finish(clock::now_ms());
        let errors = self.errors();
        if let Some((first, _)) = errors.first() {
            field::focus(first);
        }
        let answers = answers.filter(|_| errors.is_empty())?;
        let (mut people, mut places) = (self.people(), self.places());
        self.filling.peek(|session| {
            for node in session.nodes() {
                if !session.state(node).relevant {
                    continue;
                }
                match session.item(node).kind().choices() {
                    Some(Choices::Domain(Domain::People)) => {
                        add(
                            &mut people,
                            session.chosen(node).filter_map(|id| id.parse().ok()),
                        );
                    }
                    Some(Choices::Domain(Domain::Places)) => {
                        add(
                            &mut places,
                            session.chosen(node).filter_map(|id| id.parse().ok()),
                        );
                    }
                    _ => {}
                }
            }
        });
        if places.is_empty() {
            let homes = self.about.people.get_untracked();
            add(
                &mut places,
                homes.iter().filter_map(|person| person.place_id),
            );
        }
        let corrects = self.corrects();
        Some(self.rest.with_value(|rest| NewEntry {
            form: rest.form.clone(),
            form_version: rest.version.clone(),
            people,
            places,
            occurred: self.happened.occurred(),
            origin: self.happened.origin(),
            corrects,
            answers,
            draft: Some(rest.draft.clone()),
        }))
    }

    /// Saves once, however often it is tapped.
    fn save(self, snackbars: Snackbars) {
        if self.saving.get_untracked() {
            return;
        }
        let Some(entry) = untrack(|| self.entry()) else {
            return;
        };
        self.saving.set(true);
        let keeper = self.rest.with_value(|rest| rest.keeper.clone());
        let mut again = untrack(|| self.snapshot());
        let back = self.back();
        let is_sealed = Book::seals(&entry.form);
        spawn_local(async move {
            keeper.close().await;
            match client::ask(Request::Save(entry)).await {
                Ok(Response::Saved(saved)) if is_sealed => {
                    // The worker makes it a draft again.
                    snackbars.sealed(&saved);
                    sync::note_change();
                    trail::leave_for(&back);
                }
                Ok(Response::Saved(saved)) => {
                    again.id = fresh_id();
                    snackbars.saved(
                        &saved,
                        Some(Arc::new(move || write_again(again.clone(), snackbars))),
                    );
                    sync::note_change();
                    trail::leave_for(&back);
                }
                Ok(_) => {}
                Err(failure) => {
                    keeper.open();
                    keeper.keep(again);
                    self.saving.try_set(false);
                    snackbars.fail(&failure);
                    // What only the worker knows to be missing.
                    if let Failure::Invalid { questions } = failure
                        && let Some(node) = questions.iter().find_map(|one| self.filling.named(one))
                    {
                        self.filling.focus(node);
                    }
                }
            }
        });
    }

    fn discard(self, snackbars: Snackbars) {
        let (keeper, id) = self
            .rest
            .with_value(|rest| (rest.keeper.clone(), rest.draft.clone()));
        let back = self.back();
        spawn_local(async move {
            keeper.close().await;
            match client::ask(Request::DraftDiscard { id }).await {
                Ok(_) => {
                    snackbars.say(say!("write-discarded"));
                    trail::leave_for(&back);
                }
                Err(failure) => {
                    keeper.open();
                    snackbars.fail(&failure);
                }
            }
        });
    }
}

fn add<T: PartialEq>(to: &mut Vec<T>, more: impl Iterator<Item = T>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

/// After *Undo* the answers are a draft again; *Today* and *Write* lead back to it.
fn write_again(mut draft: DraftView, snackbars: Snackbars) {
    spawn_local(async move {
        // Undoing a correction wrote what stood before once more: the draft goes on from there.
        if let Some((corrected, ..)) = &draft.corrects
            && let Ok(version) = version_of(*corrected).await
        {
            draft.version = Some(version);
        }
        match client::ask(Request::DraftPut(draft)).await {
            Ok(_) => {
                sync::note_change();
                snackbars.say(say!("write-undone"));
            }
            Err(failure) => snackbars.fail(&failure),
        }
    });
}
