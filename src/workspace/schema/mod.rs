//! JSON Schema (2020-12) of every content file, made from the field tables. Entry points: [`KINDS`] and [`Kind::schema`].
//!
//! A schema says what the program reads without a finding of form: both names of every key (never both at once), no other key, the
//! type of each scalar. Whether a case keeps the rules is not its matter: `check` tells that. It is stricter in one thing: an ID number
//! stands in quotes, for an editor would take it for a number and lose its last digits.

mod scalar;

use serde_json::{Map, Value, json};

use crate::records::case::{
    Batch, Calendar, County, Document, Evaluation, FieldDef, Household, Numbers, Plan, Prefecture, ProblemList, Shape, SiteSettings, Township, Village,
};
use crate::report::message::{Lang, ui};
use crate::rules::regulation::RuleSet;

/// A kind of content file.
pub struct Kind {
    /// Its name, `household`.
    pub name: &'static str,
    /// Where such files stand, as patterns with `*` for one part of a path.
    pub files: &'static [&'static str],
    fields: &'static [FieldDef],
}

/// Every kind.
pub const KINDS: [Kind; 14] = [
    Kind { name: "prefecture", files: &["content/prefecture.yaml"], fields: Prefecture::FIELDS },
    Kind { name: "county", files: &["content/county.yaml"], fields: County::FIELDS },
    Kind { name: "site", files: &["content/site.yaml"], fields: SiteSettings::FIELDS },
    Kind { name: "township", files: &["content/townships/*/township.yaml"], fields: Township::FIELDS },
    Kind { name: "village", files: &["content/townships/*/villages/*/village.yaml"], fields: Village::FIELDS },
    Kind { name: "household", files: &["content/townships/*/villages/*/households/*.yaml"], fields: Household::FIELDS },
    Kind {
        name: "batch",
        files: &["content/batches/*.yaml", "content/townships/*/batches/*.yaml", "content/townships/*/villages/*/batches/*.yaml"],
        fields: Batch::FIELDS,
    },
    Kind { name: "plan", files: &["content/plans/*.yaml"], fields: Plan::FIELDS },
    Kind { name: "document", files: &["content/documents/*.md"], fields: Document::FIELDS },
    Kind { name: "calendar", files: &["content/calendars/*.yaml"], fields: Calendar::FIELDS },
    Kind { name: "regulation", files: &["content/regulations/*.yaml"], fields: RuleSet::FIELDS },
    Kind { name: "problems", files: &["content/problems/*.yaml"], fields: ProblemList::FIELDS },
    Kind { name: "evaluation", files: &["content/evaluations/*.yaml"], fields: Evaluation::FIELDS },
    Kind { name: "numbers", files: &["content/archive/numbers.yaml"], fields: Numbers::FIELDS },
];

impl Kind {
    /// The kind's schema, its words in a language.
    pub fn schema(&self, lang: Lang) -> Value {
        let mut made = Made { lang, definitions: Map::new() };
        let mut schema = made.record(self.fields, self.name);
        let whole = schema.as_object_mut().expect("a record is an object");
        whole.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
        whole.insert("$id".to_owned(), self.file().into());
        whole.insert("title".to_owned(), self.title(lang).into());
        whole.insert("$defs".to_owned(), Value::Object(made.definitions));
        schema
    }

    /// Name of the file that the schema is written to.
    pub fn file(&self) -> String {
        format!("{}.schema.json", self.name)
    }

    /// What such a file is called.
    pub fn title(&self, lang: Lang) -> String {
        ui(&format!("schema.kind.{}", self.name), lang, &[])
    }
}

/// A schema in the making.
struct Made {
    lang: Lang,
    /// Types of scalars and records, each once.
    definitions: Map<String, Value>,
}

impl Made {
    /// A mapping with known keys, by both their names.
    fn record(&mut self, fields: &[FieldDef], path: &str) -> Value {
        let mut properties = Map::new();
        let mut apart = Map::new();
        for def in fields {
            let mut property = self.shape((def.shape)(), &format!("{path}.{}", def.alias));
            let words = property.as_object_mut().expect("a property is an object");
            words.insert("title".to_owned(), if self.lang == Lang::Zh { def.key } else { def.alias }.into());
            // In Chinese the key says it, and the type what to write.
            if self.lang == Lang::En {
                words.insert("description".to_owned(), def.doc.trim().into());
            }
            properties.insert(def.key.to_owned(), property.clone());
            properties.insert(def.alias.to_owned(), property);
            apart.insert(def.key.to_owned(), json!({ "properties": { def.alias: false } }));
        }
        json!({ "type": "object", "properties": properties, "additionalProperties": false, "dependentSchemas": apart })
    }

    /// What may stand at a key. A key without a value is as good as none.
    fn shape(&mut self, shape: Shape, path: &str) -> Value {
        match shape {
            Shape::Scalar { expected, private } => {
                let name = expected.trim_start_matches("value.");
                if !self.definitions.contains_key(name) {
                    let mut schema = scalar::schema(expected);
                    schema["description"] = ui(expected, self.lang, &[]).into();
                    self.definitions.insert(name.to_owned(), schema);
                }
                let reference = format!("#/$defs/{name}");
                if private { json!({ "$ref": reference, "x-private": true }) } else { json!({ "$ref": reference }) }
            }
            Shape::Record(fields) => {
                let record = self.record(fields, path);
                // The same record in several places is said once, by the place where it came first.
                let known = self.definitions.iter().find(|(_, known)| **known == record).map(|(name, _)| name.clone());
                let name = known.unwrap_or_else(|| {
                    self.definitions.insert(path.to_owned(), record);
                    path.to_owned()
                });
                or_nothing(json!({ "$ref": format!("#/$defs/{name}") }))
            }
            Shape::List(item) => or_nothing(json!({ "type": "array", "items": self.shape(item(), path) })),
            Shape::Map(item) => or_nothing(json!({ "type": "object", "additionalProperties": self.shape(item(), path) })),
        }
    }
}

/// This, or no value at all.
fn or_nothing(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_both_names_and_no_other_key_is_let_in() {
        for kind in KINDS {
            let schema = kind.schema(Lang::En);
            assert_eq!(schema["additionalProperties"], false, "{}", kind.name);
            for def in kind.fields {
                assert_eq!(schema["properties"][def.key], schema["properties"][def.alias]);
                assert_eq!(schema["properties"][def.key]["description"], def.doc.trim());
                assert_eq!(schema["dependentSchemas"][def.key]["properties"][def.alias], false);
            }
        }
    }

    #[test]
    fn what_is_private_is_marked() {
        let schema = KINDS.iter().find(|kind| kind.name == "household").expect("a kind").schema(Lang::Zh);
        assert_eq!(schema["properties"]["住址"]["x-private"], true);
        assert_eq!(schema["properties"]["户主"]["x-private"], Value::Null);
    }
}
