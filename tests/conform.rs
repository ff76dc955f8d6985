//! `conform`: papers measured against GB/T 9704—2012: our own, ones typeset here as another program would, and files that are none.

use lopdf::{Document, Object, Stream, dictionary};
use serde_json::Value;

use crate::support::*;

const MM: f64 = 72.0 / 25.4;
const WIDTH: f64 = 156.0 * MM;
const HEIGHT: f64 = 225.0 * MM;
const PAPER: (f64, f64) = (210.0 * MM, 297.0 * MM);

/// How a foreign document is typeset: lengths in points.
#[derive(Clone, Copy)]
struct Setting {
    left: f64,
    top: f64,
    cell: f64,
    per_line: usize,
    pitch: f64,
    /// What lines of the text leave blank above them, where they are equal boxes.
    lead: f64,
    size: f64,
    /// Names of the faces by their letters, in the order of `FACES`.
    names: [&'static str; 5],
}

/// 小标宋, 仿宋, 黑体, 楷体, 宋体.
const FACES: [char; 5] = ['B', 'F', 'H', 'K', 'S'];
const OFFICE: [&str; 5] = ["FZXiaoBiaoSong-B05S", "FangSong_GB2312", "SimHei", "KaiTi_GB2312", "SimSun"];

impl Setting {
    fn standard() -> Self {
        let square = HEIGHT / (22.0 + 21.0 * 7.0 / 8.0);
        Self { left: 28.0 * MM, top: 37.0 * MM, cell: WIDTH / 28.0, per_line: 28, pitch: square * 15.0 / 8.0, lead: 0.0, size: 16.0, names: OFFICE }
    }
}

/// Content of a page under way.
struct Ink {
    setting: Setting,
    out: String,
    /// The page lies on its side.
    turned: bool,
}

fn utf16(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

impl Ink {
    fn new(setting: Setting, turned: bool) -> Self {
        Self { setting, out: String::new(), turned }
    }

    /// Left edge and upper edge, the latter from the bottom of the page.
    fn corner(&self) -> (f64, f64) {
        if self.turned {
            return (PAPER.1 - self.setting.top - HEIGHT, PAPER.0 - self.setting.left);
        }
        (self.setting.left, PAPER.1 - self.setting.top)
    }

    /// A text whose square's top is so far below the upper edge, from so far right of the left one.
    fn text(&mut self, face: char, size: f64, cell: f64, (x, depth): (f64, f64), text: &str) {
        let (left, top) = self.corner();
        let (x, y) = (left + x, top - depth - 0.88 * size);
        self.out += &format!("BT /{face} {size} Tf {:.4} Tc 1 0 0 1 {x:.3} {y:.3} Tm <{}> Tj ET\n", cell - size, utf16(text));
    }

    /// A line of the text's size on the grid, so many characters in.
    fn line(&mut self, face: char, number: usize, indent: f64, text: &str) {
        let Setting { cell, pitch, lead, size, .. } = self.setting;
        self.text(face, size, cell, (indent * cell, number as f64 * pitch + lead), text);
    }

    /// A line that ends so many characters before the right edge.
    fn right(&mut self, face: char, number: usize, gap: f64, text: &str) {
        let Setting { cell, size, .. } = self.setting;
        let width: f64 = text.chars().map(|character| if character.is_ascii() { cell - size / 2.0 } else { cell }).sum();
        self.line(face, number, (WIDTH - width) / cell - gap, text);
    }

    fn centred(&mut self, face: char, size: f64, depth: f64, text: &str) {
        let width = if self.turned { HEIGHT } else { WIDTH };
        let x = (width - text.chars().count() as f64 * size) / 2.0;
        self.text(face, size, size, (x, depth), text);
    }

    /// Full lines from a number to another, by the operators that word processors use: a leading, and moves to the next line.
    fn full(&mut self, lines: std::ops::Range<usize>) {
        let Setting { cell, pitch, lead, size, per_line, .. } = self.setting;
        let (left, top) = self.corner();
        let y = top - lines.start as f64 * pitch - lead - 0.88 * size;
        self.out += &format!("BT /F {size} Tf {:.4} Tc {pitch:.4} TL {left:.3} {y:.3} Td\n", cell - size);
        for number in lines {
            let text: String = "扶贫工作坚持精准方略确保群众如期脱贫并逐户核实逐项落实帮扶措施".chars().cycle().skip(number).take(per_line).collect();
            self.out += &format!("<{}> Tj T*\n", utf16(&text));
        }
        self.out += "ET\n";
    }

    /// A rule drawn as a narrow box, so far below the upper edge.
    fn rule(&mut self, depth: f64, thickness: f64) {
        let (left, top) = self.corner();
        self.out += &format!("{left:.3} {:.3} {WIDTH:.3} {thickness:.3} re f\n", top - depth - thickness / 2.0);
    }

    /// "— 1 —" by its place on the upright sheet.
    fn page_number(&mut self, number: usize) {
        let size = 14.0;
        let text = format!("— {number} —");
        // Dashes take a whole square, digits and blanks half of one.
        let width = 2.0 * size + (text.chars().count() as f64 - 2.0) * size / 2.0;
        let x = if number % 2 == 1 { self.setting.left + WIDTH - size - width } else { self.setting.left + size };
        let y = PAPER.1 - self.setting.top - HEIGHT - 7.0 * MM - 0.36 * size;
        let matrix = if self.turned { format!("0 -1 1 0 {y:.3} {:.3}", PAPER.0 - x) } else { format!("1 0 0 1 {x:.3} {y:.3}") };
        // A font of one byte a code, as Word embeds what Windows calls SimSun.
        let bytes: String = text.chars().map(|character| if character == '—' { "97".to_owned() } else { format!("{:02X}", character as u32) }).collect();
        self.out += &format!("BT /N {size} Tf 0 Tc {matrix} Tm [<{bytes}>] TJ ET\n");
    }
}

/// An official document of six pages, with everything that is measured.
fn pages(setting: Setting) -> Vec<Ink> {
    let page = || Ink::new(setting, false);
    let pitch = setting.pitch;
    let mut first = page();
    first.line('F', 0, 0.0, "000012");
    first.line('H', 1, 0.0, "秘密★1年");
    first.line('H', 2, 0.0, "特急");
    first.out += "1 0 0 rg\n";
    let mark = 44.0;
    first.centred('B', mark, 35.0 * MM - 0.03 * mark, "例山县人民政府文件");
    first.out += "0 g\n";
    first.line('F', 7, 1.0, "例政发〔2017〕5号");
    first.line('F', 7, 19.0, "签发人：");
    first.line('K', 7, 23.0, "例长甲");
    first.out += "q 1 0 0 RG 1.2 w\n";
    let (left, top) = first.corner();
    let rule = top - 7.0 * pitch - setting.lead - setting.size - 4.0 * MM;
    first.out += &format!("{left:.3} {rule:.3} m {:.3} {rule:.3} l S Q\n", left + WIDTH);
    first.centred('B', 22.0, 10.0 * pitch, "例山县人民政府关于印发脱贫");
    first.centred('B', 22.0, 11.0 * pitch, "退出工作方案的通知");
    first.line('F', 13, 0.0, "各乡镇人民政府，县直各单位：");
    first.full(14..22);
    first.page_number(1);

    let mut second = page();
    second.full(0..2);
    second.line('H', 2, 2.0, "一、总体要求");
    second.line('K', 3, 2.0, "（一）指导思想");
    second.line('F', 4, 2.0, "1. 坚持标准");
    second.line('F', 5, 2.0, "（1）逐户核实");
    second.full(6..22);
    second.page_number(2);

    let mut third = page();
    third.full(0..6);
    third.line('F', 7, 2.0, "附件：1. 计划表");
    third.line('F', 8, 5.0, "2. 名单");
    third.right('F', 11, 4.0, "例山县人民政府");
    third.right('F', 12, 4.0, "2017年4月9日");
    third.page_number(3);

    let mut fourth = Ink::new(setting, true);
    fourth.line('H', 0, 0.0, "附件1");
    fourth.centred('B', 22.0, 2.0 * pitch, "计划表");
    let (left, top) = fourth.corner();
    fourth.out += &format!("0.5 w {left:.3} {:.3} 500 -200 re S {:.3} {:.3} m 0 -200 l S\n", top - 120.0, left + 200.0, top - 120.0);
    fourth.text('F', 12.0, 12.0, (10.0, 140.0), "例一乡");
    fourth.page_number(4);

    let mut fifth = page();
    fifth.line('H', 0, 0.0, "附件2");
    fifth.centred('B', 22.0, 2.0 * pitch, "名单");
    fifth.full(4..12);
    fifth.page_number(5);

    let mut sixth = page();
    sixth.full(0..3);
    sixth.page_number(6);
    vec![first, second, third, fourth, fifth, sixth]
}

/// The printing record, drawn as a form on the last page.
fn record(setting: Setting) -> String {
    let mut ink = Ink::new(setting, false);
    let row = 14.0 + 10.0;
    ink.rule(HEIGHT - 2.0 * row, 0.35 * MM);
    ink.rule(HEIGHT - row, 0.25 * MM);
    ink.rule(HEIGHT, 0.35 * MM);
    ink.text('F', 14.0, 14.0, (14.0, HEIGHT - 2.0 * row + 5.0), "抄送：县委各部门。");
    ink.text('F', 14.0, 14.0, (14.0, HEIGHT - row + 5.0), "例山县人民政府办公室");
    // Five full characters and seven half ones, and one left blank.
    ink.text('F', 14.0, 14.0, (WIDTH - 14.0 * (5.0 + 3.5 + 1.0), HEIGHT - row + 5.0), "2017年4月10日印发");
    ink.out
}

fn document(setting: Setting) -> Document {
    let pages = pages(setting);
    file(&pages, Some(record(setting)), setting.names)
}

/// A file of pages in faces that are named and not embedded; the last page draws the form.
fn file(pages: &[Ink], form: Option<String>, names: [&str; 5]) -> Document {
    let mut file = Document::with_version("1.5");
    let mut fonts = lopdf::Dictionary::new();
    for (letter, name) in FACES.iter().zip(names) {
        let descendant = file.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => name, "DW" => 1000, "W" => vec![1.into(), 95.into(), 500.into()],
            "CIDSystemInfo" => dictionary! { "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 2 },
        });
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name, "Encoding" => "UniGB-UCS2-H", "DescendantFonts" => vec![descendant.into()],
        };
        fonts.set(letter.to_string(), file.add_object(font));
    }
    let widths: Vec<Object> = (32..=255).map(|code| Object::from(if code == 0x97 { 1000 } else { 500 })).collect();
    let digits = dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => format!("ABCDEF+{}", names[4]),
        "Encoding" => "WinAnsiEncoding", "FirstChar" => 32, "LastChar" => 255, "Widths" => widths,
    };
    fonts.set("N", file.add_object(digits));
    let mut resources = dictionary! { "Font" => fonts };
    if let Some(form) = &form {
        let entries = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 850.into()] };
        let form = file.add_object(Stream::new(entries, form.clone().into_bytes()));
        resources.set("XObject", dictionary! { "Record" => form });
    }
    let resources = file.add_object(resources);
    let tree = file.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let mut content = page.out.clone();
        if form.is_some() && at + 1 == pages.len() {
            content += "q /Record Do Q\n";
        }
        let content = file.add_object(Stream::new(dictionary! {}, content.into_bytes()));
        let (width, height) = if page.turned { (PAPER.1, PAPER.0) } else { PAPER };
        let media = vec![0.into(), 0.into(), Object::Real(width as f32), Object::Real(height as f32)];
        kids.push(file.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "MediaBox" => media, "Contents" => content }).into());
    }
    // Resources are inherited.
    file.set_object(tree, dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids, "Resources" => resources });
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    file.trailer.set("Root", catalog);
    file
}

fn saved(mut file: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("writing to memory does not fail");
    bytes
}

/// Exit code and the rows of a file, by verdict: ids.
struct Measured {
    code: i32,
    rows: Vec<Value>,
    err: String,
}

fn conform(bytes: &[u8]) -> Measured {
    let folder = Workspace::empty();
    folder.write("x.pdf", bytes);
    let path = folder.root.join("x.pdf");
    let ran = folder.run(&["conform", path.to_str().expect("UTF-8"), "--format", "json"]);
    let object: Value = serde_json::from_str(&ran.out).unwrap_or(Value::Null);
    Measured { code: ran.code, rows: object["clauses"].as_array().cloned().unwrap_or_default(), err: ran.err }
}

impl Measured {
    fn ids(&self, verdict: &str) -> Vec<&str> {
        self.rows.iter().filter(|row| row["verdict"] == verdict).filter_map(|row| row["id"].as_str()).collect()
    }

    fn found(&self, id: &str) -> &str {
        self.rows.iter().find(|row| row["id"] == id).and_then(|row| row["found"].as_str()).unwrap_or_else(|| panic!("no {id}: {}", self.err))
    }

    /// Rows that are not met, with what was found, for messages of tests.
    fn faults(&self) -> Vec<String> {
        self.rows.iter().filter(|row| row["verdict"] == "not-met").map(|row| format!("{} {}: {}", row["clause"], row["id"], row["found"])).collect()
    }
}

#[track_caller]
fn has_exactly(bytes: &[u8], faults: &[&str]) -> Measured {
    let measured = conform(bytes);
    assert_eq!(measured.ids("not-met"), faults, "{:?} {}", measured.faults(), measured.err);
    assert_eq!(measured.code, i32::from(!faults.is_empty()), "{}", measured.err);
    measured
}

#[test]
fn a_document_of_another_program_that_keeps_the_standard_meets_every_clause() {
    let measured = has_exactly(&saved(document(Setting::standard())), &[]);
    // It is in the format of section 7.
    let other = measured.rows.iter().filter(|row| row["clause"].as_str().is_some_and(|clause| clause.starts_with("10.")));
    assert_eq!(measured.ids("not-applicable"), other.filter_map(|row| row["id"].as_str()).collect::<Vec<_>>());
    assert_eq!((measured.rows.len(), measured.ids("met").len()), (50, 40));
    // The same in object streams, deflated.
    let mut packed = document(Setting::standard());
    packed.compress();
    let mut bytes = Vec::new();
    packed.save_modern(&mut bytes).expect("writing to memory does not fail");
    assert!(!bytes.windows(8).any(|window| window == b"/Catalog"));
    assert_eq!(conform(&bytes).rows, measured.rows);
}

#[test]
fn twenty_seven_characters_a_line_are_named_and_nothing_else() {
    let standard = Setting::standard();
    // Spread over the line, and at their own width with the rest of the line blank.
    for cell in [WIDTH / 27.0, 16.0] {
        let measured = has_exactly(&saved(document(Setting { cell, per_line: 27, ..standard })), &["characters"]);
        assert!(measured.found("characters").starts_with("27 个字"), "{}", measured.found("characters"));
    }
    // Smaller characters with their own distance are 28 all the same.
    has_exactly(&saved(document(Setting { size: 15.75, ..standard })), &[]);
}

#[test]
fn a_pitch_of_28_points_is_named_and_nothing_else() {
    let measured = has_exactly(&saved(document(Setting { pitch: 28.0, ..Setting::standard() })), &["pitch"]);
    assert!(measured.found("pitch").contains("28.00 磅") && measured.found("pitch").contains("213."), "{}", measured.found("pitch"));
    // Both readings of 22 lines are as required; with equal boxes the first line's characters stand lower than the edge.
    let (pitch, standard) = (28.95, Setting::standard());
    has_exactly(&saved(document(Setting { pitch, ..standard })), &[]);
    has_exactly(&saved(document(Setting { pitch, lead: (pitch - 16.0) / 2.0, ..standard })), &[]);
    let measured = has_exactly(&saved(document(Setting { pitch, size: 14.0, ..standard })), &["text-size", "copy-number", "secrecy", "urgency", "attachment-label"]);
    assert_eq!(measured.found("text-size"), "14.0 磅");
}

#[test]
fn a_margin_5_mm_off_is_named_and_nothing_else() {
    let standard = Setting::standard();
    let measured = has_exactly(&saved(document(Setting { left: 33.0 * MM, ..standard })), &["binding-margin"]);
    assert_eq!(measured.found("binding-margin"), "33.0 mm");
    has_exactly(&saved(document(Setting { top: 42.0 * MM, ..standard })), &["head-margin"]);
    // One millimetre is allowed.
    has_exactly(&saved(document(Setting { left: 28.9 * MM, top: 36.1 * MM, ..standard })), &[]);
    has_exactly(&saved(document(Setting { left: 29.4 * MM, ..standard })), &["binding-margin"]);
}

/// What is done to the document, and the ids of the rows that then are not met.
type Fault = (fn(&mut Vec<Ink>), &'static [&'static str]);

fn swap(ink: &mut Ink, old: &str, new: &str) {
    assert_eq!(ink.out.matches(old).count(), 1, "{old}");
    ink.out = ink.out.replace(old, new);
}

fn reword(ink: &mut Ink, old: &str, new: &str) {
    swap(ink, &format!("<{}>", utf16(old)), &format!("<{}>", utf16(new)));
}

/// Sets the face of the line with a text.
fn reface(ink: &mut Ink, text: &str, face: char) {
    let end = ink.out.find(&format!("<{}>", utf16(text))).expect("the text stands there");
    let at = ink.out[..end].rfind("BT /").expect("a text begins") + 4;
    ink.out.replace_range(at..=at, &face.to_string());
}

/// Moves the line with a text, in points.
fn shift(ink: &mut Ink, text: &str, x: f64, y: f64) {
    let end = ink.out.find(&format!("<{}>", utf16(text))).expect("the text stands there");
    let at = ink.out[..end].rfind("BT /").expect("a text begins");
    let length = ink.out[at..].find("ET\n").expect("it ends") + 3;
    let text = ink.out[at..at + length].to_owned();
    ink.out.replace_range(at..at + length, &format!("q 1 0 0 1 {x} {y} cm {text}Q\n"));
}

#[test]
fn each_fault_is_named_by_its_clause_alone() {
    let faults: &[Fault] = &[
        (|pages| reword(&mut pages[0], "000012", "0012"), &["copy-number"]),
        (|pages| reface(&mut pages[0], "秘密★1年", 'F'), &["secrecy"]),
        (|pages| shift(&mut pages[0], "特急", 16.0, 0.0), &["urgency"]),
        (|pages| shift(&mut pages[0], "例山县人民政府文件", 0.0, 10.0), &["mark-place"]),
        (|pages| reface(&mut pages[0], "例山县人民政府文件", 'H'), &["mark-face"]),
        (|pages| reword(&mut pages[0], "例政发〔2017〕5号", "例政发[2017]5号"), &["document-number"]),
        (|pages| reword(&mut pages[0], "例政发〔2017〕5号", "例政发〔2017〕第5号"), &["document-number"]),
        (|pages| reword(&mut pages[0], "例政发〔2017〕5号", "例政发〔2017〕05号"), &["document-number"]),
        (|pages| reface(&mut pages[0], "例长甲", 'F'), &["signer"]),
        (|pages| swap(&mut pages[0], "1 0 0 RG 1.2 w\n", "1 0 0 RG 1.2 w 1 0 0 1 0 -6 cm\n"), &["red-rule"]),
        (|pages| swap(&mut pages[0], "1 0 0 RG 1.2 w\n", "1 0 0 RG 1.2 w .9 0 0 1 7.9 0 cm\n"), &["red-rule"]),
        (|pages| swap(&mut pages[0], "1 0 0 RG", "0 0 0 1 K"), &["red-rule"]),
        (|pages| pages[0].out = pages[0].out.replace("/B 22 Tf", "/B 20 Tf"), &["title-size"]),
        (|pages| (0..2).for_each(|line| reface(&mut pages[0], ["例山县人民政府关于印发脱贫", "退出工作方案的通知"][line], 'H')), &["title-face"]),
        (|pages| reword(&mut pages[0], "各乡镇人民政府，县直各单位：", "各乡镇人民政府，县直各单位。"), &["recipients"]),
        (|pages| reface(&mut pages[1], "一、总体要求", 'F'), &["level-1"]),
        (|pages| reface(&mut pages[1], "（一）指导思想", 'H'), &["level-2"]),
        (|pages| reface(&mut pages[1], "1. 坚持标准", 'K'), &["level-3"]),
        (|pages| reface(&mut pages[1], "（1）逐户核实", 'H'), &["level-3"]),
        (|pages| pages[1].out.insert_str(0, "0 0 1 rg\n"), &["black"]),
        (|pages| reword(&mut pages[2], "2. 名单", "2. 名单。"), &["attachment-note"]),
        // Longer by a character, it also stands nearer to the edge.
        (|pages| reword(&mut pages[2], "2017年4月9日", "2017年04月09日"), &["date-place", "date"]),
        (|pages| reword(&mut pages[2], "2017年4月9日", "二〇一七年四月九日"), &["date-place", "date"]),
        (|pages| shift(&mut pages[2], "2017年4月9日", 63.0, 0.0), &["date-place"]),
        (|pages| reword(&mut pages[3], "附件1", "附件1："), &["attachment-label"]),
        (|pages| reface(&mut pages[4], "附件2", 'F'), &["attachment-label"]),
        (|pages| shift(&mut pages[4], "名单", 0.0, 29.62), &["attachment-title"]),
        (|pages| swap(&mut pages[1], "[<9720322097>] TJ", "[<3132>] TJ"), &["page-number-dash"]),
        (|pages| swap(&mut pages[1], "[<9720322097>] TJ", "[<9720332097>] TJ"), &["page-number-side"]),
        (|pages| swap(&mut pages[1], "[<9720322097>] TJ", "[<>] TJ"), &["page-number"]),
        (|pages| swap(&mut pages[1], "/N 14 Tf", "/N 12 Tf"), &["page-number-size"]),
        (|pages| swap(&mut pages[1], "/N 14 Tf 0 Tc", "/N 14 Tf -10 Ts 0 Tc"), &["page-number-dash"]),
        // Level with the table instead of at the sheet's own place.
        (|pages| swap(&mut pages[3], "0 -1 1 0", "1 0 0 1"), &["page-number", "landscape"]),
    ];
    for (number, (spoil, ids)) in faults.iter().enumerate() {
        let setting = Setting::standard();
        let mut pages = pages(setting);
        spoil(&mut pages);
        let measured = conform(&saved(file(&pages, Some(record(setting)), OFFICE)));
        assert_eq!((measured.code, measured.ids("not-met")), (1, ids.to_vec()), "fault {number}: {:?}", measured.faults());
    }
}

#[test]
fn faults_of_the_printing_record_are_named() {
    let setting = Setting::standard();
    let pages = pages(setting);
    let thick = format!("{:.3} re", 0.35 * MM);
    let record = record(setting);
    let faults = [
        (record.replace(&thick, "2.000 re"), "record-rules"),
        (format!("1 0 0 1 0 14.17 cm {record}"), "record-bottom"),
        (record.replace("/F 14 Tf", "/K 14 Tf"), "record-text"),
        (record.replace("/F 14 Tf", "/F 12 Tf"), "record-text"),
    ];
    for (spoiled, id) in faults {
        has_exactly(&saved(file(&pages, Some(spoiled), OFFICE)), &[id]);
    }
}

#[test]
fn faces_are_named_as_they_are() {
    let names = ["FZXiaoBiaoSong-B05S", "NotoSerifSC-Regular", "SimHei", "KaiTi_GB2312", "TimesNewRomanPSMT"];
    let measured = has_exactly(&saved(document(Setting { names, ..Setting::standard() })), &["text-face", "level-3", "record-text", "page-number-face"]);
    assert_eq!(measured.found("text-face"), "NotoSerifSC-Regular，这是宋体");
    assert_eq!(measured.found("page-number-face"), "用 TimesNewRomanPSMT 代替，不是宋体");
    let names = ["", "FangSong", "STHeiti", "楷体_GB2312", "NSimSun"];
    let measured = has_exactly(&saved(document(Setting { names, ..Setting::standard() })), &["mark-face", "title-face"]);
    assert_eq!(measured.found("title-face"), "字体没有名称，认不出是小标宋体");
}

/// A file with everything moved, points across and up.
fn moved(bytes: &[u8], by: &str) -> Vec<u8> {
    let mut moved = Document::load_mem(bytes).expect("a PDF");
    for page in moved.get_pages().into_values() {
        let content = [format!("1 0 0 1 {by} cm ").into_bytes(), moved.get_page_content(page)].concat();
        let content = moved.add_object(Stream::new(dictionary! {}, content));
        moved.get_dictionary_mut(page).expect("a page").set("Contents", content);
    }
    saved(moved)
}

const LETTER: &str = "web/site/documents/beifuhan-2019-2.pdf";
const ORDER: &str = "web/site/documents/beiling-ling-2019-3.pdf";

#[test]
fn each_format_of_ours_meets_its_own_clauses_and_a_shift_is_named() {
    let built = Workspace::beiling().build(&[]);
    for (path, clauses) in [
        (LETTER, &["letter-mark", "letter-rules", "letter-number", "letter-title", "letter-first-page", "letter-record", "date-place"][..]),
        (ORDER, &["order-mark", "order-number", "date-place"]),
        ("restricted/documents/beifuji-2019-4.pdf", &["minutes-mark", "mark-place", "attendance"]),
        ("restricted/documents/lianzheng-2019-5.pdf", &["copy-number", "secrecy", "urgency", "mark-place", "signer", "date-place"]),
        ("web/site/documents/beilian-2019-1.pdf", &["mark-place", "date-place"]),
    ] {
        let measured = conform(&built.tree[path]);
        let met = measured.ids("met");
        assert!(clauses.iter().all(|id| met.contains(id)), "{path}: {met:?} {:?}", measured.faults());
        // Only faces stand in for others.
        let faces = |id: &&str| id.ends_with("-face") || matches!(*id, "level-3" | "record-text");
        assert!(measured.ids("not-met").iter().all(faces), "{path}: {:?}", measured.faults());
        assert!(measured.rows.iter().filter(|row| row["verdict"] == "not-met").all(|row| row["found"].as_str().is_some_and(|found| found.contains("代替"))), "{path}");
    }
    for (path, clauses) in [(LETTER, &["letter-mark", "letter-rules"][..]), (ORDER, &["order-mark"])] {
        let measured = conform(&moved(&built.tree[path], "0 -14.173"));
        let not_met = measured.ids("not-met");
        assert!(clauses.iter().all(|id| not_met.contains(id)), "{path}: {not_met:?}");
    }
    assert_eq!(conform(&moved(&built.tree[LETTER], "0 -14.173")).found("letter-mark"), "距 35.0 mm，偏离中线 0.0 mm");
}

#[test]
fn what_goes_up_or_is_secret_is_not_public() {
    let built = Workspace::beiling().build(&[]);
    assert_eq!(built.state("official-document-internal", "lianzheng-2019-5").0, "Ready");
    let request = built.pdf("restricted/documents/lianzheng-2019-5.pdf");
    assert!(["000003", "秘密★1年", "特急", "签发人：例书记", "（联系人：例干事，电话：0000-0000401）", "内部资料不得上网"].iter().all(|text| request.contains(text)), "{request}");
    let public = built.tree.iter().filter(|(path, _)| !path.starts_with("restricted/"));
    for (path, bytes) in public {
        assert!(!path.contains("lianzheng") && !path.contains("beifuji"), "{path}");
        assert!(!String::from_utf8_lossy(bytes).contains("样委〔2019〕5号"), "{path}");
    }
}

#[test]
fn our_own_documents_meet_all_but_the_substituted_faces() {
    let built = Workspace::qingliu().build(&[]);
    let paths: Vec<&str> = built.paths(".pdf").into_iter().filter(|path| path.starts_with("web/site/documents/")).collect();
    assert_eq!(paths.len(), 2);
    for path in paths {
        let measured = conform(&built.tree[path]);
        let record = if path.contains("qingweiban") { &["record-text"][..] } else { &[] };
        assert_eq!(measured.ids("not-met"), [&["text-face", "mark-face", "title-face", "level-3"], record].concat(), "{path}: {:?}", measured.faults());
        for (id, face) in [("text-face", "GongshiFang-Light"), ("mark-face", "NotoSerifSC-Bold"), ("title-face", "NotoSerifSC-Bold")] {
            assert!(measured.found(id).contains(face), "{}", measured.found(id));
        }
        assert!(measured.ids("met").len() >= 28, "{path}: {:?}", measured.ids("met"));
        // The same moved by 5 mm: one more is named.
        let measured = conform(&moved(&built.tree[path], "14.173 0"));
        assert_eq!(measured.ids("not-met"), [&["binding-margin", "text-face", "mark-face", "title-face", "level-3"], record].concat(), "{path}");
        assert_eq!(measured.found("binding-margin"), "33.0 mm");
    }
}

#[test]
fn every_notice_of_ours_is_measured_and_names_no_clause_but_faces() {
    let built = Workspace::qingliu().build(&[]);
    let notices: Vec<&str> = built.paths(".pdf").into_iter().filter(|path| path.starts_with("board/")).collect();
    assert!(!notices.is_empty());
    for path in notices {
        let measured = conform(&built.tree[path]);
        assert!(measured.ids("not-met").iter().all(|id| id.ends_with("-face") || *id == "level-3"), "{path}: {:?}", measured.faults());
        assert!(measured.ids("not-applicable").contains(&"red-rule"), "{path}");
    }
}

#[test]
fn the_table_tells_clause_required_and_found_in_both_languages() {
    let folder = Workspace::empty();
    folder.write("x.pdf", saved(document(Setting { left: 33.0 * MM, ..Setting::standard() })));
    let path = folder.root.join("x.pdf");
    let path = path.to_str().expect("UTF-8");
    let chinese = folder.run(&["conform", path]);
    let second = chinese.out.lines().nth(1).unwrap_or_default();
    assert!(second.starts_with("5.2.1") && ["不符合", "订口 28 mm±1 mm", "33.0 mm"].iter().all(|part| second.contains(part)), "{}", chinese.out);
    assert!(chinese.out.lines().last().is_some_and(|line| line.contains("符合 39 项，不符合 1 项，不涉及 10 项")), "{}", chinese.out);
    let english = folder.run(&["--lang", "en", "conform", path]);
    assert!(english.out.contains("not met") && english.out.contains("binding margin 28 mm ± 1 mm"), "{}", english.out);
    assert_eq!((chinese.code, english.code), (1, 1));
    // No key of the message table is without its text.
    assert!(!chinese.out.contains("conform.") && !english.out.contains("conform."), "{}", english.out);
}

#[test]
fn a_file_that_cannot_be_read_ends_with_two_and_says_why() {
    let whole = saved(document(Setting::standard()));
    let mut locked = document(Setting::standard());
    let id = Object::string_literal("0123456789abcdef");
    locked.trailer.set("ID", vec![id.clone(), id]);
    let permissions = lopdf::Permissions::all();
    let version = lopdf::EncryptionVersion::V2 { document: &locked, owner_password: "owner", user_password: "user", key_length: 128, permissions };
    let state = lopdf::EncryptionState::try_from(version).expect("it can be encrypted");
    locked.encrypt(&state).expect("it can be encrypted");
    let cases: [(Vec<u8>, &str); 5] = [
        (b"PK\x03\x04 a text".to_vec(), "不是 PDF"),
        (Vec::new(), "不是 PDF"),
        (whole[..whole.len() / 2].to_vec(), "损坏"),
        (b"%PDF-1.7\n".to_vec(), "损坏"),
        (saved(locked), "加了密码"),
    ];
    for (bytes, words) in cases {
        let measured = conform(&bytes);
        assert!(measured.code == 2 && measured.err.contains(words), "{words}: {} {}", measured.code, measured.err);
    }
    let folder = Workspace::empty();
    for path in [folder.root.join("none.pdf"), folder.root.clone()] {
        let ran = folder.run(&["conform", path.to_str().expect("UTF-8")]);
        assert!(ran.code == 2 && !ran.err.is_empty(), "{}", ran.err);
    }
    assert_eq!(folder.run(&["conform"]).code, 2);
}

#[test]
fn a_hostile_file_is_refused_or_measured_and_never_hangs() {
    let setting = Setting::standard();
    let refused = |file: Document, words: &str| {
        let measured = conform(&saved(file));
        assert!(measured.code == 2 && measured.err.contains(words), "{words}: {} {} {:?}", measured.code, measured.err, measured.faults());
    };
    // A form that draws itself, twice each time.
    let mut own = document(setting);
    let form = own.objects.iter().find(|(_, object)| object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"XObject"))).map(|(id, _)| *id);
    let form = form.expect("there is a form");
    let stream = own.get_object_mut(form).and_then(Object::as_stream_mut).expect("a form");
    stream.set_content(b"/Record Do /Record Do".to_vec());
    refused(own, "太大");
    // States without end, and one page that inflates to 64 MB.
    for content in ["q ".repeat(100_000).into_bytes(), vec![b' '; 64 << 20]] {
        let mut file = file(&pages(setting), None, OFFICE);
        let page = *file.get_pages().get(&1).expect("a page");
        let mut stream = Stream::new(dictionary! {}, content);
        stream.compress().expect("it deflates");
        let content = file.add_object(stream);
        file.get_dictionary_mut(page).expect("a page").set("Contents", content);
        refused(file, "太大");
    }
    // A page tree that contains itself has no pages.
    let mut circle = document(setting);
    let tree = circle.catalog().and_then(|catalog| catalog.get(b"Pages")?.as_reference()).expect("a tree");
    circle.get_dictionary_mut(tree).expect("a tree").set("Kids", vec![tree.into()]);
    refused(circle, "损坏");
    // Content that breaks off is not measured as if it were whole.
    let mut broken = pages(setting);
    broken[1].out += "BT <0041";
    refused(file(&broken, None, OFFICE), "第 2 页");
    // Numbers out of all measure.
    let mut large = pages(setting);
    large[1].out.insert_str(0, "1e30 0 0 1e30 9e37 9e37 cm 99999999999999999999999999999999999999999999 w\n");
    assert_ne!(conform(&saved(file(&large, None, OFFICE))).code, 101);
}

#[test]
fn damaged_bytes_never_bring_it_down() {
    let whole = saved(document(Setting::standard()));
    let mut packed = document(Setting::standard());
    packed.compress();
    let mut modern = Vec::new();
    packed.save_modern(&mut modern).expect("writing to memory does not fail");
    let mut chance = 1_u32;
    let mut next = |below: usize| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 8) as usize % below
    };
    let mut outcomes = [0, 0];
    for bytes in [&whole, &modern] {
        for _ in 0..150 {
            let mut spoiled = bytes.clone();
            for _ in 0..=next(8) {
                let at = next(spoiled.len());
                spoiled[at] = next(256) as u8;
            }
            spoiled.truncate(spoiled.len() - if next(4) == 0 { next(spoiled.len()) } else { 0 });
            outcomes[usize::from(gongshi::papers::conform::measure(&spoiled).is_ok())] += 1;
        }
    }
    assert!(outcomes[0] > 20 && outcomes[1] > 20, "{outcomes:?}");
}
