//! Scores and moderation: each bid's answers with what every evaluator gives and what is agreed.

mod detail;
mod grid;
mod tally;
mod ways;

use uuid::Uuid;

use crate::domain::evaluation::{Bid, Evaluator, LotNo, Question};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Notice, Section};
use crate::tui::screen::evaluation::below::{self, Below};
use crate::tui::screen::evaluation::scores::tally::Tally;
use crate::tui::screen::evaluation::{Part, Scene};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands in the scores.
#[derive(Debug)]
pub(super) struct Scores {
    bids: Scroll,
    questions: Scroll,
    below: Below,
    pane: Pane,
    tally: Tally,
    /// Whose scores are being entered: who was the last to give one.
    acting: Option<Uuid>,
    /// The lot that was counted.
    counted: Option<LotNo>,
}

impl Default for Scores {
    fn default() -> Self {
        Self {
            bids: Scroll::default(),
            questions: Scroll::default(),
            below: Below::default(),
            pane: Pane::Questions,
            tally: Tally::default(),
            acting: None,
            counted: None,
        }
    }
}

/// Which part has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pane {
    Bids,
    Questions,
    Below,
}

/// How the rows are divided.
struct Layout {
    head: Vec<(String, bool)>,
    list: usize,
    detail: usize,
}

/// One answer: the bid, the question, and its number.
#[derive(Clone)]
struct Spot<'a> {
    bid: &'a Bid,
    question: &'a Question,
    number: String,
}

impl Scores {
    fn bid<'a>(&self, scene: Scene<'a>) -> Option<&'a Bid> {
        let line = self.tally.bids.get(self.bids.selected)?;
        scene.view.evaluation.bids.get(&line.bid)
    }

    fn spot<'a>(&self, scene: Scene<'a>) -> Option<Spot<'a>> {
        let numbered = scene.view.evaluation.numbered(scene.lot);
        let (number, _, question) = numbered.into_iter().nth(self.questions.selected)?;
        Some(Spot { bid: self.bid(scene)?, question, number })
    }

    fn layout(&self, scene: Scene<'_>) -> Layout {
        let head: Vec<(String, bool)> = grid::head(scene, &self.tally, self.acting)
            .into_iter()
            .flat_map(|(words, heed)| {
                let wrapped = text::wrap(&words, scene.size.0.saturating_sub(2));
                wrapped.into_iter().map(move |line| (line, heed))
            })
            .take((scene.size.1 / 4).max(1))
            .collect();
        let rest = scene.size.1.saturating_sub(head.len() + 2);
        let questions = scene.view.evaluation.numbered(scene.lot).len();
        let longest = questions.max(self.tally.bids.len());
        let list = longest.min((rest / 2).max(1));
        Layout { head, list, detail: rest.saturating_sub(list) }
    }

    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        self.spot(scene).map_or_else(Vec::new, |spot| detail::sections(scene, &spot))
    }

    /// Why the selected answer cannot be scored; `None` when it can.
    fn hindrance(&self, scene: Scene<'_>) -> Option<String> {
        let Some(Spot { bid, question, .. }) = self.spot(scene) else {
            return grid::nothing_yet(scene, &self.tally);
        };
        let of = &scene.view.evaluation;
        if let Some(fault) =
            scene.view.lots.get(&scene.lot).and_then(|lot| lot.ranking.faults.first())
        {
            return Some(format!("The award criteria cannot be used yet. {fault}"));
        }
        if !self.tally.is_judged(question) {
            let words = "That question is scored from what the bids offer; nobody gives it a mark.";
            return Some(words.to_owned());
        }
        if !bid.takes_part() {
            return Some("The bid takes no further part.".to_owned());
        }
        if self.tally.panel.is_empty() {
            let key = Command::ThirdTab.key(false);
            return Some(format!("There are no evaluators yet: {key} names them."));
        }
        let hindered: Vec<String> = of.panel().filter_map(Evaluator::hindrance).collect();
        (hindered.len() == self.tally.panel.len()).then(|| hindered.join(" "))
    }

    fn is_agreed(&self, scene: Scene<'_>) -> bool {
        let agreed = |spot: Spot<'_>| {
            scene.view.evaluation.consensus.contains_key(&(spot.bid.uid, spot.question.uid))
        };
        self.spot(scene).is_some_and(agreed)
    }

    /// Whether all evaluators have scored the selected answer.
    fn is_scored(&self, scene: Scene<'_>) -> bool {
        let scored =
            |spot: Spot<'_>| scene.view.evaluation.all_have_scored(spot.bid.uid, spot.question.uid);
        self.spot(scene).is_some_and(scored)
    }

    fn has_score(&self, scene: Scene<'_>) -> bool {
        let any = |spot: Spot<'_>| {
            let of = &scene.view.evaluation;
            of.evaluators
                .keys()
                .any(|uid| of.scores.contains_key(&(spot.bid.uid, spot.question.uid, *uid)))
        };
        self.spot(scene).is_some_and(any)
    }

    /// The next answer that needs something: a score of the evaluator whose scores are being
    /// entered, or else an agreed score.
    fn next_to_do(&self, scene: Scene<'_>) -> Option<(usize, usize)> {
        let of = &scene.view.evaluation;
        let numbered = of.numbered(scene.lot);
        let acting =
            self.acting.filter(|uid| self.tally.waiting.get(uid).is_some_and(|count| *count > 0));
        let needs = |bid: Uuid, question: &Question| {
            self.tally.is_judged(question)
                && !of.consensus.contains_key(&(bid, question.uid))
                && acting.is_none_or(|uid| !of.scores.contains_key(&(bid, question.uid, uid)))
        };
        let (bids, questions) = (self.tally.bids.len(), numbered.len());
        let here = self.bids.selected * questions + self.questions.selected;
        let all = bids * questions;
        (1..=all).map(|step| (here + step) % all).find_map(|place| {
            let (bid, question) = (place / questions, place % questions);
            let line = &self.tally.bids[bid];
            (line.takes_part && needs(line.bid, numbered[question].2)).then_some((bid, question))
        })
    }

    fn keep_scrolls(&mut self, scene: Scene<'_>) {
        let rows = self.layout(scene).list;
        self.bids.keep(self.tally.bids.len(), rows);
        self.questions.keep(scene.view.evaluation.numbered(scene.lot).len(), rows);
    }

    fn go_next(&mut self, scene: Scene<'_>) -> Effect {
        let Some((bid, question)) = self.next_to_do(scene) else {
            return Effect::Notify(Notice::done("Every answer has its agreed score."));
        };
        (self.bids.selected, self.questions.selected) = (bid, question);
        self.pane = Pane::Questions;
        self.below.anew();
        self.keep_scrolls(scene);
        Effect::None
    }

    fn turn(&mut self, forward: bool) {
        self.pane = match (self.pane, forward) {
            (Pane::Bids, true) | (Pane::Below, false) => Pane::Questions,
            (Pane::Questions, true) | (Pane::Bids, false) => Pane::Below,
            (Pane::Below, true) | (Pane::Questions, false) => Pane::Bids,
        };
        self.below.reading = self.pane == Pane::Below;
    }

    fn move_about(&mut self, command: Command, scene: Scene<'_>) {
        let layout = self.layout(scene);
        let moved = match self.pane {
            Pane::Bids => self.bids.follow(command, self.tally.bids.len(), layout.list),
            Pane::Questions => {
                let length = scene.view.evaluation.numbered(scene.lot).len();
                self.questions.follow(command, length, layout.list)
            }
            Pane::Below => {
                let size = (scene.size.0, layout.detail);
                self.below.follow(command, &self.sections(scene), size);
                false
            }
        };
        if moved {
            self.below.anew();
        }
    }
}

impl Part for Scores {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let can = open && self.hindrance(scene).is_none();
        let agreed = self.is_agreed(scene);
        let there = !self.tally.bids.is_empty();
        let mut offers = vec![
            match self.pane {
                Pane::Bids => Offer::useful(Command::Open).called("its answers").when(there),
                _ => Offer::useful(Command::Open).called("score").when(can && !agreed),
            },
            Offer::useful(Command::Moderate)
                .called(if agreed { "change the agreed score" } else { "moderate" })
                .when(can && self.is_scored(scene)),
            Offer::useful(Command::NextOpen).called("next to do").when(there),
            Offer::useful(Command::Add).called("score as another").when(can && !agreed),
            Offer::plain(Command::Delete)
                .called("take a score away")
                .when(open && (agreed || self.has_score(scene))),
            Offer::useful(Command::NextPane).when(there),
            Offer::plain(Command::PreviousPane).when(there),
            Offer::plain(Command::Left).when(there),
            Offer::plain(Command::Right).when(there),
        ];
        offers.extend(MOVING);
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        if let Some(words) = grid::nothing_yet(scene, &self.tally).or(self.hindrance(scene)) {
            return Some(words);
        }
        if self.is_agreed(scene) {
            let (change, away) = (Command::Moderate.key(false), Command::Delete.key(false));
            return Some(format!(
                "A score is agreed: {change} changes it, {away} takes it away, each with a reason."
            ));
        }
        if !self.is_scored(scene) {
            let words = "A score is agreed once all evaluators have given theirs.";
            return Some(words.to_owned());
        }
        None
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        let spot = self.spot(scene);
        match (command, spot) {
            (Command::Open, Some(_)) if self.pane == Pane::Bids => {
                self.pane = Pane::Questions;
                Effect::None
            }
            (Command::Open, Some(spot)) => ways::score(scene, &spot, self.acting),
            (Command::Add, Some(spot)) => ways::score_as(scene, &spot, self.acting),
            (Command::Moderate, Some(spot)) => ways::moderate(scene, &spot),
            (Command::Delete, Some(spot)) => ways::take_away(scene, &spot, self.acting),
            (Command::NextOpen, Some(_)) => self.go_next(scene),
            (Command::NextPane, _) => {
                self.turn(true);
                Effect::None
            }
            (Command::PreviousPane, _) => {
                self.turn(false);
                Effect::None
            }
            (Command::Left | Command::Right, _) => {
                self.pane = if command == Command::Left { Pane::Bids } else { Pane::Questions };
                self.below.reading = false;
                Effect::None
            }
            (command, _) => {
                self.move_about(command, scene);
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        let now = Tally::of(scene.view, scene.lot);
        if self.counted == Some(scene.lot)
            && let Some(who) = now.who_scored_since(&self.tally)
        {
            self.acting = Some(who);
        }
        self.acting = self.acting.filter(|uid| now.panel.contains(uid));
        self.tally = now;
        self.counted = Some(scene.lot);
        self.keep_scrolls(scene);
    }

    fn point(&mut self, pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        let (place, scroll) = match pane {
            0 => (Pane::Bids, &mut self.bids),
            1 => (Pane::Questions, &mut self.questions),
            _ => {
                self.pane = Pane::Below;
                self.below.reading = true;
                return Effect::None;
            }
        };
        let again = self.pane == place && scroll.selected == at;
        scroll.selected = at;
        self.pane = place;
        self.below.reading = false;
        self.below.anew();
        let can = scene.is_open() && self.hindrance(scene).is_none() && !self.is_agreed(scene);
        if again && place == Pane::Questions && can {
            return self.command(Command::Open, scene);
        }
        Effect::None
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        below::copied(&self.sections(scene))
            .map(|words| ("the answer and its scores".to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        match grid::nothing_yet(scene, &self.tally) {
            Some(words) => grid::draw_empty(canvas, &words),
            None => self.draw_all(canvas, scene),
        }
    }
}
