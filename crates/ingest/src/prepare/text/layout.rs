//! Where the table begins: what stands above the header, the header, and what stands right below it.

use std::collections::HashSet;

use super::{
    super::super::tables::fields::{FieldSpec, Role, fields_of},
    delimiter,
    shape::{is_nothing, is_value},
    words::{UNIT, folded},
};

/// Rows above which a header is looked for.
const MAX_ABOVE: usize = 60;

/// One row as it stands near the top of a file.
#[derive(Clone, Debug)]
pub(super) struct SampleRow {
    pub(super) line: u64,
    /// Trimmed.
    pub(super) cells: Vec<String>,
}

impl SampleRow {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// `sep=;`, which the delimiter it names has cut.
    pub(super) fn is_sep_line(&self) -> bool {
        delimiter::said_by(self.cell(0)).is_some() || self.cell(0).eq_ignore_ascii_case("sep=")
    }

    fn is_comment(&self) -> bool {
        is_comment(self.cell(0), self.filled())
    }
}

/// `# Start date: 20240601` or a line of dashes behind a `#`; a column may be called `#`.
pub(super) fn is_comment(first: &str, filled: usize) -> bool {
    let is_marked =
        first.strip_prefix('#').is_some_and(|rest| rest.is_empty() || !rest.starts_with(char::is_alphanumeric));
    is_marked && (filled == 1 || first.len() > 1)
}

/// The parts of a file around its table's header.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The names of the columns.
    pub(super) header: Vec<String>,
    pub(super) header_line: u64,
    /// Rows above the header, the row of groups among them.
    pub(super) above: Vec<SampleRow>,
    /// A row of groups stands right above the header.
    pub(super) has_groups: bool,
    /// The row of units below the header.
    pub(super) units: Option<SampleRow>,
    /// The header's own row, to be known again.
    pub(super) header_row: Vec<String>,
    /// Columns with numbers or days.
    pub(super) numbers: Vec<bool>,
}

impl Layout {
    /// The last line that is no row of the table.
    pub(super) fn last_line_above(&self) -> u64 {
        self.units.as_ref().map_or(self.header_line, |units| units.line)
    }

    /// The header stands on top, alone and as it is written.
    pub(super) fn is_plain(&self) -> bool {
        self.above.is_empty() && self.units.is_none() && self.header == self.header_row
    }

    /// Whether a column holds numbers or days.
    pub(super) fn is_number(&self, column: usize) -> bool {
        self.numbers.get(column).copied().unwrap_or(false)
    }
}

/// What the row below a header candidate is.
enum Below {
    Row,
    /// The header, below a row of groups.
    Header,
    Units,
}

/// Finds the header among the first rows; nothing where there is no row.
pub(super) fn of(rows: &[SampleRow]) -> Option<Layout> {
    let is_above = |row: &SampleRow| row.is_comment() || row.is_sep_line();
    let first = rows.iter().position(|row| !is_above(row)).unwrap_or(0);
    let mut places = (first..rows.len().min(MAX_ABOVE)).filter(|at| !rows[*at].is_comment());
    let found = places.find(|at| may_be_header(rows, *at));
    let at = found.map_or(first, |at| better_known(rows, at).unwrap_or(at));
    let row = rows.get(at)?;
    let numbers_from = |from: usize| numbers(&rows[from.min(rows.len())..], row.cells.len());
    let mut layout = Layout {
        header: row.cells.clone(),
        header_line: row.line,
        above: rows[..at].to_vec(),
        header_row: row.cells.clone(),
        ..Layout::default()
    };
    let below = if found.is_some() { below(rows, at) } else { Below::Row };
    let taken = match below {
        Below::Row => 1,
        Below::Units => {
            layout.units = Some(rows[at + 1].clone());
            2
        }
        Below::Header => {
            layout.header = joined(row, &rows[at + 1]);
            layout.header_row = rows[at + 1].cells.clone();
            layout.header_line = rows[at + 1].line;
            layout.above.push(row.clone());
            2 + take_units(&mut layout, rows, at + 1)
        }
    };
    layout.numbers = numbers_from(at + taken);
    layout.has_groups = layout.above.last().is_some_and(|above| is_groups(above, layout.header_line));
    name_apart(&mut layout);
    Some(layout)
}

/// A row of units may follow a header of two rows, too.
fn take_units(layout: &mut Layout, rows: &[SampleRow], header: usize) -> usize {
    if !matches!(below(rows, header), Below::Units) {
        return 0;
    }
    layout.units = Some(rows[header + 1].clone());
    1
}

/// A row further down whose names are known, where only lines such as `Brand:,MuscleBlaze` stand between.
fn better_known(rows: &[SampleRow], at: usize) -> Option<usize> {
    let end = rows.len().min(MAX_ABOVE);
    let is_better = |other: &usize| known(&rows[*other]) >= 2.max(known(&rows[at]) + 1) && may_be_header(rows, *other);
    // The row right below is a header of two rows with this one, or its units.
    let other = (at + 2..end).find(is_better)?;
    let numbers = numbers(&rows[other + 1..], rows[other].cells.len());
    let is_amount_or_day =
        |cell: &str| crate::parse::amounts::money(cell).is_some() || crate::parse::days::day(cell).is_some();
    let is_data = |row: &SampleRow| {
        let mut places = (0..row.cells.len()).filter(|column| numbers.get(*column).copied().unwrap_or(false));
        row.filled() > 2 || row.filled() > 1 && places.any(|column| is_amount_or_day(row.cell(column)))
    };
    (!rows[at..other].iter().any(is_data)).then_some(other)
}

/// Names that fit the values below: as many as the rows have cells, distinguished, and hardly a value among them.
fn may_be_header(rows: &[SampleRow], at: usize) -> bool {
    let (row, below) = (&rows[at], &rows[at + 1..]);
    let filled = row.filled();
    let width = width_of(below);
    let names: HashSet<String> = row.cells.iter().filter(|cell| !cell.is_empty()).map(|cell| folded(cell)).collect();
    let values = row.cells.iter().filter(|cell| is_value(cell)).count();
    let begins_with_name = row.cells.iter().find(|cell| !cell.is_empty()).is_some_and(|cell| !is_value(cell));
    let is_wide = filled >= width.min(2) && filled * 10 >= width * 6;
    filled > 0 && is_wide && names.len() * 10 >= filled * 6 && begins_with_name && values * 2 < filled.max(1)
}

/// How many cells of the rows below are filled, leaving out the emptiest.
fn width_of(rows: &[SampleRow]) -> usize {
    let near = rows.iter().take(5).map(SampleRow::filled).max().unwrap_or(0);
    let mut filled: Vec<usize> = rows.iter().map(SampleRow::filled).collect();
    filled.sort_unstable();
    let most = filled.get(filled.len() * 3 / 4).copied().unwrap_or(0);
    near.max(most)
}

/// Columns whose cells are numbers or days.
fn numbers(rows: &[SampleRow], columns: usize) -> Vec<bool> {
    let of_width = rows.iter().any(|row| row.cells.len() == columns);
    let is_number = |column: usize| {
        let cells = rows.iter().filter(|row| !of_width || row.cells.len() == columns).map(|row| row.cell(column));
        let (mut values, mut all) = (0, 0);
        for cell in cells.filter(|cell| !is_nothing(cell)) {
            (values, all) = (values + usize::from(is_value(cell)), all + 1);
        }
        values > 0 && values * 10 >= all * 7
    };
    (0..columns).map(is_number).collect()
}

fn is_unit(cell: &str) -> bool {
    UNIT.has(cell) || cell.split(['/', ',', ' ']).filter(|part| !part.is_empty()).all(|part| UNIT.has(part))
}

/// A row of words over numbers, right below a header, is a second header: more names, or units.
fn below(rows: &[SampleRow], at: usize) -> Below {
    let (header, Some(row)) = (&rows[at], rows.get(at + 1)) else { return Below::Row };
    let columns = header.cells.len().max(row.cells.len());
    let numbers = numbers(&rows[at + 2..], columns);
    let (over_numbers, over_words): (Vec<usize>, Vec<usize>) =
        (0..columns).filter(|column| !row.cell(*column).is_empty()).partition(|column| numbers[*column]);
    let is_word = |column: &usize| !is_value(row.cell(*column)) && !is_nothing(row.cell(*column));
    let are_units = |columns: &[usize]| columns.iter().all(|column| is_unit(row.cell(*column)));
    if over_numbers.is_empty() {
        return if !over_words.is_empty() && are_units(&over_words) { Below::Units } else { Below::Row };
    }
    if !over_numbers.iter().all(is_word) {
        return Below::Row;
    }
    let adds_names = (0..columns).any(|column| header.cell(column).is_empty() && !row.cell(column).is_empty());
    match () {
        () if adds_names || known(row) > known(header) => Below::Header,
        () if are_units(&over_words) => Below::Units,
        () if is_second_naming(row, &over_numbers) => Below::Units,
        () => Below::Row,
    }
}

/// The names once more in another language, or the names a machine has for them.
fn is_second_naming(row: &SampleRow, over_numbers: &[usize]) -> bool {
    let has_digit = row.cells.iter().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
    let units = over_numbers.iter().filter(|column| is_unit(row.cell(**column))).count();
    over_numbers.len() >= 2 && !has_digit && (units * 2 >= over_numbers.len() || known(row) >= 2)
}

/// How many cells are names that a column of ours has.
fn known(row: &SampleRow) -> usize {
    let named = |cell: &String| {
        let name = folded(cell).replace([' ', '-', '.'], "_");
        let is = |spec: &FieldSpec| spec.header == name || spec.aliases.contains(&name.as_str());
        Role::ALL.into_iter().any(|role| fields_of(role).iter().any(is))
    };
    row.cells.iter().filter(|cell| named(cell)).count()
}

/// Of a header of two rows: the lower name, or the upper one where there is none.
fn joined(upper: &SampleRow, lower: &SampleRow) -> Vec<String> {
    let columns = upper.cells.len().max(lower.cells.len());
    let name = |column: usize| if lower.cell(column).is_empty() { upper.cell(column) } else { lower.cell(column) };
    (0..columns).map(|column| name(column).to_owned()).collect()
}

fn is_groups(row: &SampleRow, header_line: u64) -> bool {
    row.line + 1 == header_line
        && (row.filled() > 1 || row.cell(0).is_empty())
        && !row.cells.iter().any(|cell| is_value(cell))
}

/// Puts the group before names that stand twice; line breaks in a name are blanks, and a `#` that hides a header is none of it.
fn name_apart(layout: &mut Layout) {
    for name in &mut layout.header {
        if name.contains(['\n', '\r', '\t']) {
            *name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    if let Some(name) = layout.header.first_mut()
        && let Some(bare) = name.strip_prefix('#').map(str::trim).filter(|bare| !bare.is_empty())
    {
        *name = bare.to_owned();
    }
    let Some(groups) = layout.above.last().filter(|_| layout.has_groups) else { return };
    let names: Vec<String> = layout.header.iter().map(|name| folded(name)).collect();
    let mut group = "";
    for (column, name) in names.iter().enumerate() {
        if !groups.cell(column).is_empty() {
            group = groups.cell(column);
        }
        let is_twice = names.iter().filter(|other| *other == name).count() > 1;
        if is_twice && !name.is_empty() && !group.is_empty() && group != layout.header[column] {
            layout.header[column] = format!("{group} / {}", layout.header[column]);
        }
    }
}
