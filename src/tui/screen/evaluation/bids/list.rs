//! The list of bids: what stands above it, its columns, and what it says while it is empty.

use std::fmt::Write as _;

use ratatui::style::Style;

use crate::domain::evaluation::Bid;
use crate::domain::text::visible;
use crate::domain::{Date, Money};
use crate::tui::command::Command;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::bids::{Bids, HIDDEN, Line};
use crate::tui::screen::evaluation::forms::bids::short;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::text;

/// What stands above the list, and whether it is to be heeded.
pub(super) fn head(scene: Scene<'_>) -> Vec<(String, bool)> {
    let Some(lot) = scene.view.lots.get(&scene.lot) else { return Vec::new() };
    let quotes = lot.quotes;
    let bids = if quotes.all == 1 { "bid" } else { "bids" };
    let local = match quotes.local {
        0 => "none from a local supplier".to_owned(),
        1 => "1 from a local supplier".to_owned(),
        count => format!("{count} from local suppliers"),
    };
    let mut words = format!("{} {bids}, {local}", quotes.all);
    if quotes.unknown > 0 {
        let _ = write!(words, ", {} not said", quotes.unknown);
    }
    words.push('.');
    let mut head = vec![(words, false)];
    head.extend(local_quote(scene).filter(|_| quotes.local == 0));
    head
}

/// What is to be said where the policy asks for a quote from a local supplier and there is none.
fn local_quote(scene: Scene<'_>) -> Option<(String, bool)> {
    let asked = |id: String| id.ends_with(".local-quote");
    let obligations = &scene.view.determination.obligations;
    let item = obligations.iter().find(|item| asked(item.id.to_string()))?;
    let terms = scene.view.evaluation.lots.get(&scene.lot)?;
    let clause = visible(&item.clause);
    Some(match &terms.no_local_quote {
        Some(reason) => (format!("None is local ({clause}). On file: {}", visible(reason)), false),
        None => (
            format!(
                "None is known to be local. The policy asks for a local quote where feasible ({clause}); otherwise the reason belongs on file, in the terms: {}, then {}.",
                Command::FirstTab.key(false),
                Command::Terms.key(false)
            ),
            true,
        ),
    })
}

/// What is said where there are no award criteria.
pub(super) fn no_criteria() -> String {
    format!("Begin the award criteria first, on the first tab: {}.", Command::FirstTab.key(false))
}

/// What is said while nobody has bid.
pub(super) fn draw_empty(canvas: &mut Canvas<'_>, scene: Scene<'_>) {
    let theme = canvas.look.theme;
    let begun = scene.view.evaluation.lots.contains_key(&scene.lot);
    let words = if begun {
        vec![
            "No bids yet.".to_owned(),
            format!(
                "{} records one as it comes in, with its price and the time.",
                Command::Add.key(false)
            ),
            "Quotes below the threshold are recorded here too.".to_owned(),
            "With the first bid the award criteria are fixed.".to_owned(),
        ]
    } else {
        vec!["There is nothing to bid for yet.".to_owned(), no_criteria()]
    };
    let mut row = 1;
    for (at, words) in words.iter().enumerate() {
        let style = if at == 0 { theme.title } else { theme.text };
        for line in text::wrap(words, canvas.width().saturating_sub(4)) {
            canvas.text(row, 2, &line, style);
            row += 1;
        }
    }
}

/// The moment at which a bid came in, as people in Britain write it.
pub(super) fn moment(received: &str) -> String {
    let british = || {
        let (day, time) = received.split_once(' ')?;
        Some(format!("{} {}", day.parse::<Date>().ok()?.british(), visible(time)))
    };
    british().unwrap_or_else(|| visible(received))
}

/// Which columns there are, by the room there is.
pub(super) struct Columns {
    supplier: usize,
    received: bool,
    late_and_local: bool,
    offers: bool,
}

const PRICE: usize = 14;
const RECEIVED: usize = 18;
const LATE: usize = 5;
const LOCAL: usize = 9;
const STATE: usize = 18;
const ANSWERS: usize = 8;
const OFFERS: usize = 7;
/// What marks the selected line.
const LEAD: usize = 2;

impl Columns {
    pub(super) const fn of(width: usize) -> Self {
        let (received, late_and_local, offers) = (width >= 100, width >= 76, width >= 68);
        let mut taken = LEAD + PRICE + 1 + STATE + ANSWERS;
        if received {
            taken += RECEIVED;
        }
        if late_and_local {
            taken += LATE + LOCAL;
        }
        if offers {
            taken += OFFERS;
        }
        let supplier = width.saturating_sub(taken + 1);
        Self { supplier, received, late_and_local, offers }
    }

    /// One row of cells, those of figures on the right of their columns.
    fn row(&self, cut: &str, cells: [&str; 8]) -> String {
        let [supplier, price, received, late, local, state, answers, offers] = cells;
        let mut row = text::left(supplier, self.supplier, cut);
        row.push_str(&text::right(price, PRICE, cut));
        if self.received {
            row.push(' ');
            row.push_str(&text::left(received, RECEIVED - 1, cut));
        }
        row.push(' ');
        if self.late_and_local {
            row.push_str(&text::left(late, LATE, cut));
            row.push_str(&text::left(local, LOCAL, cut));
        }
        row.push_str(&text::left(state, STATE, cut));
        row.push_str(&text::right(answers, ANSWERS, cut));
        if self.offers {
            row.push_str(&text::right(offers, OFFERS, cut));
        }
        row
    }

    pub(super) fn draw_names(&self, canvas: &mut Canvas<'_>, row: usize) {
        let names =
            ["Supplier", "Price", "Received", "Late", "Local", "State", "Answers", "Offers"];
        let words = self.row(canvas.look.glyphs.cut, names);
        canvas.text(row, LEAD, &words, canvas.look.theme.dim);
    }

    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        (row, here, style): (usize, bool, Style),
        said: &Said<'_>,
    ) {
        let glyphs = canvas.look.glyphs;
        let bid = said.bid;
        let marker = if here { glyphs.here } else { " " };
        let received = bid.received.as_deref().map(moment).unwrap_or_default();
        let local = match bid.local {
            None => "not said",
            Some(true) => "local",
            Some(false) => "no",
        };
        let (state, heed) = said.state(canvas);
        let answers = format!("{}/{}", said.line.answers, said.tab.questions);
        let cells: [&str; 8] = [
            &visible(&bid.supplier),
            &said.price(),
            &received,
            if bid.late { "late" } else { "" },
            local,
            &state,
            &answers,
            &said.line.offers.to_string(),
        ];
        let words = format!("{marker} {}", self.row(glyphs.cut, cells));
        canvas.text(row, 0, &text::left(&words, canvas.width(), glyphs.cut), style);
        if heed && !here {
            let before = LEAD + self.supplier + PRICE + 1;
            let before = before + if self.received { RECEIVED } else { 0 };
            let before = before + if self.late_and_local { LATE + LOCAL } else { 0 };
            canvas.text(
                row,
                before,
                &text::left(&state, STATE, glyphs.cut),
                canvas.look.theme.warning,
            );
        }
    }
}

/// One bid with what is said of it.
pub(super) struct Said<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) bid: &'a Bid,
    pub(super) line: &'a Line,
    pub(super) tab: &'a Bids,
}

impl Said<'_> {
    fn price(&self) -> String {
        match self.bid.price {
            None => "not known".to_owned(),
            Some(_) if !self.tab.open => HIDDEN.to_owned(),
            Some(price) => Money::short(price),
        }
    }

    /// Where the bid stands, with a symbol, and whether that is to be heeded.
    fn state(&self, canvas: &Canvas<'_>) -> (String, bool) {
        let glyphs = canvas.look.glyphs;
        let heed = |words: &str| (format!("{} {words}", glyphs.attention), true);
        if let Some(out) = &self.bid.out {
            return (format!("{} {}", glyphs.passed, short(out.kind)), false);
        }
        let lot = self.scene.view.lots.get(&self.scene.lot);
        let tallies = lot.map(|lot| lot.ranking.tallies.as_slice()).unwrap_or_default();
        let tally = tallies.iter().find(|tally| tally.bid == self.bid.uid);
        if tally.is_some_and(|tally| !tally.failures.is_empty()) {
            return heed("misses a mark");
        }
        let decided = self.scene.view.evaluation.low_prices.get(&self.bid.uid);
        let decided = decided.is_some_and(|record| record.satisfied.is_some());
        let low = lot.map(|lot| lot.low.as_slice()).unwrap_or_default();
        if self.tab.open && !decided && low.iter().any(|flag| flag.bid == self.bid.uid) {
            return heed("price looks low");
        }
        if self.line.asked > 0 {
            return heed("to clarify");
        }
        (format!("{} takes part", glyphs.done), false)
    }
}
