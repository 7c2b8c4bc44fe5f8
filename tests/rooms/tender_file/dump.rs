//! A document as plain text, so that a test can look for what stands in it.

use std::fmt::Write as _;

use tenderbook::report::document::{Block, Document, Section};

/// Everything that a document says, line by line, headings with their level.
pub(crate) fn dump(document: &Document) -> String {
    let mut out = format!("{}\n{}\n", document.title, document.subtitle);
    for (name, value) in &document.about {
        let _ = writeln!(out, "{name}: {value}");
    }
    for section in &document.sections {
        dump_section(&mut out, section, 1);
    }
    out
}

/// One chapter of it.
pub(crate) fn dump_one(section: &Section) -> String {
    let mut out = String::new();
    dump_section(&mut out, section, 1);
    out
}

fn dump_section(out: &mut String, section: &Section, level: usize) {
    assert!(level <= 3, "a heading goes more than three levels down: {}", section.title);
    assert!(!section.title.trim().is_empty(), "a heading is empty");
    let _ = writeln!(out, "\n{} {}", "#".repeat(level), section.title);
    let bare = section.blocks.is_empty() && section.parts.is_empty();
    assert!(!bare, "nothing stands below “{}”", section.title);
    for block in &section.blocks {
        dump_block(out, block);
    }
    for part in &section.parts {
        dump_section(out, part, level + 1);
    }
}

fn dump_block(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(text) => {
            assert!(!text.trim().is_empty(), "a paragraph is empty");
            let _ = writeln!(out, "{text}");
        }
        Block::Quote(text) => {
            let _ = writeln!(out, "> {}", text.replace('\n', "\n> "));
        }
        Block::Remark(text) => {
            let _ = writeln!(out, "! {text}");
        }
        Block::List(points) => {
            assert!(!points.is_empty(), "a list is empty");
            for point in points {
                let _ = writeln!(out, "- {point}");
            }
        }
        Block::Pairs(pairs) => {
            assert!(!pairs.is_empty(), "there are no pairs");
            for (name, value) in pairs {
                let _ = writeln!(out, "{name}: {value}");
            }
        }
        Block::Table(table) => {
            assert!(!table.rows.is_empty(), "the table “{}” is empty", table.caption);
            let _ = writeln!(out, "[{}]", table.caption);
            let heads: Vec<&str> = table.columns.iter().map(|one| one.heading.as_str()).collect();
            let _ = writeln!(out, "{}", heads.join(" | "));
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.columns.len(), "{}", table.caption);
                let cells: Vec<String> =
                    row.cells.iter().map(tenderbook::report::document::Cell::words).collect();
                let _ = writeln!(out, "{}", cells.join(" | "));
            }
        }
        Block::Chart(chart) => {
            assert!(!chart.bars.is_empty(), "the chart “{}” is empty", chart.title);
            let _ = writeln!(out, "({})", chart.title);
            for bar in &chart.bars {
                let value = bar.value.map(|value| value.round_dp(2).to_string());
                let value = value.unwrap_or_else(|| "no data".to_owned());
                let _ = writeln!(out, "{}: {value} [{}]", bar.label, bar.said);
            }
        }
    }
}
