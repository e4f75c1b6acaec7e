//! Cuts the linked program into one that everybody loads and modules that are loaded on first use.
//!
//! This must happen between the linker and `wasm-bindgen`, and Trunk calls the one right after the other. So a release
//! build puts this program into Trunk's path under the name `wasm-bindgen`: it cuts, and hands what everybody loads to
//! the real tool. What was cut off waits in a folder until Trunk is done ([`place`]).

use super::finish::hex;
use crate::failure::{AtPath, Failure, Outcome};
use crate::{process, tools, workspace};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name of the file that loads modules, as the program imports it.
const LOADER: &str = "__wasm_split.js";

/// What Rust's WASM target uses. The program says so itself; what is cut off does not, and `wasm-opt` must not use more
/// than every browser knows.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Where modules wait between `wasm-bindgen` and the end of the build.
fn cut_off() -> PathBuf {
    workspace::target().join("split/cut-off")
}

/// Forgets what a build that broke off left: it belongs to no other program.
pub fn begin() {
    let _ = std::fs::remove_dir_all(cut_off());
}

/// A folder that offers this program as `wasm-bindgen`, for Trunk's path.
pub fn in_place_of_bindgen() -> Outcome<PathBuf> {
    let folder = workspace::target().join("split/bin");
    std::fs::create_dir_all(&folder).at(&folder)?;
    let own = std::env::current_exe().at(Path::new("xtask"))?;
    let name = format!("wasm-bindgen{}", std::env::consts::EXE_SUFFIX);
    let link = folder.join(name);
    let _ = std::fs::remove_file(&link);
    std::fs::hard_link(&own, &link)
        .or_else(|_| std::fs::copy(&own, &link).map(|_| ()))
        .at(&link)?;
    Ok(folder)
}

/// Whether this program was called as `wasm-bindgen`.
pub fn is_called() -> bool {
    std::env::args_os()
        .next()
        .is_some_and(|name| Path::new(&name).file_stem() == Some("wasm-bindgen".as_ref()))
}

/// What Trunk wants of `wasm-bindgen`, with the program cut first.
pub fn bindgen() -> Outcome {
    let real = tools::wasm_bindgen()?.join("wasm-bindgen");
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let program = arguments
        .iter_mut()
        .find(|argument| Path::new(argument).extension() == Some("wasm".as_ref()));
    if let Some(program) = program {
        let name = Path::new(program.as_os_str())
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        *program = cut(Path::new(program.as_os_str()), &name)?.into();
        // What the modules import from the program must stay in it.
        arguments.push("--keep-lld-exports".into());
    }
    process::run(Command::new(real).args(arguments))
}

/// Cuts a linked program and returns the part that everybody loads.
fn cut(program: &Path, name: &str) -> Outcome<PathBuf> {
    let linked = std::fs::read(program).at(program)?;
    let folder = cut_off();
    let main = workspace::target()
        .join("split/main")
        .join(format!("{name}.wasm"));
    workspace::write(&main, "")?;
    let link_name = format!("./{LOADER}");
    let main_module = format!("./{name}.js");
    let mut options = wasm_split_cli_support::Options::new(&linked);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = &link_name;
    options.main_module = &main_module;
    options.target.web();
    wasm_split_cli_support::transform(options)
        .map_err(|error| Failure::Content(format!("cutting {}: {error:#}", program.display())))?;
    Ok(main)
}

/// Puts the modules beside Trunk's files: shrunk, in `lazy/`, all named by one digest over all of them, so that a
/// program can only ever meet the modules that were cut from it.
pub fn place(dist: &Path) -> Outcome {
    let folder = cut_off();
    if !folder.is_dir() {
        return Ok(());
    }
    let modules = workspace::files(&folder)?
        .into_iter()
        .filter(|path| path.extension() == Some("wasm".as_ref()))
        .collect::<Vec<_>>();
    let shrink = tools::wasm_opt()?.join("wasm-opt");
    for module in &modules {
        process::run(
            Command::new(&shrink)
                .arg("-Oz")
                .args(FEATURES)
                .arg("-o")
                .args([module, module]),
        )?;
    }
    let program = Program::find(dist)?;
    let loader = workspace::read(&folder.join(LOADER))?;
    let script = workspace::read(&dist.join(program.script()))?;

    let mut all = Sha256::new();
    all.update(&loader);
    all.update(&script);
    for path in modules.iter().chain([&dist.join(program.wasm())]) {
        all.update(std::fs::read(path).at(path)?);
    }
    let digest: String = hex(&all.finalize()).chars().take(16).collect();

    let named = Program {
        digest: digest.clone(),
        ..program.clone()
    };
    let loader_name = format!("{}-modules-{digest}.js", program.name);
    let mut loader = replaced(
        &loader,
        &format!("./{}.js", program.name),
        &format!("./{}", named.script()),
    )?;
    for module in &modules {
        let file = workspace::inside(&folder, module);
        let placed = format!("lazy/{}-{digest}.wasm", file.trim_end_matches(".wasm"));
        loader = replaced(&loader, &format!("./{file}"), &format!("./{placed}"))?;
        workspace::write(&dist.join(placed), std::fs::read(module).at(module)?)?;
    }
    workspace::write(&dist.join(&loader_name), loader)?;
    // Only where it is fetched from: the program itself goes on knowing it by its first name.
    let script = replaced(
        &script,
        &format!("from \"./{LOADER}\""),
        &format!("from \"./{loader_name}\""),
    )?;
    let script = script.replace(&program.wasm(), &named.wasm());
    workspace::write(&dist.join(named.script()), script)?;
    let (old, new) = (dist.join(program.wasm()), dist.join(named.wasm()));
    std::fs::rename(&old, &new).at(&old)?;
    let old = dist.join(program.script());
    std::fs::remove_file(&old).at(&old)?;
    let page = dist.join("index.html");
    let text = workspace::read(&page)?;
    let text = replaced(&text, &program.script(), &named.script())?;
    workspace::write(&page, replaced(&text, &program.wasm(), &named.wasm())?)?;
    begin();
    Ok(())
}

/// Script and WASM of the program, as Trunk names them.
#[derive(Clone)]
struct Program {
    name: String,
    digest: String,
}

impl Program {
    fn find(dist: &Path) -> Outcome<Self> {
        workspace::files(dist)?
            .iter()
            .find_map(|path| {
                let file = workspace::inside(dist, path);
                let (name, digest) = file.strip_suffix("_bg.wasm")?.rsplit_once('-')?;
                Some(Program {
                    name: name.to_owned(),
                    digest: digest.to_owned(),
                })
            })
            .ok_or_else(|| Failure::Content("Trunk made no program".into()))
    }

    fn script(&self) -> String {
        format!("{}-{}.js", self.name, self.digest)
    }

    fn wasm(&self) -> String {
        format!("{}-{}_bg.wasm", self.name, self.digest)
    }
}

fn replaced(text: &str, from: &str, to: &str) -> Outcome<String> {
    if text.contains(from) {
        Ok(text.replace(from, to))
    } else {
        Err(Failure::Content(format!(
            "a built file does not name {from}"
        )))
    }
}
