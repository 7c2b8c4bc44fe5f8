//! The fuzz targets in a short and fixed form: the same entries, the same seeds, and changes that
//! are the same in every run. The long form is `cargo fuzz`, as docs/safety.md says.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::time::Duration;

use rstest::rstest;
use tenderbook::register::{Clock, Library, Register, Watch};

use super::entries;
use crate::support::Desk;
use crate::support::sources::package;

/// Numbers that look like chance and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below another one, which is not nought.
    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.roll() % (most as u64)).unwrap()
    }
}

/// What is put into inputs beside their own bytes.
const WORDS: &[&[u8]] = &[
    b"\"",
    b"'",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b",",
    b";",
    b"\t",
    b"{",
    b"[",
    b"]",
    b"}",
    b"<",
    b"/>",
    b"-",
    b"0",
    b"9999999999999999999999",
    b"1e999999999",
    b"-1",
    b"NaN",
    b"null",
    b"\xc2\xa3",
    b"\xe2\x80\xae",
    b"\x1b[2J",
    b"\xcc\x81",
    b"31/02/2026",
    b"0000-00-00",
    b"=",
    b"#",
    b"&#x110000;",
    b"A1048577",
    b"XFE1",
    b"1.7976931348623157e308",
];

/// An input of which a few things were changed.
fn changed(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let to = (at + dice.below(40)).min(bytes.len());
        match dice.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            2 => drop(bytes.drain(at..to)),
            3 => {
                let part = bytes[at..to].to_vec();
                let place = dice.below(bytes.len() + 1);
                let part = part.repeat(1 + dice.below(9));
                bytes.splice(place..place, part);
            }
            4 => bytes.truncate(at),
            _ => {
                let word = WORDS[dice.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
        }
    }
    bytes
}

/// The seeds of a target, by the names of their files.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let mut seeds: Vec<(String, Vec<u8>)> = fs::read_dir(package().join("fuzz/seeds").join(target))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into(), fs::read(path).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    seeds
}

/// How many times as many changes are tried as in every run, for a long run by hand.
fn longer() -> u32 {
    std::env::var("TENDERBOOK_CHANGES").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Hands each seed to an entry as it is, and so many times with changes.
fn tried(seeds: &[(String, Vec<u8>)], times: usize, entry: fn(&[u8])) {
    let times = times * longer() as usize;
    for (number, (name, seed)) in (1_u64..).zip(seeds) {
        let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for time in 0..=times {
            let bytes = if time == 0 { seed.clone() } else { changed(seed, &mut dice) };
            let tried = catch_unwind(AssertUnwindSafe(|| entry(&bytes)));
            assert!(tried.is_ok(), "{name}, change {time}: {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}

#[rstest]
#[case::pack("pack", 150, entries::pack)]
#[case::list("list", 150, entries::list)]
#[case::workbook("workbook", 150, entries::workbook)]
#[case::words("words", 300, entries::words)]
fn changed_seeds_give_a_value_or_a_sentence(
    #[case] target: &str,
    #[case] times: usize,
    #[case] entry: fn(&[u8]),
) {
    tried(&seeds(target), times, entry);
}

#[test]
fn a_changed_register_as_json_is_read_or_refused_and_leaves_nothing_half() {
    tried(&seeds("whole"), 25, entries::whole);
}

#[test]
fn the_register_that_is_written_today_is_read_back() {
    let desk = Desk::new();
    desk.write("mine/small.toml", crate::support::small_policy());
    let library = Library::new(Some(desk.path("mine")));
    let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
    let register = Register::open(&desk.register(), library, &context).unwrap();
    let mut out = Vec::new();
    register.write_whole(&mut out, &Watch::nobody()).unwrap();
    tried(&[("written today".to_owned(), out)], 5, entries::whole);
}

/// Runs in a process of its own, in a folder of its own: what is typed may name a file.
#[test]
#[ignore = "started by the test below, which gives it a folder"]
fn keys_in_a_folder_of_their_own() {
    let here = std::env::current_dir().unwrap();
    assert!(here.join("for keys").exists(), "this is not a place for files that are typed");
    tried(&seeds("keys"), 3, entries::keys);
}

#[test]
fn any_keys_pastes_clicks_and_sizes_leave_a_sound_register() {
    let desk = Desk::new();
    desk.write("here/for keys", "");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "hostile::mutated::keys_in_a_folder_of_their_own", "--ignored"])
        .current_dir(desk.path("here"))
        .env("HOME", desk.path("here"));
    let ended =
        assert_cmd::Command::from_std(command).timeout(longer() * Duration::from_mins(5)).output();
    let ended = ended.unwrap();
    let out = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success() && out.contains("1 passed"), "{out}");
}
