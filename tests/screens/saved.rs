//! What was saved of nasty texts, on every screen that shows it.

use std::path::Path;
use std::process::Command;

use rstest::rstest;
use tenderbook::domain::evaluation::{LotNo, Out, OutKind};
use tenderbook::register::{EvaluationAct, NewSection};
use uuid::Uuid;

use super::evaluation_build::Build;
use super::{Journey, colour};
use crate::support::nasty::{self, Picture};

/// The tenders of a list with nasty titles, imported in the interface.
fn imported(columns: u16, rows: u16) -> Journey {
    let mut journey = Journey::new(columns, rows, colour());
    let titles: Vec<String> = nasty::recordable().into_iter().map(|(_, text)| text).collect();
    let list = journey.folder.path().join("list.csv");
    std::fs::write(&list, nasty::csv(titles.iter().map(String::as_bytes))).unwrap();
    journey.press("i").paste(&list.display().to_string()).press("Enter");
    assert!(shown(&mut journey).contains("Which column is what"));
    journey.press("Enter");
    let text = shown(&mut journey);
    assert!(text.contains("What would be imported"), "{text}");
    journey.press("PgDn PgDn");
    shown(&mut journey);
    journey.press("y");
    assert!(shown(&mut journey).contains("Imported "));
    journey
}

/// What is on the screen, once it is sure that every terminal shows it so.
fn shown(journey: &mut Journey) -> String {
    let Picture { cells, .. } = journey.picture();
    cells.into_iter().map(|row| row.concat() + "\n").collect()
}

/// The columns in which a text ends, in the rows that hold it.
fn ends(picture: &Picture, text: &str) -> Vec<usize> {
    let width = text.chars().count();
    let row = |row: &Vec<String>| row.windows(width).position(|cells| cells.concat() == text);
    picture.cells.iter().filter_map(row).collect()
}

#[rstest]
#[case(60, 16)]
#[case(80, 24)]
#[case(120, 40)]
fn nasty_titles_keep_the_columns_of_every_list(#[case] columns: u16, #[case] rows: u16) {
    let mut journey = imported(columns, rows);
    let mut seen = 0;
    for _ in 0..8 {
        let picture = journey.picture();
        let ends = ends(&picture, "£5,000 ");
        assert!(
            ends.windows(2).all(|two| two[0] == two[1]),
            "{ends:?}\n{}",
            picture.outside(nasty::NOWHERE)
        );
        seen += ends.len();
        journey.press("PgDn");
    }
    assert!(seen > 40, "{seen} rows");
    for way in ["/", "T", "D", "D Enter", "F", ":"] {
        journey.press(way);
        shown(&mut journey);
        for words in ["a", "e \u{301}", "漢"] {
            journey.paste(words);
            shown(&mut journey);
        }
        journey.press("Esc Esc Esc");
    }
}

#[test]
fn nasty_texts_are_shown_in_a_tender_without_breaking_its_panes() {
    let mut journey = Journey::new(80, 24, colour());
    journey.with_tender(4);
    let register = journey.folder.path().join("register.db");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenderbook"));
        command.env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z").arg("--register").arg(&register);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let item = "nelc.01.equality";
    for (name, text) in nasty::recordable() {
        if text.contains('\0') {
            continue;
        }
        run(&["note", "2026-0001", item, &text]);
        run(&["tick", "2026-0001", item, "--evidence", &text]);
        run(&["wait", "2026-0001", "--on", &text]);
        journey.press("Esc Enter");
        for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
            journey.size(columns, rows);
            for keys in ["1", "Enter", "Esc", "2", "4", "5", "6", "7", "Esc", "T", "Esc", "Enter"] {
                journey.press(keys);
                let text = shown(&mut journey);
                assert!(text.contains("Tenderbook") || text.contains("┌"), "{name}\n{text}");
            }
        }
        run(&["untick", "2026-0001", item]);
    }
}

/// The texts that one line may record, as the titles of questions and what they ask, with a bid.
fn nasty_questions(path: &Path) {
    let texts = texts();
    let mut build = Build::at(path, "cumbria");
    build.asks(&texts.iter().map(String::as_str).collect::<Vec<_>>(), "Local jobs", false);
    nasty_sections(&mut build, &texts);
    build.bid("Acme", Some("80000"), None);
    build.evaluator("Anna Brown", "finance");
}

/// The same as the names of bidders and an evaluator, and as the reasons for everything.
fn nasty_bids(path: &Path) {
    let texts = texts();
    let mut build = Build::at(path, "cumbria");
    build.asks(&[&texts[0]], &texts[1], false);
    nasty_sections(&mut build, &texts);
    for supplier in &texts {
        build.bid(supplier, Some("80000"), Some(false));
    }
    let evaluator = build.evaluator(&texts[2], &texts[3]);
    let bids: Vec<Uuid> = build.now().bids_for(LotNo::FIRST).map(|bid| bid.uid).collect();
    for (at, (bid, text)) in bids.iter().zip(&texts).enumerate() {
        for question in build.questions() {
            let (bid, score) = (*bid, 3.into());
            build.answers(bid, question, text);
            let rationale = text.clone();
            build.does(EvaluationAct::Score { bid, question, evaluator, score, rationale });
            build.does(EvaluationAct::Agree {
                bid,
                question,
                score,
                reasons: text.clone(),
                comment: Some(text.clone()),
                change: None,
            });
        }
        build.asks_bidder(*bid, text, Some(text));
        if at % 8 == 7 {
            let out = Out { kind: OutKind::Withdrawn, reason: text.clone(), clause: None };
            build.does(EvaluationAct::TakeOut { uid: *bid, out });
        }
    }
}

fn texts() -> Vec<String> {
    nasty::recordable().into_iter().map(|(_, text)| text).collect()
}

fn nasty_sections(build: &mut Build, texts: &[String]) {
    let now = build.now();
    for (section, text) in now.sections_of(LotNo::FIRST).into_iter().zip(texts) {
        let new = NewSection {
            title: text.clone(),
            kind: section.kind,
            weight: section.weight,
            pass_mark: None,
        };
        let (uid, lot) = (Some(section.uid), LotNo::FIRST);
        build.does(EvaluationAct::SetSection { uid, lot, section: new, reason: None });
    }
}

/// What stands in a column of the list on a tab of the evaluation, and how often at least.
type Column = (&'static str, &'static str, usize);

#[rstest]
#[case(nasty_questions, &[("1", "   0 to 5", 30), ("4", "│", 30)])]
#[case(nasty_bids, &[("2", "takes part", 20), ("4", "2/2", 20), ("5", "£80,000", 20)])]
fn nasty_texts_keep_the_columns_of_an_evaluation(
    #[case] build: fn(&Path),
    #[case] columns: &[Column],
) {
    for (width, height) in [(60, 16), (80, 24), (120, 40)] {
        let mut journey = Journey::new(width, height, colour());
        in_its_columns(journey.with_evaluation("1", build), columns);
    }
}

/// Looks through the tabs of an evaluation and what opens from them.
fn in_its_columns(journey: &mut Journey, columns: &[Column]) {
    for tab in ["1", "2", "3", "4", "5", "6"] {
        journey.press(tab);
        let column = columns.iter().find(|(of, ..)| *of == tab);
        let mut seen = 0;
        // Far enough to come by each of them in the smallest window.
        for _ in 0..50 {
            let picture = journey.picture();
            if let Some((_, words, _)) = column {
                let ends = ends(&picture, words);
                let shown = picture.outside(nasty::NOWHERE);
                assert!(ends.windows(2).all(|two| two[0] == two[1]), "{ends:?}\n{shown}");
                seen += ends.len();
            }
            journey.press("Down");
        }
        assert!(column.is_none_or(|(.., least)| seen >= *least), "{seen} on {tab}");
    }
    for (tab, keys) in OPENED {
        journey.begin_anew();
        journey.press("Enter 4 Enter").press(tab).press(keys);
        for _ in 0..3 {
            shown(journey);
            journey.press("PgDn");
        }
    }
}

/// What is opened from the tabs of an evaluation.
const OPENED: [(&str, &str); 18] = [
    ("1", "Enter"),
    ("1", "p"),
    ("1", "w"),
    ("1", "L"),
    ("2", "Enter"),
    ("2", "e"),
    ("2", "o"),
    ("2", "c"),
    ("2", "x"),
    ("3", "Enter"),
    ("4", "Enter"),
    ("4", "M"),
    ("5", "Enter"),
    ("5", "v"),
    ("5", "P"),
    ("6", "A"),
    ("6", "p"),
    ("6", "p Enter"),
];
