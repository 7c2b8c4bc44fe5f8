//! How a supplier delivers, in words: nothing says more than was recorded.

use crate::domain::contract::{KpiRating, Standing};
use crate::register::Track;
use crate::tui::widget::page::{Page, Tone};

/// How many of something, with its noun.
fn count(many: usize, one: &str, more: &str) -> String {
    if many == 1 { format!("1 {one}") } else { format!("{many} {more}") }
}

/// How it stands with the commitments: `3 commitments: 1 late, 2 delivered`.
fn commitments(track: &Track) -> String {
    let all = count(track.commitments(), "commitment", "commitments");
    let parts: Vec<String> = track
        .standings
        .iter()
        .filter(|(_, many)| **many > 0)
        .map(|(standing, many)| format!("{many} {}", standing.words()))
        .collect();
    if parts.is_empty() {
        "no commitments".to_owned()
    } else {
        format!("{all}: {}", parts.join(", "))
    }
}

/// The newest ratings: `Good 2, Inadequate 1; 1 never assessed`.
fn ratings(track: &Track) -> String {
    let rated: Vec<String> =
        track.ratings.iter().map(|(rating, many)| format!("{} {many}", rating.words())).collect();
    match (rated.is_empty(), track.unrated) {
        (true, 0) => "no indicators".to_owned(),
        (true, open) => format!("no data: {open} never assessed"),
        (false, 0) => rated.join(", "),
        (false, open) => format!("{}; {open} never assessed", rated.join(", ")),
    }
}

/// How bad the worst of it is.
fn tone(track: &Track) -> Tone {
    let badly = track.ratings.contains_key(&KpiRating::Inadequate)
        || track.ratings.contains_key(&KpiRating::RequiresImprovement);
    if track.count(Standing::Late) > 0 || track.overdue > 0 || badly {
        Tone::Heed
    } else {
        Tone::Plain
    }
}

/// The whole in one line.
pub(super) fn in_short(track: &Track) -> (String, Tone) {
    if track.has_no_data() {
        return ("No data: nothing was due, assessed or reviewed yet.".to_owned(), Tone::Dim);
    }
    let mut parts = vec![commitments(track)];
    if !track.ratings.is_empty() {
        parts.push(format!("KPIs: {}", ratings(track)));
    }
    if track.actions > 0 {
        let overdue =
            if track.overdue > 0 { format!(", {} overdue", track.overdue) } else { String::new() };
        parts.push(format!("{}{overdue}", count(track.actions, "open action", "open actions")));
    }
    (parts.join("; "), tone(track))
}

/// The figures, one in each line, under a heading.
pub(super) fn set(page: &mut Page, track: &Track) {
    page.heading("Figures on delivery, over all contracts");
    if track.has_no_data() {
        let words = "No data: nothing was due, assessed or reviewed yet. That is no good score, and no bad one.";
        page.say(words, Tone::Dim);
        return;
    }
    let late = track.count(Standing::Late);
    let risk = track.count(Standing::AtRisk);
    if track.commitments() == 0 {
        page.say("Commitments: none on record", Tone::Dim);
    } else {
        page.say(&count(track.commitments(), "commitment", "commitments"), Tone::Plain);
        for (standing, many) in &track.standings {
            let tone = match standing {
                Standing::Late | Standing::AtRisk if late + risk > 0 => Tone::Heed,
                Standing::NoData => Tone::Dim,
                Standing::Delivered | Standing::OnTrack => Tone::Good,
                _ => Tone::Plain,
            };
            if *many > 0 {
                page.inset(&format!("{many} {}", standing.words()), tone);
            }
        }
    }
    page.say(&format!("KPIs: {}", ratings(track)), Tone::Plain);
    let overdue = if track.overdue > 0 { Tone::Heed } else { Tone::Plain };
    let actions = count(track.actions, "open action", "open actions");
    page.say(&format!("{actions}, {} overdue", track.overdue), overdue);
    let reviews = match track.reviews {
        0 => "No review was held".to_owned(),
        many => format!("{} held", count(many, "review", "reviews")),
    };
    page.say(&reviews, Tone::Plain);
}
