//! What a winning bid promised, on its way into the contract.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::{Commitment, Contract, Counting, Schedule};
use crate::domain::evaluation::{Evaluation, LotNo};
use crate::policy::Pack;
use crate::register::Result;
use crate::register::deeds::Doing;

/// What a winning bid promised of one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Where it stands in the evaluation.
    pub uid: Uuid,
    /// The measure.
    pub measure: String,
    /// What the measure is called.
    pub title: String,
    /// How much.
    pub quantity: Option<Decimal>,
    /// What it is counted in.
    pub unit: Option<String>,
    /// What was promised in words.
    pub words: Option<String>,
    /// Whether it counts for as long as it lasts.
    pub over_time: bool,
}

impl Promise {
    /// The commitment that it becomes, due by the last day of the contract until somebody says
    /// more about it.
    pub(super) fn commitment(&self, contract: Uuid, ends: Date) -> Commitment {
        Commitment {
            measure: Some(self.measure.clone()),
            quantity: self.quantity,
            unit: self.unit.clone(),
            words: self.words.clone(),
            counting: if self.over_time && self.quantity.is_some() {
                Counting::OverTime
            } else {
                Counting::Sum
            },
            promised: Some(self.uid),
            ..Commitment::new(contract, self.title.clone(), Schedule::By { day: ends })
        }
    }
}

/// What the winning bid of a lot promised; nothing where the lot is not awarded.
pub(super) fn promises(of: &Evaluation, pack: &Pack, lot: LotNo) -> Vec<Promise> {
    let Some(award) = of.awards.get(&lot) else { return Vec::new() };
    let promised = of.commitments.values().filter(|one| one.bid == award.bid);
    promised
        .map(|one| {
            let own = of.measures.get(&one.measure);
            let title = own
                .map(|own| own.text.as_str())
                .or_else(|| pack.outcome_words(&one.measure))
                .unwrap_or(&one.measure);
            let unit = match own {
                Some(own) => own.unit.as_deref(),
                None => pack.measure_unit(&one.measure),
            };
            Promise {
                uid: one.uid,
                measure: one.measure.clone(),
                title: title.to_owned(),
                quantity: one.quantity,
                unit: unit.filter(|_| one.quantity.is_some()).map(str::to_owned),
                words: one.words.clone(),
                over_time: pack.measure_over_time(&one.measure) || unit.is_some_and(is_over_time),
            }
        })
        .collect()
}

/// Whether a unit is one that counts for as long as it lasts: full-time equivalents.
fn is_over_time(unit: &str) -> bool {
    let unit = unit.to_lowercase().replace('-', " ");
    unit.split_whitespace().any(|word| word == "fte" || word == "ftes")
        || unit.contains("full time equivalent")
}

impl Doing<'_> {
    /// What the winning bid behind a contract promised.
    pub(super) fn promised(&self, contract: &Contract) -> Result<Vec<Promise>> {
        let Some(lot) = contract.lot else { return Ok(Vec::new()) };
        let of = self.change.evaluation(self.record.id)?;
        Ok(promises(&of, &self.case.pack, lot))
    }
}
