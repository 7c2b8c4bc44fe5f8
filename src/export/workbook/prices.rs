//! Prices, and the points that they earn.

use rust_xlsxwriter::Worksheet;

use crate::domain::evaluation::PriceMethod;
use crate::domain::text::visible;
use crate::export::workbook::page::{
    AGREES, Look, POINTS_APART, POUNDS_APART, Page, Style, TOP, Value, cell, column, fixed, on,
    row, same,
};
use crate::export::workbook::plan::{
    Entrant, NO_LOWEST, NO_POINTS, NO_PRICE, Part, Plan, no_price_points,
};
use crate::export::workbook::result;
use crate::register::Result;

/// The column of the points on the sheet of prices.
pub(super) const POINTS: u16 = 6;

/// What stands where a price does not count for the lowest.
const NO: &str = "no";

/// What stands where no bid sets the lowest price.
const NONE: &str = "none";

/// The rows below the prices: what they are held against.
struct Against {
    lowest: u32,
    full: u32,
    none: u32,
}

impl Against {
    fn of(plan: &Plan<'_>) -> Self {
        let lowest = plan.last_bid() + 2;
        Self { lowest, full: lowest + 1, none: lowest + 2 }
    }
}

/// The sheet of the prices.
pub(super) fn prices(plan: &Plan<'_>, style: &Style) -> Result<Worksheet> {
    let title = format!("Prices: {}", plan.of.lot_words(plan.lot));
    if !plan.prices_shown() {
        let columns = [("Bid".to_owned(), 60)];
        let mut page =
            Page::new(style, &plan.names.prices, (&title, "Nothing is shown here yet."), &columns)?;
        page.text(TOP, 0, plan.prices_why(), Look::Note)?;
        return page.done();
    }
    let part = plan.price_part();
    let mut columns = vec![
        ("Bid", 30),
        ("Price, whole life, without VAT", 18),
        ("Takes part", 10),
        ("Pass marks", 13),
        ("Counts for the lowest price", 18),
    ];
    if part.is_some() {
        columns.extend([
            ("Earned of the points for price, from 0 to 1", 14),
            ("Points", 10),
            ("Points by Tenderbook", 12),
            ("Check", 10),
        ]);
    }
    if plan.is_full() {
        columns.extend([
            ("What Tenderbook notes of the price", 50),
            ("What the supplier said of its low price", 40),
            ("Satisfied?", 12),
            ("Reasons", 40),
        ]);
    }
    let columns: Vec<(String, u16)> =
        columns.into_iter().map(|(heading, width)| (heading.to_owned(), width)).collect();
    let kind = plan.terms.method.kind();
    let note = format!(
        "{}: {}. The lowest price is that of the bids that take part and miss no pass mark.",
        plan.terms.method.words(),
        kind.formula()
    );
    let mut page = Page::new(style, &plan.names.prices, (&title, &note), &columns)?;
    for entrant in &plan.bids {
        price(plan, &mut page, entrant)?;
        let mut next = 5;
        if let Some(part) = part {
            points(plan, &mut page, entrant, part)?;
            next = 9;
        }
        if plan.is_full() {
            notes(plan, &mut page, entrant, next)?;
        }
    }
    if part.is_some() {
        page.warn(8, TOP, plan.last_bid())?;
    }
    against(plan, &mut page)?;
    page.done()
}

fn price(
    plan: &Plan<'_>,
    page: &mut Page,
    Entrant { bid, tally, row: at, .. }: &Entrant<'_>,
) -> Result<()> {
    let at = *at;
    page.text(at, 0, &visible(&bid.supplier), Look::Words)?;
    match bid.price {
        Some(price) => page.number(at, 1, price.pounds(), Look::RawPounds)?,
        None => page.blank(at, 1, Look::RawPounds)?,
    }
    let takes = on(&plan.names.bids, &fixed(at, 1));
    let yes = if bid.takes_part() { "yes" } else { "no" };
    page.formula((at, 2), &takes, &Value::from(yes), Look::Words)?;
    let passes = on(&plan.names.result, &fixed(at, result::Columns::of(plan).passes));
    let kept = result::passes(tally);
    page.formula((at, 3), &passes, &Value::from(kept), Look::Words)?;
    let own = cell(at, 1);
    let formula = format!(
        "IF(AND({}=\"yes\",{}=\"{}\",ISNUMBER({own})),{own},\"{NO}\")",
        cell(at, 2),
        cell(at, 3),
        result::KEPT
    );
    let comes_to = bid
        .price
        .filter(|_| bid.takes_part() && tally.failures.is_empty())
        .map_or_else(|| Value::from(NO), |price| price.pounds().into());
    page.formula((at, 4), &formula, &comes_to, Look::Pounds)
}

fn points(plan: &Plan<'_>, page: &mut Page, entrant: &Entrant<'_>, part: &Part<'_>) -> Result<()> {
    let at = entrant.row;
    let against = Against::of(plan);
    let price = cell(at, 1);
    let [lowest, full, none] =
        [against.lowest, against.full, against.none].map(|row| fixed(row, 1));
    let (held, earned) = match plan.terms.method {
        PriceMethod::Linear { .. } => (
            full.clone(),
            format!("IF({price}<={full},1,IF({price}>={none},0,({none}-{price})/({none}-{full})))"),
        ),
        _ => (lowest.clone(), format!("IF({price}<={lowest},1,{lowest}/{price})")),
    };
    let formula = format!(
        "IF({}<>\"yes\",\"{NO_POINTS}\",IF(NOT(ISNUMBER({price})),\"{NO_PRICE}\",IF(NOT(ISNUMBER({held})),\"{NO_LOWEST}\",{earned})))",
        plan.usable()
    );
    let tally = entrant.tally_of(part);
    let why = no_price_points(plan, entrant.bid);
    let share = Value::exact(tally.and_then(|tally| tally.share.as_ref()), why);
    page.formula((at, 5), &formula, &share, Look::Figure)?;
    let weight = on(&plan.names.criteria, &fixed(part.row, 4));
    let of = format!("IF(ISNUMBER({0}),{0}*{weight},{0})", cell(at, 5));
    let ours = Value::exact(tally.and_then(|tally| tally.points.as_ref()), why);
    page.formula((at, POINTS), &of, &ours, Look::Points)?;
    page.value(at, 7, &ours, Look::Points)?;
    let check = same(&cell(at, POINTS), &cell(at, 7), POINTS_APART);
    page.formula((at, 8), &check, &Value::from(AGREES), Look::Words)
}

/// What Tenderbook notes of a price, and what was done about a low one.
fn notes(
    plan: &Plan<'_>,
    page: &mut Page,
    Entrant { bid, row: at, .. }: &Entrant<'_>,
    next: u16,
) -> Result<()> {
    let at = *at;
    let low = plan.stands.low.iter().filter(|flag| flag.bid == bid.uid);
    let mut said: Vec<String> = low.map(|flag| plan.view.low_words(flag)).collect();
    said.extend(plan.stands.oddities.iter().filter_map(|oddity| {
        use crate::domain::evaluation::Oddity::{High, LowAnchor, Zero};
        let (Zero { bid: of } | High { bid: of } | LowAnchor { bid: of }) = oddity;
        (*of == bid.uid).then(|| plan.view.oddity_words(oddity))
    }));
    page.text(at, next, &said.join("\n"), Look::Words)?;
    let record = plan.of.low_prices.get(&bid.uid);
    let text = |of: Option<&String>| of.map_or_else(String::new, Clone::clone);
    page.text(at, next + 1, &text(record.and_then(|one| one.explanation.as_ref())), Look::Words)?;
    let satisfied = match record.and_then(|one| one.satisfied) {
        Some(true) => "yes",
        Some(false) => "no",
        None if record.is_some() => "not decided",
        None => "",
    };
    page.text(at, next + 2, satisfied, Look::Words)?;
    page.text(at, next + 3, &text(record.and_then(|one| one.reasons.as_ref())), Look::Words)
}

/// The lowest price, and the prices that the method names.
fn against(plan: &Plan<'_>, page: &mut Page) -> Result<()> {
    let rows = Against::of(plan);
    page.text(rows.lowest, 0, "Lowest price", Look::Head)?;
    let counting = column(4, TOP, plan.last_bid());
    let formula = format!("IF(COUNT({counting})=0,\"{NONE}\",MIN({counting}))");
    let lowest = plan.ranking.lowest.map_or_else(|| Value::from(NONE), |one| one.pounds().into());
    page.formula((rows.lowest, 1), &formula, &lowest, Look::Pounds)?;
    page.text(rows.lowest, 2, "by Tenderbook", Look::Words)?;
    page.value(rows.lowest, 3, &lowest, Look::Pounds)?;
    let check = same(&cell(rows.lowest, 1), &cell(rows.lowest, 3), POUNDS_APART);
    page.formula((rows.lowest, 4), &check, &Value::from(AGREES), Look::Words)?;
    page.warn(4, rows.lowest, rows.lowest)?;
    match &plan.terms.method {
        PriceMethod::Linear { full_at, none_at } => {
            page.text(rows.full, 0, "Price that earns all points", Look::Head)?;
            if let Some(full) = full_at {
                page.number(rows.full, 1, full.pounds(), Look::RawPounds)?;
            } else {
                let lowest_at = cell(rows.lowest, 1);
                page.formula((rows.full, 1), &lowest_at, &lowest, Look::Pounds)?;
            }
            page.text(rows.none, 0, "Price that earns none", Look::Head)?;
            page.number(rows.none, 1, none_at.pounds(), Look::RawPounds)
        }
        PriceMethod::Fixed { price } => {
            page.text(rows.full, 0, "Price that every bidder is paid", Look::Head)?;
            match price {
                Some(price) => page.number(rows.full, 1, price.pounds(), Look::RawPounds),
                None => page.text(rows.full, 1, "not recorded", Look::Words),
            }
        }
        PriceMethod::Relative | PriceMethod::PerPoint => Ok(()),
    }
}

/// The cells of the checks on the sheet of prices.
pub(super) fn checks(plan: &Plan<'_>) -> Vec<String> {
    if !plan.prices_shown() {
        return Vec::new();
    }
    let lowest = Against::of(plan).lowest;
    let mut found = vec![on(&plan.names.prices, &fixed(lowest, 4))];
    if plan.price_part().is_some() && !plan.bids.is_empty() {
        let last = TOP + row(plan.bids.len() - 1);
        found.push(on(&plan.names.prices, &column(8, TOP, last)));
    }
    found
}
