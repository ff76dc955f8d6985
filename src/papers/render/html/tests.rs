use super::*;
use crate::papers::document::{
    Identity,
    Align, Attachment, Block, Cell, Column, Content, Direction, Inline, PrintingRecord, RedHead, Row, Shape, Seal, Signature,
    Table,
};

/// The text of a fragment, without tags and white space.
pub(crate) fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let close = rest[open..].find('>').expect("a tag ends");
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().collect()
}

fn document(blocks: Vec<Content>) -> Document {
    Document {
        kind: "x".into(),
        title: "x".into(),
        layout: Layout::Official,
        blocks: blocks.into_iter().map(Block::from).collect(),
        marks: vec!["样例·非正式文件".into()],
        date: "2017-04-19".into(),
        issuer: "x".into(),
        identity: Identity::default(),
    }
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

#[test]
fn generated_words_and_their_order() {
    let head = RedHead {
        format: Default::default(),
        mark: vec!["中共清流县委办公室".into(), "清流县人民政府办公室".into()],
        suffix: Some("文件".into()),
        copy_number: Some("000001".into()),
        secrecy: Some("秘密★1年".into()),
        urgency: Some("特急".into()),
        number: "清委办〔2017〕25号".into(),
        signers: vec!["甲".into(), "乙".into()],
    };
    let article = article(&document(vec![
        Content::RedHead(head),
        Content::Title(vec![Inline::Text("关于".into()), Inline::Break, Inline::Text("的通知".into())]),
        Content::List { ordered: true, items: vec![text("甲"), text("乙")] },
        Content::AttachmentNote(vec!["表一".into(), "表二".into()]),
        Content::Signature(Signature {
            issuers: vec!["甲".into(), "乙".into()],
            date: "2017年4月19日".into(),
            seal: Seal::Sealed,
        }),
        Content::Attachment(Attachment {
            label: Some("附件1".into()),
            blocks: vec![Content::Title(text("表一")).into()],
        }),
        Content::AttachmentNote(vec!["表".into()]),
        Content::PrintingRecord(PrintingRecord {
            copies_to: vec!["丙".into(), "丁".into()],
            issuer: "戊".into(),
            date: "2017年4月20日".into(),
            ruled: true,
        }),
    ]));
    assert_eq!(
        text_of(&article),
        "000001秘密★1年特急中共清流县委办公室清流县人民政府办公室文件清委办〔2017〕25号签发人：甲乙关于的通知\
         1.甲2.乙附件：1.表一2.表二甲乙2017年4月19日附件1表一附件：表抄送：丙，丁。戊2017年4月20日印发"
    );
    assert!(article.contains("<h1 class=\"title\">关于<br>的通知</h1>"));
    assert!(article.contains("<h2 class=\"title\">表一</h2>"));
}

#[test]
fn tables_say_what_heads_what() {
    let cell = |text: &str, columns, rows, heads_row| Cell { text: text.into(), columns, rows, heads_row, align: None };
    let row = |cells: Vec<Cell>| Row { cells };
    let column = |align| Column { stretch: 0.0, align };
    let table = Table {
        unit: Some("单位：人".into()),
        columns: vec![column(Align::Centre), column(Align::Right), column(Align::Left)],
        head: vec![
            row(vec![cell("乡镇", 1, 2, false), cell("2017年", 2, 1, false)]),
            row(vec![cell("甲", 1, 1, false), cell("乙", 1, 1, false)]),
        ],
        body: vec![
            row(vec![cell("龙津", 1, 2, true), cell("1", 1, 1, false), cell("a\nb", 1, 1, false)]),
            row(vec![cell("2", 1, 1, false), cell("", 1, 1, false)]),
        ],
        foot: vec![row(vec![cell("合计", 1, 1, true), cell("3", 2, 1, false)])],
        notes: vec!["注".into()],
        fill: false,
    };
    let article = article(&document(vec![Content::Title(text("计划表<1>")), Content::Table(table)]));
    assert!(article.contains("aria-label=\"表1：计划表&lt;1&gt;\""));
    assert!(
        article.contains("<th scope=\"col\" rowspan=\"2\">乡镇</th><th scope=\"colgroup\" colspan=\"2\">2017年</th>")
    );
    assert!(article.contains("<tr><th scope=\"rowgroup\" rowspan=\"2\">龙津</th><td class=\"right\">1</td><td class=\"left\">a<br>b</td></tr>"));
    // The column of a cell counts what covers the row from above.
    assert!(article.contains("<tr><td class=\"right\">2</td><td class=\"left\"></td></tr>"));
    assert!(text_of(&article).starts_with("计划表<1>单位：人乡镇2017年甲乙龙津1ab2合计3注"));
}

#[test]
fn language_and_direction_only_where_they_differ() {
    let mut document = document(vec![Content::Paragraph { text: text("甲"), shape: Shape::Indented }]);
    document.blocks.push(Block {
        lang: "ug",
        direction: Direction::Rtl,
        content: Content::Paragraph { text: text("ئا"), shape: Shape::Indented },
    });
    let article = article(&document);
    assert!(article.contains("<p>甲</p>\n<div lang=\"ug\" dir=\"rtl\">\n<p>ئا</p>\n</div>"));
    assert!(!article.contains("样例"));
}
