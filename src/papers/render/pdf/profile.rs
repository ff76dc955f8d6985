//! The sRGB profile of the output intent. The entry point is [`srgb`].

use std::sync::OnceLock;

use moxcms::{ColorProfile, Xyzd};

use crate::papers::fonts::deflate;

/// The profile, deflated; made once.
pub(super) fn srgb() -> &'static [u8] {
    static PROFILE: OnceLock<Vec<u8>> = OnceLock::new();
    PROFILE.get_or_init(|| {
        let mut profile = ColorProfile::new_srgb();
        // PDF 1.7 knows ICC up to 4.2; the coding-independent code points came with 4.4.
        profile.cicp = None;
        // White of the profile connection space, as ICC 4 wants it for displays.
        profile.media_white_point = Some(Xyzd { x: 0.9642, y: 1.0, z: 0.8249 });
        let mut bytes = profile.encode().unwrap_or_default();
        if let Some(version) = bytes.get_mut(8..12) {
            version.copy_from_slice(&[4, 0x20, 0, 0]);
        }
        // Date of the profile: the encoder writes the clock's.
        if let Some(date) = bytes.get_mut(24..36) {
            date.copy_from_slice(&[0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
        }
        deflate(&bytes, 9)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn profile_is_small_and_there() {
        let length = super::srgb().len();
        assert!((200..1500).contains(&length), "{length}");
    }
}
