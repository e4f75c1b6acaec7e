//! One wing: its figures, notices, rounds, counts and records, each a link to what stands behind it.

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::{
    NoticeView, RecordFilter, RecordLine, Request, Response, RoundLine, WingView,
};

use super::{load_wings, of_id, words};
use crate::{
    components::{ErrorPanel, Icon, LinkRow, Loading, PageHeader, notice::NoticeLine},
    pages::{
        Page,
        print::Sheet,
        records::{Span, Wanted, beside::Chosen, record_row},
    },
    say,
    state::loaded::load,
    t, text,
};

/// Records and counts shown here; the list of records shows the rest.
const ROWS_MAX: usize = 5;

/// The page of a wing.
pub fn view(id: PlaceId) -> AnyView {
    let loaded = load_wings();
    let wing = of_id(loaded, id);
    let name = Signal::derive(move || {
        wing.with(|wing| {
            wing.as_ref()
                .map(|wing| wing.name.clone())
                .unwrap_or_default()
        })
    });
    let body = move || match (wing.get(), loaded.failure()) {
        (Some(wing), _) => figures(wing),
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    };
    view! {
        <div class="wb-page">
            <PageHeader title=name back=Page::Wings.path() />
            <div class="wb-wing-page">
                <div class="wb-stack">{body} {links(id)}</div>
                <div class="wb-stack">
                    {rounds(id)}
                    {records(id, t!("wings-counts"), Some("count"))}
                    {records(id, t!("wings-records"), None)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn figures(wing: WingView) -> AnyView {
    let count = words::count(&wing);
    let count = match wing.last_count_entry {
        Some(entry) => {
            view! { <a class="wb-wing__link" href=Page::Record(entry).path()>{count}</a> }
                .into_any()
        }
        None => count,
    };
    let notices = wing.notices.clone();
    view! {
        <dl class="wb-facts wb-wing__facts">
            <div>
                <dt class="wb-facts__term">{t!("wings-roll")}</dt>
                <dd class="wb-facts__value">
                    <span class="wb-wing__figure">{text::number(wing.roll)}</span>
                    " "
                    {wing.capacity.map(|n| view! { <span class="wb-quiet">{t!("wings-of-places", n = n)}</span> })}
                </dd>
            </div>
            <div>
                <dt class="wb-facts__term">{t!("wings-out")}</dt>
                <dd class="wb-facts__value">{ let wing = wing.clone(); move || words::out(&wing) }</dd>
            </div>
            <div>
                <dt class="wb-facts__term">{t!("wings-last-count")}</dt>
                <dd class="wb-facts__value">{count}</dd>
            </div>
        </dl>
        {notice_list(notices)}
    }
    .into_any()
}

fn notice_list(notices: Vec<NoticeView>) -> AnyView {
    if notices.is_empty() {
        return ().into_any();
    }
    let rows = notices
        .into_iter()
        .map(|notice| view! { <li><NoticeLine notice /></li> })
        .collect_view();
    view! {
        <section class="wb-section">
            <h2>{t!("wings-notices")}</h2>
            <ul class="wb-rows">{rows}</ul>
        </section>
    }
    .into_any()
}

fn links(id: PlaceId) -> AnyView {
    view! {
        <ul class="wb-rows">
            <li><LinkRow href=Page::Place(id).path() title=t!("wings-people") icon="people" /></li>
            <li>
                <LinkRow
                    href=Page::Print(Sheet::Roll(id)).path()
                    title=t!("print-roll")
                    detail=t!("print-roll-detail")
                    icon="print"
                />
            </li>
            <li>
                <LinkRow
                    href=Page::Print(Sheet::Wing(id)).path()
                    title=t!("print-round")
                    detail=t!("print-round-detail")
                    icon="print"
                />
            </li>
        </ul>
    }
    .into_any()
}

/// The wing's rounds of this shift.
fn rounds(id: PlaceId) -> AnyView {
    let loaded = load(
        || Request::Rounds,
        |response| match response {
            Response::Rounds(rounds) => Some(rounds),
            _ => None,
        },
    );
    let here = Memo::new(move |_| {
        loaded.with(|rounds| {
            rounds.map(|rounds| {
                let here = rounds.rounds.iter().filter(|round| round.wing_id == id);
                here.cloned().collect::<Vec<_>>()
            })
        })
    });
    view! {
        <section class="wb-section">
            <h2>{t!("wings-rounds")}</h2>
            {move || match here.get() {
                Some(rounds) if rounds.is_empty() => {
                    view! { <p class="wb-quiet">{t!("wings-no-rounds")}</p> }.into_any()
                }
                Some(rounds) => {
                    let rows = rounds.into_iter().map(round_row).collect_view();
                    view! { <ul class="wb-rows">{rows}</ul> }.into_any()
                }
                None => view! { <Loading rows=2 /> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

fn round_row(round: RoundLine) -> AnyView {
    let badge = words::round_badge(&round);
    let RoundLine {
        round: started,
        wing_id,
        checked,
        stops,
        holder,
        ..
    } = round.clone();
    let done =
        move || (started.is_some()).then(|| say!("review-n-of-n", done = checked, all = stops));
    let body = view! {
        <span class="wb-row__body">
            <span class="wb-row__title"><bdi>{move || words::round_line(&round)}</bdi></span>
            <span class="wb-row__detail">{holder.map(|holder| view! { <bdi>{holder}</bdi> })} " " {done}</span>
        </span>
        <span class="wb-row__end">{badge}</span>
    }
    .into_any();
    match started {
        Some(round) => {
            let wanted = Wanted {
                wing: Some(wing_id),
                kind: Some("round".to_owned()),
                ..Wanted::default()
            };
            let href = format!("/records{}", wanted.query(Some(Chosen::Round(round))));
            view! {
                <li>
                    <a class="wb-row" href=href>{body} <Icon name="next" directional=true /></a>
                </li>
            }
            .into_any()
        }
        None => view! { <li class="wb-row">{body}</li> }.into_any(),
    }
}

/// The newest records of the wing, of one kind or of all, and the way to the others.
fn records(id: PlaceId, title: Signal<String>, kind: Option<&'static str>) -> AnyView {
    let loaded = load(
        move || Request::Records {
            filter: RecordFilter {
                wing: Some(id),
                form: kind.map(str::to_owned),
                ..RecordFilter::default()
            },
            offset: 0,
            limit: ROWS_MAX,
        },
        |response| match response {
            Response::Records(page) => Some(page),
            _ => None,
        },
    );
    let wanted = Wanted {
        span: Span::Quarter,
        wing: Some(id),
        kind: kind.map(str::to_owned),
        ..Wanted::default()
    };
    let all = format!("/records{}", wanted.query(None));
    let row = move |line: RecordLine| {
        let own = Chosen::of(&line);
        let href = format!("/records{}", wanted.query(Some(own)));
        view! { <li>{record_row(line, None, Signal::stored(href), Signal::stored(false))}</li> }
    };
    view! {
        <section class="wb-section">
            <h2>{title}</h2>
            {move || match (loaded.get(), loaded.failure()) {
                (Some(page), _) if page.records.is_empty() => {
                    view! { <p class="wb-quiet">{t!("records-none")}</p> }.into_any()
                }
                (Some(page), _) => {
                    let rows = page.records.into_iter().map(&row).collect_view();
                    let total = page.total;
                    let all = all.clone();
                    view! {
                        <ul class="wb-rows">
                            {rows}
                            <li><LinkRow href=all title=t!("wings-all", n = total) icon="records" /></li>
                        </ul>
                    }
                    .into_any()
                }
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading rows=2 /> }.into_any(),
            }}
        </section>
    }
    .into_any()
}
