//! The tables of the directory of suppliers: the key of each, and its other columns.

use crate::store::table::tables;

tables! {
    SUPPLIER = "supplier", "the suppliers", "a supplier", ["uid"],
        ["name", "number", "other_number", "address", "postcode", "website", "headcount",
         "headcount_on", "sector", "local", "local_by", "local_on", "local_reason", "ownership",
         "ownership_on", "large_turnover", "statement_year_end", "statement_place", "code_on",
         "code_by", "living_wage", "note", "merged_into"];
    CONTACT = "supplier_contact", "the contacts of suppliers", "a contact of a supplier", ["uid"],
        ["supplier", "name", "role", "email", "phone", "note"];
    CHECK = "debarment_check", "the checks of the debarment list",
        "a check of the debarment list", ["uid"],
        ["supplier", "day", "looked_by", "result", "note"];
    STATUS_REVIEW = "status_review", "the status reviews", "a status review", ["uid"],
        ["supplier", "policy", "edition", "levels", "begun", "judged_by", "told", "reply_on",
         "reply", "decided_level", "decided_reason", "decided_by", "decided_on", "next_review"];
    JUDGEMENT = "status_judgement", "the judgements of status reviews",
        "a judgement of a status review", ["review", "position"],
        ["behaviour", "title", "level", "evidence"];
}
