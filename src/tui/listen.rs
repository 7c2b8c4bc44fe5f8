//! What is heard of the terminal and of the system: keys and the mouse, and signals, each on a
//! thread of its own that lives as long as the program. One pair of them serves whatever is shown,
//! as two readers would take each other's keys.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyModifiers, poll, read};

use crate::tui::event::{self, Input};
use crate::tui::job::Happening;
#[cfg(unix)]
use crate::tui::output;

/// Where everything that happens comes together.
#[derive(Debug)]
pub(super) struct Heard {
    sender: Sender<Happening>,
    happenings: Mutex<Receiver<Happening>>,
}

impl Heard {
    /// Where what runs beside the interface tells its news.
    pub(super) fn sender(&self) -> Sender<Happening> {
        self.sender.clone()
    }

    /// What happens, for whatever is shown.
    pub(super) fn happenings(&self) -> MutexGuard<'_, Receiver<Happening>> {
        self.happenings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Listens from the first time that this is asked.
pub(super) fn listen() -> &'static Heard {
    static HEARD: OnceLock<Heard> = OnceLock::new();
    HEARD.get_or_init(|| {
        let (sender, happenings) = mpsc::channel();
        #[cfg(unix)]
        listen_for_signals(sender.clone());
        listen_to_terminal(sender.clone());
        Heard { sender, happenings: Mutex::new(happenings) }
    })
}

fn listen_to_terminal(sender: Sender<Happening>) {
    thread::spawn(move || {
        let mut held = event::Held::default();
        while let Ok(events) = read_whole() {
            for input in events.into_iter().filter_map(|event| event::convert(event, &mut held)) {
                if sender.send(Happening::Input(input)).is_err() {
                    return;
                }
            }
        }
        let _ = sender.send(Happening::Input(Input::Gone));
    });
}

/// A closed window or a request to end leads to an orderly end: everything confirmed is in the
/// register already, and the terminal is put back. Where nothing is shown, such as while a backup is
/// restored, signals do what they do to any program.
#[cfg(unix)]
fn listen_for_signals(sender: Sender<Happening>) {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let heard = [SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT];
    let Ok(mut signals) = signal_hook::iterator::Signals::new(heard) else { return };
    thread::spawn(move || {
        for signal in signals.forever() {
            if !output::is_taken() {
                let _ = signal_hook::low_level::emulate_default_handler(signal);
                continue;
            }
            let input = match signal {
                SIGTSTP => Input::Suspend,
                SIGCONT => Input::Resumed,
                _ => Input::Gone,
            };
            if sender.send(Happening::Input(input)).is_err() {
                return;
            }
        }
    });
}

/// Reads an event, and with Esc what came in one piece with it.
fn read_whole() -> io::Result<Vec<Event>> {
    let first = read()?;
    Ok(rejoin(first, || poll(Duration::ZERO).ok().filter(|there| *there).and_then(|_| read().ok())))
}

/// Puts together what crossterm takes apart: of Esc and an arrow that arrive in one piece, as over a
/// slow line, it makes Esc, a bracket and a letter, and a letter may be a command. Of a sequence that
/// is no key here nothing is obeyed, nor of what was pasted in that moment.
fn rejoin(first: Event, mut waiting: impl FnMut() -> Option<Event>) -> Vec<Event> {
    let mut events = vec![first];
    if plain(&events[0]) != Some(KeyCode::Esc) {
        return events;
    }
    let mut sequence = String::new();
    while let Some(event) = waiting() {
        let code = plain(&event);
        events.push(event);
        let Some(KeyCode::Char(c)) = code else { return events };
        sequence.push(c);
        match sequence.as_str() {
            "[" | "O" => continue,
            longer if !longer.starts_with(['[', 'O']) => return events,
            _ => {}
        }
        events.truncate(1);
        // What ECMA-48 calls parameter and intermediate bytes: the sequence goes on.
        if sequence.starts_with('[') && matches!(c, ' '..='?') {
            continue;
        }
        if sequence == PASTED {
            while waiting().is_some() {}
        }
        events.extend(key_of(&sequence).map(|code| Event::Key(code.into())));
        return events;
    }
    events
}

/// What stands before pasted text, after Esc.
const PASTED: &str = "[200~";

/// A key with nothing held down.
fn plain(event: &Event) -> Option<KeyCode> {
    let key = event.as_key_press_event()?;
    (key.modifiers - KeyModifiers::SHIFT).is_empty().then_some(key.code)
}

/// The key that terminals send so, after Esc.
fn key_of(sequence: &str) -> Option<KeyCode> {
    Some(match sequence {
        "[A" | "OA" => KeyCode::Up,
        "[B" | "OB" => KeyCode::Down,
        "[C" | "OC" => KeyCode::Right,
        "[D" | "OD" => KeyCode::Left,
        "[H" | "OH" | "[1~" | "[7~" => KeyCode::Home,
        "[F" | "OF" | "[4~" | "[8~" => KeyCode::End,
        "[Z" => KeyCode::BackTab,
        "[3~" => KeyCode::Delete,
        "[5~" => KeyCode::PageUp,
        "[6~" => KeyCode::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejoined(keys: &[KeyCode]) -> Vec<KeyCode> {
        let mut events = keys.iter().map(|code| Event::Key((*code).into()));
        let first = events.next().unwrap();
        rejoin(first, || events.next()).iter().filter_map(plain).collect()
    }

    #[test]
    fn esc_and_an_arrow_in_one_piece_are_two_keys() {
        let (esc, c) = (KeyCode::Esc, KeyCode::Char);
        assert_eq!(rejoined(&[esc, c('['), c('A')]), [esc, KeyCode::Up]);
        assert_eq!(rejoined(&[esc, c('O'), c('B')]), [esc, KeyCode::Down]);
        assert_eq!(rejoined(&[esc, c('['), c('6'), c('~')]), [esc, KeyCode::PageDown]);
    }

    #[test]
    fn what_is_no_such_key_stays_as_it_came() {
        let (esc, c) = (KeyCode::Esc, KeyCode::Char);
        for keys in [
            vec![esc],
            vec![esc, c('q')],
            vec![esc, c('[')],
            vec![esc, c('O'), KeyCode::Enter],
            vec![c('['), c('A')],
        ] {
            let all = if keys[0] == esc { keys.len() } else { 1 };
            assert_eq!(rejoined(&keys), keys[..all]);
        }
    }

    #[test]
    fn of_a_sequence_that_is_no_key_here_nothing_is_obeyed() {
        for sequence in ["[1;5A", "[15~", "[<0;10;10M", "[I", "[6", "OP", "[200~quit"] {
            let mut keys = vec![KeyCode::Esc];
            keys.extend(sequence.chars().map(KeyCode::Char));
            assert_eq!(rejoined(&keys), [KeyCode::Esc], "{sequence}");
        }
    }

    #[test]
    fn what_follows_a_sequence_is_read_next() {
        let mut waiting = "[15~q".chars().map(|c| Event::Key(KeyCode::Char(c).into()));
        rejoin(Event::Key(KeyCode::Esc.into()), || waiting.next());
        assert_eq!(waiting.next(), Some(Event::Key(KeyCode::Char('q').into())));
    }
}
