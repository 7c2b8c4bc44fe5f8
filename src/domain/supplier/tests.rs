//! What must hold of suppliers.

use rstest::rstest;

use super::*;

#[rstest]
#[case(0, Size::Micro)]
#[case(9, Size::Micro)]
#[case(10, Size::Small)]
#[case(49, Size::Small)]
#[case(50, Size::Medium)]
#[case(249, Size::Medium)]
#[case(250, Size::Large)]
fn a_headcount_makes_a_size(#[case] headcount: u32, #[case] size: Size) {
    assert_eq!(Size::of(headcount), size);
}
