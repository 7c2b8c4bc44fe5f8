//! The entries that the fuzz targets share with the tests of the product.

mod entries;

pub use entries::{keys, list, pack, whole, words, workbook};
