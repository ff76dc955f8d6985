//! Templates, fonts and site pages at work. Its entry point is [`Press`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;

use super::BuildError;
use super::trial::{Trial, Tried};
use crate::outlets::site::{Site, SiteTemplates};
use crate::papers::catalogue::{Audience, Expected, Kind, Make, Nature, kinds};
use crate::papers::document::{Document, Identity, Layout, Parts, TemplateError, Templates};
use crate::papers::fonts::{Fonts, Role};
use crate::papers::layout::{MissingGlyph, Paper, WideTable, bind, paginate};
use crate::papers::render::html::article;
use crate::papers::render::pdf::{Core, pdf};
use crate::papers::render::xlsx::xlsx;
use crate::records::values::Date;
use crate::report::message::{Lang, ui};

/// Everything that documents are made with; the same for all of them.
pub struct Press {
    templates: Templates,
    fonts: Fonts,
    cores: BTreeMap<&'static str, Core>,
    no_core: Core,
    /// Cores of the sets of forms that households have had so far.
    joined: Mutex<BTreeMap<Vec<&'static str>, Arc<Core>>>,
    site_templates: SiteTemplates,
    site: Site,
    sample: bool,
    articles: bool,
    /// Templates are tried: what is wrong with one is kept, and its paper made with the program's own.
    trial: Option<Trial>,
}

/// What came of a document.
pub enum Printed {
    /// A PDF; its bytes, pages and the faces that it shows; its HTML where that was asked for; its own date and who issues it.
    /// With a workbook where the document is handed out as one too.
    Pdf { bytes: Vec<u8>, pages: usize, faces: Vec<String>, article: Option<String>, date: String, issuer: String, workbook: Option<Vec<u8>> },
    /// Characters that no font has.
    NoGlyph(Vec<MissingGlyph>),
    /// Tables that no page has room for.
    TooWide(Vec<WideTable>),
}

/// What the documents of a kind have in common: the template with nothing filled in, as it is laid out.
///
/// # Errors
/// A template that is not there.
pub fn core(kind: &Kind, sample: bool, templates: &Templates, fonts: &Fonts) -> Result<Core, TemplateError> {
    let Some(common) = kind.blank() else { return Ok(Core::default()) };
    let core = Core::new(fonts);
    // Addresses of electronic mail.
    let core = match kind.make {
        Make::Notice(_, Nature::Publicity, _) => core.with_text(fonts, Role::Latin, "@_abcdefghijklmnopqrstuvwxyz"),
        _ => core,
    };
    let blank = templates.blank(kind.template, common)?.into_document(kind.id, "", "", marks(kind, sample));
    // A template's character that no font has is named with each document.
    Ok(match paginate(&blank, Paper::A4, fonts) {
        Ok(pages) => core.with_sample(&pages),
        Err(_) => core,
    })
}

/// Words outside the type area.
pub(super) fn marks(kind: &Kind, sample: bool) -> Vec<String> {
    let mut marks = Vec::new();
    if sample {
        marks.push("样例·非正式文件".to_owned());
    }
    if kind.audience == Audience::Restricted {
        marks.push("内部资料 不得上网".to_owned());
    }
    if kind.is_draft() {
        marks.push("代拟稿 未经签发".to_owned());
    }
    marks
}

impl Press {
    /// Sets up from a workspace's own templates and fonts, or the program's.
    ///
    /// # Errors
    /// A template or font that cannot be used.
    pub fn new(root: &std::path::Path, site: Site, sample: bool, articles: bool) -> Result<Self, BuildError> {
        let templates = Templates::open(Some(root)).map_err(BuildError::Template)?;
        Self::with(root, templates, site, sample, articles)
    }

    /// Sets up to try templates; those that cannot be read are the program's own here.
    ///
    /// # Errors
    /// A font or a template of the site that cannot be used.
    pub(super) fn trying(root: &std::path::Path, site: Site, sample: bool) -> Result<Self, BuildError> {
        let (templates, trial) = Trial::begin(root).map_err(BuildError::Template)?;
        Ok(Self { trial: Some(trial), ..Self::with(root, templates, site, sample, false)? })
    }

    fn with(root: &std::path::Path, templates: Templates, site: Site, sample: bool, articles: bool) -> Result<Self, BuildError> {
        let folder = root.join("fonts");
        let fonts = Fonts::open(folder.is_dir().then_some(folder.as_path())).map_err(BuildError::Font)?;
        let site_templates = SiteTemplates::open(Some(root)).map_err(BuildError::Site)?;
        let mut cores = BTreeMap::new();
        for kind in kinds() {
            let core = core(kind, sample, &templates, &fonts).map_err(BuildError::Template)?;
            if core != Core::default() {
                cores.insert(kind.id, core);
            }
        }
        Ok(Self { templates, fonts, cores, no_core: Core::default(), joined: Mutex::default(), site_templates, site, sample, articles, trial: None })
    }

    /// The fonts.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// What trying the templates has found.
    pub(super) fn tried(self) -> Option<Tried> {
        self.trial.map(|trial| trial.end(&self.templates))
    }

    /// The templates of the site.
    pub fn site_templates(&self) -> &SiteTemplates {
        &self.site_templates
    }

    /// What all pages of the site say.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What the template calls its documents; a paper from somebody's own hand has none.
    pub fn label(&self, kind: &Kind) -> String {
        match kind.make {
            Make::Handwritten => ui("kind.handwritten-application", Lang::Zh, &[]),
            _ => self.templates.label(kind.template).unwrap_or(kind.id).to_owned(),
        }
    }

    /// A document from a view and its parts.
    ///
    /// # Errors
    /// A template that the view does not fit.
    pub fn compose(&self, expected: &Expected<'_>, view: &impl Serialize, parts: Parts, date: Date, issuer: &str) -> Result<Document, BuildError> {
        let kind = expected.kind;
        let composed = match &self.trial {
            None => self.templates.compose(kind.template, view, parts),
            Some(trial) => trial.compose(&self.templates, kind, view, parts),
        };
        let composed = composed.map_err(BuildError::Template)?;
        let mut document = composed.into_document(kind.id, &date.to_string(), issuer, marks(kind, self.sample));
        let address = self.site.domain.as_ref().zip(expected.page()).map(|(domain, page)| format!("https://{domain}/{page}"));
        document.identity = Identity { id: expected.id(), address };
        Ok(document)
    }

    /// A document's PDF.
    ///
    /// # Errors
    /// A font that cannot be subset.
    pub fn print(&self, document: &Document, kind: &Kind, paper: Paper) -> Result<Printed, BuildError> {
        let pages = match paginate(document, paper, &self.fonts) {
            Ok(pages) => pages,
            Err(missing) => return Ok(Printed::NoGlyph(missing)),
        };
        if !pages.wide.is_empty() {
            return Ok(Printed::TooWide(pages.wide));
        }
        let core = self.cores.get(kind.id).unwrap_or(&self.no_core);
        let bytes = pdf(&pages, document, &self.fonts, core).map_err(BuildError::Font)?;
        let faces = pages.faces(&self.fonts);
        let article = self.articles.then(|| article(document));
        let (date, issuer) = (document.date.clone(), document.issuer.clone());
        let workbook = if document.layout == Layout::Sheet { xlsx(document).map_err(BuildError::Workbook)? } else { None };
        Ok(Printed::Pdf { bytes, pages: pages.pages.len(), faces, article, date, issuer, workbook })
    }

    /// A PDF for the office alone, of no kind of the catalogue: a sheet of a binder.
    ///
    /// # Errors
    /// A template that the view does not fit, a font that cannot be subset; `None` for characters that no font has.
    pub fn sheet(&self, template: &str, view: &impl Serialize, parts: Parts, issuer: &str) -> Result<Option<Vec<u8>>, BuildError> {
        let composed = self.templates.compose(template, view, parts).map_err(BuildError::Template)?;
        let document = composed.into_document(template, "", issuer, self.marks());
        match paginate(&document, Paper::A4, &self.fonts) {
            Ok(pages) => pdf(&pages, &document, &self.fonts, &self.no_core).map(Some).map_err(BuildError::Font),
            Err(_) => Ok(None),
        }
    }

    /// The words outside the type area of what is for the office alone.
    pub fn marks(&self) -> Vec<String> {
        let sample = self.sample.then(|| "样例·非正式文件".to_owned());
        sample.into_iter().chain(["内部资料 不得上网".to_owned()]).collect()
    }

    /// Several documents in one file, with a bookmark each. Their kinds share one set of fonts.
    ///
    /// # Errors
    /// A font that cannot be subset.
    pub fn bind(&self, documents: Vec<(&'static Kind, Document)>, title: String, date: Date, issuer: &str) -> Result<Printed, BuildError> {
        let kinds: Vec<&'static str> = documents.iter().map(|(kind, _)| kind.id).collect();
        let documents: Vec<Document> = documents.into_iter().map(|(_, document)| document).collect();
        let Some(first) = documents.first() else { return Ok(Printed::NoGlyph(Vec::new())) };
        let pages = match bind(&documents, Paper::A4, &self.fonts) {
            Ok(pages) => pages,
            Err(missing) => return Ok(Printed::NoGlyph(missing)),
        };
        if !pages.wide.is_empty() {
            return Ok(Printed::TooWide(pages.wide));
        }
        // A paper that stands alone keeps its own title.
        let title = if documents.len() == 1 { first.title.clone() } else { title };
        let file = Document { title, date: date.to_string(), issuer: issuer.to_owned(), blocks: Vec::new(), ..first.clone() };
        let bytes = pdf(&pages, &file, &self.fonts, &self.core_of(kinds)).map_err(BuildError::Font)?;
        let faces = pages.faces(&self.fonts);
        let article = self.articles.then(|| documents.iter().map(article).collect());
        Ok(Printed::Pdf { bytes, pages: pages.pages.len(), faces, article, date: file.date, issuer: file.issuer, workbook: None })
    }

    /// What these kinds have in common with all others of themselves: joined once for each set of kinds.
    fn core_of(&self, kinds: Vec<&'static str>) -> Arc<Core> {
        // A thread that broke while it held the lock has left a whole map behind: it is added to, never changed.
        let mut joined = self.joined.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let join = |kinds: &[&'static str]| Arc::new(Core::joined(kinds.iter().filter_map(|kind| self.cores.get(kind))));
        Arc::clone(joined.entry(kinds).or_insert_with_key(|kinds| join(kinds)))
    }
}
