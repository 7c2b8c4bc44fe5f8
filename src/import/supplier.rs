//! Suppliers of a list: which of the directory is meant, and which are new.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use crate::domain::supplier::{CompanyNumber, Supplier, core_of};
use crate::domain::text;
use crate::import::cell::{is_error, is_missing, is_shortened};
use crate::import::names::{plain, short};
use crate::register::Party;

/// How many letters of a name have to be the same before the rest of it is compared.
const BEGINNING: usize = 3;

/// A supplier that a row can mean.
#[derive(Debug, Clone)]
struct Known {
    party: Party,
    name: String,
    number: Option<CompanyNumber>,
}

/// The suppliers that rows can mean: those of the directory, and those of the rows before.
#[derive(Debug, Default)]
pub(super) struct Directory {
    known: Vec<Known>,
    by_number: HashMap<String, usize>,
    /// By what names that are one have in common, and by how that begins.
    by_name: HashMap<String, Vec<usize>>,
    by_beginning: HashMap<String, Vec<usize>>,
    /// Those that are not in the directory, in the order of the list.
    pub(super) new: Vec<Supplier>,
}

/// The supplier that a row means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) party: Party,
    /// Its name in the directory.
    pub(super) name: String,
    pub(super) is_new: bool,
}

impl Directory {
    /// The suppliers of a directory.
    pub(super) fn of(suppliers: &BTreeMap<Uuid, Supplier>) -> Self {
        let mut directory = Self::default();
        for (uid, supplier) in suppliers {
            // What was merged into another is that other.
            let mut at = *uid;
            for _ in 0..suppliers.len() {
                match suppliers.get(&at).and_then(|one| one.merged_into) {
                    Some(next) => at = next,
                    None => break,
                }
            }
            let name = suppliers.get(&at).unwrap_or(supplier).name.clone();
            let number = supplier.number.clone();
            directory.add(&supplier.name, Known { party: Party::There(at), name, number });
        }
        directory
    }

    fn add(&mut self, called: &str, known: Known) {
        let at = self.known.len();
        let core = core_of(called);
        if let Some(number) = &known.number {
            self.by_number.entry(number.as_str().to_owned()).or_insert(at);
        }
        self.by_beginning.entry(beginning(&core)).or_default().push(at);
        self.by_name.entry(core).or_default().push(at);
        self.known.push(known);
    }

    /// The supplier that a name and a number mean, a new one where none is like it; none where
    /// several could be meant.
    pub(super) fn meant(
        &mut self,
        name: &str,
        number: Option<CompanyNumber>,
        new: impl FnOnce() -> Supplier,
        doubts: &mut Vec<String>,
    ) -> Option<Meant> {
        if let Some(at) = number.as_ref().and_then(|number| self.by_number.get(number.as_str())) {
            let known = self.known.get(*at)?;
            if core_of(&known.name) != core_of(name) {
                let known = short(&known.name);
                doubts.push(format!(
                    "“{}” has the company number of “{known}”, with whom the contract is recorded",
                    short(name)
                ));
            }
            return Some(self.as_meant(*at));
        }
        let same = self.called(name, number.as_ref());
        let mut parties: Vec<Party> =
            same.iter().filter_map(|at| Some(self.known.get(*at)?.party)).collect();
        parties.dedup();
        match (same.first(), parties.as_slice()) {
            (Some(at), [_]) => {
                let meant = self.as_meant(*at);
                if plain(&meant.name) != plain(name) {
                    doubts.push(format!(
                        "“{}” is taken as the supplier “{}”",
                        short(name),
                        short(&meant.name)
                    ));
                }
                let known = self.known.get(*at)?;
                if let Some(number) = number.as_ref().filter(|_| known.number.is_none()) {
                    doubts.push(format!(
                        "the company number {number} is not kept: “{}” stands without one; add it there",
                        short(&meant.name)
                    ));
                }
                Some(meant)
            }
            (Some(_), _) => {
                doubts.push(format!(
                    "no contract is recorded: several suppliers are called “{}”",
                    short(name)
                ));
                None
            }
            (None, _) => Some(self.begin(name, number, new, doubts)),
        }
    }

    fn as_meant(&self, at: usize) -> Meant {
        let known = self.known.get(at);
        let party = known.map_or(Party::New(0), |known| known.party);
        let name = known.map(|known| known.name.clone()).unwrap_or_default();
        Meant { party, name, is_new: matches!(party, Party::New(_)) }
    }

    /// Those with this name that are not another company by their number.
    fn called(&self, name: &str, number: Option<&CompanyNumber>) -> Vec<usize> {
        let core = core_of(name);
        let all = self.by_name.get(&core).filter(|_| !core.is_empty());
        let other = |at: &&usize| {
            let theirs = self.known.get(**at).and_then(|known| known.number.as_ref());
            number.is_some() && theirs.is_some() && theirs != number
        };
        all.into_iter().flatten().filter(|at| !other(at)).copied().collect()
    }

    /// Adds a supplier that nobody in the directory is.
    fn begin(
        &mut self,
        name: &str,
        number: Option<CompanyNumber>,
        new: impl FnOnce() -> Supplier,
        doubts: &mut Vec<String>,
    ) -> Meant {
        if let Some(like) = self.like(name, number.as_ref()) {
            doubts.push(format!(
                "“{}” is a new supplier, although there is “{}”",
                short(name),
                short(&like)
            ));
        }
        let party = Party::New(self.new.len());
        let supplier = Supplier { number: number.clone(), ..new() };
        self.new.push(supplier);
        self.add(name, Known { party, name: name.to_owned(), number });
        Meant { party, name: name.to_owned(), is_new: true }
    }

    /// The name of a supplier that may be the same, written with a slip or with a word more.
    fn like(&self, name: &str, number: Option<&CompanyNumber>) -> Option<String> {
        let core = core_of(name);
        let near = self.by_beginning.get(&beginning(&core))?;
        let other = |known: &&Known| {
            let both = number.zip(known.number.as_ref());
            both.is_none_or(|(ours, theirs)| ours == theirs)
        };
        let near = near.iter().filter_map(|at| self.known.get(*at));
        // Two companies with numbers of their own are two, however alike their names are.
        let same = near.clone().find(|known| core_of(&known.name) == core);
        let mut others = near.filter(other);
        let longer = |known: &&Known| {
            let theirs = core_of(&known.name);
            let (less, more) =
                if theirs.len() < core.len() { (&theirs, &core) } else { (&core, &theirs) };
            let slip = || text::nearest(&core, [theirs.as_str()]).is_some();
            (less.chars().count() >= 6 && more.starts_with(less.as_str())) || slip()
        };
        same.or_else(|| others.find(longer)).map(|known| known.name.clone())
    }
}

fn beginning(core: &str) -> String {
    core.chars().take(BEGINNING).collect()
}

/// The name in the cell of a supplier; none where it names nobody, with why where that is told.
pub(super) fn name(cell: &str, doubts: &mut Vec<String>) -> Option<String> {
    const NOBODY: [&str; 10] = [
        "various",
        "various suppliers",
        "multiple",
        "multiple suppliers",
        "several",
        "redacted",
        "redacted personal data",
        "redacted commercial data",
        "confidential",
        "see lots",
    ];
    if is_missing(cell) {
        return None;
    }
    let mut without = |why: &str| {
        doubts.push(format!("no contract is recorded: the supplier “{}” {why}", short(cell)));
        None
    };
    if is_error(cell) {
        return without("is an error of the spreadsheet");
    }
    if NOBODY.contains(&plain(cell).as_str()) {
        return without("is no name");
    }
    if cell.split([';', '|']).filter(|part| !part.trim().is_empty()).count() > 1 {
        return without("is more than one");
    }
    match text::line("The name", cell) {
        Ok(name) => Some(name),
        Err(_) => without("is no name that can be kept"),
    }
}

/// The company number in a cell.
pub(super) fn number(cell: &str, doubts: &mut Vec<String>) -> Option<CompanyNumber> {
    if is_missing(cell) {
        return None;
    }
    match cell.parse() {
        Ok(number) if !is_shortened(cell) => Some(number),
        _ => {
            doubts.push(format!("“{}” is no company number; left out", short(cell)));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn directory() -> Directory {
        let with = |number: Option<&str>, name: &str| Supplier {
            number: number.map(|number| number.parse().unwrap()),
            ..Supplier::named(name)
        };
        let all = [
            with(Some("01234567"), "Acme Health Ltd"),
            with(None, "Bodge & Sons"),
            with(None, "Twin Limited"),
            with(None, "Twin Ltd"),
        ];
        Directory::of(&all.into_iter().map(|one| (Uuid::now_v7(), one)).collect())
    }

    #[rstest]
    #[case("Acme Health Ltd", "", Some("Acme Health Ltd"), false, &[])]
    #[case("ACME HEALTH LIMITED", "1234567", Some("Acme Health Ltd"), false, &[])]
    #[case("ACME HEALTH LIMITED", "", Some("Acme Health Ltd"), false, &["is taken as"])]
    #[case("Renamed plc", "01234567", Some("Acme Health Ltd"), false, &["has the company number of"])]
    #[case("Acme Health Ltd", "7654321", Some("Acme Health Ltd"), true, &["although there is"])]
    #[case("Bodge & Sons", "7654321", Some("Bodge & Sons"), false, &["stands without one"])]
    #[case("Bodge and Sons", "", Some("Bodge and Sons"), true, &["although there is “Bodge & Sons”"])]
    #[case("Acme Helth Ltd", "", Some("Acme Helth Ltd"), true, &["although there is “Acme Health Ltd”"])]
    #[case("Acme Health Services Ltd", "", Some("Acme Health Services Ltd"), true, &["although"])]
    #[case("Zenith", "", Some("Zenith"), true, &[])]
    #[case("Twin", "", None, false, &["several suppliers"])]
    fn a_supplier_is_known_by_its_number_else_by_its_name(
        #[case] name: &str,
        #[case] number: &str,
        #[case] meant: Option<&str>,
        #[case] is_new: bool,
        #[case] said: &[&str],
    ) {
        let mut doubts = Vec::new();
        let number = super::number(number, &mut doubts);
        let found = directory().meant(name, number, || Supplier::named(name), &mut doubts);
        assert_eq!(found.as_ref().map(|found| found.name.as_str()), meant, "{doubts:?}");
        assert_eq!(found.is_some_and(|found| found.is_new), is_new, "{doubts:?}");
        assert_eq!(doubts.len(), said.len(), "{doubts:?}");
        for (doubt, said) in doubts.iter().zip(said) {
            assert!(doubt.contains(said), "{doubt}");
        }
    }

    #[test]
    fn a_supplier_of_two_rows_is_new_once() {
        let mut directory = directory();
        let mut find = |name: &str| {
            let mut doubts = Vec::new();
            directory.meant(name, None, || Supplier::named(name), &mut doubts).unwrap().party
        };
        assert_eq!(find("Zenith Ltd"), find("Zenith Limited"));
        assert_eq!(directory.new.len(), 1);
    }

    #[rstest]
    #[case("n/a", None, 0)]
    #[case("Various", None, 1)]
    #[case("Acme Ltd; Bodge & Sons", None, 1)]
    #[case("#REF!", None, 1)]
    #[case("Acme Ltd;", Some("Acme Ltd;"), 0)]
    fn what_is_no_supplier_is_none(
        #[case] cell: &str,
        #[case] name: Option<&str>,
        #[case] said: usize,
    ) {
        let mut doubts = Vec::new();
        assert_eq!(super::name(cell, &mut doubts).as_deref(), name);
        assert_eq!(doubts.len(), said);
    }
}
