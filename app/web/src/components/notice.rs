//! A notice: an operational fact for everybody, with its end or its review date.

use crate::prelude::*;
use wingbook_worker::message::NoticeView;

use super::icon::Icon;
use crate::{pages::Page, state::clock, t, text, text::times};

/// The fact in words. What Wingbook itself sent out is a fixed word, put into the reader's language here.
pub fn notice_words(text: &str) -> String {
    match text {
        "missing" => text::say("notice-missing", &[]),
        other => other.to_owned(),
    }
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
    let about: Vec<String> = person
        .map(|(_, name)| name)
        .into_iter()
        .chain(place.map(|(_, name)| name))
        .filter(|_| !named)
        .collect();
    let term = Signal::derive(move || {
        let at = |at_ms: i64| times::short(at_ms, clock::now_ms());
        match (overdue, until_ms, review_ms) {
            (true, ..) => text::say("notice-overdue", &[]),
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
                <span class="wb-notice__text" dir="auto">{move || notice_words(&text)}</span>
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
