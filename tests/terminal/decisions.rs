//! What an officer decides within a policy, at every size: recorded, and taken back in words.

use std::fs;
use std::path::Path;

use rstest::rstest;

use crate::support::{next_small_policy, small_policy};
use crate::terminal::pty::{LARGE, SMALLEST, Terminal, USUAL};
use crate::terminal::tenderbook;

/// The interface on the facts of a services tender under a policy.
fn facts_of(policy: &str, size: (u16, u16)) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let new = ["new", "--title", "Custody healthcare", "--policy", policy];
    tenderbook(&register, &[&new[..], &["--type", "services", "--value", "300k"]].concat());
    (folder, on_facts(&register, size))
}

fn on_facts(register: &Path, size: (u16, u16)) -> Terminal {
    let mut terminal = Terminal::start(register, size.0, size.1, &[]);
    terminal.sees("1 tender");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("2");
    terminal.sees("[2 Facts");
    terminal
}

#[rstest]
fn a_weight_that_departs_from_the_policy_is_agreed_and_taken_back(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, mut terminal) = facts_of("cumbria", size);
    terminal.press("W");
    terminal.sees("Weight %");
    terminal.send("12");
    terminal.press("Ctrl-S");
    // Above the policy's ceiling: not without a reason, to which it leads, and who agreed.
    terminal.sees("▸ Reason");
    terminal.send("Every lot");
    terminal.press("Tab");
    terminal.send("Commissioner");
    terminal.press("Ctrl-S");
    terminal.reads("Set the weight of social value to 12% of the total award criteria.");
    terminal.press("u");
    terminal.reads("Undone: set the weight of social value");
    terminal.press("Ctrl-R");
    terminal.reads("Done again: set the weight of social value");
}

#[rstest]
fn opting_out_is_argued_in_three_steps_and_revoked(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, mut terminal) = facts_of("nelc", size);
    terminal.press("O");
    terminal.sees("Step 1 of 3");
    terminal.press("Enter");
    terminal.sees("Step 2 of 3");
    terminal.press("Space");
    terminal.sees("[x]");
    terminal.press("Enter");
    terminal.sees("Step 3 of 3");
    terminal.press("Tab");
    terminal.send("One seller only");
    terminal.press("Tab");
    terminal.send("Leadership Team");
    terminal.press("Ctrl-S");
    terminal.reads("Opted out of social value.");
    terminal.press("O");
    terminal.sees("Enter saves");
    terminal.send("A second seller was found");
    terminal.press("Enter");
    terminal.reads("Revoked the opting out of social value.");
    terminal.press("u");
    terminal.reads("Undone: revoked the opting out of social value");
}

#[rstest]
fn the_three_questions_lead_to_the_row_of_the_table(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, mut terminal) = facts_of("lancashire-county", size);
    terminal.press("T");
    terminal.sees("Step 1 of 5");
    terminal.press("Down Space Enter");
    terminal.sees("Step 2 of 5");
    terminal.press("Down Space Down Down Down Space Enter");
    terminal.sees("Step 3 of 5");
    terminal.send("Burnley");
    terminal.press("Enter");
    terminal.sees("Step 4 of 5");
    terminal.press("Right Right Enter");
    terminal.sees("Step 5 of 5");
    terminal.sees("The row of the table");
    terminal.press("Ctrl-S");
    terminal
        .reads("What follows from the facts now: Weight: exactly 5% of the total award criteria");
    terminal.press("u");
    terminal.reads("Undone: answered on impact, objectives and needs");
}

#[rstest]
fn a_tender_is_moved_to_another_edition_after_a_look_at_what_changes(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let policy = folder.path().join("policies/small.toml");
    fs::create_dir_all(policy.parent().unwrap()).unwrap();
    fs::write(&policy, small_policy()).unwrap();
    let new = ["new", "--title", "Bins", "--policy", "small", "--type", "services"];
    tenderbook(&register, &[&new[..], &["--value", "60k"]].concat());
    fs::write(&policy, next_small_policy()).unwrap();
    let mut terminal = on_facts(&register, size);
    terminal.press("U");
    terminal.sees("What it changes for this tender");
    terminal.press("U");
    terminal.sees("Move to the other edition?");
    terminal.press("Enter");
    terminal.sees("Move to the other edition?");
    terminal.press("y");
    terminal.no_longer_sees("Move to the other edition?");
    terminal.sees("2027");
    terminal.press("u");
    terminal.reads("Undone: ");
    terminal.sees("2026 ");
}
