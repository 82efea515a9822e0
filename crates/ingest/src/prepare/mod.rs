//! Any export made into our tables: what a file is, how its values are written and who its keys are, before the rows are read.
//!
//! Our own plain files pass through untouched. Every other file is read in streaming passes and written as canonical tables, with line n
//! of the canonical file being line n of the upload, so that issues keep their lines. Decisions are certain (done, with a note),
//! doubtful (asked, with what each reading comes to), or a refusal that names the form and the way out.

mod ask;
mod conversion;
mod counted_sales;
mod decide;
mod emit;
mod identity;
mod notes;
mod opening;
mod order_lines;
mod overlaps;
mod own_shapes;
mod people;
mod period;
mod plan;
mod recognise;
mod redact;
mod shapes;
mod shared;
mod shared_orders;
mod source;
mod statuses;
mod survey;
mod text;
mod tracked;
mod values;
mod write;
mod writing;

use std::{
    collections::{BTreeMap, HashSet},
    io,
    path::Path,
    sync::Arc,
};

use crate::{
    DateOrder, IngestError, Plan, Progress, Upload,
    formats::workbook::SheetFacts,
    report::{ColumnReport, issues::Example},
    tables::{
        columns::{self, Choices},
        fields::{Field, Role},
    },
};

pub use ask::{Answers, Asked, Choice, Free};
pub use identity::{Alias, AliasKind, Aliases, NotAnOwner, OwnedBecause, Owner, SeenKey};
pub use notes::{LeftOut, Note, SeenStatus};
pub use opening::shape_of;
pub use own_shapes::OwnShape;
pub use shapes::{Shape, ShapeError, document::document as shapes_document};

pub(crate) use own_shapes::{NOT_BY_SHAPE, ShapeDraft};
pub(crate) use redact::Redaction;
pub use values::{DatasetCurrency, ShopTimeZone, UnknownSetting, payment_state};

pub(crate) use values::month;

use ask::{Asking, Settled as SettledQuestion};
use identity::{Decided, KeySums, PayeeSums, RosterBuilder};
use people::{add_codes, add_people};
use plan::Refusal;
use source::Source;
use survey::{Evidence, Facts, Settled};
use values::{AmountReading, CountReading, DayHint, DayReading, DayUncertainty, Zone};

/// Everything the preparation of one upload needs.
pub(crate) struct Job<'j> {
    pub(crate) uploads: &'j [Upload],
    /// Places of uploads that are not looked at: unreadable, repeated, lists of corrected rows.
    pub(crate) passed: &'j dyn Fn(usize) -> bool,
    pub(crate) plan: &'j Plan,
    /// By name of a sheet: what its workbook says beside the text.
    pub(crate) facts: &'j BTreeMap<String, SheetFacts>,
    /// Takes the canonical tables.
    pub(crate) folder: &'j Path,
    pub(crate) progress: &'j Arc<Progress>,
}

/// What is read in place of the uploads, and what there is to say and to ask.
#[derive(Default)]
pub(crate) struct Prepared {
    /// In the order of the uploads; an upload that feeds several tables has several parts.
    pub(crate) parts: Vec<Part>,
    pub(crate) questions: Vec<Asked>,
    pub(crate) notes: Vec<Note>,
    /// Rows or files that cannot be used, by the name of their file.
    pub(crate) refused: Vec<(String, Example)>,
    /// Rows whose quote is never closed, by the name of their file.
    pub(crate) open_quotes: Vec<(String, Example)>,
    /// Names of files whose encoding is guessed.
    pub(crate) guessed_encodings: Vec<String>,
    /// Answers about earlier files with the same header that were taken without asking.
    pub(crate) remembered: Answers,
    /// Somebody said, or it is proposed, that there are no payouts.
    pub(crate) without_payouts: bool,
    /// The currency of the dataset.
    pub(crate) currency: String,
    /// The aliases that counted.
    pub(crate) aliases: Aliases,
    /// The keys on the sales with the most revenue.
    pub(crate) keys: Vec<SeenKey>,
    /// How many keys there are in all.
    pub(crate) keys_total: usize,
    /// Who they can belong to, by id and name; none where there are no keys.
    pub(crate) creators: Vec<(String, String)>,
    /// Uploads with personal data of buyers, which is kept nowhere.
    pub(crate) redactions: Vec<Redaction>,
    /// By name of a file: the user's own shape that has its header.
    pub(crate) own_shapes: BTreeMap<String, OwnShape>,
    /// By name of a file that was prepared: how its columns are understood.
    pub(crate) shape_drafts: BTreeMap<String, ShapeDraft>,
    /// By name of a file that was prepared: its status words.
    pub(crate) statuses: BTreeMap<String, Vec<SeenStatus>>,
}

/// One table to be read.
pub(crate) struct Part {
    pub(crate) upload: Upload,
    /// Which table it is and which column holds what, where the preparation decided that.
    pub(crate) prescribed: Option<Prescribed>,
    /// Not read: left out by choice, refused, or used up by the preparation.
    pub(crate) is_ignored: bool,
    /// The place of the upload it comes from; nothing for what no file brought.
    pub(crate) source: Option<usize>,
}

/// A table that was decided before its header is looked at.
#[derive(Clone, Debug)]
pub(crate) struct Prescribed {
    pub(crate) role: Role,
    pub(crate) choices: Choices,
    /// The columns as the upload has them.
    pub(crate) columns: Vec<ColumnReport>,
    /// What files with the same header have in common.
    pub(crate) fingerprint: String,
    /// The title of the known export it is.
    pub(crate) shape: Option<String>,
    /// Rows that were left out on purpose, by reason.
    pub(crate) left_out: Vec<LeftOut>,
}

/// Looks at all uploads together and writes what the reader cannot read as it stands.
///
/// # Errors
/// When the uploads cannot be read or the canonical tables not be written.
pub(crate) fn prepare(job: &Job<'_>) -> Result<Prepared, IngestError> {
    let mut preparation = Preparation::new(job);
    preparation.open_all();
    let prepared = preparation.finish();
    if job.progress.is_cancelled() {
        return Err(IngestError::Cancelled);
    }
    prepared.map_err(IngestError::Store)
}

/// What becomes of one upload.
enum Outcome<'j> {
    /// The reader reads it as it stands.
    Direct,
    Prepared(Box<Source<'j>>),
    /// A table of codes and creators: it says who is who and feeds no table.
    Keys(Box<Source<'j>>, recognise::KeysSheet),
    /// Left out with a note.
    LeftOut,
    Refused(Refusal),
}

struct Preparation<'j> {
    job: &'j Job<'j>,
    asking: Asking<'j>,
    outcomes: Vec<Outcome<'j>>,
    out: Prepared,
    days: DayHint,
    /// The user's own shapes.
    shapes: Vec<shapes::Shape>,
    /// By upload: its header, and the short texts of its first rows.
    texts: Vec<(String, HashSet<String>)>,
    /// By name of an upload: the table that its header names or the user chose.
    roles: BTreeMap<String, Role>,
    /// Payments are worked out from the sales: those of ours are surveyed, however large they are.
    surveys_large_sales: bool,
    /// Some sales were too large to be surveyed: what was sold is not known before they are read.
    has_unsurveyed_sales: bool,
}

/// What is known of every table of one source.
struct Surveyed<'j> {
    source: Box<Source<'j>>,
    tables: Vec<Facts>,
    readings: Vec<Option<usize>>,
    /// Our own reader would come to other days.
    are_days_unusual: bool,
}

impl<'j> Preparation<'j> {
    fn new(job: &'j Job<'j>) -> Self {
        let settings = &job.plan.settings;
        let zone = Zone::named(settings.time_zone.name()).unwrap_or_default();
        let days = DayHint { today: settings.today, zone, is_1904: None };
        let out = Prepared { currency: settings.currency.code().to_owned(), ..Prepared::default() };
        let asking = Asking::new(&job.plan.changes.answers);
        let shapes = job.plan.shapes.clone();
        let (outcomes, texts, roles) = Default::default();
        let (surveys_large_sales, has_unsurveyed_sales) = (false, false);
        Self { job, asking, outcomes, out, days, shapes, texts, roles, surveys_large_sales, has_unsurveyed_sales }
    }

    fn note(&mut self, file: &str, text: impl Into<String>) {
        self.out.notes.push(Note { file: file.to_owned(), text: text.into() });
    }

    fn finish(mut self) -> io::Result<Prepared> {
        let mut surveyed = Vec::new();
        let mut roster = RosterBuilder::default();
        let mut outcomes: Vec<Option<Outcome<'j>>> = std::mem::take(&mut self.outcomes).into_iter().map(Some).collect();
        for outcome in outcomes.iter_mut() {
            match outcome.take() {
                Some(Outcome::Prepared(mut source)) => {
                    let are_days_unusual = self.read_styles(&mut source)?;
                    self.leave_out_sums(&mut source)?;
                    add_people(&source, &mut roster)?;
                    if self.job.progress.is_cancelled() {
                        break;
                    }
                    surveyed.push(Surveyed { source, tables: Vec::new(), readings: Vec::new(), are_days_unusual });
                }
                Some(Outcome::Keys(source, keys)) => {
                    add_codes(&source, &keys, &self.days, &mut roster)?;
                    *outcome = Some(Outcome::Keys(source, keys));
                }
                other => *outcome = other,
            }
        }
        let people = people::names(&surveyed)?;
        for surveyed in &mut surveyed {
            self.survey(surveyed, &people)?;
        }
        self.settle_currency(&surveyed);
        self.draft_shapes(&surveyed);
        let decided = self.identify(roster, &surveyed);
        self.write(outcomes, surveyed, &decided)?;
        self.note_remembered();
        self.out.questions = self.asking.questions;
        Ok(self.out)
    }

    /// A row with the sum of a list of people and their money is no influencer, in none of the tables.
    fn leave_out_sums(&mut self, source: &mut Source<'j>) -> io::Result<()> {
        let totals = survey::sums_of_file(source)?;
        source.sheet.leave_out(totals.iter().map(|row| row.line));
        let name = source.upload.name.clone();
        let rows: BTreeMap<u64, String> = totals.into_iter().map(|row| (row.line, row.what)).collect();
        for (line, what) in rows {
            self.note(&name, format!("\"{what}\" in line {line} is the sum of the other rows and is left out."));
        }
        Ok(())
    }

    /// What an earlier file with the same header decided is reported, and stays with the version.
    fn note_remembered(&mut self) {
        for (id, SettledQuestion { asked, answer }) in std::mem::take(&mut self.asking.settled) {
            let option = asked.options.iter().find(|option| option.value == answer);
            let label = option.map_or(answer.as_str(), |option| option.label.as_str());
            let text = format!("{} As for an earlier file with the same columns: {label}.", asked.text);
            self.out.notes.push(Note { file: asked.file, text });
            self.out.remembered.insert(id, answer);
        }
    }

    /// Decides how every column is written; whether our own reader would come to other days.
    fn read_styles(&mut self, source: &mut Source<'_>) -> io::Result<bool> {
        let facts = self.job.facts.get(&source.upload.name);
        self.settle_merged(source, facts);
        let hint = DayHint { is_1904: facts.map(|facts| facts.is_1904), ..self.days.clone() };
        let evidence = survey::evidence(source, &hint)?;
        let proven = evidence.amounts.values().find_map(values::AmountEvidence::proven_decimal);
        for (column, amounts) in &evidence.amounts {
            let style = match amounts.decide(proven) {
                AmountReading::Certain(style) => style,
                AmountReading::Doubtful { options, example } => {
                    decide::amounts(source, *column, amounts, &options, &example, &mut self.asking)
                }
            };
            source.styles.amounts.insert(*column, style);
        }
        for (column, counts) in &evidence.counts {
            let style = match counts.decide(proven) {
                CountReading::Certain(style) => style,
                CountReading::Doubtful { options, example } => {
                    decide::counts(source, *column, counts, &options, &example, &mut self.asking)
                }
            };
            source.styles.counts.insert(*column, style);
        }
        let are_days_unusual = self.read_days(source, &evidence);
        self.read_direction(source, &evidence);
        Ok(are_days_unusual)
    }

    /// An amount in merged cells stands for several rows: whether each of them has it, or all together, only the user knows.
    fn settle_merged(&mut self, source: &mut Source<'_>, facts: Option<&SheetFacts>) {
        for column in survey::columns_of_money(source) {
            let filled = facts.and_then(|facts| facts.filled.get(&column)).map_or(&[][..], Vec::as_slice);
            // Headers may be merged, too.
            let filled = &filled[filled.partition_point(|line| *line <= source.sheet.header_line())..];
            if !filled.is_empty() && decide::merged_amounts_once(source, column, filled, &mut self.asking) {
                source.sheet.count_nothing(column, filled);
            }
        }
    }

    /// Payments that are written below 0 are money that went out: a sign is a direction, not a refund. So are Dr and Cr.
    fn read_direction(&mut self, source: &mut Source<'_>, evidence: &Evidence) {
        let is_own = source.is_own;
        for table in source.plan.tables.iter_mut().filter(|table| table.role == Role::Payouts) {
            let Some(column) = table.column_of(Field::TotalPayout) else { continue };
            let Some(signs) = evidence.amounts.get(&column).map(values::AmountEvidence::signs) else { continue };
            let header = &source.sheet.headers()[column];
            let mut note = |text: String| self.out.notes.push(Note { file: source.upload.name.clone(), text });
            // Where most are below 0 the file is a statement of an account, and what stands above 0 came in; in our own tables an
            // amount below 0 takes a payment back.
            let is_one_sided = signs.positive == 0 || (!is_own && signs.negative > signs.positive);
            let is_mostly_below = signs.negative > 0 && is_one_sided && signs.debit + signs.cr == 0;
            if is_mostly_below && !table.outgoing_is_negative {
                table.outgoing_is_negative = true;
                note(match signs.positive {
                    0 => format!("Every amount in column {header} is below 0: they are read as money paid."),
                    _ => format!(
                        "Most amounts in column {header} are below 0: they are read as money paid, the others as money that came in."
                    ),
                });
            }
            if signs.debit > 0 && signs.cr > 0 {
                table.credit_comes_in = true;
                note(format!("Amounts with Cr in column {header} are money that came in and are left out."));
            }
        }
    }

    /// Decides how every column writes its days; whether our own reader would come to other days.
    fn read_days(&mut self, source: &mut Source<'_>, evidence: &Evidence) -> bool {
        let mut is_unusual = false;
        for (column, days) in &evidence.days {
            let style = match days.decide() {
                DayReading::Certain(style) => style,
                DayReading::Doubtful { options, example, why } => {
                    let chosen = self.day_order_chosen(source);
                    let as_chosen = options.iter().find(|style| chosen == Some(style.order));
                    if let Some(style) =
                        as_chosen.filter(|_| matches!(why, DayUncertainty::Order | DayUncertainty::BothOrders { .. }))
                    {
                        source.styles.days.insert(*column, style.clone());
                        is_unusual = true;
                        continue;
                    }
                    // Our own reader asks about a plain order of day and month itself, over all files of the table.
                    if source.is_own && why == DayUncertainty::Order && !evidence.unusual.contains(column) {
                        options[0].clone()
                    } else {
                        is_unusual = true;
                        decide::days(source, *column, &options, &example, &why, &mut self.asking)
                    }
                }
                DayReading::MonthOnly { rows, example } => {
                    self.refuse_days(source, *column, rows, &example, "a month only");
                    continue;
                }
                DayReading::NoYear { rows, example } => {
                    self.refuse_days(source, *column, rows, &example, "a day without its year");
                    continue;
                }
            };
            let (instants, moved) = days.moved();
            if moved > 0 {
                let zone = self.days.zone.name();
                self.note(
                    &source.upload.name,
                    format!("{moved} of {instants} times in UTC fall on the next day in {zone}: they count there."),
                );
            }
            is_unusual |= moved > 0 || style.short_year_first || style.swaps_year_first || style.is_1904;
            let odd = decide::odd_days(source, *column, &days.odd_days(&style), &mut self.asking);
            source.odd_days.extend(odd);
            source.styles.days.insert(*column, style);
        }
        is_unusual
    }

    /// The order of day and month that the user chose for a table that the source feeds, or for an earlier file with its header.
    fn day_order_chosen(&self, source: &Source<'_>) -> Option<DateOrder> {
        let chosen = &self.job.plan.changes.dates;
        let of_table = source.plan.tables.iter().find_map(|table| DateOrder::from_id(chosen.get(table.role.id())?));
        let remembered = || self.job.plan.saved_mappings.get(&columns::fingerprint(source.sheet.headers()));
        of_table.or_else(|| remembered()?.dates.as_deref().and_then(DateOrder::from_id))
    }

    fn refuse_days(&mut self, source: &Source<'_>, column: usize, rows: u64, example: &values::Example, what: &str) {
        let header = source.sheet.headers()[column].clone();
        self.out.refused.push((
            source.upload.name.clone(),
            Example {
                line: example.line,
                column: header.clone(),
                found: format!("{} in {} rows: {what}, without its day", example.cell, rows),
                expected: "a whole day in every row, such as 2026-03-31".to_owned(),
                fix: format!("Export with one row per day: months are not enough, because {header} decides which campaign a sale belongs to."),
            },
        ));
    }

    fn survey(&mut self, surveyed: &mut Surveyed<'_>, people: &HashSet<String>) -> io::Result<()> {
        let source = &surveyed.source;
        for table in &source.plan.tables {
            let reading = decide::chosen_reading(source, table, &self.asking);
            let asking = &self.asking;
            let meaning = |word: &str| statuses::meaning(source, table, word, asking);
            let is_organic = |text: &str| self.is_organic(text);
            let settled = Settled {
                meaning: &meaning,
                reading,
                is_person: &|text| people.contains(text),
                is_organic: &is_organic,
                is_left_out: &|line| decide::is_left_out_as_total(source, line, asking),
            };
            surveyed.tables.push(survey::facts(source, table, &settled)?);
            surveyed.readings.push(reading);
        }
        for (table, facts) in source.plan.tables.iter().zip(&surveyed.tables) {
            let seen = statuses::seen(source, table, facts, &mut self.asking);
            self.out.statuses.entry(source.upload.name.clone()).or_default().extend(seen);
            decide::reading(source, table, facts, &mut self.asking);
            self.out.notes.extend(
                facts.totals.checks.iter().map(|text| Note { file: source.upload.name.clone(), text: text.clone() }),
            );
        }
        Ok(())
    }

    /// The currency of the dataset: another one than its setting where all amounts say so and the user agrees.
    fn settle_currency(&mut self, surveyed: &[Surveyed<'_>]) {
        let money = surveyed.iter().flat_map(|surveyed| surveyed.source.plan.tables.iter().zip(&surveyed.tables));
        let currencies: Vec<(Role, &str, survey::Sums)> = money
            .filter(|(table, _)| matches!(table.role, Role::Tracking | Role::Payouts))
            .flat_map(|(table, facts)| facts.currencies.iter().map(|(code, sums)| (table.role, code.as_str(), *sums)))
            .collect();
        if let Some(currency) = decide::dataset_currency(&currencies, &self.out.currency, &mut self.asking) {
            self.out.currency = currency;
        }
    }

    fn identify(&mut self, roster: RosterBuilder, surveyed: &[Surveyed<'_>]) -> Decided {
        let of_role = |role: Role| {
            let tables = surveyed.iter().flat_map(|one| one.source.plan.tables.iter().zip(&one.tables));
            tables.filter(move |(table, _)| table.role == role).map(|(_, facts)| facts)
        };
        let sales: Vec<KeySums> = of_role(Role::Tracking).flat_map(|facts| facts.keys.iter().cloned()).collect();
        // An advertisement that names no influencer is no payment to an influencer outside the roster.
        let paid = surveyed.iter().flat_map(|one| one.source.plan.tables.iter().zip(&one.tables));
        let paid = paid.filter(|(table, _)| table.role == Role::Payouts && !table.only_owned);
        let payees: Vec<PayeeSums> = paid.flat_map(|(_, facts)| facts.payees()).collect();
        let decided = identity::decide(identity::Seen {
            roster,
            sales: &sales,
            payees: &payees,
            may_take_people_from_sales: true,
            aliases: &self.job.plan.changes.aliases,
            earlier: &self.job.plan.earlier_aliases,
            answers: self.asking.answers(),
        });
        self.out.aliases = decided.aliases().clone();
        (self.out.keys, self.out.keys_total) = decided.keys.clone();
        if self.out.keys_total > 0 {
            self.out.creators = decided.creators();
        }
        for question in &decided.questions {
            let _answered = self.asking.ask(question.clone());
        }
        for text in &decided.notes {
            self.note("", text.clone());
        }
        for located in &decided.refusals {
            self.out.refused.push((located.file.clone(), located.refusal.clone().example()));
        }
        decided
    }
}
