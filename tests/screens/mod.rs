//! Every screen as a picture in text, at fixed sizes, in colour and in ASCII.

mod consoles;
mod contract_build;
mod contract_commitments;
mod contract_fields;
mod contract_part_fields;
mod contract_parts;
mod contract_tab;
mod contract_terms;
mod dashboard;
mod dialogs;
mod evaluation_award;
mod evaluation_bids;
mod evaluation_build;
mod evaluation_criteria;
mod evaluation_evaluators;
mod evaluation_fields;
mod evaluation_result;
mod evaluation_scores;
mod export;
mod fields;
mod guide;
mod import_workbook;
mod lessons;
mod narrow_tabs;
mod saved;
mod search;
mod supplier_fields;
mod suppliers;
mod targets;
mod themes;
mod typed;

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tenderbook::register::{Clock, Library, Register};
use tenderbook::settings::{Preferences, Setting, Source};
use tenderbook::tui::{App, Code, Input, Key, Options, ThemeName};

/// An interface over a register of its own, driven by keys.
struct Journey {
    app: App,
    terminal: Terminal<TestBackend>,
    options: Options,
    folder: tempfile::TempDir,
    /// What the register has been asked so far.
    asked: Arc<AtomicU64>,
}

impl Journey {
    fn new(columns: u16, rows: u16, options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-11-21T09:00:00Z").unwrap();
        let path = folder.path().join("register.db");
        let officer = "A. Officer";
        let mut register =
            Register::open(&path, Library::new(None), &clock.context(officer)).unwrap();
        let asked = register.counted_steps().unwrap();
        let mut app = App::new(register, clock, officer.to_owned(), options.clone());
        app.begin(columns, rows);
        let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        Self { app, terminal, options, folder, asked }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let key = match key {
                "Enter" => Key::plain(Code::Enter),
                "Esc" => Key::plain(Code::Esc),
                "Tab" => Key::plain(Code::Tab),
                "Space" => Key::plain(Code::Char(' ')),
                "Down" => Key::plain(Code::Down),
                "Up" => Key::plain(Code::Up),
                "Left" => Key::plain(Code::Left),
                "Right" => Key::plain(Code::Right),
                "PgDn" => Key::plain(Code::PageDown),
                "End" => Key::plain(Code::End),
                "Ctrl-S" => Key::ctrl('s'),
                "Ctrl-U" => Key::ctrl('u'),
                "Ctrl-R" => Key::ctrl('r'),
                "Ctrl-P" => Key::ctrl('p'),
                "Ctrl-O" => Key::ctrl('o'),
                "BackSpace" => Key::plain(Code::Backspace),
                one => Key::plain(Code::Char(one.chars().next().unwrap())),
            };
            self.app.handle(Input::Key(key));
        }
        self
    }

    fn paste(&mut self, text: &str) -> &mut Self {
        self.app.handle(Input::Paste(text.to_owned()));
        self
    }

    /// Starts a services tender worth £120,000 under the policy at a place in the list.
    fn with_tender(&mut self, policy: usize) -> &mut Self {
        self.press("a").paste("Custody healthcare services").press("Tab");
        for _ in 0..policy {
            self.press("Right");
        }
        self.press("Tab Tab").paste("120k").press("Ctrl-S Esc")
    }

    /// The same with some work done: evidence, a tick, an item ruled out.
    fn with_work(&mut self) -> &mut Self {
        self.with_tender(0)
            .press("e")
            .paste("Minutes of the stakeholder meeting of 4 May")
            .press("Enter Space n x")
            .paste("The need was confirmed for the whole force in 2025")
            .press("Enter n")
    }

    /// A tender under the small policy with some work done, when the next edition has come; the
    /// list of tenders is on the screen.
    fn with_another_edition(&mut self) -> &mut Self {
        let folder = self.folder.path().join("policies");
        let write = |text: String| {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("small.toml"), text).unwrap();
        };
        write(crate::support::small_policy());
        self.begin_anew();
        self.with_tender(5).press("Down e").paste("They were asked on 4 May").press("Enter Space");
        write(crate::support::next_small_policy());
        self.begin_anew();
        self
    }

    /// Leaves, and begins again with the policies that are in the folder now.
    fn begin_anew(&mut self) {
        let (clock, officer) = (Clock::fixed("2026-11-21T09:00:00Z").unwrap(), "A. Officer");
        let library = Library::new(Some(self.folder.path().join("policies")));
        let path = self.folder.path().join("register.db");
        let mut register = Register::open(&path, library, &clock.context(officer)).unwrap();
        let size = self.terminal.size().unwrap();
        self.asked = register.counted_steps().unwrap();
        self.app = App::new(register, clock, officer.to_owned(), self.options.clone());
        self.app.begin(size.width, size.height);
    }

    /// The large tender with targets for its first stages, one of them late, that waits on someone.
    fn with_plan(&mut self) -> &mut Self {
        self.with_large_tender().press("Tab Enter").paste("2026-11-20").press("Enter Down Enter");
        self.paste("2026-11-24").press("Enter Down Enter").paste("2027-01-15");
        self.press("Enter Down Down Down Down Enter").paste("2027-03-01");
        self.press("Enter H").paste("the legal team until 25/11/2026").press("Enter")
    }

    /// A services tender of NELC worth £6m by the open procedure, on its timeline, with the days
    /// up to its award notice.
    fn with_large_tender(&mut self) -> &mut Self {
        self.press("a").paste("Custody healthcare").press("Tab Right Right Right Right Tab Tab");
        self.paste("6m").press("Ctrl-S Esc E Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Right");
        self.press("Tab Right Right Tab Right Right Tab Right");
        self.press("Ctrl-S 6 Enter").paste("2026-04-01").press("Enter Down Enter");
        self.paste("2026-04-27").press("Enter Down Enter").paste("2026-06-09");
        self.press("Enter Down Enter").paste("2026-06-10").press("Enter")
    }

    fn draw(&mut self) {
        self.terminal.draw(|frame| self.app.draw(frame)).unwrap();
    }

    /// The screen as text.
    fn text(&mut self) -> String {
        self.draw();
        self.terminal.backend().to_string()
    }

    /// The screen as text, with the styles of each line below it, since text leaves them out.
    fn styled(&mut self) -> String {
        self.draw();
        let buffer = self.terminal.backend().buffer();
        let mut shown = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut styles: Vec<(u16, u16, String)> = Vec::new();
            for x in 0..buffer.area.width {
                let cell = &buffer[(x, y)];
                line.push_str(cell.symbol());
                let style = format!("{}/{} {:?}", cell.fg, cell.bg, cell.modifier);
                match styles.last_mut() {
                    Some((_, to, last)) if *last == style => *to = x,
                    _ => styles.push((x, x, style)),
                }
            }
            let _ = writeln!(shown, "{}", line.trim_end());
            for (from, to, style) in styles {
                if style != "Reset/Reset NONE" {
                    let _ = writeln!(shown, "    {from}-{to}: {style}");
                }
            }
        }
        shown
    }
}

fn colour() -> Options {
    Options::default()
}

fn ascii() -> Options {
    let mut preferences = Preferences::default();
    preferences.decide(Setting::Glyphs, "ascii".to_owned(), Source::Default);
    preferences.decide(Setting::Theme, "none".to_owned(), Source::Default);
    Options { preferences, ..Options::default() }
}

fn in_theme(theme: ThemeName) -> Options {
    let mut preferences = Preferences::default();
    preferences.decide(Setting::Theme, theme.to_string(), Source::Default);
    Options { preferences, ..Options::default() }
}

/// A way to a screen: its name, and the keys that lead there.
type Way = (&'static str, fn(&mut Journey));

const WAYS: [Way; 51] = [
    ("empty", |_| {}),
    ("import", |journey| {
        journey.press("i").paste("contracts.csv");
    }),
    ("register", |journey| {
        journey.with_work().press("Esc");
    }),
    ("filter", |journey| {
        journey.with_work().press("Esc /").paste("cust");
    }),
    ("new_tender", |journey| {
        journey.press("a").paste("Roof works").press("Tab Tab Right Tab").paste("2,000,000.01");
    }),
    ("new_tender_wrong", |journey| {
        journey.press("a Tab Tab Tab").paste("1e5").press("Tab").paste("x").press("Ctrl-S");
    }),
    ("requires", |journey| {
        journey.press("a").paste("Custody healthcare services").press("Tab Tab Tab");
        journey.paste("120k").press("Ctrl-S");
    }),
    ("walk", |journey| {
        journey.with_work();
    }),
    ("walk_silent", |journey| {
        journey.with_work().press("Left");
        for _ in 0..9 {
            journey.press("Down");
        }
    }),
    ("facts", |journey| {
        journey.with_work().press("2");
    }),
    ("compare", |journey| {
        journey.with_work().press("2 v");
    }),
    ("outcomes", |journey| {
        journey.with_work().press("3 Down Down Down Space").paste("4").press("Enter");
    }),
    ("journal", |journey| {
        journey.with_work().press("7");
    }),
    ("why", |journey| {
        journey.with_work().press("w");
    }),
    ("evidence", |journey| {
        journey.with_work().press("e").paste("https://example.org/minutes");
    }),
    ("not_yet", |journey| {
        journey.with_work().press("c");
    }),
    ("state", |journey| {
        journey.with_work().press("S");
    }),
    ("weight", |journey| {
        journey.with_work().press("2 W").paste("12");
    }),
    ("weight_agreed", |journey| {
        journey.with_work().press("2 W").paste("12").press("Tab Tab").paste("Every lot");
        journey.press("Tab").paste("Commissioner");
    }),
    ("facts_departing", |journey| {
        journey.with_work().press("2 W").paste("12").press("Tab Tab").paste("Every lot");
        journey.press("Tab").paste("Commissioner").press("Ctrl-S");
    }),
    ("opt_out_policy", |journey| {
        journey.with_tender(4).press("2 O");
    }),
    ("opt_out_explored", |journey| {
        journey.with_tender(4).press("2 O Enter Space Down Down Space");
    }),
    ("opt_out_why", |journey| {
        journey.with_tender(4).press("2 O Enter Space Enter Tab").paste("One seller only");
    }),
    ("opted_out", |journey| {
        journey.with_tender(4).press("2 O Enter Space Enter Tab").paste("One seller only");
        journey.press("Tab").paste("Leadership Team").press("Ctrl-S");
    }),
    ("needs_row", |journey| {
        journey.press("a").paste("Youth services").press("Tab Right Right Tab Tab").paste("300k");
        journey.press("Ctrl-S Esc 2 T Down Space Enter Down Space Down Down Down Space Enter");
        journey.paste("Burnley").press("Enter Right Right Enter");
    }),
    ("another_edition", |journey| {
        journey.with_another_edition().press("Enter");
    }),
    ("upgrade", |journey| {
        journey.with_another_edition().press("Enter 2 U");
    }),
    ("upgrade_asked", |journey| {
        journey.with_another_edition().press("Enter 2 U U");
    }),
    ("timeline", |journey| {
        journey.with_large_tender();
    }),
    ("timeline_broken", |journey| {
        journey.with_large_tender().press("Down Enter").paste("2026-06-22").press("Enter");
    }),
    ("timeline_stages", |journey| {
        journey.with_plan();
    }),
    ("timeline_by_quarter", |journey| {
        journey.with_plan().press("z Right Down");
    }),
    ("today", |journey| {
        journey.with_plan().press("Esc T");
    }),
    ("today_unplanned", |journey| {
        journey.with_work().press("Esc T");
    }),
    ("statute_left_out", |journey| {
        journey.with_large_tender().press("L").paste("Under a framework of 2023").press("Enter");
    }),
    ("settings", |journey| {
        journey.press(", Down Down Down Down");
    }),
    ("settings_keys", |journey| {
        journey.press(", End Up Enter").paste("ctrl-e");
    }),
    ("tour", |journey| {
        journey.press("t Enter Enter Enter");
    }),
    ("looking_around", |journey| {
        journey.press("d Down");
    }),
    ("copied", |journey| {
        journey.with_work().press("y");
    }),
    ("help", |journey| {
        journey.with_work().press("?");
    }),
    ("walk_filter", |journey| {
        journey.with_work().press("/").paste("record");
    }),
    ("walk_filter_nothing", |journey| {
        journey.with_work().press("/").paste("zeppelin").press("Enter");
    }),
    ("outcomes_filter", |journey| {
        journey.with_work().press("3 /").paste("train").press("Enter");
    }),
    ("journal_filter", |journey| {
        journey.with_work().press("7 /").paste("ed need");
    }),
    ("opt_out_filter", |journey| {
        journey.with_tender(4).press("2 O Enter /").paste("local");
    }),
    ("palette", |journey| {
        journey.with_work().press(":");
    }),
    ("palette_typed", |journey| {
        journey.with_work().press(":").paste("stage");
    }),
    ("palette_nothing", |journey| {
        journey.with_work().press("Esc :").paste("zeppelin");
    }),
    ("policy", |journey| {
        journey.press(":").paste("policy cumbria").press("Enter");
    }),
    ("topic", |journey| {
        journey.with_work().press(":").paste("what the marks").press("Enter");
    }),
];

#[test]
fn every_screen_at_80_by_24_in_ascii_without_colour() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(80, 24, ascii());
        way(&mut journey);
        let text = journey.text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{name} draws {foreign}");
        insta::assert_snapshot!(format!("{name}_80x24_ascii"), text);
    }
}

#[test]
fn every_screen_at_120_by_40_in_colour() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(120, 40, colour());
        way(&mut journey);
        insta::assert_snapshot!(format!("{name}_120x40_colour"), journey.styled());
    }
}

#[test]
fn every_screen_at_80_by_24_in_colour_and_in_every_theme() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        insta::assert_snapshot!(format!("{name}_80x24_colour"), journey.styled());
        let themes = themes::in_every_theme(&mut journey);
        insta::assert_snapshot!(format!("{name}_80x24_themes"), themes);
    }
}

#[test]
fn every_screen_at_120_by_40_in_ascii_without_colour() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(120, 40, ascii());
        way(&mut journey);
        insta::assert_snapshot!(format!("{name}_120x40_ascii"), journey.text());
    }
}

#[test]
fn the_walk_in_every_theme() {
    for theme in [ThemeName::Dark, ThemeName::Light, ThemeName::HighContrast, ThemeName::None] {
        let mut journey = Journey::new(80, 24, in_theme(theme));
        journey.with_work();
        insta::assert_snapshot!(format!("walk_in_{theme}"), journey.styled());
    }
}

#[test]
fn every_screen_is_drawn_in_every_size_without_a_panic() {
    for (_, way) in WAYS {
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        for columns in [1, 2, 5, 20, 59, 60, 61, 80, 100, 109, 110, 130, 300] {
            for rows in [1, 2, 3, 10, 15, 16, 17, 24, 50, 100] {
                journey.app.resize(columns, rows);
                journey.terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
                journey.draw();
            }
        }
    }
}

#[test]
fn no_screen_asks_the_register_anything_while_it_is_drawn() {
    let mut asking = 0;
    for (name, way) in WAYS {
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        let before = journey.asked.load(Ordering::Relaxed);
        journey.draw();
        assert_eq!(journey.asked.load(Ordering::Relaxed), before, "{name}");
        // After a key the register is looked at for changes of others: so it is counted at all.
        journey.app.handle(Input::Key(Key::plain(Code::Down)));
        asking += usize::from(journey.asked.load(Ordering::Relaxed) > before);
    }
    // The samples that are looked around in are another register.
    assert!(asking + 2 > WAYS.len(), "{asking} of {}", WAYS.len());
}

#[test]
fn a_tender_is_moved_to_another_edition_by_its_own_key_and_back_by_undo() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_another_edition().press("Enter 2 U U Enter");
    assert!(journey.text().contains("Move to the other edition?"), "Enter confirms nothing");
    let text = journey.press("y").text();
    assert!(text.contains("Edition       2027"), "{text}");
    assert!(!text.contains("U shows what"), "{text}");
    let text = journey.press("u").text();
    assert!(text.contains("Edition       2026"), "{text}");
    assert!(text.contains("U shows what"), "{text}");
}

#[test]
fn the_three_questions_are_left_half_answered_and_taken_up_again() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.press("a").paste("Youth services").press("Tab Right Right Tab Tab").paste("300k");
    journey.press("Ctrl-S Esc 2 T Down Down Space Enter Down Space Ctrl-S");
    let text = journey.press("T Enter").text();
    assert!(text.contains("[x] 2 "), "{text}");
    let text = journey.press("Esc Space Esc").text();
    assert!(text.contains("Leave"), "{text}");
    let text = journey.press("d u").text();
    assert!(!text.contains("Objective 2:"), "{text}");
}

#[test]
fn an_opting_out_is_revoked_with_a_reason_and_refused_where_the_policy_has_none() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_tender(4).press("2 O Enter Space Enter Tab").paste("One seller only");
    journey.press("Tab").paste("Leadership Team").press("Ctrl-S");
    assert!(journey.text().contains("active, opted out"));
    let text = journey.press("O").paste("A second seller was found").press("Enter").text();
    assert!(!text.contains("opted out"), "{text}");
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.with_tender(0).press("2 O").text();
    assert!(text.contains("The policy of Cumbria Constabulary knows no opting out."), "{text}");
}

#[test]
fn every_screen_offers_to_copy_and_says_what_was_copied() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(80, 24, ascii());
        way(&mut journey);
        journey.app.handle(Input::Key(Key::ctrl('y')));
        let text = journey.text();
        // An empty list or field has nothing to copy; a question answered with y keeps that key.
        let nothing =
            ["empty", "new_tender_wrong", "upgrade_asked", "walk_filter_nothing"].contains(&name);
        assert_eq!(text.contains("Copied "), !nothing, "{name}:\n{text}");
        let copied = journey.app.take_copied();
        assert_eq!(copied.is_some(), !nothing, "{name}");
        assert!(!copied.unwrap_or_default().contains('\u{1b}'), "{name}");
    }
}

#[test]
fn every_row_that_can_be_selected_is_selected_by_a_click() {
    let click = |journey: &mut Journey, column, row| {
        journey.app.handle(Input::Click(column, row));
        journey.text()
    };
    // The rail, an item, the tabs, and the commands of the footer.
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_work();
    assert!(click(&mut journey, 5, 7).contains(">  4"), "{}", journey.text());
    let text = click(&mut journey, 5, 4);
    assert!(text.contains(">  1"), "{text}");
    let text = click(&mut journey, 50, 8);
    let line = text.lines().nth(8).unwrap_or_default().to_owned();
    assert!(line.contains("|>"), "{text}");
    assert!(click(&mut journey, 14, 2).contains("[2 Facts"));
    assert!(click(&mut journey, 2, 23).contains("Title and facts of"));
    // A list that says nothing of its rows: the states of a tender.
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_work().press("S");
    let row = |text: &str, words: &str| {
        u16::try_from(text.lines().position(|line| line.contains(words)).unwrap()).unwrap()
    };
    let at = row(&journey.text(), "Cancel it");
    let text = click(&mut journey, 20, at);
    assert!(text.contains("> Cancel it"), "{text}");
    assert!(click(&mut journey, 20, at).contains("Why cancel"), "the second click opens");
    // Outside of a dialog nothing is clicked through.
    let mut journey = Journey::new(120, 40, ascii());
    journey.with_work().press("S");
    let text = journey.text();
    assert_eq!(click(&mut journey, 14, 2), text);
    // The wheel moves.
    let mut journey = Journey::new(80, 24, ascii());
    journey.press(",").app.handle(Input::Wheel { down: true });
    assert!(journey.text().contains("> Default policy"), "{}", journey.text());
}

#[test]
fn a_key_that_the_officer_has_set_stands_in_footer_help_and_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    std::fs::write(&file, "[keys]\nclose-stage = \"Z\"\nhelp = [\"F2\"]\nnew = \"N\"\n").unwrap();
    let options = Options { preferences: Preferences::read(Some(file)), ..Options::default() };
    let mut journey = Journey::new(80, 24, options);
    assert!(journey.text().contains("N    Start your first tender."), "{}", journey.text());
    journey.press("N").paste("Custody healthcare services").press("Tab Tab Tab").paste("120k");
    let text = journey.press("Ctrl-S Esc").text();
    assert!(text.contains("Z close stage"), "{text}");
    assert!(text.contains("F2 help"), "{text}");
    journey.app.handle(Input::Key(Key::plain(Code::Function(2))));
    let text = journey.text();
    assert!(text.contains("Close the stage when everything"), "{text}");
    let line = text.lines().find(|line| line.contains("Close the stage when")).unwrap();
    assert!(line.contains(" Z "), "{text}");
    // What was the key before means nothing now.
    let before = journey.press("Esc").text();
    assert_eq!(journey.press("c").text(), before);
}

#[test]
fn the_help_of_a_screen_names_every_key_that_it_follows() {
    let mut journey = Journey::new(120, 60, colour());
    journey.with_work().press("?");
    let text = journey.text();
    for words in ["Space", "Attach evidence", "Rule the item out", "next open item", "Undo"] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
}

#[test]
fn wide_and_combining_characters_never_break_a_column() {
    let mut journey = Journey::new(80, 24, colour());
    journey
        .press("a")
        .paste("病院 caf\u{e9} e\u{301}e\u{301} 👩 שלום \u{202e}abc")
        .press("Tab Tab Tab");
    journey.paste("5000").press("Ctrl-S Esc Esc");
    let text = journey.text();
    assert!(text.contains("£5,000"), "{text}");
    assert!(!text.contains('\u{202e}'), "{text}");
}
