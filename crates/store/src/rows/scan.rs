//! Over the row files of a version: once to count and add up, then straight to the rows of a page.

use std::{
    ops::Range,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

use definitions::{Measure, Sums};

use super::{
    RowTable, Take,
    facts::RowFacts,
    files::{FactFile, RowFile},
    filter::RowFilter,
    group::{self, CellsOf, Group, RowField},
    payments::Payments,
};
use crate::{Dataset, Files, StoreError, TableReader};
use ingest::Role;

/// What was found on a selection.
#[derive(Debug)]
pub struct FoundRows {
    /// How many rows.
    pub total: u64,
    /// What they add up to.
    pub sums: Sums,
    places: FoundIn,
}

#[derive(Debug)]
enum FoundIn {
    /// How many rows of each group, in the order of the files.
    Groups(Vec<u32>),
    /// The payments themselves.
    Payments(Vec<u32>),
}

impl FoundRows {
    pub(super) fn of_payments(rows: Vec<u32>, payments: &Payments) -> Self {
        let mut sums = Sums::default();
        sums[Measure::Spend] = rows.iter().map(|row| payments.amount(*row as usize)).sum();
        Self { total: rows.len() as u64, sums, places: FoundIn::Payments(rows) }
    }

    pub(super) fn payments(&self, window: Range<u64>) -> &[u32] {
        let FoundIn::Payments(rows) = &self.places else { return &[] };
        let bound = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(rows.len());
        &rows[bound(window.start)..bound(window.end)]
    }

    /// How much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        let (FoundIn::Groups(list) | FoundIn::Payments(list)) = &self.places;
        size_of::<Self>() + size_of_val(list.as_slice())
    }
}

/// One group of rows.
#[derive(Clone, Copy)]
struct RowGroup {
    file: usize,
    group: usize,
    rows: usize,
}

/// Whose files hold the rows of a table.
pub(super) fn role_of(table: RowTable) -> Role {
    if table == RowTable::Posts { Role::Posts } else { Role::Tracking }
}

/// Every group of the table, in the order of the files.
fn places(facts: &RowFacts, table: RowTable) -> Vec<RowGroup> {
    let place = |(file, rows): (usize, &RowFile)| {
        let groups = rows.groups.clone().into_iter().enumerate();
        groups.map(move |(group, rows)| RowGroup { file, group, rows })
    };
    facts.row_files(role_of(table)).flat_map(place).collect()
}

/// Counts and adds up, on every core; each thread holds one group at a time.
pub(super) fn files(facts: &RowFacts, dataset: &Dataset, filter: &RowFilter) -> Result<FoundRows, StoreError> {
    let places = places(facts, filter.table);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(places.len().max(1));
    let (next, results) = (AtomicUsize::new(0), Mutex::new(vec![(0_u32, Sums::default()); places.len()]));
    let work = || -> Result<(), StoreError> {
        let mut reader = Reader::of(dataset);
        loop {
            let at = next.fetch_add(1, Relaxed);
            let Some(place) = places.get(at) else { return Ok(()) };
            let found = count(facts, filter, &mut reader, *place)?;
            results.lock().unwrap_or_else(PoisonError::into_inner)[at] = found;
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let joined =
            others.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.fold(own, Result::and)
    })?;
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut sums = Sums::default();
    results.iter().for_each(|(_, part)| sums.add(part));
    let groups: Vec<u32> = results.into_iter().map(|(rows, _)| rows).collect();
    let total = groups.iter().map(|rows| u64::from(*rows)).sum();
    Ok(FoundRows { total, sums, places: FoundIn::Groups(groups) })
}

fn count(
    facts: &RowFacts,
    filter: &RowFilter,
    reader: &mut Reader<'_>,
    place: RowGroup,
) -> Result<(u32, Sums), StoreError> {
    let file = &facts.files[place.file];
    let mut group = Group::new(reader.table(place.file, file)?, place.group, place.rows);
    let rows = filter.rows(facts, &mut group, file.order)?;
    Ok((rows.len() as u32, group.sums(filter.table, &rows)?))
}

/// The file that was read last stays open.
struct Reader<'d> {
    files: &'d Files,
    open: Option<(usize, TableReader)>,
}

impl<'d> Reader<'d> {
    fn of(dataset: &'d Dataset) -> Self {
        Self { files: dataset.files(), open: None }
    }

    fn table(&mut self, at: usize, file: &FactFile) -> Result<&TableReader, StoreError> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != at) {
            let table = file.rows.as_ref().map(|rows| TableReader::open(self.files, &rows.stored)).transpose()?;
            self.open = table.map(|table| (at, table));
        }
        let missing = || StoreError::Damaged("a file of rows is not there".to_owned());
        self.open.as_ref().map(|(_, reader)| reader).ok_or_else(missing)
    }
}

/// Goes over the rows of a window; groups without any of them are not read.
pub(super) fn walk(
    facts: &RowFacts,
    dataset: &Dataset,
    filter: &RowFilter,
    found: &FoundRows,
    window: Range<u64>,
    take: &mut Take<'_>,
) -> Result<(), StoreError> {
    let FoundIn::Groups(counts) = &found.places else { return Ok(()) };
    let parts: Vec<RowField> = group::columns(facts, filter.table).map(|(_, part)| part).collect();
    let (mut reader, mut before) = (Reader::of(dataset), 0);
    for (place, count) in places(facts, filter.table).into_iter().zip(counts) {
        let own = before..before + u64::from(*count);
        before = own.end;
        let wanted = window.start.max(own.start)..window.end.min(own.end);
        if wanted.is_empty() {
            continue;
        }
        let file = &facts.files[place.file];
        let mut group = Group::new(reader.table(place.file, file)?, place.group, place.rows);
        let rows = filter.rows(facts, &mut group, file.order)?;
        let of = CellsOf { facts, dataset, file };
        group.ensure_parts(&parts, of)?;
        let (from, many) = ((wanted.start - own.start) as usize, (wanted.end - wanted.start) as usize);
        for row in rows.iter().skip(from).take(many) {
            take(&parts.iter().map(|part| group.cell(of, *row as usize, *part)).collect::<Vec<_>>())?;
        }
    }
    Ok(())
}
