//! Forms on suppliers: who they are, contacts, checks, merging, status.

mod people;
mod profile;
mod reason;
mod status;

pub(crate) use people::{CheckForm, ContactForm};
pub(crate) use profile::{EthicsForm, LocalForm, NameForm, SizeForm};
pub(crate) use reason::{MergeForm, ReasonForm};
pub(crate) use status::{BeginForm, DecideForm, JudgeForm, ReplyForm, TellForm};

use crate::domain::Date;
use crate::register::SupplierAct;
use crate::tui::forms::{Wrong, typed};
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SupplierForm {
    /// Name, numbers, address.
    Name(Box<NameForm>),
    /// Size and kind.
    Size(Box<SizeForm>),
    /// Whether it is local.
    Local(Box<LocalForm>),
    /// Modern slavery statement, code of ethics, living wage.
    Ethics(Box<EthicsForm>),
    /// Somebody to talk to.
    Contact(ContactForm),
    /// A look at the debarment list.
    Check(CheckForm),
    /// The supplier that it is the same as.
    Merge(MergeForm),
    /// What needs a reason and nothing else.
    Reason(ReasonForm),
    /// A review of status begins.
    Begin(BeginForm),
    /// One behaviour judged.
    Judge(JudgeForm),
    /// When the supplier was told.
    Tell(TellForm),
    /// What it replied.
    Reply(ReplyForm),
    /// What was decided.
    Decide(DecideForm),
}

/// What every form here can do.
trait Asks {
    /// The fields with what stands in them at first.
    fn fields(&self) -> Vec<Field>;

    /// The act that it becomes, or what is wrong.
    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong>;

    /// Sentences below the fields, and whether each is to be heeded.
    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        Vec::new()
    }

    /// Shows and hides fields after what was chosen.
    fn follow(&self, _form: &mut Fields) {}
}

impl SupplierForm {
    fn asks(&self) -> &dyn Asks {
        match self {
            Self::Name(form) => form.as_ref(),
            Self::Size(form) => form.as_ref(),
            Self::Local(form) => form.as_ref(),
            Self::Ethics(form) => form.as_ref(),
            Self::Contact(form) => form,
            Self::Check(form) => form,
            Self::Merge(form) => form,
            Self::Reason(form) => form,
            Self::Begin(form) => form,
            Self::Judge(form) => form,
            Self::Tell(form) => form,
            Self::Reply(form) => form,
            Self::Decide(form) => form,
        }
    }

    pub(crate) fn fields(&self) -> Vec<Field> {
        self.asks().fields()
    }

    pub(crate) fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        self.asks().read(form)
    }

    pub(crate) fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        self.asks().remarks(form)
    }

    pub(crate) fn follow(&self, form: &mut Fields) {
        self.asks().follow(form);
    }
}

/// Words to choose from.
fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}

/// The place of the word that is chosen in a field.
fn chosen(form: &Fields, at: usize) -> usize {
    form.fields.get(at).map_or(0, Field::chosen)
}

/// Shows or hides a field.
fn show(form: &mut Fields, at: usize, shown: bool) {
    if let Some(field) = form.fields.get_mut(at) {
        field.shown = shown;
    }
}

/// A day as it stands in a field.
fn day(day: Option<Date>) -> String {
    day.map(crate::tui::dates::day).unwrap_or_default()
}

/// What is typed in a field, or nothing.
fn text_in(form: &Fields, at: usize) -> Option<String> {
    typed(form, at)
}

/// The choice of a thing that may not be known: not known, then each word of a closed list.
fn known_or(words: impl Iterator<Item = &'static str>) -> Vec<String> {
    std::iter::once("not known").chain(words).map(str::to_owned).collect()
}

/// The act where nothing is wrong and everything was read.
fn or_wrong(act: Option<SupplierAct>, wrong: Wrong) -> Result<SupplierAct, Wrong> {
    match act {
        Some(act) if wrong.is_empty() => Ok(act),
        _ => Err(wrong),
    }
}
