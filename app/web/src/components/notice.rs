//! A notice: an operational fact for everybody, with its end or its review date.

use crate::prelude::*;
use wingbook_record::isolation::NOTICE_TEXT;
use wingbook_worker::message::NoticeView;

use super::icon::Icon;
use crate::{pages::Page, state::clock, t, text, text::times};

/// The fact in words. What Wingbook itself sent out is a fixed word, put into the reader's language here.
pub fn notice_words(text: &str) -> String {
    match text {
        "missing" => text::say("notice-missing", &[]),
        NOTICE_TEXT => text::say("notice-apart", &[]),
        other => other.to_owned(),
    }
}

/// What a notice says. Health's has a fixed sentence, with the place and the day, in the reader's language.
fn sentence(text: &str, wording: Option<&str>, place: &str, review_ms: Option<i64>) -> String {
    let key = match wording {
        Some("keep_apart_until") => "notice-apart-until",
        Some("keep_apart_review") => "notice-apart-review",
        _ => return notice_words(text),
    };
    let day = review_ms.map(|at_ms| times::date_in_words(&times::date(at_ms)));
    let values = [
        ("place", place.to_owned().into()),
        ("date", day.unwrap_or_default().into()),
    ];
    text::say(key, &values)
}

/// A notice in a list or below the one whom it is about. `named` leaves out whom and where, where that stands above.
#[component]
pub fn NoticeLine(
    /// The notice.
    notice: NoticeView,
    /// Whom or what it is about stands above it.
    #[prop(optional)]
    named: bool,
    /// With the way to its record, where its author corrects or ends it. Not inside of another link.
    #[prop(optional)]
    linked: bool,
) -> AnyView {
    let NoticeView {
        entry,
        text,
        wording,
        urgent,
        until_ms,
        review_ms,
        overdue,
        person,
        place,
        author,
        at_ms,
        ..
    } = notice;
    let where_to = place.clone().map(|(_, name)| name).unwrap_or_default();
    let has_wording = wording.is_some();
    let about: Vec<String> = person
        .map(|(_, name)| name)
        .into_iter()
        .chain(place.map(|(_, name)| name).filter(|_| !has_wording))
        .filter(|_| !named)
        .collect();
    let term = Signal::derive(move || {
        let at = |at_ms: i64| times::short(at_ms, clock::now_ms());
        match (overdue, until_ms, review_ms) {
            (true, ..) => text::say("notice-overdue", &[]),
            // Its sentence says it.
            _ if has_wording => String::new(),
            (_, Some(until), _) => text::say("notice-until", &[("time", at(until).into())]),
            (_, None, Some(review)) => text::say("notice-review", &[("time", at(review).into())]),
            (_, None, None) => String::new(),
        }
    });
    let class = if urgent {
        "wb-notice wb-notice--urgent"
    } else {
        "wb-notice"
    };
    view! {
        <div class=class>
            <Icon name=if urgent { "shield-alert" } else { "notice" } />
            <div class="wb-notice__body">
                {urgent.then(|| view! { <span class="wb-notice__urgent">{t!("notice-urgent")}</span> })}
                {(!about.is_empty()).then(|| view! {
                    <span class="wb-notice__about" dir="auto">{about.join(" · ")}</span>
                })}
                <span class="wb-notice__text" dir="auto">{move || {
                    sentence(&text, wording.as_deref(), &where_to, review_ms)
                }}</span>
                <span class="wb-notice__term">
                    <bdi>{author}</bdi> " · " {move || times::short(at_ms, clock::now_ms())}
                    {move || Some(term.get()).filter(|term| !term.is_empty()).map(|term| format!(" · {term}"))}
                </span>
                {linked.then(|| view! {
                    <a class="wb-notice__link" href=Page::Record(entry).path()>{t!("notice-open")}</a>
                })}
            </div>
        </div>
    }
    .into_any()
}
