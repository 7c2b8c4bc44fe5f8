//! Facts and a pack make a determination: what the policy requires, and why.

use serde::Serialize;

use crate::domain::facts::FactName;
use crate::domain::{Facts, ItemId, Percent, StageNo};
use crate::policy::condition::{Condition, Situation, Truth, add};
use crate::policy::pack::{
    Base, Item, Origin, Pack, ScopeRule, ScopeStatus, SignOff, Tension, WeightingRule,
};
use crate::policy::statute::StatuteFinding;

/// What a policy requires of given facts, each line with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Determination {
    /// The id of the policy.
    pub policy: String,
    /// The edition of the policy.
    pub edition: String,
    /// Whether social value is required.
    pub social_value: ScopeFinding,
    /// Which weight it gets; `None` when the policy sets no figure.
    pub weighting: Option<WeightingFinding>,
    /// Why there is no figure, when there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weighting_reasons: Vec<Reason>,
    /// Who answers for the tender.
    pub sign_off: Vec<SignOffFinding>,
    /// The items that are required.
    pub obligations: Vec<Obligation>,
    /// Clauses that disagree.
    pub tensions: Vec<TensionFinding>,
    /// How the value stands to the statutory threshold.
    pub statute: StatuteFinding,
    /// What has to be asked before everything can be decided.
    pub questions: Vec<Question>,
}

/// Why a line of a determination says what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The clause behind the rule.
    pub clause: String,
    /// The rule as a sentence.
    pub text: String,
    /// The rule's name within the pack.
    pub rule: String,
    /// The facts that made it match.
    pub because: Vec<String>,
    /// What would change it, where a figure decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
}

/// Whether social value is required.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScopeFinding {
    /// The status, or `undecided` in JSON when facts are missing.
    #[serde(serialize_with = "status_or_undecided")]
    pub status: Option<ScopeStatus>,
    /// Every rule that matched, the deciding one first; or those that may match.
    pub reasons: Vec<Reason>,
    /// The statuses that are still possible.
    #[serde(skip)]
    pub possible: Vec<ScopeStatus>,
    /// The facts that are missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<FactName>,
}

impl Determination {
    /// What has to be asked, for the policy and then for the statute, each fact once.
    pub fn all_questions(&self) -> impl Iterator<Item = &Question> {
        let known = |fact| self.questions.iter().any(|question| question.fact == fact);
        let of_law = self.statute.questions.iter().filter(move |one| !known(one.fact));
        self.questions.iter().chain(of_law)
    }

    /// How many items are required, in words: “31, and 12 by law”.
    pub fn required_words(&self) -> String {
        let by_law = self.obligations.iter().filter(|one| one.by_law).count();
        match (self.obligations.len() - by_law, by_law) {
            (policy, 0) => policy.to_string(),
            (policy, by_law) => format!("{policy}, and {by_law} by law"),
        }
    }
}

impl ScopeFinding {
    /// The status in a word or two.
    pub fn words(&self) -> String {
        self.status.map_or_else(
            || {
                let possible: Vec<&str> = self.possible.iter().map(Into::into).collect();
                format!("not decided: {}", possible.join(" or "))
            },
            |status| status.to_string(),
        )
    }
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn status_or_undecided<S: serde::Serializer>(
    status: &Option<ScopeStatus>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(status.as_ref().map_or("undecided", Into::into))
}

/// Which weight social value gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeightingFinding {
    /// The least weight.
    pub minimum: Option<Percent>,
    /// The greatest weight.
    pub maximum: Option<Percent>,
    /// What the weights are percentages of.
    pub base: Base,
    /// The only weights that are possible, where the policy names them.
    pub choices: Vec<Percent>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Whether a justification has to be on file.
    pub justification: bool,
    /// Whether the officer may adjust the figure with a reason.
    pub adjustable: bool,
    /// Who may agree to depart from the figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// The facts that are missing before the figure stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<FactName>,
}

impl WeightingFinding {
    /// The figure in words: “at least 10% of the total award criteria”.
    pub fn words(&self) -> String {
        let mut words = self.figure();
        if !self.needs.is_empty() {
            words.push_str(", not decided yet");
        }
        words
    }

    fn figure(&self) -> String {
        let base = self.base.of();
        if self.choices.len() > 1 {
            let choices: Vec<String> = self.choices.iter().map(ToString::to_string).collect();
            return format!("{} {base}", choices.join(" or "));
        }
        match (self.minimum, self.maximum) {
            (Some(least), None) if self.adjustable => {
                format!("{least} {base} by default, adjustable with a reason")
            }
            (Some(least), Some(most)) if least == most => format!("exactly {least} {base}"),
            (Some(least), Some(most)) => format!("{least} to {most} {base}"),
            (Some(least), None) => format!("at least {least} {base}"),
            (None, Some(most)) => format!("up to {most} {base}"),
            (None, None) => {
                let choices: Vec<String> = self.choices.iter().map(ToString::to_string).collect();
                format!("{} {base}", choices.join(" or "))
            }
        }
    }

    /// The bounds as shares of the whole award, once the share of quality is known.
    pub fn of_total(&self, quality_share: Option<Percent>) -> Option<String> {
        let quality = quality_share.filter(|_| self.base == Base::Quality)?;
        let bound = self.minimum.or(self.maximum)?;
        Some(format!(
            "{bound} of a quality part of {quality} is {} of the total",
            bound.of(quality)
        ))
    }
}

/// Who answers for the tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOffFinding {
    /// The role or body.
    pub role: String,
    /// The clause behind it.
    pub clause: String,
    /// The rule as a sentence.
    pub text: String,
    /// The facts that made it match.
    pub because: Vec<String>,
    /// What would change it, where a figure decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// The facts that are missing before it is certain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<FactName>,
}

impl SignOffFinding {
    /// The role, with a word when it is not certain.
    pub fn words(&self) -> String {
        if self.needs.is_empty() {
            self.role.clone()
        } else {
            format!("{} (not certain yet)", self.role)
        }
    }
}

/// A required item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Obligation {
    /// The item.
    pub id: ItemId,
    /// Its stage.
    pub stage: StageNo,
    /// What to do.
    pub text: String,
    /// The clause behind it.
    pub clause: String,
    /// Whether the law asks for it, and not the policy.
    #[serde(skip)]
    pub by_law: bool,
}

/// Clauses of the policy that disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TensionFinding {
    /// The clauses.
    pub clauses: Vec<String>,
    /// How they disagree.
    pub text: String,
    /// Which one is applied, and why.
    pub applied: String,
}

/// A fact that is missing, with the question that gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The fact.
    pub fact: FactName,
    /// What to ask.
    #[serde(rename = "question")]
    pub ask: &'static str,
    /// What cannot be decided without it.
    pub decides: String,
}

/// Whether an item is on the checklist of a procurement, and whether it is required there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applies {
    /// Whether it is on the checklist; an unknown fact keeps it there.
    pub listed: bool,
    /// Whether the stage waits for it; an unknown fact keeps it required.
    pub required: bool,
    /// Why it is required, or not, in a sentence.
    pub why: String,
}

/// Holds the facts of a procurement against a policy and the statute.
pub fn determine(pack: &Pack, overlay: &Pack, facts: &Facts) -> Determination {
    let statute = StatuteFinding::of(overlay, facts);
    let scope = scope(pack, facts, statute.above);
    let at = Situation {
        social_value: &scope.possible,
        social_value_needs: &scope.needs,
        ..Situation::of(pack, facts, statute.above)
    };
    let (weighting, weighting_reasons) = weighting(pack, &at);
    let sign_off = sign_offs(pack, &at);
    let (mut obligations, _) = obligations(pack, &at);
    let mut of_law = Vec::new();
    if statute.applies {
        let at = Situation { with_vat: Situation::of(overlay, facts, None).with_vat, ..at };
        let (more, needs) = self::obligations(overlay, &at);
        obligations.extend(more);
        of_law = needs;
        of_law.extend(overlay.deadlines.iter().flat_map(
            |deadline| match deadline.when.holds(&at) {
                Truth::Unknown(needs) => needs,
                _ => Vec::new(),
            },
        ));
    }
    let tensions = pack
        .tensions
        .iter()
        .filter(|tension| !tension.when.holds(&at).is_no())
        .map(finding_of)
        .collect();
    let mut determination = Determination {
        policy: pack.policy.id.clone(),
        edition: pack.policy.edition.clone(),
        weighting,
        weighting_reasons,
        sign_off,
        obligations,
        tensions,
        questions: Vec::new(),
        social_value: scope,
        statute,
    };
    determination.questions = questions(&determination);
    determination.statute.questions = asked(&of_law, "what the statute asks for");
    determination
}

/// The required items of a pack, and the facts that are missing before its list is certain.
fn obligations(pack: &Pack, at: &Situation<'_>) -> (Vec<Obligation>, Vec<FactName>) {
    let mut needs = Vec::new();
    let mut required = Vec::new();
    for item in &pack.items {
        let called = called(item, at);
        let is_required = called.is_required();
        needs.extend(called.needs);
        if is_required {
            required.push(Obligation {
                id: item.id.clone(),
                stage: item.stage,
                text: item.text.clone(),
                clause: item.clause.clone(),
                by_law: pack.is_overlay(),
            });
        }
    }
    (required, needs)
}

/// Whether one item of a policy, or of the statute over it, is on the checklist, given the
/// determination for the same facts.
pub fn applies(pack: &Pack, item: &Item, facts: &Facts, determination: &Determination) -> Applies {
    let at = Situation {
        social_value: &determination.social_value.possible,
        social_value_needs: &determination.social_value.needs,
        ..Situation::of(pack, facts, determination.statute.above)
    };
    let called = called(item, &at);
    Applies {
        listed: called.listed,
        required: called.is_required(),
        why: why(pack, item, &called, &at),
    }
}

/// What becomes of an item, before there are words for it.
struct Called<'a> {
    /// Whether it is on the checklist; an unknown fact keeps it there.
    listed: bool,
    /// The condition on which its stage waits for it, and whether that holds.
    waits: Option<(&'a Condition, Truth)>,
    /// The facts that are missing before this is certain.
    needs: Vec<FactName>,
}

impl Called<'_> {
    /// Whether the stage waits for it; an unknown fact keeps it required.
    fn is_required(&self) -> bool {
        self.waits.as_ref().is_some_and(|(_, truth)| !truth.is_no())
    }
}

fn called<'a>(item: &'a Item, at: &Situation<'_>) -> Called<'a> {
    let mut needs = match item.when.holds(at) {
        Truth::No => return Called { listed: false, waits: None, needs: Vec::new() },
        Truth::Yes => Vec::new(),
        Truth::Unknown(needs) => needs,
    };
    if !item.required {
        return Called { listed: true, waits: None, needs };
    }
    let condition = item.required_when.as_ref().unwrap_or(&item.when);
    let truth = condition.holds(at);
    if let Truth::Unknown(more) = &truth {
        add(&mut needs, more);
    }
    Called { listed: true, waits: Some((condition, truth)), needs }
}

/// Why an item is required, or not, in a sentence.
fn why(pack: &Pack, item: &Item, called: &Called<'_>, at: &Situation<'_>) -> String {
    if !called.listed {
        return sentence("It is not called for here", &item.when, at);
    }
    let of_law = pack.is_overlay();
    match &called.waits {
        None => match (item.origin, of_law) {
            (Origin::GoodPractice, true) => {
                "Good practice; the law does not bind this tender to it."
            }
            (Origin::GoodPractice, false) => "Good practice, not a rule of this policy.",
            (Origin::Policy, true) => {
                "The law allows it, or asks for it in some cases; the stage does not wait for it."
            }
            (Origin::Policy, false) => "The policy encourages it; the stage does not wait for it.",
        }
        .to_owned(),
        Some((condition, _)) if condition.is_always() => {
            let source = if of_law { "The law" } else { "The policy" };
            format!("{source} requires it in every procurement.")
        }
        Some((condition, Truth::Yes)) => sentence("Required here", condition, at),
        Some((condition, Truth::No)) => sentence("Optional here", condition, at),
        Some((condition, Truth::Unknown(_))) => {
            sentence("Taken as required until it is decided", condition, at)
        }
    }
}

fn sentence(lead: &str, condition: &Condition, at: &Situation<'_>) -> String {
    let because = condition.because(at).join("; ");
    // What is not known stands there as its question.
    let end = if because.ends_with('?') { "" } else { "." };
    format!("{lead}: {because}{end}")
}

fn scope(pack: &Pack, facts: &Facts, above_threshold: Option<bool>) -> ScopeFinding {
    let at = Situation::of(pack, facts, above_threshold);
    let held: Vec<(&ScopeRule, Truth)> =
        pack.scope.iter().map(|rule| (rule, rule.when.holds(&at))).collect();
    let mut possible = Vec::new();
    let mut needs: Vec<FactName> = Vec::new();
    for (rule, truth) in &held {
        match truth {
            Truth::No => {}
            Truth::Unknown(missing) => {
                possible.push(rule.status);
                add(&mut needs, missing);
            }
            Truth::Yes => {
                possible.push(rule.status);
                break;
            }
        }
    }
    possible.sort_unstable_by(|a, b| b.cmp(a));
    possible.dedup();
    let status = match possible.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    if status.is_some() {
        needs.clear();
    }
    let reasons = held
        .iter()
        .filter(|(rule, truth)| match truth {
            Truth::Yes => status.is_none_or(|status| rule.status == status),
            Truth::Unknown(_) => status.is_none(),
            Truth::No => false,
        })
        .map(|(rule, truth)| Reason {
            clause: rule.clause.clone(),
            text: rule.why.clone(),
            rule: rule.id.clone(),
            because: rule.when.because(&at),
            otherwise: truth
                .is_yes()
                .then(|| rule.when.otherwise(&at))
                .flatten()
                .map(|turn| format!("{turn} this rule would not apply.")),
        })
        .collect();
    ScopeFinding { status, reasons, possible, needs }
}

/// Which weight follows. While the status is open, the weight is worked out under each one that
/// is possible, the strictest first, and stands when they agree.
fn weighting(pack: &Pack, at: &Situation<'_>) -> (Option<WeightingFinding>, Vec<Reason>) {
    let mut outcomes = at.social_value.iter().map(|status| {
        let supposed = Situation { social_value: std::slice::from_ref(status), ..*at };
        weighting_under(pack, &supposed, at)
    });
    let Some(mut strictest) = outcomes.next() else {
        return (None, Vec::new());
    };
    for mut other in outcomes {
        // A figure that may be adjusted is another than the same one that may not.
        fn figure(
            found: &WeightingFinding,
        ) -> (Option<Percent>, Option<Percent>, &[Percent], Base, bool) {
            (found.minimum, found.maximum, &found.choices, found.base, found.adjustable)
        }
        if other.0.as_ref().map(figure) == strictest.0.as_ref().map(figure) {
            if let (Some(finding), Some(other)) = (&mut strictest.0, &other.0) {
                add(&mut finding.needs, &other.needs);
            }
            continue;
        }
        if strictest.0.is_none() {
            std::mem::swap(&mut strictest, &mut other);
        }
        if let Some(finding) = &mut strictest.0 {
            add(&mut finding.needs, at.social_value_needs);
            // What would hold instead is told, too.
            let others = other.0.map_or(other.1, |other| other.reasons);
            for reason in others {
                if finding.reasons.iter().all(|known| known.rule != reason.rule) {
                    finding.reasons.push(reason);
                }
            }
        }
    }
    strictest
}

/// Which weight follows in a supposed situation, with the reasons as they are `at` hand.
fn weighting_under(
    pack: &Pack,
    supposed: &Situation<'_>,
    at: &Situation<'_>,
) -> (Option<WeightingFinding>, Vec<Reason>) {
    let mut needs: Vec<FactName> = Vec::new();
    let mut open = Vec::new();
    let mut decided = None;
    for rule in pack.weighting.iter().filter(|rule| !rule.until_known) {
        match rule.when.holds(supposed) {
            Truth::No => {}
            Truth::Unknown(missing) => {
                add(&mut needs, &missing);
                open.push(rule);
            }
            Truth::Yes => {
                decided = Some(rule);
                break;
            }
        }
    }
    if let Some(rule) = decided
        && open.iter().all(|other| agree(other, rule))
    {
        let reasons = [rule].into_iter().chain(open).map(|rule| weighting_reason(rule, at));
        return figure(rule, reasons.collect(), Vec::new());
    }
    if open.is_empty() {
        return (None, Vec::new());
    }
    // Which rule decides is not known: the one that stands in speaks for them. Where it is not
    // certain to hold either, a single figure that may follow says more than it does.
    let first = open[0];
    let several = decided.is_some() || open.iter().any(|other| !agree(other, first));
    let stand_in = pack.weighting.iter().filter(|rule| rule.until_known).find(|rule| {
        match rule.when.holds(supposed) {
            Truth::Yes => true,
            Truth::Unknown(_) => several,
            Truth::No => false,
        }
    });
    let reasons = stand_in.into_iter().chain(open).chain(decided);
    let reasons: Vec<Reason> = reasons.map(|rule| weighting_reason(rule, at)).collect();
    figure(stand_in.unwrap_or(first), reasons, needs)
}

/// Whether two rules lead to the same figure, so that it does not matter which one decides.
fn agree(one: &WeightingRule, other: &WeightingRule) -> bool {
    let figure = |rule: &WeightingRule| (rule.minimum, rule.maximum, rule.base, rule.adjustable);
    figure(one) == figure(other) && one.choices == other.choices
}

fn figure(
    rule: &WeightingRule,
    reasons: Vec<Reason>,
    needs: Vec<FactName>,
) -> (Option<WeightingFinding>, Vec<Reason>) {
    let none = rule.minimum.is_none() && rule.maximum.is_none() && rule.choices.is_empty();
    let Some(base) = rule.base.filter(|_| !none) else {
        return (None, reasons);
    };
    let exact = rule.minimum.filter(|least| rule.maximum == Some(*least));
    let finding = WeightingFinding {
        minimum: rule.minimum,
        maximum: rule.maximum,
        base,
        choices: exact.map_or_else(|| rule.choices.clone(), |only| vec![only]),
        reasons,
        justification: rule.justification,
        adjustable: rule.adjustable,
        decided_by: rule.decided_by.clone(),
        needs,
    };
    (Some(finding), Vec::new())
}

fn weighting_reason(rule: &WeightingRule, at: &Situation<'_>) -> Reason {
    Reason {
        clause: rule.clause.clone(),
        text: rule.why.clone(),
        rule: rule.id.clone(),
        because: rule.when.because(at),
        otherwise: rule.when.otherwise(at).map(|turn| format!("{turn} this rule would not apply.")),
    }
}

/// Who answers, each role once for a clause, however many of its rules hold.
fn sign_offs(pack: &Pack, at: &Situation<'_>) -> Vec<SignOffFinding> {
    let mut found: Vec<SignOffFinding> = Vec::new();
    for next in pack.sign_off.iter().filter_map(|rule| sign_off(rule, at)) {
        let same = found
            .iter_mut()
            .find(|other| (&other.role, &other.clause) == (&next.role, &next.clause));
        match same {
            None => found.push(next),
            // What is certain stands before what may be.
            Some(other) if next.needs.is_empty() && !other.needs.is_empty() => *other = next,
            Some(other) if other.needs.is_empty() => {}
            Some(other) => add(&mut other.needs, &next.needs),
        }
    }
    found
}

fn sign_off(rule: &SignOff, at: &Situation<'_>) -> Option<SignOffFinding> {
    let needs = match rule.when.holds(at) {
        Truth::No => return None,
        Truth::Yes => Vec::new(),
        Truth::Unknown(needs) => needs,
    };
    Some(SignOffFinding {
        role: rule.role.clone(),
        clause: rule.clause.clone(),
        text: rule.why.clone(),
        because: rule.when.because(at),
        otherwise: rule
            .when
            .otherwise(at)
            .map(|turn| format!("{turn} this role would not be the one to answer.")),
        needs,
    })
}

fn finding_of(tension: &Tension) -> TensionFinding {
    TensionFinding {
        clauses: tension.clauses.clone(),
        text: tension.text.clone(),
        applied: tension.applied.clone(),
    }
}

/// The questions behind facts that are missing, each once.
fn asked(missing: &[FactName], decides: &str) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for fact in missing {
        if !questions.iter().any(|question| question.fact == *fact) {
            questions.push(Question {
                fact: *fact,
                ask: fact.question(),
                decides: decides.to_owned(),
            });
        }
    }
    questions
}

fn questions(determination: &Determination) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let mut ask = |facts: &[FactName], decides: &str| {
        let new = asked(facts, decides).into_iter();
        let new: Vec<Question> =
            new.filter(|new| !questions.iter().any(|old| old.fact == new.fact)).collect();
        questions.extend(new);
    };
    ask(&determination.social_value.needs, "whether social value is required");
    if let Some(weighting) = &determination.weighting {
        ask(&weighting.needs, "the weight of social value");
    }
    for sign_off in &determination.sign_off {
        ask(&sign_off.needs, &format!("whether {} answers for the tender", sign_off.role));
    }
    questions
}
