//! The contracts of a supplier, over all tenders.

use crate::register::SupplierView;
use crate::tui::command::Command;
use crate::tui::dates;
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::contract::{ContractOpening, ContractPart};
use crate::tui::screen::supplier::track;
use crate::tui::widget::page::{Page, Tone};

/// Everything on the tab, in the order of its lines.
pub(super) fn page(view: &SupplierView, width: usize) -> Page {
    let mut page = Page::new(width);
    if view.contracts.is_empty() {
        page.heading("No contract names this supplier yet.");
        let words = format!(
            "A contract is recorded in its tender: open the tender from the register, go to Contract with {}, and choose this supplier there.",
            Command::FifthTab.key(false)
        );
        page.say(&words, Tone::Plain);
        return page;
    }
    if let Some((_, into)) = &view.merged_into {
        page.say(&format!("Merged into {into}; these count there."), Tone::Heed);
        page.gap();
    }
    let runs = view.contracts.iter().filter(|one| one.runs).count();
    let all = view.contracts.len();
    let noun = if all == 1 { "contract" } else { "contracts" };
    page.say(&format!("{all} {noun}, {runs} running. All together:"), Tone::Plain);
    let (words, tone) = track::in_short(&view.track);
    page.inset(&words, tone);
    for one in &view.contracts {
        page.gap();
        let title = match &one.words {
            Some(words) => format!("{}: {words}", one.title),
            None => one.title.clone(),
        };
        let (state, tone) = match one.runs {
            true => ("runs", Tone::Plain),
            // Its days are not over: only its account is closed.
            false if one.ends >= view.today => ("account closed", Tone::Dim),
            false => ("ended", Tone::Dim),
        };
        page.entry(&format!("{}  {title}", one.reference), tone);
        let value =
            one.value.map_or_else(|| "value not known".to_owned(), |value| value.to_string());
        page.inset(
            &format!("{state}, {} to {}; {value}", dates::day(one.starts), dates::day(one.ends)),
            tone,
        );
        let (words, tone) = track::in_short(&one.track);
        page.inset(&words, tone);
    }
    page
}

/// Opens the contract at a place.
pub(super) fn open(view: &SupplierView, at: usize) -> Effect {
    view.contracts.get(at).map_or(Effect::None, |one| {
        Effect::Push(Place::Contract(ContractOpening {
            reference: one.reference.to_string(),
            contract: one.contract,
            part: ContractPart::Commitments,
        }))
    })
}
