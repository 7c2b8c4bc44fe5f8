//! Numbers that look like chance and follow from a seed: the same on every machine and in every
//! edition, which no generator of a library promises.

use uuid::Uuid;

/// A source of numbers (`SplitMix64`, by Steele, Lea and Flood).
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// The numbers of one thing among many that come from the same seed.
    pub(super) fn of(seed: u64, thing: usize) -> Self {
        let mut of_seed = Self(seed);
        let spread = of_seed.next();
        let thing = u64::try_from(thing).unwrap_or(u64::MAX);
        let mut chance = Self(spread ^ thing.wrapping_mul(0xD134_2543_DE82_EF95));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from nought to below `end`; nought where there is none below it.
    pub(super) fn below(&mut self, end: i64) -> i64 {
        let end = u64::try_from(end).unwrap_or(0).max(1);
        i64::try_from(self.next() % end).unwrap_or(0)
    }

    /// A number between two, both of them possible.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below(last - first + 1)
    }

    /// Whether something that happens in so many of a hundred cases happens here.
    pub(super) fn percent(&mut self, of_hundred: i64) -> bool {
        self.below(100) < of_hundred
    }

    /// One of several.
    ///
    /// The list must not be empty.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, several: &'a [&'a T]) -> &'a T {
        several[self.index(several.len())]
    }

    /// The place of one of so many.
    pub(super) fn index(&mut self, of: usize) -> usize {
        let of = i64::try_from(of).unwrap_or(i64::MAX);
        usize::try_from(self.below(of)).unwrap_or(0)
    }

    /// An id as it would have been made in this moment, in milliseconds since 1970.
    pub(super) fn uid(&mut self, moment: i64) -> Uuid {
        let mut bytes = [0; 10];
        for (byte, value) in bytes
            .iter_mut()
            .zip(self.next().to_le_bytes().into_iter().chain(self.next().to_le_bytes()))
        {
            *byte = value;
        }
        let moment = u64::try_from(moment).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(moment, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_another_seed_gives_others() {
        let numbers = |seed, thing| {
            let mut chance = Chance::of(seed, thing);
            [chance.below(1_000_000), chance.below(1_000_000), chance.below(1_000_000)]
        };
        assert_eq!(numbers(1, 7), [691_464, 468_239, 838_264]);
        assert_eq!(numbers(1, 7), numbers(1, 7));
        assert_ne!(numbers(1, 7), numbers(2, 7));
        assert_ne!(numbers(1, 7), numbers(1, 8));
    }

    #[test]
    fn numbers_stay_within_what_was_asked_for() {
        let mut chance = Chance::of(3, 0);
        for _ in 0..1_000 {
            assert!((5..=7).contains(&chance.between(5, 7)));
            assert!((0..3).contains(&chance.below(3)));
        }
        assert_eq!(chance.below(0), 0);
        assert!(!chance.percent(0) && chance.percent(100));
    }
}
