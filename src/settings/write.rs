//! Changing the settings file: its comments stay, and it is replaced whole or not at all.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, Value, value};

use crate::settings::file::KEYS;
use crate::settings::setting::Setting;

/// The file that an officer begins with: every setting explained, and none set.
pub fn starter() -> String {
    let mut text = String::from(
        "# Settings of Tenderbook.\n\
         #\n\
         # A line that begins with # says nothing; take the # away to make it count.\n\
         # Options on the command line and the environment win over this file. What is\n\
         # wrong here is named with its line and ignored. “tenderbook settings” shows\n\
         # what is in force, and why.\n",
    );
    for setting in Setting::all() {
        text.push('\n');
        for line in wrapped(setting.explanation()) {
            let _ = writeln!(text, "# {line}");
        }
        let _ = writeln!(text, "#{} = \"{}\"", setting.name(), setting.example());
    }
    text.push_str(
        "\n# Keys of your own: the name of a command, and one key or several. The names\n\
         # and keys of all commands stand below the settings on their screen, which the comma key\n\
         # opens in the list of tenders.\n\
         # Keys are written like x, X, ctrl-n, alt-n, F5, space, enter, tab, shift-tab,\n\
         # esc, up, down, left, right, home, end, pgup, pgdn, backspace, delete.\n\
         [keys]\n\
         #next-open = \"N\"\n\
         #why = [\"w\", \"F2\"]\n",
    );
    text
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().map_or(0, |line| line.chars().count());
        if last > 0 && last + 1 + word.chars().count() > 76 {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// The text with a setting changed, or taken out when there is nothing to set.
///
/// # Errors
/// When the text is no TOML.
pub(super) fn with_setting(
    text: &str,
    setting: Setting,
    to: Option<&str>,
) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    change(document.as_table_mut(), setting.name(), to.map(Value::from));
    let there = document.contains_key(setting.name());
    // A setting that is not there yet takes the place of the line that offers it.
    if let Some(to) = to.filter(|_| {
        text.parse::<DocumentMut>().is_ok_and(|old| there && !old.contains_key(setting.name()))
    }) {
        let line = format!("{} = {}", setting.name(), Value::from(to));
        if let Some(text) = uncomment(text, setting.name(), &line, None) {
            return Ok(text);
        }
    }
    Ok(document.to_string())
}

/// The text with the keys of a command changed, or taken out so that its own hold again.
///
/// # Errors
/// When the text is no TOML.
pub(super) fn with_keys(
    text: &str,
    command: &str,
    keys: Option<&[String]>,
) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let old = document.get(KEYS).and_then(|keys| keys.get(command)).is_some();
    let to = keys.map(|keys| match keys {
        [one] => Value::from(one.as_str()),
        several => Value::Array(several.iter().map(String::as_str).collect::<Array>()),
    });
    if let Some(to) = to.as_ref().filter(|_| !old) {
        let line = format!("{command} = {to}");
        if let Some(text) = uncomment(text, command, &line, Some(KEYS)) {
            return Ok(text);
        }
    }
    if to.is_none() && !old {
        return Ok(text.to_owned());
    }
    let table = document.entry(KEYS).or_insert_with(|| Item::Table(Table::new()));
    if let Some(table) = table.as_table_mut() {
        change(table, command, to);
    } else if let Some(table) = table.as_inline_table_mut() {
        match to {
            Some(to) => drop(table.insert(command, to)),
            None => drop(table.remove(command)),
        }
    }
    Ok(document.to_string())
}

fn change(table: &mut Table, name: &str, to: Option<Value>) {
    match (to, table.get_mut(name)) {
        (Some(to), Some(Item::Value(there))) => {
            // What stands around the value, such as a comment behind it, stays.
            let decor = there.decor().clone();
            *there = to;
            *there.decor_mut() = decor;
        }
        (Some(to), _) => drop(table.insert(name, value(to))),
        (None, _) => drop(table.remove(name)),
    }
}

/// The text with the commented line of a name replaced, in the part under a table's heading or
/// before any; `None` when there is no such line or the result would not say what was meant.
fn uncomment(text: &str, name: &str, line: &str, under: Option<&str>) -> Option<String> {
    let mut heading: Option<String> = None;
    let mut offset = 0;
    for old in text.split_inclusive('\n') {
        let trimmed = old.trim();
        if trimmed.starts_with('[') {
            heading = Some(trimmed.trim_matches(['[', ']']).trim().to_owned());
        }
        let offers = trimmed.strip_prefix('#').is_some_and(|rest| {
            rest.trim_start()
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        });
        if offers && heading.as_deref() == under {
            let end = if old.ends_with("\r\n") { "\r\n" } else { "\n" };
            let changed = format!("{}{line}{end}{}", &text[..offset], &text[offset + old.len()..]);
            // A line inside a text of several lines only looks like an offer.
            let document: DocumentMut = changed.parse().ok()?;
            let holder = match under {
                Some(table) => document.get(table)?.as_table_like()?.contains_key(name),
                None => document.contains_key(name),
            };
            return holder.then_some(changed);
        }
        offset += old.len();
    }
    None
}

/// Makes a folder that only the officer can look into: a register may come to lie in it.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Writes a file beside its place and moves it there, so that it is whole at every moment.
///
/// # Errors
/// When the folder cannot be written to.
pub(super) fn beside(path: &Path, text: &str) -> io::Result<()> {
    // Whoever keeps the file elsewhere and links to it keeps the link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let written = (|| {
        let mut file = fs::File::create(&new)?;
        if let Ok(there) = fs::metadata(&path) {
            file.set_permissions(there.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(&new, &path)
    })();
    if written.is_err() {
        // The reason of the failure is told; what is left of the attempt is of no use.
        let _ = fs::remove_file(&new);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::file;

    #[test]
    fn the_starter_sets_nothing_and_all_of_it_can_be_made_to_count() {
        let said = file::read(&starter());
        assert!(said.values.is_empty() && said.faults.is_empty() && said.keys.is_empty());
        let all: Vec<&str> = starter()
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase()) => rest,
                _ => line,
            })
            .map(|line| line.to_owned().leak() as &str)
            .collect();
        let said = file::read(&all.join("\n"));
        assert_eq!(said.faults, []);
        assert_eq!(said.values.len(), Setting::all().count());
        assert_eq!(said.keys.len(), 2);
    }

    #[test]
    fn a_setting_takes_the_place_of_the_line_that_offers_it() {
        let text = with_setting(&starter(), Setting::Theme, Some("light")).unwrap();
        let changes: Vec<(String, String)> = starter()
            .lines()
            .zip(text.lines())
            .filter(|(old, new)| old != new)
            .map(|(old, new)| (old.to_owned(), new.to_owned()))
            .collect();
        assert_eq!(changes, [("#theme = \"dark\"".to_owned(), "theme = \"light\"".to_owned())]);
        let text = with_keys(&text, "why", Some(&["v".to_owned()])).unwrap();
        assert!(text.contains("\n[keys]\n#next-open = \"N\"\nwhy = \"v\"\n"), "{text}");
    }

    #[test]
    fn comments_stay_when_a_setting_is_changed_and_taken_out() {
        let text = "# mine\ntheme = \"dark\" # at night\n\n[keys] # few\nwhy = \"v\"\n";
        let changed = with_setting(text, Setting::Theme, Some("light")).unwrap();
        assert_eq!(changed, text.replace("dark", "light"));
        let changed = with_setting(&changed, Setting::Glyphs, Some("ascii")).unwrap();
        assert!(changed.contains("# at night\nglyphs = \"ascii\"\n"), "{changed}");
        let changed = with_keys(&changed, "why", None).unwrap();
        assert!(changed.contains("[keys] # few\n"), "{changed}");
        let keys = ["v".to_owned(), "F2".to_owned()];
        let changed = with_keys(&changed, "why", Some(&keys)).unwrap();
        assert!(changed.contains("why = [\"v\", \"F2\"]\n"), "{changed}");
    }

    #[test]
    fn a_value_with_quotation_marks_is_written_so_that_it_is_read_back() {
        for name in ["A \"B\" C", "back\\slash", "O’Brien # not a comment", "=\u{202e}x"] {
            let text = with_setting(&starter(), Setting::Officer, Some(name)).unwrap();
            assert_eq!(file::read(&text).values[&Setting::Officer].0, name, "{text}");
        }
    }

    #[test]
    fn a_link_to_the_file_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.toml");
        fs::write(&real, "").unwrap();
        let link = folder.path().join("settings.toml");
        #[cfg(unix)]
        std::os::unix::fs::symlink(&real, &link).unwrap();
        #[cfg(not(unix))]
        fs::copy(&real, &link).unwrap();
        beside(&link, "theme = \"light\"\n").unwrap();
        assert_eq!(fs::read_to_string(&link).unwrap(), "theme = \"light\"\n");
        #[cfg(unix)]
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
