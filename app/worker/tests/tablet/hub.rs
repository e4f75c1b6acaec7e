//! The real hub with a few days of a demonstration.
//!
//! The binary is `WINGBOOK_HUB`, or the one beside this test's build. Where there is none the test says so and passes;
//! with `CI` set it fails.

use std::{
    io::{BufRead, BufReader, Write as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use crate::binary::binary;

static STARTED: AtomicU32 = AtomicU32::new(0);

/// A running hub with a data file of its own.
pub struct Hub {
    process: Child,
    folder: PathBuf,
    /// Where it answers.
    pub address: String,
    /// An officer's staff number.
    pub staff_number: String,
    /// And passphrase.
    pub passphrase: String,
    /// Who can sign in: role, staff number, passphrase.
    sign_ins: Vec<(String, String, String)>,
}

impl Hub {
    /// Starts one; `None` where there is no binary.
    pub fn start() -> Option<Self> {
        let binary = binary()?;
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("wingbook-tablet-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut process = Command::new(binary)
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--demo",
                "uganda",
                "--demo-days",
                "3",
                "--data",
            ])
            .arg(folder.join("hub.sqlite"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let port: String = lines
            .find_map(|line| line.split("localhost:").nth(1).map(str::to_owned))
            .unwrap();
        let greeting: Vec<String> = lines
            .by_ref()
            .take_while(|line| !line.contains("Ctrl-C"))
            .collect();
        let sign_ins = greeting.windows(2).filter_map(|pair| {
            let (role, _) = pair[0].trim().split_once(": ")?;
            let (number, passphrase) = pair[1].split_once("passphrase")?;
            let number = number.replace("staff number", "").trim().to_owned();
            Some((role.to_owned(), number, passphrase.trim().to_owned()))
        });
        let sign_ins: Vec<_> = sign_ins.collect();
        let (_, staff_number, passphrase) = sign_ins[0].clone();
        // What else it prints must find a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self {
            process,
            folder,
            address: format!("http://127.0.0.1:{}", port.trim()),
            staff_number,
            passphrase,
            sign_ins,
        })
    }

    /// Adds somebody of whom nothing is printed, under the title by which they sign in.
    pub fn add_user(&mut self, title: &str, roles: &str) {
        let (number, passphrase) = (format!("T-{title}"), "kettle window marble forty");
        let mut process = Command::new(binary().unwrap())
            .args(["user", "add", "--name", title, "--roles", roles, "--data"])
            .arg(self.folder.join("hub.sqlite"))
            .arg(&number)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let input = process.stdin.take();
        writeln!(input.unwrap(), "{passphrase}\n{passphrase}").unwrap();
        assert!(process.wait().unwrap().success(), "{title} was added");
        let sign_in = (title.to_owned(), number, passphrase.to_owned());
        self.sign_ins.push(sign_in);
    }

    /// Staff number and passphrase of whoever is printed for a role.
    pub fn sign_in_of(&self, role: &str) -> (String, String) {
        let (_, number, passphrase) = self
            .sign_ins
            .iter()
            .find(|(one, _, _)| one == role)
            .unwrap_or_else(|| panic!("no sign-in as {role}: {:?}", self.sign_ins));
        (number.clone(), passphrase.clone())
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}
