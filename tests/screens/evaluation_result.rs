//! The result of an evaluation as a picture: incomplete, complete, tied, with a low price, its
//! working, and what would change it.

use std::path::Path;
use std::sync::Mutex;

use tenderbook::domain::evaluation::{OutKind, PriceMethod, TieBreak};

use super::{Journey, ascii, colour};
use crate::support::evaluation::Filler;

type Fill = fn(Filler) -> Filler;

/// Registers that were filled in, by what filled them: filling takes many small deeds.
static FILLED: Mutex<Vec<(usize, Vec<u8>)>> = Mutex::new(Vec::new());

/// An interface over a tender whose evaluation was filled in.
pub(super) fn over(
    (columns, rows): (u16, u16),
    options: tenderbook::tui::Options,
    fill: Fill,
) -> Journey {
    let mut journey = Journey::new(columns, rows, options);
    journey.folder = tempfile::tempdir().unwrap();
    journey.filled(fill);
    journey
}

impl Journey {
    /// The same over a tender whose evaluation was filled in; the list of tenders is on the screen.
    pub(super) fn filled(&mut self, fill: Fill) -> &mut Self {
        built(&self.folder.path().join("register.db"), fill as usize, |path| {
            drop(fill(Filler::new(path, "nelc", "300000").with_criteria()));
        });
        self.begin_anew();
        self
    }
}

/// Puts a register in its place that is built once, and copied where it is asked for again.
pub(super) fn built(path: &Path, key: usize, build: impl FnOnce(&Path)) {
    let known = FILLED.lock().unwrap().iter().find(|(of, _)| *of == key).cloned();
    let bytes = known.map_or_else(
        || {
            let apart = tempfile::tempdir().unwrap();
            let apart = apart.path().join("register.db");
            build(&apart);
            let bytes = std::fs::read(&apart).unwrap();
            FILLED.lock().unwrap().push((key, bytes.clone()));
            bytes
        },
        |(_, bytes)| bytes,
    );
    // What was there goes with its log, which would be taken for that of the new one.
    for name in ["register.db", "register.db-wal", "register.db-shm"] {
        let _ = std::fs::remove_file(path.with_file_name(name));
    }
    std::fs::write(path, bytes).unwrap();
}

pub(super) fn complete(filler: Filler) -> Filler {
    filler.with_bids()
}

/// Goes to the result of the only tender.
fn result(journey: &mut Journey) -> &mut Journey {
    journey.press("Enter 4 Enter 5")
}

fn incomplete(mut filler: Filler) -> Filler {
    let first = filler.bid("Acorn Youth CIC", Some("82500"));
    filler.score_all(first, [5, 4, 4]);
    let second = filler.bid("Brightside Ltd", None);
    let question = filler.the_question("Safeguarding");
    filler.agree(second, question, 3, "Sound, with gaps.");
    filler
}

pub(super) fn tied(mut filler: Filler) -> Filler {
    for supplier in ["Acorn Youth CIC", "Brightside Ltd"] {
        let bid = filler.bid(supplier, Some("80000"));
        filler.score_all(bid, [4, 4, 4]);
    }
    filler
}

/// Four bids, one far below the others, one that fails, one that is out.
fn low(filler: Filler) -> Filler {
    let mut filler = filler.with_bids();
    let low = filler.bid("Dockside Play", Some("41000"));
    filler.score_all(low, [3, 3, 3]);
    let failed = filler.bid("Estuary Clubs", Some("85000"));
    filler.score_all(failed, [1, 3, 4]);
    let out = filler.bid("Foreshore Holdings", Some("88000"));
    filler.take_out(
        out,
        OutKind::Excluded,
        "A conviction within Schedule 6 stands against it.",
        "Procurement Act 2023 s.57",
    );
    filler
}

fn per_point(mut filler: Filler) -> Filler {
    filler.terms(|terms| terms.method = PriceMethod::PerPoint);
    filler.weigh("Quality", "85", None);
    filler.weigh("Social value", "15", None);
    filler.with_bids()
}

type Way = (&'static str, Fill, &'static str);

const WAYS: [Way; 10] = [
    ("no_bids", |filler| filler, "j"),
    ("incomplete", incomplete, "j"),
    ("complete", complete, "k"),
    ("tied", tied, "k"),
    ("low", low, "j"),
    ("low_notes", low, "Tab PgDn"),
    ("per_point", per_point, "k"),
    ("working", complete, "Enter"),
    ("otherwise", complete, "v"),
    ("otherwise_low", low, "v"),
];

#[test]
fn the_result_at_80_by_24_in_ascii_without_colour() {
    for (name, fill, keys) in WAYS {
        let mut journey = over((80, 24), ascii(), fill);
        let text = result(&mut journey).press(keys).text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{name} draws {foreign}");
        insta::assert_snapshot!(format!("result_{name}_80x24_ascii"), text);
    }
}

#[test]
fn the_result_at_120_by_40_in_colour() {
    for (name, fill, keys) in WAYS {
        let mut journey = over((120, 40), colour(), fill);
        result(&mut journey).press(keys);
        insta::assert_snapshot!(format!("result_{name}_120x40_colour"), journey.styled());
    }
}

#[test]
fn the_result_is_drawn_in_every_size_without_a_panic() {
    for (_, fill, keys) in [WAYS[0], WAYS[1], WAYS[4], WAYS[6], WAYS[8]] {
        let mut journey = over((80, 24), colour(), fill);
        result(&mut journey).press(keys);
        for columns in [1, 20, 59, 60, 61, 80, 110, 200] {
            for rows in [1, 5, 15, 16, 17, 24, 60] {
                journey.app.resize(columns, rows);
                let backend = ratatui::backend::TestBackend::new(columns, rows);
                journey.terminal = ratatui::Terminal::new(backend).unwrap();
                journey.draw();
                journey.press("Down PgDn Tab End Up");
                journey.draw();
            }
        }
    }
}

#[test]
fn no_price_and_nothing_that_tells_one_is_shown_before_quality_is_settled() {
    let mut journey = over((120, 40), ascii(), incomplete);
    let text = result(&mut journey).text();
    assert!(text.contains("hidden"), "{text}");
    for tells in ["82,500", "£"] {
        assert!(!text.contains(tells), "{tells} in {text}");
    }
    let text = journey.press("Enter").text();
    assert!(text.contains("hidden until every question"), "{text}");
    assert!(!text.contains("82,500"), "{text}");
}

#[test]
fn a_low_price_is_looked_into_and_the_arithmetic_is_checked_from_here() {
    let mut journey = over((100, 40), ascii(), low);
    let text = result(&mut journey).text();
    assert!(text.contains("Not looked into yet"), "{text}");
    journey.press("g");
    while !journey.text().contains("> 4") && !journey.text().contains("Dockside Play: place") {
        journey.press("Down");
    }
    let text = journey.press("P").text();
    assert!(text.contains("s.19(4)"), "{text}");
    journey.paste("9 Nov 2026").press("Tab").paste("Shared vans").press("Tab Right Tab");
    let text = journey.paste("The figures add up").press("Ctrl-S").text();
    assert!(text.contains("Looked into: it satisfies"), "{text}");
    let text = journey
        .press("C")
        .paste("A. Officer")
        .press("Tab")
        .paste("21 Nov 2026")
        .press("Ctrl-S")
        .text();
    assert!(text.contains("a second person checks the arithmetic"), "{text}");
    journey.press("Esc d C").paste("B. Checker").press("Tab").paste("21 Nov 2026");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Holds: B. Checker"), "{text}");
}

#[test]
fn the_tie_break_by_price_is_said_where_it_decides() {
    let mut journey = over((100, 30), ascii(), |mut filler| {
        filler.terms(|terms| terms.tie_break = TieBreak::Section { section: uuid::Uuid::nil() });
        let section = filler.section("Quality");
        filler.terms(|terms| terms.tie_break = TieBreak::Section { section });
        tied(filler)
    });
    let text = result(&mut journey).text();
    assert!(text.contains("share the first place"), "{text}");
    assert!(text.contains("Tie-break: more points for"), "{text}");
}

#[test]
fn what_is_selected_is_copied_and_what_would_change_it_in_full() {
    let mut journey = over((80, 24), ascii(), complete);
    result(&mut journey).press("y");
    let copied = journey.app.take_copied().unwrap();
    assert!(copied.contains("Acorn Youth CIC, Bid price: £82,500.00"), "{copied}");
    journey.press("v y");
    let copied = journey.app.take_copied().unwrap();
    assert!(copied.contains("By other price methods"), "{copied}");
}
