//! What Trunk's hooks call before and after its own work.

use super::{precache, sizes, split, styles};
use crate::failure::{Failure, Outcome};
use crate::workspace;
use std::path::PathBuf;

/// Before the build: joins the style sheets.
pub fn before() -> Outcome {
    styles::join()
}

/// After the build, in Trunk's staging folder, so that a build that fails here
/// never replaces the one that stands.
pub fn after() -> Outcome {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| Failure::Usage("after-build is called by Trunk".into()))?;
    let small = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    if small {
        split::place(&staging)?;
    }
    let build = precache::write(&staging)?;
    println!("build {build}");
    let weight = sizes::compress(&staging, small)?;
    workspace::write(&weight_file(), weight.to_string())
}

/// Where the weight of the last build's first visit is noted.
pub fn weight_file() -> PathBuf {
    workspace::root().join("target/first-visit-bytes")
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
