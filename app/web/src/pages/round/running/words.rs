//! The words of a round: what a button states, what a check stated, why not.

use wingbook_worker::message::StopView;

use super::statement::{Present, Says, Statement, is_counted};
use crate::{components::person_line::out_reason, say, text};

/// What a statement says, as it stands on the button.
pub fn statement(stated: &Statement) -> String {
    let mut parts: Vec<String> = Vec::new();
    match stated.counted {
        Some(counted) => parts.push(say!("round-counted", n = counted)),
        None if stated.absent + stated.missing + stated.not_checked == 0 => {
            return match stated.seen {
                0 => say!("round-nobody-here"),
                _ => say!("round-seen-no-concern"),
            };
        }
        None if stated.seen > 0 => parts.push(say!("round-seen-n", n = stated.seen)),
        None => {}
    }
    if stated.absent > 0 {
        parts.push(say!("round-not-here-n", n = stated.absent));
    }
    if stated.missing > 0 {
        parts.push(say!("round-missing-n", n = stated.missing));
    }
    if stated.not_checked > 0 {
        parts.push(say!("round-not-checked-n", n = stated.not_checked));
    }
    parts.join(" · ")
}

/// What is said of one person.
pub fn says(says: &Says) -> String {
    match says {
        Says::Seen => say!("round-seen"),
        Says::Absent(reason) => out_reason(reason),
        Says::NotChecked => say!("round-not-checked"),
    }
}

/// Why a place could not be checked.
pub fn could_not(why: &str) -> String {
    let key = match why {
        "asleep_covered" => "round-could-not-asleep",
        "door_blocked" => "round-could-not-door",
        "incident" => "round-could-not-incident",
        "no_key" => "round-could-not-key",
        _ => "round-could-not-other",
    };
    text::say(key, &[])
}

/// What the check that stands at a stop stated.
pub fn checked(stop: &StopView, people: &[Present]) -> String {
    if let Some(why) = &stop.could_not {
        return could_not(why);
    }
    let mut stated = Statement {
        counted: stop.counted.filter(|_| is_counted(stop.kind)),
        ..Statement::default()
    };
    for one in people {
        match &one.said {
            Some(Says::Seen) => stated.seen += 1,
            Some(Says::Absent(_)) => stated.absent += 1,
            Some(Says::NotChecked) => stated.not_checked += 1,
            None => {}
        }
    }
    statement(&stated)
}
