//! Merging two suppliers, and what needs a reason and nothing else.

use uuid::Uuid;

use crate::domain::text;
use crate::register::SupplierAct;
use crate::tui::forms::{Wrong, needed};
use crate::tui::screen::supplier::forms::{Asks, chosen, or_wrong};
use crate::tui::widget::form::{Field, Form as Fields};

/// The supplier that another is the same as.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MergeForm {
    pub(crate) uid: Uuid,
    /// The others with their names and numbers.
    pub(crate) others: Vec<(Uuid, String)>,
}

const INTO: usize = 0;
const REASON: usize = 1;

impl Asks for MergeForm {
    fn fields(&self) -> Vec<Field> {
        let mut names = vec!["choose".to_owned()];
        names.extend(self.others.iter().map(|(_, name)| name.clone()));
        vec![
            Field::choice(
                "Same as",
                "The supplier that stays; its name and particulars hold.",
                names,
                0,
            ),
            Field::note("Why the same", "How it is known that the two are one.", ""),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let into = chosen(form, INTO).checked_sub(1).and_then(|at| self.others.get(at));
        if into.is_none() {
            wrong.push((INTO, "Choose the supplier that it is the same as.".to_owned()));
        }
        let note = |words: &str| text::note("The reason", words);
        let reason = needed(form, REASON, "why they are the same", &mut wrong, note);
        let act = into.zip(reason).map(|((into, _), reason)| SupplierAct::Merge {
            uid: self.uid,
            into: *into,
            reason,
        });
        or_wrong(act, wrong)
    }
}

/// What is done for a reason.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ReasonForm {
    /// A record goes that was made by mistake.
    Remove(Uuid),
    /// A supplier stands for itself again.
    Part(Uuid),
}

impl Asks for ReasonForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note("Reason", "An auditor will ask for it.", "")]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let note = |words: &str| text::note("The reason", words);
        let reason = needed(form, 0, "the reason; an auditor will ask", &mut wrong, note);
        let act = reason.map(|reason| match self {
            Self::Remove(uid) => SupplierAct::Remove { uid: *uid, reason },
            Self::Part(uid) => SupplierAct::Part { uid: *uid, reason },
        });
        or_wrong(act, wrong)
    }
}
