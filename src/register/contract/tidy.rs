//! Records as they can be kept: texts checked and trimmed, and what the register knows itself put
//! in.

use crate::domain::contract::{ContractRecord as R, Ended, Factor, Settled, Withheld};
use crate::domain::{EvidenceKind, text};
use crate::register::Result;
use crate::register::contract::Contracting;
use crate::register::texts::{optional, optional_line};

impl Contracting<'_> {
    /// The record with its texts as they can be kept. What is attached, corrections, checks, and
    /// who recorded it when are the register's to say.
    #[expect(clippy::too_many_lines, reason = "it is a table of every kind of record")]
    pub(super) fn tidy(
        &self,
        record: &R,
        before: Option<&R>,
        attached: Option<&EvidenceKind>,
    ) -> Result<R> {
        let line = |what, given: &str| text::line(what, given);
        let note = |what, given: &str| text::note(what, given);
        let mut tidied = record.clone();
        match &mut tidied {
            R::Contract(of) => {
                of.title = optional_line("The title", of.title.as_deref())?;
                of.manager = optional_line("The contract manager", of.manager.as_deref())?;
                of.partners = optional_line("The partners", of.partners.as_deref())?;
                of.no_kpis = optional("The reason for no indicators", of.no_kpis.as_deref())?;
                of.note = optional("The note", of.note.as_deref())?;
                if let Some(Ended { reason, .. }) = &mut of.ended {
                    *reason = note("The reason for the end", reason)?;
                }
            }
            R::Variation(of) => {
                of.what = note("What changes", &of.what)?;
                of.ground = optional("What allows the change", of.ground.as_deref())?;
                of.agreed_by = line("Who agreed", &of.agreed_by)?;
            }
            R::Paper(of) => {
                of.title = line("The title", &of.title)?;
                of.document = kept(attached, before, |before| match before {
                    R::Paper(before) => before.document.clone(),
                    _ => None,
                });
            }
            R::Figure(of) => of.source = line("The source", &of.source)?,
            R::Kpi(of) => {
                of.title = line("The indicator", &of.title)?;
                of.target = line("The target", &of.target)?;
                of.how = optional("How it is measured", of.how.as_deref())?;
                of.dropped = optional("Why it is dropped", of.dropped.as_deref())?;
            }
            R::Assessment(of) => {
                of.measured = optional("What was measured", of.measured.as_deref())?;
                of.reasons = optional("The reasons", of.reasons.as_deref())?;
                of.by = line("Who assessed it", &of.by)?;
            }
            R::Commitment(of) => {
                of.title = line("The commitment", &of.title)?;
                of.measure = optional_line("The measure", of.measure.as_deref())?;
                of.unit = optional_line("The unit", of.unit.as_deref())?;
                of.words = optional("What was promised", of.words.as_deref())?;
                of.area = optional_line("The area", of.area.as_deref())?;
                of.evidence = optional("The evidence expected", of.evidence.as_deref())?;
                if let Some(Withheld { reason }) = &mut of.withheld {
                    *reason = note("Why it is not published", reason)?;
                }
                if let Some(Settled { reason, by, .. }) = &mut of.settled {
                    *reason = note("The reason", reason)?;
                    *by = line("Who decided", by)?;
                }
                // Where it comes from is no matter of opinion.
                of.promised = match before {
                    Some(R::Commitment(before)) => before.promised,
                    _ => None,
                };
            }
            R::Delivery(of) => {
                of.words = optional("What was delivered", of.words.as_deref())?;
                of.distinct = optional("Why it is not the same", of.distinct.as_deref())?;
                let before_delivery = match before {
                    Some(R::Delivery(before)) => Some(before),
                    _ => None,
                };
                of.evidence = attached.cloned().or_else(|| before_delivery?.evidence.clone());
                of.verified = before_delivery.and_then(|before| before.verified.clone());
                of.withdrawn = before_delivery.and_then(|before| before.withdrawn.clone());
                of.corrections =
                    before_delivery.map_or_else(Vec::new, |before| before.corrections.clone());
                let context = self.doing.context;
                let (at, officer) = before_delivery.map_or_else(
                    || (context.now.clone(), context.officer.clone()),
                    |before| (before.at.clone(), before.officer.clone()),
                );
                (of.at, of.officer) = (at, officer);
            }
            R::Review(of) => {
                of.present = optional_line("Who took part", of.present.as_deref())?;
                of.agenda = optional("The agenda", of.agenda.as_deref())?;
                of.minutes = optional("The minutes", of.minutes.as_deref())?;
                of.value = optional("The measured value", of.value.as_deref())?;
            }
            R::Action(of) => {
                of.what = note("The action", &of.what)?;
                of.owner = line("The owner", &of.owner)?;
                of.outcome = optional("The outcome", of.outcome.as_deref())?;
            }
            R::Risk(of) => {
                of.what = note("The risk", &of.what)?;
                of.owner = optional_line("The owner", of.owner.as_deref())?;
                of.response = optional("What is done about it", of.response.as_deref())?;
                of.closed = optional("Why it is closed", of.closed.as_deref())?;
            }
            R::SlaveryRisk(of) => {
                for (what, factor) in [
                    ("The sector", &mut of.sector),
                    ("The countries", &mut of.country),
                    ("The kind of labour", &mut of.labour),
                ] {
                    let Factor { words, .. } = factor;
                    *words = line(what, words)?;
                }
                of.reasons = optional("The reasons", of.reasons.as_deref())?;
                of.by = line("Who assessed it", &of.by)?;
            }
            R::Diligence(of) => {
                of.what = note("What was looked into", &of.what)?;
                of.found = optional("What was found", of.found.as_deref())?;
                of.by = line("Who looked", &of.by)?;
                of.evidence = kept(attached, before, |before| match before {
                    R::Diligence(before) => before.evidence.clone(),
                    _ => None,
                });
            }
            R::Concern(of) => {
                of.what = note("The concern", &of.what)?;
                of.reported_to =
                    optional_line("To whom it was reported", of.reported_to.as_deref())?;
                of.outcome = optional("What came of it", of.outcome.as_deref())?;
            }
            R::Logistics(of) => {
                of.what = note("The note", &of.what)?;
                of.quantity = optional_line("The quantity", of.quantity.as_deref())?;
                of.place = optional_line("The place", of.place.as_deref())?;
                of.by = optional_line("Who received it", of.by.as_deref())?;
                of.evidence = kept(attached, before, |before| match before {
                    R::Logistics(before) => before.evidence.clone(),
                    _ => None,
                });
            }
            R::ExitPlan(of) => {
                of.owner = line("The owner", &of.owner)?;
                for (what, part) in [
                    ("How the service goes on", &mut of.service),
                    ("What happens to the people", &mut of.people),
                    ("What happens to the data", &mut of.data),
                    ("What happens to the assets", &mut of.assets),
                    ("What happens to the commitments", &mut of.commitments),
                ] {
                    *part = optional(what, part.as_deref())?;
                }
            }
            R::FinalAccount(of) => {
                of.by = line("Who closes it", &of.by)?;
                of.note = optional("The note", of.note.as_deref())?;
            }
            R::Lesson(of) => {
                of.title = line("The lesson", &of.title)?;
                of.happened = note("What happened", &of.happened)?;
                of.advice = optional("What to do next time", of.advice.as_deref())?;
                of.category = optional_line("The category", of.category.as_deref())?;
                of.by = line("Who wrote it", &of.by)?;
                for tag in &of.tags {
                    line("A tag", tag)?;
                }
                of.tags = crate::domain::contract::tags(&of.tags.join(","));
            }
            R::LessonRead(of) => {
                of.taken = optional("What is made of it", of.taken.as_deref())?;
                of.by = line("Who read it", &of.by)?;
            }
        }
        Ok(tidied)
    }
}

/// What is attached now, or was before.
fn kept(
    attached: Option<&EvidenceKind>,
    before: Option<&R>,
    of: impl Fn(&R) -> Option<EvidenceKind>,
) -> Option<EvidenceKind> {
    attached.cloned().or_else(|| before.and_then(of))
}
