//! From the award to a late delivery and a status in a small and in a large window.

use rstest::rstest;

use crate::terminal::contract_life::Put::{Choice, Words};
use crate::terminal::contract_life::{Life, fills, home, judge_all, press};
use crate::terminal::pty::{LARGE, SMALLEST};

#[rstest]
#[case::smallest(SMALLEST)]
#[case::large(LARGE)]
fn a_contract_is_begun_delivered_and_judged_in_any_window(#[case] size: (u16, u16)) {
    let mut life = Life::awarded(size);
    let terminal = life.on("2026-11-21");
    terminal.press("Enter 5");
    terminal.sees("[5 Contract]");
    terminal.sees("Begin the contract");
    terminal.press("Enter");
    let fields = [
        ("Signed on", Words("21/11/2026")),
        ("Begins", Words("1/4/2027")),
        ("Ends", Words("31/03/2030")),
    ];
    fills(terminal, "The contract of ", &fields);
    terminal.sees("none yet, 1 promised by the bid");
    terminal.press("Enter");
    terminal.sees("[2 Commitments]");
    terminal.press("o");
    terminal.sees("nothing due yet");
    terminal.press("Enter");
    let fields = [
        ("How much", Words("2")),
        ("When", Choice("in every period")),
        ("Reason", Words("The bid says so.")),
    ];
    fills(terminal, "The commitment", &fields);
    // One of the two of the first quarter came.
    let terminal = life.in_contract("2027-06-30", "2");
    terminal.press("r");
    fills(terminal, "Delivered: Apprenticeships", &[("How much", Words("1"))]);
    terminal.sees("at risk");
    let terminal = life.in_contract("2027-07-01", "2");
    let screen = terminal.sees("late");
    assert!(screen.contains("Apprenticeships"), "{screen}");
    terminal.press("r");
    fills(terminal, "Delivered: Apprenticeships", &[("How much", Words("1"))]);
    let screen = terminal.no_longer_sees("late");
    assert!(screen.contains("on track"), "{screen}");
    home(terminal);
    judge_all(terminal, "Silver", "Minutes of June");
    terminal.press("D");
    fills(terminal, "Decide on the status", &[("Reason", Words("Every behaviour reaches it."))]);
    press(terminal, "Home");
    terminal.sees("Status: Silver");
    life.leave();
    life.tenderbook(&["verify"]);
}
