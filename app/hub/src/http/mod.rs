//! The hub's HTTP surface: which address does what.

mod app;
mod attachment;
mod bulk;
mod caller;
mod changes;
mod database;
mod document;
mod error;
mod find;
mod local;
pub(crate) mod multipart;
mod pace;
mod parts;
mod reading;
mod request;
mod server;
mod tablets;
mod wingbook;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{self, Next},
    response::Response,
    routing::{get, post},
};
use tower_http::{
    compression::{CompressionLayer, CompressionLevel, Predicate},
    cors::{AllowOrigin, CorsLayer},
    decompression::RequestDecompressionLayer,
    set_header::SetResponseHeaderLayer,
};

pub use self::pace::Bodies;
use self::{caller::Caller, error::HttpError};
use crate::hub::Hub;

/// How large a request may be, unpacked.
const REQUEST_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How large a request to the server itself may be: a sign-in, a certificate.
const SERVER_REQUEST_BYTES_MAX: usize = 16 * 1024;

/// Feeds are long and alike: a quick pass packs them to a fifth, a thorough one would cost more than it saves.
const PACKING: CompressionLevel = CompressionLevel::Precise(2);

/// Below this, packing costs more than it saves.
const PACKED_FROM_BYTES: u64 = 860;

/// Marks a response that is sent as it comes about: packing would hold signs of life back.
#[derive(Debug, Clone, Copy)]
struct Streamed;

/// What is worth packing.
#[derive(Debug, Clone, Copy)]
struct WorthPacking;

impl Predicate for WorthPacking {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &Response<B>) -> bool {
        let packs_well = response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|content_type| {
                [
                    "application/json",
                    "text/",
                    "application/javascript",
                    "application/wasm",
                    "image/svg",
                ]
                .iter()
                .any(|kind| content_type.starts_with(kind))
            });
        packs_well
            && response.extensions().get::<Streamed>().is_none()
            && response
                .body()
                .size_hint()
                .exact()
                .is_none_or(|length| length >= PACKED_FROM_BYTES)
    }
}

/// The whole surface over a hub.
pub fn router(hub: Arc<Hub>) -> Router {
    let signed_in = middleware::from_fn_with_state(Arc::clone(&hub), signed_in_first);
    let api = server_routes()
        .layer(DefaultBodyLimit::max(SERVER_REQUEST_BYTES_MAX))
        .merge(database_routes().route_layer(signed_in))
        .fallback(server::nothing_here)
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ));
    let nosniff = HeaderName::from_static("x-content-type-options");
    let router = api
        .layer(middleware::from_fn_with_state(Arc::clone(&hub), app::serve))
        .layer(
            CompressionLayer::new()
                .quality(PACKING)
                .compress_when(WorthPacking),
        )
        // Inside of what unpacks: it counts what is held, not what was sent.
        .layer(middleware::from_fn_with_state(Arc::clone(&hub), pace::keep))
        .layer(RequestDecompressionLayer::new())
        .layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX))
        .layer(SetResponseHeaderLayer::overriding(
            nosniff,
            HeaderValue::from_static("nosniff"),
        ));
    match cors(&hub) {
        Some(cors) => router.layer(cors),
        None => router,
    }
    .with_state(hub)
}

/// Nobody who is not signed in gets a body read, however large or slow it is.
async fn signed_in_first(
    State(hub): State<Arc<Hub>>,
    request: Request,
    next: Next,
) -> Result<Response, HttpError> {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &hub).await?;
    caller.required()?;
    parts.extensions.insert(caller);
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// Pages of the origins that were named may use the hub, with their users' credentials; no others.
fn cors(hub: &Hub) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> = hub
        .options
        .origins
        .iter()
        .filter_map(|origin| HeaderValue::from_str(origin).ok())
        .collect();
    if origins.is_empty() {
        return None;
    }
    let headers = [
        header::ACCEPT,
        header::AUTHORIZATION,
        header::CONTENT_TYPE,
        header::IF_MATCH,
    ];
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::PUT,
            Method::POST,
            Method::DELETE,
        ])
        .allow_headers(headers)
        .expose_headers([header::ETAG, header::DATE, header::RETRY_AFTER]);
    Some(cors)
}

fn server_routes() -> Router<Arc<Hub>> {
    Router::new()
        .route("/", get(server::welcome))
        .route("/_up", get(server::up))
        .route("/_uuids", get(server::uuids))
        .route("/_all_dbs", get(server::all_databases))
        .route(
            "/_session",
            get(server::session)
                .post(server::open_session)
                .delete(server::close_session),
        )
        .route("/_users", get(server::users_database))
        .route(
            "/_users/{id}",
            get(server::user_document)
                .put(server::user_refused)
                .delete(server::user_refused),
        )
        .route("/_wingbook/hello", get(wingbook::hello))
        .route("/_wingbook/kdf", post(wingbook::kdf))
        .route("/_wingbook/me", get(wingbook::me))
        .route("/_wingbook/certify", post(wingbook::certify))
        .route("/_wingbook/join", post(wingbook::join))
        .route("/_wingbook/recovery", post(wingbook::recovery))
        .route("/_wingbook/certificate/{key}", get(wingbook::certificate))
        .route("/_wingbook/contact", post(tablets::contact))
        .route("/_wingbook/tablets", get(tablets::list))
        .route("/_wingbook/tablets/{device}", post(tablets::order))
        .route("/ca.crt", get(wingbook::authority))
}

fn database_routes() -> Router<Arc<Hub>> {
    let whole = || {
        get(database::info)
            .put(database::create)
            .delete(database::delete)
            .post(document::post)
    };
    Router::new()
        .route("/{db}", whole())
        .route("/{db}/", whole())
        .route("/{db}/_changes", get(changes::feed).post(changes::feed))
        .route("/{db}/_revs_diff", post(bulk::revs_diff))
        .route("/{db}/_bulk_get", post(bulk::bulk_get))
        .route("/{db}/_bulk_docs", post(bulk::bulk_docs))
        .route("/{db}/_receipts", post(bulk::receipts))
        .route(
            "/{db}/_all_docs",
            get(database::all_docs).post(database::all_docs),
        )
        .route("/{db}/_find", post(find::find))
        .route(
            "/{db}/_ensure_full_commit",
            post(database::ensure_full_commit),
        )
        .route("/{db}/_revs_limit", get(database::revs_limit))
        .route(
            "/{db}/_security",
            get(database::security).put(database::set_security),
        )
        .route(
            "/{db}/_local/{id}",
            get(local::get).put(local::put).delete(local::delete),
        )
        .route(
            "/{db}/_design/{id}",
            get(reading::get_design).put(document::put_design),
        )
        .route(
            "/{db}/{id}",
            get(reading::get)
                .put(document::put)
                .delete(document::delete),
        )
        .route(
            "/{db}/{id}/{*name}",
            get(attachment::get)
                .put(attachment::put)
                .delete(attachment::delete),
        )
}
