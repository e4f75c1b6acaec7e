//! Buttons and links that look like buttons.

use crate::prelude::*;

use super::icon::Icon;

/// What a button is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The action for the next moment; at most one on a page.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// An action beside the matter: show, hide, more.
    Quiet,
    /// Something would be lost.
    Danger,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Primary => "wb-button wb-button--primary",
            Kind::Secondary => "wb-button wb-button--secondary",
            Kind::Quiet => "wb-button wb-button--quiet",
            Kind::Danger => "wb-button wb-button--danger",
        }
    }

    fn classes(self, wide: bool) -> String {
        let wide = if wide { " wb-button--wide" } else { "" };
        format!("{}{wide}", self.class())
    }
}

/// A button with words, and perhaps an icon before them.
#[component]
pub fn Button(
    /// The words.
    #[prop(into)]
    label: Signal<String>,
    /// What a tap does.
    #[prop(into)]
    on_press: Callback<()>,
    /// What it is for.
    #[prop(optional)]
    kind: Kind,
    /// A symbol of the sprite.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Nothing to do now; say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Sends the form around it (Enter does too).
    #[prop(optional)]
    submit: bool,
) -> AnyView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.classes(wide)
            disabled=disabled
            on:click=move |_| on_press.run(())
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// A button that is only an icon on screen and has a name for everybody else.
#[component]
pub fn IconButton(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// The symbol.
    icon: &'static str,
    /// What a tap does.
    #[prop(into)]
    on_press: Callback<()>,
    /// An arrow that follows the direction of reading.
    #[prop(optional)]
    directional: bool,
    /// Nothing to do now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> AnyView {
    view! {
        <button
            type="button"
            class="wb-button wb-button--quiet wb-button--icon"
            aria-label=label
            title=label
            disabled=disabled
            on:click=move |_| on_press.run(())
        >
            <Icon name=icon directional />
        </button>
    }
    .into_any()
}

/// A link that looks like a button: it leads to another page.
#[component]
pub fn LinkButton(
    /// The words.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it is for.
    #[prop(optional)]
    kind: Kind,
    /// A symbol of the sprite.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
) -> AnyView {
    view! {
        <a class=kind.classes(wide) href=href>
            {icon.map(|name| view! { <Icon name /> })}
            <span>{label}</span>
        </a>
    }
    .into_any()
}
