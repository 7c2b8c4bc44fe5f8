//! An evaluation by keys, from the criteria to the award, with figures worked out by hand.

use std::path::Path;

use rstest::rstest;
use serde_json::{Value, json};

use crate::terminal::pty::{LARGE, SMALLEST, Terminal, USUAL};
use crate::terminal::tenderbook;

const NEW: [&str; 9] = [
    "new",
    "--title",
    "Custody healthcare",
    "--policy",
    "nelc",
    "--type",
    "services",
    "--value",
    "240k",
];

/// The bids: price, and what is agreed for quality and for social value.
///
/// Quality weighs 50, social value 10, price 40; both questions are the whole of their section and
/// are marked from 0 to 5; points for price are relative to the lowest price, £60,000. By hand:
///
/// | bid   | quality      | social value | price                 | total  | place |
/// | ----- | ------------ | ------------ | --------------------- | ------ | ----- |
/// | Acme  | 50 × 5/5 50  | 10 × 4/5 8   | 40 × 60/100 24        | 82     | 1     |
/// | Beta  | 50 × 3/5 30  | 10 × 2/5 4   | 40 × 60/60 40         | 74     | 3     |
/// | Gamma | 50 × 4/5 40  | 10 × 5/5 10  | 40 × 60/90 26 2/3     | 76 2/3 | 2     |
/// | Delta | 50 × 2/5 20  | 10 × 3/5 6   | 40 × 60/120 20        | 46     | 4     |
///
/// Acme is 82 − 76 2/3 = 5 1/3 before Gamma. The others of Beta have a mean of £103,333.33, above
/// which £60,000 is 41.94% below, and a median of £100,000, of which it is 40% below.
const BIDS: [(&str, &str, [&str; 2]); 4] = [
    ("Acme Care", "100,000", ["5", "4"]),
    ("Beta Care", "60k", ["3", "2"]),
    ("Gamma Care", "90000", ["4", "5"]),
    ("Delta Care", "£120,000", ["2", "3"]),
];

/// What is agreed for the answer that the title of the dialog names.
fn mark(screen: &str) -> &'static str {
    let title =
        screen.lines().find(|line| line.contains("┌─")).unwrap_or_else(|| panic!("{screen}"));
    let (_, _, marks) = BIDS.iter().find(|(bid, ..)| title.contains(bid)).unwrap();
    if title.contains(" 1.1 ") { marks[0] } else { marks[1] }
}

/// Gives one answer the mark that is agreed for it in the end, as the evaluator who is entering.
fn scores(terminal: &mut Terminal, who: &str) {
    let form = terminal.sees("Rationale");
    assert!(form.contains(&format!("{who} scores ")), "{form}");
    terminal.press(mark(&form));
    terminal.press("Tab");
    terminal.send(&format!("{who} finds it on page 4."));
    terminal.press("Ctrl-S");
    terminal.no_longer_sees("Rationale");
}

/// Agrees on one answer.
fn agrees(terminal: &mut Terminal) {
    terminal.press("M");
    let form = terminal.sees("Agree on ");
    terminal.press(mark(&form));
    terminal.press("Tab");
    terminal.send("Named staff are shown for each shift.");
    terminal.press("Ctrl-S");
    terminal.no_longer_sees("Agree on ");
}

/// Adds an evaluator by keys, and the declaration of no interest where it is made at once.
fn evaluator(terminal: &mut Terminal, name: &str, declares: bool) {
    terminal.press("a");
    terminal.sees("Role");
    terminal.send(name);
    terminal.press("Ctrl-S");
    terminal.sees(&format!("{name}  "));
    if declares {
        declare(terminal, name);
    }
}

fn declare(terminal: &mut Terminal, name: &str) {
    terminal.press("i");
    terminal.sees(&format!("The declaration of {name}"));
    terminal.press("Ctrl-S");
    terminal.no_longer_sees("The declaration of ");
    terminal.sees("no interest");
}

#[test]
fn four_bids_are_evaluated_by_three_people_up_to_the_award() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let mut terminal = Terminal::start(&register, USUAL.0, USUAL.1, &[]);
    terminal.sees("There is no tender in this register yet");
    start_a_tender(&mut terminal);
    set_the_criteria(&mut terminal);
    record_the_bids(&mut terminal);
    name_the_evaluators(&mut terminal);
    score_every_answer(&mut terminal);
    agree_on_every_answer(&mut terminal);
    read_the_result(&mut terminal);
    look_into_the_low_price(&mut terminal);
    check_and_award(&mut terminal);
    read_the_letter_to_a_loser(&mut terminal);
    terminal.press("Esc Esc Esc");
    terminal.sees("1 tender");
    terminal.press("q");
    assert!(terminal.ends_well());
    the_register_holds_the_same(&register);
}

fn start_a_tender(terminal: &mut Terminal) {
    terminal.press("a");
    terminal.sees("New tender");
    terminal.send("Custody healthcare");
    terminal.press("Tab");
    // The policies in a row; the one that is wanted is named when it is reached.
    for _ in 0..10 {
        if terminal.screen().contains("[NE Lincolnshire Council]") {
            break;
        }
        let before = terminal.received();
        terminal.press("Right");
        terminal.wait("the next policy", |_| terminal.received() > before);
        terminal.picture();
    }
    terminal.sees("[NE Lincolnshire Council]");
    terminal.press("Tab Tab");
    terminal.sees("[services]");
    terminal.send("240k");
    terminal.press("Ctrl-S");
    terminal.sees("Started “Custody healthcare”");
    terminal.press("Esc 4");
    terminal.sees("[4 Evaluation]");
    terminal.sees("No evaluation has been begun.");
}

fn set_the_criteria(terminal: &mut Terminal) {
    terminal.press("Enter");
    terminal.sees("next   Criteria");
    terminal.press("Enter");
    terminal.sees("[1 Criteria]");
    terminal.sees("2 faults");
    // What the policy asks for is the weight at which the criteria begin.
    terminal.sees("2 Social value                        10%       10");
    terminal.press("a");
    terminal.sees("Asks about");
    terminal.send("Clinical model");
    terminal.press("Tab");
    terminal.send("Who is on each shift?");
    terminal.press("Ctrl-S");
    terminal.sees("1.1 Clinical model");
    terminal.press("Down a");
    terminal.sees("What is the question about?");
    terminal.press("Enter");
    terminal.sees("Asks about");
    terminal.send("Local jobs");
    terminal.press("Ctrl-S");
    terminal.sees("2.1 Local jobs");
    terminal.no_longer_sees("fault");
}

fn record_the_bids(terminal: &mut Terminal) {
    terminal.press("2");
    terminal.sees("[2 Bids]");
    for (at, (supplier, price, _)) in BIDS.iter().enumerate() {
        terminal.press("a");
        let form = terminal.sees("A bid that has come in");
        assert_eq!(at == 0, form.contains("With the first bid the award criteria are fixed"));
        terminal.send(supplier);
        terminal.press("Tab");
        terminal.send(price);
        terminal.press("Ctrl-S");
        terminal.no_longer_sees("A bid that has come in");
        terminal.sees(&format!("{supplier}  "));
    }
    let screen = terminal.sees("4 bids");
    assert_eq!(screen.matches("  hidden").count(), 4, "{screen}");
    assert!(!screen.contains("100,000"), "{screen}");
}

fn name_the_evaluators(terminal: &mut Terminal) {
    terminal.press("3");
    terminal.sees("No evaluators yet.");
    evaluator(terminal, "Dana", true);
    evaluator(terminal, "Eve", true);
    evaluator(terminal, "Fay", false);
    terminal.sees("no declaration yet");
    // Whoever has not declared cannot score, and it is said why.
    terminal.press("4");
    terminal.sees("[4 Scores]");
    terminal.press("a");
    terminal.sees("Fay (may not score yet)");
    terminal.press("Down Down Enter");
    terminal.reads("declaration of interests");
    terminal.no_longer_sees("Whose score is it?");
    terminal.press("3");
    terminal.sees("[3 Evaluators]");
    declare(terminal, "Fay");
    terminal.no_longer_sees("no declaration yet");
}

fn score_every_answer(terminal: &mut Terminal) {
    terminal.press("4");
    terminal.sees("[4 Scores]");
    for (at, name) in ["Dana", "Eve", "Fay"].into_iter().enumerate() {
        for answer in 0..8 {
            if answer == 0 {
                terminal.press("a");
                let choices = terminal.sees("Whose score is it?");
                // Those who have not scored the answer come first.
                assert!(choices.contains(&format!("▸ {name}")), "{choices}");
            } else {
                terminal.press("n");
                terminal.picture();
            }
            terminal.press("Enter");
            scores(terminal, name);
            if (at, answer) == (0, 0) {
                // One score of three is in: that it is given is seen, what it is not.
                let screen = terminal.reads("Dana: given, hidden until all have scored");
                assert!(!screen.contains("finds it on page 4"), "{screen}");
                terminal.press("M");
                let screen = terminal.sees("not possible now");
                assert!(!screen.contains("Agree on "), "{screen}");
            }
        }
    }
    let screen = terminal.reads("Eve finds it on page 4.");
    assert!(screen.contains("8 to moderate"), "{screen}");
    terminal.press("2");
    let screen = terminal.sees("[2 Bids]");
    assert_eq!(
        screen.matches("  hidden").count(),
        4,
        "prices wait for the agreed scores: {screen}"
    );
    terminal.press("5");
    terminal.sees("[5 Result]");
    terminal.reads("No result yet");
}

fn agree_on_every_answer(terminal: &mut Terminal) {
    terminal.press("4");
    terminal.sees("8 to moderate");
    for answer in 1..=8 {
        terminal.press("n");
        terminal.picture();
        agrees(terminal);
        terminal.sees(&format!("{answer} of 8 agreed"));
    }
    terminal.press("2");
    let screen = terminal.sees("[2 Bids]");
    assert!(screen.contains("£60,000") && screen.contains("£120,000"), "{screen}");
}

fn read_the_result(terminal: &mut Terminal) {
    terminal.press("5");
    let screen = terminal.sees("Acme Care is first: 82.00 points, 5.33 before Gamma Care.");
    for (place, supplier, total) in [
        (1, "Acme Care", "82.00"),
        (2, "Gamma Care", "76.67"),
        (3, "Beta Care", "74.00"),
        (4, "Delta Care", "46.00"),
    ] {
        let line = |line: &&str| line.contains(&format!(" {place}  ")) && line.contains(supplier);
        let line = screen.lines().find(line).unwrap_or_else(|| panic!("{screen}"));
        assert!(line.contains(total), "{screen}");
    }
    terminal.press("Enter");
    terminal.sees("The working: Acme Care");
    terminal.reads("5 of 5 × 100% of the section × 50%");
    terminal.reads("40 × the lowest price, £60,000, ÷ £100,000");
    terminal.press("Esc");
    terminal.no_longer_sees("The working: ");
    terminal.press("v");
    terminal.sees("What would change the result");
    terminal.press("v");
    terminal.no_longer_sees("What would change the result");
}

fn look_into_the_low_price(terminal: &mut Terminal) {
    terminal.press("Down Down");
    terminal.reads("The price of Beta Care is 41.94% below the mean and 40.00% below the median");
    terminal.press("P");
    terminal.reads("Procurement Act 2023 s.19");
    terminal.press("Ctrl-U");
    terminal.send("20/11/2026");
    terminal.press("Tab");
    terminal.send("We own the vans.");
    terminal.press("Tab Right Tab");
    terminal.send("The accounts show it.");
    terminal.press("Ctrl-S");
    terminal.reads("can perform at its price");
}

fn check_and_award(terminal: &mut Terminal) {
    terminal.press("6");
    terminal.sees("[6 Award]");
    terminal.reads("No second person has checked the arithmetic.");
    terminal.press("C");
    terminal.sees("Checked by");
    terminal.send("A. Officer");
    terminal.press("Tab Ctrl-U");
    terminal.send("21/11/2026");
    terminal.press("Ctrl-S");
    terminal.reads("A. Officer recorded the scores; a second person checks the arithmetic.");
    // Back to the field before.
    terminal.send("\u{1b}[Z");
    terminal.press("Ctrl-U");
    terminal.send("R. Okafor");
    terminal.press("Ctrl-S");
    terminal.no_longer_sees("Checked by");
    terminal.no_longer_sees("No second person");
    terminal.press("A");
    terminal.reads("Acme Care is first, so the award goes to it");
    terminal.press("Tab");
    terminal.send("J. Smith");
    terminal.press("Tab Tab Ctrl-U");
    terminal.send("21/11/2026");
    terminal.press("Ctrl-S");
    terminal.sees("Awarded to Acme Care");
    terminal.reads("Decided by J. Smith as Leadership Team on 21 Nov 2026.");
    // Afterwards it can be read, and a key that would change it says why it does not.
    for (tab, shown, key) in
        [("2", "[2 Bids]", "a"), ("4", "[4 Scores]", "M"), ("1", "[1 Criteria]", "a")]
    {
        terminal.press(tab);
        terminal.sees(shown);
        terminal.press(key);
        terminal.reads("The lot is awarded; its evaluation can only be read.");
    }
}

fn read_the_letter_to_a_loser(terminal: &mut Terminal) {
    terminal.press("6");
    terminal.sees("[6 Award]");
    terminal.press("p");
    terminal.sees("Acme Care (the winner)");
    terminal.sees("Gamma Care (not successful)");
    terminal.sees("▸ Acme Care (the winner)");
    terminal.press("Down Enter");
    terminal.sees("Letter to Beta Care");
    terminal.sees("Assessment summary");
    // To the page with the marks and their reasons.
    for _ in 0..12 {
        if terminal.screen().contains("Named staff are shown for each shift.") {
            break;
        }
        let before = terminal.received();
        terminal.send("\u{1b}[6~");
        terminal.wait("the next page", |_| terminal.received() > before);
        terminal.picture();
    }
    let screen = terminal.sees("Named staff are shown for each shift.");
    assert!(!screen.contains("finds it on page 4"), "single scores stay inside: {screen}");
    terminal.press("Esc");
    terminal.sees("[6 Award]");
}

/// The command line works the same out, and the register is whole.
fn the_register_holds_the_same(register: &Path) {
    let shown = tenderbook(register, &["evaluation", "show", "2026-0001", "--json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    for (supplier, rounded, exact) in [
        ("Acme Care", "82.00", "82"),
        ("Beta Care", "74.00", "74"),
        ("Gamma Care", "76.67", "230/3"),
        ("Delta Care", "46.00", "46"),
    ] {
        let mut totals = shown["totals"].as_array().unwrap().iter();
        let total = totals.find(|one| one["supplier"] == supplier).unwrap();
        assert_eq!(total["total"], json!({ "rounded": rounded, "exact": exact }), "{supplier}");
    }
    let places: Vec<(Option<u64>, Option<&str>)> = shown["ranks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| (place["rank"].as_u64(), place["supplier"].as_str()))
        .collect();
    let places: Vec<(u64, &str)> =
        places.into_iter().filter_map(|(rank, supplier)| rank.zip(supplier)).collect();
    assert_eq!(places, [(1, "Acme Care"), (2, "Gamma Care"), (3, "Beta Care"), (4, "Delta Care")]);
    let lot = &shown["lots"][0];
    assert_eq!(lot["check_holds"], true);
    assert_eq!(lot["award"]["decided_by"], "J. Smith");
    let verified = tenderbook(register, &["verify", "--json"]);
    let verified: Value = serde_json::from_str(&verified).unwrap();
    assert_eq!(verified["sound"], true, "{verified}");
}

/// A tender with everything but the last answer by commands: the rest is done by keys.
fn nearly_done(register: &Path) {
    tenderbook(register, &NEW);
    let run = |arguments: &[&str]| {
        tenderbook(register, &[&["evaluation"][..], arguments].concat());
    };
    let reference = "2026-0001";
    run(&["begin", reference]);
    for (section, title) in [("Quality", "Clinical model"), ("Social value", "Local jobs")] {
        run(&["question", "add", reference, section, title, "--weight", "100"]);
    }
    for (supplier, price, _) in BIDS {
        run(&["bid", "add", reference, supplier, "--price", price]);
    }
    run(&["evaluator", "add", reference, "Dana"]);
    run(&["evaluator", "declare", reference, "Dana", "--no-interest"]);
    for (supplier, _, marks) in BIDS {
        for (question, mark) in ["1.1", "2.1"].into_iter().zip(marks) {
            if (supplier, question) == ("Acme Care", "1.1") {
                continue;
            }
            run(&["score", reference, supplier, question, mark, "--by", "Dana", "--why", "Page 4"]);
            run(&["agree", reference, supplier, question, mark, "--reasons", "It says so."]);
        }
    }
    let satisfied = ["--satisfied", "yes", "--reasons", "The accounts show it"];
    run(&["low-price", reference, "Beta", "--notified", "2026-11-20"]);
    run(&["low-price", reference, "Beta", "--explanation", "We own the vans"]);
    run(&[&["low-price", reference, "Beta"][..], &satisfied].concat());
}

#[rstest]
fn the_last_answer_is_scored_agreed_and_the_tender_awarded(
    #[values(SMALLEST, LARGE)] size: (u16, u16),
) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    nearly_done(&register);
    let mut terminal = Terminal::start(&register, size.0, size.1, &[]);
    terminal.sees("1 tender");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("4");
    terminal.sees("[4 Evaluation]");
    // It opens at the part that comes next.
    terminal.press("Enter");
    terminal.sees("[4 Scores]");
    terminal.press("n Enter");
    scores(&mut terminal, "Dana");
    agrees(&mut terminal);
    terminal.reads("8 of 8 agreed");
    terminal.press("5");
    terminal.reads("Acme Care is first: 82.00 points, 5.33 before Gamma Care.");
    check_and_award(&mut terminal);
    read_the_letter_to_a_loser(&mut terminal);
    terminal.press("Esc Esc Esc");
    terminal.sees("1 tender");
    terminal.press("q");
    assert!(terminal.ends_well());
    the_register_holds_the_same(&register);
}
