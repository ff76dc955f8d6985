//! What a case file may hold. Entry points: [`Household`], [`Village`], [`Township`], [`County`],
//! [`Prefecture`], [`Batch`], [`Plan`], [`Document`], each declared once with `record!`; [`parse`] reads them.

mod acknowledgement;
mod area_exit;
mod archive;
mod batch;
mod calendar;
mod county;
mod document;
mod evaluation;
mod field;
mod help;
mod household;
mod income;
mod member;
mod parse;
mod plan;
mod plan_figures;
mod prefecture;
mod private;
mod problem;
mod record;
mod site;
mod step;
mod village;

pub use acknowledgement::Acknowledgement;
pub use area_exit::AreaExit;
pub use archive::{Archive, Given, Numbers};
pub use batch::{Batch, Listed};
pub use calendar::Calendar;
pub use county::{Channel, County, Township};
pub use document::{Card, Document};
pub use evaluation::{Evaluation, Sheet};
pub use field::{Field, Scalar};
pub use help::{Assessment, HelpPlan, Measure, Monitoring, Visit};
pub use household::{Exit, Guarantee, Household, MemberChange, Situation};
pub use income::Income;
pub use member::Member;
pub use parse::{Case, nearest, parse};
pub use plan::{Plan, PlanColumn, PlanTable};
pub use plan_figures::{ColumnKind, names as plan_names, share};
pub use prefecture::Prefecture;
pub use private::{Clearance, Private};
pub use problem::{Problem, ProblemList};
pub use record::{FieldDef, Node, Record, Shape, Shaped, at};
pub(crate) use record::record;
pub use site::{Moved, SiteSettings};
pub use step::{Ballot, Comparison, Evidence, Meeting, Objection, Paper, Posting, Signature, Step};
pub use village::Village;

/// The English aliases of Chinese keys. One key may have several: `步骤` is `steps` of a batch and `step` of a step.
pub struct Aliases(std::collections::HashMap<&'static str, Vec<&'static str>>);

impl Aliases {
    /// Of these field tables and all below them.
    pub fn of(tables: impl IntoIterator<Item = &'static [FieldDef]>) -> Self {
        let mut aliases = Self(std::collections::HashMap::new());
        tables.into_iter().for_each(|fields| aliases.gather(fields));
        aliases
    }

    /// Of every case type.
    pub fn of_cases() -> Self {
        let tables: [&[FieldDef]; 12] = [
            Prefecture::FIELDS,
            County::FIELDS,
            SiteSettings::FIELDS,
            Township::FIELDS,
            Village::FIELDS,
            Household::FIELDS,
            Batch::FIELDS,
            Plan::FIELDS,
            Document::FIELDS,
            Calendar::FIELDS,
            ProblemList::FIELDS,
            Evaluation::FIELDS,
        ];
        Self::of(tables)
    }

    /// These and those of one more field table.
    pub fn and(mut self, fields: &'static [FieldDef]) -> Self {
        self.gather(fields);
        self
    }

    /// Whether `text` stands for `key`.
    pub fn stands_for(&self, key: &str, text: &str) -> bool {
        self.0.get(key).is_some_and(|aliases| aliases.contains(&text))
    }

    fn gather(&mut self, fields: &'static [FieldDef]) {
        for def in fields {
            self.0.entry(def.key).or_default().push(def.alias);
            let mut shape = (def.shape)();
            while let Shape::List(inner) | Shape::Map(inner) = shape {
                shape = inner();
            }
            if let Shape::Record(inner) = shape {
                self.gather(inner);
            }
        }
    }
}
