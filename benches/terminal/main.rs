//! What an officer waits for, from key to screen: the real program in a real pseudo-terminal,
//! beside a bare ratatui program in the same run.
//!
//! `cargo bench --bench terminal` measures on registers of 1,000, 10,000 and 100,000 procurements
//! (`TENDERBOOK_BENCH_ROWS=1000,100000` asks for others, `TENDERBOOK_BENCH_REGISTER=FILE` for one
//! that is there, `TENDERBOOK_BENCH_PROGRAM=FILE` for another build) and prints tables.
//! `cargo test --bench terminal` is the quick form: a small register, and it fails on what does
//! not depend on how fast the machine is: wake-ups while nothing happens, memory, and bytes
//! written for a key.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints its figures, and stops when it meets what it did not expect"
)]

mod bare;
mod figures;
mod program;

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use figures::{Figures, Rest};
use program::Program;

/// How wide and high the window is.
const WINDOW: (u16, u16) = (120, 40);
/// What a program may hold in memory, in KiB.
const MEMORY: u64 = 32 * 1024;
/// What one key in a list may write, in bytes. A list that scrolls is written anew, with its lines
/// and what stands beside it; much more would be a screen that is cleared and painted each time.
const BYTES: usize = 6_500;

/// How thoroughly it is measured.
#[derive(Clone, Copy)]
struct Effort {
    starts: usize,
    keys: usize,
    rest: Duration,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--bare") {
        return bare::run();
    }
    if cfg!(not(target_os = "linux")) {
        println!("It is read from /proc what the programs hold and how often they wake: skipped.");
        return;
    }
    let measures = arguments.iter().any(|argument| argument == "--bench");
    let (effort, sizes) = if measures {
        let rows = std::env::var("TENDERBOOK_BENCH_ROWS");
        let rows = rows.unwrap_or_else(|_| "1000,10000,100000".to_owned());
        let rows: Vec<usize> = rows.split(',').map(|one| one.trim().parse().unwrap()).collect();
        (Effort { starts: 15, keys: 300, rest: Duration::from_secs(5) }, rows)
    } else {
        (Effort { starts: 1, keys: 40, rest: Duration::from_secs(2) }, vec![1_000])
    };
    let folder = tempfile::tempdir().unwrap();
    let floor = bare_figures(folder.path(), effort);
    println!("{}", Figures::HEADING);
    println!("{}", floor.row("bare ratatui list", None));
    if let Some(register) = std::env::var_os("TENDERBOOK_BENCH_REGISTER") {
        let register = Path::new(&register).canonicalize().unwrap();
        let figures = measured(&register, effort);
        println!("{}\n\n{}", figures.row("the register", Some(&floor)), figures.details());
        return;
    }
    let mut faults = Vec::new();
    for size in sizes {
        let register = folder.path().join(format!("{size}.db"));
        let made = make(folder.path(), &register, size);
        let figures = measured(&register, effort);
        println!("{}", figures.row(&format!("{size} procurements"), Some(&floor)));
        if measures {
            println!("\n  made in {:.1} s, {} MiB\n", made.as_secs_f64(), mebibytes(&register));
            println!("{}", figures.details());
        }
        faults.extend(figures.faults(size));
    }
    if !faults.is_empty() {
        println!("\n{}", faults.join("\n"));
        std::process::exit(1);
    }
}

fn mebibytes(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len()) >> 20
}

/// The program that is measured: that which was made with the benchmark, or another build of it.
fn build() -> OsString {
    let other = std::env::var_os("TENDERBOOK_BENCH_PROGRAM");
    other.unwrap_or_else(|| env!("CARGO_BIN_EXE_tenderbook").into())
}

/// Makes a register of samples with the program itself.
fn make(home: &Path, register: &Path, size: usize) -> Duration {
    let begun = Instant::now();
    let status = Command::new(build())
        .env_clear()
        .env("HOME", home)
        .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
        .args(["demo", "--rows", &size.to_string(), "--keep"])
        .arg(register)
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "the samples could not be made");
    begun.elapsed()
}

fn bare_figures(home: &Path, effort: Effort) -> Figures {
    let this = std::env::current_exe().unwrap();
    let start = || Program::start(&this, &["--bare".as_ref()], home, WINDOW);
    let starts = (0..effort.starts).map(|_| start().1).collect();
    let (mut program, _) = start();
    program.rests();
    let (keys, bytes) = program.keys(std::iter::repeat_n("\u{1b}[B", effort.keys));
    Figures { starts, keys, bytes, rest: program.rest(effort.rest), ..Figures::default() }
}

fn measured(register: &Path, effort: Effort) -> Figures {
    let home = register.parent().unwrap();
    let start = || {
        let arguments = ["--register".as_ref(), register.as_os_str()];
        Program::start(build().as_ref(), &arguments, home, WINDOW)
    };
    // The first start of a day makes the backup; it is not what an officer waits for.
    let (mut first, _) = start();
    first.settles();
    first.leave();
    let mut starts = Vec::new();
    for _ in 0..effort.starts {
        let (mut program, time) = start();
        starts.push(time);
        program.rests();
        program.leave();
    }
    let (mut program, _) = start();
    program.rests();
    let (keys, bytes) = program.keys(std::iter::repeat_n("\u{1b}[B", effort.keys));
    let rest = program.rest(effort.rest);
    let mut other = Vec::new();
    let mut time = |name: &'static str, program: &mut Program, key: &str| {
        let (times, _) = program.keys([key]);
        program.rests();
        other.push((name, times[0]));
    };
    for (name, key) in [
        ("Page Down", "\u{1b}[6~"),
        ("last line", "\u{1b}[F"),
        ("Page Up from there", "\u{1b}[5~"),
        ("first line", "\u{1b}[H"),
        ("sorted by reference", "s"),
        ("sorted by title", "s"),
        ("sorted by policy", "s"),
        ("sorted by value", "s"),
        ("sorted by stage", "s"),
        ("sorted by change", "s"),
        ("Today", "T"),
        ("back to the list", "\u{1b}"),
        ("dashboard", "D"),
        ("back to the list", "\u{1b}"),
        ("suppliers", "p"),
        ("back to the list", "\u{1b}"),
        ("lessons", "l"),
        ("back to the list", "\u{1b}"),
        ("a tender", "\r"),
        ("its next tab", "2"),
        ("its journal", "7"),
        ("back to the list", "\u{1b}"),
        ("the palette", "\u{10}"),
        ("a letter in the palette", "c"),
        ("back to the list", "\u{1b}"),
    ] {
        time(name, &mut program, key);
    }
    // A word is typed and taken back, key by key.
    let word: Vec<&str> =
        ["c", "u", "s", "t", "o", "d", "y"].into_iter().chain([ERASE; 7]).collect();
    let typed = |program: &mut Program, opens: &str| {
        let mut times = Vec::new();
        for _ in 0..effort.keys.div_ceil(60) {
            let _ = program.keys([opens]);
            program.rests();
            times.extend(program.keys(word.iter().copied()).0);
            program.rests();
            let _ = program.keys(["\u{1b}"]);
            program.rests();
        }
        times
    };
    let filter = typed(&mut program, "/");
    let search = typed(&mut program, "F");
    let memory = program.memory();
    let rest = Rest { memory, ..rest };
    program.leave();
    Figures { starts, keys, bytes, rest, filter, search, other }
}

/// The key that takes a letter back.
const ERASE: &str = "\u{7f}";
