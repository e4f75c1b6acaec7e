//! A record in a list.

use crate::prelude::*;
use wingbook_worker::message::RecordLine;

use super::words;
use crate::{components::DeliveryBadge, pages::Page, t};

/// A record as a link: whom or what it is about, kind and author, the first words, how it stands. `id` is for lists
/// that give the focus back to a row.
pub fn record_row(
    line: RecordLine,
    id: Option<String>,
    href: Signal<String>,
    current: Signal<bool>,
) -> AnyView {
    let about = words::about(&line);
    row(line, about, id, href, current)
}

/// A record on the page of the one whom it is about: the kind is what differs from row to row.
pub fn row_about_one(line: RecordLine) -> AnyView {
    let href = Page::Record(line.id).path();
    let (href, current) = (Signal::stored(href), Signal::stored(false));
    row(line, None, None, href, current)
}

fn row(
    line: RecordLine,
    about: Option<String>,
    id: Option<String>,
    href: Signal<String>,
    current: Signal<bool>,
) -> AnyView {
    let review = line.review.as_ref().map(words::review_badge);
    let states = words::state_badges(&line);
    let delivery = line.delivery.clone();
    let line = StoredValue::new(line);
    let kind = move || line.with_value(|line| words::kind(&line.form, &line.title));
    let when = move || line.with_value(words::when);
    let author = line.with_value(|line| line.author.clone());
    let mine = line.with_value(|line| line.mine);
    let place = line.with_value(|line| {
        (!line.people.is_empty())
            .then(|| line.place.clone())
            .flatten()
    });
    let summary = move || line.with_value(words::summary);
    let has_about = about.is_some();
    view! {
        <a
            id=id
            class="wb-record"
            href=href
            tabindex="0"
            aria-current=move || current.get().then_some("true")
        >
            <span class="wb-record__top">
                <span class="wb-record__about" dir="auto">
                    {about.map(|about| view! { <bdi>{about}</bdi> })}
                    {(!has_about).then(|| view! { <span>{kind}</span> })}
                </span>
                <span class="wb-record__when">{when}</span>
            </span>
            <span class="wb-record__meta">
                {has_about.then(|| view! { <span class="wb-record__kind">{kind}</span> })}
                {place.map(|place| view! { <bdi>{place}</bdi> })}
                <bdi>{author}</bdi>
                {mine.then(|| view! { <span>{t!("records-mine")}</span> })}
            </span>
            <span class="wb-record__words" dir="auto">{summary}</span>
            <span class="wb-record__states">
                {review}
                {states}
                <DeliveryBadge delivery />
            </span>
        </a>
    }
    .into_any()
}
