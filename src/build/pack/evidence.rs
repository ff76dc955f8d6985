//! Scans and photographs of a case. Its entry point is [`Evidence::add`]: every file that a step names goes in as it came.

use std::collections::BTreeSet;

use crate::outlets::archive::name::{folded, safe};
use crate::outlets::archive::pack::{Origin, Piece};
use crate::outlets::archive::roster::State;
use crate::records::case::{Clearance, Step};
use crate::records::holdings::evidence_folder;

/// Packages stay within the office.
const OFFICE: Clearance = Clearance::for_restricted_paper();

/// The files that lie in the evidence folders.
pub(super) struct Evidence<'a> {
    there: BTreeSet<&'a str>,
}

impl<'a> Evidence<'a> {
    /// Of these files of the workspace.
    pub fn new(files: &'a [String]) -> Self {
        Self { there: files.iter().map(String::as_str).collect() }
    }

    /// Adds what the steps of a case name to its volume, but for what is there already (the scan of a handwritten paper).
    pub fn add(&self, case: &str, steps: &[Step], pieces: &mut Vec<Piece>) {
        let folder = evidence_folder(case);
        for step in steps {
            for paper in step.papers(&OFFICE) {
                let file = format!("{folder}{}", paper.file);
                let title = format!("{}：{}", step.step.text(), paper.title);
                let origin = Origin::Content(file.clone());
                if let Some(known) = pieces.iter_mut().find(|piece| piece.files.iter().any(|(_, other)| *other == origin)) {
                    if known.item.starts_with(ITEM) && !known.title.contains(&title) {
                        known.title = format!("{}、{title}", known.title);
                    }
                    continue;
                }
                let there = self.there.contains(file.as_str());
                let name = free(&safe(&paper.file), pieces);
                pieces.push(Piece {
                    item: format!("{ITEM}{name}"),
                    title,
                    state: if there { State::Packed } else { State::Missing },
                    reason: if there { String::new() } else { format!("材料文件夹里没有“{}”", paper.file) },
                    pages: None,
                    date: paper.date.map(|date| date.to_string()),
                    issuer: None,
                    number: None,
                    secrecy: None,
                    files: vec![(format!("evidence/{name}"), origin)],
                    online: None,
                });
            }
        }
    }
}

/// What the ids of these items begin with.
const ITEM: &str = "evidence ";

/// The name, or with a number before its ending where another has it already, case aside.
fn free(name: &str, pieces: &[Piece]) -> String {
    let taken: BTreeSet<String> = pieces.iter().filter_map(|piece| piece.item.strip_prefix(ITEM)).map(folded).collect();
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let others = (2_u32..).map(|count| format!("{stem}-{count}{ending}"));
    std::iter::once(name.to_owned()).chain(others).find(|name| !taken.contains(&folded(name))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_goes_in_once_under_a_name_that_every_system_takes() {
        let steps: Vec<Step> = serde_yaml::from_str(
            "- { 步骤: 公示, 张贴: [ { 地点: 村务公示栏, 照片: [ a.jpg, A.JPG, 'b:c.jpg', gone.jpg ] } ] }\n- { 步骤: 公告, 材料: [ { 名称: 会议签到表, 文件: a.jpg, 日期: 2017-11-01 } ] }",
        )
        .expect("steps");
        let files = ["a.jpg", "A.JPG", "b:c.jpg", "scan.jpg"].map(|name| format!("x/evidence/{name}"));
        let mut pieces = Vec::new();
        Evidence::new(&files).add("x/village.yaml", &steps, &mut pieces);
        let told: Vec<(&str, &str, State)> = pieces.iter().map(|piece| (piece.item.as_str(), piece.files[0].0.as_str(), piece.state)).collect();
        assert_eq!(told, [
            ("evidence a.jpg", "evidence/a.jpg", State::Packed),
            ("evidence A-2.JPG", "evidence/A-2.JPG", State::Packed),
            ("evidence b_c.jpg", "evidence/b_c.jpg", State::Packed),
            ("evidence gone.jpg", "evidence/gone.jpg", State::Missing),
        ]);
        assert_eq!(pieces[0].title, "公示：张贴照片（村务公示栏）、公告：会议签到表");
        assert_eq!(pieces[2].files[0].1, Origin::Content("x/evidence/b:c.jpg".to_owned()));
        assert!(pieces[3].reason.contains("gone.jpg"));
    }
}
