//! A round under way: one stop a screen on a phone, the list beside the stop on a tablet. Whoever opens it goes on
//! where it stands; what a colleague checks on another tablet appears here as well.

mod course;
mod ending;
mod ending_early;
mod exception;
mod foot;
mod hand_over;
mod list;
pub mod paper;
mod pause;
mod sheet;
mod sound;
pub mod statement;
mod stop;
mod tablet;
mod top;
mod words;

use self::course::Course;
use crate::prelude::*;
use crate::{
    components::{ErrorPanel, Loading, PageHeader, TwoPane},
    pages::{Page, round::load_round},
    state::{address, busy::keep_busy_while_open, snackbars::use_snackbars},
    t,
};
use leptos::task::spawn_local;
use wingbook_record::id::{EntryId, PlaceId};

/// The page of a round.
pub fn view(id: EntryId) -> AnyView {
    keep_busy_while_open();
    let loaded = load_round(id);
    let course = Course::new(id, loaded, use_snackbars());
    let query = address::query().get_untracked();
    let wanted = query
        .get("stop")
        .and_then(|place| place.parse::<PlaceId>().ok());
    let from_sheet = query.get("paper").is_some();
    let begun = RwSignal::new(false);
    Effect::new(move |_| {
        if !loaded.is_here() || begun.get_untracked() {
            return;
        }
        spawn_local(async move {
            course.recall_marks().await;
            // The page may be gone by now, or the round may have begun meanwhile.
            if begun.try_get_untracked() != Some(false) {
                return;
            }
            untrack(|| course.begin(wanted));
            if from_sheet || untrack(|| paper::is_copy(course)) {
                paper::begin(course);
            }
            begun.set(true);
        });
    });
    let running = Memo::new(move |_| {
        loaded.with(|view| view.is_some_and(|view| !view.is_ended() && view.paused_ms.is_none()))
    });
    tablet::keep_awake(running);
    listen_to_keys(course);
    view! {
        {move || match (begun.get(), loaded.failure()) {
            (true, _) => page(course),
            (false, Some(failure)) => view! {
                <div class="wb-page wb-page--narrow">
                    <PageHeader title=t!("round-title") back=Page::Rounds.path() />
                    <ErrorPanel failure on_retry=move |()| loaded.reload() />
                </div>
            }
            .into_any(),
            (false, None) => view! { <div class="wb-page"><Loading /></div> }.into_any(),
        }}
    }
    .into_any()
}

fn page(course: Course) -> AnyView {
    let ending = Memo::new(move |_| course.at.get().is_none());
    let pane = view! { <div class="wb-page wb-round-list">{list::view(course, Callback::new(|()| ()))}</div> };
    view! {
        <TwoPane detail_open=true list=pane.into_any()>
            <div class="wb-page wb-stop">
                {top::view(course)}
                {paper::view(course)}
                {move || if ending.get() { ending::view(course) } else { stop::view(course) }}
                {foot::view(course)}
            </div>
        </TwoPane>
        {sheet::view(course)}
        {pause::view(course)}
    }
    .into_any()
}

/// Arrows go from stop to stop; Enter and Space are the button's own, which keeps the focus.
fn listen_to_keys(course: Course) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if !plain || is_elsewhere() {
            return;
        }
        let rtl = crate::text::language().is_rtl();
        let forward = match event.key().as_str() {
            "ArrowRight" => !rtl,
            "ArrowLeft" => rtl,
            "ArrowDown" if event.shift_key() => true,
            "ArrowUp" if event.shift_key() => false,
            _ => return,
        };
        event.prevent_default();
        course.step(forward);
    });
    on_cleanup(move || listener.remove());
}

/// Whether the keys belong to a dialog or to something that is typed into.
fn is_elsewhere() -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA")
        || active.closest("dialog").ok().flatten().is_some()
}

/// Leaves for Today.
fn use_leave() -> impl Fn() + Clone + Send + Sync + 'static {
    move || address::go(&Page::Today.path())
}
