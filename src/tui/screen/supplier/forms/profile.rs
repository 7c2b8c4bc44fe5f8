//! Who a supplier is: names and numbers, size and kind, whether it is local, ethics.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::supplier::{
    CodeSigned, CompanyNumber, LivingWage, LocalJudgement, Ownership, Postcode, Sector, Size,
    Statement, Supplier, is_same_name,
};
use crate::domain::{Date, text};
use crate::register::SupplierAct;
use crate::tui::forms::{Wrong, given, needed};
use crate::tui::screen::supplier::forms::{
    Asks, chosen, day, known_or, or_wrong, show, text_in, words,
};
use crate::tui::widget::form::{Field, Form as Fields};

/// Name, numbers, address.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NameForm {
    /// The supplier; none where it is new.
    pub(crate) uid: Option<Uuid>,
    pub(crate) now: Supplier,
    /// The names that stand in the directory already.
    pub(crate) known: Vec<String>,
}

const NAME: usize = 0;
const NUMBER: usize = 1;
const OTHER: usize = 2;
const ADDRESS: usize = 3;
const POSTCODE: usize = 4;
const WEBSITE: usize = 5;
const NOTE: usize = 6;

/// What stands in a field for a text that may not be there.
fn held(text: Option<&str>) -> &str {
    text.unwrap_or_default()
}

impl Asks for NameForm {
    fn fields(&self) -> Vec<Field> {
        let now = &self.now;
        let number = now.number.as_ref().map(CompanyNumber::as_str);
        let postcode = now.postcode.as_ref().map(Postcode::as_str);
        vec![
            Field::text("Name", "What the supplier is called, as on its contracts.", &now.name),
            Field::text(
                "Company number",
                "At Companies House: eight digits, or two letters and six digits. Empty while it is not known.",
                held(number),
            ),
            Field::text(
                "Other number",
                "Another number, such as that of a charity.",
                held(now.other_number.as_deref()),
            ),
            Field::text("Address", "Without the postcode.", held(now.address.as_deref())),
            Field::text("Postcode", "Like CA1 1RD.", held(postcode)),
            Field::text("Website", "Its address on the web.", held(now.website.as_deref())),
            Field::note("Note", "Internal.", held(now.note.as_deref())),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let line = |words: &str| text::line("The name", words);
        let name = needed(form, NAME, "the name", &mut wrong, line);
        let number = given(form, NUMBER, &mut wrong, str::parse::<CompanyNumber>);
        let postcode = given(form, POSTCODE, &mut wrong, str::parse::<Postcode>);
        let act = name.map(|name| {
            let supplier = Supplier {
                name,
                number,
                postcode,
                other_number: text_in(form, OTHER),
                address: text_in(form, ADDRESS),
                website: text_in(form, WEBSITE),
                note: text_in(form, NOTE),
                ..self.now.clone()
            };
            match self.uid {
                Some(uid) => SupplierAct::change(uid, supplier),
                None => SupplierAct::add(supplier),
            }
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let words = "Only the form of numbers and postcodes is checked; nothing is looked up.";
        let mut said = vec![(words.to_owned(), false)];
        let name = text_in(form, NAME);
        let same = |known: &&String| name.as_ref().is_some_and(|name| is_same_name(known, name));
        if let Some(known) = self.known.iter().find(same) {
            let words = format!(
                "“{}” is in the directory already: is this another one? Its company number tells the two apart.",
                text::visible(known)
            );
            said.push((words, true));
        }
        said
    }
}

/// Size and kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SizeForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Supplier,
    pub(crate) today: Date,
}

const HEADCOUNT: usize = 0;
const HEADCOUNT_ON: usize = 1;
const SECTOR: usize = 2;
const SAYS: usize = 3;
const SAYS_ON: usize = 4;

impl Asks for SizeForm {
    fn fields(&self) -> Vec<Field> {
        let now = &self.now;
        let headcount = now.headcount.map(|count| count.to_string()).unwrap_or_default();
        let sector = now.sector.and_then(|of| Sector::iter().position(|one| one == of));
        let says = now.ownership.as_ref();
        vec![
            Field::text(
                "Headcount",
                "How many people work there. Empty while nobody has said; that is not nought.",
                &headcount,
            ),
            Field::text(
                "Counted on",
                "The day for which that holds, like 01/06/2026. May be empty.",
                &day(now.headcount_on),
            ),
            Field::choice(
                "Kind",
                "What kind of organisation it is.",
                known_or(Sector::iter().map(Sector::words)),
                sector.map_or(0, |at| at + 1),
            ),
            Field::text(
                "Ownership",
                "By under-represented groups, only as the supplier says so itself. Never a guess.",
                held(says.map(|one| one.says.as_str())),
            ),
            Field::text(
                "Said on",
                "The day on which the supplier said so.",
                &day(Some(says.map_or(self.today, |one| one.day))),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let count = |words: &str| {
            let plain = words.replace(',', "");
            plain.parse::<u32>().map_err(|_| {
                format!("“{}” is not a number of people, such as 42", text::visible(words))
            })
        };
        let headcount = given(form, HEADCOUNT, &mut wrong, count);
        let headcount_on = given(form, HEADCOUNT_ON, &mut wrong, str::parse::<Date>);
        let ownership = match text_in(form, SAYS) {
            Some(says) => {
                let said = needed(form, SAYS_ON, "the day", &mut wrong, str::parse::<Date>);
                said.map(|day| Ownership { says, day })
            }
            None => None,
        };
        let sector = chosen(form, SECTOR).checked_sub(1).and_then(|at| Sector::iter().nth(at));
        let supplier = Supplier { headcount, headcount_on, sector, ownership, ..self.now.clone() };
        or_wrong(Some(SupplierAct::change(self.uid, supplier)), wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let headcount = text_in(form, HEADCOUNT).and_then(|one| one.replace(',', "").parse().ok());
        let words = match headcount.map(Size::of) {
            Some(size) => format!("Size class: {}.", size.words()),
            None => "Size class: not known while there is no headcount.".to_owned(),
        };
        vec![(words, false)]
    }

    fn follow(&self, form: &mut Fields) {
        let counted = text_in(form, HEADCOUNT).is_some();
        show(form, HEADCOUNT_ON, counted);
        let says = text_in(form, SAYS).is_some();
        show(form, SAYS_ON, says);
    }
}

/// Whether it is local.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LocalForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Supplier,
    pub(crate) officer: String,
    pub(crate) today: Date,
}

const LOCAL: usize = 0;
const LOCAL_BY: usize = 1;
const LOCAL_ON: usize = 2;
const LOCAL_WHY: usize = 3;

impl Asks for LocalForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.local.as_ref();
        let at = match now.map(|one| one.local) {
            None => 0,
            Some(true) => 1,
            Some(false) => 2,
        };
        vec![
            Field::choice(
                "Local",
                "A judgement by the areas above.",
                words(&["nobody has judged", "local", "not local"]),
                at,
            ),
            Field::text(
                "Judged by",
                "Whose judgement it is.",
                now.map_or(&self.officer, |one| &one.by),
            ),
            Field::text(
                "Judged on",
                "Like 01/06/2026.",
                &day(Some(now.map_or(self.today, |one| one.day))),
            ),
            Field::note(
                "Reason",
                "What it rests on: the seat, where people work, where money is spent.",
                held(now.and_then(|one| one.reason.as_deref())),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let local = match chosen(form, LOCAL) {
            0 => None,
            at => {
                let line = |words: &str| text::line("Who judged", words);
                let by = needed(form, LOCAL_BY, "who judged", &mut wrong, line);
                let on = needed(form, LOCAL_ON, "the day", &mut wrong, str::parse::<Date>);
                by.zip(on).map(|(by, day)| LocalJudgement {
                    local: at == 1,
                    by,
                    day,
                    reason: text_in(form, LOCAL_WHY),
                })
            }
        };
        let supplier = Supplier { local, ..self.now.clone() };
        or_wrong(Some(SupplierAct::change(self.uid, supplier)), wrong)
    }

    fn follow(&self, form: &mut Fields) {
        let judged = chosen(form, LOCAL) > 0;
        for at in [LOCAL_BY, LOCAL_ON, LOCAL_WHY] {
            show(form, at, judged);
        }
    }
}

/// Modern slavery statement, code of ethics, living wage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EthicsForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Supplier,
    /// The turnover from which a statement is due, in words, and the clause.
    pub(crate) due_from: Option<(String, String)>,
}

const TURNOVER: usize = 0;
const YEAR_END: usize = 1;
const PLACE: usize = 2;
const CODE_BY: usize = 3;
const CODE_ON: usize = 4;
const WAGE: usize = 5;

impl Asks for EthicsForm {
    fn fields(&self) -> Vec<Field> {
        let now = &self.now;
        let turnover = match now.large_turnover {
            None => 0,
            Some(true) => 1,
            Some(false) => 2,
        };
        let figure = self
            .due_from
            .as_ref()
            .map_or_else(|| "the figure".to_owned(), |(figure, _)| figure.clone());
        let statement = now.statement.as_ref();
        let code = now.code.as_ref();
        let wage = now.living_wage.and_then(|of| LivingWage::iter().position(|one| one == of));
        vec![
            Field::choice(
                "Yearly turnover",
                "Of the whole organisation, with its subsidiaries.",
                vec![
                    "not known".to_owned(),
                    format!("{figure} or more"),
                    format!("below {figure}"),
                ],
                turnover,
            ),
            Field::text(
                "Statement for year",
                "Modern slavery: the last day of the year that the statement covers. Empty: none is on record.",
                &day(statement.map(|one| one.year_end)),
            ),
            Field::text(
                "Statement at",
                "Where it can be read.",
                held(statement.and_then(|one| one.place.as_deref())),
            ),
            Field::text(
                "Code signed by",
                "Who signed the Supplier Code of Ethics for the supplier. Empty: no signature is on record.",
                held(code.map(|one| one.by.as_str())),
            ),
            Field::text("Code signed on", "Like 01/06/2026.", &day(code.map(|one| one.day))),
            Field::choice(
                "Real living wage",
                "Whether it pays the real living wage.",
                known_or(LivingWage::iter().map(LivingWage::words)),
                wage.map_or(0, |at| at + 1),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let year_end = given(form, YEAR_END, &mut wrong, str::parse::<Date>);
        let statement =
            year_end.map(|year_end| Statement { year_end, place: text_in(form, PLACE) });
        let code = match text_in(form, CODE_BY) {
            Some(by) => {
                let on = needed(
                    form,
                    CODE_ON,
                    "the day of the signature",
                    &mut wrong,
                    str::parse::<Date>,
                );
                on.map(|day| CodeSigned { day, by })
            }
            None => None,
        };
        let large_turnover = match chosen(form, TURNOVER) {
            1 => Some(true),
            2 => Some(false),
            _ => None,
        };
        let living_wage =
            chosen(form, WAGE).checked_sub(1).and_then(|at| LivingWage::iter().nth(at));
        let supplier =
            Supplier { large_turnover, statement, code, living_wage, ..self.now.clone() };
        or_wrong(Some(SupplierAct::change(self.uid, supplier)), wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let none = text_in(form, YEAR_END).is_none();
        match &self.due_from {
            Some((figure, clause)) => {
                let due = chosen(form, TURNOVER) == 1 && none;
                let words = format!("A statement is due from a turnover of {figure} ({clause}).");
                let said = if due { format!("{words} None is on record.") } else { words };
                vec![(said, due)]
            }
            None => Vec::new(),
        }
    }

    fn follow(&self, form: &mut Fields) {
        let stated = text_in(form, YEAR_END).is_some();
        show(form, PLACE, stated);
        let signed = text_in(form, CODE_BY).is_some();
        show(form, CODE_ON, signed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_stands_in_the_directory_already_is_told_while_it_is_typed() {
        let known = vec!["Acme Health Limited".to_owned()];
        let asked = NameForm { uid: None, now: Supplier::named(""), known };
        let mut form = Fields::new(asked.fields());
        let told = |form: &Fields| asked.remarks(form).iter().any(|(_, heed)| *heed);
        form.paste("Acme");
        assert!(!told(&form));
        form.paste(" health LTD");
        assert!(told(&form));
    }
}
