//! What must be true of any files.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use definitions::Class;
use ingest::{IngestError, Mapping, Plan, Progress, Report, Severity, Staged, Upload, read_files};

use crate::{Case, Sent, Truth, row_columns::CheckedColumns};

/// Reads the files, reports under the proposal, writes the issues of every file.
pub(crate) fn check(case: &Case) {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(staged) = read(uploads(case, folder.path()), folder.path()) else {
        return;
    };
    let mapping = staged.proposal().clone();
    let report = staged.report(&mapping);
    check_counts(&report);
    for (sent, truth) in case.files.iter().zip(&case.truth) {
        if let Some(truth) = truth {
            check_truth(&report, sent, truth);
        }
    }
    let names = report.files.iter().map(|file| Some(file.name.as_str()));
    names.chain([None]).for_each(|name| check_issues_file(&staged, &mapping, &report, name));
}

/// The one place that knows how files are read. Nothing when they are more than may be.
fn read(uploads: Vec<Upload>, folder: &Path) -> Option<Staged> {
    let folder = folder.join("rows");
    std::fs::create_dir(&folder).expect("a folder");
    // What is worked out from a rate is written in no cell: here only what is written counts.
    let mut plan = Plan::default();
    let by_rate = |upload: &Upload| (format!("payments_by_rate.{}", upload.name), "leave_out".to_owned());
    plan.changes.answers.extend(uploads.iter().map(by_rate));
    match read_files(uploads, &plan, &folder, &CheckedColumns, &Arc::new(Progress::default())) {
        Ok(staged) => Some(staged),
        Err(IngestError::OverLimit { .. }) => None,
        Err(error) => panic!("nothing keeps the rows from being stored: {error}"),
    }
}

fn uploads(case: &Case, folder: &Path) -> Vec<Upload> {
    let upload = |(at, file): (usize, &Sent)| {
        let path = folder.join(format!("{at}-{}", file.name));
        std::fs::write(&path, &file.bytes).expect("a file");
        Upload { name: file.name.clone(), form_field: String::new(), path, bytes: file.bytes.len() as u64 }
    };
    case.files.iter().enumerate().map(upload).collect()
}

/// In = used + excluded, and every list adds up to the same.
fn check_counts(report: &Report) {
    let counted =
        |severity| report.issues.iter().filter(move |group| group.kind.severity() == severity).map(|group| group.count);
    assert_eq!(report.errors, counted(Severity::Error).sum::<u64>());
    assert_eq!(report.warnings, counted(Severity::Warning).sum::<u64>());
    for part in &report.reconciliation {
        let of_file: Vec<_> = report.files.iter().filter(|file| file.name == part.file).collect();
        assert_eq!(of_file.len(), 1, "{} is one file", part.file);
        assert_eq!(of_file[0].rows, part.rows, "rows of {}", part.file);
        assert!(part.rows_excluded <= part.rows, "{} of {} rows of {}", part.rows_excluded, part.rows, part.file);
    }
    let is_whole = report.issues.iter().all(|group| group.kind.code() != "total_too_large");
    if is_whole {
        check_lists(report);
    }
}

fn check_lists(report: &Report) {
    let sum = |amounts: &mut dyn Iterator<Item = i64>| amounts.map(i128::from).sum::<i128>();
    let used = sum(&mut report.reconciliation.iter().flat_map(|part| part.revenue_used));
    assert_eq!(used, sum(&mut report.sources.iter().map(|source| source.revenue)), "revenue by source");
    assert_eq!(used, sum(&mut report.brands.iter().map(|brand| brand.revenue)), "revenue by brand");
    let rows: u64 = report.sources.iter().map(|source| source.rows).sum();
    assert_eq!(rows, report.brands.iter().map(|brand| brand.rows).sum::<u64>(), "rows by brand");
    let tracking = report.reconciliation.iter().filter(|part| part.role.id() == "tracking");
    assert_eq!(rows, tracking.map(|part| part.rows - part.rows_excluded).sum::<u64>(), "rows by source");
}

/// What was written is what was found, used and excluded together.
fn check_truth(report: &Report, sent: &Sent, truth: &Truth) {
    let about = || {
        let issues = report.issues.iter().filter(|group| group.file == sent.name);
        let issues: Vec<_> = issues.map(|group| (group.kind, group.count, &group.first)).collect();
        format!("{}: {:?}\n{issues:#?}", sent.name, String::from_utf8_lossy(&sent.bytes))
    };
    let part = report.reconciliation.iter().find(|part| part.file == sent.name);
    let part = part.unwrap_or_else(|| panic!("not recognised: {}", about()));
    assert_eq!(part.role.id(), truth.role, "{}", about());
    assert_eq!(part.rows, truth.rows, "{}", about());
    let orders: i64 = Class::ALL.iter().map(|class| part.orders_used[*class as usize]).sum();
    assert_eq!(orders + part.orders_excluded, truth.orders, "orders of {}", about());
    let revenue: i64 = Class::ALL.iter().map(|class| part.revenue_used[*class as usize]).sum();
    assert_eq!(revenue + part.revenue_excluded, truth.revenue, "revenue of {}", about());
    // Payments that are all written below 0 are money paid, which the report says.
    let is_turned = report.notes.iter().any(|note| note.file == sent.name && note.text.contains("read as money paid"));
    let written = if is_turned { -truth.spend } else { truth.spend };
    assert_eq!(part.spend_used + part.spend_excluded, written, "spend of {}", about());
}

/// A table that any program reads, every row as long as its header; as many rows of each kind of issue as were counted.
fn check_issues_file(staged: &Staged, mapping: &Mapping, report: &Report, name: Option<&str>) {
    let mut bytes = Vec::new();
    let Some(at) = staged.file_with_issues(mapping, name) else { return };
    staged.write_issues(mapping, at, str::to_owned, &mut bytes).expect("the issues are written");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let code_at = reader.headers().expect("a header").len() - 3;
    let mut written: BTreeMap<String, u64> = BTreeMap::new();
    for row in reader.records() {
        *written.entry(row.expect("a whole row")[code_at].to_owned()).or_default() += 1;
    }
    let Some(name) = name else { return };
    let groups = report.issues.iter().filter(|group| group.file == name);
    let counted: BTreeMap<String, u64> = groups.map(|group| (group.kind.code().to_owned(), group.count)).collect();
    assert_eq!(written, counted, "rows of issues.csv, and issues, of {name}: {}", String::from_utf8_lossy(&bytes));
}
