//! Deeds of evaluators: declarations, scores, and the score that they agree on.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::evaluation::{
    Bid, Consensus, Declaration, Evaluator, Judged, Piece, Scale, Score,
};
use crate::domain::text;
use crate::register::evaluation::{Deed, Evaluating, optional, optional_line};
use crate::register::{Fault, Result};

impl Evaluating<'_> {
    fn find_evaluator(&self, uid: Uuid) -> Result<&Evaluator> {
        let found = self.of.evaluators.get(&uid);
        found.ok_or_else(|| Fault::not_found("That evaluator is no longer there."))
    }

    /// Evaluators are changed while a lot is still to be awarded.
    fn panel_is_open(&self) -> Result<()> {
        let all_awarded = !self.of.lots.is_empty()
            && self.of.lots.keys().all(|lot| self.of.awards.contains_key(lot));
        if all_awarded {
            return Err(Fault::Invalid {
                message: "Everything is awarded; the evaluation can only be read.".to_owned(),
                hint: Some("Revoke the award first, with a reason.".to_owned()),
            });
        }
        Ok(())
    }

    pub(super) fn set_evaluator(
        &self,
        uid: Option<Uuid>,
        name: &str,
        role: Option<&str>,
    ) -> Result<Deed> {
        self.panel_is_open()?;
        let before = uid.map(|uid| self.find_evaluator(uid)).transpose()?;
        let name = text::line("The name", name)?;
        let same = |other: &Evaluator| {
            Some(other.uid) != uid && other.name.to_lowercase() == name.to_lowercase()
        };
        if self.of.evaluators.values().any(same) {
            return Err(Fault::invalid(format!(
                "“{}” is an evaluator already.",
                text::visible(&name)
            )));
        }
        let shown = text::visible(&name);
        let said = match before {
            Some(_) => format!("changed what is recorded of the evaluator {shown}"),
            None => format!("named {shown} as an evaluator"),
        };
        let record = Evaluator {
            uid: uid.unwrap_or_else(Uuid::now_v7),
            name,
            role: optional_line("The role", role)?,
            declaration: before.and_then(|before| before.declaration.clone()),
            stood_down: before.and_then(|before| before.stood_down.clone()),
        };
        Ok(Deed::new(said, vec![Piece::Evaluator { uid: record.uid, record: Some(record) }]))
    }

    pub(super) fn remove_evaluator(&self, uid: Uuid) -> Result<Deed> {
        self.panel_is_open()?;
        let evaluator = self.find_evaluator(uid)?;
        if self.of.scores.keys().any(|(_, _, of)| *of == uid) {
            return Err(Fault::Invalid {
                message: format!(
                    "{} has scored and cannot be taken away.",
                    text::visible(&evaluator.name)
                ),
                hint: Some(
                    "Let them stand down, with a reason; what they scored stays on file."
                        .to_owned(),
                ),
            });
        }
        let said = format!("took the evaluator {} away", text::visible(&evaluator.name));
        Ok(Deed::new(said, vec![Piece::Evaluator { uid, record: None }]))
    }

    pub(super) fn declare(&self, uid: Uuid, declaration: &Declaration) -> Result<Deed> {
        self.panel_is_open()?;
        let evaluator = self.find_evaluator(uid)?;
        let declaration = Declaration {
            day: declaration.day,
            interest: optional("The interest", declaration.interest.as_deref())?,
            handling: optional("How it is dealt with", declaration.handling.as_deref())?,
        };
        if declaration.day > self.doing.context.today {
            return Err(Fault::invalid("A declaration cannot be made on a day that has not come."));
        }
        let name = text::visible(&evaluator.name);
        let said = match &declaration.interest {
            None => format!("{name} declared no interest"),
            Some(_) => format!("{name} declared an interest"),
        };
        let record = Evaluator { declaration: Some(declaration), ..evaluator.clone() };
        Ok(Deed::new(said, vec![Piece::Evaluator { uid, record: Some(record) }]))
    }

    pub(super) fn stand_down(&self, uid: Uuid, reason: Option<&str>) -> Result<Deed> {
        self.panel_is_open()?;
        let evaluator = self.find_evaluator(uid)?;
        let reason = optional("The reason", reason)?;
        let name = text::visible(&evaluator.name);
        let said = match (&reason, &evaluator.stood_down) {
            (Some(_), _) => format!("{name} stood down"),
            (None, Some(_)) => format!("{name} takes part again"),
            (None, None) => return Err(Fault::invalid(format!("{name} takes part already."))),
        };
        let record = Evaluator { stood_down: reason, ..evaluator.clone() };
        Ok(Deed::new(said, vec![Piece::Evaluator { uid, record: Some(record) }]))
    }

    /// The bid and scale of an answer that evaluators may score.
    fn scorable(&self, bid: Uuid, question: Uuid) -> Result<(&Bid, &Scale)> {
        let of = self.open_bid(bid)?;
        let asked = self.find_question(question)?;
        if self.of.lot_of_question(question) != Some(of.lot) {
            return Err(Fault::invalid("That question belongs to another lot."));
        }
        self.is_sound(of.lot)?;
        if !of.takes_part() {
            return Err(Fault::invalid(format!(
                "The bid of {} takes no further part.",
                text::visible(&of.supplier)
            )));
        }
        let Judged::Scale { .. } = asked.judged else {
            return Err(Fault::invalid(
                "That question is scored from what the bids offer; nobody gives it a mark.",
            ));
        };
        let scale = self.of.scale_of(of.lot, asked);
        let scale = scale.ok_or_else(|| Fault::invalid("The scale is no longer there."))?;
        Ok((of, scale))
    }

    /// Individual scores stay as they were once a score was agreed on.
    fn is_not_agreed(&self, bid: Uuid, question: Uuid) -> Result<()> {
        if self.of.consensus.contains_key(&(bid, question)) {
            return Err(Fault::Invalid {
                message:
                    "A score has been agreed for this answer; individual scores stay as they were."
                        .to_owned(),
                hint: Some("Take the agreed score away first, with a reason.".to_owned()),
            });
        }
        Ok(())
    }

    fn on_scale(scale: &Scale, score: Decimal) -> Result<Decimal> {
        match scale.mark(score) {
            Some(mark) => Ok(mark.score),
            None => Err(Fault::Invalid {
                message: format!("{} is not a mark of the scale.", score.normalize()),
                hint: Some(format!("Give {}.", scale.figures())),
            }),
        }
    }

    pub(super) fn score(
        &self,
        (bid, question, evaluator): (Uuid, Uuid, Uuid),
        score: Decimal,
        rationale: &str,
    ) -> Result<Deed> {
        let (of, scale) = self.scorable(bid, question)?;
        let who = self.find_evaluator(evaluator)?;
        if let Some(hindrance) = who.hindrance() {
            return Err(Fault::invalid(hindrance));
        }
        self.is_not_agreed(bid, question)?;
        let record = Score {
            score: Self::on_scale(scale, score)?,
            rationale: text::note("The rationale", rationale)?,
        };
        let said = format!(
            "{} scored {} of {}",
            text::visible(&who.name),
            self.of.question_words(question),
            text::visible(&of.supplier)
        );
        Ok(Deed::new(said, vec![Piece::Score { bid, question, evaluator, record: Some(record) }]))
    }

    pub(super) fn clear_score(
        &self,
        (bid, question, evaluator): (Uuid, Uuid, Uuid),
    ) -> Result<Deed> {
        let of = self.open_bid(bid)?;
        let who = self.find_evaluator(evaluator)?;
        if !self.of.scores.contains_key(&(bid, question, evaluator)) {
            return Err(Fault::invalid("There is no such score."));
        }
        self.is_not_agreed(bid, question)?;
        let said = format!(
            "took away what {} scored for {} of {}",
            text::visible(&who.name),
            self.of.question_words(question),
            text::visible(&of.supplier)
        );
        Ok(Deed::new(said, vec![Piece::Score { bid, question, evaluator, record: None }]))
    }

    pub(super) fn agree(
        &self,
        (bid, question): (Uuid, Uuid),
        score: Decimal,
        (reasons, comment, change): (&str, Option<&str>, Option<&str>),
    ) -> Result<Deed> {
        let (of, scale) = self.scorable(bid, question)?;
        let score = Self::on_scale(scale, score)?;
        let waiting: Vec<String> = self
            .of
            .panel()
            .filter(|one| !self.of.scores.contains_key(&(bid, question, one.uid)))
            .map(|one| text::visible(&one.name))
            .collect();
        if self.of.panel().next().is_none() {
            return Err(Fault::invalid("There are no evaluators yet."));
        }
        if !waiting.is_empty() {
            return Err(Fault::Invalid {
                message: format!(
                    "A score is agreed once all evaluators have given theirs; missing: {}.",
                    waiting.join(", ")
                ),
                hint: Some("Record the missing scores, or let an evaluator stand down.".to_owned()),
            });
        }
        let before = self.of.consensus.get(&(bid, question));
        let change = optional("The reason", change)?;
        if before.is_some() && change.is_none() {
            return Err(Fault::Invalid {
                message: "A score has been agreed for this answer already.".to_owned(),
                hint: Some("It can be changed with a reason, which the journal keeps.".to_owned()),
            });
        }
        let (at, officer) = self.doing.at();
        let record = Consensus {
            score,
            reasons: text::note("The reasons", reasons)?,
            comment: optional("The comment", comment)?,
            at: at.to_owned(),
            officer: officer.to_owned(),
        };
        let about =
            format!("{} of {}", self.of.question_words(question), text::visible(&of.supplier));
        let said = match before {
            Some(before) => format!(
                "changed the agreed score for {about} from {} to {}",
                before.score.normalize(),
                score.normalize()
            ),
            None => format!("agreed {} for {about}", score.normalize()),
        };
        Ok(Deed::new(said, vec![Piece::Consensus { bid, question, record: Some(record) }]))
    }

    pub(super) fn clear_agreed(&self, (bid, question): (Uuid, Uuid), reason: &str) -> Result<Deed> {
        let of = self.open_bid(bid)?;
        text::note("The reason", reason)?;
        if !self.of.consensus.contains_key(&(bid, question)) {
            return Err(Fault::invalid("No score has been agreed for that answer."));
        }
        let said = format!(
            "took away the agreed score for {} of {}",
            self.of.question_words(question),
            text::visible(&of.supplier)
        );
        Ok(Deed::new(said, vec![Piece::Consensus { bid, question, record: None }]))
    }
}
