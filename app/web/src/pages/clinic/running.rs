//! A session under way: the vial in use above, then whoever is next or the person who sits there, and beside them who is
//! watched and what was used. A colleague's tablet in the same room shows the same.

use crate::prelude::*;
use wingbook_record::{
    id::{EntryId, PersonId},
    vaccination::session::{SessionStep, Step},
};
use wingbook_worker::message::{ClinicView, Request, Response};

use super::{
    before, finding,
    room::{Asked, Room},
    starting::site_words,
    steps, totals, vial, waste, watching,
};
use crate::{
    components::{
        Badge, Banner, Button, Dialog, ErrorPanel, Kind, Loading, PageHeader, Tone,
        colleagues_dialog,
    },
    pages::Page,
    say,
    state::{address, busy::keep_busy_while_open, clock, loaded::load, snackbars::use_snackbars},
    t,
    text::times,
};

/// The page of a session.
pub fn view(id: EntryId) -> AnyView {
    keep_busy_while_open();
    let loaded = load(
        move || Request::Clinic { id },
        |response| match response {
            Response::Clinic(view) => Some(&**view),
            _ => None,
        },
    );
    let room = Room::new(id, loaded, use_snackbars());
    let is_here = Memo::new(move |_| loaded.is_here());
    let detail = Signal::derive(move || loaded.with(|view| view.map(detail).unwrap_or_default()));
    view! {
        <div class="wb-page">
            <PageHeader title=t!("clinic-title") detail back=Page::Clinics.path() />
            {move || match (is_here.get(), loaded.failure()) {
                (true, _) => page(room),
                (false, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (false, None) => view! { <Loading /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// Where, since when, by whom, on which arm.
fn detail(view: &ClinicView) -> String {
    let line = &view.line;
    let begun = say!("clinic-since", time = times::day_and_time(line.begun_ms));
    let by = view
        .vaccinator
        .clone()
        .map(|name| say!("clinic-given-by", name = name));
    let site = view.session.site.as_ref().map(site_words);
    let parts = line
        .place
        .iter()
        .cloned()
        .chain([begun])
        .chain(by)
        .chain(site);
    parts.collect::<Vec<_>>().join(" · ")
}

fn page(room: Room) -> AnyView {
    let is_over = Memo::new(move |_| room.is_over());
    let walk = finding::walk(room);
    let main = move || match is_over.get() {
        true => over(room),
        false => running(room, walk),
    };
    let side = move || {
        // On a phone there is one thing at a time: while somebody sits there, the lists wait below them.
        view! {
            <div class="wb-clinic__side">
                {totals_section(room)}
                {steps::view(room)}
                {watching::view(room)}
            </div>
        }
    };
    let vial_open = Signal::derive(move || room.asked.get() == Some(Asked::Vial));
    let close = move |()| room.asked.set(None);
    let vaccines = move || {
        let vaccines = untrack(|| {
            room.loaded
                .with(|view| view.map(|view| view.vaccines.clone()))
        });
        vaccines.unwrap_or_default()
    };
    view! {
        <div class="wb-clinic">
            <div class="wb-clinic__main">{main}</div>
            {side}
        </div>
        <Dialog open=vial_open on_close=close title=t!("clinic-vial")>
            <div class="wb-stack">
                {vial::form(room, vaccines())}
                <Button label=t!("cancel") kind=Kind::Quiet wide=true on_press=close />
            </div>
        </Dialog>
        {waste::dialog(room)}
        {totals::dialog(room)}
        {steps::dialog(room)}
        {hand_over(room)}
    }
    .into_any()
}

fn running(room: Room, walk: Signal<Vec<wingbook_worker::message::PersonLine>>) -> AnyView {
    let has_vial = Memo::new(move |_| room.in_use().is_some());
    let vaccines = move || {
        let vaccines = untrack(|| {
            room.loaded
                .with(|view| view.map(|view| view.vaccines.clone()))
        });
        vaccines.unwrap_or_default()
    };
    let body = move || match (room.chosen.get(), has_vial.get()) {
        (Some(person), _) => before::view(room, person, walk),
        (None, true) => finding::view(room, walk),
        (None, false) => view! {
            <section class="wb-section">
                <h2>{t!("clinic-vial")}</h2>
                <p class="wb-quiet">{t!("clinic-vial-first")}</p>
                {vial::form(room, vaccines())}
            </section>
        }
        .into_any(),
    };
    view! {
        {holder(room)}
        {vial_line(room)}
        {body}
    }
    .into_any()
}

/// Who runs it, where that is somebody else.
fn holder(room: Room) -> AnyView {
    let state = Memo::new(move |_| {
        room.loaded.with(|view| {
            let line = &view?.line;
            Some((line.mine, line.offered, line.holder.clone()))
        })
    });
    let take = move |()| {
        let snackbars = room.snackbars;
        room.save(vec![room.step(Step::TakenOver)], move |saved| {
            snackbars.saved(&saved, None);
        });
    };
    (move || {
        let (mine, offered, holder) = state.get()?;
        if mine && !offered {
            return None;
        }
        let title = Signal::derive(move || match (offered, holder.clone()) {
            (true, _) => say!("clinic-offered"),
            (false, Some(name)) => say!("clinic-run-by", name = name),
            (false, None) => say!("clinic-run-by-nobody"),
        });
        Some(view! {
            <Banner title>
                <Button label=t!("clinic-take-over") icon="hand" disabled=room.saving on_press=take />
            </Banner>
        })
    })
    .into_any()
}

/// The vial in use: what it is, until when, how much is in it.
fn vial_line(room: Room) -> AnyView {
    let in_use = Memo::new(move |_| room.in_use());
    (move || {
        let lot = in_use.get()?;
        let left = lot.tally.left_now().unwrap_or_else(|| lot.tally.should_be_left());
        let (name, number, expiry) = (lot.name.clone(), lot.lot.clone(), lot.expiry.clone());
        let title = Signal::derive(move || vial::lot_words(name.as_deref(), number.as_deref(), &expiry));
        let discard_ms = lot.discard_ms;
        let is_too_old = Memo::new(move |_| discard_ms.is_some_and(|at_ms| at_ms <= clock::now_ms()));
        let is_empty = left <= 0;
        let is_expired = lot.expired;
        Some(view! {
            <div class="wb-clinic-vial">
                <p class="wb-clinic-vial__lot">{title}</p>
                <div class="wb-badges">
                    <Badge
                        icon="syringe"
                        words=t!("clinic-doses-left", n = left)
                        tone=if is_empty { Tone::Warn } else { Tone::Info }
                    />
                    {is_expired.then(|| view! { <Badge icon="danger" words=t!("clinic-expired") tone=Tone::Danger /> })}
                    {discard_ms.map(|at_ms| {
                        let words = Signal::derive(move || say!("clinic-discard", time = times::time_of_day(at_ms)));
                        move || match is_too_old.get() {
                            true => view! { <Badge icon="danger" words tone=Tone::Danger /> },
                            false => view! { <Badge icon="timer" words tone=Tone::Info /> },
                        }
                    })}
                </div>
                <div class="wb-clinic-vial__tools" hidden=move || room.chosen.get().is_some()>
                    <Button label=t!("clinic-vial") icon="plus" on_press=move |()| room.asked.set(Some(Asked::Vial)) />
                    <Button label=t!("clinic-waste") icon="minus" on_press=move |()| room.asked.set(Some(Asked::Waste)) />
                </div>
            </div>
        })
    })
    .into_any()
}

/// Totals with what can be done about the session as a whole.
fn totals_section(room: Room) -> AnyView {
    let view = Memo::new(move |_| room.loaded.get());
    let contents = move || {
        let view = view.get()?;
        let is_over = view.line.ended_ms.is_some();
        let has_lots = !view.lots.is_empty();
        let badge = is_over.then(|| match view.line.reconciles {
            true => view! { <Badge icon="check" words=t!("clinic-reconciles") tone=Tone::Ok /> },
            false => view! { <Badge icon="warning" words=t!("clinic-differs") tone=Tone::Warn /> },
        });
        Some(view! {
            <section class="wb-section">
                <h2>{t!("clinic-totals")}</h2>
                {badge}
                {has_lots.then(|| totals::table(&view))}
                <div class="wb-clinic-vial__tools">
                    <Button
                        label=if is_over { t!("clinic-count") } else { t!("clinic-count-end") }
                        icon="count"
                        on_press=move |()| room.asked.set(Some(Asked::Count))
                    />
                    {(!is_over).then(|| view! {
                        <Button label=t!("clinic-hand-over") icon="hand" on_press=move |()| room.giving.set(true) />
                    })}
                    {(is_over && has_lots).then(|| view! {
                        <Button label=t!("clinic-waste") icon="minus" on_press=move |()| room.asked.set(Some(Asked::Waste)) />
                    })}
                </div>
            </section>
        })
    };
    view! { {contents} }.into_any()
}

/// A session that has ended.
fn over(room: Room) -> AnyView {
    let words = Signal::derive(move || {
        room.loaded.with(|view| {
            let at_ms = view.and_then(|view| view.line.ended_ms);
            at_ms
                .map(|at_ms| say!("clinic-ended-at", time = times::day_and_time(at_ms)))
                .unwrap_or_default()
        })
    });
    view! { <Banner title=words tone=Tone::Ok /> }.into_any()
}

fn hand_over(room: Room) -> AnyView {
    let give = Callback::new(move |(to, name): (PersonId, String)| {
        let step = SessionStep {
            to: Some(to),
            ..room.step(Step::HandedOver)
        };
        let snackbars = room.snackbars;
        room.save(vec![step], move |saved| {
            snackbars.saved_as(say!("round-handed-over", name = name), &saved, None);
            address::go(&Page::Clinics.path());
        });
    });
    let colleagues = Signal::derive(move || {
        room.loaded
            .with(|view| view.map(|view| view.colleagues.clone()).unwrap_or_default())
    });
    colleagues_dialog(room.giving, t!("round-hand-over-to"), colleagues, give)
}
