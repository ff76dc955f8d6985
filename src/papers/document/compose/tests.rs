use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::papers::document::{Align, Shape, Table};
use crate::papers::render::html;

fn templates(body: &str) -> Result<Templates, TemplateError> {
    let text = format!("---\n名称: 试\n版式: 公示\n---\n{body}");
    Templates::from_sources(BTreeMap::from([("t".to_owned(), text)]))
}

fn compose(body: &str, view: serde_json::Value, parts: Parts) -> Result<Vec<Block>, TemplateError> {
    Ok(templates(&format!("# 题\n\n{body}"))?.compose("t", &view, parts)?.blocks.split_off(1))
}

fn paragraph(text: &str) -> Content {
    Content::Paragraph { text: vec![Inline::Text(text.to_owned())], shape: Shape::Indented }
}

/// Values that would be markup, and how they must read.
const HOSTILE: &[(&str, &str)] = &[
    ("*张|三*<b>", "*张|三*<b>"),
    ("甲\n乙", "甲 乙"),
    ("甲\r\n\r\n乙", "甲  乙"),
    ("# 甲", "# 甲"),
    ("    甲", "    甲"),
    ("甲  ", "甲  "),
    ("\t甲", " 甲"),
    ("\u{3000}甲", "\u{3000}甲"),
    ("```", "```"),
    ("~~~", "~~~"),
    ("1. x", "1. x"),
    ("1) x", "1) x"),
    ("- x", "- x"),
    ("+ x", "+ x"),
    ("> x", "> x"),
    ("---", "---"),
    ("===", "==="),
    ("| a |", "| a |"),
    ("a\\|b\\", "a\\|b\\"),
    ("![](表:名单)", "![](表:名单)"),
    ("![](名单)", "![](名单)"),
    ("[a](b)", "[a](b)"),
    ("[a]: b", "[a]: b"),
    ("{{ x }}{% if %}{# #}", "{{ x }}{% if %}{# #}"),
    ("&amp;&#32;", "&amp;&#32;"),
    ("<!-- x -->", "<!-- x -->"),
    ("https://a.b/c_d_e", "https://a.b/c_d_e"),
    ("^^", "^^"),
    ("<<", "<<"),
    ("**甲**", "**甲**"),
    ("\"甲\" -- 'b'...", "\"甲\" -- 'b'..."),
    ("a\u{0}b\u{1b}\u{FDD0}", "a\u{FFFD}b\u{FFFD}\u{FFFD}"),
    ("𠮷\u{E000}", "𠮷\u{E000}"),
];

#[test]
fn a_value_comes_out_as_its_characters() {
    for (value, expected) in HOSTILE {
        let view = json!({ "x": value });
        for body in ["{{ x }}", "甲：\n{{ x }}", "> {{ x }}", "{{ x }}\n尾"] {
            let blocks = compose(body, view.clone(), Parts::new()).expect(body);
            let [Block { content: Content::Paragraph { text, .. }, .. }] = blocks.as_slice() else {
                panic!("{value:?} in {body:?} is no paragraph: {blocks:?}");
            };
            let [Inline::Text(text)] = text.as_slice() else { panic!("{value:?}: {text:?}") };
            let text = text.strip_prefix("甲：").unwrap_or(text).trim_end_matches('尾');
            assert_eq!(text, *expected, "in {body:?}");
        }
        let blocks = compose("- {{ x }}\n- 乙", view.clone(), Parts::new()).expect("a list");
        let [Block { content: Content::List { items, .. }, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!(items[0], [Inline::Text((*expected).to_owned())]);
    }
}

#[test]
fn a_value_in_a_table_or_heading_comes_out_as_its_characters() {
    for (value, expected) in HOSTILE {
        let view = json!({ "x": value });
        let body = "## {{ x }}\n\n| 甲 | 乙 |\n|---|---|\n| {{ x }} | 丙 |\n| 丁 | {{ x }} |\n";
        let blocks = compose(body, view, Parts::new()).expect("a table");
        let [Block { content: heading, .. }, Block { content: Content::Table(table), .. }] = blocks.as_slice() else {
            panic!("{value:?}: {blocks:?}");
        };
        assert_eq!(*heading, Content::Heading { level: 1, text: vec![Inline::Text((*expected).to_owned())] });
        let texts: Vec<&str> = table.body.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, [*expected, "丙", "丁", *expected]);
    }
}

#[test]
fn the_html_holds_the_same_characters() {
    for (value, expected) in HOSTILE {
        let composed =
            templates("# {{ x }}\n\n{{ x }}\n").and_then(|t| t.compose("t", &json!({ "x": value }), Parts::new()));
        let document = composed.expect("composed").into_document("t", "2017-11-15", "甲", Vec::new());
        assert_eq!(document.title, *expected);
        let article = html::article(&document);
        let text = html::tests::text_of(&article);
        let wanted: String = format!("{expected}{expected}").split_whitespace().collect();
        assert_eq!(text, wanted);
    }
}

#[test]
fn parts_stand_where_they_are_named() {
    let parts = Parts::new().with("名单", paragraph("甲")).optional("缺项", Vec::new());
    let blocks = compose("前\n\n![](名单)\n\n后\n\n![](缺项)\n", json!({}), parts).expect("placed");
    assert_eq!(blocks.len(), 3);
    assert_eq!(blocks[1].content, paragraph("甲"));
}

#[test]
fn parts_and_places_must_agree() {
    let error = compose("![](名册)\n", json!({}), Parts::new().with("名单", paragraph("甲"))).expect_err("unknown");
    assert_eq!(error.line, Some(7));
    assert_eq!(error.to_string(), "templates/documents/t.md，第7行：没有名为“名册”的部件，是不是“名单”？（有：名单）");
    let error = compose("x", json!({}), Parts::new().with("名单", paragraph("甲"))).expect_err("lost");
    assert_eq!(error.fault, Fault::PartNotPlaced { name: "名单".to_owned() });
    let twice = "![](名单)\n\n![](名单)";
    let error = compose(twice, json!({}), Parts::new().with("名单", paragraph("甲"))).expect_err("twice");
    assert_eq!(error.fault, Fault::PartTwice { name: "名单".to_owned() });
    let beside = "![](名单)\n甲";
    let error = compose(beside, json!({}), Parts::new().with("名单", paragraph("甲"))).expect_err("beside text");
    assert!(matches!(error.fault, Fault::Markup { .. }), "{error}");
}

#[test]
fn an_unknown_name_is_an_error_with_its_place() {
    let error = compose("甲 {{ vilage }}", json!({ "village": "x", "year": 1 }), Parts::new()).expect_err("unknown");
    assert_eq!((error.line, error.column), (Some(7), Some(6)));
    assert_eq!(
        error.to_string(),
        "templates/documents/t.md，第7行，第6列：没有名为“vilage”的数据，是不是“village”？（有：village、year）"
    );
    // Also where it is never reached.
    let error = compose("{% if no %}甲{% endif %}", json!({}), Parts::new()).expect_err("unknown");
    assert!(matches!(error.fault, Fault::UnknownName { .. }), "{error}");
    let error =
        compose("{% for s in steps %}\n{{ s.dat }}\n{% endfor %}", json!({ "steps": [{ "date": 1 }] }), Parts::new())
            .expect_err("unknown field");
    assert_eq!(error.line, Some(8));
    assert!(error.to_string().contains("date"), "{error}");
}

#[test]
fn safe_is_refused_and_syntax_errors_have_a_place() {
    let error = templates("# {{ x | safe }}").err().expect("refused");
    assert_eq!((error.line, error.column, error.fault), (Some(5), Some(10), Fault::Safe));
    let error = templates("# 甲\n\n{% if %}").err().expect("refused");
    assert_eq!(error.line, Some(7));
}

#[test]
fn what_a_paper_cannot_show_is_refused() {
    for body in
        ["    代码", "甲\n\n---\n", "甲\n---\n", "**甲", "5 * 3", "- 甲\n  - 乙", "| a | b |\n|--|--|\n| 1 | 2 | 3 |"]
    {
        let error = compose(body, json!({}), Parts::new()).expect_err(body);
        assert!(matches!(error.fault, Fault::Markup { .. }), "{body}: {error}");
        assert!(error.line.is_some(), "{body}: {error}");
    }
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    let blocks = compose("由**“两委”**核实，*（楷）*后", json!({}), Parts::new()).expect("read");
    let Content::Paragraph { text, .. } = &blocks[0].content else { panic!("{blocks:?}") };
    let expected = [
        Inline::Text("由".into()),
        Inline::Strong("“两委”".into()),
        Inline::Text("核实，".into()),
        Inline::Emphasis("（楷）".into()),
        Inline::Text("后".into()),
    ];
    assert_eq!(*text, expected);
}

fn table(blocks: &[Block]) -> &Table {
    match &blocks[0].content {
        Content::Table(table) => table,
        other => panic!("no table: {other:?}"),
    }
}

#[test]
fn cells_merge_and_label() {
    let body = "| 甲 | 乙 | << |\n|:--|------|--:|\n| **丙** | 1 | << |\n| ^^ | ^^ | ^^ |\n";
    let blocks = compose(body, json!({}), Parts::new()).expect("a table");
    let table = table(&blocks);
    let shapes = |rows: &[crate::papers::document::Row]| -> Vec<Vec<(String, u16, u16, bool)>> {
        rows.iter()
            .map(|row| row.cells.iter().map(|c| (c.text.clone(), c.columns, c.rows, c.heads_row)).collect())
            .collect()
    };
    assert_eq!(shapes(&table.head), [[("甲".to_owned(), 1, 1, false), ("乙".to_owned(), 2, 1, false)]]);
    assert_eq!(shapes(&table.body), [vec![("丙".to_owned(), 1, 2, true), ("1".to_owned(), 2, 2, false)], vec![]]);
    assert_eq!(table.columns.iter().map(|c| c.align).collect::<Vec<_>>(), [Align::Left, Align::Centre, Align::Right]);
    assert!(table.columns[1].stretch > table.columns[0].stretch);
    for crooked in [
        "| 甲 | 乙 |\n|--|--|\n| ^^ | 1 |",
        "| 甲 | 乙 |\n|--|--|\n| << | 1 |",
        "| 甲 | 乙 |\n|--|--|\n| 1 | << |\n| ^^ | 2 |",
    ] {
        assert!(compose(crooked, json!({}), Parts::new()).is_err(), "{crooked}");
    }
}

#[test]
fn a_form_table_needs_no_head() {
    let blocks = compose("| | |\n|--|--|\n| **甲** | |\n", json!({}), Parts::new()).expect("a table");
    assert!(table(&blocks).head.is_empty());
    assert_eq!(table(&blocks).body[0].cells.len(), 2);
}

#[test]
fn numbers_of_a_list_are_kept() {
    let blocks = compose("3. 甲\n4. 乙", json!({}), Parts::new()).expect("read");
    assert_eq!(blocks.len(), 2);
    let Content::Paragraph { text, .. } = &blocks[0].content else { panic!("{blocks:?}") };
    assert_eq!(text.iter().map(Inline::text).collect::<String>(), "3. 甲");
    let blocks = compose("1. 甲\n2. 乙", json!({}), Parts::new()).expect("read");
    assert!(matches!(&blocks[0].content, Content::List { ordered: true, items } if items.len() == 2));
}

#[test]
fn a_title_of_several_lines() {
    let composed =
        templates("甲\\\n乙\n===\n").and_then(|t| t.compose("t", &json!({}), Parts::new())).expect("composed");
    assert_eq!(composed.title, "甲乙");
    let expected = vec![Inline::Text("甲".into()), Inline::Break, Inline::Text("乙".into())];
    assert_eq!(composed.blocks[0].content, Content::Title(expected));
}

#[test]
fn a_blank_has_all_branches_and_the_parts_that_are_given() {
    let source = "# 关于{{ x }}的{% if y == \"暂\" %}公示{% else %}公告{% endif %}{# 注释 #}\n\n![](甲)\n\n![](乙)\n\n\
                  | | |\n|-|-|\n{% for z in x -%}\n| 一 | {{ z }} |\n{% endfor -%}\n| 二 | |";
    let part = Content::Paragraph { text: vec![Inline::Text("部件".into())], shape: Shape::Indented };
    let blank = templates(source).and_then(|t| t.blank("t", Parts::new().with("乙", part.clone()))).expect("known");
    assert_eq!(blank.blocks[0].content, Content::Title(vec![Inline::Text("关于的公示公告".into())]));
    assert_eq!(blank.blocks[1].content, part);
    assert!(matches!(&blank.blocks[2].content, Content::Table(table) if table.body.len() == 2));
}

#[test]
fn templates_are_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Templates>();
}

/// What [`escape::escape`] promises for any value.
fn promised(value: &str) -> String {
    let value = value.replace("\r\n", "\n");
    let read = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() || ('\u{FDD0}'..='\u{FDEF}').contains(&c) => '\u{FFFD}',
        c => c,
    };
    value.chars().map(read).collect()
}

#[test]
fn any_value_comes_out_as_its_characters() {
    const ALPHABET: [&str; 44] = [
        "*", "_", "#", "`", "~", "|", "\\", "<", ">", "&", "!", "[", "]", "(", ")", "{", "}", "-", "+", "=", ".", ":",
        "^", "$", "\n", "\r\n", "\t", " ", "  ", "1", "10", "a", "&lt;", "张", "。", "“", "—", "\u{3000}", "\u{a0}",
        "\u{FDD0}", "\u{0}", "é", "𠮷", "\"",
    ];
    let templates = templates("# 题{{ x }}\n\n{{ x }}\n\n甲{{ x }}{{ x }}乙\n\n- {{ x }}\n\n> {{ x }}\n\n| 甲 | **{{ x }}** |\n|--|--|\n| {{ x }} | << |\n| {{ x }}{{ x }} | 乙{{ x }} |\n")
        .expect("read");
    // A fixed sequence of numbers (a linear congruence): the same values on each run.
    let mut seed = 1_u64;
    for _ in 0..4000 {
        let mut value = String::new();
        for _ in 0..1 + seed % 7 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            value.push_str(ALPHABET[(seed >> 33) as usize % ALPHABET.len()]);
        }
        let blocks = templates
            .compose("t", &json!({ "x": value }), Parts::new())
            .unwrap_or_else(|e| panic!("{value:?}: {e}"))
            .blocks;
        let x = promised(&value);
        // A blank that the value put beside a value is kept as well.
        let text = |content: &Content| -> String {
            match content {
                Content::Title(text) | Content::Paragraph { text, .. } => text.iter().map(Inline::text).collect(),
                Content::List { items, .. } => items[0].iter().map(Inline::text).collect(),
                Content::Table(table) => {
                    let rows = table.head.iter().chain(&table.body);
                    rows.flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("/")
                }
                other => panic!("{value:?}: {other:?}"),
            }
        };
        let read: Vec<String> = blocks.iter().map(|block| text(&block.content)).collect();
        let expected = [
            format!("题{x}"),
            x.clone(),
            format!("甲{x}{x}乙"),
            x.clone(),
            x.clone(),
            format!("甲/{x}/{x}/{x}{x}/乙{x}"),
        ];
        assert_eq!(read, expected, "{value:?}");
    }
}

#[test]
fn a_body_places_parts_and_names_its_line() {
    let body = "\u{3000}\u{3000}甲\n\n![](表)\n";
    let blocks = markdown::markdown("正文.md", body, Parts::new().with("表", paragraph("乙"))).expect("read");
    assert_eq!(blocks.iter().map(|b| b.content.clone()).collect::<Vec<_>>(), [paragraph("甲"), paragraph("乙")]);
    let error = markdown::markdown("正文.md", body, Parts::new()).expect_err("no part");
    assert_eq!(error.to_string(), "正文.md，第3行：没有名为“表”的部件");
    let error = markdown::markdown("正文.md", "甲\n\n**乙\n", Parts::new()).expect_err("stars");
    assert_eq!(error.line, Some(3));
}
