//! Bringing in a list of tenders: which file, which column is what, what would be made, and yes.

use std::sync::Arc;

use strum::IntoEnumIterator;

use crate::domain::ContractType;
use crate::domain::text::visible;
use crate::import::{Columns, Defaults, Field as Said, Outcome, Plan, Row, Sheet};
use crate::register::{counted, tenders};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::reading;
use crate::tui::effect::{Answer, Effect, LineKind, Loaded, Message, Place, Section};
use crate::tui::job::Job;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::field::LineField;
use crate::tui::widget::form::{Field, Form};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// A list that was read, with its columns as they were recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) sheet: Arc<Sheet>,
    pub(crate) columns: Columns,
    /// The ids of the policies that there are.
    pub(crate) policies: Vec<String>,
    /// The officer's default policy.
    pub(crate) preferred: Option<String>,
}

/// What an officer has chosen for an import, kept while it runs: nothing may come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    path: String,
    listing: Listing,
    /// What was chosen in each field.
    chosen: Vec<usize>,
}

/// Where the officer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    File,
    Columns,
    Plan,
}

/// The most rows of a kind that are laid out; the command line shows all.
const MOST_ROWS: usize = 200;
/// Rows below the fields: a blank one, what the first row holds, and the hint.
const BELOW: usize = 4;

/// The dialog.
pub(crate) struct ImportDialog {
    step: Step,
    path: LineField,
    listing: Option<Listing>,
    form: Form,
    plan: Option<Arc<Plan>>,
    sections: Vec<Section>,
    scroll: Scroll,
    error: Option<String>,
    /// Whether what was asked for is under way.
    waiting: bool,
    /// Whether the import itself was asked for.
    importing: bool,
    size: (usize, usize),
}

impl ImportDialog {
    /// The dialog from its beginning, or where an import was left of which nothing came.
    pub(crate) fn new(draft: Option<Draft>) -> Self {
        let mut dialog = Self::empty();
        if let Some(Draft { path, listing, chosen }) = draft {
            dialog.path = LineField::new(&path);
            dialog.found(listing);
            for (field, at) in dialog.form.fields.iter_mut().zip(chosen) {
                field.choose(at);
            }
        }
        dialog
    }

    fn empty() -> Self {
        Self {
            step: Step::File,
            path: LineField::default(),
            listing: None,
            form: Form::new(Vec::new()),
            plan: None,
            sections: Vec::new(),
            scroll: Scroll::default(),
            error: None,
            waiting: false,
            importing: false,
            size: (80, 22),
        }
    }

    fn width(&self) -> usize {
        if self.size.0 < 110 { self.size.0 } else { 102 }
    }

    fn inside(&self) -> (usize, usize) {
        (self.width().saturating_sub(4), self.size.1.saturating_sub(3))
    }

    /// The rows for the text of the dry run, above the question.
    fn reading_height(&self) -> usize {
        self.inside().1.saturating_sub(self.question().len() + 1)
    }

    fn found(&mut self, listing: Listing) {
        // Chosen columns stay chosen when the same list is read again.
        let again = self.listing.as_ref().is_some_and(|old| {
            old.columns.names == listing.columns.names && old.sheet.tab == listing.sheet.tab
        });
        if !again {
            self.form = form(&listing);
        }
        self.listing = Some(listing);
        self.step = Step::Columns;
        self.error = None;
    }

    /// Asks for the dry run with the columns as they are chosen.
    fn look(&mut self) -> Effect {
        if let Some(twice) = self.chosen_twice() {
            self.error = Some(twice);
            return Effect::None;
        }
        let Some(listing) = &self.listing else { return Effect::None };
        if let Some(tab) = self.other_tab() {
            return Effect::Job(Job::ReadList {
                path: self.path.value().to_owned(),
                tab: Some(tab),
            });
        }
        let mut columns = listing.columns.clone();
        let fields: Vec<Said> = Columns::fields().collect();
        for field in &fields {
            columns.choose(*field, None);
        }
        let lead = self.lead();
        let chosen = |at: usize| self.form.fields.get(at + lead).map_or(0, Field::chosen);
        for (at, field) in fields.iter().enumerate() {
            // The first choice is that there is no column.
            columns.choose(*field, chosen(at).checked_sub(1));
        }
        let policy = chosen(fields.len() + 1).checked_sub(1);
        let contract_type = chosen(fields.len() + 2).checked_sub(1);
        let defaults = Defaults {
            policy: policy.and_then(|at| listing.policies.get(at).cloned()),
            contract_type: contract_type.and_then(|at| ContractType::iter().nth(at)),
            start: None,
            tenders_only: chosen(fields.len()) == 1,
        };
        Effect::Job(Job::DryRun { sheet: Arc::clone(&listing.sheet), columns, defaults })
    }

    /// How many fields stand before those of the columns: the sheet, where there are several.
    fn lead(&self) -> usize {
        usize::from(self.listing.as_ref().is_some_and(|listing| listing.sheet.tabs.len() > 1))
    }

    /// The sheet that was chosen, where it is not the one that was read.
    fn other_tab(&self) -> Option<String> {
        let sheet = &self.listing.as_ref()?.sheet;
        let at = self.form.fields.first().filter(|_| self.lead() > 0)?.chosen();
        sheet.tabs.get(at).filter(|tab| Some(*tab) != sheet.tab.as_ref()).cloned()
    }

    /// Says which column was chosen for two things.
    fn chosen_twice(&self) -> Option<String> {
        let fields = self.form.fields.iter().skip(self.lead()).take(Columns::fields().count());
        let chosen: Vec<&Field> = fields.filter(|field| field.chosen() > 0).collect();
        chosen.iter().enumerate().find_map(|(at, one)| {
            let other = chosen.iter().skip(at + 1).find(|other| other.chosen() == one.chosen())?;
            Some(format!(
                "{} and {} cannot both be the column {}.",
                one.label,
                other.label,
                one.value()
            ))
        })
    }

    /// What stands in the column of the field with the keyboard, in the first row below the names.
    fn example(&self) -> Option<String> {
        let listing = self.listing.as_ref()?;
        if let Some(tab) = self.other_tab() {
            return Some(format!(
                "{} reads the sheet “{}”.",
                Command::Accept.key(true),
                visible(&tab)
            ));
        }
        let column = self.form.focused()?.chosen().checked_sub(1)?;
        let of_columns = self.lead()..self.lead() + Columns::fields().count();
        if !of_columns.contains(&self.form.focus) {
            return None;
        }
        let below = listing.sheet.lines.iter().skip(listing.columns.header + 1);
        let cells: Vec<&str> =
            below.map(|line| line.cell(column)).filter(|cell| !cell.is_empty()).take(3).collect();
        Some(if cells.is_empty() {
            "No row has anything in this column.".to_owned()
        } else {
            format!("It begins: {}", cells.join(" | "))
        })
    }

    fn question(&self) -> Vec<String> {
        let Some(plan) = &self.plan else { return Vec::new() };
        let counts = plan.counts();
        let left_out = match counts.refused {
            0 => String::new(),
            1 => "; the refused row is left out".to_owned(),
            refused => format!("; the {refused} refused rows are left out"),
        };
        let with = match counts.contracts {
            0 => String::new(),
            1 => " with one contract".to_owned(),
            contracts => format!(" with {}", counted(contracts, "contract", "contracts")),
        };
        let (confirm, back) = (Command::Confirm.key(false), Command::Back.key(false));
        let question = match counts.new {
            0 => format!("There is nothing to import. {back} goes back to the columns."),
            1 => format!("{confirm} imports one tender{with}{left_out}. It cannot be undone."),
            new => {
                format!("{confirm} imports {}{with}{left_out}. It cannot be undone.", tenders(new))
            }
        };
        let mut lines = text::wrap(&question, self.inside().0);
        if let Some(error) = &self.error {
            lines.extend(text::wrap(error, self.inside().0));
        }
        lines
    }

    fn back(&mut self) -> Effect {
        self.error = None;
        match self.step {
            Step::File if self.holds_typed() => return Effect::Push(Place::Leave),
            Step::File => return Effect::Pop,
            Step::Columns => self.step = Step::File,
            Step::Plan => self.step = Step::Columns,
        }
        Effect::None
    }

    fn accept(&mut self) -> Effect {
        self.error = None;
        match self.step {
            Step::File if self.path.value().trim().is_empty() => {
                let back = Command::Back.key(true);
                self.error = Some(format!("Type the path of the file, or press {back}."));
                Effect::None
            }
            Step::File => {
                Effect::Job(Job::ReadList { path: self.path.value().to_owned(), tab: None })
            }
            Step::Columns => self.look(),
            Step::Plan => Effect::None,
        }
    }

    /// Asks for the import, with what it takes to come back here.
    fn import(&mut self) -> Effect {
        let (Some(plan), Some(listing)) = (self.plan.clone(), self.listing.clone()) else {
            return Effect::None;
        };
        let path = self.path.value().to_owned();
        let chosen = self.form.fields.iter().map(Field::chosen).collect();
        let draft = Box::new(Draft { path, listing, chosen });
        self.importing = true;
        Effect::Job(Job::Import { plan, draft })
    }

    fn command(&mut self, command: Command) -> Effect {
        match command {
            // What comes of it then is not looked at any more.
            Command::Back if self.waiting => self.waiting = false,
            _ if self.waiting => {}
            Command::Back => return self.back(),
            Command::Accept | Command::Save => return self.accept(),
            Command::Confirm if self.step == Step::Plan => {
                return self.import();
            }
            command if self.step == Step::Columns => {
                self.form.follow(command);
            }
            command if self.step == Step::Plan => {
                let length = reading::count(&self.sections, self.inside().0);
                self.scroll.follow_text(command, length, self.reading_height());
            }
            _ => {}
        }
        Effect::None
    }

    fn draw_file(&self, canvas: &mut Canvas<'_>) {
        const ASKED: &str = "A list of tenders or contracts, one in each row, with the names of the columns above: a workbook (XLSX) or CSV. You see what would be made before anything is imported.";
        let theme = canvas.look.theme;
        let columns = self.inside().0;
        let asked = text::wrap(ASKED, columns);
        let error = self.error.as_ref().map(|error| text::wrap(error, columns)).unwrap_or_default();
        let height = asked.len() + error.len() + 7;
        let mut frame = super::middle(canvas, self.width(), height);
        let mut inner = frame.framed("Import a list of tenders");
        for (row, line) in asked.iter().enumerate() {
            inner.text(row, 0, line, theme.text);
        }
        let mut row = asked.len() + 1;
        inner.text(row, 0, "File", theme.accent);
        self.path.draw(&mut inner, row, 6, true);
        row += 2;
        for line in &error {
            inner.text(row, 0, line, theme.error);
            row += 1;
        }
        let hint = if self.waiting {
            "It is being read.".to_owned()
        } else {
            format!("{} reads it.", Command::Accept.key(true))
        };
        inner.text(row, 0, &hint, theme.dim);
    }

    fn draw_columns(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let Some(listing) = &self.listing else { return };
        let (columns, most) = self.inside();
        let sheet = &listing.sheet;
        let mut read = text::wrap(&format!("{}: {}.", sheet.name, sheet.how()), columns);
        if let Some((officer, day)) = listing.columns.remembered() {
            let said =
                format!("The columns are as {} set them on {}.", visible(officer), day.british());
            read.extend(text::wrap(&said, columns));
        }
        let fields = self.form.fields.len() + 1;
        let height = (read.len() + 1 + fields + BELOW).min(most);
        let mut frame = super::middle(canvas, self.width(), height + 2);
        let mut inner = frame.framed("Which column is what");
        for (row, line) in read.iter().enumerate() {
            inner.text(row, 0, line, theme.dim);
        }
        let top = read.len() + 1;
        let rows = inner.height().saturating_sub(top + BELOW);
        self.form.draw(&mut inner.part(0, top, columns, rows));
        let row = top + rows + 1;
        let below = self.error.clone().or_else(|| self.example()).unwrap_or_default();
        let style = if self.error.is_some() { theme.error } else { theme.text };
        for (at, line) in text::wrap(&below, columns).iter().enumerate().take(2) {
            inner.text(row + at, 0, line, style);
        }
        let hint = if self.waiting {
            "Every row is being looked at.".to_owned()
        } else {
            format!(
                "{} and {} change a column, {} shows what would be made.",
                Command::Previous.key(true),
                Command::Next.key(true),
                Command::Accept.key(true)
            )
        };
        inner.text(inner.height().saturating_sub(1), 0, &hint, theme.dim);
    }

    fn draw_plan(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let columns = self.inside().0;
        let lines = reading::lay_out(&self.sections, columns, canvas.look);
        let question = self.question();
        let rows = lines.len().min(self.reading_height());
        let mut frame = super::middle(canvas, self.width(), rows + question.len() + 3);
        let mut inner = frame.framed("What would be imported");
        reading::scrolled(&mut inner.part(0, 0, columns, rows), &lines, self.scroll.offset);
        for (at, line) in question.iter().enumerate() {
            inner.text(rows + 1 + at, 0, line, theme.title);
        }
    }
}

/// A field for each thing that a column can say, and two for rows that do not say it.
fn form(listing: &Listing) -> Form {
    let names = (0..listing.columns.names.len()).map(|at| listing.columns.called(at));
    let names: Vec<String> = std::iter::once("no column".to_owned()).chain(names).collect();
    let mut fields: Vec<Field> = Columns::fields()
        .map(|field| {
            let at = listing.columns.column(field).map_or(0, |at| at + 1);
            Field::choice(label(field), "", names.clone(), at)
        })
        .collect();
    if listing.sheet.tabs.len() > 1 {
        let tabs = &listing.sheet.tabs;
        let at = tabs.iter().position(|tab| Some(tab) == listing.sheet.tab.as_ref());
        let shown = tabs.iter().map(|tab| visible(tab)).collect();
        fields.insert(0, Field::choice("Sheet", "", shown, at.unwrap_or(0)));
    }
    fields.push(Field::choice(
        "Contracts",
        "Recorded where a row names a supplier and the first and last day.",
        vec!["record them".to_owned(), "tenders only".to_owned()],
        0,
    ));
    let or = |words: Vec<String>| {
        std::iter::once("refuse them".to_owned()).chain(words).collect::<Vec<String>>()
    };
    let preferred = listing.preferred.as_ref();
    let preferred =
        listing.policies.iter().position(|policy| Some(policy) == preferred).map_or(0, |at| at + 1);
    fields.push(Field::choice(
        "Without policy",
        "What becomes of rows that name no known policy.",
        or(listing.policies.clone()),
        preferred,
    ));
    fields.push(Field::choice(
        "Without type",
        "What becomes of rows that do not say what is bought.",
        or(ContractType::iter().map(|kind| kind.to_string()).collect()),
        0,
    ));
    let lead = usize::from(listing.sheet.tabs.len() > 1);
    let mut form = Form::new(fields);
    // What has to be chosen is what the officer looks at first.
    let needed = Columns::fields()
        .position(|field| listing.columns.column(field).is_none() && field == Said::Title);
    form.focus = needed.map_or(0, |at| at + lead);
    form
}

const fn label(field: Said) -> &'static str {
    match field {
        Said::Reference => "Reference",
        Said::Title => "Title",
        Said::Policy => "Policy",
        Said::Type => "Type",
        Said::Cpv => "CPV code",
        Said::Category => "Category",
        Said::Value => "Value",
        Said::Vat => "VAT",
        Said::Start => "Start",
        Said::Advertised => "Advertised",
        Said::KeyProvider => "Key provider",
        Said::Supplier => "Supplier",
        Said::CompanyNumber => "Company no.",
        Said::ContractStart => "Contract from",
        Said::ContractEnd => "Contract to",
        Said::ContractValue => "Awarded",
        Said::Sme => "SME",
        Said::Vcse => "VCSE",
    }
}

/// Whether a row belongs under a heading.
type Belongs = fn(&Row) -> bool;

/// The dry run as text to read: what is refused first, because it needs the officer most.
fn sections(plan: &Plan) -> Vec<Section> {
    let mut lines = vec![(LineKind::Strong, plan.counts().words())];
    lines.extend(plan.notes.iter().map(|note| (LineKind::Plain, note.clone())));
    let mut sections = vec![Section { heading: plan.file.clone(), lines }];
    let kinds: [(&str, Belongs); 5] = [
        ("Refused", |row| matches!(row.outcome, Outcome::Refused { .. })),
        (
            "New, with doubts",
            |row| matches!(&row.outcome, Outcome::New(tender) if !tender.doubts.is_empty()),
        ),
        ("New", |row| matches!(&row.outcome, Outcome::New(tender) if tender.doubts.is_empty())),
        ("There already", |row| matches!(row.outcome, Outcome::There { .. })),
        ("Passed over", |row| matches!(row.outcome, Outcome::PassedOver { .. })),
    ];
    for (heading, belongs) in kinds {
        let rows: Vec<&Row> = plan.rows.iter().filter(|row| belongs(row)).collect();
        let more = rows.len().saturating_sub(MOST_ROWS);
        let mut lines: Vec<(LineKind, String)> =
            rows.iter().take(MOST_ROWS).flat_map(|row| told(row)).collect();
        if more > 0 {
            let words = format!("... and {more} more; “tenderbook import --dry-run” shows all.");
            lines.push((LineKind::Plain, words));
        }
        if !lines.is_empty() {
            sections.push(Section { heading: format!("{heading}: {}", rows.len()), lines });
        }
    }
    sections
}

fn told(row: &Row) -> Vec<(LineKind, String)> {
    let lead = format!("Row {}", row.number);
    match &row.outcome {
        Outcome::New(tender) => {
            let new = &tender.new;
            let reference =
                new.reference.as_ref().map_or("next number".to_owned(), ToString::to_string);
            let line = format!(
                "{lead}: {reference}, “{}”, {}, {}, {}, from {}",
                row.about,
                new.policy,
                new.facts.contract_type,
                new.facts.value.short(),
                new.facts.start.british()
            );
            let award = tender.award.as_ref().map(|award| award.words(new.facts.value));
            let line = award.map_or(line.clone(), |award| format!("{line}, {award}"));
            let doubts = tender.doubts.iter().map(|doubt| (LineKind::Warning, doubt.clone()));
            std::iter::once((LineKind::Plain, line)).chain(doubts).collect()
        }
        Outcome::There { where_ } => vec![(LineKind::Plain, format!("{lead}: {where_}"))],
        Outcome::Refused { why } => {
            let why = why.iter().map(|why| (LineKind::Warning, why.clone()));
            let line = format!("{lead}: “{}”", row.about);
            std::iter::once((LineKind::Plain, line)).chain(why).collect()
        }
        Outcome::PassedOver { what } => vec![(LineKind::Plain, format!("{lead}: {what}"))],
    }
}

impl Screen for ImportDialog {
    fn title(&self) -> &'static str {
        "Import a list"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.step == Step::File && !self.waiting
    }

    fn waits(&self) -> bool {
        self.waiting
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn holds_typed(&self) -> bool {
        !self.path.value().trim().is_empty()
    }

    fn because(&self) -> Option<String> {
        (self.step == Step::Plan).then(|| "No row of the list would make a new tender.".to_owned())
    }

    fn copy(&self) -> Option<(String, String)> {
        match self.step {
            Step::File => Some(("the path".to_owned(), self.path.value().to_owned())),
            Step::Columns => self.form.copy(),
            Step::Plan => None,
        }
    }

    fn commands(&self) -> Vec<Offer> {
        let back = Offer::useful(Command::Back);
        if self.waiting {
            return vec![back.called("do not wait"), Offer::useful(Command::Help)];
        }
        let mut offers = match self.step {
            Step::File => vec![
                Offer::useful(Command::Accept).called("read it"),
                Offer::plain(Command::Save).called("read it"),
                back.called("leave it"),
            ],
            Step::Columns => vec![
                Offer::useful(Command::Accept).called("what would be made"),
                Offer::useful(Command::NextField),
                Offer::plain(Command::PreviousField),
                Offer::useful(Command::Previous),
                Offer::useful(Command::Next),
                back.called("another file"),
            ],
            Step::Plan => {
                let any = self.plan.as_ref().is_some_and(|plan| plan.counts().new > 0);
                let mut offers = vec![
                    Offer::useful(Command::Confirm).called("import").when(any),
                    back.called("back to the columns"),
                ];
                offers.extend(MOVING);
                offers
            }
        };
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => self.size = (width, height),
            Message::Command(command) => return self.command(command),
            Message::Underway if self.importing => return Effect::Pop,
            Message::Underway => {
                self.waiting = true;
                self.error = None;
            }
            Message::Key(key) if self.takes_text() && self.path.key(key) => {
                self.error = None;
            }
            Message::Paste(pasted) if self.takes_text() => {
                self.path.paste(pasted.trim());
                self.error = None;
            }
            Message::Pointed { at, .. } if self.step == Step::Columns && !self.waiting => {
                self.form.point(at);
            }
            Message::Loaded(Loaded::Sheet(listing)) if self.waiting => {
                self.waiting = false;
                self.found(*listing);
            }
            Message::Loaded(Loaded::Plan(plan)) if self.waiting => {
                self.waiting = false;
                self.sections = sections(&plan);
                self.plan = Some(plan);
                self.scroll = Scroll::default();
                self.step = Step::Plan;
            }
            Message::Failed(sentence) => {
                self.waiting = false;
                self.importing = false;
                self.error = Some(sentence);
            }
            Message::Answer(Answer::Leave) => return Effect::Pop,
            // The rows that are there already may be others now.
            Message::Changed if self.step == Step::Plan && !self.waiting => return self.look(),
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        match self.step {
            Step::File => self.draw_file(canvas),
            Step::Columns => self.draw_columns(canvas),
            Step::Plan => self.draw_plan(canvas),
        }
    }
}
