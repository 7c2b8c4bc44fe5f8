//! Lessons: all of them, or those that are offered to a tender.

pub(crate) mod forms;

use std::ops::Deref;
use std::rc::Rc;

use uuid::Uuid;

use crate::domain::text::visible;
use crate::domain::{ProcurementState, Reference};
use crate::register::{ContractsView, LessonView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dates;
use crate::tui::dialog::export::Exporting;
use crate::tui::dialog::filling::Filling;
use crate::tui::effect::{Effect, Loaded, Message, Place, Query};
use crate::tui::forms::Asked;
use crate::tui::preferences::name_in;
use crate::tui::screen::Screen;
use crate::tui::screen::lessons::forms::LessonForm;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::filter::{FilterLine, Followed};
use crate::tui::widget::matching::{self, Needle};
use crate::tui::widget::page::{Page, Standing, Tone};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::{header, text};

/// One lesson as it is listed; its texts are held once, however many lists show it.
struct Row {
    view: Rc<LessonView>,
    /// What its tender has in common with this one.
    why: Option<String>,
}

impl Deref for Row {
    type Target = LessonView;

    fn deref(&self) -> &LessonView {
        &self.view
    }
}

/// The screen.
pub(crate) struct LessonsScreen {
    officer: String,
    /// The tender that lessons are offered to.
    reference: Option<String>,
    /// Whether all lessons are shown, though there is a tender.
    all: bool,
    lessons: Option<Vec<Rc<LessonView>>>,
    view: Option<Box<ContractsView>>,
    rows: Vec<Row>,
    /// The places of the rows that the filter leaves.
    shown: Vec<usize>,
    filter: FilterLine,
    scroll: Scroll,
    /// How far the selected lesson has been read on.
    read_on: Standing,
    size: (usize, usize),
}

/// Rows above the list: header, what is shown, a rule.
const ABOVE: usize = 3;
/// The width from which the selected lesson stands beside the list.
const WIDE: usize = 100;

impl LessonsScreen {
    pub(crate) fn new(reference: Option<String>, officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            all: reference.is_none(),
            reference,
            lessons: None,
            view: None,
            rows: Vec::new(),
            shown: Vec::new(),
            filter: FilterLine::default(),
            scroll: Scroll::default(),
            read_on: Standing::default(),
            size: (80, 22),
        }
    }

    fn read(&self) -> Effect {
        let lessons = Effect::Read(Query::Lessons);
        match &self.reference {
            Some(reference) => {
                Effect::Batch(vec![Effect::Read(Query::Contracts(reference.clone())), lessons])
            }
            None => lessons,
        }
    }

    const fn is_wide(&self) -> bool {
        self.size.0 >= WIDE
    }

    /// Columns and rows of the list.
    const fn list_size(&self) -> (usize, usize) {
        let height = self.size.1.saturating_sub(ABOVE);
        if self.is_wide() {
            return (self.size.0 * 2 / 5, height);
        }
        let third = height * 2 / 5;
        (self.size.0, if third < 2 { 2 } else { third })
    }

    /// Columns and rows of the selected lesson.
    const fn detail_size(&self) -> (usize, usize) {
        let (width, height) = self.list_size();
        if self.is_wide() {
            (self.size.0.saturating_sub(width + 1), height)
        } else {
            (self.size.0, self.size.1.saturating_sub(ABOVE + height + 1))
        }
    }

    /// Puts the rows together anew.
    fn build(&mut self) {
        let before = self.selected().map(|row| row.uid);
        let lessons = self.lessons.as_deref().unwrap_or_default();
        let of = |uid: Uuid| lessons.iter().find(|one| one.uid == uid);
        self.rows = match (&self.view, self.all) {
            (Some(view), false) => view
                .offered
                .iter()
                .map(|one| {
                    let held = of(one.uid);
                    let view = LessonView {
                        uid: one.uid,
                        from: one.from.clone(),
                        tender: one.tender.clone(),
                        category: held.and_then(|held| held.category.clone()),
                        lesson: one.lesson.clone(),
                        read_by: held.map(|held| held.read_by.clone()).unwrap_or_default(),
                    };
                    Row { view: Rc::new(view), why: Some(one.why.clone()) }
                })
                .collect(),
            (None, false) => Vec::new(),
            (_, true) => {
                lessons.iter().map(|one| Row { view: Rc::clone(one), why: None }).collect()
            }
        };
        self.refilter();
        let at = self.shown.iter().position(|at| self.rows.get(*at).map(|row| row.uid) == before);
        if let Some(at) = at.filter(|_| before.is_some()) {
            self.scroll.selected = at;
            self.keep();
        }
    }

    fn refilter(&mut self) {
        let needle = self.filter.needle();
        let all = self.rows.iter().enumerate();
        self.shown =
            all.filter(|(_, row)| needle.matches(&searched(row))).map(|(at, _)| at).collect();
        self.keep();
    }

    fn keep(&mut self) {
        let (_, height) = self.list_size();
        self.scroll.keep(self.shown.len(), height);
    }

    fn selected(&self) -> Option<&Row> {
        self.rows.get(*self.shown.get(self.scroll.selected)?)
    }

    /// Whether the lesson was read for this tender.
    fn was_read(&self, row: &Row) -> bool {
        self.view.as_ref().is_some_and(|view| view.file.lessons_read.contains_key(&row.uid))
    }

    /// Whether anything can be recorded for the tender.
    fn is_open(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.state == ProcurementState::Active)
    }

    fn form(&self, title: &str, explain: String, form: LessonForm) -> Effect {
        let Some(view) = &self.view else { return Effect::None };
        Effect::Push(Place::Filling(Filling {
            title: title.to_owned(),
            explain,
            reference: Some(view.reference.to_string()),
            seen: view.version,
            asked: Asked::Lesson(form),
        }))
    }

    fn command(&mut self, command: Command) -> Effect {
        match self.filter.follow(command) {
            Followed::Not => {}
            Followed::Kept => return Effect::None,
            Followed::Changed => {
                self.changed();
                return Effect::None;
            }
        }
        match command {
            Command::Back => Effect::Pop,
            Command::Export => Effect::Push(Place::Export(Exporting::of_lessons())),
            Command::NextPane | Command::PreviousPane if self.reference.is_some() => {
                self.all = !self.all;
                self.scroll = Scroll::default();
                self.read_on = Standing::default();
                self.build();
                Effect::None
            }
            Command::Open => self.selected().map_or(Effect::None, |row| {
                let reference = row.from.to_string();
                Effect::Push(Place::Procurement { reference, new: false })
            }),
            Command::ReadLesson => self.note_read(),
            Command::Add => match &self.view {
                Some(view) => self.form(
                    "A lesson of this tender",
                    "It is offered at the beginning of tenders that are like this one.".to_owned(),
                    LessonForm::Add {
                        officer: name_in(&self.officer).to_owned(),
                        today: view.today,
                    },
                ),
                None => Effect::None,
            },
            // Another lesson is chosen by single steps; a long one is read on by pages.
            Command::PageUp | Command::PageDown => {
                let (_, height) = self.detail_size();
                let page = self.detail();
                let mut at = self.read_on;
                page.follow(&mut at, command, height);
                self.read_on = at;
                Effect::None
            }
            command => {
                let (length, (_, height)) = (self.shown.len(), self.list_size());
                if self.scroll.follow(command, length, height) {
                    self.read_on = Standing::default();
                }
                Effect::None
            }
        }
    }

    fn changed(&mut self) {
        self.scroll = Scroll::default();
        self.read_on = Standing::default();
        self.refilter();
    }

    fn note_read(&self) -> Effect {
        let Some(row) = self.selected() else { return Effect::None };
        let Some(view) = &self.view else { return Effect::None };
        let taken = view.file.lessons_read.get(&row.uid).and_then(|read| read.taken.clone());
        let explain = format!(
            "“{}”, of {}. That it was read for {} is recorded with your name and the day.",
            visible(&row.lesson.title),
            visible(row.from.as_str()),
            visible(view.reference.as_str())
        );
        self.form("A lesson was read", explain, LessonForm::Read { lesson: row.uid, taken })
    }

    /// The selected lesson in full.
    fn detail(&self) -> Page {
        let (width, _) = self.detail_size();
        let mut page = Page::new(width);
        let Some(row) = self.selected() else { return page };
        let lesson = &row.lesson;
        page.heading(&lesson.title);
        page.say(
            &format!("{}  {}; {}, by {}", row.from, row.tender, dates::day(lesson.day), lesson.by),
            Tone::Dim,
        );
        if let Some(why) = &row.why {
            let words = if why.is_empty() { "read for this tender before" } else { why };
            page.say(&format!("In common: {words}"), Tone::Plain);
        }
        page.gap();
        page.say(&lesson.happened, Tone::Plain);
        if let Some(advice) = &lesson.advice {
            page.gap();
            page.say(&format!("Next time: {advice}"), Tone::Good);
        }
        page.gap();
        if let Some(stage) = lesson.stage {
            page.say(&format!("Stage {stage}, {}", stage.name()), Tone::Plain);
        }
        if let Some(category) = &row.category {
            page.say(&format!("Category: {category}"), Tone::Plain);
        }
        if !lesson.tags.is_empty() {
            page.say(&format!("Tags: {}", lesson.tags.join(", ")), Tone::Plain);
        }
        let read: Vec<&str> = row.read_by.iter().map(Reference::as_str).collect();
        if read.is_empty() {
            page.say("Read for no other tender yet.", Tone::Dim);
        } else {
            page.say(&format!("Read for: {}", read.join(", ")), Tone::Plain);
        }
        if let Some(view) = &self.view {
            match view.file.lessons_read.get(&row.uid) {
                Some(read) => {
                    let taken = read.taken.as_ref().map_or_else(
                        || "nothing was noted of what is made of it.".to_owned(),
                        |taken| format!("made of it here: {taken}"),
                    );
                    let words = format!(
                        "Read for this tender by {} on {}; {taken}",
                        read.by,
                        dates::day(read.day)
                    );
                    page.say(&words, Tone::Good);
                }
                None if row.from == view.reference => {
                    page.say("A lesson of this tender.", Tone::Dim);
                }
                None => {
                    let key = Command::ReadLesson.key(false);
                    page.say(
                        &format!("Not read for this tender yet; {key} records that it was."),
                        Tone::Heed,
                    );
                }
            }
        }
        page
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        if !self.rows.is_empty() {
            self.filter.draw_nothing(canvas, ABOVE + 1, 3);
            return;
        }
        let total = self.lessons.as_ref().map_or(0, Vec::len);
        let mut lines = Vec::new();
        if self.all {
            lines.push((theme.title, "No lesson was written down yet.".to_owned()));
            lines.push((theme.text, format!("Lessons are added at the end of a contract (in its tender: {}, the contract, Exit), or at any time on the list of lessons of a tender. Each is a note of its own: what happened, what to do next time, with stage, category and tags.", Command::FifthTab.key(false))));
            lines.push((theme.text, "When a tender like it begins, they are offered there, and it is recorded which were read.".to_owned()));
        } else {
            lines.push((theme.title, "No lesson of another tender is like this one.".to_owned()));
            lines.push((theme.text, "What counts is the same category, CPV codes close to each other, and words of the title. The more of those are recorded in the facts of this tender, the more can be found.".to_owned()));
            let all = Command::NextPane.key(false);
            let words = if total == 1 {
                "the only lesson".to_owned()
            } else {
                format!("all {total} lessons")
            };
            lines.push((
                theme.accent,
                if total > 0 {
                    format!("{all} shows {words} of the register.")
                } else {
                    "There is no lesson in the register yet.".to_owned()
                },
            ));
        }
        if self.is_open() {
            lines.push((
                theme.accent,
                format!("{} adds a lesson of this tender.", Command::Add.key(false)),
            ));
        }
        let mut row = ABOVE + 1;
        for (style, words) in lines {
            for line in text::wrap(&words, canvas.width().saturating_sub(6)) {
                canvas.text(row, 3, &line, style);
                row += 1;
            }
            row += 1;
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, needle: &Needle) {
        let look = *canvas.look;
        let (width, height) = (canvas.width(), canvas.height());
        let window = self.shown.iter().enumerate().skip(self.scroll.offset).take(height);
        for (at, (place, row)) in window.enumerate() {
            let Some(row) = self.rows.get(*row) else { continue };
            let here = place == self.scroll.selected;
            let marker = if here { look.glyphs.here } else { " " };
            let read = self.was_read(row);
            let style = if here { look.theme.selected } else { look.theme.text };
            let state = match (self.reference.is_some(), read) {
                (false, _) => "",
                (true, true) => "read    ",
                (true, false) => "unread  ",
            };
            let from = text::left(&visible(row.from.as_str()), 11, look.glyphs.cut);
            let lead = format!("{marker} {state}{from} ");
            let title = visible(&row.lesson.title);
            let line = text::left(&format!("{lead}{title}"), width, look.glyphs.cut);
            canvas.text(at, 0, &line, style);
            let column = text::width(&lead);
            let marks = needle.marks(&title);
            let room = width.saturating_sub(column);
            canvas.mark((at, column), &title, &marks, room, matching::mark(&look.theme, style));
            canvas.target(at, Target::Line { pane: 0, at: place });
            if here && !self.filter.is_typing() {
                canvas.cursor(at, 0);
            }
        }
    }
}

/// What the filter looks at.
fn searched(row: &Row) -> String {
    let lesson = &row.lesson;
    let advice = lesson.advice.as_deref().unwrap_or_default();
    let category = row.category.as_deref().unwrap_or_default();
    let parts = [
        lesson.title.as_str(),
        lesson.happened.as_str(),
        advice,
        &lesson.tags.join(" "),
        category,
        row.from.as_str(),
        row.tender.as_str(),
    ];
    parts.join(" ")
}

impl Screen for LessonsScreen {
    fn title(&self) -> &'static str {
        "Lessons"
    }

    fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    fn takes_text(&self) -> bool {
        self.filter.is_typing()
    }

    fn copy(&self) -> Option<(String, String)> {
        if self.filter.is_typing() {
            return Some(("the filter".to_owned(), self.filter.words().to_owned()));
        }
        let row = self.selected()?;
        let lesson = &row.lesson;
        let advice = lesson.advice.as_ref().map(|words| format!(" Next time: {words}"));
        let words = format!(
            "{} ({}): {}{}",
            lesson.title,
            row.from,
            lesson.happened,
            advice.unwrap_or_default()
        );
        Some(("the lesson".to_owned(), words))
    }

    fn commands(&self) -> Vec<Offer> {
        if self.filter.is_typing() {
            return FilterLine::offers_while_typing();
        }
        let selected = self.selected();
        let mut offers =
            vec![Offer::useful(Command::Open).called("go to its tender").when(selected.is_some())];
        if let Some(reference) = &self.reference {
            let others = selected.is_some_and(|row| row.from.as_str() != reference);
            let label = if self.all { "those offered" } else { "all lessons" };
            offers.extend([
                Offer::useful(Command::ReadLesson).when(others && self.is_open()),
                Offer::useful(Command::NextPane).called(label),
                Offer::plain(Command::PreviousPane).called(label),
                Offer::useful(Command::Add).called("add lesson").when(self.is_open()),
            ]);
        }
        offers.push(Offer::useful(Command::Filter).when(!self.rows.is_empty()));
        offers.extend(self.filter.away());
        offers.push(Offer::plain(Command::Export));
        offers.extend([Offer::plain(Command::Undo), Offer::plain(Command::Redo)]);
        offers.extend(MOVING.map(|offer| match offer.command {
            Command::PageDown => offer.called("read on"),
            Command::PageUp => offer.called("read back"),
            _ => offer,
        }));
        offers.extend([Offer::useful(Command::Back), Offer::useful(Command::Help)]);
        offers
    }

    fn because(&self) -> Option<String> {
        Some(match (&self.view, self.selected()) {
            (Some(view), _) if view.state != ProcurementState::Active => {
                format!("The tender is {}.", view.state)
            }
            (_, None) => "No lesson is selected.".to_owned(),
            (Some(_), Some(_)) => "That lesson is this tender's own.".to_owned(),
            (None, Some(_)) => "It needs a tender to be open.".to_owned(),
        })
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                self.read()
            }
            Message::Changed => self.read(),
            Message::Loaded(Loaded::Lessons(lessons)) => {
                self.lessons = Some(lessons.into_iter().map(Rc::new).collect());
                self.build();
                Effect::None
            }
            Message::Loaded(Loaded::Contracts(view)) => {
                self.view = Some(view);
                self.build();
                Effect::None
            }
            Message::Pointed { at, .. } if at == self.scroll.selected => {
                self.command(Command::Open)
            }
            Message::Pointed { at, .. } => {
                self.scroll.selected = at;
                self.read_on = Standing::default();
                self.keep();
                Effect::None
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Command(command) => self.command(command),
            Message::Key(key) if self.filter.key(key) => {
                self.changed();
                Effect::None
            }
            Message::Paste(pasted) if self.filter.paste(&pasted) => {
                self.changed();
                Effect::None
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let place = match &self.reference {
            Some(reference) => format!("Lessons for {}", visible(reference)),
            None => "Lessons".to_owned(),
        };
        header::draw(canvas, &place, &self.officer);
        if self.lessons.is_none() {
            return;
        }
        if self.filter.is_on() {
            self.filter.draw(canvas, 1, self.shown.len(), self.rows.len());
        } else if !self.rows.is_empty() {
            let count = self.rows.len();
            let noun = if count == 1 { "lesson" } else { "lessons" };
            let unread = self.rows.iter().filter(|row| !self.was_read(row)).count();
            let words = match (self.reference.is_some(), self.all) {
                (true, false) => format!(
                    "{count} {noun} of other tenders like this one, the likest first; {unread} unread"
                ),
                _ => format!("{count} {noun} of all tenders, the newest first"),
            };
            canvas.text(1, 1, &words, theme.dim);
        }
        canvas.rule(2);
        if self.shown.is_empty() {
            self.draw_empty(canvas);
            return;
        }
        let needle = self.filter.needle();
        let (width, height) = self.list_size();
        let (wide, high) = self.detail_size();
        let page = self.detail();
        if self.is_wide() {
            canvas.part(width, ABOVE, 1, height).rule_down(0);
            page.draw_from(&mut canvas.part(width + 1, ABOVE, wide, high), self.read_on.offset);
            page.draw_more(canvas, 2, self.read_on, high);
        } else {
            canvas.rule(ABOVE + height);
            let mut part = canvas.part(0, ABOVE + height + 1, wide, high);
            page.draw_from(&mut part, self.read_on.offset);
            page.draw_more(canvas, ABOVE + height, self.read_on, high);
        }
        self.draw_list(&mut canvas.part(0, ABOVE, width, height), &needle);
    }
}
