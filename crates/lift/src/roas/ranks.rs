//! Places among the influencers, draw by draw.

use rayon::prelude::*;

/// The number of draws that one thread ranks at a time.
const TOGETHER: usize = 64;
const TOP: u16 = 5;

/// A place among the influencers, 1 being the highest ROAS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// 5 % of the draws have a better place than this.
    pub best: u32,
    /// 5 % of the draws have a worse place than this.
    pub worst: u32,
    /// The part of the draws with a place from 1 to 5.
    pub p_top_five: f64,
}

/// The rank of each influencer among all, from the same number of draws each.
///
/// At most 65,535 influencers. Of equal draws the influencer that was named first has the better place.
pub(super) fn rankings(draws: &[Vec<f32>]) -> Vec<Ranking> {
    let count = draws.first().map_or(0, Vec::len);
    let blocks: Vec<Vec<u16>> = (0..count.div_ceil(TOGETHER))
        .into_par_iter()
        .map(|block| places(draws, block * TOGETHER..((block + 1) * TOGETHER).min(count)))
        .collect();
    let ranking = |influencer: usize| {
        let of_block =
            |block: &Vec<u16>| block[influencer * (block.len() / draws.len())..][..block.len() / draws.len()].to_vec();
        let mut places: Vec<u16> = blocks.iter().flat_map(of_block).collect();
        summary(&mut places)
    };
    (0..draws.len()).into_par_iter().map(ranking).collect()
}

/// Places in some draws: those of the first influencer, then those of the next.
fn places(draws: &[Vec<f32>], range: std::ops::Range<usize>) -> Vec<u16> {
    let width = range.len();
    let mut places = vec![0; draws.len() * width];
    let mut order: Vec<u64> = Vec::with_capacity(draws.len());
    for (column, draw) in range.enumerate() {
        order.clear();
        // Draws are not below 0, so their bits are in their order; the highest comes first.
        let key = |(influencer, draws): (usize, &Vec<f32>)| u64::from(!draws[draw].to_bits()) << 32 | influencer as u64;
        order.extend(draws.iter().enumerate().map(key));
        order.sort_unstable();
        for (place, key) in order.iter().enumerate() {
            places[(key & 0xffff_ffff) as usize * width + column] = place as u16 + 1;
        }
    }
    places
}

fn summary(places: &mut [u16]) -> Ranking {
    let top = places.iter().filter(|place| **place <= TOP).count();
    let p_top_five = top as f64 / places.len() as f64;
    let [best, worst] = quantiles(places, [0.05, 0.95]);
    Ranking { best: best.into(), worst: worst.into(), p_top_five }
}

/// The values at two parts of an order, the first part being smaller.
pub(super) fn quantiles<T: Copy + PartialOrd>(values: &mut [T], parts: [f64; 2]) -> [T; 2] {
    let last = values.len() - 1;
    let [lower, upper] = parts.map(|part| (part * last as f64).round() as usize);
    let order = |left: &T, right: &T| left.partial_cmp(right).unwrap_or(std::cmp::Ordering::Equal);
    let (_, &mut low, above) = values.select_nth_unstable_by(lower, order);
    let high = if upper == lower { low } else { *above.select_nth_unstable_by(upper - lower - 1, order).1 };
    [low, high]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_draw_has_the_first_place() {
        let ranked = rankings(&[vec![1.0; 100], vec![3.0; 100], vec![2.0; 100]]);
        let places: Vec<(u32, u32)> = ranked.iter().map(|ranking| (ranking.best, ranking.worst)).collect();
        assert_eq!(places, [(3, 3), (1, 1), (2, 2)]);
        assert!(ranked.iter().all(|ranking| ranking.p_top_five == 1.0));
    }

    #[test]
    fn places_that_change_from_draw_to_draw_are_an_interval() {
        let draws: Vec<Vec<f32>> =
            (0..7).map(|influencer| (0..700).map(|draw| ((draw + influencer) % 7) as f32).collect()).collect();
        for ranking in rankings(&draws) {
            assert_eq!((ranking.best, ranking.worst), (1, 7));
            assert!((ranking.p_top_five - 5.0 / 7.0).abs() < 1e-12);
        }
    }

    #[test]
    fn no_influencer_has_no_place() {
        assert!(rankings(&[]).is_empty());
    }
}
