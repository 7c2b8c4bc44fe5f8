//! An evaluation by commands only, from the criteria to the award, with figures worked out by hand.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::Desk;

/// A tender that is evaluated.
pub(crate) struct Table {
    pub(crate) desk: Desk,
    pub(crate) reference: String,
}

/// A command line in words; single quotes hold words together, REF is the tender.
fn words(line: &str, reference: &str) -> Vec<String> {
    let mut words = vec!["evaluation".to_owned()];
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(|word| word.replace("REF", reference)));
        }
    }
    words
}

impl Table {
    /// A services tender of £120,000 under a policy, with nothing of its evaluation yet.
    pub(crate) fn new(policy: &str) -> Self {
        let desk = Desk::new();
        let reference = desk.start(policy);
        Self { desk, reference }
    }

    /// Two questions of quality, two of social value, and price: 50, 10 and 40.
    pub(crate) fn with_criteria() -> Self {
        let table = Self::new("nelc");
        table.ok("begin REF");
        table.ok("measure add REF 'Hours of mentoring' --unit hours");
        table.ok("question add REF Quality 'Clinical model' --weight 60");
        table.ok("question add REF qual Staffing --weight 40 --pass-mark 2");
        table.ok("question add REF 2 Mentoring --weight 40 --offers own.hours-of-mentoring");
        table.ok("question add REF 'Social value' Community --weight 60");
        table
    }

    /// The same with four bids and three evaluators who have declared.
    pub(crate) fn with_bids() -> Self {
        let table = Self::with_criteria();
        for (supplier, price) in
            [("Acme", "100000"), ("Beta", "80,000"), ("Gamma", "90k"), ("Delta", "£120,000")]
        {
            table.ok(&format!(
                "bid add REF '{supplier} Care Ltd' --price {price} --received '2026-11-20 11:30'"
            ));
        }
        table.ok("bid offer REF acme hours-of-mentoring --quantity 75");
        table.ok("bid offer REF beta 'Hours of' --quantity 50 --words 'In two schools'");
        for name in ["Dana", "Eve", "Fay"] {
            table.ok(&format!("evaluator add REF {name}"));
            table.ok(&format!("evaluator declare REF {name} --no-interest"));
        }
        table
    }

    /// The same with every individual score and every agreed one.
    pub(crate) fn with_scores() -> Self {
        let table = Self::with_bids();
        for (bid, scores) in AGREED {
            for (question, score) in JUDGED.into_iter().zip(scores) {
                table.score(bid, question, score);
                table.agree(bid, question, score);
            }
        }
        table
    }

    /// All evaluators give the same score.
    pub(crate) fn score(&self, bid: &str, question: &str, score: &str) {
        for name in ["Dana", "Eve", "Fay"] {
            self.ok(&format!("score REF {bid} {question} {score} --by {name} --why 'Page 4'"));
        }
    }

    pub(crate) fn agree(&self, bid: &str, question: &str, score: &str) {
        self.ok(&format!(
            "agree REF {bid} {question} {score} --reasons '{bid} says so on page 4 of its answer.'"
        ));
    }

    #[track_caller]
    pub(crate) fn ok(&self, line: &str) -> String {
        self.desk.ok(words(line, &self.reference))
    }

    #[track_caller]
    pub(crate) fn no(&self, code: i32, line: &str) -> String {
        self.desk.no(code, words(line, &self.reference))
    }

    #[track_caller]
    pub(crate) fn json(&self, line: &str) -> Value {
        self.desk.json(words(line, &self.reference))
    }

    #[track_caller]
    pub(crate) fn shown(&self) -> Value {
        self.json("show REF --json")
    }
}

/// The questions that evaluators judge, and what is agreed for them.
const JUDGED: [&str; 3] = ["1.1", "1.2", "2.2"];
const AGREED: [(&str, [&str; 3]); 4] = [
    ("Acme", ["4", "5", "3"]),
    ("Beta", ["3", "3", "5"]),
    ("Gamma", ["4", "4", "4"]),
    ("Delta", ["5", "1", "4"]),
];

/// The value at a key of every element of a list.
fn all<'a>(list: &'a Value, key: &str) -> Vec<&'a Value> {
    list.as_array().unwrap().iter().map(|one| &one[key]).collect()
}

/// The element of a list whose supplier begins so.
fn of<'a>(list: &'a Value, supplier: &str) -> &'a Value {
    let mut list = list.as_array().unwrap().iter();
    list.find(|one| one["supplier"].as_str().unwrap().starts_with(supplier)).unwrap()
}

fn figure(rounded: &str, exact: &str) -> Value {
    json!({ "rounded": rounded, "exact": exact })
}

#[test]
fn criteria_begin_with_the_share_of_quality_that_was_recorded() {
    let desk = Desk::new();
    let mut flags = vec!["--policy", "lancashire-opcc", "--type", "services"];
    flags.extend(["--value", "120000", "--quality", "70"]);
    let reference = desk.start_with(&flags);
    let table = Table { desk, reference };
    table.ok("begin REF");
    let shown: Value = serde_json::from_str(&table.ok("show REF --json")).unwrap();
    let sections = shown["criteria"].as_array().unwrap();
    let price = sections.iter().find(|section| section["kind"] == "price").unwrap();
    assert_eq!(price["weight"], "30", "{price}");
}

#[test]
fn criteria_begin_at_the_weight_that_the_policy_asks_for() {
    let table = Table::new("nelc");
    let nothing = table.shown();
    for key in ["lots", "criteria", "bids", "scores", "totals", "ranks", "hidden"] {
        assert_eq!(nothing[key], json!([]), "{key}");
    }
    assert!(table.ok("show REF").contains("No award criteria yet."));
    assert!(table.ok("begin REF").contains("Next: “Quality” has no questions yet."));
    let shown = table.shown();
    assert_eq!(all(&shown["criteria"], "weight"), ["50", "10", "40"]);
    assert_eq!(all(&shown["criteria"], "kind"), ["quality", "social-value", "price"]);
    assert_eq!(shown["lots"][0]["social_value"]["fault"], Value::Null);
    let text = table.ok("section change REF social --weight 5");
    assert!(text.contains("from 10% to 5%"), "{text}");
    let lot = &table.shown()["lots"][0];
    assert_eq!(lot["sums"][0], json!({ "section": null, "sum": "95", "off": "5 missing" }));
    let fault = lot["social_value"]["fault"].as_str().unwrap();
    assert!(fault.contains("below the policy's minimum"), "{fault}");
}

#[test]
fn four_bids_are_evaluated_by_three_people_up_to_the_award() {
    let table = Table::with_bids();
    prices_are_hidden_before_scores_are_agreed(&table);
    individual_scores_are_hidden_until_all_are_in(&table);
    for (bid, scores) in AGREED {
        for (question, score) in JUDGED.into_iter().zip(scores) {
            if (bid, question) != ("Acme", "1.1") {
                table.score(bid, question, score);
            }
            table.agree(bid, question, score);
        }
    }
    the_figures_are_those_worked_out_by_hand(&table);
    the_price_that_looks_low_is_looked_into(&table);
    table.ok("check REF --by 'R. Okafor' --note 'Worked out again'");
    assert_eq!(table.shown()["lots"][0]["check_holds"], true);
    let said = table.ok("award REF acme --decided-by 'J. Smith' --role 'leadership team' --reasons 'Most advantageous tender' --withhold 'Unit prices=Commercially sensitive'");
    assert!(said.contains("awarded the tender to Acme Care Ltd."), "{said}");
    let shown = table.shown();
    let lot = &shown["lots"][0];
    assert_eq!(lot["award"]["bid"], of(&shown["bids"], "Acme")["uid"]);
    assert_eq!(lot["award"]["day"], "2026-11-21", "the day that is left out is today");
    assert_eq!(
        lot["award"]["withheld"],
        json!([{ "what": "Unit prices", "reason": "Commercially sensitive" }])
    );
    assert_eq!(lot["commitments"][0]["measure"], "own.hours-of-mentoring");
    assert_eq!(lot["commitments"][0]["quantity"], "75");
    assert!(all(&lot["steps"], "done").iter().all(|done| **done == Value::Bool(true)));
    let verified = table.desk.json(["verify", "--json"]);
    assert_eq!(verified["sound"], true, "{verified}");
    assert_snapshot!("evaluation_show", table.ok("show REF"));
    assert_snapshot!("evaluation_working", table.ok("working REF gamma"));
    assert_snapshot!("evaluation_sensitivity", table.ok("sensitivity REF"));
}

#[track_caller]
fn prices_are_hidden_before_scores_are_agreed(table: &Table) {
    let shown = table.shown();
    assert_eq!(all(&shown["hidden"], "what"), ["prices"]);
    let bid = of(&shown["bids"], "Beta");
    assert!(bid.get("price").is_none(), "{bid}");
    assert_eq!(bid["offers"][0]["quantity"], "50");
    assert_eq!(bid["offers"][0]["words"], "In two schools");
    assert!(shown["lots"][0].get("low_prices").is_none());
    for total in shown["totals"].as_array().unwrap() {
        assert!(total.get("total").is_none() && total.get("index").is_none(), "{total}");
        assert!(total["sections"][2].get("points").is_none(), "{total}");
    }
    assert_eq!(shown["ranks"], json!([]));
    let text = table.ok("show REF");
    assert!(text.contains("Hidden: the prices, until every score is agreed."), "{text}");
    let result = table.ok("result REF");
    for price in ["80,000", "100,000", "120,000"] {
        let shown = [text.matches(price).count(), result.matches(price).count()];
        // The worked line of the method has figures of its own.
        let of_method = usize::from(price != "120,000");
        assert!(shown[0] <= 2 * of_method && shown[1] == 0, "{price}\n{text}\n{result}");
    }
    for line in ["working REF acme", "sensitivity REF", "summary REF acme"] {
        assert!(table.no(1, line).contains("prices are hidden until every score is agreed"));
    }
}

#[track_caller]
fn individual_scores_are_hidden_until_all_are_in(table: &Table) {
    table.ok("score REF Acme 1.1 4 --by Dana --why 'Two nurses on site'");
    table.ok("score REF Acme 1.1 3 --by Eve --why 'Nights are thin'");
    let shown = table.shown();
    let score = &shown["scores"][0];
    assert_eq!((&score["number"], &score["agreed"]), (&json!("1.1"), &Value::Null));
    assert_eq!(all(&score["scored_by"], "name"), ["Dana", "Eve"]);
    assert_eq!(all(&score["waiting_for"], "name"), ["Fay"]);
    assert!(score.get("individual").is_none() && score.get("average").is_none());
    assert_eq!(all(&shown["hidden"], "what"), ["prices", "individual scores"]);
    assert_eq!(shown["hidden"][1]["bid"], score["bid"]);
    let text = table.ok("show REF");
    assert!(!text.contains("Nights are thin"), "{text}");
    assert!(text.contains("Hidden: 2 of 3 individual scores, until all are given"), "{text}");
    assert!(text.contains("Not scored yet by Fay"), "{text}");
    table.ok("score REF Acme 1.1 4 --by Fay --why 'Page 4'");
    let shown = table.shown();
    let score = &shown["scores"][0];
    assert_eq!(all(&score["individual"], "score"), ["4", "3", "4"]);
    assert_eq!(score["individual"][1]["rationale"], "Nights are thin");
    assert_eq!(score["average"], figure("3.67", "11/3"));
    assert_eq!(score["agreed"], Value::Null, "an average agrees nothing");
}

/// Quality weighs 50, social value 10, price 40; the lowest price of those that pass is £80,000,
/// the best offer 75 hours.
#[track_caller]
fn the_figures_are_those_worked_out_by_hand(table: &Table) {
    let shown = table.shown();
    assert_eq!(shown["hidden"], json!([]));
    let totals = &shown["totals"];
    let points = |supplier: &str| -> Vec<Value> {
        let sections = of(totals, supplier)["sections"].as_array().unwrap();
        sections.iter().map(|section| section["points"].clone()).collect()
    };
    // 50 × (0.6 × 4/5 + 0.4 × 5/5), 10 × (0.4 × 75/75 + 0.6 × 3/5), 40 × 80/100.
    assert_eq!(
        points("Acme"),
        [figure("44.00", "44"), figure("7.60", "38/5"), figure("32.00", "32")]
    );
    assert_eq!(of(totals, "Acme")["total"], figure("83.60", "418/5"));
    // 50 × 3/5, 10 × (0.4 × 50/75 + 0.6 × 5/5), 40 × 80/80.
    assert_eq!(
        points("Beta"),
        [figure("30.00", "30"), figure("8.67", "26/3"), figure("40.00", "40")]
    );
    assert_eq!(of(totals, "Beta")["total"], figure("78.67", "236/3"));
    // 50 × 4/5, 10 × 0.6 × 4/5, 40 × 80/90.
    assert_eq!(
        points("Gamma"),
        [figure("40.00", "40"), figure("4.80", "24/5"), figure("35.56", "320/9")]
    );
    assert_eq!(of(totals, "Gamma")["total"], figure("80.36", "3616/45"));
    let failed = of(totals, "Delta");
    assert_eq!(failed["failures"][0]["of"], "question");
    assert!(failed["failures"][0]["words"].as_str().unwrap().contains("Staffing"));
    let ranks = &shown["ranks"];
    assert_eq!(all(ranks, "rank"), [1, 2, 3]);
    assert_eq!(all(ranks, "supplier"), ["Acme Care Ltd", "Gamma Care Ltd", "Beta Care Ltd"]);
    assert_eq!(table.json("result REF --json")["ranks"], *ranks);
    assert_eq!(table.json("result REF --json")["totals"], *totals);
    let lines = table.json("working REF Beta --json");
    assert_eq!(
        lines["lines"][4]["how"],
        "offered 50 of the best offer, 75, × 40% of the section × 10%"
    );
    assert_eq!(lines["lines"][4]["points"], figure("2.67", "8/3"));
    let otherwise = table.json("sensitivity REF --json");
    assert_eq!(otherwise["weight"], figure("10.00", "10"));
    assert_eq!(otherwise["reigns"].as_array().unwrap().len(), 1);
    // 418/5 less 3616/45; at 0, 9/10 of the weight is the whole: (760 − 680 × 10/9) ÷ 9.
    assert_eq!(otherwise["steps"][2]["margin"], figure("3.24", "146/45"));
    assert_eq!(otherwise["steps"][0]["margin"], figure("0.49", "40/81"));
    assert_eq!(otherwise["methods"][2]["first"][0]["supplier"], "Acme Care Ltd");
    assert_eq!(otherwise["methods"][2]["margin"], figure("6.80", "34/5"));
}

/// Beta's price lies 20% below the median of the others, 100,000, and 22.58% below their mean.
#[track_caller]
fn the_price_that_looks_low_is_looked_into(table: &Table) {
    let low = &table.shown()["lots"][0]["low_prices"][0];
    assert_eq!(low["supplier"], "Beta Care Ltd");
    assert_eq!(low["below_mean"], figure("22.58", "700/31"));
    assert_eq!(low["below_median"], figure("20.00", "20"));
    let refused = table.no(1, "bid out REF Beta abnormally-low --reason Low --clause s.19(3)(c)");
    assert!(refused.contains("the supplier is told, has reasonable opportunity"), "{refused}");
    let refused = table.no(1, "low-price REF Beta --satisfied yes --reasons 'Own vans'");
    assert!(refused.contains("The step was not recorded. First the supplier is told"), "{refused}");
    table.ok("low-price REF Beta --notified 2026-11-20");
    let refused = table.no(1, "low-price REF Beta --satisfied yes --reasons 'Own vans'");
    assert!(refused.contains("What the supplier said is missing"), "{refused}");
    table.ok("low-price REF Beta --explanation 'We own the vans'");
    let said = table.ok("low-price REF Beta --satisfied yes --reasons 'The accounts show it'");
    assert!(said.contains("decided that Beta Care Ltd can perform at its price."), "{said}");
    assert!(said.contains("Next: Let a second person check the arithmetic."), "{said}");
    let refused = table.no(1, "bid out REF Beta abnormally-low --reason Low --clause s.19(3)(c)");
    assert!(refused.contains("may not be disregarded as abnormally low"), "{refused}");
    assert_eq!(
        of(&table.shown()["bids"], "Beta")["low_price"],
        json!({
            "notified": "2026-11-20", "explanation": "We own the vans", "satisfied": true,
            "reasons": "The accounts show it",
        })
    );
}

#[test]
fn things_are_named_by_what_is_seen_of_them_or_by_uid() {
    let table = Table::with_bids();
    let shown = table.shown();
    let bid = of(&shown["bids"], "Gamma")["uid"].as_str().unwrap();
    let question = shown["criteria"][0]["questions"][0]["uid"].as_str().unwrap();
    let evaluator = shown["evaluators"][2]["uid"].as_str().unwrap();
    let said = table.ok(&format!("score REF {bid} {question} 2 --by {evaluator} --why 'Page 1'"));
    assert!(said.contains("Fay scored 1.1 Clinical model of Gamma Care Ltd."), "{said}");
    table.ok("score REF 'gamma care ltd' clin 2 --by dan --why 'Page 1'");
    table.ok("bid add REF 'Alpha Works' --price 1k");
    let said = table.no(1, "score REF a 1.1 2 --by Dana --why 'Page 1'");
    assert!(said.contains("“a” could be several bids: “Acme Care Ltd”, “Alpha Works”."), "{said}");
    let said = table.no(1, "score REF Gama 1.1 2 --by Dana --why 'Page 1'");
    assert!(said.contains("The score was not recorded. There is no bid of “Gama”."), "{said}");
    assert!(said.contains("Did you mean “Gamma Care Ltd”? There is: Acme Care Ltd; "), "{said}");
    let said = table.no(1, "score REF Acme 1.7 2 --by Dana --why 'Page 1'");
    assert!(said.contains("There is: 1.1 Clinical model; 1.2 Staffing; 2.1 Mentoring"), "{said}");
    let said = table.no(1, "section change REF Social-valu --weight 5");
    assert!(said.contains("Did you mean “Social value”?"), "{said}");
    let said = table.no(1, "score REF Acme 1.1 2 --by Danna --why 'Page 1'");
    assert!(said.contains("Did you mean “Dana”? There is: Dana; Eve; Fay."), "{said}");
}

#[test]
fn lots_have_criteria_bids_and_awards_of_their_own() {
    let table = Table::new("cumbria");
    table.ok("begin REF --title 'Urban routes'");
    table.ok("begin REF --title 'Rural routes'");
    let said = table.no(2, "question add REF Quality Punctuality --weight 100");
    assert!(said.contains("which one is meant is not said"), "{said}");
    assert!(said.contains("Add --lot with its number: 1 Urban routes; 2 Rural routes."), "{said}");
    for lot in ["1", "rural"] {
        table.ok(&format!("section remove REF 2 --lot {lot}"));
        table.ok(&format!("section change REF Quality --weight 60 --lot {lot}"));
        table.ok(&format!("question add REF Quality Punctuality --weight 100 --lot {lot}"));
    }
    table.ok("bid add REF 'Omni Bus' --price 100 --lot 1");
    table.ok("bid add REF 'Omni Bus' --price 200 --lot 2");
    table.ok("evaluator add REF Dana");
    table.ok("evaluator declare REF Dana --no-interest");
    let shown = table.shown();
    assert_eq!(all(&shown["lots"], "lot"), [1, 2]);
    assert_eq!(all(&shown["bids"], "lot"), [1, 2]);
    let second = shown["bids"][1]["uid"].as_str().unwrap();
    // A uid says which lot is meant.
    table.ok(&format!("score REF {second} Punctuality 4 --by Dana --why 'Page 1'"));
    table.ok(&format!("agree REF {second} 1.1 4 --reasons 'A bus each hour.'"));
    let of_second = table.json("show REF --lot 2 --json");
    assert_eq!(all(&of_second["bids"], "uid"), [second]);
    assert_eq!(of_second["totals"][0]["total"], figure("88.00", "88"));
    assert_eq!(table.json("show REF --lot 1 --json")["ranks"], json!([]));
    let named = table.json("show REF --lot 2 --json");
    assert_eq!(named["lots"][0]["title"], "Rural routes");
    let text = table.ok("result REF");
    assert!(text.contains("Lot 1, Urban routes") && text.contains("Lot 2, Rural routes"), "{text}");
    let said = table.no(1, "remove-lot REF 1");
    assert!(said.contains("The lot was not taken away."), "{said}");
    table.ok("begin REF --lot 7 --title Night");
    table.ok("remove-lot REF night");
    let said = table.no(1, "show REF --lot 7");
    assert!(said.contains("There is: 1 Urban routes; 2 Rural routes."), "{said}");
}

#[test]
fn terms_scales_and_templates_are_written_changed_and_used_again() {
    let table = Table::with_criteria();
    let method = |table: &Table| table.shown()["lots"][0]["price_method"].clone();
    assert_eq!(method(&table)["kind"], "relative");
    table.ok("terms REF --method linear --none-at 120000 --full-at 80000");
    assert_eq!(
        method(&table)["figures"],
        json!({ "method": "linear", "full_at": "80000.00", "none_at": "120000.00" })
    );
    table.ok("terms REF --full-at none");
    assert_eq!(method(&table)["figures"]["full_at"], Value::Null);
    let said = table.no(1, "terms REF --full-at 130k");
    assert!(said.contains("The terms were not changed. The price that earns no points"), "{said}");
    let said = table.no(2, "terms REF --method relative --none-at 5");
    assert!(said.contains("belong to the linear method"), "{said}");
    table.ok("terms REF --tie-section soc --low-share 25 --blind no --hide-prices no");
    let lot = &table.shown()["lots"][0];
    assert_eq!(lot["tie_break"]["by"], "section");
    assert_eq!((&lot["low_share"], &lot["blind"]), (&json!("25"), &json!(false)));
    table.ok("scale add REF '0 to 10'");
    table.ok("scale add REF Steps --mark 0=None --mark 3=All --mark 1=Some");
    table.ok("scale change REF steps --mark 2=Most --mark '3=All of it' --drop 1");
    table.ok("question change REF 1.1 --scale Steps --asks 'How do you care?' --pass-mark 2");
    let shown = table.shown();
    let scale = &shown["lots"][0]["scales"][2];
    assert_eq!(all(&scale["marks"], "score"), ["0", "2", "3"]);
    assert_eq!(scale["marks"][2]["descriptor"], "All of it");
    let question = &shown["criteria"][0]["questions"][0];
    assert_eq!((&question["highest"], &question["pass_mark"]), (&json!("3"), &json!("2")));
    let said = table.no(1, "scale remove REF Steps");
    assert!(said.contains("Question 1.1 is judged by the scale"), "{said}");
    table.ok("section move REF social up");
    table.ok("question move REF Staffing up");
    assert_eq!(all(&table.shown()["criteria"], "title"), ["Social value", "Quality", "Price"]);
    assert_eq!(table.shown()["criteria"][1]["questions"][0]["title"], "Staffing");
    table.ok("template save REF 'Care 50/10/40'");
    let list = table.json("template list REF --json");
    assert_eq!(list[0]["sections"][1]["title"], "Quality");
    assert_eq!(list[0]["sections"][1]["questions"], 2);
    let said = table.no(1, "template use REF Caring");
    assert!(said.contains("There is no template “Caring”."), "{said}");
    table.ok("section remove REF Quality");
    table.ok("template use REF 'care 50/10/40'");
    assert_eq!(table.shown()["lots"][0]["faults"], json!([]));
    table.ok("remove-lot REF 1");
    table.ok("template use REF 'Care 50/10/40'");
    assert_eq!(all(&table.shown()["lots"], "lot"), [1], "a template begins criteria, too");
    table.ok("template drop REF 'Care 50/10/40'");
    assert!(table.ok("template list REF").contains("No template has been saved yet."));
}

#[test]
fn drafts_are_printed_or_written_and_never_over_a_file() {
    let table = Table::with_scores();
    let draft = table.ok("draft REF");
    assert!(draft.contains("## Question 2.2: Community"), "{draft}");
    let path = table.desk.path("draft.md");
    let path = path.to_str().unwrap();
    assert!(table.ok(&format!("draft REF -o {path}")).contains("Wrote "));
    assert_eq!(std::fs::read_to_string(path).unwrap(), draft);
    let said = table.no(1, &format!("draft REF -o {path}"));
    assert!(said.contains("is there already, and was left as it is."), "{said}");
    assert!(said.contains("--force writes over it"), "{said}");
    table.ok(&format!("summary REF Beta -o {path} --force"));
    let summary = std::fs::read_to_string(path).unwrap();
    assert!(summary.contains("- Supplier: Beta Care Ltd"), "{summary}");
    assert!(summary.contains("78.67"), "{summary}");
    assert!(!summary.contains("Page 4"), "rationales are internal: {summary}");
}

#[test]
fn what_bids_answer_and_clarify_is_on_file_and_can_be_taken_away() {
    let table = Table::with_bids();
    table.desk.write("acme.txt", "abc");
    table.ok("bid answer REF Acme 1.1 --file acme.txt");
    table.ok("bid answer REF Acme 1.2 'Pages 4 to 6'");
    table.ok("bid answer REF Acme 2.2 https://example.org/acme");
    let shown = table.shown();
    let answers = &of(&shown["bids"], "Acme")["answers"];
    let kinds: Vec<&Value> = all(answers, "answer").iter().map(|answer| &answer["kind"]).collect();
    assert_eq!(kinds, ["file", "note", "link"]);
    assert_eq!(answers[0]["answer"]["size"], 3);
    table.ok("bid answer REF Acme 2.2 --clear");
    table.ok("bid clarify REF Acme --asked 'Is travel included?' --on 2026-11-20");
    table.ok("bid clarify REF Acme --answered 'All of it'");
    table.ok("bid clarify REF Acme --asked 'And nights?'");
    table.ok("bid clarify REF Acme --asked 'And weekends?'");
    let said = table.no(1, "bid clarify REF Acme --answered Yes");
    assert!(said.contains("2 questions to Acme Care Ltd are open."), "{said}");
    assert!(said.contains("1 (answered) Is travel included?; 2 (open) And nights?"), "{said}");
    table.ok("bid clarify REF Acme --number 3 --answered 'Those too'");
    let shown = table.shown();
    let asked = &of(&shown["bids"], "Acme")["clarifications"];
    assert_eq!(all(asked, "answered"), [&json!("All of it"), &Value::Null, &json!("Those too")]);
    assert_eq!(all(asked, "asked_on"), ["2026-11-20", "2026-11-21", "2026-11-21"]);
    table.ok("bid offer REF Beta hours-of-mentoring --clear");
    table.ok("bid change REF Beta --price none --late yes --local no --note 'Came by post'");
    table.ok("bid remove REF Delta --reason 'Another tender'");
    let shown = table.shown();
    let beta = of(&shown["bids"], "Beta");
    assert_eq!((&beta["late"], &beta["local"]), (&json!(true), &json!(false)));
    assert_eq!(beta["received"], "2026-11-20 11:30", "what is not named stays");
    assert_eq!(beta["offers"], json!([]));
    assert_eq!(shown["bids"].as_array().unwrap().len(), 3);
    table.ok("bid out REF Gamma withdrawn --reason 'Letter of 20 November'");
    assert_eq!(of(&table.shown()["bids"], "Gamma")["out"]["kind"], "withdrawn");
    table.ok("bid back REF Gamma --reason 'They changed their mind'");
    assert_eq!(of(&table.shown()["bids"], "Gamma")["takes_part"], true);
}

#[test]
fn the_shape_for_programs_is_described_key_by_key() {
    fn keys(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    found.push(key.clone());
                    keys(value, found);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let table = Table::with_scores();
    table.ok("low-price REF Beta --notified 2026-11-20");
    table.ok("check REF --by 'R. Okafor'");
    let mut found = Vec::new();
    keys(&table.shown(), &mut found);
    let page = include_str!("../../docs/evaluation-json.md");
    for key in found {
        assert!(page.contains(&format!("`{key}`")), "docs/evaluation-json.md lacks {key}");
    }
}
