//! A QR code as SVG. Its entry point is [`svg`].

use qrcode::{Color, EcLevel, QrCode};

/// The code of an address, black on white with its quiet zone; nothing where it says more than a code can hold.
pub(super) fn svg(address: &str) -> Option<String> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let (edge, modules) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (row, line) in modules.chunks(edge).enumerate() {
        let mut column = 0;
        for run in line.chunk_by(|one, other| one == other) {
            if run[0] == Color::Dark {
                path.push_str(&format!("M{} {}h{}v1h-{}z", column + QUIET, row + QUIET, run.len(), run.len()));
            }
            column += run.len();
        }
    }
    let size = edge + 2 * QUIET;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" width=\"132\" height=\"132\" role=\"img\" aria-label=\"本页网址的二维码\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" shape-rendering=\"crispEdges\" d=\"{path}\"/></svg>"
    ))
}
