//! Markdown: readable as it is, and without markup that a text made.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use tenderbook::export::{Format, document};
use tenderbook::report::document::{Block, Document, Section};
use unicode_width::UnicodeWidthStr;

use super::made::{NASTY, around, empty, nasty, shown, whole};

fn written(made: &Document) -> String {
    String::from_utf8(document(made, Format::Md).unwrap()).unwrap()
}

fn events(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(text, options).collect()
}

/// What a text is made of, without its words.
fn structure(text: &str) -> Vec<String> {
    let events = events(text).into_iter().filter_map(|event| match event {
        Event::Text(_) | Event::SoftBreak | Event::HardBreak => None,
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::End(tag) => Some(format!("/{tag:?}")),
        other => Some(format!("{other:?}")),
    });
    events.collect()
}

/// The words of the first paragraph below the chapter.
fn paragraph(text: &str) -> String {
    let mut words = String::new();
    let mut within = false;
    for event in events(text).into_iter().skip_while(|event| {
        !matches!(event, Event::End(TagEnd::Heading(pulldown_cmark::HeadingLevel::H2)))
    }) {
        match event {
            Event::Start(Tag::Paragraph) => within = true,
            Event::End(TagEnd::Paragraph) => break,
            Event::Text(text) if within => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak if within => words.push('\n'),
            other if within => panic!("{other:?} in {text:?}"),
            _ => (),
        }
    }
    words
}

#[test]
fn a_document_reads_well_as_it_is() {
    let text = written(&whole());
    assert!(text.starts_with("# Road salt for the winter\n\nThe file of 2026-0001\n\n- **Auth"));
    assert!(text.contains("\n## Facts\n\nWhat is known about this procurement.\n"));
    assert!(text.contains("\n### Determination\n\n> Proportionate.\n>\n> The market"));
    assert!(text.contains("- **CPV:** not recorded"));
    assert!(text.contains("**Note:** The notice has not been recorded."));
    assert!(text.contains("| Carbon "), "{text}");
    assert!(text.contains("|     12.5% | 66.667 |"), "{text}");
    assert!(text.contains("\n* One lot\n* Open procedure\n"), "{text}");
    assert!(text.contains("no data"));
}

#[test]
fn tables_have_straight_edges_whatever_their_letters() {
    let wide = "表格|ｗｉｄｅ 한국어 é";
    let text = written(&Document { sections: vec![around(wide)], ..Document::default() });
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 9);
    for table in [&rows[..5], &rows[5..]] {
        for row in table {
            assert_eq!(row.width(), table[0].width(), "{row}");
        }
    }
}

#[test]
fn no_text_makes_markup() {
    let made = |text: &str| {
        written(&Document {
            title: text.to_owned(),
            subtitle: text.to_owned(),
            about: vec![(text.to_owned(), text.to_owned())],
            sections: vec![around(text)],
            ..Document::default()
        })
    };
    let plain = structure(&made("plain"));
    let words = NASTY.iter().filter(|text| !text.trim().is_empty() && !text.contains('\n'));
    for text in words {
        let made = made(text);
        assert_eq!(structure(&made), plain, "{text:?} in\n{made}");
    }
}

#[test]
fn every_nasty_text_reads_back() {
    for text in NASTY.iter().filter(|text| !text.trim().is_empty()) {
        let made = Document { sections: vec![around(text)], ..Document::default() };
        let read = paragraph(&written(&made));
        let lines: Vec<String> = shown(text).iter().map(|line| spaced(line)).collect();
        assert_eq!(read, lines.join("\n"), "{text:?}");
    }
}

/// A line without the space at its end, and with the space at its beginning that stays.
fn spaced(line: &str) -> String {
    let line = line.trim_end();
    let start = line.len() - line.trim_start().len();
    format!("{}{}", "\u{a0}".repeat(line[..start].chars().count()), &line[start..])
}

#[test]
fn everything_is_written_even_when_nothing_is_there() {
    assert_eq!(written(&empty()), "# Untitled document\n");
    assert!(written(&nasty()).len() > 80_000);
}

proptest! {
    #[test]
    fn any_line_reads_back(text in "[ -~]{1,40}|[*_`#>|.)~ 1a\\\\<&;-]{1,12}|[^\n\r]{1,30}") {
        let lines = shown(&text);
        let line = spaced(lines.first().map_or("", |line| line));
        let is_free = |c: char| u32::from(c) & 0xfffe == 0xfffe
            || ('\u{fdd0}'..='\u{fdef}').contains(&c);
        prop_assume!(!line.trim().is_empty() && !line.contains(is_free));
        let section = Section::new("One").with(Block::paragraph(text));
        let made = Document { sections: vec![section], ..Document::default() };
        let read = paragraph(&written(&made));
        prop_assert_eq!(read, line);
    }

    #[test]
    fn no_text_makes_markup_anywhere(text in "[*_`#>|.)~ 1a\\\\<&;=+:-]{1,12}") {
        prop_assume!(!text.trim().is_empty());
        let made = |text: &str| {
            structure(&written(&Document { sections: vec![around(text)], ..Document::default() }))
        };
        prop_assert_eq!(made(&text), made("plain"));
    }
}
