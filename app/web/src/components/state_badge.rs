//! States as icon, word and colour together: of anything, and of a record on its way to the server.

use crate::prelude::*;
use wingbook_worker::message::Delivery;

use super::{banner::Tone, icon::Icon};
use crate::{
    state::clock,
    text::{self, times},
};

/// A state: icon and words, coloured by how serious it is.
#[component]
pub fn Badge(
    /// The symbol.
    icon: &'static str,
    /// The words.
    #[prop(into)]
    words: Signal<String>,
    /// How serious it is.
    #[prop(optional)]
    tone: Tone,
) -> AnyView {
    let class = match tone {
        Tone::Info => "wb-badge",
        Tone::Ok => "wb-badge wb-badge--ok",
        Tone::Warn => "wb-badge wb-badge--warn",
        Tone::Danger => "wb-badge wb-badge--danger",
    };
    view! { <span class=class><Icon name=icon /><span>{words}</span></span> }.into_any()
}

/// How far a record has got, in words (reactive in time and language).
pub fn delivery_words(delivery: &Delivery) -> String {
    match delivery {
        Delivery::Saved => text::say("delivery-saved", &[]),
        Delivery::Waiting => text::say("delivery-waiting", &[]),
        Delivery::Sent => text::say("delivery-sent", &[]),
        Delivery::Received { at_ms: Some(at_ms) } => {
            let time = times::short(*at_ms, clock::now_ms());
            text::say("delivery-received-at", &[("time", time.into())])
        }
        Delivery::Received { at_ms: None } => text::say("delivery-received", &[]),
        Delivery::Refused { .. } => text::say("delivery-refused", &[]),
    }
}

/// How far a record has got: saved on this tablet → waiting to send → sent → received by the server; or not accepted.
#[component]
pub fn DeliveryBadge(
    /// How far.
    delivery: Delivery,
) -> AnyView {
    let (icon, tone) = match &delivery {
        Delivery::Saved => ("saved", Tone::Info),
        Delivery::Waiting => ("waiting", Tone::Info),
        Delivery::Sent => ("sending", Tone::Info),
        Delivery::Received { .. } => ("received", Tone::Ok),
        Delivery::Refused { .. } => ("danger", Tone::Danger),
    };
    view! { <Badge icon words=Signal::derive(move || delivery_words(&delivery)) tone /> }.into_any()
}
