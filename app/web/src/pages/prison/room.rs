//! A wing, cell or ward that is there: its name, for how many it is, whether it is in use.

use crate::prelude::*;
use wingbook_record::{id::PlaceId, place::PlaceKind};
use wingbook_worker::message::{PlaceChange, PlaceView, Request};

use super::{
    Part, load_places,
    rooms::{CAPACITY_MAX, name_question},
    saving::{Saving, trimmed},
};
use crate::{
    components::{ErrorPanel, Loading, PageHeader, Stepper},
    pages::{Page, more::Topic},
    t,
};

/// The page.
pub fn view(id: PlaceId) -> AnyView {
    let loaded = load_places();
    let find = move || loaded.with(|all| all?.iter().find(|one| one.id == id).cloned());
    // Made once: what is typed stays when something else changes meanwhile.
    let is_here = Memo::new(move |_| find().is_some());
    let body = move || match (is_here.get(), loaded.failure()) {
        (true, _) => untrack(|| find().map(form)).into_any(),
        (false, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (false, None) => view! { <Loading /> }.into_any(),
    };
    view! { <div class="wb-page wb-page--narrow">{body}</div> }.into_any()
}

fn form(place: PlaceView) -> AnyView {
    let saving = Saving::open();
    let id = place.id;
    let is_wing = place.kind == PlaceKind::Wing;
    let above = if is_wing { Some(id) } else { place.parent };
    let back = above.map_or(Page::MorePage(Topic::Prison).path(), |wing| {
        Part::Wing(wing).path()
    });
    let name = RwSignal::new(place.name.clone());
    let capacity = RwSignal::new(place.capacity.map(i64::from));
    let out_of_use = RwSignal::new(place.out_of_use);
    let punishment = RwSignal::new(place.punishment);
    let make = move || {
        let name = Some(trimmed(name)).filter(|name| !name.is_empty())?;
        Some(Request::PutPlace(PlaceChange {
            id,
            name,
            capacity: capacity
                .get_untracked()
                .and_then(|capacity| u32::try_from(capacity).ok()),
            out_of_use: out_of_use.get_untracked(),
            punishment: punishment.get_untracked(),
        }))
    };
    let (label, max) = if is_wing {
        (t!("prison-wing-name"), 100 * CAPACITY_MAX)
    } else {
        (t!("prison-room-name"), CAPACITY_MAX)
    };
    view! {
        <PageHeader title=Signal::stored(place.path) back=back.clone() />
        {name_question(label, name, saving)}
        <Stepper label=t!("prison-capacity") value=capacity min=1 max=max id="prison-capacity" />
        {(!is_wing).then(|| view! {
            <div class="wb-stack">
                <div class="wb-chips">
                    <button
                        type="button"
                        class="wb-chip"
                        aria-pressed=move || out_of_use.get().to_string()
                        on:click=move |_| out_of_use.update(|out| *out = !*out)
                    >
                        {t!("prison-out-of-use")}
                    </button>
                    <button
                        type="button"
                        class="wb-chip"
                        aria-pressed=move || punishment.get().to_string()
                        on:click=move |_| punishment.update(|is_one| *is_one = !*is_one)
                    >
                        {t!("prison-punishment")}
                    </button>
                </div>
                <p class="wb-quiet">{t!("prison-out-of-use-hint")}</p>
                <p class="wb-quiet">{t!("prison-punishment-hint")}</p>
            </div>
        })}
        {saving.foot(make, |_| None, back, None)}
    }
    .into_any()
}
