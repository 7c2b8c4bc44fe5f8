//! The search: everything that was written, found as its words are typed.

use ratatui::text::{Line, Span};

use crate::domain::text::visible;
use crate::register::{HitView, Hits, Writing};
use crate::tui::command::{Command, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::effect::{Effect, Loaded, Message, Place, Query, Spot};
use crate::tui::screen::Screen;
use crate::tui::screen::contract::{ContractOpening, ContractPart};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::field::LineField;
use crate::tui::widget::marked::Marked;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::{header, text};

/// The screen.
pub(crate) struct SearchScreen {
    officer: String,
    field: LineField,
    found: Hits<HitView>,
    /// Whether what was found belongs to what is typed.
    loaded: bool,
    /// Whether the words are those of the last time, which what is typed now takes the place of.
    old: bool,
    scroll: Scroll,
    height: usize,
}

/// Rows above the hits: header, field, column heads.
const ABOVE: usize = 3;
/// The widest that reference, kind and title are.
const REFERENCE: usize = 12;
const WHAT: usize = 10;
const TITLE: usize = 26;
/// From this width on the title has a column.
const WIDE: usize = 110;

/// Rows below the hits: a rule, the tender, the place, and the text.
const fn below(height: usize) -> usize {
    let third = height / 3;
    if third < 6 { 6 } else { third }
}

impl SearchScreen {
    /// The screen with the words of the last time.
    pub(crate) fn new(officer: &str, words: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            field: LineField::new(words),
            found: Hits::default(),
            loaded: false,
            old: !words.is_empty(),
            scroll: Scroll::default(),
            height: 10,
        }
    }

    fn read(&self) -> Effect {
        Effect::Read(Query::Search {
            words: self.field.value().to_owned(),
            first: self.scroll.offset,
            most: self.height,
        })
    }

    fn search(&mut self) -> Effect {
        self.scroll = Scroll::default();
        self.read()
    }

    fn selected(&self) -> Option<&HitView> {
        self.found.rows.get(self.scroll.selected.checked_sub(self.found.first)?)
    }

    fn command(&mut self, command: Command) -> Effect {
        match command {
            Command::Back => Effect::Pop,
            Command::Export => {
                Effect::Push(Place::Export(Exporting::of_search(self.field.value())))
            }
            Command::Open => match self.selected().and_then(place) {
                Some(place) => Effect::Push(place),
                None => Effect::None,
            },
            command => {
                let before = self.scroll.offset;
                self.scroll.follow(command, self.found.matching, self.height);
                if self.scroll.offset == before { Effect::None } else { self.read() }
            }
        }
    }

    /// How many hits there are, and which come first.
    fn count(&self) -> String {
        let found = &self.found;
        let order = if found.ranked { "the best first" } else { "the newest first" };
        match (found.matching, found.more) {
            (0, _) => String::new(),
            (1, _) => "1 hit".to_owned(),
            (count, true) => format!("more than {count} hits, {order}"),
            (count, false) => format!("{count} hits, {order}"),
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        // So that a long text does not push away what helps.
        let typed = text::fit(self.field.value(), 70, canvas.look.glyphs.cut);
        let lines = if typed.trim().is_empty() {
            vec![
                (theme.title, "Everything that was written is searched as you type:".to_owned()),
                (theme.text, "references and titles, notes and reasons, evidence (notes, addresses, paths of files), items of your own, notes on stages, why a state, a weight, an outcome or an opting out was chosen.".to_owned()),
                (theme.text, String::new()),
                (theme.text, "Every word must be in the text; the last may be its beginning. Words in \"quotation marks\" stand together. Capitals and accents make no difference.".to_owned()),
                (theme.dim, "What is inside attached files is not read.".to_owned()),
            ]
        } else {
            vec![
                (theme.title, format!("Nothing was found for “{typed}”.")),
                (theme.text, "Every word must be in the text. Fewer words, or the beginning of one, find more.".to_owned()),
                (theme.text, "Ctrl-U empties the field.".to_owned()),
            ]
        };
        let mut row = ABOVE;
        for (style, words) in lines {
            for line in text::wrap(&words, canvas.width().saturating_sub(6)) {
                canvas.text(row, 3, &line, style);
                row += 1;
            }
        }
    }

    fn draw_hits(&self, canvas: &mut Canvas<'_>) {
        let look = *canvas.look;
        let theme = look.theme;
        let width = canvas.width();
        let title = if width >= WIDE { TITLE } else { 0 };
        let mut heads = format!("  {}", text::left("Reference", REFERENCE + 2, ""));
        if title > 0 {
            heads += &text::left("Title", title + 2, "");
        }
        heads += &text::left("What", WHAT + 2, "");
        heads += "In its context";
        canvas.text(ABOVE - 1, 0, &heads, theme.dim);
        for (at, row) in self.found.rows.iter().take(self.height).enumerate() {
            let selected = self.found.first + at == self.scroll.selected;
            let base = if selected { theme.selected } else { theme.text };
            let here = if selected { look.glyphs.here } else { " " };
            let cut = look.glyphs.cut;
            let mut lead = format!("{here} ");
            lead += &text::left(&visible(row.reference()), REFERENCE, cut);
            lead += "  ";
            if title > 0 {
                lead += &text::left(&visible(&row.hit.title), title, cut);
                lead += "  ";
            }
            lead += &text::left(row.what(), WHAT, cut);
            lead += "  ";
            let room = width.saturating_sub(text::width(&lead));
            let mut spans = vec![Span::styled(lead, base)];
            spans.extend(context(row).line(room, &look, base).spans);
            if selected {
                canvas.row_style(ABOVE + at, base);
            }
            canvas.line(ABOVE + at, &Line::from(spans));
        }
        let below = below(canvas.height());
        let top = canvas.height().saturating_sub(below);
        canvas.rule(top);
        let Some(row) = self.selected() else { return };
        let name = format!("{}  {}", row.reference(), row.hit.title);
        canvas.text(top + 1, 1, &name, theme.title);
        let room = width.saturating_sub(2);
        let mut at = top + 2;
        for line in text::wrap(&row.place(), room).iter().take(2) {
            canvas.text(at, 1, line, theme.dim);
            at += 1;
        }
        let marked = Marked { text: &row.hit.text, marks: &row.hit.marks, from: 0 };
        let most = canvas.height().saturating_sub(at);
        let lines = marked.lines(room, most, &look, theme.text);
        let mut part = canvas.part(1, at, room, most);
        part.lines(&lines);
    }
}

/// What is shown of a hit in one line: of a title, not the reference that stands beside it.
fn context(row: &HitView) -> Marked<'_> {
    let hit = &row.hit;
    let title = hit.text.len() - hit.title.len().min(hit.text.len());
    let in_title = hit.marks.iter().all(|mark| mark.start >= title);
    let from = if hit.writing == Writing::Tender && in_title { title } else { 0 };
    Marked { text: &hit.text, marks: &hit.marks, from }
}

/// Where a hit leads: to the supplier, the contract, or its place in the tender.
fn place(row: &HitView) -> Option<Place> {
    let hit = &row.hit;
    let Some(reference) = &hit.reference else { return hit.directory.map(Place::Supplier) };
    let reference = reference.to_string();
    if let (Some(contract), Some(part)) = (hit.contract, part(hit.writing)) {
        return Some(Place::Contract(ContractOpening { reference, contract, part }));
    }
    Some(Place::Found { reference, spot: spot(row) })
}

/// The part of a contract in which a text stands; none for what is of no contract.
const fn part(writing: Writing) -> Option<ContractPart> {
    Some(match writing {
        Writing::Contract | Writing::Variation | Writing::Paper => ContractPart::Terms,
        Writing::Commitment | Writing::Delivery => ContractPart::Commitments,
        Writing::Kpi | Writing::Assessment => ContractPart::Indicators,
        Writing::Review | Writing::Action | Writing::Risk => ContractPart::Reviews,
        Writing::SlaveryRisk | Writing::Diligence | Writing::Concern => ContractPart::Ethics,
        Writing::Logistics => ContractPart::Logistics,
        Writing::ExitPlan | Writing::FinalAccount | Writing::Lesson => ContractPart::Exit,
        _ => return None,
    })
}

/// Where a hit stands in its tender.
fn spot(row: &HitView) -> Spot {
    match (row.hit.writing, &row.hit.item, row.stage, &row.hit.outcome) {
        (_, Some(item), _, _) => Spot::Item(item.clone()),
        (_, None, Some(stage), _) => Spot::Stage(stage),
        (_, None, None, Some(outcome)) => Spot::Outcome(outcome.clone()),
        (
            Writing::Weight
            | Writing::OptOut
            | Writing::Explored
            | Writing::Area
            | Writing::Statute
            | Writing::Subject
            | Writing::Waiting,
            ..,
        ) => Spot::Facts,
        // What is of the tender as a whole and not of one contract.
        (Writing::Lesson | Writing::LessonRead, ..) => Spot::Contracts,
        (writing, ..) if part(writing).is_some() => Spot::Contracts,
        _ => Spot::Work,
    }
}

impl Screen for SearchScreen {
    fn title(&self) -> &'static str {
        "Search"
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        let any = self.selected().is_some();
        let leads = self.selected().and_then(place).is_some();
        vec![
            Offer::useful(Command::Open).called("go there").when(leads),
            Offer::useful(Command::Export).called("export these").when(any),
            Offer::useful(Command::Down).called("next hit").when(any),
            Offer::useful(Command::Up).called("hit before").when(any),
            Offer::plain(Command::PageUp).when(any),
            Offer::plain(Command::PageDown).when(any),
            Offer::useful(Command::Back),
            Offer::useful(Command::Help),
        ]
    }

    fn because(&self) -> Option<String> {
        Some("Nothing has been found yet.".to_owned())
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { height, .. } => {
                self.height = height.saturating_sub(ABOVE + below(height)).max(1);
                self.scroll.keep(self.found.matching, self.height);
                self.read()
            }
            Message::Changed => self.read(),
            Message::Loaded(Loaded::Search(found)) => {
                self.found = found;
                self.loaded = true;
                let before = self.scroll.offset;
                if self.found.matching > 0 {
                    self.scroll.keep(self.found.matching, self.height);
                }
                // There is less than where we stood in it.
                if self.scroll.offset == before { Effect::None } else { self.read() }
            }
            Message::Command(command) => self.command(command),
            Message::Key(key) => {
                let before = self.field.value().to_owned();
                if std::mem::take(&mut self.old) && key.typed().is_some() {
                    self.field = LineField::default();
                }
                self.field.key(key);
                // The cursor may only have moved.
                if self.field.value() == before { Effect::None } else { self.search() }
            }
            Message::Paste(pasted) => {
                if std::mem::take(&mut self.old) {
                    self.field = LineField::default();
                }
                self.field.paste(&pasted);
                self.search()
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        header::draw(canvas, "Search", &self.officer);
        canvas.text(1, 1, "Search for:", theme.accent);
        let count = self.count();
        let room = canvas.width().saturating_sub(text::width(&count) + 15);
        let mut part = canvas.part(13, 1, room, 1);
        self.field.draw(&mut part, 0, 0, true);
        canvas.text_right(1, &format!("{count} "), theme.dim);
        if !self.loaded {
            return;
        }
        if self.found.matching == 0 {
            self.draw_empty(canvas);
        } else {
            self.draw_hits(canvas);
        }
    }
}
