//! Which pixels are ink: darker (or lighter) than what is around them, so that a shadow over half a code, or a lamp
//! beside it, doesn't matter.

use crate::{Ink, Picture};

/// Pixels of a tile's side; tiles are small beside a code and large beside one of its cells.
const TILE: usize = 8;

/// Below this difference of greys a tile shows one thing only.
const CONTRAST_MIN: u8 = 24;

/// Nor is it ink and ground if their difference in it is less than this part of the one in the whole picture.
const SPREAD_SHARE: u8 = 3;

/// Tiles around one that it is compared with, in each direction.
const AROUND: usize = 3;

/// A picture in ink and ground.
pub struct Shades {
    width: usize,
    height: usize,
    is_ink: Vec<bool>,
}

impl Shades {
    /// Tells ink from ground.
    pub fn of(picture: &Picture, ink: Ink) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let greys = smoothed(picture, ink);
        let tiles = Tiles::of(&greys, width, height);
        let mut is_ink = vec![false; width * height];
        for tile_y in 0..tiles.down {
            for tile_x in 0..tiles.across {
                let limit = tiles.limit(tile_x, tile_y);
                let columns = tile_x * TILE..((tile_x + 1) * TILE).min(width);
                for y in tile_y * TILE..((tile_y + 1) * TILE).min(height) {
                    let row = y * width + columns.start..y * width + columns.end;
                    for (is_ink, grey) in is_ink[row.clone()].iter_mut().zip(&greys[row]) {
                        *is_ink = *grey <= limit;
                    }
                }
            }
        }
        Shades {
            width,
            height,
            is_ink,
        }
    }

    /// Pixels from side to side.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> usize {
        self.height
    }

    /// One row from left to right.
    pub fn row(&self, y: usize) -> &[bool] {
        let start = y * self.width;
        self.is_ink.get(start..start + self.width).unwrap_or(&[])
    }

    /// Whether there is ink at a point; nothing beside the picture.
    pub fn at(&self, x: f64, y: f64) -> Option<bool> {
        // What is no number at all becomes zero, and what is too large the largest: both are fine here.
        let (x, y) = (x.floor(), y.floor());
        if !(x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64) {
            return None;
        }
        self.is_ink
            .get(y as usize * self.width + x as usize)
            .copied()
    }
}

/// Each pixel with those to the right and below: half of the noise of a camera in the dark is gone. Always as dark ink.
fn smoothed(picture: &Picture, ink: Ink) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let greys = picture.greys();
    let turn = match ink {
        Ink::Dark => 0,
        Ink::Light => u8::MAX,
    };
    let mut smoothed = Vec::with_capacity(greys.len());
    for y in 0..height {
        let row = &greys[y * width..(y + 1) * width];
        let below_y = (y + 1).min(height - 1);
        let below = &greys[below_y * width..(below_y + 1) * width];
        let mut sums = row
            .iter()
            .zip(below)
            .map(|(one, two)| u16::from(*one) + u16::from(*two));
        let mut before = sums.next().unwrap_or_default();
        for next in sums {
            smoothed.push(((before + next) / 4) as u8 ^ turn);
            before = next;
        }
        smoothed.push((before / 2) as u8 ^ turn);
    }
    smoothed
}

/// The middle grey of each tile.
struct Tiles {
    across: usize,
    down: usize,
    middles: Vec<u8>,
}

impl Tiles {
    fn of(greys: &[u8], width: usize, height: usize) -> Self {
        let (across, down) = (width.div_ceil(TILE), height.div_ceil(TILE));
        let mut seen = Vec::with_capacity(across * down);
        for tile_y in 0..down {
            for tile_x in 0..across {
                seen.push(Tile::of(greys, width, height, tile_x, tile_y));
            }
        }
        let means = seen.iter().map(|tile| tile.mean);
        let spread = means.clone().max().unwrap_or_default() - means.min().unwrap_or_default();
        let contrast_min = CONTRAST_MIN.max(spread / SPREAD_SHARE);
        let mut tiles = Tiles {
            across,
            down,
            middles: Vec::with_capacity(seen.len()),
        };
        for (at, tile) in seen.into_iter().enumerate() {
            let middle = if tile.lightest - tile.darkest > contrast_min {
                tile.mean
            } else {
                tiles.plain(at % across, at / across, tile)
            };
            tiles.middles.push(middle);
        }
        tiles
    }

    /// A tile of one shade: ground, unless it is darker than the middle of its neighbours. Then it lies inside of
    /// something dark that is larger than a tile.
    fn plain(&self, x: usize, y: usize, tile: Tile) -> u8 {
        let ground = tile.darkest / 2;
        if x == 0 || y == 0 {
            return ground;
        }
        let known = |x: usize, y: usize| {
            let middle = self.middles.get(y * self.across + x);
            u16::from(middle.copied().unwrap_or_default())
        };
        let around = (known(x - 1, y) * 2 + known(x, y - 1) + known(x - 1, y - 1)) / 4;
        if u16::from(tile.mean) < around {
            around as u8
        } else {
            ground
        }
    }

    /// What is darker than this is dark, in a tile: the mean over the tiles around.
    fn limit(&self, x: usize, y: usize) -> u8 {
        let span =
            |at: usize, whole: usize| at.saturating_sub(AROUND)..(at + AROUND + 1).min(whole);
        let (mut sum, mut count) = (0_u32, 0_u32);
        for y in span(y, self.down) {
            for x in span(x, self.across) {
                sum += u32::from(self.middles[y * self.across + x]);
                count += 1;
            }
        }
        (sum / count.max(1)) as u8
    }
}

/// What is seen in a tile.
#[derive(Clone, Copy)]
struct Tile {
    mean: u8,
    darkest: u8,
    lightest: u8,
}

impl Tile {
    fn of(greys: &[u8], width: usize, height: usize, x: usize, y: usize) -> Self {
        let columns = x * TILE..((x + 1) * TILE).min(width);
        let (mut sum, mut count, mut darkest, mut lightest) = (0_u32, 0_u32, u8::MAX, 0);
        for y in y * TILE..((y + 1) * TILE).min(height) {
            for grey in &greys[y * width + columns.start..y * width + columns.end] {
                sum += u32::from(*grey);
                count += 1;
                darkest = darkest.min(*grey);
                lightest = lightest.max(*grey);
            }
        }
        Tile {
            mean: (sum / count.max(1)) as u8,
            darkest,
            lightest,
        }
    }
}
