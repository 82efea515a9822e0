//! The cells by influencer, combination and day: the order from which every level is summed.

use rayon::{iter::ParallelIterator, slice::ParallelSlice};

use crate::{Combination, Series, distinct, input::SalesCell, people::People, prefix_sums::PrefixSums};

/// The cells of one influencer and combination.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeriesCells {
    pub(crate) influencer: u32,
    pub(crate) combination: Combination,
    /// Where they begin and end in the order.
    from: u32,
    to: u32,
}

/// Places of cells: by influencer, combination and day.
#[derive(Debug, Default)]
pub(crate) struct SeriesOrder {
    pub(crate) series: Vec<SeriesCells>,
    cells: Vec<u32>,
}

impl SeriesOrder {
    /// The cells come sorted by influencer and day: each influencer's are put in order by themselves.
    pub(crate) fn new(cells: &[SalesCell]) -> Self {
        let by_influencer = cells.par_chunk_by(|left, right| left.key.influencer == right.key.influencer);
        let ordered: Vec<Self> = by_influencer.map(Self::of_influencer).collect();
        let series = ordered.iter().map(|own| own.series.len()).sum();
        let mut all = Self { series: Vec::with_capacity(series), cells: Vec::with_capacity(cells.len()) };
        for own in ordered {
            let before = all.cells.len() as u32;
            let placed = |series: &SeriesCells| {
                let SeriesCells { influencer, combination, from, to } = *series;
                SeriesCells { influencer, combination, from: from + before, to: to + before }
            };
            all.series.extend(own.series.iter().map(placed));
            all.cells.extend(own.cells.iter().map(|place| place + before));
        }
        all
    }

    fn of_influencer(cells: &[SalesCell]) -> Self {
        let combinations = distinct(cells.iter().map(Combination::of));
        // Most days have what the day before had: the next one is looked at first.
        let mut next = 0;
        let code = |cell: &SalesCell| {
            let combination = Combination::of(cell);
            let code = match combinations.get(next) {
                Some(expected) if *expected == combination => next,
                _ => combinations.binary_search(&combination).unwrap_or_default(),
            };
            next = if code + 1 == combinations.len() { 0 } else { code + 1 };
            code as u32
        };
        let codes: Vec<u32> = cells.iter().map(code).collect();
        let (ends, order) = in_order(&codes, combinations.len());
        let from = [0].into_iter().chain(ends.iter().copied());
        let series = combinations.iter().zip(from.zip(&ends)).map(|(combination, (from, to))| SeriesCells {
            influencer: cells[0].key.influencer,
            combination: *combination,
            from,
            to: *to,
        });
        Self { series: series.collect(), cells: order }
    }

    /// The places of the cells of a series, by day.
    pub(crate) fn cells_of(&self, series: &SeriesCells) -> &[u32] {
        &self.cells[series.from as usize..series.to as usize]
    }
}

/// Where the places of each code below `most` end, and the places of codes, by code; those of one code as they come.
fn in_order(codes: &[u32], most: usize) -> (Vec<u32>, Vec<u32>) {
    let mut next = vec![0_u32; most];
    codes.iter().for_each(|code| next[*code as usize] += 1);
    let mut before = 0;
    for next in &mut next {
        (*next, before) = (before, before + *next);
    }
    let mut order = vec![0; codes.len()];
    for (at, code) in codes.iter().enumerate() {
        let next = &mut next[*code as usize];
        order[*next as usize] = at as u32;
        *next += 1;
    }
    (next, order)
}

/// The combinations that have sales.
pub(crate) fn combinations(order: &SeriesOrder) -> Vec<Combination> {
    distinct(order.series.iter().map(|series| series.combination))
}

/// Rows, orders, revenue and spend of each series; `codes` say which combination each is of.
pub(crate) fn series_of(
    cells: &[SalesCell],
    spend: &[i64],
    order: &SeriesOrder,
    codes: &[u32],
    people: &People,
) -> (Vec<Series>, PrefixSums<4>) {
    let series = |(series, code): (&SeriesCells, &u32)| Series {
        profile: people.profile_of[series.influencer as usize].unwrap_or_default(),
        combination: *code,
    };
    let runs = order.series.iter().enumerate();
    let sums = runs.flat_map(|(run, series)| {
        order.cells_of(series).iter().map(move |at| {
            let (cell, spend) = (&cells[*at as usize], spend[*at as usize]);
            (run, cell.key.day, [cell.rows, cell.orders, cell.revenue, spend])
        })
    });
    (order.series.iter().zip(codes).map(series).collect(), PrefixSums::of(cells.len(), sums))
}

#[cfg(test)]
mod tests {
    use definitions::{Class, Day};

    use super::SeriesOrder;
    use crate::{SalesCell, SalesKey, summed};

    fn cell(influencer: u32, day: i32, product: u32) -> SalesCell {
        let day = Day::from_number(day);
        let key = SalesKey { class: Class::Influencer, influencer, day, brand: 1, product, campaign: 0 };
        SalesCell { key, rows: 1, orders: 1, revenue: 1 }
    }

    #[test]
    fn cells_stand_by_influencer_combination_and_day() {
        let days = [(1, 5, 2), (1, 5, 3), (1, 6, 2), (1, 9, 1), (1, 9, 3), (4, 1, 3), (4, 2, 3), (4, 2, 1)];
        let cells = summed(days.map(|(influencer, day, product)| cell(influencer, day, product)).to_vec());
        let order = SeriesOrder::new(&cells);
        let series = order.series.iter().map(|series| {
            let days: Vec<i32> = order.cells_of(series).iter().map(|at| cells[*at as usize].key.day.number()).collect();
            (series.influencer, series.combination.product, days)
        });
        let expected = [(1, 1, vec![9]), (1, 2, vec![5, 6]), (1, 3, vec![5, 9]), (4, 1, vec![2]), (4, 3, vec![1, 2])];
        assert_eq!(series.collect::<Vec<_>>(), expected);
        assert!(SeriesOrder::new(&[]).series.is_empty());
    }
}
