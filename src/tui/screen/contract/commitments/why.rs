//! The arithmetic of a commitment in words: what fell due when, each delivery, and what follows.

use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::{
    Commitment, Counting, Delivery, Progress, SOON_DAYS, Schedule, Standing, years,
};
use crate::domain::exact::Exact;
use crate::domain::text::visible;
use crate::tui::effect::{Effect, LineKind, Place, Section};
use crate::tui::screen::contract::Scene;
use crate::tui::screen::contract::commitments::{detail, list};

type Lines = Vec<(LineKind, String)>;

/// The page.
pub(super) fn page(scene: Scene<'_>, uid: Uuid, of: &Commitment, progress: &Progress) -> Effect {
    let today = scene.view.today;
    let deliveries = scene.view.file.deliveries_of(uid);
    let sections = vec![
        Section { heading: "What was promised".to_owned(), lines: promised(of, progress) },
        Section { heading: "What fell due".to_owned(), lines: due(of, progress, today) },
        Section {
            heading: "What was delivered".to_owned(),
            lines: delivered(of, progress, &deliveries, today),
        },
        Section { heading: "What follows".to_owned(), lines: follows(of, progress, today) },
    ];
    Effect::Push(Place::Reading {
        title: format!("How it adds up: {}", visible(&of.title)),
        sections,
    })
}

/// A figure as it is shown; where it is rounded, the fraction that it really is.
fn exact(figure: &Exact) -> String {
    let shown = figure.short(2);
    if figure.short(12) == shown {
        return shown;
    }
    format!("{shown} (exactly {})", figure.fraction())
}

fn each(of: &Commitment) -> Exact {
    of.quantity.map_or_else(|| Exact::from(1), Exact::from)
}

fn promised(of: &Commitment, progress: &Progress) -> Lines {
    let mut lines = vec![(
        LineKind::Plain,
        match of.quantity {
            Some(_) => format!("{}, {}.", of.amount(&each(of)), of.schedule.words()),
            None => format!("It is not counted; it is asked for {}.", of.schedule.words()),
        },
    )];
    let times = of.schedule.times();
    if matches!(of.schedule, Schedule::Every { .. }) {
        lines.push((
            LineKind::Plain,
            format!("{} whole periods: {} in all.", times.short(0), exact(&progress.total)),
        ));
    }
    if of.counting == Counting::OverTime {
        lines.push((
            LineKind::Inset,
            "One person for a year is 1. A year runs to the day before the same day a year later; the rest counts as days over the days of the year that they lie in.".to_owned(),
        ));
    }
    lines
}

fn due(of: &Commitment, progress: &Progress, today: Date) -> Lines {
    let each = each(of);
    let mut lines = Lines::new();
    if let Schedule::Evenly { from, until } = &of.schedule {
        let words = format!(
            "Evenly, day by day, from {} to {}: by today, {}, that is {}.",
            from.british(),
            until.british(),
            today.british(),
            exact(&progress.expected)
        );
        lines.push((LineKind::Plain, words));
        let late = "It is late only once the last day is over; behind the even pace it is at risk.";
        lines.push((LineKind::Inset, late.to_owned()));
        return lines;
    }
    let dues = of.schedule.dues();
    let over: Vec<_> = dues.iter().filter(|(day, _)| *day <= today).collect();
    for (day, times) in &over {
        let so_far = &each * times;
        let words = format!("{}: {} in all by then", day.british(), exact(&so_far));
        lines.push((LineKind::Plain, words));
    }
    if over.is_empty() {
        let first = dues.first().map(|(day, _)| day.british()).unwrap_or_default();
        lines.push((LineKind::Plain, format!("Nothing yet; the first day is {first}.")));
    }
    let expected = format!("Expected by today: {}", exact(&progress.expected));
    lines.push((LineKind::Strong, expected));
    lines
}

fn delivered(
    of: &Commitment,
    progress: &Progress,
    all: &[(Uuid, &Delivery)],
    today: Date,
) -> Lines {
    let mut lines = Lines::new();
    for (_, delivery) in all {
        let head = format!("{}: {}", list::days(delivery), list::amount(of, delivery));
        if !delivery.counts() {
            lines.push((LineKind::Plain, format!("{head}: withdrawn, counts nothing")));
            continue;
        }
        let quantity = delivery.quantity.map_or_else(|| Exact::from(1), Exact::from);
        let words = match of.counting {
            Counting::Sum => format!("{head}: counts {}", exact(&quantity)),
            Counting::OverTime => {
                let from = delivery.from.unwrap_or(delivery.day);
                let span = years(from, delivery.day.min(today));
                let counts = &quantity * &span;
                format!("{head}, {} years: counts {}", exact(&span), exact(&counts))
            }
        };
        let corrected = match delivery.corrections.len() {
            0 => "",
            1 => " (as corrected once)",
            _ => " (as corrected more than once)",
        };
        lines.push((LineKind::Plain, format!("{words}{corrected}")));
    }
    if lines.is_empty() {
        lines.push((LineKind::Plain, "Nothing is on record.".to_owned()));
    }
    lines.push((LineKind::Strong, format!("Delivered: {}", exact(&progress.delivered))));
    lines.push((LineKind::Inset, format!("Verified of that: {}", exact(&progress.verified))));
    lines
}

fn follows(of: &Commitment, progress: &Progress, today: Date) -> Lines {
    let mut lines = Lines::new();
    if !progress.shortfall.is_zero() {
        lines.push((
            LineKind::Plain,
            format!(
                "Missing of what fell due before today, {}: {}",
                today.british(),
                exact(&progress.shortfall)
            ),
        ));
    }
    if let Some((day, missing)) = progress.next.as_ref().filter(|_| progress.standing.is_open()) {
        let late = match progress.standing {
            Standing::Late => ", those that are late included",
            _ => "",
        };
        let words = format!("Missing for {}: {}{late}", day.british(), exact(missing));
        lines.push((LineKind::Plain, words));
    }
    lines.push((LineKind::Strong, detail::standing(of, progress)));
    let rule = match progress.standing {
        Standing::Late => {
            "Late: what fell due before today is not all delivered. What falls due today can still come today.".to_owned()
        }
        Standing::AtRisk => format!(
            "At risk: what falls due within {SOON_DAYS} days is not all delivered, or it is behind an even pace."
        ),
        Standing::NoData => {
            "Nothing due yet: nothing has fallen due and nothing was delivered, so there is nothing to judge by.".to_owned()
        }
        Standing::OnTrack => "On track: what fell due is delivered, and nothing falls due soon.".to_owned(),
        Standing::Delivered => "Delivered: all that was promised has come.".to_owned(),
        Standing::Short | Standing::Waived => {
            "Somebody has decided what becomes of the rest; it is no longer asked for.".to_owned()
        }
    };
    lines.push((LineKind::Inset, rule));
    lines.push((
        LineKind::Inset,
        "Figures are exact; they are rounded to two decimals where they are shown, halves away from nothing.".to_owned(),
    ));
    lines
}
