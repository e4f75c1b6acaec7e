//! A time as it stands on a sheet of paper: typed in four digits, or moved by a minute or ten. Times on a sheet go on
//! from stop to stop, so the one before is where the next begins.

use crate::prelude::*;

use crate::{
    components::{Icon, field},
    say,
    state::clock,
    text::times,
};

const MINUTE_MS: i64 = 60_000;

/// Hours and minutes out of what somebody typed: `21:40`, `2140`, `9.05`, in the digits of any of our scripts.
fn read(typed: &str) -> Option<(u32, u32)> {
    let digit = |letter: char| match letter {
        '0'..='9' => Some(letter as u32 - '0' as u32),
        '٠'..='٩' => Some(letter as u32 - '٠' as u32),
        '۰'..='۹' => Some(letter as u32 - '۰' as u32),
        _ => None,
    };
    let typed = typed.trim();
    let digits: Vec<u32> = typed.chars().filter_map(digit).collect();
    let others = typed
        .chars()
        .filter(|letter| digit(*letter).is_none())
        .count();
    let (hours, minutes) = match digits.as_slice() {
        [h, m, n] => (*h, m * 10 + n),
        [h, i, m, n] => (h * 10 + i, m * 10 + n),
        _ => return None,
    };
    (others <= 1 && hours < 24 && minutes < 60).then_some((hours, minutes))
}

/// The moment of a time of day: the first one from `earliest_ms` on, across midnight if need be; without that, on the
/// day of `day_ms`.
fn moment(time: (u32, u32), earliest_ms: Option<i64>, day_ms: i64) -> Option<i64> {
    let clock = format!("{:02}:{:02}", time.0, time.1);
    let day = times::date(earliest_ms.unwrap_or(day_ms));
    let at_ms = times::moment_of(&day, &clock)?;
    match earliest_ms {
        Some(earliest_ms) if at_ms < earliest_ms.div_euclid(MINUTE_MS) * MINUTE_MS => {
            times::moment_of(&times::date_plus_days(&day, 1), &clock)
        }
        _ => Some(at_ms),
    }
}

/// The id of the input: a page has one.
const INPUT_ID: &str = "sheet-time";

/// Leads back to the time, where it has to be put right first.
pub fn focus() {
    field::focus(INPUT_ID);
}

/// The input. What is typed counts once it is a time that has been; until then it says what is wrong, and `is_wrong`
/// holds: nobody may go on with the time that was there before.
pub fn sheet_time(
    label: Signal<String>,
    at_ms: RwSignal<Option<i64>>,
    earliest_ms: Signal<Option<i64>>,
    is_wrong: RwSignal<bool>,
) -> AnyView {
    let id = INPUT_ID;
    let error_id = format!("{id}-error");
    let error = RwSignal::new(None::<&'static str>);
    is_wrong.set(false);
    Effect::new(move |_| is_wrong.set(error.get().is_some()));
    let shown = Signal::derive(move || at_ms.get().map(times::clock_time).unwrap_or_default());
    let typed = move |event: leptos::ev::Event| {
        let words = event_target_value(&event);
        let now_ms = clock::now_ms();
        let day_ms = at_ms.get_untracked().unwrap_or(now_ms);
        let found = read(&words).and_then(|time| moment(time, earliest_ms.get_untracked(), day_ms));
        match found {
            None => error.set(Some("paper-time-unread")),
            Some(found) if found > now_ms + MINUTE_MS => error.set(Some("write-when-future")),
            Some(found) => {
                error.set(None);
                at_ms.set(Some(found));
            }
        }
    };
    let shift = move |minutes: i64| {
        let now_ms = clock::now_ms();
        let from = at_ms.get_untracked().unwrap_or(now_ms);
        let least = earliest_ms.get_untracked().unwrap_or(i64::MIN);
        error.set(None);
        at_ms.set(Some((from + minutes * MINUTE_MS).min(now_ms).max(least)));
    };
    let button = move |minutes: i64| {
        let words = Signal::derive(move || match minutes {
            earlier if earlier < 0 => say!("form-minutes-back", n = -earlier),
            later => say!("form-minutes-on", n = later),
        });
        let sign = if minutes < 0 { "−" } else { "+" };
        view! {
            <button
                type="button"
                class="wb-button wb-button--secondary wb-sheet-time__step"
                aria-label=words
                on:click=move |_| shift(minutes)
            >
                <bdi dir="ltr">{format!("{sign}{}", minutes.abs())}</bdi>
            </button>
        }
        .into_any()
    };
    let described = error_id.clone();
    view! {
        <div class=move || if error.get().is_some() { "wb-field wb-field--error" } else { "wb-field" }>
            <label class="wb-field__label" for=id>{label}</label>
            <p class="wb-field__error" id=error_id hidden=move || error.get().is_none()>
                <Icon name="warning" />
                <span>{move || error.get().map(|key| crate::text::say(key, &[]))}</span>
            </p>
            <div class="wb-sheet-time" dir="ltr">
                {button(-10)}
                {button(-1)}
                <input
                    id=id
                    class="wb-input wb-sheet-time__input"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="5"
                    aria-describedby=move || error.get().is_some().then(|| described.clone())
                    prop:value=shown
                    on:change=typed
                />
                {button(1)}
                {button(10)}
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn times_are_read_as_people_write_them() {
        for typed in [
            "21:40",
            "2140",
            "21.40",
            "21h40",
            " 21:40 ",
            "٢١:٤٠",
            "۲۱۴۰",
        ] {
            assert_eq!(read(typed), Some((21, 40)), "{typed}");
        }
        assert_eq!(read("905"), Some((9, 5)));
        for typed in ["", "9", "24:00", "21:60", "later", "21:40:10", "a21b40"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
