//! What differs: somebody isn't here, a place can't be checked. Each choice is one tap.

use crate::prelude::*;

use super::{
    course::Course,
    statement::{COULD_NOT, OTHER, Present, REASONS, Says},
    stop, words,
};
use crate::{
    components::{
        Button, Dialog, LinkButton, PersonLine, TextInput, button::Kind, field,
        person_line::out_reason,
    },
    pages::Page,
    t,
};

/// Longest remark on a place that could not be checked.
const REMARK_MAX: usize = 300;
/// The id of the remark.
const REMARK_ID: &str = "round-remark";

/// The choices for the person tapped.
pub fn view(course: Course, chosen: RwSignal<Option<Present>>) -> AnyView {
    let open = Signal::derive(move || chosen.with(Option::is_some));
    let close = move || chosen.set(None);
    let contents = move || {
        chosen.get().map(|one| {
            let person = one.line.id;
            let choose = move |says: Says| {
                course.except(person, says);
                close();
            };
            let reasons = REASONS.into_iter().map(|reason| {
                let says = move || choose(Says::Absent(reason.to_owned()));
                let (icon, words) = if reason == "unknown" {
                    ("danger", t!("round-dont-know"))
                } else {
                    ("away", Signal::derive(move || out_reason(reason)))
                };
                view! { <Button label=words icon wide=true on_press=move |()| says() /> }
            });
            let reasons = reasons.collect_view();
            view! {
                <PersonLine person=one.line round=true />
                <Button
                    label=t!("round-seen")
                    icon="seen"
                    kind=Kind::Primary
                    wide=true
                    on_press=move |()| choose(Says::Seen)
                />
                {stop::observation(
                    course,
                    Some(person),
                    t!("round-seen-concern"),
                    Callback::new(move |()| course.except(person, Says::Seen)),
                )}
                <h3>{t!("round-not-here")}</h3>
                <div class="wb-stop__reasons">{reasons}</div>
                <p class="wb-quiet">{t!("round-dont-know-hint")}</p>
                <Button
                    label=t!("round-not-checked")
                    icon="circle"
                    wide=true
                    on_press=move |()| choose(Says::NotChecked)
                />
                <LinkButton label=t!("round-open-person") icon="person" wide=true href=Page::Person(person).path() />
                <Button label=t!("cancel") kind=Kind::Quiet wide=true on_press=move |()| close() />
            }
            .into_any()
        })
    };
    view! {
        <Dialog open on_close=move |()| close() title=t!("round-person-state")>
            <div class="wb-stack">{contents}</div>
        </Dialog>
    }
    .into_any()
}

/// The reasons why a place could not be checked.
pub fn could_not(course: Course, open: RwSignal<bool>) -> AnyView {
    let remark = RwSignal::new(String::new());
    let is_missing = RwSignal::new(false);
    let error = Signal::derive(move || {
        is_missing
            .get()
            .then(|| crate::say!("round-remark-missing"))
    });
    let choose = move |why: &'static str| {
        let note = remark.get_untracked();
        // "Another reason" without a word says nothing.
        if why == OTHER && note.trim().is_empty() {
            is_missing.set(true);
            return field::focus(REMARK_ID);
        }
        is_missing.set(false);
        open.set(false);
        remark.set(String::new());
        course.could_not(why, Some(note).filter(|note| !note.trim().is_empty()));
    };
    view! {
        <Dialog open on_close=move |()| open.set(false) title=t!("round-could-not")>
            <div class="wb-stack">
                // It takes the focus, not the remark: no keyboard covers the reasons.
                <p class="wb-quiet" tabindex="-1" autofocus=true>{t!("round-could-not-hint")}</p>
                <TextInput id=REMARK_ID label=t!("round-remark") value=remark error optional=true length_max=REMARK_MAX />
                {COULD_NOT.into_iter().map(|why| view! {
                    <Button
                        label=Signal::derive(move || words::could_not(why))
                        icon="door"
                        wide=true
                        on_press=move |()| choose(why)
                    />
                }).collect_view()}
                <Button label=t!("cancel") kind=Kind::Quiet wide=true on_press=move |()| open.set(false) />
            </div>
        </Dialog>
    }
    .into_any()
}
