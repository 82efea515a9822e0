//! Corrected issue files: their rows replace the ones they came from.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use crate::{
    IngestError, Progress, Upload,
    formats::blocks::RowPlace,
    formats::detect::Assumed,
    formats::open_file::{each_row, opened},
    formats::split::Cells,
    limits::{MAX_CORRECTED_ROWS, OverLimit},
    parse::amounts,
    parse::row::Row,
    tables::columns::Columns,
    tables::fields::Field,
};

/// Which rows of a corrections file are read. A row with several issues is in it several times; line 0 is about the whole file.
#[derive(Debug, Default)]
pub(crate) struct Corrections {
    /// By replaced line: the own line of the first row for it, and what that row says.
    pub(crate) first: HashMap<u32, (u32, u64)>,
    /// Own lines that are read.
    read: HashSet<u32>,
    /// Own lines of first rows that a later row for the same line contradicts.
    contradicted: HashSet<u32>,
}

impl Corrections {
    pub(crate) fn reads(&self, line: u32) -> bool {
        self.read.contains(&line)
    }

    pub(crate) fn copies_differ(&self, line: u32) -> bool {
        self.contradicted.contains(&line)
    }

    /// Lines that a later list corrects as well are corrected there alone.
    pub(crate) fn leave_to_later(&mut self, later: &HashSet<u32>) {
        for line in later {
            if let Some((own, _)) = self.first.remove(line) {
                self.read.remove(&own);
                self.contradicted.remove(&own);
            }
        }
    }

    /// # Errors
    /// When the file has more rows than allowed, or the import was cancelled.
    pub(crate) fn read(upload: &Upload, columns: &Columns, progress: &Arc<Progress>) -> Result<Self, IngestError> {
        let mut corrections = Self::default();
        let mut rows = 0;
        let note = |place: RowPlace, _: &str, cells: Cells<'_>| {
            rows += 1;
            let replaced = Row::new(cells, columns).text(Field::Line);
            corrections.note(place.short_line(), replaced, said(cells, columns));
            rows <= MAX_CORRECTED_ROWS && !progress.is_cancelled()
        };
        // A file that cannot be read is reported where its rows are read.
        drop(each_row(upload, Assumed::default(), note));
        if rows > MAX_CORRECTED_ROWS {
            let (found, limit) = (format!("more than {MAX_CORRECTED_ROWS}"), MAX_CORRECTED_ROWS.to_string());
            let what = "the rows of a corrections file".into();
            return Err(IngestError::OverLimit { file: upload.name.clone(), over: OverLimit { what, found, limit } });
        }
        Ok(corrections)
    }

    /// A row that names no line is a row of its own.
    fn note(&mut self, own: u32, replaced: &str, said: u64) {
        match amounts::whole(replaced).map(u32::try_from) {
            Some(Ok(0)) => {}
            Some(Ok(replaced)) => match self.first.entry(replaced) {
                Entry::Vacant(place) => {
                    place.insert((own, said));
                    self.read.insert(own);
                }
                Entry::Occupied(first) if first.get().1 != said => drop(self.contradicted.insert(first.get().0)),
                Entry::Occupied(_) => {}
            },
            _ => drop(self.read.insert(own)),
        }
    }
}

/// The file whose rows at the corrected lines say most of what the corrections say; nothing where none stands out.
pub(crate) fn original_by_rows(list: &Upload, candidates: &[usize], uploads: &[Upload]) -> Option<usize> {
    let corrected = cells_by_line(list, None);
    let agreeing = |at: &usize| {
        let rows = cells_by_line(&uploads[*at], Some(&corrected));
        let equal = |(line, cells): (&u32, &Vec<(String, String)>)| {
            rows.get(line).map_or(0, |row| cells.iter().filter(|cell| row.contains(cell)).count())
        };
        corrected.iter().map(equal).sum::<usize>()
    };
    let mut counts: Vec<(usize, usize)> = candidates.iter().map(|at| (agreeing(at), *at)).collect();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    match counts[..] {
        [(most, at), (next, _), ..] if most > next => Some(at),
        _ => None,
    }
}

type CellsByLine = HashMap<u32, Vec<(String, String)>>;

/// By line: its cells with their headers. Of a list of corrections the line is the one that is corrected; of another file only the
/// lines of `wanted` are kept.
fn cells_by_line(upload: &Upload, wanted: Option<&CellsByLine>) -> CellsByLine {
    let mut by_line = CellsByLine::new();
    let Ok((_, Some(headers))) = opened(upload, Assumed::default(), &Arc::default()) else { return by_line };
    let line_at = headers.iter().position(|header| header == "_line");
    let take = |place: RowPlace, _: &str, cells: Cells<'_>| {
        let line = match line_at {
            Some(at) => cells.get(at).and_then(|cell| cell.trim().parse().ok()),
            None => Some(place.short_line()),
        };
        if let Some(line) = line.filter(|line| wanted.is_none_or(|wanted| wanted.contains_key(line))) {
            let cells = headers.iter().zip(cells.iter()).filter(|(header, _)| !header.starts_with('_'));
            by_line.insert(line, cells.map(|(header, cell)| (header.clone(), cell.trim().to_owned())).collect());
        }
        by_line.len() <= MAX_CORRECTED_ROWS
    };
    // A file that cannot be read is complained about where its rows are read.
    drop(each_row(upload, Assumed::default(), take));
    by_line
}

/// The row's own cells, without the columns about its issues.
fn said(cells: Cells<'_>, columns: &Columns) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (_, cell) in columns.headers().iter().zip(cells.iter()).filter(|(header, _)| !header.starts_with('_')) {
        cell.trim().hash(&mut hasher);
    }
    hasher.finish()
}
