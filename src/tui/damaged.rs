//! The screen that is shown instead of the register when that is damaged: what is wrong, what can
//! be done, a key that does it, and one that leaves. It comes before the interface proper, which
//! needs a register.

use std::io;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::register::Damage;
use crate::tui::Look;
use crate::tui::dialog::reading;
use crate::tui::effect::{LineKind, Place, Section};
use crate::tui::event::{Code, Input};
use crate::tui::job::Happening;
use crate::tui::listen;
use crate::tui::output::on_terminal;

/// What an officer chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// To put the newest good backup in the place of the register.
    Restore,
    /// To leave everything as it is.
    Leave,
}

/// What the screen knows.
struct Screen<'a> {
    damage: &'a Damage,
    look: Look,
    /// Whether it was asked for and is to be confirmed.
    asked: bool,
    offset: usize,
    /// How many lines were drawn at once.
    height: usize,
}

/// Shows what is wrong with a register and hears what is to be done.
///
/// # Errors
/// When the terminal cannot be used.
pub fn damaged(damage: &Damage, look: Look) -> io::Result<Chosen> {
    let mut screen = Screen { damage, look, asked: false, offset: 0, height: 1 };
    on_terminal(|output| {
        let happenings = listen::listen().happenings();
        loop {
            output.draw(|frame| screen.draw(frame))?;
            match happenings.recv() {
                Ok(Happening::Input(input @ (Input::Suspend | Input::Resumed))) => {
                    output.again(input == Input::Suspend)?;
                }
                Ok(Happening::Input(input)) => {
                    if let Some(chosen) = screen.follow(&input) {
                        return Ok(chosen);
                    }
                }
                Ok(_) => {}
                Err(_) => return Ok(Chosen::Leave),
            }
        }
    })
}

impl Screen<'_> {
    /// Follows a key; gives what was chosen by it.
    fn follow(&mut self, input: &Input) -> Option<Chosen> {
        let Input::Key(key) = input else {
            return matches!(input, Input::Gone).then_some(Chosen::Leave);
        };
        let asked = std::mem::take(&mut self.asked);
        match key.code {
            Code::Char('c') if key.ctrl => return Some(Chosen::Leave),
            Code::Char('y' | 'Y') if asked => return Some(Chosen::Restore),
            _ if asked => {}
            Code::Char('r') => self.asked = self.damage.backup.is_some(),
            Code::Char('q') | Code::Esc => return Some(Chosen::Leave),
            Code::Down | Code::Char('j') => self.offset += 1,
            Code::PageDown => self.offset += self.height,
            Code::Up | Code::Char('k') => self.offset = self.offset.saturating_sub(1),
            Code::PageUp => self.offset = self.offset.saturating_sub(self.height),
            _ => {}
        }
        None
    }

    fn sections(&self) -> Vec<Section> {
        let plain = |line: String| (LineKind::Plain, line);
        vec![
            Section {
                heading: "What is wrong".to_owned(),
                lines: vec![(LineKind::Warning, self.damage.what.clone())],
            },
            Section {
                heading: "What can be done".to_owned(),
                lines: self.damage.remedies().into_iter().map(plain).collect(),
            },
        ]
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        let theme = self.look.theme;
        let [head, body, foot] =
            Layout::vertical([Constraint::Length(2), Constraint::Min(0), Constraint::Length(2)])
                .areas(frame.area());
        let title = Line::styled(" Tenderbook: the register cannot be opened", theme.title);
        frame.render_widget(Paragraph::new(title), head);
        let columns = usize::from(body.width.saturating_sub(2));
        let lines = reading::lay_out(&self.sections(), columns, &self.look);
        self.height = usize::from(body.height).max(1);
        let last = lines.len().saturating_sub(usize::from(body.height));
        self.offset = self.offset.min(last);
        let more = last > self.offset;
        frame.render_widget(Paragraph::new(lines[self.offset..].to_vec()), body);
        frame.render_widget(Paragraph::new(self.foot(more)), foot);
    }

    fn foot(&self, more: bool) -> Vec<Line<'static>> {
        let theme = self.look.theme;
        if self.asked {
            let words = " The damaged register is kept beside the one that comes.";
            return vec![
                Line::styled(words, theme.text),
                Line::styled(" y restore the backup   any other key leaves it", theme.accent),
            ];
        }
        let mut keys = vec![Span::raw(" ")];
        if self.damage.backup.is_some() {
            keys.push(Span::styled("r restore the backup   ", theme.accent));
        }
        if more {
            keys.push(Span::styled("Down read on   ", theme.accent));
        }
        keys.push(Span::styled("q leave", theme.accent));
        vec![Line::default(), Line::from(keys)]
    }
}

/// What is said where the damage is found while the interface is open: what is wrong and what can
/// be done, to be read.
pub(crate) fn found_beside(damage: &Damage) -> Place {
    let remedies = damage.remedies().into_iter().map(|line| (LineKind::Plain, line));
    let kept = "It was found while the backup of the day was made. Nothing more is written to the register; what can be read can still be looked at and exported.";
    Place::Reading {
        title: "The register is damaged".to_owned(),
        sections: vec![
            Section {
                heading: "What is wrong".to_owned(),
                lines: vec![
                    (LineKind::Warning, damage.what.clone()),
                    (LineKind::Plain, kept.to_owned()),
                ],
            },
            Section {
                heading: "What can be done, after leaving Tenderbook".to_owned(),
                lines: remedies.collect(),
            },
        ],
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::register::GoodBackup;
    use crate::settings::Preferences;
    use crate::tui::Key;

    fn damage(backup: bool) -> Damage {
        Damage {
            register: PathBuf::from("/home/a/register.db"),
            what:
                "/home/a/register.db is damaged: it has been cut short. Nothing was written to it."
                    .to_owned(),
            backup: backup.then(|| GoodBackup {
                file: PathBuf::from("/home/a/backups/register-2026-11-20.db"),
                until: Some("2026-11-19T16:00:00Z".to_owned()),
                changes: 40,
                newer: Some(3),
            }),
            passed_over: 1,
            salvage: true,
        }
    }

    fn screen(damage: &Damage) -> Screen<'_> {
        Screen {
            damage,
            look: Look::of(&Preferences::default()),
            asked: false,
            offset: 0,
            height: 1,
        }
    }

    fn press(screen: &mut Screen<'_>, code: Code) -> Option<Chosen> {
        screen.follow(&Input::Key(Key::plain(code)))
    }

    fn drawn(screen: &mut Screen<'_>, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| screen.draw(frame)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn it_says_what_is_wrong_and_offers_the_backup_with_its_day_and_what_is_newer() {
        let damage = damage(true);
        let said = drawn(&mut screen(&damage), 80, 24).replace('"', " ");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "it has been cut short",
            "register-2026-11-20.db, with every change until Thu 19 November 2026; 3 changes are newer",
            "--salvage",
            "r restore the backup",
            "q leave",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }

    #[test]
    fn a_backup_is_restored_only_after_a_second_key_that_is_not_enter() {
        let damage = damage(true);
        let mut screen = screen(&damage);
        for other in [Code::Enter, Code::Char('r'), Code::Char('q'), Code::Esc] {
            assert_eq!(press(&mut screen, Code::Char('r')), None);
            assert!(drawn(&mut screen, 80, 24).contains("y restore the backup"));
            assert_eq!(press(&mut screen, other), None);
        }
        assert_eq!(press(&mut screen, Code::Char('y')), None, "nothing was asked");
        assert_eq!(press(&mut screen, Code::Char('r')), None);
        assert_eq!(press(&mut screen, Code::Char('y')), Some(Chosen::Restore));
        assert_eq!(press(&mut screen, Code::Esc), Some(Chosen::Leave));
    }

    #[test]
    fn without_a_good_backup_there_is_nothing_to_restore() {
        let damage = damage(false);
        let mut screen = screen(&damage);
        assert!(drawn(&mut screen, 80, 24).contains("There is no good backup"));
        assert_eq!(press(&mut screen, Code::Char('r')), None);
        assert_eq!(press(&mut screen, Code::Char('y')), None);
        assert_eq!(press(&mut screen, Code::Char('q')), Some(Chosen::Leave));
    }

    #[test]
    fn a_key_that_was_held_at_the_end_is_not_paid_back_on_the_way_up() {
        let damage = damage(true);
        let mut screen = screen(&damage);
        let top = drawn(&mut screen, 40, 9);
        for _ in 0..100 {
            press(&mut screen, Code::Down);
            drawn(&mut screen, 40, 9);
        }
        let end = drawn(&mut screen, 40, 9);
        assert!(end != top && !end.contains("Down read on"));
        press(&mut screen, Code::Up);
        assert_ne!(drawn(&mut screen, 40, 9), end);
        for _ in 0..100 {
            press(&mut screen, Code::PageUp);
        }
        assert_eq!(drawn(&mut screen, 40, 9), top);
    }

    #[test]
    fn it_is_drawn_at_every_size() {
        let damage = damage(true);
        for (width, height) in (1..40).zip((1..12).cycle()) {
            drawn(&mut screen(&damage), width, height);
        }
    }
}
