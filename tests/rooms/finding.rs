//! Finding: the journal by its words, and tenders without counting the rest.

use tenderbook::domain::ContractType::Services;
use tenderbook::register::{Act, NewEvidence};

use super::{Desk, facts, id};

const PURPOSE: &str = "cumbria.01.purpose";

fn noted(desk: &mut Desk, note: &str) {
    desk.attempt(Act::NoteItem { item: id(PURPOSE), note: note.to_owned() }).unwrap();
}

fn said(desk: &Desk, words: &str, first: usize, most: usize) -> (Vec<String>, usize, usize) {
    let view = desk.register.journal_of("T-1", words, first, most).unwrap();
    let lines = view.lines.into_iter().map(|line| line.said).collect();
    (lines, view.matching, view.total)
}

#[test]
fn the_journal_is_searched_by_what_its_lines_show_and_not_by_how_it_is_kept() {
    let mut desk = Desk::with_tender();
    noted(&mut desk, "Seen by the Board");
    let text = "Café minutes".to_owned();
    let evidence = NewEvidence::Note { text };
    desk.attempt(Act::Attach { item: id(PURPOSE), evidence }).unwrap();
    assert_eq!(said(&desk, "note BOARD", 0, 9), (vec!["wrote a note on purpose".into()], 1, 3));
    assert_eq!(said(&desk, "attached CAFÉ", 0, 9).1, 1);
    assert_eq!(said(&desk, "officer 2026-06-01", 0, 9).1, 3, "who and when count too");
    // The words by which the entry is kept are not shown, so they are not found.
    assert_eq!(said(&desk, "note_item", 0, 9), (Vec::new(), 0, 3));
    assert_eq!(said(&desk, "evidence", 0, 9).1, 0);
}

#[test]
fn a_window_onto_what_was_found_in_the_journal_counts_only_that() {
    let mut desk = Desk::with_tender();
    for number in 0..10 {
        noted(&mut desk, &format!("{} {number}", if number % 2 == 0 { "even" } else { "odd" }));
    }
    let view = desk.register.journal_of("T-1", "odd", 1, 2).unwrap();
    let details: Vec<&str> = view.lines.iter().filter_map(|line| line.detail.as_deref()).collect();
    assert_eq!(details, ["odd 7", "odd 5"]);
    assert_eq!((view.first, view.matching, view.total), (1, 5, 11));
    // What is written afterwards is found as well.
    noted(&mut desk, "odd indeed");
    assert_eq!(said(&desk, "odd", 0, 1).1, 6);
}

#[test]
fn tenders_are_found_by_words_and_by_letters_in_order() {
    let mut desk = Desk::with_tender();
    desk.start("T-2", "nelc", facts(Services, "5000"));
    let found = |words: &str, loose| -> Vec<String> {
        let rows = desk.register.tenders(words, loose, 10).unwrap();
        rows.iter().map(|row| row.reference.to_string()).collect()
    };
    assert_eq!(found("", false).len(), 2);
    assert_eq!(found("t-2", false), ["T-2"]);
    assert_eq!(found("nelc", false), ["T-2"]);
    assert_eq!(found("nlc", false), [""; 0]);
    assert_eq!(found("nlc", true), ["T-2"]);
    assert_eq!(found("n%c", true), [""; 0], "what SQL takes for a sign is a letter here");
    let named = ["T-2".to_owned(), "T-9".to_owned()];
    assert_eq!(desk.register.tenders_named(&named).unwrap().len(), 1);
}
