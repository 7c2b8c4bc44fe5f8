//! Who scores: their declarations of interests, and how far each has come.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::domain::evaluation::{Declaration, Evaluator};
use crate::domain::text::{visible, visible_lines};
use crate::register::EvaluationAct;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, LineKind, Section};
use crate::tui::forms::Asked;
use crate::tui::screen::evaluation::below::{self, Below};
use crate::tui::screen::evaluation::bids::judged;
use crate::tui::screen::evaluation::forms::BidsForm;
use crate::tui::screen::evaluation::forms::bids::{DeclareForm, EvaluatorForm, ReasonForm};
use crate::tui::screen::evaluation::{Part, Scene};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands among the evaluators.
#[derive(Debug, Default)]
pub(super) struct Evaluators {
    scroll: Scroll,
    below: Below,
    order: Vec<Uuid>,
    /// How many answers each has scored.
    scored: BTreeMap<Uuid, usize>,
    /// How many answers there are to score.
    all: usize,
}

const BEFORE: &str = "Nobody scores before their declaration of interests is on file.";

/// What the statute asks for, in our words.
const STATUTE: &str = "Procurement Act 2023 ss.81 to 83: the authority identifies the interests, actual and potential, of everyone who influences the decision, takes all reasonable steps so that nobody gains or loses by them, and keeps an assessment. Declarations by evaluators are how authorities do it; the Act does not prescribe their form.";

const ROLE: usize = 22;
const DECLARATION: usize = 30;
const SCORES: usize = 9;
const LEAD: usize = 2;

/// Where a declaration stands, and whether that is to be heeded.
fn declared(one: &Evaluator) -> (String, bool) {
    match (&one.stood_down, &one.declaration) {
        (Some(_), _) => ("stood down".to_owned(), false),
        (None, None) => ("no declaration yet".to_owned(), true),
        (None, Some(Declaration { day, interest: None, .. })) => {
            (format!("no interest, {}", day.british()), false)
        }
        (None, Some(Declaration { handling: None, .. })) => {
            ("interest, not dealt with".to_owned(), true)
        }
        (None, Some(_)) => ("interest, dealt with".to_owned(), false),
    }
}

fn section(one: &Evaluator) -> Section {
    let mut lines = Vec::new();
    let role = one.role.as_deref().map(|role| format!(", {}", visible(role)));
    if let Some(why) = &one.stood_down {
        lines.push((LineKind::Strong, "Stood down; what they scored stays on file.".to_owned()));
        lines.push((LineKind::Inset, visible_lines(why)));
    }
    match &one.declaration {
        None => {
            let key = Command::Declare.key(false);
            let words = format!("{BEFORE} {key} records it.");
            lines.push((LineKind::Warning, words));
            lines.push((LineKind::Inset, STATUTE.to_owned()));
        }
        Some(Declaration { day, interest, handling }) => {
            let day = day.british();
            match interest {
                None => lines.push((LineKind::Plain, format!("Declared on {day}: no interest."))),
                Some(interest) => {
                    let words = format!("Declared on {day}: {}", visible_lines(interest));
                    lines.push((LineKind::Plain, words));
                    lines.push(match handling {
                        Some(words) => {
                            (LineKind::Plain, format!("Dealt with: {}", visible_lines(words)))
                        }
                        None => (
                            LineKind::Warning,
                            "How it is dealt with is not on file; until then they may not score."
                                .to_owned(),
                        ),
                    });
                }
            }
        }
    }
    Section { heading: format!("{}{}", visible(&one.name), role.unwrap_or_default()), lines }
}

impl Evaluators {
    fn selected<'a>(&self, scene: Scene<'a>) -> Option<&'a Evaluator> {
        scene.view.evaluation.evaluators.get(self.order.get(self.scroll.selected)?)
    }

    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        self.selected(scene).map(section).into_iter().collect()
    }

    /// Rows of the list, and of what is below it.
    fn rows(&self, scene: Scene<'_>) -> (usize, usize) {
        let rest = scene.size.1.saturating_sub(3);
        let list = self.order.len().min((rest / 2).max(1));
        (list, rest.saturating_sub(list))
    }

    /// One row of cells.
    fn row(width: usize, cut: &str, [name, role, declaration, scores]: [&str; 4]) -> String {
        let role_width = if width >= 76 { ROLE } else { 0 };
        let name_width = width.saturating_sub(LEAD + role_width + DECLARATION + SCORES + 1);
        let mut row = text::left(name, name_width, cut);
        if role_width > 0 {
            row.push_str(&text::left(role, role_width - 1, cut));
            row.push(' ');
        }
        row.push_str(&text::left(declaration, DECLARATION, cut));
        row.push_str(&text::right(scores, SCORES, cut));
        row
    }

    fn draw_empty(canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let add = Command::Add.key(false);
        let words = [
            ("No evaluators yet.".to_owned(), theme.title),
            (format!("{add} names one; then record the declaration of interests."), theme.text),
            (BEFORE.to_owned(), theme.text),
            (STATUTE.to_owned(), theme.dim),
        ];
        let mut row = 1;
        for (words, style) in words {
            for line in text::wrap(&words, canvas.width().saturating_sub(4)) {
                canvas.text(row, 2, &line, style);
                row += 1;
            }
        }
    }
}

impl Part for Evaluators {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let one = self.selected(scene);
        let can = open && one.is_some();
        let stood_down = one.is_some_and(|one| !one.takes_part());
        let mut offers = vec![
            Offer::useful(Command::Add).called("add an evaluator").when(open),
            Offer::useful(Command::Open).called("change").when(can),
            Offer::useful(Command::Declare).called("declaration").when(can),
            Offer::useful(Command::TakeOut)
                .called(if stood_down { "let them take part again" } else { "stand down" })
                .when(can),
            Offer::plain(Command::Delete).called("remove").when(can),
            Offer::plain(Command::NextPane)
                .called(if self.below.reading { "the list" } else { "read on" })
                .when(one.is_some()),
        ];
        offers.extend(MOVING);
        offers
    }

    fn because(&self, _scene: Scene<'_>) -> Option<String> {
        let add = Command::Add.key(false);
        self.order.is_empty().then(|| format!("There are no evaluators yet; {add} names one."))
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        let form = |title: &str, explain: &str, form: BidsForm| {
            scene.form(title, explain.to_owned(), Asked::Bids(form))
        };
        let name = |one: &Evaluator| visible(&one.name);
        match (command, self.selected(scene)) {
            (Command::Add, _) => {
                form("An evaluator", BEFORE, BidsForm::Evaluator(EvaluatorForm { now: None }))
            }
            (Command::Open, Some(one)) => {
                let asked = BidsForm::Evaluator(EvaluatorForm { now: Some(one.clone()) });
                form(&format!("The evaluator {}", name(one)), "", asked)
            }
            (Command::Declare, Some(one)) => {
                let now = one.declaration.clone();
                let asked = DeclareForm { uid: one.uid, today: scene.today, now };
                let title = format!("The declaration of {}", name(one));
                form(&title, STATUTE, BidsForm::Declare(asked))
            }
            (Command::TakeOut, Some(one)) if !one.takes_part() => {
                scene.perform(EvaluationAct::StandDown { uid: one.uid, reason: None })
            }
            (Command::TakeOut, Some(one)) => {
                let explain = "They take no further part; what they scored stays on file, and no score of theirs is waited for.";
                let asked = BidsForm::Reason(ReasonForm::StandDown(one.uid));
                form(&format!("{} stands down", name(one)), explain, asked)
            }
            (Command::Delete, Some(one)) => {
                scene.perform(EvaluationAct::RemoveEvaluator { uid: one.uid })
            }
            (Command::NextPane | Command::PreviousPane, _) => {
                self.below.reading = !self.below.reading;
                Effect::None
            }
            (command, _) if self.below.reading => {
                let size = (scene.size.0, self.rows(scene).1);
                self.below.follow(command, &self.sections(scene), size);
                Effect::None
            }
            (command, _) => {
                if self.scroll.follow(command, self.order.len(), self.rows(scene).0) {
                    self.below.anew();
                }
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        let of = &scene.view.evaluation;
        let before = std::mem::take(&mut self.order);
        let was = before.get(self.scroll.selected).copied();
        self.order = of.evaluators.keys().copied().collect();
        let added = self.order.iter().rposition(|uid| !before.is_empty() && !before.contains(uid));
        let same = self.order.iter().position(|uid| Some(*uid) == was);
        if let Some(at) = added.or(same) {
            self.scroll.selected = at;
        }
        let judged: BTreeSet<Uuid> = judged(scene.view, scene.lot).into_iter().collect();
        let bids: BTreeSet<Uuid> =
            of.bids_for(scene.lot).filter(|bid| bid.takes_part()).map(|bid| bid.uid).collect();
        self.all = judged.len() * bids.len();
        self.scored.clear();
        for (bid, question, evaluator) in of.scores.keys() {
            if bids.contains(bid) && judged.contains(question) {
                *self.scored.entry(*evaluator).or_default() += 1;
            }
        }
        self.below.reading &= !self.order.is_empty();
        self.scroll.keep(self.order.len(), self.rows(scene).0);
    }

    fn point(&mut self, pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        self.below.reading = pane == 1;
        if pane == 1 {
            return Effect::None;
        }
        if at == self.scroll.selected && scene.is_open() {
            return self.command(Command::Open, scene);
        }
        self.scroll.selected = at;
        self.below.anew();
        Effect::None
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        below::copied(&self.sections(scene)).map(|words| ("the evaluator".to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        if self.order.is_empty() {
            Self::draw_empty(canvas);
            return;
        }
        canvas.text(0, 1, BEFORE, theme.text);
        let width = canvas.width();
        let names = ["Name", "Role", "  Declaration", "Scores"];
        canvas.text(1, LEAD, &Self::row(width, glyphs.cut, names), theme.dim);
        let (list, detail) = self.rows(scene);
        let shown = self.order.iter().enumerate().skip(self.scroll.offset).take(list);
        for (row, (at, uid)) in shown.enumerate() {
            let Some(one) = scene.view.evaluation.evaluators.get(uid) else { continue };
            let here = at == self.scroll.selected;
            let (words, heed) = declared(one);
            let sign = match (heed, one.takes_part()) {
                (true, _) => glyphs.attention,
                (false, true) => glyphs.done,
                (false, false) => glyphs.passed,
            };
            let style = match (here, self.below.reading, heed, one.takes_part()) {
                (true, false, ..) => theme.selected,
                (true, true, ..) => theme.selected_elsewhere,
                (_, _, true, _) => theme.warning,
                (_, _, _, false) => theme.dim,
                _ => theme.text,
            };
            let scored = self.scored.get(uid).copied().unwrap_or_default();
            let cells = [
                visible(&one.name),
                one.role.as_deref().map(visible).unwrap_or_default(),
                format!("{sign} {words}"),
                format!("{scored}/{}", self.all),
            ];
            let words = Self::row(width, glyphs.cut, cells.each_ref().map(String::as_str));
            let marker = if here { glyphs.here } else { " " };
            let line = text::left(&format!("{marker} {words}"), width, glyphs.cut);
            canvas.text(2 + row, 0, &line, style);
            canvas.target(2 + row, Target::Line { pane: 0, at });
            if here && !self.below.reading {
                canvas.cursor(2 + row, 0);
            }
        }
        canvas.rule(2 + list);
        let below = self.order.len().saturating_sub(self.scroll.offset + list);
        if below > 0 {
            let words = format!(" {} {below} more ", glyphs.more[1]);
            canvas.text_right(2 + list, &words, theme.accent);
        }
        let mut part = canvas.part(0, 3 + list, width, detail);
        self.below.draw(&mut part, &self.sections(scene), 1);
    }
}
