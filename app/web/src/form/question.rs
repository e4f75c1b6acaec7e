//! The frame of a question (label, hint, error), and which control it gets.

use crate::prelude::*;
use wingbook_forms::{Choices, Kind, NodeId};

use super::{
    choice, domain,
    filling::{Filling, id},
    number, proposal, text, when,
};
use crate::{
    components::{Banner, Icon, Tone},
    text as words,
};

/// The appearance of a note that says what may do harm.
const WARNING: &str = "wb-warning";

/// The appearance of a note in whose place stands what the rules of health checks propose.
const PROPOSAL: &str = "wb-proposal";

/// A question or a note; there only while it is relevant. What was typed stays in the session.
pub fn question(filling: Filling, node: NodeId) -> AnyView {
    if !filling.item(node, |item| item.is_shown()) {
        return ().into_any();
    }
    let relevant = Memo::new(move |_| filling.with(node, |session| session.state(node).relevant));
    view! { {move || relevant.get().then(|| shown(filling, node))} }.into_any()
}

fn shown(filling: Filling, node: NodeId) -> AnyView {
    let kind = filling.item(node, |item| item.kind().clone());
    if kind == Kind::Note {
        let label = label(filling, node);
        if filling.item(node, |item| item.has_appearance(PROPOSAL)) {
            return proposal::proposal(filling, label);
        }
        let tone = match filling.item(node, |item| item.has_appearance(WARNING)) {
            true => Tone::Warn,
            false => Tone::Info,
        };
        return view! { <Banner title=label tone /> }.into_any();
    }
    let fixed = filling.item(node, |item| item.is_calculated())
        || filling.peek(|session| session.state(node).readonly);
    if fixed {
        return text::output(filling, node);
    }
    let (grouped, control) = match kind {
        Kind::Integer => (false, number::whole(filling, node)),
        Kind::Decimal => (false, number::decimal(filling, node)),
        Kind::Range(bounds) => (false, number::range(filling, node, &bounds)),
        Kind::SelectOne(Choices::List(_)) => (true, choice::one(filling, node)),
        Kind::SelectMultiple(Choices::List(_)) => (true, choice::several(filling, node)),
        Kind::SelectOne(Choices::Domain(source)) => {
            (true, domain::search(filling, node, source, false))
        }
        Kind::SelectMultiple(Choices::Domain(source)) => {
            (true, domain::search(filling, node, source, true))
        }
        Kind::Acknowledge => (true, choice::acknowledge(filling, node)),
        Kind::Date => (true, when::date(filling, node)),
        Kind::Time => (true, when::time(filling, node)),
        Kind::DateTime => (true, when::date_time(filling, node)),
        _ => (false, text::text(filling, node)),
    };
    frame(filling, node, grouped, control)
}

/// A question's label in the form's words (reactive).
pub fn label(filling: Filling, node: NodeId) -> Signal<String> {
    Memo::new(move |_| filling.with(node, |session| session.label(node))).into()
}

/// The id of a question's input.
pub fn input_id(node: NodeId) -> String {
    format!("{}-input", id(node))
}

/// What describes a question's input to a screen reader: its hint, and its error while there is one.
pub fn described_by(filling: Filling, node: NodeId) -> Signal<String> {
    Signal::derive(move || {
        let own = id(node);
        match filling.error(node) {
            Some(_) => format!("{own}-hint {own}-error"),
            None => format!("{own}-hint"),
        }
    })
}

/// Whether an error shows.
pub fn is_wrong(filling: Filling, node: NodeId) -> Signal<Option<&'static str>> {
    Signal::derive(move || filling.error(node).map(|_| "true"))
}

fn frame(filling: Filling, node: NodeId, grouped: bool, control: AnyView) -> AnyView {
    let own = id(node);
    let error = Memo::new(move |_| filling.error(node));
    let hint = Memo::new(move |_| filling.with(node, |session| session.hint(node)));
    let guidance = Memo::new(move |_| filling.with(node, |session| session.guidance(node)));
    let optional = Memo::new(move |_| !filling.with(node, |session| session.state(node).required));
    let label = label(filling, node);
    let name = view! {
        <span dir="auto">{label}</span>
        {move || optional.get().then(|| view! {
            <span class="wb-field__optional">" " {words::say("optional", &[])}</span>
        })}
    }
    .into_any();
    let rest = view! {
        <p class="wb-field__hint" id=format!("{own}-hint") dir="auto" hidden=move || hint.with(Option::is_none)>
            {move || hint.get()}
        </p>
        <p class="wb-field__error" id=format!("{own}-error") hidden=move || error.with(Option::is_none)>
            <Icon name="warning" />
            <span dir="auto">{move || error.get()}</span>
        </p>
        {control}
        <p class="wb-field__hint" dir="auto" hidden=move || guidance.with(Option::is_none)>{move || guidance.get()}</p>
    }
    .into_any();
    let class = move || {
        if error.with(Option::is_some) {
            "wb-field wb-field--error"
        } else {
            "wb-field"
        }
    };
    if grouped {
        view! {
            <fieldset id=own data-question="" class=class aria-describedby=described_by(filling, node)>
                <legend class="wb-field__label">{name}</legend>
                {rest}
            </fieldset>
        }
        .into_any()
    } else {
        view! {
            <div id=own data-question="" class=class>
                <label class="wb-field__label" for=input_id(node)>{name}</label>
                {rest}
            </div>
        }
        .into_any()
    }
}
