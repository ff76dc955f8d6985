//! A file of the index. Its entry point is [`call`].

use serde_json::Value;

use super::{FOLDER, Shard};

/// What a small file takes up on a memory stick: files are filled up to it.
pub(super) const CLUSTER: usize = 32 << 10;

/// A classic script that hands its value to the site's own.
pub(super) fn call(name: &str, value: &Value) -> Shard {
    Shard { path: format!("{FOLDER}/{name}.js"), text: format!("gongshiSearch(\"{name}\",{value});\n") }
}
