//! The selected commitment or delivery in full.

use uuid::Uuid;

use crate::domain::contract::{
    Commitment, Correction, Counting, Delivery, Overlap, Progress, Standing,
};
use crate::domain::exact::Exact;
use crate::domain::text::{visible, visible_lines};
use crate::tui::dates;
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::contract::Scene;
use crate::tui::screen::contract::commitments::list::{amount, days};
use crate::tui::screen::contract::terms::rows::evidence;
use crate::tui::widget::text::capital;

type Lines = Vec<(LineKind, String)>;

fn plain(words: impl Into<String>) -> (LineKind, String) {
    (LineKind::Plain, words.into())
}

/// How it stands, in a sentence.
pub(super) fn standing(commitment: &Commitment, progress: &Progress) -> String {
    let words = capital(progress.standing.words());
    match (progress.standing, progress.missed, &progress.next) {
        (Standing::Late, Some(missed), _) => format!(
            "{words}: {} are missing by now; the first day missed was {}.",
            commitment.amount(&progress.shortfall),
            missed.british()
        ),
        (Standing::AtRisk, _, Some((day, missing))) => {
            format!("{words}: {} missing for {}.", commitment.amount(missing), day.british())
        }
        (Standing::NoData, _, Some((day, _))) => {
            format!("{words}: the first falls due on {}. No data is no good score.", day.british())
        }
        _ => format!("{words}."),
    }
}

/// How much there is of it, in figures.
fn figures(commitment: &Commitment, progress: &Progress) -> String {
    let verified = if progress.delivered.is_zero() {
        String::new()
    } else if progress.verified == progress.delivered {
        "; all of it verified".to_owned()
    } else {
        format!("; {} of it verified", progress.verified.short(2))
    };
    format!(
        "Delivered {} of {}; expected by today {}{verified}.",
        progress.delivered.short(2),
        commitment.amount(&progress.total),
        progress.expected.short(2)
    )
}

/// A commitment.
pub(super) fn of_commitment(
    scene: Scene<'_>,
    uid: Uuid,
    commitment: &Commitment,
    progress: &Progress,
) -> Vec<Section> {
    let file = &scene.view.file;
    let kind = match progress.standing {
        Standing::Late | Standing::AtRisk => LineKind::Warning,
        _ => LineKind::Strong,
    };
    let mut lines: Lines =
        vec![(kind, standing(commitment, progress)), plain(figures(commitment, progress))];
    let each = match commitment.quantity {
        Some(quantity) => format!("{} ", commitment.amount(&Exact::from(quantity))),
        None => String::new(),
    };
    lines.push(plain(format!("Asked for: {each}{}.", commitment.schedule.words())));
    if commitment.counting == Counting::OverTime {
        lines.push(plain("Counted as full-time equivalents over time, in years.".to_owned()));
    }
    if let Some(settled) = &commitment.settled {
        lines.push(plain(format!(
            "{} by {} on {}: {}",
            capital(settled.how.words()),
            visible(&settled.by),
            settled.day.british(),
            visible_lines(&settled.reason)
        )));
    }
    for (_, action) in super::ways::actions(scene, uid) {
        let late = action.is_open() && action.due < scene.view.today;
        let stands = match (action.done, action.dropped, late) {
            (Some(done), ..) => format!("done on {}", done.british()),
            (None, true, _) => "dropped".to_owned(),
            (None, false, true) => format!("overdue since {}", action.due.british()),
            (None, false, false) => format!("by {}", action.due.british()),
        };
        let outcome = action.outcome.as_deref().map(|words| format!(" {}", visible_lines(words)));
        let words = format!(
            "Action, {stands}: {} ({}).{}",
            visible_lines(&action.what).trim_end_matches('.'),
            visible(&action.owner),
            outcome.unwrap_or_default()
        );
        lines.push((if late { LineKind::Warning } else { LineKind::Plain }, words));
    }
    let mut sections = vec![Section { heading: visible(&commitment.title), lines }];
    sections.push(Section { heading: "Promise".to_owned(), lines: promise(scene, commitment) });
    let mut deliveries = Lines::new();
    let mut all = file.deliveries_of(uid);
    all.reverse();
    for (uid, delivery) in all {
        deliveries.push(plain(delivery_line(commitment, delivery)));
        deliveries.extend(particulars(scene, commitment, uid, delivery, false));
    }
    if deliveries.is_empty() {
        deliveries.push(plain("None yet."));
    }
    sections.push(Section { heading: "Deliveries".to_owned(), lines: deliveries });
    sections
}

/// Where it comes from and what was promised.
fn promise(scene: Scene<'_>, commitment: &Commitment) -> Lines {
    let mut lines = Lines::new();
    let from = match (commitment.promised, commitment.variation) {
        (Some(_), _) => "Promised in the winning bid.".to_owned(),
        (None, Some(variation)) => match scene.view.file.variations.get(&variation) {
            Some(of) => {
                format!("Agreed in the change of {}: {}", of.day.british(), visible_lines(&of.what))
            }
            None => "Agreed in a change of the contract.".to_owned(),
        },
        (None, None) => "Recorded here; it does not come from the winning bid.".to_owned(),
    };
    lines.push(plain(from));
    if let (Some(_), Some(variation)) = (commitment.promised, commitment.variation)
        && let Some(of) = scene.view.file.variations.get(&variation)
    {
        lines.push(plain(format!("Changed on {}: {}", of.day.british(), visible_lines(&of.what))));
    }
    if let Some(measure) = &commitment.measure {
        let own = scene.view.own_measures.get(measure).map(|own| own.text.as_str());
        let words = own.or_else(|| scene.view.pack.outcome_words(measure)).unwrap_or(measure);
        if words != commitment.title {
            lines.push(plain(format!("Measure: {}", visible(words))));
        }
    }
    if let Some(words) = &commitment.words {
        lines.push(plain(format!("In words: {}", visible_lines(words))));
    }
    if let Some(area) = &commitment.area {
        lines.push(plain(format!("Area: {}", visible(area))));
    }
    lines.push(plain(match &commitment.evidence {
        Some(evidence) => format!("Evidence expected: {}", visible_lines(evidence)),
        None => "Evidence expected: nothing is said yet.".to_owned(),
    }));
    lines.push(plain(match &commitment.withheld {
        Some(withheld) => format!("Withheld from publication: {}", visible_lines(&withheld.reason)),
        None => "May be published.".to_owned(),
    }));
    lines
}

fn delivery_line(commitment: &Commitment, delivery: &Delivery) -> String {
    let stands = match (&delivery.withdrawn, &delivery.verified) {
        (Some(_), _) => ", withdrawn",
        (None, Some(_)) => ", verified",
        (None, None) => ", not verified",
    };
    format!("{}: {}{stands}", days(delivery), amount(commitment, delivery))
}

/// How a delivery stood before it was corrected.
fn correction(commitment: &Commitment, was: &Correction) -> String {
    let stood = Delivery {
        from: was.from,
        quantity: was.quantity,
        words: was.words.clone(),
        ..Delivery::new(Uuid::nil(), was.day)
    };
    format!(
        "Was {} on {}; corrected on {} (UTC) by {} because: {}",
        amount(commitment, &stood),
        days(&stood),
        dates::moment(&was.at),
        visible(&was.officer),
        visible_lines(&was.reason)
    )
}

/// What a delivery looks the same as.
pub(super) fn looks_like(scene: Scene<'_>, uid: Uuid, overlap: &Overlap) -> String {
    let other = if overlap.delivery == uid { overlap.other } else { overlap.delivery };
    let file = &scene.view.file;
    let named = file.deliveries.get(&other).and_then(|delivery| {
        let commitment = file.commitments.get(&delivery.commitment)?;
        Some(format!("“{}” on {}", visible(&commitment.title), delivery.day.british()))
    });
    let named = named.unwrap_or_else(|| "another delivery".to_owned());
    match &overlap.distinct {
        Some(distinct) => {
            format!("Looks like {named}, but is not the same: {}", visible_lines(distinct))
        }
        None => format!("May be counted twice, with {named}: {}.", overlap.why),
    }
}

/// The pairs in which a delivery stands.
pub(super) fn overlaps(scene: Scene<'_>, uid: Uuid) -> impl Iterator<Item = &Overlap> {
    let all = scene.contract.overlaps.iter();
    all.filter(move |overlap| overlap.delivery == uid || overlap.other == uid)
}

fn particulars(
    scene: Scene<'_>,
    commitment: &Commitment,
    uid: Uuid,
    delivery: &Delivery,
    full: bool,
) -> Lines {
    let inset = |words: String| (LineKind::Inset, words);
    let mut lines = Lines::new();
    if let Some(words) = delivery.words.as_ref().filter(|_| delivery.quantity.is_some() || full) {
        lines.push(inset(visible_lines(words)));
    }
    match &delivery.evidence {
        Some(of) => lines.push(inset(format!("Evidence: {}", evidence(of)))),
        None => lines.push(inset("No evidence is attached.".to_owned())),
    }
    if let Some(verified) = &delivery.verified {
        let how = verified.how.as_deref().map(|how| format!(": {}", visible_lines(how)));
        lines.push(inset(format!(
            "Verified by {} on {}{}",
            visible(&verified.by),
            verified.day.british(),
            how.unwrap_or_default()
        )));
    }
    if let Some(withdrawn) = &delivery.withdrawn {
        lines.push(inset(format!("Withdrawn: {}", visible_lines(withdrawn))));
    }
    lines.extend(delivery.corrections.iter().rev().map(|was| inset(correction(commitment, was))));
    for overlap in overlaps(scene, uid) {
        let kind = if overlap.distinct.is_some() { LineKind::Inset } else { LineKind::Warning };
        lines.push((kind, looks_like(scene, uid, overlap)));
    }
    if full {
        lines.push(inset(format!(
            "Recorded by {} on {} (UTC).",
            visible(&delivery.officer),
            dates::moment(&delivery.at)
        )));
    }
    lines
}

/// A delivery.
pub(super) fn of_delivery(
    scene: Scene<'_>,
    commitment: &Commitment,
    uid: Uuid,
    delivery: &Delivery,
) -> Vec<Section> {
    let mut lines = vec![(LineKind::Strong, delivery_line(commitment, delivery))];
    lines.extend(particulars(scene, commitment, uid, delivery, true));
    vec![Section { heading: visible(&commitment.title), lines }]
}
