//! Who has not been spoken to: groups by days since the last contact, then the names, in the order of walking.

use crate::prelude::*;
use wingbook_worker::message::{ChartsView, PersonLine};

use super::bars::{self, Fill};
use crate::{
    components::{Button, Icon, Kind, PersonLine as PersonWords},
    pages::Page,
    say,
    state::loaded::Loaded,
    t, text,
};

/// Names shown before *Show more*.
const NAMES_AT_ONCE: usize = 25;
/// Where the second group of names begins.
const LONG_DAYS: u32 = 14;

/// The chart, with the names below it.
pub fn view(loaded: Loaded<ChartsView>) -> AnyView {
    let groups = Memo::new(move |_| {
        loaded.with(|charts| {
            charts
                .map(|charts| charts.since_contact.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <section class="wb-section" aria-labelledby="charts-contacts">
            <h2 id="charts-contacts">{t!("charts-contacts")}</h2>
            <p class="wb-quiet">{t!("charts-contacts-how")}</p>
            {move || table(groups.get())}
            {names(loaded, true)}
            {names(loaded, false)}
        </section>
    }
    .into_any()
}

/// The groups as a table whose cells hold the bars: chart and table are one.
fn table(groups: Vec<(u32, Option<u32>)>) -> AnyView {
    let longest = groups
        .iter()
        .filter_map(|(_, n)| *n)
        .max()
        .unwrap_or_default();
    let lower_bounds = [0]
        .into_iter()
        .chain(groups.iter().map(|(bound, _)| bound.saturating_add(1)));
    let rows = groups
        .iter()
        .zip(lower_bounds)
        .map(|(&(bound, number), from)| {
            let words = move || group_words(from, bound);
            // What waits long is crossed: the pattern says it without the colour.
            let fill = match bound {
                u32::MAX => Fill::Crossed,
                _ if from > LONG_DAYS / 2 => Fill::Hatched,
                _ => Fill::Plain,
            };
            let cells = match number {
                Some(number) => view! {
                    <td class="wb-table__bar">{bars::bar(&[(number, fill)], longest)}</td>
                    <td class="wb-table__figure">{move || text::number(number)}</td>
                }
                .into_any(),
                None => view! { <td class="wb-quiet" colspan="2">{t!("charts-too-few")}</td> }
                    .into_any(),
            };
            view! { <tr><th scope="row">{words}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="wb-table">
            <thead>
                <tr>
                    <th scope="col">{t!("charts-since")}</th>
                    <th scope="col" colspan="2">{t!("charts-people")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn group_words(from: u32, to: u32) -> String {
    match to {
        u32::MAX => say!("charts-days-more", n = from.saturating_sub(1)),
        to if from == 0 => say!("charts-days-up-to", n = to),
        to => say!("charts-days-between", from = from, to = to),
    }
}

/// Names of those who wait long, or less long. Within a group they stand by place, so that nobody is ranked and
/// whoever walks there finds them in order.
fn names(loaded: Loaded<ChartsView>, long: bool) -> AnyView {
    let shown_max = RwSignal::new(NAMES_AT_ONCE);
    let people = Memo::new(move |_| {
        let mut people: Vec<(PersonLine, u32)> = loaded.with(|charts| {
            let all = charts
                .map(|charts| charts.not_spoken.as_slice())
                .unwrap_or_default();
            let group = all.iter().filter(|(_, days)| (*days > LONG_DAYS) == long);
            group.cloned().collect()
        });
        people.sort_by(|(one, _), (other, _)| {
            (&one.place, &one.name, one.id).cmp(&(&other.place, &other.name, other.id))
        });
        people
    });
    let keys = move || {
        people.with(|people| {
            let shown = people.iter().take(shown_max.get());
            shown.map(|(person, _)| person.id).collect::<Vec<_>>()
        })
    };
    let row = move |id| {
        let found = people
            .with_untracked(|people| people.iter().find(|(person, _)| person.id == id).cloned());
        found.map(|(person, _)| {
            view! {
                <li>
                    <a class="wb-row" href=Page::Person(id).path()>
                        <span class="wb-row__body"><PersonWords person /></span>
                        <Icon name="next" directional=true />
                    </a>
                </li>
            }
        })
    };
    let left = Memo::new(move |_| people.with(Vec::len).saturating_sub(shown_max.get()));
    let title = move || {
        let n = people.with(Vec::len);
        if long {
            say!("charts-names-long", n = n)
        } else {
            say!("charts-names", n = n)
        }
    };
    view! {
        <div class="wb-section" hidden=move || people.with(Vec::is_empty)>
            <h3>{title}</h3>
            <ul class="wb-rows"><For each=keys key=|id| *id children=row /></ul>
            {move || (left.get() > 0).then(|| view! {
                <Button
                    label=t!("records-show-more", n = left.get())
                    kind=Kind::Quiet
                    on_press=move |()| shown_max.update(|max| *max += NAMES_AT_ONCE)
                />
            })}
        </div>
    }
    .into_any()
}
