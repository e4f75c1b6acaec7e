//! A code to be printed, and read again by [`crate::read`].

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// White cells around a code, which readers need to find it (ISO/IEC 18004).
const MARGIN: usize = 4;

/// A code as cells.
pub struct Drawing {
    cells: Vec<Color>,
    width: usize,
}

impl Drawing {
    /// The code of a text, if it is not far too long. A tenth of it may be worn off or covered by a thumb.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
        Some(Self {
            width: code.width(),
            cells: code.into_colors(),
        })
    }

    /// Its side in cells, with the white around it.
    pub fn side(&self) -> usize {
        self.width + 2 * MARGIN
    }

    /// Its dark cells as the path of an SVG in which a cell is one unit wide.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for (row, cells) in self.cells.chunks(self.width).enumerate() {
            let mut column = 0;
            for run in cells.chunk_by(|one, other| one == other) {
                if run.first() == Some(&Color::Dark) {
                    let (left, top, length) = (column + MARGIN, row + MARGIN, run.len());
                    // Writing to a text can't fail.
                    let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
                }
                column += run.len();
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;
    use crate::{Ink, Picture, read};

    /// Paints a path as a browser does, so many points for each cell.
    fn painted(drawing: &Drawing, scale: usize) -> Picture {
        let side = drawing.side() * scale;
        let mut colours = vec![255_u8; side * side * 4];
        for run in drawing.path().split_terminator('z') {
            let numbers: Vec<usize> = run
                .trim_start_matches('M')
                .split([' ', 'h', 'v'])
                .take(3)
                .map(|number| number.parse().unwrap())
                .collect();
            let (left, top, length) = (numbers[0], numbers[1], numbers[2]);
            for y in top * scale..(top + 1) * scale {
                for x in left * scale..(left + length) * scale {
                    colours[(y * side + x) * 4..][..3].fill(0);
                }
            }
        }
        Picture::of_colours(side, side, &colours).unwrap()
    }

    #[test]
    fn what_is_drawn_is_read() {
        for text in ["04XK2W Q7M3TN 9RZ5HB", "V-441", "سجن", &"A1 ".repeat(40)] {
            let drawing = Drawing::of(text).unwrap();
            let read = read(&painted(&drawing, 4), Ink::Dark);
            assert_eq!(read.as_deref(), Some(text.trim()), "{text}");
        }
    }

    #[test]
    fn what_no_code_can_hold_is_not_drawn() {
        assert!(Drawing::of(&"long ".repeat(2_000)).is_none());
    }
}
