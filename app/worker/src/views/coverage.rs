//! Coverage by vaccination, for the health lead.

use wingbook_record::{
    access::Role,
    contact::GROUP_MIN,
    partial_date::PartialDate,
    vaccination::coverage::{By, coverage},
};

use super::Reading;
use crate::{
    message::{CoverageView, Failure, GroupView},
    platform::Platform,
};

/// More days than a campaign lasts.
const DAYS_MAX: u32 = 92;

fn is_same_kind(one: By, other: By) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

/// Disease by disease.
pub(super) fn all<P: Platform>(
    desk: &Reading<'_, P>,
    days: u32,
) -> Result<Vec<CoverageView>, Failure> {
    desk.session.need(&[Role::HealthLead], "coverage")?;
    let catalogue = desk.session.catalogue().ok_or(Failure::Internal {
        detail: "no catalogue of vaccines".to_owned(),
    })?;
    let today = desk.day(desk.now_ms);
    let from = today - i64::from(days.clamp(1, DAYS_MAX)) + 1;
    let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let wings = desk.view.directory().tree().wings();
    // In the order of walking; whoever lives in no wing comes last.
    let place_of = |by: By| match by {
        By::Wing(wing) => {
            let at = wings.iter().position(|one| Some(*one) == wing);
            at.unwrap_or(wings.len())
        }
        _ => 0,
    };
    let diseases = catalogue.diseases().iter();
    let views = diseases.map(|disease| {
        let found = coverage(desk.view, &catalogue, &disease.id, today, from);
        let groups = found
            .shown()
            .into_iter()
            .map(|(by, people, reached)| GroupView {
                by,
                name: match by {
                    By::Wing(Some(wing)) => Some(desk.path(wing)),
                    _ => None,
                },
                people,
                reached,
            });
        let mut groups: Vec<GroupView> = groups.collect();
        for kind in groups.chunk_by_mut(|one, other| is_same_kind(one.by, other.by)) {
            kind.sort_by_key(|group| place_of(group.by));
        }
        let by_day = (from..=today).map(|day| {
            let doses = found.doses_by_day.get(&day).copied().unwrap_or(0);
            (PartialDate::of_day(day).to_string(), whole(doses))
        });
        let not_given_total = found.not_given.values().sum();
        let not_given = found.not_given.iter().map(|((outcome, why), number)| {
            let why = why.as_ref().map(ToString::to_string);
            (outcome.to_string(), why, *number)
        });
        CoverageView {
            disease: disease.name.clone(),
            groups,
            doses_by_day: by_day.collect(),
            not_given: (not_given_total >= GROUP_MIN).then(|| not_given.collect()),
            not_given_total,
            due: found.due,
        }
    });
    Ok(views.collect())
}
