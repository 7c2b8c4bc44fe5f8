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
use tenderbook::domain::evaluation::{LotNo, low_prices, rank, sensitivity};
use tenderbook::domain::{ContractType, Facts, Money};
use tenderbook::policy::{bundled, determine, parse};
use tenderbook::register::{Act, Filter, Library, Order, Sort, SortBy};
use tenderbook::tui::{App, Code, Input, Key, Options};

use registers::Made;

/// How many procurements the registers hold.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// How many they hold where it is about finding one.
const LARGE: [usize; 3] = [1_000, 10_000, 100_000];

/// The sizes to go through: all of them where it is measured.
fn sizes(all: [usize; 3]) -> impl Iterator<Item = usize> {
    let measures = std::env::args().any(|argument| argument == "--bench")
        && !std::env::args().any(|argument| argument == "--test");
    all.into_iter().take(if measures { 3 } else { 1 })
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

fn register(c: &mut Criterion) {
    for size in sizes(SIZES) {
        let mut made = Made::with(size);
        let mut group = c.benchmark_group("register");
        let filter = |words: &str| Filter { words: words.to_owned() };
        for (name, words) in [("list window", ""), ("filter", "custody"), ("filter nothing", "zzz")]
        {
            group.bench_with_input(BenchmarkId::new(name, size), &words, |b, words| {
                let filter = filter(words);
                b.iter(|| made.register.list(&filter, Sort::default(), 0, 40).unwrap());
            });
        }
        group.bench_function(BenchmarkId::new("list sorted by value", size), |b| {
            let sort = Sort { by: SortBy::Value, reversed: false };
            b.iter(|| made.register.list(&filter(""), sort, size / 2, 40).unwrap());
        });
        let reference = made.first();
        group.bench_function(BenchmarkId::new("read a procurement", size), |b| {
            b.iter(|| made.register.procurement(black_box(&reference)).unwrap());
        });
        group.bench_function(BenchmarkId::new("write a note", size), |b| {
            let view = made.register.procurement(&reference).unwrap();
            let item = view.stages[0].items[0].id.clone();
            let context = registers::clock().context("Bench");
            let act = Act::NoteItem { item, note: "Seen by the board".to_owned() };
            let order = Order::on(reference.clone(), act);
            b.iter(|| made.register.perform(black_box(&order), &context).unwrap());
        });
        group.finish();
    }
}

fn terminal(c: &mut Criterion) {
    let mut group = c.benchmark_group("terminal");
    for size in sizes(SIZES) {
        let made = Made::with(size);
        let mut app =
            App::new(made.register, registers::clock(), "Bench".to_owned(), Options::default());
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        app.begin(120, 40);
        group.bench_function(BenchmarkId::new("key to frame in the list", size), |b| {
            b.iter(|| {
                app.handle(Input::Key(Key::plain(Code::Down)));
                terminal.draw(|frame| app.draw(frame)).unwrap();
            });
        });
        app.handle(Input::Key(Key::plain(Code::Enter)));
        group.bench_function(BenchmarkId::new("key to frame in the walk", size), |b| {
            let mut down = true;
            b.iter(|| {
                down = !down;
                let code = if down { Code::Down } else { Code::Up };
                app.handle(Input::Key(Key::plain(code)));
                terminal.draw(|frame| app.draw(frame)).unwrap();
            });
        });
    }
    group.finish();
}

/// Finding: the search and the filter, in the register and from the key to the frame.
fn search(c: &mut Criterion) {
    for size in sizes(LARGE) {
        let mut group = c.benchmark_group("finding");
        let made = Made::with(size);
        for words in ["c", "cu", "custody", "cleaning carl", "\"records storage\"", "zzz"] {
            group.bench_with_input(BenchmarkId::new(format!("search {words}"), size), words, {
                |b, words| b.iter(|| made.register.search(black_box(words), 0, 20).unwrap())
            });
        }
        for words in ["c", "cu", "cus", "custody", "active", "carlisle custody", "zq"] {
            let filter = Filter { words: words.to_owned() };
            group.bench_with_input(BenchmarkId::new(format!("filter {words}"), size), &filter, {
                |b, filter| {
                    b.iter(|| made.register.list(filter, Sort::default(), 0, 40).unwrap());
                }
            });
        }
        let mut app =
            App::new(made.register, registers::clock(), "Bench".to_owned(), Options::default());
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        app.begin(120, 40);
        // The word is typed and taken back, key by key.
        let word = "custody".chars().map(|c| Key::plain(Code::Char(c)));
        let back = [Key::plain(Code::Backspace); 7];
        let keys: Vec<Key> = word.chain(back).collect();
        for (name, opens) in [("filter", '/'), ("search", 'F')] {
            app.handle(Input::Key(Key::plain(Code::Char(opens))));
            let mut keys = keys.iter().cycle();
            let key_to_frame = BenchmarkId::new(format!("key to frame in the {name}"), size);
            group.bench_function(key_to_frame, |b| {
                b.iter(|| {
                    app.handle(Input::Key(*keys.next().unwrap()));
                    terminal.draw(|frame| app.draw(frame)).unwrap();
                });
            });
            app.handle(Input::Key(Key::plain(Code::Esc)));
        }
        group.finish();
    }
}

criterion_group!(benches, policy, evaluation, register, terminal, search);
criterion_main!(benches);
