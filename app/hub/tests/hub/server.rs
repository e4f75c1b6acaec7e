//! A server that cleans up after itself, and a client that signs in.

use std::{net::TcpListener, path::PathBuf, sync::Arc};

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::Value;
use tokio::{sync::oneshot, task::JoinHandle};
use uuid::Uuid;
use wingbook_hub::{
    connections::Limits,
    facility::{Facility, Founding},
    hub::{Hub, Options},
    revisions::{self, Revision},
    serve_app::App,
    serving,
    store::{
        Store, StoreError, Turn, databases,
        documents::{self, Body, Incoming},
    },
    tls,
    users::{self, User, credential::Credential, credential::Derivation},
};
use wingbook_record::{access::Role, id::PersonId};

/// A running hub with one user for each role, whose staff number is the role's word.
pub struct Server {
    pub url: String,
    pub hub: Arc<Hub>,
    folder: PathBuf,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<()>>,
}

/// The facility of every test.
pub const SLUG: &str = "test";

/// The credential of a test's user: no passphrase is stretched for it.
pub fn credential(staff_number: &str) -> Credential {
    let seed = users::lookup_number(staff_number);
    let bytes: [u8; 32] = std::array::from_fn(|at| seed.as_bytes()[at % seed.len()]);
    Credential::from_hex(
        &bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>(),
    )
    .unwrap()
}

pub fn user(staff_number: &str, roles: &[Role]) -> User {
    User {
        staff_number: staff_number.into(),
        person: PersonId(Uuid::new_v4()),
        name: format!("Person {staff_number}"),
        roles: roles.to_vec(),
        derivation: Derivation::standard([1; 16]),
        credential_hash: users::hash(&credential(staff_number)),
        disabled: false,
    }
}

fn limited(limits: Limits) -> Options {
    Options {
        limits,
        ..Options::default()
    }
}

impl Server {
    pub async fn start() -> Self {
        Self::start_with(App::Missing, Options::default()).await
    }

    pub async fn start_with(app: App, options: Options) -> Self {
        Self::start_anywhere(app, options, false).await
    }

    pub async fn start_limited(limits: Limits) -> Self {
        Self::start_with(App::Missing, limited(limits)).await
    }

    /// A server with a certificate of its own authority.
    pub async fn start_encrypted(limits: Limits) -> Self {
        Self::start_anywhere(App::Missing, limited(limits), true).await
    }

    async fn start_anywhere(app: App, options: Options, is_encrypted: bool) -> Self {
        let folder = std::env::temp_dir().join(format!("wingbook-hub-{}", Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        let store = Store::open(&folder.join("hub.sqlite")).unwrap();
        let founding = Founding {
            name: "Test Prison".into(),
            slug: SLUG.into(),
            country: "UG".into(),
            zone: "Africa/Kampala".into(),
            languages: vec!["en".into()],
            place_terms: Default::default(),
        };
        Facility::found(&store, &founding, &folder.join("recovery.txt")).unwrap();
        for role in Role::ALL {
            add_user(&store, user(role.word(), &[*role]));
        }
        Self::serve(folder, store, app, options, is_encrypted).await
    }

    async fn serve(
        folder: PathBuf,
        store: Store,
        app: App,
        options: Options,
        is_encrypted: bool,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if is_encrypted { "https" } else { "http" };
        let url = format!("{scheme}://{address}");
        let tls = if is_encrypted {
            let local = tls::local(&store, "Test Prison", address, &tls::Wanted::default())
                .await
                .unwrap();
            Some(local.config)
        } else {
            None
        };
        let hub = Arc::new(Hub::new(store, app, options).unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = Arc::clone(&hub);
        let task = tokio::spawn(async move {
            let stopped = async move { drop(stopped.await) };
            serving::serve(serving, listener, tls, stopped)
                .await
                .unwrap();
        });
        Self {
            url,
            hub,
            folder,
            stop: Some(stop),
            task: Some(task),
        }
    }

    /// Stops the server and starts another over the same data file.
    pub async fn restart(mut self) -> Self {
        drop(self.stop.take());
        self.task.take().unwrap().await.unwrap();
        let store = self.hub.store.clone();
        let folder = std::mem::take(&mut self.folder);
        Self::serve(folder, store, App::Missing, Options::default(), false).await
    }

    /// Waits until the server has ended by itself after being told to.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        self.task.take().unwrap().await.unwrap();
    }

    pub fn as_user(&self, staff_number: &str) -> Asking<'_> {
        Asking {
            server: self,
            staff_number: Some(staff_number.to_owned()),
        }
    }

    pub fn as_nobody(&self) -> Asking<'_> {
        Asking {
            server: self,
            staff_number: None,
        }
    }

    pub fn add_user(&self, new: User) {
        add_user(&self.hub.store, new);
    }

    /// A general database with documents of this size, which an administrator reads.
    pub async fn fill(&self, name: &str, count: usize, size: usize) {
        let administrator = self.as_user("administrator");
        assert_eq!(
            administrator.put(&format!("/{name}"), &Value::Null).await.0,
            201
        );
        let name = name.to_owned();
        let written = move |turn: &mut Turn<'_>| -> Result<(), StoreError> {
            let database = databases::find(turn.connection, &name)?.unwrap();
            for at in 0..count {
                let document = serde_json::json!({ "at": at, "text": "x".repeat(size) });
                let incoming = Incoming {
                    id: format!("{at:05}"),
                    path: revisions::Path::alone(Revision::new(1, "a")),
                    deleted: false,
                    body: Body {
                        json: document.to_string(),
                        attachments: vec![],
                    },
                };
                documents::add(turn, database.db, &incoming)?;
            }
            Ok(())
        };
        self.hub.store.write_now(written).unwrap();
    }

    /// What a user shows with each request.
    pub fn basic(&self, staff_number: &str) -> String {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        let shown = format!("{staff_number}:{}", credential(staff_number).to_hex());
        format!("Basic {}", STANDARD.encode(shown))
    }

    pub fn book(&self, book: &str) -> String {
        format!("wb-{SLUG}-{book}")
    }
}

fn add_user(store: &Store, new: User) {
    store
        .write_now(move |turn| -> Result<(), StoreError> { users::put(turn, &new) })
        .unwrap();
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if !self.folder.as_os_str().is_empty() {
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }
}

/// Requests in somebody's name.
pub struct Asking<'a> {
    server: &'a Server,
    staff_number: Option<String>,
}

impl Asking<'_> {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = Client::new().request(method, format!("{}{path}", self.server.url));
        match &self.staff_number {
            Some(number) => request.basic_auth(number, Some(credential(number).to_hex())),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        answer(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        answer(self.request(Method::POST, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        answer(self.request(Method::PUT, path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> (StatusCode, Value) {
        answer(self.request(Method::DELETE, path)).await
    }
}

pub async fn answer(request: RequestBuilder) -> (StatusCode, Value) {
    let response = request.send().await.unwrap();
    let status = response.status();
    let text = response.text().await.unwrap();
    (
        status,
        serde_json::from_str(&text).unwrap_or(Value::String(text)),
    )
}
