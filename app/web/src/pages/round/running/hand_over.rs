//! *Hand over*: choose the colleague who goes on. Each check keeps its author.

use crate::prelude::*;
use wingbook_record::id::PersonId;

use super::{course::Course, use_leave};
use crate::{components::colleagues_dialog, state::snackbars::use_snackbars, t, text};

/// The dialog.
pub fn view(course: Course) -> AnyView {
    let snackbars = use_snackbars();
    let leave = use_leave();
    let give = Callback::new(move |(to, name): (PersonId, String)| {
        let leave = leave.clone();
        let done = move || {
            snackbars.say(text::say(
                "round-handed-over",
                &[("name", name.clone().into())],
            ));
            leave();
        };
        course.act("handed_over", Some(to), Box::new(done));
    });
    let colleagues = Signal::derive(move || {
        course.loaded.with(|view| {
            let colleagues = view.map(|view| view.colleagues.clone());
            colleagues.unwrap_or_default()
        })
    });
    colleagues_dialog(course.giving, t!("round-hand-over-to"), colleagues, give)
}
