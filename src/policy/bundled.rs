//! The packs that are compiled into the executable.

/// The statute overlay: file name and text.
pub const ENGLAND: (&str, &str) = ("england.toml", include_str!("../../policies/england.toml"));

/// The policies, in the order in which they are offered: file name and text.
pub const POLICIES: [(&str, &str); 5] = [
    ("cumbria.toml", include_str!("../../policies/cumbria.toml")),
    ("lancashire-opcc.toml", include_str!("../../policies/lancashire-opcc.toml")),
    ("lancashire-county.toml", include_str!("../../policies/lancashire-county.toml")),
    ("cheshire.toml", include_str!("../../policies/cheshire.toml")),
    ("nelc.toml", include_str!("../../policies/nelc.toml")),
];
