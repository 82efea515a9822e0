//! Whether ordinary data block a question about a campaign, whether its interval holds the truth, and whether another cause is
//! reported: worlds of brands with ads, prices and festivals, written as files and asked of the program as it proposes.

mod files;
mod situations;
mod world;

use std::fs;

use anyhow::Context as _;

use crate::{root, run};
use situations::SITUATIONS;
use world::World;

/// How many worlds.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Worlds of each situation, six campaigns each
    #[arg(long, default_value_t = 10)]
    worlds: u64,
    /// Only the check lists: nothing is estimated
    #[arg(long)]
    checks_only: bool,
    /// Only the situations whose name contains this
    #[arg(long, default_value = "")]
    only: String,
    /// The first world's number, to draw others
    #[arg(long, default_value_t = 1)]
    first: u64,
}

/// Builds the program, writes the worlds and asks about every campaign.
pub(super) fn hold(arguments: &Arguments) -> anyhow::Result<()> {
    run(&root(), "cargo", &["build", "--package", "influencer-roi"])?;
    let folder = root().join("target/study/questions");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    for situation in SITUATIONS.iter().filter(|situation| situation.name.contains(&arguments.only)) {
        for number in arguments.first..arguments.first + arguments.worlds {
            files::write(&World::draw(situation, number), &folder.join(situation.name).join(number.to_string()))?;
        }
    }
    let folder = folder.to_string_lossy();
    let mut command = vec!["-B", "xtask/oracle/questions.py", "target/debug/influencer-roi", &folder];
    command.extend(arguments.checks_only.then_some("--checks-only"));
    run(&root(), "python3", &command)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use lift::impact::alarms::{DIP_BAR, ORDER_VALUE_BAR, SHARE_BAR, dip_before, ratio_move, share_move};
    use lift::impact::{PostPeriod, Series};

    use super::situations::Situation;
    use super::world::{Brand, DAYS};
    use super::*;

    const TAIL_DAYS: usize = 7;

    /// Which of dip, order value and ads alarm for one campaign of a brand, its other campaign left out.
    fn alarms(brand: &Brand, span: &Range<usize>) -> [bool; 3] {
        let sum = |of: &dyn Fn(usize) -> f64| (0..DAYS).map(of).collect::<Vec<f64>>();
        let coded = |day: usize| brand.codes.iter().map(|code| code.sales.revenue[day]).sum::<f64>();
        let outcome = sum(&|day| brand.organic.revenue[day] + brand.ads.revenue[day] + coded(day));
        let whole = sum(&|day| brand.organic.revenue[day] + brand.ads.revenue[day]);
        let others = || brand.codes.iter().filter_map(|code| code.truth.as_ref()).map(|(other, _)| other);
        let is_other = |day: usize| others().any(|other| other != span && (other.start..other.end + 10).contains(&day));
        let masked: Vec<bool> = (0..DAYS).map(is_other).collect();
        let post = PostPeriod { start: span.start, end: span.end + TAIL_DAYS };
        let series = Series { outcome: &outcome, controls: &[], masked: &masked, post };
        let dip = dip_before(&series).is_some_and(|found| DIP_BAR.is_passed(&found));
        let value = ratio_move(&brand.organic.revenue, &brand.organic.orders, &series);
        let ads = share_move(&brand.ads.revenue, &whole, &series);
        [
            dip,
            value.is_some_and(|found| ORDER_VALUE_BAR.is_passed(&found)),
            ads.is_some_and(|found| SHARE_BAR.is_passed(&found)),
        ]
    }

    /// How many of all campaigns of some worlds alarm, by alarm.
    fn counted(name: &str) -> ([usize; 3], usize) {
        let situation: &Situation = SITUATIONS.iter().find(|situation| situation.name == name).expect("a situation");
        let (mut found, mut asked) = ([0; 3], 0);
        for number in 1..=20 {
            for brand in &World::draw(situation, number).brands {
                for (span, _) in brand.codes.iter().filter_map(|code| code.truth.as_ref()) {
                    asked += 1;
                    found.iter_mut().zip(alarms(brand, span)).for_each(|(count, alarm)| *count += usize::from(alarm));
                }
            }
        }
        (found, asked)
    }

    #[test]
    fn other_causes_are_reported_in_four_of_five_worlds_and_seldom_where_there_is_none() {
        let (clean, asked) = counted("clean");
        assert_eq!(asked, 120);
        assert!(clean.iter().all(|false_alarms| 100 * false_alarms <= 6 * asked), "{clean:?} of {asked}");
        for (alarm, name) in ["dip before the start", "price cut of 15 %", "ads doubled"].into_iter().enumerate() {
            let (found, asked) = counted(name);
            assert!(100 * found[alarm] >= 80 * asked, "{name}: {found:?} of {asked}");
        }
    }

    #[test]
    fn a_campaign_brings_no_more_than_its_codes_sell() {
        for situation in &SITUATIONS {
            for brand in &World::draw(situation, 1).brands {
                assert!(brand.organic.orders.iter().all(|orders| *orders >= 0.0));
                for code in &brand.codes {
                    let Some((_, brought)) = &code.truth else { continue };
                    let sold = brought.iter().zip(&code.sales.revenue);
                    assert!(sold.into_iter().all(|(brought, sold)| (0.0..=sold + 1e-6).contains(brought)));
                }
            }
        }
    }
}
