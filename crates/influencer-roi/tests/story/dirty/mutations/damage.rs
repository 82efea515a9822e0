//! What cannot be used: rows and files that are to be reported at their line and column, and nothing else lost with them.

use rand::{RngExt, seq::IndexedRandom};
use rand_pcg::Pcg64;

use super::{
    super::table::{Content, File, Loss, Role, Row, Set},
    Mutation, mutation,
};

pub(super) const ALL: &[Mutation] = &[
    mutation("text in revenue", &[], |set, rng| {
        damage(set, rng, Role::Tracking, "revenue", "bad_number", &["abc", "N/A", "12.3%", "1.2.3", "#REF!"]);
    }),
    mutation("groups that group nothing", &[], |set, rng| {
        damage(set, rng, Role::Tracking, "revenue", "bad_number", &["1,2,3", "1,,000", "12,34,5"]);
    }),
    mutation("blank revenue", &[], |set, rng| damage(set, rng, Role::Tracking, "revenue", "blank_cell", &["", " "])),
    mutation("orders that are no count", &[], |set, rng| {
        damage(set, rng, Role::Tracking, "orders", "bad_number", &["many", "2.5", "1-2"]);
    }),
    mutation("days that are none", &[], |set, rng| {
        damage(set, rng, Role::Tracking, "date", "bad_date", &["2024-02-30", "yesterday", "31/02/2024", "13-13-2024"]);
    }),
    mutation("blank days", &[], |set, rng| damage(set, rng, Role::Tracking, "date", "blank_cell", &[""])),
    mutation("text in a payout", &["paid"], |set, rng| {
        damage(set, rng, Role::Payouts, "total_payout", "bad_number", &["tbd", "12..5", "12 or 15"]);
    }),
    mutation("a day of a post that is none", &[], |set, rng| {
        damage(set, rng, Role::Posts, "date", "bad_date", &["soon", "2024-13-01"]);
    }),
    mutation("text in a post's reach", &[], |set, rng| {
        damage(set, rng, Role::Posts, "reach", "bad_number", &["huge", "about ten"]);
    }),
    mutation("a roster row without an id", &[], |set, rng| {
        damage(set, rng, Role::Influencers, "id", "blank_cell", &[""]);
    }),
    mutation("rows that are too short", &["shape"], short_rows),
    mutation("rows that are too long", &["shape"], long_rows),
    mutation("a row of three dots", &["shape"], three_dots),
    mutation("two tables pasted together", &["shape"], pasted_tables),
    mutation("a quote that is never closed", &["shape", "quotes", "payout", "paid", "commas in payouts"], open_quote),
    mutation("a table without revenue", &["tables", "names", "headers"], |set, _| {
        drop_column(set, Role::Tracking, "revenue");
    }),
    mutation("payouts without an id", &["tables", "names", "headers"], |set, _| drop_column(set, Role::Payouts, "id")),
    mutation("no tracking", &["tables"], |set, _| drop_table(set, Role::Tracking)),
    mutation("an empty file beside", &["tables"], |set, rng| {
        let bytes: &[&[u8]] = &[b"", b"\n\r\n \n"];
        set.files.push(File::beside("notes.csv", Content::Bytes(bytes.choose(rng).expect("one")), "empty_file"));
    }),
    mutation("a file of another kind beside", &["tables"], |set, _| {
        let bytes = Content::Bytes(b"colour,size\nred,5\n");
        set.files.push(File::beside("colours.csv", bytes, "unusable_file"));
    }),
    mutation("a picture beside", &["tables"], |set, _| {
        let bytes = Content::Bytes(b"\x89PNG\r\n\x1a\n\x00\x00");
        set.files.push(File::beside("chart.png", bytes, "unreadable_file"));
    }),
    mutation("the same file twice", &["tables"], |set, rng| {
        let original = rng.random_range(0..set.files.len());
        set.files.push(File::beside("copy.csv", Content::CopyOf(original), "repeated_file"));
    }),
];

/// Warnings that come of rows that are missing.
const OF_LOST_ROWS: [&str; 3] = ["paid_orders_differ", "payout_mismatch", "sold_unpaid"];

fn damage(set: &mut Set, rng: &mut Pcg64, role: Role, field: &'static str, code: &'static str, cells: &[&str]) {
    let file = set.file(role);
    for row in file.choose(3, rng, |_| true) {
        file.put(row, field, *cells.choose(rng).expect("a cell"));
        file.rows[row].loss = Some(Loss { code, field: Some(field) });
    }
    set.consequences.extend(OF_LOST_ROWS);
}

fn misshape(set: &mut Set, rng: &mut Pcg64, change: impl Fn(&mut Vec<String>, &mut Pcg64)) {
    let role = Role::ALL[rng.random_range(0..4)];
    let file = set.file(role);
    for row in file.choose(3, rng, |_| true) {
        change(&mut file.rows[row].cells, rng);
        file.rows[row].loss = Some(Loss { code: "ragged_row", field: None });
    }
    set.consequences.extend(OF_LOST_ROWS);
}

fn short_rows(set: &mut Set, rng: &mut Pcg64) {
    misshape(set, rng, |cells, rng| {
        cells.truncate(cells.len() - rng.random_range(1..=2));
        // A row of blanks is none.
        cells[0] = "something".to_owned();
    });
}

fn long_rows(set: &mut Set, rng: &mut Pcg64) {
    misshape(set, rng, |cells, rng| {
        let at = rng.random_range(0..=cells.len());
        cells.insert(at, "one more".to_owned());
        cells.push("and more".to_owned());
    });
}

fn three_dots(set: &mut Set, rng: &mut Pcg64) {
    let tracking = set.file(Role::Tracking);
    let at = rng.random_range(0..=tracking.rows.len());
    tracking.rows.insert(at, Row::damaged(vec!["...".to_owned()], "ragged_row"));
}

/// The payouts, header and all, below the tracking rows.
fn pasted_tables(set: &mut Set, _: &mut Pcg64) {
    let payouts = set.file(Role::Payouts).clone();
    let tracking = set.file(Role::Tracking);
    let header: Vec<String> = payouts.columns.iter().map(|column| column.header.clone()).collect();
    let cells = payouts.rows.into_iter().take(3).map(|row| row.cells);
    tracking.rows.extend(std::iter::once(header).chain(cells).map(|cells| Row::damaged(cells, "ragged_row")));
}

fn open_quote(set: &mut Set, rng: &mut Pcg64) {
    let payouts = set.file(Role::Payouts);
    let row = payouts.choose(1, rng, |_| true)[0];
    payouts.rows[row].loss = Some(Loss { code: "open_quote", field: None });
    set.consequences.extend(OF_LOST_ROWS);
}

fn drop_column(set: &mut Set, role: Role, field: &'static str) {
    let file = set.file(role);
    let at = file.place(field);
    let header = file.columns.remove(at).header;
    // Short rows may have lost the cell already; none of the file's rows is read.
    file.rows.iter_mut().filter(|row| at < row.cells.len()).for_each(|row| drop(row.cells.remove(at)));
    file.complaint = Some(("missing_column", documented(&header)));
    set.lacks_a_table = true;
}

fn documented(header: &str) -> &'static str {
    ["orders", "revenue", "influencer_id"].into_iter().find(|name| *name == header).expect("a documented header")
}

fn drop_table(set: &mut Set, role: Role) {
    set.files.retain(|file| file.role != role);
    set.lacks_a_table = true;
}
