//! To whom something is handed over: a dialog with the colleagues, found by name or staff number.

use crate::prelude::*;
use wingbook_record::id::PersonId;

use super::{Button, Dialog, SearchBox, button::Kind};
use crate::t;

/// More than these are found by typing.
const SHOWN_MAX: usize = 30;

/// A colleague: id, name, staff number.
pub type Colleague = (PersonId, String, String);

/// The dialog; `give` takes the one who was chosen, by id and name.
pub fn colleagues_dialog(
    open: RwSignal<bool>,
    title: Signal<String>,
    colleagues: Signal<Vec<Colleague>>,
    give: Callback<(PersonId, String)>,
) -> AnyView {
    let query = RwSignal::new(String::new());
    let choose = Callback::new(move |chosen: (PersonId, String)| {
        open.set(false);
        give.run(chosen);
    });
    let found = Memo::new(move |_| {
        let wanted = query.get().to_lowercase();
        let wanted = wanted.trim();
        colleagues.with(|all| {
            let fits = |(_, name, number): &&Colleague| {
                name.to_lowercase().contains(wanted) || number.to_lowercase() == wanted
            };
            all.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let more = Memo::new(move |_| {
        let left = found.with(Vec::len).saturating_sub(SHOWN_MAX);
        (left > 0).then_some(left)
    });
    view! {
        <Dialog open on_close=move |()| open.set(false) title>
            <div class="wb-stack">
                <SearchBox label=t!("round-colleague") query />
                {move || found.with(Vec::is_empty).then(|| view! { <p class="wb-quiet">{t!("round-no-colleague")}</p> })}
                <ul class="wb-rows">
                    {move || found.get().into_iter().take(SHOWN_MAX).map(|(id, name, number)| {
                        let shown = name.clone();
                        view! {
                            <li>
                                <button type="button" class="wb-row" on:click=move |_| choose.run((id, name.clone()))>
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
