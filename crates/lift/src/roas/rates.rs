//! What the group's rates of orders are like, and each influencer's own among them.
//!
//! Rates λ are (1 − π)·Gamma(a, a/m), with mean m and shape a, and π·Gamma(½) with mean 0.1·m: those who hardly sell at all. What
//! the data leave open about (a, m, π) is looked at on a grid, and once more on a finer one where it is not negligible. Everything is a
//! sum over the grid of ln λ (`likelihood.rs`).
//!
//! Prior: flat in ln m; logistic in ln a around 0, that is a / (1 + a) uniform (Christiansen and Morris 1997): half of it says that rates
//! among influencers vary by more than their mean, half by less; half of it on π = 0.

use rand::RngExt as _;
use rand_pcg::Pcg64;
use rayon::prelude::*;

use super::{
    gamma::log_gamma,
    likelihood::{Likelihood, POINTS, STEP, log_rate},
};

/// The grid of ln a.
const SHAPES: usize = 11;
const LOG_SHAPE: (f64, f64) = (-2.5, 5.0);
/// The grid of ln m.
const MEANS: usize = 19;
const LOG_MEAN: (f64, f64) = (-1.8, 1.8);
/// π with the logarithm of its prior: a half, and four eighths.
const LOW_PARTS: [(f64, f64); 5] = [
    (0.0, -std::f64::consts::LN_2),
    (0.1, -3.0 * std::f64::consts::LN_2),
    (0.2, -3.0 * std::f64::consts::LN_2),
    (0.35, -3.0 * std::f64::consts::LN_2),
    (0.5, -3.0 * std::f64::consts::LN_2),
];
/// The shape of those who hardly sell, and their mean as a part of the others'.
const LOW_SHAPE: f64 = 0.5;
const LOG_LOW_MEAN: f64 = -std::f64::consts::LN_10;
/// Columns of a grid: each (a, m), and each m for those who hardly sell.
const COLUMNS: usize = SHAPES * MEANS + MEANS;
/// What is less likely than the likeliest by this factor (as a logarithm) is left out.
const NEGLIGIBLE: f64 = 8.0;
/// No rate is thought to be impossible, whatever the others' are.
const MIN_DENSITY: f32 = 1e-28;
/// So many influencers suffice for what the group is like; of more, so many are taken evenly.
const MAX_LEARNED_FROM: usize = 2_000;
/// Influencers of one part of the work. Parts are added in their order, on any number of threads.
const TOGETHER: usize = 64;
/// So many likelihoods are multiplied before the logarithm is taken: a product of so many is still a number.
const MULTIPLIED: usize = 8;
/// Groups (a, m, π) that are drawn from, all influencers together, at least and at most.
const DRAWN_TOGETHER: usize = 64_000;
const MIN_DRAWN: usize = 64;
const MAX_DRAWN: usize = 512;

/// What the group may be like: the density of ln λ at each point of the grid.
#[derive(Clone, Debug)]
pub(super) struct GroupRates {
    density: Vec<f32>,
    /// How many of the draws are of it.
    pub(super) draws: usize,
}

/// The points of a grid of ln a and ln m.
#[derive(Clone, Copy, Debug)]
struct Grid {
    log_shapes: (f64, f64),
    log_means: (f64, f64),
}

/// What the data leave open about the group, in so many draws; empty when there is none to learn from.
pub(super) fn group(likelihoods: &[&Likelihood], draws: usize) -> Vec<GroupRates> {
    if likelihoods.is_empty() {
        return Vec::new();
    }
    let step = likelihoods.len().div_ceil(MAX_LEARNED_FROM);
    let learned: Vec<(usize, Vec<f32>)> =
        likelihoods.par_iter().step_by(step).map(|likelihood| likelihood.on_grid()).collect();
    let coarse = Grid { log_shapes: LOG_SHAPE, log_means: LOG_MEAN };
    let fine = coarse.zoomed(&log_posterior(&learned, &coarse, &coarse.densities()));
    let densities = fine.densities();
    let groups = (DRAWN_TOGETHER / likelihoods.len()).clamp(MIN_DRAWN, MAX_DRAWN).min(draws);
    chosen(&log_posterior(&learned, &fine, &densities), groups, draws)
        .map(|(at, draws)| GroupRates { density: mixed(&densities, at), draws })
        .collect()
}

impl GroupRates {
    /// Fills in draws of ln λ of an influencer: one in each of as many equal parts of the distribution, in any order.
    pub(super) fn draw(&self, own: &Likelihood, random: &mut Pcg64, cumulative: &mut Vec<f64>, draws: &mut [f64]) {
        cumulative.clear();
        let mut whole = 0.0;
        for (at, value) in own.values.iter().enumerate() {
            whole += f64::from(value * self.density_at(own, at));
            cumulative.push(whole);
        }
        let part = whole / draws.len() as f64;
        let mut at = 0;
        for (place, draw) in draws.iter_mut().enumerate() {
            let target = (place as f64 + random.random::<f64>()) * part;
            while at + 1 < cumulative.len() && cumulative[at] <= target {
                at += 1;
            }
            let before = if at == 0 { 0.0 } else { cumulative[at - 1] };
            let within = (target - before) / (cumulative[at] - before).max(f64::MIN_POSITIVE) - 0.5;
            *draw = log_rate(((own.first + at) as f64 + within.clamp(-0.5, 0.5)) / own.parts);
        }
        // Draws of several influencers at one place belong together by their group only, not by being high or low.
        for place in (1..draws.len()).rev() {
            draws.swap(place, random.random_range(0..=place));
        }
    }

    fn density_at(&self, own: &Likelihood, at: usize) -> f32 {
        if own.parts == 1.0 {
            return self.density[own.first + at];
        }
        let (point, part) = own.place(at);
        let next = self.density[(point + 1).min(POINTS - 1)];
        self.density[point] + (next - self.density[point]) * part
    }
}

impl Grid {
    fn log_shape(&self, at: usize) -> f64 {
        let (lower, upper) = self.log_shapes;
        lower + (upper - lower) * at as f64 / (SHAPES - 1) as f64
    }

    /// The logarithm of the prior of a shape, but for a constant.
    fn log_prior(&self, at: usize) -> f64 {
        let log_shape = self.log_shape(at);
        log_shape - 2.0 * log_shape.exp().ln_1p()
    }

    fn log_mean(&self, at: usize) -> f64 {
        let (lower, upper) = self.log_means;
        lower + (upper - lower) * at as f64 / (MEANS - 1) as f64
    }

    /// The density of ln λ in each column, by points: the columns of a point stand side by side.
    fn densities(&self) -> Vec<f32> {
        let wide = (0..SHAPES * MEANS)
            .into_par_iter()
            .map(|column| gamma_density(self.log_shape(column / MEANS).exp(), self.log_mean(column % MEANS)));
        let low = (0..MEANS).into_par_iter().map(|mean| gamma_density(LOW_SHAPE, self.log_mean(mean) + LOG_LOW_MEAN));
        let columns: Vec<Vec<f32>> = wide.chain(low).collect();
        (0..POINTS).flat_map(|point| columns.iter().map(move |column| column[point])).collect()
    }

    /// The part of the grid that is not negligible, with a step to each side.
    fn zoomed(&self, posterior: &[f64]) -> Self {
        let most = posterior.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut shapes, mut means) = ((SHAPES, 0), (MEANS, 0));
        for (at, _) in posterior.iter().enumerate().filter(|(_, log)| **log >= most - NEGLIGIBLE) {
            let column = at / LOW_PARTS.len();
            let (shape, mean) = (column / MEANS, column % MEANS);
            shapes = (shapes.0.min(shape), shapes.1.max(shape));
            means = (means.0.min(mean), means.1.max(mean));
        }
        let around = |(first, last): (usize, usize), end: usize| (first.saturating_sub(1), (last + 1).min(end));
        let (shapes, means) = (around(shapes, SHAPES - 1), around(means, MEANS - 1));
        Self {
            log_shapes: (self.log_shape(shapes.0), self.log_shape(shapes.1)),
            log_means: (self.log_mean(means.0), self.log_mean(means.1)),
        }
    }
}

/// The density of ln λ at each point, λ ~ Gamma(shape, shape / mean), among the rates of the grid.
fn gamma_density(shape: f64, log_mean: f64) -> Vec<f32> {
    let constant = shape * shape.ln() - log_gamma(shape);
    let density = |point: usize| {
        let relative = log_rate(point as f64) - log_mean;
        (constant + shape * (relative - relative.exp())).exp()
    };
    let densities: Vec<f64> = (0..POINTS).map(density).collect();
    let whole = densities.iter().sum::<f64>() * STEP;
    densities.into_iter().map(|density| ((density / whole) as f32).max(MIN_DENSITY)).collect()
}

/// The logarithm of the posterior at each (a, m, π), but for a constant.
fn log_posterior(likelihoods: &[(usize, Vec<f32>)], grid: &Grid, densities: &[f32]) -> Vec<f64> {
    let parts: Vec<Vec<f64>> =
        likelihoods.par_chunks(TOGETHER).map(|influencers| log_likelihoods(influencers, densities)).collect();
    let log_prior = |column: usize| {
        let of_shape = grid.log_prior(column / MEANS);
        LOW_PARTS.iter().map(move |(_, of_part)| of_shape + of_part)
    };
    let mut whole: Vec<f64> = (0..SHAPES * MEANS).flat_map(log_prior).collect();
    for part in parts {
        whole.iter_mut().zip(part).for_each(|(sum, log)| *sum += log);
    }
    whole
}

/// The logarithm of the likelihood of some influencers at each (a, m, π).
fn log_likelihoods(influencers: &[(usize, Vec<f32>)], densities: &[f32]) -> Vec<f64> {
    let mut logs = vec![0.0; SHAPES * MEANS * LOW_PARTS.len()];
    let mut columns = [0.0_f32; COLUMNS];
    for multiplied in influencers.chunks(MULTIPLIED) {
        let mut products = vec![1.0_f64; logs.len()];
        for (first, values) in multiplied {
            columns.fill(0.0);
            for (value, densities) in values.iter().zip(densities[first * COLUMNS..].chunks_exact(COLUMNS)) {
                columns.iter_mut().zip(densities).for_each(|(sum, density)| *sum += value * density);
            }
            multiply(&mut products, &columns);
        }
        logs.iter_mut().zip(products).for_each(|(log, product)| *log += product.ln());
    }
    logs
}

/// Multiplies by one influencer's likelihood at each (a, m, π).
fn multiply(products: &mut [f64], columns: &[f32; COLUMNS]) {
    let (wide, low) = columns.split_at(SHAPES * MEANS);
    for ((column, wide), products) in wide.iter().enumerate().zip(products.chunks_exact_mut(LOW_PARTS.len())) {
        let (wide, low) = (f64::from(*wide), f64::from(low[column % MEANS]));
        for (product, (part, _)) in products.iter_mut().zip(LOW_PARTS) {
            *product *= wide + part * (low - wide);
        }
    }
}

/// Some (a, m, π), each as often as it is likely, with how many draws each has.
fn chosen(log_posterior: &[f64], groups: usize, draws: usize) -> impl Iterator<Item = (usize, usize)> {
    let most = log_posterior.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = log_posterior.iter().map(|log| (log - most).exp()).collect();
    let whole: f64 = weights.iter().sum();
    let upto = move |part: f64, of: usize| (part * of as f64).round() as usize;
    let mut reached = 0.0;
    weights.into_iter().enumerate().filter_map(move |(at, weight)| {
        let before = upto(reached / whole, groups);
        reached += weight;
        let after = upto(reached / whole, groups);
        let drawn = |group: usize| group * draws / groups;
        (after > before).then(|| (at, drawn(after) - drawn(before)))
    })
}

/// The density of one (a, m, π).
fn mixed(densities: &[f32], at: usize) -> Vec<f32> {
    let (column, part) = (at / LOW_PARTS.len(), LOW_PARTS[at % LOW_PARTS.len()].0 as f32);
    let of_point = |densities: &[f32]| {
        let (wide, low) = (densities[column], densities[SHAPES * MEANS + column % MEANS]);
        wide + part * (low - wide)
    };
    densities.chunks_exact(COLUMNS).map(of_point).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::likelihood::Counts, *};
    use crate::random::Seed;

    fn likelihoods(orders: &[f64], expected: f64) -> Vec<Likelihood> {
        let one = |&orders: &f64| Likelihood::new(&Counts { orders, expected, dispersion: 1.0, frailty: None });
        orders.iter().map(one).collect()
    }

    fn learned(orders: &[f64], expected: f64) -> Vec<GroupRates> {
        let likelihoods = likelihoods(orders, expected);
        group(&likelihoods.iter().collect::<Vec<_>>(), 1_000)
    }

    /// The mean over the group of some part of its rates.
    fn part(groups: &[GroupRates], is_in: impl Fn(f64) -> bool) -> f64 {
        let of_one = |group: &GroupRates| {
            let points = (0..POINTS).filter(|point| is_in(log_rate(*point as f64).exp()));
            points.map(|point| f64::from(group.density[point])).sum::<f64>() * STEP * group.draws as f64
        };
        groups.iter().map(of_one).sum::<f64>() / 1_000.0
    }

    #[test]
    fn influencers_who_differ_are_found_to_differ() {
        let alike = learned(&[98.0, 100.0, 102.0, 97.0, 103.0, 100.0, 99.0, 101.0], 100.0);
        let unlike = learned(&[5.0, 300.0, 20.0, 100.0, 250.0, 60.0, 15.0, 50.0], 100.0);
        let around = |rate: f64| (0.7..1.4).contains(&rate);
        assert!(part(&alike, around) > 0.9, "{}", part(&alike, around));
        assert!(part(&unlike, around) < 0.4, "{}", part(&unlike, around));
    }

    #[test]
    fn influencers_who_hardly_sell_are_distinguished_from_the_others() {
        let orders: Vec<f64> = (0..40).map(|at| if at % 2 == 0 { 0.0 } else { 100.0 + f64::from(at) }).collect();
        let groups = learned(&orders, 100.0);
        let hardly = part(&groups, |rate| rate < 0.5);
        assert!((0.3..0.6).contains(&hardly), "{hardly}");
        let like_the_others = part(&groups, |rate| (0.8..1.8).contains(&rate));
        assert!(like_the_others > 0.35, "{like_the_others}");
    }

    #[test]
    fn every_draw_is_of_one_group_however_many_influencers_there_are() {
        for size in [1, 2, 30, 3_000] {
            let orders: Vec<f64> = (0..size).map(|at| f64::from(at * 7 % 23) + 1.0).collect();
            let groups = learned(&orders, 12.0);
            assert_eq!(groups.iter().map(|group| group.draws).sum::<usize>(), 1_000, "{size}");
            let whole = part(&groups, |_| true);
            assert!((whole - 1.0).abs() < 1e-4, "{size}: {whole}");
        }
        assert!(group(&[], 1_000).is_empty());
    }

    #[test]
    fn draws_are_of_orders_and_group_together() {
        let group = GroupRates { density: gamma_density(4.0, 0.0), draws: 0 };
        for (orders, expected) in [(0.0, 3.0), (6.0, 2.0), (2e4, 1e4)] {
            let own = &likelihoods(&[orders], expected)[0];
            let mut draws = vec![0.0; 4_000];
            group.draw(own, &mut Seed::named("draw").stream(0), &mut Vec::new(), &mut draws);
            // Gamma(4, 4) and a Poisson count are Gamma(4 + N, 4 + e).
            let (shape, rate) = (4.0 + orders, 4.0 + expected);
            let mean = draws.iter().map(|log| log.exp()).sum::<f64>() / 4_000.0;
            let variance = draws.iter().map(|log| (log.exp() - mean).powi(2)).sum::<f64>() / 4_000.0;
            assert!((mean / (shape / rate) - 1.0).abs() < 0.01, "{orders}: {mean}");
            assert!((variance.sqrt() / (shape.sqrt() / rate) - 1.0).abs() < 0.05, "{orders}: {variance}");
            assert!(!draws.is_sorted());
        }
    }
}
