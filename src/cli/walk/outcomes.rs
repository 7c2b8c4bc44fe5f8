//! Questions about the outcomes of the policy that are sought.

use std::io::Write;

use rust_decimal::Decimal;

use crate::cli::show;
use crate::cli::walk::choice::tidy;
use crate::cli::walk::session::{Outcome, Walk};
use crate::cli::walk::talk::{Step, Told};
use crate::domain::outcome;
use crate::domain::text::{nearest, visible};
use crate::register::Act;

impl Walk<'_> {
    /// Reads out what is sought; chooses and drops outcomes and measures until that is enough.
    pub(super) fn outcomes(&mut self) -> Step {
        self.talk.say("Outcomes sought")?;
        show::sought(&mut self.talk.out, &self.view)?;
        if !self.view.state.is_workable() {
            return Ok(());
        }
        loop {
            self.refresh()?;
            let prompt = "The id of an outcome or measure to choose or drop, or list for all of the policy's";
            let Told::Text(said) = self.talk.text(prompt, "enough")? else { return Ok(()) };
            if tidy(&said) == "list" {
                self.list_outcomes()?;
                continue;
            }
            let Some(title) = self.view.outcome_title(&said).map(ToOwned::to_owned) else {
                let known = self.known();
                let near = nearest(&said, known.iter().map(String::as_str));
                let near = near.map_or_else(
                    || "list reads out those that there are.".to_owned(),
                    |near| format!("Did you mean “{near}”?"),
                );
                let said = visible(&said);
                self.talk.say(&format!("The policy has no outcome or measure “{said}”. {near}"))?;
                continue;
            };
            if self.view.sought.iter().any(|sought| sought.id == said) {
                if self.talk.yes(&format!("“{title}” is sought already. Drop it?"))? {
                    self.perform(&Act::DropOutcome { outcome: said })?;
                }
            } else {
                self.seek(&said, &title)?;
            }
        }
    }

    fn known(&self) -> Vec<String> {
        let outcomes = self.view.pack.objectives.iter().flat_map(|objective| &objective.outcomes);
        outcomes
            .flat_map(|outcome| {
                let measures = outcome.measures.iter().map(|measure| measure.id.clone());
                std::iter::once(outcome.id.clone()).chain(measures)
            })
            .collect()
    }

    /// Reads out the objectives, outcomes and measures of the policy.
    pub(super) fn list_outcomes(&mut self) -> Step {
        let sought = |id: &str| {
            let sought = self.view.sought.iter().any(|sought| sought.id == id);
            if sought { ", sought" } else { "" }
        };
        let out = &mut self.talk.out;
        for objective in &self.view.pack.objectives {
            let (id, title) = (visible(&objective.id), visible(&objective.title));
            writeln!(out, "Objective {id}: {title}")?;
            for outcome in &objective.outcomes {
                let (id, title) = (visible(&outcome.id), visible(&outcome.title));
                writeln!(out, "  Outcome {id}{}: {title}", sought(&outcome.id))?;
                for measure in &outcome.measures {
                    let unit = measure.unit.as_ref();
                    let unit = unit.map(|unit| format!(", counted in {}", visible(unit)));
                    let (id, words) = (visible(&measure.id), visible(&measure.text));
                    let sought = sought(&measure.id);
                    writeln!(out, "    Measure {id}{sought}: {words}{}", unit.unwrap_or_default())?;
                }
            }
        }
        Ok(())
    }

    fn seek(&mut self, id: &str, title: &str) -> Step {
        self.talk.say(&format!("Chosen: {title}."))?;
        let unit = {
            let objectives = self.view.pack.objectives.iter();
            let outcomes = objectives.flat_map(|objective| &objective.outcomes);
            let mut measures = outcomes.flat_map(|outcome| &outcome.measures);
            measures.find(|measure| measure.id == id).and_then(|measure| measure.unit.clone())
        };
        let mut quantity: Option<Decimal> = None;
        if let Some(unit) = unit {
            let prompt = format!("How much of it, in {unit} (empty: not said)");
            let asked = self
                .talk
                .understood(&prompt, Some(None), |given| outcome::quantity(given).map(Some))?;
            let Some(asked) = asked else { return self.talk.say("It was not chosen.") };
            quantity = asked;
        }
        loop {
            let prompt = "Why is it relevant and proportionate";
            let Told::Text(why) = self.talk.text(prompt, "go back")? else {
                return self.talk.say("It was not chosen: why it is relevant is needed.");
            };
            let act = Act::Seek { outcome: id.to_owned(), quantity, why: Some(why) };
            if self.perform(&act)? != Outcome::Unfit {
                return Ok(());
            }
        }
    }
}
