//! The chosen record beside its list: a tablet shows both, a phone the record alone.

use crate::prelude::*;
use wingbook_record::id::EntryId;
use wingbook_worker::message::{RecordLine, RecordView, Request, Response};

use super::words;
use crate::{
    components::{EmptyState, ErrorPanel, Icon, Kind, LinkButton, Loading, field},
    pages::{Page, record, review},
    state::{
        address,
        loaded::{Loaded, load},
    },
    t,
};

/// The heading of what is chosen: it takes the focus when something is.
const CHOSEN_ID: &str = "chosen-heading";

/// What is chosen in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chosen {
    /// A single record.
    Record(EntryId),
    /// A round as a whole.
    Round(EntryId),
}

impl Chosen {
    /// Reads it from an address.
    pub fn read(query: &address::Query) -> Option<Self> {
        let id = |name: &str| query.get(name).and_then(|id| id.parse().ok());
        id("record")
            .map(Chosen::Record)
            .or_else(|| id("round").map(Chosen::Round))
    }

    /// What a row of a list chooses.
    pub fn of(line: &RecordLine) -> Self {
        if line.form == "round" {
            Chosen::Round(line.id)
        } else {
            Chosen::Record(line.id)
        }
    }

    /// Name and value in the address.
    pub fn pair(self) -> (&'static str, String) {
        match self {
            Chosen::Record(id) => ("record", id.to_string()),
            Chosen::Round(id) => ("round", id.to_string()),
        }
    }

    /// The record's id.
    pub fn id(self) -> EntryId {
        match self {
            Chosen::Record(id) | Chosen::Round(id) => id,
        }
    }

    /// The id of its row's link.
    pub fn row_id(self) -> String {
        format!("row-{}", self.id())
    }
}

/// The heading that comes next takes the focus: something was opened. A heading that is only drawn anew does not.
#[derive(Clone, Copy)]
struct FocusWanted(StoredValue<bool>);

/// The focus follows the choice: into what was opened, and back to its row when it is closed.
pub fn move_focus_with(chosen: Memo<Option<Chosen>>) {
    let wanted = StoredValue::new(false);
    provide_context(FocusWanted(wanted));
    Effect::new(move |before: Option<Option<Chosen>>| {
        let now = chosen.get();
        match (before.flatten(), now) {
            (Some(before), None) => focus_soon(before.row_id()),
            (before, Some(now)) if before != Some(now) => {
                wanted.set_value(true);
                // Its heading may stand already, if the answer was quick.
                request_animation_frame(move || take_focus(wanted));
            }
            _ => {}
        }
        now
    });
}

/// Gives the focus to the heading, if it is there and was asked to take it.
fn take_focus(wanted: StoredValue<bool>) {
    let is_there = document().get_element_by_id(CHOSEN_ID).is_some();
    if is_there && wanted.try_get_value() == Some(true) {
        wanted.set_value(false);
        field::focus(CHOSEN_ID);
    }
}

/// Focuses an element that is there with the next frame.
pub fn focus_soon(id: String) {
    request_animation_frame(move || field::focus(&id));
}

/// Whether list and record stand beside each other.
pub fn is_beside() -> bool {
    window()
        .match_media("(min-width: 50em)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Nothing is chosen: a tablet says where to begin.
pub fn nothing_chosen() -> AnyView {
    view! {
        <div class="wb-page">
            <EmptyState icon="records" title=t!("records-choose") text=t!("records-choose-todo") />
        </div>
    }
    .into_any()
}

/// What is chosen. `close` is the address of the list alone; `after` is told of a decision.
pub fn view(chosen: Chosen, close: String, after: Option<Callback<Chosen>>) -> AnyView {
    match chosen {
        Chosen::Record(id) => single(id, close, after),
        Chosen::Round(id) => review::round_beside(id, close, after),
    }
}

/// The heading of what is chosen, with the way back to the list.
pub fn heading(title: Signal<String>, detail: Signal<String>, close: String) -> AnyView {
    // A phone shows no list above which this would stand: here it is the page's first heading.
    let heading = if is_beside() {
        view! { <h2 id=CHOSEN_ID class="wb-chosen__title" tabindex="-1"><bdi>{title}</bdi></h2> }
            .into_any()
    } else {
        view! { <h1 id=CHOSEN_ID class="wb-chosen__title" tabindex="-1"><bdi>{title}</bdi></h1> }
            .into_any()
    };
    if let Some(FocusWanted(wanted)) = use_context() {
        request_animation_frame(move || take_focus(wanted));
    }
    view! {
        <header class="wb-page-header">
            <a
                class="wb-button wb-button--quiet wb-button--icon wb-only-phone"
                href=close
                aria-label=t!("back")
                title=t!("back")
            >
                <Icon name="back" directional=true />
            </a>
            <div class="wb-page-header__titles">
                {heading}
                <p class="wb-page-header__detail">{detail}</p>
            </div>
        </header>
    }
    .into_any()
}

/// Asks for a record with its history.
pub fn load_record(id: EntryId) -> Loaded<RecordView> {
    load(
        move || Request::Record { id },
        |response| match response {
            Response::Record(view) => Some(view),
            _ => None,
        },
    )
}

fn single(id: EntryId, close: String, after: Option<Callback<Chosen>>) -> AnyView {
    let loaded = load_record(id);
    let shown = Memo::new(move |_| loaded.get());
    view! {
        <div class="wb-page">
            {move || match (shown.get(), loaded.failure()) {
                (Some(view), _) => whole(view, close.clone()),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
            {review::decide_panel(Chosen::Record(id), loaded, after)}
        </div>
    }
    .into_any()
}

fn whole(view: RecordView, close: String) -> AnyView {
    let id = view.line.id;
    let line = StoredValue::new(view.line.clone());
    let kind = move || line.with_value(|line| words::kind(&line.form, &line.title));
    let title = Signal::derive(move || line.with_value(words::about).unwrap_or_else(kind));
    let detail = Signal::derive(move || {
        line.with_value(|line| format!("{} · {} · {}", kind(), words::when(line), line.author))
    });
    view! {
        {heading(title, detail, close)}
        {record::body(view)}
        <div class="wb-actions">
            <LinkButton label=t!("records-open") href=Page::Record(id).path() kind=Kind::Quiet icon="records" />
        </div>
    }
    .into_any()
}
