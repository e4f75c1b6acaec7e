//! A person's dose card, to take along: who they are, each dose with day, vaccine and lot, and when the next one is due.
//! It says who printed it; it is no certificate.

use crate::prelude::*;
use wingbook_record::id::PersonId;
use wingbook_worker::message::{CourseView, DoseView, PersonView, Request, Response};

use super::head;
use crate::{
    components::{ErrorPanel, Loading, TableFrame},
    pages::people::vaccination,
    say,
    state::loaded::{Loaded, load},
    t,
    text::times,
};

/// The card.
pub fn view(id: PersonId) -> AnyView {
    let loaded: Loaded<PersonView> = load(
        move || Request::Person { id },
        |response| match response {
            Response::Person(view) => Some(view),
            _ => None,
        },
    );
    view! {
        {move || match (loaded.get(), loaded.failure()) {
            (Some(person), _) => card(person),
            (None, Some(failure)) => {
                view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
            }
            (None, None) => view! { <Loading rows=4 /> }.into_any(),
        }}
    }
    .into_any()
}

fn card(person: PersonView) -> AnyView {
    let line = person.line;
    let name = Signal::stored(line.name);
    let (number, born) = (line.number, line.born);
    let detail = Signal::derive(move || {
        let born = born
            .as_deref()
            .map(|born| say!("dose-card-born", date = times::partial_date(born)));
        let parts = number.iter().cloned().chain(born);
        parts.collect::<Vec<_>>().join(" · ")
    });
    let Some(view) = person.vaccination else {
        return ().into_any();
    };
    let courses = view.courses.into_iter().filter(|one| !one.doses.is_empty());
    let courses: Vec<AnyView> = courses.map(course).collect();
    let is_empty = courses.is_empty() && view.unassigned.is_empty();
    let others = (!view.unassigned.is_empty()).then(|| table(view.unassigned));
    view! {
        <article class="wb-sheet">
            {head(t!("dose-card"), name, detail)}
            {is_empty.then(|| view! { <p>{t!("vaccination-none")}</p> })}
            {courses.into_iter().collect_view()}
            {others}
            <p class="wb-dose-card__sign">{t!("dose-card-sign")}</p>
        </article>
    }
    .into_any()
}

fn course(course: CourseView) -> AnyView {
    let next = course.next.map(|next| {
        let words = Signal::derive(move || vaccination::next_words(next).0);
        view! { <p><strong>{words}</strong></p> }
    });
    view! {
        <h3><bdi>{course.disease}</bdi></h3>
        {table(course.doses)}
        {next}
    }
    .into_any()
}

fn table(doses: Vec<DoseView>) -> AnyView {
    let rows = doses.into_iter().map(row).collect_view();
    view! {
        <TableFrame label=t!("dose-card")>
            <table class="wb-table wb-sheet__table">
                <thead>
                    <tr>
                        <th scope="col">{t!("dose-card-dose")}</th>
                        <th scope="col">{t!("dose-card-day")}</th>
                        <th scope="col">{t!("dose-card-vaccine")}</th>
                        <th scope="col">{t!("dose-card-lot")}</th>
                        <th scope="col">{t!("dose-card-known-from")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableFrame>
    }
    .into_any()
}

fn row(dose: DoseView) -> AnyView {
    let DoseView {
        number,
        stage,
        on,
        product,
        source,
        lot,
        stands_under,
        ..
    } = dose;
    let which = move || match number {
        0 => say!("vaccination-unassigned"),
        number => vaccination::which(number, stage),
    };
    let vaccine = move || {
        let product = product.clone();
        product.unwrap_or_else(|| say!("vaccination-product-unknown"))
    };
    let known_from = move || {
        let source = [vaccination::source_words(&source)].into_iter();
        let parts = source.chain(vaccination::under_words(stands_under.as_deref()));
        parts.collect::<Vec<_>>().join(" · ")
    };
    view! {
        <tr>
            <th scope="row">{which}</th>
            <td>{move || vaccination::day_of(&on)}</td>
            <td><bdi>{vaccine}</bdi></td>
            <td><bdi>{lot.unwrap_or_else(|| "—".to_owned())}</bdi></td>
            <td>{known_from}</td>
        </tr>
    }
    .into_any()
}
