//! Pictures of anything: what a camera sees is anybody's.

use crate::{Ink, Picture};

/// A picture of greys, a byte for each pixel; the first two bytes say how wide it is. It is looked through in both inks.
pub fn picture(bytes: &[u8]) {
    let Some((width, greys)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let width = usize::from(u16::from_be_bytes(*width)).max(1);
    let height = greys.len() / width;
    let whole = greys[..width * height].to_vec();
    if let Some(picture) = Picture::of_greys(width, height, whole) {
        look(&picture);
    }
}

/// A drawing in modules as large as the second byte says, a bit for each, in a quiet zone: small enough for a fuzzer to
/// change what a code says, and its marks.
pub fn square(bytes: &[u8]) {
    let Some(([side, size], bits)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let (side, size) = (usize::from(*side).clamp(1, 61), usize::from(*size % 4) + 1);
    let is_dark = |at: usize| {
        bits.get(at / 8)
            .is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    };
    let wide = (side + 8) * size;
    let grey = |at: usize| {
        let (row, column) = (at / wide / size, at % wide / size);
        let is_inside = (4..side + 4).contains(&row) && (4..side + 4).contains(&column);
        match is_inside && is_dark((row - 4) * side + column - 4) {
            true => 20,
            false => 235,
        }
    };
    let greys = (0..wide * wide).map(grey).collect();
    look(&Picture::of_greys(wide, wide, greys).expect("a square"));
}

/// A picture says one thing, however often it is asked, and the opposite ink of the opposite picture the same.
fn look(picture: &Picture) {
    let turned = picture.greys().iter().map(|grey| 255 - grey).collect();
    let turned = Picture::of_greys(picture.width(), picture.height(), turned);
    let read = crate::read(picture, Ink::Dark);
    assert_eq!(crate::read(picture, Ink::Dark), read);
    let _ = crate::read(picture, Ink::Light);
    if let Some(turned) = turned {
        let _ = crate::read(&turned, Ink::Light);
    }
}
