//! The recovery key: the ceremony in which it is made, and its use when nobody left can open what lies on a tablet.

pub mod ceremony;
pub mod opening;

use crate::prelude::*;

use crate::{components::TextArea, t};

/// Most fields for parts: as many as a key can have.
const FIELDS_MAX: usize = 9;
/// Longer than any part with its spaces.
const PART_LENGTH_MAX: usize = 160;

/// What the holders type from their papers.
#[derive(Clone, Copy)]
pub struct Typed {
    fields: RwSignal<Vec<RwSignal<String>>>,
}

impl Typed {
    /// So many fields.
    pub fn new(fields: usize) -> Self {
        let fields = (0..fields).map(|_| RwSignal::default()).collect();
        Self {
            fields: RwSignal::new(fields),
        }
    }

    /// As typed, empty fields too: what is wrong is told by their number.
    pub fn parts(self) -> Vec<String> {
        self.fields
            .with_untracked(|fields| fields.iter().map(RwSignal::get_untracked).collect())
    }

    /// The fields.
    pub fn view(self) -> AnyView {
        let rows = move || {
            let fields = self.fields.get();
            fields
                .into_iter()
                .enumerate()
                .map(|(at, value)| {
                    view! {
                        <TextArea
                            id=format!("part-{}", at + 1)
                            label=t!("recovery-part-typed", n = at + 1)
                            value
                            length_max=PART_LENGTH_MAX
                        />
                    }
                    .into_any()
                })
                .collect_view()
        };
        view! { <div class="wb-stack wb-parts">{rows}</div> }.into_any()
    }

    /// One field more.
    pub fn add(self) {
        self.fields.update(|fields| {
            if fields.len() < FIELDS_MAX {
                fields.push(RwSignal::default());
            }
        });
    }
}
