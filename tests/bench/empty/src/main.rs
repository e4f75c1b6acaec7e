//! The smallest Leptos app: the measure for Wingbook's start.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <p>"Empty"</p> });
}
