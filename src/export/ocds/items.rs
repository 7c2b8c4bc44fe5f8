//! Items: what is bought, by its codes. How much of it is not recorded.

use crate::export::ocds::json::{Json, Object};
use crate::export::ocds::release::Making;

impl Making<'_> {
    pub(super) fn items(&self) -> Vec<Json> {
        let subject = &self.from.view.facts.subject;
        let mut codes = subject
            .cpv
            .iter()
            .map(|code| Object::new().with("scheme", "CPV").with("id", code.digits()));
        let Some(main) = codes.next() else { return Vec::new() };
        let item = Object::new()
            .with("id", "1")
            .maybe("description", subject.category.as_ref())
            .with("classification", main)
            .list("additionalClassifications", codes.map(Json::from).collect());
        vec![item.into()]
    }
}
