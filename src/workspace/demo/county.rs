//! The files of the county and of its townships. Entry points: [`text`], [`site`], [`township`].

use super::County;
use super::village::channel;
use super::yaml::Yaml;

/// Code of the county.
pub(super) const CODE: &str = "demo";
/// Full name.
pub(super) const FULL_NAME: &str = "样安县";

/// `county.yaml`.
pub(super) fn text(county: &County) -> String {
    let mut yaml = Yaml::default();
    yaml.comment("样安县：整个县都是编造的，由 gongshi demo 写出，供试用、测试和测速。");
    yaml.comment(&format!("各户、各批的进度按 --as-of {} 编排，没有一步落在这一天之后。", county.as_of));
    yaml.plain("县编码", CODE);
    yaml.words("名称", FULL_NAME.trim_end_matches('县'));
    yaml.words("全称", FULL_NAME);
    yaml.plain("样例", "是");
    yaml.plain("规则集", "qingliu-2017");
    // With planted defects a village is left without a telephone; no office above it may step in.
    let telephone = (!county.defects).then_some(100);
    channel(&mut yaml, &format!("{FULL_NAME}精准扶贫领导小组"), telephone, &format!("{FULL_NAME}（样例地址）"));
    yaml.finish()
}

/// `site.yaml`.
pub(super) fn site() -> String {
    let mut yaml = Yaml::default();
    yaml.words("网站名称", &format!("{FULL_NAME}贫困退出公示公告（样例）"));
    yaml.plain("网站域名", "www.example.invalid/demo");
    yaml.words("主办单位", &format!("{FULL_NAME}精准扶贫领导小组（样例）"));
    yaml.finish()
}

/// `township.yaml`.
pub(super) fn township(county: &County, number: usize) -> String {
    let name = county.township_full_name(number);
    let mut yaml = Yaml::default();
    yaml.digits("乡镇编码", county.layout.township_code(number));
    yaml.words("名称", &super::names::township(number));
    yaml.words("全称", &name);
    yaml.words("人民政府", &format!("{FULL_NAME}{name}人民政府"));
    if county.is_key_township(number) {
        yaml.under("类别", |yaml| yaml.word("重点乡"));
    }
    let telephone = (!county.defects).then_some(10_000 + number);
    channel(&mut yaml, &format!("{name}人民政府扶贫工作站"), telephone, &format!("{FULL_NAME}{name}（样例地址）"));
    yaml.finish()
}
