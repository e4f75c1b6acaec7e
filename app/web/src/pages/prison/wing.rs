//! One wing: its cells and wards in the order of walking, and the plans by which it is walked.

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::{PlaceView, PlanView};

use super::{Part, load_places, load_plans, may, rooms_of};
use crate::{
    components::{ErrorPanel, Kind, LinkButton, LinkRow, Loading, PageHeader},
    pages::{Page, more::Topic},
    say,
    state::session::use_session,
    t,
};

/// The page.
pub fn view(id: PlaceId) -> AnyView {
    let session = use_session();
    let (places, plans) = (load_places(), load_plans());
    let name = Signal::derive(move || {
        let own = places.with(|all| all?.iter().find(|one| one.id == id).cloned());
        own.map(|wing| wing.name).unwrap_or_default()
    });
    let rooms = move || match (places.get(), places.failure()) {
        (Some(all), _) => {
            let above = all
                .iter()
                .find(|one| one.id == id)
                .map(|wing| wing.path.clone());
            let above = above.unwrap_or_default();
            let is_link = may(session, "place");
            let row = |room: PlaceView| room_row(room, &above, is_link);
            let rows = rooms_of(&all, id).into_iter().map(row).collect_view();
            view! { <ul class="wb-rows">{rows}</ul> }.into_any()
        }
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| places.reload() /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    };
    let planned = move || match plans.get() {
        Some(all) => {
            let own: Vec<PlanView> = all.into_iter().filter(|plan| plan.wing == id).collect();
            let is_empty = own.is_empty();
            let rows = own.into_iter().map(plan_row).collect_view();
            view! {
                {is_empty.then(|| view! { <p class="wb-quiet">{t!("prison-plans-none-todo")}</p> })}
                <ul class="wb-rows" hidden=is_empty>{rows}</ul>
            }
            .into_any()
        }
        None => view! { <Loading rows=1 /> }.into_any(),
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=name back=Page::MorePage(Topic::Prison).path()>
                {move || may(session, "place").then(|| view! {
                    <LinkButton label=t!("prison-change") href=Part::Place(id).path() icon="write" />
                })}
            </PageHeader>
            <section class="wb-section">
                <h2>{t!("prison-plans")}</h2>
                {planned}
                {move || may(session, "plan").then(|| view! {
                    <div class="wb-actions">
                        <LinkButton label=t!("prison-plan-add") href=Part::AddPlan(id).path() icon="plus" />
                    </div>
                })}
            </section>
            <section class="wb-section">
                <h2>{t!("prison-rooms-title")}</h2>
                {rooms}
                <div class="wb-actions">
                    {move || may(session, "place").then(|| view! {
                        <LinkButton label=t!("prison-add-rooms") href=Part::AddRooms(id).path() icon="plus" />
                    })}
                    {move || may(session, "person").then(|| super::add_person(Some(id), Kind::Secondary))}
                </div>
            </section>
        </div>
    }
    .into_any()
}

/// A room: what it is called below the wing, how many live there, of how many.
fn room_row(room: PlaceView, above: &str, is_link: bool) -> AnyView {
    let PlaceView {
        id,
        path,
        people,
        capacity,
        out_of_use,
        ..
    } = room;
    let below = path.strip_prefix(above).unwrap_or(&path);
    let title = below.trim_start_matches([' ', '›']).to_owned();
    let detail = Signal::derive(move || {
        let people = say!("people-total", n = people);
        let capacity = capacity.map(|n| say!("prison-capacity-n", n = n));
        let out = out_of_use.then(|| say!("prison-out-of-use"));
        let parts = [Some(people), capacity, out];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    if is_link {
        let href = Part::Place(id).path();
        return view! { <li><LinkRow href title=Signal::stored(title) detail icon="door" /></li> }
            .into_any();
    }
    view! {
        <li class="wb-row">
            <span class="wb-row__body">
                <bdi class="wb-row__title">{title}</bdi>
                <span class="wb-row__detail">{detail}</span>
            </span>
        </li>
    }
    .into_any()
}

fn plan_row(plan: PlanView) -> AnyView {
    let PlanView {
        id,
        name,
        times,
        window_minutes,
        ..
    } = plan;
    let times = times.join(", ");
    let detail = Signal::derive(move || {
        format!("{times} · {}", say!("prison-window-n", n = window_minutes))
    });
    let href = Part::Plan(id).path();
    view! { <li><LinkRow href title=Signal::stored(name) detail icon="round" /></li> }.into_any()
}
