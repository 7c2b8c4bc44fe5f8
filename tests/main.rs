//! What a user can see: the rooms together, the command line, and the terminal.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should fail there and then"
)]

mod cli;
#[cfg(target_os = "linux")]
mod crash;
mod export_data;
mod formats;
mod hostile;
mod rooms;
mod screens;
mod support;
mod terminal;

use std::fs;
use std::path::Path;

/// A file that no module list names would look tested and never run.
#[test]
fn no_file_of_tests_is_forgotten() {
    fn look(folder: &Path, list: &Path) {
        let declared = fs::read_to_string(list).unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let module = path.extension().is_some_and(|extension| extension == "rs")
                || path.join("mod.rs").is_file();
            if !module || path == list {
                continue;
            }
            let said = format!("mod {name};");
            assert!(
                declared.lines().any(|line| line.trim_start_matches("pub(crate) ") == said),
                "{} is not named in {}",
                path.display(),
                list.display()
            );
            if path.is_dir() {
                look(&path, &path.join("mod.rs"));
            }
        }
    }
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    look(&tests, &tests.join("main.rs"));
}
