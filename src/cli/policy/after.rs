//! What `tenderbook policy show` tells of the time after the award.

use std::io::Write;

use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::policy::show::said;
use crate::cli::write;
use crate::domain::text::visible;
use crate::policy::{
    ChangeLimit, ContractKpis, ContractReview, Counted, Kpi, LocalArea, Pack, SizeClass,
    SlaveryRisk, SlaveryStatement, SupplierStatus, Target, every,
};

/// The part of a policy for programs that holds after the award.
#[derive(Serialize)]
pub(super) struct ShownAfter<'a> {
    targets: &'a [Target],
    kpis: &'a [Kpi],
    size_classes: &'a [SizeClass],
    local: &'a [LocalArea],
    supplier_status: Option<&'a SupplierStatus>,
    contract_review: Option<&'a ContractReview>,
    slavery_risks: &'a [SlaveryRisk],
    contract_kpis: Option<&'a ContractKpis>,
    slavery_statement: Option<&'a SlaveryStatement>,
    change_limits: &'a [ChangeLimit],
}

impl<'a> From<&'a Pack> for ShownAfter<'a> {
    fn from(pack: &'a Pack) -> Self {
        Self {
            targets: &pack.targets,
            kpis: &pack.kpis,
            size_classes: &pack.size_classes,
            local: &pack.local,
            supplier_status: pack.supplier_status.as_ref(),
            contract_review: pack.contract_review.as_ref(),
            slavery_risks: &pack.slavery_risks,
            contract_kpis: pack.contract_kpis.as_ref(),
            slavery_statement: pack.slavery_statement.as_ref(),
            change_limits: &pack.change_limits,
        }
    }
}

/// Targets and indicators, each with the figure that answers it.
pub(super) fn measured(out: &mut impl Write, pack: &Pack) -> Result {
    if !pack.targets.is_empty() {
        writeln!(out, "\nTargets")?;
    }
    for target in &pack.targets {
        said(out, &target.id, &target.text, &target.clause)?;
        answered(out, target.counts, target.kinds())?;
    }
    if !pack.kpis.is_empty() {
        writeln!(out, "\nIndicators")?;
    }
    for kpi in &pack.kpis {
        said(out, &kpi.id, &format!("{}, in {}", kpi.text, kpi.unit), &kpi.clause)?;
        answered(out, kpi.counts, kpi.kinds())?;
    }
    if !pack.local.is_empty() {
        writeln!(out, "\nWhat counts as local")?;
    }
    for area in &pack.local {
        said(out, &area.area, &area.says, &area.clause)?;
    }
    Ok(())
}

fn answered(out: &mut impl Write, counts: Option<Counted>, kinds: Option<String>) -> Result {
    let Some(counts) = counts else {
        return Ok(writeln!(out, "    Counted outside the register.")?);
    };
    let kinds = kinds.map(|kinds| format!(": {kinds}")).unwrap_or_default();
    Ok(writeln!(out, "    Counted here: {}{kinds}.", counts.words())?)
}

/// How suppliers are rated, how often contracts are reviewed, and what follows from a risk.
pub(super) fn managed(out: &mut impl Write, pack: &Pack) -> Result {
    if let Some(scheme) = &pack.supplier_status {
        writeln!(out, "\nSupplier status")?;
        write::indented(out, 2, "", &scheme.says)?;
        for level in &scheme.levels {
            let rhythm = level.review_months.map(|months| format!(" Reviews: {}.", every(months)));
            let rhythm = rhythm.unwrap_or_default();
            writeln!(out, "  {}: {}{rhythm}", visible(&level.name), visible(&level.says))?;
        }
    }
    if let Some(review) = &pack.contract_review {
        writeln!(out, "\nContract reviews")?;
        let rhythm = review.months.map_or_else(|| "no figure".to_owned(), every);
        said(out, &rhythm, &review.says, &review.clause)?;
    }
    if !pack.slavery_risks.is_empty() {
        writeln!(out, "\nWhat follows from a risk of modern slavery")?;
    }
    for risk in &pack.slavery_risks {
        let rests_on = risk.rests_on();
        writeln!(
            out,
            "  {}: {} ({})",
            risk.levels_words(),
            visible(&risk.says),
            visible(&rests_on)
        )?;
    }
    Ok(())
}

/// What only the statute says of a contract once it is awarded.
pub(super) fn of_statute(out: &mut impl Write, pack: &Pack) -> Result {
    if let Some(kpis) = &pack.contract_kpis {
        writeln!(out, "\nKey performance indicators of contracts")?;
        let due = format!("{} at least over {}", kpis.least, kpis.over);
        said(out, &due, &kpis.says, &kpis.clause)?;
        for rating in &kpis.ratings {
            said(out, &rating.name, &rating.says, &rating.clause)?;
        }
    }
    if let Some(statement) = &pack.slavery_statement {
        writeln!(out, "\nModern slavery statement")?;
        let from = format!("Turnover of {} or more", statement.turnover_at_least);
        said(out, &from, &statement.says, &statement.clause)?;
    }
    if !pack.change_limits.is_empty() {
        writeln!(out, "\nLimits of change")?;
    }
    for limit in &pack.change_limits {
        said(out, &limit.words(), &limit.says, &limit.clause)?;
    }
    managed(out, pack)
}
