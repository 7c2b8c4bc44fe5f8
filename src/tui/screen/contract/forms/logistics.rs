//! Forms: delivery, storage and receipt.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::{Logistics, LogisticsKind};
use crate::register::ContractAct;
use crate::tui::forms::Wrong;
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, chosen, day, day_of, line_or_none, note, or_wrong, plain,
};
use crate::tui::screen::contract::forms::shared::{EvidenceForm, RemoveForm, set};
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// A note on delivery, storage, receipt or return.
    Note(NoteForm),
    /// What shows it.
    Evidence(EvidenceForm),
    /// Taking away what was recorded by mistake.
    Remove(RemoveForm),
}

impl Form {
    pub(super) const fn asks(&self) -> &dyn Asks {
        match self {
            Self::Note(form) => form,
            Self::Evidence(form) => form,
            Self::Remove(form) => form,
        }
    }
}

/// A note on delivery, storage, receipt or return.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NoteForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Logistics)>,
    pub(crate) by: String,
    pub(crate) today: Date,
}

impl Asks for NoteForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, of)| of);
        let kinds: Vec<String> =
            LogisticsKind::iter().map(|kind| kind.words().to_owned()).collect();
        let about = now.map_or(LogisticsKind::Delivery, |of| of.about);
        let at = LogisticsKind::iter().position(|kind| kind == about).unwrap_or(0);
        let by = now.map_or(Some(self.by.as_str()), |of| of.by.as_deref());
        vec![
            Field::choice("About", "A receipt says that it was checked.", kinds, at),
            Field::text("Day", DAY, &day(Some(now.map_or(self.today, |of| of.day)))),
            Field::note(
                "What",
                "What arrived, is stored, was received or went back, and in which state.",
                now.map_or("", |of| &of.what),
            ),
            Field::text(
                "How much",
                "The quantity in words, such as “12 pallets”; may be empty.",
                now.map_or("", |of| plain(of.quantity.as_ref())),
            ),
            Field::text(
                "Where",
                "The place; may be empty.",
                now.map_or("", |of| plain(of.place.as_ref())),
            ),
            Field::text("By", "Who received or checked it; may be empty.", by.unwrap_or("")),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let about = LogisticsKind::iter().nth(chosen(form, 0)).unwrap_or(LogisticsKind::Delivery);
        let day = day_of(form, 1, "the day", &mut wrong);
        let what = note(form, 2, "what it is", &mut wrong);
        let quantity = line_or_none(form, 3, &mut wrong);
        let place = line_or_none(form, 4, &mut wrong);
        let by = line_or_none(form, 5, &mut wrong);
        let act = day.zip(what).map(|(day, what)| {
            let (contract, evidence) = (self.contract, None);
            let uid = self.now.as_ref().map(|(uid, _)| *uid);
            set(uid, Logistics { contract, about, day, what, quantity, place, by, evidence })
        });
        or_wrong(act, wrong)
    }
}
