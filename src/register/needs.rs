//! The answers on impact, objectives and needs: recorded as far as they have come, and the three
//! facts that follow from them.

use serde_json::json;

use crate::domain::{Facts, Impact, Needs, NeedsAnswers, text};
use crate::policy::{Pack, needs};
use crate::register::act::Act;
use crate::register::deeds::{Doing, Effected};
use crate::register::{Fault, ProcurementView, Result};
use crate::store::NeedsRecord;

/// The facts of impact, objectives and needs.
type Three = (Option<Impact>, Option<u8>, Option<Needs>);

const fn three(facts: &Facts) -> Three {
    (facts.impact, facts.objectives, facts.needs)
}

fn asks(pack: &Pack) -> Result<()> {
    if pack.asks_impact() {
        return Ok(());
    }
    Err(Fault::Invalid {
        message: format!(
            "The policy of {} does not ask for impact, objectives and needs.",
            text::visible(&pack.policy.short)
        ),
        hint: Some("“tenderbook assess” says what it looks at.".to_owned()),
    })
}

impl ProcurementView {
    /// The answers on impact, objectives and needs to go on from: those that are recorded and
    /// that this edition of the policy knows, or the impact where only that is a fact.
    ///
    /// # Errors
    /// When the policy does not ask for them.
    pub fn answers_so_far(&self) -> Result<NeedsAnswers> {
        asks(&self.pack)?;
        let impact_only = || NeedsAnswers { impact: self.facts.impact, ..NeedsAnswers::default() };
        let recorded = self.needs_answers.as_ref();
        Ok(recorded.map_or_else(impact_only, |record| needs::known(&self.pack, &record.answers)))
    }
}

impl Doing<'_> {
    pub(super) fn answer_needs(&mut self, answers: &NeedsAnswers) -> Result<Effected> {
        let pack = self.case.pack.clone();
        asks(&pack)?;
        let ids = || pack.objectives.iter().map(|objective| objective.id.as_str());
        let indicators = || {
            let all = pack.objectives.iter().filter_map(|one| one.indicators.as_ref());
            all.flat_map(|one| &one.names).map(String::as_str)
        };
        if let Some(strange) =
            answers.objectives.iter().flatten().find(|id| !ids().any(|known| known == *id))
        {
            let all: Vec<&str> = ids().collect();
            return Err(Fault::NotFound {
                message: format!("The policy has no objective “{}”.", text::visible(strange)),
                hint: Some(format!("Its objectives are {}.", all.join(", "))),
            });
        }
        if let Some(strange) =
            answers.marks.keys().find(|name| !indicators().any(|one| one == *name))
        {
            let near = text::nearest(strange, indicators());
            return Err(Fault::NotFound {
                message: format!(
                    "The policy names no indicator of need “{}”.",
                    text::visible(strange)
                ),
                hint: Some(near.map_or_else(
                    || "The questions list those that bear on the objectives picked.".to_owned(),
                    |near| format!("Did you mean “{near}”?"),
                )),
            });
        }
        let area = answers.area.as_deref().filter(|area| !area.trim().is_empty());
        let answers = NeedsAnswers {
            area: area.map(|area| text::line("The area", area)).transpose()?,
            ..needs::known(&pack, answers)
        };
        let after = three(&needs::following(&pack, &answers, &self.record.facts));
        let before = self.case.needs.as_ref().map(|record| &record.answers);
        let same = before.map_or_else(|| answers.is_empty(), |before| *before == answers);
        if same && after == three(&self.record.facts) {
            return Err(Fault::invalid("Nothing was changed."));
        }
        let (at, officer) = self.at();
        let record = NeedsRecord {
            answers: answers.clone(),
            at: at.to_owned(),
            officer: officer.to_owned(),
        };
        let record = (!answers.is_empty()).then_some(record);
        self.write_needs(&Act::AnswerNeeds(answers), record.as_ref(), after)
    }

    pub(super) fn write_needs(
        &mut self,
        act: &Act,
        after: Option<&NeedsRecord>,
        facts: Three,
    ) -> Result<Effected> {
        let before = self.case.needs.clone();
        let (impact, objectives, needs) = three(&self.record.facts);
        self.change.set_needs_answers(self.record.id, after)?;
        (self.record.facts.impact, self.record.facts.objectives, self.record.facts.needs) = facts;
        let told =
            |facts: Three| json!({ "impact": facts.0, "objectives": facts.1, "needs": facts.2 });
        Ok(Effected::new(
            json!({
                "act": act,
                "before": { "answers": before, "facts": told((impact, objectives, needs)) },
                "after": { "answers": after, "facts": told(facts) },
            }),
            Act::RestoreNeeds { record: before, impact, objectives, needs },
        ))
    }
}
