//! What is wrong with a paper itself, at its place in the file that it came from. Entry points: [`Desk::body_fault`], [`Desk::no_glyph`].

use super::compose::Desk;
use crate::papers::catalogue::Expected;
use crate::papers::document::TemplateError;
use crate::report::finding::Finding;

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
        for file in &expected.inputs {
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
        Finding::new("glyph-missing", &expected.subject, file)
            .placed(line, column)
            .arg("character", glyph.character)
            .arg("codepoint", format!("U+{:04X}", u32::from(glyph.character)))
            .arg("document", &expected.path)
            .arg("near", &glyph.context)
    }
}
