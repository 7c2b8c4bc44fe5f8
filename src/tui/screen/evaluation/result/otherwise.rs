//! What would change the result: other weights of social value, other price methods.

use std::collections::BTreeMap;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::evaluation::{Exact, Otherwise, PriceKind, Reign, Sensitivity};
use crate::settings::Preferences;
use crate::tui::Look;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::result::table::pounds;
use crate::tui::widget::text;

/// The highest weight that is looked at, in per cent.
const MOST: i64 = 30;
/// The columns that the longest bar of a margin gets.
const BAR: usize = 40;

const EXPLAIN: &str = "If social value weighed more or less, all other sections would give way in proportion; scores and prices stay as they are. The published weights and method decide the award. This page only shows how firmly the result stands.";

/// The page as text, one string a line.
pub(super) fn plain(scene: Scene<'_>, columns: usize) -> Vec<String> {
    let look = Look::of(&Preferences::default());
    lines(scene, columns, &look).iter().map(ToString::to_string).collect()
}

/// The page, laid out to the width.
pub(super) fn lines(scene: Scene<'_>, columns: usize, look: &Look) -> Vec<Line<'static>> {
    let Some(found) = scene.view.sensitivity(scene.lot) else {
        return vec![Line::styled("There is no result yet.", look.theme.text)];
    };
    let mut page = Page { scene, columns, look, lines: Vec::new() };
    page.set("What would change the result", look.theme.title);
    page.set(EXPLAIN, look.theme.text);
    if found.reigns.is_empty() {
        page.gap();
        let words = "The criteria have no section for social value of which this can be said, so other weights cannot be compared.";
        page.set(words, look.theme.text);
    } else {
        page.weights(&found);
    }
    page.methods(&found.methods);
    page.lines
}

/// A weight with the decimals that it has; where two are not enough, with its fraction.
fn percent(at: &Exact) -> String {
    let shown = at.short(2);
    let exact = shown.parse::<Decimal>().is_ok_and(|shown| Exact::from(shown) == *at);
    if exact { format!("{shown}%") } else { format!("{shown}% (exactly {})", at.fraction()) }
}

struct Page<'a> {
    scene: Scene<'a>,
    columns: usize,
    look: &'a Look,
    lines: Vec<Line<'static>>,
}

impl Page<'_> {
    fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// A line that keeps its columns.
    fn row(&mut self, words: String, style: Style) {
        self.lines.push(Line::styled(format!(" {words}"), style));
    }

    /// Words over as many lines as they need.
    fn set(&mut self, words: &str, style: Style) {
        for line in text::wrap(words, self.columns.saturating_sub(2)) {
            self.row(line, style);
        }
    }

    fn heading(&mut self, words: &str) {
        self.gap();
        self.row(words.to_owned(), self.look.theme.accent);
    }

    /// Those that are first, in words.
    fn names(&self, first: &[Uuid]) -> String {
        let names: Vec<String> = first.iter().map(|bid| self.scene.view.supplier(*bid)).collect();
        names.join(" = ")
    }

    fn weights(&mut self, found: &Sensitivity) {
        let theme = self.look.theme;
        self.heading("Who is first at other weights of social value");
        let reigns = &found.reigns;
        let mut words = String::new();
        for (at, reign) in reigns.iter().enumerate() {
            let (who, to) = (self.names(&reign.first), percent(&reign.to));
            let is = if reign.first.len() > 1 { "are level" } else { "is first" };
            words.push_str(&match (at, reigns.len()) {
                (0, 1) => format!("{who} {is} at every weight from 0% to {MOST}%."),
                (0, _) => format!("{who} {is} up to {to}"),
                (at, count) if at + 1 == count => format!(", then {who} up to {to}."),
                _ => format!(", then {who} up to {to}"),
            });
        }
        self.set(&words, theme.title);
        self.set(&nearest(found), theme.text);
        self.strip(found);
        self.margins(found);
    }

    /// A picture of who is first: a letter for each bid from 0% to the right.
    fn strip(&mut self, found: &Sensitivity) {
        let per = (self.columns.saturating_sub(4) / 30).min(3);
        if per == 0 {
            return;
        }
        let theme = self.look.theme;
        let cells = per * 30 + 1;
        let mut letters: BTreeMap<Uuid, char> = BTreeMap::new();
        let mut order: Vec<(char, Uuid)> = Vec::new();
        for bid in found.reigns.iter().flat_map(|reign| &reign.first) {
            let next = char::from(b'A' + u8::try_from(order.len().min(25)).unwrap_or(25));
            letters.entry(*bid).or_insert_with(|| {
                order.push((next, *bid));
                next
            });
        }
        let (mut scale, mut ruler) = (vec![' '; cells + 3], String::new());
        for weight in (0..=30).step_by(5) {
            for (at, c) in format!("{weight}%").chars().enumerate() {
                if let Some(cell) = scale.get_mut(weight * per + at) {
                    *cell = c;
                }
            }
        }
        for cell in 0..cells {
            ruler.push(if cell % (5 * per) == 0 { '|' } else { '.' });
        }
        self.gap();
        self.row(scale.into_iter().collect::<String>().trim_end().to_owned(), theme.dim);
        self.row(ruler, theme.dim);
        let styles = [theme.done, theme.accent, theme.warning, theme.title, theme.text];
        let mut spans = vec![Span::raw(" ")];
        for cell in 0..cells {
            let weight = i64::try_from(cell).ok().map(Exact::from);
            let per = i64::try_from(per).unwrap_or(1);
            let weight = weight.map(|weight| weight / per).unwrap_or_else(Exact::zero);
            let reign = reign_at(&found.reigns, &weight);
            let (sign, style) = match reign.map(|reign| reign.first.as_slice()) {
                Some([only]) => {
                    let letter = letters.get(only).copied().unwrap_or('?');
                    let at = order.iter().position(|(_, bid)| bid == only).unwrap_or(0);
                    (letter, styles[at % styles.len()])
                }
                Some(_) => ('=', theme.text),
                None => (' ', theme.text),
            };
            spans.push(Span::styled(sign.to_string(), style));
        }
        self.lines.push(Line::from(spans));
        let per_exact = Exact::from(i64::try_from(per).unwrap_or(1));
        let place = (&found.weight * &per_exact).rounded(0).parse::<usize>().ok();
        if let Some(place) = place.filter(|place| *place < cells) {
            let words = format!("^ published: {}%", found.weight.short(2));
            let turned = format!("published: {}% ^", found.weight.short(2));
            let shown = if place + words.len() <= cells.max(40) {
                format!("{}{words}", " ".repeat(place))
            } else {
                format!("{}{turned}", " ".repeat((place + 1).saturating_sub(turned.len())))
            };
            self.row(shown, theme.text);
        }
        let legend: Vec<String> =
            order.iter().map(|(letter, bid)| format!("{letter} {}", self.scene.view.supplier(*bid))).collect();
        let level = if found.reigns.iter().any(|reign| reign.first.len() > 1) {
            "; = level throughout"
        } else {
            ""
        };
        self.set(&format!("{}{level}", legend.join("; ")), theme.text);
    }

    /// Who is first by how much at every step.
    fn margins(&mut self, found: &Sensitivity) {
        let theme = self.look.theme;
        let cut = self.look.glyphs.cut;
        let indexed = self.is_by_index();
        let unit = if indexed { "points for each £1 million" } else { "points" };
        self.heading(&format!("By how much, in {unit}"));
        let scaled = |margin: &Exact| {
            if indexed { margin * &Exact::from(1_000_000) } else { margin.clone() }
        };
        let most = found.steps.iter().filter_map(|step| step.margin.as_ref()).max().cloned();
        let supplier = (self.columns / 3).clamp(12, 34);
        let room = self.columns.saturating_sub(7 + supplier + 11 + 3).min(BAR);
        self.row(
            format!("{}{}{}", text::left("Weight", 8, cut), text::left("First", supplier, cut), text::right("Margin", 10, cut)),
            theme.dim,
        );
        for step in &found.steps {
            let here = format!("{}%", found.weight.short(2)) == step.under;
            let marker = if here { "*" } else { " " };
            let margin = step.margin.as_ref();
            let shown = margin.map_or_else(String::new, |margin| scaled(margin).to_string());
            let words = format!(
                " {}{}{}{}  ",
                text::right(&step.under, 6, cut),
                text::left(marker, 2, cut),
                text::left(&self.names(&step.first), supplier, cut),
                text::right(&shown, 10, cut)
            );
            let bar = margin.zip(most.as_ref()).map_or(0, |(margin, most)| {
                length(margin, most, room)
            });
            self.lines.push(Line::from(vec![
                Span::styled(words, if here { theme.title } else { theme.text }),
                Span::styled(self.look.glyphs.full.repeat(bar), theme.accent),
            ]));
        }
        if found.steps.iter().any(|step| format!("{}%", found.weight.short(2)) == step.under) {
            self.row("* as published".to_owned(), theme.dim);
        }
    }

    fn is_by_index(&self) -> bool {
        let lot = self.scene.view.evaluation.lots.get(&self.scene.lot);
        lot.is_some_and(|lot| lot.method.kind() == PriceKind::PerPoint)
    }

    fn methods(&mut self, methods: &[Otherwise]) {
        let theme = self.look.theme;
        self.heading("By other price methods, with the weights as they are");
        for other in methods {
            let indexed = other.under == PriceKind::PerPoint.words();
            let words = match (other.first.as_slice(), &other.margin) {
                ([], _) => text::capital(&other.under),
                (first, margin) => {
                    let is = if first.len() > 1 { "share the first place" } else { "is first" };
                    let margin = margin.as_ref().filter(|margin| !margin.is_zero());
                    let by = margin.map(|margin| {
                        if indexed {
                            format!(" by {} a point", pounds(margin))
                        } else {
                            format!(" by {margin} points")
                        }
                    });
                    let who = self.names(first);
                    let under = text::capital(&other.under);
                    format!("{under}: {who} {is}{}.", by.unwrap_or_default())
                }
            };
            self.set(&words, theme.text);
            if let Some(note) = &other.note {
                for line in text::wrap(note, self.columns.saturating_sub(6)) {
                    self.row(format!("  {line}"), theme.dim);
                }
            }
        }
    }
}

/// Who is first at a weight; at a break the one that comes to be first.
fn reign_at<'a>(reigns: &'a [Reign], weight: &Exact) -> Option<&'a Reign> {
    reigns.iter().rev().find(|reign| reign.from <= *weight)
}

/// How far the published weight is from the nearest one at which the first place changes.
fn nearest(found: &Sensitivity) -> String {
    let published = format!("Published: {}%.", found.weight.short(2));
    if found.weight > Exact::from(MOST) {
        return format!("{published} That is beyond what is looked at here.");
    }
    let breaks = found.reigns.iter().skip(1).map(|reign| &reign.from);
    let away = |at: &Exact| {
        let off = at - &found.weight;
        if off.is_negative() { -off } else { off }
    };
    match breaks.min_by_key(|at| away(at)) {
        None => format!("{published} No weight in this range changes who is first."),
        Some(at) => format!(
            "{published} The nearest change is at {}, {} percentage points away; there the two are level.",
            percent(at),
            away(at).short(2)
        ),
    }
}

/// How many columns a bar takes: whatever is not nothing is seen.
fn length(margin: &Exact, most: &Exact, room: usize) -> usize {
    let Some(share) = margin.over(most) else { return 0 };
    if margin.is_zero() || room == 0 {
        return 0;
    }
    let columns = share * Exact::from(i64::try_from(room).unwrap_or(0));
    columns.rounded(0).parse().unwrap_or(0).clamp(1, room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(above: i64, below: i64) -> Exact {
        Exact::from(above).over(&Exact::from(below)).unwrap()
    }

    #[test]
    fn a_weight_that_two_decimals_cannot_say_is_given_exactly_too() {
        assert_eq!(percent(&ratio(210, 17)), "12.35% (exactly 210/17)");
        assert_eq!(percent(&ratio(25, 2)), "12.5%");
        assert_eq!(percent(&Exact::from(30)), "30%");
    }

    #[test]
    fn a_bar_never_vanishes_and_never_grows_beyond_its_room() {
        let most = Exact::from(8);
        assert_eq!(length(&Exact::zero(), &most, 20), 0);
        assert_eq!(length(&ratio(1, 1000), &most, 20), 1);
        assert_eq!(length(&Exact::from(4), &most, 20), 10);
        assert_eq!(length(&Exact::from(8), &most, 20), 20);
        assert_eq!(length(&Exact::from(8), &most, 0), 0);
        assert_eq!(length(&Exact::zero(), &Exact::zero(), 20), 0);
    }

    #[test]
    fn at_a_break_the_one_that_comes_to_be_first_is_shown() {
        let reign = |from: i64, to: i64, bid: u128| Reign {
            from: Exact::from(from),
            to: Exact::from(to),
            first: vec![Uuid::from_u128(bid)],
        };
        let reigns = [reign(0, 10, 1), reign(10, 30, 2)];
        let first = |weight: i64| {
            reign_at(&reigns, &Exact::from(weight)).map(|reign| reign.first[0].as_u128())
        };
        assert_eq!([first(0), first(9), first(10), first(30)], [Some(1), Some(1), Some(2), Some(2)]);
    }
}
