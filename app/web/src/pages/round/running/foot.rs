//! Where the thumb is: the one tap, and the way to the stops before and after. The button stays the same element from
//! stop to stop, so that it keeps the focus.

use crate::prelude::*;

use super::{
    course::Course, ending_early, exception, paper, statement, stop::is_open, use_leave, words,
};
use crate::{
    components::{Button, Icon, IconButton, LinkButton, SnackbarSlot},
    pages::Page,
    state::address,
    t, text,
};

/// What the primary button does now.
#[derive(Clone, Debug, PartialEq)]
enum Act {
    /// States what stands on it.
    State {
        words: String,
        /// In a ward: the number, which two buttons change.
        counted: Option<u32>,
    },
    /// On to the next open stop.
    Next(String),
    /// Nothing is open: to the summary.
    Summary,
    /// From the summary to the roll count.
    Count,
    /// Ends without a count: a round of some rooms says nothing about the roll; one copied from paper ends when the
    /// sheet says so, and its count has a sheet of its own.
    End,
    /// The round is over.
    Leave,
}

fn act(course: Course) -> Act {
    let ended = course
        .loaded
        .with(|view| view.is_none_or(|view| view.is_ended()));
    let Some(at) = course.at.get() else {
        let whole = course
            .loaded
            .with(|view| view.is_some_and(|view| view.whole_wing));
        return match ended {
            true => Act::Leave,
            false if whole && !paper::is_copy(course) => Act::Count,
            false => Act::End,
        };
    };
    let stop = Memo::new(move |_| course.stop());
    if is_open(course, stop)
        && let Some(stop) = stop.get()
    {
        let stated = course.statement(&stop, &statement::present(&stop));
        return Act::State {
            words: words::statement(&stated),
            counted: stated.counted,
        };
    }
    let next = course.next_open(Some(at)).filter(|_| !ended);
    let name = next.and_then(|next| {
        course
            .loaded
            .with(|view| view.and_then(|view| view.stops.get(next).map(|stop| stop.name.clone())))
    });
    name.map_or(Act::Summary, Act::Next)
}

/// The foot of the page.
pub fn view(course: Course) -> AnyView {
    let act = Memo::new(move |_| act(course));
    let blocked = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let side = Memo::new(move |_| matches!(act.get(), Act::State { .. }));
    view! {
        <div class="wb-page__foot wb-stop__foot">
            <SnackbarSlot />
            <div class="wb-stop__main">
                {one(course, act, false)}
                {primary(course, act, asking)}
                {one(course, act, true)}
            </div>
            <div class="wb-stop__side">
                <IconButton label=t!("round-previous") icon="back" directional=true on_press=move |()| course.step(false) />
                <div class="wb-stop__middle">
                    {move || side.get().then(|| view! {
                        <Button label=t!("round-could-not") icon="door" wide=true on_press=move |()| blocked.set(true) />
                    })}
                    {move || (act.get() == Act::Count).then(|| without_count(course, asking))}
                    {move || (act.get() == Act::End).then(|| count_apart(course))}
                </div>
                <IconButton label=t!("round-next") icon="next" directional=true on_press=move |()| course.step(true) />
            </div>
        </div>
        {exception::could_not(course, blocked)}
        {ending_early::dialog(course, asking)}
    }
    .into_any()
}

fn primary(course: Course, act: Memo<Act>, asking: RwSignal<bool>) -> AnyView {
    let leave = use_leave();
    let press = move |_| match act.get_untracked() {
        Act::State { .. } => course.check(),
        Act::Next(_) => course.go(untrack(|| course.next_open(course.at.get()))),
        Act::Summary => course.go(None),
        Act::Count => address::go(&Page::Count(course.id).path()),
        Act::End => ending_early::end(course, asking, leave.clone()),
        Act::Leave => leave(),
    };
    let states = Memo::new(move |_| matches!(act.get(), Act::State { .. }));
    let icon = move || match act.get() {
        Act::State { .. } => view! { <Icon name="check" /> },
        Act::Next(_) | Act::Summary => view! { <Icon name="next" directional=true /> },
        Act::Count => view! { <Icon name="count" /> },
        Act::End => view! { <Icon name="check-circle" /> },
        Act::Leave => view! { <Icon name="today" /> },
    };
    let label = move || match act.get() {
        Act::State { words, .. } => words,
        Act::Next(name) => text::say("round-next-named", &[("name", name.into())]),
        Act::Summary | Act::End => text::say("round-end", &[]),
        Act::Count => text::say("round-to-count", &[]),
        Act::Leave => text::say("round-to-today", &[]),
    };
    view! {
        <button
            type="button"
            class="wb-button wb-button--primary wb-stop__primary"
            aria-disabled=move || course.resting.get().then_some("true")
            on:click=press
        >
            {icon}
            <span>
                {move || states.get().then(|| view! { <span class="wb-stop__verb">{t!("round-confirm")}</span> })}
                {label}
            </span>
        </button>
    }
    .into_any()
}

/// One more or one less in a ward; beside the button whose number it changes.
fn one(course: Course, act: Memo<Act>, more: bool) -> AnyView {
    let counted = Memo::new(move |_| match act.get() {
        Act::State { counted, .. } => counted,
        _ => None,
    });
    let shown = Memo::new(move |_| counted.get().is_some());
    let change = move |()| {
        if let Some(now) = counted.get_untracked() {
            let by = if more { 1 } else { -1 };
            course.counted.set(Some((i64::from(now) + by).max(0)));
        }
    };
    let (label, icon) = if more {
        (t!("stepper-more"), "plus")
    } else {
        (t!("stepper-less"), "minus")
    };
    view! {
        {move || shown.get().then(|| view! { <IconButton label icon on_press=change /> })}
    }
    .into_any()
}

/// The way to a roll count that is no part of the round: of the whole wing after a round of some rooms, from its own sheet
/// after one of paper.
fn count_apart(course: Course) -> AnyView {
    let (label, href) = if paper::is_copy(course) {
        let sheet = Page::WriteForm("count".to_owned()).path();
        (t!("paper-count"), format!("{sheet}?paper=1"))
    } else {
        (t!("round-to-count"), Page::Count(course.id).path())
    };
    view! { <LinkButton label icon="count" wide=true href /> }.into_any()
}

/// A round without a roll count: checks of a few cells in the night.
fn without_count(course: Course, asking: RwSignal<bool>) -> AnyView {
    let leave = use_leave();
    let end = move |()| ending_early::end(course, asking, leave.clone());
    view! { <Button label=t!("round-end-only") icon="check-circle" wide=true on_press=end /> }
        .into_any()
}
