//! The notice to a bidder whose tender takes no further part: no assessment summary is due, as
//! section 50(5) of the Procurement Act 2023 leaves disregarded tenders out.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::domain::evaluation::{LotNo, OutKind};
use crate::domain::text::{visible, visible_lines};
use crate::register::evaluation::EvaluationView;
use crate::register::evaluation::draft::summary;

/// Writes the notice.
pub(super) fn write(
    view: &EvaluationView,
    lot: LotNo,
    bid: Uuid,
    kind: OutKind,
) -> Option<String> {
    let record = view.evaluation.bids.get(&bid)?;
    let out = record.out.as_ref()?;
    let mut text = String::new();
    let title = match kind {
        OutKind::Withdrawn => "Confirmation that a tender was withdrawn",
        _ => "Notice of a decision on your tender",
    };
    let _ = writeln!(text, "# {title}\n");
    let _ = writeln!(
        text,
        "Draft. Fill in what stands in square brackets, read it through, and take these notes out:\n"
    );
    for note in notes(kind) {
        let _ = writeln!(text, "- {note}");
    }
    text.push('\n');
    summary::write_particulars(&mut text, view, lot, bid);
    if kind == OutKind::Withdrawn {
        let _ = writeln!(
            text,
            "We confirm that your tender was withdrawn and takes no further part: {}\n",
            visible_lines(&out.reason)
        );
        return Some(text);
    }
    let _ = writeln!(text, "## The decision\n");
    let rests = out.clause.as_deref().map(|clause| format!(" under {}", visible(clause)));
    let rests = rests.unwrap_or_default();
    let what = match kind {
        OutKind::Excluded => "Your tender takes no further part: you are excluded from this procurement",
        OutKind::AbnormallyLow => "Your tender was disregarded because its price is abnormally low for the performance of the contract,",
        OutKind::Disregarded | OutKind::Withdrawn => "Your tender was disregarded",
    };
    let _ = writeln!(text, "{what}{rests}.\n");
    let _ = writeln!(text, "## The reasons\n");
    if let Some(low) = view.evaluation.low_prices.get(&bid).filter(|_| kind == OutKind::AbnormallyLow)
    {
        let told = low.notified.map(|day| format!("On {} we", day.long()));
        let _ = writeln!(
            text,
            "{} told you that we thought the price abnormally low, and asked you to show that you can perform the contract at it. What you put forward did not show that to our satisfaction.\n",
            told.unwrap_or_else(|| "We".to_owned())
        );
        if let Some(reasons) = &low.reasons {
            let _ = writeln!(text, "{}\n", visible_lines(reasons));
        }
    }
    let _ = writeln!(text, "{}\n", visible_lines(&out.reason));
    let _ = writeln!(
        text,
        "Because the tender was disregarded it was not assessed against those of others, and there is no assessment summary."
    );
    Some(text)
}

/// What the officer has to know.
fn notes(kind: OutKind) -> Vec<&'static str> {
    let none = "No assessment summary is due: a tender that was disregarded is not an assessed tender (Procurement Act 2023 s.50(5)). A plain notice with the reasons is good practice.";
    match kind {
        OutKind::Withdrawn => vec![
            "No assessment summary is due for a tender that was withdrawn; this only confirms it.",
        ],
        OutKind::Excluded => vec![
            none,
            "Before an exclusion the supplier has a reasonable opportunity to make representations (s.58), and where an intended sub-contractor or associated person is the cause, to replace it (ss.26 and 28).",
            "Some exclusions are notified to a Minister of the Crown within 30 days (s.59): check whether this is one.",
        ],
        OutKind::AbnormallyLow => vec![
            none,
            "It may be disregarded only after the supplier was told and had a reasonable opportunity to show that it can perform at that price, and did not show it (s.19(4) and (5)): have the dates on file.",
        ],
        OutKind::Disregarded => vec![
            none,
            "Name the ground exactly: a tender may be disregarded for those of section 19(3) and (6) only, and must be where conditions of participation are not met.",
        ],
    }
}
