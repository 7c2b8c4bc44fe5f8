//! The directory of suppliers.

use uuid::Uuid;

use crate::domain::supplier::{Sector, Size, Supplier};
use crate::domain::text::visible;
use crate::register::{DirectoryView, SupplierLine};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dates;
use crate::tui::dialog::export::Exporting;
use crate::tui::dialog::filling::Filling;
use crate::tui::effect::{Effect, Loaded, Message, Place, Query};
use crate::tui::forms::Asked;
use crate::tui::screen::Screen;
use crate::tui::screen::supplier::forms::{MergeForm, NameForm, ReasonForm, SupplierForm};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::filter::{FilterLine, Followed};
use crate::tui::widget::matching;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::{header, text};

/// The screen.
pub(crate) struct SuppliersScreen {
    officer: String,
    view: Option<Box<DirectoryView>>,
    /// The places of the lines that the filter leaves.
    shown: Vec<usize>,
    filter: FilterLine,
    scroll: Scroll,
    size: (usize, usize),
}

/// Rows above the list: header, what is shown, column heads.
const ABOVE: usize = 3;
/// Rows below the list: a rule and the selected supplier in full.
const BELOW: usize = 5;

impl SuppliersScreen {
    pub(crate) fn new(officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            view: None,
            shown: Vec::new(),
            filter: FilterLine::default(),
            scroll: Scroll::default(),
            size: (80, 22),
        }
    }

    const fn height(&self) -> usize {
        let height = self.size.1.saturating_sub(ABOVE + BELOW);
        if height == 0 { 1 } else { height }
    }

    fn lines(&self) -> &[SupplierLine] {
        self.view.as_deref().map_or(&[], |view| &view.lines)
    }

    fn selected(&self) -> Option<&SupplierLine> {
        self.lines().get(*self.shown.get(self.scroll.selected)?)
    }

    /// Finds anew which lines the filter leaves.
    fn refilter(&mut self) {
        let needle = self.filter.needle();
        let all = self.lines().iter().enumerate();
        self.shown = if self.filter.words().trim().is_empty() {
            all.map(|(at, _)| at).collect()
        } else {
            all.filter(|(_, line)| needle.matches(&searched(line))).map(|(at, _)| at).collect()
        };
        let height = self.height();
        self.scroll.keep(self.shown.len(), height);
    }

    fn loaded(&mut self, view: Box<DirectoryView>) {
        let before = self.selected().map(|line| line.uid);
        // What was just added is what the officer wants to see.
        let new = self.view.as_deref().and_then(|old| {
            let known: std::collections::HashSet<Uuid> =
                old.lines.iter().map(|line| line.uid).collect();
            view.lines.iter().find(|line| !known.contains(&line.uid)).map(|line| line.uid)
        });
        self.view = Some(view);
        self.refilter();
        let wanted = new.or(before);
        let at = self
            .shown
            .iter()
            .position(|at| self.lines().get(*at).is_some_and(|line| Some(line.uid) == wanted));
        if let Some(at) = at {
            self.scroll.selected = at;
        }
        let height = self.height();
        self.scroll.keep(self.shown.len(), height);
    }

    fn command(&mut self, command: Command) -> Effect {
        match self.filter.follow(command) {
            Followed::Not => {}
            Followed::Kept => return Effect::None,
            Followed::Changed => {
                // The filter went away; what it found stays selected.
                let at = self.shown.get(self.scroll.selected).copied();
                self.scroll = Scroll { selected: at.unwrap_or(0), offset: 0 };
                self.refilter();
                return Effect::None;
            }
        }
        match command {
            Command::Back => Effect::Pop,
            Command::Export => Effect::Push(Place::Export(Exporting::of_suppliers())),
            Command::Add => adding(self.lines()),
            Command::Open => {
                self.selected().map_or(Effect::None, |line| Effect::Push(Place::Supplier(line.uid)))
            }
            Command::Merge => {
                self.selected().map_or(Effect::None, |line| match line.supplier.merged_into {
                    Some(_) => parting(line.uid, &line.supplier.name, 0),
                    None => merging(line.uid, &line.supplier.name, 0, self.lines()),
                })
            }
            Command::Delete => self.selected().map_or(Effect::None, removing),
            command => {
                let (length, height) = (self.shown.len(), self.height());
                self.scroll.follow(command, length, height);
                Effect::None
            }
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        if !self.lines().is_empty() {
            self.filter.draw_nothing(canvas, ABOVE, 3);
            return;
        }
        let add = Command::Add.key(false);
        let lines = [
            (theme.title, "There is no supplier in the directory yet.".to_owned()),
            (theme.accent, format!("{add} adds one.")),
            (theme.text, String::new()),
            (
                theme.text,
                "The directory keeps who your suppliers are, once for all tenders: numbers and contacts, size and kind, whether they are local and by whose judgement, modern slavery statement, code of ethics, living wage, checks of the debarment list, and their status by the policy's scheme.".to_owned(),
            ),
            (theme.text, String::new()),
            (
                theme.text,
                "A contract names its supplier, and here all contracts of one supplier come together with how it delivers. When an award becomes a contract, the winner of the bid can be added from there.".to_owned(),
            ),
        ];
        let mut row = ABOVE;
        for (style, words) in lines {
            for line in text::wrap(&words, canvas.width().saturating_sub(6)) {
                canvas.text(row, 3, &line, style);
                row += 1;
            }
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let columns = Columns::for_width(canvas.width());
        canvas.text(ABOVE - 1, 0, &columns.heads(), theme.dim);
        let needle = self.filter.needle();
        let window = self.shown.iter().enumerate().skip(self.scroll.offset).take(self.height());
        for (row, (place, at)) in window.enumerate() {
            let Some(line) = self.lines().get(*at) else { continue };
            let here = place == self.scroll.selected;
            let style = match (here, &line.merged_into) {
                (true, _) => theme.selected,
                (false, Some(_)) => theme.dim,
                (false, None) => theme.text,
            };
            let marker = if here { glyphs.here } else { " " };
            let words = format!("{marker} {}", columns.row(line, glyphs.cut));
            canvas.text(ABOVE + row, 0, &text::left(&words, canvas.width(), glyphs.cut), style);
            let marked = matching::mark(&theme, style);
            let mut column = 2;
            for (cell, width) in columns.cells(line) {
                if width > 0 {
                    canvas.mark((ABOVE + row, column), &cell, &needle.marks(&cell), width, marked);
                    column += width + 2;
                }
            }
            canvas.target(ABOVE + row, Target::Line { pane: 0, at: place });
            if here && !self.filter.is_typing() {
                canvas.cursor(ABOVE + row, 0);
            }
        }
        let top = canvas.height().saturating_sub(BELOW);
        canvas.rule(top);
        let Some(line) = self.selected() else { return };
        let room = canvas.width().saturating_sub(2);
        let mut row = top + 1;
        for (words, style) in in_full(line).iter().zip([theme.title, theme.text, theme.text]) {
            for piece in text::wrap(words, room) {
                canvas.text(row, 1, &piece, style);
                row += 1;
            }
        }
    }
}

/// The form for a new supplier.
fn adding(lines: &[SupplierLine]) -> Effect {
    let known = lines.iter().map(|line| line.supplier.name.clone()).collect();
    let form = NameForm { uid: None, now: Supplier::named(""), known };
    asking(
        "A supplier for the directory",
        "Only the name is needed; everything else can be added when somebody has said it.",
        0,
        SupplierForm::Name(Box::new(form)),
    )
}

/// A form about suppliers; `seen` is the version that was seen, or 0.
pub(super) fn asking(
    title: &str,
    explain: impl Into<String>,
    seen: i64,
    form: SupplierForm,
) -> Effect {
    Effect::Push(Place::Filling(Filling {
        title: title.to_owned(),
        explain: explain.into(),
        reference: None,
        seen,
        asked: Asked::Supplier(form),
    }))
}

/// Which other supplier one is the same as, and why.
pub(super) fn merging(uid: Uuid, name: &str, seen: i64, all: &[SupplierLine]) -> Effect {
    let others = all.iter().filter(|line| line.uid != uid && line.merged_into.is_none());
    let others: Vec<(Uuid, String)> =
        others.map(|line| (line.uid, named(&line.supplier))).collect();
    let list = if others.len() > 5 {
        format!(" {} in the first field shows them as a list to filter.", Command::Open.key(true))
    } else {
        String::new()
    };
    let explain = format!(
        "“{}” goes into the other: its contracts, contacts, checks and history count there, and it stays in the directory as merged. Nothing is lost; they can be parted again.{list}",
        visible(name)
    );
    asking(
        "Merge a supplier into another",
        explain,
        seen,
        SupplierForm::Merge(MergeForm { uid, others }),
    )
}

/// Why two suppliers are two after all.
pub(super) fn parting(uid: Uuid, name: &str, seen: i64) -> Effect {
    let explain = format!(
        "“{}” stands for itself again, with the contracts and records that were its own.",
        visible(name)
    );
    asking("Part the supplier again", explain, seen, SupplierForm::Reason(ReasonForm::Part(uid)))
}

fn removing(line: &SupplierLine) -> Effect {
    let explain = format!(
        "“{}” goes from the directory, for where it was added by mistake. The journal keeps it.",
        visible(&line.supplier.name)
    );
    let form = SupplierForm::Reason(ReasonForm::Remove(line.uid));
    asking("Take the supplier away", explain, 0, form)
}

/// A supplier with what tells it from others of its name.
fn named(supplier: &Supplier) -> String {
    let number = supplier.number.as_ref().map(ToString::to_string);
    let number = number.or_else(|| supplier.other_number.clone());
    let place = supplier.postcode.as_ref().map(ToString::to_string);
    let more: Vec<String> = number.into_iter().chain(place).collect();
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
    visible(&format!("{}{more}", supplier.name))
}

/// What the filter looks at.
fn searched(line: &SupplierLine) -> String {
    let all =
        Columns { name: 1, number: 1, size: 1, kind: 1, local: 1, status: 1, ..Columns::NONE };
    let cells: Vec<String> = all.cells(line).into_iter().map(|(cell, _)| cell).collect();
    let other = line.supplier.other_number.as_deref().map(visible).unwrap_or_default();
    format!("{} {other}", cells.join(" "))
}

/// A size class in one word.
const fn size(size: Option<Size>) -> &'static str {
    match size {
        None => "not known",
        Some(Size::Micro) => "micro",
        Some(Size::Small) => "small",
        Some(Size::Medium) => "medium",
        Some(Size::Large) => "large",
    }
}

/// A kind of organisation in one or two words.
const fn kind(sector: Option<Sector>) -> &'static str {
    match sector {
        None => "not known",
        Some(Sector::Business) => "business",
        Some(Sector::SocialEnterprise) => "social ent.",
        Some(Sector::Voluntary) => "voluntary",
        Some(Sector::Community) => "community",
        Some(Sector::PublicBody) => "public body",
    }
}

fn local(supplier: &Supplier) -> &'static str {
    match supplier.local.as_ref().map(|one| one.local) {
        None => "not known",
        Some(true) => "local",
        Some(false) => "not local",
    }
}

fn status(line: &SupplierLine) -> String {
    match (&line.merged_into, line.status.as_slice()) {
        (Some(into), _) => format!("merged into {into}"),
        (None, []) => "none".to_owned(),
        // Whose scheme it is stands below the list.
        (None, [one]) => one.rsplit_once(" (").map_or(one.as_str(), |(level, _)| level).to_owned(),
        (None, all) => all.join(", "),
    }
}

/// The selected supplier in three sentences.
fn in_full(line: &SupplierLine) -> [String; 3] {
    let supplier = &line.supplier;
    let name = named(supplier);
    if let Some(into) = &line.merged_into {
        let part = Command::Merge.key(false);
        return [
            name,
            format!("Merged into {}: what it did counts there.", visible(into)),
            format!("{part} parts the two again."),
        ];
    }
    let kind = supplier.sector.map_or("kind not known", Sector::words);
    let class = supplier.size().map_or("size not known", Size::words);
    let local = match supplier.local.as_ref() {
        None => "nobody has judged whether it is local".to_owned(),
        Some(one) => format!(
            "{} by the judgement of {}",
            if one.local { "local" } else { "not local" },
            visible(&one.by)
        ),
    };
    let contracts = match line.contracts {
        0 => "No contract yet".to_owned(),
        1 => "1 contract".to_owned(),
        count => format!("{count} contracts"),
    };
    let status = match line.status.as_slice() {
        [] => "no status".to_owned(),
        all => format!("status {}", visible(&all.join(", "))),
    };
    let checked = line.checked.map_or_else(
        || "debarment list never checked".to_owned(),
        |day| format!("debarment list checked {}", dates::day(day)),
    );
    let sentence = format!("{kind}; {class}; {local}.");
    [name, text::capital(&sentence), format!("{contracts}; {status}; {checked}.")]
}

/// How wide the columns are; those that are 0 are left out.
struct Columns {
    name: usize,
    number: usize,
    size: usize,
    kind: usize,
    local: usize,
    contracts: usize,
    status: usize,
    checked: usize,
}

impl Columns {
    const NONE: Self = Self {
        name: 0,
        number: 0,
        size: 0,
        kind: 0,
        local: 0,
        contracts: 0,
        status: 0,
        checked: 0,
    };

    const fn for_width(width: usize) -> Self {
        let mut columns = Self { local: 9, contracts: 9, ..Self::NONE };
        if width >= 72 {
            (columns.size, columns.status) = (9, 15);
        }
        if width >= 104 {
            (columns.number, columns.kind, columns.checked) = (8, 11, 11);
        }
        let widths = [
            columns.number,
            columns.size,
            columns.kind,
            columns.local,
            columns.contracts,
            columns.status,
            columns.checked,
        ];
        let (mut taken, mut at) = (2, 0);
        while at < widths.len() {
            if widths[at] > 0 {
                taken += widths[at] + 2;
            }
            at += 1;
        }
        columns.name = width.saturating_sub(taken);
        columns
    }

    const fn widths(&self) -> [usize; 8] {
        [
            self.name,
            self.number,
            self.size,
            self.kind,
            self.local,
            self.contracts,
            self.status,
            self.checked,
        ]
    }

    fn heads(&self) -> String {
        let heads =
            ["Supplier", "Number", "Size", "Kind", "Local", "Contracts", "Status", "Debarment"];
        let mut line = String::from("  ");
        for (at, (head, width)) in heads.into_iter().zip(self.widths()).enumerate() {
            if width > 0 {
                let right = at == 5;
                line +=
                    &if right { text::right(head, width, "") } else { text::left(head, width, "") };
                line += "  ";
            }
        }
        line.truncate(line.trim_end().len());
        line
    }

    /// What stands in each column, with its width.
    fn cells(&self, line: &SupplierLine) -> [(String, usize); 8] {
        let supplier = &line.supplier;
        let number = supplier.number.as_ref().map(ToString::to_string);
        let number = number.or_else(|| supplier.other_number.clone()).unwrap_or_default();
        let checked = line.checked.map_or_else(|| "never".to_owned(), dates::day);
        let cells = [
            visible(&supplier.name),
            visible(&number),
            size(supplier.size()).to_owned(),
            kind(supplier.sector).to_owned(),
            local(supplier).to_owned(),
            text::right(&line.contracts.to_string(), self.contracts, ""),
            visible(&status(line)),
            checked,
        ];
        let mut widths = self.widths().into_iter();
        cells.map(|cell| (cell, widths.next().unwrap_or(0)))
    }

    fn row(&self, line: &SupplierLine, cut: &str) -> String {
        let mut words = String::new();
        for (cell, width) in self.cells(line) {
            if width > 0 {
                words += &text::left(&cell, width, cut);
                words += "  ";
            }
        }
        words.truncate(words.trim_end().len());
        words
    }
}

impl Screen for SuppliersScreen {
    fn title(&self) -> &'static str {
        "Suppliers"
    }

    fn takes_text(&self) -> bool {
        self.filter.is_typing()
    }

    fn copy(&self) -> Option<(String, String)> {
        if self.filter.is_typing() {
            return Some(("the filter".to_owned(), self.filter.words().to_owned()));
        }
        Some(("the supplier".to_owned(), in_full(self.selected()?).join(" ")))
    }

    fn commands(&self) -> Vec<Offer> {
        if self.filter.is_typing() {
            return FilterLine::offers_while_typing();
        }
        let selected = self.selected();
        let merged = selected.is_some_and(|line| line.merged_into.is_some());
        let others = self.lines().iter().filter(|line| line.merged_into.is_none()).count();
        let goes = selected.is_some_and(|line| line.contracts == 0);
        let merge = Offer::plain(Command::Merge).called(if merged {
            "part again"
        } else {
            "merge into another"
        });
        let mut offers = vec![
            Offer::useful(Command::Open).when(selected.is_some()),
            Offer::useful(Command::Add).called("add supplier"),
            Offer::useful(Command::Filter).when(!self.lines().is_empty()),
            merge.when(selected.is_some() && (merged || others > 1)),
            Offer::plain(Command::Delete).called("take away").when(goes),
        ];
        offers.extend(self.filter.away());
        offers.push(Offer::plain(Command::Export));
        offers.extend([Offer::plain(Command::Undo), Offer::plain(Command::Redo)]);
        offers.extend(MOVING);
        offers.extend([Offer::useful(Command::Back), Offer::useful(Command::Help)]);
        offers
    }

    fn because(&self) -> Option<String> {
        Some(match self.selected() {
            None if self.lines().is_empty() => {
                "There is no supplier in the directory yet.".to_owned()
            }
            None => "No supplier is selected.".to_owned(),
            Some(line) if line.contracts > 0 => {
                "It has a contract. If it is there twice, merge the two.".to_owned()
            }
            Some(_) => "There is no other supplier to merge it into.".to_owned(),
        })
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                Effect::Read(Query::Directory)
            }
            Message::Changed => Effect::Read(Query::Directory),
            Message::Loaded(Loaded::Directory(view)) => {
                self.loaded(view);
                Effect::None
            }
            Message::Pointed { at, .. } if at == self.scroll.selected => {
                self.command(Command::Open)
            }
            Message::Pointed { at, .. } => {
                self.scroll.selected = at;
                let height = self.height();
                self.scroll.keep(self.shown.len(), height);
                Effect::None
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Command(command) => self.command(command),
            Message::Key(key) if self.filter.key(key) => {
                self.scroll = Scroll::default();
                self.refilter();
                Effect::None
            }
            Message::Paste(pasted) if self.filter.paste(&pasted) => {
                self.scroll = Scroll::default();
                self.refilter();
                Effect::None
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        header::draw(canvas, "Suppliers", &self.officer);
        let Some(view) = &self.view else { return };
        if self.filter.is_on() {
            self.filter.draw(canvas, 1, self.shown.len(), view.lines.len());
        } else if !view.lines.is_empty() {
            let live = view.lines.iter().filter(|line| line.merged_into.is_none()).count();
            let merged = view.lines.len() - live;
            let noun = if live == 1 { "supplier" } else { "suppliers" };
            let rest = if merged > 0 {
                format!("; {merged} merged into others, last")
            } else {
                String::new()
            };
            canvas.text(1, 1, &format!("{live} {noun}, by name{rest}"), theme.dim);
        }
        if self.shown.is_empty() {
            self.draw_empty(canvas);
        } else {
            self.draw_list(canvas);
        }
    }
}
