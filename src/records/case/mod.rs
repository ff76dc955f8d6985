//! What a case file may hold. Entry points: [`Household`], [`Village`], [`Township`], [`County`],
//! [`Batch`], [`Plan`], [`Document`], each declared once with `record!`; [`parse`] reads them.

mod acknowledgement;
mod batch;
mod calendar;
mod county;
mod document;
mod field;
mod household;
mod parse;
mod plan;
mod plan_figures;
mod private;
mod record;
mod step;
mod village;

pub use acknowledgement::Acknowledgement;
pub use batch::Batch;
pub use calendar::Calendar;
pub use county::{Channel, County, Township};
pub use document::{Card, Document};
pub use field::{Field, Scalar};
pub use household::{Exit, Guarantee, Household, Income, Member};
pub use parse::{Case, nearest, parse};
pub use plan::{Plan, PlanColumn, PlanTable};
pub use plan_figures::{ColumnKind, names as plan_names, share};
pub use private::{Clearance, Private};
pub use record::{FieldDef, Node, Record, Shape, Shaped, at};
pub(crate) use record::record;
pub use step::{Objection, Posting, Signature, Step};
pub use village::{Village, VillageExit};

/// The English alias of a Chinese key, from the field tables of all case types.
pub fn alias_of(key: &str) -> Option<&'static str> {
    static ALIASES: std::sync::LazyLock<std::collections::HashMap<&'static str, &'static str>> = std::sync::LazyLock::new(|| {
        let mut aliases = std::collections::HashMap::new();
        for fields in [County::FIELDS, Township::FIELDS, Village::FIELDS, Household::FIELDS, Batch::FIELDS, Plan::FIELDS, Document::FIELDS, Calendar::FIELDS] {
            gather(fields, &mut aliases);
        }
        aliases
    });
    fn gather(fields: &'static [FieldDef], aliases: &mut std::collections::HashMap<&'static str, &'static str>) {
        for def in fields {
            aliases.insert(def.key, def.alias);
            let mut shape = (def.shape)();
            while let Shape::List(inner) | Shape::Map(inner) = shape {
                shape = inner();
            }
            if let Shape::Record(inner) = shape {
                gather(inner, aliases);
            }
        }
    }
    ALIASES.get(key).copied()
}
