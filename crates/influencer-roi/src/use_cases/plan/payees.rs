//! Who a plan can move money to and from, and who is left out of it.

use definitions::{Measure, Verdict};
use lift::reallocation::{self, Bounds, Payee};
use store::Dataset;

use super::rules::{PlanError, PlanRules};
use crate::use_cases::estimates::{Estimates, GroupDraws};

/// So many influencers with the largest amounts are planned for; the others keep what they get.
const MAX_PAYEES: usize = 1_000;

/// Why an influencer's amount is not in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Obstacle {
    PerOrder,
    NotPaid,
    NoEstimate,
    Smaller,
}

impl Obstacle {
    pub(crate) const ALL: [Self; 4] = [Self::PerOrder, Self::NotPaid, Self::NoEstimate, Self::Smaller];

    /// The name in the API.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::PerOrder => "per_order",
            Self::NotPaid => "not_paid",
            Self::NoEstimate => "no_estimate",
            Self::Smaller => "smaller_amounts",
        }
    }

    /// What people read.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::PerOrder => "Paid per order: their spend follows their sales, so it cannot be planned.",
            Self::NotPaid => "Sold without being paid: there is no amount to start from.",
            Self::NoEstimate => "Paid, and their return cannot be estimated.",
            Self::Smaller => "Smaller amounts than those of the 1,000 who are planned for.",
        }
    }
}

/// The influencers left out for one reason.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeftOut {
    pub(crate) obstacle: Obstacle,
    pub(crate) influencers: usize,
    /// Micros; they keep it.
    pub(crate) spend: i64,
}

/// An influencer whose amount may change.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) profile: usize,
    pub(super) verdict: Verdict,
    /// Micros, all three: what is paid today, and between which ends the plan may set it.
    pub(super) today: i64,
    pub(super) least: i64,
    pub(super) most: i64,
    /// Whether it was set by hand.
    pub(super) is_set: bool,
}

/// Those who can be planned for, the largest amount first, and those who cannot.
pub(super) fn sorted(
    dataset: &Dataset,
    lines: &[definitions::InfluencerLine],
    estimates: &Estimates,
) -> (Vec<Candidate>, Vec<LeftOut>) {
    let mut left_out = Obstacle::ALL.map(|obstacle| LeftOut { obstacle, influencers: 0, spend: 0 });
    let mut leave = |obstacle: Obstacle, spend: i64| {
        let group = &mut left_out[obstacle as usize];
        (group.influencers, group.spend) = (group.influencers + 1, group.spend + spend);
    };
    let mut candidates = Vec::new();
    for line in lines {
        let today = line.sums[Measure::Spend];
        let estimated = estimates.for_profile(line.profile).filter(|estimated| estimated.roas().is_some());
        match estimated {
            _ if today <= 0 => leave(Obstacle::NotPaid, today),
            _ if dataset.is_paid_per_order(line.profile) => leave(Obstacle::PerOrder, today),
            None => leave(Obstacle::NoEstimate, today),
            Some(estimated) => candidates.push(Candidate {
                profile: line.profile,
                verdict: estimated.verdict,
                today,
                least: today,
                most: today,
                is_set: false,
            }),
        }
    }
    candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.today), candidate.profile));
    for candidate in candidates.drain(candidates.len().min(MAX_PAYEES)..) {
        leave(Obstacle::Smaller, candidate.today);
    }
    (candidates, left_out.into_iter().filter(|group| group.influencers > 0).collect())
}

/// Who brings back less than its cost, or nothing, is never raised.
pub(super) const fn is_never_raised(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Loses | Verdict::NotSold)
}

/// Sets the ends of each amount by the rules.
///
/// # Errors
/// Two rules that contradict one another.
pub(super) fn bound(candidates: &mut [Candidate], rules: &PlanRules, dataset: &Dataset) -> Result<(), PlanError> {
    for candidate in candidates.iter_mut() {
        let raise = if is_never_raised(candidate.verdict) { 0.0 } else { rules.max_raise };
        let part = |part: f64| candidate.today as f64 * part;
        candidate.least = (part(1.0 - rules.max_cut).ceil() as i64).clamp(0, candidate.today);
        candidate.most = (part(1.0 + raise).floor() as i64).max(candidate.today);
    }
    for (id, amount) in &rules.amounts {
        let is_named = |candidate: &&mut Candidate| dataset.profiles()[candidate.profile].id == *id;
        let candidate = candidates.iter_mut().find(is_named).ok_or_else(|| PlanError::NotInPlan(id.clone()))?;
        if *amount > candidate.today && is_never_raised(candidate.verdict) {
            let profile = &dataset.profiles()[candidate.profile];
            return Err(PlanError::raised_loser(profile, *amount, candidate.today, candidate.verdict.label()));
        }
        (candidate.least, candidate.most, candidate.is_set) = (*amount, *amount, true);
    }
    fits(candidates, rules)
}

fn fits(candidates: &[Candidate], rules: &PlanRules) -> Result<(), PlanError> {
    let sum = |of: fn(&Candidate) -> i64| candidates.iter().map(of).map(i128::from).sum::<i128>();
    let free = |of: fn(&Candidate) -> i64| {
        candidates.iter().filter(|candidate| !candidate.is_set).map(of).map(i128::from).sum::<i128>()
    };
    let set = sum(|candidate| candidate.least) - free(|candidate| candidate.least);
    let left = sum(|candidate| candidate.today) - set;
    let ends = (free(|candidate| candidate.least), free(|candidate| candidate.most));
    let micros = |amount: i128| i64::try_from(amount).unwrap_or(if amount < 0 { i64::MIN } else { i64::MAX });
    if left < ends.0 || left > ends.1 {
        return Err(PlanError::does_not_fit(rules, micros(left), (micros(ends.0), micros(ends.1))));
    }
    Ok(())
}

/// The same for the statistics: draws of contribution for each unit of spend, and bounds. Nothing where a draw is missing.
pub(super) fn payees(candidates: &[Candidate], draws: &GroupDraws) -> Option<(Vec<Payee>, Vec<Bounds>)> {
    let mut margins = Vec::new();
    let mut payees = Vec::new();
    for candidate in candidates {
        let (roas, margin) = draws.of_profile(candidate.profile)?;
        payees.push(Payee { spend: candidate.today as f64, roas });
        margins.push(margin.max(0.0));
    }
    reallocation::mix_with_alike(&mut payees, draws.p_alike);
    for (payee, margin) in payees.iter_mut().zip(margins) {
        payee.roas.iter_mut().for_each(|draw| *draw *= margin);
    }
    let part = |amount: i64, candidate: &Candidate| amount as f64 / candidate.today as f64;
    let bounds = candidates
        .iter()
        .map(|candidate| Bounds { least: part(candidate.least, candidate), most: part(candidate.most, candidate) });
    Some((payees, bounds.collect()))
}
