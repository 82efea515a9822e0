//! What campaigns add up to, and what they share.

use definitions::{Day, Margins, Reason, Value};
use lift::impact::IntervalEstimate;
use lift::pool::{Measured, Pool, SharedError, SpreadPrior, sum};

use super::super::LEVEL;
use super::super::report::PerUnit;
use super::super::reporting::per;
use super::line::{CampaignLine, Lift, whole};
use crate::use_cases::dashboard::answer::Numbers;

/// The sum over the campaigns whose lift is measured.
pub(crate) struct Portfolio {
    pub(crate) campaigns: usize,
    /// Revenue, orders, spend, contribution and ROAS of the campaigns, each whole.
    pub(crate) numbers: Numbers,
    /// What was paid for the measured days, in currency units.
    pub(crate) measured_spend: f64,
    /// In currency units.
    pub(crate) incremental: IntervalEstimate,
    pub(crate) incremental_roas: PerUnit,
    pub(crate) factor: PerUnit,
    /// Days on which campaigns of one brand overlap: their effect is counted once.
    pub(crate) days_counted_once: usize,
    /// The published formula on the same days.
    pub(crate) published: Numbers,
}

/// What all measured campaigns of a version share, whatever is selected.
pub(crate) struct Pooled {
    pub(crate) factor: IntervalEstimate,
    /// How much the campaigns' own factors differ.
    pub(crate) spread: f64,
    pub(crate) campaigns: usize,
    pool: Pool,
    /// By the line's place among the lines it was made of.
    each: Vec<Option<IntervalEstimate>>,
}

impl Portfolio {
    /// Nothing where no campaign is measured.
    pub(super) fn new(lines: &[&CampaignLine], margins: &Margins) -> Option<Self> {
        let lines: Vec<(&CampaignLine, &Lift)> =
            lines.iter().filter_map(|line| Some((*line, line.lift.as_ref()?))).collect();
        let once: Vec<Once> = lines.iter().map(|(line, lift)| Once::new(line, lift, &lines)).collect();
        let measured: Vec<Measured> = lines
            .iter()
            .zip(&once)
            .map(|((line, lift), once)| Measured {
                value: lift.incremental.mean - once.effect,
                sd: lift.incremental.sd.max(f64::MIN_POSITIVE),
                group: group(&lines, &line.brand),
                expected: lift.expected.max(0.0),
            })
            .collect();
        let incremental = match lines[..] {
            // Alone it shares nothing: its own draws say more than a normal distribution.
            [(_, lift)] => lift.incremental,
            _ => sum(&measured, SharedError::USUAL, LEVEL).ok()?,
        };
        let credited: f64 = lines.iter().zip(&once).map(|((_, lift), once)| lift.attributed - once.credited).sum();
        let numbers = numbers(&lines, margins);
        let measured_spend: f64 = lines.iter().map(|(_, lift)| lift.measured_spend).sum();
        Some(Self {
            campaigns: lines.len(),
            measured_spend,
            incremental,
            incremental_roas: per(Some(incremental), measured_spend, Reason::NoSpend),
            factor: per(Some(incremental), credited, Reason::NoRevenue),
            days_counted_once: once.iter().map(|once| once.days).sum(),
            published: published(&lines),
            numbers,
        })
    }
}

fn numbers(lines: &[(&CampaignLine, &Lift)], margins: &Margins) -> Numbers {
    let total = |id: &str| lines.iter().map(|(line, _)| whole(&line.numbers, id)).sum::<i64>();
    let (revenue, spend) = (total("revenue"), total("spend"));
    let contribution = lines.iter().map(|(line, _)| line.contribution(margins)).sum();
    vec![
        ("revenue", Value::Money(revenue)),
        ("orders", Value::Count(total("orders"))),
        ("spend", Value::Money(spend)),
        ("contribution", Value::Money(contribution)),
        ("roas", quotient(revenue, spend)),
    ]
}

fn published(lines: &[(&CampaignLine, &Lift)]) -> Numbers {
    let total = |id: &str| lines.iter().map(|(line, _)| whole(&line.published, id)).sum::<i64>();
    let incremental = total("incremental_revenue");
    vec![
        ("incremental_revenue", Value::Money(incremental)),
        ("incremental_roas", quotient(incremental, total("spend"))),
    ]
}

fn quotient(amount: i64, spend: i64) -> Value {
    if spend > 0 { Value::Quotient(amount as f64 / spend as f64) } else { Value::Missing(Reason::NoSpend) }
}

/// What a campaign has of days that a later campaign of its brand counts too.
#[derive(Default)]
struct Once {
    days: usize,
    effect: f64,
    credited: f64,
}

impl Once {
    /// Each estimate of such a day is that of both campaigns together, so the day is left to the one that began last.
    fn new(line: &CampaignLine, lift: &Lift, all: &[(&CampaignLine, &Lift)]) -> Self {
        let key = |line: &CampaignLine| (line.days.from, line.effect_to, line.campaign.clone());
        let later: Vec<&Lift> = all
            .iter()
            .filter(|(other, _)| other.brand == line.brand && key(other) > key(line))
            .map(|(_, lift)| *lift)
            .collect();
        let has = |lift: &Lift, day: Day| lift.days.binary_search_by_key(&day, |counted| counted.day).is_ok();
        let twice = lift.days.iter().filter(|counted| later.iter().any(|other| has(other, counted.day)));
        twice.fold(Self::default(), |sum, counted| Self {
            days: sum.days + 1,
            effect: sum.effect + counted.effect,
            credited: sum.credited + counted.credited,
        })
    }
}

/// Campaigns of one brand share a part of their error.
fn group(lines: &[(&CampaignLine, &Lift)], brand: &str) -> usize {
    lines.iter().position(|(line, _)| line.brand == brand).unwrap_or_default()
}

impl Pooled {
    /// Nothing below two campaigns: one shares nothing.
    pub(super) fn new(lines: &[&CampaignLine]) -> Option<Self> {
        let factor = |line: &CampaignLine| match line.lift.as_ref()? {
            Lift { factor: PerUnit::Of(factor), attributed, expected, .. } if factor.sd > 0.0 => {
                Some((*factor, expected.max(0.0) / attributed))
            }
            _ => None,
        };
        let group = |brand: &str| lines.iter().position(|line| line.brand == brand).unwrap_or_default();
        let factors: Vec<Option<(IntervalEstimate, f64)>> = lines.iter().map(|line| factor(line)).collect();
        let measured: Vec<Measured> = lines
            .iter()
            .zip(&factors)
            .filter_map(|(line, factor)| {
                let (factor, expected) = (*factor)?;
                Some(Measured { value: factor.mean, sd: factor.sd, group: group(&line.brand), expected })
            })
            .collect();
        if measured.len() < 2 {
            return None;
        }
        let pool = Pool::new(&measured, SharedError::USUAL, SpreadPrior::OF_SHARES).ok()?;
        let mut pooled = pool.each(LEVEL).into_iter();
        let each = factors.iter().map(|factor| factor.and_then(|_| pooled.next())).collect();
        Some(Self { factor: pool.shared(LEVEL), spread: pool.spread(), campaigns: measured.len(), pool, each })
    }

    /// The campaign's factor in the light of the others.
    pub(super) fn of_line(&self, at: usize) -> Option<IntervalEstimate> {
        self.each.get(at).copied().flatten()
    }

    /// What campaigns without a measurement would have brought at the shared factor, by what is credited to each.
    pub(super) fn predicted(&self, credited: &[f64]) -> IntervalEstimate {
        self.pool.predicted(credited, LEVEL)
    }
}
