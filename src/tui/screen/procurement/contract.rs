//! The Contract tab: the contracts of a tender, how each stands, and what comes next.

mod parts;

use uuid::Uuid;

use crate::domain::text::visible;
use crate::register::{Awarded, ContractView, ContractsView, NoteKind, ProcurementView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::filling::Filling;
use crate::tui::effect::{Effect, LineKind, Place, Section};
use crate::tui::forms::Asked;
use crate::tui::screen::contract::{ContractOpening, ContractPart, agreed};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands among the contracts.
#[derive(Debug, Default)]
pub(super) struct ContractTab {
    view: Option<Box<ContractsView>>,
    scroll: Scroll,
    /// The first line of the list in sight.
    top: usize,
}

/// Something that can be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// What somebody should know, to be read in full.
    Notes,
    /// An award without a contract, by its place.
    Award(usize),
    /// A part of a contract, which is the one at a place.
    Part(usize, ContractPart),
}

/// One line of the list.
enum Line {
    /// A contract, by its place.
    Heading(usize),
    Row(usize, Row),
}

/// Rows for what is selected, in full, with the rule above them.
const fn detail(height: usize) -> usize {
    if height < 14 { 3 } else { 5 }
}

/// The notes of all contracts, the gravest first, with the contract where there are several.
fn notes(view: &ContractsView) -> Vec<(NoteKind, String)> {
    let several = view.contracts.len() > 1;
    let of_contract = |contract: &ContractView| -> Vec<(NoteKind, String)> {
        let named = if several { format!("{}: ", contract.words) } else { String::new() };
        let all = contract.notes.iter();
        all.map(|note| {
            let clause = note.clause.as_deref().map(|clause| format!(" ({})", visible(clause)));
            (note.kind, format!("{named}{}{}", note.text, clause.unwrap_or_default()))
        })
        .collect()
    };
    let mut all: Vec<(NoteKind, String)> = view.contracts.iter().flat_map(of_contract).collect();
    all.sort_by_key(|(kind, _)| *kind);
    all
}

impl ContractTab {
    /// Takes a new view of the contracts.
    pub(super) fn loaded(&mut self, view: Box<ContractsView>, size: (usize, usize)) {
        // A contract that was just begun is where the work goes on.
        let known =
            |uid: Uuid| self.view.as_ref().is_none_or(|before| before.contract(uid).is_some());
        let begun = view.contracts.iter().position(|contract| !known(contract.uid));
        self.view = Some(view);
        if let Some(begun) = begun {
            let of_it = Row::Part(begun, ContractPart::Commitments);
            self.scroll.selected =
                self.rows().iter().position(|row| *row == of_it).unwrap_or_default();
        }
        self.keep(size);
    }

    /// How many lessons of tenders like this one nobody has read for it.
    pub(super) fn unread(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.offered.iter().filter(|one| !one.read).count())
    }

    fn rows(&self) -> Vec<Row> {
        let Some(view) = &self.view else { return Vec::new() };
        let has_notes = view.contracts.iter().any(|contract| !contract.notes.is_empty());
        let mut rows: Vec<Row> = has_notes.then_some(Row::Notes).into_iter().collect();
        rows.extend((0..view.awarded.len()).map(Row::Award));
        for at in 0..view.contracts.len() {
            rows.extend(parts::ALL.map(|part| Row::Part(at, part)));
        }
        rows
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (at, row) in self.rows().into_iter().enumerate() {
            if let Row::Part(contract, ContractPart::Terms) = row {
                lines.push(Line::Heading(contract));
            }
            lines.push(Line::Row(at, row));
        }
        lines
    }

    fn window((_, height): (usize, usize)) -> usize {
        height.saturating_sub(detail(height)).max(1)
    }

    fn keep(&mut self, size: (usize, usize)) {
        self.scroll.selected = self.scroll.selected.min(self.rows().len().saturating_sub(1));
        let lines = self.lines();
        let window = Self::window(size);
        let here = |line: &Line| matches!(line, Line::Row(at, _) if *at == self.scroll.selected);
        let line = lines.iter().position(here).unwrap_or(0);
        let above = line.checked_sub(1).and_then(|above| lines.get(above));
        let first = line - usize::from(matches!(above, Some(Line::Heading(_))));
        if first < self.top {
            self.top = first;
        } else if line >= self.top + window {
            self.top = line + 1 - window;
        }
        self.top = self.top.min(lines.len().saturating_sub(window));
    }

    fn selected(&self) -> Option<Row> {
        self.rows().get(self.scroll.selected).copied()
    }

    pub(super) fn commands(&self, view: &ProcurementView) -> Vec<Offer> {
        let open = view.state.is_workable();
        let known = self.view.is_some();
        let selected = self.selected();
        let (word, can) = match selected {
            Some(Row::Award(_)) => ("begin the contract", open),
            Some(Row::Notes) => ("read them", true),
            Some(Row::Part(..)) => ("open", true),
            None => ("open", false),
        };
        let word_of_add =
            if selected.is_some() { "contract without an award" } else { "begin a contract" };
        let mut offers = vec![
            Offer::useful(Command::Open).called(word).when(can),
            Offer::useful(Command::Add).called(word_of_add).when(open && known),
            Offer::useful(Command::Lessons).called("lessons of others").when(known),
        ];
        offers.extend(MOVING);
        offers
    }

    pub(super) fn command(
        &mut self,
        command: Command,
        tender: &ProcurementView,
        size: (usize, usize),
        officer: &str,
    ) -> Effect {
        let Some(view) = &self.view else { return Effect::None };
        match (command, self.selected()) {
            (Command::Lessons, _) => {
                Effect::Push(Place::Lessons { reference: Some(tender.reference.to_string()) })
            }
            (Command::Add, _) => begin(view, None, officer),
            (Command::Open, Some(Row::Award(at))) => begin(view, view.awarded.get(at), officer),
            (Command::Open, Some(Row::Notes)) => Effect::Push(all_notes(view)),
            (Command::Open, Some(Row::Part(at, part))) => match view.contracts.get(at) {
                Some(contract) => Effect::Push(Place::Contract(ContractOpening {
                    reference: view.reference.to_string(),
                    contract: contract.uid,
                    part,
                })),
                None => Effect::None,
            },
            (command, _) => {
                let count = self.rows().len();
                if self.scroll.follow(command, count, Self::window(size)) {
                    self.keep(size);
                }
                Effect::None
            }
        }
    }

    pub(super) fn point(
        &mut self,
        at: usize,
        view: &ProcurementView,
        size: (usize, usize),
        officer: &str,
    ) -> Effect {
        let can = !matches!(self.selected(), Some(Row::Award(_))) || view.state.is_workable();
        if at == self.scroll.selected && can {
            return self.command(Command::Open, view, size, officer);
        }
        self.scroll.selected = at;
        self.keep(size);
        Effect::None
    }

    pub(super) fn copy(&self) -> Option<(String, String)> {
        let view = self.view.as_ref()?;
        let words = Self::told(view, self.selected()?).join("\n");
        Some(("where it stands".to_owned(), words))
    }

    /// What is selected, in full.
    fn told(view: &ContractsView, row: Row) -> Vec<String> {
        match row {
            Row::Notes => {
                let all = notes(view);
                let first = all.first().map(|(_, words)| words.clone()).unwrap_or_default();
                vec![first]
            }
            Row::Award(at) => view.awarded.get(at).map(award_told).unwrap_or_default(),
            Row::Part(at, part) => {
                let Some(contract) = view.contracts.get(at) else { return Vec::new() };
                let stands = parts::stands(view, contract, part);
                let mut told = vec![format!("{}: {}", parts::named(part), parts::meant(part))];
                told.push(format!("{}.", text::capital(&stands.words)));
                told
            }
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, tender: &ProcurementView) {
        let Some(view) = &self.view else { return };
        if self.rows().is_empty() {
            draw_empty(canvas, view, tender, self.unread());
            return;
        }
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let window = Self::window((canvas.width(), canvas.height()));
        let lines = self.lines();
        for (place, line) in lines.iter().skip(self.top).take(window).enumerate() {
            match line {
                Line::Heading(at) => {
                    if let Some(contract) = view.contracts.get(*at) {
                        let words = format!("{}, {}", contract.words, parts::term(contract));
                        canvas.text(place, 1, &words, theme.title);
                    }
                }
                Line::Row(at, row) => self.draw_row(canvas, view, place, (*at, *row)),
            }
        }
        canvas.rule(window);
        let below = lines.len().saturating_sub(self.top + window);
        if below > 0 {
            let words = format!(" {} {below} more ", glyphs.more[1]);
            canvas.text_right(window, &words, theme.accent);
        }
        let Some(selected) = self.selected() else { return };
        let room = canvas.width().saturating_sub(3);
        let told = Self::told(view, selected);
        let lines = told.iter().enumerate().flat_map(|(at, words)| {
            text::wrap(words, room).into_iter().map(move |line| (at, line))
        });
        for (row, (at, line)) in lines.take(canvas.height().saturating_sub(window + 1)).enumerate()
        {
            let style = if at == 0 { theme.title } else { theme.text };
            canvas.text(window + 1 + row, 1, &line, style);
        }
    }

    fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        view: &ContractsView,
        place: usize,
        (at, row): (usize, Row),
    ) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let here = at == self.scroll.selected;
        let marker = if here { glyphs.here } else { " " };
        let (mark, word, style, words) = match row {
            Row::Notes => {
                let all = notes(view);
                let (kind, first) =
                    all.into_iter().next().unwrap_or((NoteKind::Info, String::new()));
                let count: usize = view.contracts.iter().map(|contract| contract.notes.len()).sum();
                let style = match kind {
                    NoteKind::Fault => theme.error,
                    NoteKind::Warning => theme.warning,
                    NoteKind::Info => theme.text,
                };
                let many = if count == 1 { "1 note".to_owned() } else { format!("{count} notes") };
                (glyphs.attention, many, style, first)
            }
            Row::Award(at) => {
                let words = view.awarded.get(at).map(award_words).unwrap_or_default();
                (glyphs.attention, "next".to_owned(), theme.warning, words)
            }
            Row::Part(contract, part) => {
                let Some(contract) = view.contracts.get(contract) else { return };
                let stands = parts::stands(view, contract, part);
                let (mark, word, style) = stands.standing.mark(canvas.look);
                let words = format!("{:12} {}", parts::named(part), stands.words);
                (mark, word.to_owned(), style, words)
            }
        };
        let state = format!("{mark} {word:8}");
        let line = format!("{marker}  {state} {words}");
        let line = text::left(&line, canvas.width(), glyphs.cut);
        canvas.text(place, 0, &line, if here { theme.selected } else { theme.text });
        if here {
            canvas.cursor(place, 0);
        } else {
            canvas.text(place, 3, &state, style);
        }
        canvas.target(place, Target::Line { pane: 0, at });
    }
}

/// What a lot is called within a sentence.
fn lot(of: &Awarded) -> String {
    let mut letters = of.words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase()).into_iter();
    first.chain(letters).collect()
}

/// An award without a contract, in a line.
fn award_words(of: &Awarded) -> String {
    format!("Begin the contract of {} with {}", lot(of), visible(&of.supplier))
}

/// The same in full.
fn award_told(of: &Awarded) -> Vec<String> {
    let price = of.price.map(|price| format!(", price {price}")).unwrap_or_default();
    let promised = match of.promised {
        0 => "Its bid promised no measures.".to_owned(),
        1 => "Its bid promised 1 measure, which is taken over in the contract.".to_owned(),
        count => {
            format!("Its bid promised {count} measures, which are taken over in the contract.")
        }
    };
    vec![
        format!(
            "{} was awarded to {} on {}{price}.",
            of.words,
            visible(&of.supplier),
            of.day.british()
        ),
        promised,
        format!(
            "{} begins the contract; the form is filled in from the award.",
            Command::Open.key(false)
        ),
    ]
}

/// The form for a new contract, from an award or without one.
fn begin(view: &ContractsView, awarded: Option<&Awarded>, officer: &str) -> Effect {
    let (title, explain) = match awarded {
        Some(of) => (
            format!("The contract of {}", lot(of)),
            "Filled in from the award; what the bid promised is taken over afterwards, among the commitments.",
        ),
        None => (
            "A contract without an award here".to_owned(),
            "For a call-off under a framework, a waiver, or a contract that was awarded elsewhere.",
        ),
    };
    Effect::Push(Place::Filling(Filling {
        title,
        explain: explain.to_owned(),
        reference: Some(view.reference.to_string()),
        seen: view.version,
        asked: Asked::Contract(agreed(view, None, awarded, officer)),
    }))
}

/// All notes, to be read.
fn all_notes(view: &ContractsView) -> Place {
    let of_kind = |kind: NoteKind| -> Vec<(LineKind, String)> {
        let all = notes(view).into_iter().filter(|(of, _)| *of == kind);
        let shown = if kind == NoteKind::Fault { LineKind::Warning } else { LineKind::Plain };
        all.map(|(_, words)| (shown, words)).collect()
    };
    let sections = [
        (NoteKind::Fault, "Not kept, or broken"),
        (NoteKind::Warning, "Missing, or coming soon"),
        (NoteKind::Info, "Good to know"),
    ];
    let sections = sections
        .map(|(kind, heading)| Section { heading: heading.to_owned(), lines: of_kind(kind) })
        .into_iter()
        .filter(|section| !section.lines.is_empty());
    Place::Reading { title: "What somebody should know".to_owned(), sections: sections.collect() }
}

/// What has to happen first, and how a contract is begun without it.
fn draw_empty(
    canvas: &mut Canvas<'_>,
    view: &ContractsView,
    tender: &ProcurementView,
    unread: usize,
) {
    let theme = canvas.look.theme;
    let (evaluation, add) = (Command::FourthTab.key(false), Command::Add.key(false));
    let mut words = vec![
        "No contract yet.".to_owned(),
        format!(
            "A contract follows from an award: record it on the Evaluation tab ({evaluation}). Then it is begun here, filled in from the award, and what the winning bid promised becomes its commitments."
        ),
    ];
    if tender.state.is_workable() {
        words.push(format!(
            "{add} begins a contract without an evaluation: a call-off under a framework, a waiver, or an award that was made elsewhere."
        ));
    } else {
        words.push(format!("The tender is {}; nothing is begun in it.", view.state));
    }
    words.push("With the contract come deliveries, indicators, reviews, modern slavery, logistics and exit.".to_owned());
    let lessons = Command::Lessons.key(false);
    words.push(match unread {
        0 => format!("{lessons} shows lessons of tenders like this one."),
        1 => format!("A lesson of a tender like this one has not been read: {lessons}."),
        count => format!("{count} lessons of tenders like this one have not been read: {lessons}."),
    });
    let mut row = usize::from(canvas.height() >= 14);
    let airy = canvas.height() >= 16;
    for (at, words) in words.iter().enumerate() {
        let style = if at == 0 { theme.title } else { theme.text };
        for line in text::wrap(words, canvas.width().saturating_sub(4)) {
            canvas.text(row, 2, &line, style);
            row += 1;
        }
        row += usize::from(airy);
    }
}
