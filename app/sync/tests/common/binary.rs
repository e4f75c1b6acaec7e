//! Where the hub's program is: `WINGBOOK_HUB`, or beside this test's build.

use std::path::PathBuf;

/// The program; `None`, said aloud, where there is none. With `CI` set that is a failure.
pub fn binary() -> Option<PathBuf> {
    let named = std::env::var_os("WINGBOOK_HUB").map(PathBuf::from);
    let beside = || {
        Some(
            std::env::current_exe()
                .ok()?
                .parent()?
                .parent()?
                .join("wingbook-hub"),
        )
    };
    let found = named.or_else(beside).filter(|path| path.is_file());
    if found.is_none() {
        let missing = "no hub to test against: build wingbook-hub, or name it in WINGBOOK_HUB";
        assert!(std::env::var_os("CI").is_none(), "{missing}");
        eprintln!("skipped: {missing}");
    }
    found
}
