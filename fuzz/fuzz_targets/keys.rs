//! Hands what the fuzzer makes up to the entry `keys`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tenderbook_fuzz::keys(bytes));
