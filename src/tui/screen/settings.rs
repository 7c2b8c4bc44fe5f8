//! The settings: each with its value, where that comes from and what it is for, changed in place.

use crate::domain::text as words;
use crate::settings::Setting;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Answer, Change, Effect, Loaded, Message, Place, Query, SettingsView};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::field::LineField;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::{header, text};

/// Rows above the list: header, the file, a rule.
const ABOVE: usize = 3;
/// Rows below it: a rule, and what the selected setting is for.
const BELOW: usize = 5;
/// The column of the values.
const VALUES: usize = 20;

/// The screen.
pub(crate) struct SettingsScreen {
    officer: String,
    view: SettingsView,
    scroll: Scroll,
    height: usize,
    /// What is typed for the selected line.
    field: Option<LineField>,
    /// What was there before typing.
    before: String,
    /// Whether what is typed is on its way into the file.
    accepting: bool,
    error: Option<String>,
}

/// One line of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Setting(Setting),
    /// The heading of the keys, which nothing can be done on.
    Keys,
    Command(Command),
}

impl SettingsScreen {
    pub(crate) fn new(officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            view: SettingsView::default(),
            scroll: Scroll::default(),
            height: 10,
            field: None,
            before: String::new(),
            accepting: false,
            error: None,
        }
    }

    fn lines(&self) -> Vec<Line> {
        let settings = self.view.settings.iter().map(|(setting, ..)| Line::Setting(*setting));
        let keys = self.view.keys.iter().map(|(command, ..)| Line::Command(*command));
        settings.chain([Line::Keys]).chain(keys).collect()
    }

    fn selected(&self) -> Option<Line> {
        self.lines().get(self.scroll.selected).copied()
    }

    /// The value of a line and where it comes from.
    fn value(&self, line: Line) -> (&str, &str) {
        let found = match line {
            Line::Keys => None,
            Line::Setting(setting) => {
                let mut all = self.view.settings.iter();
                all.find(|(one, ..)| *one == setting).map(|(_, value, from)| (value, from))
            }
            Line::Command(command) => {
                let mut all = self.view.keys.iter();
                all.find(|(one, ..)| *one == command).map(|(_, value, from)| (value, from))
            }
        };
        found.map_or(("", ""), |(value, from)| (value.as_str(), from.as_str()))
    }

    /// The words that the selected setting is chosen from.
    fn choices(&self) -> Vec<&str> {
        match self.selected() {
            Some(Line::Setting(Setting::DefaultPolicy)) => {
                self.view.policies.iter().map(String::as_str).collect()
            }
            Some(Line::Setting(setting)) => setting.words(),
            _ => Vec::new(),
        }
    }

    /// Takes the next word for the selected setting, or the one before.
    fn turn(&self, forward: bool) -> Effect {
        let (Some(Line::Setting(setting)), choices) = (self.selected(), self.choices()) else {
            return Effect::None;
        };
        if choices.is_empty() {
            return Effect::None;
        }
        let value = self.value(Line::Setting(setting)).0;
        let last = choices.len() - 1;
        let next = match (choices.iter().position(|word| *word == value), forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => (at + 1) % choices.len(),
            (Some(at), false) => (at + last) % choices.len(),
        };
        let next = choices[next];
        Effect::Set(Change::Setting(setting, next.to_owned()))
    }

    /// Opens the field for the selected line.
    fn begin(&mut self) -> Effect {
        let Some(line) = self.selected().filter(|line| *line != Line::Keys) else {
            return Effect::None;
        };
        if !self.choices().is_empty() {
            return self.turn(true);
        }
        self.before = self.value(line).0.to_owned();
        self.field = Some(LineField::new(&self.before));
        self.error = None;
        Effect::None
    }

    fn accept(&mut self) -> Effect {
        self.accepting = true;
        let (Some(field), Some(line)) = (&self.field, self.selected()) else { return Effect::None };
        let typed = field.value();
        match line {
            Line::Setting(setting) => Effect::Set(Change::Setting(setting, typed.to_owned())),
            Line::Command(command) => {
                let keys = typed.split_whitespace().map(str::to_owned).collect();
                Effect::Set(Change::Keys(command, keys))
            }
            Line::Keys => Effect::None,
        }
    }

    fn command(&mut self, command: Command) -> Effect {
        if self.field.is_some() {
            return match command {
                Command::Accept => self.accept(),
                Command::Back if self.holds_typed() => Effect::Push(Place::Leave),
                Command::Back => self.leave_field(),
                _ => Effect::None,
            };
        }
        match command {
            Command::Back => Effect::Pop,
            Command::Open => self.begin(),
            Command::Next => self.turn(true),
            Command::Previous => self.turn(false),
            Command::Delete => match self.selected() {
                Some(Line::Setting(setting)) => {
                    Effect::Set(Change::Setting(setting, String::new()))
                }
                Some(Line::Command(command)) => Effect::Set(Change::Keys(command, Vec::new())),
                Some(Line::Keys) | None => Effect::None,
            },
            command => {
                self.error = None;
                let count = self.lines().len();
                self.scroll.follow(command, count, self.height);
                Effect::None
            }
        }
    }

    fn leave_field(&mut self) -> Effect {
        self.field = None;
        self.error = None;
        Effect::None
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, at: usize, line: Line) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let row = ABOVE + at - self.scroll.offset;
        canvas.target(row, Target::Line { pane: 0, at });
        let here = at == self.scroll.selected;
        let marker = if here { glyphs.here } else { " " };
        let label = match line {
            Line::Keys => {
                let style = if here { theme.selected } else { theme.accent };
                let words = format!("{marker} Keys, by the name of the command");
                let words = text::left(&words, canvas.width(), glyphs.cut);
                canvas.text(row, 0, &words, style);
                if here {
                    canvas.cursor(row, 0);
                }
                return;
            }
            Line::Setting(setting) => setting.label(),
            Line::Command(command) => command.name(),
        };
        let (value, source) = self.value(line);
        let value = match (line, value) {
            (_, "") => "not set".to_owned(),
            (Line::Setting(_), value) if here && !self.choices().is_empty() => {
                format!("[{value}]")
            }
            (_, value) => words::visible(value),
        };
        let (width, from) = (canvas.width(), text::width(source) + 2);
        // On a wide window what belongs together stays together.
        let room = width.saturating_sub(VALUES + from + 1).min(40);
        let lead = text::left(&format!("{marker} {label}"), VALUES - 1, glyphs.cut);
        let shown = format!("{lead} {}  {source}", text::left(&value, room, glyphs.cut));
        let shown = text::left(&shown, width, glyphs.cut);
        let style = if here { theme.selected } else { theme.text };
        match &self.field {
            Some(field) if here => {
                canvas.text(row, 0, &lead, theme.accent);
                field.draw(canvas, row, VALUES, true);
            }
            _ => {
                canvas.text(row, 0, &shown, style);
                if here {
                    canvas.cursor(row, 0);
                }
            }
        }
    }

    /// What the selected line is for, and what can be done with it.
    fn explanation(&self) -> (String, String) {
        let change = Command::Open.key(false);
        let delete = Command::Delete.key(false);
        match self.selected() {
            Some(Line::Setting(setting)) if self.choices().is_empty() => {
                let how = format!("{change} changes it, {delete} takes it out of the file.");
                (setting.explanation().to_owned(), how)
            }
            Some(Line::Setting(setting)) => {
                let (left, right) = (Command::Previous.key(false), Command::Next.key(false));
                let how = format!("{left} and {right} change it at once: {}.", {
                    self.choices().join(", ")
                });
                (setting.explanation().to_owned(), how)
            }
            Some(Line::Keys) | None => (
                "A key that another command of the same screen has is refused.".to_owned(),
                "Keys are written like x, X, ctrl-n, F5, space; several with spaces between."
                    .into(),
            ),
            Some(Line::Command(command)) => {
                let how = format!("{change} changes its keys, {delete} gives it its own again.");
                (command.entry().help.to_owned(), how)
            }
        }
    }
}

/// The first thing that is wrong in the file, and how much more there is.
fn wrong(first: &str, all: usize) -> String {
    match all {
        1 => format!("Wrong: {first}"),
        more => format!("Wrong: {first} And {} more: see “tenderbook settings”.", more - 1),
    }
}

impl Screen for SettingsScreen {
    fn title(&self) -> &'static str {
        "Settings"
    }

    fn takes_text(&self) -> bool {
        self.field.is_some()
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn holds_typed(&self) -> bool {
        self.field.as_ref().is_some_and(|field| field.value().trim() != self.before.trim())
    }

    fn copy(&self) -> Option<(String, String)> {
        if let Some(field) = &self.field {
            return Some(("the text".to_owned(), field.value().to_owned()));
        }
        let line = self.selected()?;
        let name = match line {
            Line::Setting(setting) => setting.name(),
            Line::Command(command) => command.name(),
            Line::Keys => return None,
        };
        Some(("the setting".to_owned(), format!("{name} = {:?}", self.value(line).0)))
    }

    fn commands(&self) -> Vec<Offer> {
        if self.field.is_some() {
            return vec![
                Offer::useful(Command::Accept).called("write it"),
                Offer::useful(Command::Back).called("leave it"),
                Offer::useful(Command::Help),
            ];
        }
        let chosen = !self.choices().is_empty();
        let can = self.selected().is_some_and(|line| line != Line::Keys);
        let mut offers = vec![Offer::useful(Command::Open).called("change").when(can)];
        if chosen {
            offers.push(Offer::useful(Command::Previous));
            offers.push(Offer::useful(Command::Next));
        }
        offers.push(Offer::useful(Command::Delete).called("as by default").when(can));
        offers.extend(MOVING);
        offers.push(Offer::useful(Command::Back));
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { height, .. } => {
                self.height = height.saturating_sub(ABOVE + BELOW).max(1);
                self.scroll.keep(self.lines().len(), self.height);
                Effect::Read(Query::Settings)
            }
            Message::Loaded(Loaded::Settings(view)) => {
                // What was asked to be written is in the file now.
                if std::mem::take(&mut self.accepting) {
                    self.leave_field();
                }
                self.view = view;
                Effect::None
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Pointed { .. } if self.field.is_some() => Effect::None,
            Message::Pointed { at, .. } if at == self.scroll.selected => self.begin(),
            Message::Pointed { at, .. } => {
                self.scroll.selected = at;
                self.error = None;
                Effect::None
            }
            Message::Command(command) => self.command(command),
            Message::Key(key) => {
                if let Some(field) = &mut self.field
                    && field.key(key)
                {
                    self.error = None;
                }
                Effect::None
            }
            Message::Paste(pasted) => {
                if let Some(field) = &mut self.field {
                    field.paste(&pasted);
                    self.error = None;
                }
                Effect::None
            }
            Message::Failed(sentence) => {
                self.accepting = false;
                self.error = Some(sentence);
                Effect::None
            }
            Message::Answer(Answer::Leave) => self.leave_field(),
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        header::draw(canvas, "Settings", &self.officer);
        let file = match &self.view.file {
            Some((file, true)) => format!("In {file}"),
            Some((file, false)) => format!("The first change makes {file}"),
            None => "The system names no place for settings; --settings FILE does.".to_owned(),
        };
        canvas.text(1, 1, &file, theme.dim);
        canvas.rule(2);
        let lines = self.lines();
        let shown = lines.iter().enumerate().skip(self.scroll.offset).take(self.height);
        for (at, line) in shown {
            self.draw_line(canvas, at, *line);
        }
        let below = lines.len().saturating_sub(self.scroll.offset + self.height);
        if below > 0 {
            let words = format!("{} {below} more ", canvas.look.glyphs.more[1]);
            canvas.text_right(2, &words, theme.accent);
        }
        let top = canvas.height().saturating_sub(BELOW);
        canvas.rule(top);
        let width = canvas.width().saturating_sub(2);
        let (what, how) = self.explanation();
        let said = match (&self.error, self.view.faults.first()) {
            (Some(error), _) => vec![(error.clone(), theme.error)],
            (None, Some(fault)) if self.scroll.selected == 0 && self.field.is_none() => {
                vec![(what, theme.text), (wrong(fault, self.view.faults.len()), theme.warning)]
            }
            _ => vec![(what, theme.text), (how, theme.dim)],
        };
        let mut row = top + 1;
        for (words, style) in said {
            for line in text::wrap(&words, width) {
                canvas.text(row, 1, &line, style);
                row += 1;
            }
        }
    }
}
