//! The weight of social value that an officer sets: its deeds, and how it is shown.

use serde_json::json;

use crate::domain::{Percent, text};
use crate::policy::{Determination, Pack, Standing, Wanted, Weight, decider};
use crate::register::act::Act;
use crate::register::case::Case;
use crate::register::deeds::{Doing, Effected};
use crate::register::{Fault, Result};
use crate::store::WeightingRecord;

/// The weight that was set for a procurement, held against its policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightingView {
    /// What was set.
    pub record: WeightingRecord,
    /// The same as a share of the whole award, where that can be known.
    pub of_total: Option<Percent>,
    /// Whether it departs from what the policy asks for; `None` while that cannot be known.
    pub departs: Option<bool>,
    /// What has to be seen wherever it is shown: how it departs, or what is missing on file.
    pub flag: Option<String>,
    /// The weight in words.
    pub words: String,
}

impl WeightingRecord {
    const fn as_weight(&self) -> Weight {
        Weight { percent: self.weight, base: self.base }
    }

    /// The weight in words, with its share of the whole where that of quality is known.
    pub(super) fn words(&self, quality_share: Option<Percent>) -> String {
        self.as_weight().words(quality_share)
    }
}

impl WeightingView {
    pub(crate) fn of(case: &Case, determination: &Determination) -> Option<Self> {
        let record = case.weighting.clone()?;
        let quality = case.record.facts.quality_share;
        let weight = record.as_weight();
        let finding = determination.weighting.as_ref();
        let standing = weight.standing(finding, quality);
        let wanted = Wanted::with(&standing, finding, decider(&case.pack, determination));
        let mut flags = Vec::new();
        let departs = match &standing {
            Standing::Keeps => Some(false),
            Standing::Departs(how) => {
                flags.push(how.clone());
                Some(true)
            }
            Standing::Open => {
                flags.push(
                    "It cannot be held against the policy before the share of quality is known."
                        .to_owned(),
                );
                None
            }
        };
        if wanted.reason && record.reason.is_none() {
            flags.push("Why it was chosen is not on file.".to_owned());
        }
        if wanted.agreement && record.agreed_by.is_none() {
            flags.push("Who agreed to it is not on file.".to_owned());
        }
        Some(Self {
            of_total: weight.of_total(quality),
            departs,
            flag: (!flags.is_empty()).then(|| flags.join(" ")),
            words: record.words(quality),
            record,
        })
    }
}

/// What the policy says of the weight, in a sentence or two.
pub fn weight_wanted(pack: &Pack, determination: &Determination) -> String {
    let figure = match &determination.weighting {
        Some(finding) => format!("The policy asks for {}.", finding.words()),
        None => "The policy gives no figure here.".to_owned(),
    };
    match decider(pack, determination) {
        Some(role) => format!("{figure} {role} may decide otherwise."),
        None => figure,
    }
}

/// How a weight that can be recorded stands to the policy, in a sentence, and whether that is to
/// be heeded.
pub fn weight_stands(
    weight: Weight,
    determination: &Determination,
    quality_share: Option<Percent>,
) -> (String, bool) {
    match weight.standing(determination.weighting.as_ref(), quality_share) {
        Standing::Departs(how) => (format!("{how} It will stay flagged."), true),
        Standing::Keeps | Standing::Open => {
            (format!("{}: the policy allows it.", weight.words(quality_share)), false)
        }
    }
}

/// Why a weight cannot be recorded as it is; `None` when it can.
///
/// Asked before the deed by forms, which say it while one types.
pub fn objection(
    weight: Weight,
    (reason, agreed_by): (bool, bool),
    (pack, determination): (&Pack, &Determination),
    quality_share: Option<Percent>,
) -> Option<Fault> {
    let finding = determination.weighting.as_ref();
    let decider = decider(pack, determination);
    let standing = weight.standing(finding, quality_share);
    if let (Standing::Open, Some(finding)) = (&standing, finding) {
        return Some(Fault::Invalid {
            message: format!(
                "{} cannot be held against the policy, which speaks {}: the share of quality has to be known first.",
                weight.words(None),
                finding.base.of(),
            ),
            hint: Some(format!(
                "Give the share of quality in the award criteria under the facts, or give the weight as a percentage {}.",
                finding.base.of()
            )),
        });
    }
    let wanted = Wanted::with(&standing, finding, decider);
    let no_reason = wanted.reason && !reason;
    let no_agreement = wanted.agreement && !agreed_by;
    if !no_reason && !no_agreement {
        return None;
    }
    let what = match &standing {
        Standing::Departs(how) => how.clone(),
        _ if no_reason => "The policy asks for a justification of the weight.".to_owned(),
        _ => "The policy gives no figure here, and somebody has to decide it.".to_owned(),
    };
    let asked = match (no_reason, no_agreement) {
        (true, true) => "a reason and the name of who agreed",
        (true, false) => "a reason",
        _ => "the name of who agreed",
    };
    let named = decider.filter(|_| no_agreement);
    let named = named.map_or_else(String::new, |role| format!(" The policy names {role}."));
    Some(Fault::Invalid {
        message: what,
        hint: Some(format!("It can be recorded with {asked}.{named}")),
    })
}

impl Doing<'_> {
    pub(super) fn set_weighting(
        &self,
        weight: Weight,
        reason: Option<&str>,
        agreed_by: Option<&str>,
    ) -> Result<Effected> {
        let filled = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        let reason = reason.filter(|text| filled(Some(text)));
        let agreed_by = agreed_by.filter(|text| filled(Some(text)));
        let quality = self.record.facts.quality_share;
        let determination = self.case.determination();
        let on_file = (reason.is_some(), agreed_by.is_some());
        if let Some(fault) = objection(weight, on_file, (&self.case.pack, &determination), quality)
        {
            return Err(fault);
        }
        let (at, officer) = self.at();
        let record = WeightingRecord {
            weight: weight.percent,
            base: weight.base,
            reason: reason.map(|text| text::note("The reason", text)).transpose()?,
            agreed_by: agreed_by.map(|text| text::line("Who agreed", text)).transpose()?,
            at: at.to_owned(),
            officer: officer.to_owned(),
        };
        let what = |record: &WeightingRecord| {
            (record.as_weight(), record.reason.clone(), record.agreed_by.clone())
        };
        if self.case.weighting.as_ref().map(what) == Some(what(&record)) {
            return Err(Fault::invalid("Nothing was changed."));
        }
        let act = Act::SetWeighting {
            weight: record.weight,
            base: record.base,
            reason: record.reason.clone(),
            agreed_by: record.agreed_by.clone(),
        };
        let mut effected = self.write_weighting(&act, Some(&record))?;
        // What departs today may keep to the policy tomorrow: the journal keeps the verdict of the day.
        let finding = determination.weighting.as_ref();
        if let Standing::Departs(how) = weight.standing(finding, quality) {
            effected.detail["departs"] = json!(how);
        }
        Ok(effected)
    }

    pub(super) fn clear_weighting(&self, act: &Act) -> Result<Effected> {
        if self.case.weighting.is_none() {
            return Err(Fault::invalid("No weight is set."));
        }
        self.write_weighting(act, None)
    }

    pub(super) fn write_weighting(
        &self,
        act: &Act,
        after: Option<&WeightingRecord>,
    ) -> Result<Effected> {
        let before = self.case.weighting.clone();
        self.change.set_weighting(self.record.id, after)?;
        Ok(Effected::new(
            json!({ "act": act, "before": before, "after": after }),
            Act::RestoreWeighting { record: before },
        ))
    }
}
