//! What must hold of lists.
