//! Deliveries that look as if the same thing were counted twice.

use uuid::Uuid;

use crate::domain::contract::{ContractFile, Delivery};

/// Two deliveries that look like the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The delivery.
    pub delivery: Uuid,
    /// The other one, which was there before it.
    pub other: Uuid,
    /// What they have in common.
    pub why: String,
    /// Why they are not the same, where the officer has said so of one of them.
    pub distinct: Option<String>,
}

/// Every pair of deliveries of one tender that look like the same thing: under two commitments
/// with the same evidence, or the same quantity of the same unit on the same days; under one
/// commitment the same quantity and words on the same days.
pub fn overlaps(file: &ContractFile) -> Vec<Overlap> {
    let mut all: Vec<(Uuid, &Delivery)> = file
        .deliveries
        .iter()
        .filter(|(_, delivery)| delivery.counts())
        .map(|(uid, delivery)| (*uid, delivery))
        .collect();
    all.sort_by_key(|(uid, delivery)| (delivery.at.as_str(), *uid));
    let mut found = Vec::new();
    for (at, (uid, delivery)) in all.iter().enumerate() {
        for (other_uid, other) in all.iter().take(at) {
            if let Some(why) = in_common(file, delivery, other) {
                found.push(Overlap {
                    delivery: *uid,
                    other: *other_uid,
                    why,
                    distinct: delivery.distinct.clone().or_else(|| other.distinct.clone()),
                });
            }
        }
    }
    found
}

fn in_common(file: &ContractFile, one: &Delivery, other: &Delivery) -> Option<String> {
    let days = one.day == other.day && one.from == other.from;
    if one.commitment == other.commitment {
        // Under one commitment the same evidence may show several deliveries.
        let same = days && one.quantity == other.quantity && one.words == other.words;
        return same.then(|| "both say the same of the same days".to_owned());
    }
    let first = file.commitments.get(&one.commitment)?;
    let second = file.commitments.get(&other.commitment)?;
    if let (Some(evidence), Some(same)) = (&one.evidence, &other.evidence)
        && evidence.is_same_as(same)
    {
        return Some("both rest on the same evidence".to_owned());
    }
    let unit = |unit: &Option<String>| unit.as_ref().map(|unit| unit.trim().to_lowercase());
    let counted = one.quantity.is_some() && first.unit.is_some();
    let same_unit = unit(&first.unit) == unit(&second.unit);
    (counted && same_unit && days && one.quantity == other.quantity)
        .then(|| "both are the same quantity of the same unit on the same day".to_owned())
}
