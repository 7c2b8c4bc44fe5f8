//! The statute over a tender: the days from which its time limits run, and leaving it out.

use serde_json::json;

use crate::domain::{Date, KeyDate, text};
use crate::register::act::Act;
use crate::register::deeds::{Doing, Effected};
use crate::register::{Fault, Result};

/// What leaving the statute out of a tender means, for whoever is about to do it.
pub const LEAVING_OUT: &str = "Its items and time limits are left out of this tender; the thresholds stay, because policies look at them. Say why, for an auditor.";

impl Doing<'_> {
    pub(super) fn set_key_date(
        &mut self,
        act: &Act,
        name: KeyDate,
        day: Option<Date>,
    ) -> Result<Effected> {
        let before = self.case.dates.get(&name).copied();
        if before == day {
            return Err(Fault::invalid(match day {
                Some(day) => {
                    format!("The date of “{}” is {} already.", name.words(), day.british())
                }
                None => format!("“{}” has no date.", name.words()),
            }));
        }
        self.change.set_key_date(self.record.id, name, day)?;
        Ok(Effected::new(
            json!({ "act": act, "before": before }),
            Act::SetKeyDate { name, day: before },
        ))
    }

    pub(super) fn leave_out_statute(&mut self, act: &Act, reason: &str) -> Result<Effected> {
        let reason = text::note("The reason", reason)?;
        if !self.record.facts.law.applies {
            return Err(Fault::invalid("The statute is left out of this tender already."));
        }
        self.record.facts.law.applies = false;
        self.record.statute_left_out = Some(reason);
        Ok(Effected::new(json!({ "act": act }), Act::ApplyStatute))
    }

    pub(super) fn apply_statute(&mut self, act: &Act) -> Result<Effected> {
        let Some(reason) = self.record.statute_left_out.take() else {
            return Err(Fault::invalid("The statute applies to this tender already."));
        };
        self.record.facts.law.applies = true;
        Ok(Effected::new(
            json!({ "act": act, "before": { "reason": reason } }),
            Act::LeaveOutStatute { reason },
        ))
    }
}
