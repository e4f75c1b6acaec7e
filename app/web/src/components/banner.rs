//! Something to know before going on.

use crate::prelude::*;

use super::icon::Icon;

/// How serious it is. Red is for loss and danger alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Done.
    Ok,
    /// Needs a hand soon.
    Warn,
    /// Something may be lost, somebody may be hurt.
    Danger,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Info => "wb-banner",
            Tone::Ok => "wb-banner wb-banner--ok",
            Tone::Warn => "wb-banner wb-banner--warn",
            Tone::Danger => "wb-banner wb-banner--danger",
        }
    }

    /// The icon that goes with it.
    pub fn icon(self) -> &'static str {
        match self {
            Tone::Info => "info",
            Tone::Ok => "check",
            Tone::Warn => "warning",
            Tone::Danger => "danger",
        }
    }
}

/// A banner: icon, title, and what else there is to say or do.
#[component]
pub fn Banner(
    /// The sentence that matters.
    #[prop(into)]
    title: Signal<String>,
    /// How serious it is.
    #[prop(optional)]
    tone: Tone,
    /// More words, actions.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class=tone.class() role=(tone == Tone::Danger).then_some("alert")>
            <Icon name=tone.icon() />
            <div class="wb-banner__body">
                <p class="wb-banner__title">{title}</p>
                {children.map(|children| children())}
            </div>
        </div>
    }
    .into_any()
}
