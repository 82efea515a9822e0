//! What a payment is paid for.

/// A basis whose name contains "order", or says sale, CPO, CPA or the like, is per order; all else (post, hybrid, …) is not.
pub fn is_per_order(basis: &str) -> bool {
    const WORDS: [&str; 8] = ["sale", "sales", "cpo", "cpa", "cps", "conversion", "conversions", "acquisition"];
    let basis = basis.to_lowercase();
    let mut words = basis.split(|letter: char| !letter.is_alphanumeric());
    basis.contains("order") || words.any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

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
