//! Something that the supplier has to deliver: what, how much, and when.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::contract::{Commitment, Counting, Schedule, Withheld};
use crate::domain::exact::Exact;
use crate::domain::{Date, outcome, text};
use crate::register::ContractAct;
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, choose_at_first, chosen, day, day_of, fill, or_wrong, show, words,
};
use crate::tui::widget::form::{Field, Form as Fields};

/// A measure to choose.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MeasureChoice {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) unit: Option<String>,
    pub(crate) over_time: bool,
}

/// Something that the supplier has to deliver.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CommitmentForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Commitment)>,
    pub(crate) measures: Vec<MeasureChoice>,
    /// The changes of the contract, in words.
    pub(crate) variations: Vec<(Uuid, String)>,
    pub(crate) signed: bool,
    /// The first and the last day of the contract.
    pub(crate) term: (Date, Date),
}

const TITLE: usize = 0;
const MEASURE: usize = 1;
const QUANTITY: usize = 2;
const UNIT: usize = 3;
const COUNTED: usize = 4;
const WHEN: usize = 5;
const DUE: usize = 6;
const EACH: usize = 7;
const MONTHS: usize = 8;
const FROM: usize = 9;
const UNTIL: usize = 10;
const PROMISED: usize = 11;
const AREA: usize = 12;
const EVIDENCE: usize = 13;
const PUBLISH: usize = 14;
const WITHHELD: usize = 15;
const VARIATION: usize = 16;
const REASON: usize = 17;

/// By a day; again and again; evenly.
const EVERY: usize = 1;
const EVENLY: usize = 2;

/// The rhythms to choose, and how many months each is.
const RHYTHMS: [(&str, u8); 4] = [("month", 1), ("quarter", 3), ("half-year", 6), ("year", 12)];

impl CommitmentForm {
    fn before(&self) -> Option<&Commitment> {
        self.now.as_ref().map(|(_, now)| now)
    }

    fn measure<'a>(&'a self, form: &Fields) -> Option<&'a MeasureChoice> {
        self.measures.get(chosen(form, MEASURE).checked_sub(1)?)
    }

    /// Whether the measure says already what it is counted in.
    fn is_counted_by_measure(&self, form: &Fields) -> bool {
        self.measure(form).is_some_and(|measure| measure.unit.is_some())
    }

    fn counting(form: &Fields) -> Counting {
        Counting::iter().nth(chosen(form, COUNTED)).unwrap_or(Counting::Sum)
    }

    fn schedule(form: &Fields, wrong: &mut Wrong) -> Option<Schedule> {
        let until = |wrong: &mut Wrong| day_of(form, UNTIL, "the last day", wrong);
        let from = |wrong: &mut Wrong| day_of(form, FROM, "the first day", wrong);
        let schedule = match chosen(form, WHEN) {
            EVERY => {
                let months = match RHYTHMS.get(chosen(form, EACH)) {
                    Some((_, months)) => Some(*months),
                    None => needed(form, MONTHS, "the number of months", wrong, |words| {
                        let months = words.parse::<u8>().ok().filter(|months| *months > 0);
                        months.ok_or("Type a number of months like 2 or 18")
                    }),
                };
                let (from, until) = (from(wrong), until(wrong));
                let all = months.zip(from).zip(until);
                all.map(|((months, from), until)| Schedule::Every { months, from, until })
            }
            EVENLY => {
                let (from, until) = (from(wrong), until(wrong));
                from.zip(until).map(|(from, until)| Schedule::Evenly { from, until })
            }
            _ => day_of(form, DUE, "the day", wrong).map(|day| Schedule::By { day }),
        };
        if let Some(fault) = schedule.as_ref().and_then(Schedule::fault) {
            wrong.push((UNTIL, fault));
        }
        schedule
    }

    /// The commitment as it is typed, where all of it can be read.
    fn typed(&self, form: &Fields, wrong: &mut Wrong) -> Option<Commitment> {
        let line = |words: &str| text::line("The commitment", words);
        let title = needed(form, TITLE, "what is to be delivered", wrong, line);
        let quantity = given(form, QUANTITY, wrong, outcome::quantity);
        let unit = match self.measure(form).and_then(|measure| measure.unit.clone()) {
            Some(unit) => Some(unit),
            None => typed(form, UNIT),
        };
        let counting = Self::counting(form);
        if counting == Counting::OverTime && typed(form, QUANTITY).is_none() {
            wrong.push((
                QUANTITY,
                "Type how much: what counts over time needs a figure.".to_owned(),
            ));
        }
        let schedule = Self::schedule(form, wrong);
        let withheld = (chosen(form, PUBLISH) == 1).then(|| {
            let read = |words: &str| text::note("Why it is not published", words);
            needed(form, WITHHELD, "why it is not published", wrong, read)
        });
        let before = self.before();
        let variation = match chosen(form, VARIATION).checked_sub(1) {
            Some(at) => self.variations.get(at).map(|(uid, _)| *uid),
            None => before.and_then(|before| before.variation),
        };
        let schedule = schedule?;
        Some(Commitment {
            contract: self.contract,
            title: title.unwrap_or_default(),
            measure: self.measure(form).map(|measure| measure.id.clone()),
            // A unit alone counts nothing.
            unit: unit.filter(|_| quantity.is_some()),
            quantity,
            words: typed(form, PROMISED),
            schedule,
            counting,
            area: typed(form, AREA),
            evidence: typed(form, EVIDENCE),
            withheld: withheld.flatten().map(|reason| Withheld { reason }),
            promised: before.and_then(|before| before.promised),
            variation,
            settled: before.and_then(|before| before.settled.clone()),
        })
    }

    /// Whether what the supplier owes is another than before, under a contract that is signed.
    fn obliges_anew(&self, form: &Fields) -> bool {
        if !self.signed {
            return false;
        }
        let Some(before) = self.before() else { return true };
        let owed = |one: &Commitment| {
            (
                one.quantity,
                one.schedule.clone(),
                one.counting,
                one.measure.clone(),
                one.unit.clone(),
            )
        };
        self.typed(form, &mut Wrong::new()).is_some_and(|now| owed(&now) != owed(before))
    }

    /// Whether a change of the contract is named that was not named before.
    fn is_agreed(&self, form: &Fields) -> bool {
        let named = chosen(form, VARIATION).checked_sub(1);
        let named = named.and_then(|at| self.variations.get(at)).map(|(uid, _)| *uid);
        named.is_some() && named != self.before().and_then(|before| before.variation)
    }
}

impl Asks for CommitmentForm {
    #[expect(clippy::too_many_lines, reason = "it is a table of every field")]
    fn fields(&self) -> Vec<Field> {
        let now = self.before();
        let mut measures = vec!["in its own words".to_owned()];
        measures.extend(self.measures.iter().map(|measure| text::visible(&measure.title)));
        let measure = now.and_then(|now| now.measure.as_ref());
        let at = self.measures.iter().position(|one| Some(&one.id) == measure);
        let text = |part: fn(&Commitment) -> &Option<String>| {
            now.and_then(|now| part(now).as_deref()).unwrap_or_default()
        };
        let quantity = now.and_then(|now| now.quantity).map(|q| q.normalize().to_string());
        let counting = Counting::iter().map(|one| one.words().to_owned()).collect();
        let counted = now.and_then(|now| Counting::iter().position(|one| one == now.counting));
        let (begins, ends) = self.term;
        let (mut due, mut from, mut until) = (ends, begins, ends);
        let (mut when, mut each, mut months) = (0, EVERY, String::new());
        match now.map(|now| &now.schedule) {
            Some(Schedule::By { day }) => due = *day,
            Some(Schedule::Every { months: count, from: first, until: last }) => {
                (when, from, until) = (EVERY, *first, *last);
                let known = RHYTHMS.iter().position(|(_, months)| months == count);
                each = known.unwrap_or(RHYTHMS.len());
                months = count.to_string();
            }
            Some(Schedule::Evenly { from: first, until: last }) => {
                (when, from, until) = (EVENLY, *first, *last);
            }
            None => {}
        }
        let mut rhythms: Vec<String> = RHYTHMS.iter().map(|(name, _)| (*name).to_owned()).collect();
        rhythms.push("other".to_owned());
        let withheld = now.and_then(|now| now.withheld.as_ref());
        let mut changes = vec!["none of its changes".to_owned()];
        changes.extend(self.variations.iter().map(|(_, words)| words.clone()));
        vec![
            Field::text(
                "Commitment",
                "What is delivered, in a few words.",
                now.map_or("", |now| &now.title),
            ),
            Field::choice(
                "Measure",
                "One of the policy or of the tender, so that it is counted with others like it.",
                measures,
                at.map_or(0, |at| at + 1),
            ),
            Field::text(
                "How much",
                "A number like 4 or 2.5, each time that it falls due; empty where it is not counted.",
                &quantity.unwrap_or_default(),
            ),
            Field::text("Counted in", "Such as people, hours or pounds.", text(|now| &now.unit)),
            Field::choice(
                "Counted",
                "Jobs count as full-time equivalents over time: two for half a year are one for a year.",
                counting,
                counted.unwrap_or(0),
            ),
            Field::choice(
                "When",
                "All of it by a day; the quantity again in every period; or evenly, day by day.",
                words(&["by a day", "in every period", "evenly"]),
                when,
            ),
            Field::text("By", DAY, &day(Some(due))),
            Field::choice("Every", "How long a period is.", rhythms, each),
            Field::text("Months", "How many months a period is.", &months),
            Field::text("From", "The first day, like 2026-06-01 or 01/06/2026.", &day(Some(from))),
            Field::text("Until", "The last day, like 2029-03-31 or 31/03/2029.", &day(Some(until))),
            Field::note("Promised", "What more was promised, in words.", text(|now| &now.words)),
            Field::text(
                "Area",
                "Where it is to have its effect, such as a ward.",
                text(|now| &now.area),
            ),
            Field::note(
                "Evidence expected",
                "What will show a delivery, such as payslips or a register of attendance.",
                text(|now| &now.evidence),
            ),
            Field::choice(
                "Publish",
                "Whether it may be published.",
                words(&["publish", "withhold"]),
                usize::from(withheld.is_some()),
            ),
            Field::note(
                "Withheld because",
                "Why it is not published (Procurement Act 2023 s.94).",
                withheld.map_or("", |withheld| &withheld.reason),
            ),
            Field::choice(
                "Agreed in",
                "The change of the contract by which it was agreed.",
                changes,
                0,
            ),
            Field::note(
                "Reason",
                "Without a change of the contract: such as that the contract says so and it was not recorded yet.",
                "",
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let commitment = self.typed(form, &mut wrong);
        let reason = typed(form, REASON);
        if self.obliges_anew(form) && !self.is_agreed(form) && reason.is_none() {
            let words =
                "The contract is signed: name the change by which it was agreed, or type a reason.";
            wrong.push((REASON, words.to_owned()));
        }
        let act = commitment.map(|commitment| match &self.now {
            Some((uid, _)) => ContractAct::change(*uid, commitment).because(reason),
            None => ContractAct::add(commitment).because(reason),
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let mut wrong = Wrong::new();
        let mut said = Vec::new();
        // Words that cannot be kept yet make no difference to it: it stands still while they are
        // typed.
        if let Some(commitment) = self.typed(form, &mut wrong)
            && typed(form, TITLE).is_some()
            && wrong.iter().all(|(at, _)| *at == TITLE)
        {
            let each = commitment.quantity.map_or_else(|| Exact::from(1), Exact::from);
            let total = &each * &commitment.schedule.times();
            let what = match commitment.quantity {
                Some(_) => commitment.amount(&total),
                None if total == Exact::from(1) => "once".to_owned(),
                None => format!("{} times", total.short(2)),
            };
            said.push((format!("In all: {what}, {}.", commitment.schedule.words()), false));
            if let Some((from, until)) = commitment.schedule.left_over() {
                said.push((
                    format!(
                        "From {} to {} there is no whole period, so nothing falls due in it.",
                        from.british(),
                        until.british()
                    ),
                    true,
                ));
            }
            let (_, ends) = self.term;
            if commitment.schedule.last().is_some_and(|last| last > ends) {
                let words = format!("The contract ends before that, on {}.", ends.british());
                said.push((words, true));
            }
        }
        said
    }

    fn follow(&self, form: &mut Fields) {
        if let Some(measure) = self.measure(form) {
            let titles = self.measures.iter().map(|one| one.title.as_str());
            let now = typed(form, TITLE);
            let of_measure = now.as_deref().is_none_or(|now| titles.clone().any(|one| one == now));
            let (title, over_time) = (measure.title.clone(), usize::from(measure.over_time));
            // Words of the officer's own stay; those of a measure follow the measure.
            if of_measure && form.focus == MEASURE {
                fill(form, TITLE, &title);
            }
            if self.now.is_none() {
                choose_at_first(form, COUNTED, over_time);
            }
        }
        let counted = typed(form, QUANTITY).is_some();
        show(form, UNIT, counted && !self.is_counted_by_measure(form));
        show(form, COUNTED, counted);
        let when = chosen(form, WHEN);
        show(form, DUE, when != EVERY && when != EVENLY);
        show(form, EACH, when == EVERY);
        show(form, MONTHS, when == EVERY && chosen(form, EACH) == RHYTHMS.len());
        show(form, FROM, when == EVERY || when == EVENLY);
        show(form, UNTIL, when == EVERY || when == EVENLY);
        show(form, WITHHELD, chosen(form, PUBLISH) == 1);
        let anew = self.obliges_anew(form);
        show(form, VARIATION, anew && !self.variations.is_empty());
        show(form, REASON, anew && !self.is_agreed(form));
    }
}
