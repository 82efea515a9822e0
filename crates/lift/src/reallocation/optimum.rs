//! The exact optimum of concave curves under one budget and bounds.

use super::{Bounds, Curve};

/// Halvings of the logarithm of λ, whatever its size: as fine as a double is.
const HALVINGS: usize = 200;

/// What each curve gets of the budget, within its own bounds.
///
/// At the optimum every spend inside its bounds has the same marginal return λ, a spend at its upper bound has at least
/// λ and one at its lower bound at most λ. Spends fall as λ grows, so λ is found by bisection. The bounds must hold the budget.
pub(super) fn spends(curves: &[Curve], bounds: &[Bounds], budget: f64, elasticity: f64) -> Vec<f64> {
    let each = || curves.iter().zip(bounds);
    let at = |log_return: f64| -> Vec<f64> {
        each().map(|(curve, bounds)| curve.spend * part(curve, log_return, *bounds, elasticity)).collect()
    };
    let returns = || curves.iter().filter(|curve| curve.roas > 0.0).map(|curve| (elasticity * curve.roas).ln());
    // At these ends all payees are at the upper or at the lower bound.
    let log_part = |part: f64| part.max(f64::MIN_POSITIVE).ln().abs();
    let widest = bounds.iter().map(|ends| log_part(ends.least).max(log_part(ends.most))).fold(0.0, f64::max);
    let reach = (1.0 - elasticity) * widest + 1.0;
    let mut lower = returns().fold(f64::INFINITY, f64::min) - reach;
    let mut upper = returns().fold(f64::NEG_INFINITY, f64::max) + reach;
    let ends: Vec<f64> = each().map(|(curve, bounds)| curve.spend * bounds.most).collect();
    if lower > upper {
        // No payee brings revenue: no plan is better than today's.
        if bounds.iter().all(|bounds| bounds.least <= 1.0 && bounds.most >= 1.0) {
            return curves.iter().map(|curve| curve.spend).collect();
        }
        return filled(each().map(|(curve, bounds)| curve.spend * bounds.least).collect(), &ends, budget);
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(lower, upper);
        let is_too_much = at(middle).iter().sum::<f64>() > budget;
        *if is_too_much { &mut lower } else { &mut upper } = middle;
    }
    filled(filled(at(upper), &at(lower), budget), &ends, budget)
}

/// The part of today's spend at which the marginal return is λ, within the bounds.
fn part(curve: &Curve, log_return: f64, bounds: Bounds, elasticity: f64) -> f64 {
    let log_part = ((elasticity * curve.roas).ln() - log_return) / (1.0 - elasticity);
    log_part.exp().clamp(bounds.least, bounds.most)
}

/// Gives what is left of the money to those below these ends, in proportion to the room they have: the rounding of λ, and
/// what only curves that bring nothing can still take.
fn filled(mut spends: Vec<f64>, ends: &[f64], budget: f64) -> Vec<f64> {
    let room: f64 = ends.iter().zip(&spends).map(|(end, spend)| end - spend).sum();
    let left = budget - spends.iter().sum::<f64>();
    if left > 0.0 && room > 0.0 {
        let part = (left / room).min(1.0);
        spends.iter_mut().zip(ends).for_each(|(spend, end)| *spend += (end - *spend) * part);
    }
    spends
}
