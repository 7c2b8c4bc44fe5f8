//! The terminal interface: a stack of screens between the officer and the register.
//!
//! A key press travels: terminal event, `event`, the commands that the top
//! screen offers (`command`), the screen's `update`, an effect, and for a
//! change `register::perform`; then the screens read their view models again
//! and are drawn once. Drawing changes nothing and reads nothing.

mod app;
mod command;
mod damaged;
mod dates;
mod dialog;
mod effect;
mod event;
mod finding;
mod forms;
mod glyphs;
mod job;
mod keymap;
mod listen;
mod output;
mod pointer;
mod preferences;
mod screen;
mod theme;
mod visit;
mod widget;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;

pub use app::App;
pub use damaged::{Chosen, damaged};
pub use event::{Code, Input, Key};
pub use glyphs::Glyphs;
pub use keymap::Keymap;
pub use theme::Theme;

pub use crate::settings::ThemeName;

use crate::register::{Clock, Register};
use crate::settings::{GlyphSet, Preferences};
use crate::tui::job::Happening;
use crate::tui::output::{Output, take_mouse};
pub use crate::tui::output::{columns, obeys_escapes};

/// What stands beside the officer's name while samples are looked at.
pub const SAMPLES: &str = "samples, nothing is kept";

/// How the interface looks and begins.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the officer has set.
    pub preferences: Preferences,
    /// What stands beside the officer's name, such as that nothing is kept.
    pub remark: Option<String>,
    /// Where exports are suggested to go first, when not among the officer's documents.
    pub exports: Option<PathBuf>,
}

/// Colours and symbols together: what drawing needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The symbols.
    pub glyphs: Glyphs,
}

impl Look {
    /// The look that settings ask for.
    pub fn of(preferences: &Preferences) -> Self {
        Self {
            theme: Theme::named(preferences.theme()),
            glyphs: match preferences.glyphs() {
                GlyphSet::Unicode => Glyphs::UNICODE,
                GlyphSet::Windows => Glyphs::WINDOWS,
                GlyphSet::Ascii => Glyphs::ASCII,
            },
        }
    }
}

/// Runs the interface until the officer leaves it.
///
/// # Errors
/// When the terminal cannot be used.
pub fn run(register: Register, clock: Clock, officer: String, options: Options) -> io::Result<()> {
    let mut app = App::new(register, clock, officer, options);
    output::on_terminal(|output| drive(output, &mut app))
}

/// Draws, waits for something to happen, lets the app follow, and draws again.
fn drive(output: &mut Output, app: &mut App) -> io::Result<()> {
    let heard = listen::listen();
    app.listen_with(heard.sender());
    let result = follow(output, app, &heard.happenings());
    app.end_jobs();
    result
}

fn follow(output: &mut Output, app: &mut App, happenings: &Receiver<Happening>) -> io::Result<()> {
    let (columns, rows) = output.size()?;
    app.begin(columns, rows);
    app.back_up_daily();
    while !app.is_done() {
        take_mouse(app.wants_mouse())?;
        if let Some(text) = app.take_copied()
            && output::copy(&text).is_err()
        {
            app.not_copied();
        }
        output.draw(|frame| app.draw(frame))?;
        let Ok(first) = happenings.recv() else { break };
        // What has piled up is followed before the next draw, so that key repeat never runs behind.
        for happening in std::iter::once(first).chain(happenings.try_iter()) {
            match happening {
                Happening::Input(Input::Resize) => {
                    let (columns, rows) = output.size()?;
                    app.resize(columns, rows);
                }
                Happening::Input(input @ (Input::Suspend | Input::Resumed)) => {
                    output.again(input == Input::Suspend)?;
                    let (columns, rows) = output.size()?;
                    app.resize(columns, rows);
                }
                Happening::Input(input) => app.handle(input),
                Happening::Job { number, told } => app.told(number, told),
                Happening::Counted { number, view } => app.counted(number, view),
            }
            if app.is_done() {
                break;
            }
        }
    }
    Ok(())
}
