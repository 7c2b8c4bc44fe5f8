//! The rules of what may be recorded after the award, and what is said where nothing forbids it
//! but somebody should know.

use uuid::Uuid;

use crate::domain::contract::{
    Contract, ContractFile, ContractKind, ContractPiece, ContractRecord as R, Counting, Delivery,
    FigureKind, KpiRating, Schedule, Standing, VariationKind, overlaps, progress,
};
use crate::domain::{Date, text};
use crate::register::contract::{Contracting, gone};
use crate::register::{Fault, Result};

impl Contracting<'_> {
    /// Checks that a record may be added, or take the place of another.
    pub(super) fn allows(
        &self,
        uid: Uuid,
        record: &R,
        before: Option<&R>,
        reason: Option<&str>,
    ) -> Result<()> {
        let has_reason = reason.is_some_and(|reason| !reason.trim().is_empty());
        if let Some(contract) = self.of.contract_of(record, uid)
            && !matches!(record, R::Contract(_))
        {
            self.find_contract(contract)?;
            self.may_still_change(contract, record, has_reason)?;
        }
        match (record, before) {
            (R::Contract(of), before) => {
                let before = match before {
                    Some(R::Contract(before)) => Some(&**before),
                    _ => None,
                };
                self.allows_contract(of, before, has_reason)
            }
            (R::Variation(of), _) => {
                let contract = self.find_contract(of.contract)?;
                let (missing, what) = match of.about {
                    VariationKind::Extension => (of.ends.is_none(), "the new last day"),
                    VariationKind::Value => (of.value.is_none(), "the new value"),
                    _ => (false, ""),
                };
                if missing {
                    return Err(Fault::invalid(format!(
                        "A change that is called “{}” needs {what}.",
                        of.about.words()
                    )));
                }
                if of.ends.is_some_and(|ends| ends < contract.starts) {
                    return Err(Fault::invalid(
                        "The new last day lies before the contract begins.",
                    ));
                }
                self.not_to_come("The agreement", of.day)
            }
            (R::Paper(of), _) if of.document.is_none() => {
                Err(Fault::invalid("There is no document: write a note, a link or a file."))
            }
            (R::Figure(of), before) => self.allows_figure(uid, of, before.is_some()),
            (R::Kpi(of), _) if !(1..=120).contains(&of.every_months) => Err(Fault::invalid(
                "An indicator is assessed every 1 to 120 months; the law asks for at least once in 12.",
            )),
            (R::Assessment(of), _) => self.allows_assessment(of),
            (R::Commitment(of), before) => self.allows_commitment(uid, of, before, has_reason),
            (R::Delivery(of), before) => self.allows_delivery(of, before),
            (R::Review(of), _) => match of.held {
                Some(held) => self.not_to_come("The review", held),
                None if of.minutes.is_some() => Err(Fault::Invalid {
                    message: "There are minutes of a review that was not held.".to_owned(),
                    hint: Some("Give the day on which it was held.".to_owned()),
                }),
                None => Ok(()),
            },
            (R::Action(of), _) => {
                if of.dropped && of.outcome.is_none() {
                    return Err(Fault::invalid("An action is dropped with a reason."));
                }
                of.done.map_or(Ok(()), |done| self.not_to_come("The action", done))
            }
            (R::SlaveryRisk(of), _) => {
                if of.level < of.greatest() && of.reasons.is_none() {
                    return Err(Fault::invalid(format!(
                        "One side of the risk is {}; a lower level as a whole needs a reason.",
                        of.greatest().words()
                    )));
                }
                self.not_to_come("The assessment", of.day)
            }
            (R::Concern(of), _) => {
                if of.reported_on.is_some() != of.reported_to.is_some() {
                    return Err(Fault::invalid(
                        "A report has a day, and somebody to whom it was made.",
                    ));
                }
                if of.reported_on.is_some_and(|day| day < of.day) {
                    return Err(Fault::invalid("It would be reported before it was raised."));
                }
                of.reported_on.map_or(Ok(()), |day| self.not_to_come("The report", day))?;
                self.not_to_come("The concern", of.day)
            }
            (R::ExitPlan(of), _) => {
                of.done.map_or(Ok(()), |done| self.not_to_come("The handover", done))
            }
            (R::Diligence(of), _) => self.not_to_come("The step", of.day),
            (R::FinalAccount(of), _) => self.allows_account(of.contract, of.day),
            (R::LessonRead(_), None) => {
                Err(Fault::invalid("A lesson is read where it is offered."))
            }
            _ => Ok(()),
        }
    }

    /// Checks a delivery against its commitment.
    pub(super) fn fits(&self, of: &Delivery) -> Result<()> {
        let Some(commitment) = self.of.commitments.get(&of.commitment) else {
            return Err(gone(ContractKind::Commitment));
        };
        if self.of.is_settled(commitment.contract) {
            return Err(settled());
        }
        self.not_to_come("The delivery", of.day)?;
        if of.from.is_some_and(|from| from > of.day) {
            return Err(Fault::invalid("The delivery would end before it begins."));
        }
        match (commitment.quantity, of.quantity) {
            (Some(_), None) => {
                let unit = commitment.unit.as_deref().map(text::visible);
                return Err(Fault::invalid(format!(
                    "The commitment is counted{}: say how much was delivered.",
                    unit.map_or_else(String::new, |unit| format!(" in {unit}"))
                )));
            }
            (None, Some(_)) => {
                return Err(Fault::Invalid {
                    message: "The commitment is not counted; each delivery counts once.".to_owned(),
                    hint: Some("Say in words what was delivered.".to_owned()),
                });
            }
            (_, Some(quantity)) if quantity.is_sign_negative() || quantity.is_zero() => {
                return Err(Fault::Invalid {
                    message: "A delivery is more than nothing.".to_owned(),
                    hint: Some(
                        "What was recorded too high is corrected, with a reason.".to_owned(),
                    ),
                });
            }
            (None, None) if of.words.is_none() && of.evidence.is_none() => {
                return Err(Fault::invalid("Say what was delivered."));
            }
            _ => {}
        }
        match (commitment.counting, of.from) {
            (Counting::OverTime, None) => {
                Err(Fault::invalid("The commitment counts over time: say from which day to which."))
            }
            _ => Ok(()),
        }
    }

    /// Checks that a day is not still to come.
    pub(super) fn not_to_come(&self, what: &str, day: Date) -> Result<()> {
        if day > self.doing.context.today {
            return Err(Fault::invalid(format!(
                "{what} would be on {}, which is still to come.",
                day.british()
            )));
        }
        Ok(())
    }

    /// Checks that nothing hangs on a record that goes.
    pub(super) fn may_go(&self, uid: Uuid, record: &R) -> Result<()> {
        let of = &self.of;
        if let Some(contract) = of.contract_of(record, uid)
            && of.is_settled(contract)
            && !matches!(record, R::FinalAccount(_) | R::Lesson(_))
        {
            return Err(settled());
        }
        let hangs = match record {
            R::Contract(_) => {
                let records = of.commitments.values().any(|one| one.contract == uid)
                    || of.variations.values().any(|one| one.contract == uid)
                    || of.papers.values().any(|one| one.contract == uid)
                    || of.figures.values().any(|one| one.contract == uid)
                    || of.kpis.values().any(|one| one.contract == uid)
                    || of.reviews.values().any(|one| one.contract == uid)
                    || of.actions.values().any(|one| one.contract == uid)
                    || of.risks.values().any(|one| one.contract == uid)
                    || of.slavery_risks.values().any(|one| one.contract == uid)
                    || of.diligence.values().any(|one| one.contract == uid)
                    || of.concerns.values().any(|one| one.contract == uid)
                    || of.logistics.values().any(|one| one.contract == uid)
                    || of.lessons.values().any(|one| one.contract == Some(uid));
                records.then_some("records")
            }
            R::Commitment(commitment) => {
                let contract = of.contracts.get(&commitment.contract);
                if contract.is_some_and(|contract| contract.signed.is_some()) {
                    return Err(Fault::Invalid {
                        message: "The contract is signed: what was promised stays on record."
                            .to_owned(),
                        hint: Some(
                            "Waive what is no longer asked for, with a reason; one that was entered twice, too."
                                .to_owned(),
                        ),
                    });
                }
                let delivered = of.deliveries.values().any(|one| one.commitment == uid);
                delivered.then_some("deliveries")
            }
            R::Kpi(_) => {
                let assessed = of.assessments.values().any(|one| one.kpi == uid);
                assessed.then_some("assessments")
            }
            R::Variation(_) => {
                let changed = of.commitments.values().any(|one| one.variation == Some(uid));
                changed.then_some("commitments")
            }
            R::Delivery(_) => {
                return Err(Fault::Invalid {
                    message: "A delivery is not taken away; what was recorded stays on record."
                        .to_owned(),
                    hint: Some("Withdraw it with a reason: it no longer counts then.".to_owned()),
                });
            }
            _ => None,
        };
        match hangs {
            None => Ok(()),
            Some(what) => Err(Fault::Invalid {
                message: format!(
                    "There are {what} that belong to it; it cannot be taken away before them."
                ),
                hint: Some(match record {
                    R::Commitment(_) => {
                        "Waive what is no longer asked for, with a reason.".to_owned()
                    }
                    R::Kpi(_) => "Drop it with a reason: it is no longer assessed then.".to_owned(),
                    _ => "Take those away first, or leave it.".to_owned(),
                }),
            }),
        }
    }

    fn allows_contract(
        &self,
        of: &Contract,
        before: Option<&Contract>,
        has_reason: bool,
    ) -> Result<()> {
        if self.doing.change.supplier_version(of.supplier)?.is_none() {
            return Err(Fault::Invalid {
                message: "That supplier is not in the directory.".to_owned(),
                hint: Some("Add the supplier first.".to_owned()),
            });
        }
        if of.ends < of.starts {
            return Err(Fault::invalid(format!(
                "The contract would end on {}, before it begins on {}.",
                of.ends.british(),
                of.starts.british()
            )));
        }
        if of.extendable_to.is_some_and(|day| day <= of.ends) {
            return Err(Fault::invalid(
                "The day up to which it may be extended lies after its last day.",
            ));
        }
        if let Some(signed) = of.signed {
            self.not_to_come("The signature", signed)?;
        }
        if of.review_months == Some(0) {
            return Err(Fault::invalid("Reviews are at least one month apart."));
        }
        if let Some(ended) = &of.ended {
            self.not_to_come("The end", ended.day)?;
            if ended.day < of.starts {
                return Err(Fault::invalid("The contract would have ended before it began."));
            }
        }
        let Some(before) = before.filter(|before| before.signed.is_some()) else { return Ok(()) };
        let terms = |one: &Contract| (one.supplier, one.value, one.starts, one.ends, one.signed);
        if terms(before) != terms(of) && !has_reason {
            return Err(Fault::Invalid {
                message: "The contract is signed: its supplier, value and days stand.".to_owned(),
                hint: Some(
                    "Record what was agreed since as a change of the contract; to mend a slip of the pen, give a reason."
                        .to_owned(),
                ),
            });
        }
        Ok(())
    }

    fn allows_figure(
        &self,
        uid: Uuid,
        of: &crate::domain::contract::Figure,
        changed: bool,
    ) -> Result<()> {
        let twin = self.of.figures.iter().any(|(other, figure)| {
            let same =
                (figure.contract, figure.year, figure.about) == (of.contract, of.year, of.about);
            same && (!changed || *other != uid)
        });
        let amount = |about| {
            let figures = self.of.figures.values();
            let mut same = figures.filter(|one| one.contract == of.contract && one.year == of.year);
            same.find(|one| one.about == about).map(|one| one.amount)
        };
        let (spend, local) = match of.about {
            FigureKind::Spend => (Some(of.amount), amount(FigureKind::LocalSpend)),
            FigureKind::LocalSpend => (amount(FigureKind::Spend), Some(of.amount)),
            _ => (None, None),
        };
        if let (Some(spend), Some(local)) = (spend, local)
            && local > spend
        {
            return Err(Fault::invalid(format!(
                "Local spend of {} would be more than the spend of {} that it is part of.",
                local.short(),
                spend.short()
            )));
        }
        if twin {
            return Err(Fault::Invalid {
                message: format!(
                    "There is a figure for {} in {} already.",
                    of.about.words(),
                    of.year
                ),
                hint: Some("Change that one.".to_owned()),
            });
        }
        Ok(())
    }

    fn allows_assessment(&self, of: &crate::domain::contract::Assessment) -> Result<()> {
        let Some(kpi) = self.of.kpis.get(&of.kpi) else { return Err(gone(ContractKind::Kpi)) };
        if of.to < of.from {
            return Err(Fault::invalid("The assessment would end before it begins."));
        }
        self.not_to_come("The last day that is assessed", of.to)?;
        if kpi.dropped.is_some() {
            return Err(Fault::invalid("That indicator is no longer assessed."));
        }
        if of.rating != KpiRating::Good && of.reasons.is_none() {
            return Err(Fault::invalid(format!(
                "“{}” needs a reason that the supplier can answer to.",
                of.rating.words()
            )));
        }
        Ok(())
    }

    fn allows_commitment(
        &self,
        uid: Uuid,
        of: &crate::domain::contract::Commitment,
        before: Option<&R>,
        has_reason: bool,
    ) -> Result<()> {
        if let Some(fault) = of.schedule.fault() {
            return Err(Fault::invalid(fault));
        }
        if of.quantity.is_some_and(|quantity| quantity.is_sign_negative() || quantity.is_zero()) {
            return Err(Fault::invalid("A commitment is more than nothing."));
        }
        if of.quantity.is_none() && of.counting == Counting::OverTime {
            return Err(Fault::invalid("What counts over time needs a quantity."));
        }
        if let Some(variation) = of.variation
            && self.of.variations.get(&variation).is_none_or(|one| one.contract != of.contract)
        {
            return Err(Fault::not_found("That change is not one of this contract."));
        }
        if let Some(settled) = &of.settled {
            self.not_to_come("The decision", settled.day)?;
            let before = match before {
                Some(R::Commitment(before)) => before.settled.as_ref(),
                _ => None,
            };
            let open = crate::domain::contract::Commitment { settled: None, ..of.clone() };
            let progress = progress(&self.of, uid, &open, self.doing.context.today);
            if before.is_none() && progress.standing == Standing::Delivered {
                return Err(Fault::invalid(
                    "All of it is delivered: nothing is left to waive or to call short.",
                ));
            }
        }
        let signed = self.find_contract(of.contract)?.signed.is_some();
        let obliges = |one: &crate::domain::contract::Commitment| {
            (
                one.quantity,
                one.schedule.clone(),
                one.counting,
                one.measure.clone(),
                one.unit.clone(),
            )
        };
        // A change of the contract that was named for an earlier change is no agreement to this one.
        let agreed = match before {
            Some(R::Commitment(before)) => {
                obliges(before) == obliges(of)
                    || (of.variation.is_some() && of.variation != before.variation)
            }
            _ => of.variation.is_some(),
        };
        if signed && !agreed && !has_reason {
            return Err(Fault::Invalid {
                message: "The contract is signed: what the supplier has to deliver changes by agreement only."
                    .to_owned(),
                hint: Some(
                    "Record the change of the contract first and name it here; to fill in what the contract says, give that as the reason."
                        .to_owned(),
                ),
            });
        }
        Ok(())
    }

    fn allows_delivery(&self, of: &Delivery, before: Option<&R>) -> Result<()> {
        if let Some(R::Delivery(before)) = before {
            let figures = |one: &Delivery| (one.day, one.from, one.quantity, one.words.clone());
            if figures(before) != figures(of) || before.commitment != of.commitment {
                return Err(Fault::Invalid {
                    message: "What was delivered is on record.".to_owned(),
                    hint: Some("Correct it with a reason; how it stood before stays.".to_owned()),
                });
            }
        }
        self.fits(of)
    }

    /// The account closes once every commitment is delivered, waived, or short with a reason.
    fn allows_account(&self, contract: Uuid, day: Date) -> Result<()> {
        self.not_to_come("The account", day)?;
        let open: Vec<String> = self
            .of
            .commitments
            .iter()
            .filter(|(_, one)| one.contract == contract)
            .filter(|(uid, one)| {
                progress(&self.of, **uid, one, self.doing.context.today).standing.is_open()
            })
            .map(|(_, one)| format!("“{}”", text::visible(&one.title)))
            .collect();
        if open.is_empty() {
            return Ok(());
        }
        Err(Fault::Invalid {
            message: format!(
                "The account cannot be closed: not delivered, and nobody has said what becomes of it: {}.",
                open.join(", ")
            ),
            hint: Some(
                "Record the delivery, or waive the rest or call it short, with a reason."
                    .to_owned(),
            ),
        })
    }

    /// A contract whose account is closed stands; lessons, documents and what follows from a
    /// review can still be written.
    fn may_still_change(&self, contract: Uuid, record: &R, has_reason: bool) -> Result<()> {
        let stands = matches!(
            record,
            R::Commitment(_) | R::Delivery(_) | R::Variation(_) | R::Kpi(_) | R::FinalAccount(_)
        );
        let same_account = matches!(record, R::FinalAccount(_)) && has_reason;
        if self.of.is_settled(contract) && stands && !same_account {
            return Err(settled());
        }
        Ok(())
    }
}

/// The fault where the final account is closed.
pub(super) fn settled() -> Fault {
    Fault::Invalid {
        message: "The final account of the contract is closed.".to_owned(),
        hint: Some("Take the account away first, with a reason.".to_owned()),
    }
}

/// What somebody should know of a change that was allowed.
pub(super) fn warnings(
    before: &ContractFile,
    after: &ContractFile,
    pieces: &[ContractPiece],
) -> Vec<String> {
    let mut found = Vec::new();
    let known = overlaps(before);
    for overlap in overlaps(after) {
        // What was said of an earlier delivery does not speak for one that is new.
        let own = after.deliveries.get(&overlap.delivery).and_then(|one| one.distinct.as_ref());
        if own.is_some() || known.iter().any(|before| before.delivery == overlap.delivery) {
            continue;
        }
        let other = after
            .deliveries
            .get(&overlap.other)
            .and_then(|delivery| after.commitments.get(&delivery.commitment));
        let other = other.map_or_else(String::new, |one| text::visible(&one.title));
        found.push(format!(
            "This may be counted twice: another delivery of “{other}” looks like the same, {}. Say why it is not, or withdraw one.",
            overlap.why
        ));
    }
    for piece in pieces {
        match &piece.is {
            Some(R::Delivery(delivery)) => {
                warn_of_delivery(before, after, piece.uid, delivery, &mut found);
            }
            Some(R::Commitment(commitment)) => {
                if let Some((from, until)) = commitment.schedule.left_over() {
                    found.push(format!(
                        "From {} to {} there is no whole period, so nothing falls due in it.",
                        from.british(),
                        until.british()
                    ));
                }
                let starts = after.contracts.get(&commitment.contract).map(|one| one.starts);
                if let Some(starts) = starts.filter(|starts| commitment.schedule.first() < *starts)
                {
                    let what = match commitment.schedule {
                        Schedule::By { .. } => "It falls due",
                        Schedule::Every { .. } | Schedule::Evenly { .. } => "It begins",
                    };
                    found.push(format!(
                        "{what} before the first day of the contract, {}.",
                        starts.british()
                    ));
                }
                let ends = after.ends(commitment.contract);
                if let (Some(last), Some(ends)) = (commitment.schedule.last(), ends)
                    && last > ends
                {
                    found.push(format!(
                        "It falls due after the last day of the contract, {}.",
                        ends.british()
                    ));
                }
            }
            Some(R::Figure(figure)) => {
                let starts = after.contracts.get(&figure.contract).map(|one| one.starts);
                let outside = figure.year.last().zip(starts).is_some_and(|(last, of)| last < of)
                    || figure
                        .year
                        .first()
                        .zip(after.ends(figure.contract))
                        .is_some_and(|(first, of)| first > of);
                if outside {
                    found.push(format!("The contract did not run in {}.", figure.year));
                }
            }
            Some(R::Assessment(assessment)) => {
                let kpi = after.kpis.get(&assessment.kpi);
                let contract = kpi.and_then(|kpi| after.contracts.get(&kpi.contract));
                if contract.is_some_and(|contract| assessment.from < contract.starts) {
                    found.push("The assessment begins before the contract.".to_owned());
                }
            }
            Some(R::Action(action)) if !before.actions.contains_key(&piece.uid) => {
                let starts = after.contracts.get(&action.contract).map(|one| one.starts);
                if starts.is_some_and(|starts| action.due < starts) {
                    found.push("The action would be due before the contract begins.".to_owned());
                }
            }
            _ => {}
        }
    }
    found
}

/// What somebody should know of a delivery that was recorded, corrected or checked.
fn warn_of_delivery(
    before: &ContractFile,
    after: &ContractFile,
    uid: Uuid,
    delivery: &Delivery,
    found: &mut Vec<String>,
) {
    let Some(commitment) = after.commitments.get(&delivery.commitment) else { return };
    if !delivery.counts() {
        return;
    }
    let contract = after.contracts.get(&commitment.contract);
    if let Some(ends) = after.ends(commitment.contract).filter(|ends| delivery.day > *ends) {
        found.push(format!(
            "The delivery lies after the last day of the contract, {}.",
            ends.british()
        ));
    }
    if let Some(contract) = contract.filter(|contract| delivery.day < contract.starts) {
        found.push(format!(
            "The delivery lies before the first day of the contract, {}.",
            contract.starts.british()
        ));
    }
    let told = |file: &ContractFile| progress(file, delivery.commitment, commitment, delivery.day);
    let (now, then) = (told(after), told(before));
    if now.delivered > now.total && now.delivered != then.delivered {
        found.push(format!(
            "That makes {} of {} promised: see that the quantity is right.",
            commitment.amount(&now.delivered),
            commitment.amount(&now.total)
        ));
    }
    let newly = before.deliveries.get(&uid).is_none_or(|before| before.verified.is_none());
    if let Some(verified) = delivery.verified.as_ref().filter(|_| newly) {
        if delivery.evidence.is_none() {
            found.push("It is verified without evidence attached.".to_owned());
        }
        if verified.by.trim().eq_ignore_ascii_case(delivery.officer.trim()) {
            found.push("Who verified it is who recorded it.".to_owned());
        }
    }
}

/// Whether a commitment that stands like this belongs in front.
pub(super) const fn is_pressing(standing: Standing) -> bool {
    matches!(standing, Standing::Late | Standing::AtRisk)
}
