//! What suppliers have to deliver against what they delivered, by measure and unit.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use crate::domain::contract::{Commitment, Counting, Progress, Standing, progress};
use crate::domain::exact::Exact;
use crate::register::{Account, Firms, awarded, ran_in};
use crate::report::annual::figures::{Figure, Frame, Pounds, Share, Tender, per_cent};
use crate::report::annual::outcomes::{named, same_unit, under};

/// How commitments are counted.
pub(super) const COUNTED: &str = "Counted are the commitments of contracts that ran on at least one day of the year, extensions and early ends included; while the year runs, contracts that begin later in it are among them. What was due and what was delivered is taken at the end of the year, or on the day of the report while the year runs, from the beginning of each contract; what fell due and was delivered within the year stands beside it. Figures are added up only within one measure and one unit; a commitment that is tied to no measure stands under its own title. Where something is counted over time, a year of one full-time person is 1. Where no quantity was promised, each due day counts as 1. Of what was waived only what was delivered counts as promised. What is missing is added up commitment by commitment, so that more of one never covers less of another. Withdrawn deliveries do not count. A commitment counts as delivered as far as it was due, where nothing of it was missing on that day; those of which nothing was due yet, and those that were waived, are not in that share.";

/// Commitments and deliveries of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commitments {
    /// How they are counted.
    pub counted: &'static str,
    /// The contracts that they hang on.
    pub contracts: Contracts,
    /// How many commitments there are.
    pub commitments: usize,
    /// How many of those of which something was due were delivered as far as they were due.
    pub delivered_when_due: Share,
    /// How many stand in each way.
    pub standings: Vec<StandingCount>,
    /// By measure and unit.
    pub list: Vec<Promised>,
    /// Those of which something that was due is missing.
    pub behind: Vec<Behind>,
    /// How many were left out because they are withheld from publication.
    pub withheld: usize,
    /// What is not known.
    pub gaps: Vec<String>,
}

/// The contracts of the year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contracts {
    /// How many ran in the year.
    pub ran: usize,
    /// How many of them have commitments.
    pub with_commitments: usize,
    /// How many were signed, or else began, in the year.
    pub signed: usize,
    /// The values of those added up, with the changes that were agreed; nothing where none has a
    /// value on record.
    pub value_signed: Option<Pounds>,
    /// How many of those have no value on record.
    pub signed_without_value: usize,
    /// How many reviews were held in the year.
    pub reviews_held: usize,
    /// How many of the contracts that ran were reviewed in the year.
    pub reviewed: usize,
    /// The value that those reviews measured in money; nothing where none measured any.
    pub measured: Option<Pounds>,
}

/// How many commitments stand in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StandingCount {
    /// In which way.
    pub standing: Standing,
    /// How many.
    pub commitments: usize,
}

/// What was promised of one measure in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Promised {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub authority: String,
    /// What the measure belongs to in the policy.
    pub under: Option<String>,
    /// The measure; nothing where the commitments are tied to none.
    pub measure: Option<String>,
    /// What it is called.
    pub title: String,
    /// What it is counted in; nothing where no quantity was promised.
    pub unit: Option<String>,
    /// How deliveries add up.
    pub counting: Counting,
    /// Whether quantities were promised; each due day counts as 1 where not.
    pub quantified: bool,
    /// How many commitments.
    pub commitments: usize,
    /// All that was promised.
    pub promised: Figure,
    /// What of it was due by the day of the figures.
    pub due: Figure,
    /// What was delivered by then.
    pub delivered: Figure,
    /// What of that somebody has checked.
    pub verified: Figure,
    /// What was due and is missing, commitment by commitment.
    pub missing: Figure,
    /// What fell due within the year.
    pub due_in_year: Figure,
    /// What was delivered within the year.
    pub delivered_in_year: Figure,
    /// What was delivered in per cent of what was due; nothing where nothing was due.
    pub share_of_due: Option<Figure>,
}

/// A commitment of which something that was due is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Behind {
    /// The tender.
    pub tender: Tender,
    /// The name of the supplier.
    pub supplier: String,
    /// The commitment.
    pub title: String,
    /// What was due, with its unit.
    pub due: String,
    /// What was delivered.
    pub delivered: String,
    /// What is missing.
    pub missing: String,
    /// How it stands.
    pub standing: Standing,
}

/// Policy, measure or title, unit, how deliveries add up, whether quantified.
type Key = (String, String, Option<String>, Counting, bool);

/// The sums of one measure in one unit.
#[derive(Debug, Default)]
struct Sums {
    commitments: usize,
    promised: Exact,
    due: Exact,
    delivered: Exact,
    verified: Exact,
    missing: Exact,
    due_before: Exact,
    delivered_before: Exact,
}

/// What a line is called.
#[derive(Debug)]
struct Heading {
    authority: String,
    under: Option<String>,
    measure: Option<String>,
    title: String,
    unit: Option<String>,
}

/// Gathers commitments.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    contracts: Contracts,
    lines: BTreeMap<Key, (Heading, Sums)>,
    answers: Vec<Option<bool>>,
    standings: BTreeMap<Standing, usize>,
    behind: Vec<Behind>,
    withheld: usize,
    not_verified: (usize, usize),
}

impl Gathered {
    pub(super) fn add(&mut self, account: &Account, firms: &Firms, frame: &Frame) {
        let file = &account.contracts;
        for (uid, contract) in &file.contracts {
            if frame.holds(awarded(contract)) {
                self.contracts.signed += 1;
                match file.value(*uid) {
                    Some(value) => {
                        self.contracts.value_signed.get_or_insert_default().add(value);
                    }
                    None => self.contracts.signed_without_value += 1,
                }
            }
            if !ran_in(file, *uid, frame.year) {
                continue;
            }
            self.contracts.ran += 1;
            self.reviews(account, *uid, frame);
            let supplier = firms.firm(contract.supplier).1;
            let supplier = supplier.map_or("not recorded", |firm| firm.supplier.name.as_str());
            let mut has_some = false;
            for (commitment, of) in file.commitments.iter().filter(|(_, of)| of.contract == *uid) {
                has_some = true;
                if of.withheld.is_some() && frame.is_published() {
                    self.withheld += 1;
                    continue;
                }
                self.commitment(account, (*commitment, of), supplier, frame);
            }
            self.contracts.with_commitments += usize::from(has_some);
        }
    }

    fn reviews(&mut self, account: &Account, contract: Uuid, frame: &Frame) {
        let mut reviewed = false;
        for review in account.contracts.reviews.values().filter(|one| one.contract == contract) {
            if review.held.is_some_and(|day| frame.holds(day)) {
                reviewed = true;
                self.contracts.reviews_held += 1;
                if let Some(measured) = review.measured {
                    self.contracts.measured.get_or_insert_default().add(measured);
                }
            }
        }
        self.contracts.reviewed += usize::from(reviewed);
    }

    fn commitment(
        &mut self,
        account: &Account,
        (uid, of): (Uuid, &Commitment),
        supplier: &str,
        frame: &Frame,
    ) {
        let file = &account.contracts;
        let now = progress(file, uid, of, frame.as_of);
        let before = frame.first.day_before().map(|day| progress(file, uid, of, day));
        let waived = now.standing == Standing::Waived;
        *self.standings.entry(now.standing).or_default() += 1;
        let missing = positive(&now.expected, &now.delivered);
        if !waived && !now.expected.is_zero() {
            self.answers.push(Some(missing.is_zero()));
        }
        self.not_verified.1 += usize::from(now.deliveries > 0);
        self.not_verified.0 += usize::from(now.delivered > now.verified);
        let (heading, key) = heading(account, of);
        let sums = &mut self.lines.entry(key).or_insert_with(|| (heading, Sums::default())).1;
        sums.add(&now, before.as_ref(), &missing);
        if !waived && !missing.is_zero() {
            self.behind.push(Behind {
                tender: Tender::of(account),
                supplier: supplier.to_owned(),
                title: of.title.clone(),
                due: of.amount(&now.expected),
                delivered: of.amount(&now.delivered),
                missing: of.amount(&missing),
                standing: now.standing,
            });
        }
    }

    pub(super) fn done(mut self, frame: &Frame) -> Commitments {
        self.behind.sort_by(|one, other| {
            let key =
                |one: &Behind| (one.standing, one.tender.register, one.tender.reference.clone());
            key(one).cmp(&key(other)).then_with(|| one.title.cmp(&other.title))
        });
        Commitments {
            counted: COUNTED,
            gaps: self.gaps(frame),
            commitments: self.standings.values().sum(),
            delivered_when_due: Share::of(self.answers),
            standings: self
                .standings
                .into_iter()
                .map(|(standing, commitments)| StandingCount { standing, commitments })
                .collect(),
            list: self
                .lines
                .into_iter()
                .map(|(key, (heading, sums))| line(key, heading, sums))
                .collect(),
            behind: self.behind,
            withheld: self.withheld,
            contracts: self.contracts,
        }
    }

    fn gaps(&self, frame: &Frame) -> Vec<String> {
        let Contracts { ran, with_commitments, signed, signed_without_value, .. } = self.contracts;
        let mut gaps = Vec::new();
        if ran > with_commitments {
            gaps.push(format!(
                "{} of {ran} contracts that ran in the year have no commitment on record.",
                ran - with_commitments
            ));
        }
        if signed_without_value > 0 {
            gaps.push(format!(
                "{signed_without_value} of {signed} contracts signed in the year have no value on record."
            ));
        }
        let (not, all) = self.not_verified;
        if not > 0 {
            gaps.push(format!(
                "For {not} of {all} commitments with deliveries, not all that was delivered has been checked by somebody."
            ));
        }
        if self.withheld > 0 {
            let many = if self.withheld == 1 { "commitment is" } else { "commitments are" };
            gaps.push(format!(
                "{} {many} withheld from publication, and not in these figures.",
                self.withheld
            ));
        }
        if frame.as_of < frame.last {
            gaps.push(format!(
                "The year has not ended: deliveries are counted up to {}.",
                frame.as_of.british()
            ));
        }
        gaps
    }
}

impl Sums {
    fn add(&mut self, now: &Progress, before: Option<&Progress>, missing: &Exact) {
        let waived = now.standing == Standing::Waived;
        // The rest of what was waived is no longer asked for.
        let asked = |figure: &Exact, delivered: &Exact| {
            if waived && figure > delivered { delivered.clone() } else { figure.clone() }
        };
        let add = |sum: &mut Exact, figure: &Exact| *sum = &*sum + figure;
        self.commitments += 1;
        add(&mut self.promised, &asked(&now.total, &now.delivered));
        add(&mut self.due, &asked(&now.expected, &now.delivered));
        add(&mut self.delivered, &now.delivered);
        add(&mut self.verified, &now.verified);
        if !waived {
            add(&mut self.missing, missing);
        }
        if let Some(before) = before {
            add(&mut self.due_before, &asked(&before.expected, &now.delivered));
            add(&mut self.delivered_before, &before.delivered);
        }
    }
}

fn positive(one: &Exact, other: &Exact) -> Exact {
    if one > other { one - other } else { Exact::zero() }
}

/// What a commitment is counted under.
fn heading(account: &Account, of: &Commitment) -> (Heading, Key) {
    let measure = of.measure.as_deref();
    let title = measure.map_or_else(|| of.title.clone(), |id| named(account, id).0);
    let policy = &account.pack.policy;
    let quantified = of.quantity.is_some();
    let unit = of.unit.clone().filter(|_| quantified);
    // One's own measures have ids of their own tender; their title tells them apart.
    let of_policy = measure.filter(|id| account.pack.has_outcome(id));
    let name = of_policy.map_or_else(
        || format!("\u{1}{}", same_unit(Some(&title)).unwrap_or_default()),
        str::to_owned,
    );
    let key = (policy.id.clone(), name, same_unit(unit.as_deref()), of.counting, quantified);
    let heading = Heading {
        authority: policy.short_words(),
        under: measure.and_then(|id| under(&account.pack, id)),
        measure: of_policy.map(str::to_owned),
        title,
        unit,
    };
    (heading, key)
}

fn line((policy, _, _, counting, quantified): Key, heading: Heading, sums: Sums) -> Promised {
    Promised {
        policy,
        authority: heading.authority,
        under: heading.under,
        measure: heading.measure,
        title: heading.title,
        unit: heading.unit,
        counting,
        quantified,
        commitments: sums.commitments,
        share_of_due: per_cent(&sums.delivered, &sums.due),
        due_in_year: Figure(&sums.due - &sums.due_before),
        delivered_in_year: Figure(&sums.delivered - &sums.delivered_before),
        promised: Figure(sums.promised),
        due: Figure(sums.due),
        delivered: Figure(sums.delivered),
        verified: Figure(sums.verified),
        missing: Figure(sums.missing),
    }
}

impl Promised {
    /// What it is counted in, as it is read.
    pub fn unit_words(&self) -> String {
        match (&self.unit, self.counting, self.quantified) {
            (_, _, false) => "times".to_owned(),
            (Some(unit), Counting::OverTime, _) => format!("{unit}, years"),
            (None, Counting::OverTime, _) => "years".to_owned(),
            (Some(unit), Counting::Sum, _) => unit.clone(),
            (None, Counting::Sum, _) => "no unit".to_owned(),
        }
    }
}
