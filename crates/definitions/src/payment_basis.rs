//! What a payment is paid for.

/// A basis whose name contains "order", or says sale, CPO, CPA or the like, is per order; all else (post, hybrid, …) is not.
pub fn is_per_order(basis: &str) -> bool {
    const WORDS: [&str; 8] = ["sale", "sales", "cpo", "cpa", "cps", "conversion", "conversions", "acquisition"];
    let basis = basis.to_lowercase();
    let mut words = basis.split(|letter: char| !letter.is_alphanumeric());
    basis.contains("order") || words.any(|word| WORDS.contains(&word))
}

/// Whether the basis of a payment says that its rate is a percentage of what was sold.
pub fn is_percentage(basis: &str) -> bool {
    const WORDS: [&str; 7] = ["percent", "percentage", "share", "commission", "prozent", "porcentaje", "pourcentage"];
    let basis = basis.to_lowercase();
    let mut words = basis.split(|letter: char| !letter.is_alphanumeric());
    basis.contains('%') || words.any(|word| WORDS.contains(&word))
}

/// `rate` percent of an amount, both in micros, rounded half to even once.
pub fn percent_of(amount: i64, rate: i64) -> i64 {
    let hundred = i128::from(crate::MICROS_PER_UNIT) * 100;
    let product = i128::from(amount) * i128::from(rate);
    let (whole, rest) = (product.div_euclid(hundred), product.rem_euclid(hundred));
    let is_up = rest * 2 > hundred || rest * 2 == hundred && whole % 2 != 0;
    i64::try_from(whole + i128::from(is_up)).unwrap_or(if amount > 0 { i64::MAX } else { i64::MIN })
}

/// What the rate of a payment is multiplied with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayUnit {
    /// Orders.
    Order,
    /// Posts, videos, stories.
    Post,
    /// Hundredths of what was sold.
    Percentage,
    /// Nothing that the data count: a month, a gift, a mixture, or nothing said.
    Other,
}

impl PayUnit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Order, Self::Post, Self::Percentage, Self::Other];

    /// What the basis of a payment says. Of a mixture such as "post + order" nothing is known for certain.
    pub fn of(basis: &str) -> Self {
        const POSTS: [&str; 14] = [
            "post",
            "posts",
            "video",
            "videos",
            "reel",
            "reels",
            "story",
            "stories",
            "short",
            "shorts",
            "tweet",
            "tweets",
            "content",
            "deliverable",
        ];
        let lower = basis.to_lowercase();
        let is_post = lower.split(|letter: char| !letter.is_alphanumeric()).any(|word| POSTS.contains(&word));
        match (is_percentage(basis), is_per_order(basis), is_post) {
            (true, _, false) => Self::Percentage,
            (false, true, false) => Self::Order,
            (false, false, true) => Self::Post,
            _ => Self::Other,
        }
    }

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Post => "post",
            Self::Percentage => "percentage",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_says_what_its_rate_is_multiplied_with() {
        for (basis, unit) in [
            ("order", PayUnit::Order),
            ("per_order", PayUnit::Order),
            ("Per Post", PayUnit::Post),
            ("reel", PayUnit::Post),
            ("percentage of sales", PayUnit::Percentage),
            ("10 %", PayUnit::Percentage),
            ("commission", PayUnit::Percentage),
            ("post + order", PayUnit::Other),
            ("hybrid", PayUnit::Other),
            ("retainer", PayUnit::Other),
            ("", PayUnit::Other),
        ] {
            assert_eq!(PayUnit::of(basis), unit, "{basis}");
        }
    }

    #[test]
    fn a_percentage_is_rounded_once_and_half_to_even() {
        assert_eq!(percent_of(1_000_000_000, 10_000_000), 100_000_000);
        assert_eq!(percent_of(5, 50_000_000), 2);
        assert_eq!(percent_of(7, 50_000_000), 4);
        assert_eq!(percent_of(-5, 50_000_000), -2);
    }

    #[test]
    fn a_sale_is_an_order_and_a_post_is_none() {
        for basis in ["order", "per_order", "Orders", "per sale", "CPO", "cpa", "per conversion"] {
            assert!(is_per_order(basis), "{basis}");
        }
        for basis in ["post", "hybrid", "percentage of revenue", "wholesaler", ""] {
            assert!(!is_per_order(basis), "{basis}");
        }
    }
}
