//! Every way in which bytes from outside reach the product, as a function of bytes.
//!
//! The fuzz targets call these, and so does `tests/hostile`, which runs a short and fixed form of
//! the same in every test run. Only what the library offers to everybody is used. An entry fails
//! by panicking, by taking too long, or by taking too much memory.

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::OnceLock;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tenderbook::domain::contract::FinancialYear;
use tenderbook::domain::evaluation::LotNo;
use tenderbook::domain::outcome::quantity;
use tenderbook::domain::supplier::{CompanyNumber, Postcode};
use tenderbook::domain::text::{is_unsafe, visible, visible_lines};
use tenderbook::domain::{
    ContractType, CpvCode, Date, Facts, ItemId, Money, Percent, Reference, Sha256, StageNo, cpv,
};
use tenderbook::import::{Choice, Columns, Defaults, Plan, Sheet};
use tenderbook::policy::{Length, determine, parse, parse_pinned};
use tenderbook::register::{Clock, Context, Filter, Library, Register, Sort, Watch, Whole, sample};
use tenderbook::tui::{App, Code, Input, Key, Options};

/// The same policies for every run.
fn library() -> &'static Library {
    // A library reads its packs once and holds them where only one thread may look.
    thread_local! {
        static KNOWN: &'static Library = Box::leak(Box::new(Library::new(None)));
    }
    KNOWN.with(|known| *known)
}

fn clock() -> Clock {
    Clock::fixed("2026-11-21T09:00:00Z").expect("the moment is one")
}

fn context() -> Context {
    clock().context("A. Officer")
}

/// A sentence for an officer: nothing in it that a terminal would obey.
fn harmless(sentence: &str) {
    assert!(!sentence.trim().is_empty());
    assert!(!sentence.chars().any(|c| c != '\n' && is_unsafe(c)), "{sentence:?}");
}

/// A policy file.
pub fn pack(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match parse("fuzzed.toml", text) {
        Ok(pack) => {
            assert!(parse_pinned("fuzzed.toml", text).is_ok(), "what is accepted can be pinned");
            let overlay = library().overlay().expect("the statute is compiled in");
            let start = Date::from_iso("2026-06-01").expect("the day is one");
            for value in ["0", "100000", "999999999999.99"] {
                let value = value.parse().expect("the amount is one");
                let facts = Facts::new(ContractType::Services, value, start);
                let _ = determine(&pack, &overlay.pack, &facts);
            }
        }
        Err(errors) => harmless(&errors.to_string()),
    }
}

/// Everything that is made of a list before anything is written.
fn planned(sheet: &Sheet) {
    let columns = match Columns::of(sheet, &[]) {
        Ok(columns) => columns,
        Err(fault) => return harmless(&fault.to_string()),
    };
    let day = Date::from_iso("2026-06-01").expect("the day is one");
    let defaults = Defaults {
        policy: Some("nelc".to_owned()),
        contract_type: Some(ContractType::Services),
        start: Some(day),
        ..Defaults::default()
    };
    match Plan::of(None, library(), sheet, &columns, &defaults, (day, &Watch::nobody())) {
        Ok(plan) => assert_eq!(plan.rows.len() + columns.header + 1, sheet.lines.len()),
        Err(fault) => harmless(&fault.to_string()),
    }
}

/// A list as text.
pub fn list(bytes: &[u8]) {
    match Sheet::of("fuzzed.csv", bytes) {
        Ok(sheet) => planned(&sheet),
        Err(fault) => harmless(&fault.to_string()),
    }
}

/// What stands between the parts of a workbook that are given one after another.
const BETWEEN: u8 = 0xff;
/// The parts of a workbook, in the order in which they are given.
const PARTS: [&str; 6] = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/_rels/sheet1.xml.rels",
];

/// The part that says where the workbook is; a file without it is not looked at any further.
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A workbook: as a file, or as the parts that are to be packed, so that what is tried out gets
/// past the packing.
pub fn workbook(bytes: &[u8]) {
    let packed;
    let file = if bytes.starts_with(b"PK") {
        bytes
    } else {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        let given = PARTS.into_iter().zip(bytes.split(|byte| *byte == BETWEEN));
        for (name, part) in given.chain([("_rels/.rels", ROOT.as_bytes())]) {
            archive.start_file(name, options).expect("a part can be begun");
            archive.write_all(part).expect("a part can be written");
        }
        packed = archive.finish().expect("a workbook can be ended").into_inner();
        &packed
    };
    match Sheet::chosen("fuzzed.xlsx", file, &Choice::default()) {
        Ok(sheet) => planned(&sheet),
        Err(fault) => harmless(&fault.to_string()),
    }
}

/// A whole register as JSON.
pub fn whole(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (file, target) = (folder.path().join("register.json"), folder.path().join("register.db"));
    std::fs::write(&file, bytes).expect("a file can be written");
    let _ = Whole::is_one(&file);
    match Whole::read(&file, &target, &context(), &Watch::nobody()) {
        Ok(whole) => {
            whole.arrive().expect("there is nothing in its place");
            looked_through(&target);
        }
        Err(fault) => {
            harmless(&fault.to_string());
            assert!(!target.exists(), "what is refused is not there");
        }
    }
}

/// Reads what a screen would show of every tender.
fn looked_through(path: &Path) {
    let register = Register::open(path, Library::new(None), &context());
    let register = register.expect("what was checked can be opened");
    let list = register.list(&Filter::default(), Sort::default(), 0, 50);
    for row in list.expect("what was checked can be listed").rows {
        let reference = row.reference.to_string();
        let _ = register.procurement(&reference).map_err(|fault| harmless(&fault.to_string()));
        let _ = register.evaluation(&reference).map_err(|fault| harmless(&fault.to_string()));
    }
}

/// A text that is read, and written in a way that reads as the same.
fn read_back<T>(text: &str)
where
    T: std::str::FromStr + ToString + PartialEq + std::fmt::Debug,
    T::Err: std::fmt::Debug + ToString,
{
    match text.parse::<T>() {
        Ok(value) => {
            let written = value.to_string();
            let again = written.parse::<T>();
            assert_eq!(again.as_ref().ok(), Some(&value), "{text:?} is written {written:?}");
        }
        Err(error) => harmless(&error.to_string()),
    }
}

/// What is typed into a field: money, percentages, days, references, codes, periods.
pub fn words(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    harmless(&format!("“{}”", visible(text)));
    assert!(!visible_lines(text).chars().any(|c| c != '\n' && is_unsafe(c)));
    read_back::<Money>(text);
    read_back::<Percent>(text);
    read_back::<Date>(text);
    read_back::<Reference>(text);
    read_back::<CpvCode>(text);
    read_back::<StageNo>(text);
    read_back::<ItemId>(text);
    read_back::<Sha256>(text);
    read_back::<FinancialYear>(text);
    read_back::<CompanyNumber>(text);
    read_back::<Postcode>(text);
    let _ = text.parse::<LotNo>();
    if let Err(why) = text.parse::<Length>() {
        harmless(&why);
    }
    if let Err(why) = quantity(text) {
        harmless(&why);
    }
    if let Ok(codes) = cpv::list(text) {
        assert_eq!(cpv::list(&cpv::joined(&codes, ", ")).ok(), Some(codes));
    }
    if let (Ok(money), Ok(rate)) = (text.parse::<Money>(), "20".parse::<Percent>()) {
        assert!(money.with_vat(rate) >= money.pounds());
    }
    if let Ok(date) = text.parse::<Date>() {
        let _ = (date.plus_months(1200_u16), date.day_before(), date.british());
    }
}

/// The bytes of a register with samples, made once.
fn samples() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let (register, _thrown_away) =
            sample::thrown_away(Library::new(None), &context(), 0).expect("samples can be made");
        let copy = tempfile::tempdir().expect("a folder can be made");
        let copy = copy.path().join("copy.db");
        register.back_up(&copy, false, &Watch::nobody()).expect("samples can be copied");
        std::fs::read(copy).expect("the copy can be read")
    })
}

/// The most inputs of one run.
const MOST_INPUTS: usize = 96;

/// The interface over a register of samples, driven by whatever comes: keys, pastes, clicks and
/// sizes of the window.
///
/// A path that is typed never leads out of the folder in which this runs: what parts folders is
/// only given as a command.
pub fn keys(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("register.db");
    std::fs::write(&path, samples()).expect("a register can be copied");
    let register = Register::open(&path, Library::new(None), &context());
    let register = register.expect("the samples can be opened");
    let mut app = App::new(register, clock(), "A. Officer".to_owned(), Options::default());
    app.begin(80, 24);
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen can be made");
    let mut script = Script { bytes, after_escape: true };
    for _ in 0..MOST_INPUTS {
        let Some(step) = script.next() else { break };
        match step {
            Step::Input(input) => app.handle(input),
            Step::Size(width, height) => {
                terminal.backend_mut().resize(width, height);
                app.resize(width, height);
            }
        }
        if app.is_done() {
            break;
        }
        terminal.draw(|frame| app.draw(frame)).expect("a picture can be drawn");
        let screen = terminal.backend().buffer();
        let obeyed = screen.content().iter().find(|cell| cell.symbol().chars().any(is_unsafe));
        assert_eq!(obeyed.map(ratatui::buffer::Cell::symbol), None, "a terminal would obey it");
    }
    drop(app);
    let register = Register::open(&path, Library::new(None), &context());
    let found = register.and_then(|register| register.verify());
    assert_eq!(found.expect("the register can be checked").faults, [""; 0]);
}

enum Step {
    Input(Input),
    Size(u16, u16),
}

/// Bytes as inputs: letters are keys, and what is no letter begins something else.
struct Script<'a> {
    bytes: &'a [u8],
    after_escape: bool,
}

impl Script<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.bytes.split_first().unwrap_or((&0, &[]));
        self.bytes = rest;
        *first
    }

    fn next(&mut self) -> Option<Step> {
        if self.bytes.is_empty() {
            return None;
        }
        let after_escape = std::mem::replace(&mut self.after_escape, false);
        let plain = |code| Step::Input(Input::Key(Key::plain(code)));
        Some(match self.byte() {
            b'\n' => plain(Code::Enter),
            b'\t' => plain(Code::Tab),
            0x1b => {
                self.after_escape = true;
                plain(Code::Esc)
            }
            0x7f => plain(Code::Backspace),
            b'/' | b'\\' if !after_escape => plain(Code::Char('.')),
            letter @ 0x20..0x7f => plain(Code::Char(char::from(letter))),
            control @ 0..0x20 => Step::Input(Input::Key(Key::ctrl(char::from(control + 0x60)))),
            0x80 => plain(Code::Up),
            0x81 => plain(Code::Down),
            0x82 => plain(Code::Left),
            0x83 => plain(Code::Right),
            0x84 => plain(Code::Home),
            0x85 => plain(Code::End),
            0x86 => plain(Code::PageUp),
            0x87 => plain(Code::PageDown),
            0x88 => plain(Code::Delete),
            0x89 => plain(Code::BackTab),
            0x8a => plain(Code::Function(self.byte())),
            0x8b => {
                let code = Code::Char(char::from(self.byte()));
                Step::Input(Input::Key(Key { code, ctrl: false, alt: true }))
            }
            0x8c => {
                let most = usize::from(self.byte()).min(self.bytes.len());
                let (pasted, rest) = self.bytes.split_at(most);
                self.bytes = rest;
                let pasted = String::from_utf8_lossy(pasted).replace(['/', '\\'], ".");
                // Now and then a very long one.
                let times = if most % 16 == 15 { 2_000 } else { 1 };
                Step::Input(Input::Paste(pasted.repeat(times)))
            }
            0x8d => Step::Size(u16::from(self.byte()).max(1), u16::from(self.byte()).max(1)),
            0x8e => Step::Input(Input::Click(self.byte().into(), self.byte().into())),
            0x8f => Step::Input(Input::Wheel { down: self.byte().is_multiple_of(2) }),
            0x90 => {
                let mut place = || (u16::from(self.byte()), u16::from(self.byte()));
                let (begun, from, to) = (place(), place(), place());
                Step::Input(Input::Drag { begun, from, to })
            }
            high => plain(Code::Char(char::from_u32(0x300 + u32::from(high)).unwrap_or('x'))),
        })
    }
}
