//! Questions about the weight of social value.

use std::io::Write;

use crate::cli::walk::choice::{Choice, tidy};
use crate::cli::walk::session::Walk;
use crate::cli::walk::talk::Step;
use crate::cli::weight;
use crate::domain::{Percent, text};
use crate::policy::{Base, Weight};
use crate::register::{Act, Fault, objection, weight_stands, weight_wanted};

/// What was said to the question for the weight.
#[derive(Debug, Clone, Copy)]
enum Said {
    Stays,
    None,
    Set(Percent),
}

impl Walk<'_> {
    /// Says what the policy asks for and what is set, then sets the weight or takes it away.
    pub(super) fn weight(&mut self) -> Step {
        let wanted = weight_wanted(&self.view.pack, &self.view.determination);
        self.talk.say(&wanted)?;
        let prompt = if let Some(set) = &self.view.weighting {
            weight::tell(&mut self.talk.out, set)?;
            "The weight in per cent, such as 10 or 2.5; none takes it away (empty: it stays)"
        } else {
            writeln!(self.talk.out, "  No weight is set.")?;
            "The weight in per cent, such as 10 or 2.5 (empty: none is set)"
        };
        loop {
            let said = self.talk.understood(prompt, Some(Said::Stays), |given| {
                if tidy(given) == "none" {
                    return Ok(Said::None);
                }
                let percent = given.parse::<Percent>().map_err(|error| error.to_string())?;
                Ok(Said::Set(percent))
            })?;
            match said {
                None | Some(Said::Stays) => return self.talk.say("The weight was left as it is."),
                Some(Said::None) => return self.perform(&Act::ClearWeighting).map(|_| ()),
                Some(Said::Set(percent)) => {
                    let Some(base) = self.base()? else { continue };
                    if self.set_weight(Weight { percent, base })? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Asks what the weight is a percentage of; `None` when the officer goes back.
    fn base(&mut self) -> Step<Option<Base>> {
        let bases = [
            Choice::new(Base::Total, "the total award", &["total"], ""),
            Choice::new(Base::Quality, "the quality part", &["quality"], ""),
        ];
        let set = self.view.weighting.as_ref().map(|set| set.record.base);
        let policy = self.view.determination.weighting.as_ref().map(|finding| finding.base);
        let usual = set.or(policy).unwrap_or(Base::Total);
        let at = bases.iter().position(|base| base.what == usual).unwrap_or(0);
        let prompt =
            format!("Of what: 1 the total award, 2 the quality part (empty: {})", bases[at].word);
        let chosen = self
            .talk
            .understood(&prompt, Some(at), |given| crate::cli::walk::choice::find(&bases, given))?;
        Ok(chosen.map(|at| bases[at].what))
    }

    /// What stands against a weight with a reason, and the name of who agreed, or without them.
    fn against(&self, weight: Weight, on_file: (bool, bool)) -> Option<Fault> {
        let policy = (self.view.pack.as_ref(), &self.view.determination);
        objection(weight, on_file, policy, self.view.facts.quality_share)
    }

    /// Asks for what has to be on file and sets the weight; gives whether that is at its end.
    fn set_weight(&mut self, weight: Weight) -> Step<bool> {
        if let Some(fault) = self.against(weight, (true, true)) {
            self.talk.say_fault(&fault)?;
            return Ok(false);
        }
        if let Some(fault) = self.against(weight, (false, false)) {
            self.talk.say_fault(&fault)?;
        }
        let needed = self.against(weight, (false, true)).is_some();
        let empty = if needed { "go back" } else { "none" };
        let reason =
            self.talk.checked("Why this weight; an auditor will read it", empty, |given| {
                text::note("The reason", given)
            })?;
        if needed && reason.is_none() {
            self.talk.say("It was not recorded: a reason is needed.")?;
            return Ok(true);
        }
        let mut agreed_by = None;
        if self.against(weight, (reason.is_some(), false)).is_some() {
            agreed_by = self
                .talk
                .checked("Who agreed", "go back", |given| text::line("Who agreed", given))?;
            if agreed_by.is_none() {
                self.talk.say("It was not recorded: the name of who agreed is needed.")?;
                return Ok(true);
            }
        }
        let Weight { percent, base } = weight;
        let quality = self.view.facts.quality_share;
        let (stands, _) = weight_stands(weight, &self.view.determination, quality);
        self.talk.say(&stands)?;
        self.perform(&Act::SetWeighting { weight: percent, base, reason, agreed_by })?;
        Ok(true)
    }
}
