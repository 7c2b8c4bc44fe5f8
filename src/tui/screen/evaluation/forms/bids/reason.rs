//! What needs a reason and nothing else.

use uuid::Uuid;

use crate::domain::text;
use crate::register::EvaluationAct;
use crate::tui::forms::{Wrong, needed};
use crate::tui::screen::evaluation::forms::bids::{Asks, or_wrong};
use crate::tui::widget::form::{Field, Form as Fields};

/// What is done for a reason.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ReasonForm {
    /// A bid that was recorded by mistake is taken away.
    RemoveBid(Uuid),
    /// A bid takes part again.
    TakeBack(Uuid),
    /// An evaluator takes no further part.
    StandDown(Uuid),
    /// An agreed score is taken away.
    ClearAgreed { bid: Uuid, question: Uuid },
}

impl Asks for ReasonForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note("Reason", "An auditor will ask for it.", "")]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let note = |words: &str| text::note("The reason", words);
        let reason = needed(form, 0, "the reason; an auditor will ask", &mut wrong, note);
        let act = reason.map(|reason| match self {
            Self::RemoveBid(uid) => EvaluationAct::RemoveBid { uid: *uid, reason },
            Self::TakeBack(uid) => EvaluationAct::TakeBack { uid: *uid, reason },
            Self::StandDown(uid) => EvaluationAct::StandDown { uid: *uid, reason: Some(reason) },
            Self::ClearAgreed { bid, question } => {
                EvaluationAct::ClearAgreed { bid: *bid, question: *question, reason }
            }
        });
        or_wrong(act, wrong)
    }
}
