//! The result: points, totals and places, worked out by formulas and held against Tenderbook's.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use crate::domain::evaluation::{Exact, Missing, Tally, TieBreak};
use crate::domain::text::visible;
use crate::export::workbook::page::{
    AGREES, DIFFERS, Look, POINTS_APART, POUNDS_APART, Page, Style, TOP, Value, cell, column,
    decimal, fixed, on, row,
};
use crate::export::workbook::plan::{
    Entrant, INCOMPLETE, NO_PLACE, NOT_AGREED, Part, Plan, no_price_points,
};
use crate::export::workbook::prices;
use crate::register::Result;

/// What stands where every pass mark is kept.
pub(super) const KEPT: &str = "none missed";
const MISSED: &str = "missed";
/// What stands where a bid waits for nothing before there are places.
const NOTHING: &str = "nothing";
/// What stands where there are no points to divide a price by.
const NO_INDEX: &str = "no points to divide by";
/// What stands where a bid has no figure for the tie-break.
const NO_TIE: &str = "none";
/// The figure of a bid without a price of each point: behind every other.
const BEHIND: &str = "-1E+300";
/// The most cells that one check holds against each other; a formula has at most 8,192 characters.
const MOST_CHECKED: usize = 120;

/// In which columns of the result everything stands.
pub(super) struct Columns {
    /// For each section but that for price: what is earned of it, and its points.
    shares: Vec<Option<(u16, u16)>>,
    quality: u16,
    pub(super) passes: u16,
    /// What follows from prices; absent where they are not shown.
    priced: Option<Priced>,
    check: u16,
}

struct Priced {
    price: Option<u16>,
    total: u16,
    index: Option<u16>,
    waits: u16,
    key: u16,
    tie: Option<u16>,
    rank: u16,
    shared: u16,
}

impl Columns {
    pub(super) fn of(plan: &Plan<'_>) -> Self {
        let mut next = 2u16;
        let mut take = || {
            next += 1;
            next - 1
        };
        let shares =
            plan.parts.iter().map(|part| (!part.is_price()).then(|| (take(), take()))).collect();
        let quality = take();
        let passes = take();
        let priced = plan.prices_shown().then(|| Priced {
            price: plan.price_part().map(|_| take()),
            total: take(),
            index: plan.by_index().then(&mut take),
            waits: take(),
            key: take(),
            tie: matches!(plan.terms.tie_break, TieBreak::Section { .. } | TieBreak::LowerPrice)
                .then(&mut take),
            rank: take(),
            shared: take(),
        });
        Self { shares, quality, passes, priced, check: take() }
    }
}

/// Whether a bid has missed a pass mark, as the workbook says it.
pub(super) fn passes(tally: &Tally) -> &'static str {
    if tally.failures.is_empty() { KEPT } else { MISSED }
}

/// One bid in the making: its row, and the row with Tenderbook's figures.
struct Line<'x, 'a> {
    plan: &'x Plan<'a>,
    columns: &'x Columns,
    entrant: &'x Entrant<'a>,
    at: u32,
    beside: u32,
}

/// The row of the headings above Tenderbook's own figures.
fn second(plan: &Plan<'_>) -> u32 {
    plan.last_bid() + 3
}

fn headings(plan: &Plan<'_>, columns: &Columns) -> Vec<(String, u16)> {
    let mut found = vec![("Bid".to_owned(), 30), ("Takes part".to_owned(), 8)];
    for (part, place) in plan.parts.iter().zip(&columns.shares) {
        if place.is_some() {
            found.push((format!("{}: earned, %", part.title()), 11));
            found.push((format!("{}: points", part.title()), 11));
        }
    }
    let mut add = |heading: &str, width| found.push((heading.to_owned(), width));
    add("Quality points, all sections but price", 11);
    add("Pass marks", 12);
    if let Some(priced) = &columns.priced {
        if let (Some(_), Some(part)) = (priced.price, plan.price_part()) {
            add(&format!("{}: points", part.title()), 14);
        }
        add("Total points", 11);
        if priced.index.is_some() {
            add("Price of each quality point", 16);
        }
        add("Waits for", 14);
        add("Figure for the place, higher first", 18);
        if priced.tie.is_some() {
            add("Tie-break, higher first", 16);
        }
        add("Place", 9);
        add("Shared", 9);
    }
    add("Check against Tenderbook", 12);
    found
}

/// The sheet of the result.
pub(super) fn result(plan: &Plan<'_>, style: &Style) -> Result<Worksheet> {
    let columns = Columns::of(plan);
    let title = format!("Result: {}", plan.of.lot_words(plan.lot));
    let mut note = "Worked out by formulas from the other sheets; below stand the figures that Tenderbook works out as exact fractions. For the places figures are compared when rounded to ten decimals (a price of each point to six).".to_owned();
    if !plan.prices_shown() {
        note = format!("{note} {}", plan.prices_why());
    }
    let headings = headings(plan, &columns);
    let mut page = Page::new(style, &plan.names.result, (&title, &note), &headings)?;
    let below = second(plan);
    page.text(below - 1, 0, "The same as Tenderbook works it out", Look::Title)?;
    for (at, (heading, _)) in (0u16..).zip(&headings) {
        // Tenderbook's own figures need no check of themselves.
        let heading = if at == columns.check { "" } else { heading };
        page.text(below, at, heading, Look::Head)?;
    }
    for entrant in &plan.bids {
        let beside = below + 1 + row(entrant.at);
        let line = Line { plan, columns: &columns, entrant, at: entrant.row, beside };
        line.write(&mut page)?;
    }
    page.warn(columns.check, TOP, plan.last_bid())?;
    let end = below + 2 + row(plan.bids.len());
    for (at, missing) in (end..).zip(remarks(plan)) {
        page.text(at, 0, &missing, Look::Remark)?;
    }
    page.done()
}

/// What stands against a result: faults of the criteria, and what is missing.
fn remarks(plan: &Plan<'_>) -> Vec<String> {
    let mut found = plan.ranking.faults.clone();
    found.extend(
        plan.ranking
            .missing
            .iter()
            // Whether a price is there is not told while prices are hidden.
            .filter(|missing| plan.prices_shown() || !matches!(missing, Missing::Price { .. }))
            .map(|missing| format!("Missing: {}.", plan.view.missing_words(missing))),
    );
    for entrant in &plan.bids {
        for failure in &entrant.tally.failures {
            let supplier = visible(&entrant.bid.supplier);
            found.push(format!("{supplier}: {}", plan.view.failure_words(failure)));
        }
    }
    found
}

impl Line<'_, '_> {
    fn write(&self, page: &mut Page) -> Result<()> {
        let (plan, at) = (self.plan, self.at);
        let supplier = visible(&self.entrant.bid.supplier);
        page.text(at, 0, &supplier, Look::Words)?;
        page.text(self.beside, 0, &supplier, Look::Words)?;
        let takes = on(&plan.names.bids, &fixed(at, 1));
        let yes = if self.entrant.bid.takes_part() { "yes" } else { "no" };
        page.formula((at, 1), &takes, &Value::from(yes), Look::Words)?;
        page.text(self.beside, 1, yes, Look::Words)?;
        let mut checks = Vec::new();
        for (part, place) in plan.parts.iter().zip(&self.columns.shares) {
            if let Some(place) = place {
                self.section(page, part, *place)?;
                checks.push((place.1, POINTS_APART));
            }
        }
        self.quality(page)?;
        self.pass_marks(page)?;
        let mut first = vec![(self.columns.quality, POINTS_APART), (self.columns.passes, "")];
        if let Some(priced) = &self.columns.priced {
            self.priced(page, priced)?;
            first.extend([(priced.total, POINTS_APART), (priced.rank, POINTS_APART)]);
            first.extend([(priced.shared, ""), (priced.waits, "")]);
            first.extend(priced.price.map(|column| (column, POINTS_APART)));
            first.extend(priced.index.map(|column| (column, POUNDS_APART)));
        }
        first.extend(checks);
        first.truncate(MOST_CHECKED);
        let same: Vec<String> = first
            .into_iter()
            .map(|(column, apart)| {
                let (ours, theirs) = (cell(at, column), cell(self.beside, column));
                if apart.is_empty() {
                    format!("{ours}={theirs}")
                } else {
                    format!("IFERROR(ABS({ours}-{theirs})<{apart},{ours}={theirs})")
                }
            })
            .collect();
        let check = format!("IF(AND({}),\"{AGREES}\",\"{DIFFERS}\")", same.join(","));
        page.formula((at, self.columns.check), &check, &Value::from(AGREES), Look::Words)
    }

    /// A formula, and the same figure as Tenderbook has it.
    fn both(
        &self,
        page: &mut Page,
        place: u16,
        (formula, ours): (&str, &Value),
        look: Look,
    ) -> Result<()> {
        page.formula((self.at, place), formula, ours, look)?;
        page.value(self.beside, place, ours, look)
    }

    fn section(&self, page: &mut Page, part: &Part<'_>, (share, points): (u16, u16)) -> Result<()> {
        let plan = self.plan;
        let tally = self.entrant.tally_of(part);
        let count = part.questions.len();
        if count == 0 {
            for at in [self.at, self.beside] {
                page.text(at, share, NOT_AGREED, Look::Words)?;
                page.text(at, points, NOT_AGREED, Look::Words)?;
            }
            return Ok(());
        }
        let earned = plan.of_section(self.entrant.at, part, 7);
        let formula = format!("IF(COUNT({earned})={count},SUM({earned}),\"{NOT_AGREED}\")");
        let hundredfold =
            tally.and_then(|tally| tally.share.as_ref()).map(|share| share * &Exact::hundred());
        let ours = Value::exact(hundredfold.as_ref(), NOT_AGREED);
        self.both(page, share, (&formula, &ours), Look::Points)?;
        let own = cell(self.at, share);
        let weight = on(&plan.names.criteria, &fixed(part.row, 4));
        let formula = format!("IF(ISNUMBER({own}),{own}*{weight}/100,{own})");
        let ours = Value::exact(tally.and_then(|tally| tally.points.as_ref()), NOT_AGREED);
        self.both(page, points, (&formula, &ours), Look::Points)
    }

    /// The cells with the points of all sections but price.
    fn section_points(&self) -> Vec<String> {
        self.columns.shares.iter().flatten().map(|(_, points)| cell(self.at, *points)).collect()
    }

    fn quality(&self, page: &mut Page) -> Result<()> {
        let ours = Value::exact(self.entrant.tally.quality.as_ref(), INCOMPLETE);
        let formula = self.sum(&self.section_points());
        self.both(page, self.columns.quality, (&formula, &ours), Look::Points)
    }

    /// A sum that is there once everything that it adds up is.
    fn sum(&self, cells: &[String]) -> String {
        if cells.is_empty() {
            return format!("\"{INCOMPLETE}\"");
        }
        // A function takes at most 255 arguments: they are taken in brackets, a few at a time.
        let gathered = |function: &str| {
            let parts: Vec<String> =
                cells.chunks(100).map(|some| format!("{function}({})", some.join(","))).collect();
            parts.join("+")
        };
        format!(
            "IF({}<>\"yes\",\"{INCOMPLETE}\",IF({}={},{},\"{INCOMPLETE}\"))",
            self.plan.usable(),
            gathered("COUNT"),
            cells.len(),
            gathered("SUM")
        )
    }

    fn pass_marks(&self, page: &mut Page) -> Result<()> {
        let plan = self.plan;
        let mut tests = Vec::new();
        if plan.questions() > 0 {
            let kept = plan.of_bid(self.entrant.at, 12);
            tests.push(format!("COUNTIF({kept},\"below\")>0"));
        }
        for (part, place) in plan.parts.iter().zip(&self.columns.shares) {
            if let (Some((share, _)), Some(_)) = (place, part.section.pass_mark) {
                let (own, asked) =
                    (cell(self.at, *share), on(&plan.names.criteria, &fixed(part.row, 9)));
                tests.push(format!("IF(ISNUMBER({own}),ROUND({own},10)<{asked},FALSE)"));
            }
        }
        let formula = if tests.is_empty() {
            format!("\"{KEPT}\"")
        } else {
            format!("IF(OR({}),\"{MISSED}\",\"{KEPT}\")", tests.join(","))
        };
        let ours = Value::from(passes(self.entrant.tally));
        self.both(page, self.columns.passes, (&formula, &ours), Look::Words)
    }

    fn priced(&self, page: &mut Page, priced: &Priced) -> Result<()> {
        let (plan, tally) = (self.plan, self.entrant.tally);
        let mut cells = self.section_points();
        if let (Some(place), Some(part)) = (priced.price, plan.price_part()) {
            let there = on(&plan.names.prices, &fixed(self.at, prices::POINTS));
            let points = self.entrant.tally_of(part).and_then(|one| one.points.as_ref());
            let ours = Value::exact(points, no_price_points(plan, self.entrant.bid));
            self.both(page, place, (&there, &ours), Look::Points)?;
            cells.push(cell(self.at, place));
        }
        let formula = self.sum(&cells);
        let ours = Value::exact(tally.total.as_ref(), INCOMPLETE);
        self.both(page, priced.total, (&formula, &ours), Look::Points)?;
        if let Some(place) = priced.index {
            let price = on(&plan.names.prices, &fixed(self.at, 1));
            let quality = cell(self.at, self.columns.quality);
            // One after the other: a text among the points would be an error in a product.
            let formula = format!(
                "IF(NOT(ISNUMBER({price})),\"{NO_INDEX}\",IF(NOT(ISNUMBER({quality})),\"{NO_INDEX}\",IF({quality}=0,\"{NO_INDEX}\",{price}/{quality})))"
            );
            let ours = Value::exact(tally.index.as_ref(), NO_INDEX);
            self.both(page, place, (&formula, &ours), Look::Pounds)?;
        }
        self.waits(page, priced)?;
        self.place(page, priced)
    }

    fn waits(&self, page: &mut Page, priced: &Priced) -> Result<()> {
        let (plan, bid) = (self.plan, self.entrant.bid);
        let price = format!(
            "IF(AND({}=\"{KEPT}\",NOT(ISNUMBER({}))),\"its price\",\"{NOTHING}\")",
            cell(self.at, self.columns.passes),
            on(&plan.names.prices, &fixed(self.at, 1))
        );
        let price = if plan.is_fixed_price() { format!("\"{NOTHING}\"") } else { price };
        let rest = if plan.questions() == 0 {
            price
        } else {
            let earned = plan.of_bid(self.entrant.at, 7);
            format!("IF(COUNTIF({earned},\"{NOT_AGREED}\")>0,\"agreed scores\",{price})")
        };
        let formula = format!("IF({}<>\"yes\",\"{NOTHING}\",{rest})", cell(self.at, 1));
        let missing = &plan.ranking.missing;
        let scores =
            |one: &Missing| matches!(one, Missing::Consensus { bid: of, .. } if *of == bid.uid);
        let says = if missing.iter().any(scores) {
            "agreed scores"
        } else if missing.contains(&Missing::Price { bid: bid.uid }) {
            "its price"
        } else {
            NOTHING
        };
        self.both(page, priced.waits, (&formula, &Value::from(says)), Look::Words)
    }

    fn place(&self, page: &mut Page, priced: &Priced) -> Result<()> {
        let (plan, at) = (self.plan, self.at);
        let last = plan.last_bid();
        let place = self.entrant.tally.place;
        let decides = match priced.index {
            Some(index) => {
                let own = cell(at, index);
                format!("IF(ISNUMBER({own}),-ROUND({own},6),{BEHIND})")
            }
            None => format!("ROUND({},10)", cell(at, priced.total)),
        };
        let key = format!(
            "IF(AND({}=\"yes\",COUNTIF({},\"{NOTHING}\")={},{}=\"yes\",{}=\"{KEPT}\"),{decides},\"{NO_PLACE}\")",
            plan.usable(),
            column(priced.waits, TOP, last),
            plan.bids.len(),
            cell(at, 1),
            cell(at, self.columns.passes)
        );
        page.formula((at, priced.key), &key, &self.key(), Look::Figure)?;
        let own = cell(at, priced.key);
        let keys = column(priced.key, TOP, last);
        let mut rank = format!("RANK({own},{keys})");
        if let Some(tie) = priced.tie {
            self.tie(page, priced, tie)?;
            let (ties, own_tie) = (column(tie, TOP, last), cell(at, tie));
            let level = format!("({keys}={own})");
            // Where one of the bids that are level has no such figure, the tie stays.
            rank = format!(
                "{rank}+IF(SUMPRODUCT({level}*(1-ISNUMBER({ties})))>0,0,SUMPRODUCT({level}*({ties}>{own_tie})))"
            );
        }
        let formula = format!("IF(ISNUMBER({own}),{rank},\"{NO_PLACE}\")");
        let ours = place.map_or_else(|| Value::from(NO_PLACE), |place| Value::count(place.rank));
        self.both(page, priced.rank, (&formula, &ours), Look::Figure)?;
        let own = cell(at, priced.rank);
        let ranks = column(priced.rank, TOP, last);
        let formula = format!(
            "IF(ISNUMBER({own}),IF(COUNTIF({ranks},{own})>1,\"yes\",\"no\"),\"{NO_PLACE}\")"
        );
        let shared = match place {
            Some(place) if place.tied => "yes",
            Some(_) => "no",
            None => NO_PLACE,
        };
        self.both(page, priced.shared, (&formula, &Value::from(shared)), Look::Words)
    }

    /// What the figure for the place comes to.
    fn key(&self) -> Value {
        let tally = self.entrant.tally;
        if tally.place.is_none() {
            return Value::from(NO_PLACE);
        }
        if !self.plan.by_index() {
            return Value::exact(tally.total.as_ref(), NO_PLACE);
        }
        // Too far behind for a decimal number: written as a text, which reads as that number.
        tally.index.as_ref().and_then(decimal).map_or_else(
            || Value::Text(BEHIND.to_owned()),
            |index: Decimal| Value::Number(-index.round_dp(6)),
        )
    }

    fn tie(&self, page: &mut Page, priced: &Priced, tie: u16) -> Result<()> {
        let (plan, key) = (self.plan, cell(self.at, priced.key));
        let has_place = self.entrant.tally.place.is_some();
        let (formula, ours) = match &plan.terms.tie_break {
            TieBreak::LowerPrice => {
                let price = on(&plan.names.prices, &fixed(self.at, 1));
                let own = self.entrant.bid.price.filter(|_| has_place);
                (
                    format!("IF(AND(ISNUMBER({key}),ISNUMBER({price})),-{price},\"{NO_TIE}\")"),
                    own.map_or_else(|| Value::from(NO_TIE), |price| Value::Number(-price.pounds())),
                )
            }
            TieBreak::Section { section } => {
                let found = plan.parts.iter().zip(&self.columns.shares);
                let place = found
                    .filter(|(part, _)| part.section.uid == *section)
                    .find_map(|(_, place)| place.map(|(_, points)| points).or(priced.price));
                let Some(place) = place else {
                    return page.text(self.at, tie, NO_TIE, Look::Figure);
                };
                let tallied = self.entrant.tally.sections.iter();
                let mut points = tallied.filter(|one| one.section == *section);
                let points = points.find_map(|one| one.points.as_ref());
                (
                    format!("IF(ISNUMBER({key}),ROUND({},10),\"{NO_TIE}\")", cell(self.at, place)),
                    Value::exact(points.filter(|_| has_place), NO_TIE),
                )
            }
            TieBreak::None | TieBreak::Words { .. } => return Ok(()),
        };
        page.formula((self.at, tie), &formula, &ours, Look::Figure)
    }
}

/// The cells of the check on the sheet of the result.
pub(super) fn checks(plan: &Plan<'_>) -> Option<String> {
    let check = Columns::of(plan).check;
    (!plan.bids.is_empty()).then(|| on(&plan.names.result, &column(check, TOP, plan.last_bid())))
}
