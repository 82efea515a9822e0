//! What exports of tools and hand-kept sheets have around and between their rows: all of it is distinguished from the rows and left out.

use std::collections::BTreeMap;

use rand::{RngExt, seq::IndexedRandom};
use rand_pcg::Pcg64;

use super::{
    super::{
        base::plain,
        table::{Column, File, Role, Row, Set},
    },
    Mutation, mutation,
};

pub(super) const ALL: &[Mutation] = &[
    mutation("a sep= line", &["lines in front", "delimiter", "quotes"], |set, rng| {
        each_by_chance(set, rng, |file, _| file.writing.lines_above = vec!["sep=,".to_owned()]);
    }),
    mutation("title lines", &["lines in front", "shape"], title_lines),
    mutation("a comment above the header", &["lines in front"], |set, rng| {
        each_by_chance(set, rng, |file, _| file.writing.lines_above = vec!["# exported for the review".to_owned()]);
    }),
    mutation("notes below the rows", &["end", "shape"], notes_below),
    mutation("the header once more", &["lines between", "headers", "shape"], |set, rng| {
        each_by_chance(set, rng, |file, rng| file.writing.header_again_after = Some(rng.random_range(1..6)));
    }),
    mutation("a row of units", &["lines between", "headers", "shape", "column order", "more columns"], units_row),
    mutation("a control letter at the end", &["end"], |set, rng| {
        each_by_chance(set, rng, |file, _| file.writing.tail = "\u{1a}");
    }),
    mutation("cancelled orders beside delivered ones", &["status", "tables", "shape"], cancelled_orders),
    mutation("payments that failed", &["payout status", "shape"], failed_payments),
    mutation("decimal commas between semicolons", &["delimiter", "revenue", "payout", "paid"], decimal_commas),
    mutation("rupees with a slash and a dash", &["revenue", "payout", "letters"], slash_dash),
    mutation("payouts in thousands", &["payout", "paid", "headers", "shape"], payouts_in_thousands),
    mutation("a total row", &[Mutation::ALONE], total_row),
    mutation("names in place of ids in payouts", &[Mutation::ALONE], names_in_payouts),
    mutation("handles in place of ids in sales", &[Mutation::ALONE], handles_in_sales),
];

/// Puts the change on some of the tables, at least one.
fn each_by_chance(set: &mut Set, rng: &mut Pcg64, change: impl Fn(&mut File, &mut Pcg64)) {
    let surely = rng.random_range(0..set.tables().count());
    for (at, file) in set.tables().enumerate() {
        if at == surely || rng.random_bool(0.4) {
            change(file, rng);
        }
    }
}

fn title_lines(set: &mut Set, rng: &mut Pcg64) {
    const TITLES: [&[&str]; 3] = [
        &["Influencer report", "Period: 2024-01-01 to 2024-03-31", ""],
        &["HealthKart", ""],
        &["Creator programme 2024", "Downloaded on 2024-04-02"],
    ];
    each_by_chance(set, rng, |file, rng| {
        let lines = TITLES.choose(rng).expect("a title");
        file.writing.lines_above = lines.iter().map(|line| (*line).to_owned()).collect();
    });
}

fn notes_below(set: &mut Set, rng: &mut Pcg64) {
    const NOTES: [&[&str]; 3] = [
        &["", "* Amounts include tax."],
        &["Generated on 2024-04-02 by the finance team"],
        &["", "Note: figures are provisional", "Source: order system"],
    ];
    each_by_chance(set, rng, |file, rng| {
        let lines = NOTES.choose(rng).expect("a note");
        file.writing.lines_below = lines.iter().map(|line| (*line).to_owned()).collect();
    });
}

fn units_row(set: &mut Set, _: &mut Pcg64) {
    for file in set.tables() {
        let unit = |column: &Column| match column.field {
            "revenue" | "total_payout" | "rate" => "(INR)",
            "orders" => "(count)",
            "date" => "(yyyy-mm-dd)",
            _ => "",
        };
        let units: Vec<String> = file.columns.iter().map(|column| unit(column).to_owned()).collect();
        if units.iter().any(|unit| !unit.is_empty()) {
            file.writing.units = Some(units);
        }
    }
}

/// Rows of a word that does not count stand beside those that do, with amounts of their own.
fn add_status(file: &mut File, rng: &mut Pcg64, header: &str, counted: &[&str], left_out: &[&str]) {
    file.columns.push(Column { field: "", header: header.to_owned() });
    for row in &mut file.rows {
        row.cells.push((*counted.choose(rng).expect("a word")).to_owned());
    }
    for _ in 0..rng.random_range(2..6) {
        let at = rng.random_range(0..file.rows.len());
        let mut cells = file.rows[at].cells.clone();
        *cells.last_mut().expect("a status") = (*left_out.choose(rng).expect("a word")).to_owned();
        file.rows.insert(at, Row::noise(cells));
    }
}

fn cancelled_orders(set: &mut Set, rng: &mut Pcg64) {
    let words: [&[&str]; 3] = [&["Cancelled"], &["RTO", "Returned"], &["CANCELED", "Failed", "voided"]];
    let left_out = words.choose(rng).expect("words");
    let counted: [&[&str]; 2] = [&["Delivered"], &["Delivered", "Shipped", "Completed"]];
    let counted = counted.choose(rng).expect("words");
    add_status(set.file(Role::Tracking), rng, "order_status", counted, left_out);
}

fn failed_payments(set: &mut Set, rng: &mut Pcg64) {
    add_status(
        set.file(Role::Payouts),
        rng,
        "payment_status",
        &["Paid", "Pending"],
        &["Failed", "Rejected", "Reversed"],
    );
}

/// Every amount of the file in continental writing: the column shows it, and so do its neighbours.
fn decimal_commas(set: &mut Set, _: &mut Pcg64) {
    let written = |micros: i128| {
        let amount = plain(micros);
        let (whole, cents) = amount.split_once('.').expect("two decimals");
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
        let groups: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).expect("digits")).collect();
        format!("{sign}{},{cents}", groups.join("."))
    };
    for (role, field) in [(Role::Tracking, "revenue"), (Role::Payouts, "total_payout")] {
        let file = set.file(role);
        file.writing.delimiter = ';';
        file.rewrite(field, |fact| written(fact.micros));
    }
    set.file(Role::Payouts).rewrite_cells("rate", |cell| cell.replace('.', ","));
}

fn slash_dash(set: &mut Set, _: &mut Pcg64) {
    for (role, field) in [(Role::Tracking, "revenue"), (Role::Payouts, "total_payout")] {
        set.file(role).rewrite(field, |fact| format!("₹ {}/-", plain(fact.micros)));
    }
}

fn payouts_in_thousands(set: &mut Set, rng: &mut Pcg64) {
    let header = ["Total Payout (in thousands)", "total payout ('000)"].choose(rng).expect("a header");
    let file = set.file(Role::Payouts);
    let place = file.place("total_payout");
    file.columns[place].header = (*header).to_owned();
    file.rewrite("total_payout", |fact| {
        let micros = fact.micros;
        format!("{}.{:09}", micros / 1_000_000_000, micros % 1_000_000_000)
    });
}

fn total_row(set: &mut Set, rng: &mut Pcg64) {
    let (role, field) = *[(Role::Tracking, "revenue"), (Role::Payouts, "total_payout")].choose(rng).expect("a table");
    let label = ["Total", "Grand Total", "TOTAL:", "कुल", "Summe"].choose(rng).expect("a label");
    let file = set.file(role);
    let sum: i128 = file.rows.iter().map(|row| row.fact.micros).sum();
    let orders: i64 = file.rows.iter().map(|row| row.fact.orders).sum();
    let mut cells = vec![String::new(); file.columns.len()];
    cells[0] = (*label).to_owned();
    cells[file.place(field)] = plain(sum);
    if role == Role::Tracking {
        cells[file.place("orders")] = orders.to_string();
    }
    let at = if rng.random_bool(0.3) { 0 } else { file.rows.len() };
    file.rows.insert(at, Row::noise(cells));
}

fn names_in_payouts(set: &mut Set, rng: &mut Pcg64) {
    let shout = rng.random_bool(0.5);
    let names = names(set.file(Role::Influencers));
    let file = set.file(Role::Payouts);
    let place = file.place("id");
    file.columns[place].header = "influencer_name".to_owned();
    file.rewrite("id", |fact| {
        let name = &names[&fact.id];
        if shout { name.to_uppercase() } else { format!(" {name} ") }
    });
}

/// By id.
fn names(roster: &File) -> BTreeMap<String, String> {
    roster.rows.iter().map(|row| (row.fact.id.clone(), row.fact.name.clone())).collect()
}

fn handles_in_sales(set: &mut Set, rng: &mut Pcg64) {
    let has_sign = rng.random_bool(0.5);
    let handle =
        |name: &str| name.to_lowercase().chars().filter(|letter| letter.is_ascii_lowercase()).collect::<String>();
    let roster = set.file(Role::Influencers);
    roster.columns.push(Column { field: "", header: "instagram_handle".to_owned() });
    roster.rows.iter_mut().for_each(|row| row.cells.push(format!("@{}", handle(&row.fact.name))));
    let names = names(roster);
    let tracking = set.file(Role::Tracking);
    let place = tracking.place("id");
    tracking.columns[place].header = "handle".to_owned();
    tracking.rewrite("id", |fact| match names.get(&fact.id) {
        Some(name) if has_sign => format!("@{}", handle(name)),
        Some(name) => format!("https://www.instagram.com/{}/", handle(name)),
        None => String::new(),
    });
}
