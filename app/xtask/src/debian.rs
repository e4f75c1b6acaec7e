//! Programs that tests need and Debian has: installed there if they are missing, left to the developer elsewhere.

use crate::failure::Outcome;
use crate::process;
use std::path::Path;
use std::process::Command;

/// Installs packages on Debian; does nothing anywhere else.
pub fn install(what: &str, packages: &[&str]) -> Outcome {
    if !Path::new("/etc/debian_version").exists() {
        return Ok(());
    }
    println!("Installing {what}");
    // Without root's rights, ask sudo only where it needs no password: a test
    // run must not wait for somebody to type one.
    let user = process::output(Command::new("id").arg("-u"))?;
    let apt = |arguments: &[&str]| {
        let mut command = if user.trim() == "0" {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "apt-get"]);
            sudo
        };
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut command)
    };
    apt(&["update", "-qq"])?;
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(&[&install, packages].concat())
}

/// Installs strace if it is missing. It exists on Linux alone, and where it can't be had the test that needs it says so.
pub fn strace() {
    if cfg!(target_os = "linux")
        && !process::exists("strace")
        && let Err(failure) = install("strace", &["strace"])
    {
        println!("strace is missing: {failure}");
    }
}
