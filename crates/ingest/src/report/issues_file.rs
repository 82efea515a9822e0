//! The rows with issues as a CSV file: the original columns and what is wrong, ready to be corrected.

use std::{collections::BTreeMap, io};

use crate::{
    Accepted, Mapping, Role, Staged,
    checks::across_rows::{self, Note, Roster},
    checks::repeated_rows::{MAX_COMPARED_ROWS, SeenRows},
    formats::blocks::RowPlace,
    formats::detect::Assumed,
    formats::open_file::each_row,
    formats::split::Cells,
    parse::row::{Problem, Row},
    parse::typed_row::{self, Days},
    read::batch::{self, text_of},
    read::dictionary::TextColumn,
    read::records::SourceLine,
    report::issues::{Affected, IssueKind, Severity, clipped},
    tables::columns::Columns,
};
use definitions::Class;

/// Escapes text that a spreadsheet would run as a formula.
type EscapeFormula = fn(&str) -> String;

impl Staged {
    /// Writes one row for each issue of a file: its original cells, then `_line,_column,_code,_severity,_message`.
    ///
    /// The file stands at this place of [`Self::uploads`]. Cells that a spreadsheet would run are escaped. The file is read once more, row by row, so that every row with an issue is there however many they are.
    ///
    /// # Errors
    /// When the uploaded file is gone or the output cannot be written.
    pub fn write_issues(
        &self,
        mapping: &Mapping,
        at: usize,
        escape_formula: EscapeFormula,
        out: impl io::Write,
    ) -> io::Result<()> {
        let mut file = IssuesFile::new(self, self.accepted(mapping), at, escape_formula, out)?;
        // Of a file whose rows could not be read there is only what was said of the whole.
        if file.columns.is_some() {
            self.note_earlier_rows(at, &mut file)?;
            each_row(&self.uploads[at], self.assumed(at), |place, text, cells| file.row(place, text, cells))?;
        }
        file.finish()
    }

    /// The place of the file of this name; without one, of the file with most errors.
    pub fn file_with_issues(&self, mapping: &Mapping, file_name: Option<&str>) -> Option<usize> {
        match file_name {
            Some(name) => self.named_file(mapping, name),
            None => self.worst_of(mapping, (0..self.uploads.len()).collect()),
        }
    }

    /// The rows of the table's earlier files, which the rows of this one may repeat.
    fn note_earlier_rows<W: io::Write>(&self, at: usize, file: &mut IssuesFile<'_, W>) -> io::Result<()> {
        let is_of_role = |earlier: &usize| self.files[*earlier].role == self.files[at].role;
        for earlier in (0..at).filter(is_of_role) {
            let Some(columns) = &self.files[earlier].held else { continue };
            each_row(&self.uploads[earlier], self.assumed(earlier), |place, text, cells| {
                let mut row = Row::new(cells, columns);
                row.check_shape(place.has_open_quote);
                if typed_row::counts(&mut row) {
                    file.again(columns, earlier, text);
                }
                file.seen.rows() < MAX_COMPARED_ROWS
            })?;
        }
        Ok(())
    }

    /// The file of this name; of a workbook's sheets, which are named after it, the worst one.
    fn named_file(&self, mapping: &Mapping, name: &str) -> Option<usize> {
        let exact = self.uploads.iter().position(|upload| upload.name == name);
        let is_sheet = |at: &usize| self.files[*at].sheet.is_some() && self.uploads[*at].name.starts_with(name);
        exact.or_else(|| self.worst_of(mapping, (0..self.uploads.len()).filter(is_sheet).collect()))
    }

    /// The file with most errors, and of those with none the one with most warnings.
    fn worst_of(&self, mapping: &Mapping, files: Vec<usize>) -> Option<usize> {
        let groups = self.report(mapping).issues;
        let count = |name: &str, severity: Severity| -> u64 {
            let of = groups.iter().filter(|group| group.file == name && group.kind.severity() == severity);
            of.map(|group| group.count).sum()
        };
        let name = |at: &usize| self.uploads[*at].name.as_str();
        files.into_iter().rev().max_by_key(|at| (count(name(at), Severity::Error), count(name(at), Severity::Warning)))
    }

    fn assumed(&self, at: usize) -> Assumed {
        if self.files[at].encoding == encoding_rs::WINDOWS_1252.name() { Assumed::Windows1252 } else { Assumed::Utf8 }
    }
}

/// The file of issues while it is written.
struct IssuesFile<'s, W: io::Write> {
    accepted: Accepted<'s>,
    at: usize,
    columns: Option<Columns>,
    roster: Roster,
    /// Of the roster and the payouts, whose rows are kept: what was found across rows, by line.
    across: BTreeMap<u32, Vec<Note>>,
    outlier: Option<i64>,
    days: Days,
    seen: SeenRows,
    width: usize,
    escape_formula: EscapeFormula,
    out: csv::Writer<W>,
    failed: io::Result<()>,
}

impl<'s, W: io::Write> IssuesFile<'s, W> {
    fn new(
        staged: &'s Staged,
        accepted: Accepted<'s>,
        at: usize,
        escape_formula: EscapeFormula,
        out: W,
    ) -> io::Result<Self> {
        let headers: Vec<String> = staged.files[at].columns.iter().map(|column| column.header.clone()).collect();
        let mut out = csv::Writer::from_writer(out);
        let added = ["_line", "_column", "_code", "_severity", "_message"].map(str::to_owned);
        out.write_record(headers.iter().map(|header| escape_formula(header)).chain(added))?;
        let file = Self {
            roster: accepted.roster_ids(),
            across: across_of(&accepted, at),
            accepted,
            at,
            columns: staged.files[at].held.clone(),
            outlier: staged.collected.histograms[at].limit(),
            days: Days::default(),
            seen: SeenRows::default(),
            width: headers.len(),
            escape_formula,
            out,
            failed: Ok(()),
        };
        file.with_issues_of_the_whole_file(staged)
    }

    fn with_issues_of_the_whole_file(mut self, staged: &Staged) -> io::Result<Self> {
        let name = &staged.files[self.at].name;
        let groups = staged.collected.issues.groups.iter().filter(|group| group.file == *name);
        for (kind, example) in groups.flat_map(|group| group.first.iter().map(|example| (group.kind, example))) {
            if example.line == 0 {
                let message = message(kind, &example.found, &example.expected, &example.fix);
                self.write(None, 0, &example.column, kind, &message);
            }
        }
        std::mem::replace(&mut self.failed, Ok(())).map(|()| self)
    }

    /// False when no more can be written.
    fn row(&mut self, place: RowPlace, text: &str, cells: Cells<'_>) -> bool {
        let Some(columns) = self.columns.take() else { return false };
        let mut row = Row::new(cells, &columns);
        row.check_shape(place.has_open_quote);
        let line = place.short_line();
        let mut notes = self.across.remove(&line).unwrap_or_default();
        let place = SourceLine { file: self.at as u16, line };
        match columns.role() {
            Role::Influencers => drop(typed_row::person(&mut row)),
            Role::Payouts => self.payment(&mut row, place, &mut notes),
            Role::Tracking => self.sale(&mut row, place, &mut notes),
            Role::Posts => self.post(&mut row, place, &mut notes),
        }
        let may_repeat = columns.role() != Role::Influencers && !columns.are_corrections() && !row.failed();
        let is_again = may_repeat && self.again(&columns, self.at, text);
        // A row with an impossible day is left out: nothing repeats it.
        if is_again && !notes.iter().any(|note| note.kind == IssueKind::BadDate) {
            notes.push(across_rows::repeated_note(place, Affected::one_row()));
        }
        for Problem { kind, field, found, expected, fix } in row.problems {
            let column = field.map_or("", |field| columns.header(field));
            self.write(Some(cells), line, column, kind, &message(kind, &clipped(&found), &expected, fix));
        }
        for note in notes {
            let column = columns.header_of(note.column);
            let message = message(note.kind, &clipped(&note.found), &note.expected, note.fix);
            self.write(Some(cells), line, column, note.kind, &message);
        }
        self.columns = Some(columns);
        self.failed.is_ok()
    }

    /// Whether the row stands before, as reading compared them.
    fn again(&mut self, columns: &Columns, file: usize, text: &str) -> bool {
        self.seen.again(columns.role(), file as u16, batch::hash(batch::seed(columns.headers()), text))
    }

    fn sale(&mut self, row: &mut Row<'_>, place: SourceLine, notes: &mut Vec<Note>) {
        let Ok(sale) = typed_row::sale(row, None, &mut self.days) else { return };
        if self.outlier.is_some_and(|limit| sale.revenue >= limit) {
            notes.push(across_rows::outlier_note(place, sale.revenue, 1, true));
        }
        if let Some(found) = self.accepted.impossible_day(Role::Tracking, place.file, sale.day) {
            notes.push(across_rows::impossible_day_note(found, place, Affected::one_row()));
            return;
        }
        let texts = &self.accepted.staged.collected.tables.texts;
        let code = |kind| texts.dictionary(kind).known(text_of(row, kind)).unwrap_or_default();
        let class = self.accepted.classes.get(code(TextColumn::Source) as usize).copied().unwrap_or(Class::Influencer);
        let issue = self.accepted.sale_problem(&self.roster, class, code(TextColumn::Id));
        notes.extend(issue.map(|issue| issue.note(place, Affected::one_row())));
    }

    fn payment(&self, row: &mut Row<'_>, place: SourceLine, notes: &mut Vec<Note>) {
        let amount = typed_row::payment(row).ok().map(|paid| paid.amount);
        if let Some(amount) = amount.filter(|amount| self.outlier.is_some_and(|limit| *amount >= limit)) {
            notes.push(across_rows::outlier_note(place, amount, 1, false));
        }
    }

    fn post(&mut self, row: &mut Row<'_>, place: SourceLine, notes: &mut Vec<Note>) {
        let Some(posted) = typed_row::post(row, &mut self.days) else { return };
        if let Some(found) = self.accepted.impossible_day(Role::Posts, place.file, posted.day) {
            notes.push(across_rows::impossible_day_note(found, place, Affected::one_row()));
            return;
        }
        let id =
            self.accepted.staged.collected.tables.texts.dictionary(TextColumn::Id).known(row.id()).unwrap_or_default();
        let issue = self.roster.problem(&self.accepted, id);
        notes.extend(issue.map(|issue| issue.note(place, Affected::one_row())));
    }

    fn write(&mut self, cells: Option<Cells<'_>>, line: u32, column: &str, kind: IssueKind, message: &str) {
        if self.failed.is_err() {
            return;
        }
        let escape_formula = self.escape_formula;
        let cell = |at: usize| escape_formula(cells.and_then(|cells| cells.get(at)).unwrap_or_default());
        let about = [
            line.to_string(),
            escape_formula(column),
            kind.code().to_owned(),
            kind.severity().id().to_owned(),
            escape_formula(message),
        ];
        self.failed = self.out.write_record((0..self.width).map(cell).chain(about)).map_err(io::Error::from);
    }

    fn finish(mut self) -> io::Result<()> {
        self.failed?;
        self.out.flush()
    }
}

/// What was found across rows of a file whose rows are kept.
fn across_of(accepted: &Accepted<'_>, at: usize) -> BTreeMap<u32, Vec<Note>> {
    let mut across = BTreeMap::<u32, Vec<Note>>::new();
    if matches!(accepted.staged.files[at].role, Some(Role::Influencers | Role::Payouts)) {
        accepted.across(&mut |note| {
            // Outliers and repeated rows are found row by row.
            if usize::from(note.place.file) == at && !matches!(note.kind, IssueKind::Outlier | IssueKind::RepeatedRow) {
                across.entry(note.place.line).or_default().push(note);
            }
        });
    }
    across
}

fn message(kind: IssueKind, found: &str, expected: &str, fix: &str) -> String {
    format!("{}: found \"{found}\", expected {expected}. {fix}", kind.title())
}
