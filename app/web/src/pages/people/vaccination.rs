//! A person's vaccinations: which doses they had, what looks wrong with them, and when the next one is due.

use crate::prelude::*;
use wingbook_record::{
    id::PersonId,
    partial_date::{Day, DayRange, PartialDate},
    time::parse_date,
    vaccination::course::{Due, Next, Primary, Stage, Warning},
};
use wingbook_worker::message::{CourseView, DoseView, NotGivenView, VaccinationView};

use crate::{
    components::{Badge, LinkButton, LinkRow, Tone},
    pages::{Page, print::Sheet, records::words},
    say,
    state::clock,
    t,
    text::times,
};

/// The section of a person's page.
pub fn section(vaccination: VaccinationView, person: PersonId) -> AnyView {
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
    view! {
        <section class="wb-section wb-vaccination">
            <h2>{t!("vaccination")}</h2>
            {courses.into_iter().map(|one| course(one, is_clear)).collect_view()}
            <ul class="wb-rows" hidden=is_clear>{others.into_iter().collect_view()}</ul>
            {as_of(as_of_ms)}
            <div class="wb-actions">
                <LinkButton label=t!("dose-card-print") href=Page::Print(Sheet::Doses(person)).path() icon="print" />
            </div>
        </section>
    }
    .into_any()
}

/// The doses in a few lines, for whoever is about to give another one.
pub fn brief(vaccination: &VaccinationView) -> AnyView {
    let courses = vaccination.courses.iter().map(|course| {
        let disease = course.disease.clone();
        let next = course.next.map(|next| {
            let words = Signal::derive(move || next_words(next).0);
            view! { <span class="wb-quiet">" · "{words}</span> }
        });
        let is_none = course.doses.is_empty();
        let none = (is_none && vaccination.unassigned.is_empty())
            .then(|| view! { <p class="wb-quiet">{t!("vaccination-none")}</p> });
        let not_given = course.not_given.iter().cloned().map(|one| {
            let words = Signal::derive(move || {
                let what = words::not_given(&one.outcome, one.why_not.as_deref());
                format!("{what} · {}", times::day(one.at_ms))
            });
            view! { <li><bdi>{words}</bdi></li> }
        });
        let not_given = not_given.collect_view();
        view! {
            <p><bdi>{disease}</bdi>{next}</p>
            {none}
            <ul class="wb-vaccination__brief">
                {course.doses.iter().cloned().map(brief_dose).collect_view()}
                {not_given}
            </ul>
        }
    });
    let courses = courses.collect_view();
    let others = vaccination.unassigned.iter().cloned().map(brief_dose);
    let others = others.collect_view();
    view! {
        <div class="wb-vaccination">
            {courses}
            <ul class="wb-vaccination__brief">{others}</ul>
            {as_of(vaccination.as_of_ms)}
        </div>
    }
    .into_any()
}

fn brief_dose(dose: DoseView) -> AnyView {
    let words = Signal::derive(move || {
        let number = match dose.number {
            0 => say!("vaccination-unassigned"),
            number => which(number, dose.stage),
        };
        let product = dose.product.clone();
        let product = product.unwrap_or_else(|| say!("vaccination-product-unknown"));
        let source = source_words(&dose.source);
        let parts = [number, day_of(&dose.on), product, source].into_iter();
        let parts = parts.chain(under_words(dose.stands_under.as_deref()));
        parts.collect::<Vec<_>>().join(" · ")
    });
    view! { <li><bdi>{words}</bdi></li> }.into_any()
}

/// Said of a dose that stands under another record of the same person.
pub fn under_words(stands_under: Option<&str>) -> Option<String> {
    stands_under.map(|other| say!("vaccination-stands-under", person = other.to_owned()))
}

/// Until when records of other tablets are here.
fn as_of(as_of_ms: Option<i64>) -> AnyView {
    let words = move || match as_of_ms {
        Some(at_ms) => say!(
            "vaccination-as-of",
            time = times::short(at_ms, clock::now_ms())
        ),
        None => say!("vaccination-as-of-never"),
    };
    view! { <p class="wb-quiet">{words}</p> }.into_any()
}

/// The day of a dose, as far as it is known.
pub fn day_of(on: &str) -> String {
    match on {
        "" => say!("vaccination-day-unknown"),
        on => times::partial_date(on),
    }
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
pub fn next_words(next: Next) -> (String, bool) {
    let which = which(next.number, next.stage);
    let today = parse_date(&times::date(clock::now_ms())).unwrap_or(Day::MAX);
    match next.due {
        Due::AnyTime => (say!("vaccination-due-any", dose = which), false),
        Due::NotKnown => (say!("vaccination-due-unknown", dose = which), false),
        // Not certain by how the last dose is known: from the day on which it certainly is.
        Due::Between { from, .. } if from.last <= today => (
            say!(
                "vaccination-due-since",
                dose = which,
                date = day_words(from.last)
            ),
            true,
        ),
        Due::Between {
            from: DayRange { first, last },
            ..
        } if first == last => (
            say!(
                "vaccination-due-from",
                dose = which,
                date = day_words(first)
            ),
            false,
        ),
        Due::Between { from, .. } => (
            say!(
                "vaccination-due-between",
                dose = which,
                first = day_words(from.first),
                last = day_words(from.last)
            ),
            false,
        ),
    }
}

fn day_words(day: Day) -> String {
    times::date_in_words(&PartialDate::of_day(day).to_string())
}

/// A dose by its number.
pub fn which(number: u32, stage: Stage) -> String {
    match stage {
        Stage::Primary => say!("vaccination-dose", n = number),
        Stage::Booster => say!("vaccination-booster", n = number),
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
        stands_under,
        warnings,
    } = dose;
    let title = Signal::derive(move || {
        let which = match number {
            0 => say!("vaccination-unassigned"),
            number => which(number, stage),
        };
        format!("{which} · {}", day_of(&on))
    });
    let detail = Signal::derive(move || {
        let product = product.clone();
        let mut parts = vec![product.unwrap_or_else(|| say!("vaccination-product-unknown"))];
        parts.extend(lot.clone().map(|lot| say!("vaccination-lot", lot = lot)));
        parts.push(source_words(&source));
        if also > 0 {
            parts.push(say!("vaccination-also", n = also));
        }
        parts.extend(under_words(stands_under.as_deref()));
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

/// Where a dose is known from.
pub fn source_words(source: &str) -> String {
    match source {
        "here" => say!("dose-source-here"),
        "card" => say!("dose-source-card"),
        "register" => say!("dose-source-register"),
        "memory" => say!("dose-source-memory"),
        other => other.to_owned(),
    }
}

/// What looks wrong with a dose.
pub fn warning_words(warning: &Warning) -> String {
    match warning {
        Warning::SecondToday { .. } => say!("dose-warning-second"),
        Warning::TooEarly {
            by_days,
            not_before,
        } => {
            say!(
                "dose-warning-early",
                n = *by_days,
                date = day_words(*not_before)
            )
        }
        Warning::MaybeTooEarly { by_days_max } => {
            say!("dose-warning-maybe-early", n = *by_days_max)
        }
        Warning::Mixed { before } => say!("dose-warning-mixed", before = before.clone()),
        Warning::UnknownProduct { .. } => say!("dose-warning-unknown"),
        Warning::LotExpired { by_days } => say!("dose-warning-expired", n = *by_days),
        Warning::UnderAge { minimum_years } => say!("dose-warning-age", n = *minimum_years),
        Warning::DatedAhead => say!("dose-warning-ahead"),
        Warning::BoosterOnly => say!("dose-warning-booster-only"),
        Warning::BeyondCatalogue { .. } => say!("dose-warning-beyond"),
    }
}
