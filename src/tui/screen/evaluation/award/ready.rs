//! What is ready for the award and what is not, before there is one.

use ratatui::text::Line;

use crate::domain::evaluation::{TieBreak, prices_compare};
use crate::domain::text::visible;
use crate::tui::Look;
use crate::tui::command::Command;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::award::hung;
use crate::tui::widget::text;

/// Where one line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Done,
    Open,
    /// Something to know.
    Note,
}

/// What there is to say, each with where it stands.
fn list(scene: Scene<'_>) -> Vec<(Stands, String)> {
    let view = scene.view;
    let Some(lot) = view.lots.get(&scene.lot) else {
        let key = Command::FirstTab.key(false);
        return vec![(
            Stands::Open,
            format!("There are no award criteria yet. {key} goes to them."),
        )];
    };
    let ranking = &lot.ranking;
    let mut list = Vec::new();
    let result = Command::FifthTab.key(false);
    list.push(match (ranking.faults.first(), ranking.missing.first()) {
        (Some(fault), _) => (Stands::Open, fault.clone()),
        (None, Some(missing)) => {
            let count = ranking.missing.len();
            let words = view.missing_words(missing);
            let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            let words = format!("Missing: {words}{more}. {result} lists what is missing.");
            (Stands::Open, words)
        }
        (None, None) => (Stands::Done, "Every price and every agreed score is there.".to_owned()),
    });
    if ranking.is_complete() {
        let first = ranking.first();
        list.push(match first.as_slice() {
            [] => (Stands::Open, "No bid takes part and passes, so there is nobody to award to.".to_owned()),
            [only] => {
                let words = format!("{} is first by the published criteria.", view.supplier(only.bid));
                (Stands::Done, words)
            }
            several => {
                let published = match view.evaluation.lots.get(&scene.lot).map(|lot| &lot.tie_break) {
                    Some(TieBreak::Words { words }) => format!("As published: {}.", visible(words)),
                    Some(TieBreak::None) | None => "No tie-break was published.".to_owned(),
                    Some(_) => "The published tie-break leaves them equal.".to_owned(),
                };
                let words = format!(
                    "{} bids share the first place; the award says how the tie was broken. {published}",
                    several.len()
                );
                (Stands::Open, words)
            }
        });
        list.push(low(scene));
        let key = Command::Check.key(false);
        list.push(match lot.check_holds {
            Some(true) => (Stands::Done, "A second person has checked the arithmetic.".to_owned()),
            Some(false) => {
                let words = format!(
                    "The figures have changed since the arithmetic was checked. {key} records a new check."
                );
                (Stands::Open, words)
            }
            None => {
                let words = format!(
                    "No second person has checked the arithmetic. {key} records it."
                );
                (Stands::Open, words)
            }
        });
    }
    let findings = &view.determination.sign_off;
    if findings.is_empty() {
        let words = "The policy names nobody who signs the award off.";
        list.push((Stands::Note, words.to_owned()));
    }
    for finding in findings {
        let words = format!(
            "To be signed off by: {} ({}). {}",
            visible(&finding.words()),
            visible(&finding.clause),
            visible(&finding.text)
        );
        list.push((Stands::Note, words));
    }
    if view.limits.iter().any(crate::policy::Limit::is_standstill) {
        let words = "The standstill begins with the contract award notice, after the award and the letters.";
        list.push((Stands::Note, words.to_owned()));
    }
    list
}

fn low(scene: Scene<'_>) -> (Stands, String) {
    let view = scene.view;
    let open = view.open_low_prices(scene.lot);
    let flagged = view.lots.get(&scene.lot).map_or(0, |lot| lot.low.len());
    let share = view.evaluation.lots.get(&scene.lot).map(|lot| lot.low_share);
    let result = Command::FifthTab.key(false);
    match (open.as_slice(), flagged) {
        ([], 0) if !prices_compare(&view.evaluation, scene.lot) => {
            let words = "With fewer than three prices none is held against the others: whether one looks abnormally low is for you to judge.";
            (Stands::Note, words.to_owned())
        }
        ([], 0) => {
            let share = share.map(|share| format!(" ({share} or more below the others)"));
            let words = format!("No price looks abnormally low{}.", share.unwrap_or_default());
            (Stands::Done, words)
        }
        ([], _) => {
            (Stands::Done, "Every price that looks abnormally low was decided on.".to_owned())
        }
        (open, _) => {
            let names: Vec<String> = open.iter().map(|bid| view.supplier(*bid)).collect();
            let words = format!(
                "A price looks abnormally low and is not decided on: {}. {result} and then {} record the steps.",
                names.join(", "),
                Command::LookIntoPrice.key(false)
            );
            (Stands::Open, words)
        }
    }
}

/// The list laid out.
pub(super) fn lines(scene: Scene<'_>, columns: usize, look: &Look) -> Vec<Line<'static>> {
    let (theme, glyphs) = (look.theme, look.glyphs);
    let list = list(scene);
    let open = list.iter().filter(|(stands, _)| *stands == Stands::Open).count();
    let complete = scene.view.lots.get(&scene.lot).is_some_and(|lot| lot.ranking.is_complete());
    let key = Command::Award.key(false);
    let head = match (open, complete) {
        (0, true) => format!("Ready for the award: {key} records the decision."),
        (_, true) => {
            format!("{key} records the decision; what is open below should be settled first.")
        }
        (_, false) => "Not ready for the award yet.".to_owned(),
    };
    let mut lines = hung(" ", &head, columns, (theme.title, theme.title));
    lines.push(Line::default());
    for (stands, words) in list {
        let (sign, word, style) = match stands {
            Stands::Done => (glyphs.done, "done", theme.done),
            Stands::Open => (glyphs.attention, "open", theme.warning),
            Stands::Note => (glyphs.passed, "note", theme.dim),
        };
        let lead = format!(" {sign} {}", text::left(word, 6, ""));
        lines.extend(hung(&lead, &words, columns, (style, theme.text)));
    }
    lines
}
