//! From an address to a file. Entry points: [`within`] and [`is_this_machine`].

use std::path::{Path, PathBuf};

/// The file or folder that an address below the site means. `None` where it is not there, leads outside (`..`, a link), is hidden, or is no
/// path of every system (`\`, `:`).
pub(super) fn within(folder: &Path, address: &str) -> Option<PathBuf> {
    let address = decoded(address)?;
    if address.contains(['\\', ':', '\0']) {
        return None;
    }
    let mut file = folder.to_owned();
    for part in address.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') {
            return None;
        }
        file.push(part);
    }
    let (file, folder) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    file.starts_with(folder).then_some(file)
}

/// Percent-encoded bytes as text, decoded once.
fn decoded(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok().filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether a request names this machine, with a port or without.
pub(super) fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_outside() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        assert!(within(&folder, "site/style.css").is_some() && within(&folder, "site/%73tyle.css").is_some());
        for bad in [
            "../Cargo.toml", "site/../../Cargo.toml", "%2e%2e/Cargo.toml", "..%2fCargo.toml", "%2e%2e%2fCargo.toml", "..\\Cargo.toml", "%5c..%5cCargo.toml",
            ".hidden", "site/style.css%00.html", "site/%zz", "site/%e4", "C:/x", "site/none.html",
        ] {
            assert_eq!(within(&folder, bad), None, "{bad}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        assert!(["localhost:4320", "127.0.0.1:1", "LOCALHOST"].iter().all(|host| is_this_machine(host)));
        assert!(["", "example.test", "localhost.example.test:4320", "192.168.0.2:4320"].iter().all(|host| !is_this_machine(host)));
    }
}
