//! What policies want to reach over all contracts, against what was recorded, by financial year.
//!
//! No figure is guessed: each says what it was counted from, and which
//! contracts could not be counted because something about them is not known.

mod counting;
mod held;
mod share;

use crate::domain::contract::FinancialYear;
use crate::domain::exact::Exact;
use crate::domain::{Date, Percent};
use crate::policy::Counted;
use crate::register::{Library, Register, Result};
use held::HeldContract;
pub use held::{HeldContracts, Holder, awarded, ran_in};

/// Targets and indicators of the policies in one financial year.
#[derive(Debug, Clone)]
pub struct TargetsView {
    /// The year.
    pub year: FinancialYear,
    /// The policies that have some, and contracts.
    pub policies: Vec<TargetsOfPolicy>,
}

/// Targets and indicators of one policy.
#[derive(Debug, Clone)]
pub struct TargetsOfPolicy {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub short: String,
    /// How many contracts ran in the year, or were signed in it.
    pub contracts: usize,
    /// The targets, then the indicators.
    pub lines: Vec<TargetLine>,
}

/// One target or indicator.
#[derive(Debug, Clone)]
pub struct TargetLine {
    /// Its id in the policy.
    pub id: String,
    /// It as a sentence.
    pub text: String,
    /// The clause that it rests on.
    pub clause: String,
    /// The least share, where the policy names one.
    pub minimum: Option<Percent>,
    /// What answers it; nothing where it is counted outside the register.
    pub counts: Option<Counted>,
    /// The figures, one or more ways of counting.
    pub figures: Vec<TargetFigure>,
}

/// One way of counting.
#[derive(Debug, Clone)]
pub struct TargetFigure {
    /// What is counted: “spend recorded for the year”.
    pub of: String,
    /// The share in per cent, of what is known; nothing where there is nothing to count.
    pub share: Option<Exact>,
    /// The share if everything that is not known counted as well, where that is more.
    pub at_most: Option<Exact>,
    /// The figure in words: `£120,000.00 of £480,000.00`.
    pub words: String,
    /// Whether the least share is reached; nothing where the figures do not decide it.
    pub met: Option<bool>,
    /// From what it was counted.
    pub sources: Vec<String>,
    /// What is not known.
    pub gaps: Vec<String>,
    /// The parts of it, where it has some.
    pub parts: Vec<(String, String)>,
}

impl TargetFigure {
    /// What is known of the share: `25%`, or at least so much and at most so much.
    pub fn share_words(&self) -> Option<String> {
        let per_cent = |share: &Exact| format!("{}%", share.short(1));
        let share = self.share.as_ref()?;
        Some(match &self.at_most {
            Some(most) => format!(
                "at least {}, at most {} if what is not known counted as well",
                per_cent(share),
                per_cent(most)
            ),
            None => per_cent(share),
        })
    }

    /// Whether anything was counted.
    pub fn has_data(&self) -> bool {
        self.share.is_some() || self.words != share::NO_DATA
    }

    /// The figure in one line: what is known of it, of what, and whether the target is met.
    pub fn in_short(&self) -> String {
        let share = self.share_words().map(|share| format!("{share}, ")).unwrap_or_default();
        let met = match self.met {
            Some(true) => "; met",
            Some(false) => "; not met",
            None => "",
        };
        format!("{share}{} ({}){met}", self.words, self.of)
    }
}

impl TargetsView {
    /// The first figure with data of a target of a policy.
    pub fn actual(&self, policy: &str, target: &str) -> Option<&TargetFigure> {
        let of = self.policies.iter().find(|of| of.policy == policy)?;
        let line = of.lines.iter().find(|line| line.id == target)?;
        line.figures.iter().find(|figure| figure.has_data())
    }
}

/// The contracts of how many tenders are read at once: enough to save statements, and few enough
/// that looking through them for one contract costs nothing.
const TOGETHER: usize = 32;

impl Register {
    /// Targets and indicators of the policies in a financial year, as they stand on a day.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn targets(&self, year: FinancialYear, today: Date) -> Result<TargetsView> {
        let _snapshot = self.database.snapshot()?;
        let directory = self.database.supplier_files()?;
        let mut held = HeldContracts::default();
        let (Some(from), Some(until)) = (year.first(), year.last()) else {
            return Ok(targets_of(&self.library, &held, year, today));
        };
        for several in self.database.with_contracts_between(from, until)?.chunks(TOGETHER) {
            let file = self.database.counted_contracts(several)?;
            for place in self.database.contracts_under(several)? {
                let firm = directory.resolve(place.supplier);
                let holder = Holder {
                    place: place.reference.to_string(),
                    policy: place.policy,
                    firm,
                    supplier: directory.suppliers.get(&firm),
                };
                held.take(holder, (place.contract, &file), year, today);
            }
        }
        Ok(targets_of(&self.library, &held, year, today))
    }
}

/// Targets and indicators of the policies of a library in a financial year, counted from
/// contracts of one register or several.
pub fn targets_of(
    library: &Library,
    held: &HeldContracts,
    year: FinancialYear,
    today: Date,
) -> TargetsView {
    let mut policies = Vec::new();
    for loaded in library.policies() {
        let pack = &loaded.pack;
        let Some(contracts) = held.of(&pack.policy.id) else { continue };
        let lines = counting::lines(pack, contracts, year, today);
        if !lines.is_empty() {
            policies.push(TargetsOfPolicy {
                policy: pack.policy.id.clone(),
                short: pack.policy.short_words(),
                contracts: contracts.len(),
                lines,
            });
        }
    }
    TargetsView { year, policies }
}
