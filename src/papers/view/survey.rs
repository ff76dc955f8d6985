//! View of the household survey record, a restricted form: [`SurveyRecord`].

use serde::Serialize;

/// View of `survey-record`. Parts: `家庭成员`, `收入`, `保障`; `缺项` where `missing` is not 0.
///
/// An empty text leaves its box to be filled in by hand.
#[derive(Clone, Serialize)]
pub struct SurveyRecord {
    /// `清流县长校镇留坑村`.
    pub place: String,
    /// 村民小组.
    pub group: String,
    /// Year of the survey.
    pub year: i16,
    /// 户编号.
    pub code: String,
    /// 户主姓名.
    pub head: String,
    /// 公民身份号码.
    pub id_number: String,
    /// 联系电话.
    pub telephone: String,
    /// 家庭人口.
    pub persons: String,
    /// 户属性.
    pub household_kind: String,
    /// 主要致贫原因.
    pub cause: String,
    /// `2016年10月1日至2017年9月30日`.
    pub income_period: String,
    /// The rule set's own term, `人均可支配收入`.
    pub income_term: String,
    /// `每人每年3026元`.
    pub line: String,
    /// How many collectors sign, at least two.
    pub collectors: usize,
    /// How many items the part `缺项` lists.
    pub missing: usize,
}
