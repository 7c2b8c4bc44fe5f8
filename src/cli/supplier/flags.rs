//! The flags for what is known of a supplier.

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::cli::flags::{Said, word_or_unknown};
use crate::cli::value::{answer, or_none, over};
use crate::domain::Date;
use crate::domain::supplier::{
    CodeSigned, CompanyNumber, LivingWage, LocalJudgement, Ownership, Postcode, Sector, Statement,
    Supplier,
};
use crate::register::Context;

/// What is known of a supplier; a flag that is left out changes nothing.
#[derive(Debug, Clone, Args)]
pub(super) struct SupplierFlags {
    /// Its number at Companies House, such as 01234567 or SC123456; or none
    #[arg(long, value_name = "NUMBER", value_parser = or_none::<CompanyNumber>)]
    number: Option<Said<CompanyNumber>>,
    /// Another number, such as that of a charity; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    other_number: Option<Said<String>>,
    /// Its address without the postcode; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    address: Option<Said<String>>,
    /// Its postcode; or none
    #[arg(long, value_name = "POSTCODE", value_parser = or_none::<Postcode>)]
    postcode: Option<Said<Postcode>>,
    /// Its website; or none
    #[arg(long, value_name = "ADDRESS", value_parser = or_none::<String>)]
    website: Option<Said<String>>,
    /// How many people work there, from which its size class follows; or none
    #[arg(long, value_name = "NUMBER", value_parser = headcount)]
    headcount: Option<Said<u32>>,
    /// The day for which the headcount holds; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    headcount_on: Option<Said<Date>>,
    /// What kind of organisation it is
    #[arg(long, value_name = "KIND", value_parser = word_or_unknown::<Sector>())]
    sector: Option<Said<Sector>>,
    /// Whether it is local by somebody's judgement
    #[arg(long, value_name = "ANSWER", value_parser = answer())]
    local: Option<Said<bool>>,
    /// Who judged whether it is local; left out it is you
    #[arg(long, value_name = "NAME")]
    local_by: Option<String>,
    /// The day of that judgement; left out it is today
    #[arg(long, value_name = "DATE")]
    local_on: Option<Date>,
    /// Why it is local or not; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    local_reason: Option<Said<String>>,
    /// What the supplier itself says of ownership by under-represented groups; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    ownership: Option<Said<String>>,
    /// The day on which it said so; left out it is today
    #[arg(long, value_name = "DATE")]
    ownership_on: Option<Date>,
    /// Whether its yearly turnover is £36 million or more, so that it has to publish a statement
    /// on modern slavery
    #[arg(long, value_name = "ANSWER", value_parser = answer())]
    turnover_over_36m: Option<Said<bool>>,
    /// The last day of the financial year that its statement on modern slavery covers; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    statement_year_end: Option<Said<Date>>,
    /// Where the statement can be read; or none
    #[arg(long, value_name = "ADDRESS", value_parser = or_none::<String>)]
    statement_at: Option<Said<String>>,
    /// The day on which it signed the supplier code of ethics; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    code_signed: Option<Said<Date>>,
    /// Who signed the code for the supplier
    #[arg(long, value_name = "NAME")]
    code_by: Option<String>,
    /// Whether it pays the real living wage
    #[arg(long, value_name = "ANSWER", value_parser = word_or_unknown::<LivingWage>())]
    living_wage: Option<Said<LivingWage>>,
    /// What is noted on it, internal; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    note: Option<Said<String>>,
}

impl SupplierFlags {
    /// A supplier with what the flags say in its place.
    pub(super) fn over(self, base: Supplier, context: &Context) -> Result<Supplier> {
        let local = self.judgement(base.local.clone(), context)?;
        let ownership = match (self.ownership, base.ownership) {
            (Some(said), _) => said
                .0
                .map(|says| Ownership { says, day: self.ownership_on.unwrap_or(context.today) }),
            (None, Some(before)) => {
                Some(Ownership { day: self.ownership_on.unwrap_or(before.day), ..before })
            }
            (None, None) => {
                needs(self.ownership_on.is_none(), "--ownership-on", "--ownership")?;
                None
            }
        };
        let statement = match (self.statement_year_end, base.statement) {
            (Some(said), before) => said.0.map(|year_end| Statement {
                year_end,
                place: over(self.statement_at, before.and_then(|before| before.place)),
            }),
            (None, Some(before)) => {
                Some(Statement { place: over(self.statement_at, before.place), ..before })
            }
            (None, None) => {
                let left_out = self.statement_at.is_none();
                needs(left_out, "--statement-at", "--statement-year-end")?;
                None
            }
        };
        let code = match (self.code_signed, self.code_by, base.code) {
            (Some(Said(None)), _, _) => None,
            (Some(Said(Some(day))), Some(by), _) => Some(CodeSigned { day, by }),
            (Some(Said(Some(day))), None, Some(before)) => Some(CodeSigned { day, ..before }),
            (Some(Said(Some(_))), None, None) => return Err(lacks("--code-signed", "--code-by")),
            (None, Some(by), Some(before)) => Some(CodeSigned { by, ..before }),
            (None, Some(_), None) => return Err(lacks("--code-by", "--code-signed")),
            (None, None, before) => before,
        };
        let headcount = over(self.headcount, base.headcount);
        // A day of a headcount that goes says nothing any more.
        let headcount_on = match (self.headcount_on, headcount) {
            (None, None) => None,
            (said, _) => over(said, base.headcount_on),
        };
        Ok(Supplier {
            name: base.name,
            number: over(self.number, base.number),
            other_number: over(self.other_number, base.other_number),
            address: over(self.address, base.address),
            postcode: over(self.postcode, base.postcode),
            website: over(self.website, base.website),
            headcount,
            headcount_on,
            sector: over(self.sector, base.sector),
            local,
            ownership,
            large_turnover: over(self.turnover_over_36m, base.large_turnover),
            statement,
            code,
            living_wage: over(self.living_wage, base.living_wage),
            note: over(self.note, base.note),
            merged_into: base.merged_into,
        })
    }

    fn judgement(
        &self,
        before: Option<LocalJudgement>,
        context: &Context,
    ) -> Result<Option<LocalJudgement>> {
        let more =
            self.local_by.is_some() || self.local_on.is_some() || self.local_reason.is_some();
        let reason = self.local_reason.clone();
        match (self.local, before) {
            (Some(Said(None)), _) => Ok(None),
            // Who judges anew does so today.
            (Some(Said(Some(local))), before) => Ok(Some(LocalJudgement {
                local,
                by: self.local_by.clone().unwrap_or_else(|| context.officer.clone()),
                day: self.local_on.unwrap_or(context.today),
                reason: over(
                    reason,
                    before.filter(|one| one.local == local).and_then(|one| one.reason),
                ),
            })),
            (None, Some(before)) => Ok(Some(LocalJudgement {
                local: before.local,
                by: self.local_by.clone().unwrap_or(before.by),
                day: self.local_on.unwrap_or(before.day),
                reason: over(reason, before.reason),
            })),
            (None, None) => needs(!more, "What is said of the judgement", "--local").map(|()| None),
        }
    }
}

/// Checks that something is not said without what it belongs to.
fn needs(holds: bool, given: &str, wanted: &str) -> Result {
    if holds { Ok(()) } else { Err(lacks(given, wanted)) }
}

fn lacks(given: &str, wanted: &str) -> Failure {
    Failure::usage(
        format!("{given} says nothing without {wanted}."),
        format!("Give {wanted} as well."),
    )
}

fn headcount(text: &str) -> std::result::Result<Said<u32>, String> {
    let given = text.trim();
    if given.eq_ignore_ascii_case("none") {
        return Ok(Said(None));
    }
    given.replace(',', "").parse().map(|count| Said(Some(count))).map_err(|_| {
        format!(
            "“{}” is not a headcount; write a whole number like 38, or none",
            crate::domain::text::visible(given)
        )
    })
}
