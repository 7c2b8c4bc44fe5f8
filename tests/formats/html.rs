//! HTML: a page that everybody can read, that needs nothing else and obeys no text.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tenderbook::export::{Format, document};
use tenderbook::report::document::Document;

use super::made::{NASTY, around, empty, nasty, shown, whole};

fn page(made: &Document) -> String {
    String::from_utf8(document(made, Format::Html).unwrap()).unwrap()
}

/// The tags of a page, without those that only break a line or make a column wide.
fn tags(page: &str) -> Vec<String> {
    let style = page.find("<style>").unwrap()..page.find("</style>").unwrap();
    let page = format!("{}{}", &page[..style.start], &page[style.end..]);
    let tags = page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap().to_owned());
    tags.filter(|tag| tag != "br" && !tag.starts_with("col ")).collect()
}

fn attributes(page: &str, name: &str) -> Vec<String> {
    let before = format!(" {name}=\"");
    let values = page.split(&before).skip(1);
    values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn a_page_has_a_language_a_title_landmarks_and_a_way_past_them() {
    let page = page(&whole());
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    assert!(page.contains("<title>Road salt for the winter – The file of 2026-0001</title>"));
    assert!(page.contains("<a class=\"skip\" href=\"#content\">"));
    for landmark in ["<header>", "<nav ", "<main id=\"content\"", "<footer>"] {
        assert_eq!(page.matches(landmark).count(), 1, "{landmark}");
    }
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    for made in [whole(), nasty(), empty()] {
        let page = page(&made);
        let levels: Vec<u32> = tags(&page)
            .iter()
            .filter_map(|tag| tag.split(' ').next()?.strip_prefix('h')?.parse().ok())
            .collect();
        assert_eq!(levels[0], 1);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1 && pair[1] <= 4, "{pair:?}");
        }
    }
}

#[test]
fn every_place_that_is_pointed_to_is_there_once() {
    for made in [whole(), nasty()] {
        let page = page(&made);
        let ids = attributes(&page, "id");
        let known: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(known.len(), ids.len(), "an id stands twice");
        for link in attributes(&page, "href") {
            let place = link.strip_prefix('#').expect("a link to elsewhere").to_owned();
            assert!(known.contains(&place), "{link}");
        }
        for names in attributes(&page, "aria-labelledby") {
            for name in names.split(' ') {
                assert!(known.contains(&name.to_owned()), "{name}");
            }
        }
    }
}

#[test]
fn every_table_has_a_caption_and_its_headings_say_what_they_head() {
    for made in [whole(), nasty()] {
        let page = page(&made);
        for table in page.split("<table").skip(1) {
            let table = table.split("</table>").next().unwrap();
            assert!(table.contains("<caption"), "{table}");
            assert!(table.contains("<thead>"), "{table}");
            let heads = table.matches("<th ").count();
            assert_eq!(heads, table.matches(" scope=\"").count(), "{table}");
            assert!(!table.contains("<th>"), "{table}");
        }
    }
}

#[test]
fn nothing_comes_from_elsewhere_and_nothing_runs() {
    for made in [whole(), nasty()] {
        let page = page(&made);
        assert!(page.contains("default-src 'none'"));
        for tag in tags(&page) {
            let name = tag.trim_start_matches('/').split(' ').next().unwrap();
            assert!(
                !["script", "link", "img", "iframe", "object", "embed", "base", "form", "a href"]
                    .contains(&name),
                "{tag}"
            );
            for attribute in tag.split(' ').skip(1) {
                assert!(!attribute.starts_with("on") && !attribute.starts_with("src"), "{tag}");
            }
        }
        let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}

#[test]
fn figures_are_british_and_stand_to_the_right() {
    let page = page(&whole());
    assert!(page.contains("<td class=\"figures\">£120,000.00</td>"));
    assert!(page.contains("<td class=\"figures\">12.5%</td>"));
    assert!(page.contains("<td>1 Apr 2026</td>"));
    assert!(page.contains("<dt>CPV</dt><dd>not recorded</dd>"));
}

#[test]
fn a_chart_is_told_in_words_and_says_where_it_has_no_data() {
    let page = page(&whole());
    assert!(page.contains("Carbon: no data."));
    assert!(page.contains(">Volunteering: 0 of 40 hours.") || page.contains("Volunteering: 0 of"));
    assert_eq!(page.matches("<svg ").count(), 1);
    assert_eq!(page.matches("<rect class=\"bar\"").count(), 3, "no bar for no data");
    assert_eq!(page.matches("There is no data to draw this chart from.").count(), 2);
    assert_eq!(page.matches("Nothing is recorded here.").count(), 2);
}

#[test]
fn no_text_makes_a_tag() {
    let structure = |text: &str| {
        let made = Document {
            title: text.to_owned(),
            subtitle: text.to_owned(),
            about: vec![(text.to_owned(), text.to_owned())],
            sections: vec![around(text)],
            ..Document::default()
        };
        tags(&page(&made))
    };
    let plain = structure("plain");
    for text in NASTY.iter().filter(|text| !text.trim().is_empty()) {
        assert_eq!(structure(text), plain, "{text:?}");
    }
}

#[test]
fn no_title_leaves_the_stylesheet() {
    let page = page(&nasty());
    assert_eq!(page.matches("</style>").count(), 1);
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let foot = style.split("@bottom-left { content: \"").nth(1).unwrap();
    let foot = foot.split("\"; } }").next().unwrap();
    let harmless = |c: char| c.is_ascii_alphanumeric() || c == ' ' || c == '\\';
    assert!(foot.chars().all(harmless), "{foot}");
}

fn unescaped(text: &str) -> String {
    let known = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    known.iter().fold(text.to_owned(), |text, (coded, plain)| text.replace(coded, plain))
}

#[test]
fn every_nasty_text_is_shown_whole() {
    for text in NASTY {
        let made = Document { sections: vec![around(text)], ..Document::default() };
        let page = unescaped(&page(&made));
        for line in shown(text) {
            assert!(page.matches(&line).count() >= 6, "{line:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_shown_and_makes_no_tag(text in "[^\n]{1,40}|[<>&\"'/a-z =]{1,40}") {
        prop_assume!(!text.trim().is_empty());
        let made = |text: &str| page(&Document {
            sections: vec![around(text)],
            ..Document::default()
        });
        let page = made(&text);
        prop_assert_eq!(tags(&page), tags(&made("plain")));
    }
}

/// The colours of a stylesheet block: what stands between two places.
fn colours(style: &str) -> BTreeMap<String, [u8; 3]> {
    let mut colours = BTreeMap::new();
    for line in style.lines() {
        let Some((name, value)) = line.trim().split_once(": #") else { continue };
        let Some(name) = name.strip_prefix("--") else { continue };
        let value = u32::from_str_radix(value.trim_end_matches(';'), 16).unwrap();
        let [_, red, green, blue] = value.to_be_bytes();
        colours.insert(name.to_owned(), [red, green, blue]);
    }
    colours
}

/// The contrast of two colours as WCAG 2 defines it.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let parts = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn colours_are_far_enough_apart_in_light_and_in_dark() {
    let page = page(&whole());
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let (light, dark) = style.split_once("prefers-color-scheme: dark").unwrap();
    for (scheme, colours) in [("light", colours(light)), ("dark", colours(dark))] {
        assert_eq!(colours.len(), 8, "{scheme}: {colours:?}");
        // Words need 4.5 to 1, what is drawn 3 to 1 (WCAG 2 AA, 1.4.3 and 1.4.11).
        let pairs = [
            ("ink", "paper", 4.5),
            ("ink", "panel", 4.5),
            ("soft", "paper", 4.5),
            ("soft", "panel", 4.5),
            ("link", "paper", 4.5),
            ("link", "panel", 4.5),
            ("mark", "paper", 4.5),
            ("mark", "panel", 4.5),
            ("bar", "paper", 3.0),
            ("line", "paper", 3.0),
            ("line", "panel", 3.0),
        ];
        for (one, other, least) in pairs {
            let found = contrast(colours[one], colours[other]);
            assert!(found >= least, "{scheme}: {one} on {other}: {found:.2}");
        }
    }
    // No colour stands outside of these names, where nothing would hold it against another.
    let rest = dark.split_once("}\n}").unwrap().1;
    assert!(!rest.contains('#'), "a colour without a name");
}
