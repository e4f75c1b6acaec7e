//! *More → Prison → Recovery key*: a key is made, each holder writes their part down with nobody else looking, and enough
//! of them type it in again. Only then does it count. Nothing of it stays on the tablet.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Failure, RecoveryStep, RecoveryView, Request, Response};

use super::Typed;
use crate::{
    client,
    components::{
        Badge, Banner, Button, Choice, Choices, ErrorPanel, Icon, Kind, Loading, PageHeader,
        Progress, Tone,
    },
    pages::{Page, more::Topic},
    say,
    state::{busy, clock, session::use_session},
    t,
    text::{self, times},
};

/// What may be chosen: how many parts are needed, of how many.
const HOLDERS: [(u8, u8); 4] = [(2, 3), (3, 5), (2, 2), (1, 1)];

/// How far the ceremony has come.
#[derive(Clone, PartialEq)]
enum Stage {
    /// How it stands, and how many holders there are to be.
    Choosing,
    /// The part of one holder, covered until they are there.
    Holder { at: usize, is_shown: bool },
    /// The holders type their parts.
    Testing,
    /// The key counts.
    Done,
}

#[derive(Clone, Copy)]
struct Ceremony {
    stage: RwSignal<Stage>,
    view: RwSignal<Option<RecoveryView>>,
    holders: RwSignal<(u8, u8)>,
    parts: RwSignal<Vec<String>>,
    /// By which this key's papers are told from those of another.
    mark: RwSignal<String>,
    typed: RwSignal<Typed>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Ceremony {
    fn ask(self, step: RecoveryStep, then: impl FnOnce(Response) + 'static) {
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let outcome = client::ask(Request::Recovery(step)).await;
            self.running.set(false);
            match outcome {
                Ok(response) => then(response),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn look(self) {
        self.ask(RecoveryStep::Look, move |response| {
            if let Response::Recovery(view) = response {
                self.view.set(Some(view));
            }
        });
    }

    fn make(self) {
        let (needed, all) = self.holders.get_untracked();
        self.ask(RecoveryStep::Make { needed, all }, move |response| {
            if let Response::RecoveryParts { parts, mark } = response {
                self.parts.set(parts);
                self.mark.set(mark);
                self.typed.set(Typed::new(usize::from(all)));
                self.stage.set(Stage::Holder {
                    at: 0,
                    is_shown: false,
                });
            }
        });
    }

    fn next(self, at: usize) {
        if at + 1 < self.parts.with_untracked(Vec::len) {
            self.stage.set(Stage::Holder {
                at: at + 1,
                is_shown: false,
            });
        } else {
            // From here on the parts are on paper alone.
            self.parts.set(Vec::new());
            self.stage.set(Stage::Testing);
        }
    }

    fn finish(self) {
        let parts = self.typed.get_untracked().parts();
        self.ask(RecoveryStep::Finish { parts }, move |response| {
            if let Response::Recovery(view) = response {
                self.view.set(Some(view));
                self.stage.set(Stage::Done);
            }
        });
    }
}

/// The page.
pub fn view() -> AnyView {
    busy::keep_busy_while_open();
    let ceremony = Ceremony {
        stage: RwSignal::new(Stage::Choosing),
        view: RwSignal::new(None),
        holders: RwSignal::new(HOLDERS[0]),
        parts: RwSignal::default(),
        mark: RwSignal::default(),
        typed: RwSignal::new(Typed::new(1)),
        running: RwSignal::new(false),
        failure: RwSignal::new(None),
    };
    ceremony.look();
    let body = move || match ceremony.stage.get() {
        Stage::Choosing => choosing(ceremony),
        Stage::Holder { at, is_shown } => holder(ceremony, at, is_shown),
        Stage::Testing => testing(ceremony),
        Stage::Done => done(ceremony),
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader
                title=t!("recovery-title")
                detail=t!("recovery-detail")
                back=Page::MorePage(Topic::Prison).path()
            />
            {move || ceremony.failure.get().map(|failure| view! { <ErrorPanel failure /> })}
            {body}
        </div>
    }
    .into_any()
}

/// Whether there is a key: by its mark, which stands on each part's paper too.
fn state_of(view: RecoveryView) -> AnyView {
    match view.mark {
        Some(mark) => {
            let words = Signal::derive(move || say!("recovery-is-there", mark = mark.clone()));
            view! { <Badge icon="check" words tone=Tone::Ok /> }
        }
        None => view! { <Badge icon="warning" words=t!("recovery-is-missing") tone=Tone::Warn /> },
    }
}

fn choosing(ceremony: Ceremony) -> AnyView {
    let options = Signal::derive(|| {
        let choice = |(needed, all): (u8, u8)| {
            let words = if all == 1 {
                say!("recovery-one-sheet")
            } else {
                say!("recovery-holders", needed = needed, all = all)
            };
            Choice::new(format!("{needed}-{all}"), words)
        };
        HOLDERS.into_iter().map(choice).collect()
    });
    let value = Signal::derive(move || {
        let (needed, all) = ceremony.holders.get();
        format!("{needed}-{all}")
    });
    let choose = move |chosen: String| {
        let is_chosen = |(needed, all): &(u8, u8)| format!("{needed}-{all}") == chosen;
        if let Some(holders) = HOLDERS.into_iter().find(is_chosen) {
            ceremony.holders.set(holders);
        }
    };
    view! {
        <div class="wb-prose">
            <p>{t!("recovery-what")}</p>
            <p>{t!("recovery-how")}</p>
        </div>
        {move || match ceremony.view.get() {
            Some(view) => state_of(view),
            None => view! { <Loading /> }.into_any(),
        }}
        <Choices label=t!("recovery-who") options value on_choose=choose />
        <div class="wb-page__foot">
            <Button
                label=t!("recovery-make")
                kind=Kind::Primary
                icon="key"
                wide=true
                disabled=ceremony.running
                on_press=move |()| ceremony.make()
            />
        </div>
    }
    .into_any()
}

fn holder(ceremony: Ceremony, at: usize, is_shown: bool) -> AnyView {
    let (needed, all) = ceremony.holders.get_untracked();
    let heading = t!("recovery-part", n = at + 1, all = all);
    if !is_shown {
        let show = move |()| {
            ceremony.stage.set(Stage::Holder { at, is_shown: true });
        };
        return view! {
            <h2>{heading}</h2>
            <p>{t!("recovery-hand-over", n = at + 1)}</p>
            <div class="wb-page__foot">
                <Button label=t!("recovery-show") kind=Kind::Primary icon="eye" wide=true on_press=show />
            </div>
        }
        .into_any();
    }
    let text = ceremony
        .parts
        .with_untracked(|parts| parts.get(at).cloned())
        .unwrap_or_default();
    let groups = text
        .split(' ')
        .enumerate()
        .map(|(at, group)| {
            view! {
                <li>
                    <span class="wb-part__number">{text::number(at as f64 + 1.0)}</span>
                    <code>{group.to_owned()}</code>
                </li>
            }
            .into_any()
        })
        .collect_view();
    let session = use_session();
    let facility = session
        .view()
        .map(|view| view.facility.clone())
        .unwrap_or_default();
    let today = times::date(untrack(clock::now_ms));
    let print = |()| {
        // Where the browser can't print, it is written down by hand.
        let _ = window().print();
    };
    view! {
        <article class="wb-sheet wb-part">
            <h2>{heading}</h2>
            <p><bdi>{facility}</bdi> " · " {today} " · " {ceremony.mark.get_untracked()}</p>
            <p>{t!("recovery-part-what", needed = needed, all = all)}</p>
            <ol class="wb-part__groups" dir="ltr">{groups}</ol>
        </article>
        <p class="wb-error__line wb-no-print"><Icon name="info" /><span>{t!("recovery-write-down")}</span></p>
        <div class="wb-actions wb-no-print">
            <Button label=t!("recovery-print") icon="print" on_press=print />
        </div>
        <div class="wb-page__foot wb-no-print">
            <Button
                label=t!("recovery-next")
                kind=Kind::Primary
                icon="check"
                wide=true
                on_press=move |()| ceremony.next(at)
            />
        </div>
    }
    .into_any()
}

fn testing(ceremony: Ceremony) -> AnyView {
    let (_, all) = ceremony.holders.get_untracked();
    view! {
        <h2>{t!("recovery-test")}</h2>
        <p>{t!("recovery-test-what", n = all)}</p>
        {ceremony.typed.get_untracked().view()}
        {move || if ceremony.running.get() {
            view! { <Progress label=t!("recovery-testing") /> }.into_any()
        } else {
            view! {
                <div class="wb-page__foot">
                    <Button
                        label=t!("recovery-finish")
                        kind=Kind::Primary
                        icon="check"
                        wide=true
                        on_press=move |()| ceremony.finish()
                    />
                </div>
            }
            .into_any()
        }}
    }
    .into_any()
}

fn done(ceremony: Ceremony) -> AnyView {
    let has_server = ceremony
        .view
        .with_untracked(|view| view.as_ref().is_some_and(|view| view.has_server));
    let words = Signal::derive(move || {
        let key = if has_server {
            "recovery-done-server"
        } else {
            "recovery-done-alone"
        };
        text::say(key, &[])
    });
    view! {
        <Banner tone=Tone::Ok title=t!("recovery-done")>
            <p role="status">{words}</p>
        </Banner>
        {move || ceremony.view.get().map(state_of)}
    }
    .into_any()
}
