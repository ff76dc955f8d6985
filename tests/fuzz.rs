//! What the fuzzers of the bag reader and the zip reader have gathered is run again.

use std::io::Read;

#[path = "fuzz/targets.rs"]
mod targets;

/// Every input of a corpus; a panic names it.
fn replay(corpus: &str, least: usize, target: fn(&[u8])) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(corpus);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).expect("the corpus is there")).expect("a zip");
    assert!(archive.len() >= least, "{corpus} holds {} inputs", archive.len());
    for place in 0..archive.len() {
        let mut input = Vec::new();
        let mut file = archive.by_index(place).expect("an input");
        let name = file.name().expect("plain names").into_owned();
        file.read_to_end(&mut input).expect("readable");
        let outcome = std::panic::catch_unwind(|| target(&input));
        assert!(outcome.is_ok(), "{corpus}: {name}");
    }
}

#[test]
fn what_fuzzed_bags_is_read_again() {
    replay("bag.zip", 400, targets::bag);
}

#[test]
fn what_fuzzed_zips_is_read_again() {
    replay("zip.zip", 100, targets::zip);
}

#[test]
fn the_corpus_reaches_packages_that_pass() {
    let bag = "bagit.txt\x1fBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n\x1edata/a\x1fone\n\x1emanifest-md5.txt\x1f5bbf5a52328e7439ae6e719dfe712200  data/a\n";
    targets::bag(bag.as_bytes());
    let files = bag.split('\x1e').filter_map(|file| file.split_once('\x1f')).map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()));
    let packages = gongshi::outlets::archive::verify::verify_files(files);
    assert!(packages.len() == 1 && packages[0].passes(), "{:?}", packages[0].defects);
}
