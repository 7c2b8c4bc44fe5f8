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
/// register already, and the terminal is put back. A second request does not wait for that.
#[cfg(unix)]
fn listen_for_signals(sender: Sender<Happening>) {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let heard = [SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT];
    let Ok(mut signals) = signal_hook::iterator::Signals::new(heard) else { return };
    thread::spawn(move || {
        let mut asked = false;
        for signal in signals.forever() {
            let input = match signal {
                SIGTSTP => Input::Suspend,
                SIGCONT => Input::Resumed,
                _ => Input::Gone,
            };
            if input == Input::Gone && std::mem::replace(&mut asked, true) {
                super::output::put_back();
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
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
/// slow line, it makes Esc, a bracket and a letter, and a letter may be a command.
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
        let goes_on = match sequence.as_str() {
            "[" | "O" => true,
            longer => longer.starts_with('[') && matches!(c, '0'..='9' | ';'),
        };
        if goes_on {
            continue;
        }
        if let Some(code) = key_of(&sequence) {
            events.truncate(1);
            events.push(Event::Key(code.into()));
        }
        return events;
    }
    events
}

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
            vec![esc, c('['), c('q')],
            vec![esc, c('['), c('6')],
            vec![esc, c('O'), KeyCode::Enter],
            vec![c('['), c('A')],
        ] {
            let all = if keys[0] == esc { keys.len() } else { 1 };
            assert_eq!(rejoined(&keys), keys[..all]);
        }
    }
}
