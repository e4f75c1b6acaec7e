//! The hub as its own process: what its command line says, and how little it may be given to run with.

use std::{
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Output, Stdio},
    time::Duration,
};

use uuid::Uuid;

/// A folder that goes with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("wingbook-process-{}", Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Runs the hub to its end; `typed` is what its input says.
pub fn run(arguments: &[&str], typed: &str) -> Output {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_wingbook-hub"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // A command that refuses its arguments reads nothing.
    drop(input.write_all(typed.as_bytes()));
    drop(input);
    for _ in 0..600 {
        if child.try_wait().unwrap().is_some() {
            return child.wait_with_output().unwrap();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    panic!("{arguments:?} did not end");
}

/// Everything that a command wrote.
pub fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// Founds a facility in `data` whose administrator is `A1`; `more` are further arguments.
fn init(data: &str, name: &str, admin_name: &str, more: &[&str]) -> Output {
    let fixed = [
        "init",
        "--data",
        data,
        "--name",
        name,
        "--country",
        "UG",
        "--zone",
        "Africa/Kampala",
        "--admin",
        "A1",
        "--admin-name",
        admin_name,
    ];
    run(&[&fixed, more].concat(), "correct horse battery staple\n")
}

/// A data file with a facility in it.
pub fn found(folder: &Folder) -> String {
    let data = folder.path("hub.sqlite");
    let output = init(&data, "Test", "Ann Admin", &[]);
    assert!(output.status.success(), "{}", said(&output));
    data
}

/// A hub that serves until it is dropped.
struct Serving {
    child: Child,
    url: String,
    /// Held open: it goes on writing.
    _says: BufReader<ChildStdout>,
}

impl Serving {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut says = BufReader::new(child.stdout.take().unwrap());
        let url = says
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| Some(line.trim().to_owned()).filter(|line| line.starts_with("http")))
            .unwrap();
        Self {
            child,
            url,
            _says: says,
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test]
async fn it_serves_on_when_nobody_reads_what_it_says() {
    let folder = Folder::new();
    let data = found(&folder);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let mut command = Command::new(env!("CARGO_BIN_EXE_wingbook-hub"));
    command.args(["serve", "--listen", &address, "--data", &data]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut is_up = false;
    for _ in 0..100 {
        is_up = reqwest::get(format!("http://{address}/_up")).await.is_ok();
        if is_up || child.try_wait().unwrap().is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // A moment, in which it would have died.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let is_alive = child.try_wait().unwrap().is_none();
    drop(child.kill());
    drop(child.wait());
    assert!(is_up && is_alive);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn without_file_descriptors_to_spare_it_still_answers() {
    let folder = Folder::new();
    let data = found(&folder);
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -n 48; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_wingbook-hub"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data", &data]);
    let serving = Serving::start(command);
    let address = serving.url.replace("http://localhost:", "127.0.0.1:");
    let mut silent = Vec::new();
    for _ in 0..100 {
        silent.push(tokio::net::TcpStream::connect(&address).await.unwrap());
    }
    let asking = reqwest::get(format!("http://{address}/_up"));
    let answer = tokio::time::timeout(Duration::from_secs(15), asking).await;
    assert_eq!(answer.unwrap().unwrap().status(), 200);
}

/// Runs a command that has to be refused, and gives what it said.
fn refused(arguments: &[&str], typed: &str) -> String {
    let output = run(arguments, typed);
    assert!(!output.status.success(), "{arguments:?}");
    said(&output)
}

#[test]
fn somebody_is_always_left_who_administers() {
    let folder = Folder::new();
    let data = found(&folder);
    let user = |what: &str, number: &str| run(&["user", what, "--data", &data, number], "");
    let last = user("disable", "A1");
    assert!(!last.status.success());
    assert!(said(&last).contains("user add"), "{}", said(&last));
    let add = |number: &str, roles: &str| {
        let arguments = [
            "user",
            "add",
            "--data",
            &data,
            number,
            "--name",
            "Ben Other",
            "--roles",
            roles,
        ];
        assert!(
            run(&arguments, "correct horse battery staple\n")
                .status
                .success()
        );
    };
    add("O1", "officer");
    assert!(!user("disable", "a1").status.success());
    add("A2", "administrator,officer");
    assert!(user("disable", "A1").status.success());
    assert!(!user("disable", "A2").status.success());
    assert!(user("disable", "O1").status.success());
    assert!(user("enable", "A1").status.success());
    assert!(user("disable", "A2").status.success());
}

#[test]
fn names_hide_nothing() {
    let folder = Folder::new();
    let data = found(&folder);
    for (number, name) in [
        ("N1", "two\nlines"),
        ("N1", "\u{1b}[2Jgone"),
        ("N1", "over\u{202e}nrut"),
        ("N\u{2067}1", "Ben Other"),
    ] {
        let arguments = [
            "user", "add", "--data", &data, number, "--name", name, "--roles", "officer",
        ];
        let said = refused(&arguments, "correct horse battery staple\n");
        assert!(said.contains("invisible marks"), "{name:?}: {said}");
        assert!(
            !said.contains('\u{1b}'),
            "what it refuses is not shown raw: {said:?}"
        );
    }
    let new = folder.path("new.sqlite");
    for (name, admin_name, terms) in [
        ("Te\u{202e}st", "Ann", "wing=pavilion"),
        ("Test", "A\tnn", "wing=pavilion"),
        ("Test", "Ann", "wing=pa\u{200f}vilion"),
    ] {
        let output = init(&new, name, admin_name, &["--place-terms", terms]);
        assert!(
            !output.status.success(),
            "{name:?} {admin_name:?} {terms:?}"
        );
        let said = said(&output);
        assert!(said.contains("invisible marks"), "{said}");
    }
    // Nothing was founded by any of them.
    let serving = refused(&["serve", "--data", &new], "");
    assert!(serving.contains("holds no facility"), "{serving}");
}

#[test]
fn a_language_is_one_that_is_known() {
    let folder = Folder::new();
    let said_of = |languages, data: &str| {
        let data = folder.path(data);
        init(&data, "Test", "Ann", &["--languages", languages])
    };
    let unknown = said_of("en,xx", "a.sqlite");
    assert!(!unknown.status.success());
    let sentence = said(&unknown);
    assert!(
        sentence.contains("\"xx\"") && sentence.contains("ar, en, fr"),
        "{sentence}"
    );
    assert!(said_of("fr,ar", "b.sqlite").status.success());
}

#[test]
fn a_folder_without_an_app_is_named() {
    let folder = Folder::new();
    let data = folder.path("hub.sqlite");
    for (app, why) in [
        (folder.path("nowhere"), "no such folder"),
        (folder.path(""), "no index.html"),
    ] {
        let said = refused(&["serve", "--data", &data, "--app", &app], "");
        assert!(
            said.contains(why) && said.contains(&app) && said.contains("cargo xtask build"),
            "{said}"
        );
    }
    assert!(!std::path::Path::new(&data).exists(), "nothing was begun");
}
