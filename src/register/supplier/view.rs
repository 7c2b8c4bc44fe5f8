//! What is read of suppliers: the directory, and one supplier over all its contracts.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::contract::{ContractFile, KpiRating, Standing, progress};
use crate::domain::supplier::{
    Contact, DebarmentCheck, Proposal, StatusReview, Supplier, SupplierFile, propose,
};
use crate::domain::{Date, Money, Reference, text};
use crate::policy::{LocalArea, SizeClass, SlaveryStatement};
use crate::register::{Context, Fault, JournalView, Library, Register, Result};

/// The directory of suppliers.
#[derive(Debug, Clone, Default)]
pub struct DirectoryView {
    /// The suppliers by name; those that were merged into others last.
    pub lines: Vec<SupplierLine>,
}

/// One line of the directory.
#[derive(Debug, Clone)]
pub struct SupplierLine {
    /// The supplier's uid.
    pub uid: Uuid,
    /// The supplier.
    pub supplier: Supplier,
    /// The name of the supplier that it was merged into.
    pub merged_into: Option<String>,
    /// How many contracts it has, with those of suppliers merged into it.
    pub contracts: usize,
    /// The status that stands under each policy, in few words: `Gold (Cumbria)`.
    pub status: Vec<String>,
    /// The day of the newest look at the debarment list.
    pub checked: Option<Date>,
}

/// One supplier over all its contracts.
#[derive(Debug, Clone)]
pub struct SupplierView {
    /// The supplier's uid.
    pub uid: Uuid,
    /// The supplier.
    pub supplier: Supplier,
    /// Counts every change.
    pub version: i64,
    /// The day from which it is seen.
    pub today: Date,
    /// The supplier into which it was merged.
    pub merged_into: Option<(Uuid, String)>,
    /// The suppliers that were merged into it.
    pub merged: Vec<(Uuid, Supplier)>,
    /// People to talk to, with those of suppliers merged into it.
    pub contacts: Vec<(Uuid, Contact)>,
    /// Looks at the debarment list, the newest first.
    pub checks: Vec<(Uuid, DebarmentCheck)>,
    /// Its contracts, those that run first.
    pub contracts: Vec<ContractPlaceView>,
    /// How it delivers, over all contracts.
    pub track: Track,
    /// Its status under each policy that has a scheme.
    pub schemes: Vec<SchemeView>,
    /// What the policies say that its particulars are judged by.
    pub says: Says,
}

/// What policies and statute say that particulars of suppliers are judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Says {
    /// The areas that count as local, with the authority in few words, the nearest first.
    pub areas: Vec<(String, LocalArea)>,
    /// The size classes that a policy names, with the authority in few words.
    pub classes: Vec<(String, SizeClass)>,
    /// From which turnover a statement on modern slavery is due.
    pub statement: Option<SlaveryStatement>,
}

/// One contract of a supplier.
#[derive(Debug, Clone)]
pub struct ContractPlaceView {
    /// The tender.
    pub reference: Reference,
    /// What the tender is about.
    pub title: String,
    /// The contract's uid.
    pub contract: Uuid,
    /// What the contract is called, where it is called something.
    pub words: Option<String>,
    /// Its value, with what was agreed since.
    pub value: Option<Money>,
    /// Its first day.
    pub starts: Date,
    /// Its last day, with what was agreed since.
    pub ends: Date,
    /// Whether it runs.
    pub runs: bool,
    /// How it delivers.
    pub track: Track,
}

/// How a supplier delivers: counts, none of which says more than was recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Track {
    /// How many commitments stand in each way.
    pub standings: BTreeMap<Standing, usize>,
    /// How many actions are open.
    pub actions: usize,
    /// How many of those are overdue.
    pub overdue: usize,
    /// The newest rating of each indicator.
    pub ratings: BTreeMap<KpiRating, usize>,
    /// Indicators that were never assessed.
    pub unrated: usize,
    /// Reviews that were held.
    pub reviews: usize,
}

impl Track {
    /// Whether nothing is known that a supplier could be judged by.
    pub fn has_no_data(&self) -> bool {
        let known = self.standings.iter().any(|(standing, _)| *standing != Standing::NoData);
        !known && self.ratings.is_empty() && self.reviews == 0
    }

    /// How many commitments stand in one way.
    pub fn count(&self, standing: Standing) -> usize {
        self.standings.get(&standing).copied().unwrap_or(0)
    }

    /// How many commitments there are.
    pub fn commitments(&self) -> usize {
        self.standings.values().sum()
    }

    fn add(&mut self, other: &Self) {
        for (standing, count) in &other.standings {
            *self.standings.entry(*standing).or_default() += count;
        }
        for (rating, count) in &other.ratings {
            *self.ratings.entry(*rating).or_default() += count;
        }
        self.actions += other.actions;
        self.overdue += other.overdue;
        self.unrated += other.unrated;
        self.reviews += other.reviews;
    }

    fn of(file: &ContractFile, contract: Uuid, today: Date) -> Self {
        let mut track = Self::default();
        for (uid, commitment) in &file.commitments {
            if commitment.contract == contract {
                let standing = progress(file, *uid, commitment, today).standing;
                *track.standings.entry(standing).or_default() += 1;
            }
        }
        let actions = file.actions.values();
        for action in actions.filter(|one| one.contract == contract && one.is_open()) {
            track.actions += 1;
            track.overdue += usize::from(action.due < today);
        }
        for (uid, _) in file.kpis.iter().filter(|(_, kpi)| kpi.contract == contract) {
            match file.assessments_of(*uid).first() {
                Some((_, newest)) => *track.ratings.entry(newest.rating).or_default() += 1,
                None => track.unrated += 1,
            }
        }
        let reviews = file.reviews.values();
        track.reviews =
            reviews.filter(|one| one.contract == contract && one.held.is_some()).count();
        track
    }
}

/// A supplier's status under the scheme of one policy.
#[derive(Debug, Clone)]
pub struct SchemeView {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub short: String,
    /// The scheme's clause.
    pub clause: String,
    /// What the scheme says.
    pub says: String,
    /// The status that stands.
    pub stands: Option<StatusView>,
    /// The review that is under way.
    pub open: Option<StatusView>,
    /// Earlier decisions, the newest first.
    pub history: Vec<StatusView>,
    /// What the supplier gains at the level that stands.
    pub incentives: Vec<String>,
    /// What each behaviour looks like at each level, the best level first: level, then the
    /// words by behaviour.
    pub levels: Vec<(String, BTreeMap<String, String>)>,
    /// What a supplier gains at each level, by the level's name.
    pub gains: BTreeMap<String, Vec<String>>,
    /// After how many months a supplier is looked at again, by the level's name, where the scheme
    /// says so.
    pub months: BTreeMap<String, u8>,
}

/// A review of status with what its judgements support.
#[derive(Debug, Clone)]
pub struct StatusView {
    /// Where it stands.
    pub uid: Uuid,
    /// The review.
    pub review: StatusReview,
    /// What the judgements support.
    pub proposal: Proposal,
}

impl Register {
    /// The directory of suppliers.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn directory(&self) -> Result<DirectoryView> {
        let _snapshot = self.database.snapshot()?;
        let file = self.database.supplier_files()?;
        let mut contracts: BTreeMap<Uuid, usize> = BTreeMap::new();
        for (supplier, of) in self.database.contracts_by_supplier()? {
            *contracts.entry(file.resolve(supplier)).or_default() += of;
        }
        let shorts: BTreeMap<&str, &str> = self
            .library
            .policies()
            .iter()
            .map(|loaded| (loaded.pack.policy.id.as_str(), loaded.pack.policy.short.as_str()))
            .collect();
        // One pass over all reviews and checks: a directory can be long.
        let mut stands: BTreeMap<(Uuid, &str), (Date, &str)> = BTreeMap::new();
        for review in file.status_reviews.values() {
            let Some(decided) = &review.decided else { continue };
            let at = stands
                .entry((file.resolve(review.supplier), review.policy.as_str()))
                .or_insert((decided.day, decided.level.as_str()));
            if decided.day >= at.0 {
                *at = (decided.day, decided.level.as_str());
            }
        }
        let mut status: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
        for ((supplier, policy), (_, level)) in stands {
            let short = shorts.get(policy).copied().unwrap_or(policy);
            status.entry(supplier).or_default().push(format!(
                "{} ({})",
                text::visible(level),
                text::visible(short)
            ));
        }
        let mut checked: BTreeMap<Uuid, Date> = BTreeMap::new();
        for check in file.checks.values() {
            let at = checked.entry(file.resolve(check.supplier)).or_insert(check.day);
            *at = check.day.max(*at);
        }
        let mut lines: Vec<SupplierLine> = file
            .suppliers
            .iter()
            .map(|(uid, supplier)| SupplierLine {
                uid: *uid,
                merged_into: supplier.merged_into.map(|_| {
                    let into = file.suppliers.get(&file.resolve(*uid));
                    into.map_or_else(String::new, |into| into.name.clone())
                }),
                contracts: contracts.get(uid).copied().unwrap_or(0),
                status: status.remove(uid).unwrap_or_default(),
                checked: checked.get(uid).copied(),
                supplier: supplier.clone(),
            })
            .collect();
        lines.sort_by_cached_key(|line| {
            (line.merged_into.is_some(), line.supplier.name.to_lowercase(), line.uid)
        });
        Ok(DirectoryView { lines })
    }

    /// One supplier over all its contracts, as it stands on the context's day.
    ///
    /// # Errors
    /// When there is no such supplier, or the register cannot be read.
    pub fn supplier(&self, uid: Uuid, context: &Context) -> Result<SupplierView> {
        let _snapshot = self.database.snapshot()?;
        let file = self.database.supplier_file(uid)?;
        let Some(supplier) = file.suppliers.get(&uid).cloned() else {
            return Err(Fault::not_found("That supplier is not in the directory."));
        };
        let family: Vec<Uuid> =
            file.suppliers.keys().copied().filter(|one| file.resolve(*one) == uid).collect();
        let of_family = |of: Uuid| of == uid || family.contains(&of);
        let merged_into = supplier.merged_into.map(|_| {
            let into = file.resolve(uid);
            let name = file.suppliers.get(&into).map_or_else(String::new, |one| one.name.clone());
            (into, name)
        });
        let mut contracts = Vec::new();
        let mut track = Track::default();
        let mut members = family.clone();
        if !members.contains(&uid) {
            members.push(uid);
        }
        for place in self.database.contracts_with(&members)? {
            let held = self.database.contract_file(place.procurement)?;
            let Some(contract) = held.contracts.get(&place.contract) else { continue };
            let of = Track::of(&held, place.contract, context.today);
            track.add(&of);
            contracts.push(ContractPlaceView {
                reference: place.reference,
                title: place.title,
                contract: place.contract,
                words: contract.title.clone(),
                value: held.value(place.contract),
                starts: contract.starts,
                ends: held.ends(place.contract).unwrap_or(contract.ends),
                runs: contract.ended.is_none() && !held.is_settled(place.contract),
                track: of,
            });
        }
        contracts.sort_by_key(|one| (!one.runs, std::cmp::Reverse(one.starts), one.contract));
        let mut checks: Vec<(Uuid, DebarmentCheck)> = file
            .checks
            .iter()
            .filter(|(_, check)| of_family(check.supplier))
            .map(|(uid, check)| (*uid, check.clone()))
            .collect();
        checks.sort_by_key(|(uid, check)| std::cmp::Reverse((check.day, *uid)));
        let contacts = file
            .contacts
            .iter()
            .filter(|(_, contact)| of_family(contact.supplier))
            .map(|(uid, contact)| (*uid, contact.clone()))
            .collect();
        let merged = file
            .suppliers
            .iter()
            .filter(|(other, _)| **other != uid && family.contains(other))
            .map(|(uid, supplier)| (*uid, supplier.clone()))
            .collect();
        Ok(SupplierView {
            uid,
            version: self.database.supplier_version(uid)?.unwrap_or_default(),
            today: context.today,
            merged_into,
            merged,
            contacts,
            checks,
            contracts,
            track,
            schemes: schemes(&self.library, &file, &of_family),
            says: says(&self.library),
            supplier,
        })
    }

    /// The suppliers whose name, number or uid a text means; an exact one alone where there is one.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn suppliers_called(&self, given: &str) -> Result<Vec<(Uuid, Supplier)>> {
        let all = self.database.suppliers()?;
        let wanted = given.trim().to_lowercase();
        let number: Option<crate::domain::supplier::CompanyNumber> = given.parse().ok();
        let exact = |uid: &Uuid, one: &Supplier| {
            one.name.to_lowercase() == wanted
                || uid.to_string() == wanted
                || (number.is_some() && one.number == number)
        };
        let live = |one: &Supplier| one.merged_into.is_none();
        let found: Vec<(Uuid, Supplier)> =
            all.iter().filter(|(uid, one)| exact(uid, one)).map(|(u, s)| (*u, s.clone())).collect();
        if !found.is_empty() {
            let standing: Vec<_> = found.iter().filter(|(_, one)| live(one)).cloned().collect();
            return Ok(if standing.is_empty() { found } else { standing });
        }
        let begins = |uid: &Uuid, one: &Supplier| {
            !wanted.is_empty()
                && (one.name.to_lowercase().contains(&wanted)
                    || (wanted.len() >= 8 && uid.to_string().starts_with(&wanted)))
        };
        let found: Vec<_> = all.into_iter().filter(|(uid, one)| begins(uid, one)).collect();
        // One that was merged is meant only where no other is.
        let standing: Vec<_> = found.iter().filter(|(_, one)| live(one)).cloned().collect();
        Ok(if standing.is_empty() { found } else { standing })
    }

    /// The suppliers that stand for themselves: uid, name, and company number.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn supplier_names(&self) -> Result<Vec<(Uuid, String, Option<String>)>> {
        let all = self.database.suppliers()?.into_iter();
        let live = all.filter(|(_, one)| one.merged_into.is_none());
        let named = live.map(|(uid, one)| {
            let number = one.number.as_ref().map(ToString::to_string);
            (uid, one.name, number.or(one.other_number))
        });
        Ok(named.collect())
    }

    /// What was done about a supplier, the newest first, with those merged into it.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn supplier_journal(&self, uid: Uuid, first: usize, most: usize) -> Result<JournalView> {
        let _snapshot = self.database.snapshot()?;
        let file = self.database.supplier_file(uid)?;
        let mut members: Vec<Uuid> =
            file.suppliers.keys().copied().filter(|one| file.resolve(*one) == uid).collect();
        if !members.contains(&uid) {
            members.push(uid);
        }
        let page = self.database.supplier_journal(&members, first, most)?;
        Ok(JournalView::told(page, first))
    }
}

fn says(library: &Library) -> Says {
    let mut says = Says::default();
    for loaded in library.policies() {
        let short = loaded.pack.policy.short_words();
        let of = || std::iter::repeat(short.clone());
        says.areas.extend(of().zip(loaded.pack.local.iter().cloned()));
        says.classes.extend(of().zip(loaded.pack.size_classes.iter().cloned()));
    }
    let overlay = library.overlay_pack();
    says.statement = overlay.and_then(|loaded| loaded.pack.slavery_statement.clone());
    says
}

fn schemes(
    library: &Library,
    file: &SupplierFile,
    of_family: &dyn Fn(Uuid) -> bool,
) -> Vec<SchemeView> {
    let mut found = Vec::new();
    for loaded in library.policies() {
        let Some(scheme) = &loaded.pack.supplier_status else { continue };
        let header = &loaded.pack.policy;
        let mut reviews: Vec<(Uuid, &StatusReview)> = file
            .status_reviews
            .iter()
            .filter(|(_, review)| review.policy == header.id && of_family(review.supplier))
            .map(|(uid, review)| (*uid, review))
            .collect();
        reviews.sort_by_key(|(uid, review)| {
            std::cmp::Reverse((review.decided.as_ref().map(|decided| decided.day), *uid))
        });
        let view = |(uid, review): (Uuid, &StatusReview)| StatusView {
            uid,
            proposal: propose(review),
            review: review.clone(),
        };
        let open = reviews.iter().find(|(_, review)| review.decided.is_none()).copied().map(view);
        let mut decided =
            reviews.iter().filter(|(_, review)| review.decided.is_some()).copied().map(view);
        let stands = decided.next();
        let history = decided.collect();
        let level = stands
            .as_ref()
            .and_then(|stands| stands.review.decided.as_ref())
            .and_then(|decided| scheme.levels.iter().find(|level| level.name == decided.level));
        found.push(SchemeView {
            policy: header.id.clone(),
            short: header.short_words(),
            clause: scheme.clause.clone(),
            says: scheme.says.clone(),
            incentives: level.map_or_else(Vec::new, |level| level.incentives.clone()),
            levels: scheme
                .levels
                .iter()
                .map(|level| (level.name.clone(), level.behaviours.clone()))
                .collect(),
            gains: scheme
                .levels
                .iter()
                .map(|level| (level.name.clone(), level.incentives.clone()))
                .collect(),
            months: scheme
                .levels
                .iter()
                .filter_map(|level| Some((level.name.clone(), level.review_months?)))
                .collect(),
            stands,
            open,
            history,
        });
    }
    found
}
