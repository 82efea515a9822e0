//! Whether the data can carry the question: a list, each item with what was found and what to do.

use cube::CampaignSales;
use definitions::Day;
use lift::impact::{DataProblem, data_problems};

use super::alarms;
pub(crate) use super::check::{Check, CheckState, Proposal};
use super::check::{good, in_words, not_checked, percent};
use super::data::{Period, Sales};
use super::estimating::Evidence;
use super::festivals;
use super::proposal::{self, joined};
use super::settings::EstimateSettings;

struct Asked<'a> {
    sales: &'a Sales<'a>,
    settings: &'a EstimateSettings,
    evidence: &'a Evidence,
    problems: Vec<DataProblem>,
}

/// Everything that is checked before anything is estimated.
pub(super) fn checks(sales: &Sales<'_>, settings: &EstimateSettings, evidence: &Evidence) -> Vec<Check> {
    let problems = evidence.ask(&evidence.outcome, |series| data_problems(&series));
    let asked = Asked { sales, settings, evidence, problems };
    let mut checks = vec![
        asked.start(),
        asked.before(),
        asked.other_campaigns(),
        asked.sales_on_most_days(),
        asked.level(),
        asked.controls(),
        asked.events(),
    ];
    checks.extend(asked.days_that_count());
    checks.extend(asked.measured_days());
    checks.push(asked.festivals());
    checks.extend(asked.campaigns_at_the_same_time());
    checks.push(asked.codes());
    checks.extend(alarms::checks(settings, evidence));
    checks
}

impl Asked<'_> {
    fn window(&self) -> Period {
        self.settings.window()
    }

    fn start(&self) -> Check {
        let check = |found: String| good("start", "The campaign's start is known", found);
        if self.settings.days.from > self.sales.days.from {
            return check(format!("its first sale was on {}", self.settings.days.from));
        }
        let found =
            format!("it sold on {}, the first day of the data, so it may have begun earlier", self.sales.days.from);
        check(found).but(CheckState::Refused, "Add sales from before the campaign, or choose the day it began.")
    }

    fn before(&self) -> Check {
        let title = "Enough quiet days before";
        let found = self.problems.iter().find_map(|problem| match problem {
            DataProblem::ShortBefore { found, needed } => Some((*found, *needed)),
            _ => None,
        });
        let usable = (0..self.evidence.post.start).filter(|row| !self.evidence.masked[*row]).count();
        match found {
            None => good("before", title, format!("{usable} days")),
            Some((found, needed)) => good("before", title, format!("{found} days; {needed} are needed")).but(
                CheckState::Refused,
                "Add earlier sales, shorten the campaign or the days after it, or count days again that are left out.",
            ),
        }
    }

    /// Days of the brand's other campaigns say nothing about days without one; usual codes sell on all of them.
    fn other_campaigns(&self) -> Check {
        let EstimateSettings { brand, campaign, usual_campaigns, .. } = self.settings;
        let own = proposal::own_campaigns_before(self.sales, brand, campaign, self.window(), usual_campaigns);
        let open: Vec<Period> = own.iter().copied().filter(|days| !self.is_masked(*days)).collect();
        let check = |found: String| good("other_campaigns", "No other campaign of the brand before", found);
        let usual = match usual_campaigns.as_slice() {
            [] => String::new(),
            usual => format!("; {} count with organic sales", usual.join(", ")),
        };
        if !open.is_empty() {
            return check(format!("other campaigns of {brand} ran on {}{usual}", in_words(&open)))
                .but(
                    CheckState::Refused,
                    "Leave those days out: what was sold then is not what would have been sold anyway.",
                )
                .proposing(self.masking(&open));
        }
        let found = if own.is_empty() { "there was none" } else { "the days of other campaigns are left out" };
        check(format!("{found}{usual}"))
    }

    fn sales_on_most_days(&self) -> Check {
        let title = "Sales on most days before";
        let zero = self.problems.iter().find_map(|problem| match problem {
            DataProblem::MostlyZero { found, of } => Some((*found, *of)),
            _ => None,
        });
        match zero {
            None => good("sales_on_most_days", title, "at least 80 % of the days".to_owned()),
            Some((found, of)) => good("sales_on_most_days", title, format!("only {found} of {of} days"))
                .but(CheckState::Refused, "Ask about a larger brand: so few sales cannot show an effect."),
        }
    }

    fn level(&self) -> Check {
        let title = "No change of level before";
        let change = self.problems.iter().find_map(|problem| match problem {
            DataProblem::LevelBreak { row, change } => Some((*row, *change)),
            _ => None,
        });
        let Some((row, change)) = change else {
            return good("level", title, "sales stay around one level".to_owned());
        };
        let found = format!("sales moved by {} on {} and stayed there", percent(change), self.sales.day(row));
        let earlier = Period { from: self.sales.days.from, to: self.sales.day(row).plus(-1) };
        good("level", title, found)
            .but(
                CheckState::Refused,
                "Leave out the days before the change: what came earlier is not what would have been.",
            )
            .proposing(self.masking(&[earlier]))
    }

    /// A control that had a campaign of its own says nothing of what would have been.
    fn controls(&self) -> Check {
        let title = "Brands to compare with had no campaign";
        let EstimateSettings { controls, controls_possible, .. } = self.settings;
        let busy = |brand: &&String| {
            let days = proposal::touched(self.sales, brand, self.window());
            days.iter().any(|days| !self.is_masked(*days))
        };
        let moved = self.problems.iter().filter_map(|problem| match problem {
            DataProblem::ControlMoved { control, .. } => controls.get(*control),
            _ => None,
        });
        let mut touched: Vec<&String> = controls.iter().filter(busy).chain(moved).collect();
        touched.sort_unstable();
        touched.dedup();
        if !touched.is_empty() {
            let names: Vec<&str> = touched.iter().map(|name| name.as_str()).collect();
            let found = format!("{} had campaigns of their own, or moved when this one began", names.join(", "));
            let rest = controls.iter().filter(|control| !touched.contains(control)).cloned().collect();
            return good("controls", title, found)
                .but(CheckState::Refused, "Leave them out: what touched them would be taken for what would have been.")
                .proposing(Proposal::Controls(rest));
        }
        if controls.is_empty() {
            let found = if controls_possible.is_empty() {
                "no other brand has organic sales; not checked"
            } else {
                "every other brand had campaigns of its own, or none is chosen; not checked"
            };
            let fix = "The estimate rests on the brand's own days before alone: whatever moved the whole market then is \
                       counted as the campaign's.";
            return not_checked("controls", title, found).but(CheckState::NotChecked, fix);
        }
        good("controls", title, format!("{} sold without campaigns", controls.join(", ")))
    }

    /// Days unlike the others, on the other brands too, are not the campaign's.
    fn events(&self) -> Check {
        let title = "No sale or festival in the figures";
        let events = proposal::events(self.sales, Some((&self.settings.brand, self.window())));
        let until = Period { from: self.sales.days.from, to: self.window().to };
        let mut open: Vec<Period> = events.into_iter().map(|event| event.days).collect();
        open.extend(self.problems.iter().filter_map(|problem| match problem {
            DataProblem::Event { first, last, .. } => {
                Some(Period { from: self.sales.day(*first), to: self.sales.day(*last) })
            }
            _ => None,
        }));
        let open: Vec<Period> =
            joined(open).into_iter().filter(|days| days.overlaps(until) && !self.is_masked(*days)).collect();
        if open.is_empty() {
            let found = "no day stands out on the other brands, or such days are left out";
            return good("events", title, found.to_owned());
        }
        let inside = open.iter().any(|days| days.overlaps(self.window()));
        let state = if inside { CheckState::Refused } else { CheckState::Warning };
        let found = format!("days far from their usual: {}", in_words(&open));
        good("events", title, found)
            .but(state, "Leave them out: a sale moves every brand, whatever the campaign did.")
            .proposing(self.masking(&open))
    }

    /// Reported only where no day is left to measure.
    fn days_that_count(&self) -> Option<Check> {
        let is_masked = self.evidence.post.rows().all(|row| self.evidence.masked[row]);
        is_masked.then(|| {
            let found = "every day of the campaign and after it is left out".to_owned();
            good("days_that_count", "Days that count", found)
                .but(CheckState::Refused, "Count some of them again, or ask about other days.")
        })
    }

    /// Reported only where the quiet days before are too few for the whole campaign.
    fn measured_days(&self) -> Option<Check> {
        let EstimateSettings { days, campaign_days, .. } = self.settings;
        (days.from == campaign_days.from && days.to < campaign_days.to).then(|| {
            let found = format!("the first {} of {} days", days.days(), campaign_days.days());
            good("measured_days", "All of the campaign is measured", found).but(
                CheckState::Information,
                "The quiet days before are too few for all of it, or its end was chosen: with earlier sales more can be measured.",
            )
        })
    }

    /// Known festivals, even where no other brand shows them.
    fn festivals(&self) -> Check {
        let title = "No known festival in the campaign";
        let all = festivals::within(self.window());
        let open: Vec<&(Period, &str)> = all.iter().filter(|(days, _)| !self.is_masked(*days)).collect();
        let names = |festivals: &[&(Period, &str)]| {
            let days: Vec<Period> = festivals.iter().map(|(days, _)| *days).collect();
            let names: Vec<&str> = festivals.iter().map(|(_, name)| *name).collect();
            format!("{} ({})", names.join(", "), in_words(&days))
        };
        if all.is_empty() {
            return good("festivals", title, "none of the calendar falls into it".to_owned());
        }
        if open.is_empty() {
            let found = format!("the days of {} are left out", names(&all.iter().collect::<Vec<_>>()));
            return good("festivals", title, found);
        }
        let days: Vec<Period> = open.iter().map(|(days, _)| *days).collect();
        good("festivals", title, format!("{} falls into the campaign", names(&open)))
            .but(CheckState::Warning, "Leave those days out, unless there was no sale on them.")
            .proposing(self.masking(&days))
    }

    fn campaigns_at_the_same_time(&self) -> Option<Check> {
        let EstimateSettings { brand, campaign, usual_campaigns, .. } = self.settings;
        let at_once = |other: &&CampaignSales<'_>| Sales::span(other).overlaps(self.window());
        let names: Vec<&str> = self
            .sales
            .others_than(brand, campaign, usual_campaigns)
            .filter(at_once)
            .map(|other| other.campaign)
            .collect();
        (!names.is_empty()).then(|| {
            let found = format!("{} of {brand} at the same time", names.join(", "));
            good("same_time", "No other campaign at the same time", found).but(
                CheckState::Warning,
                "The figures are those of all of them together; nothing here can distinguish them.",
            )
        })
    }

    /// Codes that still sell long after the campaign have probably leaked to people who would have bought anyway.
    fn codes(&self) -> Check {
        const MAX_SHARE: f64 = 0.1;
        let title = "Codes stop with the campaign";
        let (sold, late) = self.sold_and_late();
        if sold <= 0.0 {
            return not_checked("codes", title, "it has no credited revenue");
        }
        let share = late / sold;
        let after = self.settings.effect_to.max(self.settings.campaign_days.to);
        let check = good("codes", title, format!("{:.0} % of its credited revenue came after {after}", 100.0 * share));
        if share <= MAX_SHARE {
            return check;
        }
        check.but(
            CheckState::Warning,
            "Codes may have leaked to coupon sites. Credit after the campaign is not counted here; end the codes with the \
             campaign.",
        )
    }

    /// The campaign's credited revenue, and what of it came after the days that count.
    fn sold_and_late(&self) -> (f64, f64) {
        let days = self.sales.campaign_revenue(&self.settings.brand, &self.settings.campaign);
        let end = self.settings.effect_to.max(self.settings.campaign_days.to);
        let late = |row: &usize| self.sales.day(*row) > end;
        (days.iter().sum(), (0..days.len()).filter(late).map(|row| days[row]).sum())
    }

    fn is_masked(&self, days: Period) -> bool {
        (days.from.number()..=days.to.number()).all(|day| self.settings.is_masked(Day::from_number(day)))
    }

    /// These days beside those that are masked already.
    fn masking(&self, more: &[Period]) -> Proposal {
        Proposal::Masked(joined(self.settings.masked.iter().chain(more).copied().collect()))
    }
}
