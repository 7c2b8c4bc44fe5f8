//! The guide to writing a policy, `docs/packs.md`: its example is built and its commands are run.
//!
//! With `TENDERBOOK_WRITE_DOCS=1` what a command prints is written into the
//! guide where it differs, to be read before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{Desk, finish};

/// The file that the guide builds.
const FILE: &str = "exampleton.toml";

/// Whether lines are what is shown, where a line of dots stands for any lines.
fn is_shown(shown: &[&str], printed: &[&str]) -> bool {
    match shown {
        [] => printed.is_empty(),
        ["...", rest @ ..] => (0..=printed.len()).any(|skip| is_shown(rest, &printed[skip..])),
        [line, rest @ ..] => printed.first() == Some(line) && is_shown(rest, &printed[1..]),
    }
}

#[test]
fn everything_that_the_guide_shows_is_real() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/packs.md");
    let guide = fs::read_to_string(&path).unwrap();
    let desk = Desk::new();
    let (mut built, mut written, mut commands) = (String::new(), String::new(), 0);
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        writeln!(written, "{line}").unwrap();
        let Some(kind) = line.strip_prefix("```") else { continue };
        let mut block = String::new();
        for line in lines.by_ref().take_while(|line| *line != "```") {
            writeln!(block, "{line}").unwrap();
        }
        match kind {
            "toml" => {
                built += &block;
                built += "\n";
                desk.write(FILE, &built);
            }
            // Only for the next command.
            "toml wrong" => drop(desk.write(FILE, built.clone() + &block)),
            "console" => {
                let (command, shown) = block.split_once('\n').unwrap();
                let words = command.strip_prefix("$ tenderbook ").unwrap().split(' ');
                let run = finish(desk.command().args(words));
                let printed = (run.out + &run.err).replace(".\\", "./");
                desk.write(FILE, &built);
                commands += 1;
                let (expected, found): (Vec<_>, Vec<_>) =
                    (shown.lines().collect(), printed.lines().collect());
                if !is_shown(&expected, &found) {
                    let write = std::env::var_os("TENDERBOOK_WRITE_DOCS").is_some();
                    assert!(write, "{command}\nprints\n{printed}\nand the guide shows\n{shown}");
                    block = format!("{command}\n{printed}");
                }
            }
            other => panic!("“{other}” is no kind of block that is tested"),
        }
        writeln!(written, "{block}```").unwrap();
    }
    assert!(commands > 5, "the guide shows commands");
    tenderbook::policy::parse(FILE, &built).unwrap();
    if written != guide {
        fs::write(&path, written).unwrap();
    }
}
