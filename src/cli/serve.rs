//! `gongshi serve`: build, show the site to a browser of this machine, build again when something was changed.

use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::{Failure, Global, build};
use crate::build::Options;
use crate::outlets::serve::{Served, Turn, is_taken, start};
use crate::workspace::changes::Changes;

/// What is served, and where.
pub(crate) struct Serving {
    /// The build.
    pub options: Options,
    /// Port of the loopback.
    pub port: u16,
    /// Path that the site stands under, with a stroke at both ends.
    pub base: String,
    /// The restricted archive in the place of the public site.
    pub restricted: bool,
}

/// Serves until it is stopped (Ctrl-C); a build that was under way leaves the last output as it is.
pub(super) fn run(global: &Global, serving: &Serving) -> Result<ExitCode, Failure> {
    let options = &serving.options;
    let workspace = global.open()?;
    let roots: Vec<_> = std::iter::once(workspace.root.clone()).chain(workspace.counties.iter().map(|below| below.workspace.root.clone())).collect();
    drop(workspace);
    let folder = options.output.join(if serving.restricted { "restricted/archive" } else { "web/site" });
    let turn = Turn::default();
    let address = ("address", format!("http://localhost:{}{}", serving.port, serving.base));
    // The port first: a second server says so at once, before it builds.
    let served = Served { folder: folder.clone(), base: serving.base.clone() };
    let _listening = start(served, serving.port, turn.clone()).map_err(|error| match is_taken(&error) {
        true => global.failure("serve.port-taken", &[("port", serving.port.to_string())]),
        false => global.failure("cannot", &[("what", "serve".to_owned()), ("reason", error.to_string())]),
    })?;
    let mut changes = Changes::since_now(&roots);
    build::run(global, options)?;
    if !folder.join("index.html").is_file() {
        return Err(global.failure("serve.no-site", &[("dir", folder.display().to_string())]));
    }
    global.say(if serving.restricted { "serve.restricted" } else { "serve.public" }, &[address]);
    let mut rest = Duration::from_millis(500);
    loop {
        std::thread::sleep(rest);
        let begun = Instant::now();
        if changes.any() {
            // Half-written and broken files are told of like everywhere; the last good site stays up.
            if let Err(Failure(message)) = build::run(global, options) {
                eprintln!("{message}");
            }
            turn.fetch_add(1, Ordering::Relaxed);
        } else {
            // A large county on a slow drive is not looked at all the time.
            rest = Duration::from_millis(500).max(begun.elapsed() * 10);
        }
    }
}
