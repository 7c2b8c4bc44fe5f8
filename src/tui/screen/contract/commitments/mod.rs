//! What the supplier has to deliver, and what it delivered.

mod detail;
mod list;
mod ways;
mod why;

use uuid::Uuid;

use crate::domain::contract::{Commitment, Delivery, Progress};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::reading;
use crate::tui::effect::{Effect, LineKind, Section};
use crate::tui::screen::contract::{Part, Scene};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;

/// Which pane has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Pane {
    #[default]
    List,
    Deliveries,
    Reading,
}

/// Where the officer stands on the tab.
#[derive(Debug, Default)]
pub(super) struct Commitments {
    list: Scroll,
    deliveries: Scroll,
    text: Scroll,
    pane: Pane,
    /// The commitments in the order in which they are shown.
    order: Vec<Uuid>,
}

/// How the room is divided.
struct Layout {
    /// Rows of the list, without the names of its columns.
    list: usize,
    /// Rows below the rule.
    below: usize,
    /// Whether deliveries and what is read stand side by side there.
    beside: bool,
}

impl Layout {
    fn of((width, height): (usize, usize), count: usize, extra: usize) -> Self {
        let rest = height.saturating_sub(2 + extra);
        let list = count.min((rest / 2).max(1));
        Self { list, below: rest.saturating_sub(list), beside: width >= 100 }
    }
}

impl Commitments {
    fn layout(scene: Scene<'_>) -> Layout {
        let extra = usize::from(list::head(scene).is_some());
        Layout::of(scene.size, scene.contract.progress.len(), extra)
    }

    /// The commitment that is selected, with how far it is.
    fn selected<'a>(&self, scene: Scene<'a>) -> Option<(Uuid, &'a Commitment, &'a Progress)> {
        let progress = scene.contract.progress.get(self.list.selected)?;
        let commitment = scene.view.file.commitments.get(&progress.commitment)?;
        Some((progress.commitment, commitment, progress))
    }

    /// Its deliveries, the newest first.
    fn deliveries<'a>(&self, scene: Scene<'a>) -> Vec<(Uuid, &'a Delivery)> {
        let Some((uid, ..)) = self.selected(scene) else { return Vec::new() };
        let mut all = scene.view.file.deliveries_of(uid);
        all.reverse();
        all
    }

    /// The delivery that is selected, where the keyboard is among them.
    fn delivery<'a>(&self, scene: Scene<'a>) -> Option<(Uuid, &'a Delivery)> {
        if self.pane != Pane::Deliveries {
            return None;
        }
        self.deliveries(scene).get(self.deliveries.selected).copied()
    }

    /// What is read of what is selected.
    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        let Some((uid, commitment, progress)) = self.selected(scene) else { return Vec::new() };
        match self.delivery(scene) {
            Some((uid, delivery)) => detail::of_delivery(scene, commitment, uid, delivery),
            None => detail::of_commitment(scene, uid, commitment, progress),
        }
    }

    /// Columns and rows in which it is read, and rows of the deliveries.
    fn rooms(&self, scene: Scene<'_>) -> ((usize, usize), usize) {
        let layout = Self::layout(scene);
        let count = self.deliveries(scene).len().max(1);
        if layout.beside {
            return ((scene.size.0 - scene.size.0 / 2 - 3, layout.below), layout.below.max(1));
        }
        let columns = scene.size.0.saturating_sub(2);
        if self.pane == Pane::Deliveries {
            let rows = count.min((layout.below / 2).max(1));
            return ((columns, layout.below.saturating_sub(rows + 1)), rows);
        }
        ((columns, layout.below), 1)
    }

    fn anew(&mut self) {
        self.deliveries = Scroll::default();
        self.text = Scroll::default();
    }

    fn step(&mut self, forward: bool) {
        let all = [Pane::List, Pane::Deliveries, Pane::Reading];
        let at = all.iter().position(|pane| *pane == self.pane).unwrap_or(0);
        self.pane = all[(at + if forward { 1 } else { 2 }) % 3];
        self.text = Scroll::default();
    }

    fn moved(&mut self, command: Command, scene: Scene<'_>) {
        let ((columns, rows), window) = self.rooms(scene);
        match self.pane {
            Pane::List => {
                let rows = Self::layout(scene).list;
                if self.list.follow(command, scene.contract.progress.len(), rows) {
                    self.anew();
                }
            }
            Pane::Deliveries => {
                let count = self.deliveries(scene).len();
                if self.deliveries.follow(command, count, window) {
                    self.text = Scroll::default();
                }
            }
            Pane::Reading => {
                let length = reading::count(&self.sections(scene), columns);
                self.text.follow_text(command, length, rows);
            }
        }
    }

    fn draw_below(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>, top: usize) {
        let layout = Self::layout(scene);
        let (width, height) = (canvas.width(), canvas.height().saturating_sub(top));
        let deliveries = self.deliveries(scene);
        let focused = self.pane == Pane::Deliveries;
        let commitment = self.selected(scene).map(|(_, commitment, _)| commitment);
        let Some(commitment) = commitment else { return };
        let shown =
            list::Deliveries { scene, commitment, all: &deliveries, scroll: self.deliveries };
        let (mut column, mut row) = (1, top);
        if layout.beside {
            let half = width / 2;
            shown.draw(&mut canvas.part(0, top, half, height), focused);
            canvas.part(half, top, 1, height).rule_down(0);
            column = half + 2;
        } else if focused {
            let rows = deliveries.len().max(1).min((height / 2).max(1));
            shown.draw(&mut canvas.part(0, top, width, rows), focused);
            canvas.part(0, top + rows, width, 1).rule(0);
            row = top + rows + 1;
        }
        let sections = self.sections(scene);
        let (columns, rows) =
            (width.saturating_sub(column + 1), canvas.height().saturating_sub(row));
        let lines = reading::lay_out(&sections, columns, canvas.look);
        let mut part = canvas.part(column, row, columns, rows);
        reading::scrolled(&mut part, &lines, self.text.offset);
        for at in 0..rows {
            part.target(at, Target::Line { pane: 2, at });
        }
        if self.pane == Pane::Reading {
            part.reading_cursor(0, 0);
        }
    }
}

impl Part for Commitments {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let live = open && !scene.contract.settled;
        let one = self.selected(scene);
        let of_one = live && one.is_some();
        let delivery = self.delivery(scene);
        let in_list = self.pane != Pane::Deliveries;
        let actions = one.map_or(0, |(uid, ..)| ways::open_actions(scene, uid).len());
        let deliveries = !self.deliveries(scene).is_empty();
        let word = if in_list { "change" } else { "evidence" };
        let can = if in_list { of_one } else { live && delivery.is_some() };
        let takes_over = !scene.contract.promised.is_empty();
        let next = match self.pane {
            Pane::List => "its deliveries",
            Pane::Deliveries => "read on",
            Pane::Reading => "the list",
        };
        let mut offers = Vec::new();
        if takes_over {
            offers.push(Offer::useful(Command::TakeOver).when(live));
        }
        if !in_list {
            offers.push(Offer::useful(Command::Approve).when(live && delivery.is_some()));
            offers.push(Offer::useful(Command::Correct).when(live && delivery.is_some()));
        }
        offers.extend([
            Offer::useful(Command::Deliver).when(of_one),
            Offer::useful(Command::Add).called("add").when(live),
            Offer::useful(Command::Open).called(word).when(can),
            Offer::useful(Command::NextPane).called(next).when(one.is_some()),
            Offer::useful(Command::Why).when(one.is_some()),
            Offer::useful(Command::Act).called("corrective action").when(open && one.is_some()),
            Offer::useful(Command::Finish).called("action done").when(open && actions > 0),
            Offer::useful(Command::Settle).called("waive or short").when(of_one),
        ]);
        if in_list {
            offers.push(Offer::plain(Command::Approve).when(live && deliveries));
            offers.push(Offer::plain(Command::Correct).when(live && deliveries));
        }
        if !takes_over {
            offers.push(Offer::plain(Command::TakeOver).when(false));
        }
        offers.extend([
            Offer::plain(Command::Evidence)
                .called("evidence of a delivery")
                .when(live && deliveries),
            Offer::plain(Command::Delete).when(of_one && in_list),
            Offer::plain(Command::PreviousPane).when(one.is_some()),
        ]);
        offers.extend(MOVING);
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        if scene.contract.settled {
            return Some(format!(
                "The final account is closed; it is taken away first, on the Exit tab: {}.",
                Command::SeventhTab.key(false)
            ));
        }
        if scene.contract.progress.is_empty() {
            return Some(format!(
                "There are no commitments yet; {} adds one.",
                Command::Add.key(false)
            ));
        }
        if self.deliveries(scene).is_empty() {
            return Some(format!(
                "Nothing was delivered of it yet; {} records a delivery.",
                Command::Deliver.key(false)
            ));
        }
        if self.pane == Pane::Deliveries {
            return Some(
                "A delivery is not taken away: it is corrected or withdrawn, with a reason."
                    .to_owned(),
            );
        }
        Some(
            "The award promises nothing that the contract does not have, or no action is open."
                .to_owned(),
        )
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        match command {
            Command::Add => return ways::add(scene),
            Command::TakeOver => return ways::take_over(scene),
            Command::NextPane | Command::PreviousPane => {
                self.step(command == Command::NextPane);
                self.keep(scene);
                return Effect::None;
            }
            _ => {}
        }
        let Some((uid, commitment, progress)) = self.selected(scene) else { return Effect::None };
        match command {
            Command::Open => match self.delivery(scene) {
                Some((uid, delivery)) => ways::shown(scene, uid, delivery),
                None if self.pane == Pane::Deliveries => Effect::None,
                None => ways::change(scene, uid, commitment),
            },
            Command::Deliver => ways::deliver(scene, uid, commitment, progress),
            Command::Act => ways::act(scene, uid, commitment, progress),
            Command::Finish => ways::finish(scene, uid),
            Command::Settle => ways::settle(scene, uid, commitment),
            Command::Delete => ways::remove(scene, uid, commitment),
            Command::Why => why::page(scene, uid, commitment, progress),
            Command::Approve | Command::Correct | Command::Evidence => {
                let way = match command {
                    Command::Approve => ways::verify,
                    Command::Correct => ways::correct,
                    _ => ways::shown,
                };
                match self.delivery(scene) {
                    Some((uid, delivery)) => way(scene, uid, delivery),
                    None => ways::of_which(scene, commitment, &self.deliveries(scene), way),
                }
            }
            command => {
                self.moved(command, scene);
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        let was = self.order.get(self.list.selected).copied();
        let before = std::mem::take(&mut self.order);
        self.order = scene.contract.progress.iter().map(|one| one.commitment).collect();
        // One that was just added is worked on next; else the same stays selected, wherever a
        // delivery has moved it.
        let added = self.order.iter().position(|uid| !before.is_empty() && !before.contains(uid));
        let same = self.order.iter().position(|uid| Some(*uid) == was);
        if let Some(at) = added.or(same) {
            self.list.selected = at;
        }
        if self.order.is_empty() {
            self.pane = Pane::List;
        }
        let rows = Self::layout(scene).list;
        self.list.keep(self.order.len(), rows);
        let count = self.deliveries(scene).len();
        let ((columns, rows), window) = self.rooms(scene);
        self.deliveries.keep(count, window);
        let length = reading::count(&self.sections(scene), columns);
        self.text.offset = self.text.offset.min(length.saturating_sub(rows));
    }

    fn point(&mut self, pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        let pane = match pane {
            0 => Pane::List,
            1 => Pane::Deliveries,
            _ => Pane::Reading,
        };
        let same_pane = std::mem::replace(&mut self.pane, pane) == pane;
        match pane {
            Pane::List if self.list.selected == at && same_pane && scene.is_open() => {
                return self.command(Command::Open, scene);
            }
            Pane::List => {
                self.list.selected = at;
                self.anew();
            }
            Pane::Deliveries => self.deliveries.selected = at,
            Pane::Reading => {}
        }
        self.keep(scene);
        Effect::None
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        let what = if self.delivery(scene).is_some() { "the delivery" } else { "the commitment" };
        let words = self.sections(scene).iter().map(said).collect::<String>();
        (!words.is_empty()).then(|| (what.to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        if scene.contract.progress.is_empty() {
            list::draw_empty(canvas, scene);
            return;
        }
        let mut top = 0;
        if let Some((words, heed)) = list::head(scene) {
            let theme = canvas.look.theme;
            canvas.text(0, 1, &words, if heed { theme.warning } else { theme.text });
            top = 1;
        }
        let layout = Self::layout(scene);
        let rows = list::Rows { scene, scroll: self.list, window: layout.list };
        let width = canvas.width();
        rows.draw(&mut canvas.part(0, top, width, layout.list + 1), self.pane == Pane::List);
        let rule = top + 1 + layout.list;
        canvas.rule(rule);
        let below = scene.contract.progress.len().saturating_sub(self.list.offset + layout.list);
        if below > 0 {
            let words = format!(" {} {below} more ", canvas.look.glyphs.more[1]);
            canvas.text_right(rule, &words, canvas.look.theme.accent);
        }
        self.draw_below(canvas, scene, rule + 1);
    }
}

/// A section as text.
fn said(section: &Section) -> String {
    let indent = |kind: LineKind| match kind {
        LineKind::Strong | LineKind::Plain => "  ",
        LineKind::Inset | LineKind::Warning => "    ",
    };
    let lines = section.lines.iter().map(|(kind, words)| format!("{}{words}\n", indent(*kind)));
    format!("{}\n{}", section.heading, lines.collect::<String>())
}
