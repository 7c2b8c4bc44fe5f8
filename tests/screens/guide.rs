//! The officer's guide, `docs/guide.md`: its screens are drawn anew and its commands are run.
//!
//! `TENDERBOOK_WRITE_DOCS=1 cargo test guide` writes what has changed into the guide and the
//! keys page (and into `docs/packs.md`), to be read before it is committed.
//!
//! A line `<!-- screen: NAME -->` stands above a block that shows the screen of that name in
//! `SCREENS`. In a block of the kind `console` every line that begins with `$ ` is run, in the
//! order of the page, on one register; the lines below it are what it prints, and without any it
//! only has to succeed. A block of the kind `toml` has to be settings without a fault.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tenderbook::settings::Preferences;
use tenderbook::tui::Options;

use super::evaluation_build::{begun, to_moderate};
use super::{Journey, Way, dialogs};
use crate::support::evaluation::Filler;
use crate::support::{Desk, finish};

/// The screens of the guide, in its order, with the ways that lead there.
const SCREENS: [Way; 29] = [
    ("first start", |_| {}),
    ("samples", |journey| {
        journey.press("d Down Down Down Down");
    }),
    ("new tender", |journey| {
        journey.press("a").paste("Custody healthcare services").press("Tab Tab Tab").paste("120k");
    }),
    ("requires", |journey| {
        journey.press("a").paste("Custody healthcare services").press("Tab Tab Tab").paste("120k");
        journey.press("Ctrl-S");
    }),
    ("walk", |journey| {
        journey.with_work();
    }),
    ("evidence", |journey| {
        journey.with_tender(0).press("e").paste("Minutes of the stakeholder meeting of 4 May");
    }),
    ("not yet", |journey| {
        journey.with_work().press("c");
    }),
    ("everything done", |journey| {
        settle(journey.with_tender(0)).press("n");
    }),
    ("palette", |journey| {
        journey.with_work().press(":").paste("stage");
    }),
    ("search", |journey| {
        journey.with_work().press("Esc F").paste("stakeholder");
    }),
    ("why", |journey| {
        journey.with_work().press("2");
    }),
    ("outcomes", |journey| {
        journey.with_work().press("3 Down Down Down Space").paste("4").press("Enter");
    }),
    ("weight", |journey| {
        journey.with_work().press("2 W").paste("12");
    }),
    ("questions", |journey| {
        journey.press("a").paste("Youth services").press("Tab Right Right Tab Tab").paste("300k");
        journey.press("Ctrl-S Esc 2 T Down Space Enter Down Space Down Down Down Space Enter");
        journey.paste("Burnley").press("Enter Right Right Enter");
    }),
    ("criteria", |journey| {
        journey.with_evaluation("1", begun);
    }),
    ("agree", |journey| {
        journey.with_evaluation("4", to_moderate).press("Down M 4 Tab");
        journey.paste("The rota names who is on each shift; cover for sickness is not shown.");
    }),
    ("result", |journey| {
        journey.with_evaluation("5", compared);
    }),
    ("otherwise", |journey| {
        journey.with_evaluation("5", compared).press("v");
    }),
    ("award", |journey| {
        journey.with_evaluation("6", compared).press("A Tab").paste("C. Director");
        journey.press("Tab Tab").paste("21/11/2026").press("Ctrl-S");
    }),
    ("contract", |journey| {
        journey.press("d /").paste("boiler").press("Enter Enter 5");
    }),
    ("commitments", |journey| {
        journey.press("d /").paste("boiler").press("Enter Enter 5 End Enter 2");
    }),
    ("status", |journey| {
        journey.press("d p Enter 3");
    }),
    ("lessons", |journey| {
        journey.press("d l");
    }),
    ("timeline", |journey| {
        journey.with_large_tender();
    }),
    ("stages", |journey| {
        journey.with_plan();
    }),
    ("today", |journey| {
        journey.with_plan().press("Esc T");
    }),
    ("dashboard", |journey| {
        journey.press("d D");
    }),
    ("import", |journey| {
        dialogs::with_list(journey).press("Enter");
    }),
    ("settings", |journey| {
        journey.press(", Down Down Down Down");
    }),
];

/// An evaluation in which everything is agreed on, and one price is far below the others.
fn compared(path: &Path) {
    let mut filler = Filler::new(path, "nelc", "300000").with_criteria().with_bids();
    let low = filler.bid("Dockside Play", Some("41000"));
    filler.score_all(low, [3, 3, 3]);
    filler.low_price(low, true);
    filler.check();
}

/// The one block that is no screen: the walk by questions and answers.
const LINES: &str = "walk by lines";

/// The screen at 80x24 at the end of a way.
fn at(way: fn(&mut Journey)) -> String {
    // A place that is nobody's, so that the settings can say where they would be.
    let file = PathBuf::from("~/.config/tenderbook/settings.toml");
    let preferences = Preferences::read(Some(file));
    let mut journey = Journey::new(80, 24, Options { preferences, ..Options::default() });
    way(&mut journey);
    journey.draw();
    let buffer = journey.terminal.backend().buffer();
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let line: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// Ticks every item of the tender, and closes every stage.
fn settle(journey: &mut Journey) -> &mut Journey {
    while !journey.text().contains("No item is open") {
        journey.press("Space n");
    }
    for _ in 1..=13 {
        journey.press("c Enter");
    }
    journey
}

/// The beginning of a walk by questions and answers, with what was typed after each question.
fn walk_by_lines() -> String {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let answers =
        ["done", "evidence", "note", "Minutes of 4 May", "quit"].map(|line| format!("{line}\n"));
    let run = finish(desk.command().args(["walk", &reference]).write_stdin(answers.concat()));
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let mut answers = answers.iter();
    let mut text = format!("$ tenderbook walk {reference}\n");
    for line in run.out.lines() {
        text += line;
        match line.ends_with(": ").then(|| answers.next()).flatten() {
            Some(answer) => text += answer,
            None => text.push('\n'),
        }
    }
    assert_eq!(answers.next(), None, "{text}");
    text
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn read(name: &str) -> String {
    fs::read_to_string(docs().join(name)).unwrap().replace('\r', "")
}

/// The words of a command line, with what stands in quotes as one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Runs the commands of a block, and gives the block as it should be.
fn run(desk: &Desk, block: &str) -> String {
    let mut real = String::new();
    let mut lines = block.lines().peekable();
    while let Some(line) = lines.next() {
        let command = line.strip_prefix("$ tenderbook").unwrap_or_else(|| panic!("{line}"));
        let shown: Vec<&str> =
            std::iter::from_fn(|| lines.next_if(|line| !line.starts_with("$ "))).collect();
        let run = finish(desk.command().args(words(command)));
        // The interface itself has no terminal to draw on here.
        let opens = run.err.contains("needs a terminal") && shown.is_empty();
        assert!(run.code == 0 || opens, "{line}\n{}{}", run.out, run.err);
        let _ = writeln!(real, "{line}");
        if !shown.is_empty() {
            real += &run.out;
        }
    }
    real
}

#[test]
fn every_screen_and_command_of_the_guide_is_real() {
    let guide = read("guide.md");
    let desk = Desk::new();
    let (mut written, mut wanted) = (String::new(), None::<String>);
    let mut shown: Vec<&str> = Vec::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(written, "{line}");
        if let Some(marker) = line.strip_prefix("<!-- ") {
            let name = marker.strip_prefix("screen: ").and_then(|name| name.strip_suffix(" -->"));
            let found = SCREENS.iter().find(|(known, _)| Some(*known) == name);
            wanted = Some(match found {
                Some((_, way)) => at(*way),
                None if name == Some(LINES) => walk_by_lines(),
                None => panic!("no screen of the guide: {line}"),
            });
            shown.extend(name);
            continue;
        }
        let Some(kind) = line.strip_prefix("```") else {
            assert!(
                wanted.is_none(),
                "the block of a screen stands right below its marker: {line}"
            );
            continue;
        };
        let mut block = String::new();
        for line in lines.by_ref().take_while(|line| *line != "```") {
            let _ = writeln!(block, "{line}");
        }
        let real = match (kind, wanted.take()) {
            ("text", Some(screen)) => screen,
            ("console", None) => run(&desk, &block),
            ("toml", None) => {
                let file = desk.write("mine.toml", &block);
                let run = desk.json([
                    OsStr::new("settings"),
                    OsStr::new("--json"),
                    OsStr::new("--settings"),
                    file.as_os_str(),
                ]);
                assert_eq!(run["faults"], serde_json::json!([]), "{block}");
                block.clone()
            }
            (other, _) => panic!("“{other}” is no kind of block that is tested"),
        };
        let write = std::env::var_os("TENDERBOOK_WRITE_DOCS").is_some();
        assert!(
            real == block || write,
            "the guide shows\n{block}\nand this is real (“TENDERBOOK_WRITE_DOCS=1 cargo test guide” writes it):\n{real}"
        );
        let _ = writeln!(written, "{real}```");
    }
    let known: Vec<&str> = SCREENS.iter().map(|(name, _)| *name).chain([LINES]).collect();
    assert_eq!(shown, known, "the screens of the guide, and those that are drawn for it");
    if written != guide {
        fs::write(docs().join("guide.md"), written).unwrap();
    }
}

/// What stands between backquotes in the sentences of a page.
fn in_backquotes(page: &str) -> Vec<String> {
    let mut fenced = false;
    let sentences = page.lines().filter(|line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    let odd = |line: &str| -> Vec<String> {
        line.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    sentences.flat_map(odd).collect()
}

/// What the guide's sentences take its keys to mean, by how the keys page says it.
const SAID: [(&str, &str); 103] = [
    ("Enter", "Open what is selected"),
    ("Esc", "Go back"),
    ("Up", "Move up"),
    ("Down", "Move down"),
    ("PgDn", "Move a page down"),
    ("Tab", "Move to the next pane"),
    ("Tab", "Go to the next field"),
    ("Left", "Take the choice before"),
    ("Right", "Take the next choice"),
    ("Left", "Move to the pane on the left"),
    ("Right", "Move to the pane on the right"),
    ("Space", "Tick the item"),
    ("?", "Show what can be done here"),
    ("F1", "Show what can be done here"),
    (":", "Find and do anything"),
    ("Ctrl-P", "Find and do anything"),
    ("/", "Filter"),
    ("F", "Search everything"),
    ("y", "Copy"),
    ("Ctrl-Y", "Copy"),
    ("y", "Confirm"),
    ("u", "Undo"),
    ("Ctrl-R", "Do again"),
    ("Ctrl-S", "Save everything"),
    ("Ctrl-X", "Stop the work"),
    ("a", "Start a new tender"),
    ("a", "Add an item of your own"),
    ("d", "Look around"),
    ("d", "Take away"),
    ("d", "Leave without keeping"),
    ("t", "Take the tour"),
    ("i", "Import"),
    ("X", "Export to a file"),
    ("Ctrl-O", "Export to a file"),
    (",", "See and change your settings"),
    ("q", "Leave Tenderbook"),
    ("s", "Sort"),
    ("S", "Turn the order"),
    ("T", "Today"),
    ("D", "Dashboard"),
    ("V", "Check the register"),
    ("B", "Copy the register"),
    ("2", "Facts"),
    ("3", "Outcomes"),
    ("4", "Evaluation"),
    ("5", "Contract"),
    ("6", "Timeline"),
    ("7", "Journal"),
    ("e", "Attach evidence"),
    ("x", "Rule the item out"),
    ("o", "Write a note"),
    ("n", "Go to the next open item"),
    ("c", "Close the stage"),
    ("s", "Skip the stage"),
    ("r", "Reopen"),
    ("p", "Show or hide items of good practice"),
    ("S", "Pause, cancel, close or resume"),
    ("E", "Change title and facts"),
    ("w", "Say why"),
    ("v", "Say what every policy would require"),
    ("W", "Set the weight"),
    ("O", "Opt out"),
    ("T", "Answer the questions"),
    ("U", "Say what another edition"),
    ("L", "Leave items and time limits of the statute out"),
    ("H", "Say whom the tender waits for"),
    ("z", "Show the bars"),
    ("a", "Add a question, a bid"),
    ("A", "Add a section"),
    ("K", "Move the criterion up"),
    ("J", "Move the criterion down"),
    ("s", "Write the scales"),
    ("m", "Set the price method"),
    ("L", "Go to another lot"),
    ("t", "Save these criteria"),
    ("p", "Show a draft to copy"),
    ("e", "Record what the bid answers"),
    ("o", "Record what the bid offers"),
    ("c", "Record a question to the bidder"),
    ("x", "Say why a bid"),
    ("i", "Record a declaration"),
    ("M", "Record the agreed score"),
    ("v", "Say what every policy would require of these facts; or what would change"),
    ("P", "Record the steps"),
    ("C", "Record a second person"),
    ("A", "Record the award"),
    ("R", "Revoke the award"),
    ("o", "Take over what"),
    ("r", "Record what was delivered"),
    ("v", "Record who has checked"),
    ("c", "Correct or withdraw"),
    ("A", "Add an action"),
    ("x", "Say what becomes"),
    ("C", "Close the final account"),
    ("p", "Suppliers"),
    ("M", "Merge a supplier"),
    ("s", "Begin a review"),
    ("t", "Record when the supplier"),
    ("r", "Record the supplier's reply"),
    ("D", "Decide on the status"),
    ("l", "Lessons"),
    ("r", "Record that a lesson was read"),
    ("5", "Contract"),
];

#[test]
fn every_key_that_the_guide_names_means_what_the_guide_says() {
    let keys = read("keys.md");
    let rows: Vec<(&str, &str)> =
        keys.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | ")).collect();
    for (key, words) in SAID {
        let means = |row: &&(&str, &str)| {
            row.0.split("` `").any(|of_row| of_row == key) && row.1.starts_with(words)
        };
        assert!(rows.iter().any(|row| means(&row)), "{key} no longer means “{words}”");
    }
    let named = in_backquotes(&read("guide.md"));
    for (key, _) in SAID {
        assert!(named.iter().any(|named| named == key), "the guide no longer names {key}");
    }
    // What is a key on the keys page and stands in the guide is said above what it means.
    let known: BTreeSet<&str> = rows.iter().flat_map(|row| row.0.split("` `")).collect();
    for key in &named {
        let is_key = known.contains(key.as_str()) || key.len() == 1 || key.starts_with("Ctrl-");
        assert!(!is_key || SAID.iter().any(|said| said.0 == key), "{key} is not held to anything");
    }
}

#[test]
fn every_command_that_the_guide_names_is_there_with_its_options() {
    let desk = Desk::new();
    for named in in_backquotes(&read("guide.md")) {
        let Some(command) = named.strip_prefix("tenderbook ") else { continue };
        let words = words(command);
        // The commands of a policy and of an evaluation have one more word.
        let depth = if ["policy", "evaluation"].contains(&words[0].as_str()) { 2 } else { 1 };
        let path = words.iter().take(depth).filter(|word| !word.starts_with("--"));
        let run = finish(desk.command().args(path).arg("--help"));
        assert_eq!(run.code, 0, "{named}: {}", run.err);
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(run.out.contains(option.as_str()), "{named}: there is no {option}");
        }
    }
}

#[test]
fn every_link_of_the_guide_leads_somewhere() {
    for page in ["guide.md", "keys.md"] {
        let text = read(page);
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { page } else { file };
            assert!(docs().join(file).exists(), "{page}: {link}");
            let headings: Vec<String> = read(file)
                .lines()
                .filter(|line| line.starts_with('#'))
                .map(|line| {
                    let kept = |c: &char| c.is_alphanumeric() || " -".contains(*c);
                    let words: String =
                        line.trim_start_matches('#').trim().chars().filter(kept).collect();
                    words.to_lowercase().replace(' ', "-")
                })
                .collect();
            assert!(heading.is_empty() || headings.contains(&heading.to_owned()), "{page}: {link}");
        }
    }
}
