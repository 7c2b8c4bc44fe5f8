//! What comes from outside with ill will, or by mishap: bytes, files, texts and names.

mod bounds;
mod dependencies;
#[path = "../../fuzz/src/entries.rs"]
#[expect(unreachable_pub, reason = "the package of the fuzz targets offers the same functions")]
mod entries;
mod mutated;
mod names;
mod statements;

use std::path::Path;

/// The folder of the package.
/// The code of a file without its tests, each line with its number; comments are empty lines.
fn product(path: &Path) -> Vec<(usize, String)> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let bare = |line: &str| if line.trim_start().starts_with("//") { "" } else { line }.to_owned();
    (1..).zip(lines.map(bare)).collect()
}
