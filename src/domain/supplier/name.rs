//! Names of suppliers that are written now one way, now another.

/// Whether two names are one but for case, spaces, punctuation, and “Ltd” or “Limited”.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let (one, other) = (core_of(one), core_of(other));
    !one.is_empty() && one == other
}

/// A name without what is written now one way, now another: equal for names that are one.
pub fn core_of(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    let name: String = kept.flat_map(char::to_lowercase).collect();
    let core = name.strip_suffix("limited").or_else(|| name.strip_suffix("ltd"));
    core.unwrap_or(&name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_and_the_word_limited_make_no_other_name() {
        assert!(is_same_name("Acme Health Limited", "ACME  Health Ltd."));
        assert!(is_same_name("Acme Health", "Acme-Health Ltd"));
        assert!(!is_same_name("Acme Health", "Acme Housing"));
        assert!(!is_same_name("Ltd", "Limited"));
    }
}
