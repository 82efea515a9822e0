//! What a plan promises.

use super::*;

fn payee(spend: f64, roas: f64) -> Payee {
    Payee { spend, roas: vec![roas; 200] }
}

fn brings(payees: &[Payee], spends: &[f64]) -> f64 {
    let one = |(payee, spend): (&Payee, &f64)| payee.roas[0] * payee.spend * (spend / payee.spend).powf(ELASTICITY);
    payees.iter().zip(spends).map(one).sum()
}

fn team() -> Vec<Payee> {
    [(10_000.0, 3.0), (40_000.0, 1.2), (5_000.0, 0.4), (20_000.0, 1.5), (8_000.0, 1.35), (15_000.0, 0.0)]
        .map(|(spend, roas)| payee(spend, roas))
        .to_vec()
}

#[test]
fn a_plan_spends_exactly_the_money_of_today() {
    for bounds in [Bounds::default(), Bounds { least: 0.0, most: 10.0 }, Bounds { least: 1.0, most: 1.0 }] {
        let plan = best_spends(&team(), bounds).unwrap();
        let spent: f64 = plan.spends.iter().sum();
        assert!((spent / 98_000.0 - 1.0).abs() < 1e-9, "{spent}");
        for (payee, spend) in team().iter().zip(&plan.spends) {
            assert!(*spend >= payee.spend * bounds.least - 1e-6 && *spend <= payee.spend * bounds.most + 1e-6);
        }
    }
}

#[test]
fn money_that_nobody_makes_more_of_stays_with_those_who_bring_nothing() {
    let plan = best_spends(&[payee(10.0, 1.0), payee(100.0, 0.0)], Bounds::default()).unwrap();
    assert!((plan.spends[0] - 13.0).abs() < 1e-9 && (plan.spends[1] - 97.0).abs() < 1e-9, "{plan:?}");
    let idle = best_spends(&[payee(10.0, 0.0), payee(100.0, 0.0)], Bounds::default()).unwrap();
    assert!(idle.spends == [10.0, 100.0] && idle.p_beats_today == 0.0, "{idle:?}");
}

#[test]
fn whoever_is_not_at_a_bound_brings_the_same_for_the_next_rupee() {
    let (team, bounds) = (team(), Bounds { least: 0.5, most: 2.0 });
    let plan = best_spends(&team, bounds).unwrap();
    let next = |at: usize| {
        let (payee, spend) = (&team[at], plan.spends[at]);
        ELASTICITY * payee.roas[0] * (spend / payee.spend).powf(ELASTICITY - 1.0)
    };
    let part = |at: usize| plan.spends[at] / team[at].spend;
    let is_inside = |at: &usize| part(*at) > bounds.least + 1e-9 && part(*at) < bounds.most - 1e-9;
    let inside: Vec<usize> = (0..team.len()).filter(is_inside).collect();
    assert!(inside.len() >= 2, "{plan:?}");
    let shared = next(inside[0]);
    assert!(inside.iter().all(|&at| (next(at) / shared - 1.0).abs() < 1e-6), "{plan:?}");
    for at in (0..team.len()).filter(|at| !inside.contains(at)) {
        let is_right = if part(at) > 1.0 { next(at) >= shared } else { next(at) <= shared };
        assert!(is_right, "payee {at} at {}: {} against {shared}", part(at), next(at));
    }
}

#[test]
fn no_other_way_to_share_the_money_brings_more() {
    let team = [payee(100.0, 2.0), payee(300.0, 1.1), payee(200.0, 0.7)];
    let best = brings(&team, &best_spends(&team, Bounds::default()).unwrap().spends);
    let steps = |spend: f64| (0..=60).map(move |step| spend * (0.7 + 0.01 * f64::from(step)));
    let mut tried = 0;
    for first in steps(100.0) {
        for second in steps(300.0) {
            let third = 600.0 - first - second;
            if (140.0..=260.0).contains(&third) {
                tried += 1;
                assert!(brings(&team, &[first, second, third]) <= best + 1e-9, "{first} {second} {third}");
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn posts_of_one_price_are_bought_as_well_as_trying_everything_finds() {
    let team = [payee(400.0, 2.2), payee(500.0, 1.0), payee(600.0, 1.4)];
    let posts = [4, 5, 6];
    let bounds = Bounds { least: 0.3, most: 1.8 };
    let (bought, plan) = whole_posts(&team, &posts, bounds).unwrap();
    assert_eq!(bought.iter().sum::<u32>(), 15);
    let mut best: f64 = 0.0;
    for first in 2..=7_u32 {
        for second in 2..=9_u32 {
            let third = 15_u32.saturating_sub(first + second);
            if (2..=10).contains(&third) {
                best = best.max(brings(&team, &[first, second, third].map(|count| 100.0 * f64::from(count))));
            }
        }
    }
    assert!((brings(&team, &plan.spends) - best).abs() < 1e-9, "{bought:?}");
}

#[test]
fn whole_posts_of_any_price_stay_within_the_money_and_never_bring_less_than_today() {
    let team = [payee(900.0, 1.0), payee(70.0, 1.9), payee(300.0, 0.9), payee(45.0, 0.2)];
    let posts = [1, 7, 2, 9];
    let (bought, plan) = whole_posts(&team, &posts, Bounds::default()).unwrap();
    let today: Vec<f64> = team.iter().map(|payee| payee.spend).collect();
    assert!(plan.spends.iter().sum::<f64>() <= 1_315.0 + 1e-6, "{bought:?}");
    assert!(brings(&team, &plan.spends) >= brings(&team, &today), "{bought:?}");
    assert_eq!(bought[0], 1, "30 % more or less of one post is one post");
    assert!(bought[1] > 7 && bought[3] < 9, "{bought:?}");
}

#[test]
fn a_plan_among_payees_of_the_same_return_is_today_s() {
    let plan = best_spends(&[payee(100.0, 1.5), payee(250.0, 1.5)], Bounds::default()).unwrap();
    assert!((plan.spends[0] - 100.0).abs() < 1e-6 && plan.gain.abs() < 1e-6, "{plan:?}");
}

#[test]
fn a_sure_difference_is_a_sure_plan_and_an_unsure_one_is_not() {
    let sure = best_spends(&[payee(100.0, 3.0), payee(100.0, 1.0)], Bounds::default()).unwrap();
    assert!(sure.p_beats_today > 0.99 && sure.gain > 0.0 && sure.gain_lower <= sure.gain_upper, "{sure:?}");
    let turn = |low: f64, high: f64| (0..200).map(|draw| if draw % 5 < 2 { low } else { high }).collect::<Vec<f64>>();
    let unsure = [Payee { spend: 100.0, roas: turn(0.2, 2.0) }, Payee { spend: 100.0, roas: turn(2.0, 0.4) }];
    let unsure = best_spends(&unsure, Bounds::default()).unwrap();
    assert!((0.5..0.7).contains(&unsure.p_beats_today) && unsure.gain_lower < 0.0, "{unsure:?}");
}

#[test]
fn what_is_assumed_of_the_elasticity_stays_within_its_ends() {
    let draws = elasticities(&[Payee { spend: 1.0, roas: vec![1.0; 4_000] }]);
    let mean = draws.iter().sum::<f64>() / 4_000.0;
    assert_eq!(draws.len(), 4_000);
    assert!(draws.iter().all(|draw| (0.05..0.95).contains(draw)) && (mean - 0.465).abs() < 0.01, "{mean}");
    let [_, lower, upper] = elasticity_interval();
    let part = |is_in: &dyn Fn(f64) -> bool| draws.iter().filter(|draw| is_in(**draw)).count() as f64 / 4_000.0;
    assert!((part(&|draw| draw < lower) - 0.05).abs() < 0.01 && (part(&|draw| draw > upper) - 0.05).abs() < 0.01);
}

#[test]
fn what_cannot_be_planned_is_refused_with_what_to_do() {
    let refused = |payees: &[Payee], bounds: Bounds| best_spends(payees, bounds).unwrap_err();
    assert_eq!(refused(&[], Bounds::default()), ReallocationError::NoPayees);
    for bad in [payee(0.0, 1.0), payee(f64::NAN, 1.0), payee(10.0, f64::NAN), payee(10.0, -1.0)] {
        assert_eq!(refused(&[payee(10.0, 1.0), bad], Bounds::default()), ReallocationError::BadPayee(1));
    }
    let fewer = Payee { spend: 10.0, roas: vec![1.0] };
    assert_eq!(refused(&[payee(10.0, 1.0), fewer], Bounds::default()), ReallocationError::BadPayee(1));
    let bounds = Bounds { least: 1.1, most: 1.3 };
    assert!(matches!(refused(&[payee(10.0, 1.0)], bounds), ReallocationError::BadBounds { .. }));
    assert_eq!(refused(&[payee(1e308, 1.0), payee(1e308, 1.0)], Bounds::default()), ReallocationError::OutOfRange);
    assert_eq!(refused(&[payee(1e300, 1e300), payee(1.0, 1.0)], Bounds::default()), ReallocationError::OutOfRange);
    assert_eq!(whole_posts(&team(), &[1, 1, 0, 1, 1, 1], Bounds::default()), Err(ReallocationError::BadPayee(2)));
}

#[test]
fn money_of_any_size_is_planned() {
    for unit in [1e-300, 1e-9, 1e290] {
        let team: Vec<Payee> = team().into_iter().map(|payee| Payee { spend: payee.spend * unit, ..payee }).collect();
        let plan = best_spends(&team, Bounds::default()).unwrap();
        let spent: f64 = plan.spends.iter().map(|spend| spend / unit).sum();
        assert!((spent / 98_000.0 - 1.0).abs() < 1e-9 && plan.gain > 0.0, "{unit}: {plan:?}");
    }
}
