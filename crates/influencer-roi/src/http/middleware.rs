//! Middleware: what every request and every answer passes through.

use std::{net::IpAddr, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{App, error::ApiError, request_id};

const SECURITY: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Gives the request an id and the answer its time and its security headers; counts and logs it.
pub(super) async fn finish(State(app): State<App>, request: Request, next: Next) -> Response {
    let (id, began, _in_flight) = (request_id::new(), Instant::now(), app.metrics.begin());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let route = request.extensions().get::<MatchedPath>().map(|matched| matched.as_str().to_owned());
    let mut response = request_id::within(id.clone(), next.run(request)).await;
    let took = began.elapsed();
    let (millis, status) = (took.as_secs_f64() * 1000.0, response.status().as_u16());
    tracing::info!(request_id = id, %method, route, path, status, ms = (millis * 100.0).round() / 100.0, "request");
    app.metrics.answered(route, &method, &response, took);
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    let values = [("server-timing", format!("app;dur={millis:.2}")), ("x-request-id", id)];
    for (name, value) in values {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// Answers only requests for this machine's own names, which defeats DNS rebinding by pages of other sites.
pub(super) async fn check_host(request: Request, next: Next) -> Response {
    let named = request.uri().authority().map(Authority::host).or_else(|| host_of(request.headers()));
    match named {
        Some(host) if is_own_name(host) => next.run(request).await,
        found => {
            let message = format!("found host \"{}\", expected localhost or 127.0.0.1.", found.unwrap_or_default());
            ApiError::new(StatusCode::MISDIRECTED_REQUEST, "misdirected", message).into_response()
        }
    }
}

fn host_of(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (host, another) = (hosts.next()?, hosts.next());
    if another.is_some() {
        return None;
    }
    let host = host.to_str().ok()?;
    let after_brackets = host.find(']').map_or(0, |at| at + 1);
    let port_at = host[after_brackets..].rfind(':').map_or(host.len(), |at| after_brackets + at);
    let port = host[port_at..].trim_start_matches(':');
    port.bytes().all(|byte| byte.is_ascii_digit()).then_some(&host[..port_at])
}

/// `localhost`, or an address that never leaves this machine.
fn is_own_name(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(value: &'static str) -> Option<String> {
        let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(value))]);
        host_of(&headers).map(str::to_owned)
    }

    #[test]
    fn only_this_machines_own_names_are_answered() {
        for own in ["localhost", "127.0.0.1:5000", "127.0.0.2:1", "[::1]:5000", "[::1]", "LOCALHOST:80"] {
            assert!(host(own).is_some_and(|host| is_own_name(&host)), "{own}");
        }
        for other in [
            "evil.example",
            "evil.example:5000",
            "127.0.0.1.evil.example",
            "localhost:5000@evil",
            "",
            "0.0.0.0",
            "[::1",
            "localhost:x",
        ] {
            assert!(!host(other).is_some_and(|host| is_own_name(&host)), "{other}");
        }
    }
}
