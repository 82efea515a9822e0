//! How likely it is that influencers do not differ at all: that their ROAS is one, and chance makes the rest.
//!
//! The group's rates (`rates.rs`) are drawn from a prior without such a point, so draws always let influencers differ a little.
//! For an interval that does no harm. For a plan it does: where all are alike, moving money can only lose.
//!
//! The revenue of each, given one ROAS ρ for all, has mean ρ·spend = e orders of the usual value v and variance
//! v²·e·(φ + cv² + 1.25ψ·e / weeks). Where ROAS differs by the factor 1 ± τ the variance grows by (τ·v·e)². Both are compared by a
//! normal likelihood, which needs no logarithm of nothing; half the prior is on τ = 0, the rest half-normal with deviation 0.5.

use super::{people::Influencer, spread::Spread};

/// Weeks of one post depend on one another, as in the posterior.
const DEPENDENT: f64 = 1.25;
/// The deviation of the prior of τ.
const DIFFERENCE: f64 = 0.5;
/// Points of τ, and the step between them.
const POINTS: u32 = 60;
const STEP: f64 = 0.025;

/// The probability that all influencers not paid per order have one ROAS, a half beforehand.
///
/// - Shape: the records and the spread of [`super::Posterior::new`]; records without spend take no part.
/// - 1 where fewer than two have spend or nobody sold: nothing then says that they differ.
#[must_use]
pub fn p_alike(influencers: &[Influencer], spread: Spread) -> f64 {
    let known = || influencers.iter().filter(|who| who.spend > 0.0 && !who.is_paid_per_order);
    let sum = |of: fn(&Influencer) -> f64| known().map(of).sum::<f64>();
    let [orders, revenue, spend] = [sum(|who| who.orders), sum(|who| who.revenue), sum(|who| who.spend)];
    if known().count() < 2 || orders.min(revenue) <= 0.0 {
        return 1.0;
    }
    let value = revenue / orders;
    let own = spread.orders + spread.order_value * spread.order_value;
    let evidence: Vec<(f64, f64)> = known()
        .map(|who| {
            let expected = who.spend / spend * orders;
            let bursts = DEPENDENT * spread.bursts * expected / f64::from(who.weeks.max(1));
            let variance = expected * (own + bursts);
            ((who.revenue / value - expected).powi(2) / variance, expected * expected / variance)
        })
        .collect();
    let log_likelihood = |difference: f64| -> f64 {
        let one = |(square, information): &(f64, f64)| {
            let growth = 1.0 + difference * difference * information;
            -0.5 * (growth.ln() + square / growth)
        };
        evidence.iter().map(one).sum()
    };
    let none = log_likelihood(0.0);
    let prior = |difference: f64| (-0.5 * (difference / DIFFERENCE).powi(2)).exp();
    let points = || (0..POINTS).map(|point| (f64::from(point) + 0.5) * STEP);
    let whole: f64 = points().map(prior).sum();
    let differ: f64 = points().map(|at| prior(at) / whole * (log_likelihood(at) - none).exp()).sum();
    1.0 / (1.0 + differ)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPREAD: Spread = Spread { orders: 1.0, bursts: 0.0, order_value: 0.5 };

    fn group(orders: &[f64]) -> Vec<Influencer> {
        let one = |&orders: &f64| Influencer {
            orders,
            revenue: orders * 1_000.0,
            spend: 10_000.0,
            weeks: 4,
            is_paid_per_order: false,
        };
        orders.iter().map(one).collect()
    }

    #[test]
    fn influencers_who_sell_the_same_are_likely_alike_and_those_who_do_not_are_not() {
        let alike = p_alike(&group(&[12.0, 11.0, 13.0, 15.0, 9.0, 12.0, 10.0, 14.0, 12.0, 12.0]), SPREAD);
        assert!(alike > 0.75, "{alike}");
        let unlike = p_alike(&group(&[60.0, 2.0, 31.0, 5.0, 90.0, 12.0, 0.0, 44.0, 7.0, 25.0]), SPREAD);
        assert!(unlike < 1e-6, "{unlike}");
    }

    #[test]
    fn one_influencer_or_no_sale_tells_nothing_of_differences() {
        assert_eq!(p_alike(&group(&[50.0]), SPREAD), 1.0);
        assert_eq!(p_alike(&group(&[0.0, 0.0, 0.0]), SPREAD), 1.0);
        assert_eq!(p_alike(&[], SPREAD), 1.0);
    }

    #[test]
    fn orders_in_bursts_are_weaker_evidence() {
        let group = group(&[60.0, 20.0, 31.0, 5.0, 40.0, 12.0]);
        let bursts = p_alike(&group, Spread { bursts: 2.0, ..SPREAD });
        assert!(bursts > p_alike(&group, SPREAD) + 0.1, "{bursts}");
    }
}
