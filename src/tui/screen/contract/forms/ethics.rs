//! Forms: modern slavery and ethics: risk, due diligence, concerns.

use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::{Concern, Diligence, Factor, Level, SlaveryRisk};
use crate::register::ContractAct;
use crate::tui::forms::Wrong;
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, DAY_OR_NONE, choose_at_first, day, day_or_none, level_at, level_chosen,
    levels_to_choose, line, line_or_none, note, note_or_none, or_wrong, past, plain, show,
};
use crate::tui::screen::contract::forms::shared::{ActionForm, EvidenceForm, RemoveForm, set};
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// An assessment of the risk of modern slavery.
    Risk(RiskForm),
    /// A step of due diligence.
    Diligence(DiligenceForm),
    /// A concern.
    Concern(ConcernForm),
    /// What came of a concern.
    Close(CloseForm),
    /// What shows that something is so.
    Evidence(EvidenceForm),
    /// What somebody has to do.
    Action(ActionForm),
    /// Taking away what was recorded by mistake.
    Remove(RemoveForm),
}

impl Form {
    pub(super) const fn asks(&self) -> &dyn Asks {
        match self {
            Self::Risk(form) => form,
            Self::Diligence(form) => form,
            Self::Concern(form) => form,
            Self::Close(form) => form,
            Self::Evidence(form) => form,
            Self::Action(form) => form,
            Self::Remove(form) => form,
        }
    }
}

/// An assessment of the risk of modern slavery.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RiskForm {
    pub(crate) contract: Uuid,
    pub(crate) uid: Option<Uuid>,
    /// The assessment to change, or the one before, whose words are a beginning.
    pub(crate) now: Option<SlaveryRisk>,
    pub(crate) by: String,
    pub(crate) today: Date,
    /// What follows from each level, in words.
    pub(crate) follows: Vec<(Level, String)>,
}

/// The three sides of the risk.
const SIDES: [usize; 3] = [2, 4, 6];
const WHOLE: usize = 7;
const WHY: usize = 8;

impl RiskForm {
    /// The greatest of the three sides; none until all of them are chosen.
    fn greatest(form: &Fields) -> Option<Level> {
        let sides: Option<Vec<Level>> = SIDES.iter().map(|at| level_chosen(form, *at)).collect();
        sides?.into_iter().max()
    }
}

impl Asks for RiskForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let changed = self.uid.and(now);
        let words = |of: fn(&SlaveryRisk) -> &Factor| now.map_or("", |risk| &of(risk).words);
        let at =
            |of: fn(&SlaveryRisk) -> &Factor| now.map_or(0, |risk| level_at(of(risk).level) + 1);
        let next = changed.map_or_else(|| self.today.plus_months(12_u16), |risk| risk.next);
        let by = changed.map_or(self.by.as_str(), |risk| &risk.by);
        vec![
            Field::text("Day", DAY, &day(Some(changed.map_or(self.today, |risk| risk.day)))),
            Field::text(
                "Sector",
                "What is bought and in which trade, such as “cleaning”.",
                words(|risk| &risk.sector),
            ),
            Field::choice(
                "  its risk",
                "From the trade alone.",
                levels_to_choose(),
                at(|risk| &risk.sector),
            ),
            Field::text(
                "Countries",
                "Where goods and work come from, down the supply chain.",
                words(|risk| &risk.country),
            ),
            Field::choice(
                "  their risk",
                "From the countries alone.",
                levels_to_choose(),
                at(|risk| &risk.country),
            ),
            Field::text(
                "Labour",
                "Which kind of labour: agency, seasonal, low paid, migrant, skilled.",
                words(|risk| &risk.labour),
            ),
            Field::choice(
                "  its risk",
                "From the kind of labour alone.",
                levels_to_choose(),
                at(|risk| &risk.labour),
            ),
            Field::choice(
                "As a whole",
                "The greatest of the three, unless you say why it is lower.",
                levels_to_choose(),
                now.map_or(0, |risk| level_at(risk.level) + 1),
            ),
            Field::note(
                "Reasons",
                "Why; needed where the whole is below the greatest of the three.",
                changed.map_or("", |risk| plain(risk.reasons.as_ref())),
            ),
            Field::text("Assessed by", "Who assessed it.", by),
            Field::text("Look again on", DAY_OR_NONE, &day(next)),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let day = past(form, 0, "the day of the assessment", self.today, &mut wrong);
        let sector = line(form, 1, "the sector", &mut wrong);
        let country = line(form, 3, "the countries", &mut wrong);
        let labour = line(form, 5, "the kind of labour", &mut wrong);
        let mut judged = |at: usize, of: &str| {
            let level = level_chosen(form, at);
            if level.is_none() {
                wrong.push((at, format!("Choose how great {of} is.")));
            }
            level
        };
        let sector_risk = judged(2, "the risk of the sector");
        let country_risk = judged(4, "the risk of the countries");
        let labour_risk = judged(6, "the risk of the labour");
        let whole = judged(WHOLE, "the risk as a whole");
        let reasons = note_or_none(form, WHY, &mut wrong);
        if let (Some(whole), Some(greatest)) = (whole, Self::greatest(form))
            && whole < greatest
            && reasons.is_none()
        {
            let words = format!("One side is {}; type why the whole is lower.", greatest.words());
            wrong.push((WHY, words));
        }
        let by = line(form, 9, "who assessed it", &mut wrong);
        let next = day_or_none(form, 10, &mut wrong);
        let factor = |(words, level)| Factor { words, level };
        let sides = sector.zip(sector_risk).zip(country.zip(country_risk));
        let sides = sides.zip(labour.zip(labour_risk));
        let act = day.zip(sides).zip(whole).zip(by).map(
            |(((day, ((sector, country), labour)), level), by)| {
                let risk = SlaveryRisk {
                    contract: self.contract,
                    day,
                    sector: factor(sector),
                    country: factor(country),
                    labour: factor(labour),
                    level,
                    reasons,
                    by,
                    next,
                };
                set(self.uid, risk)
            },
        );
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let Some(whole) = level_chosen(form, WHOLE) else { return Vec::new() };
        let follows = self.follows.iter().find(|(of, _)| *of == whole);
        let says = follows.map_or("", |(_, words)| words.as_str());
        let words = format!("{}: {says}", crate::tui::widget::text::capital(whole.words()));
        vec![(words, whole == Level::High)]
    }

    fn follow(&self, form: &mut Fields) {
        if let Some(greatest) = Self::greatest(form) {
            choose_at_first(form, WHOLE, level_at(greatest) + 1);
        }
    }
}

/// A step of due diligence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DiligenceForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Diligence)>,
    pub(crate) by: String,
    pub(crate) today: Date,
}

impl Asks for DiligenceForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, step)| step);
        vec![
            Field::text("Day", DAY, &day(Some(now.map_or(self.today, |step| step.day)))),
            Field::note(
                "Looked into",
                "What was looked into: a visit, a questionnaire, papers of workers.",
                now.map_or("", |step| &step.what),
            ),
            Field::note(
                "Found",
                "What was found; may be empty while it goes on.",
                now.map_or("", |step| plain(step.found.as_ref())),
            ),
            Field::text("By", "Who looked.", now.map_or(self.by.as_str(), |step| &step.by)),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let day = past(form, 0, "the day", self.today, &mut wrong);
        let what = note(form, 1, "what was looked into", &mut wrong);
        let found = note_or_none(form, 2, &mut wrong);
        let by = line(form, 3, "who looked", &mut wrong);
        let act = day.zip(what).zip(by).map(|((day, what), by)| {
            let (contract, evidence) = (self.contract, None);
            let uid = self.now.as_ref().map(|(uid, _)| *uid);
            set(uid, Diligence { contract, day, what, found, by, evidence })
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        let key = crate::tui::command::Command::Evidence.key(false);
        let words = format!("What shows it is attached afterwards, with {key} on the step.");
        vec![(words, false)]
    }
}

/// A concern, and to whom it was reported.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ConcernForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Concern)>,
    pub(crate) today: Date,
}

impl Asks for ConcernForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, concern)| concern);
        let outcome = now.and_then(|concern| concern.outcome.as_ref());
        let mut fields = vec![
            Field::text("Raised on", DAY, &day(Some(now.map_or(self.today, |one| one.day)))),
            Field::note(
                "Concern",
                "What was seen or said, without names of people at risk.",
                now.map_or("", |concern| &concern.what),
            ),
            Field::text(
                "Reported to",
                "To whom: the police, the helpline, the GLAA, who the policy names. Empty while nobody was told.",
                now.map_or("", |concern| plain(concern.reported_to.as_ref())),
            ),
            Field::text(
                "Reported on",
                DAY_OR_NONE,
                &day(now.and_then(|concern| concern.reported_on)),
            ),
            Field::note("Outcome", "What came of it; empty opens it again.", plain(outcome)),
        ];
        fields[4].shown = outcome.is_some();
        fields
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let day = past(form, 0, "the day", self.today, &mut wrong);
        let what = note(form, 1, "what the concern is", &mut wrong);
        let reported_to = line_or_none(form, 2, &mut wrong);
        let reported_on = day_or_none(form, 3, &mut wrong);
        match (&reported_to, reported_on) {
            (Some(_), None) if wrong.is_empty() => {
                wrong.push((3, "Type the day on which it was reported.".to_owned()));
            }
            (None, Some(_)) => wrong.push((2, "Type to whom it was reported.".to_owned())),
            _ => {}
        }
        let outcome = note_or_none(form, 4, &mut wrong);
        let act = day.zip(what).map(|(day, what)| {
            let contract = self.contract;
            let uid = self.now.as_ref().map(|(uid, _)| *uid);
            set(uid, Concern { contract, day, what, reported_to, reported_on, outcome })
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        if form.fields[2].value().trim().is_empty() {
            let words = "Where somebody is in danger now, call 999 first. The register shows the concern as not reported until it says to whom.";
            return vec![(words.to_owned(), true)];
        }
        Vec::new()
    }

    fn follow(&self, form: &mut Fields) {
        let has = self.now.as_ref().is_some_and(|(_, concern)| concern.outcome.is_some());
        show(form, 4, has);
    }
}

/// What came of a concern.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CloseForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Concern,
}

impl Asks for CloseForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note("What came of it", "What came of the concern; it is closed with it.", "")]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let outcome = note(form, 0, "what came of it", &mut wrong);
        let act = outcome.map(|outcome| {
            ContractAct::change(self.uid, Concern { outcome: Some(outcome), ..self.now.clone() })
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        if self.now.reported_to.is_none() {
            let words = "It was not reported to anybody; closing it does not change that.";
            return vec![(words.to_owned(), true)];
        }
        Vec::new()
    }
}
