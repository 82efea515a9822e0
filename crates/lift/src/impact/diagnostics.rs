//! Whether the draws can be relied on: agreement of the chains, and how many independent draws they are worth.

/// How well the chains have mixed, for the quantity that is estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Diagnostics {
    /// Split R-hat; near 1 when the chains agree.
    pub rhat: f64,
    /// Independent draws that the draws are worth.
    pub effective_draws: f64,
    /// Draws that were kept, over all chains.
    pub draws: usize,
    /// Chains.
    pub chains: usize,
}

/// Above this the chains do not agree.
const MAX_RHAT: f64 = 1.01;
/// Below this the ends of an interval are too shaky.
const MIN_EFFECTIVE_DRAWS: f64 = 400.0;

impl Diagnostics {
    /// Whether the chains agree and are worth enough draws.
    #[must_use]
    pub fn have_converged(&self) -> bool {
        self.rhat < MAX_RHAT && self.effective_draws > MIN_EFFECTIVE_DRAWS
    }

    /// The worse of two.
    pub(super) fn worse(self, other: Self) -> Self {
        Self {
            rhat: self.rhat.max(other.rhat),
            effective_draws: self.effective_draws.min(other.effective_draws),
            ..self
        }
    }
}

/// Of one quantity's draws, chain by chain, all of one length.
///
/// Source: Gelman et al., Bayesian Data Analysis (3rd edition), 11.4 and 11.5, each chain split in two; autocorrelations
/// by Geyer's (1992) initial monotone sequence.
pub(super) fn diagnose(chains: &[Vec<f64>]) -> Diagnostics {
    let halves: Vec<&[f64]> = chains
        .iter()
        .flat_map(|chain| {
            let half = chain.len() / 2;
            [&chain[..half], &chain[chain.len() - half..]]
        })
        .collect();
    let (length, count) = (halves.first().map_or(0, |half| half.len()), halves.len());
    let draws = chains.iter().map(Vec::len).sum();
    let certain = Diagnostics { rhat: 1.0, effective_draws: draws as f64, draws, chains: chains.len() };
    if length < 4 {
        return certain;
    }
    let means: Vec<f64> = halves.iter().map(|half| half.iter().sum::<f64>() / length as f64).collect();
    let variances: Vec<f64> = halves.iter().zip(&means).map(|(half, mean)| covariance(half, *mean, 0)).collect();
    let grand = means.iter().sum::<f64>() / count as f64;
    let length_less_one = (length - 1) as f64;
    let between = means.iter().map(|mean| (mean - grand).powi(2)).sum::<f64>() / (count - 1) as f64;
    let within = variances.iter().sum::<f64>() / count as f64 * length as f64 / length_less_one;
    let pooled = within * length_less_one / length as f64 + between;
    if !(pooled > 0.0 && within > 0.0) {
        return certain;
    }
    let autocorrelation = |lag: usize| {
        let covariances = halves.iter().zip(&means).map(|(half, mean)| covariance(half, *mean, lag));
        1.0 - (within - covariances.sum::<f64>() / count as f64) / pooled
    };
    let all = (length * count) as f64;
    let effective_draws = (all / integrated_time(autocorrelation, length)).min(all);
    Diagnostics { rhat: (pooled / within).sqrt(), effective_draws, ..certain }
}

fn covariance(values: &[f64], mean: f64, lag: usize) -> f64 {
    let pairs = values.iter().zip(&values[lag..]);
    pairs.map(|(one, other)| (one - mean) * (other - mean)).sum::<f64>() / values.len() as f64
}

/// Pairs of neighbouring autocorrelations are summed while they are positive, none larger than the one before.
fn integrated_time(autocorrelation: impl Fn(usize) -> f64, length: usize) -> f64 {
    let (mut time, mut last) = (-1.0, f64::INFINITY);
    for lag in (0..length - 1).step_by(2) {
        let pair = if lag == 0 { 1.0 + autocorrelation(1) } else { autocorrelation(lag) + autocorrelation(lag + 1) };
        if pair <= 0.0 {
            break;
        }
        last = pair.min(last);
        time += 2.0 * last;
    }
    time.max(1.0 / (length as f64).log10())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impact::chance::normal;
    use crate::random::Seed;

    fn chains(keep: f64, apart: f64) -> Vec<Vec<f64>> {
        (0..4)
            .map(|chain| {
                let mut rng = Seed::named("chains").stream(chain);
                let mut value = 0.0;
                (0..2_500)
                    .map(|_| {
                        value = keep * value + normal(&mut rng);
                        value + apart * chain as f64
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn independent_draws_are_worth_what_they_are() {
        let found = diagnose(&chains(0.0, 0.0));
        assert!(found.rhat < 1.002 && found.effective_draws > 9_000.0, "{found:?}");
    }

    #[test]
    fn draws_that_hang_together_are_worth_less() {
        // An AR(1) of 0.9 is worth (1 - 0.9) / (1 + 0.9) of its draws.
        let found = diagnose(&chains(0.9, 0.0));
        assert!((380.0..720.0).contains(&found.effective_draws), "{found:?}");
    }

    #[test]
    fn chains_that_stay_apart_are_found() {
        let found = diagnose(&chains(0.0, 1.0));
        assert!(found.rhat > 1.2 && found.effective_draws < 30.0, "{found:?}");
        assert!(!found.have_converged());
    }

    #[test]
    fn draws_that_never_change_are_no_trouble() {
        assert!(diagnose(&[vec![3.0; 100], vec![3.0; 100]]).rhat <= 1.0);
    }
}
