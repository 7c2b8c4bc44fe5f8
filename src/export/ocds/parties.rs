//! Parties: the authority, and the suppliers whose part is public. No people are named.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::supplier::{Postcode, Sector, Size, Supplier};
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object};
use crate::policy::Header;

/// The organisations that a release speaks of, each once.
#[derive(Debug, Default)]
pub(super) struct Parties(Vec<Party>);

#[derive(Debug)]
struct Party {
    id: String,
    name: String,
    supplier: Option<Supplier>,
    roles: BTreeSet<&'static str>,
}

impl Parties {
    /// The authority that buys, as others refer to it.
    pub(super) fn authority(&mut self, policy: &Header) -> Object {
        let id = format!("authority-{}", policy.id);
        self.add(id, &policy.authority, None, &["buyer", "procuringEntity"])
    }

    /// A supplier, as others refer to it: by its number at Companies House, or else by an id
    /// that is its own.
    pub(super) fn supplier(
        &mut self,
        own: Uuid,
        name: &str,
        supplier: Option<&Supplier>,
        role: &'static str,
    ) -> Object {
        let number = supplier.and_then(|one| one.number.as_ref());
        let id = number.map_or_else(|| own.to_string(), |number| format!("GB-COH-{number}"));
        self.add(id, name, supplier, &[role])
    }

    fn add(
        &mut self,
        id: String,
        name: &str,
        supplier: Option<&Supplier>,
        roles: &[&'static str],
    ) -> Object {
        let reference = |party: &Party| {
            Object::new().with("id", party.id.as_str()).with("name", party.name.as_str())
        };
        if let Some(known) = self.0.iter_mut().find(|party| party.id == id) {
            known.roles.extend(roles);
            return reference(known);
        }
        let party = Party {
            id,
            name: name.to_owned(),
            supplier: supplier.cloned(),
            roles: roles.iter().copied().collect(),
        };
        let object = reference(&party);
        self.0.push(party);
        object
    }

    /// All of them; tells which extensions they use.
    pub(super) fn all(&self, uses: impl Fn(Extension)) -> Vec<Json> {
        self.0.iter().map(|party| party.object(&uses).into()).collect()
    }
}

impl Party {
    fn object(&self, uses: &impl Fn(Extension)) -> Object {
        let roles = self.roles.iter().map(|role| Json::from(*role)).collect();
        let object = Object::new().with("id", self.id.as_str()).with("name", self.name.as_str());
        let Some(supplier) = &self.supplier else { return object.list("roles", roles) };
        let identifier = supplier.number.as_ref().map(|number| {
            Object::new()
                .with("scheme", "GB-COH")
                .with("id", number.as_str())
                .with("legalName", supplier.name.as_str())
        });
        let other = supplier.other_number.as_ref();
        let other = other.map(|number| Object::new().with("id", number).into());
        // What is not registered as a company may be one person, at home.
        let address = supplier.number.as_ref().map_or_else(Object::new, |_| {
            Object::new()
                .maybe("streetAddress", supplier.address.as_ref())
                .maybe("postalCode", supplier.postcode.as_ref().map(Postcode::as_str))
        });
        let scale = supplier.size().map(|size| match size {
            Size::Micro => "micro",
            Size::Small => "small",
            Size::Medium => "medium",
            Size::Large => "large",
        });
        let vcse = supplier.sector.map(Sector::is_third_sector);
        if scale.is_some() {
            uses(Extension::Scale);
        }
        if vcse.is_some() {
            uses(Extension::UnitedKingdom);
        }
        let details = Object::new().maybe("scale", scale).maybe("vcse", vcse);
        object
            .maybe("identifier", identifier)
            .list("additionalIdentifiers", other.into_iter().collect())
            .part("address", address)
            .list("roles", roles)
            .part("details", details)
    }
}
