//! Codes drawn by another program, as a camera may see them, and pictures that are no codes.

#![allow(clippy::expect_used)]

use proptest::prelude::*;
use qrcode::{Color, EcLevel, QrCode, Version};
use wingbook_codes::{Ink, Picture, read};

const WIDTH: usize = 640;
const HEIGHT: usize = 480;

/// How a code is held before the camera.
#[derive(Clone, Copy, Debug)]
struct Held {
    /// Pixels of a cell.
    cell: f64,
    /// Turned by this angle.
    turned: f64,
    /// Seen aslant: how fast it gets smaller to the right and down.
    aslant: (f64, f64),
    /// Greys by which a pixel may be wrong.
    noise: u32,
    /// Greys between the left side and the right one.
    shadow: f64,
    ink: u8,
    ground: u8,
}

impl Default for Held {
    fn default() -> Self {
        Held {
            cell: 7.0,
            turned: 0.0,
            aslant: (0.0, 0.0),
            noise: 0,
            shadow: 0.0,
            ink: 30,
            ground: 220,
        }
    }
}

/// Numbers that look random and are the same every time.
fn random(state: &mut u64) -> u32 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 16) as u32
}

/// What the camera sees of a code.
fn seen(text: &str, level: EcLevel, held: Held) -> Vec<u8> {
    let code = QrCode::with_error_correction_level(text, level).expect("the text fits into a code");
    held_up(&code, held)
}

fn held_up(code: &QrCode, held: Held) -> Vec<u8> {
    let side = code.width();
    let cells = code.to_colors();
    let (sine, cosine) = held.turned.sin_cos();
    let (middle_x, middle_y) = (WIDTH as f64 / 2.0, HEIGHT as f64 / 2.0);
    let mut state = 0x9E37_79B9_7F4A_7C15;
    let mut greys = Vec::with_capacity(WIDTH * HEIGHT);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (x, y) = (x as f64 + 0.5 - middle_x, y as f64 + 0.5 - middle_y);
            let depth = (1.0 + held.aslant.0 * x + held.aslant.1 * y).max(0.1);
            let (across, along) = (x / depth, y / depth);
            let column = (across * cosine + along * sine) / held.cell + side as f64 / 2.0;
            let row = (along * cosine - across * sine) / held.cell + side as f64 / 2.0;
            let inside = column >= 0.0 && row >= 0.0;
            let (column, row) = (column as usize, row as usize);
            let is_ink = inside
                && column < side
                && row < side
                && cells.get(row * side + column) == Some(&Color::Dark);
            let grey = f64::from(if is_ink { held.ink } else { held.ground });
            let wrong = random(&mut state) % (2 * held.noise + 1);
            let grey = grey + f64::from(wrong) - f64::from(held.noise);
            greys.push((grey + held.shadow * x / WIDTH as f64).clamp(0.0, 255.0) as u8);
        }
    }
    greys
}

fn picture(greys: Vec<u8>) -> Picture {
    Picture::of_greys(WIDTH, HEIGHT, greys).expect("a picture of that size")
}

#[track_caller]
fn check(text: &str, held: Held) {
    let seen = picture(seen(text, EcLevel::M, held));
    assert_eq!(read(&seen, Ink::Dark).as_deref(), Some(text), "{held:?}");
}

#[test]
fn numbers_and_texts_of_any_script_are_read() {
    for text in [
        "V-1010",
        "UG/2024/00017",
        "1",
        "العنبر ١٢ رقم ٤٠٧",
        "Отряд 5 № 118",
        "0f8a1c55-4e0d-4bb5-a3fb-9f2a36ad3a10",
    ] {
        check(text, Held::default());
    }
}

#[test]
fn codes_of_each_size_are_read() {
    for size in 1..=22 {
        for level in [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H] {
            let code = QrCode::with_version("V-1010", Version::Normal(size), level);
            let code = code.expect("the text fits into a code");
            let cell = if size < 12 { 6.0 } else { 4.0 };
            let seen = picture(held_up(
                &code,
                Held {
                    cell,
                    ..Held::default()
                },
            ));
            let read = read(&seen, Ink::Dark);
            assert_eq!(read.as_deref(), Some("V-1010"), "size {size}, {level:?}");
        }
    }
}

#[test]
fn white_space_around_a_text_is_no_part_of_it() {
    let seen = picture(seen(" V-1010\r\n", EcLevel::M, Held::default()));
    assert_eq!(read(&seen, Ink::Dark).as_deref(), Some("V-1010"));
    let blank = picture(self::seen("   ", EcLevel::M, Held::default()));
    assert_eq!(read(&blank, Ink::Dark), None);
}

#[test]
fn a_code_may_be_turned_by_any_angle() {
    for turned in 0..24 {
        let turned = f64::from(turned) * std::f64::consts::TAU / 24.0;
        check(
            "V-1010",
            Held {
                turned,
                ..Held::default()
            },
        );
        check(
            "UG/2024/00017 in the kitchen",
            Held {
                turned,
                ..Held::default()
            },
        );
    }
}

#[test]
fn a_code_may_be_seen_aslant() {
    for aslant in [
        (0.0007, 0.0),
        (-0.0007, 0.0),
        (0.0, 0.0007),
        (0.0005, -0.0005),
    ] {
        check(
            "V-1010",
            Held {
                aslant,
                turned: 0.3,
                cell: 9.0,
                ..Held::default()
            },
        );
        check(
            "UG/2024/00017 in the kitchen",
            Held {
                aslant,
                turned: 0.3,
                ..Held::default()
            },
        );
    }
}

#[test]
fn a_code_may_lie_near_far_in_shadow_and_in_the_dark() {
    for cell in [3.0, 5.0, 12.0, 18.0] {
        check(
            "V-1010",
            Held {
                cell,
                ..Held::default()
            },
        );
    }
    check(
        "V-1010",
        Held {
            shadow: 150.0,
            ..Held::default()
        },
    );
    check(
        "V-1010",
        Held {
            noise: 30,
            ..Held::default()
        },
    );
    check(
        "V-1010",
        Held {
            ink: 20,
            ground: 70,
            noise: 6,
            ..Held::default()
        },
    );
}

#[test]
fn light_ink_is_read_when_asked_for() {
    let held = Held {
        ink: 230,
        ground: 25,
        ..Held::default()
    };
    let seen = picture(seen("V-1010", EcLevel::M, held));
    assert_eq!(read(&seen, Ink::Light).as_deref(), Some("V-1010"));
    assert_eq!(read(&seen, Ink::Dark), None);
}

#[test]
fn a_code_in_a_mirror_is_read() {
    let mut greys = seen("V-1010", EcLevel::M, Held::default());
    for row in greys.chunks_exact_mut(WIDTH) {
        row.reverse();
    }
    assert_eq!(read(&picture(greys), Ink::Dark).as_deref(), Some("V-1010"));
}

#[test]
fn a_scratch_over_a_code_is_made_good() {
    let mut greys = seen("V-1010", EcLevel::H, Held::default());
    for y in 205..225 {
        greys[y * WIDTH + 300..y * WIDTH + 330].fill(30);
    }
    assert_eq!(read(&picture(greys), Ink::Dark).as_deref(), Some("V-1010"));
}

#[test]
fn bytes_that_are_no_text_are_not_read() {
    let code = QrCode::new([0xFF_u8, 0xFE, 0x00, 0x80]).expect("four bytes fit");
    let cells = code.to_colors();
    let mut greys = vec![220; WIDTH * HEIGHT];
    for (at, cell) in cells.iter().enumerate() {
        let (column, row) = (at % code.width(), at / code.width());
        for y in 0..8 {
            let start = (60 + row * 8 + y) * WIDTH + 60 + column * 8;
            let grey = if *cell == Color::Dark { 30 } else { 220 };
            greys[start..start + 8].fill(grey);
        }
    }
    assert_eq!(read(&picture(greys), Ink::Dark), None);
}

#[test]
fn pictures_of_nothing_are_read_as_nothing() {
    for (width, height) in [(1, 1), (1, 300), (300, 1), (7, 7), (9, 8), (640, 480)] {
        for grey in [0, 1, 127, 254, 255] {
            let plain = Picture::of_greys(width, height, vec![grey; width * height]);
            let plain = plain.expect("a picture of that size");
            assert_eq!(read(&plain, Ink::Dark), None);
            assert_eq!(read(&plain, Ink::Light), None);
        }
    }
}

#[test]
fn chessboards_and_stripes_are_read_as_nothing() {
    for cell in 1..24 {
        let board = |x: usize, y: usize| -> u8 {
            if (x / cell + y / cell).is_multiple_of(2) {
                0
            } else {
                255
            }
        };
        let stripes = |x: usize, _: usize| if (x / cell).is_multiple_of(2) { 0 } else { 255 };
        for grey in [&board as &dyn Fn(usize, usize) -> u8, &stripes] {
            let greys = (0..WIDTH * HEIGHT).map(|at| grey(at % WIDTH, at / WIDTH));
            assert_eq!(read(&picture(greys.collect()), Ink::Dark), None);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Noise of any kind, size and contrast is read without a panic.
    #[test]
    fn noise_is_nothing(
        width in 1_usize..200,
        height in 1_usize..200,
        coarse in 1_usize..12,
        seed in 1_u64..,
        is_hard in any::<bool>(),
    ) {
        let mut state = seed;
        let tiles: Vec<u8> = (0..width * height)
            .map(|_| {
                let grey = random(&mut state) as u8;
                if is_hard { if grey > 127 { 255 } else { 0 } } else { grey }
            })
            .collect();
        let at = |at: usize| tiles[(at / width / coarse) * width + at % width / coarse];
        let greys = (0..width * height).map(at).collect();
        let noise = Picture::of_greys(width, height, greys).expect("a picture of that size");
        prop_assert_eq!(read(&noise, Ink::Dark), None);
        let _ = read(&noise, Ink::Light);
    }

    /// A code that was painted over, cut and bent gives its own text or none, and never a panic.
    #[test]
    fn a_damaged_code_never_says_something_else(
        text in "[A-Z0-9/-]{1,40}",
        turned in 0.0..6.3_f64,
        cell in 1.0..14.0_f64,
        aslant in (-0.004..0.004_f64, -0.004..0.004_f64),
        noise in 0_u32..90,
        blots in prop::collection::vec((0..WIDTH, 0..HEIGHT, 1_usize..90, any::<u8>()), 0..12),
    ) {
        let held = Held { cell, turned, aslant, noise, ..Held::default() };
        let mut greys = seen(&text, EcLevel::M, held);
        for (left, top, side, grey) in blots {
            for y in top..(top + side).min(HEIGHT) {
                greys[y * WIDTH + left..y * WIDTH + (left + side).min(WIDTH)].fill(grey);
            }
        }
        if let Some(said) = read(&picture(greys), Ink::Dark) {
            prop_assert_eq!(said, text);
        }
    }
}
