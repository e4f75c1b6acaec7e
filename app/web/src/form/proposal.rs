//! What the rules of health checks propose for the answers so far, with the reasons: shown before the decision is asked.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    health_check::{
        Question,
        rules::{Decision, Proposal},
    },
    partial_date::PartialDate,
};
use wingbook_worker::message::{CheckIn, CheckedIn, Failure, Request, Response};

use super::filling::Filling;
use crate::{
    client,
    components::{Badge, Banner, ErrorPanel, Tone},
    pages::records::words::decision_words,
    say, t,
    text::times,
};

/// The proposal in the place of a note; `label` is the note's own.
pub fn proposal(filling: Filling, label: Signal<String>) -> AnyView {
    let found = RwSignal::new(None::<Proposal>);
    let failed = RwSignal::new(None::<Failure>);
    let last_asked = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let number = filling.changes();
        last_asked.set_value(number);
        let ask = Request::CheckIn(CheckIn::Propose {
            answers: filling.peek(|session| session.answers()),
            at_ms: filling.fixed_ms(),
        });
        spawn_local(async move {
            let outcome = client::ask(ask).await;
            // An answer to what stood there before must not replace the newer one.
            if last_asked.try_get_value() != Some(number) {
                return;
            }
            match outcome {
                Ok(Response::CheckIn(answer)) => {
                    if let CheckedIn::Proposal(proposal) = *answer {
                        failed.try_set(None);
                        found.try_set(proposal);
                    }
                }
                Ok(_) => {}
                // What was proposed for other answers is no proposal, and none is not the same as nothing to say.
                Err(failure) => {
                    found.try_set(None);
                    failed.try_set(Some(failure));
                }
            }
        });
    });
    let shown = move || {
        found
            .get()
            .map(|proposal| banner(filling, label, &proposal))
    };
    let not_asked = move || failed.get().map(|failure| view! { <ErrorPanel failure /> });
    view! { <div class="wb-stack" aria-live="polite">{shown}{not_asked}</div> }.into_any()
}

fn banner(filling: Filling, label: Signal<String>, proposal: &Proposal) -> AnyView {
    let mut parts: Vec<String> = Vec::new();
    match proposal.decision {
        Some(decision) => parts.push(decision_words(word(decision))),
        None => parts.push(say!("check-nothing-yet")),
    }
    if proposal.decision == Some(Decision::Refer) && proposal.keep_apart {
        parts.push(say!("check-and-apart"));
    }
    if proposal.urgent {
        parts.push(say!("check-urgent"));
    }
    let until = proposal.until.map(|day| {
        let date = times::date_in_words(&PartialDate::of_day(day).to_string());
        say!("apart-until", date = date)
    });
    parts.extend(until);
    let proposed = parts.join(" · ");
    let title = Signal::derive(move || format!("{}: {proposed}", label.get()));
    let tone = match proposal.decision {
        Some(Decision::Clear) => Tone::Ok,
        None => Tone::Info,
        Some(_) => Tone::Warn,
    };
    let mut lines: Vec<String> = proposal.reasons.iter().map(|one| rule_words(one)).collect();
    if proposal.repeat_temperature {
        lines.push(say!("check-repeat"));
    }
    if proposal.postpone_vaccination {
        lines.push(say!("check-postpone"));
    }
    if !proposal.unanswered.is_empty() {
        let asked = proposal.unanswered.iter().copied().map(question_words);
        let list = asked.collect::<Vec<_>>().join(", ");
        lines.push(say!("check-unanswered", list = list));
    }
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    let decided = proposal.decision.map(word);
    let lacks_reason = Memo::new(move |_| {
        filling.changes();
        let answer = |name| {
            let node = filling.named(name)?;
            Some(filling.peek(|session| session.state(node).value.trim().to_owned()))
        };
        let decision = answer("decision").unwrap_or_default();
        let differs = match decided {
            Some(proposed) => !decision.is_empty() && decision != proposed,
            None => decision == "clear",
        };
        differs && answer("decision_reason").is_none_or(|reason| reason.is_empty())
    });
    view! {
        <Banner title tone>
            <ul>{lines.collect_view()}</ul>
            {move || lacks_reason.get().then(|| view! {
                <Badge icon="warning" words=t!("check-say-why") tone=Tone::Warn />
            })}
        </Banner>
    }
    .into_any()
}

fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Clear => "clear",
        Decision::KeepApart => "keep_apart",
        Decision::Refer => "refer",
    }
}

/// Why a rule holds; the word of a rule that a facility added itself.
fn rule_words(rule: &str) -> String {
    match rule {
        "raised_temperature" => say!("check-rule-raised"),
        "fever" => say!("check-rule-fever"),
        "very_low_oxygen" => say!("check-rule-very-low-oxygen"),
        "low_oxygen" => say!("check-rule-low-oxygen"),
        "breathlessness" => say!("check-rule-breathless"),
        "symptoms" => say!("check-rule-symptoms"),
        "several_milder_symptoms" => say!("check-rule-milder"),
        "tuberculosis_signs" => say!("check-rule-tuberculosis"),
        "positive_test" => say!("check-rule-test"),
        "contact" => say!("check-rule-contact"),
        other => other.to_owned(),
    }
}

fn question_words(question: Question) -> String {
    match question {
        Question::Temperature => say!("check-ask-temperature"),
        Question::Spo2 => say!("check-ask-spo2"),
        Question::Symptoms => say!("check-ask-symptoms"),
        Question::Exposure => say!("check-ask-exposure"),
        Question::Test => say!("check-ask-test"),
    }
}
