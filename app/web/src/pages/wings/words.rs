//! A wing's figures in words.

use crate::prelude::*;
use wingbook_worker::message::{RoundLine, WingView};

use crate::{
    components::{Badge, Tone, person_line::out_reason},
    say,
    state::clock,
    t,
    text::times,
};

/// Who is out, by reason: `At court 3 · In hospital 1`.
pub fn out(wing: &WingView) -> String {
    if wing.out.is_empty() {
        return say!("wings-nobody-out");
    }
    let parts = wing
        .out
        .iter()
        .map(|(reason, n)| say!("wings-out-part", reason = out_reason(reason), n = *n));
    parts.collect::<Vec<_>>().join(" · ")
}

/// The last roll count: when, and whether it agrees.
pub fn count(wing: &WingView) -> AnyView {
    let Some((at_ms, expected, counted)) = wing.last_count else {
        return view! { <Badge icon="count" words=t!("wings-no-count") /> }.into_any();
    };
    let words = Signal::derive(move || {
        let time = times::short(at_ms, clock::now_ms());
        if expected == counted {
            say!("wings-count-agrees", n = counted, time = time)
        } else {
            say!(
                "wings-count-differs",
                counted = counted,
                expected = expected,
                time = time
            )
        }
    });
    if expected == counted {
        view! { <Badge icon="check" words tone=Tone::Ok /> }.into_any()
    } else {
        view! { <Badge icon="danger" words tone=Tone::Danger /> }.into_any()
    }
}

/// A round's state, with icon, word and colour.
pub fn round_badge(round: &RoundLine) -> AnyView {
    let (icon, tone) = match round.state.as_str() {
        "done" => ("check", Tone::Ok),
        "running" => ("play", Tone::Info),
        "paused" => ("pause", Tone::Info),
        "done_late" | "done_open" | "overdue" | "missed" => ("timer", Tone::Warn),
        _ => ("round", Tone::Info),
    };
    let (state, open) = (
        round.state.clone(),
        round.stops.saturating_sub(round.checked),
    );
    let words = Signal::derive(move || match state.as_str() {
        "done_open" => say!("wings-round-done-open", n = open),
        state => state_words(state),
    });
    view! { <Badge icon words tone /> }.into_any()
}

fn state_words(state: &str) -> String {
    match state {
        "done" => say!("wings-round-done"),
        "done_late" => say!("wings-round-done-late"),
        "running" => say!("wings-round-running"),
        "paused" => say!("wings-round-paused"),
        "due" => say!("wings-round-due"),
        "overdue" => say!("wings-round-overdue"),
        "missed" => say!("wings-round-missed"),
        _ => say!("wings-round-upcoming"),
    }
}

/// A round's name with the time that it is due.
pub fn round_line(round: &RoundLine) -> String {
    match round.due_ms {
        Some(due_ms) => format!("{} · {}", round.name, times::short(due_ms, clock::now_ms())),
        None => round.name.clone(),
    }
}
