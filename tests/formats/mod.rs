//! Documents as files: what is in them, that nothing of a text does anything, and how they look
//! to the programs that open them.

mod csv;
mod docx;
mod html;
mod made;
mod markdown;
mod sheets;

use std::path::PathBuf;

use tenderbook::domain::contract::FinancialYear;
use tenderbook::export::{Format, What, Wish, document, rows};
use tenderbook::register::{Context, Library, Register, Watch, sample};
use tenderbook::report::Variant;

use self::made::{empty, nasty, table, whole};

const FORMATS: [Format; 4] = [Format::Html, Format::Docx, Format::Md, Format::Xlsx];

#[test]
fn the_same_document_gives_the_same_bytes() {
    for format in FORMATS {
        for made in [whole(), nasty(), empty()] {
            let once = document(&made, format).unwrap();
            // Times in archives have steps of two seconds; a clock would show in one of them.
            assert_eq!(once, document(&made, format).unwrap(), "{format}");
            assert!(!once.is_empty(), "{format}");
        }
    }
}

#[test]
fn no_file_holds_the_day_on_which_it_was_written() {
    for format in [Format::Docx, Format::Xlsx] {
        let bytes = document(&whole(), format).unwrap();
        let core = made::part(&bytes, "docProps/core.xml");
        assert!(core.contains("2026-04-02T09:30:00Z"), "{format}: {core}");
        for (name, day) in made::days(&bytes) {
            assert_eq!(day, (1980, 1, 1), "{format}: {name}");
        }
        let without = document(&empty(), format).unwrap();
        let core = made::part(&without, "docProps/core.xml");
        let fixed = core.contains("2000-01-01T00:00:00Z") || !core.contains("dcterms:created");
        assert!(fixed, "{format}: {core}");
    }
}

/// The files that `scripts/check-exports` opens in other programs, where it asks for them.
#[test]
fn the_files_can_be_kept() {
    let Some(folder) = std::env::var_os("TENDERBOOK_KEEP_EXPORTS").map(PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    for (name, made) in [("whole", whole()), ("nasty", nasty()), ("empty", empty())] {
        for format in FORMATS {
            let path = folder.join(format!("{name}.{}", format.extension()));
            std::fs::write(path, document(&made, format).unwrap()).unwrap();
        }
    }
    let desk = tempfile::tempdir().unwrap();
    let now = Context {
        officer: "A. Officer".to_owned(),
        now: "2026-11-21T09:00:00Z".to_owned(),
        today: "2026-11-21".parse().unwrap(),
    };
    let mut register =
        Register::open(&desk.path().join("register.db"), Library::default(), &now).unwrap();
    sample::fill(&mut register, &now, 12).unwrap();
    let registers = [register];
    let tender = || What::Tender("2026-0018".to_owned());
    let year = What::Annual(FinancialYear::beginning_in(2026).unwrap());
    for (name, what, variant) in [
        ("tender", tender(), Variant::Full),
        ("publication", tender(), Variant::Publication),
        ("annual", year, Variant::Full),
    ] {
        // The workbook of a tender is another: that of its evaluation, which has a test of its own.
        for format in FORMATS.into_iter().filter(|format| *format != Format::Xlsx) {
            let wish = Wish { variant, ..Wish::new(what.clone(), format) };
            let path = folder.join(format!("{name}.{}", format.extension()));
            let bytes = wish.make(&registers, &now, &Watch::nobody()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
    std::fs::write(folder.join("table.csv"), rows(&table()).unwrap()).unwrap();
}
