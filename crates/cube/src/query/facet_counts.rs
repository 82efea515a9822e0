//! How much each value of a dimension would choose under the other clauses.

use definitions::{Dimension, FacetCounts, SALES_SIDE};

use super::filter::{FailMask, Filter};
use crate::Cube;

/// Counts while they grow.
pub(super) struct Counts<'c> {
    cube: &'c Cube,
    /// By facet of the cube, by value.
    counts: Vec<Vec<i64>>,
}

impl<'c> Counts<'c> {
    /// Of the people, at once.
    pub(super) fn new(cube: &'c Cube, filter: &Filter) -> Self {
        let mut counts: Vec<Vec<i64>> = cube.facets.iter().map(|facet| vec![0; facet.values.len()]).collect();
        // The facets of the sales side come first, then one for each attribute.
        for (counts, attribute) in counts[SALES_SIDE.len()..].iter_mut().zip(&cube.people.attributes) {
            let people = filter.people.iter().zip(&attribute.codes);
            let passing = people.filter(|(fails, _)| fails.passes_but(attribute.dimension));
            passing.for_each(|(_, &code)| counts[code as usize] += 1);
        }
        Self { cube, counts }
    }

    /// Adds the tracking rows of one combination, of influencers who pass.
    pub(super) fn add(&mut self, fails: FailMask, codes: &[u32], rows: i64) {
        for (at, &code) in codes.iter().enumerate() {
            if fails.passes_but(SALES_SIDE[at])
                && let Some(place) = self.cube.positions[at].0[code as usize]
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
        for (run, key) in self.cube.unattributed_keys.iter().enumerate() {
            let fails = filter.unattributed[run];
            if let Some([rows, ..]) = self.cube.unattributed.sums(run, filter.period) {
                self.add(fails.without(Dimension::Campaign), &[key.brand, key.product], rows);
            }
        }
    }

    pub(super) fn finish(self) -> Vec<FacetCounts> {
        let counts = self.cube.facets.iter().zip(self.counts);
        counts.map(|(facet, counts)| FacetCounts { dimension: facet.dimension, counts }).collect()
    }
}
