//! What is wrong with a paper itself, at its place in the file that it came from. Entry points: [`Desk::body_fault`], [`Desk::no_glyph`], [`too_wide`].

use std::collections::BTreeMap;

use super::compose::Desk;
use crate::papers::catalogue::Expected;
use crate::papers::document::TemplateError;
use crate::papers::layout::WideTable;
use crate::report::finding::Finding;

const GLYPH: &str = "glyph-missing";

impl Desk<'_> {
    /// What a document's text says that no paper can show, at its line of the file.
    pub(super) fn body_fault(&self, expected: &Expected<'_>, error: &TemplateError) -> Finding {
        let before = crate::records::source::read(&self.workspace.root, &error.template).ok().and_then(|source| {
            let (_, body) = crate::records::holdings::front_matter(&source.text)?;
            Some(source.text[..source.text.len() - body.len()].matches('\n').count())
        });
        let line = before.unwrap_or_default() + error.line.unwrap_or(1);
        Finding::new("body-fault", format!("公文 {}", expected.subject), error.template.as_str())
            .placed(line, error.column.unwrap_or(1))
            .arg("detail", &error.fault)
    }

    /// A character that no font has, at its place in the file that it came from.
    pub(super) fn no_glyph(&self, expected: &Expected<'_>, glyph: &crate::papers::layout::MissingGlyph) -> Finding {
        let mut place = (expected.inputs.first().cloned().unwrap_or_default(), 1, 1);
        // What stands in a register of a township is written in a file below the township's.
        let below = expected.inputs.first().and_then(|file| file.rsplit_once('/')).map(|(folder, _)| format!("{folder}/"));
        let villages = self.workspace.holdings.inventory.villages().map(|(_, files)| files);
        let villages = villages.filter(|files| below.as_ref().is_some_and(|folder| files.file.starts_with(folder.as_str())));
        let households = villages.flat_map(|files| files.list(&self.workspace.root).households);
        for file in expected.inputs.iter().cloned().chain(households) {
            let file = &file;
            let Ok(source) = crate::records::source::read(&self.workspace.root, file) else { continue };
            let found = source.text.lines().enumerate().find_map(|(line, text)| {
                text.chars().position(|character| character == glyph.character).map(|column| (file.clone(), line + 1, column + 1))
            });
            if let Some(found) = found {
                place = found;
                break;
            }
        }
        let (file, line, column) = place;
        Finding::new(GLYPH, &expected.subject, file)
            .placed(line, column)
            .arg("character", glyph.character)
            .arg("codepoint", format!("U+{:04X}", u32::from(glyph.character)))
            .arg("document", &expected.path)
            .arg("near", &glyph.context)
    }
}

/// A character that no font has is told once for its place, with how many papers it keeps from being made.
pub(super) fn once_for_each_place(findings: &mut Vec<Finding>) {
    let place = |finding: &Finding| {
        let character = finding.args.iter().find(|(name, _)| *name == "character").map(|(_, value)| value.clone());
        (finding.file.clone(), finding.line, finding.column, character)
    };
    let mut papers: BTreeMap<_, usize> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.rule == GLYPH) {
        *papers.entry(place(finding)).or_default() += 1;
    }
    findings.retain_mut(|finding| {
        if finding.rule != GLYPH {
            return true;
        }
        let Some(count) = papers.remove(&place(finding)) else { return false };
        finding.args.push(("papers", count.to_string()));
        true
    });
}

/// A table that no page has room for, in the file that the paper is made of.
pub(super) fn too_wide(expected: &Expected<'_>, table: &WideTable) -> Finding {
    Finding::new("table-too-wide", &expected.subject, expected.inputs.first().cloned().unwrap_or_default())
        .placed(1, 1)
        .arg("document", &expected.path)
        .arg("column", &table.column)
        .arg("columns", table.columns)
        .arg("needs", format!("{:.0}", table.needs.ceil()))
        .arg("has", format!("{:.0}", table.has.floor()))
}
