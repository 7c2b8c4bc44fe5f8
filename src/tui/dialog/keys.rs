//! What keys, pastes and clicks do in a form, whichever screen or dialog it stands in.

use std::ops::ControlFlow::{self, Break, Continue};

use crate::tui::command::{Command, Offer};
use crate::tui::dialog::pick;
use crate::tui::effect::{Answer, Effect, Message, Place};
use crate::tui::screen::Screen;
use crate::tui::widget::form::Form;

/// A screen that consists of a form.
pub(crate) trait Filled: Screen {
    fn form(&mut self) -> &mut Form;

    /// Follows what was typed or chosen.
    fn changed(&mut self) -> Effect;

    /// Does what the form is for, or goes to what is wrong.
    fn save(&mut self) -> Effect;
}

/// What a form offers: `Enter` opens the list of a choice with many words.
pub(crate) fn offers(form: &Form, save: &'static str) -> Vec<Offer> {
    let mut offers = form.offers(save);
    if form.long_choice().is_some() {
        offers.retain(|offer| offer.command != Command::Accept);
        offers.insert(0, Offer::useful(Command::Accept).called("choose from the list"));
    }
    offers
}

/// Lets the form follow a message, and breaks off with what comes of it; goes on with a message that
/// is not for the form.
pub(crate) fn follow(screen: &mut impl Filled, message: Message) -> ControlFlow<Effect, Message> {
    match message {
        Message::Command(command) => return Break(obey(screen, command)),
        Message::Key(key) => {
            if !screen.form().key(key) && !screen.form().jump(key) {
                return Break(Effect::None);
            }
        }
        Message::Pointed { at, .. } => screen.form().point(at),
        Message::Paste(pasted) => screen.form().paste(&pasted),
        Message::Answer(Answer::Picked(at)) => screen.form().take(at),
        Message::Answer(Answer::Leave) => return Break(Effect::Pop),
        other => return Continue(other),
    }
    Break(screen.changed())
}

fn obey(screen: &mut impl Filled, command: Command) -> Effect {
    match command {
        Command::Back if screen.holds_typed() => Effect::Push(Place::Leave),
        Command::Back => Effect::Pop,
        Command::Save => screen.save(),
        Command::Accept if screen.form().long_choice().is_some() => pick::from(screen.form()),
        Command::Accept if screen.form().at_last() => screen.save(),
        Command::Accept => {
            screen.form().step(true);
            screen.changed()
        }
        command if screen.form().follow(command) => screen.changed(),
        _ => Effect::None,
    }
}
