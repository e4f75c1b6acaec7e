//! The app's files: embedded when the hub was built, or read from a folder (`--app DIR`) for development.
//!
//! Files that the build compressed beforehand (`name.br` beside `name`) are sent as they are to whoever
//! takes Brotli.

use std::{
    borrow::Cow,
    path::{Component, Path, PathBuf},
};

use thiserror::Error;

/// Address and bytes of every file, sorted by address.
type Table = &'static [(&'static str, &'static [u8])];

static EMBEDDED: Table = include!(concat!(env!("OUT_DIR"), "/app_files.rs"));

/// Where the app comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum App {
    /// What was embedded.
    Embedded,
    /// A folder.
    Folder(PathBuf),
    /// None: only the server's own addresses answer.
    Missing,
}

/// A folder that holds no app.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "the app can't be served from {}: {why}. Build it (cargo xtask build) and name the folder that it says, or leave --app \
     out", folder.display()
)]
pub struct NoApp {
    folder: PathBuf,
    why: &'static str,
}

/// One file, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub content_type: &'static str,
    /// Whether the bytes are packed with Brotli.
    pub is_brotli: bool,
    /// Whether its name tells its content, so that it may be kept for ever.
    pub is_immutable: bool,
}

impl App {
    /// The embedded app, or none.
    pub fn embedded() -> Self {
        if EMBEDDED.is_empty() {
            Self::Missing
        } else {
            Self::Embedded
        }
    }

    /// The app in a folder.
    ///
    /// # Errors
    /// When there is none.
    pub fn in_folder(folder: &Path) -> Result<Self, NoApp> {
        let why = if !folder.is_dir() {
            "there is no such folder"
        } else if !folder.join("index.html").is_file() {
            "it holds no index.html"
        } else {
            return Ok(Self::Folder(folder.to_owned()));
        };
        Err(NoApp {
            folder: folder.to_owned(),
            why,
        })
    }

    /// Whether there are pages at all; packaging refuses a hub without.
    pub fn is_there(&self) -> bool {
        self.bytes("/index.html").is_some()
    }

    /// The file at an address, packed if that is possible and wanted.
    pub fn file(&self, address: &str, takes_brotli: bool) -> Option<File> {
        let plain_name = address.strip_suffix(".br").is_none();
        let packed = if takes_brotli && plain_name {
            self.bytes(&format!("{address}.br"))
        } else {
            None
        };
        let is_brotli = packed.is_some();
        let bytes = match packed {
            Some(packed) => packed,
            None => self.bytes(address)?,
        };
        Some(File {
            bytes,
            content_type: content_type(address),
            is_brotli,
            is_immutable: name_tells_content(address),
        })
    }

    fn bytes(&self, address: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Missing => None,
            Self::Embedded => {
                let at = EMBEDDED
                    .binary_search_by(|(known, _)| (*known).cmp(address))
                    .ok()?;
                Some(Cow::Borrowed(EMBEDDED[at].1))
            }
            Self::Folder(folder) => std::fs::read(folder.join(inside(address)?))
                .ok()
                .map(Cow::Owned),
        }
    }
}

/// An address as a path that can't leave the folder.
fn inside(address: &str) -> Option<&Path> {
    let path = Path::new(address.strip_prefix('/')?);
    let plain = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    (plain && !address.contains('\\') && !address.contains('\0')).then_some(path)
}

/// The build writes at least 15 hexadecimal digits of a file's digest into its name.
fn name_tells_content(address: &str) -> bool {
    let name = address.rsplit('/').next().unwrap_or_default();
    name.split(['-', '_', '.'])
        .skip(1)
        .any(|part| part.len() >= 15 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn content_type(address: &str) -> &'static str {
    let extension = address
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension);
    match extension {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("ftl" | "txt" | "md") => "text/plain; charset=utf-8",
        Some("ogg") => "audio/ogg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_inside() {
        for address in [
            "/../hub.db",
            "/a/../../b",
            "//etc/passwd",
            "etc",
            "/./a",
            "/a\\..\\b",
            "/\0",
        ] {
            assert_eq!(inside(address), None, "{address}");
        }
        assert_eq!(
            inside("/forms/contact.json"),
            Some(Path::new("forms/contact.json"))
        );
    }

    #[test]
    fn names_that_tell_their_content() {
        for (address, expected) in [
            ("/wingbook-web-0123456789abcdef.js", true),
            ("/wingbook-web-0123456789abcdef_bg.wasm", true),
            ("/wingbook-a1b2c3d4e5f60718.css", true),
            ("/index.html", false),
            ("/boot.js", false),
            ("/0123456789abcdef.js", false),
            ("/icons/wingbook-192.png", false),
        ] {
            assert_eq!(name_tells_content(address), expected, "{address}");
        }
    }
}
