//! The file of a village, with its own exit where it has begun. Entry points: [`text`], [`channel`].

use super::County;
use super::batch::posting;
use super::dice::Dice;
use super::layout::Place;
use super::outline::{Outline, YEARS};
use super::timeline::VillageStage;
use super::yaml::Yaml;
use crate::records::values::Date;

/// Income per head of the farmers of the county and of the province, in yuan.
const MEANS: [i32; 2] = [13_200, 16_300];

/// The text of the file.
pub(super) fn text(county: &County, place: &Place, outline: &Outline) -> String {
    let village = county.village(place);
    let township = county.township_full_name(place.township);
    let mut yaml = Yaml::default();
    yaml.digits("村编码", county.layout.village_code(place));
    yaml.words("名称", &village.name);
    yaml.words("全称", &village.full_name);
    yaml.words("村民委员会", &format!("{}{township}{}村民委员会", super::county::FULL_NAME, village.full_name));
    if outline.poor.or(outline.hollow).is_some() {
        yaml.under("类别", |yaml| {
            let kinds = [("贫困村", outline.poor), ("空壳村", outline.hollow)];
            kinds.iter().filter(|(_, year)| year.is_some()).for_each(|(kind, _)| yaml.word(kind));
        });
    }
    let address = format!("{township}{}村部（样例地址）", village.full_name);
    channel(&mut yaml, &format!("{}村务监督委员会", village.full_name), Some(1_000_000 + place.number), &address);
    if let Some(stage) = outline.exit {
        let mut dice = Dice::of(county.seed, 5, place.number as u64);
        yaml.under("退出", |yaml| exit(yaml, stage, outline.remaining_persons(), county.as_of, &mut dice));
    }
    yaml.finish()
}

/// Where to object.
pub(super) fn channel(yaml: &mut Yaml, office: &str, telephone: Option<usize>, address: &str) {
    yaml.under("监督渠道", |yaml| {
        yaml.words("受理单位", office);
        if let Some(number) = telephone {
            yaml.plain("电话", format_args!("0000-{number:07}"));
        }
        yaml.plain("监督电话", "0000-0000317");
        yaml.words("地址", address);
        yaml.plain("邮箱", "jubao@example.invalid");
    });
}

fn exit(yaml: &mut Yaml, stage: VillageStage, remaining: usize, as_of: Date, dice: &mut Dice) {
    // Less than 2 %: fifty persons and more for each that is left. Always a multiple of 50.
    let population = (remaining as i32 + dice.between(1, 12)).max(dice.between(18, 40)) * 50;
    yaml.words("程序", "贫困村退出");
    yaml.plain("年度", YEARS[0]);
    yaml.plain("贫困人口", remaining);
    yaml.plain("乡村人口", population);
    // Either way suffices: 80 % of the county's mean, or 60 % of the province's.
    let least = (MEANS[0] * 80 / 100).min(MEANS[1] * 60 / 100);
    yaml.plain("农民人均收入", dice.between(least, MEANS[0] + 2_000));
    yaml.plain("全县农民人均收入", MEANS[0]);
    yaml.plain("全省农民人均收入", MEANS[1]);
    yaml.plain("村级收入", dice.between(100_000, 260_000));
    yaml.under("综合因素", |yaml| {
        for (name, by) in [
            ("基础设施", "县交通局、县水利局（样例）"),
            ("基本公共服务", "县教育局、县卫生健康局（样例）"),
            ("产业发展", "县农业局（样例）"),
            ("集体经济", "乡镇农经站（样例）"),
        ] {
            yaml.under(name, |yaml| {
                yaml.plain("达标", "是");
                yaml.words("认定单位", by);
                yaml.words("依据", "证明（样例）");
            });
        }
    });
    yaml.under("步骤", |yaml| steps(yaml, stage, as_of, dice));
}

fn steps(yaml: &mut Yaml, stage: VillageStage, as_of: Date, dice: &mut Dice) {
    // Days of the six steps from the survey on; the publicity hangs for seven days and more before the county looks.
    let mut offset = 0;
    let mut after = |least, most| {
        offset += dice.between(least, most);
        offset
    };
    let [posted, until, county, approved, announced, filed] =
        [after(5, 10), after(7, 9), after(3, 6), after(5, 9), after(3, 6), after(3, 6)];
    let last = match stage {
        VillageStage::Surveyed => 2,
        VillageStage::Posted => posted + dice.between(0, 5),
        VillageStage::County => county,
        VillageStage::Approved => approved,
        VillageStage::Announced => announced,
        VillageStage::Filed => filed + dice.between(0, 9),
    };
    let on = |offset: i32| as_of.plus(offset - last);
    let mut step = |name: &str, offset: i32, actors: &[&str], more: &dyn Fn(&mut Yaml), outcome: Option<&str>| {
        yaml.entry(|yaml| {
            yaml.words("步骤", name);
            yaml.plain("日期", on(offset));
            if !actors.is_empty() {
                yaml.row("办理", actors.iter().copied());
            }
            more(yaml);
            if let Some(outcome) = outcome {
                yaml.words("结果", outcome);
            }
        });
    };
    let nothing = |_: &mut Yaml| {};
    let signed = |yaml: &mut Yaml, offset: i32, signers: [(&str, &str); 2]| {
        yaml.under("签字", |yaml| {
            for (role, name) in signers {
                yaml.entry(|yaml| {
                    yaml.words("职务", role);
                    yaml.words("姓名", name);
                    yaml.plain("日期", on(offset));
                });
            }
        });
    };
    let sign = |yaml: &mut Yaml| signed(yaml, 0, [("乡镇党委书记", "样书记"), ("乡镇长", "样乡镇长")]);
    step("调查核实", 0, &["乡镇党委", "乡镇人民政府"], &sign, Some("对照标准，提出拟退出"));
    if stage >= VillageStage::Posted {
        let over = stage > VillageStage::Posted;
        let hang = |yaml: &mut Yaml| {
            yaml.under("张贴", |yaml| {
                for place in ["乡镇政务公开栏", "村公示栏"] {
                    posting(yaml, place, on(posted), Some(on(until)), over.then(|| on(until + 1)));
                }
            });
        };
        step("公示", posted, &[], &hang, over.then_some("公示期内没有异议"));
    }
    if stage >= VillageStage::County {
        step("县级审查", county, &["县精准扶贫领导小组"], &nothing, Some("同意，提请研究"));
    }
    if stage >= VillageStage::Approved {
        let sign = |yaml: &mut Yaml| signed(yaml, approved, [("县委书记", "样县书记"), ("县长", "样县长")]);
        step("批准退出", approved, &["县委", "县人民政府"], &sign, Some("同意退出"));
    }
    if stage >= VillageStage::Announced {
        step("公告", announced, &[], &nothing, Some("已公告"));
    }
    if stage >= VillageStage::Filed {
        step("备案", filed, &["县精准扶贫领导小组"], &nothing, Some("已备案"));
    }
}
