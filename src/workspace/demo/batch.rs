//! The file of a batch. Its entry point is [`text`].

use super::County;
use super::dice::Dice;
use super::layout::Place;
use super::outline::{Batch, Outline, Standing, YEARS};
use super::timeline::Stage;
use super::yaml::Yaml;
use crate::records::values::Date;

/// The text of the file.
pub(super) fn text(county: &County, place: &Place, outline: &Outline, number: usize) -> String {
    let mut dice = Dice::of(county.seed, 4, (place.first + number) as u64);
    let batch = &outline.batches[number];
    let (stage, days) = (batch.stage, &batch.days);
    let village = county.village(place);
    let mut yaml = Yaml::default();
    yaml.comment(&format!("{}{}年第{}批：{}。", village.full_name, YEARS[0], number + 1, stage.words()));
    yaml.comment("各户自己的步骤（入户调查、核实认可、销号）写在户的文件里。");
    yaml.plain("批次", county.batch_code(place, number));
    yaml.words("程序", "贫困户退出");
    yaml.plain("年度", YEARS[0]);
    yaml.under("步骤", |yaml| {
        meeting(yaml, days.reviewed, &mut dice);
        if stage >= Stage::Posted {
            yaml.entry(|yaml| publicity(yaml, county, place, (outline, batch), &mut dice));
        }
        if stage >= Stage::Township {
            let roles = [("乡镇党委书记", format!("{}书记", village.leader)), ("乡镇长", format!("{}乡镇长", village.leader))];
            decision(yaml, "乡镇审核", days.township, &["乡镇党委", "乡镇人民政府"], &roles, "集体研究同意，上报");
        }
        if stage >= Stage::County {
            decision(yaml, "县级审查", days.county, &["县精准扶贫领导小组"], &[], "同意，提请研究");
        }
        if stage >= Stage::Approved {
            let roles = [("县委书记", "样县书记".to_owned()), ("县长", "样县长".to_owned())];
            decision(yaml, "县级批准", days.approved, &["县委", "县人民政府"], &roles, "同意退出");
        }
        if stage >= Stage::Announced {
            yaml.entry(|yaml| {
                yaml.words("步骤", "公告退出");
                yaml.plain("日期", days.announced);
                yaml.row("办理", ["乡镇人民政府"]);
                yaml.under("张贴", |yaml| {
                    posting(yaml, "乡镇政务公开栏", days.announced, None, None);
                    posting(yaml, "村公示栏", days.announced_in_village, None, None);
                });
                yaml.words("结果", "已公告");
            });
        }
    });
    yaml.finish()
}

fn meeting(yaml: &mut Yaml, date: Date, dice: &mut Dice) {
    let invited = dice.between(24, 60);
    let present = invited - dice.between(0, invited / 4);
    let (against, abstained) = (dice.between(0, 2), dice.between(0, 2));
    yaml.entry(|yaml| {
        yaml.words("步骤", "民主评议");
        yaml.plain("日期", date);
        yaml.row("办理", ["村“两委”"]);
        yaml.plain("应到", invited);
        yaml.plain("实到", present);
        yaml.plain("同意", present - against - abstained);
        yaml.plain("反对", against);
        yaml.plain("弃权", abstained);
        yaml.words("结果", "同意列入退出名单");
    });
}

fn publicity(yaml: &mut Yaml, county: &County, place: &Place, (outline, batch): (&Outline, &Batch), dice: &mut Dice) {
    let over = batch.stage > Stage::Posted;
    let days = &batch.days;
    yaml.words("步骤", "村内公示");
    yaml.plain("日期", days.posted);
    yaml.under("张贴", |yaml| posting(yaml, "村公示栏", days.posted, Some(days.until), over.then_some(days.removed)));
    let Some(household) = batch.objection else {
        if over {
            yaml.words("结果", "公示期内没有异议");
        }
        return;
    };
    // While the notice hangs an objection may be open; before the next step it has been answered.
    let raised = days.posted.plus(dice.between(0, county.as_of.days_since(days.posted).min(4)));
    let answered = Some(raised.plus(dice.between(1, 3))).filter(|day| *day <= county.as_of);
    let right = matches!(outline.households[household].standing, Standing::TakenOff(_));
    yaml.under("异议", |yaml| {
        yaml.entry(|yaml| {
            yaml.plain("日期", raised);
            yaml.plain("户编码", county.household_code(place, household));
            yaml.words("提出人", &format!("{}反映人甲", county.village(place).surname));
            yaml.words("内容", "反映该户收入可能记多了，请求入户再核。");
            if let Some(day) = answered {
                yaml.words("核实", if right { "入户再核，确有多记。" } else { "查验发放记录，收入属实。" });
                yaml.words("结论", if right { "成立" } else { "不成立" });
                yaml.plain("答复日期", day);
            } else {
                ["核实", "结论", "答复日期"].iter().for_each(|key| yaml.blank(key));
            }
        });
    });
    if over {
        yaml.words("结果", if right { "一件异议，经核实成立，该户取消退出" } else { "一件异议，经核实不成立" });
    }
}

fn decision(yaml: &mut Yaml, name: &str, date: Date, actors: &[&str], signers: &[(&str, String)], outcome: &str) {
    yaml.entry(|yaml| {
        yaml.words("步骤", name);
        yaml.plain("日期", date);
        yaml.row("办理", actors.iter().copied());
        if !signers.is_empty() {
            yaml.under("签字", |yaml| {
                for (role, name) in signers {
                    yaml.entry(|yaml| {
                        yaml.words("职务", role);
                        yaml.words("姓名", name);
                        yaml.plain("日期", date);
                    });
                }
            });
        }
        yaml.words("结果", outcome);
    });
}

/// A place where a notice hangs or hung.
pub(super) fn posting(yaml: &mut Yaml, place: &str, posted: Date, until: Option<Date>, removed: Option<Date>) {
    yaml.entry(|yaml| {
        yaml.words("地点", place);
        yaml.plain("张贴日期", posted);
        for (key, day) in [("截止日期", until), ("撤下日期", removed)] {
            if let Some(day) = day {
                yaml.plain(key, day);
            }
        }
    });
}
