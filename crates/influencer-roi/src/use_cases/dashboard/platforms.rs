//! The numbers of each platform, with its verdict where the question has intervals.

use std::{cmp::Reverse, collections::BTreeMap};

use definitions::{
    AgainstDataset, Aggregates, Attribute, InfluencerLine, Measure, PartSums, Question, Reason, Scope, Value, shown,
};
use store::Dataset;

use super::standing::{dataset_roas, roas};
use crate::use_cases::{
    UseCases,
    estimates::{Estimated, Estimates, Record},
};

/// One platform's line.
pub(crate) struct PlatformLine {
    pub(crate) platform: String,
    pub(crate) scope: Scope,
    /// Its part of the spend of all these platforms.
    pub(crate) spend_share: Value,
    pub(crate) against: Option<AgainstDataset>,
    /// Where the question has them.
    pub(crate) estimate: Option<Estimated>,
}

/// What the platforms of one answer are made from.
#[derive(Clone, Copy)]
pub(super) struct Platforms<'d> {
    pub(super) dataset: &'d Dataset,
    pub(super) aggregates: &'d Aggregates,
    pub(super) question: &'d Question,
    pub(super) estimates: Option<&'d Estimates>,
}

/// What a platform's influencers add up to.
struct Platform {
    part: PartSums,
    /// Weeks of all of them.
    weeks: u32,
    /// All of its spend is paid per order.
    is_paid_per_order: bool,
}

impl Platforms<'_> {
    /// By revenue, then name.
    pub(super) fn lines(self, use_cases: &UseCases, lines: &[InfluencerLine]) -> Vec<PlatformLine> {
        let platforms = self.summed(lines);
        let whole = self.total(lines).sums;
        let dataset_roas = dataset_roas(self.dataset);
        let record = |(_, platform): &(&str, Platform)| Record {
            part: platform.part,
            weeks: platform.weeks,
            is_paid_per_order: platform.is_paid_per_order,
        };
        let records: Vec<Record> = platforms.iter().map(record).collect();
        let estimated = self.estimates.map(|estimates| use_cases.estimates_of_parts(estimates, &records));
        let line = |(at, (platform, sums)): (usize, (&str, Platform))| {
            let scope = self.aggregates.part_scope(self.question, sums.part, whole[Measure::Revenue]);
            let spend_share = Value::share(scope.sums[Measure::Spend], whole[Measure::Spend], Reason::NoSpend);
            PlatformLine {
                platform: platform.to_owned(),
                against: against(&scope, dataset_roas),
                scope,
                spend_share,
                estimate: estimated.as_ref().and_then(|estimated| estimated.get(at)).copied(),
            }
        };
        platforms.into_iter().enumerate().map(line).collect()
    }

    /// What all platforms of these lines add up to: what shares of them are shares of.
    pub(super) fn total(self, lines: &[InfluencerLine]) -> Scope {
        let mut whole = PartSums::default();
        lines.iter().for_each(|line| whole.add(line));
        self.aggregates.part_scope(self.question, whole, whole.sums[Measure::Revenue])
    }

    fn summed(&self, lines: &[InfluencerLine]) -> Vec<(&str, Platform)> {
        let mut sums = BTreeMap::<&str, Platform>::new();
        for line in lines {
            let name = shown(self.dataset.profiles()[line.profile].attribute(Attribute::Platform));
            let new = || Platform { part: PartSums::default(), weeks: 0, is_paid_per_order: true };
            let platform = sums.entry(name).or_insert_with(new);
            platform.part.add(line);
            platform.weeks += self.estimates.map_or(0, |estimates| estimates.weeks(line.profile));
            let is_per_order = line.sums[Measure::Spend] == 0 || self.dataset.is_paid_per_order(line.profile);
            platform.is_paid_per_order &= is_per_order;
        }
        let mut sums: Vec<(&str, Platform)> = sums.into_iter().collect();
        sums.sort_by_key(|(_, platform)| Reverse(platform.part.sums[Measure::Revenue]));
        sums
    }
}

fn against(scope: &Scope, dataset_roas: Value) -> Option<AgainstDataset> {
    AgainstDataset::new(roas(scope), dataset_roas)
}
