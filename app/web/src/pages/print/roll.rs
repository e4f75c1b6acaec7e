//! The roll of a wing: by cell, with name, number, birth year, notices, and boxes to tick.

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::PersonLine;

use super::{Cell, Wing, head, tick};
use crate::{
    components::{Loading, TableFrame, notice::notice_words, person_line::out_reason},
    say, t, text,
};

/// Counts in a shift that have a column.
const TICKS: usize = 4;

/// The sheet.
pub fn view(wing: PlaceId) -> AnyView {
    let wing = Wing::load(wing);
    let cells = Memo::new(move |_| wing.cells());
    let total = Signal::derive(move || {
        let people = cells.with(|cells| {
            cells
                .as_ref()
                .map(|cells| cells.iter().map(|cell| cell.people.len()).sum::<usize>())
        });
        say!("print-people", n = people.unwrap_or_default())
    });
    view! {
        <article class="wb-sheet">
            {head(t!("print-roll"), wing.name(), total)}
            {move || match cells.get() {
                Some(cells) => table(cells),
                None => view! { <Loading rows=8 /> }.into_any(),
            }}
        </article>
    }
    .into_any()
}

fn table(cells: Vec<Cell>) -> AnyView {
    let bodies = cells.into_iter().map(body).collect_view();
    let ticks = (1..=TICKS)
        .map(|n| view! { <th scope="col" class="wb-sheet__tick">{move || text::number(n as f64)}</th> })
        .collect_view();
    view! {
        <TableFrame label=t!("print-roll")>
            <table class="wb-table wb-sheet__table">
                <thead>
                    <tr>
                        <th scope="col">{t!("print-name")}</th>
                        <th scope="col">{t!("print-number")}</th>
                        <th scope="col">{t!("print-born")}</th>
                        <th scope="col">{t!("print-notices")}</th>
                        {ticks}
                    </tr>
                </thead>
                {bodies}
            </table>
        </TableFrame>
    }
    .into_any()
}

/// A cell: its name as a row, then its people.
fn body(cell: Cell) -> AnyView {
    let count = cell.people.len();
    let people = cell.people.into_iter().map(person).collect_view();
    let columns = (4 + TICKS).to_string();
    view! {
        <tbody class="wb-sheet__cell">
            <tr>
                <th scope="rowgroup" colspan=columns class="wb-sheet__place">
                    <bdi>{cell.name}</bdi> " · " {t!("print-people", n = count)}
                </th>
            </tr>
            {people}
        </tbody>
    }
    .into_any()
}

fn person(person: PersonLine) -> AnyView {
    let PersonLine {
        name,
        number,
        born,
        out,
        same_name,
        notices,
        ..
    } = person;
    let year = born.map(|born| born.split('-').next().unwrap_or(&born).to_owned());
    let remarks = move || {
        let away = out.as_deref().map(out_reason);
        let alike = same_name.then(|| say!("person-same-name"));
        let notices = notices.iter().map(|notice| notice_words(&notice.text));
        let all = away.into_iter().chain(alike).chain(notices);
        all.collect::<Vec<_>>().join(" · ")
    };
    view! {
        <tr>
            <th scope="row" class="wb-sheet__name"><bdi>{name}</bdi></th>
            <td><bdi>{number.unwrap_or_else(|| "—".to_owned())}</bdi></td>
            <td>{year.unwrap_or_else(|| "—".to_owned())}</td>
            <td class="wb-sheet__remarks" dir="auto">{remarks}</td>
            {(0..TICKS).map(|_| view! { <td class="wb-sheet__tick">{tick()}</td> }).collect_view()}
        </tr>
    }
    .into_any()
}
