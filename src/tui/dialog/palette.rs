//! The palette: one field that finds every command, tender, supplier, stage, item, outcome, policy
//! and page of help, and does it or goes there.

use crate::domain::text as words;
use crate::register::ListRow;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Loaded, Message, Notice, Query};
use crate::tui::finding::{self, Finding, Ranked, Target};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::field::LineField;
use crate::tui::widget::matching;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// The dialog.
pub(crate) struct Palette {
    /// What does not depend on what is typed.
    fixed: Vec<Finding>,
    /// The tenders among what was used last.
    named: Vec<Finding>,
    /// What the register gives for what is typed.
    tenders: Vec<Finding>,
    /// The suppliers, read once: they are found as they are typed, at most so many at once.
    suppliers: Vec<Finding>,
    asked: Asked,
    /// What was used last, the newest first.
    recent: Vec<Target>,
    field: LineField,
    ranked: Vec<Ranked>,
    scroll: Scroll,
    size: (usize, usize),
}

/// What the register was last asked for, so that it is not asked at every key.
#[derive(Debug, Clone, Default)]
struct Asked {
    words: String,
    /// Whether letters in order were enough, since nothing had the words as they were typed.
    loose: bool,
    /// Whether it gave all that there is.
    all: bool,
}

/// Rows of the frame, the field, a gap, and what is said of the selected line.
const AROUND: usize = 6;
/// The most rows that the lines take: what is typed leads there faster than the eye.
const MOST: usize = 20;
/// The column where the words of a line begin.
const WORDS: usize = 11;

/// The most suppliers that are found at once: whoever wants another types more of its name.
const MOST_SUPPLIERS: usize = 30;

/// How many tenders are asked for.
const fn most(words: &str) -> usize {
    if words.is_empty() { 10 } else { 50 }
}

impl Palette {
    pub(crate) fn new(fixed: Vec<Finding>, recent: Vec<Target>) -> Self {
        let mut palette = Self {
            fixed,
            named: Vec::new(),
            tenders: Vec::new(),
            suppliers: Vec::new(),
            asked: Asked::default(),
            recent,
            field: LineField::default(),
            ranked: Vec::new(),
            scroll: Scroll::default(),
            size: (80, 22),
        };
        palette.rank();
        palette
    }

    const fn width(&self) -> usize {
        if self.size.0 < 110 { self.size.0 } else { 102 }
    }

    /// How many lines are shown at once.
    const fn rows(&self) -> usize {
        let room = self.size.1.saturating_sub(AROUND + 1);
        if room < MOST { room } else { MOST }
    }

    fn rank(&mut self) {
        let new = self.tenders.iter().filter(|tender| !self.named.contains(tender));
        let all = self.fixed.iter().chain(&self.named).chain(new).cloned();
        let all = all.chain(self.found_suppliers());
        self.ranked = finding::rank(all, self.field.value(), &self.recent);
        let rows = self.rows();
        self.scroll.keep(self.ranked.len(), rows);
    }

    /// The suppliers whose name or number holds what is typed; with nothing typed, those that
    /// were used last.
    fn found_suppliers(&self) -> Vec<Finding> {
        let typed = self.field.value().trim();
        if typed.is_empty() {
            let used = self.suppliers.iter().filter(|one| self.recent.contains(&one.target));
            return used.cloned().collect();
        }
        let needle = matching::Needle::words(typed);
        let kind = Target::Supplier(uuid::Uuid::nil()).kind();
        let holds = |one: &&Finding| needle.matches(&format!("{kind} {} {}", one.words, one.aside));
        self.suppliers.iter().filter(holds).take(MOST_SUPPLIERS).cloned().collect()
    }

    /// Asks the register for everything anew.
    fn begin(&mut self) -> Effect {
        let named = self.recent.iter().filter_map(|target| match target {
            Target::Tender(reference) => Some(reference.clone()),
            _ => None,
        });
        let named = Effect::Read(Query::Named(named.collect()));
        Effect::Batch(vec![Effect::Read(Query::SupplierNames), named, self.read(false)])
    }

    /// Asks the register for the tenders that match what is typed.
    fn read(&mut self, loose: bool) -> Effect {
        let words = self.field.value().trim().to_owned();
        let most = most(&words);
        self.asked = Asked { words: words.clone(), loose, all: false };
        Effect::Read(Query::Tenders { words, loose, most })
    }

    /// Follows what is typed: the best line is selected.
    fn typed(&mut self) -> Effect {
        self.scroll = Scroll::default();
        self.rank();
        // More letters only ever leave something out: what was all there was is enough, and what
        // was not there as typed will not be.
        let Asked { words, loose, all } = &self.asked;
        let more = !words.is_empty() && self.field.value().trim().starts_with(words.as_str());
        match (more, loose, all) {
            (true, true, true) => Effect::None,
            (true, false, true) if self.finds_tender() => Effect::None,
            (true, true, false) | (true, false, true) => self.read(true),
            _ => self.read(false),
        }
    }

    fn finds_tender(&self) -> bool {
        self.ranked.iter().any(|ranked| matches!(ranked.finding.target, Target::Tender(_)))
    }

    /// Follows what the register gave for what is typed.
    fn loaded(&mut self, rows: &[ListRow]) -> Effect {
        self.asked.all = rows.len() < most(&self.asked.words);
        self.tenders = rows.iter().map(finding::tender).collect();
        self.rank();
        let nothing = rows.is_empty() && !self.asked.loose && !self.asked.words.is_empty();
        if nothing { self.read(true) } else { Effect::None }
    }

    fn open(&self) -> Effect {
        let Some(Ranked { finding, .. }) = self.ranked.get(self.scroll.selected) else {
            return Effect::None;
        };
        match &finding.why_not {
            Some(because) => Effect::Notify(Notice::warning(format!("Not now. {because}"))),
            None => Effect::Find(finding.target.clone()),
        }
    }

    /// What is said of the selected line.
    fn said(&self) -> (String, bool) {
        match self.ranked.get(self.scroll.selected).map(|ranked| &ranked.finding) {
            Some(Finding { why_not: Some(because), .. }) => (format!("Not now. {because}"), true),
            Some(Finding { target, .. }) => {
                let words = match target {
                    Target::Command(_) => "Enter does it, as its key does.",
                    Target::Tender(_) => "Enter opens the tender.",
                    Target::Supplier(_) => "Enter opens the supplier.",
                    Target::Page(_) => "Enter opens the screen.",
                    Target::Stage(_) | Target::Item(_) | Target::Outcome(_) => "Enter goes there.",
                    Target::Policy(_) => "Enter opens what the policy says.",
                    Target::Topic(_) => "Enter opens the page.",
                };
                (words.to_owned(), false)
            }
            None => (String::new(), false),
        }
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, row: usize, at: usize) {
        let Some(Ranked { finding, marks }) = self.ranked.get(at) else { return };
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let selected = at == self.scroll.selected;
        let style = match (selected, &finding.why_not) {
            (true, _) => theme.selected,
            (false, Some(_)) => theme.dim,
            (false, None) => theme.text,
        };
        let width = canvas.width();
        let now = if finding.why_not.is_some() { "(not now) " } else { "" };
        let aside = text::fit(&format!("{now}{} ", finding.aside), width / 3, glyphs.cut);
        let room = width.saturating_sub(WORDS + text::width(&aside) + 2);
        let marker = if selected { glyphs.here } else { " " };
        let kind = finding.target.kind();
        let line = format!(
            "{marker} {}{}  {aside}",
            text::left(kind, WORDS - 2, ""),
            text::left(&finding.words, room, glyphs.cut)
        );
        canvas.text(row, 0, &text::left(&line, width, glyphs.cut), style);
        let marked = matching::mark(&theme, style);
        let beside = WORDS + room + 2 + text::width(now);
        let [in_kind, in_words, in_aside] = marks;
        canvas.mark((row, 2), kind, in_kind, WORDS - 2, marked);
        canvas.mark((row, WORDS), &finding.words, in_words, room, marked);
        canvas.mark((row, beside), &finding.aside, in_aside, usize::MAX, marked);
    }
}

impl Screen for Palette {
    fn title(&self) -> &'static str {
        "Find anything"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn is_palette(&self) -> bool {
        true
    }

    fn copy(&self) -> Option<(String, String)> {
        let Ranked { finding, .. } = self.ranked.get(self.scroll.selected)?;
        Some((format!("the {}", finding.target.kind().to_lowercase()), finding.words.clone()))
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = vec![
            Offer::useful(Command::Open).called("do it, or go there"),
            Offer::useful(Command::Back).called("close"),
            // The key that opened it closes it again.
            Offer::plain(Command::Palette).called("close"),
        ];
        // Home and End stay with the field.
        let moving = MOVING.into_iter();
        offers.extend(
            moving.filter(|offer| !matches!(offer.command, Command::Top | Command::Bottom)),
        );
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                return self.begin();
            }
            Message::Changed => return self.begin(),
            Message::Loaded(Loaded::Tenders(rows)) => return self.loaded(&rows),
            Message::Loaded(Loaded::Named(rows)) => {
                self.named = rows.iter().map(finding::tender).collect();
                self.rank();
            }
            Message::Loaded(Loaded::SupplierNames(names)) => {
                let names = names.iter();
                let found = names
                    .map(|(uid, name, number)| finding::supplier(*uid, name, number.as_deref()));
                self.suppliers = found.collect();
                self.rank();
            }
            Message::Command(Command::Back | Command::Palette) => return Effect::Pop,
            Message::Command(Command::Open) => return self.open(),
            Message::Command(command) => {
                let (length, rows) = (self.ranked.len(), self.rows());
                self.scroll.follow(command, length, rows);
            }
            Message::Key(key) if self.field.key(key) => return self.typed(),
            Message::Paste(pasted) => {
                self.field.paste(&pasted);
                return self.typed();
            }
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let rows = self.rows();
        let mut frame = super::middle(canvas, self.width(), rows + AROUND);
        let mut inner = frame.framed("Find anything");
        let count = match self.ranked.len() {
            1 => "1 found".to_owned(),
            more => format!("{more} found"),
        };
        let width = inner.width().saturating_sub(text::width(&count) + 2);
        self.field.draw(&mut inner.part(0, 0, width, 1), 0, 0, true);
        inner.text_right(0, &count, theme.dim);
        if self.ranked.is_empty() {
            let typed = words::visible(self.field.value());
            inner.text(2, 1, &format!("Nothing matches “{typed}”."), theme.title);
            inner.text(3, 1, "Ctrl-U empties the field, Esc closes it.", theme.text);
            return;
        }
        let columns = inner.width();
        let mut list = inner.part(0, 2, columns, rows);
        for row in 0..rows {
            self.draw_line(&mut list, row, self.scroll.offset + row);
        }
        let (said, heed) = self.said();
        inner.text(rows + 3, 0, &said, if heed { theme.warning } else { theme.dim });
    }
}
