//! What a status word says about a sale or a payment.

use std::sync::LazyLock;

use definitions::PaymentState;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{super::plan::StatusMeaning, words};

/// By folded phrase: what it means, or nothing for a word that changes nothing.
type Meanings = FxHashMap<String, Option<StatusMeaning>>;

static SALES: LazyLock<Meanings> = LazyLock::new(|| meanings("sale"));
static PAYOUTS: LazyLock<Meanings> = LazyLock::new(|| meanings("payout"));

/// What the status of a sale means; nothing when it is not known for certain, which is asked.
pub(crate) fn sale_status(status: &str) -> Option<StatusMeaning> {
    let folded = words::fold(status);
    // Whatever stage a return to origin is in, the order is not sold.
    if folded.split(' ').any(|word| word == "rto") {
        return Some(StatusMeaning::LeftOut);
    }
    meaning(&folded, &SALES)
}

/// What the status of a payment to a creator means; nothing when it is not known for certain, which is asked.
pub(crate) fn payout_status(status: &str) -> Option<StatusMeaning> {
    meaning(&words::fold(status), &PAYOUTS)
}

/// Words of payments that are owed.
static DUE: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let of_due = words::entries(include_str!("words/statuses.txt")).filter(|(key, _)| *key == "payout due");
    of_due.map(|(_, word)| words::fold(word)).collect()
});

/// How far a payment to a creator is, by its status as it was written.
pub fn payment_state(status: &str) -> PaymentState {
    let folded = words::fold(status);
    match meaning(&folded, &PAYOUTS) {
        Some(StatusMeaning::Counts) => PaymentState::Paid,
        Some(StatusMeaning::Pending) if DUE.contains(&folded) => PaymentState::Due,
        Some(StatusMeaning::Pending) => PaymentState::Pending,
        Some(StatusMeaning::LeftOut | StatusMeaning::NetOfRefund) | None => PaymentState::Unknown,
    }
}

fn meanings(table: &str) -> Meanings {
    let mut meanings = Meanings::default();
    for (key, word) in words::entries(include_str!("words/statuses.txt")) {
        let Some((of, meant)) = key.split_once(' ') else { continue };
        if of == "both" || of == table {
            let meant = match meant {
                "counts" => Some(StatusMeaning::Counts),
                "pending" | "due" => Some(StatusMeaning::Pending),
                "out" => Some(StatusMeaning::LeftOut),
                "refund" => Some(StatusMeaning::NetOfRefund),
                _ => None,
            };
            meanings.insert(words::fold(word), meant);
        }
    }
    meanings
}

/// A whole phrase of the list, or one made of phrases that agree and words that change nothing: `Order cancelled by customer`.
fn meaning(status: &str, known: &Meanings) -> Option<StatusMeaning> {
    if let Some(meant) = known.get(status) {
        return *meant;
    }
    let parts: Vec<StatusMeaning> = phrases(status, known)?.into_iter().flatten().collect();
    match parts.as_slice() {
        [one] => Some(*one),
        [] => None,
        // "Approved, payment pending" counts either way; "return rejected" may mean that the sale stands.
        several => {
            let counts = |meant: &StatusMeaning| matches!(meant, StatusMeaning::Counts | StatusMeaning::Pending);
            let is_pending = several.contains(&StatusMeaning::Pending);
            let all = if is_pending { StatusMeaning::Pending } else { StatusMeaning::Counts };
            several.iter().all(counts).then_some(all)
        }
    }
}

/// The longest known phrases that a status consists of, from its beginning; nothing when a word is not known.
fn phrases(status: &str, known: &Meanings) -> Option<Vec<Option<StatusMeaning>>> {
    const MAX_WORDS: usize = 12;
    let words: Vec<&str> = status.split(' ').collect();
    let (mut at, mut found) = (0, Vec::new());
    while at < words.len() && words.len() <= MAX_WORDS {
        let phrase = |end: &usize| known.get(&words[at..*end].join(" ")).map(|meant| (*meant, *end));
        let (meant, end) = (at + 1..=words.len()).rev().find_map(|end| phrase(&end))?;
        found.push(meant);
        at = end;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::{
        StatusMeaning::{Counts, LeftOut, NetOfRefund, Pending},
        *,
    };

    #[test]
    fn statuses_of_sales_are_known_in_six_languages() {
        for (status, expected) in [
            ("paid", Counts),
            ("Completed", Counts),
            ("wc-completed", Counts),
            ("DELIVERED", Counts),
            ("bezahlt", Counts),
            ("Pagado", Counts),
            ("Payée", Counts),
            ("concluído", Counts),
            ("भुगतान किया", Counts),
            ("pending", Pending),
            ("Payment Pending", Pending),
            ("on-hold", Pending),
            ("on_hold", Pending),
            ("COD", Pending),
            ("authorized", Pending),
            ("processing", Pending),
            ("unfulfilled", Pending),
            ("In Bearbeitung", Pending),
            ("en attente", Pending),
            ("cancelled", LeftOut),
            ("Canceled", LeftOut),
            ("Order cancelled by customer", LeftOut),
            ("cancelled_by_seller", LeftOut),
            ("voided", LeftOut),
            ("RTO", LeftOut),
            ("RTO - Delivered", LeftOut),
            ("rto_initiated", LeftOut),
            ("Returned to origin", LeftOut),
            ("chargeback", LeftOut),
            ("storniert", LeftOut),
            ("anulado", LeftOut),
            ("annulée", LeftOut),
            ("cancelada", LeftOut),
            ("रद्द", LeftOut),
            ("रद्द किया गया", LeftOut),
            ("radd", LeftOut),
            ("declined", LeftOut),
            ("refunded", NetOfRefund),
            ("Partially Refunded", NetOfRefund),
            ("partially_refunded", NetOfRefund),
            ("teilweise erstattet", NetOfRefund),
            ("rückerstattet", NetOfRefund),
            ("remboursé", NetOfRefund),
            ("estornado", NetOfRefund),
        ] {
            assert_eq!(sale_status(status), Some(expected), "{status}");
        }
    }

    #[test]
    fn statuses_of_payments_are_known_in_six_languages() {
        for (status, expected) in [
            ("COMPLETED", Counts),
            ("paid", Counts),
            ("Überwiesen", Counts),
            ("unpaid", Pending),
            ("due", Pending),
            ("Scheduled", Pending),
            ("approved - payment pending", Pending),
            ("fällig", Pending),
            ("baki", Pending),
            ("rejected", LeftOut),
            ("Failed", LeftOut),
            ("reversed", LeftOut),
            ("incoming", LeftOut),
            ("Payment received", LeftOut),
            ("storniert", LeftOut),
            ("rechazado", LeftOut),
        ] {
            assert_eq!(payout_status(status), Some(expected), "{status}");
        }
    }

    #[test]
    fn a_payment_is_made_under_way_or_owed() {
        for (status, expected) in [
            ("Paid", PaymentState::Paid),
            ("COMPLETED", PaymentState::Paid),
            ("pending", PaymentState::Pending),
            ("approved - payment pending", PaymentState::Pending),
            ("scheduled", PaymentState::Pending),
            ("due", PaymentState::Due),
            ("Unpaid", PaymentState::Due),
            ("fällig", PaymentState::Due),
            ("", PaymentState::Unknown),
            ("blue", PaymentState::Unknown),
        ] {
            assert_eq!(payment_state(status), expected, "{status}");
        }
    }

    #[test]
    fn a_status_that_may_mean_either_is_asked() {
        for status in [
            "",
            "not cancelled",
            "return rejected",
            "refund failed",
            "cancellation requested",
            "chargeback won",
            "delivered, returned",
            "A",
            "yes",
            "blue",
        ] {
            assert_eq!(sale_status(status), None, "{status}");
        }
    }

    #[test]
    fn no_word_of_the_list_has_two_meanings() {
        for table in ["sale", "payout"] {
            let mut seen: FxHashMap<String, &str> = FxHashMap::default();
            for (key, word) in words::entries(include_str!("words/statuses.txt")) {
                let (of, meant) = key.split_once(' ').unwrap();
                if of == "both" || of == table {
                    let before = seen.insert(words::fold(word), meant).unwrap_or(meant);
                    assert_eq!(before, meant, "{table}: {word}");
                }
            }
        }
    }
}
