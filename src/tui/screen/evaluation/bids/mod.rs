//! The bids of a lot: a list, and everything that is recorded of the selected one.

mod detail;
mod list;
mod ways;

pub(super) use detail::offer_words;
pub(super) use ways::look_into_price;

use uuid::Uuid;

use crate::domain::evaluation::{Bid, Judged, LotNo};
use crate::register::EvaluationView;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Section};
use crate::tui::screen::evaluation::below::{self, Below};
use crate::tui::screen::evaluation::{Part, Scene};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands in the bids.
#[derive(Debug, Default)]
pub(super) struct Bids {
    scroll: Scroll,
    below: Below,
    lines: Vec<Line>,
    /// Whether prices may be shown.
    open: bool,
    /// How many questions there are.
    questions: usize,
}

/// What the list says of one bid; counted once, because drawing counts nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    bid: Uuid,
    answers: usize,
    offers: usize,
    /// Questions to the bidder without an answer.
    asked: usize,
}

/// What stands in the place of a price that may not be seen.
const HIDDEN: &str = "hidden";

/// How the rows are divided.
struct Layout {
    head: Vec<(String, bool)>,
    list: usize,
    detail: usize,
}

fn lines(view: &EvaluationView, lot: LotNo) -> Vec<Line> {
    let of = &view.evaluation;
    let mut lines: Vec<Line> = of
        .bids_for(lot)
        .map(|bid| Line { bid: bid.uid, answers: 0, offers: 0, asked: 0 })
        .collect();
    let at: std::collections::HashMap<Uuid, usize> =
        lines.iter().enumerate().map(|(at, line)| (line.bid, at)).collect();
    for (bid, _) in of.answers.keys() {
        if let Some(at) = at.get(bid) {
            lines[*at].answers += 1;
        }
    }
    for (bid, _) in of.offers.keys() {
        if let Some(at) = at.get(bid) {
            lines[*at].offers += 1;
        }
    }
    for one in of.clarifications.values().filter(|one| one.answered.is_none()) {
        if let Some(at) = at.get(&one.bid) {
            lines[*at].asked += 1;
        }
    }
    lines
}

impl Bids {
    fn selected<'a>(&self, scene: Scene<'a>) -> Option<&'a Bid> {
        let line = self.lines.get(self.scroll.selected)?;
        scene.view.evaluation.bids.get(&line.bid)
    }

    fn layout(&self, scene: Scene<'_>) -> Layout {
        let head: Vec<(String, bool)> = list::head(scene)
            .into_iter()
            .flat_map(|(words, heed)| {
                let wrapped = text::wrap(&words, scene.size.0.saturating_sub(2));
                wrapped.into_iter().map(move |line| (line, heed))
            })
            .take((scene.size.1 / 4).max(1))
            .collect();
        // The names of the columns, and the rule above what is read.
        let rest = scene.size.1.saturating_sub(head.len() + 2);
        let list = self.lines.len().min((rest / 2).max(1));
        Layout { head, list, detail: rest.saturating_sub(list) }
    }

    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        self.selected(scene).map_or_else(Vec::new, |bid| detail::sections(scene, bid, self.open))
    }
}

impl Part for Bids {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let bid = self.selected(scene);
        let can = open && bid.is_some();
        let out = bid.is_some_and(|bid| !bid.takes_part());
        let begun = scene.view.evaluation.lots.contains_key(&scene.lot);
        let mut offers = vec![
            Offer::useful(Command::Add).called("add a bid").when(open && begun),
            Offer::useful(Command::Open).called("change").when(can),
            Offer::useful(Command::Answers).when(can && self.questions > 0),
            Offer::useful(Command::Offers).when(can),
            Offer::useful(Command::TakeOut)
                .called(if out { "let it take part again" } else { "take out" })
                .when(can),
            Offer::useful(Command::Clarify).when(can),
            Offer::plain(Command::LookIntoPrice).when(can && self.open),
            Offer::plain(Command::Delete).called("remove").when(can),
            Offer::plain(Command::NextPane)
                .called(if self.below.reading { "the list" } else { "read on" })
                .when(bid.is_some()),
        ];
        offers.extend(MOVING);
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        if !scene.view.evaluation.lots.contains_key(&scene.lot) {
            return Some(list::no_criteria());
        }
        if self.lines.is_empty() {
            return Some(format!("There are no bids yet; {} adds one.", Command::Add.key(false)));
        }
        if self.questions == 0 {
            return Some("The award criteria have no questions yet.".to_owned());
        }
        (!self.open).then(|| {
            "Prices are hidden until every question has its agreed score; then they are looked into."
                .to_owned()
        })
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        let bid = self.selected(scene);
        match (command, bid) {
            (Command::Add, _) => ways::add(scene),
            (Command::Open, Some(bid)) => ways::change(scene, bid, !self.open),
            (Command::Answers, Some(bid)) => ways::answers(scene, bid),
            (Command::Offers, Some(bid)) => ways::offers(scene, bid),
            (Command::Clarify, Some(bid)) => ways::clarify(scene, bid),
            (Command::TakeOut, Some(bid)) => ways::take_out(scene, bid),
            (Command::LookIntoPrice, Some(bid)) => ways::look_into_price(scene, bid),
            (Command::Delete, Some(bid)) => ways::remove(scene, bid),
            (Command::NextPane | Command::PreviousPane, _) => {
                self.below.reading = !self.below.reading;
                Effect::None
            }
            (command, _) if self.below.reading => {
                let size = (scene.size.0, self.layout(scene).detail);
                self.below.follow(command, &self.sections(scene), size);
                Effect::None
            }
            (command, _) => {
                let rows = self.layout(scene).list;
                if self.scroll.follow(command, self.lines.len(), rows) {
                    self.below.anew();
                }
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        let before = std::mem::take(&mut self.lines);
        let was = before.get(self.scroll.selected).map(|line| line.bid);
        self.lines = lines(scene.view, scene.lot);
        self.open = scene.view.evaluation.prices_are_open(scene.lot);
        self.questions = scene.view.evaluation.numbered(scene.lot).len();
        let known = |uid: Uuid| before.iter().any(|line| line.bid == uid);
        // A bid that was just added is the one that is worked on next.
        let added = self.lines.iter().rposition(|line| !before.is_empty() && !known(line.bid));
        let same = self.lines.iter().position(|line| Some(line.bid) == was);
        if let Some(at) = added.or(same) {
            self.scroll.selected = at;
        }
        self.below.reading &= !self.lines.is_empty();
        let rows = self.layout(scene).list;
        self.scroll.keep(self.lines.len(), rows);
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
        below::copied(&self.sections(scene)).map(|words| ("the bid".to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        let theme = canvas.look.theme;
        if self.lines.is_empty() {
            list::draw_empty(canvas, scene);
            return;
        }
        let layout = self.layout(scene);
        for (row, (words, heed)) in layout.head.iter().enumerate() {
            let style = if *heed { theme.warning } else { theme.text };
            canvas.text(row, 1, words, style);
        }
        let top = layout.head.len();
        let columns = list::Columns::of(canvas.width());
        columns.draw_names(canvas, top);
        let shown = self.lines.iter().enumerate().skip(self.scroll.offset).take(layout.list);
        for (row, (at, line)) in shown.enumerate() {
            let Some(bid) = scene.view.evaluation.bids.get(&line.bid) else { continue };
            let here = at == self.scroll.selected;
            let style = match (here, self.below.reading, bid.takes_part()) {
                (true, false, _) => theme.selected,
                (true, true, _) => theme.selected_elsewhere,
                (false, _, true) => theme.text,
                (false, _, false) => theme.dim,
            };
            let words = list::Said { scene, bid, line, tab: self };
            columns.draw(canvas, (top + 1 + row, here, style), &words);
            canvas.target(top + 1 + row, Target::Line { pane: 0, at });
            if here && !self.below.reading {
                canvas.cursor(top + 1 + row, 0);
            }
        }
        let rule = top + 1 + layout.list;
        canvas.rule(rule);
        if !self.open {
            let words = " prices are hidden until every question has its agreed score ";
            canvas.text(rule, 2, words, theme.dim);
        }
        let below = self.lines.len().saturating_sub(self.scroll.offset + layout.list);
        if below > 0 {
            let words = format!(" {} {below} more ", canvas.look.glyphs.more[1]);
            canvas.text_right(rule, &words, theme.accent);
        }
        let width = canvas.width();
        let mut part = canvas.part(0, rule + 1, width, layout.detail);
        self.below.draw(&mut part, &self.sections(scene), 1);
    }
}

/// The questions of a lot that evaluators judge.
pub(super) fn judged(view: &EvaluationView, lot: LotNo) -> Vec<Uuid> {
    let numbered = view.evaluation.numbered(lot).into_iter();
    numbered
        .filter(|(_, _, question)| matches!(question.judged, Judged::Scale { .. }))
        .map(|(_, _, question)| question.uid)
        .collect()
}
