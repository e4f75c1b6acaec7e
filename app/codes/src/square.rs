//! The square between three corner marks: how many cells it has, where each lies, and what they say.

use quircs::Code;

use crate::{
    corners::{Group, Mark, edge},
    shades::Shades,
};

/// Cells on a side of the smallest and the largest code; each size between has four more than the one before.
const SIDE_MIN: usize = 21;
const SIDE_MAX: usize = 177;
const SIDE_STEP: usize = 4;

/// From the edge of a code to the middle of a corner mark, in cells.
const MARK_IN: f64 = 3.5;

/// From the edge to the middle of the small mark in the fourth corner.
const FOURTH_IN: f64 = 6.5;

/// How far around its expected place the fourth mark is looked for, in cells.
const FOURTH_REACH: f64 = 5.0;

/// Places in each direction at which it is looked for.
const FOURTH_STEPS: i32 = 20;

/// Of the twenty-five cells of the fourth mark, this many must be right.
const FOURTH_RIGHT_MIN: u32 = 21;

/// How much a ray to the edge of a mark is turned aside, to the one side and the other.
const ASIDE: f64 = 0.6;

/// By how many cells the fourth corner of the smallest code may lie elsewhere than it seems.
const NUDGES: [Point; 8] = [
    (-0.7, -0.7),
    (0.7, 0.7),
    (-0.7, 0.0),
    (0.7, 0.0),
    (0.0, -0.7),
    (0.0, 0.7),
    (-0.7, 0.7),
    (0.7, -0.7),
];

/// Of the cells that are the same in every code, this share must be right before the rest is read.
const FIXED_RIGHT_MIN: f64 = 0.72;

/// With less than this share nothing is looked for in the fourth corner.
const FIXED_RIGHT_PERHAPS: f64 = 0.6;

/// What is left of a number that should be nought.
const NOTHING: f64 = 1e-9;

/// A point, from the left and from the top: of a code in cells, of a picture in pixels.
type Point = (f64, f64);

/// The text between three marks.
pub fn read(shades: &Shades, group: Group) -> Option<String> {
    let side = side(shades, &group)?;
    // A mark measured a little wrong gives a neighbouring size.
    let sides = [
        Some(side),
        side.checked_sub(SIDE_STEP),
        side.checked_add(SIDE_STEP),
    ];
    let sides = sides.into_iter().flatten();
    let sides = sides.filter(|side| (SIDE_MIN..=SIDE_MAX).contains(side));
    let mut tried: Vec<(f64, Cells)> = Vec::new();
    for side in sides {
        for cells in ways(shades, &group, side) {
            let right = cells.fixed_right();
            if right > FIXED_RIGHT_MIN {
                tried.push((right, cells));
            }
        }
    }
    tried.sort_by(|one, two| two.0.total_cmp(&one.0));
    tried.iter().find_map(|(_, cells)| cells.text())
}

/// Cells on the side of a code, by the size of its marks and how far they are apart.
fn side(shades: &Shades, group: &Group) -> Option<usize> {
    let along = |from: Mark, to: Mark| {
        let (x, y) = (to.x - from.x, to.y - from.y);
        let edges = [
            edge(shades, from, (x, y)),
            edge(shades, from, (-x, -y)),
            edge(shades, to, (x, y)),
            edge(shades, to, (-x, -y)),
        ];
        let far = |mark: Mark, edge: Option<Point>| {
            edge.map(|edge| (edge.0 - mark.x).hypot(edge.1 - mark.y))
        };
        let [one, two, three, four] = edges;
        let known = [
            far(from, one),
            far(from, two),
            far(to, three),
            far(to, four),
        ];
        let known: Vec<f64> = known.into_iter().flatten().collect();
        let cell = known.iter().sum::<f64>() / known.len() as f64 / MARK_IN;
        from.distance(to) / cell
    };
    let cells = (along(group.top_left, group.top_right) + along(group.top_left, group.bottom_left))
        / 2.0
        + 2.0 * MARK_IN;
    if !(cells > (SIDE_MIN - SIDE_STEP) as f64 && cells < (SIDE_MAX + SIDE_STEP) as f64) {
        return None;
    }
    let steps = ((cells - SIDE_MIN as f64) / SIDE_STEP as f64)
        .round()
        .max(0.0);
    Some((SIDE_MIN + SIDE_STEP * steps as usize).min(SIDE_MAX))
}

/// The cells of a code of this size, as they may lie: the fourth corner has no mark of its own, or a small one.
fn ways(shades: &Shades, group: &Group, side: usize) -> Vec<Cells> {
    let Group {
        top_left,
        top_right,
        bottom_left,
        ..
    } = *group;
    let (near, far, inner) = (MARK_IN, side as f64 - MARK_IN, side as f64 - FOURTH_IN);
    let seen = |at: f64, fourth: Point| {
        Perspective::of(&[
            ((near, near), (top_left.x, top_left.y)),
            ((far, near), (top_right.x, top_right.y)),
            ((at, at), fourth),
            ((near, far), (bottom_left.x, bottom_left.y)),
        ])
    };
    // As if it were seen from straight above, and by where the outer edges of two marks meet.
    let above = (
        top_right.x + bottom_left.x - top_left.x,
        top_right.y + bottom_left.y - top_left.y,
    );
    let mut seen_as: Vec<Perspective> = seen(far, above).into_iter().collect();
    let meeting = edges_meet(shades, group).and_then(|corner| seen(side as f64, corner));
    seen_as.extend(meeting);
    let mut all = Vec::new();
    for perspective in seen_as.iter().rev() {
        let cells = Cells::sample(shades, side, perspective);
        if cells.fixed_right() < FIXED_RIGHT_PERHAPS {
            continue;
        }
        if side > SIDE_MIN
            && let Some(fourth) = fourth_mark(shades, perspective, inner)
            && let Some(exactly) = seen(inner, fourth)
        {
            all.push(Cells::sample(shades, side, &exactly));
        } else {
            all.push(cells);
        }
    }
    // The smallest codes are held nearest and seen most aslant, and reading one costs next to nothing.
    if side == SIDE_MIN
        && !all.is_empty()
        && let Some(perspective) = seen_as.last()
    {
        for (across, along) in NUDGES {
            let corner = perspective.place(side as f64 + across, side as f64 + along);
            let nudged = seen(side as f64, corner);
            all.extend(nudged.map(|nudged| Cells::sample(shades, side, &nudged)));
        }
    }
    all
}

/// Where the outer edges of the two marks at the fourth corner's sides meet: the corner of the code itself.
fn edges_meet(shades: &Shades, group: &Group) -> Option<Point> {
    let Group {
        top_left,
        top_right,
        bottom_left,
        ..
    } = *group;
    let right = (top_right.x - top_left.x, top_right.y - top_left.y);
    let down = (bottom_left.x - top_left.x, bottom_left.y - top_left.y);
    let (across, along) = (right.0.hypot(right.1), down.0.hypot(down.1));
    let (right, down) = (
        (right.0 / across, right.1 / across),
        (down.0 / along, down.1 / along),
    );
    let line = |mark: Mark, out: Point, aside: Point| {
        let ray = |sign: f64| {
            let toward = (
                out.0 + sign * ASIDE * aside.0,
                out.1 + sign * ASIDE * aside.1,
            );
            edge(shades, mark, toward)
        };
        Some((ray(-1.0)?, ray(1.0)?))
    };
    let ((ax, ay), (bx, by)) = line(top_right, right, down)?;
    let ((cx, cy), (dx, dy)) = line(bottom_left, down, right)?;
    let (first, second) = ((bx - ax, by - ay), (dx - cx, dy - cy));
    let turn = first.0 * second.1 - first.1 * second.0;
    let far = ((cx - ax) * second.1 - (cy - ay) * second.0) / turn;
    let corner = (ax + first.0 * far, ay + first.1 * far);
    // Lines that hardly cross meet anywhere.
    let reach = 2.0 * (across + along);
    let is_near = (corner.0 - top_left.x).hypot(corner.1 - top_left.y) < reach;
    is_near.then_some(corner)
}

/// The middle of the small mark in the fourth corner: the place around the expected one at which most of it is right.
fn fourth_mark(shades: &Shades, seen: &Perspective, inner: f64) -> Option<Point> {
    let place = |across: f64, along: f64| seen.place(inner + across, inner + along);
    let step = FOURTH_REACH / f64::from(FOURTH_STEPS);
    let mut best = FOURTH_RIGHT_MIN;
    let mut places: Vec<Point> = Vec::new();
    for along in -FOURTH_STEPS..=FOURTH_STEPS {
        for across in -FOURTH_STEPS..=FOURTH_STEPS {
            let at = (f64::from(across) * step, f64::from(along) * step);
            // The ring's own middle is ink; most places end here.
            let (x, y) = place(at.0, at.1);
            if shades.at(x, y) != Some(true) {
                continue;
            }
            let mut matching = 0;
            for row in -2..=2_i32 {
                for column in -2..=2_i32 {
                    let (x, y) = place(at.0 + f64::from(column), at.1 + f64::from(row));
                    let is_ink = row.abs().max(column.abs()) != 1;
                    matching += u32::from(shades.at(x, y) == Some(is_ink));
                }
            }
            if matching > best {
                best = matching;
                places.clear();
            }
            if matching == best {
                places.push(at);
            }
        }
    }
    let count = places.len() as f64;
    let sum = |part: fn(&Point) -> f64| places.iter().map(part).sum::<f64>() / count;
    (!places.is_empty()).then(|| place(sum(|at| at.0), sum(|at| at.1)))
}

/// Where a cell lies in the picture, seen from anywhere.
struct Perspective([f64; 8]);

impl Perspective {
    /// The one that takes each of four cells to its place: eight equations with eight unknowns. None if three of them
    /// lie on a line.
    fn of(corners: &[(Point, Point); 4]) -> Option<Self> {
        let mut rows = [[0.0; 9]; 8];
        for (at, ((u, v), (x, y))) in corners.iter().copied().enumerate() {
            rows[2 * at] = [u, v, 1.0, 0.0, 0.0, 0.0, -u * x, -v * x, x];
            rows[2 * at + 1] = [0.0, 0.0, 0.0, u, v, 1.0, -u * y, -v * y, y];
        }
        for column in 0..8 {
            let size = |row: usize| rows[row][column].abs();
            let pivot = (column..8).max_by(|one, two| size(*one).total_cmp(&size(*two)))?;
            if size(pivot).is_nan() || size(pivot) < NOTHING {
                return None;
            }
            rows.swap(column, pivot);
            let chosen = rows[column].map(|value| value / rows[column][column]);
            for (at, row) in rows.iter_mut().enumerate() {
                let factor = if at == column { 0.0 } else { row[column] };
                for (value, of_chosen) in row.iter_mut().zip(chosen) {
                    *value -= factor * of_chosen;
                }
            }
            rows[column] = chosen;
        }
        Some(Perspective(rows.map(|row| row[8])))
    }

    fn place(&self, u: f64, v: f64) -> Point {
        let [a, b, c, d, e, f, g, h] = self.0;
        let depth = g * u + h * v + 1.0;
        ((a * u + b * v + c) / depth, (d * u + e * v + f) / depth)
    }
}

/// The cells of a code, row by row.
struct Cells {
    side: usize,
    is_ink: Vec<bool>,
}

impl Cells {
    /// Looks at the middle of each cell. What lies beside the picture counts as ground.
    fn sample(shades: &Shades, side: usize, perspective: &Perspective) -> Self {
        let cells = (0..side * side).map(|at| {
            let (column, row) = ((at % side) as f64, (at / side) as f64);
            let (x, y) = perspective.place(column + 0.5, row + 0.5);
            shades.at(x, y).unwrap_or(false)
        });
        Cells {
            side,
            is_ink: cells.collect(),
        }
    }

    fn is_ink(&self, column: usize, row: usize) -> bool {
        self.is_ink.get(row * self.side + column) == Some(&true)
    }

    /// Of the cells that are the same in every code, the share that is right: the ground around the corner marks and
    /// the dotted lines between them. By it a wrong size is told from the right one, and a chessboard from a code.
    fn fixed_right(&self) -> f64 {
        let last = self.side - 1;
        let (mut right, mut all) = (0_u32, 0_u32);
        let mut count = |column: usize, row: usize, is_ink: bool| {
            right += u32::from(self.is_ink(column, row) == is_ink);
            all += 1;
        };
        for at in 8..self.side - 8 {
            count(at, 6, at % 2 == 0);
            count(6, at, at % 2 == 0);
        }
        for at in 0..8 {
            for (column, row) in [(7, at), (at, 7)] {
                count(column, row, false);
                count(last - column, row, false);
                count(column, last - row, false);
            }
        }
        f64::from(right) / f64::from(all)
    }

    /// What they say, if it is a text. A mirror swaps rows and columns.
    fn text(&self) -> Option<String> {
        let upright = self.said(|column, row| self.is_ink(column, row));
        let bytes = upright.or_else(|| self.said(|column, row| self.is_ink(row, column)))?;
        let text = String::from_utf8(bytes).ok()?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn said(&self, is_ink: impl Fn(usize, usize) -> bool) -> Option<Vec<u8>> {
        let mut code = Code {
            size: self.side.try_into().ok()?,
            ..Code::default()
        };
        for at in 0..self.side * self.side {
            if is_ink(at % self.side, at / self.side) {
                *code.cell_bitmap.get_mut(at / 8)? |= 1 << (at % 8);
            }
        }
        Some(code.decode().ok()?.payload)
    }
}
