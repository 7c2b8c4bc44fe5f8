//! `tenderbook evaluation terms`: how price is turned into points, and the other terms of a lot.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Because, Which};
use crate::cli::evaluation::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::{Said, word};
use crate::cli::value::{or_none, yes_or_no};
use crate::domain::evaluation::{Lot, PriceKind, PriceMethod, TieBreak};
use crate::domain::{Money, Percent};
use crate::register::EvaluationAct;

/// Choose the price method and the other terms: tie-break, low prices, what is hidden
///
/// relative: weight × lowest price ÷ price. linear: a straight line from all
/// points, at --full-at or the lowest price, to none, at --none-at. per-point:
/// price ÷ quality points, the lowest is first. fixed: the price is fixed and
/// quality decides. A flag that is left out changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation terms 2026-0001 --method relative
  tenderbook evaluation terms 2026-0001 --method linear --none-at 120000 --full-at 80000
  tenderbook evaluation terms 2026-0001 --tie-break lower-price
  tenderbook evaluation terms 2026-0001 --tie-break section --tie-section \"Social value\"
  tenderbook evaluation terms 2026-0001 --tie-break words --tie-words \"Lots are drawn\"
  tenderbook evaluation terms 2026-0001 --low-share 25 --blind yes --hide-prices no")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// How price is turned into points, or weighed against quality
    #[arg(long, value_name = "METHOD", value_parser = word::<PriceKind>())]
    method: Option<PriceKind>,
    /// linear: the price that earns all points; none means the lowest price
    #[arg(long, allow_negative_numbers = true, value_name = "AMOUNT", value_parser = or_none::<Money>)]
    full_at: Option<Said<Money>>,
    /// linear: the price that earns no points, the highest acceptable one
    #[arg(long, allow_negative_numbers = true, value_name = "AMOUNT")]
    none_at: Option<Money>,
    /// fixed: the price that is paid, where it is known; or none
    #[arg(long, allow_negative_numbers = true, value_name = "AMOUNT", value_parser = or_none::<Money>)]
    price: Option<Said<Money>>,
    /// How a tie for the first place is broken, as it was published
    #[arg(long, value_name = "HOW", value_parser = ["none", "lower-price", "section", "words"])]
    tie_break: Option<String>,
    /// --tie-break section: more points in this section are first; its number or title
    #[arg(long, value_name = "SECTION")]
    tie_section: Option<String>,
    /// --tie-break words: the way as it was published
    #[arg(long, value_name = "TEXT")]
    tie_words: Option<String>,
    /// How far a price lies below the others to be looked into, in per cent
    #[arg(long, allow_negative_numbers = true, value_name = "PERCENT")]
    low_share: Option<Percent>,
    /// Whether individual scores are hidden until all evaluators have given theirs
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no())]
    blind: Option<bool>,
    /// Whether prices are hidden until every score is agreed
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no())]
    hide_prices: Option<bool>,
    /// Why none of the quotes is from a local supplier; empty takes it away
    #[arg(long, value_name = "TEXT")]
    no_local_quote: Option<String>,
    /// What the lot is called; empty takes it away
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    because: Because,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let reference = arguments.which.reference.clone();
    deed::perform(out, settings, &reference, "The terms were not changed.", |view| {
        let lot = arguments.which.lot(view)?;
        let before = view.evaluation.lots.get(&lot).cloned().unwrap_or_default();
        let tie_break = match arguments.tie_break() {
            None => before.tie_break.clone(),
            Some("section") => {
                let given = arguments.tie_section.as_deref().ok_or_else(|| {
                    Failure::usage(
                        "The section that breaks the tie is missing.",
                        "Name it with --tie-section, by its number or title.",
                    )
                })?;
                TieBreak::Section { section: find::section(view, lot, given)?.uid }
            }
            Some("words") => TieBreak::Words {
                words: arguments.tie_words.clone().ok_or_else(|| {
                    Failure::usage(
                        "The way in which the tie is broken is missing.",
                        "Give it with --tie-words, as it was published.",
                    )
                })?,
            },
            Some("lower-price") => TieBreak::LowerPrice,
            Some(_) => TieBreak::None,
        };
        let terms = Lot {
            title: arguments.title.clone().or(before.title),
            method: arguments.method(&before.method)?,
            tie_break,
            low_share: arguments.low_share.unwrap_or(before.low_share),
            blind: arguments.blind.unwrap_or(before.blind),
            price_hidden: arguments.hide_prices.unwrap_or(before.price_hidden),
            no_local_quote: arguments.no_local_quote.clone().or(before.no_local_quote),
        };
        Ok(EvaluationAct::SetLot { lot, terms, reason: arguments.because.reason.clone() })
    })
}

impl Arguments {
    /// The tie-break that was asked for; the flag with its particulars says it as well.
    fn tie_break(&self) -> Option<&str> {
        match (&self.tie_break, &self.tie_section, &self.tie_words) {
            (Some(word), ..) => Some(word),
            (None, Some(_), _) => Some("section"),
            (None, None, Some(_)) => Some("words"),
            (None, None, None) => None,
        }
    }

    /// The method with its figures: those that are given over those that stand.
    fn method(&self, before: &PriceMethod) -> Result<PriceMethod> {
        let kind = self.method.unwrap_or_else(|| before.kind());
        let linear = self.full_at.is_some() || self.none_at.is_some();
        if linear && kind != PriceKind::Linear {
            return Err(Failure::usage(
                "--full-at and --none-at belong to the linear method.",
                "Add --method linear.",
            ));
        }
        if self.price.is_some() && kind != PriceKind::Fixed {
            return Err(Failure::usage(
                "--price belongs to the method with a fixed price.",
                "Add --method fixed.",
            ));
        }
        Ok(match kind {
            PriceKind::Relative => PriceMethod::Relative,
            PriceKind::PerPoint => PriceMethod::PerPoint,
            PriceKind::Linear => {
                let (full, none) = match before {
                    PriceMethod::Linear { full_at, none_at } => (*full_at, Some(*none_at)),
                    _ => (None, None),
                };
                let none_at = self.none_at.or(none).ok_or_else(|| {
                    Failure::usage(
                        "The price that earns no points is missing.",
                        "Give the highest acceptable price with --none-at.",
                    )
                })?;
                let full_at = self.full_at.map_or(full, |said| said.0);
                PriceMethod::Linear { full_at, none_at }
            }
            PriceKind::Fixed => {
                let before = match before {
                    PriceMethod::Fixed { price } => *price,
                    _ => None,
                };
                PriceMethod::Fixed { price: self.price.map_or(before, |said| said.0) }
            }
        })
    }
}
