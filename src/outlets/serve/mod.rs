//! A site over HTTP, for the office's own eyes. Its entry point is [`start`].
//!
//! Only this machine is answered: the server listens on the loopback and wants to be called by its name, so that no page of another site
//! reads it through a name that leads here. One server serves one folder, and nothing outside it.

mod media;
mod path;
mod reload;

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use oxhttp::model::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION};
use oxhttp::model::{Body, Method, Request, Response, StatusCode};
use oxhttp::{ListeningServer, Server};

/// What a server serves.
pub struct Served {
    /// Folder of the site.
    pub folder: PathBuf,
    /// Path that the site stands under, `/` or `/gongshi/`.
    pub base: String,
}

/// How often the site was made anew: the pages of a browser that saw another number are loaded again.
pub type Turn = Arc<AtomicU64>;

/// Headers of every answer. A page may load what stands beside it, and nothing else.
const HEADERS: [(&str, &str); 6] = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
];

/// Listens on a port of this machine.
///
/// # Errors
/// `AddrInUse` where another program has the port; any other error of the network.
pub fn start(served: Served, port: u16, turn: Turn) -> io::Result<ListeningServer> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    Server::new(move |request| served.answer(request, turn.load(Ordering::Relaxed)))
        .bind(address)
        .with_global_timeout(Duration::from_secs(30))
        .with_max_concurrent_connections(64)
        .spawn()
}

impl Served {
    fn answer(&self, request: &Request<Body>, turn: u64) -> Response<Body> {
        let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        if !path::is_this_machine(host) {
            return answer(StatusCode::FORBIDDEN, "text/plain; charset=utf-8", Vec::new());
        }
        if request.method() != Method::GET && request.method() != Method::HEAD {
            let mut refused = answer(StatusCode::METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", Vec::new());
            refused.headers_mut().insert(ALLOW, oxhttp::model::HeaderValue::from_static("GET, HEAD"));
            return refused;
        }
        let full = request.uri().path();
        let Some(below) = full.strip_prefix(&self.base) else {
            // The site's own address without its last stroke, and the server's root.
            let home = full == "/" || format!("{full}/") == self.base;
            return if home { moved(&self.base) } else { self.not_there() };
        };
        match below {
            reload::SCRIPT_AT => return answer(StatusCode::OK, "text/javascript; charset=utf-8", reload::SCRIPT.into()),
            reload::TURN_AT => return answer(StatusCode::OK, "text/javascript; charset=utf-8", reload::turn(turn).into_bytes()),
            _ => {}
        }
        match path::within(&self.folder, below) {
            Some(file) if file.is_dir() && !(below.is_empty() || below.ends_with('/')) => moved(&format!("{full}/")),
            Some(file) => self.file(&if file.is_dir() { file.join("index.html") } else { file }).unwrap_or_else(|| self.not_there()),
            None => self.not_there(),
        }
    }

    fn file(&self, file: &Path) -> Option<Response<Body>> {
        let bytes = std::fs::read(file).ok()?;
        let media = media::of(file);
        let bytes = if media == media::HTML { reload::into(bytes, &self.base) } else { bytes };
        Some(answer(StatusCode::OK, media, bytes))
    }

    fn not_there(&self) -> Response<Body> {
        let mut answer = self.file(&self.folder.join("404.html")).unwrap_or_else(|| answer(StatusCode::OK, "text/plain; charset=utf-8", b"404\n".to_vec()));
        *answer.status_mut() = StatusCode::NOT_FOUND;
        answer
    }
}

fn moved(to: &str) -> Response<Body> {
    let mut moved = answer(StatusCode::MOVED_PERMANENTLY, "text/plain; charset=utf-8", Vec::new());
    if let Ok(to) = to.parse() {
        moved.headers_mut().insert(LOCATION, to);
    }
    moved
}

fn answer(status: StatusCode, media: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let builder = Response::builder().status(status).header(CONTENT_TYPE, media).header(CACHE_CONTROL, "no-store");
    let builder = HEADERS.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value));
    builder.body(Body::from(bytes)).expect("the headers are fixed and right")
}

/// Whether an error says that another program has the port.
pub fn is_taken(error: &io::Error) -> bool {
    error.kind() == ErrorKind::AddrInUse
}
