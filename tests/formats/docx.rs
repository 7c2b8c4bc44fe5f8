//! DOCX: its parts, what Word finds in them, and that every text comes through.

use proptest::prelude::*;
use tenderbook::export::{Format, document};
use tenderbook::report::document::{Document, Section};

use super::made::{NASTY, around, elements, empty, nasty, part, parts, shown, whole};

fn written(made: &Document) -> Vec<u8> {
    document(made, Format::Docx).unwrap()
}

fn count(xml: &str, what: &str) -> usize {
    xml.matches(what).count()
}

#[test]
fn every_part_is_well_formed_xml_and_named() {
    for made in [whole(), nasty(), empty()] {
        let bytes = written(&made);
        let types = part(&bytes, "[Content_Types].xml");
        for name in parts(&bytes) {
            elements(&part(&bytes, &name));
            let ending = name.rsplit('.').next();
            let named = ending == Some("rels")
                || name == "[Content_Types].xml"
                || types.contains(&format!("PartName=\"/{name}\""));
            assert!(named, "{name} has no type");
        }
    }
}

#[test]
fn headings_contents_pages_and_language_are_those_of_word() {
    let bytes = written(&whole());
    let body = part(&bytes, "word/document.xml");
    assert_eq!(count(&body, "w:pStyle w:val=\"Title\""), 1);
    assert_eq!(count(&body, "w:pStyle w:val=\"Heading1\""), 4);
    assert_eq!(count(&body, "w:pStyle w:val=\"Heading2\""), 2);
    assert_eq!(count(&body, "w:pStyle w:val=\"Heading3\""), 1);
    assert!(body.contains("TOC \\o \"1-3\" \\h"), "no field of contents");
    // Every entry of the contents leads to a heading.
    for at in 1..=7 {
        let place = format!("_Toc{at:08}");
        assert_eq!(count(&body, &format!("w:anchor=\"{place}\"")), 1);
        assert_eq!(count(&body, &format!("w:name=\"{place}\"")), 1);
    }
    let styles = part(&bytes, "word/styles.xml");
    for id in ["Title", "Heading1", "Heading2", "Heading3", "TOC1", "Caption", "ListBullet"] {
        assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
    }
    assert!(styles.contains("<w:lang w:val=\"en-GB\""));
    assert!(part(&bytes, "word/footer1.xml").contains(" PAGE "));
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>Road salt for the winter<"));
}

#[test]
fn every_style_that_is_used_is_there() {
    let bytes = written(&whole());
    let styles = part(&bytes, "word/styles.xml");
    for name in ["word/document.xml", "word/header1.xml", "word/footer1.xml"] {
        let xml = part(&bytes, name);
        for kind in ["w:pStyle", "w:tblStyle", "w:rStyle"] {
            for used in xml.split(&format!("{kind} w:val=\"")).skip(1) {
                let id = used.split('"').next().unwrap();
                assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
            }
        }
    }
}

#[test]
fn the_head_of_every_table_is_repeated() {
    let body = part(&written(&whole()), "word/document.xml");
    // Two tables of rows, the figures of two charts; what is known has no head.
    assert_eq!(count(&body, "<w:tblHeader/>"), 4);
    assert_eq!(count(&body, "<w:tblCaption "), 4);
    assert!(body.contains("w:orient=\"landscape\""), "a wide table lies across");
    assert!(body.contains("Nothing is recorded here."));
    assert!(body.contains("There is no data to draw this chart from."));
    assert!(body.contains("no data"));
}

#[test]
fn rows_have_as_many_cells_as_their_table_has_columns() {
    for made in [whole(), nasty()] {
        let body = part(&written(&made), "word/document.xml");
        for table in body.split("<w:tbl>").skip(1) {
            let table = table.split("</w:tbl>").next().unwrap();
            let columns = count(table, "<w:gridCol ");
            for row in table.split("<w:tr>").skip(1) {
                assert_eq!(count(row, "<w:tc>"), columns);
            }
        }
    }
}

/// The texts of the runs, one after the other.
fn told(bytes: &[u8]) -> Vec<String> {
    let body = elements(&part(bytes, "word/document.xml"));
    body.into_iter().filter(|(name, _)| name == "w:t").map(|(_, text)| text).collect()
}

#[test]
fn every_nasty_text_comes_through_as_it_is_shown() {
    for text in NASTY {
        let made = Document { sections: vec![around(text)], ..Document::default() };
        let told = told(&written(&made));
        for line in shown(text) {
            // Once each in a paragraph, a quotation, a remark, what is known and two points.
            let found = told.iter().filter(|one| **one == line).count();
            assert!(found >= 6, "{line:?} only {found} times");
        }
    }
}

#[test]
fn no_text_makes_an_element() {
    let structure = |text: &str| {
        let made = Document { sections: vec![around(text)], ..Document::default() };
        let body = elements(&part(&written(&made), "word/document.xml"));
        body.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    let plain = structure("plain");
    for text in NASTY.iter().filter(|text| !text.trim().is_empty() && !text.contains('\n')) {
        assert_eq!(structure(text), plain, "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_comes_through(text in any::<String>()) {
        let made = Document { sections: vec![Section::new("One")
            .with(tenderbook::report::document::Block::paragraph(text.as_str()))],
            ..Document::default() };
        let told = told(&written(&made));
        for line in tenderbook::domain::text::visible_lines(&text).lines() {
            if !line.contains(['\u{fffe}', '\u{ffff}']) {
                let is_free = |c: char| u32::from(c) & 0xfffe == 0xfffe
                    || ('\u{fdd0}'..='\u{fdef}').contains(&c);
                prop_assert!(line.contains(is_free) || told.iter().any(|one| one == line));
            }
        }
    }
}
