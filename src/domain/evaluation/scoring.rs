//! Evaluators, the scores that they give, and the score that they agree on.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::Date;

/// Somebody who scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluator {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The name.
    pub name: String,
    /// What they bring, such as “contract manager”.
    pub role: Option<String>,
    /// Their declaration of interests, once they have made it.
    pub declaration: Option<Declaration>,
    /// Why they take no further part, where they do not.
    pub stood_down: Option<String>,
}

/// A declaration of interests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The day on which it was made.
    pub day: Date,
    /// What was declared; nothing where there is none.
    pub interest: Option<String>,
    /// What was done so that the interest gives nobody an advantage.
    pub handling: Option<String>,
}

impl Evaluator {
    /// Whether they take part.
    pub const fn takes_part(&self) -> bool {
        self.stood_down.is_none()
    }

    /// Why they may not score yet; `None` when they may.
    pub fn hindrance(&self) -> Option<String> {
        let name = crate::domain::text::visible(&self.name);
        match (&self.stood_down, &self.declaration) {
            (Some(_), _) => Some(format!("{name} takes no further part.")),
            (None, None) => Some(format!(
                "{name} has made no declaration of interests yet; nobody scores before that."
            )),
            (None, Some(Declaration { interest: Some(_), handling: None, .. })) => Some(format!(
                "{name} has declared an interest, and how it is dealt with is not on file."
            )),
            (None, Some(_)) => None,
        }
    }
}

/// What one evaluator gives one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The mark.
    pub score: Decimal,
    /// Why, drawn from the answer; internal.
    pub rationale: String,
}

/// What the evaluators agree on for one answer, with the authority's own reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consensus {
    /// The mark.
    pub score: Decimal,
    /// Why, drawn from the tender: the wording for the letter.
    pub reasons: String,
    /// What is not for the letter.
    pub comment: Option<String>,
    /// When it was agreed, in UTC.
    pub at: String,
    /// Who recorded it.
    pub officer: String,
}

/// A second person's check of the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Who checked.
    pub by: String,
    /// The day.
    pub day: Date,
    /// What was noted.
    pub note: Option<String>,
    /// The SHA-256 of the figures that were checked.
    pub figures: String,
    /// Who recorded it.
    pub officer: String,
}

/// The decision on a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// The bid that won.
    pub bid: Uuid,
    /// Who decided.
    pub decided_by: String,
    /// In which role, where the policy names one.
    pub role: Option<String>,
    /// The day of the decision.
    pub day: Date,
    /// Why.
    pub reasons: String,
    /// How a tie for the first place was broken, where there was one.
    pub tie_break: Option<String>,
    /// What is withheld from publication, each with its reason.
    pub withheld: Vec<Withheld>,
    /// When it was recorded, in UTC.
    pub at: String,
    /// Who recorded it.
    pub officer: String,
}

/// Words by which something that is withheld is taken to tell the price.
const PRICE_WORDS: [&str; 9] =
    ["price", "prices", "priced", "pricing", "cost", "costs", "costing", "rate", "rates"];

impl Award {
    /// Whether what is withheld is, or includes, the winner's price.
    pub fn withholds_price(&self) -> bool {
        self.withheld.iter().any(|one| {
            let what = one.what.to_lowercase();
            what.split(|c: char| !c.is_alphanumeric()).any(|word| PRICE_WORDS.contains(&word))
        })
    }
}

/// Something that is not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// What.
    pub what: String,
    /// Why, such as commercial sensitivity.
    pub reason: String,
}

/// What the winner has to deliver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The bid that offered it.
    pub bid: Uuid,
    /// The measure.
    pub measure: String,
    /// How much, where it is counted.
    pub quantity: Option<Decimal>,
    /// In words.
    pub words: Option<String>,
}

/// A measure of the officer's own, beside those of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMeasure {
    /// What is measured.
    pub text: String,
    /// What it is counted in; nothing where it is done or not.
    pub unit: Option<String>,
}
