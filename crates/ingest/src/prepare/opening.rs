//! From an upload to what it is: its table found, its columns understood, what the user chose put in place.

use std::{
    collections::HashSet,
    ops::ControlFlow::{Break, Continue},
};

use crate::{
    Upload,
    classify::files::IGNORE,
    limits::MAX_COLUMNS,
    tables::{
        columns::{self, Choices, ColumnMatch, Columns},
        fields::{Field, Role, fields_of},
    },
};

use super::{
    Outcome, Preparation, decide,
    plan::{FieldPlan, FilePlan, From, Refusal, TablePlan},
    recognise::{self, Recognised},
    redact::{RedactedColumn, Redaction},
    shapes::write,
    source::{Source, Styles},
    text::{
        self,
        summary::{self, Repeats},
    },
    tracked::lacks_totals,
};

/// The table found in an upload, or why there is none.
type Inspection = Result<text::Sheet, Refusal>;

/// Our own files beyond this size go straight to the reader.
const OWN_BYTES_SURVEYED: u64 = 64 << 20;
/// Rows shown to the recognition of columns.
const ROWS_SEEN: usize = 200;

impl<'j> Preparation<'j> {
    pub(super) fn open_all(&mut self) {
        let job = self.job;
        let looks: Vec<Option<Inspection>> = (0..job.uploads.len()).map(|at| self.inspect(at)).collect();
        self.collect_keys(&looks);
        for ((at, upload), look) in job.uploads.iter().enumerate().zip(looks) {
            let outcome = look.map_or(Outcome::Direct, |look| self.open(at, upload, look));
            self.outcomes.push(outcome);
        }
        self.open_large_sales();
        self.drop_what_another_file_brings();
        self.leave_out_summaries();
    }

    /// Large files of our own sales are surveyed only where payments are worked out from them.
    fn open_large_sales(&mut self) {
        let job = self.job;
        let lacks = |outcome: &Outcome<'_>| match outcome {
            Outcome::Prepared(source) => source.plan.tables.iter().any(lacks_totals),
            Outcome::Direct | Outcome::Keys(..) | Outcome::LeftOut | Outcome::Refused(_) => false,
        };
        self.surveys_large_sales = self.outcomes.iter().any(lacks);
        for (at, upload) in job.uploads.iter().enumerate() {
            let is_sales = self.roles.get(&upload.name) == Some(&Role::Tracking);
            if !is_sales || upload.bytes <= OWN_BYTES_SURVEYED || !matches!(self.outcomes[at], Outcome::Direct) {
                continue;
            }
            match self.surveys_large_sales.then(|| self.inspect(at)).flatten() {
                Some(look) => self.outcomes[at] = self.open(at, upload, look),
                None => self.has_unsurveyed_sales = true,
            }
        }
    }

    /// The table in an upload; nothing where it is not looked at.
    fn inspect(&self, at: usize) -> Option<Inspection> {
        let upload = &self.job.uploads[at];
        let is_passed = (self.job.passed)(at) || self.job.plan.canonical.contains(&upload.name.as_str());
        (!is_passed).then(|| text::inspect(upload, self.job.facts.get(&upload.name)))
    }

    fn open(&mut self, at: usize, upload: &'j Upload, look: Inspection) -> Outcome<'j> {
        if self.role_chosen(upload, "").is_some_and(|role| role == IGNORE) {
            return Outcome::Direct;
        }
        let sheet = match look {
            Ok(sheet) => sheet,
            // The reader says what is wrong with a file that is no table at all.
            Err(refusal) if refusal.is_known_to_reader => return Outcome::Direct,
            Err(refusal) => return Outcome::Refused(refusal),
        };
        if sheet.headers().len() > MAX_COLUMNS {
            return Outcome::Direct;
        }
        let fingerprint = columns::fingerprint(sheet.headers());
        if let Some(saved) = self.job.plan.saved_mappings.get(&fingerprint) {
            self.asking.remember(saved.answers_for(&upload.name));
        }
        let chosen = self.role_chosen(upload, &fingerprint);
        if chosen.as_deref() == Some(IGNORE) {
            return Outcome::Direct;
        }
        let samples = samples(&sheet);
        let chosen = chosen.and_then(|role| Role::from_id(&role));
        let named = chosen.or_else(|| columns::role_of(sheet.headers(), &upload.name, &upload.form_field));
        self.roles.extend(named.map(|role| (upload.name.clone(), role)));
        let is_key = |cell: &str| self.is_key_elsewhere(&fingerprint, cell);
        let (shapes, own_shape) = self.own_shape_of(&upload.name, sheet.headers());
        let seen = recognise::Seen {
            name: &upload.name,
            form_field: &upload.form_field,
            headers: sheet.headers(),
            units: sheet.units(),
            samples: &samples,
            role: chosen,
            is_key: &is_key,
            shapes,
        };
        let mut found = recognise::recognise(&seen);
        let own = || own_plan(&seen);
        let own = matches!(found, Recognised::Own).then(own).flatten();
        self.note_own_shape(&upload.name, own_shape, &mut found);
        let (mut plan, is_own) = match found {
            Recognised::Plan(plan) => (plan, false),
            Recognised::Own if upload.bytes > OWN_BYTES_SURVEYED && sheet.is_plain() && !self.surveys_large_sales => {
                return Outcome::Direct;
            }
            // The reader takes one row out and says why.
            Recognised::Own if !sheet.open_quotes().is_empty() => return Outcome::Direct,
            Recognised::Own => match own {
                Some(plan) => (plan, true),
                None => return Outcome::Direct,
            },
            Recognised::Keys(keys) => {
                let source = Source {
                    at,
                    upload,
                    sheet,
                    plan: FilePlan::default(),
                    is_own: false,
                    styles: Styles::default(),
                    named: None,
                    odd_days: HashSet::new(),
                };
                return Outcome::Keys(Box::new(source), keys);
            }
            Recognised::Income { title, what } => {
                self.note(&upload.name, format!("{title}: {what}"));
                return Outcome::LeftOut;
            }
            // The reader names the column that a table of ours lacks, and leaves out the other sheets of a workbook.
            Recognised::Lacking(_) if named.is_some() || sheet.headers().len() == 1 || upload.name.contains(" · ") => {
                return Outcome::Direct;
            }
            Recognised::Lacking(refusal) | Recognised::Refused(refusal) => return Outcome::Refused(refusal),
        };
        plan.tables.iter_mut().for_each(|table| prefer_own_currency(table, &self.out.currency));
        self.choose_columns(upload, &fingerprint, sheet.headers(), &mut plan);
        let read_as = plan.title.as_ref().map(|title| match plan.is_own_shape {
            true => format!("Read by your own shape “{title}”."),
            false => format!("Read as {title}."),
        });
        for text in sheet.notes().iter().chain(&read_as).chain(&plan.notes) {
            self.note(&upload.name, text.clone());
        }
        self.take_personal_out(upload, &sheet, &plan);
        let odd_days = HashSet::new();
        Outcome::Prepared(Box::new(Source {
            at,
            upload,
            sheet,
            plan,
            is_own,
            styles: Styles::default(),
            named: None,
            odd_days,
        }))
    }

    /// Collects the short texts of each file's first rows: what stands in two files is a key of one of them.
    fn collect_keys(&mut self, looks: &[Option<Inspection>]) {
        for look in looks {
            let (mut header, mut texts) = (String::new(), HashSet::new());
            if let Some(Ok(sheet)) = look {
                header = columns::fingerprint(sheet.headers());
                for cell in samples(sheet).into_iter().flatten().filter(|cell| is_like_a_key(cell)) {
                    texts.insert(cell.to_lowercase());
                }
            }
            self.texts.push((header, texts));
        }
    }

    /// Files with the same header, such as those of other months, say nothing about each other.
    fn is_key_elsewhere(&self, header: &str, cell: &str) -> bool {
        let cell = cell.trim().to_lowercase();
        is_like_a_key(&cell) && self.texts.iter().any(|(of, texts)| of != header && texts.contains(&cell))
    }

    /// The table that the user chose for the file now, or for an earlier one with its header.
    fn role_chosen(&self, upload: &Upload, fingerprint: &str) -> Option<String> {
        let remembered = || self.job.plan.saved_mappings.get(fingerprint).and_then(|saved| saved.role.clone());
        self.job.plan.changes.roles.get(&upload.name).cloned().or_else(remembered)
    }

    /// Columns with personal data are read nowhere and blanked in what is kept; only parameters that show who sold stay.
    fn take_personal_out(&mut self, upload: &Upload, sheet: &text::Sheet, plan: &FilePlan) {
        if plan.personal.is_empty() || self.job.plan.settings.keeps_personal_data {
            return;
        }
        let keys = || plan.tables.iter().flat_map(|table| &table.keys);
        let keeps =
            |column: usize| keys().filter(|key| key.column == column).filter_map(|key| key.parameter.clone()).collect();
        let columns = plan.personal.iter().map(|column| RedactedColumn { column: *column, keeps: keeps(*column) });
        let names: Vec<&str> = plan.personal.iter().map(|column| sheet.headers()[*column].as_str()).collect();
        self.note(
            &upload.name,
            format!("Personal data of buyers is kept nowhere; these columns were taken out: {}.", names.join(", ")),
        );
        let (upload, columns) = (upload.clone(), columns.collect());
        self.out.redactions.push(Redaction {
            upload,
            header_line: sheet.header_line(),
            delimiter: sheet.delimiter(),
            columns,
        });
    }

    /// Columns that the user chose, and what only the user can decide about the others.
    fn choose_columns(&mut self, upload: &Upload, fingerprint: &str, headers: &[String], plan: &mut FilePlan) {
        let uncertain_columns = std::mem::take(&mut plan.uncertain_columns);
        for uncertain in uncertain_columns {
            let chosen = decide::column(upload, headers, &uncertain, &mut self.asking);
            for table in plan.tables.iter_mut().filter(|table| table.role == uncertain.role) {
                set_column(table, uncertain.field, chosen, ColumnMatch::Guess);
            }
        }
        // A shape that the user saved says it already.
        let saved = self.job.plan.saved_mappings.get(fingerprint).filter(|_| !plan.is_own_shape);
        let remembered = saved.map(|saved| (&saved.columns, ColumnMatch::Remembered));
        let chosen = self.job.plan.changes.columns.get(&upload.name).map(|columns| (columns, ColumnMatch::Chosen));
        for (columns, how) in remembered.into_iter().chain(chosen) {
            for table in &mut plan.tables {
                for spec in fields_of(table.role) {
                    let Some(header) = columns.get(spec.header) else { continue };
                    let place = headers.iter().position(|known| known == header);
                    if place.is_some() || header.is_empty() {
                        set_column(table, spec.field, place, how);
                    }
                }
            }
        }
    }

    /// Sheets of one workbook that repeat the sums of another of its sheets: counting both would count twice.
    fn leave_out_summaries(&mut self) {
        for at in 0..self.outcomes.len() {
            let undated = || Some((self.dated_sales_beside(at)?, Repeats::Partly));
            let Some((whole, repeats)) = self.repeated_by(at).or_else(undated) else { continue };
            let (name, whole) = (self.job.uploads[at].name.clone(), self.job.uploads[whole].name.clone());
            if repeats == Repeats::Wholly {
                self.note(&name, format!("The sheet repeats the sums of {whole}: it is left out."));
                self.outcomes[at] = Outcome::LeftOut;
            } else if summary::is_named_summary(&name) && decide::summary(&name, &whole, &mut self.asking) {
                self.outcomes[at] = Outcome::LeftOut;
            }
        }
    }

    /// A sheet of the same workbook that says the days of its sales, where this one says none.
    fn dated_sales_beside(&self, at: usize) -> Option<usize> {
        let sales = |at: usize| {
            let Outcome::Prepared(source) = &self.outcomes[at] else { return None };
            let (book, _) = source.upload.name.rsplit_once(" · ")?;
            let table = source.plan.tables.iter().find(|table| table.role == Role::Tracking)?;
            Some((book, table.fields.iter().any(|plan| plan.field == Field::Date)))
        };
        let (book, _) = sales(at).filter(|(_, is_dated)| !is_dated)?;
        (0..self.outcomes.len()).find(|other| sales(*other) == Some((book, true)))
    }

    /// The sheet of the same workbook whose sums a sheet repeats, and how much of it does.
    fn repeated_by(&self, at: usize) -> Option<(usize, Repeats)> {
        let Outcome::Prepared(source) = &self.outcomes[at] else { return None };
        let (book, _) = source.upload.name.rsplit_once(" · ")?;
        let others = self.outcomes.iter().filter_map(|outcome| match outcome {
            Outcome::Prepared(other) => Some(other),
            Outcome::Direct | Outcome::Keys(..) | Outcome::LeftOut | Outcome::Refused(_) => None,
        });
        let feeds = |source: &Source<'_>, role| source.plan.tables.iter().any(|table| table.role == role);
        let same = others.filter(|other| {
            let is_of_book = other.upload.name.rsplit_once(" · ").is_some_and(|(other, _)| other == book);
            let is_alike =
                [Role::Tracking, Role::Payouts].into_iter().any(|role| feeds(source, role) && feeds(other, role));
            is_of_book && is_alike && other.at != at
        });
        let repeats = same.filter_map(|other| Some((other.at, summary::repeats(&source.sheet, &other.sheet).ok()?)));
        repeats.filter(|(_, repeats)| *repeats != Repeats::Nothing).max_by_key(|(_, repeats)| *repeats)
    }

    /// A roster taken from sales gives way to a list of creators.
    fn drop_what_another_file_brings(&mut self) {
        let is_fed = |role: Role| {
            self.outcomes.iter().any(|outcome| match outcome {
                Outcome::Prepared(source) => {
                    source.plan.tables.iter().any(|table| table.role == role && !table.only_if_missing)
                }
                Outcome::Direct | Outcome::Keys(..) | Outcome::LeftOut | Outcome::Refused(_) => false,
            })
        };
        let fed: Vec<Role> = Role::ALL.into_iter().filter(|role| is_fed(*role)).collect();
        for outcome in &mut self.outcomes {
            if let Outcome::Prepared(source) = outcome {
                let gives_way = |table: &TablePlan| table.only_if_missing && fed.contains(&table.role);
                let names = |table: &&TablePlan| gives_way(table) && table.role == Role::Influencers;
                source.named = source.plan.tables.iter().find(names).cloned();
                source.plan.tables.retain(|table| !gives_way(table));
            }
        }
    }
}

/// Whether a cell can be an id, a code, a handle or a name: a number or a day that stands in two files shows nothing.
fn is_like_a_key(cell: &str) -> bool {
    const MAX_LETTERS: usize = 80;
    (2..=MAX_LETTERS).contains(&cell.len()) && cell.chars().any(char::is_alphabetic)
}

/// Of money in several currencies that in the dataset's is proposed: it needs no rate.
fn prefer_own_currency(table: &mut TablePlan, dataset: &str) {
    let is_own = |currency: &Option<String>| currency.as_deref().is_some_and(|code| decide::is_of(code, dataset));
    let readings = &mut table.money_readings;
    let names_another = readings.first().is_some_and(|first| first.currency.is_some() && !is_own(&first.currency));
    let Some(own) = readings.iter().position(|reading| is_own(&reading.currency)).filter(|_| names_another) else {
        return;
    };
    readings[..=own].rotate_right(1);
    let first = &readings[0];
    table.fixed_currency.clone_from(&first.currency);
    let money = table.fields.iter_mut().find(|plan| matches!(plan.field, Field::Revenue | Field::TotalPayout));
    if let Some(money) = money {
        money.from = From::Column(first.column);
    }
}

fn set_column(table: &mut TablePlan, field: Field, column: Option<usize>, how: ColumnMatch) {
    if let Some(column) = column {
        // A column holds one field.
        table.fields.retain(|plan| !matches!(plan.from, From::Column(taken) if taken == column));
    }
    table.fields.retain(|plan| plan.field != field);
    if let Some(column) = column {
        table.fields.push(FieldPlan { field, from: From::Column(column), how });
        if matches!(field, Field::Revenue | Field::TotalPayout) {
            table.money_readings.clear();
        }
        if field == Field::Influencer {
            table.keys.clear();
        }
    }
}

/// What is understood of one file of text by itself, written as a shape of the user.
///
/// What only the user can decide about its columns stands above it as comments.
///
/// # Errors
/// A sentence that says why the file feeds no table of its own.
pub fn shape_of(upload: &Upload) -> Result<String, String> {
    let refused = |refusal: Refusal| format!("found {}, expected {}. {}", refusal.found, refusal.expected, refusal.fix);
    let sheet = text::inspect(upload, None).map_err(refused)?;
    let samples = samples(&sheet);
    let seen = recognise::Seen {
        name: &upload.name,
        form_field: &upload.form_field,
        headers: sheet.headers(),
        units: sheet.units(),
        samples: &samples,
        role: None,
        is_key: &|_| false,
        shapes: &[],
    };
    let plan = match recognise::recognise(&seen) {
        Recognised::Plan(plan) => plan,
        Recognised::Own => own_plan(&seen).ok_or("it is a list of corrections, which needs no shape.")?,
        Recognised::Keys(_) => return Err("it says whose each code is, which needs no shape.".to_owned()),
        Recognised::Income { title, what } => return Err(format!("{title}: {what}")),
        Recognised::Lacking(refusal) | Recognised::Refused(refusal) => return Err(refused(refusal)),
    };
    let open =
        plan.uncertain_columns.iter().map(|doubt| format!("# Decide: {}\n", doubt.why.replace(['\n', '\r'], " ")));
    let shape = write::write("my_export", &upload.name, sheet.headers(), &plan);
    Ok(open.chain([shape]).collect())
}

/// The plan of a file that is our own schema: its columns as the reader would take them; nothing for a list of corrected rows.
fn own_plan(seen: &recognise::Seen<'_>) -> Option<FilePlan> {
    let role = seen.role.or_else(|| columns::role_of(seen.headers, seen.name, seen.form_field))?;
    let columns = Columns::match_headers(role, seen.headers, &Choices::new());
    if columns.are_corrections() {
        return None;
    }
    let mut table = TablePlan::new(role);
    for spec in fields_of(role) {
        if let Some(column) = columns.place(spec.field) {
            let (_, how) = columns.held_at(column);
            table.fields.push(FieldPlan { field: spec.field, from: From::Column(column), how });
        }
    }
    Some(FilePlan { tables: vec![table], ..FilePlan::default() })
}

fn samples(sheet: &text::Sheet) -> Vec<Vec<String>> {
    let mut samples = Vec::new();
    // What cannot be read here cannot be read later either, where it is said.
    let _unread = sheet.each_row(&mut |_, cells| {
        samples.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
        if samples.len() < ROWS_SEEN { Continue(()) } else { Break(()) }
    });
    samples
}
