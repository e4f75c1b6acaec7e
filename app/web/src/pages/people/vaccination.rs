//! A person's vaccinations: which doses they had, what looks wrong with them, and when the next one is due.

use crate::prelude::*;
use wingbook_record::{
    partial_date::{Day, DayRange, PartialDate},
    time::parse_date,
    vaccination::course::{Due, Next, Primary, Stage, Warning},
};
use wingbook_worker::message::{CourseView, DoseView, NotGivenView, VaccinationView};

use crate::{
    components::{Badge, LinkRow, Tone},
    pages::{Page, records::words},
    say,
    state::clock,
    t,
    text::times,
};

/// The section of a person's page.
pub fn section(vaccination: VaccinationView) -> AnyView {
    let VaccinationView {
        as_of_ms,
        courses,
        unassigned,
    } = vaccination;
    let is_clear = unassigned.is_empty();
    let others: Vec<_> = unassigned
        .into_iter()
        .map(|one| view! { <li>{dose(one)}</li> })
        .collect();
    let as_of = move || match as_of_ms {
        Some(at_ms) => say!(
            "vaccination-as-of",
            time = times::short(at_ms, clock::now_ms())
        ),
        None => say!("vaccination-as-of-never"),
    };
    view! {
        <section class="wb-section wb-vaccination">
            <h2>{t!("vaccination")}</h2>
            {courses.into_iter().map(|one| course(one, is_clear)).collect_view()}
            <ul class="wb-rows" hidden=is_clear>{others.into_iter().collect_view()}</ul>
            <p class="wb-quiet">{as_of}</p>
        </section>
    }
    .into_any()
}

/// `is_clear`: there is no further dose that may be one of this course.
fn course(course: CourseView, is_clear: bool) -> AnyView {
    let CourseView {
        disease,
        doses,
        primary,
        next,
        not_given,
    } = course;
    let has_none = doses.is_empty();
    let is_known = !has_none || !is_clear;
    let next = next.map(|next| {
        let (words, is_due) = next_words(next);
        let tone = if is_due { Tone::Warn } else { Tone::Info };
        let icon = if is_due { "timer" } else { "waiting" };
        view! { <Badge icon words=Signal::stored(words) tone /> }
    });
    view! {
        <h3><bdi>{disease}</bdi></h3>
        <div class="wb-badges">
            {is_known.then(|| view! { <span class="wb-quiet">{primary_words(primary)}</span> })}
            {next}
        </div>
        {(has_none && is_clear).then(|| view! { <p class="wb-quiet">{t!("vaccination-none")}</p> })}
        <ul class="wb-rows">
            {doses.into_iter().map(|one| view! { <li>{dose(one)}</li> }).collect_view()}
            {not_given.into_iter().map(|one| view! { <li>{not_given_row(one)}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}

fn primary_words(primary: Primary) -> String {
    match primary {
        Primary::Complete { number } => say!("vaccination-complete", n = number),
        Primary::Incomplete => say!("vaccination-incomplete"),
        Primary::Unclear => say!("vaccination-unclear"),
    }
}

/// When the next dose is due, and whether that day has come.
fn next_words(next: Next) -> (String, bool) {
    let which = match next.stage {
        Stage::Primary => say!("vaccination-dose", n = next.number),
        Stage::Booster => say!("vaccination-booster", n = next.number),
    };
    let today = parse_date(&times::date(clock::now_ms())).unwrap_or(Day::MAX);
    let date = |day: Day| times::date_in_words(&PartialDate::of_day(day).to_string());
    match next.due {
        Due::AnyTime => (say!("vaccination-due-any", dose = which), false),
        Due::NotKnown => (say!("vaccination-due-unknown", dose = which), false),
        // Not certain by how the last dose is known: from the day on which it certainly is.
        Due::Between { from, .. } if from.last <= today => (
            say!(
                "vaccination-due-since",
                dose = which,
                date = date(from.last)
            ),
            true,
        ),
        Due::Between {
            from: DayRange { first, last },
            ..
        } if first == last => (
            say!("vaccination-due-from", dose = which, date = date(first)),
            false,
        ),
        Due::Between { from, .. } => (
            say!(
                "vaccination-due-between",
                dose = which,
                first = date(from.first),
                last = date(from.last)
            ),
            false,
        ),
    }
}

fn dose(dose: DoseView) -> AnyView {
    let DoseView {
        entry,
        number,
        stage,
        on,
        product,
        source,
        lot,
        also,
        warnings,
    } = dose;
    let title = Signal::derive(move || {
        let which = match stage {
            _ if number == 0 => say!("vaccination-unassigned"),
            Stage::Primary => say!("vaccination-dose", n = number),
            Stage::Booster => say!("vaccination-booster", n = number),
        };
        let day = match on.as_str() {
            "" => say!("vaccination-day-unknown"),
            on => times::partial_date(on),
        };
        format!("{which} · {day}")
    });
    let detail = Signal::derive(move || {
        let product = product.clone();
        let mut parts = vec![product.unwrap_or_else(|| say!("vaccination-product-unknown"))];
        parts.extend(lot.clone().map(|lot| say!("vaccination-lot", lot = lot)));
        parts.push(source_words(&source));
        if also > 0 {
            parts.push(say!("vaccination-also", n = also));
        }
        parts.join(" · ")
    });
    let warnings: Vec<_> = warnings
        .into_iter()
        .map(|warning| {
            let words = Signal::derive(move || warning_words(&warning));
            view! { <li><Badge icon="warning" words tone=Tone::Warn /></li> }
        })
        .collect();
    let has_warnings = !warnings.is_empty();
    view! {
        <LinkRow href=Page::Record(entry).path() icon="syringe" title detail />
        {has_warnings.then(|| view! { <ul class="wb-badges">{warnings.into_iter().collect_view()}</ul> })}
    }
    .into_any()
}

fn not_given_row(one: NotGivenView) -> AnyView {
    let NotGivenView {
        entry,
        outcome,
        why_not,
        at_ms,
    } = one;
    let title = Signal::derive(move || words::not_given(&outcome, why_not.as_deref()));
    let detail = Signal::derive(move || times::day_and_time(at_ms));
    view! { <LinkRow href=Page::Record(entry).path() icon="close" title detail /> }.into_any()
}

fn source_words(source: &str) -> String {
    match source {
        "here" => say!("dose-source-here"),
        "card" => say!("dose-source-card"),
        "register" => say!("dose-source-register"),
        "memory" => say!("dose-source-memory"),
        other => other.to_owned(),
    }
}

fn warning_words(warning: &Warning) -> String {
    let date = |day: Day| times::date_in_words(&PartialDate::of_day(day).to_string());
    match warning {
        Warning::SecondToday { .. } => say!("dose-warning-second"),
        Warning::TooEarly {
            by_days,
            not_before,
        } => {
            say!("dose-warning-early", n = *by_days, date = date(*not_before))
        }
        Warning::MaybeTooEarly { by_days_max } => {
            say!("dose-warning-maybe-early", n = *by_days_max)
        }
        Warning::Mixed { before } => say!("dose-warning-mixed", before = before.clone()),
        Warning::UnknownProduct { .. } => say!("dose-warning-unknown"),
        Warning::LotExpired { by_days } => say!("dose-warning-expired", n = *by_days),
        Warning::UnderAge { minimum_years } => say!("dose-warning-age", n = *minimum_years),
        Warning::BoosterOnly => say!("dose-warning-booster-only"),
        Warning::BeyondCatalogue { .. } => say!("dose-warning-beyond"),
    }
}
