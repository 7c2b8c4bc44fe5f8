//! The program killed, as by a power cut or a task manager, at random moments of its work.
//!
//! Half of the kills come by the clock; the other half by the number of the call that changes a
//! file, before it or in the middle of it, where most of the danger lies. Full form:
//! `TENDERBOOK_KILLS=1000 cargo test --test tenderbook crash::kills -- --nocapture`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use tenderbook::register::{Clock, Watch};

use super::place::{Harm, ITEM, Place, Ran, notes, sound};
use super::{Dice, asked};
use crate::terminal::pty::Terminal;

const TENDER: &str = "2026-0001";

/// Work that is interrupted.
struct Work {
    name: &'static str,
    arguments: Vec<&'static str>,
    input: String,
    /// What is there before.
    before: Place,
    /// How long it takes undisturbed, and how many calls change a file.
    takes: (Duration, u64),
    /// What must be true afterwards.
    holds: Holds,
}

/// Looks at what is there after a run.
type Holds = Box<dyn Fn(&Place, &Ran)>;

impl Work {
    fn new(
        name: &'static str,
        arguments: &[&'static str],
        input: &str,
        before: Place,
        holds: impl Fn(&Place, &Ran) + 'static,
    ) -> Self {
        let place = before.like();
        let begun = Instant::now();
        let ran = place.run(arguments, input, Harm::None);
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
        holds(&place, &ran);
        assert!(ran.calls > 5, "{name} changes nothing: {} calls", ran.calls);
        let takes = (begun.elapsed(), ran.calls);
        let (arguments, input) = (arguments.to_vec(), input.to_owned());
        Self { name, arguments, input, before, takes, holds: Box::new(holds) }
    }

    /// Does it once, with a kill somewhere; gives whether that came before its end.
    fn kill_once(&self, dice: &mut Dice) -> bool {
        let (duration, calls) = self.takes;
        let harm = match dice.below(4) {
            0 => Harm::At(1 + dice.below(calls), "kill"),
            1 => Harm::At(1 + dice.below(calls), "tear"),
            _ => {
                let micros = u64::try_from(duration.as_micros()).unwrap();
                Harm::After(Duration::from_micros(dice.below(micros)))
            }
        };
        let place = self.before.like();
        let ran = place.run(&self.arguments, &self.input, harm);
        let said = Said(format!("{} under {harm:?}, then:\n{}{}", self.name, ran.out, ran.err));
        assert!(ran.killed || ran.code == Some(0), "it failed by itself");
        (self.holds)(&place, &ran);
        self.goes_on(&place);
        drop(said);
        ran.killed
    }

    /// What was left behind is told by its name, and the next such work clears it away once it
    /// is old enough to be nobody's.
    fn goes_on(&self, place: &Place) {
        let left = place.left_behind();
        let old = SystemTime::now() - Duration::from_hours(25);
        for path in &left {
            fs::File::open(path).unwrap().set_modified(old).unwrap();
        }
        if left.is_empty() {
            return;
        }
        let ran = place.run(&self.arguments, &self.input, Harm::None);
        // What had arrived already is there, and not done a second time.
        assert!(ran.code == Some(0) || ran.err.contains("already"), "{}", ran.err);
        if ran.code == Some(0) {
            // What the work itself does not meet again goes with the next backup of a day.
            let register = place.sound();
            let tomorrow = Clock::fixed("2026-11-22T09:00:00Z").unwrap().context("A. Officer");
            let target = register.daily_backup_due(&tomorrow).unwrap();
            register.back_up_daily(&target, &Watch::nobody()).unwrap();
            assert_eq!(place.left_behind(), Vec::<PathBuf>::new(), "{}", self.name);
        }
    }
}

/// Says what was done when a test fails after it.
struct Said(String);

impl Drop for Said {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // A test that fails already has nobody else to tell.
            let _ = writeln!(std::io::stderr(), "It was: {}", self.0);
        }
    }
}

/// A walk in which note after note is written, each confirmed by a line.
fn walk() -> Work {
    const MANY: usize = 60;
    let input: Vec<String> = (1..=MANY).map(|number| format!("note\nnote {number}\n")).collect();
    Work::new("walk", &["walk", TENDER], &input.concat(), Place::with_tender(), |place, ran| {
        let confirmed = ran.out.matches("Recorded: wrote a note").count();
        let register = place.sound();
        let (told, standing) = notes(&register, TENDER);
        assert!(told.len() >= confirmed, "{} of {confirmed} are there", told.len());
        assert!(told.len() <= confirmed + 1, "{} and {confirmed} confirmed", told.len());
        let expected: Vec<String> = (1..=told.len()).map(|n| format!("note {n}")).collect();
        assert_eq!(told, expected);
        assert_eq!(standing, expected.last().cloned(), "state and journal differ");
    })
}

/// One command that writes, the first of its day: it makes a backup, too.
fn command() -> Work {
    let arguments = ["note", TENDER, ITEM, "note 1"];
    Work::new("command", &arguments, "", Place::with_tender(), |place, ran| {
        let register = place.sound();
        let (told, standing) = notes(&register, TENDER);
        assert_eq!(told.last(), standing.as_ref(), "state and journal differ");
        assert!(told.len() == 1 || ran.killed, "what was confirmed is lost");
        assert!(told.len() < 2);
        backups_are_whole(place);
    })
}

/// The first command of all, which makes the register.
fn beginning() -> Work {
    let new = ["new", "--title", "A", "--policy", "nelc", "--type", "works", "--value", "10k"];
    Work::new("new register", &new, "", Place::new(), |place, ran| {
        if !place.register().exists() {
            assert!(ran.killed);
            return;
        }
        let entries = place.sound().verify().unwrap().entries;
        assert!(entries == 1 || (ran.killed && entries == 0), "{entries} entries");
    })
}

/// A register of the first form that is brought up to date by being opened.
fn migration() -> Work {
    let before = Place::new();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/register-form-1.db");
    fs::copy(fixture, before.register()).unwrap();
    let whole = before.like();
    let newest = whole.sound().verify().unwrap().newest;
    assert!(newest.is_some());
    Work::new("migration", &["list"], "", before, move |place, _| {
        let found = place.sound().verify().unwrap();
        assert_eq!(found.newest, newest, "its journal is another");
        backups_are_whole(place);
    })
}

/// A copy to a place of its own.
fn backup() -> Work {
    let before = with_notes(3);
    Work::new("backup", &["backup", "copy.db"], "", before, |place, ran| {
        assert_eq!(place.sound().verify().unwrap().entries, 4);
        whole_or_absent(&place.path("copy.db"), ran, |copy| {
            assert_eq!(sound(copy).verify().unwrap().entries, 4);
        });
    })
}

/// A copy that takes the place of the register.
fn restore() -> Work {
    let before = with_notes(2);
    before.ok(&["backup", "copy.db"]);
    before.ok(&["note", TENDER, ITEM, "later"]);
    Work::new("restore", &["restore", "copy.db", "--yes"], "", before, |place, ran| {
        let entries = |register: &Path| sound(register).verify().unwrap().entries;
        let aside: Vec<String> = place
            .names("")
            .into_iter()
            .filter(|name| name.starts_with("register-replaced-"))
            .collect();
        // Four entries before; three in the copy, and one that says that it was restored.
        let there = notes(&place.sound(), TENDER).1;
        if there.as_deref() == Some("later") {
            assert!(ran.killed, "nothing was restored");
        } else {
            assert_eq!(aside.len(), 1, "what was replaced is lost");
        }
        assert_eq!(entries(&place.register()), 4);
        for name in aside {
            assert_eq!(notes(&sound(&place.path(&name)), TENDER).1.as_deref(), Some("later"));
        }
        assert_eq!(entries(&place.path("copy.db")), 3, "the copy was harmed");
    })
}

/// A list of tenders that is imported in one transaction.
fn import() -> Work {
    const ROWS: usize = 60;
    let before = Place::with_tender();
    let rows = (1..=ROWS).map(|row| format!("Contract {row},services,{row}000\n"));
    let list: String = std::iter::once("Title,Type,Value\n".to_owned()).chain(rows).collect();
    fs::write(before.path("list.csv"), list).unwrap();
    let arguments = ["import", "list.csv", "--policy", "nelc"];
    Work::new("import", &arguments, "", before, |place, ran| {
        let entries = place.sound().verify().unwrap().entries;
        assert!(entries == 1 + ROWS || (ran.killed && entries == 1), "{entries} entries");
    })
}

/// A whole register that is read back from one file.
fn import_whole() -> Work {
    let full = with_notes(2);
    full.ok(&["export", "--whole", "--format", "json", "-o", "whole.json"]);
    let before = Place::new();
    fs::copy(full.path("whole.json"), before.path("whole.json")).unwrap();
    Work::new("import of a register", &["import", "whole.json"], "", before, |place, ran| {
        whole_or_absent(&place.register(), ran, |path| {
            let entries = sound(path).verify().unwrap().entries;
            // Three of its own, and the one that says that it was imported.
            assert!((3..=4).contains(&entries), "{entries} entries");
        });
    })
}

/// A file for others.
fn export() -> Work {
    let before = with_notes(2);
    let arguments = ["export", TENDER, "--format", "html", "-o", "file.html"];
    Work::new("export", &arguments, "", before, |place, ran| {
        whole_or_absent(&place.path("file.html"), ran, |path| {
            let text = fs::read_to_string(path).unwrap();
            assert!(text.trim_end().ends_with("</html>"), "the file is half a file");
        });
        assert_eq!(place.sound().verify().unwrap().entries, 3);
    })
}

/// Many files in a folder of their own.
fn export_many() -> Work {
    let before = with_notes(1);
    for title in ["B", "C"] {
        before.ok(&[
            "new", "--title", title, "--policy", "nelc", "--type", "works", "--value", "10k",
        ]);
    }
    let arguments = ["export", "--all", "--format", "md", "-o", "files"];
    Work::new("export of many", &arguments, "", before, |place, ran| {
        whole_or_absent(&place.path("files"), ran, |folder| {
            assert_eq!(fs::read_dir(folder).unwrap().count(), 3, "the folder is half filled");
        });
    })
}

fn with_notes(many: usize) -> Place {
    let place = Place::with_tender();
    for number in 1..=many {
        place.ok(&["note", TENDER, ITEM, &format!("note {number}")]);
    }
    place
}

#[track_caller]
fn whole_or_absent(path: &Path, ran: &Ran, whole: impl FnOnce(&Path)) {
    if path.exists() {
        whole(path);
    } else {
        assert!(ran.killed, "it said that it was done");
    }
}

/// Every backup under its final name can be opened and is sound.
#[track_caller]
fn backups_are_whole(place: &Place) {
    for name in place.names("backups").iter().filter(|name| !name.contains(".part-")) {
        let aside = place.path("looked-at.db");
        fs::copy(place.path("backups").join(name), &aside).unwrap();
        drop(sound(&aside));
        fs::remove_file(aside).unwrap();
    }
}

/// The interface, killed while keys are pressed; each change is confirmed on its last lines.
fn kill_interface(dice: &mut Dice) {
    let place = Place::with_tender();
    let mut terminal = Terminal::start(&place.register(), 100, 30, &[]);
    terminal.sees("1 tender");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    // The backup of the day is made beside it; ticks and unticks follow each other.
    let confirmed = usize::try_from(dice.below(4)).unwrap();
    for number in 0..confirmed {
        terminal.press("Space");
        terminal.sees(if number % 2 == 0 { "Ticked " } else { "Reopened " });
    }
    terminal.press("Space");
    std::thread::sleep(Duration::from_micros(dice.below(12_000)));
    terminal.kill_hard();
    let register = place.sound();
    let entries = register.verify().unwrap().entries - 1;
    assert!(
        (confirmed..=confirmed + 1).contains(&entries),
        "{entries} changes are there, {confirmed} were seen"
    );
    let done = register.procurement(TENDER).unwrap().stages[0]
        .items
        .iter()
        .filter(|item| item.state.is_settled())
        .count();
    assert_eq!(done, entries % 2, "state and journal differ");
    backups_are_whole(&place);
}

#[test]
fn nothing_confirmed_is_lost_and_nothing_half_stays_when_the_program_is_killed() {
    let many = asked("TENDERBOOK_KILLS", 40);
    let mut dice = Dice::new();
    let begun = Instant::now();
    let works = [
        walk(),
        command(),
        beginning(),
        migration(),
        backup(),
        restore(),
        import(),
        import_whole(),
        export(),
        export_many(),
    ];
    let counts = RefCell::new(BTreeMap::<&str, u64>::new());
    let count = |name| *counts.borrow_mut().entry(name).or_default() += 1;
    let (mut kills, mut runs) = (0, 0);
    while kills < many {
        runs += 1;
        // The walk writes most, and so it is killed most; the interface takes longest.
        let face = dice.below(40);
        let name = match face {
            0 => {
                kill_interface(&mut dice);
                kills += 1;
                count("interface");
                continue;
            }
            1..=11 => 0,
            other => 1 + usize::try_from(other).unwrap() % (works.len() - 1),
        };
        let _said = Said(format!("run {runs} of the row that begins with {}", Dice::new().0));
        if works[name].kill_once(&mut dice) {
            kills += 1;
            count(works[name].name);
        }
    }
    eprintln!("{kills} kills in {runs} runs, {:?}: {:?}", begun.elapsed(), counts.borrow());
}
