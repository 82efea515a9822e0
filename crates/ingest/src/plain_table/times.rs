//! A column of times: which are the same, and which comes first.

use super::{PlainTable, PlainTableError, number};
use crate::parse::days::{self, WrittenDay};

const EXPECTED: &str = "a number or a day such as 2026-08-28, as in the other rows";
const FIX: &str = "Write every time as a number, or every time as year-month-day.";

/// The times of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// Each time once, oldest first, as its first row writes it.
    pub names: Vec<String>,
    /// For each row the place of its time among the names.
    pub places: Vec<usize>,
}

impl PlainTable {
    /// The times of a column in their order: all numbers, all days, or all texts that begin with the year and are equally long
    /// (`2026-08`, `2026-W35`, `2026-08-28T10:00`).
    ///
    /// # Errors
    /// As [`PlainTable::texts`], and when a cell is blank or its time is not certain, as in `03/04/2026`.
    pub fn times(&self, column: &str) -> Result<Times, PlainTableError> {
        let cells = self.texts(column)?;
        if let Some(row) = cells.iter().position(|cell| cell.is_empty()) {
            return Err(self.complaint(row, column, EXPECTED, "Fill in the time, or remove the row."));
        }
        if let Some(numbers) = keys(&cells, number) {
            return Ok(ordered(&cells, &numbers, |left, right| left.total_cmp(right)));
        }
        if let Some(days) = keys(&cells, certain_day) {
            let times = ordered(&cells, &days, i32::cmp);
            // Hours of a day are times of their own.
            if times.places.iter().zip(&cells).all(|(place, cell)| times.names[*place] == *cell) {
                return Ok(times);
            }
        }
        if begin_with_a_year(&cells) {
            return Ok(ordered(&cells, &cells, Ord::cmp));
        }
        let is_day = cells.iter().filter(|cell| certain_day(cell).is_some()).count();
        let is_number = cells.iter().filter(|cell| number(cell).is_some()).count();
        let is_fitting =
            |cell: &str| if is_number > is_day { number(cell).is_some() } else { certain_day(cell).is_some() };
        let row = cells.iter().position(|cell| !is_fitting(cell)).unwrap_or_default();
        Err(self.complaint(row, column, EXPECTED, FIX))
    }
}

/// What every cell is read as; nothing where one is not.
fn keys<'c, K>(cells: &[&'c str], read: impl Fn(&'c str) -> Option<K>) -> Option<Vec<K>> {
    cells.iter().map(|cell| read(cell)).collect()
}

fn certain_day(cell: &str) -> Option<i32> {
    match days::day(cell)? {
        WrittenDay::Certain(day) => Some(day.number()),
        WrittenDay::Numeric { .. } => None,
    }
}

fn begin_with_a_year(cells: &[&str]) -> bool {
    let begins =
        |cell: &&str| cell.len() > 4 && cell.is_ascii() && cell.bytes().take(4).all(|byte| byte.is_ascii_digit());
    cells.iter().all(|cell| begins(cell) && cell.len() == cells[0].len())
}

fn ordered<K>(cells: &[&str], keys: &[K], compare: impl Fn(&K, &K) -> std::cmp::Ordering) -> Times {
    let mut rows: Vec<usize> = (0..cells.len()).collect();
    rows.sort_by(|left, right| compare(&keys[*left], &keys[*right]));
    let mut times = Times { names: Vec::new(), places: vec![0; cells.len()] };
    let mut before: Option<usize> = None;
    for row in rows {
        if before.is_none_or(|before| compare(&keys[before], &keys[row]).is_ne()) {
            times.names.push(cells[row].to_owned());
        }
        times.places[row] = times.names.len() - 1;
        before = Some(row);
    }
    times
}
