//! Series made here, whose truth is known.

use lift::impact::{Impact, ImpactSettings, Mode, PostPeriod, Refusal, Series, Unwatched, impact};
use lift::random::Seed;
use rand::Rng;

/// Days before and days asked about.
pub(crate) const BEFORE: usize = 120;
pub(crate) const AFTER: usize = 21;

/// A brand's daily sales with those of two others, all moved by one market.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) outcome: Vec<f64>,
    pub(crate) controls: Vec<Vec<f64>>,
    pub(crate) masked: Vec<bool>,
}

const WEEK: [f64; 7] = [0.95, 0.92, 0.94, 0.98, 1.04, 1.12, 1.05];

impl Made {
    /// Sales without any effect.
    pub(crate) fn quiet(seed: u64) -> Self {
        let mut rng = Seed::named("made").with(seed).stream(0);
        let mut even = move || (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64 - 0.5;
        let rows = BEFORE + AFTER;
        let mut market = vec![0.0; rows];
        for row in 1..rows {
            market[row] = 0.8 * market[row - 1] + 0.05 * even();
        }
        let mut brand = |size: f64| -> Vec<f64> {
            (0..rows).map(|row| size * WEEK[row % 7] * (market[row] + 0.1 * even()).exp()).collect()
        };
        let outcome = brand(80_000.0);
        let controls = vec![brand(60_000.0), brand(50_000.0)];
        Self { outcome, controls, masked: vec![false; rows] }
    }

    /// Multiplies some rows.
    pub(crate) fn times(values: &mut [f64], rows: std::ops::Range<usize>, factor: f64) {
        values[rows].iter_mut().for_each(|value| *value *= factor);
    }

    pub(crate) fn with_effect(mut self, share: f64) -> Self {
        Self::times(&mut self.outcome, BEFORE..BEFORE + AFTER, 1.0 + share);
        self
    }

    pub(crate) fn ask(&self, mode: Mode) -> Result<Impact, Refusal> {
        self.ask_with(&ImpactSettings { draws: 2_000, ..ImpactSettings::defaults(mode) })
    }

    pub(crate) fn ask_with(&self, settings: &ImpactSettings) -> Result<Impact, Refusal> {
        let controls: Vec<&[f64]> = self.controls.iter().map(Vec::as_slice).collect();
        let post = PostPeriod { start: BEFORE, end: self.outcome.len() };
        impact(
            &Series { outcome: &self.outcome, controls: &controls, masked: &self.masked, post },
            settings,
            &Unwatched,
        )
    }
}
