//! The website. Its entry point is [`SiteSettings`].

use super::{Acknowledgement, Field, record};
use crate::records::values::{Domain, SiteCode, SitePath, Telephone, Text};

record! {
    /// The website: it stands in `site.yaml`. Every key may be missing, and so may the file.
    pub struct SiteSettings {
        /// Name of the site.
        name: Field<Text> = "网站名称",
        /// Domain of the site, with the folder it stands in where there is one (`www.example.gov.cn/gongshi`).
        domain: Field<Domain> = "网站域名",
        /// 网站标识码, ten digits.
        id_code: Field<SiteCode> = "网站标识码",
        /// Who runs the site.
        organiser: Field<Text> = "主办单位",
        /// Who keeps it.
        undertaker: Field<Text> = "承办单位",
        /// Telephone of the office that keeps it.
        telephone: Field<Telephone> = "联系电话",
        /// ICP备案号.
        icp: Field<Text> = "备案号",
        /// 公安备案号.
        police: Field<Text> = "公安备案号",
        /// Code of the office, for index numbers.
        body_code: Field<Text> = "机构代码",
        /// A PNG or JPEG in `content/site/` that stands for the site, for `Image` (`emblem.png`).
        emblem: Field<Text> = "标志图片",
        /// How index numbers are made (`{机构代码}/{年度}-{编号}`).
        index_number: Field<Text> = "索引号格式",
        /// Pages that have moved.
        moved: Vec<Moved> = "旧网址",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

impl SiteSettings {
    /// What an index number can be made of.
    pub const INDEX_FIELDS: [&'static str; 5] = ["机构代码", "类别", "年度", "月", "编号"];

    /// The names in braces of the format of index numbers.
    pub fn named_in_index_number(&self) -> Vec<String> {
        let format = self.index_number.text();
        let names = format.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default().to_owned());
        names.collect()
    }
}

record! {
    /// A page that stands at another address than before.
    pub struct Moved {
        /// Where it stood, from the site's root.
        from: Field<SitePath> = "原址",
        /// Where it stands.
        to: Field<SitePath> = "现址",
    }
}
