//! The tables of what happens after the award: the key of each within its procurement, and its
//! other columns.

use crate::store::table::tables;

tables! {
    CONTRACT = "contract", "the contracts", "a contract", ["uid"],
        ["lot", "supplier", "title", "value_pence", "signed", "starts", "ends", "extendable_to",
         "manager", "review_months", "collaborative", "partners", "no_kpis", "ended_day",
         "ended_how", "ended_reason", "ended_notice", "note"];
    VARIATION = "contract_variation", "the changes of contracts", "a change of a contract",
        ["uid"],
        ["contract", "about", "day", "what", "ends", "value_pence", "ground", "agreed_by",
         "notice"];
    PAPER = "contract_paper", "the documents of contracts", "a document of a contract", ["uid"],
        ["contract", "title", "day", "kind", "text", "size", "sha256"];
    FIGURE = "contract_figure", "the figures of contracts", "a figure of a contract", ["uid"],
        ["contract", "year", "about", "amount_pence", "source"];
    KPI = "kpi", "the key performance indicators", "a key performance indicator", ["uid"],
        ["contract", "title", "target", "how", "every_months", "published", "dropped"];
    ASSESSMENT = "kpi_assessment", "the assessments", "an assessment", ["uid"],
        ["kpi", "from_day", "to_day", "rating", "measured", "reasons", "assessed_by",
         "published"];
    COMMITMENT = "contract_commitment", "the commitments of contracts",
        "a commitment of a contract", ["uid"],
        ["contract", "title", "measure", "quantity", "unit", "words", "schedule", "first_day",
         "last_day", "every_months", "counting", "area", "evidence", "withheld", "promised",
         "variation", "settled_how", "settled_reason", "settled_by", "settled_day"];
    DELIVERY = "delivery", "the deliveries", "a delivery", ["uid"],
        ["commitment", "day", "from_day", "quantity", "words", "kind", "text", "size", "sha256",
         "verified_by", "verified_on", "verified_how", "why_distinct", "withdrawn", "at",
         "officer"];
    CORRECTION = "delivery_correction", "the corrections of deliveries",
        "a correction of a delivery", ["delivery", "position"],
        ["day", "from_day", "quantity", "words", "reason", "at", "officer"];
    REVIEW = "review", "the reviews of contracts", "a review of a contract", ["uid"],
        ["contract", "planned", "held", "present", "agenda", "minutes", "value",
         "measured_pence"];
    ACTION = "action", "the actions", "an action", ["uid"],
        ["contract", "about", "concerns", "review", "what", "owner", "due", "done", "outcome",
         "dropped"];
    RISK = "risk", "the risks", "a risk", ["uid"],
        ["contract", "what", "level", "owner", "response", "raised", "closed"];
    SLAVERY_RISK = "slavery_risk", "the modern slavery risk assessments",
        "a modern slavery risk assessment", ["uid"],
        ["contract", "day", "sector", "sector_level", "country", "country_level", "labour",
         "labour_level", "level", "reasons", "assessed_by", "next"];
    DILIGENCE = "diligence", "the steps of due diligence", "a step of due diligence", ["uid"],
        ["contract", "day", "what", "found", "looked_by", "kind", "text", "size", "sha256"];
    CONCERN = "concern", "the concerns", "a concern", ["uid"],
        ["contract", "day", "what", "reported_to", "reported_on", "outcome"];
    LOGISTICS = "logistics", "the logistics notes", "a logistics note", ["uid"],
        ["contract", "about", "day", "what", "quantity", "place", "received_by", "kind", "text",
         "size", "sha256"];
    EXIT_PLAN = "exit_plan", "the exit plans", "an exit plan", ["uid"],
        ["contract", "owner", "handed_over_by", "service", "people", "data", "assets",
         "commitments", "done"];
    FINAL_ACCOUNT = "final_account", "the final accounts", "a final account", ["uid"],
        ["contract", "day", "closed_by", "note"];
    LESSON = "lesson", "the lessons", "a lesson", ["uid"],
        ["contract", "day", "title", "happened", "advice", "stage", "category", "tags",
         "written_by"];
    LESSON_READ = "lesson_read", "the lessons that were read", "a lesson that was read", ["uid"],
        ["from_tender", "title", "taken", "day", "read_by"];
}
