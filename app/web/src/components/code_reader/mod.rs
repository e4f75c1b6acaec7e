//! Reading a code with the camera: a button, and a dialog with the live picture that closes as soon as a code was read.
//!
//! It knows nothing of what codes mean: whoever shows the button gets the text. Only QR codes are read; the striped
//! codes of products are for scanners that type, which read them faster than any camera.
//!
//! The picture is looked at and forgotten; nothing keeps it. The camera runs while the dialog is open, and no longer
//! than the page is in front.
//!
//! What is behind the button is fetched with the module of codes (`pages::lazy`): [`reading`] the dialog, [`camera`]
//! the camera itself. How a code is found in a picture: `wingbook_codes`.

pub mod camera;
pub mod reading;

use crate::prelude::*;

use super::{Button, Dialog};
use crate::{pages::lazy, t};

/// A button that reads a code with the camera; not there where the browser gives no camera to anybody.
#[component]
pub fn ReadCode(
    /// Gets the text of the code.
    #[prop(into)]
    on_text: Callback<String>,
    /// Look at once: whoever comes to the page wants nothing else.
    #[prop(optional)]
    at_once: bool,
) -> AnyView {
    if !camera::is_offered() {
        return ().into_any();
    }
    let open = RwSignal::new(at_once);
    let was_read = RwSignal::new(false);
    let read = Callback::new(move |text: String| {
        was_read.set(true);
        open.set(false);
        on_text.run(text);
    });
    view! {
        <Button
            label=t!("code-read")
            icon="qr-code"
            on_press=move |()| {
                was_read.set(false);
                open.set(true);
            }
        />
        // Said, not shown: who sees it sees what came of it. The text itself may be a secret.
        <span class="wb-visually-hidden" role="status">
            {move || was_read.get().then(|| t!("code-was-read"))}
        </span>
        <Dialog open on_close=move |()| open.set(false) title=t!("code-read")>
            {lazy::code_reader(reading::Asked {
                read,
                close: Callback::new(move |()| open.set(false)),
            })}
        </Dialog>
    }
    .into_any()
}
