//! Trying the templates that an office edits.

use crate::support::*;

/// What `templates check` says on a workspace: exit code, lines.
fn check(workspace: &Workspace) -> (i32, String, String) {
    let ran = workspace.run(&["templates", "check", "--as-of", "2017-11-20"]);
    (ran.code, ran.out, ran.err)
}

/// The office takes over a template of the program's.
fn take_over(workspace: &Workspace, template: &str) {
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("templates/documents/{template}.md"));
    workspace.write(&format!("templates/documents/{template}.md"), std::fs::read(own).expect("the program's own"));
}

#[test]
fn the_programs_own_templates_are_right_and_use_what_they_are_given() {
    let workspace = Workspace::qingliu();
    let (code, out, err) = check(&workspace);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("0 处有误") && err.contains("只核对了写法"), "{err}");
    assert!(!workspace.root.join("output/preview").exists(), "what was made for the trial is gone");
}

#[test]
fn every_fault_of_every_template_is_told_at_once_with_its_line() {
    let workspace = Workspace::qingliu();
    let at = |template: &str| format!("templates/documents/{template}.md");
    for template in ["survey-record", "household-exit-publicity", "plan-sheet", "publicity-report"] {
        take_over(&workspace, template);
    }
    // A name that there is not, in two templates; a tag that is not closed; a part that is nowhere; a name that is no longer used.
    workspace.edit(&at("survey-record"), "{{ head }}", "{{ haed }}");
    workspace.append(&at("household-exit-publicity"), "\n{{ nosuch }}\n");
    workspace.append(&at("plan-sheet"), "\n{% if title %}\n");
    workspace.append(&at("publicity-report"), "\n![](没有这一部分)\n");
    let line = |template: &str, text: &str| workspace.line_of(&at(template), text).to_string();
    let expected = [
        ("survey-record", line("survey-record", "haed"), "haed"),
        ("household-exit-publicity", line("household-exit-publicity", "nosuch"), "nosuch"),
        ("plan-sheet", String::new(), ""),
        ("publicity-report", line("publicity-report", "没有这一部分"), "没有这一部分"),
    ];
    let (code, out, err) = check(&workspace);
    assert_eq!(code, 1, "{out}{err}");
    for (template, line, word) in expected {
        let told = out.lines().any(|told| told.contains(&at(template)) && told.contains(&format!("第{line}")) && told.contains(word));
        assert!(told, "{template} {line} {word}: {out}");
    }
    assert!(out.contains("是不是“head”"), "the nearest name is offered: {out}");
}

#[test]
fn a_name_that_a_template_no_longer_uses_is_told() {
    let workspace = Workspace::qingliu();
    let file = "templates/documents/objection-register.md";
    take_over(&workspace, "objection-register");
    let text = workspace.text(file);
    assert!(text.contains("{{ office }}"), "{text}");
    workspace.write(file, text.replace("{{ office }}", "本单位"));
    let (code, out, _) = check(&workspace);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("objection-register.md，第") && out.contains("“office”没有用到"), "{out}");
}
