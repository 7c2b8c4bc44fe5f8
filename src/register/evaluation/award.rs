//! Deeds at the end: the check of the arithmetic, and the award.

use uuid::Uuid;

use crate::domain::evaluation::{
    Award, Bid, Check, Commitment, Evaluation, LotNo, Missing, Piece, Ranking, TieBreak, Withheld,
    rank,
};
use crate::domain::{Date, KeyDate, text};
use crate::register::evaluation::act::NewAward;
use crate::register::evaluation::{Deed, Evaluating, optional, optional_line};
use crate::register::{Fault, Result};

/// The SHA-256 of every figure of a ranking: what a check of the arithmetic was about.
pub(super) fn figures(of: &Evaluation, ranking: &Ranking) -> String {
    use std::fmt::Write as _;
    let mut lines = String::new();
    for tally in &ranking.tallies {
        let price = of.bids.get(&tally.bid).and_then(|bid| bid.price);
        let _ = write!(lines, "{} {:?}", tally.bid, price.map(crate::domain::Money::pence));
        for section in &tally.sections {
            let _ = write!(lines, " {}={:?}", section.section, section.points);
            for scored in &section.questions {
                let _ = write!(lines, " {}={:?}/{}", scored.question, scored.score, scored.of);
            }
        }
        let place = tally.place.map(|place| place.to_string());
        let _ = writeln!(lines, " {:?} {:?} {:?}", tally.total, tally.index, place);
    }
    crate::register::library::sha256_of(lines.as_bytes())
}

impl Evaluating<'_> {
    /// The ranking of a lot, when every figure of it is there.
    fn complete(&self, lot: LotNo) -> Result<Ranking> {
        self.is_open(lot)?;
        self.is_sound(lot)?;
        let ranking = rank(&self.of, lot);
        let Some(first) = ranking.missing.first() else { return Ok(ranking) };
        let supplier = |bid: &Uuid| {
            self.of.bids.get(bid).map(|bid| text::visible(&bid.supplier)).unwrap_or_default()
        };
        let what = match first {
            Missing::Bids => "there are no bids".to_owned(),
            Missing::Price { bid } => format!("the price of {}", supplier(bid)),
            Missing::Consensus { bid, question } => format!(
                "the agreed score for {} of {}",
                self.of.question_words(*question),
                supplier(bid)
            ),
        };
        let more = match ranking.missing.len() {
            1 => String::new(),
            count => format!(", and {} more", count - 1),
        };
        Err(Fault::invalid(format!("There is no result yet. Missing: {what}{more}.")))
    }

    pub(super) fn check(
        &self,
        lot: LotNo,
        by: &str,
        day: Date,
        note: Option<&str>,
    ) -> Result<Deed> {
        let ranking = self.complete(lot)?;
        let by = text::line("Who checked", by)?;
        let name = |text: &str| text.trim().to_lowercase();
        let recorded = self
            .of
            .consensus
            .iter()
            .filter(|((bid, _), _)| self.of.bids.get(bid).is_some_and(|bid| bid.lot == lot));
        if recorded.into_iter().any(|(_, agreed)| name(&agreed.officer) == name(&by)) {
            return Err(Fault::Invalid {
                message: format!(
                    "{} recorded the scores; a second person checks the arithmetic.",
                    text::visible(&by)
                ),
                hint: Some("Name the colleague who worked the figures out again.".to_owned()),
            });
        }
        let record = Check {
            day,
            note: optional("The note", note)?,
            figures: figures(&self.of, &ranking),
            officer: self.doing.context.officer.clone(),
            by,
        };
        let said = format!("{} checked the arithmetic of lot {lot}", text::visible(&record.by));
        Ok(Deed::new(said, vec![Piece::Check { lot, record: Some(record) }]))
    }

    pub(super) fn award(&self, lot: LotNo, new: &NewAward) -> Result<Deed> {
        let ranking = self.complete(lot)?;
        let bid = self.find_bid(new.bid)?;
        let first = ranking.first();
        if !first.iter().any(|tally| tally.bid == new.bid) {
            return Err(Fault::Invalid {
                message: format!(
                    "{} is not first; the award goes to the most advantageous tender by the published criteria.",
                    text::visible(&bid.supplier)
                ),
                hint: Some("Procurement Act 2023 s.19(1) and (2). Where the first bid cannot be awarded, it is excluded, disregarded or withdrawn, with a reason; then the places are worked out again.".to_owned()),
            });
        }
        let tied = first.len() > 1;
        let tie_break = optional("The tie-break", new.tie_break.as_deref())?;
        let by_rule = first.iter().any(|tally| tally.place.is_some_and(|place| place.by_tie_break));
        if tied && tie_break.is_none() {
            return Err(Fault::Invalid {
                message: format!("{} bids share the first place.", first.len()),
                hint: Some(
                    "Say how the published tie-break was applied, and how it came out.".to_owned(),
                ),
            });
        }
        let role = optional_line("The role", new.role.as_deref())?;
        self.sign_off(role.as_deref())?;
        let withheld = new
            .withheld
            .iter()
            .map(|one| {
                Ok(Withheld {
                    what: text::line("What is withheld", &one.what)?,
                    reason: text::note("Why it is withheld", &one.reason)?,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        if new.day > self.doing.context.today {
            return Err(Fault::invalid("The day of the decision has not come yet."));
        }
        let (at, officer) = self.doing.at();
        let record = Award {
            bid: new.bid,
            decided_by: text::line("Who decided", &new.decided_by)?,
            role,
            day: new.day,
            reasons: text::note("The reasons", &new.reasons)?,
            tie_break: match (tied, by_rule) {
                (true, _) => tie_break,
                (false, true) => {
                    self.of.lots.get(&lot).and_then(|terms| self.tie_words(&terms.tie_break))
                }
                (false, false) => None,
            },
            withheld,
            at: at.to_owned(),
            officer: officer.to_owned(),
        };
        let said = format!(
            "awarded {} to {}",
            match self.of.lots.len() {
                1 => "the tender".to_owned(),
                _ => format!("lot {lot}"),
            },
            text::visible(&bid.supplier)
        );
        let mut pieces = vec![Piece::Award { lot, record: Some(record) }];
        pieces.extend(self.of.offers.iter().filter(|((of, _), _)| *of == new.bid).map(
            |((bid, measure), offer)| {
                let uid = Uuid::now_v7();
                let record = Commitment {
                    uid,
                    bid: *bid,
                    measure: measure.clone(),
                    quantity: offer.quantity,
                    words: offer.words.clone(),
                };
                Piece::Commitment { uid, record: Some(record) }
            },
        ));
        Ok(Deed::new(said, pieces).warning(self.warnings_of_award(lot, bid, new.day)))
    }

    /// What somebody should know of an award that nothing forbids.
    fn warnings_of_award(&self, lot: LotNo, bid: &Bid, day: Date) -> Vec<String> {
        let mut found = Vec::new();
        if bid.late {
            found.push(
                "The winning bid is recorded as late: an auditor will ask why it was admitted."
                    .to_owned(),
            );
        }
        let due = self.doing.case.dates.get(&KeyDate::TenderDeadline).copied();
        let newest = self.of.bids_for(lot).filter(|bid| !bid.late).filter_map(Bid::day).max();
        if let Some(due) = due.filter(|due| day < *due) {
            found.push(format!(
                "The decision lies before the last day for tenders, {}.",
                due.british()
            ));
        } else if let Some(newest) = newest.filter(|newest| day < *newest) {
            found.push(format!(
                "The decision lies before the day on which the last bid came in, {}.",
                newest.british()
            ));
        }
        found
    }

    /// How the published tie-break put one bid first, in words.
    fn tie_words(&self, tie_break: &TieBreak) -> Option<String> {
        match tie_break {
            TieBreak::None | TieBreak::Words { .. } => None,
            TieBreak::LowerPrice => Some("The lower price, as published.".to_owned()),
            TieBreak::Section { section } => {
                let (_, section) = self.of.sections.get(section)?;
                Some(format!("More points for “{}”, as published.", text::visible(&section.title)))
            }
        }
    }

    /// Checks that the role is one that the policy names, where it names some.
    fn sign_off(&self, role: Option<&str>) -> Result<()> {
        let determination = self.doing.case.determination();
        let named: Vec<&str> = determination
            .sign_off
            .iter()
            .filter(|finding| finding.needs.is_empty())
            .map(|finding| finding.role.as_str())
            .collect();
        let given = role.map(str::to_lowercase);
        let fits = |named: &&str| given.as_deref() == Some(named.to_lowercase().as_str());
        if named.is_empty() || named.iter().any(fits) {
            return Ok(());
        }
        Err(Fault::Invalid {
            message: match role {
                Some(role) => {
                    format!("The policy does not name {} for this tender.", text::visible(role))
                }
                None => "The policy names who signs the award off; the role is missing.".to_owned(),
            },
            hint: Some(format!("It names {}.", named.join(" and "))),
        })
    }

    pub(super) fn revoke_award(&self, lot: LotNo, reason: &str) -> Result<Deed> {
        let Some(award) = self.of.awards.get(&lot) else {
            return Err(Fault::invalid("Nothing is awarded."));
        };
        text::note("The reason", reason)?;
        let supplier = self.find_bid(award.bid)?;
        let mut pieces = vec![Piece::Award { lot, record: None }];
        let carried = self.of.commitments.values().filter(|one| one.bid == award.bid);
        pieces.extend(carried.map(|one| Piece::Commitment { uid: one.uid, record: None }));
        let said = format!("revoked the award to {}", text::visible(&supplier.supplier));
        Ok(Deed::new(said, pieces))
    }
}
