//! How the bids and the scores of one of them are drawn.

use std::fmt::Write as _;

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::evaluation::{Evaluator, Exact, Question, Scored};
use crate::domain::text::visible;
use crate::tui::command::Command;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::scores::tally::Tally;
use crate::tui::screen::evaluation::scores::{Pane, Scores};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;

/// What is missing before anything can be scored, and the key that leads there.
pub(super) fn nothing_yet(scene: Scene<'_>, tally: &Tally) -> Option<String> {
    if scene.view.evaluation.numbered(scene.lot).is_empty() {
        let key = Command::FirstTab.key(false);
        return Some(format!("The award criteria have no questions yet: {key} leads there."));
    }
    tally
        .bids
        .is_empty()
        .then(|| format!("There are no bids yet: {} leads there.", Command::SecondTab.key(false)))
}

pub(super) fn draw_empty(canvas: &mut Canvas<'_>, words: &str) {
    let theme = canvas.look.theme;
    canvas.text(1, 2, "Nothing to score yet.", theme.title);
    let after = "Then each evaluator scores every answer, with a rationale; what they agree on, with the authority's own reasons, is the score.";
    let width = canvas.width().saturating_sub(4);
    let lines = text::wrap(words, width).into_iter().chain(text::wrap(after, width));
    for (row, line) in lines.enumerate() {
        canvas.text(2 + row, 2, &line, theme.text);
    }
}

/// What stands above the grid, and whether it is to be heeded.
pub(super) fn head(scene: Scene<'_>, tally: &Tally, acting: Option<Uuid>) -> Vec<(String, bool)> {
    let of = &scene.view.evaluation;
    let mut words = tally.missing(scene.view);
    if let Some(one) = acting.and_then(|uid| of.evaluators.get(&uid)) {
        let _ = write!(words, " Entering as {}.", visible(&one.name));
    }
    let mut head = vec![(words, false)];
    if !tally.judged.is_empty() && scene.is_open() {
        if tally.panel.is_empty() {
            let key = Command::ThirdTab.key(false);
            head.push((format!("There are no evaluators yet: {key} names them."), true));
        } else if let Some(words) = of.panel().find_map(Evaluator::hindrance) {
            head.push((words, true));
        }
    }
    head
}

/// The exact average of the scores that evaluators who take part give an answer, once all have.
pub(super) fn average(scene: Scene<'_>, bid: Uuid, question: Uuid) -> Option<Exact> {
    let of = &scene.view.evaluation;
    if !of.all_have_scored(bid, question) || !of.scores_are_open(scene.lot, bid, question) {
        return None;
    }
    let scores: Vec<Exact> = of
        .panel()
        .filter_map(|one| of.scores.get(&(bid, question, one.uid)))
        .map(|score| Exact::from(score.score))
        .collect();
    let count = i64::try_from(scores.len()).ok()?;
    scores.into_iter().sum::<Exact>().over(&Exact::from(count))
}

/// The letters that a name begins with.
fn initials(name: &str) -> String {
    let words = name.split_whitespace().filter_map(|word| word.chars().next());
    let letters: String = words.take(3).collect();
    visible(&letters)
}

const AVERAGE: usize = 8;
const AGREED: usize = 8;
/// A column wide enough for the word “given”, and one for a figure.
const WIDE: usize = 6;
const NARROW: usize = 4;
/// The least room for the title of a question.
const TITLE: usize = 12;
/// What is shown where an evaluator has not scored yet.
const NOT_YET: &str = "…";

/// Which columns the grid has, by the room there is.
struct Columns {
    number: usize,
    title: usize,
    /// How wide the column of an evaluator is; nothing where they share one.
    each: Option<usize>,
    average: bool,
}

impl Columns {
    fn of(width: usize, evaluators: usize, number: usize) -> Self {
        let fixed = number + AGREED + 1;
        let room = width.saturating_sub(fixed);
        let tries = [
            (Some(WIDE), true),
            (Some(NARROW), true),
            (None, true),
            (Some(NARROW), false),
            (None, false),
        ];
        for (each, average) in tries {
            let taken = each.map_or(WIDE + 2, |each| each * evaluators);
            let taken = taken + if average { AVERAGE } else { 0 };
            if room >= taken + TITLE {
                return Self { number, title: room - taken, each, average };
            }
        }
        let title = room.saturating_sub(WIDE + 2);
        Self { number, title, each: None, average: false }
    }

    /// One row of cells.
    fn row(&self, cut: &str, cells: &Cells) -> String {
        let mut row = text::left(&cells.number, self.number, cut);
        row.push_str(&text::left(&cells.title, self.title.saturating_sub(1), cut));
        row.push(' ');
        match self.each {
            Some(each) => {
                for one in &cells.each {
                    row.push_str(&text::right(one, each, cut));
                }
            }
            None => row.push_str(&text::right(&cells.together, WIDE + 2, cut)),
        }
        if self.average {
            row.push_str(&text::right(&cells.average, AVERAGE, cut));
        }
        row.push_str(&text::right(&cells.agreed, AGREED, cut));
        row
    }
}

/// What a row says.
#[derive(Default)]
struct Cells {
    number: String,
    title: String,
    each: Vec<String>,
    /// How many have scored, where there is no room for each.
    together: String,
    average: String,
    agreed: String,
    /// Whether the answer waits for moderation.
    due: bool,
}

/// The share of the best offer that a question scored from offers has.
pub(super) fn scored<'a>(scene: Scene<'a>, bid: Uuid, question: &Question) -> Option<&'a Scored> {
    let ranking = &scene.view.lots.get(&scene.lot)?.ranking;
    let tally = ranking.tallies.iter().find(|tally| tally.bid == bid)?;
    let mut all = tally.sections.iter().flat_map(|section| &section.questions);
    all.find(|scored| scored.question == question.uid)
}

/// A share in per cent with at most one decimal.
pub(super) fn per_cent(share: &Exact) -> String {
    format!("{}%", (share * &Exact::hundred()).short(1))
}

impl Scores {
    fn cells(
        &self,
        scene: Scene<'_>,
        (number, question): (String, &Question),
        bid: Uuid,
        (columns, hidden): (&Columns, &str),
    ) -> Cells {
        let of = &scene.view.evaluation;
        let mut cells = Cells { number, title: visible(&question.title), ..Cells::default() };
        if !self.tally.is_judged(question) {
            cells.each = vec![String::new(); self.tally.panel.len()];
            "offers".clone_into(&mut cells.average);
            let share = scored(scene, bid, question).and_then(Scored::share);
            cells.agreed = share.map(|share| per_cent(&share)).unwrap_or_default();
            return cells;
        }
        let open = of.scores_are_open(scene.lot, bid, question.uid);
        let wide = columns.each == Some(WIDE);
        let mut given = 0;
        for uid in &self.tally.panel {
            let score = of.scores.get(&(bid, question.uid, *uid));
            given += usize::from(score.is_some());
            cells.each.push(match score {
                None => NOT_YET.to_owned(),
                Some(score) if open => score.score.normalize().to_string(),
                Some(_) if wide => "given".to_owned(),
                Some(_) => hidden.to_owned(),
            });
        }
        cells.together = format!("{given}/{}", self.tally.panel.len());
        let average = average(scene, bid, question.uid);
        cells.average = average.map(|average| average.to_string()).unwrap_or_default();
        let agreed = of.consensus.get(&(bid, question.uid));
        let takes_part = of.bids.get(&bid).is_some_and(crate::domain::evaluation::Bid::takes_part);
        cells.due = agreed.is_none() && takes_part && given > 0 && given == self.tally.panel.len();
        cells.agreed = match agreed {
            Some(agreed) => agreed.score.normalize().to_string(),
            None => NOT_YET.to_owned(),
        };
        cells
    }

    fn line_style(&self, canvas: &Canvas<'_>, pane: Pane, here: bool, dim: bool) -> Style {
        let theme = canvas.look.theme;
        match (here, self.pane == pane, dim) {
            (true, true, _) => theme.selected,
            (true, false, _) => theme.selected_elsewhere,
            (false, _, true) => theme.dim,
            (false, _, false) => theme.text,
        }
    }

    fn draw_bids(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        let glyphs = canvas.look.glyphs;
        let width = canvas.width();
        let rows = canvas.height().saturating_sub(1);
        let below = self.tally.bids.len().saturating_sub(self.bids.offset + rows);
        let bid = match below {
            0 => "Bid".to_owned(),
            below => format!("Bid {}{below}", glyphs.more[1]),
        };
        let names = format!("  {} Agreed", text::left(&bid, width.saturating_sub(10), glyphs.cut));
        canvas.text(0, 0, &names, canvas.look.theme.dim);
        let shown = self.tally.bids.iter().enumerate().skip(self.bids.offset).take(rows);
        for (row, (at, line)) in shown.enumerate() {
            let here = at == self.bids.selected;
            let marker = if here { glyphs.here } else { " " };
            let stands = if line.takes_part {
                format!("{}/{}", line.agreed, self.tally.judged.len())
            } else {
                "out".to_owned()
            };
            let supplier = scene.view.supplier(line.bid);
            let room = width.saturating_sub(3 + text::width(&stands));
            let words = format!("{marker} {} {stands}", text::left(&supplier, room, glyphs.cut));
            let style = self.line_style(canvas, Pane::Bids, here, !line.takes_part);
            canvas.text(row + 1, 0, &words, style);
            canvas.target(row + 1, Target::Line { pane: 0, at });
            if here && self.pane == Pane::Bids {
                canvas.cursor(row + 1, 0);
            }
        }
    }

    fn draw_questions(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        let (theme, glyphs) = (canvas.look.theme, canvas.look.glyphs);
        let Some(bid) = self.bid(scene) else { return };
        let of = &scene.view.evaluation;
        let all = of.numbered(scene.lot);
        // The marker of the selected line before it, and a gap behind it.
        let number = all.iter().map(|(number, ..)| number.len()).max().unwrap_or(0).max(2) + 3;
        let columns = Columns::of(canvas.width(), self.tally.panel.len(), number);
        let name = |uid: &Uuid| of.evaluators.get(uid).map(|one| initials(&one.name));
        let names = Cells {
            number: "  No".to_owned(),
            title: "Question".to_owned(),
            each: self.tally.panel.iter().map(|uid| name(uid).unwrap_or_default()).collect(),
            together: "Scores".to_owned(),
            average: "Average".to_owned(),
            agreed: "Agreed".to_owned(),
            due: false,
        };
        canvas.text(0, 0, &columns.row(glyphs.cut, &names), theme.dim);
        let rows = canvas.height().saturating_sub(1);
        let shown = all.into_iter().enumerate().skip(self.questions.offset).take(rows);
        for (row, (at, (number, _, question))) in shown.enumerate() {
            let here = at == self.questions.selected;
            let marker = if here { glyphs.here } else { " " };
            let number = (format!("{marker} {number}"), question);
            let mut cells = self.cells(scene, number, bid.uid, (&columns, glyphs.chosen));
            if cells.due {
                cells.agreed = format!("{} agree", glyphs.attention);
            }
            let style = self.line_style(canvas, Pane::Questions, here, !bid.takes_part());
            let line = text::left(&columns.row(glyphs.cut, &cells), canvas.width(), glyphs.cut);
            canvas.text(row + 1, 0, &line, style);
            if cells.due && !here {
                let before = text::width(columns.row(glyphs.cut, &cells).trim_end());
                let column = before.saturating_sub(text::width(&cells.agreed));
                canvas.text(row + 1, column, &cells.agreed, theme.warning);
            }
            canvas.target(row + 1, Target::Line { pane: 1, at });
            if here && self.pane == Pane::Questions {
                canvas.cursor(row + 1, 0);
            }
        }
    }

    /// What the signs of the selected bid's scores mean, where some are hidden.
    fn legend(&self, scene: Scene<'_>, canvas: &Canvas<'_>) -> String {
        let blind = scene.view.evaluation.lots.get(&scene.lot).is_some_and(|lot| lot.blind);
        if blind && !self.tally.panel.is_empty() && self.tally.agreed < self.tally.all {
            let sign = canvas.look.glyphs.chosen;
            format!(" given or {sign}: hidden until all have scored  {NOT_YET} not yet ")
        } else {
            String::new()
        }
    }

    pub(super) fn draw_all(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        let theme = canvas.look.theme;
        let layout = self.layout(scene);
        for (row, (words, heed)) in layout.head.iter().enumerate() {
            canvas.text(row, 1, words, if *heed { theme.warning } else { theme.text });
        }
        let top = layout.head.len();
        let width = canvas.width();
        let left = (width / 4).clamp(16, 34).min(width);
        let rows = layout.list + 1;
        self.draw_bids(&mut canvas.part(0, top, left, rows), scene);
        canvas.part(left, top, 1, rows).rule_down(0);
        let right = width.saturating_sub(left + 1);
        self.draw_questions(&mut canvas.part(left + 1, top, right, rows), scene);
        let rule = top + rows;
        canvas.rule(rule);
        let legend = self.legend(scene, canvas);
        canvas.text(rule, 2, &legend, theme.dim);
        let questions = scene.view.evaluation.numbered(scene.lot).len();
        let below = questions.saturating_sub(self.questions.offset + layout.list);
        if below > 0 {
            let words = format!(" {} {below} more ", canvas.look.glyphs.more[1]);
            canvas.text_right(rule, &words, theme.accent);
        }
        let mut part = canvas.part(0, rule + 1, width, layout.detail);
        self.below.draw(&mut part, &self.sections(scene), 2);
    }
}
