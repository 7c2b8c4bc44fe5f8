//! Hands what the fuzzer makes up to the entry `workbook`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tenderbook_fuzz::workbook(bytes));
