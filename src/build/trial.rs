//! Every template tried on the documents of a workspace. Its entry point is [`try_templates`].
//!
//! A paper whose template is wrong is made with the program's own, so that one fault does not hide the next; what is made is thrown away.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::preview::{FOLDER, Wanted};
use super::{BuildError, NOTHING_MORE, Options, Press, Progress, begin, run_with, site};
use crate::papers::catalogue::Kind;
use crate::papers::document::{Composed, Parts, TemplateError, Templates};
use crate::workspace::Workspace;

/// What trying the templates has found.
#[derive(Debug, Default)]
pub struct Tried {
    /// What is wrong, each once, by template and line.
    pub faults: Vec<TemplateError>,
    /// Names of a view that the program's own template uses and the office's does not: template, line, name.
    pub unused: Vec<(String, usize, String)>,
    /// Templates that no document of the workspace is made with: only their writing was looked at.
    pub idle: Vec<String>,
}

/// Templates at trial.
pub(super) struct Trial {
    own: Templates,
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    faults: Vec<TemplateError>,
    /// Names of the view by template.
    names: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Trial {
    /// The templates of a workspace, the program's own in place of those that cannot be read.
    pub fn begin(root: &Path) -> Result<(Templates, Self), TemplateError> {
        let (templates, faults) = Templates::open_what_can_be(root)?;
        let found = Found { faults, names: BTreeMap::new() };
        Ok((templates, Self { own: Templates::open(None)?, found: Mutex::new(found) }))
    }

    /// Composes, and notes what is wrong and what the view has.
    pub fn compose(&self, templates: &Templates, kind: &'static Kind, view: &impl Serialize, parts: Parts) -> Result<Composed, TemplateError> {
        let composed = templates.compose(kind.template, view, parts.clone());
        // Whole entries are added only: a thread that broke leaves the rest as it was.
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(serde_json::Value::Object(view)) = serde_json::to_value(view) {
            found.names.entry(kind.template).or_default().extend(view.into_iter().map(|(name, _)| name));
        }
        let fault = match composed {
            Ok(composed) => return Ok(composed),
            Err(fault) => fault,
        };
        if !found.faults.contains(&fault) {
            found.faults.push(fault);
        }
        drop(found);
        self.own.compose(kind.template, view, parts)
    }

    /// What was found.
    pub fn end(self, templates: &Templates) -> Tried {
        let Found { mut faults, names } = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        faults.sort_by(|a, b| (&a.template, a.line, a.column).cmp(&(&b.template, b.line, b.column)));
        let mut unused = Vec::new();
        for (template, own) in &names {
            // A view offers more than a paper needs: what the program's own template shows and this one does not is told.
            let idle = own.iter().filter(|name| self.own.uses(template, name) && !templates.uses(template, name));
            unused.extend(idle.map(|name| ((*template).to_owned(), templates.line_of(template, name), name.clone())));
        }
        let included = templates.included();
        let idle = templates.names().filter(|name| !names.contains_key(name) && !included.contains(name)).map(str::to_owned).collect();
        Tried { faults, unused, idle }
    }
}

/// Makes every document that is ready, for the sake of its template, and throws it away.
///
/// # Errors
/// When the work cannot be done; what is wrong with a template is no error.
pub fn try_templates(workspace: &Workspace, options: &Options, progress: &dyn Progress) -> Result<Tried, BuildError> {
    let output = options.output.join(FOLDER);
    let options = Options { output: output.clone(), only: Some(Wanted { subject: None, kind: None }), ..options.clone() };
    let press = Press::trying(&workspace.root, site::frame(workspace), workspace.is_sample())?;
    run_with(&press, begin(&options)?, workspace, &options, progress, NOTHING_MORE)?;
    std::fs::remove_dir_all(&output).map_err(|error| BuildError::Write(output.display().to_string(), error))?;
    Ok(press.tried().unwrap_or_default())
}
