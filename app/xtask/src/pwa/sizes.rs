//! Compression and the size table: what a first visit weighs, against what it
//! may weigh.

use crate::failure::{AtPath, Failure, Outcome};
use crate::workspace;
use std::path::Path;

/// Script, style and WASM of the first visit, in bytes after brotli.
const BUDGET_BYTES: usize = 350 * 1024;

/// What the app weighs today. It is above its budget, which is said at every build; what raises this says in its commit
/// what for, and this goes once the budget is met.
const CEILING_BYTES: usize = 890 * 1024;

/// Compressing these again gains nothing.
const PACKED: [&str; 5] = ["png", "br", "woff2", "ico", "webp"];

struct Row {
    file: String,
    plain: usize,
    packed: usize,
    counted: bool,
}

/// Writes a `.br` beside each file that gains by it, prints the table and returns
/// the weight of a first visit; `small` takes the time for the best ratio.
pub fn compress(dist: &Path, small: bool) -> Outcome<usize> {
    let mut rows = Vec::new();
    for path in workspace::files(dist)? {
        let file = workspace::inside(dist, &path);
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        if PACKED.contains(&ending.as_ref()) {
            continue;
        }
        let plain = std::fs::read(&path).at(&path)?;
        let packed = pack(&plain, small).at(&path)?;
        let row = Row {
            counted: is_first_visit(&file, &ending),
            file,
            plain: plain.len(),
            packed: packed.len(),
        };
        if packed.len() < plain.len() {
            workspace::write(&dist.join(format!("{}.br", row.file)), packed)?;
        }
        rows.push(row);
    }
    Ok(print(&rows))
}

/// Lazy modules (spreadsheets, codes) lie in a folder of their own and are not
/// part of the first visit.
fn is_first_visit(file: &str, ending: &str) -> bool {
    !file.starts_with("lazy/") && ["js", "css", "wasm", "html"].contains(&ending)
}

fn pack(plain: &[u8], small: bool) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        // The best ratio takes seconds; a development build has none to spare.
        quality: if small { 11 } else { 2 },
        lgwin: 22,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &plain[..], &mut packed, &parameters)?;
    Ok(packed)
}

fn print(rows: &[Row]) -> usize {
    println!("\n{:<56}{:>10}{:>12}", "first visit", "bytes", "brotli");
    let mut total = 0;
    for row in rows.iter().filter(|row| row.counted) {
        println!("{:<56}{:>10}{:>12}", row.file, row.plain, row.packed);
        total += row.packed;
    }
    let others: usize = rows
        .iter()
        .filter(|row| !row.counted)
        .map(|row| row.packed)
        .sum();
    println!(
        "total {} KB of {} KB; other files {} KB\n",
        kb(total),
        kb(BUDGET_BYTES),
        kb(others)
    );
    total
}

/// An error if a first visit of this weight is above what it weighs today; a loud line while that is above the budget.
pub fn check(total: usize) -> Outcome {
    if total > BUDGET_BYTES {
        println!(
            "ABOVE THE BUDGET: {} KB of {} KB",
            kb(total),
            kb(BUDGET_BYTES)
        );
    }
    if total > CEILING_BYTES {
        return Err(Failure::TooLarge {
            got: kb(total),
            budget: kb(CEILING_BYTES),
        });
    }
    Ok(())
}

fn kb(bytes: usize) -> u64 {
    bytes.div_ceil(1024) as u64
}
