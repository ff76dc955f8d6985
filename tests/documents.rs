//! The program's own document templates with the views they are made for, and the site around them.

use gongshi::papers::document::{
    Align, Attachment, Block, Cell, Column, Composed, Content, Inline, Layout, Parts, PrintingRecord, RedHead, Row,
    Seal, Shape, Signature, Table, Templates, markdown,
};
use gongshi::papers::render::html;
use gongshi::papers::view::{Approval, Households, Past, Announcement, Contact, OfficialView, PlanSheet, Publicity, Step};
use gongshi::papers::catalogue::{Make, kind};
use gongshi::papers::view::from_case::{Dossier, Dwelling};
use gongshi::records::case::Household;
use gongshi::records::values::Date;

fn row(texts: &[&str]) -> Row {
    Row { cells: texts.iter().map(|text| Cell::new(*text)).collect() }
}

fn columns(count: usize) -> Vec<Column> {
    vec![Column { stretch: 1.0, align: Align::Centre }; count]
}

fn table(head: &[&str], body: Vec<Row>) -> Table {
    Table { columns: columns(head.len()), head: vec![row(head)], body, ..Table::default() }
}

fn list(households: usize) -> Content {
    let rows = (1..=households).map(|n| row(&[&n.to_string(), "某某组", "张某某", "3"])).collect();
    Content::Table(table(&["序号", "村民小组", "户主姓名", "家庭人口"], rows))
}

fn signature(issuer: &str) -> Content {
    Content::Signature(Signature { issuers: vec![issuer.to_owned()], date: "2017年11月15日".into(), seal: Seal::Sealed })
}

fn publicity() -> Publicity<Households> {
    let step = |date: &str, text: &str| Step { date: date.into(), text: text.into() };
    Publicity {
        who: Households { township: "长校镇".into(), village: "留坑村".into(), out_of_poverty: false, households: 12, persons: 41 },
        year: 2017,
        ordinal: String::new(),
        basis: Some("《关于建立贫困退出机制的实施方案》（清委办〔2017〕25号）".into()),
        steps: vec![
            step("2017年11月3日", "村“两委”组织召开民主评议会，初步拟定退出名单"),
            step("2017年11月8日", "村“两委”和驻村工作组入户核实"),
            step("2017年11月10日", "拟退出贫困户签字认可"),
        ],
        begins: "2017年11月15日".into(),
        ends: "2017年11月22日".into(),
        counting: Some("共7天，张贴当日不计".into()),
        contacts: vec![Contact {
            office: "长校镇扶贫开发办公室".into(),
            person: None,
            telephone: Some("0000-0000000".into()),
            address: Some("清流县长校镇人民政府".into()),
            post_code: Some("000000".into()),
            email: Some("fupin@example.invalid".into()),
        }],
        supervision: Some("0000-0000001".into()),
        list_shown: true,
        places: "留坑村村务公开栏".into(),
    }
}

fn announcement() -> Announcement<Households> {
    Announcement {
        who: Households { township: "长校镇".into(), village: "沙坪村".into(), out_of_poverty: false, households: 3, persons: 9 },
        year: 2017,
        basis: Some("《关于建立贫困退出机制的实施方案》（清委办〔2017〕25号）".into()),
        publicities: vec![Past { begins: "2017年10月9日".into(), ends: "2017年10月16日".into() }],
        publicity_times: String::new(),
        publicity_places: "沙坪村村务公开栏".into(),
        objections: 0,
        steps: vec![Step {
            date: "2017年10月20日".into(), text: "长校镇党委、政府集体研究同意并上报".into()
        }],
        approval: Some(Approval { on: "2017年11月6日".into(), by: Some("清流县委、县政府".into()), word: "批准" }),
        cancels_register: true,
        buffer: Some("贫困户退出以后，在脱贫攻坚期内（至2020年）继续享受原有政策。".into()),
        begins: None,
        ends: None,
        counting: None,
        supervision: Some("0000-0000001".into()),
        email: Some("jubao@example.invalid".into()),
        list_shown: true,
        places: "沙坪村村务公开栏".into(),
    }
}

/// The survey record of a household of which little is known.
fn survey() -> (serde_json::Value, Parts) {
    let household: Household = serde_yaml::from_str("户编码: 0101-001\n户主: 张某某\n村民小组: 某某组\n联系电话: 0000-0000000").expect("a household");
    let (village, township, county, rules) = Default::default();
    let as_of = Date::new(2017, 11, 15).expect("a day");
    let dwelling = Dwelling { household: &household, batch: None, village: &village, township: &township, county: &county, rules: &rules, as_of };
    let Make::Form(form) = kind("survey-record").expect("it is a kind").make else { panic!("it is a form") };
    let made = Dossier::new(&dwelling).made(&form.signing);
    (made.view, made.parts)
}

fn plan() -> (PlanSheet, Parts) {
    let wide = |text: &str, columns, rows| Cell { columns, rows, ..Cell::new(text) };
    let named = |name: &str, rest: &[&str]| {
        let mut row = row(rest);
        row.cells.insert(0, Cell { heads_row: true, ..Cell::new(name) });
        row
    };
    let table = Table {
        unit: Some("单位：人".into()),
        columns: columns(5),
        head: vec![
            Row {
                cells: vec![wide("乡镇", 1, 2), wide("2017年", 2, 1), wide("2018年", 1, 1), wide("备注", 1, 2)]
            },
            row(&["脱贫人口", "其中国定", "脱贫人口"]),
        ],
        body: vec![named("龙津", &["165", "10", "26", ""]), named("嵩溪", &["203", "", "", ""])],
        foot: vec![named("合计", &["368", "10", "26", ""])],
        notes: vec!["注：空格表示原件未填。".into()],
        fill: false,
    };
    (PlanSheet { title: "贫困户脱贫计划表".into(), notes: Vec::new() }, Parts::new().with("表", Content::Table(table)))
}

fn official() -> (OfficialView, Parts) {
    let body = "《关于建立贫困退出机制的实施方案》已经县委、县政府同意，现印发给你们，请结合实际认真贯彻执行。\n\n\
                ## 一、总体要求\n\n　　建立**严格、规范、透明**的贫困退出机制，确保到2018年全县农村贫困人口实现脱贫。\n\n\
                ### （一）贫困人口退出\n\n贫困户退出以户为单位。\n\n#### 1.民主评议\n\n由村“两委”组织召开民主评议会。\n";
    let body = markdown("方案.md", body, Parts::new()).expect("the body is right");
    let (view, parts) = plan();
    let sheet = templates().compose("plan-sheet", &view, parts).expect("the plan is right");
    let head = RedHead {
        mark: vec!["中共清流县委办公室".into()],
        suffix: Some("文件".into()),
        number: "清委办〔2017〕25号".into(),
        ..RedHead::default()
    };
    let issuers = vec!["中共清流县委办公室".into(), "清流县人民政府办公室".into()];
    let record = PrintingRecord {
        copies_to: vec!["市委办公室".into(), "市政府办公室".into()],
        issuer: "中共清流县委办公室".into(),
        date: "2017年4月19日".into(),
        ruled: true,
    };
    let attachment = Attachment { label: Some("附件1".into()), blocks: sheet.blocks };
    let parts = Parts::new()
        .with("红头", Content::RedHead(head))
        .with_blocks("正文", body)
        .with("附件说明", Content::AttachmentNote(vec!["贫困户脱贫计划表".into(), "贫困村、空壳村计划退出名单".into()]))
        .with("落款", Content::Signature(Signature { issuers, date: "2017年4月19日".into(), seal: Seal::Sealed }))
        .with("附件", Content::Attachment(attachment))
        .with("版记", Content::PrintingRecord(record));
    let title = ["中共清流县委办公室　清流县人民政府办公室", "印发《关于建立贫困退出机制的", "实施方案》的通知"];
    let view = OfficialView {
        title: title.map(str::to_owned).to_vec(),
        recipients: Some("各乡（镇）党委、政府，县有关部门".into()),
        attachment_note: true,
        attendance: false,
        attachments: true,
        printing_record: true,
    };
    (view, parts)
}

fn templates() -> Templates {
    Templates::open(None).expect("own templates are right")
}

/// The paragraphs of a paper, each in one string.
fn paragraphs(composed: &Composed) -> Vec<String> {
    let text = |block: &Block| match &block.content {
        Content::Paragraph { text, .. } => Some(text.iter().map(Inline::text).collect()),
        _ => None,
    };
    composed.blocks.iter().filter_map(text).collect()
}

#[test]
fn the_publicity_says_all_that_it_must() {
    let parts = || Parts::new().with("名单", list(12)).with("落款", signature("长校镇留坑村村民委员会"));
    let composed = templates().compose("household-exit-publicity", &publicity(), parts()).expect("composed");
    assert_eq!(composed.title, "关于长校镇留坑村2017年度拟退出贫困户名单的公示");
    assert_eq!(composed.layout, Layout::Notice);
    let paragraphs = paragraphs(&composed);
    assert_eq!(
        paragraphs[0],
        "根据《关于建立贫困退出机制的实施方案》（清委办〔2017〕25号）规定，留坑村2017年度贫困户退出工作已履行以下程序：\
         2017年11月3日，村“两委”组织召开民主评议会，初步拟定退出名单；2017年11月8日，村“两委”和驻村工作组入户核实；\
         2017年11月10日，拟退出贫困户签字认可。"
    );
    assert_eq!(paragraphs[1], "经以上程序，拟退出贫困户12户41人，名单附后。现予以公示，接受群众监督。");
    assert_eq!(paragraphs[2], "公示时间：2017年11月15日至2017年11月22日（共7天，张贴当日不计）。");
    assert_eq!(
        paragraphs[4..],
        [
            "受理单位：长校镇扶贫开发办公室",
            "受理电话：0000-0000000",
            "通信地址：清流县长校镇人民政府（邮编：000000）",
            "电子邮箱：fupin@example.invalid",
            "监督电话：0000-0000001",
        ]
    );
    let mut view = publicity();
    view.supervision = None;
    view.contacts[0].email = None;
    view.contacts[0].address = None;
    let composed = templates().compose("household-exit-publicity", &view, parts()).expect("composed");
    assert_eq!(self::paragraphs(&composed).len(), 6);
}

#[test]
fn the_web_names_nobody_unless_the_rules_say_so() {
    let mut view = Publicity { list_shown: false, ..publicity() };
    let parts = || Parts::new().with("落款", signature("长校镇留坑村村民委员会"));
    let composed = templates().compose("household-exit-publicity", &view, parts()).expect("composed");
    assert!(paragraphs(&composed)[1].contains("已在留坑村村务公开栏张贴"));
    assert!(!composed.blocks.iter().any(|block| matches!(block.content, Content::Table(_))));
    // A list that is handed in is not dropped in silence.
    assert!(templates().compose("household-exit-publicity", &view, parts().with("名单", list(12))).is_err());
    view.list_shown = true;
    assert!(templates().compose("household-exit-publicity", &view, parts().with("名单", list(12))).is_ok());
    assert!(templates().compose("household-exit-publicity", &view, parts()).is_err());
}

#[test]
fn the_announcement_says_who_approved_and_what_stays() {
    let mut view = announcement();
    let parts = || Parts::new().with("名单", list(3)).with("落款", signature("长校镇人民政府"));
    let composed = templates().compose("household-exit-announcement", &view, parts()).expect("composed");
    let text = paragraphs(&composed);
    assert!(
        text[0].ends_with("公示期间未收到异议。2017年10月20日，长校镇党委、政府集体研究同意并上报。"),
        "{}",
        text[0]
    );
    assert_eq!(
        text[1..3],
        [
            "经清流县委、县政府于2017年11月6日批准，沙坪村3户9人退出贫困户，名单附后，现予以公告。上述农户同时在建档立卡贫困人口中销号。",
            "贫困户退出以后，在脱贫攻坚期内（至2020年）继续享受原有政策。",
        ]
    );
    view.objections = 2;
    view.buffer = None;
    view.steps.clear();
    let web = Announcement { list_shown: false, ..view };
    let parts = Parts::new().with("落款", signature("长校镇人民政府"));
    let composed = templates().compose("household-exit-announcement", &web, parts).expect("composed");
    let text = paragraphs(&composed);
    assert!(text[0].ends_with("公示期间收到异议2件，均已调查核实并答复反映人。"), "{}", text[0]);
    assert!(!text.iter().any(|text| text.contains("继续享受")));
}

#[test]
fn the_survey_record_leaves_room_for_hands() {
    let (view, parts) = survey();
    let composed = templates().compose("survey-record", &view, parts).expect("composed");
    assert_eq!(composed.layout, Layout::Form);
    let tables: Vec<&Table> = composed
        .blocks
        .iter()
        .filter_map(|block| match &block.content {
            Content::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    assert_eq!(tables.len(), 5);
    assert!(tables.iter().all(|table| table.fill));
    assert!(tables[0].head.is_empty() && tables[0].body[3].cells[1].columns == 3);
    let labels: Vec<&str> = tables[4].body.iter().map(|row| row.cells[0].text.as_str()).collect();
    assert_eq!(
        labels,
        [
            "采集人1（签名）",
            "采集人2（签名）",
            "户主或家庭成员（签名、指印）",
            "代签人（签名、指印）",
            "代签原因",
            "脱贫责任人（签名）"
        ]
    );
    assert!(tables[4].body.iter().all(|row| row.cells[0].heads_row));
    let (mut view, parts) = survey();
    view["missing"] = 0.into();
    view["code"] = "".into();
    let composed = templates().compose("survey-record", &view, parts).expect("composed");
    assert!(
        composed.blocks.iter().any(|block| matches!(&block.content, Content::Paragraph { shape: Shape::Fill, .. }))
    );
    assert!(!paragraphs(&composed).iter().any(|text| text.contains("尚缺")));
}

#[test]
fn the_official_document_stands_in_its_order() {
    let (view, parts) = official();
    let composed = templates().compose("official-document", &view, parts).expect("composed");
    assert_eq!(composed.layout, Layout::Official);
    let kinds: Vec<&str> = composed
        .blocks
        .iter()
        .map(|block| match &block.content {
            Content::RedHead(_) => "红头",
            Content::Title(text) if text.len() == 5 => "标题",
            Content::Paragraph { shape: Shape::Flush, .. } => "主送",
            Content::Paragraph { shape: Shape::Indented, .. } => "段",
            Content::Heading { level: 1, .. } => "一级",
            Content::Heading { level: 2, .. } => "二级",
            Content::Heading { level: 3, .. } => "三级",
            Content::AttachmentNote(_) => "附件说明",
            Content::Signature(_) => "落款",
            Content::Attachment(_) => "附件",
            Content::PrintingRecord(_) => "版记",
            other => panic!("unexpected {other:?}"),
        })
        .collect();
    let expected = "红头 标题 主送 段 一级 段 二级 段 三级 段 附件说明 落款 附件 版记";
    assert_eq!(kinds.join(" "), expected);
}

#[test]
fn composing_twice_gives_the_same() {
    let html = || {
        let (view, parts) = official();
        let composed = templates().compose("official-document", &view, parts).expect("composed");
        html::article(&composed.into_document("official-document", "2017-04-19", "中共清流县委办公室", Vec::new()))
    };
    assert_eq!(html(), html());
}

/// Measures a notice with 30 rows: `cargo test --release --test documents -- --ignored --nocapture measure`.
#[test]
#[ignore = "measures"]
fn measure_compose() {
    let templates = templates();
    let view = publicity();
    let parts = Parts::new().with("名单", list(30)).with("落款", signature("长校镇留坑村村民委员会"));
    let rounds: u32 = 20_000;
    let time = |name: &str, work: &mut dyn FnMut()| {
        let start = std::time::Instant::now();
        (0..rounds).for_each(|_| work());
        println!("{name}: {:.1} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(rounds));
    };
    let mut parts_of = vec![parts.clone(); rounds as usize];
    time("compose", &mut || {
        let parts = parts_of.pop().expect("one for each round");
        std::hint::black_box(templates.compose("household-exit-publicity", &view, parts).expect("composed"));
    });
    let composed = templates.compose("household-exit-publicity", &view, parts).expect("composed");
    let document = composed.into_document("x", "2017-11-15", "x", Vec::new());
    time("article", &mut || {
        std::hint::black_box(html::article(&document));
    });
}
