//! The camera: opened, looked through, lit, and stopped. What it sees lies in one canvas that nobody else has, until
//! the next picture takes its place.

use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, DomException, HtmlCanvasElement, HtmlMediaElement, HtmlVideoElement,
    MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack, MediaStreamTrackState,
};
use wingbook_codes::Picture;

use crate::device::{call, get, navigator};

/// The longer side of a picture that is searched: enough for a code held at arm's length, and searched in
/// milliseconds.
const SIDE_MAX: f64 = 640.0;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The person, the browser or whoever administers the tablet doesn't allow it.
    Refused,
    /// The tablet has none.
    NoCamera,
    /// Something else holds it, or it stopped.
    Busy,
    /// Anything else.
    Other,
}

impl Fault {
    /// The fault that a browser names so.
    pub fn of_name(name: &str) -> Self {
        match name {
            "NotAllowedError" | "SecurityError" | "PermissionDeniedError" => Fault::Refused,
            "NotFoundError" | "OverconstrainedError" | "DevicesNotFoundError" => Fault::NoCamera,
            "NotReadableError" | "AbortError" | "TrackStartError" => Fault::Busy,
            _ => Fault::Other,
        }
    }

    fn of(error: &JsValue) -> Self {
        let exception = error.dyn_ref::<DomException>();
        exception.map_or(Fault::Other, |exception| Self::of_name(&exception.name()))
    }
}

fn devices() -> Option<MediaDevices> {
    let devices = get(&navigator(), "mediaDevices")?;
    get(&devices, "getUserMedia")?;
    devices.dyn_into().ok()
}

/// Whether the browser gives a camera to those who ask.
pub fn is_offered() -> bool {
    devices().is_some()
}

/// A camera that runs. It is stopped with whatever holds this.
pub struct Camera {
    stream: MediaStream,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Camera {
    /// Asks for the camera that looks away from the person, or whichever there is.
    pub async fn open() -> Result<Self, Fault> {
        let devices = devices().ok_or(Fault::NoCamera)?;
        let (canvas, context) = canvas().ok_or(Fault::Other)?;
        let wanted = Object::new();
        for (name, value) in [
            ("facingMode", JsValue::from_str("environment")),
            ("width", ideal(1280.0)),
            ("height", ideal(720.0)),
        ] {
            // Setting a property of a plain object can't fail.
            let _ = Reflect::set(&wanted, &JsValue::from_str(name), &value);
        }
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&wanted);
        let asked = devices.get_user_media_with_constraints(&constraints);
        let asked: Promise = asked.map_err(|error| Fault::of(&error))?.unchecked_into();
        let stream = JsFuture::from(asked)
            .await
            .map_err(|error| Fault::of(&error))?;
        Ok(Camera {
            stream: stream.dyn_into().map_err(|_| Fault::Other)?,
            canvas,
            context,
        })
    }

    /// Shows the live picture.
    pub fn show(&self, video: &HtmlMediaElement) {
        video.set_muted(true);
        video.set_src_object(Some(&self.stream));
        // Muted, it plays by itself wherever it may; where not, it shows its first picture.
        let _ = video.play();
    }

    /// Whether it still runs: a camera can be pulled out, or taken away by another app.
    pub fn runs(&self) -> bool {
        self.track()
            .is_some_and(|track| track.ready_state() == MediaStreamTrackState::Live)
    }

    /// The picture that is shown now, made smaller; none before the first one.
    pub fn picture(&self, video: &HtmlVideoElement) -> Option<Picture> {
        let (width, height) = (
            f64::from(video.video_width()),
            f64::from(video.video_height()),
        );
        if width < 1.0 || height < 1.0 {
            return None;
        }
        let scale = (SIDE_MAX / width.max(height)).min(1.0);
        let (width, height) = (
            (width * scale).max(1.0).floor(),
            (height * scale).max(1.0).floor(),
        );
        // Setting the size empties a canvas and takes time, so only where it differs: a tablet was turned.
        if f64::from(self.canvas.width()) != width || f64::from(self.canvas.height()) != height {
            self.canvas.set_width(width as u32);
            self.canvas.set_height(height as u32);
        }
        self.context
            .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height)
            .ok()?;
        let seen = self.context.get_image_data(0.0, 0.0, width, height).ok()?;
        Picture::of_colours(width as usize, height as usize, &seen.data())
    }

    /// Whether there is a lamp beside it that can be switched.
    pub fn has_torch(&self) -> bool {
        let capabilities = self
            .track()
            .and_then(|track| call(&track, "getCapabilities", None));
        let torch = capabilities.and_then(|capabilities| get(&capabilities, "torch"));
        torch.is_some_and(|torch| torch.is_truthy())
    }

    /// Switches the lamp on or off.
    pub fn light(&self, is_on: bool) {
        let Some(track) = self.track() else { return };
        let torch = object("torch", &JsValue::from_bool(is_on));
        let wanted = object("advanced", &Array::of1(&torch));
        if let Some(asked) = call(&track, "applyConstraints", Some(&wanted))
            && let Ok(asked) = asked.dyn_into::<Promise>()
        {
            // A lamp that doesn't obey stays as it is, which is seen.
            leptos::task::spawn_local(async move {
                let _ = JsFuture::from(asked).await;
            });
        }
    }

    fn track(&self) -> Option<MediaStreamTrack> {
        self.stream.get_video_tracks().get(0).dyn_into().ok()
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks().iter() {
            if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
                track.stop();
            }
        }
        // Nothing of the last picture waits for the browser to tidy up.
        self.canvas.set_width(0);
        self.canvas.set_height(0);
    }
}

/// A canvas that stands on no page, kept where the program can read it fast.
fn canvas() -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let options = object("willReadFrequently", &JsValue::TRUE);
    let context = canvas
        .get_context_with_context_options("2d", &options)
        .ok()??;
    Some((canvas, context.dyn_into().ok()?))
}

fn ideal(value: f64) -> JsValue {
    object("ideal", &JsValue::from_f64(value))
}

fn object(name: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    // Setting a property of a plain object can't fail.
    let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    object.into()
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn each_name_of_a_fault_says_what_to_do() {
        assert_eq!(Fault::of_name("NotAllowedError"), Fault::Refused);
        assert_eq!(Fault::of_name("NotFoundError"), Fault::NoCamera);
        assert_eq!(Fault::of_name("NotReadableError"), Fault::Busy);
        assert_eq!(Fault::of_name("TypeError"), Fault::Other);
    }
}
