//! What is bought, and under whose policy: words of a list against the closed lists of ours.

use crate::domain::{ContractType, text};
use crate::import::cell::Read;
use crate::import::names::{plain, short};
use crate::register::Library;

/// What is bought, by the words of a cell; an error where they say nothing or several things.
pub(super) fn contract_type(cell: &str) -> Result<ContractType, String> {
    let said = plain(cell);
    let mut found: Vec<ContractType> = Vec::new();
    for word in said.split(' ') {
        let kind = match word {
            "goods" | "good" | "supply" | "supplies" | "products" | "product" | "equipment" => {
                ContractType::Goods
            }
            "service" | "services" | "consultancy" => ContractType::Services,
            "works" | "work" | "construction" => ContractType::Works,
            _ => continue,
        };
        if !found.contains(&kind) {
            found.push(kind);
        }
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("“{}” is not goods, services or works", short(cell))),
        _ => Err(format!("“{}” is more than one of goods, services and works", short(cell))),
    }
}

/// What is bought, by the division of a code of the Common Procurement Vocabulary.
pub(super) fn by_cpv(cell: &str) -> Option<Read<ContractType>> {
    let digits: String = cell.chars().skip_while(|c| !c.is_ascii_digit()).take(8).collect();
    if digits.len() < 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kind = match digits.get(..2)?.parse::<u8>().ok()? {
        45 => ContractType::Works,
        // Software packages are goods, between two divisions of goods and the services.
        3..=44 | 48 => ContractType::Goods,
        50..=98 => ContractType::Services,
        _ => return None,
    };
    Some(Read::doubtful(kind, format!("{kind} by its CPV code {digits}")))
}

/// The id of the policy that a cell names: by its id, or as the authority whose it is.
pub(super) fn policy(cell: &str, library: &Library) -> Result<Read<String>, String> {
    let said = plain(cell);
    let headers: Vec<_> = library.policies().iter().map(|loaded| &loaded.pack.policy).collect();
    let names = |header: &&crate::policy::Header| {
        [&header.id, &header.authority, &header.short, &header.title].map(|name| plain(name))
    };
    if let Some(header) = headers.iter().find(|header| names(header).contains(&said)) {
        return Ok(Read::sure(header.id.clone()));
    }
    let holds = |long: &str, part: &str| format!(" {long} ").contains(&format!(" {part} "));
    let near: Vec<_> = headers
        .iter()
        .filter(|header| {
            // The id alone is often a county's name, which several authorities share.
            let [_, authority, short, _] = names(header);
            let named = [&authority, &short];
            said.len() >= 4 && named.iter().any(|name| holds(name, &said) || holds(&said, name))
        })
        .collect();
    match near.as_slice() {
        [one] => Ok(Read::doubtful(
            one.id.clone(),
            format!("“{}” is read as the policy {}", short(cell), one.id),
        )),
        [] => {
            let ids = headers.iter().map(|header| header.id.as_str());
            let help = text::nearest(&said, ids)
                .map(|near| format!("; did you mean {near}?"))
                .unwrap_or_default();
            Err(format!("there is no policy “{}”{help}", short(cell)))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|header| header.id.as_str()).collect();
            Err(format!("“{}” could be the policy {}", short(cell), ids.join(" or ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Services", Some(ContractType::Services))]
    #[case("Supplies", Some(ContractType::Goods))]
    #[case("02 - Service contract", Some(ContractType::Services))]
    #[case("Construction works", Some(ContractType::Works))]
    #[case("Goods and services", None)]
    #[case("Framework", None)]
    fn what_is_bought_is_read(#[case] cell: &str, #[case] kind: Option<ContractType>) {
        assert_eq!(contract_type(cell).ok(), kind);
    }

    #[rstest]
    #[case("45210000-2", Some(ContractType::Works))]
    #[case("48000000", Some(ContractType::Goods))]
    #[case("CPV 85100000 Health services", Some(ContractType::Services))]
    #[case("852", None)]
    #[case("99999999", None)]
    fn a_cpv_code_tells_what_is_bought(#[case] cell: &str, #[case] kind: Option<ContractType>) {
        assert_eq!(by_cpv(cell).map(|read| read.value), kind);
    }

    #[rstest]
    #[case("cumbria", Ok("cumbria"))]
    #[case("NELC", Ok("nelc"))]
    #[case("Cheshire Police", Err("no policy"))]
    #[case("North East Lincolnshire Council", Ok("nelc"))]
    #[case("Lancashire", Err("or"))]
    #[case("Cumbia", Err("did you mean cumbria"))]
    fn a_policy_is_known_by_its_authority(
        #[case] cell: &str,
        #[case] policy_id: Result<&str, &str>,
    ) {
        match (policy(cell, &Library::default()), policy_id) {
            (Ok(read), Ok(id)) => assert_eq!(read.value, id),
            (Err(said), Err(why)) => assert!(said.contains(why), "{said}"),
            (found, _) => panic!("{found:?}"),
        }
    }
}
