//! `gongshi sample`: closes the roster of a spot check, or draws from a closed one.

use std::process::ExitCode;

use serde_json::json;

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::survey;
use crate::records::values::Date;
use crate::report::message::ui;
use crate::rules::draw::Roster;

/// What is drawn.
pub(super) struct Draw {
    /// Digest of the roster as it was closed.
    pub digest: String,
    /// Seed, drawn in public after the roster was closed.
    pub seed: String,
    /// How many.
    pub size: usize,
}

/// Without a seed: the roster and its digest. With one: the sample, provided that the roster is still the one that was closed.
pub(super) fn run(global: &Global, villages: bool, draw: Option<Draw>, as_of: Date, as_json: bool) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let register = survey(&workspace, as_of, &Bar::new(global.lang, global.quiet)).register;
    let codes = match villages {
        true => register.villages.iter().map(|village| village.code.clone()).collect(),
        false => register.villages.iter().flat_map(|village| village.households.codes().map(str::to_owned)).collect(),
    };
    let roster = Roster::close(codes);
    let say = |key: &str, args: &[(&'static str, String)]| ui(key, global.lang, args);
    let Some(draw) = draw else {
        if as_json {
            print_json(&json!({ "digest": roster.digest(), "count": roster.codes().len(), "roster": roster.codes() }));
        } else {
            println!("{}", say("sample.closed", &[("count", roster.codes().len().to_string()), ("digest", roster.digest().to_owned())]));
            roster.codes().iter().for_each(|code| println!("{code}"));
        }
        return Ok(ExitCode::SUCCESS);
    };
    if draw.digest != roster.digest() {
        return Err(Failure(say("sample.changed", &[("closed", draw.digest), ("digest", roster.digest().to_owned())])));
    }
    let drawn = roster.draw(&draw.seed, draw.size);
    let method = say("sample.method", &[]);
    if as_json {
        print_json(&json!({
            "digest": roster.digest(), "count": roster.codes().len(), "seed": draw.seed, "method": method, "sample": drawn,
        }));
    } else {
        let args = [("count", roster.codes().len().to_string()), ("size", drawn.len().to_string()), ("digest", roster.digest().to_owned()), ("seed", draw.seed)];
        println!("{}", say("sample.drawn", &args));
        println!("{method}");
        drawn.iter().for_each(|code| println!("{code}"));
    }
    Ok(ExitCode::SUCCESS)
}

fn print_json(value: &serde_json::Value) {
    println!("{}", serde_json::to_string_pretty(value).expect("codes are plain JSON"));
}
