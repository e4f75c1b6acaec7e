//! One SVG sprite out of an open icon set, with only the icons that are used.

use crate::failure::{AtPath, Failure, Outcome};
use crate::{process, tools, workspace};
use std::path::Path;
use std::process::Command;

const SET: &str = "lucide-static";
const VERSION: &str = "1.62.0";

/// Writes `public/icons.svg` from `app/xtask/icons.txt`.
pub fn write() -> Outcome {
    let folder = tools::folder().join(format!("{SET}-{VERSION}"));
    let set = folder.join("node_modules").join(SET);
    if !set.exists() {
        std::fs::create_dir_all(&folder).at(&folder)?;
        process::run(
            Command::new("npm")
                .args(["install", "--no-audit", "--no-fund", "--loglevel=error"])
                .arg("--prefix")
                .arg(&folder)
                .arg(format!("{SET}@{VERSION}")),
        )?;
    }
    let root = workspace::root();
    let list = workspace::read(&root.join("app/xtask/icons.txt"))?;
    let mut sprite = format!(
        "<!-- {SET} {VERSION}, ISC licence; made by `cargo xtask icons` -->\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\">\n"
    );
    let mut count = 0;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let (name, file) = line.split_once(' ').ok_or_else(|| {
            Failure::Content(format!("icons.txt: `{line}` is not a name and a file"))
        })?;
        sprite.push_str(&symbol(name, &set.join(format!("icons/{file}.svg")))?);
        count += 1;
    }
    sprite.push_str("</svg>\n");
    workspace::write(&root.join("public/icons.svg"), sprite)?;
    // The licence asks to stand beside every copy; notices.rs reads it there.
    let licence = workspace::read(&set.join("LICENSE"))?;
    workspace::write(&root.join("app/xtask/licences/lucide-static.txt"), licence)?;
    println!("{count} icons in public/icons.svg");
    Ok(())
}

/// The drawing of one file as a symbol; size and colour come from the style.
fn symbol(name: &str, file: &Path) -> Outcome<String> {
    let text = workspace::read(file)?;
    let drawing = text
        .split_once("<svg")
        .and_then(|(_, rest)| rest.split_once('>'))
        .and_then(|(_, rest)| rest.rsplit_once("</svg>"))
        .map(|(drawing, _)| drawing)
        .ok_or_else(|| Failure::Content(format!("{} is not an SVG", file.display())))?;
    let drawing: String = drawing.lines().map(str::trim).collect();
    Ok(format!(
        "<symbol id=\"{name}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" \
         stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{drawing}</symbol>\n"
    ))
}
