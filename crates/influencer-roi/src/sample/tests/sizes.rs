use super::super::fitting;
use super::{Plan, generated, plan};

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for rows in [None, Some(500), Some(20_000)] {
        assert!(generated(&plan(rows, 7)).bytes == generated(&plan(rows, 7)).bytes);
    }
}

#[test]
fn another_seed_gives_other_sales() {
    assert!(generated(&plan(None, 1)).sales != generated(&plan(None, 2)).sales);
}

/// FNV-1a over all files: a change of any byte, on any machine, must be a deliberate change.
#[test]
fn the_bytes_of_a_seed_never_change_unnoticed() {
    let files = generated(&plan(Some(12_000), 7));
    let hash = (files.bytes.values().flatten())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(format!("{hash:016x}"), "3370d90590ba2bf3");
}

#[test]
fn there_are_exactly_as_many_rows_as_asked_for() {
    for rows in [1, 2, 10, 240, 300, 500, 900, 1_500, 5_000, 9_000, 50_000] {
        for seed in [1, 2] {
            assert_eq!(generated(&plan(Some(rows), seed)).sales.len() as u64, rows);
        }
    }
}

#[test]
fn a_million_rows_name_a_thousand_influencers_and_the_natural_size_84() {
    let influencers = |rows| fitting::world_of(&plan(rows, 1)).roster.len();
    assert_eq!([None, Some(9_000), Some(1_000_000)].map(influencers), [84, 80, 1_000]);
}

#[test]
fn a_hundred_million_rows_need_no_more_memory_than_two_million() {
    let [few, many] = [2_000_000, 100_000_000].map(|rows| fitting::world_of(&plan(Some(rows), 1)));
    assert!(many.cells.len() < 2 * few.cells.len());
    let orders: i64 = many.cells.iter().map(|cell| cell.most_rows()).sum();
    assert!(orders as u64 >= many.rows && many.rows == 100_000_000);
}

#[test]
fn one_influencer_or_none_asked_for_is_no_reason_to_fail() {
    for influencers in [0, 1, 3] {
        let files = generated(&Plan { rows: Some(2_000), influencers: Some(influencers), seed: 5 });
        assert_eq!(files.people.len() as u32, influencers.max(1) + 1);
        assert_eq!(files.sales.len(), 2_000);
    }
}

#[test]
fn the_natural_size_is_about_nine_thousand_rows() {
    for seed in 1..=12 {
        let rows = fitting::world_of(&plan(None, seed)).rows;
        assert!((7_500..10_500).contains(&rows), "{rows}");
    }
}
