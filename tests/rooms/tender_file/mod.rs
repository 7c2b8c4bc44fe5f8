//! The tender file: that it is whole, in order, and that what is published tells nothing else.

pub(crate) mod dump;
mod marked;

use std::collections::BTreeSet;

use tenderbook::domain::evaluation::LotNo;
use tenderbook::domain::{ContractType, EvidenceKind, StageNo};
use tenderbook::register::{
    Act, Context, EvaluationAct, Filter, NewEvidence, Register, Sort, sample,
};
use tenderbook::report::Variant;
use tenderbook::report::document::Document;
use tenderbook::report::tender::tender;

use crate::rooms::{Desk, facts};
use crate::support::evaluation::Filler;
use crate::support::{small_policy, thresholds_only};
use dump::{dump, dump_one};
use marked::Marked;

fn file(register: &Register, reference: &str, variant: Variant, context: &Context) -> Document {
    tender(register, reference, variant, context).unwrap()
}

/// Every stage has its chapter, and they stand in the order of the cycle.
fn stages_stand_in_order(document: &Document) {
    let titles: Vec<&str> = document.sections.iter().map(|one| one.title.as_str()).collect();
    let stages: Vec<String> =
        StageNo::all().map(|stage| format!("Stage {stage}: {}", stage.name())).collect();
    let found: Vec<&str> =
        titles.iter().copied().filter(|title| title.starts_with("Stage ")).collect();
    assert_eq!(found, stages);
    assert_eq!(titles.last(), Some(&"Annex: the journal"));
}

#[test]
fn the_file_of_every_sample_holds_each_stage_item_clause_hash_and_entry() {
    let desk = Desk::new();
    let context =
        tenderbook::register::Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
    let path = desk.path().with_file_name("samples.db");
    let library = tenderbook::register::Library::default();
    let mut register = Register::open(&path, library, &context).unwrap();
    sample::fill(&mut register, &context, 0).unwrap();
    let list = register.list(&Filter::default(), Sort::default(), 0, 100).unwrap();
    for row in &list.rows {
        let reference = row.reference.as_str();
        let document = file(&register, reference, Variant::Full, &context);
        stages_stand_in_order(&document);
        let text = dump(&document);
        let view = register.procurement(reference).unwrap();
        let says = |words: &str| {
            assert!(text.contains(words), "{reference}: {words}");
        };
        for stage in &view.stages {
            let chapter = document
                .sections
                .iter()
                .find(|one| one.title.starts_with(&format!("Stage {}:", stage.number)));
            let chapter = dump_one(chapter.unwrap());
            let (settled, all) = stage.progress();
            let stands = match all {
                0 => format!("The stage is {}.", stage.state),
                all => format!("The stage is {}; {settled} of {all} items settled.", stage.state),
            };
            assert!(chapter.contains(&stands), "{reference}: {stands}: {chapter}");
            for item in stage.items.iter().filter(|item| !item.is_off()) {
                for words in [item.text.as_str(), item.id.as_str(), &item.clause, &item.why] {
                    assert!(chapter.contains(words), "{reference}: {words}");
                }
                for said in [&item.reason, &item.note].into_iter().flatten() {
                    says(said);
                }
                for (_, clause) in &item.clause_says {
                    // The day on which it was read stands beside the reference.
                    says(clause.split(" (read on ").next().unwrap());
                }
                for evidence in &item.evidence {
                    says(evidence.kind.summary());
                    if let EvidenceKind::File { sha256, .. } = &evidence.kind {
                        says(&sha256.to_string());
                    }
                }
            }
        }
        let found = &view.determination;
        for reason in &found.social_value.reasons {
            says(&reason.text);
        }
        for tension in &found.tensions {
            says(&tension.text);
            says(&tension.applied);
        }
        for role in &found.sign_off {
            says(&role.role);
        }
        let journal = register.journal(reference, 0, 100_000).unwrap();
        for line in &journal.lines {
            says(&line.hash);
            says(&line.said);
        }
        let newest = &journal.lines[0].hash;
        assert!(document.about.iter().any(|(_, value)| value == newest), "{reference}");
        // Each is read for publication as well, and tells nobody's name.
        let published = file(&register, reference, Variant::Publication, &context);
        stages_stand_in_order(&published);
        let published = dump(&published);
        for line in &journal.lines {
            assert!(!published.contains(&line.officer), "{reference}: {}", line.officer);
        }
        assert!(published.contains(newest));
    }
}

#[test]
fn the_full_file_holds_everything_and_the_published_one_nothing_that_is_private() {
    let folder = tempfile::tempdir().unwrap();
    let mut of = Marked::new(&folder.path().join("register.db"), &[]);
    let register = &of.filler.register;
    let full = dump(&file(register, "2026-0042", Variant::Full, &of.context));
    let published = file(register, "2026-0042", Variant::Publication, &of.context);
    stages_stand_in_order(&published);
    let published = dump(&published);
    let wanted: BTreeSet<&String> = of.hidden.iter().collect();
    let missing: Vec<&&String> = wanted.iter().filter(|word| !full.contains(**word)).collect();
    assert!(missing.is_empty(), "the full file lacks {missing:#?}");
    let told: Vec<&&String> = wanted.iter().filter(|word| published.contains(**word)).collect();
    assert!(told.is_empty(), "published: {told:#?}");
    let at = published.to_lowercase().find("qq");
    assert!(at.is_none(), "{}", &published[at.unwrap().saturating_sub(300)..]);
    // What is public stays.
    for words in [
        "an officer and an evaluator found no need, see an evaluator.",
        "Ask an evaluator about the hall",
        "As the person who agreed wished",
        "One more club, asked for by the person who agreed",
        "With the first report, as an officer says.",
        "Evidence on file: 1 note, 1 link, 1 file.",
        "Awarded to: Acorn Youth CIC",
        "Price without VAT: £82,500.00",
        "It is first by the published criteria.",
        "Value without VAT: £86,000.00",
        "Commitment: Apprentices",
        "Left out as withheld: 1 commitment.",
        "There were 3 bids.",
        "Complaints answered in ten days",
        "Good",
        "Left out, as not published: 1 indicator.",
        "£30,000.00",
        "Supplier: Acorn Youth CIC",
        "What was left out",
    ] {
        assert!(published.contains(words), "{words}\n---\n{published}");
    }
    // An officer who is named only in the journal is hidden in what others wrote.
    of.context.officer = "QQlate Comer".to_owned();
    of.act(Act::SkipStage { stage: StageNo::FIRST, reason: "For qqLATE cOMER".to_owned() });
    let context = Context { officer: "Somebody Else".to_owned(), ..of.context.clone() };
    let published = dump(&file(&of.filler.register, "2026-0042", Variant::Publication, &context));
    assert!(published.contains("For an officer"), "{published}");
    assert!(!published.contains("Somebody Else"));
}

#[test]
fn where_a_part_of_the_award_is_withheld_nothing_that_tells_it_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let withheld = [("The offer of apprenticeships", "It is a trade secret.")];
    let of = Marked::new(&folder.path().join("register.db"), &withheld);
    let register = &of.filler.register;
    let published = dump(&file(register, "2026-0042", Variant::Publication, &of.context));
    for words in ["82,500", "86,000", "30,000.00", "It is first by", "in the first two years"] {
        assert!(!published.contains(words), "{words}");
    }
    // That something is withheld and why is published itself.
    for words in ["The offer of apprenticeships", "It is a trade secret.", "Awarded to: Acorn"] {
        assert!(published.contains(words), "{words}");
    }
    let full = dump(&file(register, "2026-0042", Variant::Full, &of.context));
    for words in ["82,500", "86,000", "It is first by", "in the first two years"] {
        assert!(full.contains(words), "{words}");
    }
}

#[test]
fn hidden_prices_and_hidden_scores_stand_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let mut filler = Filler::new(&path, "cumbria", "300000").with_criteria();
    let first = filler.bid("Acorn Youth CIC", Some("82517.31"));
    filler.bid("Brightside Ltd", Some("79123.45"));
    filler.bid("Cobalt & Sons", Some("11111.11"));
    filler.score_all(first, [5, 4, 4]);
    let question = filler.the_question("Safeguarding");
    let bid = filler.the_bid("Brightside Ltd");
    let evaluator = *filler.view().evaluation.evaluators.keys().next().unwrap();
    filler.act(EvaluationAct::Score {
        bid,
        question,
        evaluator,
        score: 3.into(),
        rationale: "QQ too early to tell".to_owned(),
    });
    let context = crate::rooms::context();
    for variant in [Variant::Full, Variant::Publication] {
        let text = dump(&file(&filler.register, "2026-0042", variant, &context));
        for secret in
            ["82517.31", "82,517", "79123.45", "79,123", "11111.11", "11,111", "QQ", "The price of"]
        {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert!(text.contains(
            "prices, and what follows from them, are hidden until every score is agreed"
        ));
        assert!(!text.contains("How the points of"), "no working");
        assert!(!text.contains("What would change the first place"));
        assert!(!text.contains("Points by bid"));
    }
    let full = dump(&file(&filler.register, "2026-0042", Variant::Full, &context));
    assert!(full.contains("Hidden until all evaluators have given theirs: 1 individual score."));
    // Once they may be seen they stand there.
    let mut terms = filler.view().evaluation.lots[&LotNo::FIRST].clone();
    terms.price_hidden = false;
    let reason = Some("They were opened in public".to_owned());
    filler.act(EvaluationAct::SetLot { lot: LotNo::FIRST, terms, reason });
    let full = dump(&file(&filler.register, "2026-0042", Variant::Full, &context));
    assert!(full.contains("£82,517.31"), "{full}");
}

#[test]
fn the_evaluation_stands_there_with_its_working_and_what_would_change_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let mut filler = Filler::new(&path, "cumbria", "300000").with_criteria().with_bids();
    filler.check();
    let context = crate::rooms::context();
    let document = file(&filler.register, "2026-0042", Variant::Full, &context);
    let stage = document.sections.iter().find(|one| one.title.starts_with("Stage 8:")).unwrap();
    let text = dump_one(stage);
    let view = filler.view();
    let lot = &view.lots[&LotNo::FIRST];
    for tally in &lot.ranking.tallies {
        let total = tally.total.as_ref().unwrap();
        assert!(
            text.contains(&format!(
                "{}: {total} [{total} of 100 points]",
                view.supplier(tally.bid)
            ))
        );
        for line in
            tenderbook::domain::evaluation::working(&view.evaluation, &lot.ranking, tally.bid)
        {
            assert!(text.contains(&line.how), "{}", line.how);
        }
    }
    for words in
        ["Who is first as the weight of social value changes", "Arithmetic checked by B. Checker"]
    {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn each_lot_is_told_apart_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let mut filler = Filler::new(&path, "cumbria", "300000").with_criteria().with_bids();
    let title = Some("Rural routes".to_owned());
    filler.act(EvaluationAct::Begin { lot: LotNo::new(2), title });
    let context = crate::rooms::context();
    let full = dump(&file(&filler.register, "2026-0042", Variant::Full, &context));
    for words in ["### Lot 2, Rural routes: award criteria", "### Lot 1: result", "## Lot 1: award"]
    {
        assert!(full.contains(words), "{words}");
    }
    // Criteria that can still be changed are no news for bidders.
    let published = dump(&file(&filler.register, "2026-0042", Variant::Publication, &context));
    let (_, second) = published.split_once("### Lot 2, Rural routes: award criteria").unwrap();
    assert!(second.trim_start().starts_with("! The award criteria are not fixed yet"), "{second}");
}

#[test]
fn a_tender_of_which_nothing_is_known_says_so_chapter_by_chapter() {
    let mut desk = Desk::new();
    desk.put_policy("england", &thresholds_only());
    desk.put_policy("small", &small_policy());
    desk.start("T-1", "small", facts(ContractType::Services, "120000"));
    let document = file(&desk.register, "T-1", Variant::Full, &desk.context);
    let text = dump(&document);
    for words in [
        "No evaluation was recorded.",
        "No award was recorded.",
        "No contract was recorded.",
        "No supplier was recorded.",
        "No lessons were recorded.",
        "No weight was set.",
        "No days were recorded.",
        "No outcomes or measures were chosen.",
    ] {
        assert!(text.contains(words), "{words}\n---\n{text}");
    }
    let journal = desk.register.journal("T-1", 0, 10).unwrap();
    let text = text.replace(&journal.lines[0].hash, "HASH");
    insta::assert_snapshot!("empty_file", text);
    let published = dump(&file(&desk.register, "T-1", Variant::Publication, &desk.context));
    assert!(!published.contains("A. Officer"));
}

#[test]
fn the_file_of_a_tender_that_is_not_there_is_refused() {
    let desk = Desk::with_tender();
    let fault = tender(&desk.register, "T-9", Variant::Full, &desk.context).unwrap_err();
    assert!(fault.to_string().contains("There is no procurement “T-9”"), "{fault}");
}

#[test]
fn what_an_officer_wrote_reaches_the_file_as_it_was_written() {
    let mut desk = Desk::with_tender();
    let item = desk.view().stages[0].items[0].id.clone();
    let text = "Line one\n=1+1 <b>\u{202e}reversed".to_owned();
    desk.act(Act::Attach { item, evidence: NewEvidence::Note { text } });
    let text = dump(&file(&desk.register, "T-1", Variant::Full, &desk.context));
    // Formats make it safe, each in its own way.
    assert!(text.contains("> Line one\n> =1+1 <b>\u{202e}reversed"), "{text}");
}
