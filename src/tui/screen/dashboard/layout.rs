//! Where everything stands on the dashboard: columns, pictures and what can be selected.

use crate::register::{Dashboard, Slice};
use crate::tui::command::Command;
use crate::tui::screen::dashboard::{Reached, targets};

/// Windows from this width on have two columns.
const TWO_FROM: usize = 110;
/// Windows from this width on have three.
const THREE_FROM: usize = 200;
/// Columns between two columns.
const GAP: usize = 3;

/// Something that can be selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A bar of a picture.
    Bar { part: usize, bar: usize },
    /// A target of a policy; none where it sets none.
    Target { policy: usize, target: Option<usize> },
}

/// One selectable thing with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) what: What,
    pub(super) column: usize,
    /// Its first row, counted from the top of its column.
    pub(super) row: usize,
    pub(super) height: usize,
    /// Whether a heading stands above it.
    leads: bool,
}

/// One picture with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Which picture; none for the targets.
    pub(super) part: Option<usize>,
    pub(super) column: usize,
    /// The row of its heading.
    pub(super) row: usize,
    /// The first of its entries, and how many there are.
    pub(super) first: usize,
    pub(super) entries: usize,
}

/// A column of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) from: usize,
    pub(super) width: usize,
}

/// Which picture, none for the targets; what can be selected in it, and how high each is.
type Picture = (Option<usize>, Vec<(What, usize)>);

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Layout {
    pub(super) columns: Vec<Column>,
    pub(super) blocks: Vec<Block>,
    /// What can be selected, in the order of reading.
    pub(super) entries: Vec<Entry>,
    /// The rows of the longest column.
    pub(super) height: usize,
}

impl Entry {
    /// Whether it is the bar of a slice.
    pub(super) fn is(&self, view: &Dashboard, slice: &Slice) -> bool {
        let What::Bar { part, bar } = self.what else { return false };
        let bar = view.parts.get(part).and_then(|part| part.bars.get(bar));
        bar.is_some_and(|bar| bar.slice == *slice)
    }
}

impl Layout {
    pub(super) fn of(view: &Dashboard, reached: &Reached, width: usize) -> Self {
        let count = match width {
            THREE_FROM.. => 3,
            TWO_FROM.. => 2,
            _ => 1,
        };
        let each = width.saturating_sub(GAP * (count - 1)) / count;
        let columns: Vec<Column> =
            (0..count).map(|at| Column { from: at * (each + GAP), width: each }).collect();
        let mut pictures: Vec<Picture> = Vec::new();
        for (part, of) in view.parts.iter().enumerate() {
            let bars = (0..of.bars.len()).map(|bar| (What::Bar { part, bar }, 1));
            pictures.push((Some(part), bars.collect()));
        }
        pictures.push((None, targets::entries(&view.targets, reached, each)));
        let high = |entries: &[(What, usize)]| 2 + entries.iter().map(|(_, h)| h).sum::<usize>();
        let all: usize = pictures.iter().map(|(_, entries)| high(entries)).sum();
        let mut layout = Self { columns, ..Self::default() };
        let (mut passed, mut row, mut column) = (0, 0, 0);
        for (part, entries) in pictures {
            let height = high(&entries);
            // A picture goes where its middle falls when all of them are shared out evenly.
            let belongs = ((passed + height / 2) * count / all.max(1)).min(count - 1);
            if belongs > column {
                (column, row) = (belongs, 0);
            }
            let first = layout.entries.len();
            layout.blocks.push(Block { part, column, row, first, entries: entries.len() });
            let mut at = row + 1;
            for (place, (what, height)) in entries.into_iter().enumerate() {
                layout.entries.push(Entry { what, column, row: at, height, leads: place == 0 });
                at += height;
            }
            layout.height = layout.height.max(at);
            row = at + 1;
            passed += height;
        }
        layout
    }

    /// The first row of the window that keeps an entry in sight, with its heading.
    pub(super) fn keep(&self, selected: usize, offset: usize, height: usize) -> usize {
        let Some(entry) = self.entries.get(selected) else { return 0 };
        let top = entry.row - usize::from(entry.leads);
        let last = self.height.saturating_sub(height);
        let offset = offset.min(last);
        if top < offset {
            top
        } else if entry.row + entry.height > offset + height {
            (entry.row + entry.height).saturating_sub(height).min(entry.row)
        } else {
            offset
        }
    }

    /// The entry that a moving command leads to.
    pub(super) fn moved(&self, selected: usize, command: Command, height: usize) -> usize {
        let last = self.entries.len().saturating_sub(1);
        let Some(here) = self.entries.get(selected) else { return 0 };
        let page = height.saturating_sub(1).max(1);
        let beside = |column: usize| {
            let of_column = self.entries.iter().enumerate().filter(|(_, e)| e.column == column);
            of_column.min_by_key(|(_, entry)| entry.row.abs_diff(here.row)).map(|(at, _)| at)
        };
        let within = |row: usize, up: bool| {
            let of_column =
                self.entries.iter().enumerate().filter(|(_, e)| e.column == here.column);
            let mut reached: Vec<usize> = of_column
                .filter(|(_, entry)| if up { entry.row >= row } else { entry.row <= row })
                .map(|(at, _)| at)
                .collect();
            if !up {
                reached.reverse();
            }
            reached.first().copied()
        };
        match command {
            Command::Up => selected.saturating_sub(1),
            Command::Down => (selected + 1).min(last),
            Command::PageUp => within(here.row.saturating_sub(page), true).unwrap_or(selected),
            Command::PageDown => within(here.row + page, false).unwrap_or(selected),
            Command::Top => 0,
            Command::Bottom => last,
            Command::Left => here.column.checked_sub(1).and_then(beside).unwrap_or(selected),
            Command::Right => beside(here.column + 1).unwrap_or(selected),
            Command::NextPane => {
                beside((here.column + 1) % self.columns.len().max(1)).unwrap_or(selected)
            }
            _ => selected,
        }
    }
}
