//! Doing a deed after the award or about a supplier, and saying what was done.

use std::io::Write;

use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::cli::after::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::register::{
    Act, Context, ContractAct, ContractsView, Done, Order, Purpose, Register, SupplierAct,
    SupplierView,
};

/// Which tender, which contract of it, and how the deed is told.
#[derive(Debug, Clone, Args)]
pub(crate) struct Which {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The contract, by its number or the start of its uid; left out where there is only one
    #[arg(long, value_name = "CONTRACT")]
    pub(crate) contract: Option<String>,
    #[command(flatten)]
    pub(crate) told: Told,
}

/// How a deed is told.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Told {
    /// Print what was done as one object for programs, with the uid of what was changed
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which tender and contract are read, and for whom.
#[derive(Debug, Clone, Args)]
pub(crate) struct Look {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The contract, by its number or the start of its uid; left out where there is only one
    #[arg(long, value_name = "CONTRACT")]
    pub(crate) contract: Option<String>,
    /// Print it for programs; docs/contract-json.md describes it
    #[arg(long)]
    pub(crate) json: bool,
}

/// What a deed is worked out from.
pub(crate) struct Scene<'a> {
    pub(crate) register: &'a Register,
    pub(crate) view: &'a ContractsView,
    pub(crate) context: &'a Context,
    pub(crate) which: &'a Which,
}

impl Scene<'_> {
    /// The contract that is meant.
    pub(crate) fn contract(&self) -> Result<Uuid> {
        Ok(find::contract(self.view, self.which.contract.as_deref())?.uid)
    }

    /// A name that was given, or the officer's own.
    pub(crate) fn by(&self, given: Option<String>) -> String {
        given.unwrap_or_else(|| self.context.officer.clone())
    }
}

/// Turns what the officer asked for into an act, performs it, and says what came of it.
///
/// `not_done` is the sentence that stands before the reason where it is refused.
pub(crate) fn perform(
    out: &mut impl Write,
    settings: &Settings,
    which: &Which,
    not_done: &str,
    act: impl FnOnce(&Scene<'_>) -> Result<ContractAct>,
) -> Result {
    perform_then(out, settings, which, not_done, act, |_| None)
}

/// The same, with a second act that follows from what the first one put at which uid.
pub(crate) fn perform_then(
    out: &mut impl Write,
    settings: &Settings,
    which: &Which,
    not_done: &str,
    act: impl FnOnce(&Scene<'_>) -> Result<ContractAct>,
    then: impl FnOnce(Uuid) -> Option<ContractAct>,
) -> Result {
    let mut register = settings.backed_up(settings.register()?)?;
    let context = settings.context();
    let view = register.contracts(&which.reference, &context)?;
    let scene = Scene { register: &register, view: &view, context: &context, which };
    let act = act(&scene).map_err(|failure| failure.after(not_done))?;
    let mut one = |act, seen| {
        let order =
            Order { seen: Some(seen), ..Order::on(view.reference.as_str(), Act::Contract(act)) };
        let done = register.perform(&order, &context);
        done.map_err(|fault| Failure::Fault(fault).after(not_done))
    };
    let first = one(act, view.version)?;
    let second = changed(&first).first().and_then(|changed| then(changed.uid));
    let second = second.map(|act| one(act, first.version)).transpose()?;
    tell(out, which.told, &first)?;
    match second {
        // A program reads one object.
        Some(second) if !which.told.json => tell(out, which.told, &second),
        _ => Ok(()),
    }
}

/// Turns what the officer asked for of a supplier into an act, performs it, and says what came of
/// it.
pub(crate) fn supply(
    out: &mut impl Write,
    settings: &Settings,
    told: Told,
    not_done: &str,
    supplier: &str,
    act: impl FnOnce(&SupplierView, &Register, &Context) -> Result<SupplierAct>,
) -> Result {
    let mut register = settings.backed_up(settings.register()?)?;
    let context = settings.context();
    let after = |failure: Failure| failure.after(not_done);
    let uid = find::supplier(&register, supplier).map_err(after)?.0;
    let view = register.supplier(uid, &context)?;
    let act = act(&view, &register, &context).map_err(after)?;
    // What was recorded of a supplier that was merged into this one counts there.
    let seen = (owner(&view, &act) == uid).then_some(view.version);
    let done = order_supply(&mut register, act, seen, &context);
    tell(out, told, &done.map_err(|fault| Failure::Fault(fault).after(not_done))?)
}

/// Performs an act about a supplier.
pub(crate) fn order_supply(
    register: &mut Register,
    act: SupplierAct,
    seen: Option<i64>,
    context: &Context,
) -> crate::register::Result<Done> {
    let order = Order { reference: None, act: Act::Supply(act), seen, purpose: Purpose::Plain };
    register.perform(&order, context)
}

/// The supplier whose version counts an act.
fn owner(view: &SupplierView, act: &SupplierAct) -> Uuid {
    use SupplierAct as A;
    let of_review = |uid: Uuid| {
        let all = view.schemes.iter().flat_map(|scheme| {
            scheme.open.iter().chain(scheme.stands.iter()).chain(&scheme.history)
        });
        all.into_iter().find(|one| one.uid == uid).map(|one| one.review.supplier)
    };
    let found = match act {
        A::Set { record, .. } => record.supplier(),
        A::Remove { uid, .. } => {
            let contact = view.contacts.iter().find(|(one, _)| one == uid);
            let check = view.checks.iter().find(|(one, _)| one == uid);
            contact
                .map(|(_, contact)| contact.supplier)
                .or_else(|| check.map(|(_, check)| check.supplier))
                .or_else(|| of_review(*uid))
        }
        A::Judge { review, .. }
        | A::Tell { review, .. }
        | A::Reply { review, .. }
        | A::Decide { review, .. } => of_review(*review),
        _ => None,
    };
    found.unwrap_or(view.uid)
}

/// A deed as programs are given it.
#[derive(Serialize)]
struct Deed<'a> {
    on: String,
    version: i64,
    sequence: i64,
    said: &'a str,
    /// What was changed; the first of `changed`.
    uid: Option<Uuid>,
    changed: Vec<Changed>,
    warnings: &'a [String],
}

/// One record that a deed changed.
#[derive(Serialize)]
struct Changed {
    kind: Value,
    uid: Uuid,
}

/// The records that a deed changed: those that taking it back would put back.
fn changed(done: &Done) -> Vec<Changed> {
    match &done.undo {
        Some(Act::Contract(ContractAct::Restore { pieces, .. })) => {
            pieces.iter().map(|piece| Changed { kind: json!(piece.of), uid: piece.uid }).collect()
        }
        Some(Act::Supply(SupplierAct::Restore { pieces, .. })) => {
            pieces.iter().map(|piece| Changed { kind: json!(piece.of), uid: piece.uid }).collect()
        }
        _ => Vec::new(),
    }
}

/// Says what was done.
pub(crate) fn tell(out: &mut impl Write, told: Told, done: &Done) -> Result {
    if told.json {
        let changed = changed(done);
        return write::json(
            out,
            &Deed {
                on: done.on.key(),
                version: done.version,
                sequence: done.sequence,
                said: &done.said,
                uid: changed.first().map(|changed| changed.uid),
                changed,
                warnings: &done.warnings,
            },
        );
    }
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    for warning in &done.warnings {
        writeln!(out, "Note: {}", visible(warning))?;
    }
    Ok(())
}
