//! Headers and columns of another kind: other names, other order, more of them.

use rand::{RngExt, seq::SliceRandom};
use rand_pcg::Pcg64;

use super::{
    super::table::{Column, Role, Set},
    Mutation, mutation,
};

pub(super) const ALL: &[Mutation] = &[
    mutation("headers in Title Case", &["headers"], |set, _| rename(set, |header| title_case(header, " "))),
    mutation("headers in Title_Case", &["headers"], |set, _| rename(set, |header| title_case(header, "_"))),
    mutation("headers in capitals", &["headers"], |set, _| rename(set, str::to_uppercase)),
    mutation("headers between blanks", &["headers"], |set, _| rename(set, |header| format!(" {header}  "))),
    mutation("headers by other names", &["headers"], other_names),
    // Rows that are too short have nothing but blanks at their ends where the columns are separated by words.
    mutation("ID everywhere", &["headers", "shape"], ids_by_one_name),
    mutation("more columns", &["more columns"], more_columns),
    mutation("columns in another order", &["column order"], shuffled_columns),
];

fn rename(set: &mut Set, renamed: impl Fn(&str) -> String) {
    for column in set.tables().flat_map(|file| &mut file.columns) {
        column.header = renamed(&column.header);
    }
}

fn title_case(header: &str, between: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    header.split(['_', ' ']).map(word).collect::<Vec<_>>().join(between)
}

/// The names that public files use, each with its share of chance.
fn other_names(set: &mut Set, rng: &mut Pcg64) {
    for file in set.tables() {
        for column in &mut file.columns {
            let names: &[&str] = match (file.role, column.field) {
                (Role::Influencers, "id") => &["influencer_id", "ID", "Influencer ID"],
                (Role::Influencers, "followers") => &["follower_count", "Follower Count"],
                (Role::Tracking, "date") => &["transaction_date", "Date"],
                (Role::Payouts, "orders") => &["total_orders_by_influencer", "Orders"],
                (Role::Payouts, "total_payout") => &["payout_amount", "Total Payout"],
                (Role::Posts, "url") => &["post_url", "URL"],
                (Role::Posts, "date") => &["post_date", "Date"],
                _ => continue,
            };
            column.header = names[rng.random_range(0..names.len())].to_owned();
        }
    }
}

fn ids_by_one_name(set: &mut Set, _: &mut Pcg64) {
    for column in set.tables().flat_map(|file| &mut file.columns).filter(|column| column.field == "id") {
        column.header = "ID".to_owned();
    }
    // A bare ID is the row's as often as the influencer's.
    set.questions.insert("columns.influencer_id");
}

fn more_columns(set: &mut Set, rng: &mut Pcg64) {
    for file in set.tables() {
        let headers: &[&str] = match file.role {
            Role::Influencers => &["persona", "location"],
            Role::Tracking => &["tracking_id", "notes"],
            Role::Payouts => &["payout_id", "remarks"],
            Role::Posts => &["post_id", "hashtags"],
        };
        for header in headers {
            let at = rng.random_range(0..=file.columns.len());
            file.columns.insert(at, Column { field: "", header: (*header).to_owned() });
            file.rows.iter_mut().for_each(|row| row.cells.insert(at, format!("some {header}")));
        }
    }
}

fn shuffled_columns(set: &mut Set, rng: &mut Pcg64) {
    for file in set.tables() {
        let mut order: Vec<usize> = (0..file.columns.len()).collect();
        order.shuffle(rng);
        file.columns = order.iter().map(|&at| file.columns[at].clone()).collect();
        for row in &mut file.rows {
            row.cells = order.iter().map(|&at| row.cells[at].clone()).collect();
        }
    }
}
