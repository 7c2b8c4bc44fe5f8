//! Documents of a contract, and its money by financial year.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::contract::{Figure, FigureKind, FinancialYear, Paper};
use crate::domain::{Date, Money, text};
use crate::register::ContractAct;
use crate::tui::forms::{Wrong, needed};
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, attached, attaching, chosen, day, day_of, follow_kind, kinds, or_wrong,
};
use crate::tui::widget::form::{Field, Form as Fields};

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PaperForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Paper)>,
    pub(crate) today: Option<Date>,
    /// What was typed before, when nothing came of its file: the record and the path.
    pub(crate) kept: Option<(Paper, String)>,
}

const TITLE: usize = 0;
const DATED: usize = 1;
const DOCUMENT: usize = 2;
const KIND: usize = 3;

impl PaperForm {
    /// What the fields begin with: what was typed before, or what is on record.
    fn given(&self) -> Option<&Paper> {
        let now = self.now.as_ref().map(|(_, now)| now);
        self.kept.as_ref().map(|(kept, _)| kept).or(now)
    }

    fn recorded(&self) -> Option<&crate::domain::EvidenceKind> {
        self.now.as_ref().and_then(|(_, now)| now.document.as_ref())
    }

    fn path(&self) -> Option<&str> {
        self.kept.as_ref().map(|(_, path)| path.as_str())
    }
}

impl Asks for PaperForm {
    fn fields(&self) -> Vec<Field> {
        let given = self.given();
        let (document, at) = attached(self.path(), self.recorded());
        vec![
            Field::text(
                "Title",
                "What it is, such as the signed contract or a schedule.",
                given.map_or("", |given| &given.title),
            ),
            Field::text("Dated", DAY, &day(given.map(|given| given.day).or(self.today))),
            Field::note("Document", "A note, an address, or the path of a file.", document),
            Field::choice("It is a", "A file is recorded with its size and hash.", kinds(), at),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let line = |words: &str| text::line("The title", words);
        let title = needed(form, TITLE, "what it is", &mut wrong, line);
        let day = day_of(form, DATED, "the day of the document", &mut wrong);
        let document = attaching(form, (DOCUMENT, KIND), self.recorded(), &mut wrong);
        if document.is_none() && self.recorded().is_none() {
            wrong.push((DOCUMENT, "Type a note, an address or the path of a file.".to_owned()));
        }
        let act = title.zip(day).map(|(title, day)| {
            let paper = Paper { contract: self.contract, title, day, document: None };
            let act = match &self.now {
                Some((uid, _)) => ContractAct::change(*uid, paper),
                None => ContractAct::add(paper),
            };
            act.with(document)
        });
        or_wrong(act, wrong)
    }

    fn follow(&self, form: &mut Fields) {
        let (at_first, _) = attached(self.path(), self.recorded());
        follow_kind(form, (DOCUMENT, KIND), at_first);
    }
}

/// Money of a financial year.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FigureForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Figure)>,
    pub(crate) today: Option<Date>,
}

const YEAR: usize = 0;
const ABOUT: usize = 1;
const AMOUNT: usize = 2;
const SOURCE: usize = 3;

impl Asks for FigureForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, now)| now);
        let year = now.map(|now| now.year).or_else(|| FinancialYear::of(self.today?));
        let all = FigureKind::iter().map(|kind| kind.words().to_owned()).collect();
        let at = now.and_then(|now| FigureKind::iter().position(|kind| kind == now.about));
        let amount = now.map(|now| now.amount.to_string());
        vec![
            Field::text(
                "Financial year",
                "Like 2026-27, for April 2026 to March 2027.",
                &year.map(|year| year.to_string()).unwrap_or_default(),
            ),
            Field::choice(
                "It is",
                "Spend is what was paid to the supplier; local spend is the part of it that went to firms of the area.",
                all,
                at.unwrap_or(0),
            ),
            Field::text("Amount", "Pounds without VAT.", &amount.unwrap_or_default()),
            Field::text(
                "Source",
                "Where it comes from, such as the finance system or the supplier's return.",
                now.map_or("", |now| &now.source),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let year = needed(form, YEAR, "the year", &mut wrong, str::parse::<FinancialYear>);
        let amount = needed(form, AMOUNT, "the amount", &mut wrong, str::parse::<Money>);
        let line = |words: &str| text::line("The source", words);
        let source = needed(form, SOURCE, "where it comes from", &mut wrong, line);
        let about = FigureKind::iter().nth(chosen(form, ABOUT)).unwrap_or(FigureKind::Spend);
        let act = year.zip(amount).zip(source).map(|((year, amount), source)| {
            let figure = Figure { contract: self.contract, year, about, amount, source };
            match &self.now {
                Some((uid, _)) => ContractAct::change(*uid, figure),
                None => ContractAct::add(figure),
            }
        });
        or_wrong(act, wrong)
    }
}
