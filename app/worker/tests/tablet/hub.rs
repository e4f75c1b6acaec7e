//! The real hub with a few days of a demonstration.
//!
//! The binary is `WINGBOOK_HUB`, or the one beside this test's build. Where there is none the test says so and passes;
//! with `CI` set it fails.

use std::{
    io::{BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{SystemTime, UNIX_EPOCH},
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

/// The first administrator of a prison that a test founds.
const ADMIN: &str = "R-1001";
/// Whoever imports its people.
const KEEPER: &str = "R-1002";
const PASSPHRASE: &str = "kettle window marble forty";

/// The prison of most tests: three days of records are enough for all of its pages.
const DEMONSTRATION: &[&str] = &["--demo", "uganda", "--demo-days", "3"];

/// For so long its last records are recent.
const FRESH_SECONDS: u64 = 30 * 60;

/// A prison to found.
pub struct Founded {
    /// How many prisoners.
    pub prisoners: usize,
    /// How many staff, without accounts.
    pub staff: usize,
    /// Accounts: title, by which they sign in here, and roles.
    pub users: &'static [(&'static str, &'static str)],
}

impl Founded {
    /// Its people as a spreadsheet: four to a cell, a hundred to a wing.
    fn roster(&self) -> String {
        let mut rows = vec!["Name,Number,Born,Sex,Category,Wing,Cell".to_owned()];
        let sex = |at: usize| {
            if at.is_multiple_of(9) {
                "female"
            } else {
                "male"
            }
        };
        let born = |at: usize| 1950 + at % 55;
        rows.extend((0..self.prisoners).map(|at| {
            let (wing, cell) = (at / 100 + 1, at % 100 / 4 + 1);
            let (sex, born) = (sex(at), born(at));
            format!("Prisoner Testname{at},P-{at:05},{born},{sex},prisoner,Wing {wing},{cell}")
        }));
        rows.extend((0..self.staff).map(|at| {
            let (sex, born) = (sex(at), born(at));
            format!("Officer Testname{at},S-{at:05},{born},{sex},staff,,")
        }));
        rows.join("\n")
    }
}

fn new_folder() -> PathBuf {
    let number = STARTED.fetch_add(1, Ordering::Relaxed);
    let folder =
        std::env::temp_dir().join(format!("wingbook-tablet-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a command of the hub over the data file in a folder; what it asks for twice is a passphrase.
fn command(folder: &Path, words: &[&str], passphrase: &str) {
    let mut process = Command::new(binary().expect("it was asked for before"))
        .args(words)
        .arg("--data")
        .arg(folder.join("hub.sqlite"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = process.stdin.take().unwrap();
    // A command that asks for nothing may be over before.
    drop(writeln!(input, "{passphrase}\n{passphrase}"));
    drop(input);
    assert!(process.wait().unwrap().success(), "{words:?}");
}

/// The folder of a demonstration that is fresh and of this binary. The first test that wants one makes it, each in a process
/// of its own; all others copy it.
fn demonstration() -> PathBuf {
    let now = SystemTime::now();
    let seconds = |at: SystemTime| at.duration_since(UNIX_EPOCH).unwrap().as_secs();
    let built = binary().and_then(|binary| binary.metadata().ok()?.modified().ok());
    let built = built.map_or(0, seconds);
    let block = seconds(now) / FRESH_SECONDS;
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let made = all.join(format!("demonstration-{block}-{built}"));
    if made.exists() {
        return made;
    }
    // What nobody can be copying any more.
    for old in std::fs::read_dir(all).unwrap().flatten() {
        let of_block = old.file_name().into_string().ok().and_then(|name| {
            let name = name.strip_prefix("demonstration-")?;
            name.split('-').next()?.parse::<u64>().ok()
        });
        if of_block.is_some_and(|of_block| of_block + 1 < block) {
            drop(std::fs::remove_dir_all(old.path()));
        }
    }
    let mut hub = Hub::serve(new_folder(), DEMONSTRATION);
    // As if its power failed: whatever was promised lies in the files.
    drop(hub.process.kill());
    drop(hub.process.wait());
    let number = STARTED.fetch_add(1, Ordering::Relaxed);
    let own = all.join(format!("making-{}-{number}", std::process::id()));
    copy(&hub.folder, &own);
    // Another test may have been faster: one is as good as the other.
    if std::fs::rename(&own, &made).is_err() {
        drop(std::fs::remove_dir_all(&own));
    }
    made
}

/// Copies the files of a folder into a new one.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

impl Hub {
    /// Starts one; `None` where there is no binary. Its prison is made once for all tests: each works on a copy, so two of
    /// them are one prison.
    pub fn start() -> Option<Self> {
        binary()?;
        let folder = new_folder();
        copy(&demonstration(), &folder);
        Some(Self::serve(folder, DEMONSTRATION))
    }

    /// Founds a prison of its own: people from a spreadsheet, accounts, and not one record.
    pub fn found(wanted: &Founded) -> Option<Self> {
        binary()?;
        let folder = new_folder();
        let keys = folder.join("recovery.key").display().to_string();
        let init = [
            "init",
            "--name",
            "Campaign prison",
            "--country",
            "UG",
            "--zone",
            "Africa/Kampala",
        ];
        let admin = [
            "--admin",
            ADMIN,
            "--admin-name",
            "Keeper Quill",
            "--recovery-file",
            &keys,
        ];
        command(&folder, &[&init[..], &admin[..]].concat(), PASSPHRASE);
        let csv = folder.join("roster.csv");
        std::fs::write(&csv, wanted.roster()).unwrap();
        let csv = csv.display().to_string();
        let keeper = [
            "user",
            "add",
            "--name",
            "Keeper",
            "--roles",
            "administrator,reception",
            KEEPER,
        ];
        command(&folder, &keeper, PASSPHRASE);
        let import = ["import", "--create-places", "--as", KEEPER, &csv];
        command(&folder, &import, "");
        let mut hub = Self::serve(folder, &[]);
        for (title, roles) in wanted.users {
            hub.add_user(title, roles);
        }
        Some(hub)
    }

    fn serve(folder: PathBuf, more: &[&str]) -> Self {
        let binary = binary().expect("it was asked for before");
        let mut process = Command::new(binary)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.join("hub.sqlite"))
            .args(more)
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
        let (_, staff_number, passphrase) = sign_ins.first().cloned().unwrap_or_default();
        // What else it prints must find a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            process,
            folder,
            address: format!("http://127.0.0.1:{}", port.trim()),
            staff_number,
            passphrase,
            sign_ins,
        }
    }

    /// Adds somebody of whom nothing is printed, under the title by which they sign in.
    pub fn add_user(&mut self, title: &str, roles: &str) {
        let number = format!("T-{title}");
        let add = ["user", "add", "--name", title, "--roles", roles, &number];
        command(&self.folder, &add, PASSPHRASE);
        let sign_in = (title.to_owned(), number, PASSPHRASE.to_owned());
        self.sign_ins.push(sign_in);
    }

    /// `wingbook-hub user …` beside the running server, for whoever is printed for a role.
    pub fn user(&self, what: &str, role: &str, more: &[&str]) {
        let (number, passphrase) = self.sign_in_of(role);
        let words = [&["user", what, &number], more].concat();
        command(&self.folder, &words, &passphrase);
    }

    /// `wingbook-hub tablet …` beside the running server.
    pub fn tablet(&self, what: &str, device: &str, more: &[&str]) {
        let words = [
            &["tablet", what, device, "--reason", "Lost on the way"],
            more,
        ]
        .concat();
        command(&self.folder, &words, "");
    }

    /// The recovery key as it was written to a file when the prison was founded.
    pub fn recovery_key(&self) -> String {
        let named = |name: &str| name.contains("recovery");
        let file = std::fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| named(&path.file_name().unwrap().to_string_lossy()))
            .expect("a prison is founded with a recovery key");
        let text = std::fs::read_to_string(file).unwrap();
        text.lines().last().unwrap().trim().to_owned()
    }

    /// Whether a row with these words comes into the audit register; rows are written behind the request.
    pub fn audited(&self, words: &str) -> bool {
        let file = self.folder.join("audit.json");
        let out = file.display().to_string();
        (0..20).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(200));
            command(
                &self.folder,
                &["export", "--book", "audit", "--out", &out],
                "",
            );
            std::fs::read_to_string(&file).is_ok_and(|text| text.contains(words))
        })
    }

    /// An administrator gives somebody another passphrase.
    pub fn give_passphrase(&mut self, role: &str, passphrase: &str) {
        let (number, _) = self.sign_in_of(role);
        command(&self.folder, &["user", "passphrase", &number], passphrase);
        for (title, _, held) in &mut self.sign_ins {
            if title == role {
                passphrase.clone_into(held);
            }
        }
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
