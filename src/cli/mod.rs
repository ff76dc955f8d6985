//! The command line: one verb per file, no domain logic. Its entry point is [`run`].
//!
//! Exit codes: 0 clean, 1 a finding of level error that nobody stands by, 2 the work could not be done.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line is the one place that speaks to the terminal")]

mod archive;
mod arguments;
mod bench;
mod bind;
mod build;
mod check;
mod conform;
mod demo;
mod explain;
mod import;
mod init;
mod kit;
mod new;
mod pack;
mod preview;
mod privacy;
mod publish;
mod progress;
mod sample;
mod schema;
mod seal;
mod serve;
mod status;
mod templates;
mod verify;

use std::process::ExitCode;

use crate::report::message::{Lang, ui};
use crate::workspace::Workspace;

/// What every verb is told.
pub(crate) struct Global {
    /// Folder of the workspace.
    pub workspace: std::path::PathBuf,
    /// Language of messages.
    pub lang: Lang,
    /// Say nothing but findings and failures.
    pub quiet: bool,
}

/// The work could not be done: a message in the user's language.
pub(crate) struct Failure(pub String);

impl Global {
    /// Opens the workspace.
    fn open(&self) -> Result<Workspace, Failure> {
        Workspace::open(&self.workspace).map_err(|_| self.failure("no-workspace", &[("dir", self.workspace.display().to_string())]))
    }

    fn failure(&self, key: &str, args: &[(&'static str, String)]) -> Failure {
        Failure(ui(key, self.lang, args))
    }

    /// Says something on standard error, unless told to be quiet.
    fn say(&self, key: &str, args: &[(&'static str, String)]) {
        if !self.quiet {
            eprintln!("{}", ui(key, self.lang, args));
        }
    }
}

/// Writes a file beside its place and puts it there when it is whole; it is the office's own.
fn put(target: &std::path::Path, write: impl FnOnce(std::fs::File) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = target.with_file_name(name);
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&part).and_then(write).and_then(|()| match target.symlink_metadata() {
        Ok(_) => Err(std::io::ErrorKind::AlreadyExists.into()),
        Err(_) => std::fs::rename(&part, target),
    });
    if written.as_ref().is_err_and(|error| error.kind() != std::io::ErrorKind::AlreadyExists) {
        // What is not whole is of no use to anybody.
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let (global, verb) = match arguments::read(std::env::args_os()) {
        Ok(read) => read,
        Err(error) => {
            // A broken pipe while printing help is no failure of ours.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let done = match verb {
        arguments::Verb::Build(options) => build::run(&global, &options),
        arguments::Verb::Preview(options, wanted) => preview::run(&global, &options, wanted),
        arguments::Verb::Archive(options, code) => archive::run(&global, &options, &code),
        arguments::Verb::Privacy { as_of, json } => privacy::run(&global, as_of, json),
        arguments::Verb::Publish(options, freeze) => publish::run(&global, &options, &freeze),
        arguments::Verb::Templates(options) => templates::run(&global, &options),
        arguments::Verb::Bind(options, subject) => bind::run(&global, &options, subject.as_deref()),
        arguments::Verb::Pack(options) => pack::run(&global, &options),
        arguments::Verb::Check { as_of, json } => check::run(&global, as_of, json),
        arguments::Verb::Conform { file, json } => conform::run(&global, &file, json),
        arguments::Verb::Demo(folder, demo) => demo::run(&global, &folder, demo),
        arguments::Verb::Init(folder) => init::run(&global, &folder),
        arguments::Verb::Sample { villages, draw, as_of, json } => sample::run(&global, villages, draw, as_of, json),
        arguments::Verb::Status { as_of, within, json } => status::run(&global, as_of, within, json),
        arguments::Verb::Import { file, villages, write, json } => import::run(&global, &file, &villages, write, json),
        arguments::Verb::NewVillage { township, village } => new::village(&global, township, village),
        arguments::Verb::NewHousehold(household) => new::household(&global, household),
        arguments::Verb::Explain { question, json } => explain::run(&global, &question, json),
        arguments::Verb::Verify { path, against, report, json } => verify::run(&global, &path, against.as_deref(), report.as_deref(), json),
        arguments::Verb::Seal { package, output, from } => seal::run(&global, &package, &output, &from),
        arguments::Verb::Kit { kit, from, output } => kit::run(&global, &kit, &from, output.as_deref()),
        arguments::Verb::Serve(serving) => serve::run(&global, &serving),
        arguments::Verb::Schema { kind, output } => schema::run(&global, kind.as_deref(), output.as_deref()),
        arguments::Verb::ParseFloor => bench::parse_floor(&global),
    };
    match done {
        Ok(code) => code,
        Err(Failure(message)) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
