//! One program, two places: in a window it mounts the app, in a worker it becomes the worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::JsCast;

    if js_sys::global().is_instance_of::<web_sys::Window>() {
        wingbook_web::mount();
    } else {
        wingbook_worker::start();
    }
}

/// Elsewhere there is neither: the tests of the library need the binary to compile.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
