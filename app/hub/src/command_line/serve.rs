//! `wingbook-hub serve`.

use std::{
    io::{IsTerminal, Write},
    net::{IpAddr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
};

use clap::Args;
use wingbook_record::demo::{Parameters, UnknownCountry};

use super::{
    Data, Failure,
    facts::{open, recovery_file},
};
use crate::{
    command_line::{greeting, init},
    demonstration::{self, Country, Demonstration},
    facility::{Facility, FacilityError},
    hub::{Hub, Options},
    serve_app::App,
    serving,
    store::{Store, now_ms},
    tls::{self, Wanted},
};

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    data: Data,
    /// Address and port
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS", value_parser = listen_address)]
    listen: SocketAddr,
    /// Found a demonstration prison if the data file is new: uganda, tunisia, kazakhstan or none
    #[arg(long, default_value = "none", value_name = "COUNTRY", value_parser = demonstration_of)]
    demo: Demo,
    /// How many days of records a new demonstration holds, for a start that should be quick
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(2..=365))]
    demo_days: Option<u32>,
    /// Certificate chain (PEM)
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_key",
        conflicts_with = "tls_local"
    )]
    tls_cert: Option<PathBuf>,
    /// Key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Use a certificate authority of this server's own, made at first start
    #[arg(long)]
    tls_local: bool,
    /// A further name or address for which the local authority's certificate counts
    #[arg(long, value_name = "NAME", requires = "tls_local", value_parser = host)]
    tls_name: Vec<String>,
    /// Make the local authority anew, for the names of this start: every tablet has to trust it again
    #[arg(long, requires = "tls_local")]
    tls_renew: bool,
    /// Serve the app from a folder instead of the built-in one
    #[arg(long, value_name = "DIR")]
    app: Option<PathBuf>,
    /// Let pages of another origin use this server (an app that lives elsewhere)
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    allow_origin: Vec<String>,
}

/// A demonstration, or none.
#[derive(Debug, Clone, Copy)]
struct Demo(Option<Country>);

fn demonstration_of(text: &str) -> Result<Demo, UnknownCountry> {
    if text == "none" {
        Ok(Demo(None))
    } else {
        text.parse().map(|country| Demo(Some(country)))
    }
}

/// An origin: scheme, host and port, nothing behind them.
fn origin(text: &str) -> Result<String, String> {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or_default();
    let is_host = !host.is_empty()
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte));
    if is_host {
        Ok(text.to_owned())
    } else {
        Err("an origin, such as https://app.prison.example; a wildcard would open the registers to every page".into())
    }
}

/// The name of a host or an address, as a certificate carries it.
fn host(text: &str) -> Result<String, String> {
    let host = text.to_ascii_lowercase();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_host = host.len() <= 253 && host.split('.').all(is_label);
    if is_host || host.parse::<IpAddr>().is_ok() {
        Ok(host)
    } else {
        Err("the name of a host or an address, such as wingbook.prison.example or 10.1.2.3".into())
    }
}

/// An address with a port; a bare port is one on this machine.
fn listen_address(text: &str) -> Result<SocketAddr, String> {
    let spelled = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None if text.bytes().all(|byte| byte.is_ascii_digit()) => format!("127.0.0.1:{text}"),
        None => text.to_owned(),
    };
    spelled
        .parse()
        .map_err(|_| "an address with a port, such as 127.0.0.1:8080 or 0.0.0.0:8443".into())
}

impl Serve {
    pub fn run(self) -> Result<(), Failure> {
        start_log();
        let encrypted = self.tls_local || self.tls_cert.is_some();
        tls::check_listen(self.listen, encrypted)?;
        let app = match &self.app {
            Some(folder) => App::in_folder(folder)?,
            None => App::embedded(),
        };
        let store = open(&self.data.data)?;
        let demonstration = self.prepare(&store)?;
        let listener = TcpListener::bind(self.listen).map_err(|error| {
            format!(
                "{} can't be listened on ({error}); choose another port with --listen",
                self.listen
            )
        })?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.serve(store, app, listener, demonstration))
    }

    /// Sees to it that the data file holds a facility.
    fn prepare(&self, store: &Store) -> Result<Option<Demonstration>, Failure> {
        match Facility::load(store) {
            Ok(facility) => {
                let found = demonstration::resume(store, &facility)?;
                if let Some(asked) = self.demo.0
                    && found
                        .as_ref()
                        .is_none_or(|held| held.country() != asked.word())
                {
                    let data = self.data.data.display();
                    return Err(format!(
                        "{data} holds {} already; name another file with --data, or leave --demo out",
                        facility.name()
                    )
                    .into());
                }
                if found.as_ref().is_some_and(Demonstration::is_behind) && greeting::wants_today() {
                    let count = demonstration::bring_up_to_date(store)?;
                    println!("The demonstration goes on until now: {count} documents.");
                    return Ok(demonstration::find(store)?);
                }
                Ok(found)
            }
            Err(FacilityError::Missing) => match self.demo.0 {
                Some(country) => {
                    println!("Preparing a demonstration prison…");
                    let mut parameters = Parameters::new(country, now_ms());
                    parameters.days = self.demo_days.unwrap_or(parameters.days);
                    Ok(Some(demonstration::begin_with(
                        store,
                        &parameters,
                        &recovery_file(&self.data.data),
                    )?))
                }
                None => {
                    init::found_at_terminal(store, &recovery_file(&self.data.data))?;
                    Ok(None)
                }
            },
            Err(error) => Err(error.into()),
        }
    }

    async fn serve(
        self,
        store: Store,
        app: App,
        listener: TcpListener,
        demonstration: Option<Demonstration>,
    ) -> Result<(), Failure> {
        let address = listener.local_addr()?;
        let facility = Facility::load(&store)?;
        let mut options = Options {
            origins: self.allow_origin.clone(),
            ..Options::default()
        };
        let certificate = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => Some(tls::given(certificate, key).await?),
            _ if self.tls_local => {
                let wanted = Wanted {
                    names: self.tls_name.clone(),
                    renew: self.tls_renew,
                };
                Some(tls::local(&store, facility.name(), address, &wanted).await?)
            }
            _ => None,
        };
        let (tls, shown) = certificate.map(|one| (one.config, one.shown)).unzip();
        options.secure = tls.is_some();
        let authority = shown.as_ref().and_then(|shown| shown.authority.as_ref());
        options.authority_pem = authority.map(|authority| authority.pem.clone());
        let hub = Arc::new(Hub::new(store, app, options)?);
        let greeting = greeting::Greeting {
            facility: hub.facility.name(),
            address,
            certificate: shown.as_ref(),
            has_app: hub.app.is_there(),
            demonstration: demonstration.as_ref(),
            data: &self.data.data,
        };
        greeting.print(std::io::stdout().is_terminal());
        serving::serve(hub, listener, tls, interrupted()).await?;
        drop(writeln!(std::io::stdout(), "Stopped."));
        Ok(())
    }
}

/// Warnings and errors go to the error output; `WINGBOOK_LOG` asks for more. No log line carries a name, a
/// record or a credential.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("WINGBOOK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    drop(
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .try_init(),
    );
}

/// Returns at Ctrl-C, or when a service manager asks the server to stop.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => return,
                _ = tokio::signal::ctrl_c() => return,
            }
        }
    }
    drop(tokio::signal::ctrl_c().await);
}
