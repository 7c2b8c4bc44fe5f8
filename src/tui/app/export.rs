//! Exporting from the interface: where files go, what is asked first, and what came of it.

use std::path::{Path, PathBuf};

use directories::UserDirs;

use crate::domain::OcdsPrefix;
use crate::domain::contract::FinancialYear;
use crate::domain::text::visible;
use crate::export::{Format, Saved, What};
use crate::register::{self, Fault};
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::dialog::export::{Asked, ExportDialog, Exporting, Suggested};
use crate::tui::effect::Notice;

/// What the interface remembers of exports.
#[derive(Debug, Default)]
pub(super) struct Exports {
    /// The folder of the last one of this session.
    folder: Option<PathBuf>,
    /// The prefix of OCDS identifiers that was typed last.
    prefix: Option<OcdsPrefix>,
    /// What was asked for, of which nothing came.
    pub(super) kept: Option<Asked>,
    /// The path that the notice on the screen tells of.
    pub(super) told: Option<PathBuf>,
}

impl Exports {
    /// Nothing was exported yet; this folder is suggested, where there is one.
    pub(super) fn into_folder(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }
}

/// Where a file can go.
pub(super) enum Spot {
    /// There is room for it.
    Free(PathBuf),
    /// Something is there; a sentence says what.
    Taken(String),
}

/// What is at a place, in a sentence.
fn is_there(path: &Path) -> String {
    let shown = visible(&path.display().to_string());
    if path.is_dir() {
        return format!(
            "{shown} is there already, with files in it. Replace those of the same name, or type another folder."
        );
    }
    let bytes = path.metadata().map(|file| format!(", {}", register::size(file.len())));
    format!(
        "{shown} is there already{}. Replace it, or type another name.",
        bytes.unwrap_or_default()
    )
}

impl App {
    /// The dialog, with where files went last, or else the officer's documents; without one, a
    /// notice says why.
    pub(super) fn export_dialog(&mut self, exporting: Exporting) -> Option<ExportDialog> {
        let Some(year) = FinancialYear::of(self.clock.today()) else {
            let text =
                "The day of the clock lies in no financial year. Set the clock of the computer.";
            self.notice = Some(Notice::warning(text));
            return None;
        };
        let dirs = UserDirs::new();
        let known = dirs.as_ref().map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()));
        let known = known.filter(|folder| folder.is_dir()).map(Path::to_owned);
        let beside = || {
            let folder = self.register.path().parent().unwrap_or_else(|| Path::new("."));
            std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
        };
        let folder = self.exports.folder.clone().or(known).unwrap_or_else(beside);
        let kept = self.exports.kept.take_if(|kept| exporting.offers(&kept.wish));
        let suggested = Suggested {
            folder: visible(&folder.display().to_string()),
            year,
            prefix: self
                .preferences
                .ocds_prefix()
                .or_else(|| self.exports.prefix.clone())
                .unwrap_or_default(),
            kept,
        };
        Some(ExportDialog::new(exporting, suggested))
    }

    /// Where an export is to go.
    pub(super) fn export_spot(&self, asked: &Asked) -> Result<Spot, Fault> {
        let path = asked.wish.place(&asked.typed)?;
        if !asked.replace && asked.wish.is_there(&path) {
            return Ok(Spot::Taken(is_there(&path)));
        }
        if !matches!(asked.wish.what, What::Tenders(_)) {
            self.register.refuse_place(&path, asked.replace)?;
        }
        Ok(Spot::Free(path))
    }

    /// Says where an export is, and what is to be known of it.
    pub(super) fn exported(&mut self, asked: &Asked, saved: &Saved) {
        let shown = visible(&saved.path.display().to_string());
        let size = register::size(saved.bytes);
        let files = match saved.files {
            _ if !matches!(asked.wish.what, What::Tenders(_)) => String::new(),
            1 => "1 file, ".to_owned(),
            count => format!("{} files, ", register::grouped(count)),
        };
        let takes_text = self.stack.last().is_some_and(|top| top.takes_text());
        self.notice = Some(Notice::done(format!(
            "Exported to {shown}: {files}{size}. {} {} copies the path.",
            asked.wish.caution(),
            Command::Copy.key(takes_text)
        )));
        self.exports.kept = None;
        self.exports.folder = saved.path.parent().map(Path::to_owned);
        if asked.wish.format == Format::Ocds {
            self.exports.prefix = Some(asked.wish.prefix.clone());
        }
        self.exports.told = Some(saved.path.clone());
    }

    /// The path that the notice tells of, while it is on the screen.
    pub(in crate::tui) fn told_path(&mut self) -> Option<(String, String)> {
        let path = self.exports.told.take()?;
        Some(("the path".to_owned(), path.display().to_string()))
    }
}
