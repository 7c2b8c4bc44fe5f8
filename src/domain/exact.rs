//! Exact figures: points and shares that no decimal number holds, such as two thirds.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// A figure that is kept as a fraction, and rounded only where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

/// How figures are rounded where they are shown; said wherever they are.
pub const ROUNDING: &str = "Figures are exact inside and rounded to two decimals where they are shown, halves away from zero.";

impl Exact {
    /// Nothing.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// A hundred, the sum of all weights.
    pub fn hundred() -> Self {
        Self::from(100)
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below nothing.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// One figure divided by another; `None` where that one is nothing.
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// The figure with so many decimals, halves rounded away from zero: `66.67`.
    pub fn rounded(&self, decimals: u32) -> String {
        let scale = BigInt::from(10).pow(decimals);
        // `round` of a fraction takes halves away from zero.
        let whole = (self.0.abs() * BigRational::from(scale)).round().to_integer();
        let sign = if self.is_negative() && !whole.is_zero() { "-" } else { "" };
        let places = decimals as usize;
        let digits = format!("{whole:0>width$}", width = places + 1);
        let (before, after) = digits.split_at(digits.len() - places);
        if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") }
    }

    /// The figure as a fraction in its lowest terms: `200/3`, or `12` where it is whole.
    pub fn fraction(&self) -> String {
        self.0.to_string()
    }

    /// The figure with as many decimals as it has, at most `most`: `12.5`, `66.6667`.
    pub fn short(&self, most: u32) -> String {
        let text = self.rounded(most);
        if !text.contains('.') {
            return text;
        }
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl Default for Exact {
    fn default() -> Self {
        Self::zero()
    }
}

impl fmt::Display for Exact {
    /// Shows two decimals, halves rounded away from zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.rounded(2))
    }
}

impl Serialize for Exact {
    /// Writes the exact fraction as a string: `"200/3"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl From<i64> for Exact {
    fn from(whole: i64) -> Self {
        Self(BigRational::from(BigInt::from(whole)))
    }
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Self {
        let below = BigInt::from(10).pow(decimal.scale());
        Self(BigRational::new(BigInt::from(decimal.mantissa()), below))
    }
}

impl From<crate::domain::Money> for Exact {
    /// The amount in pounds.
    fn from(money: crate::domain::Money) -> Self {
        Self::from(money.pounds())
    }
}

impl From<crate::domain::Percent> for Exact {
    fn from(percent: crate::domain::Percent) -> Self {
        Self::from(percent.value())
    }
}

macro_rules! arithmetic {
    ($($name:ident $method:ident $sign:tt),*) => {$(
        impl $name for &Exact {
            type Output = Exact;
            fn $method(self, other: Self) -> Exact {
                Exact(&self.0 $sign &other.0)
            }
        }

        impl $name for Exact {
            type Output = Exact;
            fn $method(self, other: Self) -> Exact {
                Exact(self.0 $sign other.0)
            }
        }
    )*};
}

arithmetic!(Add add +, Sub sub -, Mul mul *);

impl Div<i64> for Exact {
    type Output = Self;

    /// Divides by a whole number, which the caller knows not to be nothing.
    fn div(self, other: i64) -> Self {
        Self(self.0 / BigInt::from(other.max(1)))
    }
}

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(figures: I) -> Self {
        figures.fold(Self::zero(), |sum, figure| sum + figure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn ratio(above: i64, below: i64) -> Exact {
        Exact::from(above).over(&Exact::from(below)).unwrap()
    }

    #[rstest]
    #[case(ratio(2, 3), "0.67")]
    #[case(ratio(200, 3), "66.67")]
    #[case(ratio(1, 200), "0.01")]
    #[case(ratio(-1, 200), "-0.01")]
    #[case(ratio(1, 1000), "0.00")]
    #[case(ratio(-1, 1000), "0.00")]
    #[case(ratio(1005, 1000), "1.01")]
    #[case(Exact::from(100), "100.00")]
    fn a_figure_is_shown_with_two_decimals_halves_away_from_zero(
        #[case] figure: Exact,
        #[case] shown: &str,
    ) {
        assert_eq!(figure.to_string(), shown);
    }

    #[test]
    fn a_figure_is_shown_short_where_it_is_a_plain_number() {
        assert_eq!(ratio(25, 2).short(4), "12.5");
        assert_eq!(Exact::from(100).short(4), "100");
        assert_eq!(ratio(2, 3).short(4), "0.6667");
        assert_eq!(ratio(7, 2).rounded(0), "4");
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!(Exact::from(1).over(&Exact::zero()), None);
    }

    proptest! {
        #[test]
        fn a_decimal_number_stays_what_it_is(mantissa in any::<i64>(), scale in 0u32..=20) {
            let decimal = Decimal::new(mantissa, scale);
            let back = Exact::from(decimal).short(20);
            prop_assert_eq!(back.parse::<Decimal>().unwrap(), decimal);
        }

        #[test]
        fn rounding_moves_a_figure_by_half_a_hundredth_at_most(a in -10_000i64..10_000, b in 1i64..10_000) {
            let exact = ratio(a, b);
            let shown = Exact::from(exact.to_string().parse::<Decimal>().unwrap());
            let off = &shown - &exact;
            prop_assert!(off <= ratio(1, 200) && off >= ratio(-1, 200));
        }
    }
}
