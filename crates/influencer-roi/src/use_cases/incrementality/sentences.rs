//! The answer in sentences, each of which the numbers support.
//!
//! Never said here: that credited revenue was caused by an influencer; that there was no effect when the interval is wide;
//! that placebos prove anything.

use definitions::Margin;
use lift::impact::IntervalEstimate;

use super::report::{PerUnit, Report, TippingPoint};
use super::settings::EstimateSettings;

/// The sentences of a report, in the order they are read.
pub(super) fn sentences(report: &Report, settings: &EstimateSettings, currency: &str) -> Vec<String> {
    let money = |amount: f64| money(amount, currency);
    let range = |estimate: &IntervalEstimate| format!("{} to {}", money(estimate.lower), money(estimate.upper));
    let mut sentences = vec![effect(report, &money, &range), sales(report, settings, &money, &range)];
    sentences.extend(measured(report));
    sentences.push(tipping_point(report));
    sentences.extend(per_paid(report, settings, &money));
    sentences.extend(if_all(report, &money));
    sentences.extend(per_credited(report, &money));
    sentences.extend(organic(report, &money, &range));
    sentences.push(tried(report));
    sentences
}

fn sales(
    report: &Report,
    settings: &EstimateSettings,
    money: &impl Fn(f64) -> String,
    range: &impl Fn(&IntervalEstimate) -> String,
) -> String {
    let masked = report.days.iter().filter(|line| settings.window().has(line.day) && line.is_masked).count();
    let but = if masked > 0 { format!(" ({masked} days left out)") } else { String::new() };
    format!(
        "From {} to {}{but}, {} sold {}; without the campaign {} was to be expected ({}).",
        settings.days.from,
        settings.effect_to,
        settings.brand,
        money(report.actual),
        money(report.expected.mean),
        range(&report.expected)
    )
}

/// Whether an interval lies on one side of a value.
fn is_clear(estimate: &IntervalEstimate, of: f64) -> bool {
    estimate.lower > of || estimate.upper < of
}

fn effect(report: &Report, money: &impl Fn(f64) -> String, range: &impl Fn(&IntervalEstimate) -> String) -> String {
    let Report { incremental, detectable, .. } = report;
    let level = percent(report.level);
    if is_clear(incremental, 0.0) {
        let more = if incremental.mean > 0.0 { "above" } else { "below" };
        return format!(
            "Sales were {} {more} what was to be expected without the campaign: with {level} probability, if nothing else \
             changed on those days, {}.",
            money(incremental.mean.abs()),
            range(incremental)
        );
    }
    format!(
        "What the campaign brought, {}, cannot be distinguished from zero ({level} interval {}); an effect below {} is missed more \
         than one time in five.",
        money(incremental.mean),
        range(incremental),
        money(*detectable)
    )
}

fn measured(report: &Report) -> Option<String> {
    let Report { measured_days, campaign_days, .. } = *report;
    (measured_days < campaign_days)
        .then(|| format!("Measured are the first {measured_days} of {campaign_days} days of the campaign."))
}

fn tipping_point(report: &Report) -> String {
    let TippingPoint { all, doubt } = report.tipping_point;
    let signed = |share: f64| format!("{}{:.0} %", if share < 0.0 { "−" } else { "+" }, 100.0 * share.abs());
    let all = format!("Another cause of {} in these days would explain all of it", signed(all));
    match doubt {
        Some(doubt) => {
            format!("{all}; one of {} would leave it open whether the campaign did anything.", signed(doubt))
        }
        None => format!("{all}."),
    }
}

/// What the payments would change of which the data do not say what they were for.
fn if_all(report: &Report, money: &impl Fn(f64) -> String) -> Option<String> {
    let PerUnit::Of(roas) = &report.roas_if_all else {
        return None;
    };
    (report.unallocated_spend > 0.0).then(|| {
        format!(
            "Another {} was paid to people who sold nothing, without saying whether for this campaign: if all of it belonged \
             here, {:.2} came for each {} paid.",
            money(report.unallocated_spend),
            roas.mean,
            money(1.0)
        )
    })
}

/// Whether it earns more than it cost: what came is worth its brand's margin.
fn per_paid(report: &Report, settings: &EstimateSettings, money: &impl Fn(f64) -> String) -> Option<String> {
    let PerUnit::Of(roas) = &report.causal_incremental_roas else {
        return None;
    };
    let break_even = settings.margin.break_even();
    let verdict = match roas {
        roas if roas.lower > break_even => "it earns",
        roas if roas.upper < break_even => "it loses",
        _ => "too close to call",
    };
    let at = match settings.margin {
        Margin::WHOLE => "break-even is 1×".to_owned(),
        margin => format!("at a margin of {} it breaks even at {break_even:.2}", percent(margin.part())),
    };
    Some(format!(
        "For each {} paid, {:.2} came that would not have come otherwise ({:.2} to {:.2}); {at}: {verdict}.",
        money(1.0),
        roas.mean,
        roas.lower,
        roas.upper
    ))
}

fn per_credited(report: &Report, money: &impl Fn(f64) -> String) -> Option<String> {
    let PerUnit::Of(factor) = &report.incrementality_factor else {
        return None;
    };
    Some(format!(
        "Of each {} credited to the influencers, {:.2} was new ({:.2} to {:.2}).",
        money(1.0),
        factor.mean,
        factor.lower,
        factor.upper
    ))
}

fn organic(
    report: &Report,
    money: &impl Fn(f64) -> String,
    range: &impl Fn(&IntervalEstimate) -> String,
) -> Option<String> {
    let change = report.organic_change.as_ref()?;
    if !is_clear(change, 0.0) {
        return Some(format!("Whether organic sales changed is uncertain ({}).", range(change)));
    }
    if change.mean > 0.0 {
        return Some(format!("Organic sales rose by {} ({}).", money(change.mean), range(change)));
    }
    let fell = format!("Organic sales fell by {} ({})", money(-change.mean), range(&change.negated()));
    Some(match &report.cannibalisation {
        PerUnit::Of(taken) if taken.lower > 0.5 => format!(
            "{fell}: more than half of the credited revenue likely moved from organic sales, as when codes leak to people who \
             would have bought anyway."
        ),
        PerUnit::Of(taken) => {
            format!("{fell}: {} of the credited revenue likely moved from organic sales.", percent(taken.mean))
        }
        PerUnit::None(_) | PerUnit::Unknown => format!("{fell}."),
    })
}

fn tried(report: &Report) -> String {
    if report.is_preliminary {
        return "This is a first look: quiet test periods before the campaign are still being tried.".to_owned();
    }
    let count = report.placebos.len();
    let off = report.placebos.iter().filter(|tried| is_clear(&tried.effect, 0.0)).count();
    match count {
        0 => "No quiet test period before the campaign could be tried: not checked.".to_owned(),
        1..4 => format!("Only {count} quiet test periods before the campaign could be tried, too few to judge by."),
        _ => format!(
            "In {count} quiet test periods before the campaign, where nothing happened, something was seen in {off}."
        ),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// An amount as the page writes it: lakh and crore in rupees, thousands elsewhere.
pub(super) fn money(amount: f64, currency: &str) -> String {
    let (sign, size) = (if amount < 0.0 { "−" } else { "" }, amount.abs());
    if currency != "INR" {
        return format!("{sign}{currency} {}", grouped(size, 3));
    }
    match size {
        1e7.. => format!("{sign}₹{:.2} Cr", size / 1e7),
        1e5.. => format!("{sign}₹{:.2} L", size / 1e5),
        _ => format!("{sign}₹{}", grouped(size, 2)),
    }
}

/// Whole units; the last three digits apart, the others in groups of `width`.
fn grouped(size: f64, width: usize) -> String {
    let digits = format!("{size:.0}");
    let (rest, last) = digits.split_at(digits.len().saturating_sub(3));
    if rest.is_empty() {
        return last.to_owned();
    }
    let first = rest.len() % width;
    let mut groups: Vec<&str> = Some(&rest[..first]).filter(|part| !part.is_empty()).into_iter().collect();
    groups.extend((first..rest.len()).step_by(width).map(|at| &rest[at..at + width]));
    format!("{},{last}", groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_in_india_write_them() {
        let inr = |amount| money(amount, "INR");
        assert_eq!(
            (inr(1.0), inr(12_345.6), inr(-99_999.0)),
            ("₹1".to_owned(), "₹12,346".to_owned(), "−₹99,999".to_owned())
        );
        assert_eq!((inr(123_456.0), inr(-45_600_000.0)), ("₹1.23 L".to_owned(), "−₹4.56 Cr".to_owned()));
        assert_eq!(money(1_234_567.0, "USD"), "USD 1,234,567");
    }
}
