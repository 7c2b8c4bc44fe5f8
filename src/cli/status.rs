//! `tenderbook status`: the status of a supplier, judged behaviour by behaviour and decided.

use std::collections::BTreeMap;
use std::io::Write;

use clap::{ArgGroup, Args, Subcommand};
use serde::Serialize;
use uuid::Uuid;

use crate::cli::after::deed::{self, Told};
use crate::cli::after::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::Said;
use crate::cli::pick::{Kind, Known, pick};
use crate::cli::supplier::show::{TrackShown, track};
use crate::cli::value::or_none;
use crate::cli::{Settings, write};
use crate::domain::Date;
use crate::domain::supplier::{Decided, Judgement, Proposal, Reply, StatusReview, doubt};
use crate::domain::text::visible;
use crate::register::{Fault, SchemeView, StatusView, SupplierAct, SupplierView};

/// The status of a supplier under the scheme of a policy, such as Gold or Silver
///
/// Each behaviour of the scheme is judged with evidence, or is “no data”, which
/// supports no level. The supplier is told what is intended and may reply; then
/// somebody decides, with a reason.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook status begin Acme --policy cumbria
  tenderbook status judge Acme relationship --level Silver --evidence \"Reviews of March and June\"
  tenderbook status judge Acme strategic-focus --no-data
  tenderbook status tell Acme
  tenderbook status reply Acme --text \"We accept this\"
  tenderbook status decide Acme --level Silver --reason \"All behaviours reach it\" --by \"J. Smith\"
  tenderbook status show Acme")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the status that stands, what is under way, earlier decisions, and what applies now
    #[command(after_help = "Examples:
  tenderbook status show Acme
  tenderbook status show Acme --json")]
    Show(Show),
    /// Begin a review of status
    #[command(after_help = "Example:
  tenderbook status begin Acme --policy cumbria")]
    Begin(Begin),
    /// Judge one behaviour, or say that there is no data
    #[command(
        group(ArgGroup::new("judged").required(true).args(["level", "no_data"])),
        after_help = "Examples:
  tenderbook status judge Acme relationship --level Gold --evidence \"Review of 3 May, page 2\"
  tenderbook status judge Acme 4 --no-data"
    )]
    Judge(Judge),
    /// Say when the supplier was told what is intended
    #[command(after_help = "Examples:
  tenderbook status tell Acme
  tenderbook status tell Acme --on none")]
    Tell(Tell),
    /// Record what the supplier says to it
    #[command(
        group(ArgGroup::new("given").required(true).args(["text", "clear"])),
        after_help = "Examples:
  tenderbook status reply Acme --text \"We ask you to look at the figures of May\" --on 2026-06-20
  tenderbook status reply Acme --clear"
    )]
    Reply(ReplyArguments),
    /// Decide on the status
    #[command(after_help = "Example:
  tenderbook status decide Acme --level Silver --reason \"All behaviours reach it\" --by \"J. Smith\" --next-review 2027-06-01")]
    Decide(Decide),
    /// Take a review of status away that was begun by mistake
    #[command(after_help = "Example:
  tenderbook status remove Acme --reason \"Begun for the wrong supplier\"")]
    Remove(Remove),
}

/// Whose status, under which scheme.
#[derive(Debug, Args)]
struct Whose {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// The policy; left out where only one review is under way
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    #[command(flatten)]
    told: Told,
}

#[derive(Debug, Args)]
struct Show {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// Print one object for programs; docs/contract-json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Begin {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// The policy whose scheme it is
    #[arg(long, value_name = "POLICY")]
    policy: String,
    /// Who judges; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    told: Told,
}

#[derive(Debug, Args)]
struct Judge {
    #[command(flatten)]
    whose: Whose,
    /// The behaviour, by its number, id or title
    #[arg(value_name = "BEHAVIOUR")]
    behaviour: String,
    /// The level that it supports
    #[arg(long, value_name = "LEVEL", requires = "evidence")]
    level: Option<String>,
    /// What that rests on
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// There is no data to judge by
    #[arg(long)]
    no_data: bool,
}

#[derive(Debug, Args)]
struct Tell {
    #[command(flatten)]
    whose: Whose,
    /// The day, today when it is left out; or none, which takes it back
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    on: Option<Said<Date>>,
}

#[derive(Debug, Args)]
struct ReplyArguments {
    #[command(flatten)]
    whose: Whose,
    /// What the supplier says
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Take the reply away
    #[arg(long, conflicts_with = "on")]
    clear: bool,
}

#[derive(Debug, Args)]
struct Decide {
    #[command(flatten)]
    whose: Whose,
    /// The level
    #[arg(long, value_name = "LEVEL")]
    level: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who decided; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of the decision; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The day on which it is looked at again
    #[arg(long, value_name = "DATE")]
    next_review: Option<Date>,
}

#[derive(Debug, Args)]
struct Remove {
    #[command(flatten)]
    whose: Whose,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Show(arguments) => show(&arguments, settings, out),
        Command::Begin(Begin { supplier, policy, by, told }) => {
            let not_done = "The review of status was not begun.";
            deed::supply(out, settings, told, not_done, &supplier, |view, _, context| {
                let by = by.unwrap_or_else(|| context.officer.clone());
                Ok(SupplierAct::BeginStatus { supplier: view.uid, policy, by })
            })
        }
        Command::Judge(arguments) => judge(arguments, settings, out),
        Command::Tell(Tell { whose, on }) => {
            let not_done = "That was not recorded.";
            deed::supply(
                out,
                settings,
                whose.told,
                not_done,
                &whose.supplier,
                |view, _, context| {
                    let day = on.map_or(Some(context.today), |said| said.0);
                    Ok(SupplierAct::Tell { review: open(view, whose.policy.as_deref())?.uid, day })
                },
            )
        }
        Command::Reply(ReplyArguments { whose, text, on, clear: _ }) => {
            let not_done = "The reply was not recorded.";
            deed::supply(
                out,
                settings,
                whose.told,
                not_done,
                &whose.supplier,
                |view, _, context| {
                    let day = on.unwrap_or(context.today);
                    Ok(SupplierAct::Reply {
                        review: open(view, whose.policy.as_deref())?.uid,
                        reply: text.map(|text| Reply { day, text }),
                    })
                },
            )
        }
        Command::Decide(arguments) => decide(arguments, settings, out),
        Command::Remove(Remove { whose, reason }) => {
            let not_done = "The review of status was not taken away.";
            deed::supply(out, settings, whose.told, not_done, &whose.supplier, |view, _, _| {
                Ok(SupplierAct::Remove { uid: open(view, whose.policy.as_deref())?.uid, reason })
            })
        }
    }
}

fn judge(arguments: Judge, settings: &Settings, out: &mut impl Write) -> Result {
    let Judge { whose, behaviour, level, evidence, no_data: _ } = arguments;
    let not_done = "The behaviour was not judged.";
    deed::supply(out, settings, whose.told, not_done, &whose.supplier, |view, _, _| {
        let open = open(view, whose.policy.as_deref())?;
        let all = (1_usize..).zip(&open.review.judgements).map(|(number, one)| Known {
            it: one,
            uid: one.behaviour.clone(),
            number: Some(number.to_string()),
            name: one.title.clone(),
        });
        let kind = Kind { one: "behaviour", many: "behaviours", none: "" };
        let of = pick(kind, &behaviour, all.collect())?;
        let level = level.map(|level| level_of(&open.review, level));
        Ok(SupplierAct::Judge {
            review: open.uid,
            judgement: Judgement {
                behaviour: of.behaviour.clone(),
                title: of.title.clone(),
                level,
                evidence,
            },
        })
    })
}

fn decide(arguments: Decide, settings: &Settings, out: &mut impl Write) -> Result {
    let Decide { whose, level, reason, by, on, next_review } = arguments;
    let not_done = "The status was not decided.";
    deed::supply(out, settings, whose.told, not_done, &whose.supplier, |view, _, context| {
        let open = open(view, whose.policy.as_deref())?;
        Ok(SupplierAct::Decide {
            review: open.uid,
            decided: Decided {
                level: level_of(&open.review, level),
                reason,
                by: by.unwrap_or_else(|| context.officer.clone()),
                day: on.unwrap_or(context.today),
                next_review,
            },
        })
    })
}

/// The level as the scheme writes it; what the scheme does not have stays as it was typed.
fn level_of(review: &StatusReview, given: String) -> String {
    let wanted = given.trim().to_lowercase();
    let known = review.levels.iter().find(|level| level.to_lowercase() == wanted);
    known.cloned().unwrap_or(given)
}

/// The review that is under way.
fn open<'a>(view: &'a SupplierView, policy: Option<&str>) -> Result<&'a StatusView> {
    let wanted = policy.map(|policy| policy.trim().to_lowercase());
    let schemes = view.schemes.iter().filter(|scheme| {
        wanted.as_deref().is_none_or(|wanted| scheme.policy.to_lowercase() == wanted)
    });
    let open: Vec<(&SchemeView, &StatusView)> =
        schemes.filter_map(|scheme| Some((scheme, scheme.open.as_ref()?))).collect();
    match open.as_slice() {
        [(_, only)] => Ok(only),
        [] => Err(Failure::Fault(Fault::NotFound {
            message: format!(
                "No review of the status of “{}” is under way.",
                visible(&view.supplier.name)
            ),
            hint: Some("“tenderbook status begin” begins one.".to_owned()),
        })),
        several => {
            let names: Vec<&str> =
                several.iter().map(|(scheme, _)| scheme.policy.as_str()).collect();
            Err(Failure::usage(
                "Several reviews of status are under way, and which one is meant is not said.",
                format!("Add --policy with one of: {}.", names.join(", ")),
            ))
        }
    }
}

/// A scheme with a supplier's status, as programs are given it.
#[derive(Serialize)]
pub(crate) struct Scheme<'a> {
    policy: &'a str,
    authority: &'a str,
    clause: &'a str,
    says: &'a str,
    levels: Vec<Level<'a>>,
    stands: Option<Review<'a>>,
    open: Option<Review<'a>>,
    history: Vec<Review<'a>>,
    incentives: &'a [String],
}

#[derive(Serialize)]
struct Level<'a> {
    #[serde(rename = "level")]
    name: &'a str,
    behaviours: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Review<'a> {
    uid: Uuid,
    #[serde(flatten)]
    of: &'a StatusReview,
    supports: &'a Proposal,
}

fn review(of: &StatusView) -> Review<'_> {
    Review { uid: of.uid, of: &of.review, supports: &of.proposal }
}

impl<'a> From<&'a SchemeView> for Scheme<'a> {
    fn from(of: &'a SchemeView) -> Self {
        let levels = of.levels.iter().map(|(name, behaviours)| Level { name, behaviours });
        Self {
            policy: &of.policy,
            authority: &of.short,
            clause: &of.clause,
            says: &of.says,
            levels: levels.collect(),
            stands: of.stands.as_ref().map(review),
            open: of.open.as_ref().map(review),
            history: of.history.iter().map(review).collect(),
            incentives: &of.incentives,
        }
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    uid: Uuid,
    name: &'a str,
    version: i64,
    track: TrackShown,
    schemes: Vec<Scheme<'a>>,
}

fn show(arguments: &Show, settings: &Settings, out: &mut impl Write) -> Result {
    let register = settings.register()?;
    let (uid, _) = find::supplier(&register, &arguments.supplier)?;
    let view = register.supplier(uid, &settings.context())?;
    if arguments.json {
        let shown = Shown {
            uid: view.uid,
            name: &view.supplier.name,
            version: view.version,
            track: (&view.track).into(),
            schemes: view.schemes.iter().map(Into::into).collect(),
        };
        return write::json(out, &shown);
    }
    writeln!(out, "{}", visible(&view.supplier.name))?;
    writeln!(
        out,
        "\nHow it delivers, over {}",
        match view.contracts.len() {
            1 => "1 contract".to_owned(),
            count => format!("{count} contracts"),
        }
    )?;
    track(out, 2, &view.track)?;
    write(out, &view)
}

/// Writes the status of a supplier under each scheme.
pub(crate) fn write(out: &mut impl Write, view: &SupplierView) -> Result {
    for scheme in &view.schemes {
        writeln!(out, "\nStatus, {} ({})", visible(&scheme.short), visible(&scheme.clause))?;
        match scheme.stands.as_ref().and_then(|one| Some((one, one.review.decided.as_ref()?))) {
            None => writeln!(out, "  None decided yet.")?,
            Some((of, decided)) => decision(out, "Stands: ", &of.review, decided)?,
        }
        for incentive in &scheme.incentives {
            write::indented(out, 4, "Now applies: ", incentive)?;
        }
        if let Some(open) = &scheme.open {
            under_way(out, open)?;
        }
        let earlier = scheme.history.iter().map(|one| &one.review);
        for (of, decided) in earlier.filter_map(|of| Some((of, of.decided.as_ref()?))) {
            decision(out, "Earlier: ", of, decided)?;
        }
    }
    Ok(())
}

fn decision(out: &mut impl Write, lead: &str, review: &StatusReview, decided: &Decided) -> Result {
    let next = decided
        .next_review
        .map_or_else(String::new, |day| format!("; looked at again on {}", day.british()));
    writeln!(
        out,
        "  {lead}{}, decided on {} by {}{next}",
        visible(&decided.level),
        decided.day.british(),
        visible(&decided.by)
    )?;
    if let Some(doubt) = doubt(review) {
        write::indented(out, 4, "Mind: ", &doubt)?;
    }
    write::indented(out, 4, "Reason: ", &decided.reason)
}

fn under_way(out: &mut impl Write, open: &StatusView) -> Result {
    let review = &open.review;
    writeln!(out, "  Under way since {}, by {}", review.begun.british(), visible(&review.by))?;
    for (number, one) in (1..).zip(&review.judgements) {
        let level = one.level.as_deref().map_or_else(|| "no data".to_owned(), visible);
        writeln!(
            out,
            "    {number}  {} ({}): {level}",
            visible(&one.title),
            visible(&one.behaviour)
        )?;
        if let Some(evidence) = &one.evidence {
            write::indented(out, 7, "Evidence: ", evidence)?;
        }
    }
    let joined = |titles: &[String]| {
        titles.iter().map(|title| format!("“{}”", visible(title))).collect::<Vec<_>>().join(", ")
    };
    match &open.proposal {
        Proposal::Level { level, held_by } => {
            let held = match held_by.as_slice() {
                [] => String::new(),
                held => format!("; held by {}", joined(held)),
            };
            writeln!(out, "    The judgements support {}{held}.", visible(level))?;
        }
        Proposal::NoData { missing, at_most } => {
            let most = at_most.as_deref().map_or_else(String::new, |level| {
                format!(" It cannot be more than {}.", visible(level))
            });
            writeln!(out, "    No level is supported: no data on {}.{most}", joined(missing))?;
        }
    }
    match review.told {
        Some(day) => writeln!(out, "    The supplier was told on {}.", day.british())?,
        None => writeln!(out, "    The supplier was not told yet.")?,
    }
    if let Some(reply) = &review.reply {
        write::indented(out, 4, &format!("Reply of {}: ", reply.day.british()), &reply.text)?;
    }
    Ok(())
}
