//! What may be said on the command line. Its entry point is [`read`].

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};

use super::Global;
use super::explain::Question;
use super::sample::Draw;
use super::seal::From;
use super::serve::Serving;
use crate::build::Options;
use crate::build::frozen::Freeze;
use crate::build::kit::Kit;
use crate::build::preview::Wanted;
use crate::outlets::ledger::Event;
use crate::papers::layout::Paper;
use crate::records::values::Date;
use crate::report::message::{Lang, ui};
use crate::workspace::demo::{Demo, MOST_HOUSEHOLDS};
use crate::workspace::intake::NewVillage;
use crate::workspace::intake::fresh::NewHousehold;
use crate::workspace::schema::KINDS;

/// A verb with its options.
pub(crate) enum Verb {
    /// `build`.
    Build(Options),
    /// `pack`.
    Pack(Options),
    /// `preview`.
    Preview(Options, Wanted),
    /// `publish`.
    Publish(Options, Freeze),
    /// `privacy`.
    Privacy { as_of: Date, json: bool },
    /// `templates check`.
    Templates(Options),
    /// `bind`.
    Bind(Options, Option<String>),
    /// `check`.
    Check { as_of: Date, json: bool },
    /// `conform`.
    Conform { file: PathBuf, json: bool },
    /// `demo`.
    Demo(PathBuf, Demo),
    /// `init`.
    Init(PathBuf),
    /// `sample`.
    Sample { villages: bool, draw: Option<Draw>, as_of: Date, json: bool },
    /// `status`.
    Status { as_of: Date, within: u32, json: bool },
    /// `import`.
    Import { file: PathBuf, villages: Vec<String>, write: bool, json: bool },
    /// `new village`.
    NewVillage { township: Option<String>, village: NewVillage },
    /// `new household`.
    NewHousehold(NewHousehold),
    /// `explain`.
    Explain { question: Question, json: bool },
    /// `verify`.
    Verify { path: PathBuf, against: Option<PathBuf>, report: Option<PathBuf>, json: bool },
    /// `archive`.
    Archive(Options, String),
    /// `seal`.
    Seal { package: PathBuf, output: PathBuf, from: From },
    /// `kit`.
    Kit { kit: Kit, from: PathBuf, output: Option<PathBuf> },
    /// `serve`.
    Serve(Serving),
    /// `schema`.
    Schema { kind: Option<String>, output: Option<PathBuf> },
    /// `bench parse-floor`.
    ParseFloor,
}

/// Reads the arguments; help is in the language that they ask for.
pub(crate) fn read(args: impl Iterator<Item = OsString>) -> Result<(Global, Verb), clap::Error> {
    let args: Vec<OsString> = args.collect();
    let english = args.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en") || args.iter().any(|arg| arg == "--lang=en");
    let lang = if english { Lang::En } else { Lang::Zh };
    let matches = command(lang).try_get_matches_from(args)?;
    let global = Global {
        workspace: matches.get_one::<PathBuf>("workspace").cloned().unwrap_or_else(|| ".".into()),
        lang,
        quiet: matches.get_flag("quiet"),
    };
    let verb = match matches.subcommand() {
        Some(("build", options)) => Verb::Build(output(options, &global)),
        Some(("pack", options)) => Verb::Pack(output(options, &global)),
        Some(("preview", options)) => {
            Verb::Preview(output(options, &global), Wanted { subject: Some(text(options, "subject")), kind: options.get_one::<String>("kind").cloned() })
        }
        Some(("archive", options)) => Verb::Archive(output(options, &global), text(options, "code")),
        Some(("publish", options)) => Verb::Publish(output(options, &global), freeze(options)),
        Some(("privacy", options)) => Verb::Privacy { as_of: as_of(options), json: json(options) },
        Some(("templates", options)) => match options.subcommand() {
            Some((_, options)) => Verb::Templates(output(options, &global)),
            None => unreachable!("a subcommand is required and all are listed"),
        },
        Some(("bind", options)) => Verb::Bind(output(options, &global), options.get_one::<String>("subject").cloned()),
        Some(("check", options)) => Verb::Check { as_of: as_of(options), json: json(options) },
        Some(("conform", options)) => {
            Verb::Conform { file: options.get_one::<PathBuf>("file").cloned().unwrap_or_default(), json: json(options) }
        }
        Some(("demo", options)) => Verb::Demo(
            options.get_one::<PathBuf>("dir").cloned().unwrap_or_default(),
            Demo {
                households: options.get_one::<u64>("households").map_or(1, |count| *count as usize),
                seed: options.get_one::<u64>("seed").copied().unwrap_or(1),
                defects: options.get_flag("defects"),
            },
        ),
        Some(("verify", options)) => Verb::Verify {
            path: options.get_one::<PathBuf>("path").cloned().unwrap_or_default(),
            against: options.get_one::<PathBuf>("against").cloned(),
            report: options.get_one::<PathBuf>("report").cloned(),
            json: json(options),
        },
        Some(("seal", options)) => Verb::Seal {
            package: options.get_one::<PathBuf>("package").cloned().unwrap_or_default(),
            output: options.get_one::<PathBuf>("output").cloned().unwrap_or_default(),
            from: match (options.get_one::<PathBuf>("passphrase-file"), options.get_one::<u32>("passphrase-fd")) {
                (Some(path), _) => From::File(path.clone()),
                (None, Some(number)) => From::Descriptor(*number),
                (None, None) => From::Terminal,
            },
        },
        Some(("kit", options)) => match options.subcommand() {
            Some((which, options)) => Verb::Kit {
                kit: match which {
                    "board" => Kit::Board(text(options, "village")),
                    "plan" => Kit::Plan(options.get_one::<u32>("year").copied().unwrap_or_default()),
                    "binder" => Kit::Binder,
                    _ => Kit::Web,
                },
                from: options.get_one::<PathBuf>("from").cloned().unwrap_or_else(|| global.workspace.join("output")),
                output: options.get_one::<PathBuf>("output").cloned(),
            },
            None => unreachable!("a subcommand is required and all are listed"),
        },
        Some(("serve", options)) => {
            let restricted = options.get_flag("restricted");
            let port = options.get_one::<u16>("port").copied().unwrap_or(if restricted { 4321 } else { 4320 });
            let base = options.get_one::<String>("base").map_or("", |base| base.trim_matches('/'));
            let base = if base.is_empty() { "/".to_owned() } else { format!("/{base}/") };
            Verb::Serve(Serving { options: output(options, &global), port, base, restricted })
        }
        Some(("schema", options)) => {
            Verb::Schema { kind: options.get_one::<String>("kind").cloned(), output: options.get_one::<PathBuf>("output").cloned() }
        }
        Some(("bench", _)) => Verb::ParseFloor,
        Some(("init", options)) => Verb::Init(options.get_one::<PathBuf>("dir").cloned().unwrap_or_default()),
        Some(("status", options)) => Verb::Status { as_of: as_of(options), within: options.get_one::<u32>("within").copied().unwrap_or(7), json: json(options) },
        Some(("sample", options)) => Verb::Sample {
            villages: options.get_one::<String>("of").is_some_and(|of| of == "villages"),
            draw: options.get_one::<String>("seed").map(|seed| Draw {
                digest: options.get_one::<String>("digest").cloned().unwrap_or_default(),
                seed: seed.clone(),
                size: options.get_one::<usize>("size").copied().unwrap_or_default(),
            }),
            as_of: as_of(options),
            json: json(options),
        },
        Some(("import", options)) => Verb::Import {
            file: options.get_one::<PathBuf>("file").cloned().unwrap_or_default(),
            villages: options.get_many::<String>("village").into_iter().flatten().cloned().collect(),
            write: options.get_flag("write"),
            json: json(options),
        },
        Some(("new", options)) => match options.subcommand() {
            Some(("village", options)) => Verb::NewVillage {
                township: options.get_one::<String>("township").cloned(),
                village: NewVillage {
                    code: String::new(),
                    name: text(options, "name"),
                    full_name: text(options, "full-name"),
                    committee: text(options, "committee"),
                    office: text(options, "office"),
                    telephone: text(options, "telephone"),
                },
            },
            Some((_, options)) => Verb::NewHousehold(NewHousehold {
                village: text(options, "village"),
                head: text(options, "head"),
                group: text(options, "group"),
                kind: text(options, "kind"),
                cause: text(options, "cause"),
                responsible: text(options, "responsible"),
            }),
            None => unreachable!("a subcommand is required and all are listed"),
        },
        Some(("explain", options)) => {
            let question = match (options.get_one::<String>("subject"), options.get_one::<String>("rule")) {
                (Some(code), _) => Question::Subject(code.clone(), as_of(options)),
                (_, Some(rule)) => Question::Rule(rule.clone()),
                _ if options.get_flag("coverage") => Question::Coverage,
                _ => Question::List,
            };
            Verb::Explain { question, json: json(options) }
        }
        _ => unreachable!("a subcommand is required and all are listed"),
    };
    Ok((global, verb))
}

/// What may be said of a build, and of packing what was built.
fn making(say: &dyn Fn(&str) -> String, day: Arg) -> [Arg; 6] {
    [
        Arg::new("output").short('o').value_name("DIR").value_parser(value_parser!(PathBuf)).help(say("cli.opt.output")),
        day,
        Arg::new("paper").long("paper").value_parser(["a4", "a3"]).default_value("a4").help(say("cli.opt.paper")),
        Arg::new("with-id-search").long("with-id-search").action(ArgAction::SetTrue).help(say("cli.opt.with-id-search")),
        // For tests: the HTML of each PDF beside it.
        Arg::new("articles").long("articles").action(ArgAction::SetTrue).hide(true),
        // For the benchmark of pages: no papers but those that stand on a page.
        Arg::new("pages-only").long("pages-only").action(ArgAction::SetTrue).hide(true),
    ]
}

/// What a build is told.
fn output(options: &ArgMatches, global: &Global) -> Options {
    Options {
        output: options.get_one::<PathBuf>("output").cloned().unwrap_or_else(|| global.workspace.join("output")),
        as_of: as_of(options),
        paper: if options.get_one::<String>("paper").is_some_and(|paper| paper == "a3") { Paper::A3 } else { Paper::A4 },
        articles: options.get_flag("articles"),
        pages_only: options.get_flag("pages-only"),
        id_search: options.get_flag("with-id-search"),
        only: None,
        freeze: None,
        part: None,
    }
}

/// What is published, and how.
fn freeze(options: &ArgMatches) -> Freeze {
    let acts = [("correct", Event::Corrected), ("withdraw", Event::Withdrawn), ("remove-names", Event::NamesRemoved)];
    let told = acts.into_iter().find_map(|(name, event)| Some((event, options.get_one::<String>(name)?.clone())));
    let day = options.get_one::<Date>("on").copied().unwrap_or_else(|| as_of(options));
    match told {
        Some((event, document)) => {
            // What is printed is Chinese, whatever language the messages are in. Only for names the reason may be left to the program.
            let reason = options.get_one::<String>("reason").cloned().unwrap_or_else(|| ui("publish.names-reason", Lang::Zh, &[]));
            Freeze { event, documents: vec![document], day, reason }
        }
        None => {
            let documents = options.get_many::<String>("document").into_iter().flatten().cloned().collect();
            Freeze { event: Event::Published, documents, day, reason: String::new() }
        }
    }
}

fn json(options: &ArgMatches) -> bool {
    options.get_one::<String>("format").is_some_and(|format| format == "json")
}

/// What an option says, without white space at the ends; empty where it is not given.
fn text(options: &ArgMatches, name: &str) -> String {
    options.get_one::<String>(name).map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// The day of the build: as told, else today at UTC+8.
fn as_of(options: &ArgMatches) -> Date {
    options.get_one::<Date>("as-of").copied().unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        i64::try_from(now).ok().and_then(Date::in_china).expect("the clock stands between 1970 and 2999")
    })
}

fn command(lang: Lang) -> Command {
    let say = |key: &str| ui(key, lang, &[]);
    let option = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value).help(say(&format!("cli.opt.new-{name}")));
    let format = || Arg::new("format").long("format").value_parser(["text", "json"]).default_value("text").help(say("cli.opt.format"));
    let day = || Arg::new("as-of").long("as-of").value_name("YYYY-MM-DD").value_parser(value_parser!(Date)).help(say("cli.opt.as-of"));
    let kit = |name: &'static str| {
        Command::new(name)
            .about(say(&format!("cli.kit-{name}")))
            .arg(Arg::new("output").short('o').value_name("FILE.zip").value_parser(value_parser!(PathBuf)).help(say("cli.opt.kit-output")))
            .arg(Arg::new("from").long("from").value_name("DIR").value_parser(value_parser!(PathBuf)).help(say("cli.opt.kit-from")))
    };
    Command::new("gongshi")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say("cli.about"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(Arg::new("workspace").short('C').value_name("DIR").global(true).value_parser(value_parser!(PathBuf)).help(say("cli.opt.workspace")))
        .arg(Arg::new("lang").long("lang").value_parser(["zh", "en"]).default_value("zh").global(true).help(say("cli.opt.lang")))
        .arg(Arg::new("quiet").short('q').action(ArgAction::SetTrue).global(true).help(say("cli.opt.quiet")))
        .subcommand(
            Command::new("build").about(say("cli.build")).args(making(&say, day())),
        )
        .subcommand(Command::new("pack").about(say("cli.pack")).args(making(&say, day())))
        .subcommand(
            Command::new("preview")
                .about(say("cli.preview"))
                .args(making(&say, day()))
                .arg(Arg::new("subject").value_name("SUBJECT").required(true).help(say("cli.arg.preview-subject")))
                .arg(Arg::new("kind").value_name("KIND").help(say("cli.arg.kind"))),
        )
        .subcommand(
            Command::new("archive")
                .about(say("cli.archive"))
                .args(making(&say, day()))
                .arg(Arg::new("code").value_name("CODE").required(true).help(say("cli.arg.place"))),
        )
        .subcommand(
            Command::new("publish")
                .about(say("cli.publish"))
                .args(making(&say, day()))
                .arg(Arg::new("document").value_name("DOCUMENT").action(ArgAction::Append).help(say("cli.arg.publish")))
                .arg(Arg::new("correct").long("correct").value_name("DOCUMENT").requires("reason").conflicts_with("document").help(say("cli.opt.correct")))
                .arg(Arg::new("withdraw").long("withdraw").value_name("DOCUMENT").requires("reason").conflicts_with_all(["document", "correct"]).help(say("cli.opt.withdraw")))
                .arg(
                    Arg::new("remove-names")
                        .long("remove-names")
                        .value_name("DOCUMENT")
                        .conflicts_with_all(["document", "correct", "withdraw"])
                        .help(say("cli.opt.remove-names")),
                )
                .group(ArgGroup::new("act").args(["correct", "withdraw", "remove-names"]))
                .arg(Arg::new("reason").long("reason").value_name("TEXT").requires("act").help(say("cli.opt.reason")))
                .arg(Arg::new("on").long("on").value_name("YYYY-MM-DD").requires("remove-names").value_parser(value_parser!(Date)).help(say("cli.opt.on"))),
        )
        .subcommand(Command::new("privacy").about(say("cli.privacy")).arg(day()).arg(format()))
        .subcommand(
            Command::new("templates")
                .about(say("cli.templates"))
                .subcommand_required(true)
                .subcommand(Command::new("check").about(say("cli.templates-check")).args(making(&say, day()))),
        )
        .subcommand(
            Command::new("bind").about(say("cli.bind")).args(making(&say, day())).arg(Arg::new("subject").value_name("CODE").help(say("cli.arg.volume"))),
        )
        .subcommand(Command::new("check").about(say("cli.check")).arg(day()).arg(format()))
        .subcommand(
            Command::new("conform")
                .about(say("cli.conform"))
                .arg(Arg::new("file").value_name("FILE.pdf").required(true).value_parser(value_parser!(PathBuf)).help(say("cli.arg.pdf")))
                .arg(format()),
        )
        .subcommand(
            Command::new("demo")
                .about(say("cli.demo"))
                .arg(
                    Arg::new("households")
                        .long("households")
                        .value_name("N")
                        .required(true)
                        .value_parser(value_parser!(u64).range(1..=MOST_HOUSEHOLDS as u64))
                        .help(say("cli.opt.households")),
                )
                .arg(Arg::new("seed").long("seed").value_name("S").default_value("1").value_parser(value_parser!(u64)).help(say("cli.opt.seed")))
                .arg(Arg::new("defects").long("defects").action(ArgAction::SetTrue).help(say("cli.opt.defects")))
                .arg(Arg::new("dir").value_name("DIR").required(true).value_parser(value_parser!(PathBuf)).help(say("cli.arg.dir"))),
        )
        .subcommand(
            Command::new("serve")
                .about(say("cli.serve"))
                .args(making(&say, day()))
                .arg(Arg::new("port").long("port").value_name("N").value_parser(value_parser!(u16).range(1..)).help(say("cli.opt.port")))
                .arg(Arg::new("base").long("base").value_name("PATH").help(say("cli.opt.base")))
                .arg(Arg::new("restricted").long("restricted").action(ArgAction::SetTrue).help(say("cli.opt.restricted"))),
        )
        .subcommand(
            Command::new("schema")
                .about(say("cli.schema"))
                .arg(Arg::new("kind").value_name("KIND").value_parser(KINDS.map(|kind| kind.name)).help(say("cli.arg.schema-kind")))
                .arg(Arg::new("output").short('o').value_name("DIR").value_parser(value_parser!(PathBuf)).conflicts_with("kind").help(say("cli.opt.schema-output"))),
        )
        .subcommand(Command::new("bench").hide(true).subcommand_required(true).subcommand(Command::new("parse-floor")))
        .subcommand(
            Command::new("init")
                .about(say("cli.init"))
                .arg(Arg::new("dir").value_name("DIR").required(true).value_parser(value_parser!(PathBuf)).help(say("cli.arg.dir"))),
        )
        .subcommand(
            Command::new("status")
                .about(say("cli.status"))
                .arg(day())
                .arg(Arg::new("within").long("within").value_name("N").default_value("7").value_parser(value_parser!(u32).range(..=366)).help(say("cli.opt.within")))
                .arg(format()),
        )
        .subcommand(
            Command::new("sample")
                .about(say("cli.sample"))
                .arg(Arg::new("of").long("of").value_parser(["households", "villages"]).default_value("households").help(say("cli.opt.of")))
                .arg(Arg::new("digest").long("digest").value_name("SHA256").help(say("cli.opt.digest")))
                .arg(Arg::new("seed").long("seed").requires_all(["digest", "size"]).help(say("cli.opt.seed")))
                .arg(Arg::new("size").long("size").value_name("N").value_parser(value_parser!(usize)).help(say("cli.opt.size")))
                .arg(day())
                .arg(format()),
        )
        .subcommand(
            Command::new("import")
                .about(say("cli.import"))
                .arg(Arg::new("file").value_name("FILE").required(true).value_parser(value_parser!(PathBuf)).help(say("cli.arg.export")))
                .arg(Arg::new("village").long("village").value_name("乡/村=CODE").action(ArgAction::Append).help(say("cli.opt.village-mapping")))
                .arg(Arg::new("write").long("write").action(ArgAction::SetTrue).help(say("cli.opt.write")))
                .arg(format()),
        )
        .subcommand(
            Command::new("new")
                .about(say("cli.new"))
                .subcommand_required(true)
                .disable_help_subcommand(true)
                .subcommand(Command::new("village").about(say("cli.new-village")).args([
                    option("township", "CODE"),
                    option("name", "NAME"),
                    option("full-name", "NAME"),
                    option("committee", "NAME"),
                    option("office", "NAME"),
                    option("telephone", "NUMBER"),
                ]))
                .subcommand(Command::new("household").about(say("cli.new-household")).args([
                    option("village", "CODE"),
                    option("head", "NAME"),
                    option("group", "NAME"),
                    option("kind", "TEXT"),
                    option("cause", "TEXT"),
                    option("responsible", "NAME"),
                ])),
        )
        .subcommand(
            Command::new("verify")
                .about(say("cli.verify"))
                .arg(Arg::new("path").value_name("PATH").required(true).value_parser(value_parser!(PathBuf)).help(say("cli.arg.package")))
                .arg(Arg::new("against").long("against").value_name("PATH").value_parser(value_parser!(PathBuf)).help(say("cli.opt.against")))
                .arg(Arg::new("report").long("report").value_name("DIR").value_parser(value_parser!(PathBuf)).help(say("cli.opt.report")))
                .arg(format()),
        )
        .subcommand(
            Command::new("seal")
                .about(say("cli.seal"))
                .arg(Arg::new("package").value_name("PACKAGE").required(true).value_parser(value_parser!(PathBuf)).help(say("cli.arg.seal")))
                .arg(Arg::new("output").short('o').value_name("FILE.zip").required(true).value_parser(value_parser!(PathBuf)).help(say("cli.opt.seal-output")))
                .arg(
                    Arg::new("passphrase-file")
                        .long("passphrase-file")
                        .value_name("FILE")
                        .conflicts_with("passphrase-fd")
                        .value_parser(value_parser!(PathBuf))
                        .help(say("cli.opt.passphrase-file")),
                )
                .arg(Arg::new("passphrase-fd").long("passphrase-fd").value_name("N").value_parser(value_parser!(u32)).help(say("cli.opt.passphrase-fd"))),
        )
        .subcommand(
            Command::new("kit")
                .about(say("cli.kit"))
                .subcommand_required(true)
                .disable_help_subcommand(true)
                .subcommand(kit("board").arg(Arg::new("village").value_name("VILLAGE").required(true).help(say("cli.arg.kit-village"))))
                .subcommand(kit("web"))
                .subcommand(kit("plan").arg(Arg::new("year").value_name("YEAR").required(true).value_parser(value_parser!(u32)).help(say("cli.arg.kit-year"))))
                .subcommand(kit("binder")),
        )
        .subcommand(
            Command::new("explain")
                .about(say("cli.explain"))
                .group(ArgGroup::new("question").args(["rule", "list", "subject", "coverage"]).required(true))
                .arg(Arg::new("rule").value_name("RULE").help(say("cli.arg.rule")))
                .arg(Arg::new("list").long("list").action(ArgAction::SetTrue).help(say("cli.opt.list")))
                .arg(Arg::new("subject").long("subject").value_name("CODE").help(say("cli.opt.subject")))
                .arg(Arg::new("coverage").long("coverage").action(ArgAction::SetTrue).help(say("cli.opt.coverage")))
                .arg(day())
                .arg(format()),
        )
}
