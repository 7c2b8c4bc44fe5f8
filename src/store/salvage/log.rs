//! The logs that SQLite leaves beside a file, read without SQLite: which pages they hold, and
//! whether they are whole.
//!
//! SQLite plays a log into whatever file it lies beside, and passes over what is broken in it.
//! What a log holds is therefore looked at before SQLite sees it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use crate::files;

use super::record::number;

/// What a log adds to its file.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// Where in the log the pages begin that stand in the place of those of the file.
    pub(super) pages: HashMap<u32, u64>,
    /// How many pages the file has with it, where the log says so.
    pub(super) count: Option<u32>,
    /// How long a page is.
    pub(super) size: usize,
    /// How many changes lie behind a broken place, and can no longer be read for certain.
    pub(super) behind: usize,
    /// Whether what it says of itself is broken.
    pub(super) broken: bool,
}

/// A page's length, where it can be one.
pub(super) fn page_size(size: u32) -> Option<usize> {
    let size = if size == 1 { 65_536 } else { size };
    (size.is_power_of_two() && (512..=65_536).contains(&size))
        .then(|| usize::try_from(size).unwrap_or(4096))
}

/// Reads as much as there is, up to the length of the buffer.
fn fill(file: &mut File, buffer: &mut [u8]) -> usize {
    let mut done = 0;
    while done < buffer.len() {
        match file.read(&mut buffer[done..]) {
            Ok(read) if read > 0 => done += read,
            _ => break,
        }
    }
    done
}

/// The running sum that ties the frames of a write-ahead log together.
fn sum(mut sums: (u32, u32), bytes: &[u8], big: bool) -> (u32, u32) {
    let word = |four: &[u8]| {
        let four = <[u8; 4]>::try_from(four).unwrap_or_default();
        if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
    };
    for eight in bytes.chunks_exact(8) {
        sums.0 = sums.0.wrapping_add(word(&eight[..4])).wrapping_add(sums.1);
        sums.1 = sums.1.wrapping_add(word(&eight[4..])).wrapping_add(sums.0);
    }
    sums
}

impl Log {
    /// What a write-ahead log holds; none where it is empty or not there.
    pub(super) fn ahead(path: &Path) -> Option<Self> {
        const FRAME: u64 = 24;
        let mut file = files::open(path).ok()?;
        let mut header = [0; 32];
        match fill(&mut file, &mut header) {
            0 => return None,
            32 => {}
            // Cut short while it was begun, it holds nothing.
            _ => return Some(Self::default()),
        }
        let at = |place| number(&header, place).unwrap_or(0);
        let big = at(0) & 1 == 1;
        let known = at(0) & !1 == 0x377f_0682 && at(4) == 3_007_000;
        let mut sums = sum((0, 0), &header[..24], big);
        let Some(size) = page_size(at(8)).filter(|_| known && sums == (at(24), at(28))) else {
            // The first bytes of a log that was begun anew may be those of nothing yet.
            let broken = header.iter().any(|byte| *byte != 0);
            return Some(Self { broken, ..Self::default() });
        };
        let (salts, mut log) = ((at(16), at(20)), Self { size, ..Self::default() });
        let (mut open, mut frame) = (HashMap::new(), vec![0; 24 + size]);
        let (mut place, mut sound) = (32_u64, true);
        while fill(&mut file, &mut frame) == frame.len() {
            let at = |place| number(&frame, place).unwrap_or(0);
            let ours = (at(8), at(12)) == salts;
            if sound && ours {
                sums = sum(sum(sums, &frame[..8], big), &frame[24..], big);
                sound = sums == (at(16), at(20)) && at(0) > 0;
            } else {
                sound = false;
            }
            if sound {
                open.insert(at(0), place + FRAME);
                if at(4) > 0 {
                    log.pages.extend(open.drain());
                    log.count = Some(at(4));
                }
            } else if ours && at(4) > 0 {
                log.behind += 1;
            }
            place += frame.len() as u64;
        }
        Some(log)
    }

    /// What a rollback journal puts back: the pages as they were before a change that did not
    /// come to its end. None where there is nothing to put back.
    pub(super) fn back(path: &Path) -> Option<Self> {
        const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
        let mut file = files::open(path).ok()?;
        let length = file.metadata().ok()?.len();
        let mut header = [0; 28];
        if fill(&mut file, &mut header) < 28 || header[..8] != MAGIC {
            // SQLite, too, takes no journal without its mark for one.
            return None;
        }
        let mut log = Self::default();
        let mut start = 0_u64;
        loop {
            let at = |place| number(&header, place).unwrap_or(0);
            let (nonce, sector) = (at(12), u64::from(at(20)));
            let Some(size) = page_size(at(24)).filter(|_| sector.is_power_of_two()) else {
                log.broken = true;
                return Some(log);
            };
            log.size = size;
            log.count.get_or_insert(at(16));
            let record = size as u64 + 8;
            let first = start + sector;
            let there = length.saturating_sub(first) / record;
            let many = if at(8) == u32::MAX { there } else { u64::from(at(8)) };
            // What the header counts was on disk before it was written.
            if many > there {
                log.broken = true;
            }
            let mut bytes = vec![0; size + 8];
            for one in 0..many.min(there) {
                let place = first + one * record;
                if file.seek(SeekFrom::Start(place)).is_err()
                    || fill(&mut file, &mut bytes) < bytes.len()
                {
                    log.broken = true;
                    return Some(log);
                }
                let page = number(&bytes, 0).unwrap_or(0);
                let mut check = nonce;
                let mut byte = size - 200;
                while byte > 0 {
                    check = check.wrapping_add(u32::from(bytes[4 + byte]));
                    byte = byte.saturating_sub(200);
                }
                if page == 0 || number(&bytes, 4 + size) != Some(check) {
                    log.broken = true;
                    return Some(log);
                }
                // The first is the oldest, and so the one to go back to.
                log.pages.entry(page).or_insert(place + 4);
            }
            // Another part may begin at the next sector.
            let end = first + many * record;
            start = end.div_ceil(sector) * sector;
            if file.seek(SeekFrom::Start(start)).is_err()
                || fill(&mut file, &mut header) < 28
                || header[..8] != MAGIC
            {
                return Some(log);
            }
        }
    }
}
