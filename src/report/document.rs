//! A document, before it has a format: chapters with paragraphs, tables and charts.
//!
//! Texts are as officers wrote them; each format makes control characters visible and escapes
//! what it must. Nothing here knows HTML, Word or a spreadsheet.

use rust_decimal::Decimal;

use crate::domain::{Date, Money, Percent};

/// A whole document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// What it is about, below its title.
    pub subtitle: String,
    /// What stands on its first page: authority, edition, when it was made and by whom, the
    /// newest hash of the journal.
    pub about: Vec<(String, String)>,
    /// Its chapters, in their order.
    pub sections: Vec<Section>,
    /// The moment that the files' own properties say it was made, in UTC:
    /// `2026-11-21T09:30:00Z`; without one they say none, or a fixed day.
    pub made_at: String,
}

/// A chapter, or a part of one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// Its heading, without a number.
    pub title: String,
    /// What stands below the heading.
    pub blocks: Vec<Block>,
    /// Its parts; a heading goes at most three levels down.
    pub parts: Vec<Section>,
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph of our own words.
    Paragraph(String),
    /// What an officer wrote, with its line breaks.
    Quote(String),
    /// What a reader must not miss: a gap, a warning, what was left out.
    Remark(String),
    /// Points, one below the other.
    List(Vec<String>),
    /// What is known, each with its name.
    Pairs(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// A picture with its figures.
    Chart(Chart),
}

/// A table with named columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What it shows; every table has one.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
    /// Whether the first cell of each row names the row.
    pub named_rows: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// Its name.
    pub heading: String,
    /// Whether its cells are figures, which stand to the right.
    pub figures: bool,
    /// How wide it is beside the others; 1 is usual.
    pub share: u8,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether it adds up the ones above.
    pub total: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing is known, or nothing applies.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A figure, shown with as many decimal places as it has.
    Number(Decimal),
    /// An amount in pounds.
    Money(Money),
    /// A percentage.
    Percent(Percent),
    /// A day.
    Date(Date),
}

/// Horizontal bars, one for each figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The bars, in their order.
    pub bars: Vec<Bar>,
    /// A line across the bars, such as a target, with its name.
    pub mark: Option<(String, Decimal)>,
    /// What a bar over the whole width stands for, such as 100 of shares in per cent; where there
    /// is none, or a bar is longer, it is the longest bar.
    pub whole: Option<Decimal>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How long it is; none where there is no data, which is never drawn as nought.
    pub value: Option<Decimal>,
    /// The figure as it is read: “£1,200 of £4,000”.
    pub said: String,
}

impl Section {
    /// A chapter with its heading and nothing below it yet.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// The same with one thing more.
    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The same with one part more.
    #[must_use]
    pub fn part(mut self, part: Self) -> Self {
        self.parts.push(part);
        self
    }
}

impl Block {
    /// A paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// What must not be missed.
    pub fn remark(text: impl Into<String>) -> Self {
        Self::Remark(text.into())
    }
}

impl Table {
    /// A table without rows, whose first column names the rows.
    pub fn new(caption: impl Into<String>, columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            caption: caption.into(),
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
            named_rows: true,
        }
    }

    /// One row more.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(Row { cells: cells.into_iter().collect(), total: false });
    }
}

impl Column {
    /// A column of words.
    pub fn text(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), figures: false, share: 1 }
    }

    /// A column of figures.
    pub fn figures(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), figures: true, share: 1 }
    }

    /// The same, as wide as `share` usual ones.
    #[must_use]
    pub fn wide(mut self, share: u8) -> Self {
        self.share = share;
        self
    }
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The cell as it is read: British days, pounds with pence.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Money(money) => money.to_string(),
            Self::Percent(percent) => percent.to_string(),
            Self::Date(day) => day.british(),
        }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Money> for Cell {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<Percent> for Cell {
    fn from(percent: Percent) -> Self {
        Self::Percent(percent)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Date(day)
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}
