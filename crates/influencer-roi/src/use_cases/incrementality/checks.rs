//! Whether the data can carry the question: a list, each item with what was found and what to do.

use cube::CampaignSales;
use definitions::Day;
use lift::impact::{DataProblem, data_problems};

use super::data::{Period, Sales};
use super::estimating::Evidence;
use super::festivals;
use super::proposal::{self, joined};
use super::settings::EstimateSettings;

/// The outcome of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckState {
    Good,
    /// The estimate is made, with this caveat.
    Warning,
    /// There is no estimate until this is resolved.
    Refused,
}

impl CheckState {
    pub(crate) const ALL: [Self; 3] = [Self::Good, Self::Warning, Self::Refused];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Refused => "refused",
        }
    }
}

/// One item of the list.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) id: &'static str,
    pub(crate) state: CheckState,
    pub(crate) title: &'static str,
    pub(crate) found: String,
    pub(crate) fix: Option<String>,
    pub(crate) proposal: Option<Proposal>,
}

/// Settings that would resolve the item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Proposal {
    Masked(Vec<Period>),
    Controls(Vec<String>),
}

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
    checks.extend(asked.festivals());
    checks.extend(asked.campaigns_at_the_same_time());
    checks.push(asked.codes());
    checks
}

fn good(id: &'static str, title: &'static str, found: String) -> Check {
    Check { id, state: CheckState::Good, title, found, fix: None, proposal: None }
}

impl Check {
    fn but(self, state: CheckState, fix: &str) -> Self {
        Self { state, fix: Some(fix.to_owned()), ..self }
    }

    fn proposing(self, proposal: Proposal) -> Self {
        Self { proposal: Some(proposal), ..self }
    }
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
            Some((found, needed)) => good("before", title, format!("{found} days; {needed} are needed"))
                .but(CheckState::Refused, "Add earlier sales, shorten the campaign or its tail, or unmask days."),
        }
    }

    /// Days of the brand's other campaigns say nothing about days without one.
    fn other_campaigns(&self) -> Check {
        let EstimateSettings { brand, campaign, .. } = self.settings;
        let own = proposal::own_campaigns_before(self.sales, brand, campaign, self.window());
        let open: Vec<Period> = own.into_iter().filter(|days| !self.is_masked(*days)).collect();
        let title = "No other campaign of the brand before";
        if open.is_empty() {
            return good(
                "other_campaigns",
                title,
                "the days before are its own, or other campaigns are masked".to_owned(),
            );
        }
        let found = format!("other campaigns of {brand} ran on {}", in_words(&open));
        good("other_campaigns", title, found)
            .but(CheckState::Refused, "Mask those days: what was sold then is not what would have been sold anyway.")
            .proposing(self.masking(&open))
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
            .but(CheckState::Refused, "Mask the days before the change: what came earlier is not what would have been.")
            .proposing(self.masking(&[earlier]))
    }

    /// A control that had a campaign of its own says nothing of what would have been.
    fn controls(&self) -> Check {
        let title = "Controls were not touched";
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
                "there is no other brand with organic sales"
            } else {
                "every other brand had campaigns of its own, or none is chosen"
            };
            let fix = "The estimate rests on the brand's own days before alone: whatever moved the whole market then is \
                       counted as the campaign's.";
            return good("controls", title, found.to_owned()).but(CheckState::Warning, fix);
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
            return good("events", title, "no day stands out on the other brands, or they are masked".to_owned());
        }
        let inside = open.iter().any(|days| days.overlaps(self.window()));
        let state = if inside { CheckState::Refused } else { CheckState::Warning };
        let found = format!("days far from their usual: {}", in_words(&open));
        good("events", title, found)
            .but(state, "Mask them: a sale moves every brand, whatever the campaign did.")
            .proposing(self.masking(&open))
    }

    /// Reported only where no day is left to measure.
    fn days_that_count(&self) -> Option<Check> {
        let is_masked = self.evidence.post.rows().all(|row| self.evidence.masked[row]);
        is_masked.then(|| {
            let found = "every day of the campaign and its tail is masked".to_owned();
            good("days_that_count", "Days that count", found)
                .but(CheckState::Refused, "Unmask some of them, or ask about other days.")
        })
    }

    /// Known festivals, even where no other brand shows them.
    fn festivals(&self) -> Option<Check> {
        let open: Vec<(Period, &str)> =
            festivals::within(self.window()).into_iter().filter(|(days, _)| !self.is_masked(*days)).collect();
        let names: Vec<&str> = open.iter().map(|(_, name)| *name).collect();
        let days: Vec<Period> = open.iter().map(|(days, _)| *days).collect();
        (!open.is_empty()).then(|| {
            let found = format!("{} ({}) falls into the campaign", names.join(", "), in_words(&days));
            good("festivals", "No known festival in the campaign", found)
                .but(CheckState::Warning, "If there was a sale on those days, mask them.")
                .proposing(self.masking(&days))
        })
    }

    fn campaigns_at_the_same_time(&self) -> Option<Check> {
        let EstimateSettings { brand, campaign, .. } = self.settings;
        let at_once = |other: &&CampaignSales<'_>| {
            Period { from: other.first_day, to: other.settled_day }.overlaps(self.window())
        };
        let names: Vec<&str> =
            self.sales.others(brand, Some(campaign)).filter(at_once).map(|other| other.campaign).collect();
        (!names.is_empty()).then(|| {
            let found = format!("{} of {brand} at the same time", names.join(", "));
            good("same_time", "No other campaign at the same time", found).but(
                CheckState::Warning,
                "The figures are those of all of them together; nothing here can tell them apart.",
            )
        })
    }

    /// Codes that still sell long after the campaign have probably leaked to people who would have bought anyway.
    fn codes(&self) -> Check {
        const MAX_SHARE: f64 = 0.1;
        let title = "Codes stop with the campaign";
        let (sold, late) = self.sold_and_late();
        let share = if sold > 0.0 { late / sold } else { 0.0 };
        let found = format!("{:.0} % of its credited revenue came after {}", 100.0 * share, self.settings.effect_to);
        let check = good("codes", title, found);
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
        let late = |row: &usize| self.sales.day(*row) > self.settings.effect_to;
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

fn in_words(periods: &[Period]) -> String {
    let words = |days: &Period| {
        if days.from == days.to { days.from.to_string() } else { format!("{} to {}", days.from, days.to) }
    };
    periods.iter().map(words).collect::<Vec<String>>().join(", ")
}

fn percent(share: f64) -> String {
    format!("{:+.0} %", 100.0 * share)
}
