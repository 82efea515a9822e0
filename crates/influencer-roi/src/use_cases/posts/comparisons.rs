//! Kinds of posts against the same influencers' other posts, and what chance alone would show among so many comparisons.

use lift::within::{Contrast, Estimate, Observation, contrasts, discoveries};

/// Of the intervals.
const LEVEL: f64 = 0.9;
/// The part of what holds that may be chance.
const FALSE_PART: f64 = 0.1;

/// One kind in one respect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KindComparison {
    pub(crate) contrast: Contrast,
    /// It holds when all comparisons of the answer are judged together.
    pub(crate) holds: bool,
}

impl KindComparison {
    /// Its interval lies on one side.
    pub(crate) fn stands_out(&self) -> bool {
        let is_beside = |of: Estimate| of.lower > 1.0 || of.upper < 1.0;
        self.contrast.estimate.is_some_and(is_beside)
    }
}

/// How many comparisons there are, and how many of them say something.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Comparisons {
    pub(crate) compared: usize,
    /// The interval lies on one side.
    pub(crate) stand_out: usize,
    /// So many would by chance alone.
    pub(crate) by_chance: f64,
    /// They hold together.
    pub(crate) hold: usize,
}

/// Several lists of observations, each with its number of kinds, judged together.
pub(super) fn compared(lists: &[(Vec<Observation>, usize)]) -> (Vec<Vec<KindComparison>>, Comparisons) {
    let contrasts: Vec<Vec<Contrast>> =
        lists.iter().map(|(observations, kinds)| contrasts(observations, *kinds, LEVEL)).collect();
    let estimates = || contrasts.iter().flatten().filter_map(|contrast| contrast.estimate);
    let p_values: Vec<f64> = estimates().map(|estimate| estimate.p_value).collect();
    let mut flags = discoveries(&p_values, FALSE_PART).into_iter();
    let mut judge = |contrast: &Contrast| KindComparison {
        contrast: *contrast,
        holds: contrast.estimate.is_some() && flags.next().unwrap_or(false),
    };
    let judged: Vec<Vec<KindComparison>> = contrasts.iter().map(|of| of.iter().map(&mut judge).collect()).collect();
    let count = |is: fn(&KindComparison) -> bool| judged.iter().flatten().filter(|kind| is(kind)).count();
    let comparisons = Comparisons {
        compared: p_values.len(),
        stand_out: count(KindComparison::stands_out),
        by_chance: p_values.len() as f64 * (1.0 - LEVEL),
        hold: count(|kind| kind.holds),
    };
    (judged, comparisons)
}
