//! The life of a contract by keys: one register, and one run of the program for each day of work.

use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::evaluation::Filler;
use crate::terminal::pty::Terminal;

/// What stands on top of the list of tenders.
const HOME: &str = "Tenderbook  Register";

/// What a field of a form becomes.
#[derive(Clone, Copy)]
pub(crate) enum Put<'a> {
    /// It is typed instead of what stood there.
    Words(&'a str),
    /// It is chosen among the words.
    Choice(&'a str),
}

/// A register with a tender whose contract is lived through.
pub(crate) struct Life {
    folder: TempDir,
    size: (u16, u16),
    day: String,
    terminal: Option<Terminal>,
}

impl Life {
    /// An award to Acorn Youth CIC that promises four apprenticeships, on 21 November 2026.
    pub(crate) fn awarded(size: (u16, u16)) -> Self {
        let folder = TempDir::new().unwrap();
        let register = folder.path().join("register.db");
        let mut filler = Filler::new(&register, "cumbria", "300000").with_criteria().with_bids();
        filler.check();
        let bid = filler.the_bid("Acorn Youth CIC");
        filler.award(bid, None, &[]);
        drop(filler);
        Self { folder, size, day: "2026-11-21".to_owned(), terminal: None }
    }

    fn register(&self) -> PathBuf {
        self.folder.path().join("register.db")
    }

    /// The program as it runs.
    pub(crate) fn screen(&mut self) -> &mut Terminal {
        self.terminal.as_mut().unwrap()
    }

    /// Ends the program if it runs, and starts it again on a day, on the list of tenders.
    pub(crate) fn on(&mut self, day: &str) -> &mut Terminal {
        self.leave();
        day.clone_into(&mut self.day);
        let terminal = Terminal::start_on(&self.register(), day, self.size, &[]);
        terminal.sees(HOME);
        terminal.sees("2026-0042");
        self.terminal.insert(terminal)
    }

    /// The same, on a tab of the contract.
    pub(crate) fn in_contract(&mut self, day: &str, tab: &str) -> &mut Terminal {
        self.on(day);
        self.open_contract(tab)
    }

    /// From the list of tenders to a tab of the contract.
    pub(crate) fn open_contract(&mut self, tab: &str) -> &mut Terminal {
        let terminal = self.screen();
        terminal.press("Enter 5");
        terminal.sees("[5 Contract]");
        terminal.sees("Commitments ");
        terminal.press("End Enter");
        terminal.sees("[7 Exit]");
        tab_of(terminal, tab);
        terminal
    }

    /// Goes back to the list of tenders and quits.
    pub(crate) fn leave(&mut self) {
        let Some(mut terminal) = self.terminal.take() else { return };
        home(&mut terminal);
        terminal.press("q");
        assert!(terminal.ends_well());
    }

    /// Runs a command on the register, on the day that it is, and gives what it prints.
    #[track_caller]
    pub(crate) fn tenderbook(&self, arguments: &[&str]) -> String {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
            .env("TENDERBOOK_CLOCK", format!("{}T09:00:00Z", self.day))
            .env("TENDERBOOK_OFFICER", "A. Officer")
            .env("TENDERBOOK_POLICIES", self.folder.path().join("policies"))
            .arg("--register")
            .arg(self.register())
            .args(arguments)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    }

    /// What a command says as JSON.
    #[track_caller]
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let said = self.tenderbook(&[arguments, &["--json"]].concat());
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {said}"))
    }
}

/// Presses keys and waits until the program has drawn what they did.
pub(crate) fn press(terminal: &mut Terminal, keys: &str) -> String {
    for key in keys.split(' ') {
        let before = terminal.received();
        terminal.press(key);
        terminal.wait("something to be drawn", |_| terminal.received() > before);
        terminal.picture();
    }
    terminal.screen()
}

/// Presses a key and waits until another line is marked, or the marked one has changed.
fn turns(terminal: &mut Terminal, key: &str) {
    let marked = |screen: &str| -> Vec<String> {
        let lines = screen.lines().filter_map(|line| line.rsplit_once('▸'));
        lines.map(|(_, marked)| marked.to_owned()).collect()
    };
    let before = marked(&terminal.screen());
    terminal.press(key);
    terminal.wait("another mark", |screen| marked(screen) != before);
    terminal.picture();
    terminal.rests();
}

/// Back to the list of tenders.
pub(crate) fn home(terminal: &mut Terminal) {
    for _ in 0..6 {
        if terminal.screen().contains(HOME) {
            return;
        }
        press(terminal, "Esc");
    }
    terminal.sees(HOME);
}

/// Opens a tab by its number and waits until it is marked as the open one.
pub(crate) fn tab_of(terminal: &mut Terminal, tab: &str) {
    terminal.press(tab);
    terminal.sees(&format!("[{tab} "));
}

/// Fills in the form in sight, field by field, saves it and sees it go.
#[track_caller]
pub(crate) fn fills(terminal: &mut Terminal, title: &str, fields: &[(&str, Put<'_>)]) -> String {
    let title = format!("┌─ {title}");
    terminal.sees(&title);
    terminal.picture();
    for (label, put) in fields {
        let marked = format!("▸ {label} ");
        for step in 0.. {
            if terminal.screen().contains(&marked) {
                break;
            }
            assert!(step < 25, "there is no field “{label}”:\n{}", terminal.screen());
            turns(terminal, "Tab");
        }
        match put {
            Put::Words(words) => {
                terminal.press("Ctrl-U");
                terminal.send(words);
                // The next key is for what is drawn once the last word is there.
                let last = words.split_whitespace().last().unwrap_or_default();
                let ends = |line: &str| line.contains(&format!(" {last} "));
                terminal.wait(&format!("“{words}” in “{label}”"), |screen| {
                    let lines = screen.lines().skip_while(|line| !line.contains(&marked));
                    lines.take(4).any(ends)
                });
                terminal.picture();
                terminal.rests();
            }
            Put::Choice(word) => {
                for step in 0.. {
                    if terminal.screen().contains(&format!("[{word}]")) {
                        break;
                    }
                    assert!(step < 25, "“{word}” cannot be chosen:\n{}", terminal.screen());
                    turns(terminal, "Right");
                }
            }
        }
    }
    terminal.press("Ctrl-S");
    terminal.no_longer_sees(&title);
    terminal.picture();
    terminal.screen()
}

/// Begins a review of status and judges every behaviour, from the list of tenders.
pub(crate) fn judge_all(terminal: &mut Terminal, level: &str, note: &str) {
    terminal.press("p");
    terminal.sees("Acorn Youth CIC");
    terminal.press("Enter 3");
    terminal.sees("[3 Status]");
    terminal.press("s");
    fills(terminal, "Review of supplier status", &[]);
    terminal.reads("no data");
    press(terminal, "Home");
    for _ in 0..7 {
        turns(terminal, "Down");
        terminal.press("Enter");
        let fields = [("Level", Put::Choice(level)), ("Evidence", Put::Words(note))];
        fills(terminal, "Judge: ", &fields);
    }
}
