//! The statutory threshold that a procurement is held against.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::domain::{AuthorityKind, Date, Facts, Money, Regime};
use crate::policy::Threshold;
use crate::policy::{Pack, Question};

/// How the value of a procurement stands to the statutory threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatuteFinding {
    /// The threshold for the type of contract on the day, including VAT.
    pub threshold: Option<Money>,
    /// The value of the contract including VAT, exact.
    pub value_including_vat: String,
    /// Whether the value reaches the threshold; the Act asks for “not less than”.
    pub above: Option<bool>,
    /// The first day on which the threshold holds.
    pub from: Option<Date>,
    /// The clause behind the threshold.
    pub clause: Option<String>,
    /// Whether the items and time limits of the statute hold for the tender.
    pub applies: bool,
    /// The finding as a sentence.
    pub text: String,
    /// What has to be asked before it is certain what the statute asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

impl StatuteFinding {
    /// Holds the facts against the thresholds of an overlay.
    pub(crate) fn of(overlay: &Pack, facts: &Facts) -> Self {
        let value = facts.value.with_vat(facts.vat);
        let shown = crate::policy::condition::pounds(value);
        let threshold = overlay.thresholds.iter().find(|threshold| covers(threshold, facts));
        let applies = overlay.holds_for(facts);
        let what = kind_of_contract(facts);
        let Some(threshold) = threshold else {
            return Self {
                threshold: None,
                value_including_vat: plain(value),
                above: None,
                from: None,
                clause: None,
                applies,
                questions: Vec::new(),
                text: format!(
                    "No statutory threshold is known for {what} that commence on {}; the value including {} VAT is {shown}.",
                    facts.start.british(),
                    facts.vat
                ),
            };
        };
        let above = value >= threshold.amount.pounds();
        let relation = if above { "reaches" } else { "is below" };
        Self {
            threshold: Some(threshold.amount),
            value_including_vat: plain(value),
            above: Some(above),
            from: Some(threshold.from),
            clause: Some(threshold.clause.clone()),
            applies,
            questions: Vec::new(),
            text: format!(
                "{shown} including {} VAT {relation} the threshold of {} for {what} from {}.",
                facts.vat,
                threshold.amount,
                threshold.from.british()
            ),
        }
    }
}

/// What is bought, by whom and under which rules, as far as it is not what is usual.
fn kind_of_contract(facts: &Facts) -> String {
    let law = &facts.law;
    let rules = match law.regime {
        Regime::General => "",
        Regime::LightTouch => " under the light touch rules",
        Regime::Concession => " as a concession",
        Regime::LightTouchConcession => " as a light touch concession",
    };
    let authority = match law.authority {
        AuthorityKind::SubCentral => "",
        AuthorityKind::Central => " of central government",
        AuthorityKind::Utilities => " of utilities",
    };
    format!("{}{rules}{authority}", facts.contract_type)
}

fn covers(threshold: &Threshold, facts: &Facts) -> bool {
    let authority = threshold.authority.as_ref();
    let regime = threshold.regime.as_deref().unwrap_or(&[Regime::General]);
    threshold.contract_type.contains(&facts.contract_type)
        && authority.is_none_or(|authority| authority.contains(&facts.law.authority))
        && regime.contains(&facts.law.regime)
        && (threshold.from..=threshold.to).contains(&facts.start)
}

/// A decimal with at least two places, for programs.
fn plain(value: Decimal) -> String {
    let mut value = value.normalize();
    if value.scale() < 2 {
        value.rescale(2);
    }
    value.to_string()
}
