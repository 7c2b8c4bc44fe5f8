//! The directory of suppliers: the deeds, their rules, and what is read of them.
//!
//! A supplier belongs to the register, not to one tender: its deeds have
//! journal entries without a procurement, which name the supplier.

mod act;
mod rules;
mod status;
mod view;

use serde_json::json;
use uuid::Uuid;

pub use act::SupplierAct;
pub use view::{
    ContractPlaceView, DirectoryView, Says, SchemeView, StatusView, SupplierLine, SupplierView,
    Track,
};

use crate::domain::supplier::{
    Supplier, SupplierFile, SupplierKind, SupplierPiece, SupplierRecord,
};
use crate::domain::text;
use crate::register::deeds::Doing;
use crate::register::perform::{journal, marked};
use crate::register::{Act, Context, Done, Fault, Library, Order, Register, Result, Subject};
use crate::store::Change;

/// What a deed changes, and how it is said.
struct Deed {
    said: String,
    /// The supplier whose version counts the deed.
    supplier: Uuid,
    pieces: Vec<SupplierPiece>,
}

/// A deed under way.
struct Supplying<'a> {
    change: &'a Change<'a>,
    context: &'a Context,
    library: &'a Library,
}

impl Register {
    /// Does a deed about a supplier: all of it with its journal entry, or nothing.
    pub(super) fn supply(
        &mut self,
        act: &SupplierAct,
        order: &Order,
        context: &Context,
    ) -> Result<Done> {
        let change = self.database.change()?;
        let done = supply(&change, &self.library, (act, order), context)?;
        change.commit()?;
        Ok(done)
    }
}

/// Does a deed about a supplier in a change that is under way.
pub(super) fn supply(
    change: &Change<'_>,
    library: &Library,
    (act, order): (&SupplierAct, &Order),
    context: &Context,
) -> Result<Done> {
    let supplying = Supplying { change, context, library };
    let deed = supplying.deed(act)?;
    let known = change.supplier_file(deed.supplier)?;
    let version = change.supplier_version(deed.supplier)?;
    if let (Some(seen), Some(version)) = (order.seen, version)
        && seen != version
    {
        let name = name_in(&known, deed.supplier);
        return Err(Fault::Stale { on: Subject::Supplier { uid: deed.supplier, name } });
    }
    let before: Vec<SupplierPiece> = deed.pieces.iter().map(|piece| known.before(piece)).collect();
    if before == deed.pieces {
        return Err(Fault::invalid("Nothing was changed."));
    }
    for piece in &deed.pieces {
        change.put_supplier(piece)?;
    }
    let undone = match act {
        SupplierAct::Restore { said, .. } => said.clone(),
        _ => deed.said.clone(),
    };
    let undo =
        SupplierAct::Restore { said: undone, supplier: deed.supplier, pieces: before.clone() };
    let full = Act::Supply(act.clone());
    let mut detail = match act {
        // The pieces of a compensation are what comes after it; they are told once.
        SupplierAct::Restore { .. } => json!({
            "act": full, "said": deed.said, "supplier": deed.supplier, "before": before,
        }),
        _ => json!({
            "act": full, "said": deed.said, "supplier": deed.supplier,
            "before": before, "after": deed.pieces,
        }),
    };
    let said = marked(order.purpose, &mut detail, deed.said);
    let after = change.supplier_file(deed.supplier)?;
    // A supplier that was added and taken back is gone with its version.
    let version = if after.suppliers.contains_key(&deed.supplier) {
        change.touch_supplier(deed.supplier, &context.now)?
    } else {
        version.unwrap_or_default().saturating_add(1)
    };
    let sequence = journal(change, None, act.word(), &detail, context)?;
    let held = if after.suppliers.contains_key(&deed.supplier) { &after } else { &known };
    Ok(Done {
        on: Subject::Supplier { uid: deed.supplier, name: name_in(held, deed.supplier) },
        version,
        sequence,
        said,
        undo: Some(Act::Supply(undo)),
        warnings: Vec::new(),
    })
}

/// The name of a supplier in a file, or a word for it.
fn name_in(file: &SupplierFile, uid: Uuid) -> String {
    file.suppliers.get(&uid).map_or_else(|| "a supplier".to_owned(), |one| one.name.clone())
}

impl Doing<'_> {
    /// The name of a supplier, visible; a word for it where it is not in the directory.
    pub(super) fn supplier_name(&self, uid: Uuid) -> String {
        let file = self.change.supplier_file(uid).unwrap_or_default();
        text::visible(&name_in(&file, file.resolve(uid)))
    }
}

impl Supplying<'_> {
    fn deed(&self, act: &SupplierAct) -> Result<Deed> {
        use SupplierAct as A;
        match act {
            A::Set { uid, record } => self.set(*uid, record),
            A::Remove { uid, reason } => self.remove(*uid, reason),
            A::Merge { uid, into, reason } => self.merge(*uid, *into, reason),
            A::Part { uid, reason } => self.part(*uid, reason),
            A::BeginStatus { supplier, policy, by } => self.begin_status(*supplier, policy, by),
            A::Judge { review, judgement } => self.judge(*review, judgement),
            A::Tell { review, day } => self.tell(*review, *day),
            A::Reply { review, reply } => self.reply(*review, reply.as_ref()),
            A::Decide { review, decided } => self.decide(*review, decided),
            A::Restore { said, supplier, pieces } => {
                for piece in pieces {
                    // What was added may have been used since.
                    if piece.of == SupplierKind::Supplier && piece.is.is_none() {
                        self.may_go(piece.uid)?;
                    }
                }
                let said = format!("took back: {said}");
                Ok(Deed { said, supplier: *supplier, pieces: pieces.clone() })
            }
        }
    }

    fn set(&self, uid: Option<Uuid>, record: &SupplierRecord) -> Result<Deed> {
        let kind = record.kind();
        let before = match uid {
            Some(uid) => {
                let found = self.change.supplier_record(uid, kind)?;
                Some(found.ok_or_else(|| gone(kind))?)
            }
            None => None,
        };
        let uid = uid.unwrap_or_else(Uuid::now_v7);
        let supplier = record.supplier().unwrap_or(uid);
        let record = rules::tidy(record, before.as_ref())?;
        self.allows(uid, &record, before.as_ref())?;
        let named = match &record {
            SupplierRecord::Supplier(of) => text::visible(&of.name),
            SupplierRecord::Contact(of) => text::visible(&of.name),
            SupplierRecord::DebarmentCheck(of) => {
                format!("{}, {}", of.result.words(), of.day.british())
            }
            SupplierRecord::StatusReview(of) => text::visible(&of.policy),
        };
        let verb = if before.is_some() { "changed" } else { "recorded" };
        Ok(Deed {
            said: format!("{verb} {}: {named}", kind.words()),
            supplier,
            pieces: vec![SupplierPiece { uid, of: kind, is: Some(record) }],
        })
    }

    fn remove(&self, uid: Uuid, reason: &str) -> Result<Deed> {
        let reason = text::note("The reason", reason)?;
        let kinds = [
            SupplierKind::Supplier,
            SupplierKind::Contact,
            SupplierKind::DebarmentCheck,
            SupplierKind::StatusReview,
        ];
        for kind in kinds {
            let Some(record) = self.change.supplier_record(uid, kind)? else { continue };
            let supplier = record.supplier().unwrap_or(uid);
            if kind == SupplierKind::Supplier {
                self.may_go(uid)?;
            }
            if let SupplierRecord::StatusReview(review) = &record
                && review.decided.is_some()
            {
                return Err(Fault::Invalid {
                    message: "A status that was decided stays on record.".to_owned(),
                    hint: Some("Begin another review of status.".to_owned()),
                });
            }
            let file = self.change.supplier_file(supplier)?;
            return Ok(Deed {
                said: format!(
                    "took away {} of {} ({})",
                    kind.words(),
                    text::visible(&name_in(&file, supplier)),
                    text::visible(&reason)
                ),
                supplier,
                pieces: vec![SupplierPiece::away(uid, kind)],
            });
        }
        Err(Fault::not_found("That record is no longer there."))
    }

    fn merge(&self, uid: Uuid, into: Uuid, reason: &str) -> Result<Deed> {
        let reason = text::note("The reason", reason)?;
        let (one, other) = (self.find(uid)?, self.find(into)?);
        let target = self.change.supplier_file(into)?.resolve(into);
        if target == uid || uid == into {
            return Err(Fault::invalid("A supplier cannot be merged into itself."));
        }
        if one.merged_into.is_some() {
            return Err(Fault::invalid(format!(
                "“{}” was merged into another already.",
                text::visible(&one.name)
            )));
        }
        if let (Some(ours), Some(theirs)) = (&one.number, &other.number)
            && ours != theirs
        {
            return Err(Fault::Invalid {
                message: format!(
                    "The two have different company numbers, {ours} and {theirs}: they are two companies."
                ),
                hint: Some("If one number is wrong, mend it first.".to_owned()),
            });
        }
        let said = format!(
            "merged “{}” into “{}” ({})",
            text::visible(&one.name),
            text::visible(&other.name),
            text::visible(&reason)
        );
        let merged = Supplier { merged_into: Some(target), ..one };
        Ok(Deed { said, supplier: uid, pieces: vec![SupplierPiece::put(uid, merged)] })
    }

    fn part(&self, uid: Uuid, reason: &str) -> Result<Deed> {
        let reason = text::note("The reason", reason)?;
        let one = self.find(uid)?;
        if one.merged_into.is_none() {
            return Err(Fault::invalid(format!(
                "“{}” stands for itself.",
                text::visible(&one.name)
            )));
        }
        let said =
            format!("parted “{}” again ({})", text::visible(&one.name), text::visible(&reason));
        let parted = Supplier { merged_into: None, ..one };
        Ok(Deed { said, supplier: uid, pieces: vec![SupplierPiece::put(uid, parted)] })
    }

    /// A supplier of the directory.
    fn find(&self, uid: Uuid) -> Result<Supplier> {
        match self.change.supplier_record(uid, SupplierKind::Supplier)? {
            Some(SupplierRecord::Supplier(supplier)) => Ok(*supplier),
            _ => Err(gone(SupplierKind::Supplier)),
        }
    }
}

/// The fault where a record is no longer there.
fn gone(kind: SupplierKind) -> Fault {
    let words = kind.words();
    let name = words.strip_prefix("an ").or_else(|| words.strip_prefix("a ")).unwrap_or(words);
    Fault::not_found(format!("That {name} is no longer there."))
}
