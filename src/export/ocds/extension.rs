//! The extensions of the standard that a package can use; it declares those that it does.

use strum::EnumIter;

/// An extension of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumIter)]
pub(super) enum Extension {
    /// Lots.
    Lots,
    /// Bids and their statistics.
    Bids,
    /// The size of organisations.
    Scale,
    /// Award criteria with their weights.
    AwardCriteria,
    /// What social value the award criteria seek.
    Sustainability,
    /// Indicators and quantities, agreed and reached.
    Metrics,
    // What the extension of the United Kingdom adds to stands in these.
    Communication,
    Location,
    OtherRequirements,
    PerformanceFailures,
    Subcontracting,
    Suitability,
    Techniques,
    /// Notices, thresholds, standstill and voluntary organisations as the United Kingdom has them;
    /// it adds to the others and stands behind them.
    UnitedKingdom,
}

impl Extension {
    /// The extensions that have to be declared with it.
    pub(super) const fn needs(self) -> &'static [Self] {
        match self {
            Self::UnitedKingdom => &[
                Self::AwardCriteria,
                Self::Bids,
                Self::Communication,
                Self::Location,
                Self::OtherRequirements,
                Self::PerformanceFailures,
                Self::Subcontracting,
                Self::Suitability,
                Self::Techniques,
            ],
            _ => &[],
        }
    }

    /// Where it is described for programs.
    pub(super) fn address(self) -> String {
        let place = match self {
            Self::Lots => "open-contracting-extensions/ocds_lots_extension/v1.1.5",
            Self::Bids => "open-contracting-extensions/ocds_bid_extension/v1.1.5",
            Self::Scale => "open-contracting-extensions/ocds_partyDetails_scale_extension/master",
            Self::AwardCriteria => {
                "open-contracting-extensions/ocds_awardCriteria_extension/master"
            }
            Self::Sustainability => {
                "open-contracting-extensions/ocds_sustainability_extension/master"
            }
            Self::Metrics => "open-contracting-extensions/ocds_metrics_extension/1.1",
            Self::Communication => {
                "open-contracting-extensions/ocds_communication_extension/master"
            }
            Self::Location => "open-contracting-extensions/ocds_location_extension/master",
            Self::OtherRequirements => {
                "open-contracting-extensions/ocds_otherRequirements_extension/master"
            }
            Self::PerformanceFailures => {
                "open-contracting-extensions/ocds_performance_failures_extension/master"
            }
            Self::Subcontracting => {
                "open-contracting-extensions/ocds_subcontracting_extension/master"
            }
            Self::Suitability => "open-contracting-extensions/ocds_suitability_extension/master",
            Self::Techniques => "open-contracting-extensions/ocds_techniques_extension/master",
            Self::UnitedKingdom => "cabinetoffice/ocds_uk_extension/main",
        };
        format!("https://raw.githubusercontent.com/{place}/extension.json")
    }
}
