//! The sum rule to the micro, and every finding against a second implementation, on a thousand tiny ledgers with every oddity.

mod again;
mod ledgers;

use std::collections::{BTreeMap, BTreeSet};

use payouts::{Amounts, CaseKind, Certainty, Line, audit, lines};

use again::{Naive, Plain};
use ledgers::ledger;

const LEDGERS: u64 = 1_000;

#[test]
fn earned_and_too_much_are_paid_pending_and_due_to_the_micro() {
    let (mut with_terms, mut owed, mut too_much) = (0, 0, 0);
    for seed in 0..LEDGERS {
        let ledger = ledger(seed);
        let lines = lines(&ledger);
        let mut all = Amounts::default();
        for Line { amounts, has_terms, .. } in &lines {
            let Amounts { earned, too_much: more, without_terms, paid, pending, due, owed: less } = *amounts;
            assert_eq!(earned + more + without_terms, paid + pending + due + less, "seed {seed}");
            assert!(more == 0 || less == 0 && more > 0, "seed {seed}");
            assert!(*has_terms && without_terms == 0 || !*has_terms && earned == 0 && more == 0 && less == 0);
            (with_terms, owed, too_much) =
                (with_terms + i32::from(*has_terms), owed + i32::from(less > 0), too_much + i32::from(more > 0));
            all.add(amounts);
        }
        assert_eq!(all.earned + all.too_much + all.without_terms, all.paid + all.pending + all.due + all.owed);
        let listed: i64 = ledger.payments.iter().map(|payment| payment.amount).sum();
        assert_eq!(all.listed(), listed, "every payment is in one line, seed {seed}");
        let mut seen: Vec<usize> = lines.iter().flat_map(|line| line.payments.clone()).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..ledger.payments.len()).collect::<Vec<_>>());
    }
    assert!(with_terms > 500 && owed > 100 && too_much > 100, "{with_terms} {owed} {too_much}");
}

#[test]
fn a_payment_stands_in_one_case_at_most_and_no_more_is_at_risk_than_was_paid() {
    for seed in 0..LEDGERS {
        let ledger = ledger(seed);
        let cases = audit(&ledger);
        let mut seen = BTreeSet::new();
        for case in &cases {
            assert!(case.payments.iter().all(|at| seen.insert(*at)), "seed {seed}");
            let listed: i64 = case.payments.iter().map(|at| ledger.payments[*at].amount.max(0)).sum();
            assert!((0..=listed).contains(&case.at_risk) && case.owed >= 0 && case.owed_at_most >= 0, "seed {seed}");
            assert!(case.payments.iter().all(|at| ledger.payments[*at].payee == case.payee));
        }
    }
}

#[test]
fn a_second_implementation_finds_the_same() {
    let mut found = BTreeMap::<(CaseKind, Certainty), usize>::new();
    for seed in 0..LEDGERS {
        let ledger = ledger(seed);
        let mut cases: Vec<Plain> = audit(&ledger).iter().map(Plain::of).collect();
        cases.sort();
        let mut again = Naive::new(&ledger).cases();
        again.sort();
        assert_eq!(cases, again, "seed {seed}: {ledger:#?}");
        cases.iter().for_each(|case| *found.entry((case.kind, case.certainty)).or_default() += 1);
    }
    for kind in CaseKind::ALL {
        let count: usize = found.iter().filter(|((known, _), _)| *known == kind).map(|(_, count)| count).sum();
        assert!(count >= 10, "{kind:?} {count}: {found:?}");
    }
    assert!(found.contains_key(&(CaseKind::PaidTwice, Certainty::Certain)));
    assert!(found.keys().all(|(kind, certainty)| *certainty != Certainty::Certain || *kind == CaseKind::PaidTwice));
}
