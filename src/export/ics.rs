//! Days as a calendar file (RFC 5545).

use crate::domain::text::visible;
use crate::report::calendar::{Entry, Keeping};

/// The most octets in a line, without its end (section 3.1).
const LONGEST: usize = 75;

/// Writes a calendar.
pub(super) fn write(entries: &[Entry]) -> String {
    let mut out = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tenderbook//Tenderbook//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        fold(&mut out, line);
    }
    for entry in entries {
        event(&mut out, entry);
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, entry: &Entry) {
    let moment = compact(&entry.changed_at);
    let done = if entry.standing == Keeping::Done { "Done: " } else { "" };
    let status = if entry.standing == Keeping::Cancelled { "CANCELLED" } else { "CONFIRMED" };
    let title = format!("{done}{} ({})", entry.title, entry.reference);
    fold(out, "BEGIN:VEVENT");
    fold(out, &format!("UID:{}", text(&entry.uid)));
    // Not the moment of writing: the same state of the register gives the same file.
    fold(out, &format!("DTSTAMP:{moment}"));
    fold(out, &format!("LAST-MODIFIED:{moment}"));
    fold(out, &format!("SEQUENCE:{}", entry.version.clamp(0, i64::from(i32::MAX))));
    fold(out, &format!("DTSTART;VALUE=DATE:{}", compact(&entry.day.to_string())));
    if let Some(next) = entry.day.plus_days(1) {
        fold(out, &format!("DTEND;VALUE=DATE:{}", compact(&next.to_string())));
    }
    fold(out, &format!("SUMMARY:{}", text(&title)));
    fold(out, &format!("DESCRIPTION:{}", text(&entry.text)));
    fold(out, &format!("CATEGORIES:{}", text(entry.kind)));
    fold(out, &format!("STATUS:{status}"));
    // A day to keep in mind does not take up the officer's time.
    fold(out, "TRANSP:TRANSPARENT");
    fold(out, "END:VEVENT");
}

/// A date or moment without what stands between its figures: `20261121T090000Z`.
fn compact(moment: &str) -> String {
    moment.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A text as a value: what has a meaning in the format is escaped, and what cannot be seen is
/// made visible.
fn text(raw: &str) -> String {
    let mut escaped = String::with_capacity(raw.len());
    for (at, line) in raw.lines().enumerate() {
        if at > 0 {
            escaped.push_str("\\n");
        }
        for c in visible(line).chars() {
            if matches!(c, '\\' | ';' | ',') {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}

/// Writes a line, in as many as it needs: each further one begins with a space, and no character
/// is cut in two.
fn fold(out: &mut String, line: &str) {
    let mut room = LONGEST;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LONGEST - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Date;
    use icalendar::parser::{read_calendar, unfold};
    use proptest::prelude::*;

    fn entry(uid: &str, title: &str, text: &str) -> Entry {
        Entry {
            uid: uid.to_owned(),
            day: Date::from_iso("2026-12-31").unwrap(),
            kind: "Deadline",
            title: title.to_owned(),
            text: text.to_owned(),
            reference: "2026-0042".to_owned(),
            changed_at: "2026-11-21T09:00:00Z".to_owned(),
            version: 17,
            standing: Keeping::Open,
        }
    }

    /// What another library reads of a property, folding and escapes undone.
    fn values(written: &str, name: &str) -> Vec<String> {
        let unfolded = unfold(written);
        let calendar = read_calendar(&unfolded).unwrap();
        let events = calendar.components.iter().filter(|one| one.name == "VEVENT");
        let found = events.flat_map(|event| &event.properties);
        found.filter(|one| one.name == name).map(|one| one.val.to_string()).collect()
    }

    #[test]
    fn a_day_is_an_event_of_the_whole_day_with_its_version() {
        let written =
            write(&[entry("a-date-tender-deadline@tenderbook", "Tenders due", "Two\nlines")]);
        assert_eq!(
            written,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tenderbook//Tenderbook//EN\r\n\
             CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\n\
             UID:a-date-tender-deadline@tenderbook\r\nDTSTAMP:20261121T090000Z\r\n\
             LAST-MODIFIED:20261121T090000Z\r\nSEQUENCE:17\r\nDTSTART;VALUE=DATE:20261231\r\n\
             DTEND;VALUE=DATE:20270101\r\nSUMMARY:Tenders due (2026-0042)\r\n\
             DESCRIPTION:Two\\nlines\r\nCATEGORIES:Deadline\r\nSTATUS:CONFIRMED\r\n\
             TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
    }

    #[test]
    fn what_is_done_or_cancelled_says_so_under_the_same_uid() {
        let done = Entry { standing: Keeping::Done, ..entry("a", "Tenders due", "") };
        let off = Entry { standing: Keeping::Cancelled, ..entry("a", "Tenders due", "") };
        assert_eq!(values(&write(&[done]), "SUMMARY"), ["Done: Tenders due (2026-0042)"]);
        assert_eq!(values(&write(&[off]), "STATUS"), ["CANCELLED"]);
    }

    #[test]
    fn no_text_can_end_its_line_or_begin_another() {
        let nasty = "a;b,c\\d\r\nEND:VEVENT\rBEGIN:VALARM\u{85}\u{2028}x\u{7}";
        let written = write(&[entry("a", nasty, nasty)]);
        assert_eq!(written.matches("\r\nBEGIN:").count(), 1);
        assert_eq!(written.matches("\r\nEND:").count(), 2);
        assert!(written.chars().all(|c| !c.is_control() || c == '\r' || c == '\n'));
    }

    proptest! {
        #[test]
        fn every_text_is_read_back_by_another_library(
            titles in prop::collection::vec(any::<String>(), 1..4),
            words in "[ -~é€😀\n;,\\\\:\"]{0,300}",
        ) {
            let entries: Vec<Entry> = titles
                .iter()
                .enumerate()
                .map(|(at, title)| entry(&format!("{at}-one@tenderbook"), title, &words))
                .collect();
            let written = write(&entries);
            for line in written.split_terminator("\r\n") {
                prop_assert!(line.len() <= LONGEST, "{} octets: {line}", line.len());
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let summaries = values(&written, "SUMMARY");
            prop_assert_eq!(summaries.len(), titles.len());
            for (title, read) in titles.iter().zip(&summaries) {
                let shown: Vec<String> = title.lines().map(visible).collect();
                let shown = shown.join("\n");
                prop_assert_eq!(read, &format!("{shown} (2026-0042)"));
            }
            let shown: Vec<&str> = words.lines().collect();
            for read in values(&written, "DESCRIPTION") {
                prop_assert_eq!(read, shown.join("\n"));
            }
            let uids: Vec<String> = entries.iter().map(|entry| entry.uid.clone()).collect();
            prop_assert_eq!(values(&written, "UID"), uids);
        }
    }
}
