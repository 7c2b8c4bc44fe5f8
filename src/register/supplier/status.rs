//! The deeds of a supplier's status: judged behaviour by behaviour, told, answered, decided.

use uuid::Uuid;

use crate::domain::supplier::{
    Decided, Judgement, Proposal, Reply, StatusReview, SupplierKind, SupplierPiece, SupplierRecord,
    propose,
};
use crate::domain::{Date, text};
use crate::register::supplier::{Deed, Supplying, gone};
use crate::register::texts::optional;
use crate::register::{Fault, Result};

impl Supplying<'_> {
    pub(super) fn begin_status(&self, supplier: Uuid, policy: &str, by: &str) -> Result<Deed> {
        let of = self.find(supplier)?;
        let by = text::line("Who judges", by)?;
        if of.merged_into.is_some() {
            return Err(Fault::invalid("That supplier was merged into another; judge that one."));
        }
        let loaded = self.library.policy(policy)?;
        let header = &loaded.pack.policy;
        let Some(scheme) = &loaded.pack.supplier_status else {
            return Err(Fault::invalid(format!(
                "{} has no scheme of supplier status.",
                header.short
            )));
        };
        let file = self.change.supplier_file(supplier)?;
        let open = file
            .status_reviews_of(supplier, &header.id)
            .into_iter()
            .any(|(_, review)| review.decided.is_none());
        if open {
            return Err(Fault::Invalid {
                message: "A review of its status is under way already.".to_owned(),
                hint: Some("Go on with that one, or take it away.".to_owned()),
            });
        }
        let judgements = scheme
            .behaviours
            .iter()
            .map(|behaviour| Judgement {
                behaviour: behaviour.id.clone(),
                title: behaviour.title.clone(),
                level: None,
                evidence: None,
            })
            .collect();
        let review = StatusReview {
            supplier,
            policy: header.id.clone(),
            edition: header.edition.clone(),
            levels: scheme.levels.iter().map(|level| level.name.clone()).collect(),
            begun: self.context.today,
            by,
            judgements,
            told: None,
            reply: None,
            decided: None,
        };
        Ok(Deed {
            said: format!("began a review of status under {}", header.short),
            supplier,
            pieces: vec![SupplierPiece::put(Uuid::now_v7(), review)],
        })
    }

    pub(super) fn judge(&self, uid: Uuid, judgement: &Judgement) -> Result<Deed> {
        let mut review = self.open_review(uid)?;
        let evidence = optional("The evidence", judgement.evidence.as_deref())?;
        if let Some(level) = &judgement.level {
            if !review.levels.contains(level) {
                return Err(Fault::invalid(format!(
                    "“{}” is no level of the scheme; it has {}.",
                    text::visible(level),
                    review.levels.join(", ")
                )));
            }
            if evidence.is_none() {
                return Err(Fault::Invalid {
                    message: "A judgement needs its evidence.".to_owned(),
                    hint: Some("Without evidence it is “no data”.".to_owned()),
                });
            }
        }
        let known = review.judgements.iter_mut();
        let Some(held) = known.into_iter().find(|one| one.behaviour == judgement.behaviour) else {
            return Err(Fault::not_found(format!(
                "The scheme does not judge “{}”.",
                text::visible(&judgement.behaviour)
            )));
        };
        held.level.clone_from(&judgement.level);
        held.evidence = evidence;
        let said = format!(
            "judged {}: {}",
            text::visible(&held.title),
            held.level.as_deref().unwrap_or("no data")
        );
        // What the supplier was told, and answered to, was another picture.
        Ok(Self::reviewed(uid, review, said))
    }

    pub(super) fn tell(&self, uid: Uuid, day: Option<Date>) -> Result<Deed> {
        let mut review = self.open_review(uid)?;
        if let Some(day) = day {
            self.not_to_come("The day", day)?;
        } else if review.reply.is_some() {
            return Err(Fault::invalid("The supplier has answered already."));
        }
        review.told = day;
        let said = match day {
            Some(day) => format!("told the supplier what is intended, {}", day.british()),
            None => "took the telling of the supplier back".to_owned(),
        };
        Ok(Self::reviewed(uid, review, said))
    }

    pub(super) fn reply(&self, uid: Uuid, reply: Option<&Reply>) -> Result<Deed> {
        let mut review = self.open_review(uid)?;
        review.reply = match reply {
            None => None,
            Some(reply) => {
                self.not_to_come("The reply", reply.day)?;
                if review.told.is_some_and(|told| reply.day < told) {
                    return Err(Fault::invalid(
                        "The reply would be before the day on which the supplier was told.",
                    ));
                }
                Some(Reply { day: reply.day, text: text::note("The reply", &reply.text)? })
            }
        };
        let said = match &review.reply {
            Some(reply) => format!("recorded the supplier's reply of {}", reply.day.british()),
            None => "took the supplier's reply away".to_owned(),
        };
        Ok(Self::reviewed(uid, review, said))
    }

    pub(super) fn decide(&self, uid: Uuid, decided: &Decided) -> Result<Deed> {
        let mut review = self.open_review(uid)?;
        if !review.levels.contains(&decided.level) {
            return Err(Fault::invalid(format!(
                "“{}” is no level of the scheme; it has {}.",
                text::visible(&decided.level),
                review.levels.join(", ")
            )));
        }
        self.not_to_come("The decision", decided.day)?;
        if decided.next_review.is_some_and(|next| next <= decided.day) {
            return Err(Fault::invalid("The next review lies after the decision."));
        }
        let supported = match propose(&review) {
            Proposal::Level { level, .. } if level == decided.level => String::new(),
            Proposal::Level { level, .. } => format!(", where the judgements support {level}"),
            Proposal::NoData { missing, .. } => {
                format!(", without data on {} of the behaviours", missing.len())
            }
        };
        let said = format!("decided on {}{supported}", text::visible(&decided.level));
        review.decided = Some(Decided {
            level: decided.level.clone(),
            reason: text::note("The reason", &decided.reason)?,
            by: text::line("Who decided", &decided.by)?,
            day: decided.day,
            next_review: decided.next_review,
        });
        Ok(Self::reviewed(uid, review, said))
    }

    fn reviewed(uid: Uuid, review: StatusReview, said: String) -> Deed {
        let supplier = review.supplier;
        Deed { said, supplier, pieces: vec![SupplierPiece::put(uid, review)] }
    }

    fn open_review(&self, uid: Uuid) -> Result<StatusReview> {
        match self.change.supplier_record(uid, SupplierKind::StatusReview)? {
            Some(SupplierRecord::StatusReview(review)) if review.decided.is_none() => Ok(*review),
            Some(_) => Err(Fault::Invalid {
                message: "That status was decided; it stays on record.".to_owned(),
                hint: Some("Begin another review of status.".to_owned()),
            }),
            None => Err(gone(SupplierKind::StatusReview)),
        }
    }

    fn not_to_come(&self, what: &str, day: Date) -> Result<()> {
        if day > self.context.today {
            return Err(Fault::invalid(format!(
                "{what} would be {}, which is still to come.",
                day.british()
            )));
        }
        Ok(())
    }
}
