//! View of the report on the four properties of a package: [`FourProperties`].

use serde::Serialize;

/// View of `four-properties`. Parts: `概况`, `结论`, `真实性`, `完整性`, `可用性`, `安全性`, `代码`; `缺陷` and `尚缺` where there are any.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FourProperties {
    /// The package, as it lies below the path that was verified.
    pub package: String,
    /// What is in it.
    pub subject: String,
    /// Day that it goes by, where it says so.
    pub as_of: Option<String>,
    /// Whether it passes.
    pub passes: bool,
    /// Defects and warnings.
    pub defects: usize,
    /// Lines for which people have to look.
    pub by_hand: usize,
    /// Items that should be there and are not yet.
    pub open: usize,
}
