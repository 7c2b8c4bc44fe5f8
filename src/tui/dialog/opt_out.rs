//! Opting out of social value, led in three steps: what the policy asks, what was explored, why.

use crate::register::{Act, ProcurementView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::reading;
use crate::tui::effect::{Answer, Effect, LineKind, Message, Place, Section};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::form::{Field, Form};
use crate::tui::widget::list::List;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// What the dialog has to know of the procurement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OptingOut {
    reference: String,
    seen: i64,
    policy: Vec<Section>,
    /// Ids and titles.
    outcomes: Vec<(String, String)>,
}

impl OptingOut {
    /// What has to be known; `None` where the policy allows no opting out.
    pub(crate) fn of(view: &ProcurementView) -> Option<Self> {
        let allowed = view.pack.opt_out.as_ref()?;
        let says = vec![
            (LineKind::Plain, allowed.says.clone()),
            (LineKind::Inset, format!("Clause {}.", allowed.clause)),
        ];
        let needs = allowed.needs.iter().map(|need| (LineKind::Plain, need.clone()));
        let outcomes = view.pack.objectives.iter().flat_map(|objective| &objective.outcomes);
        Some(Self {
            reference: view.reference.to_string(),
            seen: view.version,
            policy: vec![
                Section { heading: "What the policy says".to_owned(), lines: says },
                Section { heading: "What has to be on file".to_owned(), lines: needs.collect() },
            ],
            outcomes: outcomes.map(|outcome| (outcome.id.clone(), outcome.title.clone())).collect(),
        })
    }
}

/// Where the officer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Policy,
    Explored,
    Why,
}

const ALSO: usize = 0;
const WHY: usize = 1;
const AGREED: usize = 2;

/// Rows of the frame, the step's heading and the gap below it.
const AROUND: usize = 5;

/// The dialog.
pub(crate) struct OptOutDialog {
    opting: OptingOut,
    step: Step,
    reading: Scroll,
    list: List,
    explored: Vec<bool>,
    form: Form,
    error: Option<String>,
    size: (usize, usize),
}

impl OptOutDialog {
    pub(crate) fn new(opting: OptingOut) -> Self {
        let form = Form::new(vec![
            Field::text("Also explored", "What else was looked at, in words; may be empty.", ""),
            Field::text("Why none", "Why none is possible; an auditor will read it.", ""),
            Field::text("Agreed by", "Who agreed that social value is left out.", ""),
        ]);
        Self {
            explored: vec![false; opting.outcomes.len()],
            opting,
            step: Step::Policy,
            reading: Scroll::default(),
            list: List::default(),
            form,
            error: None,
            size: (80, 22),
        }
    }

    const fn width(&self) -> usize {
        if self.size.0 < 110 { self.size.0 } else { 102 }
    }

    /// The room for what a step shows.
    const fn inside(&self) -> (usize, usize) {
        (self.width().saturating_sub(4), self.size.1.saturating_sub(AROUND + 1))
    }

    fn typed(&self, field: usize) -> String {
        self.form.fields[field].value().trim().to_owned()
    }

    /// Whether something was marked or typed that leaving would lose.
    fn is_changed(&self) -> bool {
        self.explored.contains(&true)
            || [ALSO, WHY, AGREED].iter().any(|at| !self.typed(*at).is_empty())
    }

    /// The outcomes to mark, as lines of a list.
    fn lines(&self) -> Vec<String> {
        let marked = self.opting.outcomes.iter().zip(&self.explored);
        marked
            .map(|((id, title), marked)| {
                let mark = if *marked { "[x]" } else { "[ ]" };
                format!("{mark} {id} {title}")
            })
            .collect()
    }

    fn explored(&self) -> Vec<String> {
        let marked = self.opting.outcomes.iter().zip(&self.explored);
        let marked = marked.filter(|(_, marked)| **marked).map(|((id, _), _)| id.clone());
        let also = Some(self.typed(ALSO)).filter(|also| !also.is_empty());
        marked.chain(also).collect()
    }

    /// Says of each field what is missing in it.
    fn check(&mut self) {
        self.error = None;
        let none = self.explored().is_empty();
        let missing = |empty: bool, words: &str| empty.then(|| words.to_owned());
        self.form.fields[ALSO].error =
            missing(none, "Say what was explored, or go back with Esc and mark outcomes.");
        self.form.fields[WHY].error =
            missing(self.typed(WHY).is_empty(), "A reason is needed: an auditor will ask for it.");
        self.form.fields[AGREED].error =
            missing(self.typed(AGREED).is_empty(), "The name of who agreed is needed.");
    }

    fn save(&mut self) -> Effect {
        self.check();
        if self.form.go_to_error() {
            return Effect::None;
        }
        let act = Act::OptOut {
            explored: self.explored(),
            why: self.typed(WHY),
            agreed_by: self.typed(AGREED),
        };
        Effect::Perform { reference: self.opting.reference.clone(), act, seen: self.opting.seen }
    }

    fn back(&mut self) -> Effect {
        self.error = None;
        self.list = List::default();
        match self.step {
            Step::Policy if self.is_changed() => return Effect::Push(Place::Leave),
            Step::Policy => return Effect::Pop,
            Step::Explored => self.step = Step::Policy,
            Step::Why => self.step = Step::Explored,
        }
        Effect::None
    }

    fn command(&mut self, command: Command) -> Effect {
        let (columns, height) = self.inside();
        match (self.step, command) {
            (_, Command::Back) => return self.back(),
            (Step::Policy, Command::Open) => self.step = Step::Explored,
            (Step::Policy, command) => {
                let length = reading::count(&self.opting.policy, columns);
                self.reading.follow_text(command, length, height);
            }
            (Step::Explored, Command::Open) => self.step = Step::Why,
            (Step::Explored, Command::Tick) => {
                let selected = self.list.selected(&self.lines());
                if let Some(marked) = selected.and_then(|at| self.explored.get_mut(at)) {
                    *marked = !*marked;
                }
            }
            (Step::Explored, _) => {}
            (Step::Why, Command::Save) => return self.save(),
            (Step::Why, Command::Accept) if self.form.at_last() => return self.save(),
            (Step::Why, Command::Accept) => {
                self.form.step(true);
                self.check();
            }
            (Step::Why, command) => {
                if self.form.follow(command) {
                    self.check();
                }
            }
        }
        Effect::None
    }
}

impl Screen for OptOutDialog {
    fn title(&self) -> &'static str {
        "Opting out of social value"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.step == Step::Why || (self.step == Step::Explored && self.list.takes_text())
    }

    fn holds_typed(&self) -> bool {
        self.is_changed()
    }

    fn commands(&self) -> Vec<Offer> {
        let back = Offer::useful(Command::Back);
        let mut offers = match self.step {
            Step::Policy => {
                let mut offers = vec![Offer::useful(Command::Open).called("go on")];
                offers.push(back.called("leave it"));
                offers.extend(MOVING);
                offers
            }
            Step::Explored => {
                let own = vec![
                    Offer::useful(Command::Open).called("go on"),
                    Offer::useful(Command::Tick).called("mark as explored"),
                    back.called("step back"),
                ];
                self.list.offers(self.opting.outcomes.len(), own)
            }
            Step::Why => vec![
                Offer::useful(Command::Save).called("opt out"),
                Offer::useful(Command::NextField),
                Offer::plain(Command::PreviousField),
                Offer::plain(Command::Accept).called("next field"),
                back.called("step back"),
            ],
        };
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        let height = self.inside().1;
        if self.step == Step::Explored && self.list.follow(&message, &self.lines(), height) {
            return Effect::None;
        }
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                let (lines, height) = (self.lines(), self.inside().1);
                self.list.keep(&lines, height);
            }
            Message::Command(command) => return self.command(command),
            Message::Key(key) if self.step == Step::Why && self.form.key(key) => self.check(),
            Message::Paste(pasted) if self.step == Step::Why => {
                self.form.paste(&pasted);
                self.check();
            }
            Message::Seen(version) => self.opting.seen = version,
            Message::Failed(sentence) => self.error = Some(sentence),
            Message::Done(_) | Message::Answer(Answer::Leave) => return Effect::Pop,
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let (columns, height) = self.inside();
        let lines = reading::lay_out(&self.opting.policy, columns, canvas.look);
        let (number, heading, rows) = match self.step {
            Step::Policy => (1, "what the policy asks for", lines.len()),
            Step::Explored => (
                2,
                "which outcomes were explored",
                self.list.rows(self.opting.outcomes.len(), height),
            ),
            Step::Why => (3, "why none is possible, and who agreed", 10),
        };
        let rows = rows.clamp(1, height.max(1));
        let mut frame = super::middle(canvas, self.width(), rows + AROUND - 1);
        let mut inner = frame.framed(&format!("Opting {} out", self.opting.reference));
        inner.text(0, 0, &format!("Step {number} of 3: {heading}"), theme.title);
        let top = 2;
        let outcomes = self.lines();
        let below = self.list.below(&outcomes, height);
        if self.step == Step::Explored && below > 0 {
            let words = format!(" {} {below} more", inner.look.glyphs.more[1]);
            inner.text_right(0, &words, theme.accent);
        }
        let mut part = inner.part(0, top, columns, rows);
        match self.step {
            Step::Policy => reading::scrolled(&mut part, &lines, self.reading.offset),
            Step::Explored => {
                let nothing = "The policy lists no outcomes; the next step asks in words.";
                self.list.draw(&mut part, &outcomes, nothing);
            }
            Step::Why => {
                self.form.draw(&mut part);
                let explored = self.explored().len();
                let words = match &self.error {
                    Some(error) => error.clone(),
                    None => format!(
                        "{explored} explored, of {} outcomes that the policy lists. The tender stays marked as opted out.",
                        self.opting.outcomes.len()
                    ),
                };
                let style = if self.error.is_some() { theme.error } else { theme.dim };
                for (row, line) in text::wrap(&words, columns).iter().enumerate() {
                    part.text(7 + row, 0, line, style);
                }
            }
        }
    }
}
