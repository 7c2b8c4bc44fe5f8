//! The Evaluation tab: where every part of the evaluation of each lot stands, and what comes next.

use strum::IntoEnumIterator;

use crate::domain::Route;
use crate::domain::evaluation::LotNo;
use crate::domain::text::visible;
use crate::register::{
    Act, EvaluationAct, EvaluationStep, EvaluationView, ProcurementView, StepPart,
};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::evaluation::{Opening, forms, template_words};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands among the parts.
#[derive(Debug, Default)]
pub(super) struct EvaluationTab {
    view: Option<Box<EvaluationView>>,
    scroll: Scroll,
    /// The first line in sight, headings counted.
    top: usize,
    /// Whether the officer has moved, so that a new view leaves the selection alone.
    moved: bool,
}

/// A line that can be selected.
enum Row<'a> {
    /// A part of a lot.
    Part(LotNo, EvaluationStep),
    /// Begin with the policy's own weight.
    Begin,
    /// Begin with a template: its name, and what it holds.
    Template(&'a str, String),
}

/// How a part stands, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Done,
    Next,
    ToDo,
    Waits,
}

impl Standing {
    const fn words(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Next => "next",
            Self::ToDo => "to do",
            Self::Waits => "waits",
        }
    }
}

/// What a part is called.
const fn named(part: StepPart) -> &'static str {
    match part {
        StepPart::Criteria => "Criteria",
        StepPart::Bids => "Bids",
        StepPart::Evaluators => "Evaluators",
        StepPart::Scores => "Scores",
        StepPart::Result => "Result",
        StepPart::Award => "Award",
    }
}

/// What a part is for, in a sentence.
const fn meant(part: StepPart) -> &'static str {
    match part {
        StepPart::Criteria => "Sections and questions with their weights, scales and pass marks.",
        StepPart::Bids => "Who offers what at which price, with answers and clarifications.",
        StepPart::Evaluators => "Who scores, with their declarations of interests.",
        StepPart::Scores => "The scores of each evaluator, and the agreed score with its reasons.",
        StepPart::Result => "Points and places, low prices, and what would change the winner.",
        StepPart::Award => "The decision, the letters to bidders, and what the winner promised.",
    }
}

/// Rows for what is selected, in full, with the rule above them.
const fn detail(height: usize) -> usize {
    if height < 14 { 4 } else { 5 }
}

impl EvaluationTab {
    /// Takes a new view of the evaluation.
    pub(super) fn loaded(&mut self, view: Box<EvaluationView>, size: (usize, usize)) {
        let begun = self.view.as_ref().is_some_and(|before| before.lots.len() == view.lots.len());
        self.view = Some(view);
        if !begun || !self.moved {
            self.scroll.selected = self.first_open();
            self.moved = false;
        }
        self.keep(size);
    }

    /// The first part that is not done.
    fn first_open(&self) -> usize {
        let open = |row: &Row<'_>| matches!(row, Row::Part(_, step) if !step.done);
        self.rows().iter().position(open).unwrap_or(0)
    }

    /// What can be selected.
    fn rows(&self) -> Vec<Row<'_>> {
        let Some(view) = &self.view else { return Vec::new() };
        if view.lots.is_empty() {
            if !view.state.is_workable() {
                return Vec::new();
            }
            let templates = view.templates.iter();
            let templates = templates.map(|(name, it)| Row::Template(name, template_words(it)));
            return std::iter::once(Row::Begin).chain(templates).collect();
        }
        let of_lot = |lot: &LotNo| {
            let lot = *lot;
            view.steps(lot).into_iter().map(move |step| Row::Part(lot, step))
        };
        view.lots.keys().flat_map(of_lot).collect()
    }

    /// How many headings of lots stand above a row.
    fn headings(&self, at: usize) -> usize {
        let lots = self.view.as_ref().map_or(0, |view| view.lots.len());
        if lots < 2 { 0 } else { at / StepPart::iter().count() + 1 }
    }

    /// The lines of the list in sight.
    const fn window((_, height): (usize, usize)) -> usize {
        let rest = height.saturating_sub(detail(height));
        if rest == 0 { 1 } else { rest }
    }

    pub(super) fn keep(&mut self, size: (usize, usize)) {
        let count = self.rows().len();
        self.scroll.selected = self.scroll.selected.min(count.saturating_sub(1));
        let (selected, window) = (self.scroll.selected, Self::window(size));
        let line = selected + self.headings(selected);
        // A heading comes into sight with the first line below it.
        let is_first = selected.is_multiple_of(StepPart::iter().count());
        let first = line.saturating_sub(usize::from(is_first && self.headings(selected) > 0));
        if first < self.top {
            self.top = first;
        } else if line >= self.top + window {
            self.top = line + 1 - window;
        }
        let all = count + self.headings(count.saturating_sub(1));
        self.top = self.top.min(all.saturating_sub(window));
    }

    pub(super) fn commands(&self) -> Vec<Offer> {
        let Some(view) = &self.view else { return MOVING.to_vec() };
        let rows = self.rows();
        let mut offers = Vec::new();
        if view.lots.is_empty() {
            let can = view.state.is_workable();
            offers.push(Offer::useful(Command::Open).called("begin").when(can));
            offers.push(Offer::useful(Command::Add).called("begin the criteria").when(can));
        } else {
            offers.push(Offer::useful(Command::Open).when(!rows.is_empty()));
            let can = view.state.is_workable();
            offers.push(Offer::plain(Command::Add).called("add a lot").when(can));
        }
        offers.extend(MOVING);
        offers
    }

    pub(super) fn command(&mut self, command: Command, size: (usize, usize)) -> Effect {
        let Some(view) = &self.view else { return Effect::None };
        let rows = self.rows();
        match (command, rows.get(self.scroll.selected)) {
            (Command::Add, _) if view.lots.is_empty() => begin(view),
            (Command::Add, _) => Effect::Push(forms::new_lot(view)),
            (Command::Open, Some(Row::Part(lot, step))) => open(view, *lot, step.part),
            (Command::Open, Some(Row::Begin)) => begin(view),
            (Command::Open, Some(Row::Template(name, _))) => perform(
                view,
                EvaluationAct::UseTemplate {
                    lot: LotNo::FIRST,
                    name: (*name).to_owned(),
                    reason: None,
                },
            ),
            _ => {
                let count = rows.len();
                if self.scroll.follow(command, count, Self::window(size)) {
                    self.moved = true;
                    self.keep(size);
                }
                Effect::None
            }
        }
    }

    /// Follows a click on a line; the selected one is opened.
    pub(super) fn point(&mut self, at: usize, size: (usize, usize)) -> Effect {
        if at == self.scroll.selected {
            return self.command(Command::Open, size);
        }
        self.scroll.selected = at;
        self.moved = true;
        self.keep(size);
        Effect::None
    }

    /// What is selected in full.
    pub(super) fn copy(&self) -> Option<(String, String)> {
        let rows = self.rows();
        let Some(Row::Part(lot, step)) = rows.get(self.scroll.selected) else { return None };
        let lot = self.view.as_ref()?.evaluation.lot_words(*lot);
        let next = step.next.as_ref().map(|next| format!(" {next}")).unwrap_or_default();
        let words = format!("{lot}, {}: {}.{next}", named(step.part).to_lowercase(), step.stands);
        Some(("where it stands".to_owned(), words))
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, tender: &ProcurementView) {
        match &self.view {
            None => {}
            Some(view) if view.lots.is_empty() => self.draw_empty(canvas, view, tender),
            Some(view) => self.draw_parts(canvas, view),
        }
    }

    /// What an evaluation is here, where it is not needed, and how it is begun.
    fn draw_empty(&self, canvas: &mut Canvas<'_>, view: &EvaluationView, tender: &ProcurementView) {
        let theme = canvas.look.theme;
        let room = canvas.width().saturating_sub(3);
        let mut row = 0;
        canvas.text(row, 1, "No evaluation has been begun.", theme.title);
        row += 1;
        let rows = self.rows();
        // The ways to begin are never pushed out of sight.
        let most = canvas.height().saturating_sub(rows.len().min(4) + 2);
        let airy = canvas.height() >= 18;
        for words in about(view, tender) {
            row += usize::from(airy && row < most);
            for line in text::wrap(&words, room) {
                if row < most {
                    canvas.text(row, 1, &line, theme.text);
                    row += 1;
                }
            }
        }
        row += usize::from(airy && row < most);
        if rows.is_empty() {
            return;
        }
        canvas.text(row, 1, "Ways to begin:", theme.accent);
        let window = canvas.height().saturating_sub(row + 1).max(1);
        let first = (self.scroll.selected + 1).saturating_sub(window);
        for (below, (at, one)) in rows.iter().enumerate().skip(first).take(window).enumerate() {
            let words = match one {
                Row::Begin => format!("Begin the award criteria: {START}"),
                Row::Template(name, holds) => {
                    format!("Use the template “{}”: {holds}", visible(name))
                }
                Row::Part(..) => String::new(),
            };
            let here = at == self.scroll.selected;
            let marker = if here { canvas.look.glyphs.here } else { " " };
            let line = format!("{marker} {words}");
            let line = text::left(&line, canvas.width(), canvas.look.glyphs.cut);
            let style = if here { theme.selected } else { theme.text };
            canvas.text(row + 1 + below, 0, &line, style);
            canvas.target(row + 1 + below, Target::Line { pane: 0, at });
            if here {
                canvas.cursor(row + 1 + below, 0);
            }
        }
    }

    /// The parts of each lot, and the selected one in full below them.
    fn draw_parts(&self, canvas: &mut Canvas<'_>, view: &EvaluationView) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let rows = self.rows();
        let several = view.lots.len() > 1;
        let window = Self::window((canvas.width(), canvas.height()));
        let mut line = 0;
        let mut next_of = None;
        for (at, one) in rows.iter().enumerate() {
            let Row::Part(lot, step) = one else { continue };
            if several && step.part == StepPart::Criteria {
                if (self.top..self.top + window).contains(&line) {
                    let words = view.evaluation.lot_words(*lot);
                    canvas.text(line - self.top, 1, &words, theme.title);
                }
                line += 1;
            }
            let is_next = !step.done && step.next.is_some() && next_of != Some(*lot);
            if is_next {
                next_of = Some(*lot);
            }
            if (self.top..self.top + window).contains(&line) {
                let standing = match (step.done, is_next, &step.next) {
                    (true, ..) => Standing::Done,
                    (false, true, _) => Standing::Next,
                    (false, false, Some(_)) => Standing::ToDo,
                    (false, false, None) => Standing::Waits,
                };
                self.draw_part(canvas, line - self.top, (at, step), standing);
            }
            line += 1;
        }
        let below = line.saturating_sub(self.top + window);
        if below > 0 {
            let words = format!("{} {below} more ", glyphs.more[1]);
            canvas.text_right(window - 1, &words, theme.accent);
        }
        let rows_below = detail(canvas.height());
        let top = canvas.height().saturating_sub(rows_below);
        canvas.rule(top);
        let Some(Row::Part(_, step)) = rows.get(self.scroll.selected) else { return };
        let key = Command::Open.key(false);
        let head = format!("{}: {}", named(step.part), meant(step.part));
        let room = canvas.width().saturating_sub(3);
        let mut lines: Vec<(String, ratatui::style::Style)> =
            text::wrap(&head, room).into_iter().map(|line| (line, theme.title)).collect();
        let (words, style) = match &step.next {
            Some(next) => (next.clone(), theme.warning),
            None if step.done => ("Nothing is left to do here.".to_owned(), theme.done),
            None => ("It waits for the parts before it.".to_owned(), theme.text),
        };
        lines.extend(text::wrap(&words, room).into_iter().map(|line| (line, style)));
        lines.truncate(rows_below - 1);
        if lines.len() < rows_below - 1 {
            lines.push((format!("{key} opens it."), theme.dim));
        }
        for (row, (line, style)) in lines.iter().enumerate() {
            canvas.text(top + 1 + row, 1, line, *style);
        }
    }

    fn draw_part(
        &self,
        canvas: &mut Canvas<'_>,
        row: usize,
        (at, step): (usize, &EvaluationStep),
        standing: Standing,
    ) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let here = at == self.scroll.selected;
        let (mark, style) = match standing {
            Standing::Done => (glyphs.done, theme.done),
            Standing::Next => (glyphs.attention, theme.warning),
            Standing::ToDo => (glyphs.current, theme.text),
            Standing::Waits => (glyphs.passed, theme.dim),
        };
        let marker = if here { glyphs.here } else { " " };
        let word = standing.words();
        let lead = format!("{marker}   {mark} {word:6} ");
        let line = format!("{lead}{:12} {}", named(step.part), step.stands);
        let line = text::left(&line, canvas.width(), glyphs.cut);
        if here {
            canvas.text(row, 0, &line, theme.selected);
            canvas.cursor(row, 0);
        } else {
            canvas.text(row, 0, &line, theme.text);
            canvas.text(row, 4, &format!("{mark} {word}"), style);
        }
        canvas.target(row, Target::Line { pane: 0, at });
    }
}

/// What an evaluation is, what the policy asks of it, and where it is not needed.
fn about(view: &EvaluationView, tender: &ProcurementView) -> Vec<String> {
    let found = &view.determination;
    let social = match (&tender.opt_out, &found.weighting) {
        (Some(_), _) => "The tender was opted out of social value.".to_owned(),
        (None, Some(asked)) => {
            format!("Weight of social value: the policy asks for {}.", asked.words())
        }
        (None, None) => {
            "Weight of social value: the policy sets no figure for this tender.".to_owned()
        }
    };
    let direct = tender.facts.law.route == Some(Route::DirectAward);
    let needless = if direct {
        "This is a direct award: there is nothing to compare, and nothing asks for an evaluation."
    } else {
        "Where nothing is compared, as in a direct award, leave this empty: no stage waits for it."
    };
    vec![
        "An evaluation holds the award criteria with their weights, the bids, the scores of each evaluator and the agreed scores with their reasons. From them it works out who is first, exact to the last digit, with every figure explained.".to_owned(),
        social,
        needless.to_owned(),
    ]
}

/// What new criteria begin with.
const START: &str = "quality, social value at the weight that it has, price";

fn perform(view: &EvaluationView, act: EvaluationAct) -> Effect {
    Effect::Perform {
        reference: view.reference.to_string(),
        act: Act::Evaluate(act),
        seen: view.version,
    }
}

fn begin(view: &EvaluationView) -> Effect {
    perform(view, EvaluationAct::Begin { lot: None, title: None })
}

fn open(view: &EvaluationView, lot: LotNo, part: StepPart) -> Effect {
    let reference = view.reference.to_string();
    Effect::Push(Place::Evaluation(Opening { reference, lot, part }))
}
