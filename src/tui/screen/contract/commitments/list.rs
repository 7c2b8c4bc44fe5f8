//! The lists of commitments and of deliveries, and what is said while there are none.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::contract::{Commitment, Counting, Delivery, Progress, Standing};
use crate::domain::exact::Exact;
use crate::domain::text::visible;
use crate::tui::Look;
use crate::tui::command::Command;
use crate::tui::screen::contract::Scene;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// How a standing is marked, and its style.
pub(super) const fn mark(standing: Standing, look: &Look) -> (&'static str, Style) {
    let (glyphs, theme) = (look.glyphs, look.theme);
    match standing {
        Standing::Late => (glyphs.attention, theme.error),
        Standing::AtRisk => (glyphs.attention, theme.warning),
        Standing::NoData => (glyphs.passed, theme.dim),
        Standing::OnTrack => (glyphs.current, theme.text),
        Standing::Delivered => (glyphs.done, theme.done),
        Standing::Short | Standing::Waived => (glyphs.passed, theme.text),
    }
}

/// What stands above the list: what the bid promised and the contract does not have.
pub(super) fn head(scene: Scene<'_>) -> Option<(String, bool)> {
    let promised = scene.contract.promised.len();
    if promised == 0 || scene.contract.progress.is_empty() {
        return None;
    }
    let what = if promised == 1 { "1 promise".to_owned() } else { format!("{promised} promises") };
    let words = format!(
        "{what} of the winning bid not taken over yet: {} does.",
        Command::TakeOver.key(false)
    );
    Some((words, true))
}

/// What is said while there are no commitments.
pub(super) fn draw_empty(canvas: &mut Canvas<'_>, scene: Scene<'_>) {
    let theme = canvas.look.theme;
    let add = Command::Add.key(false);
    let mut words = vec!["No commitments yet.".to_owned()];
    match scene.contract.promised.len() {
        0 => words.push(format!(
            "{add} adds what the supplier has to deliver: a measure, how much, and when."
        )),
        count => {
            let measures = if count == 1 { "1 measure" } else { &format!("{count} measures") };
            words.push(format!(
                "The winning bid promised {measures}: {} takes them over, due by the last day of the contract until you say more.",
                Command::TakeOver.key(false)
            ));
            words.extend(scene.contract.promised.iter().map(|one| {
                let quantity = one.quantity.map(|quantity| {
                    let unit = one.unit.as_deref().map(visible).unwrap_or_default();
                    format!(": {} {unit}", quantity.normalize())
                });
                format!("- {}{}", visible(&one.title), quantity.unwrap_or_default())
            }));
            words.push(format!("{add} adds another, in its own words or by a measure."));
        }
    }
    words.push(
        "Without commitments nothing here can be late, and nothing shows that social value came."
            .to_owned(),
    );
    let mut row = 1;
    for (at, words) in words.iter().enumerate() {
        let style = if at == 0 { theme.title } else { theme.text };
        for line in text::wrap(words, canvas.width().saturating_sub(4)) {
            canvas.text(row, 2, &line, style);
            row += 1;
        }
    }
}

/// The list of commitments.
pub(super) struct Rows<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) scroll: Scroll,
    pub(super) window: usize,
}

const STATE: usize = 18;
const FIGURE: usize = 9;
const NEXT: usize = 13;
const BAR: usize = 16;

/// Which columns there are, by the room there is.
struct Columns {
    title: usize,
    expected: bool,
    next: bool,
    unit: usize,
    bar: bool,
}

impl Columns {
    const fn of(width: usize) -> Self {
        let (expected, next, bar) = (width >= 76, width >= 70, width >= 112);
        let unit = if width >= 100 { 14 } else { 0 };
        let mut taken = 2 + STATE + 2 * FIGURE + unit;
        if expected {
            taken += FIGURE;
        }
        if next {
            taken += NEXT;
        }
        if bar {
            taken += BAR;
        }
        Self { title: width.saturating_sub(taken), expected, next, unit, bar }
    }

    fn row(&self, cut: &str, cells: [&str; 8]) -> String {
        let [state, title, delivered, expected, total, unit, next, bar] = cells;
        let mut row = text::left(state, STATE, cut);
        row.push_str(&text::left(title, self.title, cut));
        row.push_str(&text::right(delivered, FIGURE, cut));
        if self.expected {
            row.push_str(&text::right(expected, FIGURE, cut));
        }
        row.push_str(&text::right(total, FIGURE, cut));
        if self.unit > 0 {
            row.push_str(&text::left(&format!(" {unit}"), self.unit, cut));
        }
        if self.next {
            row.push_str(&text::right(next, NEXT, cut));
        }
        if self.bar {
            row.push_str("  ");
            row.push_str(&text::left(bar, BAR - 2, cut));
        }
        row
    }
}

/// A bar with its figure beside it.
fn bar(progress: &Progress, look: &Look) -> String {
    const WIDE: usize = 8;
    let Some(share) = progress.share() else { return "no figure".to_owned() };
    // A whole number of per cent is enough for a bar; the figures beside it are exact.
    let percent: usize = share.rounded(0).parse().unwrap_or(0);
    let full = (percent.min(100) * WIDE) / 100;
    let (full_part, empty) = (look.glyphs.full.repeat(full), look.glyphs.empty.repeat(WIDE - full));
    format!("{full_part}{empty} {percent:>4}%")
}

/// The day that comes next, or the one that was missed.
fn next(progress: &Progress) -> String {
    match (progress.missed, &progress.next) {
        (Some(missed), _) if progress.standing == Standing::Late => missed.british(),
        (_, Some((day, _))) if progress.standing.is_open() => day.british(),
        _ => String::new(),
    }
}

impl Rows<'_> {
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, focused: bool) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let columns = Columns::of(canvas.width());
        let names =
            ["State", "Commitment", "Delivered", "Expected", "Total", "", "Day", "Of the total"];
        canvas.text(0, 2, &columns.row(glyphs.cut, names), theme.dim);
        let all = self.scene.contract.progress.iter().enumerate();
        let shown = all.skip(self.scroll.offset).take(self.window);
        for (row, (at, progress)) in shown.enumerate() {
            let row = row + 1;
            let Some(of) = self.scene.view.file.commitments.get(&progress.commitment) else {
                continue;
            };
            let here = at == self.scroll.selected;
            let (symbol, style) = mark(progress.standing, canvas.look);
            let state = format!("{symbol} {}", progress.standing.words());
            let unit = match (of.unit.as_deref().map(visible), of.counting) {
                (Some(unit), Counting::OverTime) => format!("{unit} years"),
                (Some(unit), Counting::Sum) => unit,
                (None, _) => "not counted".to_owned(),
            };
            let cells: [&str; 8] = [
                &state,
                &visible(&of.title),
                &progress.delivered.short(2),
                &progress.expected.short(2),
                &progress.total.short(2),
                &unit,
                &next(progress),
                &bar(progress, canvas.look),
            ];
            let marker = if here { glyphs.here } else { " " };
            let words = format!("{marker} {}", columns.row(glyphs.cut, cells));
            let words = text::left(&words, canvas.width(), glyphs.cut);
            let line = match (here, focused) {
                (true, true) => theme.selected,
                (true, false) => theme.selected_elsewhere,
                (false, _) => theme.text,
            };
            canvas.text(row, 0, &words, line);
            if !here {
                canvas.text(row, 2, &text::left(&state, STATE, glyphs.cut), style);
            }
            canvas.target(row, Target::Line { pane: 0, at });
            if here && focused {
                canvas.cursor(row, 0);
            }
        }
    }
}

/// How much a delivery is, with what it is counted in.
pub(super) fn amount(of: &Commitment, delivery: &Delivery) -> String {
    let Some(quantity) = delivery.quantity else {
        return delivery.words.as_deref().map_or_else(
            || "delivered once".to_owned(),
            |words| visible(words.lines().next().unwrap_or_default()),
        );
    };
    // A delivery over time is so many people for a while, not so many years.
    let unit = of.unit.as_deref().map(|unit| format!(" {}", visible(unit))).unwrap_or_default();
    format!("{}{unit}", Exact::from(quantity).short(4))
}

/// The day of a delivery, or the days that it covers.
pub(super) fn days(delivery: &Delivery) -> String {
    match delivery.from {
        Some(from) => format!("{} to {}", from.british(), delivery.day.british()),
        None => delivery.day.british(),
    }
}

/// The list of the deliveries of one commitment.
pub(super) struct Deliveries<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) commitment: &'a Commitment,
    pub(super) all: &'a [(Uuid, &'a Delivery)],
    pub(super) scroll: Scroll,
}

impl Deliveries<'_> {
    /// Whether a delivery may be counted twice, and nobody has said why it is not.
    fn is_doubtful(&self, uid: Uuid) -> bool {
        let of = |overlap: &crate::domain::contract::Overlap| {
            overlap.distinct.is_none() && (overlap.delivery == uid || overlap.other == uid)
        };
        self.scene.contract.overlaps.iter().any(of)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, focused: bool) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        if self.all.is_empty() {
            let words = format!("No deliveries yet; {} records one.", Command::Deliver.key(false));
            canvas.text(0, 1, &words, theme.dim);
            if focused {
                canvas.cursor(0, 0);
            }
            return;
        }
        let (width, height) = (canvas.width(), canvas.height());
        let over_time = self.commitment.counting == Counting::OverTime;
        let (wide_days, state) = (if over_time { 27 } else { 13 }, 20);
        let room = width.saturating_sub(2 + wide_days + state);
        let shown = self.all.iter().enumerate().skip(self.scroll.offset).take(height);
        for (row, (at, (uid, delivery))) in shown.enumerate() {
            let here = at == self.scroll.selected && focused;
            let (symbol, word, style) = if !delivery.counts() {
                (glyphs.passed, "withdrawn", theme.dim)
            } else if self.is_doubtful(*uid) {
                (glyphs.attention, "counted twice?", theme.warning)
            } else if delivery.verified.is_some() {
                (glyphs.done, "verified", theme.done)
            } else {
                (glyphs.current, "not verified", theme.text)
            };
            let marker = if here { glyphs.here } else { " " };
            let corrected = if delivery.corrections.is_empty() { "" } else { ", corrected" };
            let what = format!("{}{corrected}", amount(self.commitment, delivery));
            let said = text::left(&format!("{symbol} {word}"), state, glyphs.cut);
            let words = format!(
                "{marker} {said}{}{}",
                text::left(&days(delivery), wide_days, glyphs.cut),
                text::left(&what, room, glyphs.cut)
            );
            canvas.text(row, 0, &words, if here { theme.selected } else { theme.text });
            if !here {
                canvas.text(row, 2, &said, style);
            }
            canvas.target(row, Target::Line { pane: 1, at });
            if here {
                canvas.cursor(row, 0);
            }
        }
        let below = self.all.len().saturating_sub(self.scroll.offset + height);
        if below > 0 && height > 0 {
            let words = format!(" {} {below} more ", glyphs.more[1]);
            canvas.text_right(height - 1, &words, theme.accent);
        }
    }
}
