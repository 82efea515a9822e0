//! Kinds of daily sales, none of them the model's own.

use rand_distr::{Distribution, Gamma, LogNormal, Poisson, StandardNormal, StudentT};
use rand_pcg::Pcg64;

use lift::random::Seed;

/// One kind of daily sales.
pub(super) struct Process {
    pub(super) name: &'static str,
    /// Writes the outcome and the controls.
    grow: fn(usize, &mut Pcg64) -> World,
}

/// A brand's sales without any campaign, and those of other brands.
pub(super) struct World {
    pub(super) outcome: Vec<f64>,
    pub(super) controls: Vec<Vec<f64>>,
}

pub(super) const PROCESSES: [Process; 7] = [
    Process { name: "orders that vary more than chance, shared market", grow: shared_market },
    Process { name: "swings of its own that come back", grow: own_swings },
    Process { name: "growth and days of the week, no control", grow: growth_alone },
    Process { name: "few orders a day of uneven value", grow: few_orders },
    Process { name: "heavy-tailed days", grow: heavy_tails },
    Process { name: "a random walk that follows no control", grow: walk },
    Process { name: "a slow yearly wave, controls that lag", grow: lagging },
];

impl Process {
    pub(super) fn draw(&self, before: usize, after: usize, replicate: u64) -> World {
        let seed = Seed::named(self.name).with(before as u64).with(replicate);
        (self.grow)(before + after, &mut seed.stream(0))
    }
}

const WEEK: [f64; 7] = [0.95, 0.92, 0.94, 0.98, 1.04, 1.12, 1.05];

fn normal(rng: &mut Pcg64) -> f64 {
    StandardNormal.sample(rng)
}

/// An AR(1) from its stationary start, of this standard deviation.
fn swings(rows: usize, keep: f64, deviation: f64, rng: &mut Pcg64) -> Vec<f64> {
    let step = deviation * (1.0 - keep * keep).sqrt();
    let mut value = deviation * normal(rng);
    (0..rows)
        .map(|_| {
            value = keep * value + step * normal(rng);
            value
        })
        .collect()
}

fn week(row: usize) -> f64 {
    WEEK[row % WEEK.len()]
}

/// Orders of a Poisson whose mean varies by itself, each worth about 900.
fn orders(mean: f64, shape: f64, rng: &mut Pcg64) -> f64 {
    let mean = mean * Gamma::new(shape, 1.0 / shape).expect("a shape above 0").sample(rng);
    Poisson::new(mean.max(1e-9)).expect("a mean above 0").sample(rng)
}

fn shared_market(rows: usize, rng: &mut Pcg64) -> World {
    let market = swings(rows, 0.92, 0.12, rng);
    let mut brand = |size: f64, share: f64| -> Vec<f64> {
        (0..rows).map(|row| 900.0 * orders(size * week(row) * (share * market[row]).exp(), 40.0, rng)).collect()
    };
    World { outcome: brand(90.0, 1.0), controls: vec![brand(120.0, 0.9), brand(60.0, 1.1)] }
}

fn own_swings(rows: usize, rng: &mut Pcg64) -> World {
    let mut brand = |size: f64| -> Vec<f64> {
        let own = swings(rows, 0.85, 0.15, rng);
        (0..rows).map(|row| size * week(row) * (own[row] + 0.06 * normal(rng)).exp()).collect()
    };
    World { outcome: brand(80_000.0), controls: vec![brand(60_000.0)] }
}

fn growth_alone(rows: usize, rng: &mut Pcg64) -> World {
    let own = swings(rows, 0.6, 0.05, rng);
    let day = |row: usize, rng: &mut Pcg64| {
        70_000.0 * (1.0 + 0.001 * row as f64) * week(row) * (own[row] + 0.08 * normal(rng)).exp()
    };
    World { outcome: (0..rows).map(|row| day(row, rng)).collect(), controls: Vec::new() }
}

fn few_orders(rows: usize, rng: &mut Pcg64) -> World {
    let value = LogNormal::new(6.8, 0.6).expect("finite parameters");
    let market = swings(rows, 0.9, 0.1, rng);
    let mut brand = |size: f64| -> Vec<f64> {
        let day = |row: usize| {
            let count = orders(size * week(row) * market[row].exp(), 20.0, rng) as usize;
            (0..count).map(|_| value.sample(rng)).sum::<f64>()
        };
        (0..rows).map(day).collect()
    };
    World { outcome: brand(9.0), controls: vec![brand(25.0)] }
}

fn heavy_tails(rows: usize, rng: &mut Pcg64) -> World {
    let tail = StudentT::new(4.0).expect("degrees of freedom above 0");
    let market = swings(rows, 0.8, 0.08, rng);
    let mut brand = |size: f64| -> Vec<f64> {
        (0..rows).map(|row| size * week(row) * (market[row] + 0.07 * tail.sample(rng)).exp()).collect()
    };
    World { outcome: brand(75_000.0), controls: vec![brand(90_000.0)] }
}

fn walk(rows: usize, rng: &mut Pcg64) -> World {
    let mut brand = |size: f64| -> Vec<f64> {
        let mut level = 0.0;
        let day = |row: usize| {
            level += 0.012 * normal(rng);
            size * week(row) * (level + 0.08 * normal(rng)).exp()
        };
        (0..rows).map(day).collect()
    };
    World { outcome: brand(65_000.0), controls: vec![brand(70_000.0)] }
}

fn lagging(rows: usize, rng: &mut Pcg64) -> World {
    let market = swings(rows + 3, 0.9, 0.1, rng);
    let phase = 6.0 * normal(rng);
    let mut brand = |size: f64, lag: usize| -> Vec<f64> {
        let day = |row: usize| {
            let wave = 0.15 * (row as f64 * std::f64::consts::TAU / 365.0 + phase).sin();
            size * week(row) * (wave + market[row + lag] + 0.06 * normal(rng)).exp()
        };
        (0..rows).map(day).collect()
    };
    World { outcome: brand(85_000.0, 3), controls: vec![brand(50_000.0, 0)] }
}
