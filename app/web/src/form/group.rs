//! Groups as sections, and parts of a form that can be there any number of times.

use crate::prelude::*;
use wingbook_forms::{Kind, NodeId};

use super::{
    filling::{Filling, id},
    question::{label, question},
};
use crate::{
    components::{Button, field},
    t, text,
};

/// What stands in a group, in order. `level`: of the headings inside.
pub fn children(filling: Filling, group: NodeId, level: u8) -> AnyView {
    let nodes = filling.peek(|session| session.children(group).to_vec());
    nodes
        .into_iter()
        .map(|node| child(filling, node, level))
        .collect_view()
        .into_any()
}

fn child(filling: Filling, node: NodeId, level: u8) -> AnyView {
    if filling.peek(|session| session.is_range(node)) {
        return parts(filling, node, level);
    }
    if filling.item(node, |item| *item.kind() == Kind::Group) {
        return section(filling, node, level);
    }
    question(filling, node)
}

fn heading(words: Signal<String>, level: u8) -> AnyView {
    if level <= 2 {
        view! { <h2 dir="auto">{words}</h2> }.into_any()
    } else {
        view! { <h3 dir="auto">{words}</h3> }.into_any()
    }
}

fn is_relevant(filling: Filling, node: NodeId) -> Memo<bool> {
    Memo::new(move |_| filling.with(node, |session| session.state(node).relevant))
}

fn section(filling: Filling, node: NodeId, level: u8) -> AnyView {
    let relevant = is_relevant(filling, node);
    view! {
        {move || relevant.get().then(|| view! {
            <section class="wb-form__group">
                {heading(label(filling, node), level)}
                {children(filling, node, level + 1)}
            </section>
        })}
    }
    .into_any()
}

fn parts(filling: Filling, range: NodeId, level: u8) -> AnyView {
    let relevant = is_relevant(filling, range);
    let instances = Memo::new(move |_| {
        filling.changes();
        filling.with(range, |session| session.children(range).to_vec())
    });
    let add = move |()| {
        let mut made = None;
        filling.change(|session| {
            let (instance, effects) = session.add(range)?;
            made = Some(instance);
            Ok(effects)
        });
        if let Some(instance) = made {
            set_timeout(
                move || field::focus(&id(instance)),
                std::time::Duration::ZERO,
            );
        }
    };
    let part = move |instance: NodeId| {
        let number = Memo::new(move |_| {
            instances.with(|all| {
                all.iter()
                    .position(|one| *one == instance)
                    .map_or(0, |at| at + 1)
            })
        });
        let label = label(filling, range);
        let title = Signal::derive(move || {
            format!("{} {}", label.get(), text::number(number.get() as f64))
        });
        view! {
            <section class="wb-form__group" id=id(instance)>
                {heading(title, level)}
                {children(filling, instance, level + 1)}
                <Button
                    label=t!("form-part-remove", name = title.get())
                    icon="close"
                    on_press=move |()| filling.change(|session| session.remove(instance))
                />
            </section>
        }
        .into_any()
    };
    view! {
        {move || relevant.get().then(|| view! {
            <div class="wb-form__parts">
                <For each=move || instances.get() key=|node| *node children=part />
                <Button label=t!("form-part-add", name = label(filling, range).get()) icon="plus" on_press=add />
            </div>
        })}
    }
    .into_any()
}
