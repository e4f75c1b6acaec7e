//! Serving the app: policy, caching, compression, navigation; and pages of other origins.

use std::path::PathBuf;

use reqwest::{Client, Response};
use wingbook_hub::{hub::Options, serve_app::App};

use crate::server::{Server, credential};

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("wingbook-app-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(folder.join("forms")).unwrap();
        for (name, text) in [
            ("index.html", "<!doctype html><title>Wingbook</title>"),
            ("boot.js", "// boot"),
            ("sw.js", "// sw"),
            ("web-0123456789abcdef.js", "// hashed"),
            ("web-0123456789abcdef.js.br", "packed"),
            ("forms/contact.json", "{\"form\":\"contact\"}"),
        ] {
            std::fs::write(folder.join(name), text).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

async fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> Response {
    let client = Client::builder().no_brotli().no_gzip().build().unwrap();
    let request = client.get(format!("{}{path}", server.url));
    headers
        .iter()
        .fold(request, |request, (name, value)| {
            request.header(*name, *value)
        })
        .send()
        .await
        .unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn files_and_their_headers() {
    let folder = Folder::new();
    let server = Server::start_with(App::Folder(folder.0.clone()), Options::default()).await;
    let page = get(&server, "/", &[("accept", "text/html,*/*")]).await;
    assert_eq!(page.status(), 200);
    assert_eq!(header(&page, "cache-control"), "no-cache");
    let policy = header(&page, "content-security-policy").to_owned();
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval';",
        "require-trusted-types-for 'script'",
        "connect-src 'self' https:",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline"));
    assert_eq!(header(&page, "x-content-type-options"), "nosniff");
    assert_eq!(header(&page, "referrer-policy"), "no-referrer");
    let hashed = get(&server, "/web-0123456789abcdef.js", &[]).await;
    assert!(header(&hashed, "cache-control").contains("immutable"));
    assert_eq!(
        header(&hashed, "content-type"),
        "text/javascript; charset=utf-8"
    );
    let packed = get(
        &server,
        "/web-0123456789abcdef.js",
        &[("accept-encoding", "gzip, br")],
    )
    .await;
    assert_eq!(header(&packed, "content-encoding"), "br");
    let etag = header(&packed, "etag").to_owned();
    assert_eq!(packed.text().await.unwrap(), "packed");
    let known = get(
        &server,
        "/web-0123456789abcdef.js",
        &[("accept-encoding", "br"), ("if-none-match", &etag)],
    )
    .await;
    assert_eq!(known.status(), 304);
    for name in ["/boot.js", "/sw.js", "/index.html", "/forms/contact.json"] {
        assert_eq!(
            header(&get(&server, name, &[]).await, "cache-control"),
            "no-cache",
            "{name}"
        );
    }
}

#[tokio::test]
async fn people_get_pages_and_programs_get_json() {
    let folder = Folder::new();
    let server = Server::start_with(App::Folder(folder.0.clone()), Options::default()).await;
    let navigation = [("sec-fetch-mode", "navigate"), ("accept", "text/html")];
    for path in ["/", "/round/5", "/people"] {
        assert!(
            get(&server, path, &navigation)
                .await
                .text()
                .await
                .unwrap()
                .contains("<title>Wingbook"),
            "{path}"
        );
    }
    let welcome = get(&server, "/", &[("accept", "application/json")]).await;
    assert_eq!(header(&welcome, "cache-control"), "no-store");
    assert!(welcome.text().await.unwrap().contains("Welcome"));
    assert_eq!(
        get(&server, "/wb-test-wing", &navigation).await.status(),
        401,
        "a register is never a page"
    );
    assert_eq!(
        get(&server, "/_wingbook/hello", &navigation).await.status(),
        200
    );
    assert_eq!(get(&server, "/missing.js", &[]).await.status(), 401);
    assert_eq!(get(&server, "/..%2fhub.sqlite", &[]).await.status(), 401);
}

#[tokio::test]
async fn a_hub_without_the_app_says_so() {
    let server = Server::start().await;
    let page = get(&server, "/", &[("accept", "text/html")]).await;
    assert_eq!(page.status(), 404);
    assert!(page.text().await.unwrap().contains("built without the app"));
}

#[tokio::test]
async fn long_answers_are_packed() {
    let server = Server::start().await;
    let admin = server.as_user("administrator");
    admin.put("/d", &serde_json::json!({})).await;
    admin
        .put("/d/x", &serde_json::json!({"text": "x".repeat(10_000)}))
        .await;
    for (wanted, path) in [("br", "/d/_all_docs?include_docs=true"), ("gzip", "/d/x")] {
        let client = Client::builder().no_brotli().no_gzip().build().unwrap();
        let request = client
            .get(format!("{}{path}", server.url))
            .header("accept-encoding", wanted);
        let secret = credential("administrator").to_hex();
        let response = request
            .basic_auth("administrator", Some(secret))
            .send()
            .await
            .unwrap();
        assert_eq!(header(&response, "content-encoding"), wanted, "{path}");
    }
}

#[tokio::test]
async fn other_origins_are_let_in_by_name_only() {
    let options = Options {
        origins: vec!["https://tablet.example".into()],
        ..Options::default()
    };
    let server = Server::start_with(App::Missing, options).await;
    for (origin, allowed) in [
        ("https://tablet.example", "https://tablet.example"),
        ("https://evil.example", ""),
    ] {
        let request = Client::new().request(
            reqwest::Method::OPTIONS,
            format!("{}/wb-test-wing/_changes", server.url),
        );
        let preflight = request
            .header("origin", origin)
            .header("access-control-request-method", "GET")
            .header(
                "access-control-request-headers",
                "authorization,content-type",
            )
            .send()
            .await
            .unwrap();
        assert_eq!(
            header(&preflight, "access-control-allow-origin"),
            allowed,
            "{origin}"
        );
    }
}
