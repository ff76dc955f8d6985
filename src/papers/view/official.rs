//! View of an official document: [`OfficialView`].

use serde::Serialize;

/// View of `official-document`. Parts: `红头`, `正文`, `落款`; `附件说明`, `出席`, `附件`, `版记` where their field says so.
#[derive(Debug, Clone, Serialize)]
pub struct OfficialView {
    /// The title, one entry a line; an order has none.
    pub title: Vec<String>,
    /// 主送机关 without the colon.
    pub recipients: Option<String>,
    /// There is a part `附件说明`.
    pub attachment_note: bool,
    /// There is a part `出席`.
    pub attendance: bool,
    /// There is a part `附件`.
    pub attachments: bool,
    /// There is a part `版记`.
    pub printing_record: bool,
}
