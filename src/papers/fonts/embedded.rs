//! The fonts that the program carries. The entry point is [`bytes`].
//!
//! All of the repository's own, so that a village whose villager bears a rare name needs nothing else.

/// `fonts/roles.yaml` as the repository has it.
pub const ROLES: &str = include_str!("../../../fonts/roles.yaml");

/// The bytes of a font file that the program carries.
pub fn bytes(file: &str) -> Option<&'static [u8]> {
    Some(match file {
        "NotoSerifSC-Regular.ttf" => include_bytes!("../../../fonts/NotoSerifSC-Regular.ttf"),
        "NotoSerifSC-Bold.ttf" => include_bytes!("../../../fonts/NotoSerifSC-Bold.ttf"),
        "NotoSansSC-Regular.ttf" => include_bytes!("../../../fonts/NotoSansSC-Regular.ttf"),
        "ARPLKaitiMGB.ttf" => include_bytes!("../../../fonts/ARPLKaitiMGB.ttf"),
        "GongshiFang-Light.ttf" => include_bytes!("../../../fonts/GongshiFang-Light.ttf"),
        "LiberationSerif-Regular.ttf" => include_bytes!("../../../fonts/LiberationSerif-Regular.ttf"),
        "LiberationSerif-Bold.ttf" => include_bytes!("../../../fonts/LiberationSerif-Bold.ttf"),
        "HanaMinB.ttf.gz" => include_bytes!("../../../fonts/HanaMinB.ttf.gz"),
        "NotoSansSymbols2-Subset.ttf" => include_bytes!("../../../fonts/NotoSansSymbols2-Subset.ttf"),
        _ => return None,
    })
}
