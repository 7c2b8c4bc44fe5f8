//! Exporting: what, in which format, for whom, and where to.

mod offered;

pub(crate) use offered::{Exporting, Shown};

use std::ops::ControlFlow::{Break, Continue};
use std::path::MAIN_SEPARATOR;

use strum::IntoEnumIterator;

use crate::domain::OcdsPrefix;
use crate::domain::contract::FinancialYear;
use crate::domain::text::visible;
use crate::export::{Format, What, Wish};
use crate::report::Variant;
use crate::report::lists::Listing;
use crate::tui::command::{Command, Offer};
use crate::tui::dialog::export::offered::Thing;
use crate::tui::dialog::keys::{self, Filled};
use crate::tui::effect::{Effect, Message};
use crate::tui::job::Job;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::field::LineField;
use crate::tui::widget::form::{Content, Field, Form};
use crate::tui::widget::text;

/// An export as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) wish: Wish,
    /// The place as it was typed.
    pub(crate) typed: String,
    /// Whether what is there is to be replaced.
    pub(crate) replace: bool,
}

/// What the dialog cannot know of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suggested {
    /// The folder that files go into.
    pub(crate) folder: String,
    /// The financial year that runs.
    pub(crate) year: FinancialYear,
    pub(crate) prefix: OcdsPrefix,
    /// What was asked for before, of which nothing came.
    pub(crate) kept: Option<Asked>,
}

const WHAT: usize = 0;
const YEAR: usize = 1;
const FORMAT: usize = 2;
const VARIANT: usize = 3;
const PREFIX_OF: usize = 4;
const PLACE: usize = 5;
const THERE: usize = 6;

/// The dialog.
pub(crate) struct ExportDialog {
    exporting: Exporting,
    form: Form,
    /// The year that was readable last.
    year: FinancialYear,
    /// The name of the file that stands at the end of the place, as far as nobody changed it.
    name: String,
    /// The fields as they were before the officer typed.
    at_first: [String; 2],
    folder: String,
    /// The place at which something is already.
    there: Option<String>,
    error: Option<String>,
}

/// A format in a word or two.
const fn label(format: Format) -> &'static str {
    match format {
        Format::Html => "Web page",
        Format::Docx => "Word",
        Format::Md => "Text",
        Format::Xlsx => "Excel",
        Format::Csv => "CSV",
        Format::Json => "JSON",
        Format::Ocds => "OCDS",
        Format::Ics => "Calendar",
    }
}

/// What a format gives of a thing.
fn gives(what: &What, format: Format) -> String {
    let words = match (what, format) {
        (What::Tender(_), Format::Xlsx) => {
            "The evaluation: bids, scores and weights with live formulas (XLSX)"
        }
        (What::Tenders(_), Format::Xlsx) => "The evaluation of each as a workbook (XLSX)",
        (What::Tender(_), Format::Ics) => "The days of the tender for a calendar (ICS)",
        (What::Register, Format::Ics) => "The days of every open tender for a calendar (ICS)",
        (What::Register, Format::Json) => "Everything, to be read back by import (JSON)",
        _ => return format!("{}.", text::capital(format.words())),
    };
    format!("{words}.")
}

impl ExportDialog {
    pub(crate) fn new(exporting: Exporting, suggested: Suggested) -> Self {
        let Suggested { mut folder, year, prefix, kept } = suggested;
        if !folder.ends_with(['/', MAIN_SEPARATOR]) {
            folder.push(MAIN_SEPARATOR);
        }
        let year = exporting.year.unwrap_or(year);
        let words = exporting.things.iter().map(|(words, _)| visible(words)).collect();
        let other = match exporting.things.as_slice() {
            [_] => "There is nothing else to export here.",
            _ => "Left and right change it.",
        };
        let form = Form::new(vec![
            Field::choice("What", other, words, 0),
            Field::text(
                "Year",
                "The financial year, from April to March, like 2026-27.",
                &year.to_string(),
            ),
            Field::choice("Format", "", Vec::new(), 0),
            Field::choice(
                "For",
                "Left and right change it.",
                vec!["the file: everything".to_owned(), "publication".to_owned()],
                0,
            ),
            Field::text(
                "Prefix",
                "From the Open Contracting Partnership; kept in the settings.",
                prefix.as_str(),
            ),
            Field::text("Save as", "A new file, or a folder that is there.", &folder),
            Field::choice(
                "It is there",
                "Left and right change it.",
                vec!["keep it".to_owned(), "replace it".to_owned()],
                0,
            ),
        ]);
        let mut dialog = Self {
            exporting,
            form,
            year,
            name: String::new(),
            at_first: [year.to_string(), prefix.to_string()],
            folder,
            there: None,
            error: None,
        };
        dialog.follow();
        if let Some(format) = dialog.exporting.format {
            dialog.choose_format(format);
        }
        if let Some(kept) = kept {
            dialog.put_back(&kept);
        }
        dialog
    }

    /// Puts back what was asked for before.
    fn put_back(&mut self, kept: &Asked) {
        let Some(at) = self.exporting.position(&kept.wish) else { return };
        self.form.fields[WHAT].choose(at);
        if let What::Annual(year) | What::List(Listing::Targets(year)) = kept.wish.what {
            self.put(YEAR, &year.to_string());
        }
        self.put(PREFIX_OF, kept.wish.prefix.as_str());
        self.follow();
        self.choose_format(kept.wish.format);
        self.form.fields[VARIANT].choose(usize::from(kept.wish.variant == Variant::Publication));
        self.follow();
        self.put(PLACE, &kept.typed);
    }

    fn choose_format(&mut self, format: Format) {
        if let Some(at) = self.what().formats().iter().position(|one| *one == format) {
            self.form.fields[FORMAT].choose(at);
        }
        self.follow();
    }

    fn put(&mut self, at: usize, value: &str) {
        self.form.fields[at].content = Content::Text(LineField::new(value));
    }

    fn value(&self, at: usize) -> &str {
        self.form.fields[at].value()
    }

    /// What is chosen.
    fn what(&self) -> What {
        let thing = self.exporting.things.get(self.form.fields[WHAT].chosen());
        match thing {
            Some((_, Thing::Of(what))) => what.clone(),
            Some((_, Thing::Targets)) => What::List(Listing::Targets(self.year)),
            Some((_, Thing::Annual)) | None => What::Annual(self.year),
        }
    }

    fn asks_year(&self) -> bool {
        matches!(self.what(), What::Annual(_) | What::List(Listing::Targets(_)))
    }

    /// What is asked for, as it stands in the fields.
    fn wish(&self) -> Wish {
        let what = self.what();
        let formats = what.formats();
        let usual = formats.first().copied().unwrap_or(Format::Html);
        let format = formats.get(self.form.fields[FORMAT].chosen()).copied().unwrap_or(usual);
        let chosen = self.form.fields[VARIANT].chosen() == 1 && what.has_variants(format);
        let prefix = self.value(PREFIX_OF).parse().unwrap_or_default();
        Wish {
            variant: if chosen { Variant::Publication } else { Variant::Full },
            prefix,
            ..Wish::new(what, format)
        }
    }

    /// Shows the fields that go with what is chosen, and says in each what is wrong.
    fn follow(&mut self) {
        if let Ok(year) = self.value(YEAR).parse() {
            self.year = year;
        }
        let what = self.what();
        let formats: Vec<String> =
            what.formats().iter().map(|format| label(*format).to_owned()).collect();
        if let Content::Choice { words, at } = &mut self.form.fields[FORMAT].content
            && *words != formats
        {
            // The same format stays where the new thing has it.
            let before = words.get(*at).cloned();
            *at = formats.iter().position(|one| Some(one) == before.as_ref()).unwrap_or(0);
            *words = formats;
        }
        let wish = self.wish();
        self.form.fields[FORMAT].help = gives(&wish.what, wish.format).into();
        self.form.fields[YEAR].shown = self.asks_year();
        self.form.fields[VARIANT].shown = wish.what.has_variants(wish.format);
        self.form.fields[PREFIX_OF].shown = wish.format == Format::Ocds;
        let many = matches!(wish.what, What::Tenders(_));
        self.form.fields[PLACE].help = if many {
            "A folder: a new one, or one that is empty.".into()
        } else {
            "A new file, or a folder that is there.".into()
        };
        // The suggested name goes with what is chosen; one of the officer's own stays.
        let name = wish.file_name();
        let place = self.value(PLACE).to_owned();
        if name != self.name
            && let Some(front) = place.strip_suffix(&self.name)
            && (front.is_empty() || front.ends_with(['/', MAIN_SEPARATOR]))
        {
            self.put(PLACE, &format!("{front}{name}"));
        }
        self.name = name;
        let there = self.there.as_deref() == Some(self.value(PLACE).trim());
        if !there && self.form.fields[THERE].shown {
            self.form.fields[THERE].choose(0);
        }
        self.form.fields[THERE].shown = there;
        if self.form.focused().is_some_and(|field| !field.shown) {
            self.form.step(true);
        }
        self.check();
    }

    fn check(&mut self) {
        let year = self.value(YEAR).parse::<FinancialYear>().err();
        let year = year.filter(|_| self.asks_year()).map(|wrong| format!("{wrong}."));
        self.form.fields[YEAR].error = year;
        let of_ocds = self.form.fields[PREFIX_OF].shown;
        let prefix = self.value(PREFIX_OF).parse::<OcdsPrefix>().err().filter(|_| of_ocds);
        self.form.fields[PREFIX_OF].error = prefix.map(|wrong| format!("{wrong}."));
        let empty = self.value(PLACE).trim().is_empty();
        self.form.fields[PLACE].error = empty.then(|| "Type where it is to go.".to_owned());
    }

    /// Asks what is to become of what is there already.
    fn is_there(&mut self, said: String) {
        self.there = Some(self.value(PLACE).trim().to_owned());
        self.follow();
        self.form.focus = THERE;
        self.error = Some(said);
    }

    /// Whether something was typed that leaving would lose; a choice is quickly made again.
    fn is_typed(&self) -> bool {
        let place = self.value(PLACE).trim();
        let suggested = place.is_empty() || place == format!("{}{}", self.folder, self.name);
        !suggested
            || self.value(YEAR).trim() != self.at_first[0]
            || self.value(PREFIX_OF).trim() != self.at_first[1]
    }

    /// What is said below the fields, and whether it is to be heeded.
    fn remarks(&self) -> Vec<(String, bool)> {
        if let Some(error) = &self.error {
            return vec![(error.clone(), true)];
        }
        let wish = self.wish();
        let mut said = vec![(wish.caution().to_owned(), !wish.is_to_be_published())];
        if wish.format == Format::Ocds && wish.prefix.is_nobodys() {
            let words = format!("{} is nobody’s prefix: with it the file is a trial.", wish.prefix);
            said.insert(0, (words, true));
        }
        let place = self.value(PLACE).trim().trim_matches(['"', '\'']).to_lowercase();
        let of_another = Format::iter()
            .map(Format::extension)
            .any(|other| other != wish.format.extension() && place.ends_with(&format!(".{other}")));
        if of_another && !matches!(wish.what, What::Tenders(_)) {
            let ending = wish.format.extension();
            said.insert(0, (format!("The name of such a file ends in .{ending}."), true));
        }
        said
    }

    fn lay_out(&self, (width, height): (usize, usize)) -> (usize, Vec<(String, bool)>) {
        let inside = columns(width).saturating_sub(4);
        let wrap = |(words, heed): &(String, bool)| -> Vec<(String, bool)> {
            text::wrap(words, inside).into_iter().map(|line| (line, *heed)).collect()
        };
        let remarks: Vec<(String, bool)> = self.remarks().iter().flat_map(wrap).collect();
        // Enough for the fields with the help below one of them, so that the frame stays where
        // it is while the keyboard goes on.
        let wanted = (self.form.rows() + 2).max(self.form.height(inside));
        let room = height.saturating_sub(4 + remarks.len());
        (wanted.min(room.max(3)), remarks)
    }
}

impl Filled for ExportDialog {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn changed(&mut self) -> Effect {
        self.error = None;
        self.follow();
        Effect::None
    }

    fn save(&mut self) -> Effect {
        self.changed();
        if self.form.go_to_error() {
            return Effect::None;
        }
        let there = self.form.fields[THERE].shown;
        let replace = there && self.form.fields[THERE].chosen() == 1;
        if there && !replace {
            self.form.focus = PLACE;
            self.error = Some("Then type another name; or choose “replace it”.".to_owned());
            return Effect::None;
        }
        let typed = self.value(PLACE).trim().to_owned();
        Effect::Job(Job::Export(Box::new(Asked { wish: self.wish(), typed, replace })))
    }
}

impl Screen for ExportDialog {
    fn title(&self) -> &'static str {
        "Export"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.form.takes_text()
    }

    fn holds_typed(&self) -> bool {
        self.is_typed()
    }

    fn copy(&self) -> Option<(String, String)> {
        self.form.copy()
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = self.form.offers("export");
        if self.form.long_choice().is_some() {
            offers.retain(|offer| offer.command != Command::Accept);
            // How it is exported is always said.
            offers.insert(1, Offer::useful(Command::Accept).called("list them"));
        }
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match keys::follow(self, message) {
            Break(effect) => return effect,
            Continue(Message::IsThere(said)) => self.is_there(said),
            Continue(Message::Failed(sentence)) => self.error = Some(sentence),
            Continue(Message::Underway) => return Effect::Pop,
            Continue(_) => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let (fields, remarks) = self.lay_out((canvas.width(), canvas.height()));
        let mut frame =
            super::middle(canvas, columns(canvas.width()), fields + 1 + remarks.len() + 2);
        let mut inner = frame.framed("Export");
        let width = inner.width();
        self.form.draw(&mut inner.part(0, 0, width, fields));
        for (row, (line, heed)) in remarks.iter().enumerate() {
            let style = if *heed { theme.warning } else { theme.text };
            inner.text(fields + 1 + row, 0, line, style);
        }
    }
}

/// How wide the dialog is.
const fn columns(width: usize) -> usize {
    if width < 90 { width } else { 88 }
}
