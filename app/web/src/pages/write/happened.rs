//! When it happened: now, or earlier and how well that is known; and whether it is copied from paper.

use crate::prelude::*;
use wingbook_record::{
    entry::Origin,
    time::{Certainty, Occurred},
};

use crate::{form::when, say, state::clock, t, text::times};

/// The answer, as the page holds it.
#[derive(Clone, Copy)]
pub struct Happened {
    /// Copied from paper.
    pub paper: RwSignal<bool>,
    earlier: RwSignal<bool>,
    certainty: RwSignal<Certainty>,
    /// Day and time of day, each perhaps empty.
    moment: RwSignal<(String, String)>,
    /// What was said when the page opened; kept as it is until somebody changes it.
    given: StoredValue<Option<(Occurred, Origin)>>,
}

impl Happened {
    /// Now, unless said otherwise.
    pub fn new(occurred: Option<&Occurred>, origin: Origin) -> Self {
        let at = |at_ms: i64| (times::date(at_ms), times::clock_time(at_ms));
        let moment = match occurred {
            Some(Occurred {
                at_ms: Some(at_ms), ..
            }) => at(*at_ms),
            Some(Occurred {
                date: Some(date), ..
            }) => (date.clone(), String::new()),
            _ => (String::new(), String::new()),
        };
        Happened {
            paper: RwSignal::new(origin == Origin::Paper),
            earlier: RwSignal::new(occurred.is_some() || origin == Origin::Paper),
            certainty: RwSignal::new(occurred.map_or(Certainty::About, |one| one.certainty)),
            moment: RwSignal::new(moment),
            given: StoredValue::new(occurred.map(|one| (one.clone(), origin))),
        }
    }

    /// How the record comes about (reactive).
    pub fn origin(self) -> Origin {
        if self.paper.get() {
            Origin::Paper
        } else if self.earlier.get() {
            self.given
                .with_value(|given| given.as_ref().map(|(_, origin)| *origin))
                .filter(|origin| *origin != Origin::Paper)
                .unwrap_or(Origin::Late)
        } else {
            Origin::Live
        }
    }

    /// When it happened, as far as said; `None` for now (reactive).
    pub fn occurred(self) -> Option<Occurred> {
        if !self.earlier.get() {
            return None;
        }
        let certainty = self.certainty.get();
        let (day, time) = self.moment.get();
        let at_ms = times::moment_of(&day, &time);
        let (at_ms, date) = match certainty {
            Certainty::Exact | Certainty::About => (at_ms, None),
            Certainty::Date => (None, Some(day).filter(|day| !day.is_empty())),
            Certainty::Unknown => (None, None),
        };
        let said = Occurred {
            certainty,
            at_ms,
            date,
        };
        // To the millisecond as it was written, where only the minute shows.
        let given = self
            .given
            .with_value(|given| given.as_ref().map(|(one, _)| one.clone()));
        match given {
            Some(given) if same_minute(&given, &said) => Some(given),
            _ => Some(said),
        }
    }

    /// What is wrong with it, if something is (reactive).
    pub fn problem(self) -> Option<String> {
        let said = self.occurred()?;
        let now_ms = clock::now_ms();
        let missing = match said.certainty {
            Certainty::Exact | Certainty::About => said.at_ms.is_none(),
            Certainty::Date => said.date.is_none(),
            Certainty::Unknown => false,
        };
        let future = said.at_ms.is_some_and(|at_ms| at_ms > now_ms + 60_000)
            || said.date.is_some_and(|date| date > times::date(now_ms));
        if missing {
            Some(say!("write-when-missing"))
        } else if future {
            Some(say!("write-when-future"))
        } else {
            None
        }
    }
}

fn same_minute(one: &Occurred, other: &Occurred) -> bool {
    let minute = |at_ms: Option<i64>| at_ms.map(|at_ms| at_ms.div_euclid(60_000));
    one.certainty == other.certainty
        && minute(one.at_ms) == minute(other.at_ms)
        && one.date == other.date
}

/// Now or earlier, and the switch *Enter from paper*.
pub fn happened(answer: Happened, error: Signal<Option<String>>) -> AnyView {
    let earlier = answer.earlier;
    let to_earlier = move || {
        if answer.moment.with_untracked(|(day, _)| day.is_empty()) {
            let now_ms = clock::now_ms();
            answer
                .moment
                .set((times::date(now_ms), times::clock_time(now_ms)));
        }
        earlier.set(true);
    };
    let chip = move |is_on: Signal<bool>, words: Signal<String>, press: Callback<()>| {
        view! {
            <button
                type="button"
                class="wb-chip"
                aria-pressed=move || is_on.get().to_string()
                on:click=move |_| press.run(())
            >
                {words}
            </button>
        }
        .into_any()
    };
    let now = chip(
        Signal::derive(move || !earlier.get()),
        t!("form-now"),
        Callback::new(move |()| {
            earlier.set(false);
            answer.paper.set(false);
        }),
    );
    let before = chip(
        Signal::derive(move || earlier.get()),
        t!("write-earlier"),
        Callback::new(move |()| to_earlier()),
    );
    let paper = chip(
        answer.paper.into(),
        t!("write-from-paper"),
        Callback::new(move |()| {
            answer.paper.update(|paper| *paper = !*paper);
            if answer.paper.get_untracked() {
                to_earlier();
            }
        }),
    );
    view! {
        <fieldset class=move || if error.with(Option::is_some) { "wb-field wb-field--error" } else { "wb-field" } id="write-when">
            <legend class="wb-field__label">{t!("write-when")}</legend>
            <p class="wb-field__error" hidden=move || error.with(Option::is_none)>{move || error.get()}</p>
            <div class="wb-chips">{now} {before} {paper}</div>
            {move || earlier.get().then(|| details(answer))}
        </fieldset>
    }
    .into_any()
}

fn details(answer: Happened) -> AnyView {
    let certainty = answer.certainty;
    let chips = [
        (Certainty::About, "write-certainty-about"),
        (Certainty::Exact, "write-certainty-exact"),
        (Certainty::Date, "write-certainty-date"),
        (Certainty::Unknown, "write-certainty-unknown"),
    ]
    .into_iter()
    .map(|(value, key)| {
        view! {
            <button
                type="button"
                class="wb-chip"
                aria-pressed=move || (certainty.get() == value).to_string()
                on:click=move |_| certainty.set(value)
            >
                {move || crate::text::say(key, &[])}
            </button>
        }
    })
    .collect_view();
    let moment: Signal<(String, String)> = answer.moment.into();
    let set = Callback::new(move |moment: (String, String)| answer.moment.set(moment));
    let set_day = Callback::new(move |day: String| answer.moment.update(|moment| moment.0 = day));
    let kind = Memo::new(move |_| certainty.get());
    let control = move || match kind.get() {
        Certainty::Exact | Certainty::About => when::moment(moment, set),
        Certainty::Date => when::day(
            Signal::derive(move || moment.with(|(day, _)| day.clone())),
            set_day,
            &[0, -1],
        ),
        Certainty::Unknown => ().into_any(),
    };
    view! { <div class="wb-chips">{chips}</div> {control} }.into_any()
}
