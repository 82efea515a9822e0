//! Files of another kind: encodings, delimiters, line ends, names, monthly parts, compression, workbooks.

use std::collections::BTreeMap;

use rand::{RngExt, seq::SliceRandom};
use rand_pcg::Pcg64;

use super::{
    super::table::{Encoding, File, Role, Row, Set, Writing},
    Mutation, mutation,
};

pub(super) const ALL: &[Mutation] = &[
    mutation("monthly tracking files", &["tables"], monthly_files),
    mutation("file names that mean nothing", &["names"], meaningless_names),
    mutation("files in another order", &["tables"], |set, rng| set.files.shuffle(rng)),
    mutation("a byte order mark", &["encoding"], |set, rng| encode(set, rng, Encoding::Utf8WithMark)),
    mutation("UTF-16, little end first", &["encoding"], |set, rng| encode(set, rng, Encoding::Utf16Little)),
    mutation("UTF-16, big end first", &["encoding"], |set, rng| encode(set, rng, Encoding::Utf16Big)),
    mutation("Windows-1252", &["encoding", "letters"], |set, rng| encode(set, rng, Encoding::Windows1252)),
    mutation("semicolons", &["delimiter"], |set, rng| write(set, rng, |writing| writing.delimiter = ';')),
    mutation("tabs", &["delimiter"], |set, rng| write(set, rng, |writing| writing.delimiter = '\t')),
    mutation("pipes", &["delimiter"], |set, rng| write(set, rng, |writing| writing.delimiter = '|')),
    mutation("carriage returns and line feeds", &["line ends"], |set, rng| {
        write(set, rng, |writing| writing.line_end = "\r\n");
    }),
    mutation("carriage returns alone", &["line ends"], |set, rng| write(set, rng, |writing| writing.line_end = "\r")),
    mutation("blank lines in front", &["lines in front"], |set, rng| {
        let lines = rng.random_range(1..=3);
        write(set, rng, |writing| writing.leading_blank_lines = lines);
    }),
    mutation("blank lines behind", &["end"], |set, rng| {
        let lines = rng.random_range(1..=3);
        write(set, rng, |writing| writing.trailing_blank_lines = lines);
    }),
    mutation("no final line end", &["end"], |set, rng| write(set, rng, |writing| writing.has_final_line_end = false)),
    mutation("blank lines between rows", &["lines between"], blank_lines_between),
    mutation("every cell quoted", &["quotes"], |set, rng| write(set, rng, |writing| writing.quotes_every_cell = true)),
    mutation("blank cells at row ends", &["shape"], |set, rng| {
        let cells = rng.random_range(1..=3);
        write(set, rng, |writing| writing.blank_cells_at_row_ends = cells);
    }),
    mutation("gzip", &["container", "names"], gzip),
    mutation("a workbook", WORKBOOK_TOUCHES, workbook),
];

/// A workbook has no text-level oddities, one name, and sheets for its tables.
const WORKBOOK_TOUCHES: &[&str] = &[
    "container",
    "names",
    "tables",
    "encoding",
    "delimiter",
    "line ends",
    "lines in front",
    "end",
    "lines between",
    "quotes",
    "shape",
];

/// Puts the change on some of the files, at least one.
fn write(set: &mut Set, rng: &mut Pcg64, change: impl Fn(&mut Writing)) {
    let all = rng.random_bool(0.6);
    let one = rng.random_range(0..set.tables().count());
    for (at, file) in set.tables().enumerate() {
        if all || at == one || rng.random_bool(0.3) {
            change(&mut file.writing);
        }
    }
}

fn encode(set: &mut Set, rng: &mut Pcg64, encoding: Encoding) {
    write(set, rng, |writing| writing.encoding = encoding);
}

fn blank_lines_between(set: &mut Set, rng: &mut Pcg64) {
    for file in set.tables() {
        file.rows.iter_mut().for_each(|row| row.blank_lines_before = usize::from(rng.random_bool(0.2)));
    }
}

fn monthly_files(set: &mut Set, _: &mut Pcg64) {
    let at = set.files.iter().position(|file| file.role == Role::Tracking).expect("the table is there");
    let whole = set.files.remove(at);
    let mut months: BTreeMap<i8, Vec<Row>> = BTreeMap::new();
    for row in &whole.rows {
        let month = row.fact.day.map_or(1, |day| day.month());
        months.entry(month).or_default().push(row.clone());
    }
    let part = |(month, rows)| File { name: format!("tracking-2024-{month:02}.csv"), rows, ..whole.clone() };
    set.files.extend(months.into_iter().map(part));
    set.questions.insert("files.tracking");
}

fn meaningless_names(set: &mut Set, rng: &mut Pcg64) {
    let mut numbers: Vec<usize> = (1..=set.files.len()).collect();
    numbers.shuffle(rng);
    for (file, number) in set.files.iter_mut().zip(numbers) {
        file.name = format!("export ({number}).csv");
    }
}

fn gzip(set: &mut Set, rng: &mut Pcg64) {
    write(set, rng, |writing| writing.is_gzip = true);
    for file in set.tables().filter(|file| file.writing.is_gzip) {
        file.name.push_str(".gz");
    }
}

fn workbook(set: &mut Set, _: &mut Pcg64) {
    set.is_workbook = true;
}
