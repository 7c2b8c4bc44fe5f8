//! What happens after the award: contracts, what their suppliers have to deliver, what they
//! delivered of it, reviews, risks, exit and lessons.
//!
//! A [`ContractFile`] holds everything that was recorded of one tender after
//! its award; [`ContractPiece`] is one record of it with its place. What
//! follows (progress, standing, what is due) is never stored: it is worked out
//! from the records for a given day.

mod commitment;
mod due;
mod exit;
mod figures;
mod kpi;
mod lesson;
mod logistics;
mod overlap;
mod progress;
mod review;
mod schedule;
mod slavery;
mod terms;

use uuid::Uuid;

pub use commitment::{
    Commitment, Correction, Counting, Delivery, Settled, SettledKind, Verified, Withheld,
};
pub use due::{Due, DueWhat};
pub use exit::{ExitPlan, FinalAccount};
pub use figures::{Figure, FigureKind, FinancialYear};
pub use kpi::{Assessment, Kpi, KpiRating};
pub use lesson::{Lesson, LessonRead, tags};
pub use logistics::{Logistics, LogisticsKind};
pub use overlap::{Overlap, overlaps};
pub use progress::{Progress, SOON_DAYS, Standing, progress, years};
pub use review::{Action, ActionKind, Level, Review, Risk};
pub use schedule::{Schedule, days};
pub use slavery::{Concern, Diligence, Factor, SlaveryRisk};
pub use terms::{Contract, EndKind, Ended, Paper, Variation, VariationKind};

use crate::domain::Date;
use crate::domain::records::record_file;

record_file! {
    /// Everything that was recorded of a tender after its award, each record at its uid.
    ContractFile,
    /// One record of any kind.
    ContractRecord,
    /// The kinds of records.
    ContractKind,
    /// One record with its place; nothing takes it away.
    ContractPiece {
        /// The contracts.
        Contract(Contract) in contracts = "a contract";
        /// Extensions and other changes of contracts.
        Variation(Variation) in variations = "a change of a contract";
        /// Documents of contracts.
        Paper(Paper) in papers = "a document";
        /// Money of a financial year.
        Figure(Figure) in figures = "a figure of a year";
        /// Key performance indicators.
        Kpi(Kpi) in kpis = "a key performance indicator";
        /// Assessments against indicators.
        Assessment(Assessment) in assessments = "an assessment";
        /// What the suppliers have to deliver.
        Commitment(Commitment) in commitments = "a commitment";
        /// What was delivered of it.
        Delivery(Delivery) in deliveries = "a delivery";
        /// Reviews of performance.
        Review(Review) in reviews = "a review";
        /// What somebody has to do by a day.
        Action(Action) in actions = "an action";
        /// Risks of contracts.
        Risk(Risk) in risks = "a risk";
        /// Assessments of the risk of modern slavery.
        SlaveryRisk(SlaveryRisk) in slavery_risks = "a modern slavery risk assessment";
        /// Steps of due diligence.
        Diligence(Diligence) in diligence = "a step of due diligence";
        /// Concerns that were raised.
        Concern(Concern) in concerns = "a concern";
        /// Deliveries of goods, storage and receipt.
        Logistics(Logistics) in logistics = "a logistics note";
        /// Exit plans, each at the uid of its contract.
        ExitPlan(ExitPlan) in exit_plans = "an exit plan";
        /// Final accounts, each at the uid of its contract.
        FinalAccount(FinalAccount) in final_accounts = "a final account";
        /// Lessons.
        Lesson(Lesson) in lessons = "a lesson";
        /// Lessons of other tenders that were read here, each at the uid of the lesson.
        LessonRead(LessonRead) in lessons_read = "a lesson that was read";
    }
}

impl ContractRecord {
    /// The contract that the record hangs on, where it hangs on one directly.
    pub fn contract(&self) -> Option<Uuid> {
        Some(match self {
            Self::Contract(_) | Self::Assessment(_) | Self::Delivery(_) | Self::LessonRead(_) => {
                return None;
            }
            Self::Lesson(of) => return of.contract,
            Self::Variation(of) => of.contract,
            Self::Paper(of) => of.contract,
            Self::Figure(of) => of.contract,
            Self::Kpi(of) => of.contract,
            Self::Commitment(of) => of.contract,
            Self::Review(of) => of.contract,
            Self::Action(of) => of.contract,
            Self::Risk(of) => of.contract,
            Self::SlaveryRisk(of) => of.contract,
            Self::Diligence(of) => of.contract,
            Self::Concern(of) => of.contract,
            Self::Logistics(of) => of.contract,
            Self::ExitPlan(of) => of.contract,
            Self::FinalAccount(of) => of.contract,
        })
    }
}

impl ContractFile {
    /// The contract that a record belongs to, directly or by what it hangs on.
    pub fn contract_of(&self, record: &ContractRecord, uid: Uuid) -> Option<Uuid> {
        match record {
            ContractRecord::Contract(_) => Some(uid),
            ContractRecord::Assessment(of) => self.kpis.get(&of.kpi).map(|kpi| kpi.contract),
            ContractRecord::Delivery(of) => {
                self.commitments.get(&of.commitment).map(|commitment| commitment.contract)
            }
            other => other.contract(),
        }
    }

    /// The deliveries of a commitment that stand, the earliest first.
    pub fn deliveries_of(&self, commitment: Uuid) -> Vec<(Uuid, &Delivery)> {
        let mut all: Vec<(Uuid, &Delivery)> = self
            .deliveries
            .iter()
            .filter(|(_, delivery)| delivery.commitment == commitment)
            .map(|(uid, delivery)| (*uid, delivery))
            .collect();
        all.sort_by_key(|(uid, delivery)| (delivery.day, *uid));
        all
    }

    /// The changes of a contract, the earliest first.
    pub fn variations_of(&self, contract: Uuid) -> Vec<(Uuid, &Variation)> {
        let mut all: Vec<(Uuid, &Variation)> = self
            .variations
            .iter()
            .filter(|(_, variation)| variation.contract == contract)
            .map(|(uid, variation)| (*uid, variation))
            .collect();
        all.sort_by_key(|(uid, variation)| (variation.day, *uid));
        all
    }

    /// The last day of a contract, with the extensions and shortenings that were agreed.
    pub fn ends(&self, contract: Uuid) -> Option<Date> {
        let signed = self.contracts.get(&contract)?;
        let mut moved = self.variations_of(contract).into_iter().rev();
        let ends = moved.find_map(|(_, variation)| variation.ends).unwrap_or(signed.ends);
        Some(signed.ended.as_ref().map_or(ends, |ended| ended.day.min(ends)))
    }

    /// The value of a contract, with the changes that were agreed.
    pub fn value(&self, contract: Uuid) -> Option<crate::domain::Money> {
        let signed = self.contracts.get(&contract)?;
        let mut moved = self.variations_of(contract).into_iter().rev();
        moved.find_map(|(_, variation)| variation.value).or(signed.value)
    }

    /// The newest assessment of the risk of modern slavery in a contract.
    pub fn slavery_risk(&self, contract: Uuid) -> Option<(Uuid, &SlaveryRisk)> {
        let of = self.slavery_risks.iter().filter(|(_, risk)| risk.contract == contract);
        of.max_by_key(|(uid, risk)| (risk.day, **uid)).map(|(uid, risk)| (*uid, risk))
    }

    /// The assessments against an indicator, the newest first.
    pub fn assessments_of(&self, kpi: Uuid) -> Vec<(Uuid, &Assessment)> {
        let mut all: Vec<(Uuid, &Assessment)> = self
            .assessments
            .iter()
            .filter(|(_, assessment)| assessment.kpi == kpi)
            .map(|(uid, assessment)| (*uid, assessment))
            .collect();
        all.sort_by_key(|(uid, assessment)| std::cmp::Reverse((assessment.to, *uid)));
        all
    }

    /// Whether the account of a contract is closed, so that nothing more is delivered under it.
    pub fn is_settled(&self, contract: Uuid) -> bool {
        self.final_accounts.contains_key(&contract)
    }
}

#[cfg(test)]
mod tests;
