//! The report in sentences: first the verdict, then what is wrong, what was lawfully removed, what nobody can know, and
//! the chains.

use wingbook_record::evidence::{
    Report,
    report::{ChainReport, Finding, Group, Removed, Unknown},
};

use crate::{
    components::{Banner, Tone},
    prelude::*,
    say, t, text,
    text::times,
};

/// How many of a kind are shown; the others are counted.
const SHOWN_MAX: usize = 20;

pub fn view(report: &Report) -> AnyView {
    let found = report.found();
    let verdict = if report.is_clean() {
        view! { <Banner tone=Tone::Ok title=t!("evidence-clean") /> }
    } else {
        view! {
            <div role="alert">
                <Banner tone=Tone::Warn title=t!("evidence-wrong", n = found) />
            </div>
        }
        .into_any()
    };
    view! {
        <div class="wb-stack" role="status" id="evidence-verdict">{verdict}</div>
        {facts(report)}
        {(!report.is_clean()).then(|| findings(&report.findings))}
        {(report.removals.count > 0).then(|| removals(report))}
        {unknown(&report.unknown)}
        {chains(&report.chains)}
    }
    .into_any()
}

fn fact(term: Signal<String>, value: String) -> AnyView {
    view! { <div><dt>{term}</dt><dd><bdi>{value}</bdi></dd></div> }.into_any()
}

fn facts(report: &Report) -> AnyView {
    let registers: Vec<String> = report
        .books
        .iter()
        .map(|book| text::say(&format!("book-{book}"), &[]))
        .collect();
    let whose = if report.is_pinned {
        t!("evidence-key-own")
    } else {
        t!("evidence-key-compare")
    };
    view! {
        <dl class="wb-facts">
            {fact(t!("evidence-facility"), report.facility.clone())}
            <div>
                <dt>{t!("evidence-key")}</dt>
                <dd><code dir="ltr">{report.key.fingerprint()}</code><br />{whose}</dd>
            </div>
            {fact(t!("evidence-made"), times::day_and_time(report.made_ms))}
            {fact(t!("evidence-registers"), registers.join(" · "))}
            {fact(t!("evidence-records"), report.records.to_string())}
        </dl>
    }
    .into_any()
}

fn more(count: u64, shown: usize) -> AnyView {
    let more = count.saturating_sub(shown as u64);
    (more > 0)
        .then(|| view! { <p class="wb-quiet">{t!("evidence-more", n = more)}</p> })
        .into_any()
}

fn findings(groups: &[Group]) -> AnyView {
    let groups = groups.iter().map(|group| {
        let kind = group.kind;
        let words = Signal::derive(move || text::say(&format!("evidence-found-{kind}"), &[]));
        let shown = group.first.len().min(SHOWN_MAX);
        let places: Vec<String> = group.first.iter().take(SHOWN_MAX).map(place).collect();
        let places = places
            .into_iter()
            .filter(|place| !place.is_empty())
            .map(|place| view! { <li><bdi>{place}</bdi></li> }.into_any())
            .collect_view();
        view! {
            <li class="wb-evidence__kind" data-kind=kind.word()>
                <p>{words} " (" {group.count.to_string()} ")"</p>
                <ul class="wb-quiet">{places}</ul>
                {more(group.count, shown)}
            </li>
        }
        .into_any()
    });
    let groups = groups.collect::<Vec<_>>();
    view! {
        <section class="wb-section">
            <h2>{t!("evidence-found")}</h2>
            <ul class="wb-stack">{groups}</ul>
        </section>
    }
    .into_any()
}

/// Which record it is, and where it stands.
fn place(finding: &Finding) -> String {
    let mut parts = Vec::new();
    parts.extend(finding.entry.map(|entry| entry.to_string()));
    match (finding.seq, finding.until) {
        (Some(from), Some(until)) if from < until => {
            parts.push(say!("evidence-numbers", from = from, until = until));
        }
        (Some(seq), _) => parts.push(say!("evidence-number", n = seq)),
        _ => {}
    }
    if let Some(chain) = finding.chain {
        parts.push(say!("evidence-chain", id = chain.to_string()));
    }
    if let Some(other) = finding.other.filter(|other| Some(*other) != finding.entry) {
        parts.push(say!("evidence-beside", id = other.to_string()));
    }
    if let Some(line) = finding.line {
        parts.push(say!("evidence-line", n = line));
    }
    parts.join(" · ")
}

fn removals(report: &Report) -> AnyView {
    let shown = report.removals.first.len().min(SHOWN_MAX);
    let rows = report.removals.first.iter().take(SHOWN_MAX).map(|removed| {
        let Removed {
            entry,
            why,
            at_ms,
            rule,
            by,
        } = removed.clone();
        let who = match rule {
            Some(rule) => say!("evidence-removed-rule", rule = rule),
            None => say!("evidence-removed-by", who = by.join(" · ")),
        };
        view! {
            <li>
                <p><bdi>{who}</bdi></p>
                <p><bdi>{why}</bdi></p>
                <p class="wb-quiet"><bdi>{times::day_and_time(at_ms)} " · " {entry.to_string()}</bdi></p>
            </li>
        }
        .into_any()
    });
    let rows = rows.collect::<Vec<_>>();
    view! {
        <section class="wb-section">
            <h2>{t!("evidence-removed")} " (" {report.removals.count.to_string()} ")"</h2>
            <ul class="wb-stack">{rows}</ul>
            {more(report.removals.count, shown)}
        </section>
    }
    .into_any()
}

fn unknown(all: &[Unknown]) -> AnyView {
    let rows = all.iter().map(|unknown| {
        let (words, count) = match *unknown {
            Unknown::Key => (t!("evidence-unknown-key"), None),
            Unknown::Whole => (t!("evidence-unknown-whole"), None),
            Unknown::BackDating { .. } => (t!("evidence-unknown-back-dating"), None),
            Unknown::NoReceipts { records, .. } => {
                (t!("evidence-unknown-no-receipts"), Some(records))
            }
            Unknown::Tail { records, .. } => (t!("evidence-unknown-tail"), Some(records)),
            Unknown::AfterLast => (t!("evidence-unknown-after-last"), None),
            Unknown::LeftOut { bodies } => (t!("evidence-unknown-left-out"), Some(bodies)),
            Unknown::WholeChain => (t!("evidence-unknown-whole-chain"), None),
            Unknown::WhoHeld => (t!("evidence-unknown-who-held"), None),
        };
        let count = count.map(|count| format!(" ({count})"));
        view! { <li>{words}{count}</li> }.into_any()
    });
    let rows = rows.collect::<Vec<_>>();
    view! {
        <section class="wb-section" id="evidence-unknown">
            <h2>{t!("evidence-unknown")}</h2>
            <ul class="wb-stack">{rows}</ul>
        </section>
    }
    .into_any()
}

fn chains(all: &[ChainReport]) -> AnyView {
    let rows = all.iter().take(SHOWN_MAX).map(|chain| {
        let span = say!(
            "evidence-numbers",
            from = chain.first.seq,
            until = chain.last.seq
        );
        let receipts = match chain.last_received {
            Some(last) => say!(
                "evidence-last-receipt",
                time = times::day_and_time(last.at_ms)
            ),
            None => say!("evidence-no-receipt"),
        };
        let book = text::say(&format!("book-{}", chain.book), &[]);
        view! {
            <li>
                <p><bdi>{book} " · " {span} " (" {chain.headers.to_string()} ")"</bdi></p>
                <p class="wb-quiet"><bdi>{receipts}</bdi></p>
                <p class="wb-quiet"><code dir="ltr">{chain.chain.to_string()}</code></p>
            </li>
        }
        .into_any()
    });
    let rows = rows.collect::<Vec<_>>();
    view! {
        <section class="wb-section">
            <h2>{t!("evidence-chains")} " (" {all.len().to_string()} ")"</h2>
            <ul class="wb-stack">{rows}</ul>
            {more(all.len() as u64, SHOWN_MAX)}
        </section>
    }
    .into_any()
}
