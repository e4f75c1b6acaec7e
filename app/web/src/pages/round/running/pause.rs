//! *Pause: alarm*: the time is noted, and nothing of the round is left on screen.

use crate::prelude::*;
use leptos::html;

use super::course::Course;
use crate::{
    components::{Button, button::Kind},
    state::{session::use_session, snackbars::use_snackbars},
    t,
    text::times,
};

/// Hides the round at once and notes the time.
pub fn pause(course: Course) {
    course.hidden_ms.set(Some(js_sys::Date::now() as i64));
    course.act("paused", None, Box::new(|| ()));
}

/// The dark screen over everything. A round that was paused here is hidden after a restart as well.
pub fn view(course: Course) -> AnyView {
    let since = Memo::new(move |_| {
        course.hidden_ms.get().or_else(|| {
            course.loaded.with(|view| {
                view.filter(|view| view.line.mine && !view.is_ended())
                    .and_then(|view| view.paused_ms)
            })
        })
    });
    let screen = NodeRef::<html::Dialog>::new();
    let show = move || {
        let Some(screen) = screen.get_untracked() else {
            return;
        };
        let hidden = since.get_untracked().is_some();
        if hidden && !screen.open() {
            // Fails only where the element has left the page; then there is nothing to hide.
            let _ = screen.show_modal();
        } else if !hidden && screen.open() {
            screen.close();
        }
    };
    Effect::new(move |_| {
        since.track();
        screen.track();
        show();
    });
    let resume = move |()| {
        let done = move || {
            let _ = course.hidden_ms.try_set(None);
        };
        course.act("resumed", None, Box::new(done));
    };
    let (session, snackbars) = (use_session(), use_snackbars());
    let words = Signal::derive(move || since.get().map(times::time_of_day).unwrap_or_default());
    view! {
        <dialog
            class="wb-paused"
            node_ref=screen
            aria-label=t!("round-paused-at", time = words.get())
            on:cancel=|event: leptos::ev::Event| event.prevent_default()
            // Back or Escape must not uncover what an alarm covered.
            on:close=move |_| show()
        >
            <p class="wb-paused__time">{t!("round-paused-at", time = words.get())}</p>
            <Button label=t!("round-resume") icon="play" kind=Kind::Secondary on_press=resume />
            <Button
                label=t!("lock-now")
                icon="lock"
                kind=Kind::Quiet
                on_press=move |()| crate::app::lock(session, snackbars)
            />
        </dialog>
    }
    .into_any()
}
