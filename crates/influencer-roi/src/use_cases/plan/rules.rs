//! How far a plan may move each amount, and which rules contradict one another.

use definitions::{MICROS_PER_UNIT, Profile, decimal, grouped};
use store::StoreError;

/// What a plan may change.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlanRules {
    /// At most this part of today's amount is added; not below 0.
    pub(crate) max_raise: f64,
    /// At most this part of today's amount is taken away; from 0 to 1.
    pub(crate) max_cut: f64,
    /// Amounts in micros that are set by hand, by the influencer's id: the others are shared out around them.
    pub(crate) amounts: Vec<(String, i64)>,
}

/// A rule that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{name}: found \"{found}\", expected {expected}")]
pub(crate) struct BadRule {
    name: String,
    found: String,
    expected: &'static str,
}

impl PlanRules {
    /// The most that may be added: ten times today's amount.
    pub(crate) const MAX_RAISE: f64 = 10.0;
    /// The amount of an influencer is set by this and its id.
    pub(crate) const AMOUNT_PREFIX: &'static str = "amount.";

    /// Rules as they are written: parts such as 0.3, and amounts by id. An amount named twice counts as named last.
    ///
    /// # Errors
    /// [`BadRule`] names the rule that cannot be read.
    pub(crate) fn read(
        max_raise: Option<&str>,
        max_cut: Option<&str>,
        amounts: &[(String, String)],
    ) -> Result<Self, BadRule> {
        let mut rules = Self::default();
        if let Some(text) = max_raise {
            rules.max_raise =
                part("max_raise", text, Self::MAX_RAISE, "a part of today's amount from 0 to 10, such as 0.3")?;
        }
        if let Some(text) = max_cut {
            rules.max_cut = part("max_cut", text, 1.0, "a part of today's amount from 0 to 1, such as 0.3")?;
        }
        for (id, text) in amounts {
            let expected = "an amount of money from 0 with at most six decimals, such as 25000 or 25000.50";
            let amount = micros(text).ok_or_else(|| bad(&format!("{}{id}", Self::AMOUNT_PREFIX), text, expected))?;
            rules.amounts.retain(|(known, _)| known != id);
            rules.amounts.push((id.clone(), amount));
        }
        rules.amounts.sort();
        Ok(rules)
    }
}

fn bad(name: &str, found: &str, expected: &'static str) -> BadRule {
    BadRule { name: name.to_owned(), found: found.chars().take(100).collect(), expected }
}

fn part(name: &str, text: &str, most: f64, expected: &'static str) -> Result<f64, BadRule> {
    let known = text.parse::<f64>().ok().filter(|part| (0.0..=most).contains(part));
    // Minus zero is a zero.
    known.map(f64::abs).ok_or_else(|| bad(name, text, expected))
}

/// Exact, without a double in between.
fn micros(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 6 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<6}").parse().ok()?;
    whole.checked_mul(MICROS_PER_UNIT)?.checked_add(fraction)
}

impl Default for PlanRules {
    /// 30 % to each side: beyond that, an unmeasured curve is no guide.
    fn default() -> Self {
        Self { max_raise: 0.3, max_cut: 0.3, amounts: Vec::new() }
    }
}

/// Why there is no plan under these rules.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlanError {
    /// An amount of somebody the plan does not move.
    #[error(
        "amount.{0}: this influencer is not in the plan of the selection. Take the amount back; \"left_out\" says who is not in it and why."
    )]
    NotInPlan(String),
    /// Two rules that cannot both hold: both are named.
    #[error("{0}")]
    Contradiction(String),
    /// The data cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PlanError {
    /// An amount above today's for somebody whose amount is never raised.
    pub(super) fn raised_loser(profile: &Profile, amount: i64, today: i64, verdict: &str) -> Self {
        let Profile { id, name, .. } = profile;
        Self::Contradiction(format!(
            "amount.{id}={} raises {name}, who got {}, and the rule \"never a raise for who loses\" forbids it: the verdict is \"{verdict}\". Set {} or less.",
            decimal(amount),
            grouped(today),
            decimal(today),
        ))
    }

    /// Amounts that leave more, or less, than the others may take.
    pub(super) fn does_not_fit(rules: &PlanRules, left: i64, (least, most): (i64, i64)) -> Self {
        let set: Vec<String> =
            rules.amounts.iter().map(|(id, amount)| format!("amount.{id}={}", decimal(*amount))).collect();
        let set =
            if set.len() > 3 { format!("{} and {} more", set[..3].join(", "), set.len() - 3) } else { set.join(", ") };
        let left_text = grouped(left.max(0));
        Self::Contradiction(if left < least {
            format!(
                "{set} leaves {left_text} for the other influencers, and max_cut={} lets them get no less than {}. Lower an amount or allow larger cuts.",
                rules.max_cut,
                grouped(least)
            )
        } else {
            format!(
                "{set} leaves {left_text} for the other influencers, and max_raise={} and \"never a raise for who loses\" let them get no more than {}. Raise an amount or allow larger raises.",
                rules.max_raise,
                grouped(most)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(amount: &str) -> Result<PlanRules, String> {
        let amounts = [("7".to_owned(), amount.to_owned())];
        PlanRules::read(None, None, &amounts).map_err(|error| error.to_string())
    }

    #[test]
    fn amounts_are_read_exactly() {
        for (text, micros) in [("0", 0), ("25000", 25_000_000_000), ("0.000001", 1), ("9223372036854.775807", i64::MAX)]
        {
            assert_eq!(rules(text).unwrap().amounts, [("7".to_owned(), micros)], "{text}");
        }
        for text in ["", "-1", "1e3", "1,000", "1.0000001", "9223372036855", ".5", "5.", "NaN", "+1"] {
            assert!(rules(text).unwrap_err().starts_with("amount.7: found"), "{text}");
        }
    }

    #[test]
    fn parts_stay_within_their_ends() {
        let read =
            |raise: &str, cut: &str| PlanRules::read(Some(raise), Some(cut), &[]).map_err(|error| error.to_string());
        let rules = read("0.5", "1").unwrap();
        assert_eq!((rules.max_raise, rules.max_cut), (0.5, 1.0));
        for (raise, cut) in [("-0.1", "0"), ("11", "0"), ("0", "1.1"), ("NaN", "0"), ("0", "inf"), ("", "0")] {
            assert!(read(raise, cut).is_err(), "{raise} {cut}");
        }
    }
}
