//! Faults in what a pack says of the time after the award.

use std::collections::BTreeSet;

use super::Step::{At, Key};
use super::{Check, Step};
use crate::policy::after::Counted;
use crate::policy::pack::{Origin, Pack};

/// The longest time between two reviews, in months.
const MOST_MONTHS: u8 = 60;

/// The clauses that are named outside of lists of entries with one clause each.
pub(super) fn references(pack: &Pack) -> Vec<(Vec<Step<'static>>, &str)> {
    let mut found = Vec::new();
    for (at, risk) in pack.slavery_risks.iter().enumerate() {
        if let Some(clause) = &risk.clause {
            found.push((vec![Key("slavery_risk"), At(at), Key("clause")], clause.as_str()));
        }
    }
    if let Some(review) = &pack.contract_review {
        found.push((vec![Key("contract_review"), Key("clause")], review.clause.as_str()));
    }
    if let Some(kpis) = &pack.contract_kpis {
        found.push((vec![Key("contract_kpis"), Key("clause")], kpis.clause.as_str()));
        for (at, rating) in kpis.ratings.iter().enumerate() {
            let rating_at = [Key("contract_kpis"), Key("rating"), At(at), Key("clause")];
            found.push((rating_at.to_vec(), rating.clause.as_str()));
        }
    }
    if let Some(statement) = &pack.slavery_statement {
        found.push((vec![Key("slavery_statement"), Key("clause")], statement.clause.as_str()));
    }
    found
}

impl Check<'_, '_, '_> {
    /// What holds after the award: what answers a target, rhythms, and what follows from a risk.
    pub(super) fn after(&mut self, pack: &Pack) {
        for (at, one) in pack.targets.iter().enumerate() {
            self.counts(("target", at), one.counts, !one.size_classes.is_empty(), one.third_sector);
        }
        for (at, one) in pack.kpis.iter().enumerate() {
            self.counts(("kpi", at), one.counts, !one.size_classes.is_empty(), one.third_sector);
        }
        self.unique("local", pack.local.iter().map(|area| area.id.as_str()));
        self.unique("slavery_risk", pack.slavery_risks.iter().map(|risk| risk.id.as_str()));
        for (at, risk) in pack.slavery_risks.iter().enumerate() {
            let path = |key| [Key("slavery_risk"), At(at), Key(key)];
            if risk.levels.is_empty() {
                let message =
                    "an empty list can never hold; name at least one of low, medium, high.";
                self.fault(&path("levels"), message);
            }
            if risk.clause.is_none() && risk.origin == Origin::Policy {
                let message = "what the policy asks needs its clause; without one, set origin = \"good-practice\".";
                self.fault(&[Key("slavery_risk"), At(at)], message);
            }
        }
        if let Some(months) = pack.contract_review.as_ref().and_then(|review| review.months) {
            self.months(&[Key("contract_review"), Key("months")], months);
        }
        let levels =
            pack.supplier_status.iter().flat_map(|scheme| scheme.levels.iter().enumerate());
        for (at, level) in levels {
            if let Some(months) = level.review_months {
                let level = [Key("supplier_status"), Key("level"), At(at), Key("review_months")];
                self.months(&level, months);
            }
        }
    }

    /// Kinds of supplier stand where they are counted, and only there.
    fn counts(
        &mut self,
        (part, at): (&'static str, usize),
        counts: Option<Counted>,
        sizes: bool,
        third_sector: bool,
    ) {
        let asks = counts == Some(Counted::SmallAndThirdSectorSpend);
        if asks && !sizes && !third_sector {
            let message = "small-and-third-sector-spend needs the kinds that count: size_classes, third_sector, or both.";
            self.fault(&[Key(part), At(at), Key("counts")], message);
        }
        for (key, is_there) in [("size_classes", sizes), ("third_sector", third_sector)] {
            if is_there && !asks {
                let message =
                    format!("{key} belongs only beside counts = \"small-and-third-sector-spend\".");
                self.fault(&[Key(part), At(at), Key(key)], message);
            }
        }
    }

    fn months(&mut self, path: &[Step<'_>], months: u8) {
        if !(1..=MOST_MONTHS).contains(&months) {
            let message = format!("a rhythm is from 1 to {MOST_MONTHS} months; {months} is none.");
            self.fault(path, message);
        }
    }

    /// The statute's own indicators: a condition that can hold, a rhythm, ratings told apart.
    pub(super) fn contract_kpis(&mut self, pack: &Pack) {
        let Some(kpis) = &pack.contract_kpis else { return };
        self.condition(&[Key("contract_kpis"), Key("when")], &kpis.when);
        self.months(&[Key("contract_kpis"), Key("assess_months")], kpis.assess_months);
        if kpis.least == 0 {
            let message = "least must be 1 or more; leave the part out where none is asked for.";
            self.fault(&[Key("contract_kpis"), Key("least")], message);
        }
        let mut names = BTreeSet::new();
        for (at, rating) in kpis.ratings.iter().enumerate() {
            if !names.insert(rating.name.as_str()) {
                let message = format!("the rating “{}” stands twice.", rating.name);
                let name = [Key("contract_kpis"), Key("rating"), At(at), Key("name")];
                self.fault(&name, message);
            }
        }
    }
}
