//! The steps of a review of status: begun, judged, told, answered, decided.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::supplier::{Decided, Judgement, Proposal, Reply};
use crate::domain::{Date, text};
use crate::register::SupplierAct;
use crate::tui::forms::{Wrong, given, needed};
use crate::tui::screen::supplier::forms::{Asks, chosen, day, or_wrong, text_in};
use crate::tui::widget::form::{Content, Field, Form as Fields};

/// A review of status begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BeginForm {
    pub(crate) supplier: Uuid,
    pub(crate) policy: String,
    pub(crate) officer: String,
}

impl Asks for BeginForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::text("Judged by", "Who judges the behaviours.", &self.officer)]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let line = |words: &str| text::line("Who judges", words);
        let by = needed(form, 0, "who judges", &mut wrong, line);
        let act = by.map(|by| SupplierAct::BeginStatus {
            supplier: self.supplier,
            policy: self.policy.clone(),
            by,
        });
        or_wrong(act, wrong)
    }
}

/// One behaviour judged.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JudgeForm {
    pub(crate) review: Uuid,
    pub(crate) now: Judgement,
    /// The levels, the best first, each with what the behaviour looks like at it.
    pub(crate) levels: Vec<(String, String)>,
}

const LEVEL: usize = 0;
const EVIDENCE: usize = 1;

impl Asks for JudgeForm {
    fn fields(&self) -> Vec<Field> {
        let mut levels = vec!["no data".to_owned()];
        levels.extend(self.levels.iter().map(|(level, _)| level.clone()));
        let at = self
            .now
            .level
            .as_ref()
            .and_then(|of| self.levels.iter().position(|(level, _)| level == of));
        vec![
            Field::choice("Level", "Left and Right.", levels, at.map_or(0, |at| at + 1)),
            Field::note(
                "Evidence",
                "What it rests on: minutes, figures, feedback, where they are.",
                self.now.evidence.as_deref().unwrap_or_default(),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let level = chosen(form, LEVEL).checked_sub(1).and_then(|at| self.levels.get(at));
        let evidence = text_in(form, EVIDENCE);
        if level.is_some() && evidence.is_none() {
            let words = "A judgement needs its evidence; without any it is “no data”.";
            wrong.push((EVIDENCE, words.to_owned()));
        }
        let judgement = Judgement {
            level: level.map(|(level, _)| level.clone()),
            evidence,
            ..self.now.clone()
        };
        or_wrong(Some(SupplierAct::Judge { review: self.review, judgement }), wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let words = match chosen(form, LEVEL).checked_sub(1).and_then(|at| self.levels.get(at)) {
            Some((level, words)) if words.is_empty() => {
                format!("{}: the policy says nothing of it.", text::visible(level))
            }
            Some((level, words)) => {
                format!("{}: {}", text::visible(level), text::visible(words))
            }
            None => "No data: nothing is known to judge by. That is no good score, and no level is proposed while it stands.".to_owned(),
        };
        vec![(words, false)]
    }
}

/// When the supplier was told what is intended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TellForm {
    pub(crate) review: Uuid,
    pub(crate) now: Option<Date>,
    pub(crate) today: Date,
}

impl Asks for TellForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::text(
            "Told on",
            "Like 01/06/2026. Empty takes it back.",
            &day(Some(self.now.unwrap_or(self.today))),
        )]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let told = given(form, 0, &mut wrong, str::parse::<Date>);
        if told.is_none() && self.now.is_none() && wrong.is_empty() {
            wrong.push((0, "Type the day.".to_owned()));
        }
        or_wrong(Some(SupplierAct::Tell { review: self.review, day: told }), wrong)
    }
}

/// What the supplier replied.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReplyForm {
    pub(crate) review: Uuid,
    pub(crate) now: Option<Reply>,
    pub(crate) today: Date,
}

const REPLY: usize = 0;
const REPLY_ON: usize = 1;

impl Asks for ReplyForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        vec![
            Field::note(
                "Reply",
                "What the supplier says, or that it let the day pass. Empty takes it away.",
                now.map_or("", |one| &one.text),
            ),
            Field::text(
                "Replied on",
                "Like 01/06/2026.",
                &day(Some(now.map_or(self.today, |one| one.day))),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let reply = match text_in(form, REPLY) {
            Some(words) => {
                let on = needed(form, REPLY_ON, "the day", &mut wrong, str::parse::<Date>);
                on.map(|day| Reply { day, text: words })
            }
            None if self.now.is_none() => {
                wrong.push((REPLY, "Type what the supplier says.".to_owned()));
                None
            }
            None => None,
        };
        or_wrong(Some(SupplierAct::Reply { review: self.review, reply }), wrong)
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DecideForm {
    pub(crate) review: Uuid,
    pub(crate) levels: Vec<String>,
    pub(crate) proposal: Proposal,
    /// After how many months a supplier is looked at again, by level, where the scheme says so.
    pub(crate) months: BTreeMap<String, u8>,
    /// Whether the supplier was told, and has replied.
    pub(crate) heard: (bool, bool),
    pub(crate) officer: String,
    pub(crate) today: Date,
}

const DECIDED: usize = 0;
const REASON: usize = 1;
const BY: usize = 2;
const DAY: usize = 3;
const NEXT: usize = 4;

impl DecideForm {
    /// The months until the next look at a supplier of a level, and whether the scheme says so.
    fn months(&self, level: Option<&String>) -> (u8, bool) {
        let said = level.and_then(|level| self.months.get(level)).copied();
        (said.unwrap_or(12), said.is_some())
    }

    fn level<'a>(&'a self, form: &Fields) -> Option<&'a String> {
        chosen(form, DECIDED).checked_sub(1).and_then(|at| self.levels.get(at))
    }
}

impl Asks for DecideForm {
    fn fields(&self) -> Vec<Field> {
        let mut levels = vec!["choose".to_owned()];
        levels.extend(self.levels.iter().cloned());
        let proposed = match &self.proposal {
            Proposal::Level { level, .. } => self.levels.iter().position(|one| one == level),
            Proposal::NoData { .. } => None,
        };
        let (months, _) = self.months(proposed.and_then(|at| self.levels.get(at)));
        vec![
            Field::choice(
                "Level",
                "Where every behaviour is judged, the one that the judgements support stands here.",
                levels,
                proposed.map_or(0, |at| at + 1),
            ),
            Field::note("Reason", "Why; the supplier and an auditor will ask.", ""),
            Field::text("Decided by", "Who decided.", &self.officer),
            Field::text("Decided on", "Like 01/06/2026.", &day(Some(self.today))),
            Field::text(
                "Next review",
                "When it is looked at again. May be empty.",
                &day(self.today.plus_months(months)),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let level = self.level(form);
        if level.is_none() {
            wrong.push((DECIDED, "Choose the level.".to_owned()));
        }
        let note = |words: &str| text::note("The reason", words);
        let reason = needed(form, REASON, "the reason", &mut wrong, note);
        let line = |words: &str| text::line("Who decided", words);
        let by = needed(form, BY, "who decided", &mut wrong, line);
        let on = needed(form, DAY, "the day", &mut wrong, str::parse::<Date>);
        let next_review = given(form, NEXT, &mut wrong, str::parse::<Date>);
        if let (Some(on), Some(next)) = (on, next_review)
            && next <= on
        {
            wrong.push((NEXT, "The next review lies after the decision.".to_owned()));
        }
        let act = level.zip(reason).zip(by).zip(on).map(|(((level, reason), by), day)| {
            let decided = Decided { level: level.clone(), reason, by, day, next_review };
            SupplierAct::Decide { review: self.review, decided }
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let mut said = Vec::new();
        let chosen = self.level(form);
        match &self.proposal {
            Proposal::Level { level, .. } => {
                let departs = chosen.is_some_and(|one| one != level);
                let rest = if departs { " The reason says why it is another." } else { "" };
                said.push((
                    format!("The judgements support {}.{rest}", text::visible(level)),
                    departs,
                ));
            }
            Proposal::NoData { missing, .. } => said.push((
                format!(
                    "The judgements support no level: there is no data on {} of the behaviours.",
                    missing.len()
                ),
                true,
            )),
        }
        match self.heard {
            (false, _) => said.push((
                "The supplier was not told yet what is intended, so it could not reply.".to_owned(),
                true,
            )),
            (true, false) => said.push(("No reply of the supplier is on record.".to_owned(), true)),
            (true, true) => {}
        }
        let (months, by_scheme) = self.months(chosen);
        said.push((
            if by_scheme {
                format!("The scheme reviews this level every {months} months.")
            } else {
                "The policy names no time to the next review; a year is good practice.".to_owned()
            },
            false,
        ));
        said
    }

    fn follow(&self, form: &mut Fields) {
        // The next review follows the level until the officer has been in its field.
        let (months, _) = self.months(self.level(form));
        let on = text_in(form, DAY).and_then(|typed| typed.parse::<Date>().ok());
        let next = on.and_then(|on| on.plus_months(months));
        if form.focus != NEXT
            && let Some(next) = next
            && let Some(Field { content: Content::Text(field), visited: false, .. }) =
                form.fields.get_mut(NEXT)
        {
            *field = crate::tui::widget::field::LineField::new(&crate::tui::dates::day(next));
        }
    }
}
