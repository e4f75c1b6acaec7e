//! Days, times and moments without typing: quick choices, and buttons that go back and on.

use crate::prelude::*;
use wingbook_forms::NodeId;

use super::filling::Filling;
use crate::{
    components::IconButton,
    state::clock,
    t,
    text::{self, times},
};

/// What stands before a time of day until one is given, when its buttons are used.
const MINUTES_STEP: i32 = 5;
const DAY_MINUTES: i32 = 24 * 60;

/// A date.
pub fn date(filling: Filling, node: NodeId) -> AnyView {
    day(
        Signal::derive(move || filling.value(node)),
        Callback::new(move |day: String| filling.set(node, &day)),
        &[0, 1, 7],
    )
}

/// A time of day.
pub fn time(filling: Filling, node: NodeId) -> AnyView {
    let value = Memo::new(move |_| filling.value(node).chars().take(5).collect::<String>());
    let set = Callback::new(move |time: String| filling.set(node, &time));
    view! {
        <div class="wb-chips">
            <button
                type="button"
                class="wb-chip"
                on:click=move |_| set.run(times::clock_time(clock::now_ms()))
            >
                {t!("form-now")}
            </button>
        </div>
        {time_of_day(value.into(), set)}
    }
    .into_any()
}

/// A day and a time of day.
pub fn date_time(filling: Filling, node: NodeId) -> AnyView {
    let value = Memo::new(move |_| split(&filling.value(node)));
    let set = Callback::new(move |(day, time): (String, String)| {
        filling.set(node, &joined(&day, &time));
    });
    moment(value.into(), set)
}

/// The parts of `2026-11-24T21:40…`.
fn split(value: &str) -> (String, String) {
    let (day, time) = value.split_once('T').unwrap_or((value, ""));
    (day.to_owned(), time.chars().take(5).collect())
}

/// Day and time as an answer holds them, with the facility's offset at that moment.
fn joined(day: &str, time: &str) -> String {
    match times::moment_of(day, time) {
        Some(at_ms) => {
            let offset = times::offset_minutes(at_ms);
            let sign = if offset < 0 { '-' } else { '+' };
            let offset = offset.unsigned_abs();
            format!(
                "{day}T{time}:00.000{sign}{:02}:{:02}",
                offset / 60,
                offset % 60
            )
        }
        None => String::new(),
    }
}

/// Day and time with quick choices for the recent past. The value is (`YYYY-MM-DD`, `HH:MM`), each perhaps empty.
pub fn moment(value: Signal<(String, String)>, set: Callback<(String, String)>) -> AnyView {
    let ago = move |minutes: i64| {
        let at_ms = clock::now_ms() - minutes * 60_000;
        set.run((times::date(at_ms), times::clock_time(at_ms)));
    };
    let day_value = Signal::derive(move || value.with(|(day, _)| day.clone()));
    let time_value = Signal::derive(move || value.with(|(_, time)| time.clone()));
    let set_day = Callback::new(move |day: String| {
        let (_, time) = value.get_untracked();
        let time = if time.is_empty() {
            times::clock_time(clock::now_ms())
        } else {
            time
        };
        set.run((day, time));
    });
    let set_time = Callback::new(move |time: String| {
        let (day, _) = value.get_untracked();
        let day = if day.is_empty() {
            times::date(clock::now_ms())
        } else {
            day
        };
        set.run((day, time));
    });
    view! {
        <div class="wb-chips">
            <button type="button" class="wb-chip" on:click=move |_| ago(0)>{t!("form-now")}</button>
            <button type="button" class="wb-chip" on:click=move |_| ago(15)>{t!("form-minutes-ago", n = 15)}</button>
            <button type="button" class="wb-chip" on:click=move |_| ago(60)>{t!("form-hours-ago", n = 1)}</button>
        </div>
        {day(day_value, set_day, &[])}
        {time_of_day(time_value, set_time)}
    }
    .into_any()
}

/// A day, with quick choices counted from today.
pub fn day(value: Signal<String>, set: Callback<String>, quick: &'static [i32]) -> AnyView {
    let today = Memo::new(move |_| times::date(clock::now_ms()));
    let shift = move |days: i32| {
        let from = value.get_untracked();
        let from = if from.is_empty() {
            today.get_untracked()
        } else {
            from
        };
        set.run(times::date_plus_days(&from, days));
    };
    let chips = quick
        .iter()
        .map(|&days| {
            let day = Memo::new(move |_| times::date_plus_days(&today.get(), days));
            let words = move || match days {
                -1 => text::say("date-yesterday", &[]),
                0 => text::say("date-today", &[]),
                1 => text::say("date-tomorrow", &[]),
                days => text::say("date-in-days", &[("n", days.into())]),
            };
            view! {
                <button
                    type="button"
                    class="wb-chip"
                    aria-pressed=move || (value.get() == day.get()).to_string()
                    on:click=move |_| set.run(day.get_untracked())
                >
                    {words}
                </button>
            }
        })
        .collect_view();
    let shown = move || match value.get() {
        none if none.is_empty() => text::say("date-none", &[]),
        date => times::date_in_words(&date),
    };
    view! {
        {(!quick.is_empty()).then(|| view! { <div class="wb-chips">{chips}</div> })}
        <div class="wb-stepper">
            <IconButton label=t!("date-day-back") icon="back" directional=true on_press=move |()| shift(-1) />
            <output class="wb-stepper__day" aria-live="polite">{shown}</output>
            <IconButton label=t!("date-day-on") icon="next" directional=true on_press=move |()| shift(1) />
        </div>
    }
    .into_any()
}

/// A time of day `HH:MM`: hours and minutes by buttons.
pub fn time_of_day(value: Signal<String>, set: Callback<String>) -> AnyView {
    let shift = move |minutes: i32| {
        let from = match minutes_of(&value.get_untracked()) {
            Some(from) => from + minutes,
            None => minutes_of(&times::clock_time(clock::now_ms())).unwrap_or(0),
        };
        let at = from.rem_euclid(DAY_MINUTES);
        set.run(format!("{:02}:{:02}", at / 60, at % 60));
    };
    let shown = move || match value.get() {
        none if none.is_empty() => text::say("form-time-none", &[]),
        time => time,
    };
    view! {
        <div class="wb-clock">
            <IconButton label=t!("form-hour-back") icon="minus" on_press=move |()| shift(-60) />
            <IconButton label=t!("form-minutes-back", n = MINUTES_STEP) icon="back" directional=true on_press=move |()| shift(-MINUTES_STEP) />
            <output class="wb-stepper__day" aria-live="polite"><bdi>{shown}</bdi></output>
            <IconButton label=t!("form-minutes-on", n = MINUTES_STEP) icon="next" directional=true on_press=move |()| shift(MINUTES_STEP) />
            <IconButton label=t!("form-hour-on") icon="plus" on_press=move |()| shift(60) />
        </div>
    }
    .into_any()
}

fn minutes_of(time: &str) -> Option<i32> {
    let (hours, minutes) = time.split_once(':')?;
    Some(hours.parse::<i32>().ok()? * 60 + minutes.get(..2)?.parse::<i32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::{minutes_of, split};

    #[test]
    fn moments_come_apart() {
        let check = |value: &str, day: &str, time: &str| {
            assert_eq!(split(value), (day.to_owned(), time.to_owned()));
        };
        check("2026-11-24T21:40:00.000+03:00", "2026-11-24", "21:40");
        check("", "", "");
        assert_eq!(minutes_of("21:40"), Some(1300));
        assert_eq!(minutes_of("later"), None);
    }
}
