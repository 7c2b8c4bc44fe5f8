//! Opting out of social value, where the policy allows it: recorded, and reopened.

use serde_json::json;

use crate::domain::{KeyDate, text};
use crate::policy::{OptOut, Pack};
use crate::register::act::Act;
use crate::register::deeds::{Doing, Effected};
use crate::register::{Fault, ProcurementView, Result};
use crate::store::OptOutRecord;

/// What the policy says of opting out.
fn allowed(pack: &Pack) -> Result<&OptOut> {
    pack.opt_out.as_ref().ok_or_else(|| Fault::Invalid {
        message: format!("The policy of {} knows no opting out.", pack.policy.short),
        hint: Some(
            "Where social value is not required, or an item does not apply, say so at the item with a reason."
                .to_owned(),
        ),
    })
}

/// What was explored, tidied: the id of an outcome or measure, or words.
fn explored_words(pack: &Pack, one: &str) -> Result<String> {
    let one = text::line("What was explored", one)?;
    known_or_words(pack, &one)?;
    Ok(one)
}

/// Refuses what looks like the id of an outcome or measure and is none; words are free.
fn known_or_words(pack: &Pack, one: &str) -> Result<()> {
    let outcomes = || pack.objectives.iter().flat_map(|one| &one.outcomes);
    let measures = outcomes().flat_map(|outcome| &outcome.measures);
    let known: Vec<&str> = outcomes()
        .map(|outcome| outcome.id.as_str())
        .chain(measures.map(|measure| measure.id.as_str()))
        .collect();
    let shaped = one.contains('.') && !one.contains(char::is_whitespace);
    if known.contains(&one) || !shaped {
        return Ok(());
    }
    let near = text::nearest(&one.to_lowercase(), known.iter().copied());
    let number = one.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let hint = match near {
        Some(near) => {
            format!("Did you mean “{near}”? Words are free where they do not look like an id.")
        }
        None if number => {
            "Give the id of one of the policy's outcomes, or say in words what was explored."
                .to_owned()
        }
        None => return Ok(()),
    };
    Err(Fault::NotFound {
        message: format!(
            "The policy has no outcome or measure “{}” that could have been explored.",
            text::visible(one)
        ),
        hint: Some(hint),
    })
}

impl ProcurementView {
    /// What the policy says of opting out.
    ///
    /// # Errors
    /// When it knows none.
    pub fn opting_out(&self) -> Result<&OptOut> {
        allowed(&self.pack)
    }

    /// One thing that was explored before opting out, tidied: an id of the policy, or words.
    ///
    /// # Errors
    /// When it is empty, too long, or looks like an id and is none.
    pub fn explored(&self, one: &str) -> Result<String> {
        explored_words(&self.pack, one)
    }
}

impl Doing<'_> {
    pub(super) fn opt_out(
        &self,
        explored: &[String],
        why: &str,
        agreed_by: &str,
    ) -> Result<Effected> {
        allowed(&self.case.pack)?;
        if let Some(record) = &self.case.opt_out {
            return Err(Fault::Invalid {
                message: format!(
                    "The tender is opted out already; {} agreed to it.",
                    text::visible(&record.agreed_by)
                ),
                hint: Some("Revoke it with a reason to record it anew.".to_owned()),
            });
        }
        let mut tidy: Vec<String> = Vec::new();
        for one in explored.iter().filter(|one| !one.trim().is_empty()) {
            let one = explored_words(&self.case.pack, one)?;
            if !tidy.contains(&one) {
                tidy.push(one);
            }
        }
        if tidy.is_empty() {
            return Err(Fault::Invalid {
                message: "What was explored is missing.".to_owned(),
                hint: Some(
                    "Name the outcomes of the policy that were looked at before it was given up."
                        .to_owned(),
                ),
            });
        }
        let (at, officer) = self.at();
        let record = OptOutRecord {
            explored: tidy,
            why: text::note("Why none of it is possible", why)?,
            agreed_by: text::line("The name of who agreed", agreed_by)?,
            at: at.to_owned(),
            officer: officer.to_owned(),
        };
        let act = Act::OptOut {
            explored: record.explored.clone(),
            why: record.why.clone(),
            agreed_by: record.agreed_by.clone(),
        };
        let warnings = self.warnings_of_opt_out()?;
        Ok(Effected { warnings, ..self.write_opt_out(&act, Some(&record))? })
    }

    /// What somebody should know who opts out when bidders have been asked for social value.
    fn warnings_of_opt_out(&self) -> Result<Vec<String>> {
        let id = self.record.id;
        let awarded =
            self.change.has_evaluation(id)? && !self.change.evaluation(id)?.awards.is_empty();
        let published = self.case.dates.get(&KeyDate::TenderNotice);
        let said = if awarded || !self.case.contracts.contracts.is_empty() {
            "The award has already been decided; opting out does not withdraw what the winning bidder promised.".to_owned()
        } else if let Some(day) = published.filter(|day| **day <= self.context.today) {
            format!(
                "The tender notice was published on {}; opting out does not change what bidders were told.",
                day.british()
            )
        } else {
            return Ok(Vec::new());
        };
        Ok(vec![said])
    }

    pub(super) fn revoke_opt_out(&self, act: &Act, reason: &str) -> Result<Effected> {
        text::note("The reason", reason)?;
        if self.case.opt_out.is_none() {
            return Err(Fault::invalid("The tender is not opted out."));
        }
        self.write_opt_out(act, None)
    }

    pub(super) fn write_opt_out(
        &self,
        act: &Act,
        after: Option<&OptOutRecord>,
    ) -> Result<Effected> {
        let before = self.case.opt_out.clone();
        self.change.set_opt_out(self.record.id, after)?;
        Ok(Effected::new(
            json!({ "act": act, "before": before, "after": after }),
            Act::RestoreOptOut { record: before },
        ))
    }
}
