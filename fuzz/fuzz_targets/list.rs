//! Hands what the fuzzer makes up to the entry `list`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tenderbook_fuzz::list(bytes));
