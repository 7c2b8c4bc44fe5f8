//! Texts that are compiled into the executable, compressed by `build.rs`.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// A text of this edition: a policy, or a part of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Packed(#[doc(hidden)] pub &'static [u8]);

impl Packed {
    /// The text.
    pub fn text(self) -> String {
        let mut text = String::new();
        // What was compressed with the program is whole, as the program is; a text that is cut
        // would be told as a fault of the policy or of the schema.
        let _ = DeflateDecoder::new(self.0).read_to_string(&mut text);
        text
    }
}

/// The text of a file of the project, by its name.
macro_rules! packed {
    ($name:literal) => {
        $crate::packed::Packed(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".deflate")))
    };
}

pub(crate) use packed;
