//! What Wingbook's own kinds of record say, in the reader's language: a cell visit, a count, a move, a notice.

use crate::prelude::*;
use serde_json::{Map, Value};
use wingbook_record::{isolation::Until, matter::SystemForm, vaccination::session::SessionStep};
use wingbook_worker::message::RecordView;

use crate::{
    components::{notice::notice_words, person_line::out_reason},
    pages::{
        clinic::{lot_words, step_words, waste_words},
        records::words::{self, apart_end_words, apart_until},
        review::could_not_words,
    },
    say,
};

/// Label and words, line by line.
type Lines = Vec<(String, String)>;

/// The lines of a record that no form defines (reactive in the language).
pub fn said(record: &RecordView) -> AnyView {
    let lines = lines(record)
        .into_iter()
        .map(|(label, words)| view! { <div><dt dir="auto">{label}</dt><dd dir="auto">{words}</dd></div> });
    view! { <dl class="wb-facts">{lines.collect_view()}</dl> }.into_any()
}

fn lines(record: &RecordView) -> Lines {
    let mut lines = match record.line.form.as_str() {
        "check" => check(record),
        "count" => count(record),
        "move" => moved(record),
        "round_event" => event(record),
        "vaccination_session" => vec![(
            say!("clinic-title"),
            words::result(&record.line).unwrap_or_default(),
        )],
        "vaccination_step" => step(record),
        "notice" => vec![(
            say!("write-notice"),
            notice_words(word(&record.answers, "text")),
        )],
        "keep_apart" => apart(record),
        "keep_apart_end" => vec![(
            say!("records-kind-keep-apart-end"),
            apart_end_words(word(&record.answers, "why")),
        )],
        "same_person" => ["one", "other"]
            .map(|who| named(record, word(&record.answers, who)))
            .map(|name| (say!("records-kind-same-person"), name))
            .to_vec(),
        _ => free(&record.answers, &["text", "reason"]),
    };
    lines.extend(free(&record.answers, &["note"]));
    lines
}

fn word<'a>(answers: &'a Map<String, Value>, name: &str) -> &'a str {
    answers.get(name).and_then(Value::as_str).unwrap_or("")
}

fn named(record: &RecordView, id: &str) -> String {
    record
        .names
        .get(id)
        .cloned()
        .unwrap_or_else(|| id.to_owned())
}

/// What somebody wrote in their own words.
fn free(answers: &Map<String, Value>, names: &[&str]) -> Lines {
    let said = names.iter().map(|name| word(answers, name));
    said.filter(|said| !said.is_empty())
        .map(|said| (say!("count-note"), said.to_owned()))
        .collect()
}

fn list<'a>(answers: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    let list = answers.get(name).and_then(Value::as_array);
    list.into_iter().flatten()
}

fn check(record: &RecordView) -> Lines {
    let answers = &record.answers;
    let mut lines = Lines::new();
    if let Some(why) = answers.get("could_not").and_then(Value::as_str) {
        lines.push((say!("records-kind-check"), could_not_words(why)));
    }
    if let Some(counted) = answers.get("counted").and_then(Value::as_i64) {
        lines.push((say!("count-counted"), crate::text::number(counted as f64)));
    }
    for one in list(answers, "people").filter_map(Value::as_object) {
        let says = match word(one, "state") {
            "seen" => say!("round-seen-no-concern"),
            "absent" => out_reason(
                Some(word(one, "reason"))
                    .filter(|why| !why.is_empty())
                    .unwrap_or("unknown"),
            ),
            _ => say!("round-not-checked"),
        };
        lines.push((named(record, word(one, "person")), says));
    }
    lines
}

fn count(record: &RecordView) -> Lines {
    let answers = &record.answers;
    let figure = |name: &str| answers.get(name).and_then(Value::as_i64).unwrap_or(0);
    let (counted, expected) = (figure("counted"), figure("expected"));
    let step = match word(answers, "step") {
        "recount" => say!("count-again"),
        "named" => say!("count-by-name"),
        _ => say!("count-title"),
    };
    let figures = say!("count-figures", counted = counted, expected = expected);
    let mut lines = vec![(step, figures)];
    for one in list(answers, "absent").filter_map(Value::as_object) {
        lines.push((
            named(record, word(one, "person")),
            out_reason(word(one, "reason")),
        ));
    }
    for id in list(answers, "named_missing").filter_map(Value::as_str) {
        lines.push((named(record, id), notice_words("missing")));
    }
    if answers.get("control_told").and_then(Value::as_bool) == Some(true) {
        lines.push((say!("count-control"), say!("count-control-told")));
    }
    lines
}

fn moved(record: &RecordView) -> Lines {
    let answers = &record.answers;
    let mut lines = vec![(
        say!("records-kind-move"),
        out_reason(word(answers, "reason")),
    )];
    for (name, label) in [("from", say!("records-from")), ("to", say!("records-to"))] {
        let place = word(answers, name);
        if !place.is_empty() {
            lines.push((label, named(record, place)));
        }
    }
    lines
}

fn step(record: &RecordView) -> Lines {
    let answers = &record.answers;
    let words = SessionStep::read(answers).map(|step| step_words(&step));
    let mut lines = vec![(
        say!("records-kind-clinic-step"),
        words.unwrap_or_else(|| say!("failure-needs-newer-app")),
    )];
    let product = named(record, word(answers, "product"));
    let lot = lot_words(
        Some(product.as_str()).filter(|name| !name.is_empty()),
        Some(word(answers, "lot")).filter(|lot| !lot.is_empty()),
        word(answers, "lot_expiry"),
    );
    if !lot.is_empty() {
        lines.push((say!("clinic-lot"), lot));
    }
    let waste = word(answers, "waste");
    if !waste.is_empty() {
        lines.push((say!("waste-reason"), waste_words(waste)));
    }
    let to = word(answers, "to");
    if !to.is_empty() {
        lines.push((say!("round-colleague"), named(record, to)));
    }
    lines
}

fn apart(record: &RecordView) -> Lines {
    let answers = &record.answers;
    let at_ms = |name: &str| answers.get(name).and_then(Value::as_i64);
    let until = at_ms("end_ms").map(Until::End);
    let until = until.or_else(|| at_ms("review_ms").map(Until::Review));
    let place = (say!("apart-where"), named(record, word(answers, "place")));
    let until = until.map(|until| (say!("records-kind-keep-apart"), apart_until(until)));
    let decider = (
        say!("apart-decider"),
        named(record, word(answers, "decider")),
    );
    until.into_iter().chain([place, decider]).collect()
}

fn event(record: &RecordView) -> Lines {
    let answers = &record.answers;
    let words = match word(answers, "event") {
        "paused" => say!("round-event-paused"),
        "resumed" => say!("round-event-resumed"),
        "handed_over" => say!("round-event-handed-over"),
        "taken_over" => say!("round-event-taken-over"),
        _ => say!("round-event-ended"),
    };
    let mut lines = vec![(say!("records-kind-round-event"), words)];
    let to = word(answers, "to");
    if !to.is_empty() {
        lines.push((say!("round-colleague"), named(record, to)));
    }
    lines
}
