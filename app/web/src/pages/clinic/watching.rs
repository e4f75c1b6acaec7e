//! Who is watched after a dose, with the time that is left; and everybody who came.

use crate::prelude::*;
use wingbook_record::time::{MINUTE, Millis};
use wingbook_worker::message::SeenView;

use super::room::Room;
use crate::{
    components::{Icon, LinkRow},
    pages::{Page, records::words},
    say,
    state::clock,
    t,
    text::times,
};

/// Of those who came, the last ones; all of them stand in the records.
const SEEN_MAX: usize = 100;

/// For so long after the time is over it still says that somebody may go.
const OVER_SHOWN_MS: Millis = 10 * MINUTE;

/// The lists.
pub fn view(room: Room) -> AnyView {
    let seen = Memo::new(move |_| {
        room.loaded
            .with(|view| view.map(|view| view.seen.clone()).unwrap_or_default())
    });
    let watched = move || {
        let now_ms = clock::now_ms();
        let mut watched: Vec<(SeenView, Millis)> = seen.with(|seen| {
            let until = |one: &SeenView| Some((one.clone(), one.watched_until_ms?));
            seen.iter().filter_map(until).collect()
        });
        watched.retain(|(_, until_ms)| until_ms + OVER_SHOWN_MS > now_ms);
        watched.sort_by_key(|(_, until_ms)| *until_ms);
        let is_none = watched.is_empty();
        let rows = watched
            .into_iter()
            .map(|(one, until_ms)| view! { <li>{watched_row(one, until_ms, now_ms)}</li> });
        let rows = rows.collect_view();
        view! {
            <section class="wb-section wb-clinic-watched" hidden=is_none>
                <h2>{t!("clinic-watched")}</h2>
                <ul class="wb-rows">{rows}</ul>
            </section>
        }
    };
    let came = move || {
        let seen = seen.get();
        let all = seen.len();
        let rows = seen
            .into_iter()
            .take(SEEN_MAX)
            .map(|one| view! { <li>{row(one)}</li> });
        let rows = rows.collect_view();
        view! {
            <section class="wb-section">
                <h2>{t!("clinic-came", n = all)}</h2>
                <ul class="wb-rows" hidden=all == 0>{rows}</ul>
                {(all > SEEN_MAX).then(|| view! { <p class="wb-quiet">{t!("clinic-came-more", n = all - SEEN_MAX)}</p> })}
            </section>
        }
    };
    view! { {watched}{came} }.into_any()
}

fn watched_row(one: SeenView, until_ms: Millis, now_ms: Millis) -> AnyView {
    // The page's clock moves in steps: it may stand before the dose.
    let left = until_ms - now_ms.max(one.at_ms);
    let is_over = left <= 0;
    // Rounded up: nobody goes a minute early.
    let minutes = (left + MINUTE - 1).div_euclid(MINUTE);
    let words = Signal::derive(move || match is_over {
        true => say!("clinic-may-go"),
        false => say!(
            "clinic-minutes-left",
            n = minutes,
            time = times::time_of_day(until_ms)
        ),
    });
    let class = if is_over {
        "wb-clinic-watch wb-clinic-watch--over"
    } else {
        "wb-clinic-watch"
    };
    let icon = if is_over { "check" } else { "timer" };
    let number = one.number;
    view! {
        <div class=class>
            <Icon name=icon />
            <span class="wb-row__body">
                <bdi class="wb-row__title">{one.name}</bdi>
                <span class="wb-row__detail"><bdi>{number}</bdi></span>
            </span>
            <span class="wb-row__end">{words}</span>
        </div>
    }
    .into_any()
}

fn row(one: SeenView) -> AnyView {
    let href = Page::Record(one.entry).path();
    let named = [Some(one.name), one.number];
    let title = Signal::stored(named.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    let (outcome, why_not, lot, at_ms) = (one.outcome, one.why_not, one.lot, one.at_ms);
    let is_given = outcome == "given";
    let detail = Signal::derive(move || {
        let what = match is_given {
            true => say!("clinic-had-dose"),
            false => words::not_given(&outcome, why_not.as_deref()),
        };
        let lot = lot.clone().filter(|_| is_given);
        let lot = lot.map(|lot| say!("vaccination-lot", lot = lot));
        let parts = [times::time_of_day(at_ms), what].into_iter().chain(lot);
        parts.collect::<Vec<_>>().join(" · ")
    });
    let icon = if is_given { "syringe" } else { "close" };
    view! { <LinkRow href title detail icon /> }.into_any()
}
