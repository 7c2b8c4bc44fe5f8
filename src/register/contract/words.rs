//! The deeds after the award in words, for the journal and for undoing.

use uuid::Uuid;

use crate::domain::contract::{ContractRecord as R, ContractRecord};
use crate::domain::exact::Exact;
use crate::domain::text;
use crate::register::contract::Contracting;

/// More than this of a text is not told in one line.
const LONG: usize = 60;

impl Contracting<'_> {
    /// What a record is about, in a few words.
    pub(super) fn names(&self, record: &ContractRecord) -> String {
        let commitment = |uid: &Uuid| {
            let named = self.of.commitments.get(uid).map(|of| text::visible(&of.title));
            named.unwrap_or_else(|| "a commitment".to_owned())
        };
        match record {
            R::Contract(of) => {
                let supplier = self.doing.supplier_name(of.supplier);
                match &of.title {
                    Some(title) => format!("{}, with {supplier}", short(title)),
                    None => format!("with {supplier}"),
                }
            }
            R::Variation(of) => format!("{}, {}", of.about.words(), of.day.british()),
            R::Paper(of) => short(&of.title),
            R::Figure(of) => {
                format!("{} of {}, {}", of.about.words(), of.year, of.amount.short())
            }
            R::Kpi(of) => short(&of.title),
            R::Assessment(of) => {
                let kpi = self.of.kpis.get(&of.kpi).map(|kpi| short(&kpi.title));
                let kpi = kpi.unwrap_or_else(|| "an indicator".to_owned());
                format!("{kpi}, {} up to {}", of.rating.words(), of.to.british())
            }
            R::Commitment(of) => match of.quantity {
                Some(quantity) => {
                    format!("{}, {}", short(&of.title), of.amount(&Exact::from(quantity)))
                }
                None => short(&of.title),
            },
            R::Delivery(of) => {
                let amount = of.quantity.map(|quantity| {
                    let unit = self.of.commitments.get(&of.commitment);
                    let unit = unit.and_then(|one| one.unit.as_deref()).map(text::visible);
                    match unit {
                        Some(unit) => format!("{} {unit}", quantity.normalize()),
                        None => quantity.normalize().to_string(),
                    }
                });
                let what = commitment(&of.commitment);
                match amount {
                    Some(amount) => format!("{amount} on {}, {what}", of.day.british()),
                    None => format!("{}, {what}", of.day.british()),
                }
            }
            R::Review(of) => match of.held {
                Some(held) => format!("held on {}", held.british()),
                None => format!("planned for {}", of.planned.british()),
            },
            R::Action(of) => {
                format!("{}, {} by {}", short(&of.what), short(&of.owner), of.due.british())
            }
            R::Risk(of) => format!("{}, {}", short(&of.what), of.level.words()),
            R::SlaveryRisk(of) => format!("{}, {}", of.level.words(), of.day.british()),
            R::Diligence(of) => short(&of.what),
            R::Concern(of) => short(&of.what),
            R::Logistics(of) => format!("{}, {}", of.about.words(), short(&of.what)),
            R::ExitPlan(of) => short(&of.owner),
            R::FinalAccount(of) => of.day.british(),
            R::Lesson(of) => short(&of.title),
            R::LessonRead(of) => short(&of.title),
        }
    }

    /// A record that was added or changed, as a deed.
    pub(super) fn said_of_set(
        &self,
        record: &ContractRecord,
        before: Option<&ContractRecord>,
        reason: Option<&str>,
    ) -> String {
        let kind = record.kind().words();
        let named = self.names(record);
        let said = match (record, before) {
            (R::Action(now), Some(R::Action(then))) if then.is_open() && !now.is_open() => {
                let how = if now.dropped { "dropped" } else { "finished" };
                format!("{how} an action: {named}")
            }
            (R::Review(now), Some(R::Review(then)))
                if then.held.is_none() && now.held.is_some() =>
            {
                format!("held a review: {named}")
            }
            (R::Contract(now), Some(R::Contract(then)))
                if then.ended.is_none() && now.ended.is_some() =>
            {
                format!("ended the contract: {named}")
            }
            (R::Commitment(now), Some(R::Commitment(then)))
                if then.settled.is_none() && now.settled.is_some() =>
            {
                let how = now.settled.as_ref().map_or("settled", |settled| settled.how.words());
                format!("settled a commitment, {how}: {named}")
            }
            (R::FinalAccount(_), None) => format!("closed the final account: {named}"),
            (_, None) => format!("recorded {kind}: {named}"),
            (_, Some(_)) => format!("changed {kind}: {named}"),
        };
        match reason.map(str::trim).filter(|reason| !reason.is_empty()) {
            Some(reason) => format!("{said} ({})", short(reason)),
            None => said,
        }
    }
}

/// The beginning of a text, visible and on one line.
fn short(text: &str) -> String {
    let text = text::visible(text.lines().next().unwrap_or_default());
    if text.chars().count() <= LONG {
        return text;
    }
    let cut: String = text.chars().take(LONG - 1).collect();
    format!("{}…", cut.trim_end())
}
