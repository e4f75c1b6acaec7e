//! Drafts, as an earlier version of the app or of a form left them.

use std::sync::Arc;

use super::sheets::NOW;
use crate::{Form, Session};

/// Forms of ours, with repeats, choices and calculations in them.
const FORMS: [&str; 4] = [
    include_str!("../../../public/forms/contact.json"),
    include_str!("../../../public/forms/dose.json"),
    include_str!("../../../public/forms/health_check.json"),
    include_str!("../../../public/forms/incident.json"),
];

/// The first byte chooses the form, the rest is the draft: whatever is taken for one is kept, answer by answer.
pub fn draft(bytes: &[u8]) {
    let Some((chosen, draft)) = bytes.split_first() else {
        return;
    };
    let Ok(draft) = serde_json::from_slice(draft) else {
        return;
    };
    let form = Form::from_json_text(FORMS[usize::from(*chosen) % FORMS.len()]);
    let form = Arc::new(form.expect("a form of ours"));
    let Ok(mut session) = Session::restore(form.clone(), &draft, NOW) else {
        return;
    };
    keeps(&session, &form);
    if let Ok(answers) = session.finish(NOW.now) {
        let again = Session::with_answers(form.clone(), &answers, NOW);
        keeps(&again, &form);
        let _ = form.lines(&answers, form.language("ar"));
    }
}

/// What a session keeps as its draft opens as the same session.
pub fn keeps(session: &Session, form: &Arc<Form>) {
    let draft = session.draft();
    let again = Session::restore(form.clone(), &draft, NOW).expect("a draft of its own");
    assert_eq!(again.draft(), draft);
}
