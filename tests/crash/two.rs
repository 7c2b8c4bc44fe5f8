//! Several programs on one register on a local disk: no change is lost, none is overwritten
//! unseen, and the change of another appears with the next key.
//!
//! Full form: `TENDERBOOK_WRITES=100000 cargo test --test tenderbook crash::two -- --nocapture`.

use std::process::{Command, Stdio};
use std::time::Instant;

use tenderbook::register::{Act, Fault, Library, Order, Register};

use super::asked;
use super::place::{ITEM, Place, context, notes};
use crate::terminal::pty::Terminal;

const TENDER: &str = "2026-0001";
/// How many programs write at once.
const WRITERS: u64 = 3;
/// Tells a process of the tests that it is one of the writers: its number, how often it writes,
/// and the register.
const WRITER: &str = "TENDERBOOK_TEST_WRITER";

fn open(path: &str, officer: &str) -> Register {
    let context = tenderbook::register::Context { officer: officer.to_owned(), ..context() };
    Register::open(path.as_ref(), Library::new(None), &context).unwrap()
}

/// One of the writers: raises the value of the one tender by a pound and notes on one of its
/// own, in turn. On the shared one it is refused when another was faster, and looks again.
#[test]
fn writer() {
    let Ok(told) = std::env::var(WRITER) else { return };
    let mut told = told.splitn(3, ' ');
    let number: u64 = told.next().unwrap().parse().unwrap();
    let many: u64 = told.next().unwrap().parse().unwrap();
    let mut register = open(told.next().unwrap(), &format!("Writer {number}"));
    let context =
        tenderbook::register::Context { officer: format!("Writer {number}"), ..context() };
    let own = format!("2026-000{}", number + 2);
    let item = register.procurement(&own).unwrap().stages[0].items[0].id.clone();
    let (mut refused, mut busy) = (0_u64, 0_u64);
    let mut done = 0;
    while done < many {
        let order = if done % 2 == 0 {
            let view = register.procurement(TENDER).unwrap();
            let mut facts = view.facts.clone();
            facts.value = tenderbook::domain::Money::from_pence(facts.value.pence() + 100).unwrap();
            let act = Act::ChangeFacts { title: view.title.clone(), facts };
            Order { seen: Some(view.version), ..Order::on(TENDER, act) }
        } else {
            let note = format!("writer {number}, change {done}");
            Order::on(&own, Act::NoteItem { item: item.clone(), note })
        };
        match register.perform(&order, &context) {
            Ok(_) => done += 1,
            Err(Fault::Stale { .. }) => refused += 1,
            Err(fault) => {
                // Another held the register for longer than anybody waits: nothing was written.
                assert!(fault.to_string().contains("another program is writing"), "{fault}");
                busy += 1;
            }
        }
    }
    eprintln!(
        "writer {number}: {done} written, {refused} refused as another was faster, {busy} busy"
    );
}

#[test]
fn of_many_interleaved_changes_none_is_lost_and_none_overwritten() {
    let each = asked("TENDERBOOK_WRITES", 2_000).div_ceil(WRITERS);
    let place = Place::with_tender();
    for number in 0..WRITERS {
        place.ok(&[
            "new",
            "--title",
            &format!("Of writer {number}"),
            "--policy",
            "nelc",
            "--type",
            "services",
            "--value",
            "10k",
        ]);
    }
    let begun = Instant::now();
    let writers: Vec<_> = (0..WRITERS)
        .map(|number| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "crash::two::writer", "--nocapture"])
                .env(WRITER, format!("{number} {each} {}", place.register().display()))
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for writer in writers {
        let ended = writer.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(ended.status.success(), "{said}");
        eprint!("{said}");
    }
    let written = begun.elapsed();
    let register = place.sound();
    let (raises, of_its_own) = (WRITERS * each.div_ceil(2), each / 2);
    let view = register.procurement(TENDER).unwrap();
    assert_eq!(
        view.facts.value.pence(),
        i64::try_from(12_000_000 + raises * 100).unwrap(),
        "a change was overwritten"
    );
    assert_eq!(view.version, i64::try_from(1 + raises).unwrap());
    for number in 0..WRITERS {
        let own = format!("2026-000{}", number + 2);
        let (told, standing) = notes(&register, &own);
        let expected: Vec<String> =
            (0..of_its_own).map(|n| format!("writer {number}, change {}", 2 * n + 1)).collect();
        assert_eq!(told, expected);
        assert_eq!(standing, expected.last().cloned());
    }
    let entries = register.verify().unwrap().entries as u64;
    assert_eq!(entries, 1 + WRITERS + raises + WRITERS * of_its_own);
    eprintln!("{} changes by {WRITERS} programs in {written:?}: none lost", entries - 1 - WRITERS);
}

#[test]
fn the_change_of_another_program_appears_with_the_next_key_on_every_screen() {
    let place = Place::with_tender();
    let mut terminal = Terminal::start(&place.register(), 100, 30, &[]);
    terminal.sees("1 tender");
    let new = ["new", "--title", "Roof works", "--policy", "nelc", "--type", "works"];
    place.ok(&[&new[..], &["--value", "10k"]].concat());
    terminal.press("Down");
    terminal.sees("Roof works");
    terminal.press("Up Enter");
    terminal.sees("[1 Walk]");
    let view = place.sound().procurement(TENDER).unwrap().title;
    let title = terminal.screen();
    let open = if title.contains(&view) { TENDER } else { "2026-0002" };
    place.ok(&["note", open, ITEM, "Written elsewhere"]);
    terminal.press("Down Up");
    terminal.sees("Written elsewhere");
    terminal.press("Esc");
    terminal.sees("2 tenders");
    terminal.press("q");
    assert!(terminal.ends_well());
}

#[test]
fn an_act_on_what_another_has_just_changed_is_refused_and_what_was_typed_stays() {
    let place = Place::with_tender();
    let mut terminal = Terminal::start(&place.register(), 100, 30, &[]);
    terminal.sees("1 tender");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("o");
    terminal.sees("A note on the item");
    terminal.paste("My own words");
    place.ok(&["note", TENDER, ITEM, "Written elsewhere"]);
    terminal.press("Enter");
    let screen = terminal.reads("was changed by another program");
    assert!(screen.contains("My own words"), "what was typed is gone:\n{screen}");
    assert_eq!(notes(&place.sound(), TENDER).1.as_deref(), Some("Written elsewhere"));
    // Said once more it holds, and the journal has both.
    terminal.press("Enter");
    terminal.reads("Wrote a note");
    assert_eq!(notes(&place.sound(), TENDER).0, ["Written elsewhere", "My own words"]);
    terminal.kill_hard();
}
