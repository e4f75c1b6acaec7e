//! A supervisor's decision: accept, or with a reason send back or escalate. It is a record like any other, so it can
//! be undone for ten seconds and stands in the history afterwards.

use std::time::Duration;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::id::EntryId;
use wingbook_worker::message::{RecordLine, RecordView, Request, Response, ReviewView};

use crate::{
    client,
    components::{Badge, Button, Dialog, Kind, SnackbarSlot, TextArea, Tone},
    pages::records::{beside::Chosen, words},
    state::{
        busy,
        loaded::Loaded,
        session::use_session,
        snackbars::{Snackbars, use_snackbars},
        sync, unsent,
    },
    t,
    text::times,
};

/// The id of the reason's input.
const REASON_ID: &str = "review-reason";

/// What is being decided on.
#[derive(Clone, Copy)]
struct Deciding {
    chosen: Chosen,
    /// `sent_back` or `escalated` while its reason is asked.
    asking: RwSignal<Option<&'static str>>,
    reason: RwSignal<String>,
    is_reason_missing: RwSignal<bool>,
    is_sending: RwSignal<bool>,
    /// The record has just come up, where another one was decided on: the next tap may be the last one's.
    is_fresh: RwSignal<bool>,
    /// A decision stands, and another one is wanted.
    again: RwSignal<bool>,
    after: Option<Callback<Chosen>>,
    snackbars: Snackbars,
    loaded: Loaded<RecordView>,
}

/// Nobody decides on a record within this time of seeing it.
const LOOK: Duration = Duration::from_millis(800);

/// Saves a decision and says so, with *Undo*. `done` hears whether it was saved.
pub fn decide(
    entry: EntryId,
    decision: &'static str,
    reason: Option<String>,
    what: String,
    snackbars: Snackbars,
    done: impl FnOnce(bool) + 'static,
) {
    spawn_local(async move {
        let request = Request::Review {
            entry,
            decision: decision.to_owned(),
            reason,
        };
        match client::ask(request).await {
            Ok(Response::Saved(saved)) => {
                snackbars.saved_as(decided_on(decision, &what), &saved, None);
                done(true);
                sync::note_change();
            }
            Ok(_) => done(false),
            Err(failure) => {
                snackbars.fail(&failure);
                done(false);
            }
        }
    });
}

/// What was decided, about what.
fn decided_on(decision: &str, what: &str) -> String {
    match decision {
        "accepted" => crate::say!("review-done-accepted", what = what),
        "escalated" => crate::say!("review-done-escalated", what = what),
        _ => crate::say!("review-done-sent-back", what = what),
    }
}

/// A record in one line: its kind, whom or what it is about, when.
pub fn naming(line: &RecordLine) -> String {
    let kind = words::kind(&line.form, &line.title);
    let about = words::about(line).unwrap_or_else(|| line.author.clone());
    [kind, about, words::when(line)].join(", ")
}

/// The decision on a record, at the foot of its page: the three buttons for whoever may review it, what was decided,
/// or that one's own record waits for somebody else.
pub fn decide_panel(
    chosen: Chosen,
    loaded: Loaded<RecordView>,
    after: Option<Callback<Chosen>>,
) -> AnyView {
    let deciding = Deciding {
        chosen,
        asking: RwSignal::new(None),
        reason: unsent::words(&format!("review:{}", chosen.id())),
        is_reason_missing: RwSignal::new(false),
        is_sending: RwSignal::new(false),
        is_fresh: RwSignal::new(true),
        again: RwSignal::new(false),
        after,
        snackbars: use_snackbars(),
        loaded,
    };
    set_timeout(
        move || {
            // The page may be gone by now.
            let _ = deciding.is_fresh.try_set(false);
        },
        LOOK,
    );
    let session = use_session();
    let reviews = Memo::new(move |_| session.reviews());
    let standing = Memo::new(move |_| {
        loaded.with(|record| {
            record.map(|record| {
                (
                    record.may_review,
                    record.line.mine,
                    record.line.review.clone(),
                )
            })
        })
    });
    view! {
        {move || standing.get().map(|(may, mine, review)| {
            let waits = review.as_ref().is_none_or(|review| review.waits);
            let says_nothing = review.is_none() && !may && !(mine && reviews.get());
            let decided = review.map(decided_words);
            let foot = if may && (waits || deciding.again.get()) {
                buttons(deciding)
            } else if may {
                view! {
                    <div class="wb-actions">
                        <Button
                            label=t!("review-again")
                            kind=Kind::Quiet
                            on_press=move |()| deciding.again.set(true)
                        />
                    </div>
                }
                .into_any()
            } else if mine && waits && reviews.get() {
                view! { <p class="wb-quiet">{t!("review-own")}</p> }.into_any()
            } else {
                ().into_any()
            };
            (!says_nothing).then(|| view! {
                <div class="wb-page__foot wb-decide">
                    <SnackbarSlot />
                    {decided}
                    {foot}
                </div>
            })
        })}
        {reason_dialog(deciding)}
    }
    .into_any()
}

/// Who decided what, when and why.
fn decided_words(review: ReviewView) -> AnyView {
    let badge = words::review_badge(&review);
    let ReviewView {
        by, at_ms, reason, ..
    } = review;
    view! {
        <div class="wb-decide__standing">
            {badge}
            <span class="wb-quiet"><bdi>{by}</bdi> " · " {move || times::day_and_time(at_ms)}</span>
            {reason.map(|reason| view! { <p class="wb-decide__reason" dir="auto">{reason}</p> })}
        </div>
    }
    .into_any()
}

fn buttons(deciding: Deciding) -> AnyView {
    let disabled = Signal::derive(move || deciding.is_sending.get() || deciding.is_fresh.get());
    view! {
        <div class="wb-actions">
            <Button
                label=t!("review-accept")
                kind=Kind::Primary
                icon="check"
                disabled
                on_press=move |()| deciding.send("accepted", None)
            />
            <Button
                label=t!("review-send-back")
                icon="send-back"
                disabled
                on_press=move |()| deciding.ask("sent_back")
            />
            <Button
                label=t!("review-escalate")
                icon="escalate"
                disabled
                on_press=move |()| deciding.ask("escalated")
            />
        </div>
    }
    .into_any()
}

fn reason_dialog(deciding: Deciding) -> AnyView {
    let Deciding {
        asking,
        reason,
        is_reason_missing,
        ..
    } = deciding;
    let open = Signal::derive(move || asking.get().is_some());
    let title = Signal::derive(move || match asking.get() {
        Some("escalated") => crate::say!("review-escalate"),
        _ => crate::say!("review-send-back"),
    });
    let hint = Signal::derive(move || match asking.get() {
        Some("escalated") => crate::say!("review-escalate-hint"),
        _ => crate::say!("review-send-back-hint"),
    });
    let error = Signal::derive(move || {
        is_reason_missing
            .get()
            .then(|| crate::say!("review-reason-missing"))
    });
    let press = move |()| {
        let text = reason.get_untracked().trim().to_owned();
        if text.is_empty() {
            is_reason_missing.set(true);
            crate::components::field::focus(REASON_ID);
        } else if let Some(decision) = asking.get_untracked() {
            deciding.send(decision, Some(text));
        }
    };
    view! {
        <Dialog open on_close=move |()| asking.set(None) title>
            {busy::keep_busy_while_open()}
            <TextArea label=t!("review-reason") value=reason hint error id=REASON_ID length_max=1000 />
            <div class="wb-actions">
                <Button label=t!("cancel") on_press=move |()| asking.set(None) />
                <Button label=title kind=Kind::Primary disabled=deciding.is_sending on_press=press />
            </div>
        </Dialog>
    }
    .into_any()
}

impl Deciding {
    fn ask(self, decision: &'static str) {
        self.is_reason_missing.set(false);
        self.asking.set(Some(decision));
    }

    fn send(self, decision: &'static str, reason: Option<String>) {
        self.is_sending.set(true);
        let named = || {
            self.loaded
                .with(|record| record.map(|record| naming(&record.line)))
        };
        let what = untrack(named).unwrap_or_default();
        decide(
            self.chosen.id(),
            decision,
            reason,
            what,
            self.snackbars,
            move |saved| {
                // The page may have been left while the record was being saved.
                let _ = self.is_sending.try_set(false);
                if saved {
                    let _ = self.asking.try_set(None);
                    let _ = self.again.try_set(false);
                    let _ = self.reason.try_set(String::new());
                    if let Some(after) = self.after {
                        let _ = after.try_run(self.chosen);
                    }
                }
            },
        );
    }
}

/// That another reviewer passed it on.
pub fn escalated_badge(is_escalated: bool) -> AnyView {
    if is_escalated {
        view! { <Badge icon="escalate" words=t!("records-review-escalated") tone=Tone::Warn /> }
            .into_any()
    } else {
        ().into_any()
    }
}

/// Why something waits, as a badge; nothing for what is only new.
pub fn why_badge(why: &str) -> AnyView {
    let (icon, words, tone) = match why {
        "missing" => ("shield-alert", t!("review-why-missing"), Tone::Danger),
        "count_differs" => ("count", t!("review-why-count-differs"), Tone::Danger),
        "could_not" => ("door", t!("review-why-could-not"), Tone::Warn),
        "overdue" => ("timer", t!("review-why-late"), Tone::Warn),
        "answered" => ("message", t!("review-why-answered"), Tone::Info),
        _ => return ().into_any(),
    };
    view! { <Badge icon words tone /> }.into_any()
}
