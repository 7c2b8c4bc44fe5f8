//! The Outcomes tab: the policy's objectives, outcomes and measures, and those that are sought.

use std::collections::BTreeSet;

use crate::domain::outcome::Sought;
use crate::policy::{Measure, Objective, Outcome};
use crate::register::{Act, ProcurementView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::dialog::reading;
use crate::tui::effect::{Effect, LineKind, Notice, Place, Section};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands among the outcomes.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    scroll: Scroll,
}

/// One line of the tree.
enum Line<'a> {
    Objective(&'a Objective),
    Outcome(&'a Outcome),
    Measure(&'a Measure),
}

impl Line<'_> {
    fn id(&self) -> &str {
        match self {
            Self::Objective(objective) => &objective.id,
            Self::Outcome(outcome) => &outcome.id,
            Self::Measure(measure) => &measure.id,
        }
    }

    const fn can_be_sought(&self) -> bool {
        !matches!(self, Self::Objective(_))
    }
}

/// Rows above the tree.
const ABOVE: usize = 1;
/// Rows for the selected line in full.
const DETAIL: usize = 6;

fn lines(view: &ProcurementView) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for objective in &view.pack.objectives {
        lines.push(Line::Objective(objective));
        for outcome in &objective.outcomes {
            lines.push(Line::Outcome(outcome));
            lines.extend(outcome.measures.iter().map(Line::Measure));
        }
    }
    lines
}

fn sought<'a>(view: &'a ProcurementView, id: &str) -> Option<&'a Sought> {
    view.sought.iter().find(|sought| sought.id == id)
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
    pub(super) fn keep(&mut self, view: &ProcurementView, (_, height): (usize, usize)) {
        self.scroll.keep(lines(view).len(), height.saturating_sub(ABOVE + DETAIL));
    }

    /// Goes to an outcome or measure.
    pub(super) fn go_to(&mut self, view: &ProcurementView, id: &str) {
        let place = lines(view).iter().position(|line| line.id() == id);
        self.scroll.selected = place.unwrap_or(0);
    }

    pub(super) fn commands(&self, view: &ProcurementView) -> Vec<Offer> {
        let active = view.state.is_workable();
        let all = lines(view);
        let line = all.get(self.scroll.selected);
        let can = line.is_some_and(Line::can_be_sought);
        let chosen = line.is_some_and(|line| sought(view, line.id()).is_some());
        let counted = matches!(line, Some(Line::Measure(measure)) if measure.unit.is_some());
        let mut offers = vec![
            Offer::useful(Command::Tick)
                .called(if chosen { "drop" } else { "choose" })
                .when(active && can),
            Offer::useful(Command::Open).called("quantity").when(active && counted),
            Offer::useful(Command::Note).called("why it is relevant").when(active && can),
            Offer::plain(Command::Delete).when(active && chosen),
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
        let all = lines(view);
        let Some(line) = all.get(self.scroll.selected) else { return Effect::None };
        let id = line.id().to_owned();
        let chosen = sought(view, &id);
        let perform = |act| Effect::Perform {
            reference: view.reference.to_string(),
            act,
            seen: view.version,
        };
        let quantity = |measure: &Measure, unit: &str| {
            prompt(
                view,
                &format!("How much? ({unit})"),
                &measure.text,
                Prompting {
                    initial: chosen.and_then(|sought| sought.quantity).map(|q| q.to_string()),
                    then: Then::Quantity {
                        outcome: measure.id.clone(),
                        why: chosen.and_then(|sought| sought.why.clone()),
                    },
                },
            )
        };
        match (command, line) {
            (Command::Tick | Command::Delete, _) if chosen.is_some() => {
                perform(Act::DropOutcome { outcome: id })
            }
            (Command::Tick | Command::Open, Line::Measure(measure)) => match &measure.unit {
                Some(unit) => quantity(measure, unit),
                None if command == Command::Tick => {
                    perform(Act::Seek { outcome: id, quantity: None, why: None })
                }
                None => Effect::None,
            },
            (Command::Tick, Line::Outcome(_)) => {
                perform(Act::Seek { outcome: id, quantity: None, why: None })
            }
            (Command::Tick | Command::Note, Line::Objective(_)) => Effect::Notify(Notice::warning(
                "An objective is met through its outcomes; choose one below it.",
            )),
            (
                Command::Note,
                Line::Outcome(Outcome { title: words, .. })
                | Line::Measure(Measure { text: words, .. }),
            ) => prompt(
                view,
                "Why is it relevant and proportionate?",
                words,
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
        let all = lines(view);
        if all.is_empty() {
            let words = "This policy names no outcomes to choose from.";
            canvas.text(1, 2, words, theme.text);
            return;
        }
        let head = format!(
            "{} chosen, under {} of {} objectives",
            view.sought.len(),
            objectives_met(view),
            view.pack.objectives.len()
        );
        canvas.text(0, 1, &head, theme.dim);
        let rows = canvas.height().saturating_sub(ABOVE + DETAIL);
        for (row, line) in all.iter().skip(self.scroll.offset).take(rows).enumerate() {
            let here = self.scroll.offset + row == self.scroll.selected;
            let shown = shown(line, view, here, canvas);
            let style = match (here, line) {
                (true, _) => theme.selected,
                (false, Line::Objective(_)) => theme.title,
                (false, _) if sought(view, line.id()).is_some() => theme.done,
                (false, _) => theme.text,
            };
            canvas.text(ABOVE + row, 0, &shown, style);
            if here {
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

/// One line of the tree as it is shown.
fn shown(line: &Line<'_>, view: &ProcurementView, here: bool, canvas: &Canvas<'_>) -> String {
    let glyphs = canvas.look.glyphs;
    let marker = if here { glyphs.here } else { " " };
    let chosen = sought(view, line.id());
    let mark = if chosen.is_some() { glyphs.chosen } else { " " };
    let amount = match (line, chosen) {
        (Line::Measure(measure), Some(sought)) => match (sought.quantity, &measure.unit) {
            (Some(quantity), Some(unit)) => format!("  {quantity} {unit}"),
            (None, Some(unit)) => format!("  ? {unit}"),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let lead = match line {
        Line::Objective(objective) => format!("{marker} {}", objective.title),
        Line::Outcome(outcome) => format!("{marker}   [{mark}] {}", outcome.title),
        Line::Measure(measure) => format!("{marker}       [{mark}] {}", measure.text),
    };
    let width = canvas.width();
    let room = width.saturating_sub(text::width(&amount) + 1);
    format!("{}{amount} ", text::left(&lead, room, glyphs.cut))
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
    };
    if let Some(why) = sought(view, line.id()).and_then(|sought| sought.why.as_deref()) {
        let why = crate::domain::text::visible_lines(why);
        lines.insert(0, (LineKind::Plain, format!("Relevant because: {why}")));
    }
    Section { heading, lines }
}
