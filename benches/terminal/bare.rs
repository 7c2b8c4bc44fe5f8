//! The floor: a ratatui program that draws a list of 40 rows and moves a selection, and nothing
//! else. Its frames are marked as ours are, so that both are measured alike.

use std::io::{self, Stdout, stdout};

use crossterm::event::{self, Event, KeyCode, KeyEventKind};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::style::Style;
use ratatui::widgets::{List, ListState};
use ratatui_crossterm::CrosstermBackend;

/// Draws, waits for a key, and draws again, until `q`.
pub(crate) fn run() {
    enable_raw_mode().unwrap();
    execute!(stdout(), EnterAlternateScreen).unwrap();
    let mut terminal = Terminal::new(CrosstermBackend::new(stdout())).unwrap();
    let _ = go(&mut terminal);
    let _ = disable_raw_mode();
    let _ = execute!(stdout(), LeaveAlternateScreen);
}

fn go(terminal: &mut Terminal<CrosstermBackend<Stdout>>) -> io::Result<()> {
    let rows: Vec<String> =
        (1..=40).map(|row| format!("2026-{row:04}  A row of the list")).collect();
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        queue!(stdout(), BeginSynchronizedUpdate)?;
        terminal.draw(|frame| {
            let list =
                List::new(rows.iter().map(String::as_str)).highlight_style(Style::new().reversed());
            frame.render_stateful_widget(list, frame.area(), &mut state);
        })?;
        execute!(stdout(), EndSynchronizedUpdate)?;
        let Event::Key(key) = event::read()? else { continue };
        if key.kind != KeyEventKind::Press {
            continue;
        }
        match key.code {
            KeyCode::Char('q') => return Ok(()),
            KeyCode::Down => {
                let next = state.selected().unwrap_or(0) + 1;
                state.select(Some(next % rows.len()));
            }
            _ => {}
        }
    }
}
