//! The Criteria tab: sections and questions with their weights, and what is wrong with them.

mod choices;
mod draw;
mod words;

pub(in crate::tui::screen) use choices::template_words;

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::evaluation::{LotNo, Question, Section, SectionKind};
use crate::register::{EvaluationAct, EvaluationView, question_table};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Notice, Place};
use crate::tui::screen::evaluation::forms::{
    self, CriteriaForm, QuestionForm, SectionForm, TermsForm,
};
use crate::tui::screen::evaluation::{Part, Scene};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;

/// Where the officer stands in the award criteria.
#[derive(Debug, Default)]
pub(super) struct Criteria {
    scroll: Scroll,
    /// What is selected, so that it stays selected when it moves.
    at: Option<Uuid>,
    /// What was there at the last look, so that what is new gets selected.
    known: BTreeSet<Uuid>,
}

/// A line of the tree: a section, or a question in it.
struct Row<'a> {
    number: String,
    section: &'a Section,
    question: Option<&'a Question>,
}

impl Row<'_> {
    fn uid(&self) -> Uuid {
        self.question.map_or(self.section.uid, |question| question.uid)
    }

    fn title(&self) -> &str {
        self.question.map_or(&self.section.title, |question| &question.title)
    }
}

/// The lines of the tree.
fn rows(scene: Scene<'_>) -> Vec<Row<'_>> {
    let of = &scene.view.evaluation;
    let mut rows = Vec::new();
    for (at, section) in of.sections_of(scene.lot).into_iter().enumerate() {
        rows.push(Row { number: (at + 1).to_string(), section, question: None });
        let questions = of.questions_of(section.uid).into_iter().enumerate();
        rows.extend(questions.map(|(below, question)| Row {
            number: format!("{}.{}", at + 1, below + 1),
            section,
            question: Some(question),
        }));
    }
    rows
}

impl Criteria {
    fn select(&mut self, at: usize, scene: Scene<'_>) {
        let rows = rows(scene);
        self.scroll.selected = at;
        self.scroll.keep(rows.len(), draw::Shape::of(scene).list);
        self.at = rows.get(self.scroll.selected).map(Row::uid);
    }

    /// Changes what is selected in its form.
    fn change(&self, scene: Scene<'_>) -> Effect {
        let rows = rows(scene);
        let Some(row) = rows.get(self.scroll.selected) else { return Effect::None };
        let (title, form) = match row.question {
            Some(question) => (
                format!("Question {}", row.number),
                CriteriaForm::Question(Box::new(QuestionForm::of(
                    scene.view,
                    scene.lot,
                    row.section.uid,
                    Some(question.uid),
                    None,
                ))),
            ),
            None => (
                format!("Section {}", row.number),
                CriteriaForm::Section(Box::new(SectionForm::of(
                    scene.view,
                    scene.lot,
                    Some(row.section.uid),
                ))),
            ),
        };
        Effect::Push(forms::filling(scene.view, &title, "", form))
    }

    /// Asks for a new question in the section that is selected.
    fn add(&self, scene: Scene<'_>) -> Effect {
        let rows = rows(scene);
        let Some(row) = rows.get(self.scroll.selected) else { return Effect::None };
        match row.section.kind {
            SectionKind::Price => Effect::Notify(Notice::warning(
                "The section for price has no questions; select another section.",
            )),
            SectionKind::SocialValue => choices::about(scene, row.section),
            SectionKind::Quality => Effect::Push(choices::new_question(scene, row.section, None)),
        }
    }

    /// Takes away what is selected.
    fn remove(&self, scene: Scene<'_>) -> Effect {
        let rows = rows(scene);
        let Some(row) = rows.get(self.scroll.selected) else { return Effect::None };
        let title = format!("Why is “{}” taken away?", crate::domain::text::visible(row.title()));
        let act = EvaluationAct::RemoveCriterion { uid: row.uid(), reason: None };
        forms::deed(scene.view, scene.lot, &title, act)
    }

    fn shift(&self, up: bool, scene: Scene<'_>) -> Effect {
        let rows = rows(scene);
        let Some(row) = rows.get(self.scroll.selected) else { return Effect::None };
        let act = EvaluationAct::MoveCriterion { uid: row.uid(), up, reason: None };
        forms::deed(scene.view, scene.lot, "Why is the order changed?", act)
    }

    /// Whether the selected line can go one place up or down.
    fn can_shift(&self, up: bool, scene: Scene<'_>) -> bool {
        let rows = rows(scene);
        let Some(row) = rows.get(self.scroll.selected) else { return false };
        let of = &scene.view.evaluation;
        let beside: Vec<Uuid> = match row.question {
            Some(_) => of.questions_of(row.section.uid).iter().map(|one| one.uid).collect(),
            None => of.sections_of(scene.lot).iter().map(|one| one.uid).collect(),
        };
        let edge = if up { beside.first() } else { beside.last() };
        edge.is_some_and(|edge| *edge != row.uid())
    }
}

/// The draft of the questions and the table of offers.
pub(in crate::tui::screen) fn draft_of(view: &EvaluationView, lot: LotNo) -> Effect {
    let Some(text) = question_table(view, lot) else { return Effect::None };
    let lots = &view.evaluation.lots;
    let part = if lots.len() > 1 { format!("-lot-{lot}") } else { String::new() };
    Effect::Push(Place::Letter {
        title: "Social value questions, a draft".to_owned(),
        name: format!("{}{part}-social-value-questions.md", view.reference),
        text,
    })
}

impl Part for Criteria {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open() && scene.view.lots.contains_key(&scene.lot);
        let rows = rows(scene);
        let row = rows.get(self.scroll.selected);
        let asks = row.is_some_and(|row| row.section.kind != SectionKind::Price);
        let mut offers = vec![
            Offer::useful(Command::Open).called("change").when(open && row.is_some()),
            Offer::useful(Command::Add).called("add question").when(open && asks),
            Offer::useful(Command::Terms).called("price method").when(open),
            Offer::useful(Command::Draft).when(!rows.is_empty()),
            Offer::useful(Command::Why),
            Offer::useful(Command::AddSection).when(open),
            Offer::plain(Command::Delete).when(open && row.is_some()),
            Offer::useful(Command::Scales).when(open),
            Offer::useful(Command::Template).when(open),
            Offer::plain(Command::MoveUp).when(open && self.can_shift(true, scene)),
            Offer::plain(Command::MoveDown).when(open && self.can_shift(false, scene)),
        ];
        offers.extend(MOVING);
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        let rows = rows(scene);
        match rows.get(self.scroll.selected) {
            None => Some("There are no award criteria; begin them on the tender's tab.".to_owned()),
            Some(row) if row.section.kind == SectionKind::Price => Some(
                "The section for price has no questions; what is first or last goes no further."
                    .to_owned(),
            ),
            Some(_) => Some("It is the first or last one already.".to_owned()),
        }
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        match command {
            Command::Open => self.change(scene),
            Command::Add => self.add(scene),
            Command::AddSection => {
                let form =
                    CriteriaForm::Section(Box::new(SectionForm::of(scene.view, scene.lot, None)));
                Effect::Push(forms::filling(scene.view, "A new section", "", form))
            }
            Command::Delete => self.remove(scene),
            Command::MoveUp => self.shift(true, scene),
            Command::MoveDown => self.shift(false, scene),
            Command::Terms => TermsForm::of(scene.view, scene.lot).map_or(Effect::None, |form| {
                let form = CriteriaForm::Terms(Box::new(form));
                Effect::Push(forms::filling(scene.view, "Price method and terms", "", form))
            }),
            Command::Scales => choices::scales(scene),
            Command::Template => choices::templates(scene),
            Command::Draft => draft_of(scene.view, scene.lot),
            Command::Why => {
                let rows = rows(scene);
                Effect::Push(Place::Reading {
                    title: format!("The award criteria of {}", scene.view.reference),
                    sections: words::page(scene, rows.get(self.scroll.selected)),
                })
            }
            command => {
                let length = rows(scene).len();
                let height = draw::Shape::of(scene).list;
                if self.scroll.follow(command, length, height) {
                    self.select(self.scroll.selected, scene);
                }
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        let rows = rows(scene);
        let now: BTreeSet<Uuid> = rows.iter().map(Row::uid).collect();
        let mut new = now.difference(&self.known);
        if let (false, Some(only), None) = (self.known.is_empty(), new.next(), new.next()) {
            self.at = Some(*only);
        }
        self.known = now;
        let place = self.at.and_then(|uid| rows.iter().position(|row| row.uid() == uid));
        self.select(place.unwrap_or(self.scroll.selected), scene);
    }

    fn point(&mut self, _pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        if at == self.scroll.selected && scene.is_open() {
            return self.change(scene);
        }
        self.select(at, scene);
        Effect::None
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        let rows = rows(scene);
        let row = rows.get(self.scroll.selected)?;
        let what = if row.question.is_some() { "the question" } else { "the section" };
        let full = words::in_full(scene, row);
        let lines = full.lines.into_iter().map(|(_, line)| line);
        let text: Vec<String> = std::iter::once(full.heading).chain(lines).collect();
        Some((what.to_owned(), text.join("\n")))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        draw::draw(canvas, scene, &rows(scene), self.scroll);
    }
}
