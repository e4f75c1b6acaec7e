//! Forms that somebody else designed.

use std::sync::Arc;

use crate::{Context, Form, Moment, Session};

/// The evening of a day in November 2026.
pub const NOW: Context = Context {
    now: Moment {
        unix_ms: 1_795_525_620_000,
        utc_offset_minutes: 180,
    },
    seed: 7,
};

/// What somebody might answer to anything.
const ANSWERS: [&str; 8] = ["1", "yes", "-0.5", "2026-11-24", "23:59", "a b", "٣", ""];

/// A form that is taken can be filled in: every question takes or refuses any answer, what stands in the session reads
/// back from its draft, and what it gives at the end opens again.
pub fn sheets(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(form) = Form::from_json_text(text) else {
        return;
    };
    let form = Arc::new(form);
    let mut session = Session::open(form.clone(), NOW);
    for (node, answer) in session.nodes().into_iter().zip(ANSWERS.iter().cycle()) {
        let _ = session.set(node, answer);
        let _ = session.label(node);
        let _ = session.choices(node);
        if session.is_range(node) {
            let _ = session.add(node);
        }
    }
    let _ = session.transcript();
    let _ = session.problems();
    super::sessions::keeps(&session, &form);
    if let Ok(answers) = session.finish(NOW.now) {
        let _ = Session::with_answers(form.clone(), &answers, NOW);
        let _ = form.lines(&answers, form.language(""));
    }
}
