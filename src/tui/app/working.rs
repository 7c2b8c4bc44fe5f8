//! Tests of work beside the interface, with its news handed in one by one.

use std::fs::File;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::domain::evaluation::{Judged, LotNo, STANDARD_SCALE, SectionKind};
use crate::domain::{ContractType, EvidenceKind, Facts, Money};
use crate::register::{
    Act, Clock, EvaluationAct, Library, NewBid, NewProcurement, NewQuestion, Order, Register, Step,
    Unit,
};
use crate::tui::Options;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Place;
use crate::tui::event::{Code, Input, Key};
use crate::tui::job::{Ended, Happening, Job, Told};

/// The interface over a register with one tender, `T-1`, and the news of its jobs.
struct Desk {
    app: App,
    news: Receiver<Happening>,
    folder: tempfile::TempDir,
}

fn clock() -> Clock {
    Clock::fixed("2026-11-21T09:00:00Z").unwrap()
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let context = clock().context("A. B.");
        let path = folder.path().join("register.db");
        let mut register = Register::open(&path, Library::new(None), &context).unwrap();
        let value = "120000".parse::<Money>().unwrap();
        let new = NewProcurement {
            reference: Some("T-1".parse().unwrap()),
            title: "Custody healthcare".to_owned(),
            policy: "cumbria".to_owned(),
            facts: Facts::new(ContractType::Services, value, context.today),
        };
        register.perform(&Order::start(new), &context).unwrap();
        let mut app = App::new(register, clock(), "A. B.".to_owned(), Options::default());
        let (sender, news) = mpsc::channel();
        app.listen_with(sender);
        app.begin(80, 24);
        Self { app, news, folder }
    }

    /// A file that takes long to read and no room on the disk.
    fn endless(&self) -> String {
        let path = self.folder.path().join("recording.mov");
        File::create(&path).unwrap().set_len(64 << 30).unwrap();
        path.display().to_string()
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            self.app.handle(Input::Key(match key {
                "Enter" => Key::plain(Code::Enter),
                "Esc" => Key::plain(Code::Esc),
                "Tab" => Key::plain(Code::Tab),
                "Down" => Key::plain(Code::Down),
                "Right" => Key::plain(Code::Right),
                "Space" => Key::plain(Code::Char(' ')),
                "Ctrl-X" => Key::ctrl('x'),
                one => Key::plain(Code::Char(one.chars().next().unwrap())),
            }));
        }
        self
    }

    fn paste(&mut self, text: &str) -> &mut Self {
        self.app.handle(Input::Paste(text.to_owned()));
        self
    }

    /// Attaches a file as evidence of the item that is selected.
    fn attach(&mut self, path: &str) -> &mut Self {
        self.press("e").paste(path).press("Tab Tab Enter")
    }

    fn evaluate(&mut self, act: EvaluationAct) {
        let order = Order::on("T-1", Act::Evaluate(act));
        self.app.register.perform(&order, &clock().context("A. B.")).unwrap();
    }

    /// Begins the evaluation with a question each on quality and social value, and a bid.
    fn with_bid(&mut self) -> &mut Self {
        self.evaluate(EvaluationAct::Begin { lot: None, title: None });
        let now = self.app.register.evaluation("T-1").unwrap().evaluation;
        for section in now.sections_of(LotNo::FIRST) {
            if section.kind == SectionKind::Price {
                continue;
            }
            let question = NewQuestion {
                title: "Plan".to_owned(),
                asks: None,
                weight: "100".parse().unwrap(),
                judged: Judged::Scale { scale: STANDARD_SCALE.to_owned() },
                pass_mark: None,
                outcome: None,
            };
            let section = section.uid;
            self.evaluate(EvaluationAct::SetQuestion {
                uid: None,
                section,
                question,
                reason: None,
            });
        }
        let bid = NewBid {
            lot: LotNo::FIRST,
            supplier: "Acme".to_owned(),
            price: None,
            received: None,
            late: false,
            local: None,
            note: None,
        };
        self.evaluate(EvaluationAct::SetBid { uid: None, bid });
        self
    }

    /// Gives a file as the answer of the bid to the first question.
    fn answer(&mut self, path: &str) -> &mut Self {
        self.press("Enter 4 Enter 2 e Enter").paste(path).press("Tab f Enter")
    }

    fn at(&mut self, done: u64, seconds: u64) -> &mut Self {
        let step = Some(Step { doing: "reading the file", done, of: 64 << 30, unit: Unit::Bytes });
        self.tell(Told::Step { step, elapsed: Duration::from_secs(seconds) })
    }

    /// Tells news of the job that began last.
    fn tell(&mut self, told: Told) -> &mut Self {
        let number = self.app.jobs.number;
        self.app.told(number, told);
        self
    }

    /// Follows the news until the job has ended.
    fn until_the_end(&mut self) -> &mut Self {
        loop {
            let news = self.news.recv_timeout(Duration::from_secs(20)).unwrap();
            let Happening::Job { number, told } = news else {
                unreachable!("only jobs tell news here");
            };
            let last = matches!(told, Told::Ended(_));
            self.app.told(number, told);
            if last {
                return self;
            }
        }
    }

    /// Follows the news of what was counted.
    fn until_counted(&mut self) -> &mut Self {
        match self.news.recv_timeout(Duration::from_secs(20)).unwrap() {
            Happening::Counted { number, view } => self.app.counted(number, view),
            other => unreachable!("only counting tells news here: {other:?}"),
        }
        self
    }

    fn open(&mut self, place: Place) -> &mut Self {
        self.app.push(place);
        self
    }

    fn screen(&mut self) -> String {
        let (width, height) = self.app.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| self.app.draw(frame)).unwrap();
        terminal.backend().to_string()
    }

    /// The last lines of the screen.
    fn foot(&mut self, lines: usize) -> String {
        let screen = self.screen();
        let all: Vec<&str> =
            screen.lines().map(|line| line.trim_matches(['"', ' ', '│'])).collect();
        all[all.len() - lines..].join("\n")
    }

    fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        // A sentence may be broken over lines.
        let flat: Vec<&str> = screen
            .lines()
            .flat_map(|line| line.trim_matches(['"', '│']).split_whitespace())
            .collect();
        assert!(flat.join(" ").contains(text), "no “{text}” in\n{screen}");
        self
    }

    fn entries(&self) -> usize {
        self.app.register.verify().unwrap().entries
    }
}

#[test]
fn progress_stands_above_the_footer_and_says_how_it_is_stopped() {
    let mut desk = Desk::new();
    let path = desk.endless();
    desk.press("Enter").attach(&path);
    let before = desk.screen();
    assert!(!before.contains("Attaching a file"), "nothing is told of what may end at once");
    desk.at(7 << 30, 75);
    insta::assert_snapshot!(desk.foot(3), @r"
    
    Attaching a file: 7.0 GB of 64.0 GB (10%), 1 min 15 s             Esc stops it
    Space tick  e evidence  x rule out  n next  Esc stop the work  ? help
    ");
    // The officer goes on; Esc belongs to what lies on top.
    desk.press("Space").sees("icked");
    insta::assert_snapshot!(desk.foot(4), @r"
    ↓ 27 more lines
    Ticked purpose.
    Attaching a file: 7.0 GB of 64.0 GB (10%), 1 min 15 s             Esc stops it
    Space untick  e evidence  x rule out  n next  Esc stop the work  ? help
    ");
    desk.press("o");
    insta::assert_snapshot!(desk.foot(3), @r"
    
    Attaching a file: 7.0 GB of 64.0 GB (10%), 1 min 15 s          Ctrl-X stops it
    Enter save  Esc leave it  F1 help
    ");
    desk.app.resize(60, 16);
    desk.press("Esc").at(8 << 30, 80);
    insta::assert_snapshot!(desk.foot(3), @r"
    
    Attaching a file: 12%, 1 min 20 s             Esc stops it
    Space untick  e evidence  Esc stop the work  ? help
    ");
    desk.press("Esc").until_the_end();
    assert!(!desk.screen().contains("stops it"));
}

#[test]
fn a_stopped_file_is_not_attached_and_its_path_is_kept() {
    let mut desk = Desk::new();
    let path = desk.endless();
    let entries = desk.entries();
    desk.press("Enter").attach(&path).at(1, 1).press("Esc").until_the_end();
    desk.sees("Attaching a file: stopped. Nothing was attached.");
    desk.sees("What you typed is kept: e brings it back.").sees("[1 Walk]");
    assert_eq!(desk.entries(), entries);
    desk.press("e").sees("[File]").sees("recording.mov");
    // On another item it is not in the way.
    desk.press("Esc Down e").sees("[Note]");
    assert!(!desk.screen().contains("recording.mov"));
}

#[test]
fn a_large_file_that_is_an_answer_is_hashed_beside_the_interface() {
    let mut desk = Desk::new();
    let path = desk.folder.path().join("method.pdf");
    File::create(&path).unwrap().set_len(17 << 20).unwrap();
    desk.with_bid().answer(&path.display().to_string());
    let answers = |desk: &Desk| {
        let answers = desk.app.register.evaluation("T-1").unwrap().evaluation.answers;
        answers.into_values().map(|answer| answer.kind).collect::<Vec<_>>()
    };
    assert!(answers(&desk).is_empty() && desk.app.busy().is_some());
    desk.until_the_end();
    let [EvidenceKind::File { size, .. }] = answers(&desk)[..] else { panic!("one file") };
    assert_eq!(size, 17 << 20);
    desk.press("u");
    assert!(answers(&desk).is_empty());
}

#[test]
fn a_stopped_answer_is_not_recorded_and_its_path_is_kept() {
    let mut desk = Desk::new();
    let path = desk.endless();
    desk.with_bid().answer(&path).at(1, 1).press("Esc").until_the_end();
    desk.sees("Attaching a file: stopped. Nothing was attached.");
    desk.sees("What you typed is kept: e brings it back.").sees("[2 Bids]");
    desk.press("e Enter").sees("[file]").sees("recording.mov");
    // For another question it is not in the way.
    desk.press("Esc e Down Enter").sees("[note]");
    assert!(!desk.screen().contains("recording.mov"));
}

#[test]
fn the_key_for_stopping_works_from_a_field_where_esc_leaves_the_field() {
    let mut desk = Desk::new();
    let path = desk.endless();
    desk.press("Enter").attach(&path).press("o").paste("A note").press("Ctrl-X").until_the_end();
    desk.sees("stopped").sees("A note");
}

#[test]
fn a_large_file_is_attached_when_its_hash_is_known_although_the_officer_went_on() {
    let mut desk = Desk::new();
    let path = desk.folder.path().join("plans.zip");
    File::create(&path).unwrap().set_len(17 << 20).unwrap();
    desk.press("Enter").attach(&path.display().to_string()).press("Space").sees("icked");
    let entries = desk.entries();
    desk.until_the_end().sees("Attached a file to").sees("plans.zip");
    assert_eq!(desk.entries(), entries + 1);
    let view = desk.app.register.procurement("T-1").unwrap();
    let evidence = view.stages.iter().flat_map(|stage| &stage.items).flat_map(|i| &i.evidence);
    assert_eq!(evidence.count(), 1);
    desk.press("u").sees("Undone: attached");
}

#[test]
fn what_was_typed_elsewhere_outlives_a_file_that_is_attached_or_stopped() {
    let mut desk = Desk::new();
    let endless = desk.endless();
    let path = desk.folder.path().join("plans.zip");
    File::create(&path).unwrap().set_len(17 << 20).unwrap();
    // A note that is being written when its screen goes.
    desk.press("Enter").attach(&path.display().to_string()).press("o").paste("Ask the board");
    let note = desk.app.stack.pop().unwrap();
    desk.app.keep_question(note.as_ref());
    desk.until_the_end().sees("Attached a file to");
    desk.attach(&endless).press("Ctrl-X").until_the_end().sees("e brings it back");
    desk.press("o").sees("Ask the board").press("Esc").press("e").sees("recording.mov");
}

#[test]
fn what_another_program_did_meanwhile_stands_and_the_path_is_kept() {
    let mut desk = Desk::new();
    let path = desk.folder.path().join("plans.zip");
    File::create(&path).unwrap().set_len(17 << 20).unwrap();
    desk.press("Enter").attach(&path.display().to_string());
    let context = clock().context("Somebody else");
    let register = desk.folder.path().join("register.db");
    let mut other = Register::open(&register, Library::new(None), &context).unwrap();
    let item = other.procurement("T-1").unwrap().stages[0].items[0].id.clone();
    other.perform(&Order::on("T-1", crate::register::Act::TickItem { item }), &context).unwrap();
    desk.until_the_end().sees("changed by another program").sees("e brings it back");
    desk.press("e").sees("plans.zip").press("Enter").until_the_end().sees("Attached a file to");
}

#[test]
fn one_job_runs_at_a_time_and_a_second_says_why_not() {
    let mut desk = Desk::new();
    let path = desk.endless();
    desk.press("Enter").attach(&path);
    // From the field the sentence stands beside what was typed.
    desk.press("Down e").paste(&path).press("Tab Tab Enter");
    desk.sees("one such work runs at a time").sees("recording.mov");
    desk.press("Esc d Ctrl-X").until_the_end().press("Esc V").until_the_end();
    desk.sees("The register, verified");
}

#[test]
fn an_anchor_is_held_against_the_register_in_a_field() {
    let mut desk = Desk::new();
    desk.press("V").until_the_end().sees("Anchor").sees("Newest entry: ");
    desk.press("a").sees("Check an anchor").paste("not a hash").press("Enter");
    desk.sees("is not the hash of an").press("Esc d V").until_the_end();
    let (_, hash) = desk.app.register.anchor().unwrap().unwrap();
    desk.press("a").paste(&hash[..16]).press("Enter").until_the_end();
    desk.sees("The register is sound.").sees("no entry up to it was changed");
    desk.press("a").paste(&"0".repeat(64)).press("Enter").until_the_end();
    desk.sees("No entry has the hash 000")
        .sees("Check the hash, and which register it was taken from");
}

#[test]
fn leaving_asks_while_a_job_runs_and_stops_it() {
    let mut desk = Desk::new();
    let path = desk.endless();
    desk.press("Enter").attach(&path);
    // Esc on the tender would stop it.
    desk.app.stack.truncate(1);
    desk.press("q").sees("is not at its end").press("Esc");
    assert!(!desk.app.is_done());
    desk.press("d").sees("is not at its end");
    desk.press("q y");
    assert!(desk.app.is_done());
    let last = desk.news.try_iter().last();
    assert!(
        matches!(last, Some(Happening::Job { told: Told::Ended(Err(Ended::Stopped)), .. })),
        "{last:?}"
    );
}

#[test]
fn the_question_about_leaving_goes_when_the_job_has_ended() {
    let mut desk = Desk::new();
    desk.press("V q").sees("Leave while work runs?").until_the_end();
    assert!(!desk.screen().contains("Leave while work runs?"));
    desk.sees("The register, verified");
}

#[test]
fn it_stays_while_the_next_job_waits() {
    let mut desk = Desk::new();
    let path = desk.endless();
    desk.app.start_job(usize::MAX, Job::BackUpDaily(desk.folder.path().join("daily")));
    desk.press("Enter").attach(&path);
    desk.app.stack.truncate(1);
    desk.press("q").sees("is not at its end").until_the_end().sees("is not at its end");
    desk.press("y");
    assert!(desk.app.is_done());
}

#[test]
fn it_goes_under_the_help_that_lies_over_it_too() {
    let mut desk = Desk::new();
    desk.press("V q ?").sees("Stop it and leave").until_the_end().press("Esc");
    assert!(!desk.screen().contains("Leave while work runs?"));
    desk.sees("The register, verified");
}

#[test]
fn news_of_a_job_that_was_given_up_is_not_that_of_the_next() {
    let mut desk = Desk::new();
    let path = desk.endless();
    desk.press("Enter").attach(&path);
    let late = desk.app.jobs.number;
    desk.app.end_jobs();
    desk.app.stack.truncate(1);
    desk.press("V");
    desk.app.told(late, Told::Ended(Err(Ended::Stopped)));
    assert!(desk.app.busy().is_some_and(|said| said.starts_with("Verifying")), "it runs on");
    while desk.app.busy().is_some() {
        let Ok(Happening::Job { number, told }) = desk.news.recv() else { unreachable!() };
        desk.app.told(number, told);
    }
    desk.sees("The register, verified");
}

#[test]
fn the_cursor_is_in_what_lies_on_top() {
    let mut desk = Desk::new();
    for (keys, title) in [("?", "Help: Register"), ("a", "New tender")] {
        desk.press(keys);
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| desk.app.draw(frame)).unwrap();
        let cursor = terminal.get_cursor_position().unwrap();
        let screen = desk.screen();
        let top = screen.lines().position(|line| line.contains(title)).unwrap();
        assert!(usize::from(cursor.y) > top, "{title} at {top}, the cursor at {cursor}");
        desk.press("Esc");
    }
}

#[test]
fn a_report_waits_until_nothing_is_typed() {
    let mut desk = Desk::new();
    desk.press("V a").paste("Roof works").until_the_end();
    desk.sees("The register is sound.").sees("New tender").sees("Roof works");
    desk.press("Esc d").sees("The register, verified").press("Esc").sees("1 tender");
}

#[test]
fn a_backup_goes_where_it_is_asked_to_and_never_over_a_file() {
    let mut desk = Desk::new();
    desk.press("B").sees("register-2026-11-21T090000Z.db").press("Enter").until_the_end();
    desk.sees("Backed up and checked:");
    let backup = desk.folder.path().join("backups/register-2026-11-21T090000Z.db");
    let library = Library::new(None);
    let copy = Register::open_to_read(&backup, library, &crate::register::Watch::nobody()).unwrap();
    assert_eq!(copy.verify().unwrap(), desk.app.register.verify().unwrap());
    desk.press("B Enter").sees("it is there already").sees("Name a new file");
}

#[test]
fn the_backup_of_the_day_is_made_once_and_without_a_word() {
    let mut desk = Desk::new();
    desk.app.back_up_daily();
    desk.until_the_end();
    let today: PathBuf = desk.folder.path().join("backups/register-2026-11-21.db");
    assert!(today.is_file());
    assert!(desk.app.notice.is_none());
    desk.app.back_up_daily();
    assert!(desk.app.busy().is_none(), "it is there already");
    // One that fails is told, and the officer goes on.
    std::fs::remove_dir_all(desk.folder.path().join("backups")).unwrap();
    std::fs::write(desk.folder.path().join("backups"), "in the way").unwrap();
    desk.app.back_up_daily();
    desk.until_the_end().sees("No backup was written.").press("Enter").sees("[1 Walk]");
}

#[test]
fn what_is_asked_for_while_the_backup_of_the_day_is_made_follows_it() {
    let mut desk = Desk::new();
    desk.app.back_up_daily();
    desk.press("V").sees("1 tender").press("V").sees("one such work runs at a time");
    desk.until_the_end().until_the_end().sees("The register, verified");
    assert!(desk.folder.path().join("backups/register-2026-11-21.db").is_file());
}

#[test]
fn the_backup_of_the_day_keeps_nobody_from_leaving() {
    let mut desk = Desk::new();
    desk.app.back_up_daily();
    desk.press("q");
    assert!(desk.app.is_done());
}

#[test]
fn a_job_that_breaks_off_is_told_as_a_sentence() {
    let mut desk = Desk::new();
    let path = desk.endless();
    desk.press("Enter").attach(&path);
    desk.tell(Told::Ended(Err(Ended::Broke("index\u{1b}[31m out of range".to_owned()))));
    desk.sees("broke off, a fault of Tenderbook's").sees("e brings it back");
    assert!(desk.app.busy().is_none());
    assert_eq!(Command::Stop.entry().keys, [Key::ctrl('x')]);
}

#[test]
fn a_screen_of_figures_is_there_before_they_are_counted() {
    let mut desk = Desk::new();
    desk.open(Place::Dashboard).sees("1 tender in the register");
    desk.app.resize(120, 60);
    desk.sees("Actual: being counted.").until_counted().sees("Actual: no data yet.");
    desk.open(Place::Targets).sees("The contracts of the year are being counted.");
    desk.until_counted().sees("Financial year 2026-27").sees("No contract ran in 2026-27");
    // Keys that come faster than the figures are followed all the same.
    desk.press("Right Right Right").sees("Financial year 2029-30").sees("are being counted");
    desk.until_counted().sees("are being counted").until_counted();
    desk.sees("No contract ran in 2029-30");
}

#[test]
fn what_cannot_be_counted_is_said() {
    let mut desk = Desk::new();
    desk.open(Place::Targets);
    let Happening::Counted { number, .. } = desk.news.recv().unwrap() else { unreachable!() };
    desk.app.counted(number, Err(Ended::Broke("out of luck".to_owned())));
    desk.sees("The targets of this year could not be counted.");
    desk.sees("Counting the targets: out of luck.");
}

#[test]
fn what_is_counted_of_another_register_is_not_shown() {
    let mut desk = Desk::new();
    desk.open(Place::Targets);
    let late = desk.news.recv().unwrap();
    desk.app.stop_counting();
    let Happening::Counted { number, view } = late else { unreachable!() };
    desk.app.counted(number, view);
    desk.sees("The contracts of the year are being counted.");
}

#[test]
fn samples_are_made_beside_the_interface_and_come_between_nobody_and_what_is_typed() {
    let mut desk = Desk::new();
    desk.press("d").sees("1 tender").press("/").paste("custody").until_the_end();
    desk.sees("Custody healthcare").sees("custody");
    desk.press("Esc").sees("These are samples: try anything.").sees("11 tenders");
    desk.press("q").sees("You are back in your own register.").sees("1 tender");
}

#[test]
fn samples_wait_until_no_job_works_for_the_register_that_steps_aside() {
    let mut desk = Desk::new();
    desk.press("d B").until_the_end().sees("Back up the register");
    // The prompt goes, and what it asked for runs.
    desk.press("Enter").sees("1 tender").until_the_end().sees("11 tenders");
}

#[test]
fn making_samples_is_stopped_like_other_work_and_keeps_nobody_from_leaving() {
    let mut desk = Desk::new();
    desk.press("d Ctrl-X").until_the_end();
    desk.sees("Making the samples: stopped. You are in your own register.").sees("1 tender");
    desk.press("d q");
    assert!(desk.app.is_done());
}
