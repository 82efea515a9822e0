//! What a payment is paid for.

/// A basis whose name contains "order" is per order; all else (post, hybrid, …) is not.
pub fn is_per_order(basis: &str) -> bool {
    basis.to_lowercase().contains("order")
}
