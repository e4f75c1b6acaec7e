//! What a started server prints: where it is, a QR of that, and for a demonstration who can sign in.

use std::{
    io::{IsTerminal, Write},
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    path::Path,
};

use qrcode::{QrCode, render::unicode::Dense1x2};
use wingbook_record::access::Role;

use crate::{
    demonstration::Demonstration,
    tls::{self, Authority, Shown},
};

/// Prints a line. Whoever reads the beginning and closes the output (`| head`) does not end the server with it.
macro_rules! say {
    ($($text:tt)*) => {
        drop(writeln!(std::io::stdout(), $($text)*))
    };
}

/// What there is to say.
pub struct Greeting<'a> {
    pub facility: &'a str,
    pub address: SocketAddr,
    /// Its certificate; none where connections are not encrypted.
    pub certificate: Option<&'a Shown>,
    pub has_app: bool,
    pub demonstration: Option<&'a Demonstration>,
    pub data: &'a Path,
}

impl Greeting<'_> {
    /// Prints it; the QR only where somebody looks.
    pub fn print(&self, with_qr: bool) {
        let url = self.url();
        say!("\n{}\n\n  {url}\n", self.facility);
        if with_qr && let Some(code) = qr(&url) {
            say!("{code}\n");
        }
        if !self.has_app {
            say!("This server was built without the app: it receives and sends records only.");
            say!("Build the app first (cargo xtask build), or name its folder with --app.\n");
        }
        if let Some(authority) = self.certificate.and_then(|shown| shown.authority.as_ref()) {
            print_trust(authority, &url);
        }
        if let Some(demonstration) = self.demonstration {
            print_sign_ins(demonstration, self.data);
        }
        say!(
            "Ctrl-C stops it; the records are in {}.",
            self.data.display()
        );
    }

    fn url(&self) -> String {
        let port = self.address.port();
        let scheme = if self.certificate.is_some() {
            "https"
        } else {
            "http"
        };
        let ip = self.address.ip();
        let named = self.certificate.and_then(|shown| shown.host.clone());
        let host = if let Some(host) = named {
            host
        } else if ip == Ipv4Addr::LOCALHOST || ip == Ipv6Addr::LOCALHOST {
            "localhost".to_owned()
        } else if ip.is_unspecified() {
            tls::own_address().map_or_else(|| "localhost".to_owned(), |own| own.to_string())
        } else if ip.is_ipv6() {
            format!("[{ip}]")
        } else {
            ip.to_string()
        };
        format!("{scheme}://{host}:{port}")
    }
}

fn print_trust(authority: &Authority, url: &str) {
    say!("Its certificate comes from this server's own authority. On each tablet, once:");
    say!("  1. open {url}/ca.crt and pass over the warning: the file is downloaded;");
    say!(
        "  2. Android: Settings › Security › Encryption & credentials › Install a certificate › CA;"
    );
    say!(
        "     iPad: install the profile, then Settings › General › About › Certificate Trust Settings;"
    );
    say!(
        "     compare its fingerprint (SHA-256) before you install it; another one is somebody else's:"
    );
    say!("     {}", authority.fingerprint);
    say!("  3. open {url} again: there is no warning any more.");
    say!("  A tablet on a cable needs none of this: adb reverse tcp:PORT tcp:PORT, and localhost.");
    say!(
        "  The certificate counts for {}.\n",
        authority.names.join(", ")
    );
}

fn qr(url: &str) -> Option<String> {
    let code = QrCode::new(url).ok()?;
    // Light on dark: most terminals are dark, and readers want the quiet zone light.
    Some(
        code.render::<Dense1x2>()
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark)
            .build(),
    )
}

fn print_sign_ins(demonstration: &Demonstration, data: &Path) {
    say!("A demonstration: nobody in it is real. Sign in as");
    let mut shown = Vec::new();
    for sign_in in &demonstration.sign_ins {
        let Some(role) = sign_in.roles.first().copied() else {
            continue;
        };
        let Some((title, task)) = first_task(role).filter(|_| !shown.contains(&role)) else {
            continue;
        };
        shown.push(role);
        say!("\n  {title}: {}", sign_in.name);
        say!(
            "    staff number {}   passphrase {}",
            sign_in.staff_number,
            sign_in.passphrase
        );
        say!("    two minutes: {task}");
    }
    say!("");
    if demonstration.is_behind() {
        let program = std::env::current_exe().unwrap_or_else(|_| "wingbook-hub".into());
        say!("Its history ended a while ago. To bring it up to today, stop this and run");
        say!("  {} demo --data {}\n", program.display(), data.display());
    }
}

/// Asks whoever sits at the terminal whether the demonstration is to go on until today; nobody there, no.
pub fn wants_today() -> bool {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return false;
    }
    print!("The demonstration's history ended a while ago. Bring it up to today? [Y/n] ");
    drop(std::io::stdout().flush());
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.is_ok() && !answer.trim_start().to_lowercase().starts_with('n')
}

/// What each role that has pages can try in two minutes.
fn first_task(role: Role) -> Option<(&'static str, &'static str)> {
    match role {
        Role::Officer => Some((
            "Officer",
            "start the round that is due, tap a few cells, write one contact, lock the tablet.",
        )),
        Role::Supervisor => Some((
            "Supervisor",
            "open what waits for review, send one record back with a reason, look at the charts.",
        )),
        Role::Health => Some((
            "Health",
            "find somebody, look at their doses and what is due, write down a dose from a card.",
        )),
        Role::HealthLead => Some((
            "Health lead",
            "open what waits for review, accept a dose, send one back with a reason.",
        )),
        Role::Administrator => Some((
            "Administrator",
            "under More, Prison: make a recovery key on paper, look at wings and round plans.",
        )),
        Role::Complaints => Some((
            "Complaints",
            "write a complaint as the officer (Write, in confidence), then open it here and nowhere else.",
        )),
        Role::Analyst => Some((
            "Analyst",
            "write a report to security as the officer, then open it here and nowhere else.",
        )),
        _ => None,
    }
}
