//! Who signs a form, and what of it is still open. Its entry point is [`table`].
//!
//! A signature is blank (room to sign and to press a finger), signed (who, when, by whom for whom), or signed with the signed
//! sheet among the step's papers. It is never reproduced.

use super::{label, show};
use crate::papers::document::{Align, Cell, Column, Row, Table};
use crate::records::case::{Signature, Step};
use crate::rules::regulation::StepRule;

/// How a form is signed.
#[derive(Debug, Clone, Copy)]
pub struct Signing {
    /// Nature of the step that it belongs to (调查, 核实 …): there it stands who signed.
    pub nature: &'static str,
    /// What the scan of the signed sheet is called among the step's papers.
    pub scan: &'static str,
    /// Who signs, in order.
    pub signers: &'static [Signer],
}

/// One who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// Those who came to the household: as many as the step asks for, two at least.
    Collectors,
    /// 户主, or someone in the household's place.
    Household,
    /// Somebody by role.
    Role(&'static str),
    /// A body that seals.
    Seal(&'static str),
}

/// Blanks of a day that is filled in by hand.
const DAY: &str = "　　年　　月　　日";
/// Room to sign and to press a finger: two lines of the box.
const ROOM: &str = "\u{3000}\n\u{3000}";

/// What one signature says.
enum State<'a> {
    Blank,
    Signed(&'a Signature),
}

/// The boxes: role, signature, day.
pub(super) fn table(signing: &Signing, step: Option<&Step>, rule: Option<&StepRule>) -> Table {
    let scan = step.and_then(|step| scan(step, signing.scan));
    let mut body = Vec::new();
    for signer in signing.signers {
        match signer {
            Signer::Collectors => {
                let count = rule.and_then(|rule| rule.least_actors.value()).map_or(2, |least| least.0.max(2) as usize);
                for at in 0..count {
                    body.push(row(&format!("采集人{}（签名）", at + 1), &state(step, "采集人", at), scan, false));
                }
            }
            Signer::Household => {
                let state = state(step, "户主", 0);
                body.push(row("户主或家庭成员（签名、指印）", &state, scan, true));
                proxy(&state, &mut body);
            }
            Signer::Role(role) => body.push(row(&format!("{role}（签名）"), &state(step, role, 0), scan, false)),
            Signer::Seal(body_name) => body.push(row(&format!("{body_name}（盖章）"), &State::Blank, None, true)),
        }
    }
    boxes(body)
}

/// The boxes of these roles, then of the bodies that seal; `sheet` is what the scan of the signed sheet is called.
pub(in crate::papers::view::from_case) fn of_roles(roles: &[String], bodies: &[String], sheet: &str, step: Option<&Step>) -> Table {
    let scan = step.and_then(|step| scan(step, sheet));
    let signed = roles.iter().map(|role| row(&format!("{role}（签名）"), &state(step, role, 0), scan, true));
    let sealed = bodies.iter().map(|body| row(&format!("{body}（盖章）"), &State::Blank, None, true));
    boxes(signed.chain(sealed).collect())
}

fn boxes(body: Vec<Row>) -> Table {
    let stretch = [0.0, 1.0, 0.0, 0.0];
    let columns = stretch.into_iter().enumerate().map(|(at, stretch)| Column { stretch, align: if at == 1 { Align::Left } else { Align::Centre } });
    Table { columns: columns.collect(), body, fill: true, ..Table::default() }
}

fn state<'a>(step: Option<&'a Step>, role: &str, at: usize) -> State<'a> {
    let own = step.into_iter().flat_map(|step| &step.signatures).filter(|signature| signature.role.text() == role);
    own.into_iter().nth(at).map_or(State::Blank, State::Signed)
}

/// Number of the signed sheet among the step's papers, from 1.
pub(in crate::papers::view::from_case) fn scan(step: &Step, name: &str) -> Option<usize> {
    let kept = |paper: &crate::records::case::Evidence| paper.name.text().contains(name) && !paper.file.is_absent();
    step.evidence.iter().position(kept).map(|at| at + 1)
}

fn row(role: &str, state: &State<'_>, scan: Option<usize>, room: bool) -> Row {
    let (text, date) = match state {
        State::Blank => (if room { ROOM.to_owned() } else { String::new() }, DAY.to_owned()),
        State::Signed(signature) => {
            let sheet = scan.map_or_else(String::new, |number| format!("（原件见材料第{number}件）"));
            let name = show(&signature.name);
            let by = match show(&signature.proxy) {
                proxy if proxy.is_empty() => name,
                proxy => format!("{name}，由{proxy}代签"),
            };
            let colon = if by.is_empty() { "" } else { "：" };
            (format!("已签{sheet}{colon}{by}"), signature.date.value().map_or_else(|| DAY.to_owned(), |date| date.chinese()))
        }
    };
    Row { cells: vec![label(role), Cell::new(text), label("日期"), Cell::new(date)] }
}

/// Who signs for a household that cannot write, related how, and why: open while the household has not signed, or has signed by another.
fn proxy(state: &State<'_>, body: &mut Vec<Row>) {
    let name = match state {
        State::Blank => String::new(),
        State::Signed(signature) if signature.proxy.is_absent() => return,
        State::Signed(signature) => show(&signature.proxy),
    };
    let reason = Cell { columns: 3, align: Some(Align::Left), ..Cell::new("") };
    let signed = if name.is_empty() { String::new() } else { format!("已签：{name}") };
    body.push(Row { cells: vec![label("代签人（签名、指印）"), Cell::new(signed), label("与户主关系"), Cell::new("")] });
    body.push(Row { cells: vec![label("代签原因"), reason] });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_open_signed_or_signed_with_its_sheet() {
        let read = |yaml: &str| serde_yaml::from_str::<Step>(yaml).expect("a step");
        let signing = Signing { nature: "调查", scan: "调查记录", signers: &[Signer::Household, Signer::Role("脱贫责任人")] };
        let text = |step: Option<&Step>| {
            let table = table(&signing, step, None);
            table.body.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")).collect::<Vec<_>>()
        };
        let open = text(None);
        assert_eq!(open.len(), 4, "{open:?}");
        assert!(open[0].ends_with(DAY) && open[1].starts_with("代签人") && open[2].starts_with("代签原因"), "{open:?}");
        let signed = read("步骤: 入户调查\n签字: [{ 职务: 户主, 姓名: 甲, 日期: 2019-01-02, 代签人: 乙 }]");
        let lines = text(Some(&signed));
        assert_eq!(lines[0], "户主或家庭成员（签名、指印）|已签：甲，由乙代签|日期|2019年1月2日");
        assert_eq!(lines[1], "代签人（签名、指印）|已签：乙|与户主关系|");
        assert!(lines[3].starts_with("脱贫责任人（签名）||"), "{lines:?}");
        let kept = read("步骤: 入户调查\n签字: [{ 职务: 户主, 姓名: 甲, 日期: 2019-01-02 }]\n材料: [{ 名称: 照片, 文件: a.jpg }, { 名称: 入户调查记录, 文件: b.jpg }]");
        assert_eq!(text(Some(&kept))[..1], ["户主或家庭成员（签名、指印）|已签（原件见材料第2件）：甲|日期|2019年1月2日"]);
    }
}
