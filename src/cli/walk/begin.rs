//! Which procurement is walked, when none was named: one of the list, or a new one.

use crate::cli::Settings;
use crate::cli::walk::choice::tidy;
use crate::cli::walk::start;
use crate::cli::walk::talk::{Leave, Step, Talk};
use crate::domain::text::visible;
use crate::register::{Filter, ListRow, Register, Sort, tenders};

/// The procurement that is walked.
pub(super) struct Which {
    pub(super) reference: String,
    /// Whether it was started just now.
    pub(super) started: bool,
}

/// How many procurements are read out at a time.
const PAGE: usize = 20;

/// Asks which procurement is meant, or starts one.
pub(super) fn which(talk: &mut Talk<'_>, settings: &Settings) -> Step<Which> {
    // Before the first procurement there is no file, and none is made by looking.
    let register = if settings.place()?.exists() { Some(settings.register()?) } else { None };
    let mut words = String::new();
    let mut first = 0;
    loop {
        let (rows, total) = page(register.as_ref(), &words, first)?;
        if rows.is_empty() && words.is_empty() {
            talk.say("There are no tenders yet.")?;
            if !talk.yes("Start a new one?")? {
                return Err(Leave::Quit);
            }
            if let Some(reference) = start::new(talk, settings)? {
                return Ok(Which { reference, started: true });
            }
            continue;
        }
        if first == 0 {
            talk.say(&heading(rows.len(), total, &words))?;
        }
        for (at, row) in rows.iter().enumerate() {
            talk.say(&line(first + at + 1, row))?;
        }
        let more = first + rows.len() < total;
        loop {
            let more_word = if more { " more," } else { "" };
            let prompt = format!(
                "Which tender? A number, a reference, words to look for,{more_word} all, new or quit:"
            );
            let said = talk.ask(&prompt)?;
            match tidy(&said).as_str() {
                "" | "all" => {
                    words.clear();
                    first = 0;
                    break;
                }
                "help" => {
                    talk.say("Answer with the number of a line or a reference to walk that tender. Any other words look for tenders that contain them. all lists every tender again, new starts one by questions, quit leaves.")?;
                }
                "more" if more => {
                    first += PAGE;
                    break;
                }
                "more" => talk.say("There are no more.")?,
                "new" => match start::new(talk, settings)? {
                    Some(reference) => return Ok(Which { reference, started: true }),
                    None => break,
                },
                _ => {
                    if let Some(reference) = meant(register.as_ref(), &said, &words)? {
                        return Ok(Which { reference, started: false });
                    }
                    let (found, _) = page(register.as_ref(), &said, 0)?;
                    if found.is_empty() {
                        let said = visible(&said);
                        talk.say(&format!("No tender is called or contains “{said}”."))?;
                    } else {
                        words = said;
                        first = 0;
                        break;
                    }
                }
            }
        }
    }
}

fn heading(shown: usize, total: usize, words: &str) -> String {
    let with =
        if words.is_empty() { String::new() } else { format!(" with “{}”", visible(words)) };
    match (shown, total) {
        (_, 1) => format!("There is one tender{with}:"),
        (shown, total) if shown < total => {
            let all = tenders(total);
            format!("There are {all}{with}; the {shown} that were changed last:")
        }
        (_, total) => format!("There are {}{with}:", tenders(total)),
    }
}

fn page(register: Option<&Register>, words: &str, first: usize) -> Step<(Vec<ListRow>, usize)> {
    let Some(register) = register else { return Ok((Vec::new(), 0)) };
    let list = register.list(&Filter { words: words.to_owned() }, Sort::default(), first, PAGE)?;
    Ok((list.rows, list.matching))
}

/// The tender that a number of the list or a reference means.
fn meant(register: Option<&Register>, said: &str, words: &str) -> Step<Option<String>> {
    let Some(register) = register else { return Ok(None) };
    if let Ok(view) = register.procurement(said) {
        return Ok(Some(view.reference.to_string()));
    }
    let digits = !said.is_empty() && said.len() < 9 && said.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| said.parse::<usize>().ok()).flatten();
    let Some(at) = number.and_then(|number| number.checked_sub(1)) else { return Ok(None) };
    let filter = Filter { words: words.to_owned() };
    let list = register.list(&filter, Sort::default(), at, 1)?;
    Ok(list.rows.first().map(|row| row.reference.to_string()))
}

fn line(number: usize, row: &ListRow) -> String {
    let next = match (&row.next_text, row.state.is_workable()) {
        (Some(next), true) => format!("; next: {}", visible(next)),
        _ => String::new(),
    };
    format!(
        "  {number} {}: {}; {}, {}, {}, {} of 13 stages settled{next}",
        row.reference,
        visible(&row.title),
        visible(&row.policy),
        row.value,
        row.state,
        row.closed_stages
    )
}
