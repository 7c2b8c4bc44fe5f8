//! Forms: key performance indicators and their assessments.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::{Assessment, Contract, Kpi, KpiRating};
use crate::register::ContractAct;
use crate::tui::forms::{Wrong, needed};
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, DAY_OR_NONE, chosen, day, day_of, day_or_none, line, note, note_or_none, or_wrong,
    past, plain,
};
use crate::tui::screen::contract::forms::shared::{ActionForm, RemoveForm, set};
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// An indicator.
    Kpi(KpiForm),
    /// An assessment against an indicator.
    Assess(AssessForm),
    /// Why an indicator is no longer assessed.
    Drop(DropForm),
    /// Why there are no indicators.
    NoKpis(NoKpisForm),
    /// What somebody has to do about an indicator.
    Action(ActionForm),
    /// Taking away what was recorded by mistake.
    Remove(RemoveForm),
}

impl Form {
    pub(super) const fn asks(&self) -> &dyn Asks {
        match self {
            Self::Kpi(form) => form,
            Self::Assess(form) => form,
            Self::Drop(form) => form,
            Self::NoKpis(form) => form,
            Self::Action(form) => form,
            Self::Remove(form) => form,
        }
    }
}

/// An indicator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KpiForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Kpi)>,
    /// Every how many months the statute wants it assessed, at the latest.
    pub(crate) months: u8,
}

impl Asks for KpiForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, kpi)| kpi);
        let months = now.map_or(self.months, |kpi| kpi.every_months);
        vec![
            Field::text(
                "Indicator",
                "What is measured, such as “Calls answered in time”.",
                now.map_or("", |kpi| &kpi.title),
            ),
            Field::text(
                "Target",
                "What has to be reached, such as “95% within 20 seconds”.",
                now.map_or("", |kpi| &kpi.target),
            ),
            Field::note(
                "Measured how",
                "From which figures, and who provides them; may be empty.",
                now.map_or("", |kpi| plain(kpi.how.as_ref())),
            ),
            Field::text(
                "Assessed every",
                "In months: 3 is every quarter, 12 every year.",
                &months.to_string(),
            ),
            Field::text("Published", DAY_OR_NONE, &day(now.and_then(|kpi| kpi.published))),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let title = line(form, 0, "what is measured", &mut wrong);
        let target = line(form, 1, "the target", &mut wrong);
        let how = note_or_none(form, 2, &mut wrong);
        let every_months = needed(form, 3, "a number of months", &mut wrong, months);
        let published = day_or_none(form, 4, &mut wrong);
        let dropped = self.now.as_ref().and_then(|(_, kpi)| kpi.dropped.clone());
        let act = title.zip(target).zip(every_months).map(|((title, target), every_months)| {
            let contract = self.contract;
            set(
                self.now.as_ref().map(|(uid, _)| *uid),
                Kpi { contract, title, target, how, every_months, published, dropped },
            )
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let typed = form.fields[3].value().trim().parse::<u8>();
        let often = typed.is_ok_and(|months| months > self.months);
        let words = format!(
            "The law asks for an assessment at least once in {} months where its indicators are due.",
            self.months
        );
        if often { vec![(words, true)] } else { Vec::new() }
    }
}

/// Reads a number of months.
fn months(typed: &str) -> Result<u8, String> {
    let months = typed.trim().parse::<u8>().ok().filter(|months| (1..=120).contains(months));
    months.ok_or_else(|| "Type a whole number of months from 1 to 120".to_owned())
}

/// An assessment against an indicator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AssessForm {
    pub(crate) uid: Option<Uuid>,
    /// How it stands, or what is proposed for a new one.
    pub(crate) now: Assessment,
    pub(crate) today: Date,
    /// What each rating means where the statute's pack says so.
    pub(crate) meanings: Vec<(KpiRating, String)>,
}

const RATING: usize = 2;
const REASONS: usize = 4;

impl AssessForm {
    /// The rating that is chosen; none until the officer has taken one.
    fn rating(form: &Fields) -> Option<KpiRating> {
        let at = chosen(form, RATING).checked_sub(1)?;
        KpiRating::iter().nth(at)
    }
}

impl Asks for AssessForm {
    fn fields(&self) -> Vec<Field> {
        let mut ratings = vec!["not rated yet".to_owned()];
        ratings.extend(KpiRating::iter().map(|rating| rating.words().to_owned()));
        let at = KpiRating::iter().position(|rating| rating == self.now.rating);
        let at = self.uid.and(at).map_or(0, |at| at + 1);
        vec![
            Field::text("From", DAY, &day(Some(self.now.from))),
            Field::text("To", DAY, &day(Some(self.now.to))),
            Field::choice("Rating", "What it means stands below.", ratings, at),
            Field::note(
                "Measured",
                "The figures against the target; may be empty.",
                plain(self.now.measured.as_ref()),
            ),
            Field::note(
                "Reasons",
                "Why it is rated so; needed for all but Good. The supplier may ask for them.",
                plain(self.now.reasons.as_ref()),
            ),
            Field::text("Assessed by", "Who assessed it.", &self.now.by),
            Field::text("Published", DAY_OR_NONE, &day(self.now.published)),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let from = day_of(form, 0, "the first day", &mut wrong);
        let to = past(form, 1, "the last day", self.today, &mut wrong);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            wrong.push((1, "It would end before it begins.".to_owned()));
        }
        let rating = Self::rating(form);
        if rating.is_none() {
            wrong.push((RATING, "Choose a rating: left and right change it.".to_owned()));
        }
        let measured = note_or_none(form, 3, &mut wrong);
        let reasons = note_or_none(form, REASONS, &mut wrong);
        if let Some(rating) = rating.filter(|rating| *rating != KpiRating::Good)
            && reasons.is_none()
        {
            let words = format!("“{}” needs a reason.", rating.words());
            wrong.push((REASONS, words));
        }
        let by = line(form, 5, "who assessed it", &mut wrong);
        let published = day_or_none(form, 6, &mut wrong);
        let act = from.zip(to).zip(rating).zip(by).map(|(((from, to), rating), by)| {
            let kpi = self.now.kpi;
            set(self.uid, Assessment { kpi, from, to, rating, measured, reasons, by, published })
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let Some(rating) = Self::rating(form) else {
            let words =
                "No data is no rating: what could not be measured is “Other”, with the reason.";
            return vec![(words.to_owned(), false)];
        };
        let meaning = self.meanings.iter().find(|(of, _)| *of == rating);
        let words = match (meaning, rating) {
            (Some((_, says)), _) => says.clone(),
            (None, KpiRating::Good) => "The target is met or exceeded.".to_owned(),
            (None, KpiRating::ApproachingTarget) => "Close to the target.".to_owned(),
            (None, KpiRating::RequiresImprovement) => "Below the target.".to_owned(),
            (None, KpiRating::Inadequate) => "Significantly below the target.".to_owned(),
            (None, KpiRating::Other) => "It cannot be rated as one of the others.".to_owned(),
        };
        vec![(format!("{}: {words}", rating.words()), rating == KpiRating::Inadequate)]
    }
}

/// Why an indicator is no longer assessed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DropForm {
    pub(crate) uid: Uuid,
    pub(crate) kpi: Kpi,
}

impl Asks for DropForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note("Dropped because", "Why it is no longer assessed.", "")]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let dropped = note(form, 0, "the reason", &mut wrong);
        let act = dropped.map(|reason| {
            ContractAct::change(self.uid, Kpi { dropped: Some(reason), ..self.kpi.clone() })
        });
        or_wrong(act, wrong)
    }
}

/// Why a contract has no indicators.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NoKpisForm {
    pub(crate) uid: Uuid,
    pub(crate) contract: Box<Contract>,
}

impl Asks for NoKpisForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note(
            "No KPIs because",
            "Why performance cannot be assessed by indicators; empty takes the reason away.",
            plain(self.contract.no_kpis.as_ref()),
        )]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let no_kpis = note_or_none(form, 0, &mut wrong);
        if no_kpis.is_none() && self.contract.no_kpis.is_none() && wrong.is_empty() {
            wrong.push((0, "Type the reason.".to_owned()));
        }
        let contract = Contract { no_kpis, ..(*self.contract).clone() };
        or_wrong(Some(ContractAct::change(self.uid, contract)), wrong)
    }
}
