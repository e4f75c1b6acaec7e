//! Reads QR codes in the pictures of a camera: a picture goes in, the text of a code comes out, or nothing. And draws them
//! for the printer ([`Drawing`]).
//!
//! What the camera sees is anybody's: no picture makes this panic, and each is done with after a bounded number of
//! steps. That is why the square of a code is looked for here ([`corners`], [`square`]) and not by a library: those at
//! hand either stop the program on some photographs or go on for seconds. What the square says, once it is bits, is
//! read by `quircs`.
//!
//! Only QR codes. The striped codes of products are left to scanners that type: they read them faster than a camera.
//!
//! - [`Picture`] what the camera saw, in greys; [`Ink`] which of both shades the code is drawn in
//! - [`shades`] dark and light, told apart by what is around
//! - [`corners`] the three corner marks of a code
//! - [`square`] the bits between them

mod corners;
mod drawing;
mod picture;
mod shades;
mod square;

pub use drawing::Drawing;
pub use picture::{Ink, Picture};

#[cfg(any(test, fuzzing))]
#[path = "../fuzz/mod.rs"]
pub mod fuzz;

/// Groups of three marks that are looked into: the first ones are the likeliest.
const GROUPS_MAX: usize = 6;

/// The text of a code in the picture, if there is one that can be read whole.
///
/// Codes are dark on light; some screens and badges show them light on dark. Asking for one [`Ink`] at a time lets a
/// camera take turns, picture by picture, for half the time on each.
pub fn read(picture: &Picture, ink: Ink) -> Option<String> {
    let shades = shades::Shades::of(picture, ink);
    let marks = corners::find(&shades);
    corners::groups(&marks)
        .into_iter()
        .take(GROUPS_MAX)
        .find_map(|group| square::read(&shades, group))
}
