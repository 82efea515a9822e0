//! How likely an influencer's orders are at each rate that the influencer may have.
//!
//! Days: orders are negative binomial with φ times the variance of chance. Weeks: the posts that were seen did better or worse than
//! the influencer's posts do, by a factor g ~ Gamma(r, r) on all orders (a frailty), so that the rate of influencer and group, λ, is known from λ·g
//! only. ln L(λ) = lnΓ(N + κ) − lnΓ(κ) − κ ln φ with κ = λe/(φ − 1), convolved in ln λ with the density of ln g.

use super::gamma::log_gamma;

/// Points of the grid of ln λ, from −9 to 5; λ = 1 is an ordinary rate of the group.
pub(super) const POINTS: usize = 225;
/// The distance of two points.
pub(super) const STEP: f64 = 1.0 / 16.0;
const LOWEST: f64 = -9.0;
/// Below this φ orders come by chance alone, and the negative binomial is a Poisson distribution.
const POISSON_BELOW: f64 = 1.02;
/// Up to so many orders a product is quicker than two gamma functions.
const FEW: f64 = 16.0;
/// From so many on the distribution is its own limit, and gamma functions of this size would lose what distinguishes rates.
const MANY: f64 = 1e5;
/// What is less likely than the likeliest by this factor (as a logarithm) is left out, of the orders and of g.
const NEGLIGIBLE: f64 = 14.0;
const NEGLIGIBLE_FRAILTY: f64 = 12.0;
/// The standard deviation of ln λ is at least so many steps; else the steps are halved.
const STEPS_IN_DEVIATION: f64 = 1.5;
/// What varies by less than this part of a step does not show on the grid.
const INVISIBLE: f64 = 0.25;
/// Steps are halved at most so often.
const MAX_HALVINGS: i32 = 30;

/// An influencer's orders, the orders that this spend brings at λ = 1, and what they vary by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) orders: f64,
    pub(super) expected: f64,
    /// φ of days.
    pub(super) dispersion: f64,
    /// r of weeks; nothing where orders do not come in bursts.
    pub(super) frailty: Option<f64>,
}

/// ln λ of a point of the grid; points between two others, too.
pub(super) fn log_rate(point: f64) -> f64 {
    LOWEST + STEP * point
}

/// The likelihood around its maximum, which is 1 at most.
#[derive(Clone, Debug)]
pub(super) struct Likelihood {
    /// Values at each step of the grid: 1, or a power of two where the likelihood is too narrow for the grid.
    pub(super) parts: f64,
    /// The position of the first value, in parts of a step from the first point of the grid.
    pub(super) first: usize,
    pub(super) values: Vec<f32>,
}

impl Likelihood {
    pub(super) fn new(counts: &Counts) -> Self {
        let own = counts.dispersion.max(1.0) / counts.orders.max(1.0);
        let frailty = counts.frailty.map_or(0.0, |shape| 1.0 / shape);
        let needed = STEP * STEPS_IN_DEVIATION / (own + frailty).sqrt();
        let parts = 2_f64.powi((needed.log2().ceil() as i32).clamp(0, MAX_HALVINGS));
        let step = STEP / parts;
        let last = (POINTS - 1) as i64 * parts as i64;
        let kernel = counts.frailty.filter(|_| frailty.sqrt() > INVISIBLE * step).map(|shape| Kernel::new(shape, step));
        match kernel {
            None => counts.scan(parts, 0, last).on(parts, last),
            Some(kernel) if own.sqrt() < INVISIBLE * step => {
                Scan { first: counts.peak(parts).round() as i64, values: vec![1.0] }
                    .through(&kernel, last)
                    .on(parts, last)
            }
            Some(kernel) => {
                counts.scan(parts, -kernel.below, last + kernel.above()).through(&kernel, last).on(parts, last)
            }
        }
    }

    /// The likelihood at the points of the grid: the first point and the values from there. What lies between two points counts
    /// for both, the more so the nearer it is, as it does where a density is a line between them.
    pub(super) fn on_grid(&self) -> (usize, Vec<f32>) {
        if self.parts == 1.0 {
            return (self.first, self.values.clone());
        }
        let first = (self.first as f64 / self.parts) as usize;
        let end = ((self.first + self.values.len()) as f64 / self.parts) as usize + 2;
        let mut values = vec![0.0; end.min(POINTS) - first];
        for (at, value) in self.values.iter().enumerate() {
            let (point, part) = self.place(at);
            values[point - first] += value * (1.0 - part);
            if let Some(next) = values.get_mut(point + 1 - first) {
                *next += value * part;
            }
        }
        (first, values)
    }

    /// The point of the grid at or before a value, and how far the value lies on the way to the next.
    pub(super) fn place(&self, at: usize) -> (usize, f32) {
        let position = (self.first + at) as f64 / self.parts;
        (position as usize, position.fract() as f32)
    }
}

impl Counts {
    /// Where the likelihood is highest, or almost: in parts of a step.
    fn peak(&self, parts: f64) -> f64 {
        ((self.orders / self.expected).ln() - LOWEST) / STEP * parts
    }

    /// The likelihood wherever it is not negligible, from its top downwards to both sides.
    fn scan(&self, parts: f64, from: i64, to: i64) -> Scan {
        // No orders are likeliest at no rate at all.
        let top = (self.peak(parts).round().clamp(from as f64, to as f64)) as i64;
        let at = |place: i64| self.log_likelihood(LOWEST + STEP * place as f64 / parts);
        let mut most = at(top);
        let mut side = |places: &mut dyn Iterator<Item = i64>| {
            let mut logs = Vec::new();
            for place in places {
                let log = at(place);
                most = most.max(log);
                if log < most - NEGLIGIBLE {
                    break;
                }
                logs.push(log);
            }
            logs
        };
        let mut logs = side(&mut (from..top).rev());
        logs.reverse();
        let first = top - logs.len() as i64;
        logs.extend(side(&mut (top..=to)));
        Scan { first, values: logs.into_iter().map(|log| (log - most).exp() as f32).collect() }
    }

    /// ln L, but for what does not depend on λ.
    fn log_likelihood(&self, log_rate: f64) -> f64 {
        let (orders, excess) = (self.orders, self.dispersion - 1.0);
        let is_poisson = self.dispersion < POISSON_BELOW;
        let mean = self.expected * log_rate.exp();
        if orders <= 0.0 {
            return if is_poisson { -mean } else { -mean * (self.dispersion.ln() / excess) };
        }
        if is_poisson || orders >= MANY {
            // N ln(mean) − mean, from its top: large numbers would drown the difference.
            let relative = log_rate - (orders / self.expected).ln();
            return orders / self.dispersion * (relative - relative.exp_m1());
        }
        let size = (mean / excess).max(f64::MIN_POSITIVE);
        log_rising(size, orders) - size * self.dispersion.ln()
    }
}

/// lnΓ(x + n) − lnΓ(x).
fn log_rising(x: f64, n: f64) -> f64 {
    if n <= FEW && n.fract() == 0.0 && x < 1e15 {
        let whole = n as u32;
        // A factor that is almost 0 would leave no number of the product.
        return x.ln() + (1..whole).map(|factor| x + f64::from(factor)).product::<f64>().ln();
    }
    log_gamma(x + n) - log_gamma(x)
}

/// Values in a row, from a place that may lie before the grid.
struct Scan {
    first: i64,
    values: Vec<f32>,
}

impl Scan {
    /// Convolved with the frailty: the value at x is the mean of those at x + ln g.
    fn through(&self, kernel: &Kernel, last: i64) -> Self {
        let end = self.first + self.values.len() as i64;
        let first = (self.first - kernel.above()).max(0).min(last);
        let stop = (end + kernel.below).clamp(first + 1, last + 1);
        let mut values = vec![0.0_f32; (stop - first) as usize];
        for (at, weight) in kernel.weights.iter().enumerate() {
            // The value of place x lies here in the old row.
            let shift = at as i64 - kernel.below - self.first;
            let from = (-shift).max(first);
            let to = (self.values.len() as i64 - shift).min(stop);
            if from >= to {
                continue;
            }
            let old = &self.values[(from + shift) as usize..(to + shift) as usize];
            for (value, old) in values[(from - first) as usize..].iter_mut().zip(old) {
                *value += weight * old;
            }
        }
        Self { first, values }
    }

    /// What lies on the grid; its edge where nothing does.
    fn on(mut self, parts: f64, last: i64) -> Likelihood {
        let first = self.first.clamp(0, last);
        let before = ((first - self.first) as usize).min(self.values.len());
        self.values.drain(..before);
        self.values.truncate((last - first + 1) as usize);
        // The largest value is 1, so that products with it keep all their digits.
        let most = self.values.iter().copied().fold(0.0, f32::max);
        if most > 0.0 {
            self.values.iter_mut().for_each(|value| *value /= most);
        } else {
            self.values = vec![1.0];
        }
        Likelihood { parts, first: first as usize, values: self.values }
    }
}

/// The distribution of ln g on steps of a grid.
struct Kernel {
    /// Steps below ln g = 0.
    below: i64,
    /// From the lowest step on; their sum is 1.
    weights: Vec<f32>,
}

impl Kernel {
    fn new(shape: f64, step: f64) -> Self {
        // From its top at 0, which is 0 here.
        let log_density = |place: i64| {
            let log = place as f64 * step;
            shape * (log - log.exp_m1())
        };
        let longest = (POINTS as f64 * STEP / step) as i64;
        let is_seen = |place: &i64| log_density(*place) > -NEGLIGIBLE_FRAILTY;
        let below = (1..=longest).map(|steps| -steps).take_while(is_seen).count() as i64;
        let above = (1..=longest).take_while(is_seen).count() as i64;
        let densities: Vec<f64> = (-below..=above).map(|place| log_density(place).exp()).collect();
        let whole: f64 = densities.iter().sum();
        Self { below, weights: densities.into_iter().map(|density| (density / whole) as f32).collect() }
    }

    /// Steps above ln g = 0.
    fn above(&self) -> i64 {
        self.weights.len() as i64 - 1 - self.below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANCE: Counts = Counts { orders: 30.0, expected: 20.0, dispersion: 1.0, frailty: None };

    /// Holds each value, as a logarithm from the largest, against another likelihood.
    fn assert_is(found: &Likelihood, expected: impl Fn(f64) -> f64, within: f64) {
        let at = |place: usize| expected(log_rate((found.first + place) as f64 / found.parts).exp());
        let most = (0..found.values.len()).map(at).fold(f64::NEG_INFINITY, f64::max);
        let seen: Vec<usize> = (0..found.values.len()).filter(|place| at(*place) > most - 8.0).collect();
        assert!(seen.len() > 8, "{found:?}");
        for place in seen {
            let (log, expected) = (f64::from(found.values[place]).ln(), at(place) - most);
            assert!((log - expected).abs() < within, "{place}: {log}, not {expected}");
        }
    }

    #[test]
    fn orders_by_chance_are_poisson() {
        let poisson = |rate: f64| 30.0 * (20.0 * rate).ln() - 20.0 * rate;
        assert_is(&Likelihood::new(&CHANCE), poisson, 1e-4);
    }

    #[test]
    fn orders_of_uneven_days_are_negative_binomial() {
        for orders in [0.0_f64, 1.0, 9.0, 40.0] {
            let counts = Counts { orders, dispersion: 3.0, ..CHANCE };
            // Γ(N + κ) / Γ(κ), factor by factor.
            let expected = |rate: f64| {
                let size = 20.0 * rate / 2.0;
                (0..orders as u32).map(|factor| (size + f64::from(factor)).ln()).sum::<f64>() - size * 3.0_f64.ln()
            };
            assert_is(&Likelihood::new(&counts), expected, 1e-4);
        }
    }

    #[test]
    fn posts_that_did_well_or_badly_are_integrated_out() {
        for (orders, shape) in [(30.0, 4.0), (0.0, 2.0), (3.0, 10.0), (400.0, 6.0)] {
            let counts = Counts { orders, frailty: Some(shape), ..CHANCE };
            // A Poisson distribution of which the mean varies as a gamma distribution of this shape is negative binomial.
            let expected = |rate: f64| orders * (20.0 * rate).ln() - (orders + shape) * (shape + 20.0 * rate).ln();
            assert_is(&Likelihood::new(&counts), expected, 0.02);
        }
    }

    #[test]
    fn many_orders_are_known_more_exactly_than_the_grid_is_fine() {
        for frailty in [None, Some(1e9), Some(1e6)] {
            let counts = Counts { orders: 1.03e6, expected: 1e6, frailty, ..CHANCE };
            let found = Likelihood::new(&counts);
            let logs = || (0..found.values.len()).map(|at| log_rate((found.first + at) as f64 / found.parts));
            let mean = |of: &dyn Fn(f64) -> f64| {
                let sum = logs().zip(&found.values).map(|(log, value)| of(log) * f64::from(*value)).sum::<f64>();
                sum / found.values.iter().map(|value| f64::from(*value)).sum::<f64>()
            };
            let middle = mean(&|log| log);
            let deviation = mean(&|log| (log - middle).powi(2)).sqrt();
            let expected = (1.0 / 1.03e6 + frailty.map_or(0.0, |shape| 1.0 / shape)).sqrt();
            assert!((middle - 1.03_f64.ln()).abs() < 0.1 * expected, "{middle}");
            assert!((deviation / expected - 1.0).abs() < 0.05, "{frailty:?}: {deviation}, not {expected}");
        }
    }

    #[test]
    fn what_lies_between_points_of_the_grid_counts_for_both() {
        let found = Likelihood::new(&Counts { orders: 5e4, expected: 4e4, ..CHANCE });
        let (first, values) = found.on_grid();
        let sum = |values: &[f32]| values.iter().map(|value| f64::from(*value)).sum::<f64>();
        assert!(found.parts > 1.0 && (sum(&values) / sum(&found.values) - 1.0).abs() < 1e-5);
        let middle: f64 =
            values.iter().enumerate().map(|(at, value)| log_rate((first + at) as f64) * f64::from(*value)).sum();
        assert!((middle / sum(&values) - 1.25_f64.ln()).abs() < 1e-3);
    }

    #[test]
    fn rates_beyond_the_grid_are_at_its_edge() {
        for (orders, expected) in [(1e9, 1e-9), (1e9, 1e15), (0.0, 1e300), (3.0, f64::MIN_POSITIVE)] {
            for frailty in [None, Some(1e-9), Some(3.0), Some(1e9)] {
                for dispersion in [1.0, 3.0, 1e300] {
                    let found = Likelihood::new(&Counts { orders, expected, dispersion, frailty });
                    let (first, values) = found.on_grid();
                    assert!(first + values.len() <= POINTS && !values.is_empty(), "{orders} {expected} {frailty:?}");
                    assert!(values.iter().all(|value| (0.0..=100.0).contains(value)), "{values:?}");
                }
            }
        }
    }
}
