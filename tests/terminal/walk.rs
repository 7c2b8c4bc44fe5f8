//! The main job with keys alone: from an empty register to 13 closed stages.

use std::path::Path;

use crate::terminal::pty::Terminal;

/// Starts a services tender worth £120,000 and reads what the policy requires.
fn start_tender(terminal: &mut Terminal, policy: usize, authority: &str, requires: &str) {
    terminal.sees("There is no tender in this register yet.");
    terminal.press("a");
    terminal.sees("New tender");
    terminal.send("Custody healthcare services");
    terminal.press("Tab");
    for _ in 0..policy {
        terminal.press("Right");
    }
    terminal.sees(&format!("[{authority}]"));
    terminal.press("Tab Tab");
    terminal.send("120,000");
    terminal.sees(requires);
    terminal.press("Ctrl-S");
    terminal.sees(&format!("What {authority} requires of 2026-0001"));
    terminal.press("Esc");
    terminal.sees("[1 Walk]");
}

/// The number of settled stages on the screen.
fn settled(screen: &str) -> usize {
    if screen.contains("all 13 stages settled") {
        return 13;
    }
    // Where the tabs need the whole line, the figure is only in what was just said.
    if !screen.contains("13 settled") {
        let said = screen.split("Closed stage ").nth(1).and_then(|said| said.split('.').next());
        return said.and_then(|number| number.parse().ok()).unwrap_or(0);
    }
    // On a narrow window the figure is said more briefly.
    let before = screen.split(" of 13 settled").next().unwrap_or_default();
    let before = before.split("/13 settled").next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Works on the stage in sight until it is closed: evidence, a tick, and so on.
fn work_through_stage(terminal: &mut Terminal, stage: usize) {
    for item in 0.. {
        assert!(item < 40, "stage {stage} does not come to an end:\n{}", terminal.screen());
        let screen = terminal.screen();
        if screen.contains("everything required is settled") {
            break;
        }
        if item == 0 {
            terminal.press("e");
            terminal.sees("Attach evidence");
            terminal.send(&format!("Minutes {stage}"));
            terminal.press("Enter");
            terminal.sees("Attached a note");
        }
        if stage == 2 && item == 1 {
            terminal.press("x");
            terminal.sees("Why does it not apply?");
            terminal.send("Another team has done it");
            terminal.press("Enter");
            terminal.sees("Ruled out");
        } else {
            terminal.press("Space");
            terminal.sees("Ticked");
        }
        let screen = terminal.screen();
        if screen.contains("everything required is settled") {
            break;
        }
        terminal.press("n");
        terminal.no_longer_sees("Ticked");
        terminal.no_longer_sees("Ruled out st");
    }
    terminal.press("c");
    terminal.sees(&format!("Close stage {stage}?"));
    terminal.press("Enter");
    terminal.wait("the stage to be closed", |screen| settled(screen) == stage);
}

fn verified(register: &Path) -> serde_json::Value {
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
            .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
            .arg("--register")
            .arg(register)
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    run(&["verify"]);
    serde_json::from_slice(&run(&["show", "2026-0001", "--json"])).unwrap()
}

fn assert_all_closed(shown: &serde_json::Value) {
    for stage in shown["stages"].as_array().unwrap() {
        assert_eq!(stage["state"], "closed", "{stage}");
        for item in stage["items"].as_array().unwrap() {
            let settled = item["state"] != "open";
            assert!(settled || item["required"] == false, "{item}");
        }
    }
}

#[test]
fn an_officer_of_cumbria_walks_a_tender_through_all_stages_and_a_kill_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("data").join("register.db");
    let mut terminal = Terminal::start(&register, 80, 24, &[]);
    start_tender(&mut terminal, 0, "Cumbria Constabulary", "up to 10% of the total award criteria");
    // Not yet: the stage says which items are open, and jumps to the first.
    terminal.press("c");
    terminal.sees("cannot be closed yet");
    terminal.press("Enter");
    terminal.no_longer_sees("cannot be closed yet");
    for stage in 1..=6 {
        work_through_stage(&mut terminal, stage);
    }
    terminal.kill_hard();

    let mut terminal = Terminal::start(&register, 120, 40, &[]);
    terminal.sees("6/13");
    terminal.press("Enter");
    let screen = terminal.sees("6 of 13 settled");
    assert!(screen.contains("Custody healthcare services"), "{screen}");
    for stage in 7..=13 {
        if stage == 10 {
            terminal.sees("Logistics");
            terminal.sees("Press c to close the stage");
        }
        work_through_stage(&mut terminal, stage);
    }
    terminal.sees("all 13 stages settled");
    terminal.press("n");
    terminal.sees("Everything is done");
    terminal.press("7");
    terminal.sees("closed stage 13");
    terminal.press("Esc");
    terminal.sees("13/13");
    terminal.press("q");
    assert!(terminal.ends_well());

    let shown = verified(&register);
    assert_all_closed(&shown);
    let items = shown["stages"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|stage| stage["items"].as_array().unwrap().iter());
    let ruled_out = items.filter(|item| item["state"] == "not_applicable").collect::<Vec<_>>();
    assert_eq!(ruled_out.len(), 1);
    assert_eq!(ruled_out[0]["reason"], "Another team has done it");
    assert_eq!(shown["stages"][0]["items"][0]["evidence"][0]["text"], "Minutes 1");
}

#[test]
fn an_officer_of_each_other_authority_walks_a_tender_through_all_stages() {
    let expected = [
        ("Lancashire OPCC", "at least 2.5% of the quality part"),
        ("Lancashire County (draft)", "Social value: optional"),
        ("Cheshire Constabulary", "at least 10% of the total award criteria"),
        ("NE Lincolnshire Council", "Leadership Team"),
    ];
    for (at, (authority, requires)) in expected.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("register.db");
        let mut terminal = Terminal::start(&register, 100, 30, &[]);
        start_tender(&mut terminal, at + 1, authority, requires);
        for stage in 1..=13 {
            work_through_stage(&mut terminal, stage);
        }
        terminal.press("Esc");
        terminal.sees("13/13");
        terminal.press("q");
        assert!(terminal.ends_well());
        assert_all_closed(&verified(&register));
    }
}
