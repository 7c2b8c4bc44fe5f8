//! Every field that can be typed into, with every nasty text in it.

use std::collections::BTreeSet;
use std::fs;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, CellWidth};
use rstest::rstest;
use tenderbook::domain::text::is_unsafe;
use tenderbook::tui::{Code, Input, Key};
use unicode_segmentation::UnicodeSegmentation;

use super::evaluation_build::begun;
use super::{
    Journey, colour, contract_fields, contract_part_fields, evaluation_fields, supplier_fields,
};
use crate::support::nasty::{self, Field, Picture, columns};
use crate::support::sources::{name_below, package, rust_files};

/// What beside itself a field changes while it is typed into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Changes {
    /// Nothing: a line in a form or a dialog.
    Nothing,
    /// Nothing: a note of several lines.
    NothingOverLines,
    /// Nothing: a note of several lines among other fields.
    NothingInForm,
    /// What is found, which stands below it.
    WhatIsFound,
}

impl Changes {
    /// How many rows the field has at most.
    const fn rows(self) -> usize {
        match self {
            Self::NothingOverLines => 5,
            Self::NothingInForm => 3,
            Self::Nothing | Self::WhatIsFound => 1,
        }
    }
}

use Changes::{Nothing, NothingOverLines, WhatIsFound};

pub(super) struct Entry {
    /// The file below `src/tui`, and what it calls the field: its label, or the variant that says
    /// what follows.
    owner: &'static str,
    name: &'static str,
    changes: Changes,
    /// What is on the screen with the field.
    beside: &'static str,
    way: fn(&mut Journey),
    /// One text of how many is tried at each of the three sizes: with three, every text.
    one_of: usize,
    /// Whether the first letter changes what the form asks or says, so that the field may move.
    settles: bool,
}

pub(super) const fn entry(
    owner: &'static str,
    name: &'static str,
    changes: Changes,
    beside: &'static str,
    way: fn(&mut Journey),
) -> Entry {
    Entry { owner, name, changes, beside, way, one_of: SIZES.len(), settles: false }
}

impl Entry {
    /// The same with a part of the texts, another part in each field: for fields that are drawn
    /// by the same dialog as others which are tried with all of them.
    pub(super) const fn with_a_share(self) -> Self {
        Self { one_of: 8 * SIZES.len(), ..self }
    }

    /// The same where the form settles with the first letter.
    pub(super) const fn settling(self) -> Self {
        Self { settles: true, ..self }
    }
}

pub(super) fn tabs(journey: &mut Journey, count: usize) {
    for _ in 0..count {
        journey.press("Tab");
    }
}

/// A tender of the county that asks the three questions, on its facts.
fn county(journey: &mut Journey) {
    journey.press("a").paste("Youth services").press("Tab Right Right Tab Tab").paste("300k");
    journey.press("Ctrl-S Esc 2");
}

const TENDER: &str = "screen/tender.rs";
const PROMPT: &str = "dialog/prompt.rs";
const WEIGHT: &str = "dialog/weight.rs";
const OPT_OUT: &str = "dialog/opt_out.rs";
const EXPORT: &str = "dialog/export/mod.rs";

/// Every field, and the way to it.
const FIELDS: &[Entry] = &[
    entry(TENDER, "Title", Nothing, "New tender", |journey| {
        journey.press("a");
    }),
    entry(TENDER, "Value", Nothing, "New tender", |journey| tabs(journey.press("a"), 3)),
    entry(TENDER, "VAT %", Nothing, "New tender", |journey| tabs(journey.press("a"), 4)),
    entry(TENDER, "Start", Nothing, "New tender", |journey| tabs(journey.press("a"), 5)),
    entry(TENDER, "Objectives", Nothing, "New tender", |journey| {
        tabs(journey.press("a Tab Right Right"), 8);
    }),
    entry(TENDER, "Quality %", Nothing, "New tender", |journey| tabs(journey.press("a"), 8)),
    entry(TENDER, "Category", Nothing, "New tender", |journey| tabs(journey.press("a"), 15)),
    entry(TENDER, "CPV codes", Nothing, "New tender", |journey| tabs(journey.press("a"), 16)),
    entry(TENDER, "Reference", Nothing, "New tender", |journey| tabs(journey.press("a"), 17)),
    entry(TENDER, "Title", Nothing, "Title and facts of", |journey| {
        journey.with_tender(0).press("E");
    }),
    entry(PROMPT, "RuleOut", NothingOverLines, "Why does it not apply?", |journey| {
        journey.with_tender(0).press("x");
    }),
    entry(PROMPT, "Note", NothingOverLines, "A note on the item", |journey| {
        journey.with_tender(0).press("o");
    }),
    entry(PROMPT, "Attach", NothingOverLines, "Attach evidence", |journey| {
        journey.with_tender(0).press("e");
    }),
    entry(PROMPT, "AddItem", Nothing, "own", |journey| {
        journey.with_tender(0).press("a");
    }),
    entry(PROMPT, "CloseStage", NothingOverLines, "Close stage 10", |journey| {
        journey.with_tender(0).press("Left");
        for _ in 0..9 {
            journey.press("s").paste("Bought before").press("Enter");
        }
        journey.press("c");
    }),
    entry(PROMPT, "SkipStage", NothingOverLines, "Why skip the stage?", |journey| {
        journey.with_tender(0).press("s");
    }),
    entry(PROMPT, "ReopenStage", NothingOverLines, "Why reopen the stage?", |journey| {
        journey.with_tender(0).press("Left s").paste("Bought before").press("Enter Left Up r");
    }),
    entry(PROMPT, "State", NothingOverLines, "Why", |journey| {
        journey.with_tender(0).press("S Enter");
    }),
    entry(PROMPT, "Quantity", Nothing, "How much?", |journey| {
        journey.with_tender(0).press("3 Down Down Down Space");
    }),
    entry(PROMPT, "Relevance", NothingOverLines, "relevant", |journey| {
        journey.with_tender(0).press("3 Down Down Down o");
    }),
    entry(PROMPT, "RevokeOptOut", NothingOverLines, "opt", |journey| {
        journey.with_tender(4).press("2 O Enter Space Enter Tab").paste("One seller only");
        journey.press("Tab").paste("Leadership Team").press("Ctrl-S O");
    }),
    entry(PROMPT, "KeyDate", Nothing, "day", |journey| {
        journey.with_tender(4).press("6 Enter");
    }),
    entry(PROMPT, "Target", Nothing, "arget", |journey| {
        journey.with_tender(4).press("6 Tab Enter");
    }),
    entry(PROMPT, "WaitFor", Nothing, "wait", |journey| {
        journey.with_tender(0).press("H");
    }),
    entry(PROMPT, "LeaveOutStatute", NothingOverLines, "statute", |journey| {
        journey.with_tender(4).press("2 L");
    }),
    entry(PROMPT, "Write", Nothing, "Write it to a file", |journey| {
        journey.with_evaluation("1", begun).press("p Ctrl-S");
    }),
    entry(PROMPT, "BackUp", Nothing, "Back up the register", |journey| {
        journey.press("B");
    }),
    entry(WEIGHT, "Weight %", Nothing, "Weight", |journey| {
        journey.with_tender(0).press("2 W");
    }),
    entry(WEIGHT, "Reason", Nothing, "Weight", |journey| {
        tabs(journey.with_tender(0).press("2 W"), 2);
    }),
    entry(WEIGHT, "Agreed by", Nothing, "Weight", |journey| {
        tabs(journey.with_tender(0).press("2 W"), 3);
    }),
    entry(OPT_OUT, "Also explored", Nothing, "Step 3", |journey| {
        journey.with_tender(4).press("2 O Enter Space Enter");
    }),
    entry(OPT_OUT, "Why none", Nothing, "Step 3", |journey| {
        journey.with_tender(4).press("2 O Enter Space Enter Tab");
    }),
    entry(OPT_OUT, "Agreed by", Nothing, "Step 3", |journey| {
        journey.with_tender(4).press("2 O Enter Space Enter Tab Tab");
    }),
    entry(OPT_OUT, "list", WhatIsFound, "Step 2", |journey| {
        journey.with_tender(4).press("2 O Enter /");
    }),
    entry("dialog/needs.rs", "Area", Nothing, "", |journey| {
        county(journey);
        journey.press("T Enter Space Enter");
    }),
    entry("dialog/choose.rs", "list", WhatIsFound, "Filter:", |journey| {
        journey.with_tender(0);
        for number in 1..=8 {
            journey.press("e").paste(&format!("Minutes {number}")).press("Enter");
        }
        journey.press("d /");
    }),
    entry("dialog/pick.rs", "list", WhatIsFound, "Filter:", |journey| {
        journey.with_evaluation("1", begun).press("g a Tab Tab Tab Tab Enter /");
    }),
    entry("dialog/refusal.rs", "list", WhatIsFound, "Filter:", |journey| {
        journey.with_tender(0).press("c /");
    }),
    entry("dialog/palette.rs", "field", WhatIsFound, "Find anything", |journey| {
        journey.with_tender(0).press(":");
    }),
    entry("dialog/import.rs", "path", Nothing, "Enter reads it.", |journey| {
        journey.press("i");
    }),
    entry("screen/search.rs", "field", WhatIsFound, "Search for:", |journey| {
        journey.with_work().press("F");
    }),
    entry("screen/register.rs", "filter", WhatIsFound, "Filter:", |journey| {
        journey.with_tender(0).press("Esc /");
    }),
    entry("screen/today.rs", "filter", WhatIsFound, "Filter:", |journey| {
        journey.with_plan().press("Esc T /");
    }),
    entry("screen/procurement/walk.rs", "filter", WhatIsFound, "Filter:", |journey| {
        journey.with_tender(0).press("/");
    }),
    entry("screen/procurement/outcomes.rs", "filter", WhatIsFound, "Filter:", |journey| {
        journey.with_tender(0).press("3 /");
    }),
    entry("screen/procurement/journal.rs", "filter", WhatIsFound, "Filter:", |journey| {
        journey.with_tender(0).press("7 /");
    }),
    entry("screen/settings.rs", "field", Nothing, "Officer", |journey| {
        journey.press(", Enter");
    }),
    entry("screen/settings.rs", "field", Nothing, "quit", |journey| {
        journey.press(", End Enter");
    }),
];

/// The fields of an export.
const EXPORTS: &[Entry] = &[
    entry(EXPORT, "Save as", Nothing, "Export", |journey| {
        journey.with_tender(0).press("X Up");
    }),
    entry(EXPORT, "Prefix", Nothing, "Export", |journey| {
        journey.with_tender(0).press("X Tab Right Right Right Right Tab");
    }),
    entry(EXPORT, "Year", Nothing, "Export", |journey| {
        journey.press(":").paste("targets").press("Enter X Tab");
    }),
];

impl Journey {
    fn at(entry: &Entry, columns: u16, rows: u16) -> Self {
        let mut journey = Self::new(columns, rows, colour());
        (entry.way)(&mut journey);
        journey.empty(1);
        let text = journey.text();
        assert!(text.contains(entry.beside), "{}, {}:\n{text}", entry.owner, entry.name);
        journey
    }

    /// Empties the field that has the keyboard, in which so many lines stand at most.
    fn empty(&mut self, lines: usize) {
        for _ in 0..=lines {
            self.app.handle(Input::Key(Key::ctrl('u')));
            self.app.handle(Input::Key(Key::plain(Code::Backspace)));
        }
    }

    pub(super) fn size(&mut self, columns: u16, rows: u16) {
        self.app.resize(columns, rows);
        self.terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    }

    /// What is on the screen, after a look whether a terminal would show it as it was meant.
    pub(super) fn picture(&mut self) -> Picture {
        let mut drawn = Buffer::default();
        let draw = |frame: &mut ratatui::Frame<'_>| {
            self.app.draw(frame);
            drawn = frame.buffer_mut().clone();
        };
        self.terminal.draw(draw).unwrap();
        let cursor = self.terminal.get_cursor_position().unwrap();
        let cells = sound(&drawn);
        Picture { cells, cursor: (cursor.y.into(), cursor.x.into()) }
    }
}

/// The cells of a screen, each of which holds what every terminal shows in as many columns.
fn sound(buffer: &Buffer) -> Vec<Vec<String>> {
    let mut cells = Vec::new();
    for y in 0..buffer.area.height {
        let mut row = Vec::new();
        let mut taken = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if taken > 0 {
                taken -= 1;
                assert_eq!(symbol, " ", "beside a wide character at {x}, {y}");
                row.push(String::new());
                continue;
            }
            assert!(!symbol.chars().any(is_unsafe), "{symbol:?} at {x}, {y}");
            if symbol.len() == 1 && !symbol.chars().any(char::is_control) {
                row.push(symbol.to_owned());
                continue;
            }
            let width = columns(symbol);
            let believed = symbol.graphemes(true).count() == 1;
            assert!(believed, "several characters in one cell: {symbol:?} at {x}, {y}");
            let drawn = usize::from(symbol.cell_width());
            assert_eq!(width, drawn, "{symbol:?} at {x}, {y} is as wide as a terminal likes");
            assert!(symbol.chars().count() <= 12, "a tower at {x}, {y}: {symbol:?}");
            let room = usize::from(buffer.area.width - x);
            assert!(width <= room, "{symbol:?} at {x}, {y} does not fit into its line");
            taken = width.saturating_sub(1);
            row.push(symbol.to_owned());
        }
        cells.push(row);
    }
    cells
}

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 40)];

/// What is on the screen beside a field: as it is while that is empty, holds what no form can
/// read, and holds too much.
fn beside(journey: &mut Journey, field: Field) -> [String; 3] {
    ["", "zz", &"z".repeat(10_000)].map(|text| {
        journey.empty(1);
        journey.paste(text).picture().outside(field)
    })
}

/// Half of the fields, so that both halves run at the same time.
#[rstest]
#[case(0)]
#[case(1)]
fn a_nasty_text_in_a_field_changes_nothing_outside_of_it(#[case] half: usize) {
    let all = all_fields();
    for (number, entry) in all.enumerate().skip(half).step_by(2) {
        let mut journey = Journey::at(entry, 80, 24);
        let mut lines = 1;
        for (turn, (columns, rows)) in SIZES.into_iter().enumerate() {
            journey.size(columns, rows);
            journey.empty(lines);
            if entry.settles {
                journey.paste("z").app.handle(Input::Key(Key::plain(Code::Home)));
            }
            let field = journey.picture().field(entry.changes.rows());
            journey.app.handle(Input::Key(Key::plain(Code::End)));
            let allowed = beside(&mut journey, field);
            lines = 1;
            // Each text once in each field, and typed at one size.
            let first = (number + turn * (entry.one_of / SIZES.len())) % entry.one_of;
            for (name, text) in nasty::corpus().iter().skip(first).step_by(entry.one_of) {
                let place = format!("{name} in {}, {} at {columns}", entry.owner, entry.name);
                journey.empty(lines);
                lines = text.lines().count();
                let picture = journey.paste(text).picture();
                let shown = picture.outside(field);
                assert!(field.holds(picture.cursor), "{place}: no cursor in the field\n{shown}");
                if entry.changes == WhatIsFound {
                    let above = |shown: &str| -> Vec<String> {
                        shown.lines().take(field.rows.0).map(str::to_owned).collect()
                    };
                    assert_eq!(above(&shown), above(&allowed[1]), "{place}");
                    continue;
                }
                assert!(allowed.contains(&shown), "{place} changes the screen beside it\n{shown}");
                if turn == 0 && text.chars().count() < 80 {
                    journey.empty(lines);
                    for c in text.chars() {
                        journey.app.handle(Input::Key(Key::plain(Code::Char(c))));
                    }
                    let shown = journey.picture().outside(field);
                    assert!(allowed.contains(&shown), "typed, {place}\n{shown}");
                }
            }
        }
    }
}

/// The fields that the source of the interface has, by file and name.
fn fields_of_the_source() -> BTreeSet<(String, String)> {
    let root = package().join("src/tui");
    let mut fields = BTreeSet::new();
    for path in rust_files(&root) {
        let (file, source) = (name_below(&root, &path), fs::read_to_string(&path).unwrap());
        if file.starts_with("widget/") || file.ends_with("/tests.rs") {
            continue;
        }
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let mut add = |name: &str| fields.insert((file.clone(), name.to_owned()));
        for kind in ["Field::text(", "Field::note("] {
            for after in source.split(kind).skip(1) {
                // A label, or what gives it.
                let label = after.split([',', ')']).next().unwrap_or_default().trim();
                let quoted = label.strip_prefix('"').and_then(|label| label.strip_suffix('"'));
                let given = || after.split(',').next().unwrap_or_default().trim();
                add(quoted.unwrap_or_else(given));
            }
        }
        for line in source.lines().map(str::trim) {
            let Some((name, kind)) = line.trim_start_matches("pub(super) ").split_once(": ") else {
                continue;
            };
            let lists = source.contains("widget::list::List");
            let is_field = ["LineField,", "Option<LineField>,", "FilterLine,"].contains(&kind);
            if is_field || (lists && kind == "List,") {
                add(name);
            }
        }
        if let Some(after) = source.split("enum Then {").nth(1) {
            let variants = after.split("\n}").next().unwrap_or_default().lines();
            for line in
                variants.filter(|line| line.starts_with("    ") && !line.starts_with("     "))
            {
                let name: String =
                    line.trim().chars().take_while(|c| c.is_alphanumeric()).collect();
                if !name.is_empty() {
                    add(&name);
                }
            }
        }
    }
    fields
}

fn named(entry: &Entry) -> (String, String) {
    (entry.owner.to_owned(), entry.name.to_owned())
}

/// Every field of every screen.
fn all_fields() -> impl Iterator<Item = &'static Entry> {
    let tables = [
        FIELDS,
        evaluation_fields::FIELDS,
        contract_fields::FIELDS,
        contract_part_fields::FIELDS,
        supplier_fields::FIELDS,
        supplier_fields::LESSONS,
        EXPORTS,
    ];
    tables.into_iter().flatten()
}

#[test]
fn no_field_is_forgotten_in_the_table_of_fields() {
    let table: BTreeSet<(String, String)> = all_fields().map(named).collect();
    let mut source = fields_of_the_source();
    // Its lists are too short to be filtered under every policy that is built in.
    assert!(source.remove(&("dialog/needs.rs".to_owned(), "list".to_owned())));
    // It opens over what a job has found, and no job runs here; the dialog is that of the others.
    assert!(source.remove(&(PROMPT.to_owned(), "Anchor".to_owned())));
    assert_eq!(source, table);
}
