//! The status of a supplier under each policy that has a scheme: what stands, the review under
//! way, what its judgements support, what was decided before.

use std::collections::BTreeMap;

use crate::domain::supplier::{Decided, Judgement, Proposal, doubt};
use crate::domain::text::visible;
use crate::register::{SchemeView, StatusView, SupplierView};
use crate::tui::command::{Command, Offer};
use crate::tui::dates;
use crate::tui::effect::{Effect, LineKind, Place, Section};
use crate::tui::screen::supplier::forms::{
    BeginForm, DecideForm, JudgeForm, ReasonForm, ReplyForm, SupplierForm, TellForm,
};
use crate::tui::screen::supplier::profile::seen;
use crate::tui::screen::supplier::{letter, track};
use crate::tui::screen::suppliers::asking;
use crate::tui::widget::page::{Page, Tone};
use crate::tui::widget::text;

/// What a line of the tab is about: the scheme by its place, and what of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The scheme as a whole.
    Scheme(usize),
    /// A behaviour of the review under way.
    Behaviour(usize, usize),
    /// An earlier decision.
    Earlier(usize, usize),
}

impl What {
    const fn scheme(self) -> usize {
        match self {
            Self::Scheme(at) | Self::Behaviour(at, _) | Self::Earlier(at, _) => at,
        }
    }
}

/// The tab as it is laid out.
pub(super) struct Status {
    pub(super) page: Page,
    pub(super) entries: Vec<What>,
}

/// The words of a level for a judgement; those of the scheme, where it was not judged.
fn level(judgement: &Judgement) -> String {
    judgement.level.clone().unwrap_or_else(|| "no data".to_owned())
}

/// What the judgements support, in sentences.
pub(super) fn supported(proposal: &Proposal) -> (String, Tone) {
    match proposal {
        Proposal::Level { level, held_by } if held_by.is_empty() => {
            (format!("The judgements support {level}: every behaviour reaches it."), Tone::Good)
        }
        Proposal::Level { level, held_by } => (
            format!(
                "The judgements support {level}. It is kept from being higher by: {}.",
                held_by.join(", ")
            ),
            Tone::Plain,
        ),
        Proposal::NoData { missing, at_most } => {
            let most = at_most.as_ref().map(|level| {
                format!(" Those that are judged reach {level}, beyond which the whole cannot be.")
            });
            (
                format!(
                    "The judgements support no level yet: there is no data on {}.{}",
                    missing.join(", "),
                    most.unwrap_or_default()
                ),
                Tone::Heed,
            )
        }
    }
}

/// A decision in a sentence.
fn decision(decided: &Decided) -> String {
    format!(
        "{}, decided by {} on {}: {}",
        decided.level,
        decided.by,
        dates::day(decided.day),
        decided.reason
    )
}

impl Status {
    fn entry(&mut self, words: &str, tone: Tone, what: What) {
        self.page.entry(words, tone);
        self.entries.push(what);
    }

    /// The tab; `beside` says that the figures on delivery stand in a column of their own.
    pub(super) fn of(view: &SupplierView, width: usize, beside: bool) -> Self {
        let mut status = Self { page: Page::new(width), entries: Vec::new() };
        if let Some((_, into)) = &view.merged_into {
            status
                .page
                .say(&format!("Merged into {into}; its status is judged there."), Tone::Heed);
        }
        if view.schemes.is_empty() {
            status.page.heading("No policy here has a scheme of supplier status.");
            let words = "Where a policy has one, such as that of Cumbria with Gold, Silver, Bronze and No Award, a supplier is judged here behaviour by behaviour, with evidence.";
            status.page.say(words, Tone::Plain);
        }
        for (at, scheme) in view.schemes.iter().enumerate() {
            status.scheme(view, at, scheme);
        }
        if !beside {
            track::set(&mut status.page, &view.track);
        }
        status
    }

    fn scheme(&mut self, view: &SupplierView, at: usize, scheme: &SchemeView) {
        let names: Vec<&str> = scheme.levels.iter().map(|(name, _)| name.as_str()).collect();
        self.page.heading(&format!("{} ({})", scheme.short, names.join(", ")));
        let stands = scheme.stands.as_ref().map(|stands| &stands.review);
        match stands.and_then(|stands| Some((stands, stands.decided.as_ref()?))) {
            Some((review, decided)) => {
                let doubt = doubt(review);
                let tone = if doubt.is_some() { Tone::Heed } else { Tone::Good };
                self.entry(&format!("Status: {}", decided.level), tone, What::Scheme(at));
                // Whoever reads the level reads with it what it lacks.
                if let Some(doubt) = doubt {
                    self.page.inset(&format!("{}.", text::capital(&doubt)), Tone::Heed);
                }
                let since = format!(
                    "since {}, decided by {}: {}",
                    dates::day(decided.day),
                    decided.by,
                    decided.reason
                );
                self.page.inset(&since, Tone::Plain);
                if let Some(next) = decided.next_review {
                    let overdue = next < view.today;
                    let words = if overdue { ", which is past: begin a review" } else { "" };
                    let tone = if overdue { Tone::Heed } else { Tone::Plain };
                    self.page.inset(&format!("Next review {}{words}", dates::day(next)), tone);
                }
                if scheme.incentives.is_empty() {
                    self.page.inset("The policy names no incentive at this level.", Tone::Dim);
                } else {
                    self.page.inset("Now applies:", Tone::Plain);
                    for gain in &scheme.incentives {
                        self.page.inset(&format!("- {gain}"), Tone::Plain);
                    }
                }
            }
            None => {
                self.entry("Status: none was decided yet", Tone::Dim, What::Scheme(at));
            }
        }
        match &scheme.open {
            Some(open) => self.review(at, scheme, open),
            None if view.merged_into.is_none() => {
                let key = Command::Begin.key(false);
                self.page.inset(&format!("{key} begins a review: each behaviour is judged with evidence, the supplier is told and can reply, then you decide."), Tone::Dim);
            }
            None => {}
        }
        if !scheme.history.is_empty() {
            self.page.heading("Decided before");
            for (place, earlier) in scheme.history.iter().enumerate() {
                if let Some(decided) = &earlier.review.decided {
                    self.entry(&decision(decided), Tone::Plain, What::Earlier(at, place));
                    if let Some(doubt) = doubt(&earlier.review) {
                        self.page.inset(&format!("{}.", text::capital(&doubt)), Tone::Heed);
                    }
                }
            }
        }
    }

    fn review(&mut self, at: usize, scheme: &SchemeView, open: &StatusView) {
        let review = &open.review;
        self.page.heading(&format!(
            "Review under way since {}, judged by {}",
            dates::day(review.begun),
            visible(&review.by)
        ));
        let wide = review.judgements.iter().map(|one| one.title.chars().count()).max().unwrap_or(0);
        for (place, judgement) in review.judgements.iter().enumerate() {
            let tone = if judgement.level.is_some() { Tone::Plain } else { Tone::Dim };
            let title = format!("{:<wide$}", judgement.title);
            self.page.entry_line(&format!("{title}  {}", level(judgement)), tone);
            self.entries.push(What::Behaviour(at, place));
            if let Some(words) = looks_like(scheme, judgement, judgement.level.as_deref()) {
                self.page.inset(words, Tone::Dim);
            }
            if let Some(evidence) = &judgement.evidence {
                self.page.inset(&format!("Evidence: {evidence}"), Tone::Plain);
            }
        }
        self.page.gap();
        let (words, tone) = supported(&open.proposal);
        self.page.say(&words, tone);
        let keys = [Command::Tell, Command::Reply, Command::Decide].map(|one| one.key(false));
        match (review.told, &review.reply) {
            (None, _) => {
                let words = format!(
                    "The supplier was not told yet what is intended. {} records when; {} shows a draft letter.",
                    keys[0],
                    Command::Draft.key(false)
                );
                self.page.say(&words, Tone::Heed);
            }
            (Some(told), None) => {
                let words =
                    format!("Told on {}; no reply yet. {} records it.", dates::day(told), keys[1]);
                self.page.say(&words, Tone::Plain);
            }
            (Some(told), Some(reply)) => {
                let words = format!(
                    "Told on {}; replied on {}: {}",
                    dates::day(told),
                    dates::day(reply.day),
                    reply.text
                );
                self.page.say(&words, Tone::Plain);
            }
        }
        self.page.say(
            &format!(
                "{} decides: you decide, with a reason; nothing is decided by itself.",
                keys[2]
            ),
            Tone::Dim,
        );
    }
}

/// What a behaviour looks like at a level.
fn looks_like<'a>(scheme: &'a SchemeView, of: &Judgement, level: Option<&str>) -> Option<&'a str> {
    let (_, words) = scheme.levels.iter().find(|(name, _)| Some(name.as_str()) == level)?;
    words.get(&of.behaviour).map(String::as_str)
}

/// Each level of the review with what the behaviour looks like at it.
fn ladder(scheme: &SchemeView, open: &StatusView, of: &Judgement) -> Vec<(String, String)> {
    let levels = open.review.levels.iter();
    levels
        .map(|level| {
            let words = looks_like(scheme, of, Some(level)).unwrap_or_default();
            (level.clone(), words.to_owned())
        })
        .collect()
}

/// The scheme of the selected line; the only one where none is selected.
fn scheme(what: Option<What>, view: &SupplierView) -> Option<&SchemeView> {
    view.schemes.get(what.map_or(0, What::scheme))
}

pub(super) fn offers(what: Option<What>, view: &SupplierView) -> Vec<Offer> {
    let scheme = scheme(what, view);
    let open = scheme.is_some_and(|one| one.open.is_some());
    let may_begin = scheme.is_some() && !open && view.merged_into.is_none();
    let label = match what {
        Some(What::Behaviour(..)) => "judge",
        _ => "read it",
    };
    vec![
        Offer::useful(Command::Open).called(label).when(what.is_some()),
        Offer { useful: !open, ..Offer::plain(Command::Begin).when(may_begin) },
        Offer { useful: open, ..Offer::plain(Command::Tell).when(open) },
        Offer { useful: open, ..Offer::plain(Command::Reply).when(open) },
        Offer { useful: open, ..Offer::plain(Command::Decide).when(open) },
        Offer::plain(Command::Draft).called("draft letter").when(open),
        Offer::plain(Command::Delete).called("take the review away").when(open),
        Offer::useful(Command::Why).when(scheme.is_some()),
    ]
}

pub(super) fn because(what: Option<What>, view: &SupplierView) -> String {
    match scheme(what, view) {
        None => "No policy here has a scheme of supplier status.".to_owned(),
        Some(_) if view.merged_into.is_some() => {
            "It was merged into another supplier; its status is judged there.".to_owned()
        }
        Some(one) if one.open.is_some() => "A review is under way already.".to_owned(),
        Some(_) => {
            format!("No review is under way; {} begins one.", Command::Begin.key(false))
        }
    }
}

/// Follows a command of the tab.
pub(super) fn command(
    command: Command,
    what: Option<What>,
    view: &SupplierView,
    officer: &str,
) -> Effect {
    let Some(scheme) = scheme(what, view) else { return Effect::None };
    if command == Command::Why {
        return Effect::Push(why(scheme));
    }
    if command == Command::Begin {
        return begin(scheme, view, officer);
    }
    if command == Command::Open {
        return match what {
            Some(What::Behaviour(_, at)) => judge(scheme, at, view),
            Some(What::Earlier(_, at)) => scheme
                .history
                .get(at)
                .map_or(Effect::None, |earlier| Effect::Push(reading(scheme, earlier))),
            Some(What::Scheme(_)) => match &scheme.stands {
                Some(stands) => Effect::Push(reading(scheme, stands)),
                None => Effect::Push(why(scheme)),
            },
            None => Effect::None,
        };
    }
    let Some(open) = &scheme.open else { return Effect::None };
    let seen = seen(view, open.review.supplier);
    let review = open.uid;
    let ask = |title: &str, explain: &str, form| asking(title, explain, seen, form);
    match command {
        Command::Tell => ask(
            "When the supplier was told",
            "The supplier is told what level is intended and why, and can reply before anything stands.",
            SupplierForm::Tell(TellForm { review, now: open.review.told, today: view.today }),
        ),
        Command::Reply => ask(
            "What the supplier replies",
            "",
            SupplierForm::Reply(ReplyForm {
                review,
                now: open.review.reply.clone(),
                today: view.today,
            }),
        ),
        Command::Decide => decide(scheme, open, view, officer),
        Command::Delete => ask(
            "Take the review away",
            "The review under way goes with its judgements; the status that stands is as it was. The journal keeps everything.",
            SupplierForm::Reason(ReasonForm::Remove(review)),
        ),
        Command::Draft => Effect::Push(letter::letter(view, scheme, open)),
        _ => Effect::None,
    }
}

fn begin(scheme: &SchemeView, view: &SupplierView, officer: &str) -> Effect {
    if scheme.open.is_some() || view.merged_into.is_some() {
        return Effect::None;
    }
    let behaviours = scheme.levels.first().map_or(0, |(_, words)| words.len());
    let explain = format!(
        "Under the scheme of {} ({}), {behaviours} behaviours are judged. Each stands at “no data” until you judge it with evidence.",
        visible(&scheme.short),
        visible(&scheme.clause)
    );
    let form = BeginForm {
        supplier: view.uid,
        policy: scheme.policy.clone(),
        officer: officer.to_owned(),
    };
    asking("Review of supplier status", explain, view.version, SupplierForm::Begin(form))
}

fn judge(scheme: &SchemeView, at: usize, view: &SupplierView) -> Effect {
    let Some(open) = &scheme.open else { return Effect::None };
    let Some(judgement) = open.review.judgements.get(at) else { return Effect::None };
    let levels = ladder(scheme, open, judgement);
    let explain: Vec<String> = levels
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(level, words)| format!("{}: {}", visible(level), visible(words)))
        .collect();
    let form = JudgeForm { review: open.uid, now: judgement.clone(), levels };
    asking(
        &format!("Judge: {}", visible(&judgement.title)),
        explain.join(" "),
        seen(view, open.review.supplier),
        SupplierForm::Judge(form),
    )
}

fn decide(scheme: &SchemeView, open: &StatusView, view: &SupplierView, officer: &str) -> Effect {
    let known: BTreeMap<String, u8> = scheme.months.clone();
    let form = DecideForm {
        review: open.uid,
        levels: open.review.levels.clone(),
        proposal: open.proposal.clone(),
        months: known,
        heard: (open.review.told.is_some(), open.review.reply.is_some()),
        officer: officer.to_owned(),
        today: view.today,
    };
    asking(
        "Decide on the status",
        "What is decided stays on record and cannot be taken back later than this session; another review changes it.",
        seen(view, open.review.supplier),
        SupplierForm::Decide(form),
    )
}

/// What the scheme says: its clause, its levels, and what follows from each.
fn why(scheme: &SchemeView) -> Place {
    let mut sections = vec![Section {
        heading: format!("The scheme of {}", scheme.short),
        lines: vec![
            (LineKind::Strong, visible(&scheme.says)),
            (LineKind::Inset, format!("Clause {}", visible(&scheme.clause))),
            (LineKind::Plain, "The level that the judgements support is the highest that every behaviour reaches; the scheme itself gives no arithmetic, so the officer decides with a reason. No data is no score: where there is none, no level is proposed.".to_owned()),
        ],
    }];
    for (level, words) in &scheme.levels {
        let mut lines: Vec<(LineKind, String)> =
            words.values().map(|words| (LineKind::Plain, visible(words))).collect();
        let gains = scheme.gains.get(level).map(Vec::as_slice).unwrap_or_default();
        if gains.is_empty() {
            lines
                .push((LineKind::Inset, "The policy names no incentive at this level.".to_owned()));
        }
        lines.extend(
            gains.iter().map(|gain| (LineKind::Inset, format!("Gains: {}", visible(gain)))),
        );
        lines.push((
            LineKind::Inset,
            scheme.months.get(level).map_or_else(
                || "The policy names no time to the next review.".to_owned(),
                |months| format!("Reviewed every {months} months."),
            ),
        ));
        sections.push(Section { heading: level.clone(), lines });
    }
    Place::Reading { title: "How supplier status is judged".to_owned(), sections }
}

/// A decision with the judgements that it rests on.
fn reading(scheme: &SchemeView, of: &StatusView) -> Place {
    let review = &of.review;
    let mut lines = Vec::new();
    if let Some(decided) = &review.decided {
        lines.push((LineKind::Strong, visible(&decision(decided))));
        if let Some(next) = decided.next_review {
            lines.push((LineKind::Plain, format!("Next review {}", dates::day(next))));
        }
    }
    lines.push((LineKind::Plain, visible(&supported(&of.proposal).0)));
    if let Some(told) = review.told {
        lines.push((LineKind::Plain, format!("The supplier was told on {}.", dates::day(told))));
    } else {
        lines.push((
            LineKind::Warning,
            "It is not on record that the supplier was told before.".to_owned(),
        ));
    }
    if let Some(reply) = &review.reply {
        lines.push((
            LineKind::Plain,
            format!("It replied on {}: {}", dates::day(reply.day), visible(&reply.text)),
        ));
    }
    let judged = review.judgements.iter().flat_map(|one| {
        let evidence = one
            .evidence
            .as_ref()
            .map(|words| (LineKind::Inset, format!("Evidence: {}", visible(words))));
        let line = (LineKind::Plain, format!("{}: {}", visible(&one.title), visible(&level(one))));
        std::iter::once(line).chain(evidence)
    });
    let edition = format!("Edition {} of the policy", visible(&review.edition));
    Place::Reading {
        title: format!("Status under {}", scheme.short),
        sections: vec![
            Section { heading: "Decision".to_owned(), lines },
            Section {
                heading: format!("Judgements by {}", visible(&review.by)),
                lines: judged.collect(),
            },
            Section { heading: "Rests on".to_owned(), lines: vec![(LineKind::Plain, edition)] },
        ],
    }
}
