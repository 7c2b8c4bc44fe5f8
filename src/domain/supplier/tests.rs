//! Tests of supplier numbers and status.
