//! What a record is and how it stands, in words and badges, the same on every list.

use std::collections::BTreeMap;

use crate::prelude::*;
use wingbook_record::{entry::Origin, isolation::Until, time::Certainty};
use wingbook_worker::message::{RecordLine, ResultView, ReviewView};

use crate::{
    components::{Badge, Tone, notice::notice_words, person_line::out_reason},
    say,
    state::clock,
    t,
    text::{self, times},
};

/// The kind of record: the form's title, or Wingbook's own word for its own kinds (reactive in the language).
pub fn kind(form: &str, title: &BTreeMap<String, String>) -> String {
    if !title.is_empty() {
        return text::labelled(title, form);
    }
    match form {
        "round" => say!("records-kind-round"),
        "check" => say!("records-kind-check"),
        "round_event" => say!("records-kind-round-event"),
        "count" => say!("records-kind-count"),
        "notice" => say!("records-kind-notice"),
        "move" => say!("records-kind-move"),
        "review" => say!("records-kind-review"),
        "reply" => say!("records-kind-reply"),
        "follow_up_done" => say!("records-kind-follow-up-done"),
        "vaccination_session" => say!("clinic-title"),
        "vaccination_step" => say!("records-kind-clinic-step"),
        "keep_apart" => say!("records-kind-keep-apart"),
        "keep_apart_end" => say!("records-kind-keep-apart-end"),
        "apart_visit" => say!("records-kind-apart-visit"),
        "notice_end" => say!("records-kind-notice-end"),
        "same_person" => say!("records-kind-same-person"),
        "not_same_person" => say!("records-kind-not-same-person"),
        other => other.to_owned(),
    }
}

/// Whom or what a record is about, in the largest letters of its row: people first, else the place.
pub fn about(line: &RecordLine) -> Option<String> {
    if line.people.is_empty() {
        line.place.clone()
    } else {
        Some(line.people.join(", "))
    }
}

/// The first words of a record; those that Wingbook chose itself in the reader's language.
pub fn summary(line: &RecordLine) -> String {
    match line.form.as_str() {
        "move" => out_reason(&line.summary),
        "notice" => notice_words(&line.summary),
        // Its first word is the reason of the arrival, as a word of the record: the result says it in the reader's.
        "health_check" => {
            let free = line
                .summary
                .split_once(" · ")
                .map(|(_, free)| free.to_owned());
            let parts = result(line).into_iter().chain(free);
            parts.collect::<Vec<_>>().join(" · ")
        }
        _ => match result(line) {
            Some(result) if line.summary.is_empty() => result,
            Some(result) => format!("{result} · {}", line.summary),
            None => line.summary.clone(),
        },
    }
}

/// What a count, a round or a dose came to.
pub fn result(line: &RecordLine) -> Option<String> {
    Some(match line.result.as_ref()? {
        ResultView::Count { counted, expected } => {
            let figures = say!(
                "records-count-result",
                counted = *counted,
                expected = *expected
            );
            match counted - expected {
                0 => figures,
                few if few < 0 => format!("{figures}: {}", say!("count-too-few", n = -few)),
                many => format!("{figures}: {}", say!("count-too-many", n = many)),
            }
        }
        ResultView::Round {
            checked,
            stops,
            exceptions,
        } => {
            let done = say!("records-stops", done = *checked, all = *stops);
            let exceptions = match exceptions {
                0 => say!("review-no-exceptions"),
                n => say!("review-exceptions", n = *n),
            };
            format!("{done} · {exceptions}")
        }
        ResultView::Dose {
            outcome,
            product,
            on,
            why_not,
            overridden,
        } => match outcome.as_str() {
            "given" => {
                let on = Some(times::partial_date(on)).filter(|on| !on.is_empty());
                let overridden = overridden.clone();
                let overridden = overridden.map(|why| say!("dose-overridden", why = why));
                let parts = product.clone().into_iter().chain(on).chain(overridden);
                parts.collect::<Vec<_>>().join(" · ")
            }
            _ => not_given(outcome, why_not.as_deref()),
        },
        ResultView::Clinic {
            given,
            wasted,
            reconciles,
        } => {
            let mut parts = vec![say!("clinic-given", n = *given)];
            parts.extend((*wasted > 0).then(|| say!("clinic-step-wasted", n = *wasted)));
            parts.extend((!reconciles).then(|| say!("clinic-differs")));
            parts.join(" · ")
        }
        ResultView::Check {
            reason,
            decision,
            temperature,
        } => {
            let decision = decision.as_deref().map(decision_words);
            let temperature = temperature.as_ref().map(|degrees| celsius(degrees));
            let reason = reason.as_deref().map(out_reason);
            let parts = decision.into_iter().chain(temperature).chain(reason);
            parts.collect::<Vec<_>>().join(" · ")
        }
        ResultView::Apart { until, punishment } => {
            let until = apart_until(*until);
            match punishment {
                true => format!("{until} · {}", say!("apart-punishment")),
                false => until,
            }
        }
        ResultView::ApartEnd { why } => apart_end_words(why),
    })
}

/// What was decided on a health check.
pub fn decision_words(decision: &str) -> String {
    match decision {
        "clear" => say!("check-clear"),
        "keep_apart" => say!("check-keep-apart"),
        "refer" => say!("check-refer"),
        other => other.to_owned(),
    }
}

/// A temperature as people write it.
pub fn celsius(degrees: &str) -> String {
    let number: f64 = degrees.parse().unwrap_or_default();
    say!("check-celsius", n = text::number(number))
}

/// Until when somebody is kept apart, or when that is reviewed.
pub fn apart_until(until: Until) -> String {
    let date = times::date_in_words(&times::date(until.at_ms()));
    match until {
        Until::End(_) => say!("apart-until", date = date),
        Until::Review(_) => say!("apart-review", date = date),
    }
}

/// Why somebody is no longer kept apart.
pub fn apart_end_words(why: &str) -> String {
    match why {
        "recovered" => say!("apart-end-recovered"),
        "negative_test" => say!("apart-end-negative-test"),
        "time_over" => say!("apart-end-time-over"),
        "left" => say!("apart-end-left"),
        "mistake" => say!("apart-end-mistake"),
        other => other.to_owned(),
    }
}

/// Why a dose was not given.
pub fn not_given(outcome: &str, why_not: Option<&str>) -> String {
    let outcome = match outcome {
        "refused" => say!("dose-refused"),
        "not_today" => say!("dose-not-today"),
        other => other.to_owned(),
    };
    let why = why_not.map(why_words);
    match why {
        Some(why) => format!("{outcome} · {why}"),
        None => outcome,
    }
}

/// A reason why a dose was not given.
pub fn why_words(why: &str) -> String {
    match why {
        "objection" => say!("dose-why-objection"),
        "caregiver_refusal" => say!("dose-why-caregiver"),
        "immunity" => say!("dose-why-immunity"),
        "had_disease" => say!("dose-why-had-disease"),
        "acute_illness" => say!("dose-why-acute"),
        "chronic_illness" => say!("dose-why-chronic"),
        "allergy" => say!("dose-why-allergy"),
        "immunocompromised" => say!("dose-why-immunocompromised"),
        "medical_precaution" => say!("dose-why-precaution"),
        "out_of_stock" => say!("dose-why-stock"),
        "too_early" => say!("dose-why-too-early"),
        "absent" => say!("dose-why-absent"),
        "other" => say!("dose-why-other"),
        other => other.to_owned(),
    }
}

/// When it happened, as well as that is known (reactive).
pub fn when(line: &RecordLine) -> String {
    let time = times::short(line.at_ms, clock::now_ms());
    match line.occurred.certainty {
        Certainty::About => say!("records-about-time", time = time),
        Certainty::Date => match &line.occurred.date {
            Some(date) => times::date_in_words(date),
            None => time,
        },
        _ => time,
    }
}

/// What a supervisor said, as a badge.
pub fn review_badge(review: &ReviewView) -> AnyView {
    let (icon, words, tone) = match review.decision.as_str() {
        _ if review.answered => ("message", t!("records-review-answered"), Tone::Info),
        "accepted" => ("check-circle", t!("records-review-accepted"), Tone::Ok),
        "sent_back" => ("send-back", t!("records-review-sent-back"), Tone::Warn),
        _ => ("escalate", t!("records-review-escalated"), Tone::Warn),
    };
    view! { <Badge icon words tone /> }.into_any()
}

/// What became of a record besides its review: taken back, corrected, moved, late, from paper, practice.
pub fn state_badges(line: &RecordLine) -> AnyView {
    let mut badges: Vec<AnyView> = Vec::new();
    if line.withdrawn {
        badges.push(
            view! { <Badge icon="close" words=t!("records-withdrawn") tone=Tone::Warn /> }
                .into_any(),
        );
    } else if line.moved {
        badges.push(view! { <Badge icon="move" words=t!("records-moved") /> }.into_any());
    } else if line.corrected {
        badges.push(view! { <Badge icon="history" words=t!("records-corrected") /> }.into_any());
    }
    match line.origin {
        Origin::Late => {
            badges.push(view! { <Badge icon="timer" words=t!("records-late") /> }.into_any());
        }
        Origin::Paper => {
            badges.push(view! { <Badge icon="from-paper" words=t!("records-paper") /> }.into_any());
        }
        _ => {}
    }
    if !line.certified {
        badges.push(
            view! { <Badge icon="key" words=t!("records-not-certified") tone=Tone::Warn /> }
                .into_any(),
        );
    }
    badges.into_any()
}
