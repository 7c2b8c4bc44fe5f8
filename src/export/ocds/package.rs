//! A package: what it is, who publishes it, and the releases in it.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::text::visible;
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object};
use crate::export::ocds::release::{self, Sources};
use crate::register::{Context, Fault, Filter, Register, Result, Sort, SortBy, Step, Unit, Watch};

/// The prefix of an `ocid` where none was given: the one of the standard's own examples, which
/// belongs to no publisher and is to be replaced.
pub const PREFIX: &str = "ocds-213czf";

/// Writes the publication variant of some procurements, or of all of which something is public.
pub(crate) fn write(
    register: &Register,
    references: &[String],
    prefix: &str,
    context: &Context,
    watch: &Watch,
) -> Result<Vec<u8>> {
    check_prefix(prefix)?;
    let all = references.is_empty();
    let wanted = if all { every_reference(register)? } else { references.to_vec() };
    let mut seen = BTreeSet::new();
    let (mut authorities, mut extensions) = (BTreeSet::new(), BTreeSet::new());
    // Each release is written as soon as it is made: only its bytes are kept.
    let mut releases: Vec<u8> = Vec::new();
    for (done, reference) in wanted.iter().enumerate() {
        watch.step(Step {
            doing: "writing releases",
            done: done as u64,
            of: wanted.len() as u64,
            unit: Unit::Procurements,
        })?;
        let sources = Sources::read(register, reference, context)?;
        if !seen.insert(sources.view.uid) {
            continue;
        }
        // Asked for by name, a tender of which nothing is public yet is announced as planned.
        let Some(made) = release::release(&sources, prefix, context.today, !all)? else {
            continue;
        };
        releases.extend_from_slice(if releases.is_empty() { b"\n" } else { b",\n" });
        releases.extend_from_slice(&made.bytes);
        authorities.insert(made.authority);
        extensions.extend(made.extensions);
    }
    if releases.is_empty() {
        return Err(nothing_public());
    }
    let head = head(&authorities, &extensions, &releases, context)?;
    releases.splice(0..0, head);
    releases.extend_from_slice(b"\n]}\n");
    Ok(releases)
}

/// The references of a whole register, in their order.
fn every_reference(register: &Register) -> Result<Vec<String>> {
    let sort = Sort { by: SortBy::Reference, reversed: false };
    let list = register.list(&Filter::default(), sort, 0, u32::MAX as usize)?;
    Ok(list.rows.into_iter().map(|row| row.reference.to_string()).collect())
}

/// What stands before the releases, up to the bracket that opens their list.
fn head(
    authorities: &BTreeSet<String>,
    extensions: &BTreeSet<Extension>,
    releases: &[u8],
    context: &Context,
) -> Result<Vec<u8>> {
    let names: Vec<&str> = authorities.iter().map(String::as_str).collect();
    let declared = extensions.iter().map(|one| Json::from(one.address())).collect();
    let head = Object::new()
        .with("uri", address(releases, &context.now))
        .with("version", "1.1")
        .with("publishedDate", context.now.as_str())
        .with("publisher", Object::new().with("name", names.join("; ")))
        .list("extensions", declared);
    let mut bytes = written(&head)?;
    // The bracket that closes the object comes after the releases.
    bytes.pop();
    bytes.extend_from_slice(b",\"releases\":[");
    Ok(bytes)
}

/// An address that names the package and nothing else: the same for the same content and moment.
fn address(releases: &[u8], now: &str) -> String {
    let digest = Sha256::new().chain_update(releases).chain_update(now).finalize();
    let mut bytes = [0_u8; 16];
    for (to, from) in bytes.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    let uuid: Uuid = uuid::Builder::from_custom_bytes(bytes).into_uuid();
    format!("urn:uuid:{uuid}")
}

/// An object as JSON.
pub(super) fn written(object: &Object) -> Result<Vec<u8>> {
    serde_json::to_vec(object)
        .map_err(|error| Fault::invalid(format!("Writing OCDS failed: {error}.")))
}

/// A prefix is `ocds-` and six letters or digits, as the registrar hands them out.
fn check_prefix(prefix: &str) -> Result<()> {
    let rest = prefix.strip_prefix("ocds-").unwrap_or_default();
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if rest.len() == 6 && rest.bytes().all(fits) {
        return Ok(());
    }
    Err(Fault::Invalid {
        message: format!("“{}” is not a prefix of OCDS identifiers.", visible(prefix)),
        hint: Some(
            "Write “ocds-” and the six letters or digits under which the authority is registered, such as ocds-213czf; the Open Contracting Partnership gives them out without charge."
                .to_owned(),
        ),
    })
}

fn nothing_public() -> Fault {
    Fault::Invalid {
        message: "Nothing in the register is public yet, and an OCDS package needs at least one release; nothing was written."
            .to_owned(),
        hint: Some(
            "A procurement goes in once its tender is issued (stage 7), the day of a notice is recorded, or a contract is signed; one that is named goes in as planned."
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(PREFIX, true)]
    #[case("ocds-h6vhtk", true)]
    #[case("ocds-H6VHTK", false)]
    #[case("ocds-213cz", false)]
    #[case("ocds-213czf1", false)]
    #[case("213czf", false)]
    #[case("", false)]
    #[case("ocds-213c\"f", false)]
    fn a_prefix_has_the_form_that_the_registrar_gives_it(#[case] prefix: &str, #[case] fits: bool) {
        assert_eq!(check_prefix(prefix).is_ok(), fits, "{prefix}");
    }
}
