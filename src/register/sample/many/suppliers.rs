//! The directory of suppliers that many procurements are bought from.

use jiff::ToSpan;
use jiff::civil;
use serde_json::json;

use super::chance::Chance;
use super::plan::{DAYS, context, milliseconds};
use super::words;
use crate::domain::supplier::{
    Contact, Decided, Judgement, LivingWage, LocalJudgement, Sector, StatusReview, Supplier,
    SupplierPiece,
};
use crate::policy::Pack;
use crate::register::Result;
use crate::register::perform::journal;
use crate::store::Change;
use uuid::Uuid;

/// Of how many procurements there is one firm.
const PROCUREMENTS: usize = 90;

/// Adds the firms that so many procurements need, each with one entry in the journal; gives their
/// uids and names.
pub(super) fn add(
    change: &Change<'_>,
    (seed, procurements): (u64, usize),
    rated: Option<&Pack>,
    today: civil::Date,
) -> Result<Vec<(Uuid, String)>> {
    let most = words::FIRMS.len() * words::TRADES.len();
    let begun = today.saturating_sub((DAYS + 1).days()).to_datetime(civil::time(9, 0, 0, 0));
    let context = context(begun, "A. Officer");
    let mut firms = Vec::new();
    for at in 0..(procurements / PROCUREMENTS + 3).min(most) {
        // Another stream than that of the procurements.
        let mut chance = Chance::of(!seed, at);
        let uid = chance.uid(milliseconds(begun));
        let first = words::FIRMS[at % words::FIRMS.len()];
        let (trade, form) = words::TRADES[(at / words::FIRMS.len() + at) % words::TRADES.len()];
        let name = format!("{first} {trade} {form}");
        let mut pieces =
            vec![SupplierPiece::put(uid, firm(&mut chance, &name, form, begun.date()))];
        if chance.percent(40) {
            let contact = Contact {
                supplier: uid,
                name: words::OFFICERS[chance.index(words::OFFICERS.len())].to_owned(),
                role: Some("Contracts manager".to_owned()),
                email: Some(format!("contracts{at}@example.org")),
                phone: None,
                note: None,
            };
            pieces.push(SupplierPiece::put(chance.uid(milliseconds(begun)), contact));
        }
        if let Some(pack) = rated.filter(|_| chance.percent(25))
            && let Some(review) = status(&mut chance, pack, uid, begun.date())
        {
            pieces.push(SupplierPiece::put(chance.uid(milliseconds(begun)), review));
        }
        for piece in &pieces {
            change.put_supplier(piece)?;
        }
        change.touch_supplier(uid, &context.now)?;
        let detail = json!({ "supplier": uid, "said": format!("added {name} as a sample") });
        journal(change, None, "sample", &detail, &context)?;
        firms.push((uid, name));
    }
    Ok(firms)
}

fn firm(chance: &mut Chance, name: &str, form: &str, day: civil::Date) -> Supplier {
    let headcount = u32::try_from(chance.below(20) * chance.below(20) + 2).unwrap_or(2);
    Supplier {
        headcount: Some(headcount),
        headcount_on: Some(day.into()),
        sector: Some(if form == "CIC" { Sector::SocialEnterprise } else { Sector::Business }),
        local: chance.percent(70).then(|| LocalJudgement {
            local: chance.percent(45),
            by: "A. Officer".to_owned(),
            day: day.into(),
            reason: None,
        }),
        large_turnover: Some(headcount > 300),
        living_wage: chance.percent(50).then_some(LivingWage::Pays),
        ..Supplier::named(name)
    }
}

/// A status that was decided, where the policy has a scheme.
fn status(
    chance: &mut Chance,
    pack: &Pack,
    supplier: Uuid,
    day: civil::Date,
) -> Option<StatusReview> {
    let scheme = pack.supplier_status.as_ref()?;
    let levels: Vec<String> = scheme.levels.iter().map(|level| level.name.clone()).collect();
    let level = levels.get(chance.index(levels.len()))?.clone();
    let judgements = scheme.behaviours.iter().map(|behaviour| Judgement {
        behaviour: behaviour.id.clone(),
        title: behaviour.title.clone(),
        level: Some(level.clone()),
        evidence: Some("Minutes of the last two review boards".to_owned()),
    });
    Some(StatusReview {
        supplier,
        policy: pack.policy.id.clone(),
        edition: pack.policy.edition.clone(),
        levels,
        begun: day.into(),
        by: "A. Officer".to_owned(),
        judgements: judgements.collect(),
        told: None,
        reply: None,
        decided: Some(Decided {
            level,
            reason: "As the behaviours were judged.".to_owned(),
            by: "Head of Procurement".to_owned(),
            day: day.into(),
            next_review: None,
        }),
    })
}
