//! How much each value of a dimension would choose under the other clauses.

use definitions::FacetCounts;

use super::filter::{CAMPAIGN, Fails, Filter};
use crate::{ATTRIBUTES, COUNTED, Cube};

/// Dimensions of the sales side come first among the counted ones.
const OF_SALES: usize = COUNTED.len() - ATTRIBUTES.len();

/// Counts while they grow.
pub(super) struct Counts<'c> {
    cube: &'c Cube,
    /// As [`COUNTED`] lists them, by value.
    counts: [Vec<i64>; COUNTED.len()],
}

/// Whether something counts for a dimension: it fails nothing, or only what the dimension itself has chosen.
const fn passes_but(fails: Fails, at: usize) -> bool {
    fails & !(1 << at) == 0
}

impl<'c> Counts<'c> {
    /// Of the people, at once.
    pub(super) fn new(cube: &'c Cube, filter: &Filter) -> Self {
        let mut counts = std::array::from_fn(|at| vec![0; cube.facets[at].values.len()]);
        for (at, attribute) in cube.people.attributes.iter().enumerate() {
            let people = filter.people.iter().zip(&attribute.of);
            let counts: &mut Vec<i64> = &mut counts[OF_SALES + at];
            people.filter(|(fails, _)| passes_but(**fails, at)).for_each(|(_, &code)| counts[code as usize] += 1);
        }
        Self { cube, counts }
    }

    /// Adds the tracking rows of one combination, made by those who pass.
    pub(super) fn add(&mut self, fails: Fails, codes: &[u32], rows: i64) {
        for (at, &code) in codes.iter().enumerate() {
            if passes_but(fails, at)
                && let Some(place) = self.cube.places[at].0[code as usize]
            {
                self.counts[at][place as usize] += rows;
            }
        }
    }

    /// Adds the rows without an influencer and a campaign: they count while neither is chosen.
    pub(super) fn add_unattributed(&mut self, filter: &Filter) {
        if filter.filters_people || filter.campaigns.is_some() {
            return;
        }
        for (run, stock) in self.cube.stocks.iter().enumerate() {
            let fails = filter.stocks[run];
            if let Some([rows, ..]) = self.cube.unattributed.sums(run, filter.period) {
                self.add(fails & !CAMPAIGN, &[stock.brand, stock.product], rows);
            }
        }
    }

    pub(super) fn finish(self) -> Vec<FacetCounts> {
        let counts = COUNTED.into_iter().zip(self.counts);
        counts.map(|(dimension, counts)| FacetCounts { dimension, counts }).collect()
    }
}
