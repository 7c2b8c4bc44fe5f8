//! The result of a lot: bids by place, what is missing or odd, and what would change it.

mod notes;
mod otherwise;
mod table;
mod working;

use crate::domain::evaluation::Tally;
use crate::register::LotView;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::reading::{self, scrolled};
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::evaluation::bids::look_into_price;
use crate::tui::screen::evaluation::forms;
use crate::tui::screen::evaluation::{Part, Scene};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands in the result.
#[derive(Debug, Default)]
pub(super) struct ResultTab {
    /// Among the bids.
    scroll: Scroll,
    /// In the text below them.
    notes: Scroll,
    /// Whether the keyboard is in the text below.
    below: bool,
    /// Whether the page on what would change the result is open.
    otherwise: bool,
    /// On that page.
    page: Scroll,
}

/// The pane of the bids, and that of the text below.
const BIDS: usize = 0;
const NOTES: usize = 1;

/// Rows above the bids: who is first, and the names of the columns.
const ABOVE: usize = 2;

/// What is shown of the lot; `None` while it has no criteria.
fn lot(scene: Scene<'_>) -> Option<&LotView> {
    scene.view.lots.get(&scene.lot)
}

/// How many rows the bids get, and how many the text below.
fn split(bids: usize, height: usize) -> (usize, usize) {
    // The rule between the two takes a row.
    let room = height.saturating_sub(ABOVE + 1);
    let most = (room / 2).max(3).min(room);
    let table = bids.clamp(1, most.max(1));
    (table, room.saturating_sub(table))
}

impl ResultTab {
    fn tallies(scene: Scene<'_>) -> &[Tally] {
        lot(scene).map(|view| view.ranking.tallies.as_slice()).unwrap_or_default()
    }

    fn selected<'a>(&self, scene: Scene<'a>) -> Option<&'a Tally> {
        Self::tallies(scene).get(self.scroll.selected)
    }

    /// The text below the bids.
    fn notes(&self, scene: Scene<'_>) -> Vec<crate::tui::effect::Section> {
        lot(scene)
            .map(|view| notes::sections(scene, view, self.selected(scene)))
            .unwrap_or_default()
    }

    /// Keeps the text below within what there is of it.
    fn keep_notes(&mut self, scene: Scene<'_>) {
        let length = reading::count(&self.notes(scene), scene.size.0.saturating_sub(2));
        let (_, height) = split(Self::tallies(scene).len(), scene.size.1);
        self.notes.offset = self.notes.offset.min(length.saturating_sub(height));
    }

    fn move_about(&mut self, command: Command, scene: Scene<'_>) {
        let bids = Self::tallies(scene).len();
        let (table, height) = split(bids, scene.size.1);
        if self.below {
            let length = reading::count(&self.notes(scene), scene.size.0.saturating_sub(2));
            self.notes.follow_text(command, length, height);
        } else if self.scroll.follow(command, bids, table) {
            self.notes.offset = 0;
        }
    }
}

impl Part for ResultTab {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.otherwise {
            offers.push(Offer::useful(Command::Compare).called("the places"));
            offers.push(Offer::useful(Command::Down).called("read on"));
            offers.push(Offer::useful(Command::Copy).called("copy all"));
            offers.extend(MOVING);
            return offers;
        }
        let complete = lot(scene).is_some_and(|view| view.ranking.is_complete());
        let selected = self.selected(scene);
        let of = &scene.view.evaluation;
        let priced = selected
            .and_then(|tally| of.bids.get(&tally.bid))
            .is_some_and(|bid| bid.price.is_some() && of.prices_are_open(scene.lot));
        offers.extend([
            Offer::useful(Command::Open).called("the working").when(selected.is_some()),
            Offer::useful(Command::Compare).called("what would change it").when(complete),
            Offer::useful(Command::LookIntoPrice).when(priced && scene.is_open()),
            Offer::useful(Command::Check).when(complete && scene.is_open()),
            Offer::useful(Command::NextPane),
            Offer::plain(Command::PreviousPane),
            Offer::plain(Command::Why).called("the working").when(selected.is_some()),
        ]);
        offers.extend(MOVING);
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        let view = lot(scene)?;
        if let Some(fault) = view.ranking.faults.first() {
            return Some(fault.clone());
        }
        let missing = view.ranking.missing.first();
        if let Some(missing) = missing {
            let words = scene.view.missing_words(missing);
            return Some(format!("The result is not complete; missing: {words}."));
        }
        let words = "The selected bid has no price, or prices are hidden.";
        (!view.ranking.tallies.is_empty()).then(|| words.to_owned())
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        if command == Command::Compare {
            self.otherwise = !self.otherwise;
            self.page = Scroll::default();
            return Effect::None;
        }
        if self.otherwise {
            let length = otherwise::plain(scene, scene.size.0).len();
            self.page.follow_text(command, length, scene.size.1);
            return Effect::None;
        }
        match command {
            Command::NextPane | Command::PreviousPane => self.below = !self.below,
            Command::Open | Command::Why => {
                if let Some(tally) = self.selected(scene) {
                    return Effect::Push(working::page(scene, tally.bid));
                }
            }
            Command::LookIntoPrice => {
                let of = &scene.view.evaluation.bids;
                let bid = self.selected(scene).and_then(|tally| of.get(&tally.bid));
                return bid.map_or(Effect::None, |bid| look_into_price(scene, bid));
            }
            Command::Check => return Effect::Push(forms::check(scene.view, scene.lot)),
            command => self.move_about(command, scene),
        }
        Effect::None
    }

    fn keep(&mut self, scene: Scene<'_>) {
        let complete = lot(scene).is_some_and(|view| view.ranking.is_complete());
        // What would change a result cannot be said of one that is gone.
        self.otherwise &= complete;
        if self.otherwise {
            let length = otherwise::plain(scene, scene.size.0).len();
            self.page.offset = self.page.offset.min(length.saturating_sub(scene.size.1));
        }
        let bids = Self::tallies(scene).len();
        self.scroll.keep(bids, split(bids, scene.size.1).0);
        self.keep_notes(scene);
    }

    fn point(&mut self, pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        if pane == NOTES {
            self.below = true;
            return Effect::None;
        }
        self.below = false;
        if at == self.scroll.selected {
            return self.command(Command::Open, scene);
        }
        self.scroll.selected = at;
        self.notes.offset = 0;
        Effect::None
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        if self.otherwise {
            let lines = otherwise::plain(scene, scene.size.0);
            return Some(("what would change it".to_owned(), lines.join("\n")));
        }
        let tally = self.selected(scene)?;
        Some(("the result of the bid".to_owned(), table::in_words(scene, lot(scene)?, tally)))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        let theme = canvas.look.theme;
        let Some(view) = lot(scene) else {
            let key = Command::FirstTab.key(false);
            let words = format!("There are no award criteria yet. {key} goes to them.");
            canvas.text(1, 1, &words, theme.text);
            return;
        };
        if self.otherwise {
            let lines = otherwise::lines(scene, canvas.width(), canvas.look);
            scrolled(canvas, &lines, self.page.offset);
            if let Some(first) = lines.get(self.page.offset) {
                canvas.cursor(0, text::width(&first.to_string()).min(1));
            }
            return;
        }
        let (verdict, heed) = table::verdict(scene, view);
        let style = if heed { theme.warning } else { theme.title };
        let room = canvas.width().saturating_sub(2);
        canvas.text(0, 1, &text::fit(&verdict, room, canvas.look.glyphs.cut), style);
        let tallies = view.ranking.tallies.as_slice();
        let (rows, height) = split(tallies.len(), canvas.height());
        let (width, below) = (canvas.width(), ABOVE + rows + 1);
        if tallies.is_empty() {
            let key = Command::SecondTab.key(false);
            let words = format!("No bids yet. {key} goes to Bids, where they are recorded.");
            canvas.text(ABOVE, 1, &words, theme.text);
        } else {
            let mut part = canvas.part(0, 1, width, rows + 1);
            table::draw(&mut part, scene, (view, &self.scroll), !self.below);
        }
        canvas.rule(ABOVE + rows);
        let lines = reading::lay_out(&self.notes(scene), width.saturating_sub(2), canvas.look);
        let mut part = canvas.part(1, below, width.saturating_sub(2), height);
        scrolled(&mut part, &lines, self.notes.offset);
        for row in 0..height {
            part.target(row, Target::Line { pane: NOTES, at: row });
        }
        if self.below {
            part.cursor(0, 0);
        }
    }
}

/// A page as a place to go to.
fn letter(title: String, name: String, text: String) -> Place {
    Place::Letter { title, name, text }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_bids_never_take_more_than_about_half_and_never_all_rows() {
        assert_eq!(split(3, 18), (3, 12));
        assert_eq!(split(50, 18), (7, 8));
        assert_eq!(split(50, 10), (3, 4));
        assert_eq!(split(0, 18), (1, 14));
        for height in 0..40 {
            let (table, notes) = split(50, height);
            assert!(table >= 1 && table + notes <= height.max(3), "{height}");
        }
    }
}
