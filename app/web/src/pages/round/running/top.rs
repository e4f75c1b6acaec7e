//! The line above a stop: which round, how far, *Pause: alarm*, and everything else behind one button.

use crate::prelude::*;

use super::{course::Course, hand_over, paper, sheet, tablet};
use crate::{
    components::{Banner, Button, Dialog, IconButton, LinkButton, Tone, button::Kind},
    pages::Page,
    t,
};

/// The line, and what must be known before going on.
pub fn view(course: Course) -> AnyView {
    let more = RwSignal::new(false);
    let name = Memo::new(move |_| {
        course.loaded.with(|view| {
            view.map(|view| format!("{} · {}", view.line.name, view.line.wing))
                .unwrap_or_default()
        })
    });
    let ended = Memo::new(move |_| {
        course
            .loaded
            .with(|view| view.is_some_and(|view| view.is_ended()))
    });
    view! {
        <div class="wb-round-top">
            <p class="wb-round-top__name" dir="auto">{name}</p>
            <p class="wb-round-top__progress">
                {t!("round-progress", done = course.progress().0, all = course.progress().1)}
            </p>
            <div class="wb-round-top__actions">
                {move || (!ended.get() && !paper::is_copy(course)).then(|| view! {
                    <Button
                        label=t!("round-pause")
                        icon="siren"
                        on_press=move |()| super::pause::pause(course)
                    />
                })}
                <IconButton label=t!("round-more") icon="more" on_press=move |()| more.set(true) />
            </div>
        </div>
        {banners(course)}
        {actions(course, more, ended)}
    }
    .into_any()
}

fn banners(course: Course) -> AnyView {
    let battery = tablet::low_battery();
    let unsaved = Memo::new(move |_| course.unsaved.with(Vec::len));
    let holder = Memo::new(move |_| {
        course.loaded.with(|view| {
            let view = view?;
            (!view.is_ended() && !view.line.mine).then(|| {
                (
                    view.line.holder.clone().unwrap_or_default(),
                    view.paused_ms.is_some(),
                )
            })
        })
    });
    view! {
        {move || (unsaved.get() > 0).then(|| view! {
            <Banner tone=Tone::Danger title=t!("round-unsaved", n = unsaved.get())>
                <Button label=t!("try-again") icon="refresh" on_press=move |()| course.save_again() />
            </Banner>
        })}
        {move || holder.get().map(|(name, paused)| {
            let title = if paused {
                t!("round-paused-by", name = name.clone())
            } else {
                t!("round-run-by", name = name.clone())
            };
            view! {
                <Banner title>
                    <Button
                        label=t!("round-take-over")
                        icon="hand"
                        on_press=move |()| course.act("taken_over", None, Box::new(|| ()))
                    />
                </Banner>
            }
        })}
        {move || battery.get().map(|percent| view! {
            <Banner tone=Tone::Warn title=t!("round-battery", percent = percent)>
                <div class="wb-actions">
                    <Button label=t!("round-hand-over") icon="hand" on_press=move |()| course.giving.set(true) />
                    <Button label=t!("round-print") icon="print" on_press=move |()| sheet::print(course) />
                </div>
            </Banner>
        })}
    }
    .into_any()
}

fn actions(course: Course, more: RwSignal<bool>, ended: Memo<bool>) -> AnyView {
    let close = move || more.set(false);
    view! {
        <Dialog open=more on_close=move |()| close() title=t!("round-more")>
            <div class="wb-stack">
                {(!ended.get() && !paper::is_copy(course)).then(|| view! {
                    <Button
                        label=t!("round-hand-over")
                        icon="hand"
                        wide=true
                        on_press=move |()| { close(); course.giving.set(true) }
                    />
                })}
                <Button
                    label=t!("round-end")
                    icon="check-circle"
                    wide=true
                    on_press=move |()| { close(); course.go(None) }
                />
                <Button
                    label=t!("round-print")
                    icon="print"
                    wide=true
                    on_press=move |()| { close(); sheet::print(course) }
                />
                {(!ended.get() && course.paper_ms.with_untracked(Option::is_none)).then(|| view! {
                    <Button
                        label=t!("paper-enter")
                        icon="from-paper"
                        wide=true
                        on_press=move |()| { close(); paper::begin(course) }
                    />
                })}
                <LinkButton label=t!("round-leave") icon="back" wide=true href=Page::Today.path() />
                <LinkButton label=t!("help-open") icon="help" wide=true href="/more/help?about=round".to_owned() />
                <Button label=t!("close") kind=Kind::Quiet wide=true on_press=move |()| close() />
            </div>
        </Dialog>
        {hand_over::view(course)}
    }
    .into_any()
}
