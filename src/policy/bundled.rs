//! The packs that are compiled into the executable.

use crate::packed::{Packed, packed};

/// The statute overlay: file name and text.
pub const ENGLAND: (&str, Packed) = ("england.toml", packed!("england.toml"));

/// The policies, in the order in which they are offered: file name and text.
pub const POLICIES: [(&str, Packed); 5] = [
    ("cumbria.toml", packed!("cumbria.toml")),
    ("lancashire-opcc.toml", packed!("lancashire-opcc.toml")),
    ("lancashire-county.toml", packed!("lancashire-county.toml")),
    ("cheshire.toml", packed!("cheshire.toml")),
    ("nelc.toml", packed!("nelc.toml")),
];
