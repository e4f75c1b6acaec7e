//! *Hand over*: choose the colleague who goes on. Each check keeps its author.

use crate::prelude::*;
use wingbook_record::id::PersonId;

use super::{course::Course, use_leave};
use crate::{
    components::{Button, Dialog, SearchBox, button::Kind},
    state::snackbars::use_snackbars,
    t, text,
};

/// More than these are found by typing.
const SHOWN_MAX: usize = 30;

/// The dialog.
pub fn view(course: Course) -> AnyView {
    let open = course.giving;
    let query = RwSignal::new(String::new());
    let snackbars = use_snackbars();
    let leave = use_leave();
    let give = Callback::new(move |(to, name): (PersonId, String)| {
        open.set(false);
        let leave = leave.clone();
        let done = move || {
            snackbars.say(text::say(
                "round-handed-over",
                &[("name", name.clone().into())],
            ));
            leave();
        };
        course.act("handed_over", Some(to), Box::new(done));
    });
    let found = Memo::new(move |_| {
        let wanted = query.get().to_lowercase();
        course.loaded.with(|view| {
            let colleagues = view
                .map(|view| view.colleagues.as_slice())
                .unwrap_or_default();
            colleagues
                .iter()
                .filter(|(_, name, number)| {
                    let wanted = wanted.trim();
                    name.to_lowercase().contains(wanted) || number.to_lowercase() == wanted
                })
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let more = Memo::new(move |_| {
        let left = found.with(Vec::len).saturating_sub(SHOWN_MAX);
        (left > 0).then_some(left)
    });
    view! {
        <Dialog open on_close=move |()| open.set(false) title=t!("round-hand-over-to")>
            <div class="wb-stack">
                <SearchBox label=t!("round-colleague") query />
                {move || found.with(Vec::is_empty).then(|| view! { <p class="wb-quiet">{t!("round-no-colleague")}</p> })}
                <ul class="wb-rows">
                    {move || found.get().into_iter().take(SHOWN_MAX).map(|(id, name, number)| {
                        let shown = name.clone();
                        view! {
                            <li>
                                <button type="button" class="wb-row" on:click=move |_| give.run((id, name.clone()))>
                                    <span class="wb-row__body">
                                        <span class="wb-row__title" dir="auto">{shown}</span>
                                        <bdi class="wb-row__detail">{number}</bdi>
                                    </span>
                                </button>
                            </li>
                        }
                    }).collect_view()}
                </ul>
                {move || more.get().map(|n| view! { <p class="wb-quiet">{t!("round-colleagues-more", n = n)}</p> })}
                <Button label=t!("cancel") kind=Kind::Quiet wide=true on_press=move |()| open.set(false) />
            </div>
        </Dialog>
    }
    .into_any()
}
