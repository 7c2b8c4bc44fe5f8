//! `tenderbook assess`: what a policy requires of given facts, and why.

use std::io::Write;

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::cli::flags::FactFlags;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::domain::{Date, Facts, StageNo};
use crate::policy::{Determination, Obligation, Reason, WeightingFinding};
use crate::register::{Library, ProcurementView};

/// Say what a policy requires of a tender, and why; nothing is recorded
///
/// The tender is one of the register, or given by flags. With both, the flags
/// say what would be different: “what if it were £90,000?”
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook assess --policy cumbria --type services --value 120k
  tenderbook assess --type works --value 2m --advertised --all-policies
  tenderbook assess 2026-0001
  tenderbook assess 2026-0001 --value 90k --json")]
#[command(
    mut_arg("contract_type", |arg| arg.required_unless_present("reference")),
    mut_arg("value", |arg| arg.required_unless_present("reference")),
)]
pub(crate) struct Arguments {
    /// The reference of a procurement; left out, the flags say everything
    #[arg(value_name = "REF")]
    reference: Option<String>,
    /// The policy; the procurement's own when it is left out
    #[arg(
        long, value_name = "POLICY",
        required_unless_present_any = ["reference", "all_policies"], conflicts_with = "all_policies",
    )]
    policy: Option<String>,
    /// Hold the same facts against every policy
    #[arg(long)]
    all_policies: bool,
    /// The day that picks the statutory thresholds, like 2026-11-21; today when it is left out
    #[arg(long, value_name = "DATE", value_parser = Date::from_iso, conflicts_with = "start")]
    on: Option<Date>,
    /// Print one object for programs, or a list of them with --all-policies
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    facts: FactFlags,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let (facts, own) = match &arguments.reference {
        Some(reference) => {
            let register = settings.register()?;
            let view = register.procurement(reference)?;
            let facts = asked(arguments, arguments.facts.over(&view.facts));
            let own = register.reassess(reference, &facts)?;
            (facts, Some(own))
        }
        None => (fresh(arguments, settings)?, None),
    };
    let library = settings.library();
    let found = match (&arguments.policy, own) {
        _ if arguments.all_policies => library.assess_all(&facts)?,
        (None, Some(own)) => vec![own],
        (Some(policy), _) => vec![library.assess(policy, &facts)?],
        (None, None) => return Err(Failure::usage("No policy was named.", "Give --policy.")),
    };
    write::left_out(&library);
    match found.as_slice() {
        [one] if arguments.json && !arguments.all_policies => return write::json(out, one),
        many if arguments.json => return write::json(out, &many),
        _ => {}
    }
    writeln!(out, "Facts")?;
    self::facts(out, &facts)?;
    if arguments.reference.is_none()
        && let Some(sentence) = arguments.facts.taken_as_no()
    {
        writeln!(out, "  {sentence}")?;
    }
    for determination in &found {
        writeln!(out)?;
        explain(out, determination, &facts, &library)?;
    }
    Ok(())
}

fn fresh(arguments: &Arguments, settings: &Settings) -> Result<Facts> {
    let facts = arguments.facts.fresh(settings.clock.today()).ok_or_else(|| {
        Failure::usage("A tender needs its type and value.", "Give --type and --value.")
    })?;
    Ok(asked(arguments, facts))
}

fn asked(arguments: &Arguments, mut facts: Facts) -> Facts {
    facts.start = arguments.on.unwrap_or(facts.start);
    facts
}

/// Writes the facts, one on each line.
pub(crate) fn facts(out: &mut impl Write, facts: &Facts) -> Result {
    for (name, value) in facts.lines() {
        writeln!(out, "  {name}: {value}")?;
    }
    Ok(())
}

/// Writes what the policy requires of a procurement in a few lines.
pub(crate) fn brief(out: &mut impl Write, view: &ProcurementView) -> Result {
    in_short(out, &view.determination)?;
    writeln!(out, "  “tenderbook assess {}” gives the reasons.", view.reference)?;
    Ok(())
}

/// Writes a determination in a few lines, without its reasons.
pub(crate) fn in_short(out: &mut impl Write, found: &Determination) -> Result {
    writeln!(out, "  Social value: {}", found.social_value.words())?;
    writeln!(out, "  Weighting: {}", weighting_words(found))?;
    let roles: Vec<String> =
        found.sign_off.iter().map(|sign_off| visible(&sign_off.words())).collect();
    let roles = if roles.is_empty() { "none named".to_owned() } else { roles.join(", ") };
    writeln!(out, "  Sign-off: {roles}")?;
    for tension in &found.tensions {
        writeln!(out, "  Clauses that disagree: {}", visible(&tension.clauses.join("; ")))?;
    }
    writeln!(out, "  Statute: {}", visible(&found.statute.text))?;
    for question in found.all_questions() {
        writeln!(out, "  Open question: {}", question.ask)?;
    }
    Ok(())
}

fn weighting_words(found: &Determination) -> String {
    found
        .weighting
        .as_ref()
        .map_or_else(|| "no figure follows from the policy".to_owned(), WeightingFinding::words)
}

fn explain(
    out: &mut impl Write,
    found: &Determination,
    facts: &Facts,
    library: &Library,
) -> Result {
    let title = library
        .policies()
        .iter()
        .find(|loaded| loaded.pack.policy.id == found.policy)
        .map(|loaded| format!(": {}", visible(&loaded.pack.policy.authority)));
    writeln!(
        out,
        "Policy {}, edition {}{}",
        visible(&found.policy),
        visible(&found.edition),
        title.unwrap_or_default()
    )?;
    grounds(out, found, facts)?;
    obligations(out, found)
}

/// Writes a determination with its reasons, without the items that are required.
pub(crate) fn grounds(out: &mut impl Write, found: &Determination, facts: &Facts) -> Result {
    writeln!(out, "  Social value: {}", found.social_value.words())?;
    reasons(out, &found.social_value.reasons)?;
    writeln!(out, "  Weighting: {}", weighting_words(found))?;
    reasons(out, &found.weighting_reasons)?;
    if let Some(weighting) = &found.weighting {
        reasons(out, &weighting.reasons)?;
        if let Some(share) = weighting.of_total(facts.quality_share) {
            writeln!(out, "    {share}.")?;
        }
        if weighting.justification {
            writeln!(out, "    A justification has to be on file.")?;
        }
        if weighting.adjustable {
            writeln!(out, "    It may be adjusted, with a reason on file.")?;
        }
        if let Some(body) = &weighting.decided_by {
            writeln!(out, "    {} may decide otherwise.", visible(body))?;
        }
    }
    sign_off(out, found)?;
    if found.tensions.is_empty() {
        writeln!(out, "  Clauses that disagree: none here")?;
    }
    for tension in &found.tensions {
        writeln!(out, "  Clauses that disagree: {}", visible(&tension.clauses.join("; ")))?;
        write::indented(out, 4, "", &tension.text)?;
        write::indented(out, 4, "Applied: ", &tension.applied)?;
    }
    let clause = found.statute.clause.as_deref();
    let clause = clause.map_or(String::new(), |clause| format!(", {}", visible(clause)));
    writeln!(out, "  Statute{clause}: {}", visible(&found.statute.text))?;
    for question in &found.statute.questions {
        writeln!(out, "    {} It decides {}.", question.ask, question.decides)?;
    }
    questions(out, found)
}

pub(crate) fn reasons(out: &mut impl Write, reasons: &[Reason]) -> Result {
    for reason in reasons {
        let clause = visible(&reason.clause);
        write::indented(out, 4, &format!("Clause {clause}: "), &reason.text)?;
        because(out, &reason.because, reason.otherwise.as_deref())?;
    }
    Ok(())
}

fn because(out: &mut impl Write, facts: &[String], otherwise: Option<&str>) -> Result {
    // A question that is still open is no ground: it stands by itself, with its question mark.
    let (open, known): (Vec<&String>, Vec<&String>) =
        facts.iter().partition(|fact| fact.ends_with('?'));
    if !known.is_empty() {
        let known: Vec<String> = known.into_iter().map(|fact| visible(fact)).collect();
        writeln!(out, "      Because {}.", known.join("; "))?;
    }
    for question in open {
        let question = visible(question).replacen("not known", "Not known", 1);
        writeln!(out, "      {question}")?;
    }
    if let Some(otherwise) = otherwise {
        writeln!(out, "      {}", visible(otherwise))?;
    }
    Ok(())
}

fn sign_off(out: &mut impl Write, found: &Determination) -> Result {
    if found.sign_off.is_empty() {
        writeln!(out, "  Sign-off: none named by the policy")?;
    }
    for sign_off in &found.sign_off {
        let certain = if sign_off.needs.is_empty() { "" } else { ", not certain yet" };
        writeln!(out, "  Sign-off: {}{certain}", visible(&sign_off.role))?;
        let clause = visible(&sign_off.clause);
        write::indented(out, 4, &format!("Clause {clause}: "), &sign_off.text)?;
        because(out, &sign_off.because, sign_off.otherwise.as_deref())?;
    }
    Ok(())
}

fn questions(out: &mut impl Write, found: &Determination) -> Result {
    if found.questions.is_empty() {
        writeln!(out, "  Open questions: none")?;
    } else {
        writeln!(out, "  Open questions: {}", found.questions.len())?;
    }
    for question in &found.questions {
        writeln!(out, "    {} It decides {}.", question.ask, visible(&question.decides))?;
    }
    Ok(())
}

fn obligations(out: &mut impl Write, found: &Determination) -> Result {
    let (by_law, by_policy): (Vec<&Obligation>, Vec<&Obligation>) =
        found.obligations.iter().partition(|one| one.by_law);
    required(out, "Required items", "clause ", &by_policy)?;
    if !by_law.is_empty() {
        required(out, "Required by law", "", &by_law)?;
    }
    Ok(())
}

fn required(out: &mut impl Write, heading: &str, lead: &str, items: &[&Obligation]) -> Result {
    writeln!(out, "  {heading}: {}", items.len())?;
    for stage in StageNo::all() {
        let mut of_stage = items.iter().filter(|item| item.stage == stage).peekable();
        if of_stage.peek().is_some() {
            writeln!(out, "    Stage {stage}, {}", stage.name())?;
        }
        for item in of_stage {
            let (text, clause) = (visible(&item.text), visible(&item.clause));
            writeln!(out, "      {text} ({}; {lead}{clause})", item.id)?;
        }
    }
    Ok(())
}
