//! What stands in the dialog: the live picture and how the search goes; or what is wrong, and what to do.

use std::time::Duration;

use crate::prelude::*;
use leptos::{ev, html, task::spawn_local};
use wingbook_codes::{Ink, read};

use super::camera::{Camera, Fault};
use crate::{
    components::{Button, Icon, Kind},
    device, t,
};

/// Between two looks: not more than eight in a second, and the page answers in between.
const LOOK_EVERY: Duration = Duration::from_millis(125);

/// How long it is felt that a code was read.
const READ_MS: f64 = 60.0;

/// What whoever opened the dialog wants to know.
#[derive(Clone, Copy)]
pub struct Asked {
    /// Gets the text of the code.
    pub read: Callback<String>,
    /// Nothing is to be read any more.
    pub close: Callback<()>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Starting,
    Looking,
    Failed(Fault),
}

/// The reader while it is open. All of it ends with its dialog, and the camera with it.
#[derive(Clone, Copy)]
struct Reader {
    asked: Asked,
    stage: RwSignal<Stage>,
    video: NodeRef<html::Video>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
    /// Whether the camera runs: then, and when the picture's place is on the page, it is shown there.
    is_open: RwSignal<bool>,
    has_torch: RwSignal<bool>,
    is_lit: RwSignal<bool>,
}

/// The inside of the dialog.
pub fn view(asked: Asked) -> AnyView {
    let reader = Reader {
        asked,
        stage: RwSignal::new(Stage::Starting),
        video: NodeRef::new(),
        camera: StoredValue::new_local(None),
        is_open: RwSignal::new(false),
        has_torch: RwSignal::new(false),
        is_lit: RwSignal::new(false),
    };
    reader.start();
    Effect::new(move |_| {
        if let (Some(video), true) = (reader.video.get(), reader.is_open.get()) {
            reader.with_camera(|camera| camera.show(&video));
        }
    });
    // A camera that looks while nobody does is not wanted; opening it again is one tap.
    let hidden = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            asked.close.run(());
        }
    });
    on_cleanup(move || {
        hidden.remove();
        reader.stop();
    });
    let fault = Memo::new(move |_| match reader.stage.get() {
        Stage::Failed(fault) => Some(fault),
        _ => None,
    });
    view! {
        <div class="wb-stack wb-code">
            {move || match fault.get() {
                Some(fault) => failed(reader, fault),
                None => looking(reader),
            }}
            <Button
                label=t!("close")
                kind=Kind::Quiet
                wide=true
                on_press=move |()| asked.close.run(())
            />
        </div>
    }
    .into_any()
}

fn looking(reader: Reader) -> AnyView {
    let torch = move || {
        reader.has_torch.get().then(|| {
            view! {
                <button
                    type="button"
                    class="wb-button wb-button--secondary"
                    aria-pressed=move || reader.is_lit.get().to_string()
                    on:click=move |_| reader.switch_torch()
                >
                    <Icon name="torch" />
                    <span>{t!("code-torch")}</span>
                </button>
            }
        })
    };
    view! {
        <div class="wb-code__frame">
            <video
                class="wb-code__picture"
                node_ref=reader.video
                playsinline=""
                aria-label=t!("code-picture")
                on:playing=move |_| reader.picture_came()
            ></video>
        </div>
        <p class="wb-code__status" role="status">
            {move || match reader.stage.get() {
                Stage::Looking => t!("code-looking"),
                _ => t!("code-starting"),
            }}
        </p>
        {torch}
    }
    .into_any()
}

fn failed(reader: Reader, fault: Fault) -> AnyView {
    let (what, to_do) = match fault {
        Fault::Refused => (t!("code-refused"), t!("code-refused.todo")),
        Fault::NoCamera => (t!("code-no-camera"), t!("code-no-camera.todo")),
        Fault::Busy => (t!("code-busy"), t!("code-busy.todo")),
        Fault::Other => (t!("code-failed"), t!("code-failed.todo")),
    };
    view! {
        <div class="wb-error wb-error--calm" role="alert">
            <h3 class="wb-error__title"><Icon name="info" /><span>{what}</span></h3>
            <p class="wb-error__line"><Icon name="next" directional=true /><span>{to_do}</span></p>
        </div>
        <Button label=t!("try-again") icon="refresh" wide=true on_press=move |()| reader.start() />
    }
    .into_any()
}

impl Reader {
    fn start(self) {
        self.stage.set(Stage::Starting);
        spawn_local(async move {
            let opened = Camera::open().await;
            // Closed while the browser asked: then the camera is dropped here, which stops it.
            if self.stage.is_disposed() {
                return;
            }
            match opened {
                Ok(camera) => {
                    self.camera.set_value(Some(camera));
                    self.is_open.set(true);
                    self.look_later(Ink::Dark);
                }
                Err(fault) => self.stage.set(Stage::Failed(fault)),
            }
        });
    }

    fn picture_came(self) {
        self.stage.set(Stage::Looking);
        let has_torch = self.with_camera(Camera::has_torch);
        self.has_torch.set(has_torch.unwrap_or_default());
    }

    /// A timer for each look, set when the last one is done: a slow tablet looks less often, and is never behind.
    fn look_later(self, ink: Ink) {
        set_timeout(move || self.look(ink), LOOK_EVERY);
    }

    fn look(self, ink: Ink) {
        // Closed, or failed.
        let Some(runs) = self.with_camera(Camera::runs) else {
            return;
        };
        if !runs {
            self.stop();
            self.stage.set(Stage::Failed(Fault::Busy));
            return;
        }
        let video = self.video.get_untracked();
        let picture = video.and_then(|video| self.with_camera(|camera| camera.picture(&video)));
        match picture.flatten().and_then(|picture| read(&picture, ink)) {
            Some(text) => {
                self.stop();
                device::vibrate(READ_MS);
                self.asked.read.run(text);
            }
            // One ink at a time takes half as long.
            None => self.look_later(match ink {
                Ink::Dark => Ink::Light,
                Ink::Light => Ink::Dark,
            }),
        }
    }

    fn switch_torch(self) {
        let is_lit = !self.is_lit.get_untracked();
        self.is_lit.set(is_lit);
        self.with_camera(|camera| camera.light(is_lit));
    }

    fn with_camera<Out>(self, look: impl FnOnce(&Camera) -> Out) -> Option<Out> {
        self.camera
            .try_with_value(|camera| camera.as_ref().map(look))
            .flatten()
    }

    /// Stops the camera, if it runs.
    fn stop(self) {
        let running = self.camera.try_update_value(Option::take);
        drop(running);
        // The dialog may be gone by now.
        let _ = self.is_open.try_set(false);
        // The next camera's lamp is dark.
        let _ = self.is_lit.try_set(false);
        let _ = self.has_torch.try_set(false);
    }
}
