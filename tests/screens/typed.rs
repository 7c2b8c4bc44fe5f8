//! What is typed is not lost by a key that was meant otherwise, by a refusal, or by somebody else.

use tenderbook::domain::StageNo;
use tenderbook::register::{Act, Clock, ContractAct, Library, Order, Register};
use tenderbook::tui::{Code, Input, Key, Options};

use super::Journey;
use super::contract_build::bare;

impl Journey {
    /// Presses a letter with Alt, which terminals send as Esc and the letter.
    fn with_alt(&mut self, letter: char) -> &mut Self {
        self.app.handle(Input::Key(Key { code: Code::Char(letter), ctrl: false, alt: true }));
        self
    }

    fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.text();
        let words: Vec<&str> = screen.split_whitespace().collect();
        assert!(words.join(" ").contains(text), "no “{text}” in\n{screen}");
        self
    }

    /// What a colleague does meanwhile.
    fn elsewhere(&self, acts: impl FnOnce(&Register) -> Vec<Act>) {
        let path = self.folder.path().join("register.db");
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("B. Officer");
        let mut register = Register::open(&path, Library::new(None), &context).unwrap();
        for act in acts(&register) {
            register.perform(&Order::on("2026-0001", act), &context).unwrap();
        }
    }
}

fn first() -> StageNo {
    StageNo::new(1).unwrap()
}

#[test]
fn esc_and_a_letter_in_one_piece_answer_no_question_that_esc_brings_up() {
    let mut journey = Journey::new(80, 24, Options::default());
    journey.press("a").paste("Roof works").with_alt('d').shows("Leave what was typed?");
    journey.press("Esc").shows("Roof works");
    // What is asked with nothing typed goes, and the letter with it.
    journey.press("Esc d").with_tender(0).press("e").with_alt('q').shows("[1 Walk]");
    // Where nothing is typed both count.
    journey.with_alt('a').shows("New tender");
}

#[test]
fn what_is_typed_for_a_setting_is_not_left_for_the_palette() {
    let mut journey = Journey::new(80, 24, Options::default());
    journey
        .press(", Enter")
        .paste(" and B. Clerk")
        .press("Ctrl-P")
        .shows("A. Officer and B. Clerk");
    assert!(!journey.text().contains("Find and do anything"));
    journey.press("Esc").shows("Leave what was typed?");
}

#[test]
fn a_note_is_kept_when_the_stage_cannot_be_closed_and_comes_back_after_the_open_item() {
    let mut journey = Journey::new(80, 24, Options::default());
    journey.with_tender(0).elsewhere(|register| {
        let view = register.procurement("2026-0001").unwrap();
        let open = view.stages[0].items.iter().filter(|item| item.required);
        open.map(|item| Act::TickItem { item: item.id.clone() }).collect()
    });
    journey.press("Up Up Up c").shows("Close stage 1?").paste("Agreed by the board");
    journey.elsewhere(|_| {
        vec![Act::AddItem { stage: first(), text: "Ask the union".to_owned(), required: true }]
    });
    journey.press("Enter").shows("Agreed by the board").press("Enter").shows("Not yet");
    journey.press("Esc").shows("Agreed by the board").press("Enter").shows("Not yet");
    // To the open item, which is done; then the note is there again.
    journey.press("Enter").shows("Ask the union").press("Space c").shows("Agreed by the board");
    journey.press("Enter").shows("Closed stage 1");
    journey.press("g g c");
    assert!(!journey.text().contains("Agreed by the board"), "it was said");
}

#[test]
fn a_form_stays_when_what_it_belongs_to_is_taken_away_by_somebody_else() {
    let mut journey = Journey::new(80, 24, Options::default());
    journey.with_contract("1", bare).press("E Tab").paste("New name").shows("New name");
    journey.elsewhere(|register| {
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("B. Officer");
        let uid = register.contracts("2026-0001", &context).unwrap().contracts[0].uid;
        let reason = "Entered by mistake".to_owned();
        vec![Act::Contract(ContractAct::Remove { uid, reason })]
    });
    journey.press("Up").shows("That contract is no longer there.").shows("New name");
    journey.press("Ctrl-S").shows("New name");
    // Below the form the contract is gone, and the tender is there.
    journey.press("Esc d").shows("[5 Contract]");
}

#[test]
fn a_long_note_goes_up_by_a_line_only_when_the_cursor_leaves_its_window() {
    let mut journey = Journey::new(80, 24, Options::default());
    let note: Vec<String> = (1..=12).map(|line| format!("line {line}.")).collect();
    journey.with_tender(0).press("e").paste(&note.join("\n")).shows("▸ line 8.");
    let scrolled = |journey: &mut Journey| {
        let screen = journey.text();
        note.iter().filter(|line| screen.contains(line.as_str())).cloned().collect::<Vec<_>>()
    };
    let at_the_end = scrolled(&mut journey);
    assert_eq!(at_the_end.last().unwrap(), "line 12.");
    for _ in 1..at_the_end.len() {
        journey.press("Up");
        assert_eq!(scrolled(&mut journey), at_the_end);
    }
    journey.press("Up");
    assert_eq!(scrolled(&mut journey)[1..], at_the_end[..at_the_end.len() - 1]);
}
