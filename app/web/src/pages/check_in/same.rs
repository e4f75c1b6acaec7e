//! Who is perhaps the same person: why it may be so, "this is the one", and the way back.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{id::PersonId, people::likeness::Reason};
use wingbook_worker::message::{AlikeView, CheckIn, PersonLine as Line, Request, Response};

use crate::{
    client,
    components::{Button, Kind, LinkButton, PersonLine},
    pages::Page,
    say,
    state::{snackbars::use_snackbars, sync},
    t,
};

/// What speaks for and against two being one, as a line.
pub fn reasons(reasons: &[Reason]) -> String {
    let words = reasons.iter().map(|reason| match reason {
        Reason::SameNumber => say!("alike-same-number"),
        Reason::SameName => say!("alike-same-name"),
        Reason::SameSound => say!("alike-same-sound"),
        Reason::SimilarName => say!("alike-similar-name"),
        Reason::PartOfName => say!("alike-part-of-name"),
        Reason::SameBirthDate => say!("alike-same-birth-date"),
        Reason::SameBirthMonth => say!("alike-same-birth-month"),
        Reason::SameBirthYear => say!("alike-same-birth-year"),
        Reason::NearBirthYear => say!("alike-near-birth-year"),
        Reason::SamePlace => say!("alike-same-place"),
        Reason::OtherNumber => say!("alike-other-number"),
        Reason::OtherStaffNumber => say!("alike-other-staff-number"),
        Reason::OtherBirthYear => say!("alike-other-birth-year"),
        Reason::OtherSex => say!("alike-other-sex"),
    });
    words.collect::<Vec<_>>().join(" · ")
}

/// Somebody who is perhaps meant, with a way that leads to them.
pub fn candidate(one: AlikeView, action: AnyView) -> AnyView {
    let AlikeView {
        person,
        left,
        reasons: why,
    } = one;
    let why = Signal::derive(move || reasons(&why));
    view! {
        <li class="wb-alike">
            <PersonLine person />
            {left.then(|| view! { <p class="wb-quiet">{t!("person-left")}</p> })}
            <p class="wb-quiet">{why}</p>
            {action}
        </li>
    }
    .into_any()
}

/// The part of a person's page: who was found to be the same, and who perhaps is.
pub fn section(id: PersonId, same: Vec<Line>, alike: Vec<AlikeView>) -> AnyView {
    if same.is_empty() && alike.is_empty() {
        return ().into_any();
    }
    let has_same = !same.is_empty();
    let known = same.into_iter().map(|person| {
        let href = Page::Person(person.id).path();
        view! { <li><a class="wb-row" href=href><span class="wb-row__body"><PersonLine person /></span></a></li> }
    });
    let known = known.collect_view();
    let write = writer();
    let perhaps = alike.into_iter().map(|one| {
        let other = one.person.id;
        let press = move |()| write(CheckIn::SamePerson { one: id, other }, None);
        let href = Page::Person(other).path();
        let actions = view! {
            <div class="wb-actions">
                <Button label=t!("same-person") icon="check" on_press=press />
                <LinkButton label=t!("same-look") href kind=Kind::Quiet />
            </div>
        };
        candidate(one, actions.into_any())
    });
    let perhaps: Vec<_> = perhaps.collect();
    let (has_alike, count) = (!perhaps.is_empty(), perhaps.len());
    view! {
        <section class="wb-section wb-same">
            {has_same.then(|| view! {
                <h2>{t!("same-also")}</h2>
                <ul class="wb-rows">{known}</ul>
                <div class="wb-actions">
                    <Button
                        label=t!("same-undo")
                        icon="undo"
                        on_press=move |()| write(CheckIn::NotSamePerson { person: id }, None)
                    />
                </div>
            })}
            {has_alike.then(|| view! {
                <details>
                    <summary>{t!("same-perhaps", n = count)}</summary>
                    <ul class="wb-alikes">{perhaps.into_iter().collect_view()}</ul>
                </details>
            })}
        </section>
    }
    .into_any()
}

/// Sends what check-in writes; what was saved can be undone for a moment. A note that goes with it is emptied once it is
/// saved, and not before.
pub fn writer() -> impl Fn(CheckIn, Option<RwSignal<String>>) + Copy + Send + Sync {
    let snackbars = use_snackbars();
    move |asked, note| {
        spawn_local(async move {
            match client::ask(Request::CheckIn(asked)).await {
                Ok(Response::Saved(saved)) => {
                    if let Some(note) = note {
                        note.try_set(String::new());
                    }
                    snackbars.saved(&saved, None);
                    sync::note_change();
                }
                Ok(_) => {}
                Err(failure) => snackbars.fail(&failure),
            }
        });
    }
}
