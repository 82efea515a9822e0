//! One file into typed rows, every cell checked, every problem with its place.

use std::sync::Arc;

use csv::StringRecord;

use super::{
    Progress, Upload, cells,
    detect::{self, Unreadable},
    headers::{self, Columns, Field, Role},
    issues::{Example, Issues, Kind},
    report::{Column, FileReport, Tally},
    row::{COUNT, DAY, NUMBER, Row},
    rows::{RowPlace, TextRows},
    spelling,
    tables::{Payment, Person, Place, Post, Sale, Tables},
};

/// Where reading puts what it finds.
pub(crate) struct Sink<'s> {
    pub(crate) tables: &'s mut Tables,
    pub(crate) issues: &'s mut Issues,
    pub(crate) progress: &'s Arc<Progress>,
}

/// Reads the file that stands at place `at` of the upload.
pub(crate) fn file(at: usize, upload: &Upload, sink: &mut Sink<'_>) -> FileReport {
    let mut report = FileReport::new(upload);
    match read(at, upload, sink, &mut report) {
        Ok(()) => {}
        Err(problem) => {
            let (kind, found, expected, fix) = problem;
            sink.issues.add(kind, Some((at, &upload.name)), whole_file(&found, expected, fix));
        }
    }
    report
}

/// Reports a file that is not read because an earlier one has the same bytes.
pub(crate) fn repeated_file(at: usize, upload: &Upload, earlier: &Upload, sink: &mut Sink<'_>) -> FileReport {
    let found = format!("the same bytes as {}", earlier.name);
    let example = whole_file(&found, "each file once", "Leave one of the two out.");
    sink.issues.add(Kind::RepeatedFile, Some((at, &upload.name)), example);
    FileReport::new(upload)
}

type FileProblem = (Kind, String, &'static str, &'static str);

fn whole_file(found: &str, expected: &str, fix: &str) -> Example {
    Example {
        line: 0,
        column: String::new(),
        found: found.to_owned(),
        expected: expected.to_owned(),
        fix: fix.to_owned(),
    }
}

fn read(at: usize, upload: &Upload, sink: &mut Sink<'_>, report: &mut FileReport) -> Result<(), FileProblem> {
    let opened = detect::open(&upload.path, sink.progress.clone()).map_err(unreadable)?;
    report.encoding = opened.encoding;
    report.delimiter = opened.delimiter;
    if opened.is_guessed {
        let example = whole_file(
            "letters that are no UTF-8",
            "UTF-8",
            "Check names with accents; if they look wrong, export as UTF-8.",
        );
        sink.issues.add(Kind::GuessedEncoding, Some((at, &upload.name)), example);
    }
    let mut text_rows = TextRows::new(opened.text, opened.delimiter);
    let mut record = StringRecord::new();
    let headers = header(&mut text_rows, &mut record).map_err(failed)?.ok_or_else(|| unreadable(Unreadable::Empty))?;
    let Some(role) = headers::role_of(&headers, &upload.name, &upload.form_field) else {
        report.columns = headers.iter().map(|header| Column::ignored(header)).collect();
        let expected = "the columns of influencers, tracking, payouts or posts";
        return Err((
            Kind::UnknownTable,
            headers.join(", "),
            expected,
            "Leave the file out, or name its columns as documented.",
        ));
    };
    report.role = Some(role);
    let columns = Columns::of(role, &headers);
    report.columns = Column::all_of(&columns);
    if !has_needed_columns(at, upload, &columns, sink) {
        return Ok(());
    }
    sink.tables.has_brand_column |= role == Role::Tracking && columns.place(Field::Brand).is_some();
    let mut rows = Rows { at, upload, role, columns, tally: Tally::default() };
    while let Some(place) = text_rows.next_of(headers.len(), &mut record).map_err(failed)? {
        report.take_samples(&record);
        rows.take(&record, place, sink);
    }
    if rows.tally.rows == 0 {
        let example =
            whole_file("a header and nothing below it", "at least one row", "Check that the export is whole.");
        sink.issues.add(Kind::NoRows, Some((at, &upload.name)), example);
    }
    report.rows = rows.tally.rows;
    report.tally = rows.tally;
    Ok(())
}

fn unreadable(problem: Unreadable) -> FileProblem {
    let fix = "Export the table as CSV and upload it again.";
    match problem {
        Unreadable::Empty => {
            (Kind::EmptyFile, "nothing".to_owned(), "a header line and rows", "Export the table again.")
        }
        Unreadable::NotText(what) => (Kind::UnreadableFile, what.to_owned(), "a CSV file", fix),
        Unreadable::Failed(error) => (Kind::UnreadableFile, error.to_string(), "a readable CSV file", fix),
    }
}

fn failed(error: std::io::Error) -> FileProblem {
    unreadable(Unreadable::Failed(error))
}

/// The first row that is not blank.
pub(super) fn header<R: std::io::Read>(
    rows: &mut TextRows<R>,
    record: &mut StringRecord,
) -> std::io::Result<Option<Vec<String>>> {
    while rows.next(record)?.is_some() {
        if !is_blank(record) {
            return Ok(Some(record.iter().map(|header| cells::text(header).to_owned()).collect()));
        }
    }
    Ok(None)
}

pub(super) fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

/// Whether every needed column is there; notes the ones that are not.
fn has_needed_columns(at: usize, upload: &Upload, columns: &Columns, sink: &mut Sink<'_>) -> bool {
    let missing = columns.missing();
    for header in &missing {
        let example = Example {
            column: (*header).to_owned(),
            ..whole_file(&columns.headers().join(", "), header, "Add the column and upload again.")
        };
        sink.issues.add(Kind::MissingColumn, Some((at, &upload.name)), example);
    }
    missing.is_empty()
}

/// The rows of one file on their way into the tables.
struct Rows<'u> {
    at: usize,
    upload: &'u Upload,
    role: Role,
    columns: Columns,
    tally: Tally,
}

impl Rows<'_> {
    fn take(&mut self, record: &StringRecord, place: RowPlace, sink: &mut Sink<'_>) {
        if is_blank(record) {
            return;
        }
        self.tally.rows += 1;
        sink.progress.add_row();
        let mut row = Row::new(record, &self.columns);
        row.check_shape(place.has_open_quote);
        let line = place.line;
        let place = Place { file: self.at as u16, line: u32::try_from(line).unwrap_or(u32::MAX) };
        match self.role {
            Role::Influencers => take_person(&mut row, place, sink.tables),
            Role::Tracking => take_sale(&mut row, place, sink.tables, &mut self.tally),
            Role::Payouts => take_payment(&mut row, place, sink.tables, &mut self.tally),
            Role::Posts => take_post(&mut row, place, sink.tables),
        }
        if row.failed() {
            self.tally.rows_excluded += 1;
        }
        for problem in std::mem::take(&mut row.problems) {
            let example = Example {
                line,
                column: problem.field.map_or(String::new(), |field| self.columns.header(field).to_owned()),
                found: problem.found,
                expected: problem.expected,
                fix: problem.fix.to_owned(),
            };
            sink.issues.add(problem.kind, Some((self.at, &self.upload.name)), example);
            sink.progress.add_issue();
        }
    }
}

fn take_person(row: &mut Row<'_>, place: Place, tables: &mut Tables) {
    let id = row.needed_id();
    let followers = row.detail(Field::Followers, cells::whole, COUNT);
    let platform = row.folded(Field::Platform, spelling::platform);
    let gender = row.folded(Field::Gender, spelling::gender);
    if row.failed() {
        return;
    }
    let name = match row.text(Field::Name) {
        "" => id,
        name => name,
    };
    tables.people.push(Person {
        place,
        id: tables.ids.code(id),
        name: name.to_owned(),
        category: row.text(Field::Category).to_owned(),
        gender,
        platform,
        followers,
    });
}

fn take_sale(row: &mut Row<'_>, place: Place, tables: &mut Tables, tally: &mut Tally) {
    let day = row.needed(Field::Date, Kind::BadDate, cells::day, DAY);
    let orders = row.needed(Field::Orders, Kind::BadNumber, cells::whole, COUNT);
    let revenue = row.needed(Field::Revenue, Kind::BadNumber, cells::money, NUMBER);
    if !row.failed()
        && let (Some(day), Some(orders), Some(revenue)) = (day, orders, revenue)
    {
        row.warn_below_zero(Field::Revenue, revenue);
        row.warn_below_zero(Field::Orders, orders);
        tables.sales.push(Sale {
            place,
            source: tables.sources.code(row.text(Field::Source)),
            campaign: tables.campaigns.code(row.text(Field::Campaign)),
            influencer: tables.ids.code(row.id()),
            product: tables.products.code(row.text(Field::Product)),
            brand: tables.brands.code(row.text(Field::Brand)),
            day,
            orders,
            revenue,
        });
    } else {
        tally.exclude_sale(orders.unwrap_or(0), revenue.unwrap_or(0));
    }
}

fn take_payment(row: &mut Row<'_>, place: Place, tables: &mut Tables, tally: &mut Tally) {
    let basis = row.text(Field::Basis);
    let amount = match row.columns.place(Field::TotalPayout) {
        Some(_) => {
            row.detail(Field::Rate, cells::money, NUMBER);
            row.detail(Field::Orders, cells::whole, COUNT);
            row.needed(Field::TotalPayout, Kind::BadNumber, cells::money, NUMBER)
        }
        None => derived_payout(row, basis),
    };
    let Some(amount) = amount.filter(|_| !row.failed()) else {
        tally.exclude_payment(amount.unwrap_or(0));
        return;
    };
    let influencer = row.id();
    row.warn_below_zero(Field::TotalPayout, amount);
    row.warn_without_id(influencer);
    tables.payments.push(Payment {
        place,
        influencer: tables.ids.code(influencer),
        basis: basis.to_owned(),
        amount,
        brand: tables.brands.code(row.text(Field::Brand)),
        campaign: tables.campaigns.code(row.text(Field::Campaign)),
    });
}

/// The rate times the orders when paid per order, times the posts (one when nobody counts them) otherwise.
fn derived_payout(row: &mut Row<'_>, basis: &str) -> Option<i64> {
    let rate = row.needed(Field::Rate, Kind::BadNumber, cells::money, NUMBER)?;
    let pieces = if is_per_order(basis) {
        row.needed(Field::Orders, Kind::BadNumber, cells::whole, COUNT)?
    } else {
        row.detail(Field::PostCount, cells::whole, COUNT).unwrap_or(1)
    };
    let Some(total) = rate.checked_mul(pieces) else {
        let found = row.text(Field::Rate).to_owned();
        row.problem(Kind::BadNumber, Field::Rate, found, NUMBER);
        return None;
    };
    let found = format!("{} × {pieces}", row.text(Field::Rate));
    row.problem(
        Kind::DerivedPayout,
        Field::Rate,
        found,
        ("a column total_payout", "Add the column if the total was another."),
    );
    Some(total)
}

/// A basis whose name contains "order" is per order; all else (post, hybrid, …) is not.
pub(crate) fn is_per_order(basis: &str) -> bool {
    basis.to_lowercase().contains("order")
}

fn take_post(row: &mut Row<'_>, place: Place, tables: &mut Tables) {
    let day = row.needed(Field::Date, Kind::BadDate, cells::day, DAY);
    let mut count = |field| row.counted(field);
    let (reach, likes, comments) = (count(Field::Reach), count(Field::Likes), count(Field::Comments));
    let Some(day) = day.filter(|_| !row.failed()) else {
        return;
    };
    let influencer = row.id();
    row.warn_without_id(influencer);
    tables.posts.push(Post { place, influencer: tables.ids.code(influencer), day, reach, likes, comments });
}
