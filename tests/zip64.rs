//! Zips that the first form of the format has no room for: very many entries, and one very large.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use gongshi::outlets::archive::packer::{Packer, Source};
use gongshi::outlets::archive::verify::verify;

/// A folder that is gone after the test.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("gongshi-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("writable");
        Self(folder)
    }

    fn zip(&self) -> PathBuf {
        self.0.join("bag.zip")
    }

    /// The zip is kept; each of the files beside it takes the place of the last.
    fn create(&self, path: &str) -> io::Result<File> {
        File::create(if path.ends_with(".zip") { self.zip() } else { self.0.join("file") })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Python's zipfile, Info-ZIP and 7-Zip read every entry.
fn others_read(zip: &Path, entries: usize) {
    let said = |program: &str, args: &[&str]| {
        let ran = Command::new(program).args(args).arg(zip).output().unwrap_or_else(|error| panic!("{program}: {error}"));
        assert!(ran.status.success(), "{program}: {}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        String::from_utf8_lossy(&ran.stdout).into_owned()
    };
    let python = said("python3", &["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))"]);
    assert_eq!(python, format!("None {entries}\n"));
    said("unzip", &["-tqq"]);
    assert!(said("7zz", &["t", "-bd"]).contains("Everything is Ok"));
}

#[test]
fn more_entries_than_sixteen_bits_count() {
    const COUNT: usize = 65_600;
    let place = Place::new("many");
    let create = |path: &str| place.create(path);
    let mut packer = Packer::begin(&create, "bag").expect("begins");
    for number in 0..COUNT {
        packer.payload(&format!("{number}.jpg"), Source::held(b"")).expect("packs");
    }
    assert_eq!(packer.finish(&[]).expect("ends"), (COUNT, 0));
    // The end of the directory says that another record counts, which stands before it: that of zip64.
    let bytes = std::fs::read(place.zip()).expect("readable");
    let end = bytes.len() - 22;
    assert_eq!((&bytes[end..end + 4], &bytes[end + 10..end + 12], &bytes[end - 20..end - 16]), (&b"PK\x05\x06"[..], &[0xFF, 0xFF][..], &b"PK\x06\x07"[..]));
    let packages = verify(&place.zip(), None).expect("a package");
    assert_eq!(packages.iter().map(|package| (package.files, package.passes())).collect::<Vec<_>>(), [(COUNT, true)]);
    // bagit.txt, bag-info.txt, and six manifests.
    others_read(&place.zip(), COUNT + 8);
}

#[test]
#[ignore = "writes 9 GB: GONGSHI_LARGE=1 tests/run.sh zip64"]
fn a_file_that_is_longer_than_thirty_two_bits_count() {
    const SIZE: u64 = (4 << 30) + 5;
    let place = Place::new("large");
    let create = |path: &str| place.create(path);
    let mut packer = Packer::begin(&create, "bag").expect("begins");
    packer.payload("scan.jpg", Source { size: SIZE, reader: Box::new(io::repeat(7).take(SIZE)) }).expect("packs");
    packer.payload("behind.jpg", Source::held(b"behind")).expect("packs");
    assert_eq!(packer.finish(&[]).expect("ends"), (2, SIZE + 6));
    let packages = verify(&place.zip(), None).expect("a package");
    assert_eq!(packages.iter().map(|package| (package.bytes, package.passes())).collect::<Vec<_>>(), [(SIZE + 6, true)]);
    others_read(&place.zip(), 2 + 8);
}
