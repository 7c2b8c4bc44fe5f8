//! From the terminal's events to ours: the only place that knows crossterm's.
//!
//! Presses and repeats count, releases do not (Windows sends both). A printable
//! character with Ctrl and Alt is `AltGr` on a foreign keyboard, so it is text.

use std::fmt;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// What comes in from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was clicked at a column and a row: pressed and let go without being moved.
    Click(u16, u16),
    /// The mouse was moved with its button held down.
    Drag {
        /// Where the button was pressed.
        begun: (u16, u16),
        /// Where the mouse was.
        from: (u16, u16),
        /// Where it is now.
        to: (u16, u16),
    },
    /// The wheel of the mouse was turned, down or up.
    Wheel {
        /// Whether towards the end.
        down: bool,
    },
    /// The window has another size.
    Resize,
    /// The program is to stand still, so that the shell has the terminal.
    Suspend,
    /// The program goes on after it stood still.
    Resumed,
    /// The terminal is gone.
    Gone,
}

/// A key with what was held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Whether Ctrl was held down.
    pub ctrl: bool,
    /// Whether Alt was held down.
    pub alt: bool,
}

/// A key by itself. Shift is in the character, or in [`Code::BackTab`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Backspace,
    Delete,
    Function(u8),
}

impl Key {
    /// The key alone.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// A character with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true, alt: false }
    }

    /// The character that the key types into a text, if it types one.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    /// Writes the key as it is called: `Ctrl-R`, `Space`, `Shift+Tab`, `PgDn`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            Code::Char(c) => write!(f, "{c}"),
            Code::BackTab => f.write_str("Shift+Tab"),
            Code::PageUp => f.write_str("PgUp"),
            Code::PageDown => f.write_str("PgDn"),
            Code::Function(n) => write!(f, "F{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// The button of the mouse while it is held down: only when it is let go is it known whether it
/// was a click.
#[derive(Debug, Default)]
pub(crate) struct Held(Option<Hold>);

#[derive(Debug)]
struct Hold {
    begun: (u16, u16),
    last: (u16, u16),
    moved: bool,
}

impl Held {
    fn follow(&mut self, mouse: MouseEvent) -> Option<Input> {
        let to = (mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                self.0 = Some(Hold { begun: to, last: to, moved: false });
                None
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                let hold = self.0.as_mut().filter(|hold| hold.last != to)?;
                hold.moved = true;
                let from = std::mem::replace(&mut hold.last, to);
                Some(Input::Drag { begun: hold.begun, from, to })
            }
            MouseEventKind::Up(MouseButton::Left) => {
                let hold = self.0.take()?;
                let (column, row) = hold.begun;
                (!hold.moved && to == hold.begun).then_some(Input::Click(column, row))
            }
            MouseEventKind::ScrollDown => Some(Input::Wheel { down: true }),
            MouseEventKind::ScrollUp => Some(Input::Wheel { down: false }),
            _ => None,
        }
    }
}

/// Turns an event of the terminal into ours; `None` for those that do not concern us.
pub(crate) fn convert(event: Event, held: &mut Held) -> Option<Input> {
    match event {
        Event::Key(key) => convert_key(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(..) => Some(Input::Resize),
        Event::Mouse(mouse) => held.follow(mouse),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn convert_key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let mut ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let mut alt = event.modifiers.contains(KeyModifiers::ALT);
    let code = match event.code {
        KeyCode::Char(c) => {
            if ctrl && alt {
                (ctrl, alt) = (false, false);
            }
            Code::Char(if ctrl { c.to_ascii_lowercase() } else { c })
        }
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab if shift => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::F(n) => Code::Function(n),
        _ => return None,
    };
    Some(Key { code, ctrl, alt })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, modifiers, kind))
    }

    #[test]
    fn a_release_is_no_key_press() {
        let release = key(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Release);
        let mut held = Held::default();
        assert_eq!(convert(release, &mut held), None);
        let repeat = key(KeyCode::Down, KeyModifiers::NONE, KeyEventKind::Repeat);
        assert_eq!(convert(repeat, &mut held), Some(Input::Key(Key::plain(Code::Down))));
    }

    #[test]
    fn a_character_with_altgr_is_text() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        let pressed = key(KeyCode::Char('@'), both, KeyEventKind::Press);
        let Some(Input::Key(typed)) = convert(pressed, &mut Held::default()) else {
            unreachable!("a key press is a key");
        };
        assert_eq!(typed.typed(), Some('@'));
    }

    #[test]
    fn a_press_is_a_click_when_it_is_let_go_where_it_was_and_else_a_drag() {
        let mut held = Held::default();
        let mut mouse = |kind, column, row| {
            let modifiers = KeyModifiers::NONE;
            convert(Event::Mouse(MouseEvent { kind, column, row, modifiers }), &mut held)
        };
        let (down, up) =
            (MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left));
        let drag = MouseEventKind::Drag(MouseButton::Left);
        assert_eq!(mouse(down, 3, 4), None);
        assert_eq!(mouse(up, 3, 4), Some(Input::Click(3, 4)));
        // Let go without having been pressed here, and moved without a button.
        assert_eq!(mouse(up, 3, 4), None);
        assert_eq!(mouse(drag, 3, 5), None);
        assert_eq!(mouse(MouseEventKind::Moved, 3, 5), None);
        assert_eq!(mouse(down, 3, 4), None);
        assert_eq!(mouse(drag, 3, 4), None);
        let moved = Input::Drag { begun: (3, 4), from: (3, 4), to: (5, 4) };
        assert_eq!(mouse(drag, 5, 4), Some(moved));
        let moved = Input::Drag { begun: (3, 4), from: (5, 4), to: (3, 4) };
        assert_eq!(mouse(drag, 3, 4), Some(moved));
        assert_eq!(mouse(up, 3, 4), None, "a drag that came back is no click");
    }

    #[test]
    fn keys_are_called_by_their_names() {
        assert_eq!(Key::ctrl('r').to_string(), "Ctrl-R");
        assert_eq!(Key::plain(Code::Char(' ')).to_string(), "Space");
        assert_eq!(Key::plain(Code::BackTab).to_string(), "Shift+Tab");
        assert_eq!(Key::plain(Code::PageDown).to_string(), "PgDn");
    }
}
