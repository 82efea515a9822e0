//! Size classes of influencers, by followers.

/// A size class: from `from` followers up to, not including, the next class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The name in the API and in the URL.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The smallest number of followers in the class.
    pub from: i64,
}

/// The classes, smallest first. The only place where the thresholds stand.
pub const TIERS: [Tier; 5] = [
    Tier { id: "nano", label: "Nano", from: 0 },
    Tier { id: "micro", label: "Micro", from: 10_000 },
    Tier { id: "mid", label: "Mid", from: 100_000 },
    Tier { id: "macro", label: "Macro", from: 500_000 },
    Tier { id: "mega", label: "Mega", from: 1_000_000 },
];

/// The class of an influencer with this many followers; `None` for an unknown number.
pub fn tier_of(followers: Option<i64>) -> Option<&'static Tier> {
    let followers = followers?;
    TIERS.iter().rev().find(|tier| followers >= tier.from)
}

#[cfg(test)]
mod tests {
    use super::tier_of;

    #[test]
    fn a_tier_begins_at_its_threshold() {
        let id = |followers| tier_of(Some(followers)).map(|tier| tier.id);
        assert_eq!(id(0), Some("nano"));
        assert_eq!(id(9_999), Some("nano"));
        assert_eq!(id(10_000), Some("micro"));
        assert_eq!(id(499_999), Some("mid"));
        assert_eq!(id(500_000), Some("macro"));
        assert_eq!(id(1_000_000), Some("mega"));
        assert_eq!(tier_of(None), None);
    }
}
