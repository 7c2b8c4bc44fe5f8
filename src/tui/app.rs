//! The stack of screens, and the only place in the interface that holds the register.

mod counting;
mod export;
mod import;
mod jobs;
mod kept;
mod palette;
#[cfg(test)]
mod reach;
mod undoing;
#[cfg(test)]
mod working;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::{Refusal, text as words};
use crate::register::{Act, Clock, Done, Fault, Order, Register, Session};
use crate::settings::{Preferences, Setting, Source};
use crate::tui::command::{self, Command, Offer};
use crate::tui::dialog;
use crate::tui::effect::{
    Compared, Effect, Loaded, Message, Notice, NoticeKind, Place, PolicyChoice, Query,
};
use crate::tui::event::{Code, Input, Key};
use crate::tui::finding::Target;
use crate::tui::job::Job;
use crate::tui::screen::{self, Screen};
use crate::tui::visit::Aside;
use crate::tui::widget::canvas::{Canvas, Marks};
use crate::tui::widget::{footer, text};
use crate::tui::{Keymap, Look, Options, keymap, preferences};

/// The smallest window that is drawn.
const SMALLEST: (u16, u16) = (60, 16);

/// The running interface.
pub struct App {
    pub(super) register: Register,
    pub(super) clock: Clock,
    pub(super) preferences: Preferences,
    pub(super) remark: Option<String>,
    /// What stands in the header for the officer.
    pub(super) who: String,
    pub(super) look: Look,
    pub(super) keymap: Rc<Keymap>,
    pub(super) preferred: Option<String>,
    pub(super) stack: Vec<Box<dyn Screen>>,
    pub(super) size: (u16, u16),
    pub(super) notice: Option<Notice>,
    /// What was done and can be turned around.
    pub(super) session: Session,
    pub(super) others: i64,
    /// What was done or gone to last, the newest first.
    recent: Vec<Target>,
    /// What was searched for last.
    searched: String,
    done: bool,
    /// One's own register, while samples are looked at.
    pub(super) aside: Option<Aside>,
    /// What runs beside the interface.
    jobs: jobs::Jobs,
    /// What is counted beside the interface.
    counting: counting::Counting,
    /// What is remembered of exports.
    exports: export::Exports,
    /// What is on its way to the clipboard.
    pub(super) copied: Option<String>,
}

impl App {
    /// An interface over an open register, before its first draw.
    pub fn new(register: Register, clock: Clock, officer: String, options: Options) -> Self {
        let Options { mut preferences, remark, exports } = options;
        if preferences.text(Setting::Officer).is_none() {
            preferences.suggest(Setting::Officer, officer, Source::UserName);
        }
        Self {
            look: Look::of(&preferences),
            who: preferences::who(&preferences, remark.as_deref()),
            preferred: preferences.text(Setting::DefaultPolicy).map(str::to_owned),
            keymap: Rc::new(Keymap::of(preferences.keys()).0),
            preferences,
            remark,
            clock,
            stack: Vec::new(),
            size: (80, 24),
            notice: None,
            session: Session::default(),
            others: register.others_changes().unwrap_or(0),
            recent: Vec::new(),
            searched: String::new(),
            done: false,
            aside: None,
            copied: None,
            jobs: jobs::Jobs::default(),
            counting: counting::Counting::default(),
            exports: export::Exports::into_folder(exports),
            register,
        }
    }

    /// Puts the first screen on the stack.
    pub fn begin(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.install();
        self.show(Box::new(screen::register::RegisterScreen::new(&self.who)));
        self.tell_who();
        self.notice = preferences::wrong(&self.preferences).or_else(|| self.shared());
    }

    /// Asks to be the one who writes, where the register lies on a network share, and says how
    /// that stands.
    fn shared(&mut self) -> Option<Notice> {
        if !self.register.is_shared() {
            return None;
        }
        Some(match self.register.claim() {
            Ok(None) => Notice::done(
                "On this network share one program writes at a time; until you leave, it is this one.",
            ),
            Ok(Some(said)) => Notice::warning(said),
            Err(fault) => error_notice(&fault),
        })
    }

    /// Whether the officer has left.
    pub const fn is_done(&self) -> bool {
        self.done
    }

    /// Follows a new size of the window.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        let size = self.size_message();
        self.tell_all(&size);
    }

    /// Follows a key or a paste.
    pub fn handle(&mut self, input: Input) {
        match input {
            Input::Key(key) => self.key(key),
            Input::Paste(text) => self.tell_top(Message::Paste(text)),
            Input::Click(column, row) => self.click(column, row),
            Input::Drag { begun, from, to } => self.drag(begun.into(), from.into(), to.into()),
            Input::Wheel { down } => self.wheel(down),
            Input::Resize | Input::Suspend | Input::Resumed => {}
            Input::Gone => self.done = true,
        }
        // Only now: a key means what was on the screen when it was pressed, so an act on a
        // tender that somebody else has changed meanwhile is refused, never turned around.
        self.look_for_others();
        self.show_waiting();
    }

    /// Draws everything once.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let marks = Marks::default();
        let mut canvas = Canvas::new(frame.buffer_mut(), area, &marks, &self.look);
        self.draw_on(&mut canvas, area);
        if let Some(position) = marks.cursor() {
            frame.set_cursor_position(position);
        }
    }

    pub(super) fn draw_on(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let theme = self.look.theme;
        for row in 0..canvas.height() {
            canvas.row_style(row, theme.text);
        }
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let lines = [
                format!("The window is {} by {}.", area.width, area.height),
                format!("Tenderbook needs {} by {}.", SMALLEST.0, SMALLEST.1),
                "Make it larger; nothing is lost.".to_owned(),
            ];
            let mut row = 0;
            for line in lines {
                for part in text::wrap(&line, canvas.width()) {
                    canvas.text(row, 0, &part, theme.text);
                    row += 1;
                }
            }
            return;
        }
        let rows = self.rows_below() as usize;
        let (full, body) = (canvas.width(), canvas.height().saturating_sub(rows));
        let base = self.stack.iter().rposition(|screen| !screen.is_dialog()).unwrap_or(0);
        for screen in self.stack.iter().skip(base) {
            canvas.cover();
            screen.draw(&mut canvas.part(0, 0, full, body));
        }
        if let Some(notice) = &self.notice {
            let style = match notice.kind {
                NoticeKind::Done => theme.done,
                NoticeKind::Warning => theme.warning,
                NoticeKind::Error => theme.error,
            };
            // A sentence that does not fit on its line takes those above it, whole.
            let width = canvas.width().saturating_sub(2);
            let lines = text::wrap(&notice.text, width);
            let top = (body + 1).saturating_sub(lines.len());
            for (at, line) in lines.iter().enumerate() {
                let line = text::left(&format!(" {line}"), canvas.width(), self.look.glyphs.cut);
                canvas.text(top + at, 0, &line, Style::reset().patch(style));
            }
        }
        let letters_are_text = self.stack.last().is_some_and(|screen| screen.takes_text());
        if let Some((told, how)) = self.job_line(full) {
            let row = body + 1;
            canvas.text(row, 1, &told, theme.accent);
            canvas.text_right(row, &format!("{how} "), theme.text);
        }
        let mut last_row = canvas.part(0, body + rows - 1, full, 1);
        footer::draw(&mut last_row, &self.offers(), letters_are_text);
    }

    /// What the top screen offers, and the palette, which is offered everywhere.
    pub(super) fn offers(&self) -> Vec<Offer> {
        let Some(top) = self.stack.last() else { return Vec::new() };
        let mut offers: Vec<Offer> = Vec::new();
        // From samples there is nowhere else to look around.
        let in_samples = self.remark.is_some();
        let all = top.commands().into_iter().chain(self.palette_offer(top.as_ref()));
        for offer in all.filter(|o| !in_samples || o.command != Command::LookAround) {
            // The first offer of a command stands: it is the one for here and now.
            if !offers.iter().any(|other| other.command == offer.command) {
                offers.push(offer);
            }
        }
        let copy = Command::Copy.keys();
        if !offers.iter().any(|o| o.command.keys().iter().any(|key| copy.contains(key))) {
            offers.push(Offer::plain(Command::Copy));
        }
        self.offer_stopping(&mut offers);
        debug_assert!(keymap::covers(&offers), "contexts do not know these together: {offers:?}");
        offers
    }

    fn key(&mut self, key: Key) {
        self.notice = None;
        // What a notice tells of can be copied while it is on the screen.
        let told = self.exports.told.take();
        if key == Key::ctrl('c') {
            // Never a way to lose what was typed: it only says how to leave.
            let (back, quit) = (Command::Back.key(false), Command::Quit.key(false));
            let text = format!("{back} goes back; {quit} leaves from the register.");
            self.notice = Some(Notice::warning(text));
            return;
        }
        let offers = self.offers();
        let takes_text = self.stack.last().is_some_and(|screen| screen.takes_text());
        if takes_text && key.typed().is_some() {
            self.tell_top(Message::Key(key));
            return;
        }
        match command::resolve(&offers, key) {
            Some(offer) => {
                self.exports.told = told.filter(|_| offer.command == Command::Copy);
                self.ask(offer);
            }
            // Esc followed at once by a letter reaches us as Alt with that letter. The letter was
            // pressed for what Esc leads back to: it answers no question that Esc has brought up,
            // and where something was being typed nobody knows what it was for.
            None if key.alt && matches!(key.code, Code::Char(_)) => {
                let before = self.stack.len();
                self.key(Key::plain(Code::Esc));
                if !takes_text && self.stack.len() <= before {
                    self.key(Key { alt: false, ..key });
                }
            }
            None => self.tell_top(Message::Key(key)),
        }
    }

    /// Follows a command that the top screen offers, from its key or from the palette.
    pub(super) fn ask(&mut self, offer: Offer) {
        if !offer.enabled {
            let because = match offer.command {
                Command::Palette => {
                    Some("What is typed here would be lost; save it or leave it first.".to_owned())
                }
                _ => self.stack.last().and_then(|screen| screen.because()),
            };
            let because = because.unwrap_or_else(|| {
                format!("{} shows what is possible here.", Command::Help.key(false))
            });
            let text = format!("“{}” is not possible now. {because}", offer.words());
            self.notice = Some(Notice::warning(text));
            return;
        }
        self.follow(offer.command);
    }

    /// Follows a command that is possible.
    pub(super) fn follow(&mut self, command: Command) {
        let is_open = self.stack.last().is_some_and(|screen| screen.is_palette());
        if self.stops_job(command) {
            return;
        }
        match command {
            Command::Help => self.apply(Effect::Push(Place::Help)),
            Command::Palette if !is_open => self.apply(Effect::Push(Place::Palette)),
            Command::Undo => self.apply(Effect::Undo),
            Command::Redo => self.apply(Effect::Redo),
            Command::Settings => self.apply(Effect::Push(Place::Settings)),
            Command::Tour => self.apply(Effect::Push(Place::Tour)),
            Command::LookAround => self.look_around(),
            Command::Verify => self.start_job(usize::MAX, Job::Verify(Vec::new())),
            Command::BackUp => self.ask_backup(),
            Command::Copy => self.copy(),
            command => self.tell_top(Message::Command(command)),
        }
    }

    /// Looks whether another program has changed the register.
    fn look_for_others(&mut self) {
        let Ok(now) = self.register.others_changes() else { return };
        if now != self.others {
            self.others = now;
            self.tell_all(&Message::Changed);
        }
    }

    /// The rows below the screen: for a notice, for a job that runs, and for the footer.
    fn rows_below(&self) -> u16 {
        2 + self.job_rows()
    }

    pub(super) fn size_message(&self) -> Message {
        Message::Size {
            width: self.size.0 as usize,
            height: self.size.1.saturating_sub(self.rows_below()) as usize,
        }
    }

    pub(super) fn show(&mut self, screen: Box<dyn Screen>) {
        self.stack.push(screen);
        self.tell_top(self.size_message());
    }

    pub(super) fn tell_top(&mut self, message: Message) {
        if let Some(top) = self.stack.len().checked_sub(1) {
            self.tell(top, message);
        }
    }

    pub(super) fn tell_all(&mut self, message: &Message) {
        let mut at = 0;
        while at < self.stack.len() {
            let before = self.stack.len();
            self.tell(at, message.clone());
            // Where one has gone, the next stands in its place.
            at += usize::from(self.stack.len() >= before);
        }
    }

    pub(super) fn tell(&mut self, at: usize, message: Message) {
        if let Some(screen) = self.stack.get_mut(at) {
            let effect = screen.update(message);
            self.apply_from(at, effect);
        }
    }

    fn apply(&mut self, effect: Effect) {
        let top = self.stack.len().saturating_sub(1);
        self.apply_from(top, effect);
    }

    /// Follows an effect of the screen at a place in the stack.
    fn apply_from(&mut self, at: usize, effect: Effect) {
        match effect {
            Effect::None => {}
            Effect::Push(place) => self.push(place),
            Effect::Replace(place) => {
                self.stack.truncate(at);
                self.push(place);
            }
            Effect::Pop => self.remove(at),
            Effect::Answer(answer) => {
                self.pop();
                self.tell_top(Message::Answer(answer));
            }
            Effect::Read(query) => match self.read(query) {
                Ok(loaded) => self.tell(at, Message::Loaded(loaded)),
                Err(fault) => self.notice = Some(error_notice(&fault)),
            },
            Effect::Perform { reference, act, seen } => {
                self.order(at, &Order { seen: Some(seen), ..Order::on(reference, act) });
            }
            Effect::Order(order) => self.order(at, &order),
            Effect::Find(target) => self.find(target),
            Effect::Undo => self.undo(),
            Effect::Redo => self.redo(),
            Effect::Notify(notice) => self.notice = Some(notice),
            Effect::Set(change) => self.set(at, &change),
            Effect::Write { path, texts } => match crate::register::write_texts(&path, &texts) {
                Ok(said) => {
                    self.tell(at, Message::Underway);
                    self.notice = Some(Notice::done(said));
                }
                Err(fault) => self.not_done(at, &fault),
            },
            Effect::Job(job) => self.start_job(at, job),
            Effect::CountTargets(year) => self.count_targets(year),
            Effect::Quit => self.quit(),
            Effect::QuitAnyway => self.quit_anyway(),
            Effect::Batch(effects) => {
                for effect in effects {
                    self.apply_from(at, effect);
                }
            }
        }
    }

    /// Leaves the samples, or Tenderbook.
    fn leave(&mut self) {
        self.done = !self.come_back();
    }

    fn pop(&mut self) {
        self.remove(self.stack.len().saturating_sub(1));
    }

    /// Takes a screen away. What lies over it stays, with what is typed there.
    fn remove(&mut self, at: usize) {
        if at < self.stack.len() {
            self.stack.remove(at);
        }
        if self.stack.is_empty() {
            self.done = true;
        } else if at == self.stack.len() {
            self.tell_top(self.size_message());
        }
    }

    fn push(&mut self, place: Place) {
        let screen: Box<dyn Screen> = match place {
            Place::NewTender => Box::new(screen::tender::TenderForm::new(&self.who)),
            Place::EditFacts { reference, title, facts, policy, asks_impact, version } => {
                Box::new(screen::tender::TenderForm::edit(
                    &self.who,
                    reference,
                    &title,
                    &facts,
                    (policy, asks_impact),
                    version,
                ))
            }
            Place::Procurement { reference, new } => {
                self.has_used(Target::Tender(reference.clone()));
                Box::new(screen::procurement::ProcurementScreen::new(reference, &self.who, new))
            }
            Place::Palette => Box::new(self.palette()),
            Place::Today => Box::new(screen::today::TodayScreen::new(&self.who)),
            Place::Found { reference, spot } => Box::new(
                screen::procurement::ProcurementScreen::new(reference, &self.who, false).at(spot),
            ),
            Place::Search => Box::new(screen::search::SearchScreen::new(&self.who, &self.searched)),
            Place::Help => {
                let title = self.stack.last().map_or("", |screen| screen.title());
                Box::new(dialog::help::page(title, &self.offers()))
            }
            Place::Prompt(prompt) => {
                let (prompt, kept) = self.with_kept(prompt);
                let dialog = dialog::prompt::PromptDialog::new(prompt);
                Box::new(if kept { dialog.of_file() } else { dialog })
            }
            Place::Choose(choose) => Box::new(dialog::choose::ChooseDialog::new(choose)),
            Place::Reading { title, sections } => Box::new(dialog::reading::Reading::new(
                title,
                dialog::reading::Body::Sections(sections),
            )),
            Place::Policy { title, sections } => Box::new(dialog::reading::Reading::new(
                title,
                dialog::reading::Body::Policy(sections),
            )),
            Place::Verified { sections, anchor } => Box::new(dialog::reading::Reading::new(
                "The register, verified".to_owned(),
                dialog::reading::Body::Verified { sections, anchor },
            )),
            Place::Letter { title, name, text } => Box::new(dialog::reading::Reading::new(
                title,
                dialog::reading::Body::Letter { name, text },
            )),
            Place::Refusal { sentence, hint, items } => {
                Box::new(dialog::refusal::RefusalDialog::new(sentence, hint, items))
            }
            Place::Weight(weighing) => Box::new(dialog::weight::WeightDialog::new(weighing)),
            Place::Evaluation(opening) => {
                let screen = screen::evaluation::EvaluationScreen::new(opening, &self.who);
                Box::new(screen.on(self.clock.today()))
            }
            Place::Contract(opening) => {
                let screen = screen::contract::ContractScreen::new(opening, &self.who);
                Box::new(screen.on(self.clock.today()))
            }
            Place::Suppliers => Box::new(screen::suppliers::SuppliersScreen::new(&self.who)),
            Place::Supplier(uid) => Box::new(screen::supplier::SupplierScreen::new(uid, &self.who)),
            Place::Lessons { reference } => {
                Box::new(screen::lessons::LessonsScreen::new(reference, &self.who))
            }
            Place::Targets => Box::new(screen::targets::TargetsScreen::new(&self.who)),
            Place::Filling(filling) => {
                let filling = self.with_kept_answer(filling);
                Box::new(dialog::filling::FillingDialog::new(filling))
            }
            Place::Pick(picking) => Box::new(dialog::pick::PickDialog::new(picking)),
            Place::OptOut(opting) => Box::new(dialog::opt_out::OptOutDialog::new(opting)),
            Place::Needs(asking) => Box::new(dialog::needs::NeedsDialog::new(asking)),
            Place::Upgrade(upgrading) => Box::new(dialog::upgrade::UpgradeDialog::new(upgrading)),
            Place::Export(exporting) => match self.export_dialog(exporting) {
                Some(dialog) => Box::new(dialog),
                None => return,
            },
            Place::Import => {
                let draft = self.kept_draft();
                Box::new(dialog::import::ImportDialog::new(draft.map(|draft| *draft)))
            }
            Place::Leave => Box::new(dialog::leave::Leave),
            Place::Stop(sentence) => Box::new(dialog::stop::Stop::new(sentence)),
            Place::Tour => Box::new(dialog::tour::Tour::default()),
            Place::Settings => Box::new(screen::settings::SettingsScreen::new(&self.who)),
            Place::Dashboard => Box::new(screen::dashboard::DashboardScreen::new(&self.who)),
            Place::Behind { slice, title } => {
                Box::new(screen::dashboard::behind::BehindScreen::new(slice, title, &self.who))
            }
        };
        self.show(screen);
    }

    /// Reads what follows from awards: contracts, suppliers, lessons, targets.
    fn read_after_award(&self, query: Query) -> Result<Loaded, Fault> {
        Ok(match query {
            Query::Contracts(reference) => {
                let context = self.clock.context(self.preferences.officer());
                Loaded::Contracts(Box::new(self.register.contracts(&reference, &context)?))
            }
            Query::SupplierNames => Loaded::SupplierNames(self.register.supplier_names()?),
            Query::Directory => Loaded::Directory(Box::new(self.register.directory()?)),
            Query::Supplier(uid) => {
                let context = self.clock.context(self.preferences.officer());
                Loaded::Supplier(Box::new(self.register.supplier(uid, &context)?))
            }
            Query::SupplierJournal { supplier, first, most } => {
                Loaded::Journal(self.register.supplier_journal(supplier, first, most)?)
            }
            Query::Lessons => Loaded::Lessons(self.register.lessons()?),
            _ => {
                return Err(Fault::Invalid {
                    message: "Nothing was asked.".to_owned(),
                    hint: None,
                });
            }
        })
    }

    fn read(&mut self, query: Query) -> Result<Loaded, Fault> {
        Ok(match query {
            Query::List { filter, sort, first, most } => {
                Loaded::List(self.register.list(&filter, sort, first, most)?)
            }
            Query::ListAround { reference, above, sort, most } => {
                Loaded::List(self.register.list_around((&reference, above), sort, most)?)
            }
            Query::Search { words, first, most } => {
                let found = self.register.search(&words, first, most)?;
                self.searched = words;
                Loaded::Search(found)
            }
            Query::Tenders { words, loose, most } => {
                Loaded::Tenders(self.register.tenders(&words, loose, most)?)
            }
            Query::Named(references) => Loaded::Named(self.register.tenders_named(&references)?),
            Query::Procurement(reference) => {
                let view = Box::new(self.register.procurement(&reference)?);
                Loaded::Procurement { view, today: self.clock.today() }
            }
            Query::Evaluation(reference) => {
                Loaded::Evaluation(Box::new(self.register.evaluation(&reference)?))
            }
            after @ (Query::Contracts(_)
            | Query::SupplierNames
            | Query::Directory
            | Query::Supplier(_)
            | Query::SupplierJournal { .. }
            | Query::Lessons) => return self.read_after_award(after),
            Query::Journal { reference, words, first, most } => {
                Loaded::Journal(self.register.journal_of(&reference, &words, first, most)?)
            }
            Query::Today { part, filter, first, most } => {
                let today = self.clock.today();
                let page = self.register.today(part, today, &filter, first, most)?;
                Loaded::Today { page, today }
            }
            Query::Policies => {
                let library = self.register.library();
                let policies: Vec<PolicyChoice> = library
                    .policies()
                    .iter()
                    .map(|loaded| PolicyChoice {
                        id: loaded.pack.policy.id.clone(),
                        short: loaded.pack.policy.short_words(),
                        asks_impact: loaded.pack.asks_impact(),
                    })
                    .collect();
                if let Some(fault) = library.faults().first() {
                    let text = format!("A policy was left out: {}", fault.message);
                    self.notice = Some(Notice::warning(text));
                }
                let preferred = self.preferred.as_deref();
                if let Some(fault) = preferred.and_then(|id| library.policy(id).err()) {
                    let text = format!("Your default policy: {}", sentence(&fault));
                    self.notice = Some(Notice::warning(text));
                }
                let preferred = policies
                    .iter()
                    .position(|policy| Some(policy.id.as_str()) == preferred)
                    .unwrap_or(0);
                Loaded::Policies { policies, preferred, today: self.clock.today() }
            }
            Query::Settings => {
                Loaded::Settings(preferences::view(&self.preferences, self.register.library()))
            }
            Query::Dashboard => Loaded::Dashboard(Box::new(self.register.dashboard()?)),
            Query::Behind { slice, first, most } => {
                Loaded::Behind(self.register.behind(&slice, first, most)?)
            }
            Query::Compare(facts) => {
                let library = self.register.library();
                let determinations = library.assess_all(&facts)?;
                let policies = library.policies().iter().zip(determinations);
                let compared = policies.map(|(loaded, determination)| Compared {
                    short: loaded.pack.policy.short_words(),
                    determination,
                });
                Loaded::Comparison(compared.collect())
            }
            Query::Upgrade(reference) => {
                Loaded::Upgrade(self.register.upgrade(&reference)?.map(Box::new))
            }
            Query::Assess { reference: Some(reference), facts, .. } => {
                Loaded::Assessment(Box::new(self.register.reassess(&reference, &facts)?))
            }
            Query::Assess { policy, facts, .. } => {
                Loaded::Assessment(Box::new(self.register.library().assess(&policy, &facts)?))
            }
        })
    }

    /// Does an act, or first the long work that it takes.
    fn order(&mut self, at: usize, order: &Order) {
        match Self::long_work_of(order) {
            Some(job) => self.start_job(at, job),
            None => self.perform(at, order),
        }
    }

    fn perform(&mut self, at: usize, order: &Order) {
        if let Some(fault) = self.writing() {
            self.not_done(at, &fault);
            return;
        }
        let context = self.clock.context(self.preferences.officer());
        match self.register.perform(order, &context) {
            Ok(done) => {
                if let Act::Start(new) = &order.act {
                    self.preferred = Some(new.policy.clone());
                }
                self.session.remember(&done);
                self.notice = Some(notice_of(&done));
                self.forget_answered(at);
                self.tell(at, Message::Done(done));
                self.tell_all(&Message::Changed);
            }
            Err(fault) => self.not_done(at, &fault),
        }
    }

    /// Shows why something was not done: open items to jump to, or a sentence.
    fn not_done(&mut self, at: usize, fault: &Fault) {
        if let Fault::Refused(
            refusal @ (Refusal::OpenItems { items, .. } | Refusal::RequiredOpen { items }),
        ) = fault
        {
            // What was typed stays below it.
            let open = |screen: &dyn Screen| screen.is_dialog() && !screen.holds_typed();
            if self.stack.get(at).is_some_and(|screen| open(screen.as_ref())) {
                self.remove(at);
            }
            self.push(Place::Refusal {
                sentence: refusal.to_string(),
                hint: refusal.hint(),
                items: items.clone(),
            });
            return;
        }
        // A form or dialog says it where what was typed stands; else it stands below.
        if self.stack.get(at).is_some_and(|screen| screen.is_answering()) {
            self.tell(at, Message::Failed(sentence(fault)));
        } else {
            self.notice = Some(error_notice(fault));
        }
        if let Fault::Stale { on } = fault {
            if let Some(version) = self.register.version_of(on) {
                self.tell(at, Message::Seen(version));
            }
            self.tell_all(&Message::Changed);
        }
    }
}

fn sentence(fault: &Fault) -> String {
    let said = words::visible_lines(&fault.to_string()).replace('\n', " ");
    match fault.hint() {
        Some(hint) => format!("{said} {hint}"),
        None => said,
    }
}

pub(super) fn error_notice(fault: &Fault) -> Notice {
    Notice::error(sentence(fault))
}

/// What was done, and what somebody should know of it.
pub(super) fn notice_of(done: &Done) -> Notice {
    let said = format!("{}.", text::capital(&done.said));
    match done.warnings.as_slice() {
        [] => Notice::done(said),
        warnings => {
            Notice::warning(format!("{said} {}", words::visible_lines(&warnings.join(" "))))
        }
    }
}
