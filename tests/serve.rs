//! Showing a site on this machine, and reading what stands in it over HTTP.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::*;

/// A server that is stopped when dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody has at the moment.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

impl Server {
    fn start(workspace: &Workspace, args: &[&str]) -> Self {
        let port = free_port();
        let number = port.to_string();
        let day = ["-q", "serve", "--as-of", workspace.as_of, "--port", &number];
        let child = workspace.command(&[&day, args].concat()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        Self { child, port }
    }

    /// Status and headers as they came, and the body.
    fn ask(&self, request: &str) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.write_all(format!("{request}Connection: close\r\n\r\n").as_bytes()).expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").expect("headers end");
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, head, bytes[end + 4..].to_vec())
    }

    fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n", self.port))
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8_lossy(&self.get(path).2).into_owned()
    }

    /// Asks until the answer is right; the first build and every further one take their time.
    fn wait(&self, what: &str, right: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() || !right(self) {
            assert!(begun.elapsed() < Duration::from_secs(180), "{what}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

#[test]
fn the_public_site_is_served_with_right_types_and_nothing_else_is() {
    let workspace = Workspace::qingliu();
    let server = Server::start(&workspace, &["--base", "sub/path"]);
    server.wait("the site comes up", |server| server.get("/sub/path/").0 == 200);
    let (_, head, body) = server.get("/sub/path/");
    let page = String::from_utf8_lossy(&body);
    assert!(page.contains("<script src=\"/sub/path/-/reload.js\" defer></script>\n</head>"), "{page}");
    let wanted = ["content-type: text/html; charset=utf-8", "x-content-type-options: nosniff", "content-security-policy: default-src 'none'", "cache-control: no-store"];
    assert!(wanted.iter().all(|line| head.contains(line)), "{head}");
    for (path, media) in [
        ("assets/style.css", "text/css; charset=utf-8"),
        ("-/reload.js", "text/javascript; charset=utf-8"),
        ("-/turn.js", "text/javascript; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
    ] {
        let (status, head, _) = server.get(&format!("/sub/path/{path}"));
        assert!(status == 200 && head.contains(&format!("content-type: {media}")), "{path}: {head}");
    }
    let (status, head, _) = server.get("/");
    assert!(status == 301 && head.contains("location: /sub/path/"), "{head}");
    for path in [
        "/sub/path/../../restricted/build.json", "/sub/path/%2e%2e/%2e%2e/restricted/build.json", "/sub/path/..%2f..%2frestricted%2fbuild.json",
        "/sub/path/restricted/build.json", "/restricted/build.json", "/sub/path/..\\..\\restricted\\build.json", "/etc/passwd", "/sub/path/none.html",
    ] {
        let (status, _, body) = server.get(path);
        assert!(matches!(status, 400 | 404), "{path}: {status}");
        assert!(!String::from_utf8_lossy(&body).contains("\"documents\""), "{path}");
    }
    assert_eq!(server.ask("GET /sub/path/ HTTP/1.1\r\nHost: example.test\r\n").0, 403);
    assert_eq!(server.ask(&format!("POST /sub/path/ HTTP/1.1\r\nHost: localhost:{}\r\nContent-Length: 0\r\n", server.port)).0, 405);
    let (status, head, body) = server.ask(&format!("HEAD /sub/path/ HTTP/1.1\r\nHost: localhost:{}\r\n", server.port));
    assert!(status == 200 && head.contains("content-type: text/html"), "{head}");
    drop(body);
    // A second server on the port says so, and builds nothing.
    let port = server.port.to_string();
    let second = workspace.run(&["serve", "--as-of", workspace.as_of, "--port", &port, "-o", workspace.root.join("second").to_str().expect("UTF-8")]);
    assert_eq!(second.code, 2);
    assert!(second.err.contains(&format!("端口 {port} 已经有别的程序在用")) && !workspace.root.join("second").exists(), "{}", second.err);
}

#[test]
fn an_edit_makes_the_site_anew_and_tells_the_browser() {
    let workspace = Workspace::qingliu();
    let server = Server::start(&workspace, &[]);
    server.wait("the site comes up", |server| server.get("/").0 == 200);
    let turn = server.text("/-/turn.js");
    let old = workspace.text(COUNTY);
    let name = old.lines().find_map(|line| line.strip_prefix("全称: ")).expect("a name").to_owned();
    workspace.edit(COUNTY, &format!("全称: {name}\n"), &format!("全称: {name}新\n"));
    server.wait("the site is made anew", |server| server.text("/-/turn.js") != turn);
    // A broken file takes nothing down.
    let next = server.text("/-/turn.js");
    workspace.write(PLAN, "计划编号: [");
    server.wait("a broken file is met", |server| server.text("/-/turn.js") != next);
    assert_eq!(server.get("/").0, 200);
}

#[test]
fn the_restricted_site_is_served_alone_and_only_when_it_is_asked_for() {
    let workspace = Workspace::qingliu();
    workspace.build(&[]);
    let server = Server::start(&workspace, &["--restricted"]);
    // Whether or not the archive has a site in this workspace, no public page and no build record is served here.
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", server.port)).is_err() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    for path in ["/notices/0301-2017-1-publicity.html", "/../build.json", "/../../web/site/index.html"] {
        assert!(matches!(server.get(path).0, 400 | 404), "{path}");
    }
}
