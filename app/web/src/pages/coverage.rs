//! Coverage for the health lead: whom vaccination has reached, group by group; doses a day; who is due; why doses were not
//! given. Groups under ten show no figures.

use crate::prelude::*;
use wingbook_record::{
    person::{Category, Sex},
    vaccination::coverage::{By, Reached},
};
use wingbook_worker::message::{CoverageView, GroupView, Request, Response};

use crate::{
    components::{Button, ErrorPanel, Loading, PageHeader, TableFrame},
    pages::{
        charts::bars::{self, Fill},
        print::print_page,
        records::words,
    },
    say,
    state::{clock, loaded::load},
    t,
    text::{self, times},
};

/// How far back doses are counted, in days.
const DAYS: [u32; 3] = [7, 30, 90];

/// The page.
pub fn view() -> AnyView {
    let days = RwSignal::new(DAYS[1]);
    let loaded = load(
        move || Request::Coverage { days: days.get() },
        |response| match response {
            Response::Coverage(all) => Some(all),
            _ => None,
        },
    );
    let chips = DAYS.map(|one| {
        view! {
            <button
                type="button"
                class="wb-chip"
                aria-pressed=move || (days.get() == one).to_string()
                on:click=move |_| days.set(one)
            >
                {t!("records-days", n = one)}
            </button>
        }
        .into_any()
    });
    let as_of = Signal::derive(|| {
        say!(
            "coverage-as-of",
            time = times::day_and_time(clock::now_ms())
        )
    });
    view! {
        <div class="wb-page">
            <PageHeader title=t!("nav-coverage") detail=as_of>
                <span class="wb-no-print">
                    <Button label=t!("print-now") icon="print" on_press=|()| print_page() />
                </span>
            </PageHeader>
            <div class="wb-chips wb-no-print" role="group" aria-label=t!("records-time")>
                {chips.into_iter().collect_view()}
            </div>
            {move || match (loaded.get(), loaded.failure()) {
                (Some(all), _) => all.into_iter().map(disease).collect_view().into_any(),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading rows=7 /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn disease(view: CoverageView) -> AnyView {
    let CoverageView {
        disease,
        groups,
        doses_by_day,
        not_given,
        not_given_total,
        due,
    } = view;
    view! {
        <section class="wb-section">
            <h2><bdi>{disease}</bdi></h2>
            {table(groups)}
            <p class="wb-quiet">{t!("coverage-small")}</p>
        </section>
        <section class="wb-section">
            <h2>{t!("coverage-due")}</h2>
            <dl class="wb-facts">
                <div><dt>{t!("coverage-due-now")}</dt><dd>{move || text::number(due.now as f64)}</dd></div>
                <div><dt>{t!("coverage-due-week")}</dt><dd>{move || text::number(due.next_week as f64)}</dd></div>
            </dl>
        </section>
        {by_day(doses_by_day)}
        <section class="wb-section">
            <h2>{t!("coverage-not-given", n = not_given_total)}</h2>
            {match not_given {
                Some(reasons) => reasons_list(reasons),
                None => view! { <p class="wb-quiet">{t!("charts-too-few")}</p> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

fn group_words(group: &GroupView) -> String {
    match group.by {
        By::All => say!("coverage-all"),
        By::Wing(Some(_)) => group.name.clone().unwrap_or_default(),
        By::Wing(None) => say!("coverage-no-wing"),
        By::Category(category) => match category {
            Category::Prisoner => say!("coverage-prisoners"),
            Category::Staff => say!("coverage-staff"),
            Category::Family => say!("coverage-family"),
            Category::Visitor => say!("coverage-visitors"),
            Category::Child => say!("coverage-children"),
        },
        By::Sex(Some(Sex::Female)) => say!("person-sex-female"),
        By::Sex(Some(Sex::Male)) => say!("person-sex-male"),
        By::Sex(None) => say!("coverage-sex-unknown"),
        By::Age(Some(from)) => match wingbook_record::partial_date::AGE_GROUPS
            .iter()
            .find(|next| **next > from)
        {
            Some(next) => say!("coverage-age", from = from, to = next - 1),
            None => say!("coverage-age-from", from = from),
        },
        By::Age(None) => say!("coverage-age-unknown"),
    }
}

fn dimension_words(by: By) -> Option<String> {
    Some(match by {
        By::All => return None,
        By::Wing(_) => say!("coverage-by-wing"),
        By::Category(_) => say!("coverage-by-category"),
        By::Sex(_) => say!("coverage-by-sex"),
        By::Age(_) => say!("coverage-by-age"),
    })
}

fn table(groups: Vec<GroupView>) -> AnyView {
    let mut bodies: Vec<Vec<GroupView>> = Vec::new();
    for group in groups {
        let kind = std::mem::discriminant(&group.by);
        match bodies.last_mut() {
            Some(body) if std::mem::discriminant(&body[0].by) == kind => body.push(group),
            _ => bodies.push(vec![group]),
        }
    }
    let bodies = bodies.into_iter().map(|body| {
        let by = body[0].by;
        let heading = (by != By::All).then(|| {
            let words = move || dimension_words(by).unwrap_or_default();
            view! { <tr><th scope="rowgroup" colspan="6" class="wb-coverage__by">{words}</th></tr> }
        });
        let rows = body.into_iter().map(row).collect_view();
        view! { <tbody>{heading}{rows}</tbody> }
    });
    let bodies = bodies.collect_view();
    view! {
        <TableFrame label=t!("nav-coverage")>
            <table class="wb-table wb-coverage">
                <thead>
                    <tr>
                        <th scope="col">{t!("coverage-group")}</th>
                        <th scope="col">{t!("charts-people")}</th>
                        <th scope="col">{t!("coverage-one-dose")}</th>
                        <th scope="col">{t!("coverage-two-doses")}</th>
                        <th scope="col">{t!("coverage-complete")}</th>
                        <th scope="col">{t!("coverage-booster")}</th>
                    </tr>
                </thead>
                {bodies}
            </table>
        </TableFrame>
    }
    .into_any()
}

fn row(group: GroupView) -> AnyView {
    let (people, reached) = (group.people, group.reached);
    let cells = match reached {
        Some(Reached {
            one_dose,
            two_doses,
            complete,
            booster,
            ..
        }) => [one_dose, two_doses, complete, booster]
            .map(|number| {
                let words = move || share(number, people);
                view! { <td>{words}</td> }.into_any()
            })
            .into_iter()
            .collect_view()
            .into_any(),
        None => view! { <td class="wb-quiet" colspan="4">{t!("coverage-hidden")}</td> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><bdi>{move || group_words(&group)}</bdi></th>
            <td>{move || text::number(people as f64)}</td>
            {cells}
        </tr>
    }
    .into_any()
}

/// `123 (45 %)`.
fn share(number: usize, people: usize) -> String {
    // Rounded to the nearest; nobody is neither none nor all by rounding.
    let percent = match number * 100 / people.max(1) {
        0 if number > 0 => 1,
        _ => ((number * 200 + people) / (2 * people.max(1))).min(if number < people {
            99
        } else {
            100
        }),
    };
    say!("coverage-share", n = number, percent = percent)
}

/// Doses a day, as a table whose cells hold the bars; days without a dose at either end are left out.
fn by_day(days: Vec<(String, u32)>) -> AnyView {
    let total: u32 = days.iter().map(|(_, doses)| doses).sum();
    let longest = days.iter().map(|(_, doses)| *doses).max().unwrap_or(0);
    let first = days.iter().position(|(_, doses)| *doses > 0);
    let last = days.iter().rposition(|(_, doses)| *doses > 0);
    let shown = match (first, last) {
        (Some(first), Some(last)) => days[first..=last].to_vec(),
        _ => Vec::new(),
    };
    let is_none = shown.is_empty();
    let rows = shown.into_iter().rev().map(|(date, doses)| {
        let day = move || times::date_in_words(&date);
        view! {
            <tr>
                <th scope="row">{day}</th>
                <td class="wb-table__bar">{bars::bar(&[(doses, Fill::Plain)], longest)}</td>
                <td class="wb-table__figure">{move || text::number(f64::from(doses))}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="wb-section">
            <h2>{t!("coverage-doses", n = total)}</h2>
            {is_none.then(|| view! { <p class="wb-quiet">{t!("coverage-no-doses")}</p> })}
            <table class="wb-table" hidden=is_none>
                <thead>
                    <tr>
                        <th scope="col">{t!("coverage-day")}</th>
                        <th scope="col" colspan="2">{t!("clinic-totals")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn reasons_list(reasons: Vec<(String, Option<String>, usize)>) -> AnyView {
    let rows = reasons.into_iter().map(|(outcome, why, number)| {
        let what = move || words::not_given(&outcome, why.as_deref());
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td class="wb-table__figure">{move || text::number(number as f64)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="wb-table">
            <thead>
                <tr>
                    <th scope="col">{t!("clinic-why-not")}</th>
                    <th scope="col">{t!("coverage-times")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
