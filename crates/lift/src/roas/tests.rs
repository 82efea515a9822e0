//! What the estimates promise.

use rand_distr::{Distribution as _, StandardUniform};

use super::*;
use crate::random::Seed;

const SPREAD: Spread = Spread { orders: 1.5, bursts: 0.0, order_value: 0.6 };

fn influencer(orders: f64, revenue: f64, spend: f64) -> Influencer {
    Influencer { orders, revenue, spend, weeks: 8, is_paid_per_order: false }
}

/// Twenty influencers with about as many orders for a rupee each, and order values around 1,000.
fn group() -> Vec<Influencer> {
    let orders = [41, 35, 52, 60, 28, 44, 39, 47, 55, 33, 58, 30, 49, 36, 42, 51, 45, 38, 46, 40];
    orders.into_iter().map(f64::from).map(|orders| influencer(orders, orders * 1_000.0, 20_000.0)).collect()
}

fn estimates(influencers: &[Influencer]) -> Vec<Result<RoasEstimate, NoEstimate>> {
    estimates_with(influencers, SPREAD)
}

fn estimates_with(influencers: &[Influencer], spread: Spread) -> Vec<Result<RoasEstimate, NoEstimate>> {
    Posterior::new(influencers, spread).unwrap().estimates(Margin::WHOLE)
}

/// What is said about one more influencer than the group.
fn beside_group(one: Influencer) -> Result<RoasEstimate, NoEstimate> {
    let mut influencers = group();
    influencers.push(one);
    estimates(&influencers)[20]
}

#[test]
fn three_lucky_orders_do_not_make_a_winner() {
    let lucky = beside_group(influencer(3.0, 3_000.0, 200.0)).unwrap();
    assert!(lucky.mean < 7.0 && lucky.lower < 2.5, "raw 15, estimated {lucky:?}");
    assert!(lucky.is_mostly_group);
}

#[test]
fn many_orders_speak_for_themselves() {
    let proven = beside_group(influencer(3_000.0, 3_000_000.0, 200_000.0)).unwrap();
    assert!((13.5..15.5).contains(&proven.mean) && proven.upper - proven.lower < 2.5, "raw 15, estimated {proven:?}");
    assert!(!proven.is_mostly_group);
}

#[test]
fn who_has_not_sold_yet_is_expected_to_be_somewhat_below_the_group() {
    let silent = beside_group(influencer(0.0, 0.0, 3_000.0)).unwrap();
    assert!(silent.mean > 0.5 && silent.mean < 2.2 && silent.is_mostly_group, "{silent:?}");
}

#[test]
fn an_unpaid_influencer_has_no_estimate() {
    assert_eq!(beside_group(influencer(9.0, 9_000.0, 0.0)), Err(NoEstimate::NoSpend));
    assert_eq!(beside_group(influencer(9.0, 9_000.0, -5.0)), Err(NoEstimate::NoSpend));
}

#[test]
fn sales_that_were_returned_or_not_counted_have_no_estimate() {
    assert_eq!(beside_group(influencer(-1.0, 9_000.0, 10.0)), Err(NoEstimate::NoRevenue));
    assert_eq!(beside_group(influencer(9.0, -9_000.0, 10.0)), Err(NoEstimate::NoRevenue));
    assert_eq!(beside_group(influencer(9.0, 0.0, 10.0)), Err(NoEstimate::NoRevenue));
    assert_eq!(beside_group(influencer(0.0, 9_000.0, 10.0)), Err(NoEstimate::NoOrders));
    let per_order = Influencer { is_paid_per_order: true, ..influencer(0.0, 0.0, 10.0) };
    assert_eq!(beside_group(per_order), Err(NoEstimate::NoOrders));
}

#[test]
fn where_nobody_sold_nobody_has_an_estimate() {
    let silent = estimates(&[influencer(0.0, 0.0, 10.0), influencer(0.0, 0.0, 20.0)]);
    assert_eq!(silent, [Err(NoEstimate::NobodySold); 2]);
    assert!(estimates(&[]).is_empty());
    // Orders that are paid for one by one say nothing about what others' money brings.
    let per_order = Influencer { is_paid_per_order: true, ..influencer(30.0, 30_000.0, 3_000.0) };
    let beside = estimates(&[influencer(0.0, 0.0, 10.0), per_order]);
    assert!(beside[0] == Err(NoEstimate::NobodySold) && beside[1].is_ok());
}

#[test]
fn of_who_is_paid_per_order_only_the_order_value_is_left_to_chance() {
    let by_post = beside_group(influencer(50.0, 50_000.0, 20_000.0)).unwrap();
    let per_order = Influencer { is_paid_per_order: true, ..influencer(50.0, 50_000.0, 20_000.0) };
    let by_order = beside_group(per_order).unwrap();
    assert!((by_order.mean - 2.5).abs() < 0.1, "{by_order:?}");
    assert!(by_order.upper - by_order.lower < 0.7 * (by_post.upper - by_post.lower), "{by_order:?} {by_post:?}");
}

#[test]
fn what_others_are_paid_per_order_moves_no_estimate_by_rate() {
    let silent = influencer(0.0, 0.0, 10_000.0);
    let cheap = Influencer { is_paid_per_order: true, ..influencer(40.0, 40_000.0, 1.0) };
    let mut influencers = group();
    influencers.extend([silent, cheap]);
    let beside_cheap = estimates(&influencers)[20].unwrap();
    let alone = beside_group(silent).unwrap();
    assert!((beside_cheap.mean / alone.mean - 1.0).abs() < 0.05, "{beside_cheap:?} {alone:?}");
}

#[test]
fn one_influencer_alone_has_the_interval_of_her_own_orders() {
    let alone = estimates(&[influencer(100.0, 100_000.0, 50_000.0)])[0].unwrap();
    // Variances of the logarithm: 1.5 / 100 of the orders, 0.36 / 100 of their value; 1.645 times its root to each side.
    let width = (alone.upper / alone.lower).ln() / (2.0 * 1.645);
    assert!((width / 0.0186_f64.sqrt() - 1.0).abs() < 0.06, "{width}");
    assert!((alone.mean - 2.0).abs() < 0.05);
    assert_eq!(alone.ranking, Some(Ranking { best: 1, worst: 1, p_top_five: 1.0 }));
}

#[test]
fn influencers_who_do_not_differ_have_narrower_intervals_together_than_alone() {
    let together = estimates(&[influencer(10.0, 10_000.0, 5_000.0); 40])[7].unwrap();
    let alone = estimates(&[influencer(10.0, 10_000.0, 5_000.0)])[0].unwrap();
    assert!(together.upper - together.lower < 0.7 * (alone.upper - alone.lower), "{together:?} {alone:?}");
}

/// The interval's width in units of the mean.
fn width(estimate: RoasEstimate) -> f64 {
    (estimate.upper - estimate.lower) / estimate.mean
}

#[test]
fn few_weeks_of_bursts_tell_less_than_many() {
    let bursts = Spread { bursts: 0.6, ..SPREAD };
    let with = |weeks: u32, spread: Spread| {
        let mut influencers = group();
        influencers.push(Influencer { weeks, ..influencer(400.0, 800_000.0, 200_000.0) });
        width(estimates_with(&influencers, spread)[20].unwrap())
    };
    // Draws begin with a seed of everything known, so they differ by chance.
    let is_alike = |left: f64, right: f64| (left / right - 1.0).abs() < 0.1;
    assert!(is_alike(with(2, SPREAD), with(20, SPREAD)), "{} {}", with(2, SPREAD), with(20, SPREAD));
    assert!(with(20, bursts) > 1.2 * with(20, SPREAD), "{} {}", with(20, bursts), with(20, SPREAD));
    assert!(with(2, bursts) > 1.2 * with(20, bursts), "{} {}", with(2, bursts), with(20, bursts));
    // 0.02 is what weeks of chance look like.
    assert!(is_alike(with(2, Spread { bursts: 0.02, ..SPREAD }), with(2, SPREAD)));
}

#[test]
fn few_orders_are_taken_to_be_of_as_many_weeks_as_those_of_others() {
    let bursts = Spread { bursts: 0.6, ..SPREAD };
    let with = |weeks: u32, orders: f64| {
        let mut influencers = group();
        influencers.push(Influencer { weeks, ..influencer(orders, orders * 1_000.0, 20_000.0) });
        estimates_with(&influencers, bursts)[20].unwrap().mean
    };
    assert!((with(1, 9.0) / with(8, 9.0) - 1.0).abs() < 0.05, "{} {}", with(1, 9.0), with(8, 9.0));
    // What came in one week is more of an accident, so the group's 2.2 counts for more.
    assert!(with(1, 11.0) > 1.15 * with(8, 11.0), "{} {}", with(1, 11.0), with(8, 11.0));
}

#[test]
fn one_who_is_paid_more_than_all_others_does_not_decide_what_they_are_like() {
    let mut influencers = group();
    let alone = estimates(&influencers)[3].unwrap();
    influencers.push(influencer(40_000.0, 40_000_000.0, 100_000_000.0));
    let beside = estimates(&influencers)[3].unwrap();
    assert!((beside.mean / alone.mean - 1.0).abs() < 0.1, "{beside:?} {alone:?}");
}

#[test]
fn more_of_the_revenue_earned_is_more_certainty_to_earn_the_cost() {
    let posterior = Posterior::new(&group(), SPREAD).unwrap();
    let at = |margin: f64| posterior.estimates(Margin::new(margin).unwrap())[0].unwrap().p_earns_cost;
    assert!(at(1.0) > 0.9 && at(0.3) < 0.1 && at(0.5) > at(0.4), "{} {} {}", at(1.0), at(0.5), at(0.3));
    for margin in [0.0, -1.0, 1.5, f64::NAN] {
        assert!(matches!(Margin::new(margin), Err(RoasError::BadMargin(_))), "{margin}");
    }
}

#[test]
fn the_probabilities_of_the_top_five_add_up_to_five_places() {
    let rankings: Vec<Ranking> = estimates(&group()).into_iter().map(|line| line.unwrap().ranking.unwrap()).collect();
    let places: f64 = rankings.iter().map(|ranking| ranking.p_top_five).sum();
    assert!((places - 5.0).abs() < 1e-9, "{places}");
    assert!(rankings.iter().all(|ranking| ranking.best < ranking.worst && ranking.worst <= 20));
    assert!(rankings[3].best < rankings[4].best, "60 orders are likelier to lead than 28: {rankings:?}");
}

#[test]
fn estimates_are_the_summary_of_the_draws_that_plans_are_made_from() {
    let posterior = Posterior::new(&group(), SPREAD).unwrap();
    let draws = posterior.draws(2).unwrap();
    let estimate = posterior.estimates(Margin::WHOLE)[2].unwrap();
    assert_eq!(draws.len(), 4_000);
    assert!((draws.iter().sum::<f64>() / 4_000.0 / estimate.mean - 1.0).abs() < 1e-12);
    let below = draws.iter().filter(|draw| **draw < estimate.lower).count();
    assert!((190..=210).contains(&below), "{below}");
}

#[test]
fn the_same_influencers_have_the_same_bytes_on_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", estimates(&group())))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn another_unit_of_money_is_the_same_return() {
    let plain = estimates(&group());
    for unit in [1e-200, 1e200] {
        let scaled: Vec<Influencer> = group()
            .into_iter()
            .map(|who| Influencer { revenue: who.revenue * unit, spend: who.spend * unit, ..who })
            .collect();
        for (plain, scaled) in plain.iter().zip(estimates(&scaled)) {
            let (plain, scaled) = (plain.unwrap(), scaled.unwrap());
            assert!((scaled.mean / plain.mean - 1.0).abs() < 0.02, "{plain:?} {scaled:?}");
            assert!((scaled.upper / plain.upper - 1.0).abs() < 0.04, "{plain:?} {scaled:?}");
        }
    }
}

#[test]
fn a_long_list_has_intervals_but_no_places() {
    let many: Vec<Influencer> = group().into_iter().cycle().take(20_001).collect();
    let found = estimates(&many);
    assert!(found.iter().all(|line| line.is_ok_and(|estimate| estimate.ranking.is_none() && estimate.lower > 0.0)));
}

#[test]
fn what_is_no_number_is_refused_by_its_place() {
    let refused = Posterior::new(&[influencer(1.0, 10.0, 5.0), influencer(1.0, f64::NAN, 5.0)], SPREAD);
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("influencer 1") && message.contains("revenue"), "{message}");
    for spread in [
        Spread { orders: 0.5, ..SPREAD },
        Spread { bursts: -0.1, ..SPREAD },
        Spread { order_value: f64::INFINITY, ..SPREAD },
    ] {
        assert!(matches!(Posterior::new(&group(), spread), Err(RoasError::BadSpread { .. })));
    }
}

#[test]
fn numbers_of_any_size_give_numbers_or_a_reason() {
    let sizes = [0.0, 1e-300, 1e-9, 1.0, 3.0, 1e9, 1e300, -1.0];
    let mut random = Seed::named("hostile").stream(0);
    let mut any = |most: usize| -> f64 {
        let uniform: f64 = StandardUniform.sample(&mut random);
        sizes[(uniform * most as f64) as usize]
    };
    let mut said = 0;
    for spread in [
        SPREAD,
        Spread { orders: 1e300, bursts: 1e300, order_value: 1e300 },
        Spread { orders: 1.0, bursts: 0.6, order_value: 0.0 },
    ] {
        for _ in 0..60 {
            let influencers: Vec<Influencer> = (0..6)
                .map(|at| Influencer { is_paid_per_order: at == 0, ..influencer(any(8), any(8), any(8)) })
                .collect();
            for estimate in estimates_with(&influencers, spread).into_iter().flatten() {
                let numbers = [estimate.mean, estimate.lower, estimate.upper, estimate.p_earns_cost];
                assert!(numbers.iter().all(|number| number.is_finite() && *number >= 0.0), "{influencers:?}");
                assert!(estimate.lower <= estimate.upper, "{influencers:?} {estimate:?}");
                said += 1;
            }
        }
    }
    assert!(said > 100, "{said}");
}
