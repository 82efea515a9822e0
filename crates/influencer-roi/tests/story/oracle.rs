//! docs/metrics.md a second time, as slowly and plainly as it can be written.
//!
//! The product is fast and shares nothing with this file; where the two disagree on the same facts, one of them has
//! misread the contract. So: rows in plain structs, one loop after the other over all of them, nothing remembered
//! between questions.

use std::collections::{BTreeMap, BTreeSet};

mod campaign_days;
mod rules;

/// How a blank is chosen in a question and shown in an answer.
pub(crate) const NONE: &str = "(none)";
const MICROS: i128 = 1_000_000;
/// What margins are parts of.
const WHOLE: i128 = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Influencer,
    Organic,
    Other,
}

/// One tracking row. Revenue in micros.
#[derive(Debug, Clone)]
pub(crate) struct Sale {
    pub(crate) class: Class,
    pub(crate) influencer: String,
    pub(crate) brand: String,
    pub(crate) product: String,
    pub(crate) campaign: String,
    /// ISO, so that text order is the order in time.
    pub(crate) day: String,
    pub(crate) orders: i64,
    pub(crate) revenue: i128,
}

/// One payout row. Amount in micros; a blank brand or campaign names none.
#[derive(Debug, Clone)]
pub(crate) struct Payment {
    pub(crate) influencer: String,
    pub(crate) basis: String,
    pub(crate) amount: i128,
    pub(crate) brand: String,
    pub(crate) campaign: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) gender: String,
    pub(crate) platform: String,
    pub(crate) followers: Option<i64>,
}

#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) influencer: String,
    pub(crate) day: String,
    pub(crate) reach: i64,
    pub(crate) likes: i64,
    pub(crate) comments: i64,
}

/// A dataset; of a repeated id the first person counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) people: Vec<Person>,
    pub(crate) sales: Vec<Sale>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) posts: Vec<Post>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Method {
    #[default]
    Allocated,
    Literal,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Question {
    pub(crate) brand: Vec<String>,
    pub(crate) product: Vec<String>,
    pub(crate) campaign: Vec<String>,
    pub(crate) category: Vec<String>,
    pub(crate) platform: Vec<String>,
    pub(crate) gender: Vec<String>,
    pub(crate) tier: Vec<String>,
    pub(crate) influencer: Vec<String>,
    pub(crate) q: String,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) method: Method,
    /// The baseline has only days on which a campaign of the brand ran.
    pub(crate) on_campaign_days: bool,
    /// Thousandths of revenue that brands earn which are not in `margins`; all of it where nothing is said.
    pub(crate) margin: Option<i64>,
    /// By brand as answers show it.
    pub(crate) margins: BTreeMap<String, i64>,
}

/// One number of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Num {
    /// Micros where [`is_money`], else a count.
    Exact(i128),
    /// The quotient is the value as shown: in currency units, orders, or without a unit.
    Ratio { num: i128, den: i128 },
    /// No value, and why.
    None(&'static str),
}

pub(crate) type Numbers = BTreeMap<&'static str, Num>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) totals: Numbers,
    /// By revenue, then name.
    pub(crate) platforms: Vec<(String, Numbers)>,
    pub(crate) top: Vec<String>,
    /// In roster order, then the ids that are not in the roster by code point.
    pub(crate) influencers: Vec<(String, Numbers)>,
    /// Date, revenue, orders, organic revenue; days on which all three are 0 are left out.
    pub(crate) daily: Vec<(String, i128, i128, i128)>,
}

/// Whether an exact number counts micros.
pub(crate) fn is_money(name: &str) -> bool {
    [
        "revenue",
        "organic_revenue",
        "other_revenue",
        "spend",
        "baseline",
        "incremental_revenue",
        "contribution",
        "profit",
        "unallocated_spend",
        "unassigned_baseline",
        "organic_outside_campaigns",
    ]
    .contains(&name)
}

pub(crate) fn answer(facts: &Facts, question: &Question) -> Answer {
    let lines = passing_lines(facts, question);
    let everybody: BTreeSet<String> = lines.iter().map(|line| line.id.clone()).collect();
    let revenue = sums(facts, question, &everybody).revenue;
    let of = |ids: &BTreeSet<String>| metrics(question, &sums(facts, question, ids), revenue);
    let influencers: Vec<(String, Numbers)> =
        lines.iter().map(|line| (shown(&line.id), of(&BTreeSet::from([line.id.clone()])))).collect();
    Answer {
        totals: totals(facts, question, &everybody),
        platforms: platforms(&lines, of),
        top: top(&influencers),
        influencers,
        daily: daily(facts, question, &everybody),
    }
}

// ---- The influencer side -------------------------------------------------------------------------------------------

/// One line of the table of influencers.
struct Line {
    id: String,
    name: String,
    category: String,
    gender: String,
    platform: String,
    tier: String,
    in_roster: bool,
}

fn passing_lines(facts: &Facts, question: &Question) -> Vec<Line> {
    let mut lines = roster_lines(facts);
    let known: BTreeSet<String> = lines.iter().map(|line| line.id.clone()).collect();
    for id in ids_in_rows(facts) {
        if !known.contains(&id) {
            lines.push(line_without_person(id));
        }
    }
    lines.retain(|line| passes_people_side(question, line));
    lines
}

fn roster_lines(facts: &Facts) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for person in &facts.people {
        if seen.insert(person.id.clone()) {
            lines.push(Line {
                id: person.id.clone(),
                name: person.name.clone(),
                category: person.category.clone(),
                gender: person.gender.clone(),
                platform: person.platform.clone(),
                tier: tier(person.followers),
                in_roster: true,
            });
        }
    }
    lines
}

fn ids_in_rows(facts: &Facts) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for sale in &facts.sales {
        if sale.class == Class::Influencer {
            ids.insert(sale.influencer.clone());
        }
    }
    for payment in &facts.payments {
        ids.insert(payment.influencer.clone());
    }
    for post in &facts.posts {
        ids.insert(post.influencer.clone());
    }
    ids
}

fn line_without_person(id: String) -> Line {
    Line {
        name: shown(&id),
        id,
        category: String::new(),
        gender: String::new(),
        platform: String::new(),
        tier: String::new(),
        in_roster: false,
    }
}

fn tier(followers: Option<i64>) -> String {
    let name = match followers {
        None => "",
        Some(followers) if followers < 10_000 => "nano",
        Some(followers) if followers < 100_000 => "micro",
        Some(followers) if followers < 500_000 => "mid",
        Some(followers) if followers < 1_000_000 => "macro",
        Some(_) => "mega",
    };
    name.to_string()
}

fn passes_people_side(question: &Question, line: &Line) -> bool {
    let part = question.q.trim().to_lowercase();
    let named = part.is_empty() || (line.in_roster && line.name.to_lowercase().contains(&part));
    named
        && chosen(&question.category, &line.category)
        && chosen(&question.platform, &line.platform)
        && chosen(&question.gender, &line.gender)
        && chosen(&question.tier, &line.tier)
        && chosen(&question.influencer, &line.id)
}

fn people_side_is_on(question: &Question) -> bool {
    !question.category.is_empty()
        || !question.platform.is_empty()
        || !question.gender.is_empty()
        || !question.tier.is_empty()
        || !question.influencer.is_empty()
        || !question.q.trim().is_empty()
}

// ---- The sales side ------------------------------------------------------------------------------------------------

fn passes_sales_side(question: &Question, place: &Place) -> bool {
    chosen(&question.brand, &place.brand)
        && chosen(&question.product, &place.product)
        && chosen(&question.campaign, &place.campaign)
        && in_days(question, &place.day)
}

fn sales_side_is_on(question: &Question) -> bool {
    posts_are_not_filtered(question) || question.from.is_some() || question.to.is_some()
}

/// The filters that posts cannot answer to.
fn posts_are_not_filtered(question: &Question) -> bool {
    !question.brand.is_empty() || !question.product.is_empty() || !question.campaign.is_empty()
}

/// What organic and other rows answer to: never the campaign and never the person.
fn passes_as_organic(question: &Question, sale: &Sale) -> bool {
    chosen(&question.brand, &sale.brand) && chosen(&question.product, &sale.product) && in_days(question, &sale.day)
}

fn in_days(question: &Question, day: &str) -> bool {
    let after = question.from.as_deref().is_none_or(|from| day >= from);
    let before = question.to.as_deref().is_none_or(|to| day <= to);
    after && before
}

fn chosen(values: &[String], value: &str) -> bool {
    values.is_empty() || values.contains(&shown(value))
}

fn shown(text: &str) -> String {
    if text.is_empty() { NONE } else { text }.to_string()
}

// ---- Spend: each payment spread over the payee's own sales ---------------------------------------------------------

/// A cell of sales; the order of the fields is the key order of docs/metrics.md.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    day: String,
    brand: String,
    product: String,
    campaign: String,
}

/// A piece of what somebody is paid, and where it lies.
struct SpendPart {
    influencer: String,
    amount: i128,
    lies: Lies,
}

enum Lies {
    OnSales(Place),
    /// The payee sold nothing of what the payment names: what it does not name is blank, and unknown.
    Named {
        brand: String,
        campaign: String,
    },
}

fn spend_parts(facts: &Facts) -> Vec<SpendPart> {
    let mut parts = Vec::new();
    for (payment, amount) in payments_of_one_kind(facts) {
        let cells = cells_for(facts, &payment);
        let weights = weights_for(&payment, &cells);
        if weights.iter().sum::<i128>() == 0 {
            let lies = Lies::Named { brand: payment.brand, campaign: payment.campaign };
            parts.push(SpendPart { influencer: payment.influencer, amount, lies });
            continue;
        }
        for ((place, _), amount) in cells.iter().zip(shares(amount, &weights)) {
            let lies = Lies::OnSales(place.clone());
            parts.push(SpendPart { influencer: payment.influencer.clone(), amount, lies });
        }
    }
    parts
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct PaymentKind {
    influencer: String,
    by_order: bool,
    brand: String,
    campaign: String,
}

fn payments_of_one_kind(facts: &Facts) -> BTreeMap<PaymentKind, i128> {
    let mut amounts = BTreeMap::new();
    for payment in &facts.payments {
        let kind = PaymentKind {
            influencer: payment.influencer.clone(),
            by_order: payment.basis.to_lowercase().contains("order"),
            brand: payment.brand.clone(),
            campaign: payment.campaign.clone(),
        };
        *amounts.entry(kind).or_insert(0) += payment.amount;
    }
    amounts
}

struct Sold {
    orders: i128,
    revenue: i128,
}

fn cells_for(facts: &Facts, payment: &PaymentKind) -> BTreeMap<Place, Sold> {
    let mut cells = BTreeMap::new();
    for sale in &facts.sales {
        let meant = sale.class == Class::Influencer
            && sale.influencer == payment.influencer
            && (payment.brand.is_empty() || payment.brand == sale.brand)
            && (payment.campaign.is_empty() || payment.campaign == sale.campaign);
        if meant {
            let cell = cells.entry(place(sale)).or_insert(Sold { orders: 0, revenue: 0 });
            cell.orders += i128::from(sale.orders);
            cell.revenue += sale.revenue;
        }
    }
    cells
}

fn place(sale: &Sale) -> Place {
    Place {
        day: sale.day.clone(),
        brand: sale.brand.clone(),
        product: sale.product.clone(),
        campaign: sale.campaign.clone(),
    }
}

fn weights_for(payment: &PaymentKind, cells: &BTreeMap<Place, Sold>) -> Vec<i128> {
    let orders: Vec<i128> = cells.values().map(|sold| sold.orders.max(0)).collect();
    let revenue: Vec<i128> = cells.values().map(|sold| sold.revenue.max(0)).collect();
    let (first, second) = if payment.by_order { (orders, revenue) } else { (revenue, orders) };
    if first.iter().sum::<i128>() == 0 { second } else { first }
}

/// Whole micros by running totals.
fn shares(total: i128, weights: &[i128]) -> Vec<i128> {
    let all: i128 = weights.iter().sum();
    let mut parts = Vec::new();
    let (mut passed, mut given) = (0, 0);
    for weight in weights {
        passed += weight;
        let due = total.abs() * passed / all;
        parts.push((due - given) * total.signum());
        given = due;
    }
    parts
}

// ---- Baseline: organic sales split among those who sold the brand --------------------------------------------------

/// Organic money and who carries it; nobody when it is unassigned.
struct BaselinePart {
    amount: i128,
    carrier: Option<(String, String)>,
}

fn baseline_parts(facts: &Facts, question: &Question) -> Vec<BaselinePart> {
    let mut parts = Vec::new();
    for ((brand, _), amount) in organic_amounts(facts, question) {
        let carriers = carriers(facts, question, &brand);
        let weights: Vec<i128> = carriers.values().map(|revenue| (*revenue).max(0)).collect();
        if weights.iter().sum::<i128>() == 0 {
            parts.push(BaselinePart { amount, carrier: None });
            continue;
        }
        for (carrier, amount) in carriers.into_keys().zip(shares(amount, &weights)) {
            parts.push(BaselinePart { amount, carrier: Some(carrier) });
        }
    }
    parts
}

/// By brand and product, on the days that the baseline has.
fn organic_amounts(facts: &Facts, question: &Question) -> BTreeMap<(String, String), i128> {
    let mut amounts = BTreeMap::new();
    let has_all_days = question.method == Method::Literal || !question.on_campaign_days;
    let days = if has_all_days { BTreeMap::new() } else { campaign_days::of(facts) };
    for sale in &facts.sales {
        let counts = has_all_days || days.get(&sale.brand).is_some_and(|days| days.contains(&sale.day));
        if sale.class == Class::Organic && passes_as_organic(question, sale) && counts {
            let key = (sale.brand.clone(), sale.product.clone());
            *amounts.entry(key).or_insert(0) += sale.revenue;
        }
    }
    amounts
}

/// Revenue by influencer and campaign of those who sold the brand in the chosen days, whatever else is chosen.
fn carriers(facts: &Facts, question: &Question, brand: &str) -> BTreeMap<(String, String), i128> {
    let mut revenue = BTreeMap::new();
    for sale in &facts.sales {
        let sold = sale.class == Class::Influencer && in_days(question, &sale.day);
        if sold && (brand.is_empty() || brand == sale.brand) {
            let key = (sale.influencer.clone(), sale.campaign.clone());
            *revenue.entry(key).or_insert(0) += sale.revenue;
        }
    }
    revenue
}

// ---- Sums ----------------------------------------------------------------------------------------------------------

/// What is summed for a set of influencers before any metric is computed.
struct Sums {
    revenue: i128,
    orders: i128,
    spend: i128,
    posts: i128,
    reach: i128,
    likes: i128,
    comments: i128,
    contribution: i128,
    baseline: Result<i128, &'static str>,
}

fn sums(facts: &Facts, question: &Question, ids: &BTreeSet<String>) -> Sums {
    let mut sums = Sums {
        revenue: 0,
        orders: 0,
        spend: spend(facts, question, ids),
        posts: 0,
        reach: 0,
        likes: 0,
        comments: 0,
        contribution: contribution(facts, question, ids),
        baseline: baseline_of_people(facts, question, ids),
    };
    for sale in &facts.sales {
        if is_counted(question, ids, sale) {
            sums.revenue += sale.revenue;
            sums.orders += i128::from(sale.orders);
        }
    }
    for post in &facts.posts {
        if ids.contains(&post.influencer) && in_days(question, &post.day) {
            sums.posts += 1;
            sums.reach += i128::from(post.reach);
            sums.likes += i128::from(post.likes);
            sums.comments += i128::from(post.comments);
        }
    }
    sums
}

/// Revenue times the margin of its brand, rounded once for each influencer and brand.
fn contribution(facts: &Facts, question: &Question, ids: &BTreeSet<String>) -> i128 {
    let mut revenue: BTreeMap<(String, String), i128> = BTreeMap::new();
    for sale in &facts.sales {
        if is_counted(question, ids, sale) {
            *revenue.entry((sale.influencer.clone(), shown(&sale.brand))).or_insert(0) += sale.revenue;
        }
    }
    let mut contribution = 0;
    for ((_, brand), revenue) in revenue {
        let margin = question.margins.get(&brand).copied().or(question.margin);
        contribution += half_even(revenue * margin.map_or(WHOLE, i128::from), WHOLE);
    }
    contribution
}

/// The nearest whole number; of two the even one.
fn half_even(num: i128, den: i128) -> i128 {
    let below = num.div_euclid(den);
    match (2 * (num - below * den)).cmp(&den) {
        std::cmp::Ordering::Less => below,
        std::cmp::Ordering::Greater => below + 1,
        std::cmp::Ordering::Equal => below + below.rem_euclid(2),
    }
}

fn is_counted(question: &Question, ids: &BTreeSet<String>, sale: &Sale) -> bool {
    sale.class == Class::Influencer && ids.contains(&sale.influencer) && passes_sales_side(question, &place(sale))
}

fn spend(facts: &Facts, question: &Question, ids: &BTreeSet<String>) -> i128 {
    let mut spend = 0;
    if question.method == Method::Literal {
        for payment in &facts.payments {
            if ids.contains(&payment.influencer) {
                spend += payment.amount;
            }
        }
        return spend;
    }
    for part in spend_parts(facts) {
        let counts = match &part.lies {
            Lies::OnSales(place) => passes_sales_side(question, place),
            Lies::Named { brand, campaign } => {
                passes_as_named(question, brand, campaign) && !asks_what_is_unknown(question, brand, campaign)
            }
        };
        if counts && ids.contains(&part.influencer) {
            spend += part.amount;
        }
    }
    spend
}

/// What only an unknown field keeps out; all that lies on no sale where nothing of the sales is asked.
fn unallocated_spend(facts: &Facts, question: &Question, ids: &BTreeSet<String>) -> i128 {
    let mut unallocated = 0;
    for part in spend_parts(facts) {
        if let Lies::Named { brand, campaign } = &part.lies
            && ids.contains(&part.influencer)
            && passes_as_named(question, brand, campaign)
            && (asks_what_is_unknown(question, brand, campaign) || !sales_side_is_on(question))
        {
            unallocated += part.amount;
        }
    }
    unallocated
}

/// Whether what a payment names is chosen, whatever it does not name.
fn passes_as_named(question: &Question, brand: &str, campaign: &str) -> bool {
    (brand.is_empty() || chosen(&question.brand, brand))
        && (campaign.is_empty() || chosen(&question.campaign, campaign))
}

/// A payment never says which product was sold, nor when.
fn asks_what_is_unknown(question: &Question, brand: &str, campaign: &str) -> bool {
    (brand.is_empty() && !question.brand.is_empty())
        || (campaign.is_empty() && !question.campaign.is_empty())
        || !question.product.is_empty()
        || question.from.is_some()
        || question.to.is_some()
}

/// Without what nobody carries. That literal knows no baseline of a person comes before there being none at all.
fn baseline_of_people(facts: &Facts, question: &Question, ids: &BTreeSet<String>) -> Result<i128, &'static str> {
    if question.method == Method::Literal {
        return Err("not_defined_literal");
    }
    if !has_organic_rows(facts) {
        return Err("no_baseline");
    }
    let mut baseline = 0;
    for part in baseline_parts(facts, question) {
        if let Some((influencer, campaign)) = part.carrier
            && ids.contains(&influencer)
            && chosen(&question.campaign, &campaign)
        {
            baseline += part.amount;
        }
    }
    Ok(baseline)
}

fn baseline_of_totals(facts: &Facts, question: &Question, ids: &BTreeSet<String>) -> Result<i128, &'static str> {
    if !has_organic_rows(facts) {
        return Err("no_baseline");
    }
    if question.method == Method::Literal {
        return Ok(organic_amounts(facts, question).values().sum());
    }
    let people = baseline_of_people(facts, question, ids)?;
    if people_side_is_on(question) || !question.campaign.is_empty() {
        return Ok(people);
    }
    Ok(people + unassigned_baseline(facts, question))
}

fn unassigned_baseline(facts: &Facts, question: &Question) -> i128 {
    let mut unassigned = 0;
    for part in baseline_parts(facts, question) {
        if part.carrier.is_none() {
            unassigned += part.amount;
        }
    }
    unassigned
}

fn has_organic_rows(facts: &Facts) -> bool {
    facts.sales.iter().any(|sale| sale.class == Class::Organic)
}

// ---- Metrics -------------------------------------------------------------------------------------------------------

fn metrics(question: &Question, sums: &Sums, revenue_of_totals: i128) -> Numbers {
    let incremental = sums.baseline.map(|baseline| sums.revenue - baseline);
    Numbers::from([
        ("revenue", Num::Exact(sums.revenue)),
        ("orders", Num::Exact(sums.orders)),
        ("spend", Num::Exact(sums.spend)),
        ("posts", Num::Exact(sums.posts)),
        ("reach", Num::Exact(sums.reach)),
        ("likes", Num::Exact(sums.likes)),
        ("comments", Num::Exact(sums.comments)),
        ("baseline", exact(sums.baseline)),
        ("incremental_revenue", exact(incremental)),
        ("roas", ratio(sums.revenue, sums.spend, "no_spend")),
        ("incremental_roas", incremental_roas(incremental, sums.spend)),
        ("roi", ratio(sums.revenue - sums.spend, sums.spend, "no_spend")),
        ("contribution", Num::Exact(sums.contribution)),
        ("profit", Num::Exact(sums.contribution - sums.spend)),
        ("return_on_spend", ratio(sums.contribution, sums.spend, "no_spend")),
        ("break_even_roas", ratio(sums.revenue, sums.contribution, "no_contribution")),
        ("aov", ratio(sums.revenue, sums.orders * MICROS, "no_orders")),
        ("cost_per_order", ratio(sums.spend, sums.orders * MICROS, "no_orders")),
        ("revenue_share", ratio(sums.revenue, revenue_of_totals, "no_revenue")),
        ("engagement_rate", engagement_rate(sums)),
        ("cpm", cpm(question, sums)),
        ("cpe", cpe(question, sums)),
    ])
}

fn exact(value: Result<i128, &'static str>) -> Num {
    match value {
        Ok(value) => Num::Exact(value),
        Err(reason) => Num::None(reason),
    }
}

fn ratio(num: i128, den: i128, reason: &'static str) -> Num {
    if den == 0 { Num::None(reason) } else { Num::Ratio { num, den } }
}

fn incremental_roas(incremental: Result<i128, &'static str>, spend: i128) -> Num {
    match incremental {
        Err(reason) => Num::None(reason),
        Ok(incremental) => ratio(incremental, spend, "no_spend"),
    }
}

fn engagement_rate(sums: &Sums) -> Num {
    if sums.posts == 0 {
        return Num::None("no_posts");
    }
    ratio(sums.likes + sums.comments, sums.reach, "no_reach")
}

fn cpm(question: &Question, sums: &Sums) -> Num {
    if sums.posts == 0 {
        return Num::None("no_posts");
    }
    if posts_are_not_filtered(question) {
        return Num::None("posts_not_filtered");
    }
    ratio(1_000 * sums.spend, sums.reach * MICROS, "no_reach")
}

fn cpe(question: &Question, sums: &Sums) -> Num {
    if sums.posts == 0 {
        return Num::None("no_posts");
    }
    if posts_are_not_filtered(question) {
        return Num::None("posts_not_filtered");
    }
    let engagements = sums.likes + sums.comments;
    ratio(sums.spend, engagements * MICROS, "no_engagement")
}

fn totals(facts: &Facts, question: &Question, ids: &BTreeSet<String>) -> Numbers {
    let mut sums = sums(facts, question, ids);
    sums.baseline = baseline_of_totals(facts, question, ids);
    let mut totals = metrics(question, &sums, sums.revenue);
    for (class, revenue_name, orders_name) in
        [(Class::Organic, "organic_revenue", "organic_orders"), (Class::Other, "other_revenue", "other_orders")]
    {
        let (mut revenue, mut orders) = (0, 0);
        for sale in &facts.sales {
            if sale.class == class && passes_as_organic(question, sale) {
                revenue += sale.revenue;
                orders += i128::from(sale.orders);
            }
        }
        totals.insert(revenue_name, Num::Exact(revenue));
        totals.insert(orders_name, Num::Exact(orders));
    }
    let unallocated = unallocated_spend(facts, question, ids);
    totals.insert("unallocated_spend", Num::Exact(unallocated));
    let unassigned = unassigned_baseline(facts, question);
    totals.insert("unassigned_baseline", Num::Exact(unassigned));
    add_readings(&mut totals, facts, question, ids);
    totals
}

fn add_readings(totals: &mut Numbers, facts: &Facts, question: &Question, ids: &BTreeSet<String>) {
    let organic = |on_campaign_days| {
        let question = Question { method: Method::Allocated, on_campaign_days, ..question.clone() };
        organic_amounts(facts, &question).values().sum::<i128>()
    };
    totals.insert("organic_outside_campaigns", Num::Exact(organic(false) - organic(true)));
    let spend = sums(facts, question, ids).spend;
    for (name, on_campaign_days) in [("incremental_roas_all_days", false), ("incremental_roas_campaign_days", true)] {
        let reading = Question { on_campaign_days, ..question.clone() };
        let incremental = match baseline_of_totals(facts, &reading, ids) {
            Ok(_) if on_campaign_days && question.method == Method::Literal => Err("not_defined_literal"),
            baseline => baseline.map(|baseline| sums(facts, question, ids).revenue - baseline),
        };
        totals.insert(name, incremental_roas(incremental, spend));
    }
}

// ---- Lists ---------------------------------------------------------------------------------------------------------

fn platforms(lines: &[Line], of: impl Fn(&BTreeSet<String>) -> Numbers) -> Vec<(String, Numbers)> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in lines {
        let platform = ids.entry(shown(&line.platform)).or_default();
        platform.insert(line.id.clone());
    }
    let mut platforms: Vec<(String, Numbers)> = ids.iter().map(|(name, ids)| (name.clone(), of(ids))).collect();
    platforms.sort_by_key(|(name, numbers)| (-revenue_in(numbers), name.clone()));
    platforms
}

fn top(influencers: &[(String, Numbers)]) -> Vec<String> {
    let mut earning: Vec<_> = influencers.iter().filter(|(_, numbers)| revenue_in(numbers) > 0).collect();
    // A stable sort: ties stay in roster order.
    earning.sort_by_key(|(_, numbers)| -revenue_in(numbers));
    earning.iter().take(5).map(|(id, _)| id.clone()).collect()
}

fn revenue_in(numbers: &Numbers) -> i128 {
    match numbers["revenue"] {
        Num::Exact(revenue) => revenue,
        other => panic!("revenue always has a value, not {other:?}"),
    }
}

fn daily(facts: &Facts, question: &Question, ids: &BTreeSet<String>) -> Vec<(String, i128, i128, i128)> {
    let mut days: BTreeMap<String, (i128, i128, i128)> = BTreeMap::new();
    for sale in &facts.sales {
        let day = days.entry(sale.day.clone()).or_default();
        if is_counted(question, ids, sale) {
            day.0 += sale.revenue;
            day.1 += i128::from(sale.orders);
        }
        if sale.class == Class::Organic && passes_as_organic(question, sale) {
            day.2 += sale.revenue;
        }
    }
    days.retain(|_, sums| *sums != (0, 0, 0));
    days.into_iter().map(|(day, (revenue, orders, organic))| (day, revenue, orders, organic)).collect()
}

// ---- Numbers as text and doubles -----------------------------------------------------------------------------------

impl Num {
    /// The nearest double of a ratio: division by hand to more digits than a double has, a last digit for what is left
    /// over, and the standard library's exact reading of the text. No value for anything but a ratio.
    pub(crate) fn nearest_double(&self) -> Option<f64> {
        let Num::Ratio { num, den } = *self else {
            return None;
        };
        let sign = if (num < 0) == (den < 0) { "" } else { "-" };
        let (num, den) = (num.unsigned_abs(), den.unsigned_abs());
        let mut text = format!("{sign}{}.", num / den);
        let mut rest = num % den;
        let mut significant = if num < den { 0 } else { 1 };
        while rest > 0 && significant < 40 {
            rest *= 10;
            text.push_str(&(rest / den).to_string());
            significant += i32::from(significant > 0 || rest / den > 0);
            rest %= den;
        }
        text.push(if rest > 0 { '1' } else { '0' });
        text.parse().ok()
    }
}

/// Micros as a decimal without needless zeros: `-12.5`, `7`.
pub(crate) fn decimal(micros: i128) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let (whole, rest) = (micros.abs() / MICROS, micros.abs() % MICROS);
    let text = format!("{sign}{whole}.{rest:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}
