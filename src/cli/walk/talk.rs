//! Asking and hearing, line by line: no cursor, no colour, nothing but text.

use std::io::{BufRead, ErrorKind, Read, Write};

use crate::cli::failure::Failure;
use crate::cli::walk::choice::{Choice, find, tidy};
use crate::cli::walk::wrap::Wrapping;
use crate::domain::text::{visible, visible_lines};
use crate::register::Fault;

/// Why there are no more questions.
#[derive(Debug)]
pub(super) enum Leave {
    /// The officer has left.
    Quit,
    /// The input has ended.
    End,
    /// Something went wrong that no answer can mend.
    Failed(Failure),
}

/// The result of every step of the conversation.
pub(super) type Step<T = ()> = std::result::Result<T, Leave>;

impl<T: Into<Failure>> From<T> for Leave {
    fn from(failure: T) -> Self {
        Self::Failed(failure.into())
    }
}

/// The longest answer that is read, in bytes: more than any text that can be recorded.
const LONGEST: u64 = 256 * 1024;

/// How much of an answer that is too long is passed over until it ends, in bytes.
const PASSED_OVER: u64 = 64 * 1024 * 1024;

/// What was said to a question for a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    Text(String),
    Nothing,
    Back,
}

/// The conversation: where answers come from, and where questions go.
pub(super) struct Talk<'a> {
    input: &'a mut dyn BufRead,
    pub(super) out: Wrapping<&'a mut dyn Write>,
    /// Whether an answer ends the line that it is typed on, as at a terminal.
    echoed: bool,
    begun: bool,
}

impl<'a> Talk<'a> {
    pub(super) fn new(
        input: &'a mut dyn BufRead,
        out: &'a mut dyn Write,
        width: usize,
        echoed: bool,
    ) -> Self {
        Self { input, out: Wrapping::new(out, width), echoed, begun: false }
    }

    /// Says one or more lines.
    pub(super) fn say(&mut self, text: &str) -> Step {
        writeln!(self.out, "{}", visible_lines(text))?;
        Ok(())
    }

    /// Says why the register did not do something, and what helps.
    pub(super) fn say_fault(&mut self, fault: &Fault) -> Step {
        crate::cli::failure::tell_fault(&mut self.out, "", fault)?;
        Ok(())
    }

    /// Asks for one line, without the spaces around it.
    pub(super) fn ask(&mut self, prompt: &str) -> Step<String> {
        loop {
            write!(self.out, "{} ", visible(prompt))?;
            self.out.flush()?;
            let heard = self.heard()?;
            match heard {
                Ok(line) if ["quit", "exit"].contains(&tidy(&line).as_str()) => {
                    return Err(Leave::Quit);
                }
                Ok(line) => return Ok(line.trim().to_owned()),
                Err(sentence) => self.say(&sentence)?,
            }
        }
    }

    /// The next answer, with the cursor at the beginning of a line after it.
    fn heard(&mut self) -> Step<Result<String, String>> {
        let heard = self.line();
        // At a terminal the end of the input, unlike an answer, does not end its line.
        if !self.echoed || matches!(heard, Err(Leave::End)) {
            writeln!(self.out)?;
        }
        heard
    }

    /// The next line of the input, or why it cannot be understood.
    fn line(&mut self) -> Step<Result<String, String>> {
        let mut bytes = Vec::new();
        let mut input = (&mut self.input).take(LONGEST);
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => return Err(Leave::End),
            Ok(_) => {}
            // What a Windows console cannot turn into text.
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                return Ok(Err("That cannot be read as text; write it again.".to_owned()));
            }
            Err(error) => {
                return Err(Leave::Failed(Failure::Other {
                    message: format!("Reading the answer failed: {error}."),
                    hint: Some("What was recorded before is in the register.".to_owned()),
                }));
            }
        }
        if input.limit() == 0 && bytes.last() != Some(&b'\n') {
            let mut rest = (&mut self.input).take(PASSED_OVER);
            rest.skip_until(b'\n').map_err(|error| Leave::Failed(Failure::Output(error)))?;
            if rest.limit() == 0 {
                return Err(Leave::Failed(Failure::Other {
                    message: format!("An answer is longer than {PASSED_OVER} bytes."),
                    hint: Some("What was recorded before is in the register.".to_owned()),
                }));
            }
            return Ok(Err(format!(
                "That is longer than {LONGEST} bytes and was not taken; write it in fewer words."
            )));
        }
        let first = !std::mem::replace(&mut self.begun, true);
        Ok(match String::from_utf8(bytes) {
            // Some programs mark the beginning of what they pipe.
            Ok(line) if first => Ok(line.trim_start_matches('\u{feff}').to_owned()),
            Ok(line) => Ok(line),
            Err(_) => Err("That is not UTF-8 text and was not taken; write it again.".to_owned()),
        })
    }

    /// Asks for a text: a reason, a note, an address.
    ///
    /// `empty` says what an empty answer does.
    pub(super) fn text(&mut self, prompt: &str, empty: &str) -> Step<Told> {
        loop {
            let line = self.ask(&format!("{prompt} (empty: {empty}):"))?;
            return Ok(match tidy(&line).as_str() {
                _ if line == "..." => Told::Text(self.several()?),
                _ if line.is_empty() => Told::Nothing,
                "back" => Told::Back,
                "help" => {
                    self.say(&format!(
                        "Type the text on one line. An empty answer: {empty}. For several lines, answer with three full stops, then type the lines, then three full stops alone. back leaves the question, quit leaves the walk.",
                    ))?;
                    continue;
                }
                _ => Told::Text(line),
            });
        }
    }

    /// Several lines, up to three full stops alone.
    fn several(&mut self) -> Step<String> {
        let mut lines = Vec::new();
        loop {
            let number = lines.len() + 1;
            write!(self.out, "Line {number} (three full stops end): ")?;
            self.out.flush()?;
            let heard = self.heard()?;
            match heard {
                Ok(line) if line.trim() == "..." => return Ok(lines.join("\n")),
                Ok(line) => lines.push(line.trim_end().to_owned()),
                Err(sentence) => self.say(&sentence)?,
            }
        }
    }

    /// Asks for something that has to be understood; `None` when the officer goes back.
    ///
    /// An empty answer gives `otherwise`; without one it asks again.
    pub(super) fn understood<T>(
        &mut self,
        prompt: &str,
        otherwise: Option<T>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Step<Option<T>> {
        loop {
            let line = self.ask(&format!("{prompt}:"))?;
            match tidy(&line).as_str() {
                _ if line.is_empty() && otherwise.is_some() => return Ok(otherwise),
                _ if line.is_empty() => {
                    self.say("An answer is needed here; back leaves the question.")?;
                }
                "back" => return Ok(None),
                "help" => self.say("back leaves the question, quit leaves the walk.")?,
                _ => match read(&line) {
                    Ok(value) => return Ok(Some(value)),
                    Err(why) => self.say(&sentence(&why))?,
                },
            }
        }
    }

    /// Asks for a text that has to pass a check, and asks again until it does.
    ///
    /// `empty` says what an empty answer does.
    pub(super) fn checked<T, E: Into<Fault>>(
        &mut self,
        prompt: &str,
        empty: &str,
        check: impl Fn(&str) -> Result<T, E>,
    ) -> Step<Option<T>> {
        loop {
            let Told::Text(text) = self.text(prompt, empty)? else { return Ok(None) };
            match check(&text) {
                Ok(value) => return Ok(Some(value)),
                Err(fault) => self.say_fault(&fault.into())?,
            }
        }
    }

    /// Asks for one of a list, which is read out; `None` when the officer goes back.
    pub(super) fn choose<T>(
        &mut self,
        question: &str,
        choices: &[Choice<'_, T>],
    ) -> Step<Option<usize>> {
        self.say(question)?;
        for (at, choice) in choices.iter().enumerate() {
            let says = if choice.says.is_empty() { "" } else { ": " };
            self.say(&format!("  {} {}{says}{}", at + 1, choice.word, choice.says))?;
        }
        self.understood("Number or word", None, |given| find(choices, given))
    }

    /// Asks for a yes or a no.
    pub(super) fn yes(&mut self, question: &str) -> Step<bool> {
        self.decide(question, None)
    }

    /// The same, where an empty answer is a no.
    pub(super) fn yes_or_leave(&mut self, question: &str) -> Step<bool> {
        self.decide(question, Some(false))
    }

    fn decide(&mut self, question: &str, empty: Option<bool>) -> Step<bool> {
        const ANSWERS: [Choice<'static, bool>; 2] =
            [Choice::new(true, "yes", &[], ""), Choice::new(false, "no", &["back"], "")];
        loop {
            let also = if empty.is_some() { "; empty: no" } else { "" };
            let line = self.ask(&format!("{question} (1 yes, 2 no{also}):"))?;
            if let Some(empty) = empty.filter(|_| line.is_empty()) {
                return Ok(empty);
            }
            match find(&ANSWERS, &line) {
                Ok(at) => return Ok(ANSWERS[at].what),
                Err(_) => self.say("Answer yes or no; quit leaves the walk.")?,
            }
        }
    }
}

/// What is wrong as a sentence: with a full stop at its end.
fn sentence(why: &str) -> String {
    if why.ends_with(['.', '?']) { why.to_owned() } else { format!("{why}.") }
}
