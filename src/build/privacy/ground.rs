//! What lets a public paper show a field. Its entry point is [`Basis::ground`].
//!
//! This is what must be stated, for no program can read it out of the papers: which entry of a rule set answers for which field. That a
//! paper shows a field at all is measured; a field that is shown and has no ground here fails the measuring.

use std::collections::{BTreeMap, BTreeSet};

use super::alter::{FieldId, Of};
use crate::build::around::On;
use crate::build::draw::{Scene, Study};
use crate::papers::catalogue::{Audience, Expected, Kind, Make, Source};
use crate::rules::regulation::{Procedure, Regime, RuleSet, StepRule};

/// What lets a field be shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ground {
    /// Key of the message table, behind `privacy.ground.`.
    pub key: &'static str,
    /// Rule set, procedure and step, where an entry of a rule set answers for it.
    pub entry: Option<Entry>,
    /// What stands there.
    pub says: String,
}

/// An entry of a rule set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Id of the rule set.
    pub rule_set: String,
    /// Procedure.
    pub procedure: String,
    /// Step; blank where the whole procedure answers.
    pub step: String,
    /// Document and paragraph that it rests on.
    pub law: Option<(String, String)>,
}

/// What a paper rests on.
pub(super) enum Basis<'a> {
    /// A step of a procedure.
    Step { rules: &'a RuleSet, procedure: &'a Procedure, step: &'a StepRule, audience: Audience },
    /// A whole procedure, of a prefecture's list.
    List { rules: &'a RuleSet, procedure: &'a Procedure },
    /// A plan's table: the document that carries the plan, by its number.
    Plan(String),
    /// An official document: what it says of itself.
    Document(String),
}

impl<'a> Basis<'a> {
    /// Of a public paper.
    pub fn of(expected: &Expected<'a>, study: &'a Study<'_>, scene: &Scene<'a>) -> Option<Self> {
        match expected.source {
            Source::Step(whose, order) => {
                let (on, setting, _) = study.around(whose, scene.cases)?;
                let name = match on {
                    On::Batch(batch, _) => batch.procedure.text(),
                    On::Area(exit, _) => exit.procedure.text(),
                };
                let procedure = setting.rules.procedure(&name)?;
                Some(Self::Step { rules: setting.rules, procedure, step: procedure.steps.get(order)?, audience: expected.kind.audience })
            }
            Source::List(list) => {
                let rules = &study.regime.of_batch(&list.record).rules;
                Some(Self::List { rules, procedure: rules.procedure(&list.record.procedure.text())? })
            }
            Source::Table(plan, ..) => Some(Self::Plan(plan.record.document.text())),
            Source::Document(place) => {
                let record = &study.workspace.holdings.documents[place].0.record;
                let said = record.disclosure.value().map(crate::records::values::Value::text).unwrap_or_default();
                Some(Self::Document(said))
            }
            // None of these is public.
            Source::Objection(..) | Source::Village | Source::Township(_) | Source::County | Source::Household(_) | Source::Progress(..) | Source::SpotCheck(_) | Source::Problems(..) => None,
        }
    }

    /// The rule set and procedure, to tell papers of one kind apart.
    pub fn name(&self) -> String {
        self.entry().map(|entry| format!("{} {}", entry.rule_set, entry.procedure)).unwrap_or_default()
    }

    /// What the rule sets let a kind of notice list of households, whether or not there is such a notice.
    pub fn may_list(kind: &Kind, regime: &'a Regime) -> BTreeMap<FieldId, BTreeSet<Ground>> {
        let Make::Notice(family, nature, _) = kind.make else { return BTreeMap::new() };
        let mut may: BTreeMap<FieldId, BTreeSet<Ground>> = BTreeMap::new();
        for rules in regime.all().iter().map(|set| &set.rules) {
            let procedures = rules.procedures.iter().filter(|procedure| procedure.papers.as_str() == family && procedure.subject.as_str() == "户");
            for (procedure, step) in procedures.flat_map(|procedure| procedure.steps.iter().map(move |step| (procedure, step))) {
                if step.nature.as_str() != nature.name() {
                    continue;
                }
                let basis = Self::Step { rules, procedure, step, audience: kind.audience };
                for (path, count) in [("村民小组", false), ("户主", false), ("家庭成员", true)] {
                    let id = FieldId { of: Of::Household, path: path.to_owned(), count };
                    if let Some(ground) = basis.ground(&id) {
                        may.entry(id).or_default().insert(ground);
                    }
                }
            }
        }
        may
    }

    /// What lets it show the field; `None` where nothing does.
    pub fn ground(&self, id: &FieldId) -> Option<Ground> {
        let (first, rest) = id.path.split_once('.').unwrap_or((&id.path, ""));
        let ground = |key, says: String| Some(Ground { key, entry: self.entry(), says });
        let stated = |key, says: String| Some(Ground { key, entry: None, says });
        match (self, id.of, first) {
            (_, Of::Site, _) => stated("site", String::new()),
            (_, Of::County | Of::Prefecture, "样例") => stated("sample", String::new()),
            (_, Of::Village | Of::Township | Of::County | Of::Prefecture, "名称" | "全称" | "村民委员会" | "人民政府") => stated("name", String::new()),
            (_, Of::Village | Of::Township | Of::County | Of::Prefecture | Of::Batch, "监督渠道") => match self {
                Self::Step { step, .. } => ground("ways", step.required_ways().join("、")),
                _ => stated("contact", String::new()),
            },
            (Self::Step { .. }, Of::Household, "村民小组" | "户主") if !id.count => self.column(first),
            (Self::Step { .. }, Of::Household, "家庭成员") if id.count => self.column("家庭人口").or_else(|| ground("totals", String::new())),
            (Self::Step { .. }, Of::Household | Of::Village | Of::Township | Of::County, "退出") if rest.starts_with("步骤") => self.course(rest, id.count),
            (Self::Step { .. }, Of::Village | Of::Township | Of::County, "退出") if rest == "年度" => ground("year", String::new()),
            (Self::Step { .. } | Self::List { .. }, Of::Batch, "步骤") => self.course(&id.path, id.count),
            (Self::Step { .. } | Self::List { .. }, Of::Batch, "年度") => ground("year", String::new()),
            (Self::List { .. }, Of::Batch, "名单") => ground("listed", String::new()),
            (Self::Plan(document), Of::Plan, _) => stated("plan", document.clone()),
            (Self::Document(said), Of::Document | Of::Body | Of::Plan, _) => stated("disclosure", said.clone()),
            _ => None,
        }
    }

    /// Whether a field only says to which list a case belongs: another value puts it on another list, or on none.
    pub fn selects(id: &FieldId) -> bool {
        match id.of {
            Of::Household => id.path == "退出.批次",
            Of::Batch => matches!(id.path.as_str(), "批次" | "程序" | "规则集"),
            Of::Village | Of::Township | Of::County | Of::Prefecture => {
                matches!(id.path.as_str(), "退出.批次" | "退出.程序" | "退出.规则集") || id.path.ends_with("编码")
            }
            Of::Document => matches!(id.path.as_str(), "编号" | "转发文件" | "附表"),
            Of::Plan => matches!(id.path.as_str(), "计划编号" | "附表.编号"),
            Of::Site | Of::Body => false,
        }
    }

    /// A column of the list: the rule set names it, or names none; on the web only where it posts the list on a portal.
    fn column(&self, name: &str) -> Option<Ground> {
        let Self::Step { step, audience, .. } = self else { return None };
        let listed: Vec<String> = step.lists.iter().map(|column| column.text()).collect();
        let portal = step.places.iter().map(|place| place.text()).find(|place| place.contains("网站"));
        let says = match (audience, portal) {
            (Audience::Web, None) => return None,
            (Audience::Web, Some(portal)) => format!("{}；{portal}", listed.join("、")),
            _ => listed.join("、"),
        };
        let key = match (listed.is_empty(), audience) {
            (true, Audience::Web) => "portal",
            (true, _) => "usual-columns",
            (false, _) => "columns",
        };
        (listed.is_empty() || listed.iter().any(|column| column == name)).then(|| Ground { key, entry: self.entry(), says })
    }

    /// What is told of the steps: days and places; of objections, how many.
    fn course(&self, path: &str, count: bool) -> Option<Ground> {
        let key = match path {
            "步骤" | "步骤.日期" | "步骤.步骤" => "steps",
            "步骤.异议" if count => "objections",
            path if path == "步骤.张贴" && count => "posting",
            "步骤.张贴.地点" | "步骤.张贴.张贴日期" | "步骤.张贴.截止日期" | "步骤.张贴.撤下日期" => "posting",
            _ => return None,
        };
        Some(Ground { key, entry: self.entry(), says: String::new() })
    }

    fn entry(&self) -> Option<Entry> {
        let (rules, procedure, step) = match self {
            Self::Step { rules, procedure, step, .. } => (rules, procedure, Some(step)),
            Self::List { rules, procedure } => (rules, procedure, None),
            Self::Plan(_) | Self::Document(_) => return None,
        };
        let law = step.and_then(|step| rules.cite(&step.law)).or_else(|| rules.cite(&procedure.law));
        Some(Entry { rule_set: rules.id.text(), procedure: procedure.name.text(), step: step.map(|step| step.name.text()).unwrap_or_default(), law })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::case::Field;

    fn grounds(audience: Audience, lists: &[&str], places: &[&str], of: Of, path: &str) -> Option<&'static str> {
        let texts = |words: &[&str]| words.iter().map(|word| Field::read(word)).collect();
        let step = StepRule { lists: texts(lists), places: texts(places), ..StepRule::default() };
        let basis = Basis::Step { rules: &RuleSet::default(), procedure: &Procedure::default(), step: &step, audience };
        basis.ground(&FieldId { of, path: path.to_owned(), count: false }).map(|ground| ground.key)
    }

    #[test]
    fn nothing_is_let_that_the_rule_set_does_not_list_or_does_not_post_on_a_portal() {
        let (board, portal) = (["村公示栏"], ["村公示栏", "县政府门户网站"]);
        assert_eq!(grounds(Audience::Board, &[], &board, Of::Household, "户主"), Some("usual-columns"));
        assert_eq!(grounds(Audience::Board, &["户主"], &board, Of::Household, "户主"), Some("columns"));
        assert_eq!(grounds(Audience::Board, &["户主"], &board, Of::Household, "村民小组"), None);
        assert_eq!(grounds(Audience::Web, &["户主"], &board, Of::Household, "户主"), None);
        assert_eq!(grounds(Audience::Web, &["户主"], &portal, Of::Household, "户主"), Some("columns"));
        assert_eq!(grounds(Audience::Web, &[], &portal, Of::Household, "户主"), Some("portal"));
        for (of, path) in [(Of::Household, "脱贫责任人"), (Of::Household, "家庭成员.姓名"), (Of::Batch, "步骤.签字.职务"), (Of::Batch, "步骤.结果"), (Of::Village, "退出.贫困人口")] {
            assert_eq!(grounds(Audience::Board, &[], &board, of, path), None, "{path}");
        }
    }
}
