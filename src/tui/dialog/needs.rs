//! The three questions on impact, objectives and needs, one step each, and what follows from them.

use std::sync::Arc;

use strum::IntoEnumIterator;

use crate::domain::{Facts, Fifth, Impact, NeedsAnswers};
use crate::policy::{Determination, Pack, needs};
use crate::register::{Act, ProcurementView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::reading;
use crate::tui::effect::{Answer, Effect, LineKind, Loaded, Message, Place, Query, Section};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::form::{Field, Form};
use crate::tui::widget::list::List;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// What the dialog has to know of the procurement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asking {
    reference: String,
    seen: i64,
    pack: Arc<Pack>,
    facts: Facts,
    answers: NeedsAnswers,
}

impl Asking {
    /// What has to be known; `None` where the policy does not ask.
    pub(crate) fn of(view: &ProcurementView) -> Option<Self> {
        Some(Self {
            reference: view.reference.to_string(),
            seen: view.version,
            pack: view.pack.clone(),
            facts: view.facts.clone(),
            answers: view.answers_so_far().ok()?,
        })
    }
}

/// Where the officer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Impact,
    Objectives,
    Area,
    Indicators,
    Row,
}

const STEPS: [Step; 5] = [Step::Impact, Step::Objectives, Step::Area, Step::Indicators, Step::Row];

/// Rows of the frame, the step's heading and the gaps around it.
const AROUND: usize = 5;

/// The dialog.
pub(crate) struct NeedsDialog {
    asking: Asking,
    answers: NeedsAnswers,
    step: Step,
    area: Form,
    list: List,
    /// Where the officer stands in what follows.
    reading: Scroll,
    determination: Option<Box<Determination>>,
    error: Option<String>,
    size: (usize, usize),
}

impl NeedsDialog {
    pub(crate) fn new(asking: Asking) -> Self {
        let area = asking.answers.area.clone().unwrap_or_default();
        let help = "Where the benefit falls: the whole area, or places in it. May be left empty.";
        Self {
            answers: asking.answers.clone(),
            asking,
            step: Step::Impact,
            area: Form::new(vec![Field::text("Area", help, &area)]),
            list: List::default(),
            reading: Scroll::default(),
            determination: None,
            error: None,
            size: (80, 22),
        }
    }

    const fn width(&self) -> usize {
        if self.size.0 < 110 { self.size.0 } else { 102 }
    }

    const fn inside(&self) -> (usize, usize) {
        (self.width().saturating_sub(4), self.size.1.saturating_sub(AROUND + 2))
    }

    /// The answers as they stand, with what is typed.
    fn answers(&self) -> NeedsAnswers {
        let area = self.area.fields.first().map_or("", Field::value).trim().to_owned();
        NeedsAnswers { area: (!area.is_empty()).then_some(area), ..self.answers.clone() }
    }

    fn place(&self) -> usize {
        STEPS.iter().position(|step| *step == self.step).unwrap_or(0)
    }

    fn go(&mut self, step: Step) -> Effect {
        self.step = step;
        self.error = None;
        self.list = List::default();
        self.reading = Scroll::default();
        if step == Step::Impact {
            let chosen = self.answers.impact;
            let chosen = Impact::iter().position(|one| Some(one) == chosen);
            self.list = List::at(chosen.unwrap_or(0));
        }
        if step != Step::Row {
            return Effect::None;
        }
        self.determination = None;
        Effect::Read(Query::Assess {
            policy: self.asking.pack.policy.id.clone(),
            reference: Some(self.asking.reference.clone()),
            facts: needs::following(&self.asking.pack, &self.answers(), &self.asking.facts),
        })
    }

    fn back(&mut self) -> Effect {
        match self.place() {
            0 if self.answers() != self.asking.answers => Effect::Push(Place::Leave),
            0 => Effect::Pop,
            place => self.go(STEPS[place - 1]),
        }
    }

    fn save(&self) -> Effect {
        Effect::Perform {
            reference: self.asking.reference.clone(),
            act: Act::AnswerNeeds(self.answers()),
            seen: self.asking.seen,
        }
    }

    /// How many lines the list of the step has.
    fn length(&self) -> usize {
        match self.step {
            Step::Impact => Impact::iter().count(),
            Step::Objectives => self.asking.pack.objectives.len(),
            Step::Area => 0,
            Step::Indicators => needs::relevant(&self.asking.pack, &self.answers).len(),
            Step::Row => reading::count(&self.sections(), self.inside().0),
        }
    }

    /// Takes the selected impact, or leaves the question open again.
    fn mark_impact(&mut self) {
        let selected = self.list.selected(&self.lines());
        let Some(impact) = selected.and_then(|at| Impact::iter().nth(at)) else { return };
        let impact = Some(impact);
        self.answers.impact = if self.answers.impact == impact { None } else { impact };
    }

    fn mark_objective(&mut self) {
        let selected = self.list.selected(&self.lines());
        let objective = selected.and_then(|at| self.asking.pack.objectives.get(at));
        let Some(objective) = objective else { return };
        let picked = self.answers.objectives.get_or_insert_default();
        match picked.iter().position(|id| *id == objective.id) {
            Some(at) => {
                picked.remove(at);
            }
            None => picked.push(objective.id.clone()),
        }
        self.answers = needs::known(&self.asking.pack, &self.answers);
    }

    /// Moves the mark of the selected indicator on: not known, worst to best, and round again.
    fn mark_indicator(&mut self, forward: bool) {
        let relevant = needs::relevant(&self.asking.pack, &self.answers);
        let selected = self.list.selected(&self.lines());
        let name = selected.and_then(|at| relevant.get(at)).map(|name| (*name).to_owned());
        let Some(name) = name else { return };
        let marks: Vec<Option<Fifth>> =
            std::iter::once(None).chain(Fifth::iter().map(Some)).collect();
        let now = self.answers.marks.get(&name).copied();
        let at = marks.iter().position(|mark| *mark == now).unwrap_or(0);
        let step = if forward { 1 } else { marks.len() - 1 };
        match marks[(at + step) % marks.len()] {
            Some(fifth) => self.answers.marks.insert(name, fifth),
            None => self.answers.marks.remove(&name),
        };
    }

    /// Whether the step is a list to mark lines in.
    const fn is_list(&self) -> bool {
        matches!(self.step, Step::Impact | Step::Objectives | Step::Indicators)
    }

    fn command(&mut self, command: Command) -> Effect {
        match (self.step, command) {
            (_, Command::Back) => return self.back(),
            (_, Command::Save) => return self.save(),
            (_, Command::Open | Command::Accept) => {
                return self.go(STEPS[(self.place() + 1).min(STEPS.len() - 1)]);
            }
            (Step::Impact, Command::Tick) => self.mark_impact(),
            (Step::Objectives, Command::Tick) => self.mark_objective(),
            (Step::Indicators, Command::Next) => self.mark_indicator(true),
            (Step::Indicators, Command::Previous) => self.mark_indicator(false),
            (Step::Area, command) => {
                self.area.follow(command);
            }
            (Step::Row, command) => {
                let (length, height) = (self.length(), self.inside().1);
                self.reading.follow_text(command, length, height);
            }
            (Step::Impact | Step::Objectives | Step::Indicators, _) => {}
        }
        Effect::None
    }

    fn heading(&self) -> &'static str {
        match self.step {
            Step::Impact => "Question 1: how great is the additional impact?",
            Step::Objectives => "Question 2: which objectives of the policy are met?",
            Step::Area => "Question 3: which area benefits?",
            Step::Indicators => "Question 3: in which fifth of all areas is it?",
            Step::Row => "What follows, before it is recorded",
        }
    }

    /// The lines of the list of the step.
    fn lines(&self) -> Vec<String> {
        let mark = |on: bool| if on { "[x]" } else { "[ ]" };
        match self.step {
            Step::Impact => Impact::iter()
                .map(|impact| format!("{} {impact}", mark(self.answers.impact == Some(impact))))
                .collect(),
            Step::Objectives => self
                .asking
                .pack
                .objectives
                .iter()
                .map(|one| {
                    let picked = self.answers.objectives.iter().flatten().any(|id| *id == one.id);
                    format!("{} {} {}", mark(picked), one.id, one.title)
                })
                .collect(),
            Step::Indicators => needs::relevant(&self.asking.pack, &self.answers)
                .into_iter()
                .map(|name| {
                    let fifth = self.answers.marks.get(name).map_or("not known", |one| one.words());
                    format!("{:14} {name}", format!("[{fifth}]"))
                })
                .collect(),
            Step::Area | Step::Row => Vec::new(),
        }
    }

    fn sections(&self) -> Vec<Section> {
        let open = needs::unanswered(&self.asking.pack, &self.answers());
        let mut sections = Vec::new();
        if let Some(determination) = &self.determination {
            let (row, reasons) = needs::row(determination);
            let mut lines = vec![(LineKind::Strong, row)];
            for reason in reasons {
                lines.push((LineKind::Plain, reason.text.clone()));
                let because = if reason.because.is_empty() {
                    String::new()
                } else {
                    format!(" Because {}.", reason.because.join("; "))
                };
                lines.push((LineKind::Inset, format!("Clause {}.{because}", reason.clause)));
            }
            sections.push(Section { heading: "The row of the table".to_owned(), lines });
        }
        if !open.is_empty() {
            let lines = open.into_iter().map(|one| (LineKind::Warning, one)).collect();
            sections.push(Section { heading: "Still open".to_owned(), lines });
        }
        sections
    }
}

impl Screen for NeedsDialog {
    fn title(&self) -> &'static str {
        "Impact, objectives and needs"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.step == Step::Area || (self.is_list() && self.list.takes_text())
    }

    fn holds_typed(&self) -> bool {
        self.answers() != self.asking.answers
    }

    fn commands(&self) -> Vec<Offer> {
        let save = Offer::useful(Command::Save).called("record the answers");
        let back = if self.step == Step::Impact { "leave it" } else { "step back" };
        let back = Offer::useful(Command::Back).called(back);
        let on = Offer::useful(Command::Open).called("go on");
        let mut offers = match self.step {
            Step::Impact => vec![Offer::useful(Command::Tick).called("choose"), on],
            Step::Objectives => vec![Offer::useful(Command::Tick).called("mark as met"), on],
            Step::Area => vec![Offer::useful(Command::Accept).called("go on")],
            Step::Indicators => vec![
                Offer::useful(Command::Next).called("next fifth").when(self.length() > 0),
                Offer::plain(Command::Previous).called("fifth before").when(self.length() > 0),
                on,
            ],
            Step::Row => Vec::new(),
        };
        offers.extend([save, back]);
        if self.is_list() {
            offers = self.list.offers(self.length(), offers);
        } else if self.step == Step::Row {
            offers.extend(MOVING);
        }
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        let height = self.inside().1;
        if self.is_list() && self.list.follow(&message, &self.lines(), height) {
            return Effect::None;
        }
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                let (lines, height) = (self.lines(), self.inside().1);
                self.list.keep(&lines, height);
            }
            Message::Command(command) => return self.command(command),
            Message::Key(key) if self.step == Step::Area => {
                self.area.key(key);
                self.error = None;
            }
            Message::Paste(pasted) if self.step == Step::Area => self.area.paste(&pasted),
            Message::Loaded(Loaded::Assessment(found)) => self.determination = Some(found),
            Message::Seen(version) => self.asking.seen = version,
            Message::Failed(sentence) => self.error = Some(sentence),
            Message::Done(_) | Message::Answer(Answer::Leave) => return Effect::Pop,
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let (columns, height) = self.inside();
        let sections = self.sections();
        let lines = reading::lay_out(&sections, columns, canvas.look);
        let rows = match self.step {
            Step::Row => lines.len(),
            Step::Area => 3,
            _ => self.list.rows(self.length(), height),
        };
        let rows = rows.clamp(1, height.max(1));
        let mut frame = super::middle(canvas, self.width(), rows + AROUND + 1);
        let mut inner = frame.framed(&format!("Impact and needs in {}", self.asking.reference));
        let step = format!("Step {} of {}. {}", self.place() + 1, STEPS.len(), self.heading());
        inner.text(0, 0, &step, theme.title);
        let mut part = inner.part(0, 2, columns, rows);
        match self.step {
            Step::Row => reading::scrolled(&mut part, &lines, self.reading.offset),
            Step::Area => self.area.draw(&mut part),
            _ => {
                let nothing = if self.answers().objectives.is_some_and(|met| !met.is_empty()) {
                    "No indicator of need bears on the objectives that are met."
                } else {
                    "Mark the objectives that are met first: each has its indicators of need."
                };
                self.list.draw(&mut part, &self.lines(), nothing);
            }
        }
        let (words, style) = match &self.error {
            Some(error) => (error.as_str(), theme.error),
            None => {
                ("What is not known may stay open; Ctrl-S records it to go on later.", theme.dim)
            }
        };
        let words = text::left(words, columns, inner.look.glyphs.cut);
        inner.text(rows + 3, 0, &words, style);
    }
}
