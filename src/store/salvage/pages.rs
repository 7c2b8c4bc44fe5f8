//! A file page by page, as it stands with its log; it is only read, and SQLite never sees it.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use rusqlite::types::Value;

use crate::files;
use crate::store::backup::beside;

use super::log::{Log, page_size};
use super::record::{decode, number, short, varint};

/// What a page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rows, each with its number.
    Rows,
    /// The way to pages of rows.
    Way,
    /// Rows that are told apart by their first columns, or the entries of an index.
    Keys,
    /// The same, with the way to more pages.
    KeysAndWay,
}

impl Kind {
    const fn of(byte: u8) -> Option<Self> {
        Some(match byte {
            0x0d => Self::Rows,
            0x05 => Self::Way,
            0x0a => Self::Keys,
            0x02 => Self::KeysAndWay,
            _ => return None,
        })
    }

    /// Whether its rows have numbers.
    pub(super) const fn is_numbered(self) -> bool {
        matches!(self, Self::Rows | Self::Way)
    }
}

/// One page of a tree.
pub(super) struct Page {
    pub(super) kind: Kind,
    bytes: Vec<u8>,
    /// Where its cells begin.
    cells: Vec<usize>,
    pub(super) right: Option<u32>,
}

impl Page {
    /// The page that the way to a row of a given number leads over.
    pub(super) fn towards(&self, wanted: i64) -> Option<u32> {
        for cell in &self.cells {
            let mut at = cell + 4;
            if wanted <= varint(&self.bytes, &mut at)?.cast_signed() {
                return number(&self.bytes, *cell);
            }
        }
        self.right
    }
}

/// A row as it was found: its number, where it has one, and its values; none when it is broken.
pub(super) type Found = (Option<i64>, Option<Vec<Value>>);

/// The pages that were reached from a root.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Those that hold rows.
    pub(super) pages: Vec<u32>,
    /// How many could not be read.
    pub(super) lost: usize,
}

/// The pages of a file.
pub(super) struct Pages {
    file: File,
    log: Option<(File, Log)>,
    pub(super) size: usize,
    usable: usize,
    pub(super) count: u32,
    /// Whether the first page says what a register's says.
    pub(super) headed: bool,
}

impl Pages {
    /// Opens a file with the log that lies beside it.
    pub(super) fn open(path: &Path) -> std::io::Result<Self> {
        let log = [Log::ahead(&beside(path, "-wal")), Log::back(&beside(path, "-journal"))];
        let [ahead, back] = log;
        let log = match (ahead, back) {
            (Some(log), _) if !log.pages.is_empty() => {
                Some((files::open(&beside(path, "-wal"))?, log))
            }
            (_, Some(log)) if !log.pages.is_empty() => {
                Some((files::open(&beside(path, "-journal"))?, log))
            }
            _ => None,
        };
        Self::with(path, log)
    }

    /// Opens a file as it is without a log.
    pub(super) fn alone(path: &Path) -> std::io::Result<Self> {
        Self::with(path, None)
    }

    fn with(path: &Path, log: Option<(File, Log)>) -> std::io::Result<Self> {
        let file = files::open(path)?;
        let length = file.metadata()?.len();
        let mut pages = Self { file, log, size: 4096, usable: 4096, count: 1, headed: false };
        // The first page is asked for its own size: the log knows it for certain.
        let from_log = pages.log.as_ref().map(|(_, log)| log.size);
        let mut start = [0; 100];
        let _ = (&pages.file).read_exact(&mut start);
        let said = short(&start, 16).and_then(|size| page_size(u32::try_from(size).ok()?));
        let marked = start.starts_with(b"SQLite format 3\0");
        pages.size = from_log.or(said.filter(|_| marked)).unwrap_or(4096);
        pages.usable = pages.size;
        let whole = u32::try_from(length / pages.size as u64).unwrap_or(u32::MAX);
        let by_log = pages.log.as_ref().and_then(|(_, log)| log.count).unwrap_or(0);
        let highest =
            pages.log.as_ref().and_then(|(_, log)| log.pages.keys().max().copied()).unwrap_or(0);
        pages.count = whole.max(by_log).max(highest).max(1);
        if let Some(first) = pages.bytes(1)
            && first.starts_with(b"SQLite format 3\0")
        {
            pages.headed = true;
            pages.usable = pages.size - usize::from(first[20]).min(pages.size / 2);
        }
        Ok(pages)
    }

    /// The bytes of a page; none where there is no such page, or not all of it.
    pub(super) fn bytes(&self, page: u32) -> Option<Vec<u8>> {
        if page == 0 || page > self.count {
            return None;
        }
        let logged = self
            .log
            .as_ref()
            .and_then(|(file, log)| log.pages.get(&page).map(|place| (file, *place)));
        let (mut file, place) =
            logged.unwrap_or((&self.file, u64::from(page - 1) * self.size as u64));
        let mut bytes = vec![0; self.size];
        file.seek(SeekFrom::Start(place)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    /// A number from the head of the file.
    pub(super) fn head(&self, at: usize) -> Option<u32> {
        self.bytes(1).filter(|_| self.headed).and_then(|bytes| number(&bytes, at))
    }

    /// A page of a tree, where it can be one.
    pub(super) fn page(&self, page: u32) -> Option<Page> {
        let bytes = self.bytes(page)?;
        let start = if page == 1 { 100 } else { 0 };
        let kind = Kind::of(*bytes.get(start)?)?;
        let head = if matches!(kind, Kind::Way | Kind::KeysAndWay) { 12 } else { 8 };
        let count = short(&bytes, start + 3)?;
        let (first, end) = (start + head, start + head + count * 2);
        if end > self.usable {
            return None;
        }
        let cells: Vec<usize> =
            (first..end).step_by(2).filter_map(|at| short(&bytes, at)).collect();
        // Where cells overlap with the head, its bytes are not those of a page.
        if cells.iter().any(|cell| *cell < end || *cell >= self.usable) {
            return None;
        }
        let right = if head == 12 { number(&bytes, start + 8) } else { None };
        Some(Page { kind, bytes, cells, right })
    }

    /// The pages that a page leads to, in their order.
    fn children(page: &Page) -> Vec<u32> {
        let left = page.cells.iter().filter_map(|cell| number(&page.bytes, *cell));
        match page.right {
            Some(right) => left.chain([right]).collect(),
            None => Vec::new(),
        }
    }

    /// Goes from a root to every page below it that nothing else has claimed.
    pub(super) fn walk(&self, root: u32, numbered: bool, claimed: &mut HashSet<u32>) -> Tree {
        let (mut tree, mut left) = (Tree::default(), vec![root]);
        while let Some(at) = left.pop() {
            if !claimed.insert(at) {
                tree.lost += 1;
                continue;
            }
            let Some(page) = self.page(at).filter(|page| page.kind.is_numbered() == numbered)
            else {
                // What is there instead may be a page of another table.
                claimed.remove(&at);
                tree.lost += 1;
                continue;
            };
            left.extend(Self::children(&page).into_iter().rev());
            if page.kind != Kind::Way {
                tree.pages.push(at);
            }
        }
        tree
    }

    /// The rows of a page.
    pub(super) fn rows<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = Found> + 'a {
        page.cells.iter().map(|cell| self.row(page, *cell).unwrap_or((None, None)))
    }

    fn row(&self, page: &Page, cell: usize) -> Option<Found> {
        let mut at = if page.kind == Kind::KeysAndWay { cell + 4 } else { cell };
        let length = usize::try_from(varint(&page.bytes, &mut at)?).ok()?;
        let rowid = match page.kind {
            // The bits of the number are those of a signed one.
            Kind::Rows => Some(varint(&page.bytes, &mut at)?.cast_signed()),
            _ => None,
        };
        let payload = self.payload(page, at, length);
        Some((rowid, payload.and_then(|payload| decode(&payload))))
    }

    /// The bytes of a row, from the page itself and those that it goes on to.
    fn payload(&self, page: &Page, at: usize, length: usize) -> Option<Vec<u8>> {
        let usable = self.usable;
        if length as u64 > u64::from(self.count) * self.size as u64 {
            return None;
        }
        let most =
            if page.kind == Kind::Rows { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
        let least = (usable - 12) * 32 / 255 - 23;
        let local = if length <= most {
            length
        } else {
            let some = least + (length - least) % (usable - 4);
            if some <= most { some } else { least }
        };
        let mut payload = page.bytes.get(at..at + local).filter(|_| at + local <= usable)?.to_vec();
        let mut next = if local < length { number(&page.bytes, at + local)? } else { 0 };
        while payload.len() < length {
            let bytes = self.bytes(next).filter(|_| next > 1)?;
            next = number(&bytes, 0)?;
            let part = (length - payload.len()).min(usable - 4);
            payload.extend_from_slice(&bytes[4..4 + part]);
        }
        Some(payload)
    }

    /// The pages that are set aside for later use: what stands in them was taken away. None when
    /// their list is broken.
    pub(super) fn free(&self) -> Option<HashSet<u32>> {
        let (mut trunk, many) = (self.head(32)?, self.head(36)?);
        let mut free = HashSet::new();
        while trunk != 0 {
            let bytes = self.bytes(trunk)?;
            if !free.insert(trunk) {
                return None;
            }
            let leaves = usize::try_from(number(&bytes, 4)?).ok()?;
            for leaf in 0..leaves {
                free.insert(number(&bytes, 8 + leaf * 4)?);
            }
            trunk = number(&bytes, 0)?;
        }
        (free.len() == usize::try_from(many).ok()?).then_some(free)
    }
}
