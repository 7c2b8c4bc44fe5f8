//! What was agreed: terms, changes, documents, money.

pub(super) mod rows;

use uuid::Uuid;

use crate::domain::text::visible;
use crate::register::{ContractsView, NoteKind};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::contract::forms::{
    AgreedForm, ContractForm, EndForm, FigureForm, PaperForm, RemoveForm, TermsForm, VariationForm,
};
use crate::tui::screen::contract::{Part, Scene};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;
use rows::{Group, Row, What};

/// Where the officer stands on the tab.
#[derive(Debug, Default)]
pub(super) struct Terms {
    selected: usize,
    /// The first line of the list in sight.
    top: usize,
    /// The records that were there, so that a new one is found.
    known: Vec<Uuid>,
}

/// One line of the list.
enum Line {
    Heading(Group),
    /// What is said where a group is empty.
    Empty(String),
    Row(usize),
}

/// The lines of the list, headings and all.
fn lines(rows: &[Row]) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        if group != Group::Terms {
            lines.push(Line::Heading(group));
        }
        let before = lines.len();
        lines.extend(
            rows.iter()
                .enumerate()
                .filter(|(_, row)| row.group == group)
                .map(|(at, _)| Line::Row(at)),
        );
        if lines.len() == before {
            lines.push(Line::Empty(group.empty()));
        }
    }
    lines
}

/// Rows for what is selected, in full, with the rule above them.
const fn detail(height: usize) -> usize {
    match height {
        0..12 => 3,
        12..24 => 5,
        _ => 9,
    }
}

const LABEL: usize = 16;

/// The form for a contract: a new one, or the terms of one that is there.
pub(crate) fn agreed(
    view: &ContractsView,
    now: Option<Uuid>,
    awarded: Option<&crate::register::Awarded>,
    officer: &str,
) -> ContractForm {
    let contract = now.and_then(|uid| view.contract(uid));
    let now = contract.map(|contract| (contract.uid, contract.contract.clone()));
    let mut choices = view.choices.clone();
    // One that was merged into another since stays the supplier that signed.
    if let Some(contract) = contract
        && !choices.iter().any(|(uid, _)| *uid == contract.contract.supplier)
    {
        choices.push((contract.contract.supplier, contract.supplier.clone()));
    }
    ContractForm::Terms(TermsForm::Agreed(Box::new(AgreedForm {
        now,
        lot: awarded.map(|awarded| awarded.lot),
        choices,
        winner: awarded.map(|awarded| awarded.supplier.clone()),
        price: awarded.and_then(|awarded| awarded.price),
        manager: officer.to_owned(),
    })))
}

impl Terms {
    fn row(&self, scene: Scene<'_>) -> Option<Row> {
        rows::all(scene).into_iter().nth(self.selected)
    }

    fn window(scene: Scene<'_>) -> usize {
        scene.size.1.saturating_sub(detail(scene.size.1)).max(1)
    }

    fn in_sight(&mut self, scene: Scene<'_>) {
        let rows = rows::all(scene);
        self.selected = self.selected.min(rows.len().saturating_sub(1));
        let lines = lines(&rows);
        let window = Self::window(scene);
        let here = |line: &Line| matches!(line, Line::Row(at) if *at == self.selected);
        let line = lines.iter().position(here).unwrap_or(0);
        // A heading comes into sight with the first line below it.
        let above = line.checked_sub(1).and_then(|above| lines.get(above));
        let first = line - usize::from(matches!(above, Some(Line::Heading(_))));
        if first < self.top {
            self.top = first;
        } else if line >= self.top + window {
            self.top = line + 1 - window;
        }
        self.top = self.top.min(lines.len().saturating_sub(window));
    }

    fn change(scene: Scene<'_>) -> Effect {
        let asked = agreed(scene.view, Some(scene.contract.uid), None, scene.officer);
        scene.form("Terms of the contract", "", asked)
    }

    fn vary(scene: Scene<'_>, uid: Option<Uuid>) -> Effect {
        let now = uid.and_then(|uid| Some((uid, scene.view.file.variations.get(&uid)?.clone())));
        let explain = "What both sides agreed since the signature. The terms as signed stay; value and last day follow the newest change.";
        let form = VariationForm {
            contract: scene.contract.uid,
            now,
            officer: scene.officer.to_owned(),
            today: scene.today,
            ends: scene.contract.ends,
            extendable_to: scene.contract.contract.extendable_to,
        };
        scene.form(
            "A change of the contract",
            explain,
            ContractForm::Terms(TermsForm::Variation(form)),
        )
    }

    fn paper(scene: Scene<'_>, uid: Option<Uuid>) -> Effect {
        let now = uid.and_then(|uid| Some((uid, scene.view.file.papers.get(&uid)?.clone())));
        let form = PaperForm { contract: scene.contract.uid, now, today: scene.today, kept: None };
        scene.form("A document of the contract", "", ContractForm::Terms(TermsForm::Paper(form)))
    }

    fn figure(scene: Scene<'_>, uid: Option<Uuid>) -> Effect {
        let now = uid.and_then(|uid| Some((uid, scene.view.file.figures.get(&uid)?.clone())));
        let explain = "Targets for spend are counted from these figures, by financial year.";
        let form = FigureForm { contract: scene.contract.uid, now, today: scene.today };
        scene.form(
            "Money of a financial year",
            explain,
            ContractForm::Terms(TermsForm::Figure(form)),
        )
    }

    fn end(scene: Scene<'_>) -> Effect {
        let form = EndForm {
            uid: scene.contract.uid,
            contract: scene.contract.contract.clone(),
            today: scene.today,
            ends: scene.contract.ends,
        };
        scene.form(
            "The end of the contract",
            "",
            ContractForm::Terms(TermsForm::End(Box::new(form))),
        )
    }

    fn remove(scene: Scene<'_>, row: &Row) -> Effect {
        let (uid, what) = match row.what {
            What::Variation(uid) => (uid, "the change"),
            What::Paper(uid) => (uid, "the document"),
            What::Figure(uid) => (uid, "the figure"),
            _ => (scene.contract.uid, "the contract"),
        };
        let explain = "For what was recorded by mistake. It can be undone in this session, and the journal keeps it.";
        let asked = ContractForm::Terms(TermsForm::Remove(RemoveForm { uid }));
        scene.form(&format!("Take {what} away"), explain, asked)
    }
}

impl Part for Terms {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let ended = scene.contract.contract.ended.is_some();
        let row = self.row(scene);
        let what = row.as_ref().map(|row| row.what);
        let (word, can) = match what {
            Some(What::Supplier) => ("open the supplier", true),
            Some(What::Agreed) => ("change the terms", open),
            Some(_) => ("change", open),
            None => ("change", false),
        };
        let mut offers = vec![
            Offer::useful(Command::Open).called(word).when(can),
            Offer::useful(Command::Vary).when(open && !scene.contract.settled),
            Offer::useful(Command::Add).called("add document").when(open),
            Offer::useful(Command::Figure).when(open),
            Offer::useful(Command::Settle)
                .called(if ended { "the end" } else { "end the contract" })
                .when(open),
            Offer::plain(Command::Evidence).called("add document").when(open),
            Offer::plain(Command::Edit).called("change the terms").when(open),
            Offer::plain(Command::Delete).when(open),
        ];
        offers.extend(MOVING);
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        scene.contract.settled.then(|| {
            format!(
                "The final account is closed; it is taken away first, on the Exit tab: {}.",
                Command::SeventhTab.key(false)
            )
        })
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        let row = self.row(scene);
        match (command, row) {
            (Command::Open, Some(row)) => match row.what {
                What::Supplier => Effect::Push(Place::Supplier(scene.contract.contract.supplier)),
                What::Agreed => Self::change(scene),
                What::Ended => Self::end(scene),
                What::Variation(uid) => Self::vary(scene, Some(uid)),
                What::Paper(uid) => Self::paper(scene, Some(uid)),
                What::Figure(uid) => Self::figure(scene, Some(uid)),
            },
            (Command::Edit, _) => Self::change(scene),
            (Command::Vary, _) => Self::vary(scene, None),
            (Command::Add | Command::Evidence, _) => Self::paper(scene, None),
            (Command::Figure, _) => Self::figure(scene, None),
            (Command::Settle, _) => Self::end(scene),
            (Command::Delete, Some(row)) => Self::remove(scene, &row),
            (command, _) => {
                let count = rows::all(scene).len();
                let mut scroll = crate::tui::widget::scroll::Scroll {
                    selected: self.selected,
                    offset: self.top,
                };
                if scroll.follow(command, count, Self::window(scene)) {
                    self.selected = scroll.selected;
                    self.in_sight(scene);
                }
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        let rows = rows::all(scene);
        let now: Vec<Uuid> = rows.iter().filter_map(|row| row.what.uid()).collect();
        // What was just added is what is looked at next.
        if !self.known.is_empty()
            && let Some(added) = rows
                .iter()
                .rposition(|row| row.what.uid().is_some_and(|uid| !self.known.contains(&uid)))
        {
            self.selected = added;
        }
        self.known = now;
        // The contract itself is always known, so that a first record counts as new.
        self.known.push(scene.contract.uid);
        self.in_sight(scene);
    }

    fn point(&mut self, _pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        if at == self.selected {
            let can = scene.is_open() || self.selected == 0;
            return if can { self.command(Command::Open, scene) } else { Effect::None };
        }
        self.selected = at;
        self.in_sight(scene);
        Effect::None
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        let row = self.row(scene)?;
        Some((row.label.to_lowercase(), row.full))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let rows = rows::all(scene);
        let lines = lines(&rows);
        let window = canvas.height().saturating_sub(detail(canvas.height())).max(1);
        for (place, line) in lines.iter().skip(self.top).take(window).enumerate() {
            match line {
                Line::Heading(group) => canvas.text(place, 1, group.words(), theme.accent),
                Line::Empty(words) => canvas.text(place, 2, words, theme.dim),
                Line::Row(at) => {
                    let row = &rows[*at];
                    let here = *at == self.selected;
                    let marker = if here { glyphs.here } else { " " };
                    let lead = if row.heed { glyphs.attention } else { " " };
                    let label = text::left(&row.label, LABEL, glyphs.cut);
                    let value = match &row.right {
                        Some(right) => {
                            let figure = text::right(right, 16, glyphs.cut);
                            format!("{figure}  {}", row.value)
                        }
                        None => row.value.clone(),
                    };
                    let words = format!("{marker}{lead} {label} {value}");
                    let words = text::left(&words, canvas.width(), glyphs.cut);
                    let style = match (here, row.heed) {
                        (true, _) => theme.selected,
                        (false, true) => theme.warning,
                        (false, false) => theme.text,
                    };
                    canvas.text(place, 0, &words, style);
                    canvas.target(place, Target::Line { pane: 0, at: *at });
                    if here {
                        canvas.cursor(place, 0);
                    }
                }
            }
        }
        let rule = window;
        canvas.rule(rule);
        let below = lines.len().saturating_sub(self.top + window);
        if below > 0 {
            let words = format!(" {} {below} more ", glyphs.more[1]);
            canvas.text_right(rule, &words, theme.accent);
        }
        let Some(row) = rows.get(self.selected) else { return };
        let room = canvas.width().saturating_sub(3);
        let all = text::wrap(&row.full, room);
        let space = canvas.height().saturating_sub(rule + 1);
        for (place, line) in all.iter().take(space).enumerate() {
            let cut = place + 1 == space && all.len() > space;
            let line = if cut { format!("{line} {}", glyphs.cut) } else { line.clone() };
            canvas.text(
                rule + 1 + place,
                1,
                &line,
                if place == 0 { theme.title } else { theme.text },
            );
        }
        // What somebody should know stands in the room that is left.
        let mut place = rule + 2 + all.len();
        for note in &scene.contract.notes {
            let style = match note.kind {
                NoteKind::Fault => theme.error,
                NoteKind::Warning => theme.warning,
                NoteKind::Info => theme.dim,
            };
            let clause = note.clause.as_deref().map(|clause| format!(" ({})", visible(clause)));
            let words = format!("{} {}{}", glyphs.attention, note.text, clause.unwrap_or_default());
            let wrapped = text::wrap(&words, room);
            if place + wrapped.len() > canvas.height() {
                break;
            }
            for line in wrapped {
                canvas.text(place, 1, &line, style);
                place += 1;
            }
        }
    }
}
