//! Is the oracle itself right? The golden figures worked by hand, the sum rules by chance, and the corners where
//! docs/metrics.md has a sentence of its own.

use std::collections::BTreeSet;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use super::*;
use crate::{golden, tiny};

fn paid(influencer: &str, basis: &str, rupees: i128) -> Payment {
    Payment {
        influencer: influencer.to_string(),
        basis: basis.to_string(),
        amount: rupees * MICROS,
        brand: String::new(),
        campaign: String::new(),
    }
}

fn some(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| value.to_string()).collect()
}

fn with_method(method: Method, question: &Question) -> Question {
    Question { method, ..question.clone() }
}

fn both(question: &Question) -> [Answer; 2] {
    [Method::Literal, Method::Allocated].map(|method| answer(&golden::facts(), &with_method(method, question)))
}

fn shown_ratio(answer: &Answer, name: &str) -> f64 {
    answer.totals[name].nearest_double().expect("a ratio")
}

fn rupees(value: i128) -> Num {
    Num::Exact(value * MICROS)
}

#[test]
fn without_filters_both_methods_give_the_published_figures() {
    for answer in both(&Question::default()) {
        assert_eq!(answer.totals["revenue"], rupees(341_000));
        assert_eq!(answer.totals["spend"], rupees(396_600));
        assert_eq!(answer.totals["orders"], Num::Exact(1015));
        assert_eq!(answer.totals["baseline"], rupees(300_000));
        assert_eq!(shown_ratio(&answer, "roas"), 0.8598083711548159);
        assert_eq!(shown_ratio(&answer, "incremental_roas"), 0.10337871911245587);
        assert_eq!(answer.top, ["4", "1", "6", "2", "3"]);
        let platforms: Vec<_> =
            (answer.platforms.iter()).map(|(name, numbers)| (name.as_str(), numbers["revenue"])).collect();
        let expected = [("YouTube", 173_000), ("Instagram", 163_000), ("Twitter", 5_000)];
        assert_eq!(platforms, expected.map(|(name, revenue)| (name, rupees(revenue))));
    }
}

#[test]
fn on_twitter_sharing_out_turns_minus_184_into_1_63() {
    let question = Question { platform: some(&["Twitter"]), ..Question::default() };
    let [literal, allocated] = both(&question);
    // (5,000 − 300,000) / 1,600 against (5,000 − 60,000 · 5,000/125,000) / 1,600.
    assert_eq!(shown_ratio(&literal, "incremental_roas"), -184.375);
    assert_eq!(shown_ratio(&allocated, "incremental_roas"), 1.625);
    assert_eq!(allocated.totals["baseline"], rupees(2_400));
}

#[test]
fn for_muscleblaze_only_its_own_payouts_count_when_shared_out() {
    let question = Question { brand: some(&["MuscleBlaze"]), ..Question::default() };
    let [literal, allocated] = both(&question);
    assert_eq!(shown_ratio(&literal, "incremental_roas"), -2_000.0 / 396_600.0);
    assert_eq!(shown_ratio(&allocated, "incremental_roas"), -2_000.0 / 140_000.0);
    assert_eq!(allocated.totals["unallocated_spend"], rupees(0));
}

#[test]
fn a_name_search_for_sin_finds_vikram_singh_with_the_whole_baseline_in_literal() {
    let question = Question { q: " SiN ".to_string(), ..Question::default() };
    let [literal, _] = both(&question);
    assert_eq!(literal.influencers.len(), 1);
    assert_eq!(shown_ratio(&literal, "incremental_roas"), -1.2);
}

#[test]
fn on_the_first_of_june_a_payment_lies_with_its_share_of_the_payees_revenue() {
    let question =
        Question { from: Some("2024-06-01".to_string()), to: Some("2024-06-01".to_string()), ..Question::default() };
    let [literal, allocated] = both(&question);
    assert_eq!(literal.totals["spend"], rupees(396_600));
    // ⌊80,000,000,000 · 45/83⌋ micros.
    assert_eq!(allocated.totals["spend"], Num::Exact(43_373_493_975));
    // Aisha alone sold MuscleBlaze that day; nobody sold the other two brands.
    assert_eq!(allocated.influencers[0].1["baseline"], rupees(150_000));
    assert_eq!(allocated.totals["unassigned_baseline"], rupees(150_000));
    assert_eq!(allocated.totals["baseline"], rupees(300_000));
}

#[test]
fn literal_has_no_baseline_of_one_influencer_and_no_influencer_has_posts() {
    let [literal, _] = both(&Question::default());
    for (_, numbers) in literal.influencers.iter().chain(&literal.platforms) {
        for name in ["baseline", "incremental_revenue", "incremental_roas"] {
            assert_eq!(numbers[name], Num::None("not_defined_literal"));
        }
        assert_eq!(numbers["cpm"], Num::None("no_posts"));
    }
}

// ---- Corners -------------------------------------------------------------------------------------------------------

#[test]
fn without_organic_rows_there_is_no_baseline_and_an_unpaid_selection_has_no_roas() {
    let mut facts = golden::facts();
    facts.sales.retain(|sale| sale.class == Class::Influencer);
    facts.payments.clear();
    let totals = answer(&facts, &Question::default()).totals;
    assert_eq!(totals["baseline"], Num::None("no_baseline"));
    assert_eq!(totals["incremental_roas"], Num::None("no_baseline"));
    assert_eq!(totals["roas"], Num::None("no_spend"));
    assert_eq!(totals["unassigned_baseline"], rupees(0));
}

#[test]
fn a_payment_for_a_campaign_the_payee_never_sold_in_counts_under_that_campaign() {
    let mut facts = golden::facts();
    facts.payments[4].campaign = "Diwali".to_string();
    let spend = |question: Question| {
        let totals = totals_of(&facts, &question);
        (totals["spend"], totals["unallocated_spend"])
    };
    let diwali = || Question { campaign: some(&["Diwali"]), ..Question::default() };
    let gritzo = || Question { brand: some(&["Gritzo"]), ..Question::default() };
    let monsoon = || Question { campaign: some(&["Monsoon"]), ..Question::default() };
    assert_eq!(spend(Question::default()), (rupees(396_600), rupees(1_600)));
    assert_eq!(spend(diwali()), (rupees(1_600), rupees(0)));
    assert_eq!(spend(monsoon()).1, rupees(0));
    // It may have been for Gritzo, or for another brand, and nobody knows when it sold.
    assert_eq!(spend(gritzo()), (rupees(150_000), rupees(1_600)));
    assert_eq!(spend(Question { brand: some(&["Gritzo"]), ..diwali() }), (rupees(0), rupees(1_600)));
    assert_eq!(spend(Question { brand: some(&["Gritzo"]), ..monsoon() }).1, rupees(0));
    assert_eq!(spend(Question { brand: some(&[NONE]), ..diwali() }), (rupees(0), rupees(1_600)));
    assert_eq!(spend(Question { to: Some("2030-01-01".to_string()), ..diwali() }), (rupees(0), rupees(1_600)));
}

#[test]
fn somebody_paid_who_is_not_in_the_roster_gets_a_line_that_no_name_search_finds() {
    let mut facts = golden::facts();
    facts.payments.push(paid("ghost", "post", 10));
    facts.payments.push(paid("", "post", 20));
    let lines = answer(&facts, &Question::default()).influencers;
    let ids: Vec<&str> = lines.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6", NONE, "ghost"]);
    let found = |question| answer(&facts, &question).influencers.len();
    assert_eq!(found(Question { q: "ghost".to_string(), ..Question::default() }), 0);
    assert_eq!(found(Question { tier: some(&[NONE]), ..Question::default() }), 2);
    assert_eq!(found(Question { influencer: some(&[NONE]), ..Question::default() }), 1);
}

#[test]
fn a_negative_total_is_shared_by_its_absolute_value() {
    assert_eq!(shares(-10, &[1, 1, 1]), [-3, -3, -4]);
    assert_eq!(shares(10, &[1, 0, 2]), [3, 0, 7]);
}

#[test]
fn a_ratio_is_the_nearest_double_of_its_exact_quotient() {
    for (num, den) in [(1, 3), (-295_000, 1_600), (1, 1_000_000_007), (2, -3), (9_007_199_254_740_993, 1)] {
        let double = Num::Ratio { num, den }.nearest_double();
        assert_eq!(double, Some(num as f64 / den as f64));
    }
    // Both sides are beyond 2⁵³, where dividing doubles rounds twice.
    let (num, den) = (1_000_000_000_000_000_000_001, 999_999_999_999_999_999_999);
    assert_eq!(Num::Ratio { num, den }.nearest_double(), Some(1.0));
}

#[test]
fn micros_are_printed_without_needless_zeros() {
    let printed = [0, 1, -1_500_000, 10_000_000, 123_456_789].map(decimal);
    assert_eq!(printed, ["0", "0.000001", "-1.5", "10", "123.456789"]);
}

// ---- Rules on chance -----------------------------------------------------------------------------------------------

const RANDOM_FACTS: u64 = 500;

fn each_random_case(mut check: impl FnMut(&Facts, &mut Pcg64)) {
    for seed in 0..RANDOM_FACTS {
        let mut rng = Pcg64::seed_from_u64(seed);
        let facts = tiny::random_facts(&mut rng);
        check(&facts, &mut rng);
    }
}

/// Without the lists, which the rules ask for hundreds of thousands of times.
fn totals_of(facts: &Facts, question: &Question) -> Numbers {
    let ids = passing_lines(facts, question).into_iter().map(|line| line.id).collect();
    totals(facts, question, &ids)
}

#[test]
fn with_no_filter_both_methods_give_the_same_totals() {
    each_random_case(|facts, _| {
        let [literal, allocated] = [Method::Literal, Method::Allocated].map(|method| {
            let mut totals = totals_of(facts, &with_method(method, &Question::default()));
            // The published formula knows no campaign days.
            totals.remove("incremental_roas_campaign_days");
            totals
        });
        assert_eq!(literal, allocated);
    });
}

#[test]
fn under_brand_product_and_date_filters_alone_both_methods_have_the_same_baseline() {
    each_random_case(|facts, rng| {
        let random = tiny::random_question(rng, facts);
        let question = Question {
            brand: random.brand,
            product: random.product,
            from: random.from,
            to: random.to,
            ..Question::default()
        };
        let [literal, allocated] = [Method::Literal, Method::Allocated]
            .map(|method| totals_of(facts, &with_method(method, &question))["baseline"]);
        assert_eq!(literal, allocated);
    });
}

#[test]
fn the_order_of_the_rows_changes_nothing() {
    each_random_case(|facts, rng| {
        let question = tiny::random_question(rng, facts);
        let before = answer(facts, &question);
        let mut facts = facts.clone();
        facts.sales.shuffle(rng);
        facts.payments.shuffle(rng);
        facts.posts.shuffle(rng);
        assert_eq!(answer(&facts, &question), before);
    });
}

#[test]
fn the_days_and_the_platforms_sum_to_the_totals() {
    each_random_case(|facts, rng| {
        let answer = answer(facts, &tiny::random_question(rng, facts));
        let sum = |of: fn(&(String, i128, i128, i128)) -> i128| Num::Exact(answer.daily.iter().map(of).sum());
        assert_eq!(sum(|day| day.1), answer.totals["revenue"]);
        assert_eq!(sum(|day| day.2), answer.totals["orders"]);
        assert_eq!(sum(|day| day.3), answer.totals["organic_revenue"]);
        for name in ["revenue", "orders", "spend", "posts", "reach"] {
            assert_eq!(Num::Exact(sum_of(&answer.platforms, name)), answer.totals[name]);
            assert_eq!(Num::Exact(sum_of(&answer.influencers, name)), answer.totals[name]);
        }
    });
}

fn sum_of(lines: &[(String, Numbers)], name: &str) -> i128 {
    lines.iter().map(|(_, numbers)| amount(numbers, name)).sum()
}

fn amount(numbers: &Numbers, name: &str) -> i128 {
    match numbers[name] {
        Num::Exact(amount) => amount,
        other => panic!("{name} is {other:?}"),
    }
}

/// How a selection is cut into parts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Split {
    Influencer,
    Platform,
    Brand,
    Product,
    Campaign,
    Day,
}

const SPLITS: [Split; 6] =
    [Split::Influencer, Split::Platform, Split::Brand, Split::Product, Split::Campaign, Split::Day];

impl Split {
    fn parts(self, facts: &Facts) -> BTreeSet<String> {
        let lines = passing_lines(facts, &Question::default());
        let of_lines = |value: fn(&Line) -> &str| lines.iter().map(|line| shown(value(line))).collect();
        let of_sales =
            |value: fn(&Sale) -> &str| facts.sales.iter().map(|sale| shown(value(sale))).collect::<BTreeSet<String>>();
        let named = |value: fn(&Payment) -> &str| facts.payments.iter().map(value).filter(|name| !name.is_empty());
        match self {
            Split::Influencer => of_lines(|line| &line.id),
            Split::Platform => of_lines(|line| &line.platform),
            Split::Brand => {
                of_sales(|sale| &sale.brand).into_iter().chain(named(|paid| &paid.brand).map(shown)).collect()
            }
            Split::Product => of_sales(|sale| &sale.product),
            Split::Campaign => {
                of_sales(|sale| &sale.campaign).into_iter().chain(named(|paid| &paid.campaign).map(shown)).collect()
            }
            Split::Day => of_sales(|sale| &sale.day),
        }
    }

    /// The question for one part, or for all of them with no value for its dimension.
    fn narrowed(self, question: &Question, part: Option<&String>) -> Question {
        let mut question = question.clone();
        let values = part.cloned().into_iter().collect();
        match self {
            Split::Influencer => question.influencer = values,
            Split::Platform => question.platform = values,
            Split::Brand => question.brand = values,
            Split::Product => question.product = values,
            Split::Campaign => question.campaign = values,
            Split::Day => (question.from, question.to) = (part.cloned(), part.cloned()),
        }
        question
    }
}

#[test]
fn shared_out_the_parts_of_any_split_sum_to_the_whole() {
    each_random_case(|facts, rng| {
        let random = with_method(Method::Allocated, &tiny::random_question(rng, facts));
        for base in [Question::default(), random] {
            for split in SPLITS {
                parts_sum_to_the_whole(facts, split, &split.narrowed(&base, None));
            }
        }
    });
}

fn parts_sum_to_the_whole(facts: &Facts, split: Split, base: &Question) {
    let whole = totals_of(facts, base);
    let mut sums = std::collections::BTreeMap::new();
    for part in split.parts(facts) {
        let part = totals_of(facts, &split.narrowed(base, Some(&part)));
        for name in ["revenue", "orders", "spend", "unallocated_spend", "baseline", "incremental_revenue"] {
            if let Num::Exact(amount) = part[name] {
                *sums.entry(name).or_insert(0) += amount;
            }
        }
    }
    let sum = |name| sums.get(name).copied().unwrap_or(0);
    assert_eq!(sum("revenue"), amount(&whole, "revenue"), "{split:?} {base:?}");
    assert_eq!(sum("orders"), amount(&whole, "orders"), "{split:?} {base:?}");

    spend_sums_to_the_whole(facts, split, base, &whole, [sum("spend"), sum("unallocated_spend")]);

    if split == Split::Day || !has_organic_rows(facts) {
        return;
    }
    let unowned = if baseline_line_is_left_over(split, base) { amount(&whole, "unassigned_baseline") } else { 0 };
    assert_eq!(sum("baseline") + unowned, amount(&whole, "baseline"), "{split:?} {base:?}");
    let incremental = amount(&whole, "incremental_revenue");
    assert_eq!(sum("incremental_revenue") - unowned, incremental, "{split:?} {base:?}");
}

/// Each part has beside its spend what may be its own: what names it, and what names no part at all. The latter stands in every
/// one of them, and in a part that there is not.
fn spend_sums_to_the_whole(facts: &Facts, split: Split, base: &Question, whole: &Numbers, sums: [i128; 2]) {
    let [spend, unallocated] = sums;
    let (whole_spend, whole_unallocated) = (amount(whole, "spend"), amount(whole, "unallocated_spend"));
    if matches!(split, Split::Influencer | Split::Platform) {
        assert_eq!((spend, unallocated), (whole_spend, whole_unallocated), "{split:?} {base:?}");
        return;
    }
    let of_no_part = totals_of(facts, &split.narrowed(base, Some(&"1999-01-01".to_string())));
    let left = amount(&of_no_part, "unallocated_spend");
    assert_eq!(amount(&of_no_part, "spend"), 0, "{split:?} {base:?}");
    let parts = split.parts(facts).len() as i128;
    // Without a filter on sales what lies on no sale is in the spend.
    let whole_unallocated = if sales_side_is_on(base) { whole_unallocated } else { 0 };
    assert_eq!(spend + unallocated - (parts - 1) * left, whole_spend + whole_unallocated, "{split:?} {base:?}");
    if !sales_side_is_on(base) {
        assert_eq!(spend + left, whole_spend, "{split:?} {base:?}");
    }
}

/// The whole counts what nobody carries, its parts do not.
fn baseline_line_is_left_over(split: Split, base: &Question) -> bool {
    let counted = !people_side_is_on(base) && base.campaign.is_empty();
    counted && !matches!(split, Split::Brand | Split::Product)
}

#[test]
fn contribution_is_rounded_once_for_each_influencer_and_brand() {
    let sale = |influencer: &str, brand: &str, micros: i128| Sale {
        class: Class::Influencer,
        influencer: influencer.to_string(),
        brand: brand.to_string(),
        product: String::new(),
        campaign: String::new(),
        day: "2026-01-01".to_string(),
        orders: 1,
        revenue: micros,
    };
    // Half of 1 and of 3 micros: 0 and 2; the two single micros of one influencer and brand are one amount.
    let sales = [("1", "A", 1), ("1", "A", 1), ("1", "B", 1), ("2", "A", 3), ("2", "", 5), ("2", "B", -3)];
    let sales = sales.map(|(influencer, brand, micros)| sale(influencer, brand, micros)).into();
    let facts = Facts { sales, payments: vec![paid("1", "post", 1)], ..Facts::default() };
    let question = Question { margin: Some(500), margins: [(NONE.to_string(), 1_000)].into(), ..Question::default() };
    let answer = answer(&facts, &question);
    let contribution = |numbers: &Numbers| numbers["contribution"];
    let lines: Vec<Num> = answer.influencers.iter().map(|(_, numbers)| contribution(numbers)).collect();
    assert_eq!(lines, [Num::Exact(1), Num::Exact(2 + 5 - 2)]);
    assert_eq!((contribution(&answer.totals), answer.totals["profit"]), (Num::Exact(6), Num::Exact(6 - MICROS)));
}

#[test]
fn the_random_facts_hold_every_oddity_the_rules_speak_of() {
    let (mut refunds, mut strangers, mut unallocated, mut named, mut unassigned, mut no_organic) = (0, 0, 0, 0, 0, 0);
    each_random_case(|facts, _| {
        let totals = totals_of(facts, &Question::default());
        refunds += u32::from(facts.sales.iter().any(|sale| sale.revenue < 0));
        strangers += u32::from(passing_lines(facts, &Question::default()).iter().any(|line| !line.in_roster));
        unallocated += u32::from(amount(&totals, "unallocated_spend") != 0);
        let brands = Question { brand: some(&["TrueBasics"]), ..Question::default() };
        named += u32::from(amount(&totals_of(facts, &brands), "spend") != 0);
        unassigned += u32::from(amount(&totals, "unassigned_baseline") != 0);
        no_organic += u32::from(!has_organic_rows(facts));
    });
    for seen in [refunds, strangers, unallocated, named, unassigned, no_organic] {
        assert!(seen >= 20, "{seen}");
    }
}

#[test]
fn only_money_is_counted_in_micros() {
    let mut facts = golden::facts();
    let before = totals_of(&facts, &Question::default());
    for sale in &mut facts.sales {
        sale.revenue *= 2;
    }
    for payment in &mut facts.payments {
        payment.amount *= 2;
    }
    for (name, number) in totals_of(&facts, &Question::default()) {
        if let (Num::Exact(before), Num::Exact(after)) = (before[name], number) {
            let doubled = if is_money(name) { 2 * before } else { before };
            assert_eq!(after, doubled, "{name}");
        }
    }
}
