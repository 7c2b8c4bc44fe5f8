//! The tables of an evaluation: the key of each within its procurement, and its other columns.

use crate::store::table::tables;

tables! {
    LOT = "evaluation_lot", "the lots", "a lot", ["lot"],
        ["title", "method", "full_at_pence", "none_at_pence", "fixed_pence", "tie_break",
         "tie_section", "tie_words", "low_share", "blind", "price_hidden", "no_local_quote"];
    SCALE = "evaluation_scale", "the scales", "a scale", ["lot", "name"], [];
    MARK = "evaluation_mark", "the marks of the scales", "the marks of a scale",
        ["lot", "scale", "position"], ["score", "descriptor"];
    SECTION = "evaluation_section", "the sections of the criteria", "a section of the criteria",
        ["uid"], ["lot", "position", "title", "kind", "weight", "pass_mark"];
    QUESTION = "evaluation_question", "the questions of the criteria", "a question of the criteria",
        ["uid"],
        ["section", "position", "title", "asks", "weight", "judged_by", "scale", "measure",
         "pass_mark", "outcome"];
    BID = "bid", "the bids", "a bid", ["uid"],
        ["lot", "supplier", "price_pence", "received", "late", "local", "note", "out",
         "out_reason", "out_clause"];
    ANSWER = "bid_answer", "the answers of the bids", "an answer of a bid", ["bid", "question"],
        ["kind", "text", "size", "sha256"];
    OFFER = "bid_offer", "what the bids offer", "what a bid offers", ["bid", "measure"],
        ["quantity", "words"];
    CLARIFICATION = "clarification", "the clarifications", "a clarification", ["uid"],
        ["bid", "asked_on", "asked", "answered"];
    EVALUATOR = "evaluator", "the evaluators", "an evaluator", ["uid"],
        ["name", "role", "declared_on", "interest", "handling", "stood_down"];
    SCORE = "score", "the scores", "a score", ["bid", "question", "evaluator"],
        ["score", "rationale"];
    AGREED = "agreed_score", "the agreed scores", "an agreed score", ["bid", "question"],
        ["score", "reasons", "comment", "at", "officer"];
    LOW_PRICE = "low_price", "what was done about low prices", "what was done about a low price",
        ["bid"], ["notified", "explanation", "satisfied", "reasons"];
    CHECK = "arithmetic_check", "the checks of the arithmetic", "a check of the arithmetic",
        ["lot"], ["checked_by", "day", "note", "figures", "officer"];
    AWARD = "award", "the awards", "an award", ["lot"],
        ["bid", "decided_by", "role", "day", "reasons", "tie_break", "at", "officer"];
    WITHHELD = "withheld", "what is not published", "what is not published",
        ["lot", "position"], ["what", "reason"];
    COMMITMENT = "commitment", "the commitments", "a commitment", ["uid"],
        ["bid", "measure", "quantity", "words"];
    MEASURE = "own_measure", "the officer's own measures", "an own measure", ["id"],
        ["text", "unit"];
}
