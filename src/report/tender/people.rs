//! The people whose names a register knows of one tender, and the words that stand for them where
//! a file is published.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::contract::ContractFile;
use crate::domain::evaluation::Bid;
use crate::domain::supplier::is_same_name;
use crate::register::{ContractsView, EvaluationView, JournalLine, ProcurementView, SupplierView};

/// The names, each with what stands in its place.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The longest first, so that no part of a name is left over.
    names: Vec<(Vec<char>, &'static str)>,
}

/// The fewest letters of a name that is looked for in texts.
const FEWEST: usize = 2;

impl People {
    /// Gathers the names. What is also the name of an organisation or of a role of the policy is
    /// no name of a person.
    pub(super) fn of(
        tender: &ProcurementView,
        evaluation: &EvaluationView,
        contracts: &ContractsView,
        suppliers: &[SupplierView],
        journal: &[JournalLine],
    ) -> Self {
        let mut found = Found::default();
        for line in journal {
            found.add(&line.officer, "an officer");
        }
        found.tender(tender);
        found.evaluation(evaluation);
        found.contracts(&contracts.file);
        for supplier in suppliers {
            found.supplier(supplier);
        }
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut keep = |name: &str| {
            known.insert(name.trim().to_lowercase());
        };
        for supplier in contracts.suppliers.values() {
            keep(&supplier.name);
        }
        let of = &evaluation.evaluation;
        for bid in of.bids.values() {
            // Who won is published; who else has bid is not.
            let won = |other: &Bid| of.awards.values().any(|award| award.bid == other.uid);
            let same = |other: &&Bid| is_same_name(&other.supplier, &bid.supplier);
            if of.bids.values().filter(same).any(won) {
                keep(&bid.supplier);
            } else {
                found.add(&bid.supplier, "another bidder");
            }
        }
        for pack in [&tender.pack, &tender.overlay] {
            keep(&pack.policy.authority);
            keep(&pack.policy.short);
            pack.sign_off.iter().for_each(|one| keep(&one.role));
            pack.weighting
                .iter()
                .filter_map(|one| one.decided_by.as_ref())
                .for_each(|one| keep(one));
        }
        let mut names: Vec<(Vec<char>, &'static str)> = found
            .0
            .into_iter()
            .filter(|(name, _)| !known.contains(&name.to_lowercase()))
            .map(|(name, role)| (name.chars().collect(), role))
            .collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { names }
    }

    /// A text with every name in it replaced.
    pub(super) fn hide(&self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut shown = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(here) = chars.get(at) {
            let begins = at == 0 || !chars[at - 1].is_alphanumeric();
            let name = self.names.iter().find(|(name, _)| begins && stands(&chars[at..], name));
            if let Some((name, role)) = name {
                shown.push_str(role);
                at += name.len();
            } else {
                shown.push(*here);
                at += 1;
            }
        }
        shown
    }
}

/// Whether a text begins with a name that ends there. Names of several words are found in any
/// case, single ones only as they were written, so that no other word is taken for them.
fn stands(text: &[char], name: &[char]) -> bool {
    let any_case = name.iter().any(|c| c.is_whitespace());
    let same = |one: &char, other: &char| {
        one == other || any_case && one.to_lowercase().eq(other.to_lowercase())
    };
    text.len() >= name.len()
        && text.iter().zip(name).all(|(one, other)| same(one, other))
        && text.get(name.len()).is_none_or(|next| !next.is_alphanumeric())
}

#[derive(Default)]
struct Found(BTreeMap<String, &'static str>);

impl Found {
    fn add(&mut self, name: &str, role: &'static str) {
        let name = name.trim();
        if name.chars().filter(|c| c.is_alphanumeric()).count() >= FEWEST {
            self.0.entry(name.to_owned()).or_insert(role);
        }
    }

    fn some(&mut self, name: Option<&String>, role: &'static str) {
        if let Some(name) = name {
            self.add(name, role);
        }
    }

    fn tender(&mut self, of: &ProcurementView) {
        if let Some(weighting) = &of.weighting {
            self.add(&weighting.record.officer, "an officer");
            self.some(weighting.record.agreed_by.as_ref(), "the person who agreed");
        }
        if let Some(record) = &of.opt_out {
            self.add(&record.officer, "an officer");
            self.add(&record.agreed_by, "the person who agreed");
        }
        if let Some(record) = &of.needs_answers {
            self.add(&record.officer, "an officer");
        }
        if let Some(waiting) = &of.waiting {
            self.add(&waiting.officer, "an officer");
        }
        let items = of.stages.iter().flat_map(|stage| &stage.items);
        for evidence in items.flat_map(|item| &item.evidence) {
            self.add(&evidence.officer, "an officer");
        }
    }

    fn evaluation(&mut self, of: &EvaluationView) {
        let of = &of.evaluation;
        for one in of.evaluators.values() {
            self.add(&one.name, "an evaluator");
        }
        for one in of.consensus.values() {
            self.add(&one.officer, "an officer");
        }
        for one in of.checks.values() {
            self.add(&one.by, "a second person");
            self.add(&one.officer, "an officer");
        }
        for one in of.awards.values() {
            self.add(&one.decided_by, "the person who decided");
            self.add(&one.officer, "an officer");
        }
    }

    fn contracts(&mut self, of: &ContractFile) {
        for one in of.contracts.values() {
            self.some(one.manager.as_ref(), "the contract manager");
        }
        for one in of.variations.values() {
            self.add(&one.agreed_by, "the person who agreed");
        }
        for one in of.assessments.values() {
            self.add(&one.by, "an assessor");
        }
        for one in of.commitments.values().filter_map(|one| one.settled.as_ref()) {
            self.add(&one.by, "the person who decided");
        }
        for one in of.deliveries.values() {
            self.add(&one.officer, "an officer");
            self.some(one.verified.as_ref().map(|verified| &verified.by), "a verifier");
            one.corrections.iter().for_each(|one| self.add(&one.officer, "an officer"));
        }
        for one in of.actions.values() {
            self.add(&one.owner, "the owner of an action");
        }
        for one in of.risks.values() {
            self.some(one.owner.as_ref(), "the owner of a risk");
        }
        for one in of.slavery_risks.values() {
            self.add(&one.by, "an assessor");
        }
        for one in of.diligence.values() {
            self.add(&one.by, "an officer");
        }
        for one in of.logistics.values() {
            self.some(one.by.as_ref(), "the recipient");
        }
        for one in of.exit_plans.values() {
            self.add(&one.owner, "the lead of the exit");
        }
        for one in of.final_accounts.values() {
            self.add(&one.by, "an officer");
        }
        for one in of.lessons.values() {
            self.add(&one.by, "an officer");
        }
        for one in of.lessons_read.values() {
            self.add(&one.by, "an officer");
        }
    }

    fn supplier(&mut self, of: &SupplierView) {
        let members = std::iter::once(&of.supplier).chain(of.merged.iter().map(|(_, one)| one));
        for one in members {
            self.some(one.local.as_ref().map(|local| &local.by), "an officer");
            self.some(one.code.as_ref().map(|code| &code.by), "a contact");
        }
        for (_, contact) in &of.contacts {
            self.add(&contact.name, "a contact");
            self.some(contact.email.as_ref(), "(an address)");
            self.some(contact.phone.as_ref(), "(a number)");
        }
        for (_, check) in &of.checks {
            self.add(&check.by, "an officer");
        }
        for scheme in &of.schemes {
            let all = scheme.stands.iter().chain(&scheme.open).chain(&scheme.history);
            for one in all {
                self.add(&one.review.by, "an officer");
                self.some(one.review.decided.as_ref().map(|one| &one.by), "the person who decided");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[(&str, &'static str)]) -> People {
        let mut found = Found::default();
        for (name, role) in names {
            found.add(name, role);
        }
        let mut names: Vec<_> =
            found.0.into_iter().map(|(name, role)| (name.chars().collect(), role)).collect();
        names.sort_by_key(|(name, _): &(Vec<char>, _)| std::cmp::Reverse(name.len()));
        People { names }
    }

    #[test]
    fn a_name_is_replaced_wherever_it_stands_as_words_of_its_own() {
        let people = people(&[("Dana Evans", "an evaluator"), ("Jo", "an officer")]);
        assert_eq!(
            people.hide("DANA EVANS told Jo; Joan and Dana Evanson were not asked (dana evans)."),
            "an evaluator told an officer; Joan and Dana Evanson were not asked (an evaluator)."
        );
        assert_eq!(people.hide(""), "");
        // A word that is written otherwise is another word.
        assert_eq!(people.hide("jo, JO"), "jo, JO");
    }

    #[test]
    fn the_longest_name_goes_first_and_signs_are_no_letters() {
        let people = people(&[("A. Officer", "an officer"), ("A. Officer-Smith", "a contact")]);
        assert_eq!(people.hide("by A. Officer-Smith, a. officer."), "by a contact, an officer.");
        assert_eq!(people.hide("日本 A. Officer 日"), "日本 an officer 日");
    }
}
