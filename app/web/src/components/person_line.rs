//! Who it is, the same everywhere: full name, number, place, birth year, and a warning where a name is not enough.

use crate::prelude::*;
use wingbook_record::person::Category;
use wingbook_worker::message::PersonLine as View;

use super::{banner::Tone, state_badge::Badge};
use crate::{t, text};

/// Words for why a person is not at their place: `court`, `hospital`, …
pub fn out_reason(reason: &str) -> String {
    match reason {
        "court" => text::say("reason-court", &[]),
        "hospital" => text::say("reason-hospital", &[]),
        "work" => text::say("reason-work", &[]),
        "visit" => text::say("reason-visit", &[]),
        "moved" | "move" => text::say("reason-moved", &[]),
        "return" => text::say("reason-return", &[]),
        "admission" => text::say("reason-admission", &[]),
        "transfer_in" => text::say("reason-transfer-in", &[]),
        "return_court" => text::say("reason-return-court", &[]),
        "return_hospital" => text::say("reason-return-hospital", &[]),
        "shift" => text::say("reason-shift", &[]),
        "visiting" => text::say("reason-visiting", &[]),
        "asked" => text::say("reason-asked", &[]),
        "release" => text::say("reason-release", &[]),
        "unknown" => text::say("reason-unknown", &[]),
        other => other.to_owned(),
    }
}

/// The year of a birth date, as far as it is known.
fn birth_year(born: &str) -> String {
    born.split('-').next().unwrap_or(born).to_owned()
}

/// A person in a row or header. Wrap it in a link where it leads to their page.
#[component]
pub fn PersonLine(
    /// Who.
    person: View,
    /// On rounds the name is 22 px.
    #[prop(optional)]
    round: bool,
    /// The name stands above, as a heading.
    #[prop(optional)]
    nameless: bool,
) -> AnyView {
    let View {
        name,
        number,
        born,
        place,
        out,
        same_name,
        notices,
        category,
        ..
    } = person;
    // Who lives here is the rule; everybody else is named for what they are.
    let kind = match category {
        Category::Prisoner => None,
        Category::Staff => Some(t!("category-staff")),
        Category::Family => Some(t!("category-family")),
        Category::Visitor => Some(t!("category-visitor")),
        Category::Child => Some(t!("category-child")),
    };
    let urgent = notices.iter().any(|notice| notice.urgent);
    let notice_count = notices.len();
    let class = if round {
        "wb-person wb-person--round"
    } else {
        "wb-person"
    };
    view! {
        <span class=class>
            {(!nameless).then(|| view! { <span class="wb-person__name"><bdi>{name}</bdi></span> })}
            <span class="wb-person__facts">
                {kind.map(|kind| view! { <span>{kind}</span> })}
                {match number {
                    Some(number) => view! { <bdi class="wb-person__number">{number}</bdi> }.into_any(),
                    None => view! { <span>{t!("person-no-number")}</span> }.into_any(),
                }}
                {place.map(|place| view! { <bdi>{place}</bdi> })}
                {match born {
                    Some(born) => {
                        let year = birth_year(&born);
                        view! { <span>{t!("person-born", year = year.clone())}</span> }.into_any()
                    }
                    None => view! { <span>{t!("person-birth-unknown")}</span> }.into_any(),
                }}
            </span>
            <span class="wb-person__states">
            {out.map(|reason| view! {
                <Badge icon="away" words=Signal::derive(move || out_reason(&reason)) tone=Tone::Info />
            })}
            {same_name.then(|| view! { <Badge icon="warning" words=t!("person-same-name") tone=Tone::Warn /> })}
            {(notice_count > 0).then(|| view! {
                <Badge
                    icon="notice"
                    words=t!("person-notices", n = notice_count)
                    tone=if urgent { Tone::Danger } else { Tone::Warn }
                />
            })}
            </span>
        </span>
    }
    .into_any()
}
