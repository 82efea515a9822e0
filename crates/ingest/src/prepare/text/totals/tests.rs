//! Totals as exports and people write them, and rows that only look like one.

use super::*;

type Row = (&'static str, &'static str, Option<i64>, Option<i64>);

/// Rows of key, label, orders and amount.
fn found(rows: &[Row], people: &[&str]) -> Totals {
    let mut finder = TotalsFinder::new(vec![0], vec![1], vec![2, 3]);
    for (at, (key, label, orders, amount)) in rows.iter().enumerate() {
        let micros = |number: &Option<i64>| number.map(|number| number * 1_000_000);
        finder.add(at as u64 + 2, &[key, label], &[micros(orders), micros(amount)]);
    }
    finder.finish(&|key| people.contains(&key))
}

fn lines(rows: &[TotalRow]) -> Vec<u64> {
    rows.iter().map(|row| row.line).collect()
}

fn check(rows: &[Row], certain: &[u64], doubtful: &[u64]) {
    let totals = found(rows, &["INF01", "INF02", "INF03"]);
    assert_eq!((lines(&totals.certain), lines(&totals.doubtful)), (certain.to_vec(), doubtful.to_vec()), "{rows:?}");
}

const A: Row = ("INF01", "June", Some(4), Some(4000));
const B: Row = ("INF02", "June", Some(3), Some(1500));
const C: Row = ("INF03", "June", Some(2), Some(1000));

#[test]
fn a_total_below_above_or_in_any_language_is_no_row() {
    for word in [
        "Total",
        "GRAND TOTAL:",
        "कुल",
        "Kul yog",
        "Gesamtsumme",
        "Total general",
        "Soma",
        "Total: Account",
        "Total (3 rows)",
    ] {
        check(&[A, B, C, (word, "", Some(9), Some(6500))], &[5], &[]);
        check(&[(word, "--", Some(9), Some(6500)), A, B, C], &[2], &[]);
        check(&[A, B, C, ("", word, Some(9), Some(6500))], &[5], &[]);
    }
    check(&[A, B, ("Total", "", None, Some(5500)), ("Total", "", Some(7), Some(5500))], &[4, 5], &[]);
}

#[test]
fn subtotals_of_groups_and_the_total_of_all_are_no_rows() {
    let a = ("INF01", "July", Some(1), Some(500));
    check(
        &[
            A,
            a,
            ("INF01 Total", "", Some(5), Some(4500)),
            B,
            ("INF02 Total", "", Some(3), Some(1500)),
            ("Grand Total", "", Some(8), Some(6000)),
        ],
        &[4, 6, 7],
        &[],
    );
    check(&[A, a, ("INF01", "Total", Some(5), Some(4500)), B, C, ("Total", "", Some(10), Some(7000))], &[4, 7], &[]);
    check(
        &[
            A,
            a,
            ("Subtotal", "", Some(5), Some(4500)),
            B,
            C,
            ("Subtotal", "", Some(5), Some(2500)),
            ("Total", "", Some(10), Some(7000)),
        ],
        &[4, 7, 8],
        &[],
    );
    check(&[("Subtotal:", "", Some(7), Some(5500)), A, B, ("Subtotal:", "", Some(2), Some(1000)), C], &[2, 5], &[]);
}

#[test]
fn averages_are_no_rows() {
    check(&[A, B, C, ("Average", "", Some(3), Some(2167))], &[5], &[]);
    check(&[A, B, ("Durchschnitt", "", None, Some(2750)), ("Total", "", Some(7), Some(5500))], &[4, 5], &[]);
    check(&[A, B, ("", "Avg.", Some(99), Some(99))], &[4], &[]);
    check(&[A, B, ("Average", "", Some(99), Some(99))], &[], &[4]);
}

#[test]
fn a_row_that_says_nothing_of_whom_it_is_about_is_no_row() {
    check(&[A, B, ("", "", Some(7), Some(5500))], &[4], &[]);
    check(&[A, B, ("", "", Some(1), Some(1))], &[4], &[]);
    let organic = ("", "organic", Some(5), Some(100));
    check(&[A, organic], &[], &[]);
    check(&[A, organic, ("", "", Some(9), Some(4100))], &[4], &[]);
    check(&[A, organic, ("", "", Some(1), Some(7))], &[], &[4]);
}

#[test]
fn a_word_for_total_over_other_figures_is_asked() {
    check(&[A, B, ("Total", "", Some(7), Some(9000))], &[], &[4]);
    check(&[A, B, ("Total", "", Some(700), Some(5500))], &[], &[4]);
    check(&[A, B, ("Total spend", "", None, Some(9000))], &[], &[4]);
    check(&[A, B, ("INF01", "Total", Some(9), Some(9))], &[], &[4]);
}

#[test]
fn a_person_of_the_roster_is_a_person_whatever_the_name() {
    let people = ["Total Fitness", "INF01", "INF02", "INF03"];
    let total = ("Total Fitness", "", Some(4), Some(4000));
    let totals = found(&[total, B, C], &people);
    assert!(totals.certain.is_empty() && totals.doubtful.is_empty());
    let totals = found(&[total, B, C, ("Total", "", Some(9), Some(6500))], &people);
    assert_eq!((lines(&totals.certain), lines(&totals.doubtful)), (vec![5], vec![]));
    // Without a roster the total at the end shows that the row was counted.
    let totals = found(&[total, B, C, ("Total", "", Some(9), Some(6500))], &[]);
    assert_eq!((lines(&totals.certain), lines(&totals.doubtful)), (vec![5], vec![]));
}

#[test]
fn a_payout_that_happens_to_be_a_sum_is_a_payout() {
    check(&[A, B, ("INF03", "", Some(7), Some(5500))], &[], &[]);
    check(&[A, B, ("INF03", "Total Whey", Some(7), Some(5500))], &[], &[]);
}

#[test]
fn a_total_that_is_rounded_still_agrees() {
    let mut finder = TotalsFinder::new(vec![0], vec![], vec![1]);
    for (line, key, amount) in
        [(2, "INF01", 20_500_500_000), (3, "INF02", 10_000_250_000), (4, "Total", 30_501_000_000)]
    {
        finder.add(line, &[key], &[Some(amount)]);
    }
    let totals = finder.finish(&|_| false);
    assert_eq!(lines(&totals.certain), [4]);
    assert_eq!(totals.checks.len(), 1);
}

#[test]
fn a_column_that_adds_up_the_others_is_reported() {
    let mut finder = TotalsFinder::new(vec![0], vec![], vec![1, 2, 3]);
    finder.add(2, &["INF01"], &[Some(1), Some(2), Some(3)]);
    finder.add(3, &["INF02"], &[Some(5), Some(5), Some(10)]);
    assert_eq!(finder.finish(&|_| false).columns, [3]);
}

#[test]
fn a_dated_sale_of_nobody_is_no_total() {
    let found = |last: &str, amount: i64| {
        let mut finder = TotalsFinder::new(vec![0], vec![], vec![2]).with_days(vec![1]);
        let rows =
            [("PIA20", "2025-08-01", 500), ("OMAR15", "2025-08-02", 300), ("", "2025-08-02", 300), ("", last, amount)];
        for (at, (key, day, amount)) in rows.iter().enumerate() {
            finder.add(at as u64 + 2, &[key, day, &amount.to_string()], &[Some(amount * 1_000_000)]);
        }
        let totals = finder.finish(&|_| false);
        (lines(&totals.certain), lines(&totals.doubtful))
    };
    assert_eq!(found("2025-08-03", 400), (vec![], vec![]), "sales without a code");
    assert_eq!(found("2025-08-03", 800), (vec![], vec![5]), "the sum of all coded sales, with a day");
    assert_eq!(found("", 1100), (vec![5], vec![]), "a sum without a day");
}

#[test]
fn a_subtotal_may_be_named_after_a_word_of_its_rows() {
    let organic: Row = ("", "organic", Some(2), Some(700));
    check(
        &[A, organic, ("", "Subtotal organic", Some(2), Some(700)), ("", "Total", Some(6), Some(4700))],
        &[4, 5],
        &[],
    );
}
