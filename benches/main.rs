//! Benchmarks: what the officer waits for, on registers of growing size.
//!
//! `cargo bench` measures. `cargo test --bench main` only proves that they run: on the smallest
//! register of each kind, as it need not wait for the largest.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that meets what it did not expect should stop"
)]

mod evaluations;
mod registers;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::hint::black_box;
use strum::IntoEnumIterator;
use tenderbook::domain::contract::FinancialYear;
use tenderbook::domain::evaluation::{LotNo, low_prices, rank, sensitivity};
use tenderbook::domain::plan::TodayPart;
use tenderbook::domain::{ContractType, Facts, Money};
use tenderbook::export::{self, Format};
use tenderbook::policy::{bundled, determine, parse};
use tenderbook::register::{Act, Filter, Library, Order, Sort, SortBy, Watch};
use tenderbook::report::{self, Variant};
use tenderbook::tui::{App, Code, Input, Key, Options};

use registers::{Made, newest};

/// How many procurements the registers hold.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// The sizes to go through: all of them where it is measured.
fn sizes() -> impl Iterator<Item = usize> {
    let measures = std::env::args().any(|argument| argument == "--bench")
        && !std::env::args().any(|argument| argument == "--test");
    SIZES.into_iter().take(if measures { 3 } else { 1 })
}

fn policy(c: &mut Criterion) {
    let library = Library::new(None);
    let overlay = library.overlay().unwrap().pack.clone();
    let start = registers::clock().today();
    let facts = Facts::new(ContractType::Services, Money::from_pence(12_000_000).unwrap(), start);
    let mut group = c.benchmark_group("determine");
    for loaded in library.policies() {
        group.bench_function(&loaded.pack.policy.id, |b| {
            b.iter(|| determine(&loaded.pack, &overlay, black_box(&facts)));
        });
    }
    group.finish();
    let (file, text) = bundled::POLICIES[0];
    let text = text.text();
    c.bench_function("parse a pack", |b| b.iter(|| parse(file, black_box(&text)).unwrap()));
}

/// What is worked out anew after a score: points and places, low prices, and what would change it.
fn evaluation(c: &mut Criterion) {
    let of = evaluations::large();
    let ranking = rank(&of, LotNo::FIRST);
    assert!(ranking.is_complete());
    let mut group = c.benchmark_group("evaluation of 50 bids by 40 questions by 5 evaluators");
    group.bench_function("points and places", |b| b.iter(|| rank(black_box(&of), LotNo::FIRST)));
    group.bench_function("low prices", |b| b.iter(|| low_prices(black_box(&of), LotNo::FIRST)));
    group.bench_function("sensitivity", |b| b.iter(|| sensitivity(black_box(&of), &ranking)));
    group.finish();
}

/// Everything that is read from a register, on registers of growing size.
fn registers(c: &mut Criterion) {
    for size in sizes() {
        let made = Made::with(size);
        list(c, &made);
        procurement(c, &made);
        finding(c, &made);
        overviews(c, &made);
        whole(c, &made);
        keys(c, &made);
    }
}

fn filter(words: &str) -> Filter {
    Filter { words: words.to_owned() }
}

fn list(c: &mut Criterion, made: &Made) {
    let (register, size) = (made.register(), made.size);
    let mut group = c.benchmark_group("list");
    for by in SortBy::iter() {
        let sort = Sort { by, reversed: false };
        for (name, first) in [("first", 0), ("middle", size / 2)] {
            group.bench_function(BenchmarkId::new(format!("{name} window by {by}"), size), |b| {
                b.iter(|| register.list(&filter(""), sort, first, 40).unwrap());
            });
        }
    }
    for words in ["c", "cu", "cus", "custody", "active", "carlisle custody", "zq"] {
        group.bench_function(BenchmarkId::new(format!("filter {words}"), size), |b| {
            let filter = filter(words);
            b.iter(|| register.list(&filter, Sort::default(), 0, 40).unwrap());
        });
    }
    group.finish();
}

/// One procurement: reading it, its walk through the stages, and a change of it.
fn procurement(c: &mut Criterion, made: &Made) {
    let (mut register, size) = (made.register(), made.size);
    let reference = newest(&register);
    let mut group = c.benchmark_group("procurement");
    group.bench_function(BenchmarkId::new("read with its walk", size), |b| {
        b.iter(|| register.procurement(black_box(&reference)).unwrap());
    });
    group.bench_function(BenchmarkId::new("its evaluation", size), |b| {
        b.iter(|| register.evaluation(black_box(&reference)).unwrap());
    });
    let view = register.procurement(&reference).unwrap();
    let item = view.stages[0].items[0].id.clone();
    let context = registers::clock().context("Bench");
    group.bench_function(BenchmarkId::new("write a note", size), |b| {
        let act = Act::NoteItem { item: item.clone(), note: "Seen by the board".to_owned() };
        let order = Order::on(reference.clone(), act);
        b.iter(|| register.perform(black_box(&order), &context).unwrap());
    });
    group.finish();
}

/// The search over everything that was written.
fn finding(c: &mut Criterion, made: &Made) {
    let (register, size) = (made.register(), made.size);
    let mut group = c.benchmark_group("search");
    for words in ["c", "cu", "custody", "board carl", "\"records storage\"", "zzz"] {
        group.bench_function(BenchmarkId::new(words, size), |b| {
            b.iter(|| register.search(black_box(words), 0, 20).unwrap());
        });
    }
    group.finish();
}

/// What is shown of all procurements together.
fn overviews(c: &mut Criterion, made: &Made) {
    let (mut register, size) = (made.register(), made.size);
    let context = registers::clock().context("Bench");
    let mut group = c.benchmark_group("overviews");
    for part in TodayPart::iter() {
        group.bench_function(BenchmarkId::new(format!("today, {part}"), size), |b| {
            b.iter(|| register.today(part, context.today, &Filter::default(), 0, 40).unwrap());
        });
    }
    group.bench_function(BenchmarkId::new("dashboard", size), |b| {
        b.iter(|| register.dashboard().unwrap());
    });
    group.bench_function(BenchmarkId::new("suppliers", size), |b| {
        b.iter(|| register.directory().unwrap());
    });
    group.finish();
}

/// What reads much or all of a register: `verify`, the reports, and what leaves it.
fn whole(c: &mut Criterion, made: &Made) {
    let (register, size) = (made.register(), made.size);
    let context = registers::clock().context("Bench");
    let reference = newest(&register);
    let mut group = c.benchmark_group("whole");
    group.sample_size(10);
    group.bench_function(BenchmarkId::new("the file of a tender", size), |b| {
        b.iter(|| report::tender::tender(&register, &reference, Variant::Full, &context).unwrap());
    });
    group.bench_function(BenchmarkId::new("the same as HTML", size), |b| {
        let document =
            report::tender::tender(&register, &reference, Variant::Full, &context).unwrap();
        b.iter(|| export::document(&document, Format::Html).unwrap());
    });
    let year = FinancialYear::of(context.today).unwrap();
    let registers = [made.register()];
    group.bench_function(BenchmarkId::new("annual report", size), |b| {
        let nobody = Watch::nobody();
        b.iter(|| {
            let annual = report::annual::annual(&registers, year, Variant::Full, &context, &nobody);
            annual.unwrap().document()
        });
    });
    group.bench_function(BenchmarkId::new("calendar", size), |b| {
        b.iter(|| report::calendar::calendar(&register, None, &context, &Watch::nobody()).unwrap());
    });
    group.bench_function(BenchmarkId::new("verify", size), |b| {
        b.iter(|| assert!(register.verify().unwrap().faults.is_empty()));
    });
    group.finish();
}

/// From the key to the frame, in the program itself.
fn keys(c: &mut Criterion, made: &Made) {
    let mut group = c.benchmark_group("key to frame");
    let size = made.size;
    let mut app =
        App::new(made.register(), registers::clock(), "Bench".to_owned(), Options::default());
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    app.begin(120, 40);
    group.bench_function(BenchmarkId::new("in the list", size), |b| {
        b.iter(|| {
            app.handle(Input::Key(Key::plain(Code::Down)));
            terminal.draw(|frame| app.draw(frame)).unwrap();
        });
    });
    // A word is typed and taken back, key by key.
    let word = "custody".chars().map(|c| Key::plain(Code::Char(c)));
    let back = [Key::plain(Code::Backspace); 7];
    let keys: Vec<Key> = word.chain(back).collect();
    for (name, opens) in [("filter", '/'), ("search", 'F')] {
        app.handle(Input::Key(Key::plain(Code::Char(opens))));
        let mut keys = keys.iter().cycle();
        group.bench_function(BenchmarkId::new(format!("in the {name}"), size), |b| {
            b.iter(|| {
                app.handle(Input::Key(*keys.next().unwrap()));
                terminal.draw(|frame| app.draw(frame)).unwrap();
            });
        });
        app.handle(Input::Key(Key::plain(Code::Esc)));
    }
    app.handle(Input::Key(Key::plain(Code::Enter)));
    group.bench_function(BenchmarkId::new("in the walk", size), |b| {
        let mut down = true;
        b.iter(|| {
            down = !down;
            let code = if down { Code::Down } else { Code::Up };
            app.handle(Input::Key(Key::plain(code)));
            terminal.draw(|frame| app.draw(frame)).unwrap();
        });
    });
    group.finish();
}

criterion_group!(benches, policy, evaluation, registers);
criterion_main!(benches);
