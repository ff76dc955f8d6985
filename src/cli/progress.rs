//! The progress bar: a count and the time left on a terminal, plain lines elsewhere. Its entry point is [`Bar`].

use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::build::Progress;
use crate::report::message::{Lang, ui};

/// Shows the passes of a command on standard error.
pub(crate) struct Bar {
    lang: Lang,
    quiet: bool,
    terminal: bool,
    pass: Mutex<Option<Pass>>,
    done: AtomicU64,
}

struct Pass {
    key: &'static str,
    total: u64,
    begun: Instant,
    said: Instant,
    bar: Option<ProgressBar>,
}

impl Bar {
    /// A bar that says nothing when told to be quiet.
    pub(crate) fn new(lang: Lang, quiet: bool) -> Self {
        Self { lang, quiet, terminal: std::io::stderr().is_terminal(), pass: Mutex::new(None), done: AtomicU64::new(0) }
    }
}

impl Progress for Bar {
    fn begin(&self, key: &'static str, total: u64) {
        if self.quiet {
            return;
        }
        self.done.store(0, Ordering::Relaxed);
        let bar = self.terminal.then(|| {
            let bar = ProgressBar::new(total);
            let style = ProgressStyle::with_template("{prefix} [{bar:30}] {pos}/{len} {eta}").expect("the template is constant");
            bar.set_style(style.progress_chars("=> "));
            bar.set_prefix(ui(&key.replace("progress.", "pass."), self.lang, &[]));
            bar
        });
        *self.pass.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Pass { key, total, begun: Instant::now(), said: Instant::now(), bar });
    }

    fn step(&self) {
        if self.quiet {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let mut pass = self.pass.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some(pass) = pass.as_mut() else { return };
        match &pass.bar {
            Some(bar) => bar.inc(1),
            // A line every two seconds and at the end, with the time left at the speed so far.
            None if done == pass.total || pass.said.elapsed() >= Duration::from_secs(2) => {
                pass.said = Instant::now();
                let left = pass.begun.elapsed().as_secs_f64() / done as f64 * (pass.total - done) as f64;
                let args = [("done", done.to_string()), ("total", pass.total.to_string()), ("left", format!("{left:.0}"))];
                eprintln!("{}", ui(pass.key, self.lang, &args));
            }
            None => {}
        }
    }

    fn end(&self) {
        if let Some(Pass { bar: Some(bar), .. }) = self.pass.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}
