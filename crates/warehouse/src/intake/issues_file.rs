//! The rows with issues as a CSV file: the original columns and what is wrong, ready to be mended.

use std::{io, path::Path, sync::Arc};

use csv::StringRecord;

use super::{
    Mapping, Progress, Staged, detect,
    issues::{Located, Severity},
    read,
    rows::TextRows,
};

impl Staged {
    /// Writes one row for each issue of a file: its original cells, then `_line,_column,_code,_severity,_message`.
    ///
    /// The file is chosen by name; without one, the file with most errors. Cells that a spreadsheet would run are made inert.
    ///
    /// # Errors
    /// When the uploaded file is gone or the output cannot be written.
    pub fn write_issues(
        &self,
        mapping: &Mapping,
        file_name: Option<&str>,
        inert: fn(&str) -> String,
        out: impl io::Write,
    ) -> io::Result<()> {
        let issues = self.accepted(mapping).all_issues();
        let of = |at: usize| issues.located.iter().filter(move |located| located.file == at);
        let is_error = |located: &&Located| located.kind.severity() == Severity::Error;
        let count = |at: usize| (of(at).filter(is_error).count(), of(at).count());
        let chosen = match file_name {
            Some(name) => self.uploads.iter().position(|upload| upload.name == name),
            None => (0..self.uploads.len()).rev().max_by_key(|&at| count(at)),
        };
        let Some(at) = chosen else {
            return Err(io::Error::new(io::ErrorKind::NotFound, "no such file in this import"));
        };
        let mut located: Vec<&Located> = of(at).collect();
        located.sort_by_key(|located| located.line);
        write_rows(&self.uploads[at].path, &located, inert, out)
    }
}

fn write_rows(path: &Path, located: &[&Located], inert: fn(&str) -> String, out: impl io::Write) -> io::Result<()> {
    let mut out = csv::Writer::from_writer(out);
    let (headers, rows) = rows_at(path, located)?;
    let added = ["_line", "_column", "_code", "_severity", "_message"].map(str::to_owned);
    out.write_record(headers.iter().map(|header| inert(header)).chain(added))?;
    for issue in located {
        let row = rows.binary_search_by_key(&issue.line, |(line, _)| *line).ok();
        let cells = row.map(|at| rows[at].1.as_slice()).unwrap_or_default();
        let padded = (0..headers.len()).map(|at| inert(cells.get(at).map_or("", String::as_str)));
        let kind = issue.kind;
        let about = [
            issue.line.to_string(),
            inert(&issue.column),
            kind.code().to_owned(),
            kind.severity().id().to_owned(),
            inert(&issue.message),
        ];
        out.write_record(padded.chain(about))?;
    }
    out.flush()
}

type Cells = Vec<String>;

/// The header and the rows that begin at these lines.
fn rows_at(path: &Path, located: &[&Located]) -> io::Result<(Cells, Vec<(u64, Cells)>)> {
    let opened = match detect::open(path, Arc::new(Progress::default())) {
        Ok(opened) => opened,
        Err(detect::Unreadable::Failed(error)) => return Err(error),
        Err(_) => return Ok((Vec::new(), Vec::new())),
    };
    let (mut text_rows, mut record) = (TextRows::new(opened.text, opened.delimiter), StringRecord::new());
    let headers = read::header(&mut text_rows, &mut record)?.unwrap_or_default();
    let mut rows = Vec::new();
    while let Some(place) = text_rows.next_of(headers.len(), &mut record)? {
        if located.binary_search_by_key(&place.line, |issue| issue.line).is_ok() {
            rows.push((place.line, record.iter().map(str::to_owned).collect()));
        }
    }
    Ok((headers, rows))
}
