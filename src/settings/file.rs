//! From the text of the settings file to what it sets, and to every fault in it with its line.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Document, Item, Value};

use crate::domain::text;
use crate::settings::fault::Fault;
use crate::settings::setting::{Setting, one_of};

/// The name of the table with the keys.
pub(super) const KEYS: &str = "keys";

/// What a settings file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// What it sets, and in which line.
    pub(crate) values: BTreeMap<Setting, (String, usize)>,
    /// The keys that it gives to commands.
    pub(crate) keys: Vec<KeyLine>,
    /// What is wrong in it, which is ignored.
    pub(crate) faults: Vec<Fault>,
    /// Whether it cannot be read at all.
    pub(crate) broken: bool,
}

/// One line of the table of keys: a command, and the keys that are to mean it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLine {
    /// The command, as the file names it.
    pub command: String,
    /// The keys, as the file writes them.
    pub keys: Vec<String>,
    /// The line of the file.
    pub line: usize,
}

fn line_of(text: &str, span: Option<Range<usize>>) -> usize {
    let at = span.map_or(0, |span| span.start);
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Reads the text of a settings file; whatever is wrong in it is named and left out.
pub(crate) fn read(text: &str) -> Said {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let said = text::visible(error.message()).trim_end_matches('.').to_owned();
            let fault = Fault {
                line: line_of(text, error.span()),
                message: format!("the file cannot be read: {said}"),
                help: Some(
                    "Nothing of it counts until that is mended; the file is left as it is."
                        .to_owned(),
                ),
            };
            return Said { faults: vec![fault], broken: true, ..Said::default() };
        }
    };
    let mut said = Said::default();
    let table = document.as_table();
    for (name, item) in table {
        let line = line_of(text, table.key(name).and_then(toml_edit::Key::span).or(item.span()));
        if name == KEYS {
            read_keys(text, item, line, &mut said);
            continue;
        }
        let Some(setting) = Setting::named(name) else {
            said.faults.push(unknown(name, line));
            continue;
        };
        match read_value(setting, item) {
            // An empty text is as good as none.
            Ok(value) if value.is_empty() => {}
            Ok(value) => {
                said.values.insert(setting, (value, line));
            }
            Err((message, help)) => said.faults.push(Fault { line, message, help }),
        }
    }
    said.faults.sort_by_key(|fault| fault.line);
    said
}

fn unknown(name: &str, line: usize) -> Fault {
    let known: Vec<&str> = Setting::all().map(Setting::name).chain([KEYS]).collect();
    let help = text::nearest(name, known.iter().copied()).map_or_else(
        || format!("The settings are {}.", one_of(&known).replace(" or ", " and ")),
        |near| format!("Did you mean “{near}”?"),
    );
    let message = format!("there is no setting “{}”", text::visible(name));
    Fault { line, message, help: Some(help) }
}

fn read_value(setting: Setting, item: &Item) -> Result<String, (String, Option<String>)> {
    match item.as_value() {
        Some(Value::String(text)) => setting.read(text.value()),
        // On and off are what people mean by true and false here.
        Some(Value::Boolean(yes)) if setting == Setting::Mouse => {
            Ok(if *yes.value() { "on" } else { "off" }.to_owned())
        }
        _ => Err((
            format!("{} must be a text in quotation marks", setting.name()),
            Some(format!("Write it like {} = \"{}\".", setting.name(), setting.example())),
        )),
    }
}

fn read_keys(text: &str, item: &Item, line: usize, said: &mut Said) {
    let Some(table) = item.as_table_like() else {
        said.faults.push(Fault {
            line,
            message: "keys must be a table".to_owned(),
            help: Some("Write [keys] on a line of its own, and below it next-open = \"N\".".into()),
        });
        return;
    };
    for (name, item) in table.iter() {
        let line = line_of(text, table.key(name).and_then(toml_edit::Key::span).or(item.span()));
        let keys = match item.as_value() {
            Some(Value::String(key)) => Some(vec![key.value().clone()]),
            Some(Value::Array(array)) => {
                array.iter().map(|key| key.as_str().map(str::to_owned)).collect()
            }
            _ => None,
        };
        match keys.filter(|keys| !keys.is_empty()) {
            Some(keys) => {
                said.keys.push(KeyLine { command: name.to_owned(), keys, line });
            }
            None => said.faults.push(Fault {
                line,
                message: format!("the keys of {} must be texts", text::visible(name)),
                help: Some(format!(
                    "Write it like {} = \"ctrl-n\", or with several keys [\"ctrl-n\", \"F5\"].",
                    text::visible(name)
                )),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_counts_and_what_is_wrong_is_named_with_its_line() {
        let said = read(
            "# mine\nofficer = \"A. Officer\"\ntheme = \"drak\"\nmouse = true\ncolor = \"red\"\n\
             glyphs = 3\n\n[keys]\nsort = [\"o\", \"F5\"]\nwhy = 7\n",
        );
        assert_eq!(said.values[&Setting::Officer], ("A. Officer".to_owned(), 2));
        assert_eq!(said.values[&Setting::Mouse], ("on".to_owned(), 4));
        assert_eq!(said.values.len(), 2);
        let keys = KeyLine { command: "sort".into(), keys: vec!["o".into(), "F5".into()], line: 9 };
        assert_eq!(said.keys, [keys]);
        let faults: Vec<String> = said.faults.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(faults.join("\n"), @r#"
        line 3: theme is “drak”; it must be dark, light, high-contrast or none. Did you mean “dark”?
        line 5: there is no setting “color”. The settings are officer, role, authority, default_policy, theme, glyphs, dates, mouse, ocds_prefix and keys.
        line 6: glyphs must be a text in quotation marks. Write it like glyphs = "unicode".
        line 10: the keys of why must be texts. Write it like why = "ctrl-n", or with several keys ["ctrl-n", "F5"].
        "#);
    }

    #[test]
    fn a_file_that_is_no_toml_sets_nothing_and_says_where_it_breaks() {
        let said = read("theme = \"light\"\nofficer = A. Officer\n");
        assert!(said.broken && said.values.is_empty());
        insta::assert_snapshot!(
            said.faults[0].to_string(),
            @"line 2: the file cannot be read: string values must be quoted, expected literal string. Nothing of it counts until that is mended; the file is left as it is."
        );
    }

    #[test]
    fn a_setting_written_twice_breaks_the_file() {
        let said = read("theme = \"light\"\ntheme = \"dark\"\n");
        assert!(said.broken);
        assert_eq!(said.faults[0].line, 2);
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_are_no_fault() {
        let said = read("\u{feff}theme = \"light\"\r\nglyphs = \"ascii\"\r\n");
        assert_eq!(said.values[&Setting::Glyphs], ("ascii".to_owned(), 2));
        assert!(said.faults.is_empty());
    }
}
