//! Checks for other causes around the campaign's start: each with what was found and, where settings can help, a remedy.

use lift::impact::alarms::{
    AlarmBar, DIP_BAR, Move, ORDER_VALUE_BAR, RISE_BAR, SHARE_BAR, dip_before, ratio_move, rise_before, share_move,
};

use super::check::{Check, CheckState, Proposal, good, not_checked, percent};
use super::data::Period;
use super::estimating::Evidence;
use super::proposal::joined;
use super::settings::EstimateSettings;

/// Days before the start that are left out where sales dipped in them.
const DIP_DAYS: i32 = 14;

/// Every alarm, in the order in which they are read.
pub(super) fn checks(settings: &EstimateSettings, evidence: &Evidence) -> Vec<Check> {
    vec![dip(settings, evidence), order_value(evidence), other_sources(evidence), rise(evidence)]
}

/// What a comparison says, in words that take its change as a share.
struct Alarm {
    id: &'static str,
    title: &'static str,
    bar: AlarmBar,
    /// Where nothing stands out.
    calm: &'static str,
    /// Where there is too little to compare.
    unknown: &'static str,
}

impl Alarm {
    /// The check of a move whose change is a share; `loud` says what it means.
    fn check(&self, found: Option<Move>, loud: impl Fn(&str) -> String, state: CheckState, fix: &str) -> Check {
        let Some(found) = found else {
            return not_checked(self.id, self.title, self.unknown);
        };
        if !self.bar.is_passed(&found) {
            return good(self.id, self.title, self.calm.to_owned());
        }
        good(self.id, self.title, loud(&percent(found.change))).but(state, fix)
    }
}

/// A change of logarithms as a share.
fn as_share(found: Move) -> Move {
    Move { change: found.change.exp_m1(), ..found }
}

/// After a stock-out sales come back by themselves, which would be taken for the campaign's effect.
fn dip(settings: &EstimateSettings, evidence: &Evidence) -> Check {
    let alarm = Alarm {
        id: "dip_before",
        title: "No dip just before the start",
        bar: AlarmBar { change: DIP_BAR.change.exp_m1(), ..DIP_BAR },
        calm: "sales in the last ten days before were as usual",
        unknown: "not checked: too few quiet days before",
    };
    let found = evidence.ask(&evidence.outcome, |series| dip_before(&series)).map(as_share);
    let check = alarm.check(
        found,
        |change| format!("sales in the last ten days before the start were {change} from those of the six weeks before"),
        CheckState::Warning,
        "If something ran out or was restocked, sales come back by themselves. Leave out the two weeks before the start.",
    );
    if check.state == CheckState::Warning { check.proposing(without_days_before(settings)) } else { check }
}

fn without_days_before(settings: &EstimateSettings) -> Proposal {
    let from = settings.days.from.plus(-DIP_DAYS).max(settings.before.from);
    let dip = Period { from, to: settings.days.from.plus(-1) };
    Proposal::Masked(joined(settings.masked.iter().copied().chain([dip]).collect()))
}

/// A price cut sells more and lowers what an order without a code is worth.
fn order_value(evidence: &Evidence) -> Check {
    let alarm = Alarm {
        id: "order_value",
        title: "No price cut at the same time",
        bar: AlarmBar { change: ORDER_VALUE_BAR.change.exp_m1(), ..ORDER_VALUE_BAR },
        calm: "an organic order was worth as much as before",
        unknown: "not checked: too few organic orders or quiet days",
    };
    let found = evidence.ask(&evidence.outcome, |series| ratio_move(&evidence.shop, &evidence.shop_orders, &series));
    alarm.check(
        found.map(as_share),
        |change| format!("the value of an organic order changed by {change} with the campaign"),
        CheckState::Warning,
        "Where prices were cut for everybody, what the cut sold is counted as the campaign's. Leave out the days of the \
         promotion, or read the figures as those of both together.",
    )
}

/// More ads bring more sales, whatever the campaign did.
fn other_sources(evidence: &Evidence) -> Check {
    let alarm = Alarm {
        id: "other_sources",
        title: "Ads and other sources stayed as they were",
        bar: SHARE_BAR,
        calm: "their sales did not rise with the campaign",
        unknown: "not checked: too few quiet days before",
    };
    if evidence.other.iter().all(|sold| *sold == 0.0) {
        return not_checked(alarm.id, alarm.title, "not checked: no sales of ads or other sources are in this data");
    }
    let whole: Vec<f64> = evidence.organic.iter().zip(&evidence.other).map(|(one, other)| one + other).collect();
    let found = evidence.ask(&evidence.outcome, |series| share_move(&evidence.other, &whole, &series));
    alarm.check(
        found,
        |change| format!("their sales rose with the campaign, by {change} of what was sold before"),
        CheckState::Warning,
        "What more ads sold is counted as the campaign's. Leave out the days of the heavier ads, or read the figures as \
         those of both together.",
    )
}

/// Sales that were already on their way up.
fn rise(evidence: &Evidence) -> Check {
    let alarm = Alarm {
        id: "pre_trend",
        title: "No rise before the start",
        bar: AlarmBar { change: RISE_BAR.change.exp_m1(), ..RISE_BAR },
        calm: "organic sales moved as those of the brands to compare with",
        unknown: "not checked: no brand to compare with, or too few quiet days before",
    };
    let found = evidence.ask(&evidence.outcome, |series| rise_before(&evidence.organic, &series)).map(as_share);
    alarm.check(
        found,
        |change| format!("organic sales moved by {change} against the brands to compare with in the two weeks before"),
        CheckState::Information,
        "Something may have begun before the campaign. Ask again from an earlier first day if it was the campaign itself.",
    )
}
