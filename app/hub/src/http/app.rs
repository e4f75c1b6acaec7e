//! Serving the app beside the API: its files at their addresses, its first page for every navigation.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response as AxumResponse},
};
use sha2::{Digest as _, Sha256};

use crate::{hub::Hub, serve_app::File};

/// The app's policy (design, *Origin and policy*): nothing inline, nothing from elsewhere, scripts only
/// through one Trusted Types policy.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    style-src 'self'; font-src 'self'; manifest-src 'self'; img-src 'self' blob:; media-src 'self' blob:; \
    connect-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types default";

/// What the app may ask the device for: the camera for codes, the screen's wake lock in a round.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(self), bluetooth=(), browsing-topics=(), camera=(self), \
    display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), \
    magnetometer=(), microphone=(self), midi=(), payment=(), publickey-credentials-create=(self), \
    publickey-credentials-get=(self), screen-wake-lock=(self), serial=(), usb=(), xr-spatial-tracking=()";

/// Addresses of the server itself: never a page of the app.
const OWN_ADDRESSES: &[&str] = &["/_", "/wb-", "/ca.crt"];

/// Answers with a file of the app, or lets the request through to the API.
pub async fn serve(State(hub): State<Arc<Hub>>, request: Request, next: Next) -> AxumResponse {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || OWN_ADDRESSES.iter().any(|own| path.starts_with(own)) {
        return next.run(request).await;
    }
    let takes_brotli = takes(request.headers(), header::ACCEPT_ENCODING, "br");
    let navigates = request
        .headers()
        .get("sec-fetch-mode")
        .is_some_and(|mode| mode == "navigate")
        || takes(request.headers(), header::ACCEPT, "text/html");
    // `/` is CouchDB's welcome for programs and the app for people.
    let address = if path == "/" {
        None
    } else {
        Some(path.to_owned())
    };
    let headers = request.headers().clone();
    let (app, asked) = (hub.app.clone(), address.clone());
    let found = read(move || app.file(asked.as_deref()?, takes_brotli)).await;
    if let (Some(file), Some(address)) = (found, &address) {
        return respond(file, address, &headers);
    }
    if !navigates {
        let mut response = next.run(request).await;
        if address.is_none() {
            response.headers_mut().append(
                header::VARY,
                HeaderValue::from_static("accept, sec-fetch-mode"),
            );
        }
        return response;
    }
    let app = hub.app.clone();
    let mut response = match read(move || app.file("/index.html", takes_brotli)).await {
        Some(file) => respond(file, "/index.html", &headers),
        None => without_app(),
    };
    response.headers_mut().append(
        header::VARY,
        HeaderValue::from_static("accept, sec-fetch-mode"),
    );
    response
}

/// A folder's files are read where blocking is allowed; embedded ones cost nothing there.
async fn read(job: impl FnOnce() -> Option<File> + Send + 'static) -> Option<File> {
    tokio::task::spawn_blocking(job).await.ok().flatten()
}

fn takes(headers: &HeaderMap, name: HeaderName, wanted: &str) -> bool {
    let values = headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|line| line.split(',')).any(|one| {
        let (kind, quality) = one.split_once(';').unwrap_or((one, ""));
        kind.trim() == wanted && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

fn respond(file: File, address: &str, asked: &HeaderMap) -> AxumResponse {
    // A packed file is another representation: caches must not mix the two.
    let hash = Sha256::digest(&file.bytes);
    let etag = format!(
        "\"{}{}\"",
        hex::encode(&hash[..16]),
        if file.is_brotli { "-br" } else { "" }
    );
    let caching = if file.is_immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == etag)
    });
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(match file.bytes {
            std::borrow::Cow::Borrowed(bytes) => axum::body::Bytes::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => bytes.into(),
        }))
    };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(file.content_type),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if file.is_brotli {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    if address == "/sw.js" {
        headers.insert("service-worker-allowed", HeaderValue::from_static("/"));
    }
    set_policy(headers);
    response
}

fn set_policy(headers: &mut HeaderMap) {
    let own = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in own {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// A hub without an app says so, to people who open it in a browser.
fn without_app() -> AxumResponse {
    const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Wingbook</title>\
        <h1>This prison server was built without the app</h1>\
        <p>It receives and sends records, but has no pages of its own. Build the app \
        (<code>cargo xtask build</code>) and then the server, or start it with \
        <code>--app FOLDER</code>.</p></html>";
    let mut response = (StatusCode::NOT_FOUND, axum::response::Html(PAGE)).into_response();
    set_policy(response.headers_mut());
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
