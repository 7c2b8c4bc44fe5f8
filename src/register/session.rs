//! What was done in one session and can be turned around: undo and redo, as acts of their own.

use std::collections::HashMap;

use crate::register::{Act, Context, Done, Fault, Order, Purpose, Register, Subject};

/// The acts of a session, the newest last.
#[derive(Debug, Default)]
pub struct Session {
    undo: Vec<Taken>,
    redo: Vec<Taken>,
    /// The version of each subject after the last change of this session, by its key.
    versions: HashMap<String, i64>,
}

/// An act that can be taken back, or done again.
#[derive(Debug)]
struct Taken {
    on: Subject,
    /// The act that turns it around; none for what cannot be undone, which stops there and says so.
    act: Option<Act>,
    sequence: i64,
    said: String,
}

/// What became of an undo or a redo.
#[derive(Debug)]
pub enum Turned {
    /// It was done.
    Done {
        /// The act that did it.
        done: Box<Done>,
        /// What was turned around, in words.
        said: String,
        /// The number in the journal of what was turned around.
        of: i64,
    },
    /// Nothing is left to turn around.
    Nothing,
    /// It is one that cannot be undone.
    Final {
        /// What it concerned.
        on: Subject,
        /// What was done, in words.
        said: String,
    },
    /// Somebody else has changed the subject since: nothing of it is turned around any more.
    Overtaken(Subject),
    /// It is not possible now.
    Refused(Fault),
}

impl Session {
    /// Keeps what an act needs to be turned around; nothing is done again after it.
    pub fn remember(&mut self, done: &Done) {
        self.redo.clear();
        let key = done.on.key();
        // Every change counts one: more than that, and somebody else was there in between.
        if self.version(&key).is_some_and(|ours| done.version > ours + 1) {
            self.forget(&key);
        }
        self.versions.insert(key, done.version);
        self.undo.push(Taken {
            on: done.on.clone(),
            act: done.undo.clone(),
            sequence: done.sequence,
            said: done.said.clone(),
        });
    }

    /// The version of the subject with this key after the last change of this session; the key
    /// of a procurement is its reference.
    pub fn version(&self, key: &str) -> Option<i64> {
        self.versions.get(key).copied()
    }

    /// Drops what was done on the subject with this key, because somebody else has changed it
    /// since; gives whether there was anything.
    pub fn forget(&mut self, key: &str) -> bool {
        let before = self.undo.len() + self.redo.len();
        self.undo.retain(|taken| taken.on.key() != key);
        self.redo.retain(|taken| taken.on.key() != key);
        self.versions.remove(key);
        self.undo.len() + self.redo.len() < before
    }

    /// Takes the last act back.
    pub fn undo(&mut self, register: &mut Register, context: &Context) -> Turned {
        let Some(taken) = self.undo.pop() else { return Turned::Nothing };
        let purpose = Purpose::Undo(taken.sequence);
        self.turn(taken, purpose, (register, context))
    }

    /// Does the act again that was taken back last.
    pub fn redo(&mut self, register: &mut Register, context: &Context) -> Turned {
        let Some(taken) = self.redo.pop() else { return Turned::Nothing };
        let purpose = Purpose::Redo(taken.sequence);
        self.turn(taken, purpose, (register, context))
    }

    fn turn(
        &mut self,
        taken: Taken,
        purpose: Purpose,
        (register, context): (&mut Register, &Context),
    ) -> Turned {
        let Some(act) = taken.act.clone() else {
            return Turned::Final { on: taken.on, said: taken.said };
        };
        let key = taken.on.key();
        let reference = taken.on.reference().map(ToString::to_string);
        let order = Order { reference, act, seen: self.version(&key), purpose };
        let undoes = matches!(purpose, Purpose::Undo(_));
        match register.perform(&order, context) {
            Ok(done) => {
                self.versions.insert(key, done.version);
                // Doing again names the entry that was undone; undoing names the newest.
                let sequence = if undoes { taken.sequence } else { done.sequence };
                let (said, of) = (taken.said.clone(), taken.sequence);
                // A supplier can have another name now.
                let on = done.on.clone();
                let turned = Taken { on, act: done.undo.clone(), sequence, said: taken.said };
                if undoes { &mut self.redo } else { &mut self.undo }.push(turned);
                Turned::Done { done: Box::new(done), said, of }
            }
            Err(Fault::Stale { on }) => {
                // Going on would overwrite what somebody else has done on purpose.
                self.forget(&on.key());
                Turned::Overtaken(on)
            }
            Err(fault) => {
                if undoes { &mut self.undo } else { &mut self.redo }.push(taken);
                Turned::Refused(fault)
            }
        }
    }
}
