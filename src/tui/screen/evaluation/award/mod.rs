//! The award of a lot: whether all is ready for it, then the decision and what follows from it.

mod after;
mod ready;

use ratatui::text::Line;

use crate::register::{
    EvaluationView, LetterKind, assessment_summary, letter_kind, letter_name, letters,
};
use crate::tui::Look;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::choose::Choose;
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::dialog::reading::scrolled;
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::evaluation::forms;
use crate::tui::screen::evaluation::{Part, Scene};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;

/// Where the officer stands in the award.
#[derive(Debug, Default)]
pub(super) struct AwardTab {
    scroll: Scroll,
}

fn is_complete(scene: Scene<'_>) -> bool {
    scene.view.lots.get(&scene.lot).is_some_and(|lot| lot.ranking.is_complete())
}

fn is_awarded(scene: Scene<'_>) -> bool {
    scene.view.evaluation.awards.contains_key(&scene.lot)
}

fn has_first(scene: Scene<'_>) -> bool {
    scene.view.lots.get(&scene.lot).is_some_and(|lot| !lot.ranking.first().is_empty())
}

fn has_bids(scene: Scene<'_>) -> bool {
    scene.view.evaluation.bids_for(scene.lot).next().is_some()
}

/// The text of the tab, laid out to its width.
fn lines(scene: Scene<'_>, columns: usize, look: &Look) -> Vec<Line<'static>> {
    if is_awarded(scene) {
        after::lines(scene, columns, look)
    } else {
        ready::lines(scene, columns, look)
    }
}

fn plain(scene: Scene<'_>) -> Vec<String> {
    let look = Look::of(&crate::settings::Preferences::default());
    lines(scene, scene.size.0, &look).iter().map(ToString::to_string).collect()
}

/// The bidders to choose from whose letters are to be read, or all letters to be written.
fn letters_of(scene: Scene<'_>) -> Effect {
    let view = scene.view;
    let mut choices: Vec<(String, Effect)> = view
        .evaluation
        .bids_for(scene.lot)
        .filter_map(|bid| {
            let kind = letter_kind(view, scene.lot, bid.uid)?;
            let text = assessment_summary(view, scene.lot, bid.uid)?;
            let supplier = view.supplier(bid.uid);
            let words = match kind {
                // Before the award nobody has won or lost.
                LetterKind::Assessed if !is_awarded(scene) => "as it stands",
                kind => kind.words(),
            };
            let place = Place::Letter {
                title: format!("Letter to {supplier}"),
                name: letter_name(view, scene.lot, bid.uid),
                text,
            };
            Some((format!("{supplier} ({words})"), Effect::Push(place)))
        })
        .collect();
    if choices.len() > 1 {
        choices.push(("All letters, into a folder".to_owned(), Effect::Push(all(view, scene))));
    }
    Effect::Push(Place::Choose(Choose {
        title: "Letters to bidders".to_owned(),
        explain: "Drafts from the agreed scores and their reasons. Comments and the scores of single evaluators never stand in them.".to_owned(),
        choices,
    }))
}

fn all(view: &EvaluationView, scene: Scene<'_>) -> Place {
    let texts = letters(view, scene.lot);
    Place::Prompt(Prompt {
        title: "Write all letters".to_owned(),
        explain: format!(
            "Type the path of a folder; it is made where it is not there. {} letters are written into it as plain text, and nothing is written over.",
            texts.len()
        ),
        initial: format!("{}-letters", crate::domain::item::slug(&view.reference.to_string())),
        reference: String::new(),
        seen: 0,
        then: Then::Write(texts),
    })
}

impl Part for AwardTab {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let workable = scene.view.state.is_workable();
        let mut offers = if is_awarded(scene) {
            vec![
                Offer::useful(Command::Draft).called("letters to bidders"),
                Offer::useful(Command::RevokeAward).when(workable),
                Offer::useful(Command::Copy).called("copy all"),
            ]
        } else {
            let complete = is_complete(scene);
            vec![
                Offer::useful(Command::Award).when(complete && has_first(scene) && scene.is_open()),
                Offer::useful(Command::Check).when(complete && scene.is_open()),
                Offer::useful(Command::Draft).called("letters to bidders").when(has_bids(scene)),
            ]
        };
        offers.extend(MOVING);
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        let lot = scene.view.lots.get(&scene.lot)?;
        if let Some(fault) = lot.ranking.faults.first() {
            return Some(fault.clone());
        }
        match lot.ranking.missing.first() {
            Some(missing) => {
                let words = scene.view.missing_words(missing);
                Some(format!("The result is not complete; missing: {words}."))
            }
            None => Some("No bid takes part and passes.".to_owned()),
        }
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        match command {
            Command::Award => {
                let place = forms::award(scene.view, scene.lot);
                return place.map_or(Effect::None, Effect::Push);
            }
            Command::Check => return Effect::Push(forms::check(scene.view, scene.lot)),
            Command::RevokeAward => return Effect::Push(forms::revoke(scene.view, scene.lot)),
            Command::Draft => return letters_of(scene),
            command => {
                self.scroll.follow_text(command, plain(scene).len(), scene.size.1);
            }
        }
        Effect::None
    }

    fn keep(&mut self, scene: Scene<'_>) {
        let last = plain(scene).len().saturating_sub(scene.size.1);
        self.scroll.offset = self.scroll.offset.min(last);
    }

    fn point(&mut self, _pane: usize, _at: usize, _scene: Scene<'_>) -> Effect {
        Effect::None
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        let what = if is_awarded(scene) { "the award" } else { "the list" };
        Some((what.to_owned(), plain(scene).join("\n")))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        let lines = lines(scene, canvas.width(), canvas.look);
        scrolled(canvas, &lines, self.scroll.offset);
        canvas.cursor(0, 0);
    }
}

/// Lays lines out behind a lead of its own, which stands before the first of them only.
fn hung(
    lead: &str,
    words: &str,
    columns: usize,
    (first, then): (ratatui::style::Style, ratatui::style::Style),
) -> Vec<Line<'static>> {
    use crate::tui::widget::text;
    use ratatui::text::Span;
    let width = text::width(lead);
    let wrapped = text::wrap(words, columns.saturating_sub(width + 1));
    let lines = wrapped.into_iter().enumerate().map(|(at, line)| {
        let lead = if at == 0 { lead.to_owned() } else { " ".repeat(width) };
        Line::from(vec![Span::styled(lead, first), Span::styled(line, then)])
    });
    lines.collect()
}
