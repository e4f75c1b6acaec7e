//! The round on paper, for a battery that won't last: every stop with its people and room to write.

use crate::prelude::*;
use leptos::ev;
use wingbook_worker::message::StopView;

use super::{course::Course, statement};
use crate::{t, text::times};

/// Puts the sheet on the page and opens the browser's print dialog.
pub fn print(course: Course) {
    course.printing.set(true);
    request_animation_frame(|| {
        request_animation_frame(|| {
            // Where printing is forbidden, nothing happens.
            let _ = window().print();
        });
    });
}

/// The sheet; there only while the printer needs it.
pub fn view(course: Course) -> AnyView {
    let before = window_event_listener(ev::beforeprint, move |_| course.printing.set(true));
    let after = window_event_listener(ev::afterprint, move |_| course.printing.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    view! { {move || course.printing.get().then(|| sheet(course))} }.into_any()
}

fn sheet(course: Course) -> AnyView {
    let view = untrack(|| course.loaded.get());
    view.map(|view| {
        let rows = view.stops.iter().map(rows).collect_view();
        let title = format!("{} · {}", view.line.name, view.line.wing);
        let at_ms = view.line.due_ms.unwrap_or(view.started_ms);
        view! {
            <section class="wb-round-sheet wb-only-print">
                <h1 dir="auto">{title}</h1>
                <p>{times::day_long(at_ms)} ", " {times::time_of_day(at_ms)}</p>
                <table>
                    <thead>
                        <tr>
                            <th>{t!("sheet-place")}</th>
                            <th>{t!("sheet-person")}</th>
                            <th>{t!("sheet-number")}</th>
                            <th>{t!("sheet-seen")}</th>
                            <th>{t!("sheet-why")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <p>{t!("sheet-sign")}</p>
            </section>
        }
    })
    .into_any()
}

fn rows(stop: &StopView) -> AnyView {
    let people = statement::present(stop);
    let mut lines: Vec<(String, String)> = people
        .into_iter()
        .filter(|one| one.moved_to.is_none())
        .map(|one| (one.line.name, one.line.number.unwrap_or_default()))
        .collect();
    if lines.is_empty() || statement::is_counted(stop.kind) {
        lines.insert(0, Default::default());
    }
    lines
        .into_iter()
        .enumerate()
        .map(|(at, (name, number))| {
            let place = if at == 0 {
                stop.name.clone()
            } else {
                String::new()
            };
            view! {
                <tr>
                    <td dir="auto">{place}</td>
                    <td dir="auto">{name}</td>
                    <td>{number}</td>
                    <td></td>
                    <td></td>
                </tr>
            }
        })
        .collect_view()
        .into_any()
}
