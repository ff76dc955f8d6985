//! `gongshi seal PACKAGE -o FILE.zip`: a package under a passphrase, for transport.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Failure, Global, verify};
use crate::report::message::ui;
use crate::outlets::archive::seal::{LEAST, LEAST_DIFFERENT, Passphrase, Weak, seal};

/// Where the passphrase comes from.
pub(crate) enum From {
    /// Typed at the terminal, twice, without being shown.
    Terminal,
    /// First line of a file.
    File(PathBuf),
    /// First line of what an open file descriptor gives.
    Descriptor(u32),
}

/// Longest passphrase that is read, in bytes.
const LONGEST: u64 = 4096;

/// Seals a package that passes.
pub(super) fn run(global: &Global, package: &Path, output: &Path, from: &From) -> Result<ExitCode, Failure> {
    let target = ("output", output.display().to_string());
    if output.symlink_metadata().is_ok() {
        return Err(global.failure("file-exists", std::slice::from_ref(&target)));
    }
    let Some(name) = verify::one(global, package)? else { return Ok(ExitCode::from(1)) };
    let passphrase = read(global, from)?;
    let passphrase = Passphrase::new(&passphrase).map_err(|weak| match weak {
        Weak::Short => global.failure("seal.too-short", &[("least", LEAST.to_string())]),
        Weak::Plain => global.failure("seal.too-plain", &[("least", LEAST_DIFFERENT.to_string())]),
        Weak::NotAscii => global.failure("seal.not-ascii", &[]),
    })?;
    let inner = format!("{name}.zip");
    super::put(output, |file| seal(package, &inner, &passphrase, file))
        .map_err(|error| global.failure("cannot", &[("what", "seal".to_owned()), ("reason", format!("{}: {error}", output.display()))]))?;
    global.say("seal.done", &[target, ("inner", inner)]);
    Ok(ExitCode::SUCCESS)
}

fn read(global: &Global, from: &From) -> Result<String, Failure> {
    let unread = |error: io::Error| global.failure("seal.unread", &[("reason", error.to_string())]);
    match from {
        From::File(path) => File::open(path).and_then(first_line).map_err(unread),
        From::Descriptor(number) => File::open(format!("/dev/fd/{number}")).and_then(first_line).map_err(unread),
        From::Terminal if !io::stdin().is_terminal() => Err(global.failure("seal.no-terminal", &[])),
        From::Terminal => {
            let ask = |key: &str| {
                eprint!("{}", ui(key, global.lang, &[]));
                rpassword::read_password().map_err(unread)
            };
            let (first, again) = (ask("seal.ask")?, ask("seal.ask-again")?);
            if first == again { Ok(first) } else { Err(global.failure("seal.differs", &[])) }
        }
    }
}

/// The first line, without its end.
fn first_line(reader: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    reader.take(LONGEST).read_to_end(&mut bytes)?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8(line.strip_suffix(b"\r").unwrap_or(line).to_vec()).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
