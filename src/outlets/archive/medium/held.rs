//! A package that is held in memory. Its entry point is [`Held::of_files`].

use super::{Defect, Entry, Fault, Medium};

/// Files by name, as a folder would hold them.
pub struct Held {
    entries: Vec<Entry>,
    contents: Vec<Vec<u8>>,
}

impl Held {
    /// Lists files: name with `/` between folders, content. Of two with one name the later one counts, as on a disk.
    pub fn of_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files: std::collections::BTreeMap<String, Vec<u8>> = files.into_iter().collect();
        let (names, contents): (Vec<_>, Vec<_>) = files.into_iter().unzip();
        let entry = |(place, (name, content)): (usize, (String, &Vec<u8>))| Entry { name, size: content.len() as u64, readable: true, place };
        Self { entries: names.into_iter().zip(&contents).enumerate().map(entry).collect(), contents }
    }
}

impl Medium for Held {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn defects(&self) -> &[Defect] {
        &[]
    }

    fn feed(&self, entry: &Entry, sink: &mut dyn FnMut(&[u8])) -> Result<(), Fault> {
        sink(&self.contents[entry.place]);
        Ok(())
    }
}
