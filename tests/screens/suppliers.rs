//! The directory and one supplier as pictures, and what is done there.

use tenderbook::domain::supplier::Supplier;
use tenderbook::tui::Options;

use super::evaluation_result::built;
use super::{Journey, ascii, colour};
use crate::support::directory::{Book, filled};

/// An interface over the filled register; the list of tenders is on the screen.
pub(super) fn over((columns, rows): (u16, u16), options: Options) -> Journey {
    let mut journey = Journey::new(columns, rows, options);
    journey.folder = tempfile::tempdir().unwrap();
    journey.with_directory();
    journey
}

impl Journey {
    /// The same over the filled register.
    pub(super) fn with_directory(&mut self) -> &mut Self {
        let key = filled as fn(&std::path::Path) -> Book as usize;
        built(&self.folder.path().join("register.db"), key, |path| drop(filled(path)));
        self.begin_anew();
        self
    }
}

const WAYS: [(&str, &str); 16] = [
    ("list", "p"),
    ("merged", "p End"),
    ("add", "p a"),
    ("merge", "p Down M"),
    ("profile", "p Enter"),
    ("profile_end", "p Enter End"),
    ("names", "p Enter Enter"),
    ("size", "p Enter Down Down Down Down Enter"),
    ("ethics", "p Enter Down Down Down Down Down Down Down Down Down Down Enter"),
    ("contracts", "p Enter 2"),
    ("status", "p Enter 3"),
    ("status_end", "p Enter 3 End"),
    ("judge", "p Enter 3 Down Enter"),
    ("decide", "p Enter 3 D"),
    ("letter", "p Enter 3 p"),
    ("journal", "p Enter 4"),
];

/// Nothing that is not ASCII stands on the screen but the sign of the pound.
pub(super) fn plain(name: &str, text: &str) {
    let foreign: String = text.chars().filter(|c| !c.is_ascii() && !"£“”’".contains(*c)).collect();
    assert!(foreign.is_empty(), "{name} draws {foreign}");
}

#[test]
fn suppliers_at_80_by_24_in_ascii_without_colour() {
    for (name, keys) in WAYS {
        let text = over((80, 24), ascii()).press(keys).text();
        plain(name, &text);
        insta::assert_snapshot!(format!("suppliers_{name}_80x24_ascii"), text);
    }
}

#[test]
fn suppliers_at_120_by_40_in_colour() {
    for (name, keys) in WAYS {
        let mut journey = over((120, 40), colour());
        journey.press(keys);
        insta::assert_snapshot!(format!("suppliers_{name}_120x40_colour"), journey.styled());
    }
}

#[test]
fn suppliers_are_drawn_in_every_size_without_a_panic() {
    for (_, keys) in WAYS {
        let mut journey = over((60, 16), colour());
        journey.press(keys);
        for columns in [1, 20, 59, 60, 61, 80, 104, 200] {
            for rows in [1, 5, 15, 16, 24, 60] {
                journey.app.resize(columns, rows);
                let backend = ratatui::backend::TestBackend::new(columns, rows);
                journey.terminal = ratatui::Terminal::new(backend).unwrap();
                journey.draw();
            }
        }
    }
}

#[test]
fn an_empty_directory_says_what_it_is_for_and_how_to_begin() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.press("p").text();
    insta::assert_snapshot!("suppliers_empty_80x24_ascii", text);
    let text = journey.press("a").paste("Dale Buses").press("Ctrl-S").text();
    assert!(text.contains("1 supplier, by name"), "{text}");
    assert!(text.contains("> Dale Buses"), "{text}");
}

#[test]
fn what_nobody_has_said_is_never_a_no() {
    let mut journey = Journey::new(100, 50, ascii());
    let text = journey.press("p a").paste("Dale Buses").press("Ctrl-S Enter").text();
    assert!(text.matches("not known").count() >= 6, "{text}");
    assert!(text.contains("nobody has judged yet"), "{text}");
    assert!(!text.contains("not local"), "{text}");
}

#[test]
fn the_filter_marks_what_it_finds_by_name_and_number() {
    let mut journey = over((100, 30), ascii());
    let text = journey.press("p /").paste("bright").text();
    assert!(text.contains("1 of 5") && text.contains("Brightside"), "{text}");
    assert!(!text.contains("Dale"), "{text}");
    journey.press("Ctrl-U").paste("01234567");
    assert!(journey.text().contains("> Acorn Youth CIC"), "{}", journey.text());
    let text = journey.press("Esc").text();
    assert!(text.contains("Dale Buses"), "{text}");
}

#[test]
fn two_are_merged_with_a_reason_and_parted_again() {
    let mut journey = over((100, 30), ascii());
    journey.press("p / d a l e Enter M Right Right Tab").paste("The same firm");
    let text = journey.press("Ctrl-S Esc").text();
    assert!(text.contains("2 merged into others"), "{text}");
    let text = journey.press("End").text();
    assert!(text.contains("Merged into Brightside Ltd"), "{text}");
    let text = journey.press("M").paste("They are two after all").press("Ctrl-S").text();
    assert!(text.contains("1 merged into others"), "{text}");
    // What was done here is undone like anything else.
    let text = journey.press("u").text();
    assert!(text.contains("2 merged into others"), "{text}");
}

#[test]
fn a_supplier_with_a_contract_is_not_taken_away() {
    let mut journey = over((100, 30), ascii());
    let text = journey.press("p d").text();
    assert!(text.contains("merge the two"), "{text}");
    let text = journey.press("Down Down d").paste("Never bought from").press("Ctrl-S").text();
    assert!(!text.contains("> Dale Buses"), "{text}");
}

#[test]
fn a_status_is_judged_told_answered_and_decided_with_what_then_applies() {
    let mut journey = over((100, 50), ascii());
    let text = journey.press("p Enter 3").text();
    assert!(text.contains("support no level yet"), "no data is no score: {text}");
    assert!(text.contains("no data"), "{text}");
    // The fourth, sixth and seventh behaviour have no data yet.
    for downs in ["Down Down Down Down", "Down Down", "Down"] {
        journey.press(downs).press("Enter Right Tab").paste("Seen at the board");
        journey.press("Ctrl-S");
    }
    let text = journey.text();
    assert!(text.contains("The judgements support Silver"), "{text}");
    assert!(text.contains("Performance measures"), "{text}");
    let text = journey.press("p").text();
    assert!(text.contains("We intend to give you the status Silver"), "{text}");
    let text = journey.press("Esc t Ctrl-S r").paste("We did better since").press("Ctrl-S").text();
    assert!(text.contains("replied on 21 Nov 2026"), "{text}");
    let text = journey.press("D Right Right Right Right Tab").text();
    assert!(text.contains("Decide on the status"), "{text}");
    journey.press("Tab Tab Tab Tab Right Right");
    let text = journey.press("Tab").paste("Better since").press("Ctrl-S").text();
    assert!(text.contains("Decided on"), "{text}");
    assert!(text.contains("Decided before"), "{text}");
}

#[test]
fn a_judgement_without_evidence_is_refused_and_no_data_is_not() {
    let mut journey = over((100, 40), ascii());
    let text = journey.press("p Enter 3 Down Down Down Down Enter Right Ctrl-S").text();
    assert!(text.contains("A judgement needs its evidence"), "{text}");
}

#[test]
fn contracts_of_a_supplier_lead_to_the_contract() {
    let mut journey = over((100, 30), ascii());
    let text = journey.press("p Enter 2").text();
    assert!(text.contains("2 contracts, 2 running"), "{text}");
    assert!(text.contains("1 late"), "{text}");
    let text = journey.press("Enter").text();
    assert!(text.contains("Commitments]"), "{text}");
}

#[test]
fn the_palette_finds_suppliers_by_name_and_number() {
    let mut journey = over((100, 30), ascii());
    let text = journey.press("Enter :").paste("bright").text();
    assert!(text.contains("Supplier"), "{text}");
    let text = journey.press("Enter").text();
    assert!(text.contains("[1 Profile]") && text.contains("Brightside"), "{text}");
    let text = journey.press("Esc :").paste("01234567").press("Enter").text();
    assert!(text.contains("[1 Profile]") && text.contains("Acorn"), "{text}");
    let text = journey.press(":").paste("targets").press("Enter").text();
    assert!(text.contains("Financial year"), "{text}");
}

#[test]
fn suppliers_are_filtered_while_one_types() {
    let mut journey = Journey::new(100, 30, ascii());
    journey.folder = tempfile::tempdir().unwrap();
    let path = journey.folder.path().join("register.db");
    let mut book = Book::new(&path);
    for number in 0..60 {
        book.supplier(Supplier::named(format!("Supplier {number:04}")));
    }
    drop(book);
    journey.begin_anew();
    let text = journey.press("p /").paste("0059").text();
    assert!(text.contains("1 of 60"), "{text}");
}
