//! Looking at the documents of one subject while a case is written.

use crate::support::*;

#[test]
fn one_document_is_made_and_its_path_printed_and_the_output_stays() {
    let workspace = Workspace::qingliu();
    workspace.run(&["build", "--as-of", "2017-11-20"]);
    let before = std::fs::read_dir(workspace.root.join("output")).expect("an output").count();
    let ran = workspace.run(&["preview", "0301-001", "survey-record", "--as-of", "2017-11-20"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}{}", ran.out, ran.err);
    let path = std::path::PathBuf::from(ran.out.trim());
    let below = path.strip_prefix(workspace.root.join("output")).expect("below the output").to_str().expect("UTF-8").to_owned();
    let text = Built { ran, tree: workspace.output(), record: serde_json::Value::Null }.pdf(&below);
    assert!(text.contains("调查") && !text.contains("征求意见"), "only the form that was asked for: {text}");
    assert_eq!(std::fs::read_dir(workspace.root.join("output")).expect("an output").count(), before + 1, "only the folder of previews is new");
    // By what its template calls it, and every document of a list: what is not made says why.
    let ran = workspace.run(&["preview", "0301-2017-1", "--as-of", "2017-11-20"]);
    assert!(ran.code == 0 && ran.out.lines().any(|line| line.ends_with("-publicity.pdf")), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("公告"), "the announcement's time has not come: {}", ran.err);
    let label = workspace.run(&["preview", "0301-2017-1", "异议登记表", "--as-of", "2017-11-20"]);
    assert_eq!((label.code, label.out.lines().count()), (0, 1), "{}{}", label.out, label.err);
    assert!(!path.exists(), "each preview begins anew");
}

#[test]
fn what_is_not_there_is_told() {
    let workspace = Workspace::qingliu();
    for (args, lang) in [(vec!["preview", "9999-999"], "没有"), (vec!["preview", "0301-001", "no-such-kind", "--lang", "en"], "no document")] {
        let ran = workspace.run(&[args, vec!["--as-of", "2017-11-20"]].concat());
        assert!(ran.code == 2 && ran.err.contains(lang), "{} {}", ran.code, ran.err);
    }
}
