//! The hub as its own process: what its command line says, and how little it may be given to run with.

use std::{
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Output, Stdio},
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
    child.wait_with_output().unwrap()
}

/// Everything that a command wrote.
pub fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// Founds a facility whose administrator is `A1`.
pub fn found(folder: &Folder) -> String {
    let data = folder.path("hub.sqlite");
    let arguments = [
        "init",
        "--data",
        &data,
        "--name",
        "Test",
        "--country",
        "UG",
        "--zone",
        "Africa/Kampala",
        "--admin",
        "A1",
        "--admin-name",
        "Ann Admin",
    ];
    let output = run(&arguments, "correct horse\n");
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
    let answer = tokio::time::timeout(std::time::Duration::from_secs(15), asking).await;
    assert_eq!(answer.unwrap().unwrap().status(), 200);
}
