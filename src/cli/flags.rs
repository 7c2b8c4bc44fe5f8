//! Flags that several commands share, and how their values are read.

use std::str::FromStr;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use crate::cli::Failure;
use crate::domain::{
    AuthorityKind, ContractType, CpvCode, Date, Facts, Impact, LawFacts, Money, Needs, Percent,
    Regime, Route, Subject, Tendering, cpv, subject, text,
};

/// A fact that was given on the command line, perhaps as `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said<T>(pub(crate) Option<T>);

/// What is known of a procurement; a flag that is left out changes nothing.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Facts")]
pub(crate) struct FactFlags {
    /// What is bought
    #[arg(long = "type", value_name = "TYPE", value_parser = word::<ContractType>())]
    pub(crate) contract_type: Option<ContractType>,
    /// The estimated total value over the whole term, excluding VAT
    ///
    /// Understood are 120000, 120,000, £120,000.50, 120k and 2m.
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub(crate) value: Option<Money>,
    /// The rate of VAT in per cent; 20 when it is left out
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
    pub(crate) vat: Option<Percent>,
    /// Whether the tender is advertised: yes, no or unknown
    ///
    /// The flag alone means yes. Without it a new tender counts as not
    /// advertised; write --advertised=unknown while it is not known.
    #[arg(
        long, value_name = "ANSWER", num_args = 0..=1, require_equals = true,
        default_missing_value = "yes", value_parser = answer(),
    )]
    pub(crate) advertised: Option<Said<bool>>,
    /// Whether the contract is with a key provider: yes, no or unknown
    ///
    /// The flag alone means yes. Without it a new tender counts as not with a
    /// key provider; write --key-provider=unknown while it is not known.
    #[arg(
        long, value_name = "ANSWER", num_args = 0..=1, require_equals = true,
        default_missing_value = "yes", value_parser = answer(),
    )]
    pub(crate) key_provider: Option<Said<bool>>,
    /// How much additional impact social value could have; not known when it is left out
    #[arg(long, value_name = "IMPACT", value_parser = word_or_unknown::<Impact>())]
    pub(crate) impact: Option<Said<Impact>>,
    /// How many of the policy's objectives social value would meet, or unknown
    #[arg(long, value_name = "NUMBER", value_parser = objectives, allow_negative_numbers = true)]
    pub(crate) objectives: Option<Said<u8>>,
    /// The needs of the communities that could benefit; not known when it is left out
    #[arg(long, value_name = "NEEDS", value_parser = word_or_unknown::<Needs>())]
    pub(crate) needs: Option<Said<Needs>>,
    /// The share of quality in the award criteria in per cent, or unknown
    #[arg(long, value_name = "PERCENT", value_parser = quality, allow_negative_numbers = true)]
    pub(crate) quality: Option<Said<Percent>>,
    /// The day on which the procurement commences, like 2026-11-21; today when it is left out
    ///
    /// It picks the statutory thresholds that hold.
    #[arg(long, value_name = "DATE", value_parser = Date::from_iso)]
    pub(crate) start: Option<Date>,
    #[command(flatten)]
    pub(crate) subject: SubjectFlags,
    #[command(flatten)]
    pub(crate) law: LawFlags,
}

/// What it is about; a flag that is left out changes nothing.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What it is about")]
pub(crate) struct SubjectFlags {
    /// What kind of thing is bought, in your own words, such as catering; or unknown
    ///
    /// No rule looks at it: tenders like this one are found by it.
    #[arg(long, value_name = "TEXT", value_parser = category)]
    pub(crate) category: Option<Said<String>>,
    /// A code of the Common Procurement Vocabulary, such as 55500000-5; or unknown
    ///
    /// Give it several times, or several codes with commas between them, the
    /// main one first. They take the place of those that are there.
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub(crate) cpv: Vec<Said<CpvCode>>,
}

impl SubjectFlags {
    fn over(&self, base: &Subject) -> Subject {
        let codes = self.cpv.iter().filter_map(|said| said.0).collect();
        Subject {
            category: match &self.category {
                Some(said) => said.0.clone(),
                None => base.category.clone(),
            },
            cpv: if self.cpv.is_empty() { base.cpv.clone() } else { cpv::each_once(codes) },
        }
    }
}

/// What only the law looks at; a flag that is left out changes nothing.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Facts for the statute")]
pub(crate) struct LawFlags {
    /// Whose procurement it is; sub-central (councils, police) when it is left out
    #[arg(long, value_name = "KIND", value_parser = word::<AuthorityKind>())]
    pub(crate) authority: Option<AuthorityKind>,
    /// Under which rules the contract falls; the general ones when it is left out
    #[arg(long, value_name = "RULES", value_parser = word::<Regime>())]
    pub(crate) regime: Option<Regime>,
    /// By which procedure a supplier is found; not known when it is left out
    #[arg(long, value_name = "PROCEDURE", value_parser = word_or_unknown::<Route>())]
    pub(crate) route: Option<Said<Route>>,
    /// Whether a framework is set up; the flag alone means yes
    #[arg(
        long, value_name = "ANSWER", num_args = 0..=1, require_equals = true,
        default_missing_value = "yes", value_parser = answer(),
    )]
    pub(crate) framework: Option<Said<bool>>,
    /// Whether preliminary market engagement is held; the flag alone means yes
    #[arg(
        long, value_name = "ANSWER", num_args = 0..=1, require_equals = true,
        default_missing_value = "yes", value_parser = answer(),
    )]
    pub(crate) engagement: Option<Said<bool>>,
    /// How tenders are invited, which decides the least time for them (section 54)
    ///
    /// standard: electronically, with all documents at once; one-missing or
    /// both-missing of these; short: a case for ten days; agreed with suppliers.
    #[arg(long, value_name = "HOW", value_parser = word_or_unknown::<Tendering>())]
    pub(crate) tendering: Option<Said<Tendering>>,
}

impl LawFlags {
    fn over(&self, base: LawFacts) -> LawFacts {
        LawFacts {
            applies: base.applies,
            authority: self.authority.unwrap_or(base.authority),
            regime: self.regime.unwrap_or(base.regime),
            route: self.route.map_or(base.route, |said| said.0),
            framework: self.framework.map_or(base.framework, |said| said.0),
            engagement: self.engagement.map_or(base.engagement, |said| said.0),
            tendering: self.tendering.map_or(base.tendering, |said| said.0),
        }
    }
}

impl FactFlags {
    /// What was taken as a no because its flag was left out, as a sentence.
    pub(crate) fn taken_as_no(&self) -> Option<String> {
        let left_out: Vec<&str> = [
            (self.advertised.is_none(), "--advertised"),
            (self.key_provider.is_none(), "--key-provider"),
        ]
        .into_iter()
        .filter_map(|(left_out, flag)| left_out.then_some(flag))
        .collect();
        let first = left_out.first()?;
        Some(format!(
            "Taken as no, since left out: {}. Write {first}=unknown while it is not known.",
            left_out.join(", ")
        ))
    }

    /// The facts of a tender that is about to begin; `None` when type or value are missing.
    pub(crate) fn fresh(&self, today: Date) -> Option<Facts> {
        let base = Facts {
            advertised: Some(false),
            key_provider: Some(false),
            ..Facts::new(self.contract_type?, self.value?, today)
        };
        Some(self.over(&base))
    }

    /// The given facts with those of the flags in their place.
    pub(crate) fn over(&self, base: &Facts) -> Facts {
        Facts {
            contract_type: self.contract_type.unwrap_or(base.contract_type),
            value: self.value.unwrap_or(base.value),
            vat: self.vat.unwrap_or(base.vat),
            start: self.start.unwrap_or(base.start),
            advertised: self.advertised.map_or(base.advertised, |said| said.0),
            key_provider: self.key_provider.map_or(base.key_provider, |said| said.0),
            impact: self.impact.map_or(base.impact, |said| said.0),
            objectives: self.objectives.map_or(base.objectives, |said| said.0),
            needs: self.needs.map_or(base.needs, |said| said.0),
            quality_share: self.quality.map_or(base.quality_share, |said| said.0),
            law: self.law.over(base.law),
            subject: self.subject.over(&base.subject),
        }
    }
}

/// Reads a day that a command sets, or “none”, which takes it away.
pub(crate) fn day_or_none(given: &str) -> Result<Option<Date>, Failure> {
    match given.trim() {
        "none" => Ok(None),
        given => given.parse().map(Some).map_err(|error| {
            Failure::usage(format!("The day: {error}."), "Write it like 2026-11-21, or none.")
        }),
    }
}

/// Reads one of the words of a closed list.
pub(crate) fn word<T>() -> impl TypedValueParser<Value = T>
where
    T: IntoEnumIterator + Into<&'static str> + FromStr + Clone + Send + Sync + 'static,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    PossibleValuesParser::new(T::iter().map(Into::<&'static str>::into))
        .try_map(|word| word.parse::<T>())
}

pub(crate) fn word_or_unknown<T>() -> impl TypedValueParser<Value = Said<T>>
where
    T: IntoEnumIterator + Into<&'static str> + FromStr + Clone + Send + Sync + 'static,
{
    let words = T::iter().map(Into::<&'static str>::into);
    PossibleValuesParser::new(words.chain(["unknown"])).map(|word| Said(word.parse().ok()))
}

fn answer() -> impl TypedValueParser<Value = Said<bool>> {
    PossibleValuesParser::new(["yes", "no", "unknown"]).map(|word| {
        Said(match word.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        })
    })
}

fn category(given: &str) -> Result<Said<String>, String> {
    if given == "unknown" {
        return Ok(Said(None));
    }
    subject::category(given).map(Said).map_err(|error| error.to_string())
}

fn code(given: &str) -> Result<Said<CpvCode>, String> {
    if given == "unknown" {
        return Ok(Said(None));
    }
    given.parse().map(|code| Said(Some(code))).map_err(|error: cpv::CpvError| error.to_string())
}

fn objectives(given: &str) -> Result<Said<u8>, String> {
    if given == "unknown" {
        return Ok(Said(None));
    }
    given.parse().map(|number| Said(Some(number))).map_err(|_| {
        let said = text::visible(given);
        format!("“{said}” is not a number of objectives; write one like 2, or unknown")
    })
}

fn quality(given: &str) -> Result<Said<Percent>, String> {
    if given == "unknown" {
        return Ok(Said(None));
    }
    given
        .parse()
        .map(|share| Said(Some(share)))
        .map_err(|error: crate::domain::percent::PercentError| error.to_string())
}
