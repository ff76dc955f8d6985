//! What is wrong with a template. Its entry point is [`TemplateError`].

use std::fmt;

/// A template that cannot be used, or not with what it was given.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateError {
    /// The template's name, or the path of a Markdown text.
    pub template: String,
    /// Line in its file, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a template.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The file or folder could not be read.
    Unreadable(String),
    /// No template has this name.
    UnknownTemplate { known: Vec<String> },
    /// The head between `---` lines is missing or wrong.
    FrontMatter(String),
    /// Tera refuses the template, or failed while it was filled in.
    Tera(String),
    /// The template uses the filter `safe`, which would let values be read as markup.
    Safe,
    /// The template uses a name that the view does not have.
    UnknownName { name: String, known: Vec<String> },
    /// The template places a part that was not given.
    UnknownPart { name: String, known: Vec<String> },
    /// A part was given that the template does not place.
    PartNotPlaced { name: String },
    /// The template places a part twice.
    PartTwice { name: String },
    /// The Markdown says something that a paper cannot show.
    Markup { excerpt: String, message: String },
    /// There is no title.
    NoTitle,
}

impl TemplateError {
    pub(super) fn of(template: &str, fault: Fault) -> Self {
        Self { template: template.to_owned(), line: None, column: None, fault }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.template.contains(['/', '.']) {
            write!(f, "{}", self.template)?;
        } else {
            write!(f, "templates/documents/{}.md", self.template)?;
        }
        if let Some(line) = self.line {
            write!(f, "，第{line}行")?;
        }
        if let Some(column) = self.column {
            write!(f, "，第{column}列")?;
        }
        write!(f, "：{}", self.fault)?;
        if let Fault::UnknownTemplate { known } = &self.fault {
            write_known(f, &self.template, known)?;
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "读不出来：{why}"),
            Self::UnknownTemplate { .. } => write!(f, "没有这个模板"),
            Self::FrontMatter(why) => write!(f, "文件开头两行 --- 之间的内容有误：{why}"),
            Self::Tera(why) => write!(f, "{why}"),
            Self::Safe => write!(f, "不能使用 safe：数据不得当作标记"),
            Self::UnknownName { name, known } => {
                write!(f, "没有名为“{name}”的数据")?;
                write_known(f, name, known)
            }
            Self::UnknownPart { name, known } => {
                write!(f, "没有名为“{name}”的部件")?;
                write_known(f, name, known)
            }
            Self::PartNotPlaced { name } => write!(f, "部件“{name}”没有位置：请加一段 ![]({name})"),
            Self::PartTwice { name } => write!(f, "部件“{name}”放了两次"),
            Self::Markup { excerpt, message } => write!(f, "{message}（{excerpt}）"),
            Self::NoTitle => write!(f, "没有标题：请加一行“# 标题”"),
        }
    }
}

impl std::error::Error for TemplateError {}

/// The nearest name, and all of them.
fn write_known(f: &mut fmt::Formatter<'_>, name: &str, known: &[String]) -> fmt::Result {
    let nearest = known
        .iter()
        .map(|other| (strsim::jaro_winkler(name, other), other))
        .filter(|(likeness, _)| *likeness > 0.66)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, other)) = nearest {
        write!(f, "，是不是“{other}”？")?;
    }
    if !known.is_empty() {
        write!(f, "（有：{}）", known.join("、"))?;
    }
    Ok(())
}
