//! What a camera saw, in greys.

/// Wider and higher pictures than this are refused: the time of a search grows with them.
const SIDE_MAX: usize = 2048;

/// In which shade a code is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Dark on light, as on paper.
    Dark,
    /// Light on dark, as some screens show it.
    Light,
}

/// A picture in greys, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    greys: Vec<u8>,
}

impl Picture {
    /// A picture of greys; nothing if they don't fill it or if it is too large.
    pub fn of_greys(width: usize, height: usize, greys: Vec<u8>) -> Option<Self> {
        let fits = (1..=SIDE_MAX).contains(&width) && (1..=SIDE_MAX).contains(&height);
        (fits && greys.len() == width * height).then_some(Picture {
            width,
            height,
            greys,
        })
    }

    /// A picture of red, green, blue and opacity, as a canvas gives it.
    pub fn of_colours(width: usize, height: usize, colours: &[u8]) -> Option<Self> {
        // Of the shares of brightness, green has more than half: these quarters are near enough and need no fractions.
        let grey = |pixel: &[u8]| match pixel {
            [red, green, blue, ..] => {
                ((u16::from(*red) + 2 * u16::from(*green) + u16::from(*blue)) / 4) as u8
            }
            _ => 0,
        };
        let greys = colours.chunks_exact(4).map(grey).collect();
        Self::of_greys(width, height, greys)
    }

    /// Pixels from side to side.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> usize {
        self.height
    }

    /// All of it, row by row.
    pub(crate) fn greys(&self) -> &[u8] {
        &self.greys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_all_its_pixels() {
        assert!(Picture::of_greys(2, 2, vec![0; 4]).is_some());
        assert!(Picture::of_greys(2, 2, vec![0; 3]).is_none());
        assert!(Picture::of_greys(0, 0, vec![]).is_none());
        assert!(Picture::of_greys(usize::MAX, 2, vec![]).is_none());
        assert!(Picture::of_colours(1, 1, &[0; 3]).is_none());
    }

    #[test]
    fn green_counts_for_most() {
        let greys = |colours: [u8; 4]| Picture::of_colours(1, 1, &colours).map(|one| one.greys);
        assert_eq!(greys([255, 255, 255, 255]), Some(vec![255]));
        assert_eq!(greys([0, 255, 0, 255]), Some(vec![127]));
    }
}
