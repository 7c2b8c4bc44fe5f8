//! Today and the timeline, at every size: targets, days, warnings, waiting.

use rstest::rstest;

use crate::terminal::pty::{LARGE, SMALLEST, Terminal, USUAL};

/// The interface on the timeline of a large services tender, with its days up to the award notice.
fn timeline(size: (u16, u16)) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let new = ["new", "--title", "Custody healthcare", "--policy", "nelc", "--type", "services"];
    let facts = ["--value", "6m", "--route", "open", "--framework=no", "--engagement=no"];
    let mut runs = vec![[&new[..], &facts[..], &["--tendering", "standard"]].concat()];
    for (name, day) in [
        ("tender-notice", "2026-04-01"),
        ("tender-deadline", "2026-04-27"),
        ("assessment-summaries", "2026-06-09"),
        ("award-notice", "2026-06-10"),
    ] {
        runs.push(vec!["date", "2026-0001", name, day]);
    }
    for arguments in runs {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
            .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
            .arg("--register")
            .arg(&register)
            .args(arguments)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    let mut terminal = Terminal::start(&register, size.0, size.1, &[]);
    terminal.sees("1 tender");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("6");
    terminal.sees("[6 Timeline");
    (folder, terminal)
}

/// Goes down until a line is the selected one.
fn go_down_to(terminal: &mut Terminal, words: &str) {
    for _ in 0..20 {
        let here =
            |screen: &str| screen.lines().any(|line| line.starts_with('▸') && line.contains(words));
        if here(&terminal.screen()) {
            return;
        }
        let before = terminal.received();
        terminal.press("Down");
        terminal.wait("the next line", |_| terminal.received() > before);
        terminal.picture();
        terminal.rests();
    }
    panic!("“{words}” is not in the list:\n{}", terminal.screen());
}

#[rstest]
fn a_day_that_cannot_hold_is_warned_of_and_taken_back(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, mut terminal) = timeline(size);
    go_down_to(&mut terminal, "Contract entered into");
    terminal.press("Enter");
    terminal.sees("Enter saves");
    // The last day of the standstill.
    terminal.send("22/06/2026");
    terminal.press("Enter");
    terminal.reads("A time limit of the statute is not kept.");
    terminal.sees("[6 Timeline !]");
    terminal.sees("!");
    terminal.press("u");
    terminal.reads("Undone: set the date");
    terminal.no_longer_sees("[6 Timeline !]");
    // No day at all: what was typed stays, with what is wrong.
    terminal.press("Enter");
    terminal.sees("Enter saves");
    terminal.send("31/06/2026");
    terminal.press("Enter");
    let screen = terminal.reads("31/06/2026");
    assert!(screen.contains("Enter save"), "{screen}");
    terminal.press("Ctrl-U");
    terminal.send("23/06/2026");
    terminal.press("Enter");
    terminal.reads("Set the date of “Contract entered into” to Tue 23 June 2026.");
}

#[rstest]
fn targets_are_set_among_the_bars_and_met_again_in_today(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, mut terminal) = timeline(size);
    terminal.press("Tab");
    terminal.sees("by month");
    for (stage, day) in [("1 Und", "2026-11-20"), ("2 Mar", "2026-11-24"), ("3 Str", "15/01/2027")]
    {
        go_down_to(&mut terminal, stage);
        terminal.press("Enter");
        terminal.sees("Enter saves");
        terminal.send(day);
        terminal.press("Enter");
        terminal.no_longer_sees("Enter saves");
    }
    terminal.sees("[6 Timeline !]");
    // Where there is room for what is said of a stage, it is.
    if size == USUAL {
        terminal.reads("Stage 1 was to be finished by Fri 20 November 2026");
    }
    // The last stage comes into sight wherever there is no room for all.
    go_down_to(&mut terminal, "13 Exit");
    terminal.press("z");
    terminal.sees("by quarter");
    terminal.press("Right z");
    terminal.sees("by week");
    terminal.press("H");
    terminal.sees("Enter saves");
    terminal.send("the legal team until 25/11/2026");
    terminal.press("Enter");
    terminal.reads("Waits on the legal team until Wed 25 November 2026.");
    terminal.press("Esc");
    terminal.sees("1 tender");
    terminal.press("T");
    terminal.sees("[Overdue 2]");
    terminal.sees("yesterday");
    terminal.press("/");
    terminal.send("nowhere");
    terminal.reads("Nothing matches “nowhere”. Esc takes the filter away.");
    terminal.press("Ctrl-U");
    terminal.send("STAGE 1");
    terminal.sees("1 of 2");
    terminal.press("Enter Esc");
    terminal.no_longer_sees("Filter:");
    terminal.press("Tab");
    // In one word where every part with its figure would not fit.
    terminal.sees(if size == SMALLEST { "[Week 2]" } else { "[This week 2]" });
    terminal.press("Tab Tab");
    terminal.sees("[Waiting 1]");
    terminal.sees("the legal team");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("Esc");
    terminal.sees("[Waiting 1]");
    terminal.press("Esc");
    terminal.sees("1 tender");
    terminal.press("q");
    assert!(terminal.ends_well());
}
