//! The marks in three corners of a code: a square in a ring, which any straight line through the middle cuts into ink,
//! ground, ink, ground, ink as 1 : 1 : 3 : 1 : 1, however the code is turned.

use crate::shades::Shades;

/// What a line through the middle of a mark is cut into, in cells.
const CUTS: [f64; 5] = [1.0, 1.0, 3.0, 1.0, 1.0];

/// Cells of a line through a whole mark.
const CELLS: f64 = 7.0;

/// How much longer or shorter a run may be, in cells: blurred ink runs into its ground.
const SLACK: f64 = 0.75;

/// Marks that are kept: those seen in most rows. A picture full of squares must not take longer than others.
const MARKS_MAX: usize = 16;

/// Places at which something was seen, before they are kept or dropped.
const SEEN_MAX: usize = 256;

/// The cosine of an angle that still passes for a right one: a code is often looked at from the side.
const COSINE_MAX: f64 = 0.45;

/// The middle of a corner mark.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Pixels of a cell, along a row.
    cell: f64,
    /// Rows in which it was seen.
    rows: u32,
}

impl Mark {
    /// How far another one is.
    pub fn distance(self, other: Mark) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Three marks that may belong to one code.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// At the corner between the other two.
    pub top_left: Mark,
    /// Along the code's first row.
    pub top_right: Mark,
    /// Along its first column.
    pub bottom_left: Mark,
    /// How much it looks like no code.
    fault: f64,
}

/// The marks in a picture, those seen most often first.
pub fn find(shades: &Shades) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for y in 0..shades.height() {
        in_row(shades, y, &mut marks);
    }
    marks.sort_by_key(|mark| std::cmp::Reverse(mark.rows));
    let whole = marks
        .into_iter()
        .filter(|mark| is_mark_aslant(shades, *mark));
    whole.take(MARKS_MAX).collect()
}

/// Follows the runs of ink and ground along a row.
fn in_row(shades: &Shades, y: usize, marks: &mut Vec<Mark>) {
    let mut runs = [0_usize; 5];
    let mut before = false;
    let row = shades.row(y);
    // The end of the picture ends what reaches it.
    for (x, is_ink) in row.iter().copied().chain([false]).enumerate() {
        if x > 0 && is_ink != before {
            if before && fits(runs) {
                let middle = x as f64 - runs[4] as f64 - runs[3] as f64 - runs[2] as f64 / 2.0;
                look_across(shades, middle, y, runs, marks);
            }
            runs.rotate_left(1);
            runs[4] = 0;
        }
        runs[4] += 1;
        before = is_ink;
    }
}

/// Whether runs are in the proportion of a mark.
fn fits(runs: [usize; 5]) -> bool {
    let whole: usize = runs.iter().sum();
    if whole < CELLS as usize || runs.contains(&0) {
        return false;
    }
    let cell = whole as f64 / CELLS;
    runs.iter()
        .zip(CUTS)
        .all(|(run, cut)| (*run as f64 - cut * cell).abs() < SLACK * cell * cut.sqrt())
}

/// A row fits: does the column through the middle fit too, and then the row through the middle of that?
fn look_across(shades: &Shades, x: f64, y: usize, runs: [usize; 5], marks: &mut Vec<Mark>) {
    let whole: usize = runs.iter().sum();
    let reach = whole * 2;
    let Some((middle_y, _)) = cut(shades, (x, y as f64 + 0.5), (0.0, 1.0), reach) else {
        return;
    };
    let Some((middle_x, width)) = cut(shades, (x, middle_y), (1.0, 0.0), reach) else {
        return;
    };
    let cell = width / CELLS;
    let near = |mark: &&mut Mark| {
        (mark.x - middle_x).abs() < 2.0 * cell && (mark.y - middle_y).abs() < 2.0 * cell
    };
    if let Some(mark) = marks.iter_mut().find(near) {
        let rows = f64::from(mark.rows);
        mark.x = (mark.x * rows + middle_x) / (rows + 1.0);
        mark.y = (mark.y * rows + middle_y) / (rows + 1.0);
        mark.cell = (mark.cell * rows + cell) / (rows + 1.0);
        mark.rows += 1;
    } else if marks.len() < SEEN_MAX {
        marks.push(Mark {
            x: middle_x,
            y: middle_y,
            cell,
            rows: 1,
        });
    }
}

/// A line through a point inside the square of a mark, along one axis: where the middle of the square lies on it, and
/// how long it is.
fn cut(shades: &Shades, from: (f64, f64), step: (f64, f64), reach: usize) -> Option<(f64, f64)> {
    let way = |sign: f64| runs_outward(shades, from, (step.0 * sign, step.1 * sign), reach);
    let (back, forth) = (way(-1.0)?, way(1.0)?);
    // The point itself was counted both ways.
    let runs = [back[2], back[1], back[0] + forth[0] - 1, forth[1], forth[2]];
    if !fits(runs) {
        return None;
    }
    let at = from.0 * step.0 + from.1 * step.1;
    let middle = at.floor() + (forth[0] as f64 - back[0] as f64 + 1.0) / 2.0;
    Some((middle, runs.iter().sum::<usize>() as f64))
}

/// Whether the lines aslant through the middle are cut as those along rows and columns are. What happens to look like a
/// mark along those two hardly ever does along all four.
fn is_mark_aslant(shades: &Shades, mark: Mark) -> bool {
    let reach = (mark.cell * CELLS * 2.0) as usize;
    [(1.0, 1.0), (1.0, -1.0)].into_iter().all(|(x, y)| {
        let way = |sign: f64| runs_outward(shades, (mark.x, mark.y), (x * sign, y * sign), reach);
        let (Some(back), Some(forth)) = (way(-1.0), way(1.0)) else {
            return false;
        };
        fits([back[2], back[1], back[0] + forth[0] - 1, forth[1], forth[2]])
    })
}

/// How many steps from a point there are ink, ground and ink again, outward. The last may end with the picture.
fn runs_outward(
    shades: &Shades,
    from: (f64, f64),
    step: (f64, f64),
    reach: usize,
) -> Option<[usize; 3]> {
    let mut runs = [0; 3];
    let mut part = 0;
    for at in 0..=reach {
        let far = at as f64;
        let is_ink = shades.at(from.0 + step.0 * far, from.1 + step.1 * far);
        let belongs = is_ink == Some(part != 1);
        if !belongs {
            if runs[part] == 0 || (is_ink.is_none() && part < 2) {
                return None;
            }
            part += 1;
            if part == 3 || is_ink.is_none() {
                return Some(runs);
            }
        }
        runs[part] += 1;
    }
    None
}

/// Where a ray from the middle of a mark leaves it: three cells and a half along a row or column of the code.
pub fn edge(shades: &Shades, mark: Mark, toward: (f64, f64)) -> Option<(f64, f64)> {
    let length = toward.0.hypot(toward.1);
    let step = (toward.0 / length, toward.1 / length);
    let reach = (mark.cell * CELLS * 2.0).min((shades.width() + shades.height()) as f64);
    let runs = runs_outward(shades, (mark.x, mark.y), step, reach as usize)?;
    let far = runs.iter().sum::<usize>() as f64 - 0.5;
    Some((mark.x + step.0 * far, mark.y + step.1 * far))
}

/// The groups of three that look like the corners of a code, likeliest first.
pub fn groups(marks: &[Mark]) -> Vec<Group> {
    let mut groups = Vec::new();
    for (at, one) in marks.iter().enumerate() {
        for (next, two) in marks.iter().enumerate().skip(at + 1) {
            for three in marks.iter().skip(next + 1) {
                groups.extend(group([*one, *two, *three]));
            }
        }
    }
    groups.sort_by(|one, two| one.fault.total_cmp(&two.fault));
    groups
}

/// Three marks in their places, if they are of one size and at a right angle.
fn group(marks: [Mark; 3]) -> Option<Group> {
    let [one, two, three] = marks;
    // The corner faces the longest side.
    let (mut from, corner, mut to) = {
        let (a, b, c) = (two.distance(three), one.distance(three), one.distance(two));
        if a >= b && a >= c {
            (two, one, three)
        } else if b >= a && b >= c {
            (one, two, three)
        } else {
            (one, three, two)
        }
    };
    let cells = marks.map(|mark| mark.cell);
    let largest = cells.into_iter().fold(0.0, f64::max);
    let smallest = cells.into_iter().fold(f64::MAX, f64::min);
    let (first, second) = (corner.distance(from), corner.distance(to));
    let (short, long) = (first.min(second), first.max(second));
    // Fourteen cells lie between the marks of the smallest code. Turned, a cell is up to half as long again in a row.
    if largest > 2.0 * smallest || short < 9.0 * smallest || long > 2.0 * short {
        return None;
    }
    let (a, b) = (
        (from.x - corner.x, from.y - corner.y),
        (to.x - corner.x, to.y - corner.y),
    );
    let cosine = (a.0 * b.0 + a.1 * b.1).abs() / (first * second);
    if cosine.is_nan() || cosine > COSINE_MAX {
        return None;
    }
    if a.0 * b.1 - a.1 * b.0 < 0.0 {
        std::mem::swap(&mut from, &mut to);
    }
    // A mark is seen in each row through its square, three cells high.
    let seldom: f64 = marks
        .map(|mark| (1.0 - f64::from(mark.rows) / mark.cell).max(0.0))
        .into_iter()
        .sum();
    Some(Group {
        top_left: corner,
        top_right: from,
        bottom_left: to,
        fault: cosine + (long / short - 1.0) + (largest / smallest - 1.0) + seldom,
    })
}
