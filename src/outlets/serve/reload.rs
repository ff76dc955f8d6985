//! Loading a page again when the site was made anew. Entry points: [`into`], [`SCRIPT`] and [`turn`].
//!
//! A page may run scripts of its own site and may not ask for anything else, so the number of the turn comes as a script too.

/// Address of the script below the site; no file of a site has such a name.
pub(super) const SCRIPT_AT: &str = "-/reload.js";

/// Address of the turn's number.
pub(super) const TURN_AT: &str = "-/turn.js";

/// The script: asks every second which turn it is.
pub(super) const SCRIPT: &str = r#"(function () {
  "use strict";
  var here = document.currentScript.src.replace(/reload\.js$/, ""), seen = null;
  window.gongshiTurn = function (turn) {
    if (seen === null) seen = turn;
    else if (seen !== turn) location.reload();
  };
  setInterval(function () {
    var script = document.createElement("script");
    script.src = here + "turn.js?" + Date.now();
    script.onload = script.onerror = function () { script.remove(); };
    document.head.appendChild(script);
  }, 1000);
})();
"#;

/// What the script asks for.
pub(super) fn turn(turn: u64) -> String {
    format!("gongshiTurn({turn});\n")
}

/// A page with the script in its head.
pub(super) fn into(page: Vec<u8>, base: &str) -> Vec<u8> {
    const END: &[u8] = b"</head>";
    let Some(at) = page.windows(END.len()).position(|part| part == END) else { return page };
    let script = format!("<script src=\"{base}{SCRIPT_AT}\" defer></script>\n");
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}
