//! One supplier over all its contracts, and its status.
//!
//! Four tabs: who it is, its contracts, its status, its journal. The first three are pages of
//! lines (`widget/page.rs`), each laid out in a file of its own.

mod contracts;
pub(crate) mod forms;
mod journal;
mod letter;
mod profile;
mod status;
mod track;

use uuid::Uuid;

use crate::register::SupplierView;
use crate::report::lists::Listing;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::effect::{Effect, Loaded, Message, Notice, Place, Query};
use crate::tui::preferences::name_in;
use crate::tui::screen::Screen;
use crate::tui::screen::supplier::profile::Profile;
use crate::tui::screen::supplier::status::Status;
use crate::tui::screen::suppliers::merging;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::page::{Page, Standing};
use crate::tui::widget::{header, tabs, text};

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Profile,
    Contracts,
    Status,
    Journal,
}

/// The tabs with their names, commands, and what those are called here.
const TABS: [(Tab, &str, Command, &str); 4] = [
    (Tab::Profile, "Profile", Command::FirstTab, "profile"),
    (Tab::Contracts, "Contracts", Command::SecondTab, "contracts"),
    (Tab::Status, "Status", Command::ThirdTab, "status"),
    (Tab::Journal, "Journal", Command::FourthTab, "journal"),
];

/// Rows above a tab's content: header, name, tabs, a rule.
const ABOVE: usize = 4;
/// The width from which the figures on delivery stand beside the status.
const WIDE: usize = 100;
/// How many columns they take there.
const FIGURES: usize = 38;

/// The screen.
pub(crate) struct SupplierScreen {
    officer: String,
    uid: Uuid,
    view: Option<Box<SupplierView>>,
    tab: Tab,
    /// Where the officer stands on each of the pages.
    at: [Standing; 3],
    journal: journal::Journal,
    /// Whether the directory was asked for, to choose another supplier from.
    merges: bool,
    size: (usize, usize),
}

impl SupplierScreen {
    pub(crate) fn new(uid: Uuid, officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            uid,
            view: None,
            tab: Tab::Profile,
            at: [Standing::default(); 3],
            journal: journal::Journal::default(),
            merges: false,
            size: (80, 22),
        }
    }

    fn read(&self) -> Effect {
        let read = Effect::Read(Query::Supplier(self.uid));
        if self.tab == Tab::Journal {
            return Effect::Batch(vec![read, self.journal.read(self.uid, self.height())]);
        }
        read
    }

    const fn height(&self) -> usize {
        self.size.1.saturating_sub(ABOVE)
    }

    const fn place(&self) -> usize {
        match self.tab {
            Tab::Profile | Tab::Journal => 0,
            Tab::Contracts => 1,
            Tab::Status => 2,
        }
    }

    /// How wide the page of a tab is.
    const fn width(&self) -> usize {
        match self.tab {
            Tab::Status if self.size.0 >= WIDE => self.size.0 - FIGURES - 2,
            _ => self.size.0,
        }
    }

    fn profile(&self) -> Option<Profile> {
        Some(Profile::of(self.view.as_deref()?, self.width()))
    }

    fn status(&self) -> Option<Status> {
        Some(Status::of(self.view.as_deref()?, self.width(), self.size.0 >= WIDE))
    }

    /// The page of the open tab; none for the journal.
    fn page(&self) -> Option<Page> {
        match self.tab {
            Tab::Profile => self.profile().map(|profile| profile.page),
            Tab::Contracts => Some(contracts::page(self.view.as_deref()?, self.width())),
            Tab::Status => self.status().map(|status| status.page),
            Tab::Journal => None,
        }
    }

    fn keep(&mut self) {
        let height = self.height();
        if let Some(page) = self.page() {
            let place = self.place();
            page.keep(&mut self.at[place], height);
        }
    }

    fn on_profile(&self) -> Option<profile::What> {
        self.profile()?.entries.get(self.at[0].selected).copied()
    }

    fn on_status(&self) -> Option<status::What> {
        self.status()?.entries.get(self.at[2].selected).copied()
    }

    fn command(&mut self, command: Command) -> Effect {
        if command == Command::Back {
            return Effect::Pop;
        }
        let Some(view) = self.view.as_deref() else { return Effect::None };
        if let Some((tab, ..)) = TABS.iter().find(|(_, _, of, _)| *of == command) {
            self.tab = *tab;
            if *tab == Tab::Journal {
                return self.journal.read(self.uid, self.height());
            }
            self.keep();
            return Effect::None;
        }
        if command == Command::Export {
            let second = match self.tab {
                Tab::Profile => Listing::SupplierContacts(self.uid),
                Tab::Contracts => Listing::SupplierContracts(self.uid),
                Tab::Status => Listing::SupplierStatus(self.uid),
                Tab::Journal => Listing::SupplierJournal(self.uid),
            };
            return Effect::Push(Place::Export(Exporting::of_supplier(self.uid, &second)));
        }
        if self.tab == Tab::Journal {
            let height = self.height();
            return self.journal.command(command, self.uid, height);
        }
        let height = self.height();
        if let Some(page) = self.page() {
            let place = self.place();
            if page.follow(&mut self.at[place], command, height) {
                return Effect::None;
            }
        }
        match self.tab {
            Tab::Profile => self.on_the_profile(command),
            Tab::Contracts if command == Command::Open => {
                contracts::open(view, self.at[1].selected)
            }
            Tab::Status => status::command(command, self.on_status(), view, name_in(&self.officer)),
            _ => Effect::None,
        }
    }

    fn on_the_profile(&mut self, command: Command) -> Effect {
        let what = self.on_profile();
        let Some(view) = self.view.as_deref() else { return Effect::None };
        match command {
            Command::Open => {
                what.map_or(Effect::None, |what| profile::edit(what, view, name_in(&self.officer)))
            }
            Command::Add => profile::contact(view),
            Command::Debarment => profile::check(view, name_in(&self.officer)),
            Command::Delete => what.map_or(Effect::None, |what| profile::remove(what, view)),
            Command::Merge => {
                if let Some(effect) = profile::part(what, view) {
                    return effect;
                }
                self.merges = true;
                Effect::Read(Query::Directory)
            }
            _ => Effect::None,
        }
    }

    fn offers(&self) -> Vec<Offer> {
        let Some(view) = self.view.as_deref() else { return Vec::new() };
        let mut offers = match self.tab {
            Tab::Profile => {
                let what = self.on_profile();
                let goes =
                    matches!(what, Some(profile::What::Contact(_) | profile::What::Check(_)));
                let opens = match what {
                    Some(profile::What::Merged(_) | profile::What::Into(_)) => "open",
                    _ => "edit",
                };
                let parts =
                    view.merged_into.is_some() || matches!(what, Some(profile::What::Merged(_)));
                vec![
                    Offer::useful(Command::Open).called(opens).when(what.is_some()),
                    Offer::useful(Command::Add).called("add contact"),
                    Offer::useful(Command::Debarment),
                    Offer::plain(Command::Merge).called(if parts {
                        "part again"
                    } else {
                        "merge into another"
                    }),
                    Offer::plain(Command::Delete).called("take away").when(goes),
                ]
            }
            Tab::Contracts => {
                let any = !view.contracts.is_empty();
                vec![Offer::useful(Command::Open).called("open contract").when(any)]
            }
            Tab::Status => status::offers(self.on_status(), view),
            Tab::Journal => return self.journal.offers(),
        };
        offers.extend(MOVING);
        offers
    }

    fn loaded(&mut self, view: Box<SupplierView>) -> Effect {
        self.view = Some(view);
        self.keep();
        Effect::None
    }
}

impl Screen for SupplierScreen {
    fn title(&self) -> &'static str {
        match self.tab {
            Tab::Profile => "Supplier",
            Tab::Contracts => "Contracts of a supplier",
            Tab::Status => "Supplier status",
            Tab::Journal => "Journal of a supplier",
        }
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = self.offers();
        offers.extend(TABS.map(|(_, _, command, called)| Offer::plain(command).called(called)));
        offers.push(Offer::plain(Command::Export));
        offers.extend([
            Offer::plain(Command::Undo),
            Offer::plain(Command::Redo),
            Offer::useful(Command::Back),
            Offer::useful(Command::Help),
        ]);
        offers
    }

    fn because(&self) -> Option<String> {
        let view = self.view.as_deref()?;
        match self.tab {
            Tab::Profile => Some("Only a contact or a check is taken away here.".to_owned()),
            Tab::Contracts => Some("No contract names this supplier yet.".to_owned()),
            Tab::Status => Some(status::because(self.on_status(), view)),
            Tab::Journal => None,
        }
    }

    fn copy(&self) -> Option<(String, String)> {
        if self.tab == Tab::Journal {
            let line = self.journal.selected()?;
            return Some(("the entry".to_owned(), line.said.clone()));
        }
        let page = self.page()?;
        (page.entries() > 0)
            .then(|| ("the line".to_owned(), page.words(self.at[self.place()].selected)))
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                self.read()
            }
            Message::Changed => self.read(),
            Message::Loaded(Loaded::Supplier(view)) => self.loaded(view),
            Message::Loaded(Loaded::Journal(page)) => {
                let height = self.height();
                if self.journal.loaded(page, height) {
                    return self.journal.read(self.uid, height);
                }
                Effect::None
            }
            Message::Loaded(Loaded::Directory(all)) if self.merges => {
                self.merges = false;
                let Some(view) = self.view.as_deref() else { return Effect::None };
                let others = all.lines.iter().filter(|line| line.merged_into.is_none()).count();
                if others < 2 {
                    let words = "There is no other supplier to merge it into.";
                    return Effect::Notify(Notice::warning(words));
                }
                merging(view.uid, &view.supplier.name, view.version, &all.lines)
            }
            Message::Pointed { at, .. } if self.tab == Tab::Journal => self.journal.point(at),
            Message::Pointed { at, .. } => {
                let place = self.place();
                if self.at[place].selected == at {
                    return self.command(Command::Open);
                }
                self.at[place].selected = at;
                Effect::None
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Command(command) => self.command(command),
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        header::draw(canvas, "Supplier", &self.officer);
        let Some(view) = self.view.as_deref() else { return };
        let glyphs = canvas.look.glyphs;
        let number = view.supplier.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let room = canvas.width().saturating_sub(text::width(&number) + 4);
        canvas.text(1, 1, &text::fit(&view.supplier.name, room, glyphs.cut), theme.title);
        canvas.text_right(1, &format!("{number} "), theme.dim);
        let tabs = TABS.map(|(_, name, command, _)| (name, command));
        let open = TABS.iter().position(|(tab, ..)| *tab == self.tab).unwrap_or(0);
        tabs::draw(canvas, 2, &tabs, open);
        canvas.rule(3);
        let (width, height) =
            (self.width().min(canvas.width()), canvas.height().saturating_sub(ABOVE));
        if self.tab == Tab::Journal {
            self.journal.draw(&mut canvas.part(0, ABOVE, width, height));
            return;
        }
        let Some(page) = self.page() else { return };
        let at = self.at[self.place()];
        page.draw(&mut canvas.part(0, ABOVE, width, height), at, 0);
        page.draw_more(canvas, 3, at, height);
        if self.tab == Tab::Status && canvas.width() >= WIDE {
            let mut beside = Page::new(FIGURES);
            track::set(&mut beside, &view.track);
            canvas.part(width, ABOVE, 1, height).rule_down(0);
            let mut part = canvas.part(width + 1, ABOVE, FIGURES, height);
            beside.draw_from(&mut part, 0);
        }
    }
}
