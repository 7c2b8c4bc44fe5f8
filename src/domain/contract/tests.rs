//! Tests of the arithmetic of commitments.
