//! The terminal interface: a stack of screens between the officer and the register.
//!
//! A key press travels: terminal event, `event`, the commands that the top
//! screen offers (`command`), the screen's `update`, an effect, and for a
//! change `register::perform`; then the screens read their view models again
//! and are drawn once. Drawing changes nothing and reads nothing.

mod app;
mod command;
mod dialog;
mod effect;
mod event;
mod glyphs;
mod screen;
mod theme;
mod widget;

use std::io;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::DefaultTerminal;

pub use app::App;
pub use event::{Code, Input, Key};
pub use glyphs::Glyphs;
pub use theme::{Theme, ThemeName};

use crate::register::{Clock, Register};

/// How the interface looks and begins.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The colours.
    pub theme: ThemeName,
    /// Whether to draw in plain ASCII.
    pub ascii: bool,
    /// The policy that a new tender starts with, where one is preferred.
    pub default_policy: Option<String>,
}

/// Colours and symbols together: what drawing needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The symbols.
    pub glyphs: Glyphs,
}

impl Options {
    /// The look that these options ask for.
    pub fn look(&self) -> Look {
        Look {
            theme: Theme::named(self.theme),
            glyphs: if self.ascii { Glyphs::ASCII } else { Glyphs::UNICODE },
        }
    }
}

/// Runs the interface until the officer leaves it. The terminal is put back on every way out.
///
/// # Errors
/// When the terminal cannot be used.
pub fn run(register: Register, clock: Clock, officer: String, options: Options) -> io::Result<()> {
    let mut app = App::new(register, clock, officer, options);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let _ = execute!(io::stdout(), DisableBracketedPaste);
        before(panic);
    }));
    let result = ratatui::run(|terminal| {
        execute!(io::stdout(), EnableBracketedPaste)?;
        let result = drive(terminal, &mut app);
        let _ = execute!(io::stdout(), DisableBracketedPaste);
        result
    });
    let _ = std::panic::take_hook();
    result
}

/// Draws, waits for something to happen, lets the app follow, and draws again.
fn drive(terminal: &mut DefaultTerminal, app: &mut App) -> io::Result<()> {
    let inputs = listen();
    let size = terminal.size()?;
    app.begin(size.width, size.height);
    while !app.is_done() {
        execute!(io::stdout(), BeginSynchronizedUpdate)?;
        terminal.draw(|frame| app.draw(frame))?;
        execute!(io::stdout(), EndSynchronizedUpdate)?;
        let Ok(first) = inputs.recv() else { break };
        // What has piled up is followed before the next draw, so that key repeat never runs behind.
        for input in std::iter::once(first).chain(inputs.try_iter()) {
            if input == Input::Resize {
                let size = terminal.size()?;
                app.resize(size.width, size.height);
            } else {
                app.handle(input);
            }
            if app.is_done() {
                break;
            }
        }
    }
    Ok(())
}

/// Reads the terminal's events on a thread of their own, which ends with the program.
fn listen() -> Receiver<Input> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            let Some(input) = event::convert(event) else { continue };
            if sender.send(input).is_err() {
                return;
            }
        }
        let _ = sender.send(Input::Gone);
    });
    receiver
}
