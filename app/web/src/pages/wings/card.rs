//! A wing on the board.

use crate::prelude::*;
use wingbook_worker::message::WingView;

use super::words;
use crate::{
    components::{Badge, Icon, Tone},
    pages::Page,
    t, text,
};

/// The card: one link, because there is one thing to do with it.
pub fn view(wing: Memo<Option<WingView>>) -> AnyView {
    view! { {move || wing.get().map(card)} }.into_any()
}

fn card(wing: WingView) -> AnyView {
    let urgent = wing.notices.iter().any(|notice| notice.urgent);
    let notice_count = wing.notices.len();
    let count = words::count(&wing);
    let rounds = [
        wing.last_round
            .clone()
            .map(|round| (t!("wings-last-round"), round)),
        wing.next_round
            .clone()
            .map(|round| (t!("wings-next-round"), round)),
    ]
    .into_iter()
    .flatten()
    .map(|(term, round)| {
        let badge = words::round_badge(&round);
        view! {
            <span class="wb-wing__fact">
                <span class="wb-wing__term">{term}</span>
                <bdi>{move || words::round_line(&round)}</bdi>
                {badge}
            </span>
        }
    })
    .collect_view();
    let href = Page::Wing(wing.id).path();
    let name = wing.name.clone();
    view! {
        <a class="wb-wing" href=href>
            <span class="wb-wing__top">
                <span class="wb-wing__name"><bdi>{name}</bdi></span>
                <Icon name="next" directional=true />
            </span>
            <span class="wb-wing__roll">
                <span class="wb-wing__figure">{text::number(wing.roll)}</span>
                <span class="wb-quiet">{match wing.capacity {
                    Some(capacity) => t!("wings-of-places", n = capacity),
                    None => t!("wings-on-roll"),
                }}</span>
            </span>
            <span class="wb-wing__fact">
                <span class="wb-wing__term">{t!("wings-out")}</span>
                <span>{ let wing = wing.clone(); move || words::out(&wing) }</span>
            </span>
            <span class="wb-wing__fact">
                <span class="wb-wing__term">{t!("wings-last-count")}</span>
                {count}
            </span>
            {rounds}
            {(notice_count > 0).then(|| view! {
                <Badge
                    icon=if urgent { "shield-alert" } else { "notice" }
                    words=t!("person-notices", n = notice_count)
                    tone=if urgent { Tone::Danger } else { Tone::Warn }
                />
            })}
        </a>
    }
    .into_any()
}
