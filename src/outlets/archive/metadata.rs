//! Archival metadata. Entry points: [`record`], [`json`], [`csv`]. The names of the elements are those of DA/T 46-2009;
//! an element that nothing is known of is left out of the JSON and blank in the CSV.

use std::collections::BTreeMap;

use super::numbering::Numbered;
use super::pack::{Contents, Origin, Piece};
use super::roster::{Item, csv as rows_as_csv};
use crate::records::case::Archive;

/// The office, its archive and what all its packages say.
#[derive(Debug, Clone)]
pub struct Office {
    /// The archive's configuration.
    pub archive: Archive,
    /// Body that forms the fonds.
    pub creator: String,
    /// Full name of the county.
    pub county: String,
    /// The day that all goes by.
    pub as_of: String,
    /// Rule set in force.
    pub rule_set: String,
    /// The workspace is an invented sample.
    pub sample: bool,
}

/// Element by element, in the order of [`ELEMENTS`].
pub type Record = [String; ELEMENTS.len()];

/// Names of the elements.
pub const ELEMENTS: [&str; 21] = [
    "聚合层次", "档案馆名称", "全宗名称", "立档单位名称", "档号", "全宗号", "类别号", "年度", "保管期限", "机构或问题", "件号", "题名", "责任者", "日期", "语种",
    "页数", "计算机文件名", "计算机文件大小", "格式信息", "数字摘要", "文件编号",
];

/// The metadata of an item.
#[allow(clippy::too_many_arguments, reason = "each argument is one thing that the metadata tells of")]
pub(super) fn record(office: &Office, contents: &Contents, piece: &Piece, volume: &Numbered, place: u32, item: &Item, sizes: &BTreeMap<String, u64>) -> Record {
    let archive = &office.archive;
    let of_level = |map: &BTreeMap<String, crate::records::case::Field<crate::records::values::Text>>| {
        map.get(contents.level.name()).map(|field| field.text()).unwrap_or_default()
    };
    let joined = |parts: &mut dyn Iterator<Item = String>| parts.collect::<Vec<_>>().join("；");
    // What people handed in is a PDF, whatever it says of itself.
    let ours = piece.files.iter().any(|(_, origin)| matches!(origin, Origin::Output(_)));
    let format = |file: &String| match file.rsplit('.').next() {
        Some("pdf") if ours => "PDF/A-2a".to_owned(),
        Some("yaml") => "YAML".to_owned(),
        Some("json") => "JSON".to_owned(),
        Some(other) => other.to_uppercase(),
        None => String::new(),
    };
    [
        "文件".to_owned(),
        archive.repository.text(),
        archive.fonds_name.text(),
        office.creator.clone(),
        format!("{}-{place:03}", volume.number),
        archive.fonds_number.text(),
        of_level(&archive.classes),
        volume.year.to_string(),
        of_level(&archive.retention),
        contents.name.clone(),
        place.to_string(),
        item.title.clone(),
        piece.issuer.clone().unwrap_or_default(),
        piece.date.as_deref().unwrap_or_default().replace('-', ""),
        "zh-CN".to_owned(),
        item.pages.map(|pages| pages.to_string()).unwrap_or_default(),
        joined(&mut item.files.keys().cloned()),
        joined(&mut item.files.keys().map(|file| sizes.get(file).map(ToString::to_string).unwrap_or_default())),
        joined(&mut item.files.keys().map(format)),
        joined(&mut item.files.values().map(|digest| format!("SHA-256:{digest}"))),
        item.item.clone(),
    ]
}

/// A list of objects.
pub(super) fn json(records: &[Record]) -> Vec<u8> {
    let object = |record: &Record| {
        let known = ELEMENTS.iter().zip(record).filter(|(_, value)| !value.is_empty());
        serde_json::Value::Object(known.map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect())
    };
    let mut bytes = serde_json::to_vec_pretty(&records.iter().map(object).collect::<Vec<_>>()).expect("metadata is plain JSON");
    bytes.push(b'\n');
    bytes
}

/// A table with the names of the elements above.
pub(super) fn csv(records: &[Record]) -> Vec<u8> {
    rows_as_csv([ELEMENTS.map(str::to_owned)].into_iter().chain(records.iter().cloned()).collect())
}
