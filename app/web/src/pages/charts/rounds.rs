//! Rounds done against planned: a bar for each day, or for each week of a long stretch.

use crate::prelude::*;
use wingbook_worker::message::{ChartsView, RoundsDay};

use super::{
    Scope,
    bars::{self, Fill},
};
use crate::{
    components::{Button, EmptyRegister, Kind, TableFrame},
    pages::records::{Span, Wanted},
    say,
    state::loaded::Loaded,
    t, text,
    text::times,
};

/// Beyond so many days a bar is a week: ninety bars tell nothing that thirteen don't.
const DAYS_MAX: usize = 31;
const WEEK: usize = 7;

/// One bar: its first and last day, and its figures.
#[derive(Clone, Debug, PartialEq)]
struct Stretch {
    first: String,
    last: String,
    planned: u32,
    in_time: u32,
    late: u32,
    not_whole: u32,
    missed: u32,
}

/// Days as they are, or weeks that end with the last day.
fn stretches(days: &[RoundsDay]) -> Vec<Stretch> {
    let size = if days.len() > DAYS_MAX { WEEK } else { 1 };
    let sum = |week: &[RoundsDay], figure: fn(&RoundsDay) -> u32| week.iter().map(figure).sum();
    let mut stretches: Vec<Stretch> = days
        .rchunks(size)
        .filter_map(|week| {
            Some(Stretch {
                first: week.first()?.date.clone(),
                last: week.last()?.date.clone(),
                planned: sum(week, |day| day.planned),
                in_time: sum(week, |day| day.in_time),
                late: sum(week, |day| day.late),
                not_whole: sum(week, |day| day.not_whole),
                missed: sum(week, |day| day.missed),
            })
        })
        .collect();
    // The newest stands first, as in every list.
    if stretches.first().map(|one| &one.first) < stretches.last().map(|one| &one.first) {
        stretches.reverse();
    }
    stretches
}

impl Stretch {
    fn words(&self) -> String {
        if self.first == self.last {
            times::date_in_words(&self.first)
        } else {
            say!(
                "records-range",
                from = times::date_in_words(&self.first),
                to = times::date_in_words(&self.last)
            )
        }
    }

    /// The rounds of these days, in the list of records.
    fn address(&self, scope: Scope) -> String {
        let wanted = Wanted {
            span: Span::Range,
            from: self.first.clone(),
            to: self.last.clone(),
            wing: scope.wing,
            kind: Some("round".to_owned()),
            ..Wanted::default()
        };
        format!("/records{}", wanted.query(None))
    }

    fn figures(&self) -> String {
        say!(
            "charts-round-figures",
            planned = self.planned,
            in_time = self.in_time,
            late = self.late,
            not_whole = self.not_whole,
            missed = self.missed
        )
    }
}

/// The chart, with its table.
pub fn view(loaded: Loaded<ChartsView>, scope: Memo<Scope>) -> AnyView {
    let rows = Memo::new(move |_| {
        loaded.with(|charts| {
            charts
                .map(|charts| stretches(&charts.rounds))
                .unwrap_or_default()
        })
    });
    let as_table = RwSignal::new(false);
    let nothing = Memo::new(move |_| rows.with(|rows| rows.iter().all(|row| row.planned == 0)));
    let toggle = Signal::derive(move || {
        if as_table.get() {
            say!("charts-as-bars")
        } else {
            say!("charts-as-table")
        }
    });
    view! {
        <section class="wb-section" aria-labelledby="charts-rounds">
            <h2 id="charts-rounds">{t!("charts-rounds")}</h2>
            {bars::patterns()}
            {move || if nothing.get() {
                view! {
                    <EmptyRegister icon="round" title=t!("charts-no-rounds") text=t!("charts-no-rounds-why") />
                }
                .into_any()
            } else if as_table.get() {
                table(rows.get(), scope.get())
            } else {
                chart(rows.get(), scope.get())
            }}
            <div class="wb-actions" hidden=nothing>
                <Button
                    label=toggle
                    kind=Kind::Quiet
                    icon="list"
                    on_press=move |()| as_table.update(|table| *table = !*table)
                />
            </div>
        </section>
    }
    .into_any()
}

fn chart(rows: Vec<Stretch>, scope: Scope) -> AnyView {
    // What is still to come today counts as planned, but is neither done nor missed.
    let longest = rows.iter().map(|row| row.planned).max().unwrap_or_default();
    let bars = rows
        .into_iter()
        .map(|row| {
            let parts = [
                (row.in_time, Fill::Plain),
                (row.late, Fill::Hatched),
                (row.not_whole, Fill::Dotted),
                (row.missed, Fill::Crossed),
            ];
            let href = row.address(scope);
            let done = row.in_time + row.late;
            let planned = row.planned;
            let figures = {
                let row = row.clone();
                move || row.figures()
            };
            view! {
                <li>
                    <a class="wb-bar-row" href=href>
                        <span class="wb-bar-row__label">{move || row.words()}</span>
                        {bars::bar(&parts, longest)}
                        <span class="wb-visually-hidden">{figures}</span>
                        <span class="wb-bar-row__figures">{t!("review-n-of-n", done = done, all = planned)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="wb-bar__legends">
            {bars::legend(Fill::Plain, t!("charts-in-time"))}
            {bars::legend(Fill::Hatched, t!("charts-late"))}
            {bars::legend(Fill::Dotted, t!("charts-not-whole"))}
            {bars::legend(Fill::Crossed, t!("charts-missed"))}
        </ul>
        <ul class="wb-bars">{bars}</ul>
    }
    .into_any()
}

fn table(rows: Vec<Stretch>, scope: Scope) -> AnyView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = row.address(scope);
            let figures = [row.planned, row.in_time, row.late, row.not_whole, row.missed];
            view! {
                <tr>
                    <th scope="row"><a href=href>{move || row.words()}</a></th>
                    {figures.into_iter().map(|figure| view! { <td>{move || text::number(figure)}</td> }).collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label=t!("charts-rounds")>
            <table class="wb-table">
                <thead>
                    <tr>
                        <th scope="col">{t!("charts-day")}</th>
                        <th scope="col">{t!("charts-planned")}</th>
                        <th scope="col">{t!("charts-in-time")}</th>
                        <th scope="col">{t!("charts-late")}</th>
                        <th scope="col">{t!("charts-not-whole")}</th>
                        <th scope="col">{t!("charts-missed")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableFrame>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str) -> RoundsDay {
        RoundsDay {
            date: date.to_owned(),
            from_ms: 0,
            to_ms: 0,
            planned: 8,
            in_time: 6,
            late: 1,
            not_whole: 0,
            missed: 1,
        }
    }

    #[test]
    fn a_long_stretch_is_told_in_weeks_that_end_today() {
        let days: Vec<RoundsDay> = (0..36).map(|n| day(&format!("2026-10-{n:02}"))).collect();
        let weeks = stretches(&days);
        assert_eq!(weeks.len(), 6);
        assert_eq!(
            (weeks[0].first.as_str(), weeks[0].last.as_str()),
            ("2026-10-29", "2026-10-35")
        );
        assert_eq!(weeks[0].planned, 56);
        assert_eq!(weeks[5].first, weeks[5].last);
    }

    #[test]
    fn few_days_stand_singly_the_newest_first() {
        let days: Vec<RoundsDay> = (1..8).map(|n| day(&format!("2026-11-0{n}"))).collect();
        let singly = stretches(&days);
        assert_eq!(singly.len(), 7);
        assert_eq!(singly[0].first, "2026-11-07");
    }
}
