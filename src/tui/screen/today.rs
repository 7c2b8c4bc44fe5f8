//! Today: what is due over all tenders, who is waited for, and what has no plan.

use strum::IntoEnumIterator;

use crate::domain::plan::{DueKind, TodayPart};
use crate::domain::{Date, text as words};
use crate::register::{DueLine, Filter, TodayPage, grouped};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::effect::{Effect, Loaded, Message, Place, Query, Spot};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::filter::{FilterLine, Followed};
use crate::tui::widget::matching;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::{header, text};

/// The screen.
pub(crate) struct TodayScreen {
    officer: String,
    part: TodayPart,
    page: TodayPage,
    today: Option<Date>,
    filter: FilterLine,
    scroll: Scroll,
    height: usize,
    /// Whether a part with something in it has been chosen at the beginning.
    chosen: bool,
}

/// Rows above the lines: header, the parts, a rule, a blank row.
const ABOVE: usize = 4;
/// Rows below the lines: a rule, and the selected one in full.
const BELOW: usize = 4;

impl TodayScreen {
    pub(crate) fn new(officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            part: TodayPart::default(),
            page: TodayPage::default(),
            today: None,
            filter: FilterLine::default(),
            scroll: Scroll::default(),
            height: 10,
            chosen: false,
        }
    }

    fn read(&self) -> Effect {
        Effect::Read(Query::Today {
            part: self.part,
            filter: Filter { words: self.filter.words().to_owned() },
            first: self.scroll.offset,
            most: self.height,
        })
    }

    fn refilter(&mut self) -> Effect {
        self.scroll = Scroll::default();
        self.read()
    }

    /// How many lines the part has without the filter.
    fn all(&self) -> usize {
        let at = TodayPart::iter().position(|part| part == self.part).unwrap_or(0);
        self.page.counts[at]
    }

    fn selected(&self) -> Option<&DueLine> {
        self.page.lines.get(self.scroll.selected.checked_sub(self.page.first)?)
    }

    fn turn(&mut self, forward: bool) -> Effect {
        let count = TodayPart::iter().count();
        let at = TodayPart::iter().position(|part| part == self.part).unwrap_or(0);
        let next = if forward { at + 1 } else { at + count - 1 } % count;
        self.show(TodayPart::iter().nth(next).unwrap_or_default())
    }

    fn show(&mut self, part: TodayPart) -> Effect {
        self.part = part;
        self.scroll = Scroll::default();
        self.read()
    }

    fn loaded(&mut self, page: TodayPage, today: Date) -> Effect {
        self.today = Some(today);
        self.page = page;
        if !self.chosen {
            self.chosen = true;
            // What is overdue comes first; where this week is empty, the first part that is not.
            let mut parts = TodayPart::iter().zip(self.page.counts);
            let first = parts.find(|(_, count)| *count > 0).map(|(part, _)| part);
            if let Some(part) = first.filter(|part| *part != self.part) {
                return self.show(part);
            }
        }
        let before = self.scroll.offset;
        self.scroll.keep(self.page.matching, self.height);
        if self.scroll.offset == before { Effect::None } else { self.read() }
    }

    fn command(&mut self, command: Command) -> Effect {
        match self.filter.follow(command) {
            Followed::Not => {}
            Followed::Kept => return Effect::None,
            Followed::Changed => return self.refilter(),
        }
        match command {
            Command::Back => Effect::Pop,
            Command::Export => Effect::Push(Place::Export(Exporting::of_today())),
            Command::Right | Command::NextPane => self.turn(true),
            Command::Left | Command::PreviousPane => self.turn(false),
            Command::Open => self.selected().map_or(Effect::None, |line| {
                let reference = line.reference.to_string();
                // What falls due under a contract is worked on where its contracts are.
                Effect::Push(match line.kind {
                    Some(DueKind::Contract) => Place::Found { reference, spot: Spot::Contracts },
                    _ => Place::Procurement { reference, new: false },
                })
            }),
            command => {
                let before = self.scroll.offset;
                self.scroll.follow(command, self.page.matching, self.height);
                if self.scroll.offset == before { Effect::None } else { self.read() }
            }
        }
    }

    /// When a line is due, in few words.
    fn when(&self, line: &DueLine) -> String {
        let (Some(day), Some(today)) = (line.day, self.today) else { return String::new() };
        let days = today.civil().until(day.civil()).map_or(0, |span| span.get_days());
        match days {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            2..=6 => format!("in {days} days"),
            _ if days < 0 => format!("{} days ago", -days),
            _ => day.british(),
        }
    }

    /// Draws the parts with how much is in each, in fewer words where the figures are long.
    fn draw_parts(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let named = |words: fn(TodayPart) -> &'static str| {
            TodayPart::iter().zip(self.page.counts).map(move |(part, count)| {
                let words = format!("{} {}", words(part), grouped(count));
                if part == self.part { format!("[{words}]") } else { format!(" {words} ") }
            })
        };
        let mut shown: Vec<String> = named(TodayPart::words).collect();
        if 1 + shown.iter().map(|words| text::width(words)).sum::<usize>() > canvas.width() {
            shown = named(TodayPart::word).collect();
        }
        let mut column = 1;
        for ((part, count), shown) in TodayPart::iter().zip(self.page.counts).zip(&shown) {
            let style = match (part == self.part, part == TodayPart::Overdue && count > 0) {
                (true, _) => theme.accent,
                (false, true) => theme.warning,
                (false, false) => theme.text,
            };
            canvas.text(1, column, shown, style);
            column += text::width(shown) + usize::from(canvas.width() > 90);
        }
    }

    fn draw_lines(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let width = canvas.width();
        let (when, reference) = (13, 13);
        let rest = width.saturating_sub(2 + when + 1 + reference + 1);
        let what = rest / 2;
        let needle = self.filter.needle();
        for (at, line) in self.page.lines.iter().enumerate() {
            let place = self.page.first + at;
            let here = place == self.scroll.selected;
            let late = self.part == TodayPart::Overdue;
            let marker = if here { glyphs.here } else { " " };
            let symbol = if late { glyphs.attention } else { " " };
            let shown = format!(
                "{marker}{symbol}{} {} {} {}",
                text::left(&self.when(line), when, glyphs.cut),
                text::left(&words::visible(line.reference.as_str()), reference, glyphs.cut),
                text::left(&words::visible(&line.what), what, glyphs.cut),
                words::visible(&line.title)
            );
            let style = match (here, late) {
                (true, _) => theme.selected,
                (false, true) => theme.warning,
                (false, false) => theme.text,
            };
            canvas.text(ABOVE + at, 0, &text::left(&shown, width, glyphs.cut), style);
            let marked = matching::mark(&theme, style);
            let (named, due) = (2 + when + 1, 2 + when + 1 + reference + 1);
            let entitled = due + what + 1;
            for (column, words, room) in [
                (named, line.reference.as_str(), reference),
                (due, &line.what, what),
                (entitled, &line.title, width.saturating_sub(entitled)),
            ] {
                let words = words::visible(words);
                canvas.mark((ABOVE + at, column), &words, &needle.marks(&words), room, marked);
            }
            canvas.target(ABOVE + at, Target::Line { pane: 0, at: place });
            if here && !self.filter.is_typing() {
                canvas.cursor(ABOVE + at, 0);
            }
        }
        let top = canvas.height().saturating_sub(BELOW);
        canvas.rule(top);
        if let Some(line) = self.selected() {
            let title = format!("{}  {}", line.reference, line.title);
            canvas.text(top + 1, 1, &words::visible(&title), theme.title);
            let day = line.day.map(|day| format!("{}: ", day.long()));
            let said = format!("{}{}", day.unwrap_or_default(), words::visible(&line.what));
            for (row, said) in text::wrap(&said, width.saturating_sub(2)).iter().enumerate() {
                canvas.text(top + 2 + row, 1, said, theme.text);
            }
        }
    }

    /// What to say where a part is empty.
    fn empty(&self) -> String {
        match self.part {
            TodayPart::Overdue => "Nothing is overdue.".to_owned(),
            TodayPart::ThisWeek => "Nothing is due in the seven days from today.".to_owned(),
            TodayPart::Later => "Nothing is due later.".to_owned(),
            TodayPart::Waiting => format!(
                "No tender waits on anybody. In a tender, {} says whom it waits for.",
                Command::Wait.key(false)
            ),
            TodayPart::Unplanned => "Every active tender has something planned.".to_owned(),
        }
    }
}

impl Screen for TodayScreen {
    fn title(&self) -> &'static str {
        "Today"
    }

    fn takes_text(&self) -> bool {
        self.filter.is_typing()
    }

    fn commands(&self) -> Vec<Offer> {
        if self.filter.is_typing() {
            return FilterLine::offers_while_typing();
        }
        let of_contract = self.selected().is_some_and(|line| line.kind == Some(DueKind::Contract));
        let opens = if of_contract { "open its contracts" } else { "open the tender" };
        let mut offers = vec![
            Offer::useful(Command::Open).called(opens).when(self.selected().is_some()),
            Offer::useful(Command::NextPane).called("next part"),
            Offer::plain(Command::PreviousPane).called("part before"),
            Offer::plain(Command::Left).called("part before"),
            Offer::plain(Command::Right).called("next part"),
        ];
        offers.push(Offer::useful(Command::Filter).when(self.all() > 0));
        offers.extend(self.filter.away());
        offers.push(Offer::plain(Command::Export));
        offers.extend(MOVING);
        offers.extend([Offer::useful(Command::Back), Offer::useful(Command::Help)]);
        offers
    }

    fn copy(&self) -> Option<(String, String)> {
        if self.filter.is_typing() {
            return Some(("the filter".to_owned(), self.filter.words().to_owned()));
        }
        let line = self.selected()?;
        let day = line.day.map(|day| format!("{}: ", day.long())).unwrap_or_default();
        let all = format!("{day}{}, {} ({})", line.what, line.title, line.reference);
        Some(("the line".to_owned(), all))
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { height, .. } => {
                self.height = height.saturating_sub(ABOVE + BELOW).max(1);
                self.scroll.keep(self.page.matching, self.height);
                self.read()
            }
            Message::Changed => self.read(),
            Message::Loaded(Loaded::Today { page, today }) => self.loaded(page, today),
            Message::Command(command) => self.command(command),
            Message::Key(key) if self.filter.key(key) => self.refilter(),
            Message::Paste(pasted) if self.filter.paste(&pasted) => self.refilter(),
            Message::Pointed { at, .. } => {
                if at == self.scroll.selected {
                    return self.command(Command::Open);
                }
                self.scroll.selected = at;
                Effect::None
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let place =
            self.today.map_or_else(|| "Today".to_owned(), |d| format!("Today, {}", d.long()));
        header::draw(canvas, &place, &self.officer);
        self.draw_parts(canvas);
        canvas.rule(2);
        if self.filter.is_on() {
            self.filter.draw(canvas, ABOVE - 1, self.page.matching, self.all());
        }
        if self.page.lines.is_empty() && self.all() > 0 && self.filter.is_on() {
            self.filter.draw_nothing(canvas, ABOVE, 2);
            return;
        }
        if self.page.lines.is_empty() {
            canvas.text(ABOVE, 2, &self.empty(), theme.text);
            return;
        }
        self.draw_lines(canvas);
    }
}
