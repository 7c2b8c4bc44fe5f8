//! The Outcomes tab: the policy's objectives, outcomes and measures, and those that are sought.

use std::collections::BTreeSet;

use crate::domain::evaluation::{LotNo, OwnMeasure};
use crate::domain::outcome::Sought;
use crate::policy::{Measure, Objective, Outcome};
use crate::register::{Act, EvaluationAct, EvaluationView, ProcurementView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::choose::Choose;
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::dialog::reading;
use crate::tui::effect::{Effect, LineKind, Notice, Place, Query, Section};
use crate::tui::screen::evaluation::{draft_of, forms};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::filter::FilterLine;
use crate::tui::widget::matching::{self, Needle};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands among the outcomes.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    scroll: Scroll,
    pub(super) filter: FilterLine,
    /// Whether the draft is shown once the evaluation has been read.
    wants_draft: bool,
}

/// One line of the tree.
enum Line<'a> {
    Objective(&'a Objective),
    Outcome(&'a Outcome),
    Measure(&'a Measure),
    /// The heading over the officer's own measures.
    Own,
    /// A measure of the officer's own, with its id.
    OwnMeasure(&'a str, &'a OwnMeasure),
}

/// The heading over the officer's own measures.
const OWN: &str = "Your own measures";

impl Line<'_> {
    fn id(&self) -> &str {
        match self {
            Self::Objective(objective) => &objective.id,
            Self::Outcome(outcome) => &outcome.id,
            Self::Measure(measure) => &measure.id,
            Self::Own => "",
            Self::OwnMeasure(id, _) => id,
        }
    }

    /// What the line says.
    fn words(&self) -> &str {
        match self {
            Self::Objective(objective) => &objective.title,
            Self::Outcome(outcome) => &outcome.title,
            Self::Measure(measure) => &measure.text,
            Self::Own => OWN,
            Self::OwnMeasure(_, measure) => &measure.text,
        }
    }

    /// What it is counted in, where it is a measure that is counted.
    fn unit(&self) -> Option<&str> {
        match self {
            Self::Objective(_) | Self::Outcome(_) | Self::Own => None,
            Self::Measure(measure) => measure.unit.as_deref(),
            Self::OwnMeasure(_, measure) => measure.unit.as_deref(),
        }
    }

    /// How deep the line stands in the tree.
    const fn depth(&self) -> usize {
        match self {
            Self::Objective(_) | Self::Own => 0,
            Self::Outcome(_) | Self::OwnMeasure(..) => 1,
            Self::Measure(_) => 2,
        }
    }

    const fn can_be_sought(&self) -> bool {
        !matches!(self, Self::Objective(_) | Self::Own)
    }
}

/// Rows above the tree.
const ABOVE: usize = 1;
/// Rows for the selected line in full.
const DETAIL: usize = 6;

fn every_line(view: &ProcurementView) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for objective in &view.pack.objectives {
        lines.push(Line::Objective(objective));
        for outcome in &objective.outcomes {
            lines.push(Line::Outcome(outcome));
            lines.extend(outcome.measures.iter().map(Line::Measure));
        }
    }
    if !view.own_measures.is_empty() {
        lines.push(Line::Own);
        lines.extend(view.own_measures.iter().map(|(id, own)| Line::OwnMeasure(id, own)));
    }
    lines
}

/// The lines that match, each below those that it stands under.
fn matching<'a>(view: &'a ProcurementView, needle: &Needle) -> Vec<Line<'a>> {
    let mut wanted = None;
    let mut kept: Vec<Line<'a>> = Vec::new();
    // From below: what stands over a line that is kept is kept.
    for line in every_line(view).into_iter().rev() {
        let above = wanted.is_some_and(|depth| line.depth() < depth);
        if above || needle.matches(line.words()) {
            wanted = Some(line.depth());
            kept.push(line);
        }
    }
    kept.reverse();
    kept
}

fn sought<'a>(view: &'a ProcurementView, id: &str) -> Option<&'a Sought> {
    view.sought.iter().find(|sought| sought.id == id)
}

/// The measure of the officer's own that has come since.
pub(super) fn added(before: &ProcurementView, now: &ProcurementView) -> Option<String> {
    let mut new = now.own_measures.keys().filter(|id| !before.own_measures.contains_key(*id));
    new.next().cloned()
}

/// How many objectives have something under them that is sought.
fn objectives_met(view: &ProcurementView) -> usize {
    let met: BTreeSet<&str> = view
        .pack
        .objectives
        .iter()
        .filter(|objective| {
            view.sought.iter().any(|sought| {
                sought.id.strip_prefix(&objective.id).is_some_and(|rest| rest.starts_with('.'))
            })
        })
        .map(|objective| objective.id.as_str())
        .collect();
    met.len()
}

impl Outcomes {
    /// The lines that the filter leaves.
    fn lines<'a>(&self, view: &'a ProcurementView) -> Vec<Line<'a>> {
        matching(view, &self.filter.needle())
    }

    /// Follows a filter that has become another one: the first line that matches is selected.
    pub(super) fn refiltered(&mut self, view: &ProcurementView, size: (usize, usize)) {
        let needle = self.filter.needle();
        let first = self.lines(view).iter().position(|line| needle.matches(line.words()));
        self.scroll = Scroll { selected: first.unwrap_or(0), offset: 0 };
        self.keep(view, size);
    }

    /// The id of what is selected.
    pub(super) fn selected(&self, view: &ProcurementView) -> Option<String> {
        let lines = self.lines(view);
        lines.get(self.scroll.selected).map(|line| line.id().to_owned())
    }

    /// Goes to an outcome or measure; the filter makes way where it hides it.
    pub(super) fn go_to(&mut self, view: &ProcurementView, id: &str, size: (usize, usize)) {
        let place = |lines: Vec<Line<'_>>| lines.iter().position(|line| line.id() == id);
        let at = place(self.lines(view)).or_else(|| {
            self.filter = FilterLine::default();
            place(every_line(view))
        });
        self.scroll.selected = at.unwrap_or(0);
        self.keep(view, size);
    }

    pub(super) fn keep(&mut self, view: &ProcurementView, (_, height): (usize, usize)) {
        self.scroll.keep(self.lines(view).len(), height.saturating_sub(ABOVE + DETAIL));
    }

    /// Follows a click on a line; on the selected one it chooses or drops.
    pub(super) fn point(
        &mut self,
        at: usize,
        view: &ProcurementView,
        size: (usize, usize),
    ) -> Effect {
        if at == self.scroll.selected && view.state.is_workable() {
            return self.command(Command::Tick, view, size);
        }
        self.scroll.selected = at;
        Effect::None
    }

    /// Shows the draft once the evaluation has been read, where it was asked for.
    pub(super) fn draft(&mut self, view: &EvaluationView) -> Effect {
        if !std::mem::take(&mut self.wants_draft) {
            return Effect::None;
        }
        match view.lots.len() {
            0 | 1 => {
                let lot = view.lots.keys().next().copied().unwrap_or(LotNo::FIRST);
                draft_of(view, lot)
            }
            _ => Effect::Push(Place::Choose(Choose {
                title: "The draft of which lot?".to_owned(),
                explain: "The questions are those of the lot; the measures are those of the whole tender.".to_owned(),
                choices: view
                    .lots
                    .keys()
                    .map(|lot| (view.evaluation.lot_words(*lot), draft_of(view, *lot)))
                    .collect(),
            })),
        }
    }

    /// The selected line in full.
    pub(super) fn copy(&self, view: &ProcurementView) -> Option<(String, String)> {
        let all = self.lines(view);
        let (what, words) = match all.get(self.scroll.selected)? {
            Line::Objective(objective) => ("the objective", &objective.title),
            Line::Outcome(outcome) => ("the outcome", &outcome.title),
            Line::Measure(measure) => ("the measure", &measure.text),
            Line::OwnMeasure(_, measure) => ("the measure", &measure.text),
            Line::Own => return None,
        };
        Some((what.to_owned(), words.clone()))
    }

    pub(super) fn commands(&self, view: &ProcurementView) -> Vec<Offer> {
        let active = view.state.is_workable();
        let all = self.lines(view);
        let line = all.get(self.scroll.selected);
        let can = line.is_some_and(Line::can_be_sought);
        let chosen = line.is_some_and(|line| sought(view, line.id()).is_some());
        let counted = line.is_some_and(|line| line.unit().is_some());
        let own = matches!(line, Some(Line::OwnMeasure(..)));
        let mut offers = vec![
            Offer::useful(Command::Tick)
                .called(if chosen { "drop" } else { "choose" })
                .when(active && can),
            Offer::useful(Command::Open).called("quantity").when(active && counted),
            Offer::useful(Command::Note).called("why it is relevant").when(active && can),
            Offer::useful(Command::Add).called("own measure").when(active),
            Offer::useful(Command::Draft),
            Offer::plain(Command::Delete).when(active && (chosen || own)),
            Offer::useful(Command::Filter).when(!all.is_empty() || self.filter.is_on()),
        ];
        offers.extend(MOVING);
        offers
    }

    pub(super) fn command(
        &mut self,
        command: Command,
        view: &ProcurementView,
        (_, height): (usize, usize),
    ) -> Effect {
        match command {
            Command::Add => {
                let known = view.own_measures.values().map(|own| own.text.as_str());
                let reference = view.reference.to_string();
                return Effect::Push(forms::new_measure(&reference, view.version, known));
            }
            Command::Draft => {
                self.wants_draft = true;
                return Effect::Read(Query::Evaluation(view.reference.to_string()));
            }
            _ => {}
        }
        let all = self.lines(view);
        let Some(line) = all.get(self.scroll.selected) else { return Effect::None };
        let id = line.id().to_owned();
        let chosen = sought(view, &id);
        let perform = |act| Effect::Perform {
            reference: view.reference.to_string(),
            act,
            seen: view.version,
        };
        let quantity = |unit: &str| {
            prompt(
                view,
                &format!("How much? ({})", crate::domain::text::visible(unit)),
                &crate::domain::text::visible(line.words()),
                Prompting {
                    initial: chosen.and_then(|sought| sought.quantity).map(|q| q.to_string()),
                    then: Then::Quantity {
                        outcome: id.clone(),
                        why: chosen.and_then(|sought| sought.why.clone()),
                    },
                },
            )
        };
        match (command, line) {
            (Command::Tick | Command::Delete, _) if chosen.is_some() => {
                perform(Act::DropOutcome { outcome: id })
            }
            (Command::Delete, Line::OwnMeasure(..)) => {
                perform(Act::Evaluate(EvaluationAct::RemoveMeasure { id }))
            }
            (Command::Tick | Command::Open, Line::Measure(_) | Line::OwnMeasure(..)) => {
                match line.unit() {
                    Some(unit) => quantity(unit),
                    None if command == Command::Tick => {
                        perform(Act::Seek { outcome: id, quantity: None, why: None })
                    }
                    None => Effect::None,
                }
            }
            (Command::Tick, Line::Outcome(_)) => {
                perform(Act::Seek { outcome: id, quantity: None, why: None })
            }
            (Command::Tick | Command::Note, Line::Objective(_)) => Effect::Notify(Notice::warning(
                "An objective is met through its outcomes; choose one below it.",
            )),
            (Command::Note, Line::Outcome(_) | Line::Measure(_) | Line::OwnMeasure(..)) => prompt(
                view,
                "Why is it relevant and proportionate?",
                &crate::domain::text::visible(line.words()),
                Prompting {
                    initial: chosen.and_then(|sought| sought.why.clone()),
                    then: Then::Relevance {
                        outcome: id,
                        quantity: chosen.and_then(|sought| sought.quantity),
                        sought: chosen.is_some(),
                    },
                },
            ),
            (command, _) => {
                self.scroll.follow(command, all.len(), height.saturating_sub(ABOVE + DETAIL));
                Effect::None
            }
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, view: &ProcurementView) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let all = self.lines(view);
        if view.pack.objectives.is_empty() && view.own_measures.is_empty() {
            let key = Command::Add.key(false);
            let words = format!(
                "This policy names no outcomes to choose from; {key} adds a measure of your own."
            );
            for (row, line) in
                text::wrap(&words, canvas.width().saturating_sub(4)).iter().enumerate()
            {
                canvas.text(1 + row, 2, line, theme.text);
            }
            return;
        }
        let needle = self.filter.needle();
        if self.filter.is_on() {
            let found = all.iter().filter(|line| needle.matches(line.words())).count();
            // The figure keeps clear of the one in the corner that says how many are below.
            let width = canvas.width().saturating_sub(12);
            let mut part = canvas.part(0, 0, width, 1);
            self.filter.draw(&mut part, 0, found, every_line(view).len());
        } else {
            let head = format!(
                "{} chosen, under {} of {} objectives",
                view.sought.len(),
                objectives_met(view),
                view.pack.objectives.len()
            );
            canvas.text(0, 1, &head, theme.dim);
            let bare = view.sought.iter().filter(|sought| sought.why.is_none()).count();
            if bare > 0 {
                let words = format!(", {bare} without a reason");
                canvas.text(0, 1 + text::width(&head), &words, theme.warning);
            }
        }
        if all.is_empty() {
            self.filter.draw_nothing(canvas, ABOVE + 1, 1);
            return;
        }
        let rows = canvas.height().saturating_sub(ABOVE + DETAIL);
        for (row, line) in all.iter().skip(self.scroll.offset).take(rows).enumerate() {
            let here = self.scroll.offset + row == self.scroll.selected;
            let shown = shown(line, view, here, canvas);
            let style = match (here, line) {
                (true, _) => theme.selected,
                (false, Line::Objective(_) | Line::Own) => theme.title,
                (false, _) if sought(view, line.id()).is_some() => theme.done,
                (false, _) => theme.text,
            };
            canvas.text(ABOVE + row, 0, &shown, style);
            let (lead, words) = (LEADS[line.depth()], crate::domain::text::visible(line.words()));
            let amount = text::width(&amount(line, view));
            let room = canvas.width().saturating_sub(lead + amount + 1);
            let marked = matching::mark(&theme, style);
            canvas.mark((ABOVE + row, lead), &words, &needle.marks(&words), room, marked);
            canvas.target(ABOVE + row, Target::Line { pane: 0, at: self.scroll.offset + row });
            if here && !self.filter.is_typing() {
                canvas.cursor(ABOVE + row, 0);
            }
        }
        let top = canvas.height().saturating_sub(DETAIL);
        canvas.rule(top);
        if let Some(line) = all.get(self.scroll.selected) {
            let sections = [in_full(line, view)];
            let width = canvas.width();
            let lines = reading::lay_out(&sections, width.saturating_sub(2), canvas.look);
            for (row, line) in lines.iter().take(DETAIL - 1).enumerate() {
                canvas.line(top + 1 + row, line);
            }
        }
        let below = all.len().saturating_sub(self.scroll.offset + rows);
        if below > 0 {
            canvas.text_right(0, &format!("{} {below} more ", glyphs.more[1]), theme.accent);
        }
    }
}

/// The columns where the words of a line begin, by its depth.
const LEADS: [usize; 3] = [2, 8, 12];

/// How much of a measure is sought.
fn amount(line: &Line<'_>, view: &ProcurementView) -> String {
    let unit = line.unit().map(crate::domain::text::visible);
    match (unit, sought(view, line.id()).map(|sought| sought.quantity)) {
        (Some(unit), Some(Some(quantity))) => format!("  {quantity} {unit}"),
        (Some(unit), Some(None)) => format!("  ? {unit}"),
        _ => String::new(),
    }
}

/// One line of the tree as it is shown.
fn shown(line: &Line<'_>, view: &ProcurementView, here: bool, canvas: &Canvas<'_>) -> String {
    let glyphs = canvas.look.glyphs;
    let marker = if here { glyphs.here } else { " " };
    let chosen = sought(view, line.id());
    let mark = if chosen.is_some() { glyphs.chosen } else { " " };
    let amount = amount(line, view);
    let words = crate::domain::text::visible(line.words());
    let lead = match line {
        Line::Objective(_) | Line::Own => format!("{marker} "),
        Line::Outcome(_) | Line::OwnMeasure(..) => format!("{marker}   [{mark}] "),
        Line::Measure(_) => format!("{marker}       [{mark}] "),
    };
    let width = canvas.width();
    let room = width.saturating_sub(text::width(&amount) + 1);
    format!("{}{amount} ", text::left(&format!("{lead}{words}"), room, glyphs.cut))
}

struct Prompting {
    initial: Option<String>,
    then: Then,
}

fn prompt(view: &ProcurementView, title: &str, explain: &str, prompting: Prompting) -> Effect {
    Effect::Push(Place::Prompt(Prompt {
        title: title.to_owned(),
        explain: explain.to_owned(),
        initial: prompting.initial.unwrap_or_default(),
        reference: view.reference.to_string(),
        seen: view.version,
        then: prompting.then,
    }))
}

/// The selected line in full.
fn in_full(line: &Line<'_>, view: &ProcurementView) -> Section {
    let mut lines = Vec::new();
    let heading = match line {
        Line::Objective(objective) => {
            lines.extend(objective.says.iter().map(|says| (LineKind::Plain, says.clone())));
            format!("{}  (clause {})", objective.title, objective.clause)
        }
        Line::Outcome(outcome) => {
            lines.extend(outcome.says.iter().map(|says| (LineKind::Plain, says.clone())));
            format!("{}  (clause {})", outcome.title, outcome.clause)
        }
        Line::Measure(measure) => {
            let unit = match &measure.unit {
                Some(unit) => format!("Counted in {unit}."),
                None => "Not counted; it is done or not.".to_owned(),
            };
            lines.push((LineKind::Plain, unit));
            measure.text.clone()
        }
        Line::Own => {
            let words = "What the policy does not list and this contract can bring.";
            lines.push((LineKind::Plain, words.to_owned()));
            OWN.to_owned()
        }
        Line::OwnMeasure(_, measure) => {
            let unit = match &measure.unit {
                Some(unit) => format!("Counted in {}.", crate::domain::text::visible(unit)),
                None => "Not counted; it is done or not.".to_owned(),
            };
            lines.push((LineKind::Plain, format!("{unit} One of your own measures.")));
            crate::domain::text::visible(&measure.text)
        }
    };
    if let Some(why) = sought(view, line.id()).and_then(|sought| sought.why.as_deref()) {
        let why = crate::domain::text::visible_lines(why);
        lines.insert(0, (LineKind::Plain, format!("Relevant because: {why}")));
    }
    Section { heading, lines }
}
