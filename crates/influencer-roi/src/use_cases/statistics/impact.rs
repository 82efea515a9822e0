//! The effect of a campaign or event on one series, from a file.

use std::ops::RangeInclusive;
use std::path::Path;

use definitions::Day;
use ingest::{PlainTable, PlainTableError};
use lift::impact::{DataProblem, Impact, ImpactSettings, PostPeriod, Refusal, Series, Watch, impact};

use crate::use_cases::incrementality::{Period, festivals_within};

/// What is asked of the file.
pub(crate) struct ImpactQuestion<'q> {
    pub(crate) outcome: &'q str,
    pub(crate) controls: &'q [String],
    /// The column of the day; found by itself where it is not named.
    pub(crate) time: Option<&'q str>,
    pub(crate) post: &'q Span,
    pub(crate) masked: &'q [Span],
    pub(crate) settings: ImpactSettings,
}

/// Rows from one to another, by day or by number, both inclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    Days(RangeInclusive<Day>),
    Rows(RangeInclusive<usize>),
}

/// An estimate with what must be known to read it.
pub(crate) struct ImpactAnswer {
    pub(crate) impact: Impact,
    pub(crate) settings: ImpactSettings,
    pub(crate) post: PostPeriod,
    /// The name of each row: its day, or its number.
    pub(crate) names: Vec<String>,
    pub(crate) controls: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImpactFailure {
    #[error(transparent)]
    Table(#[from] PlainTableError),
    #[error("{file}: {refusal}")]
    Refused { file: String, refusal: Refusal },
    #[error("{file}: {}", sentences.join(" "))]
    UnsuitableData { file: String, sentences: Vec<String> },
    #[error(
        "{file}: {found} was asked for, but no column holds days such as 2026-08-28. Name it with --time, or give row numbers."
    )]
    NoDays { file: String, found: String },
    #[error("{file}: no row lies in {found}. The file has rows {first} to {last}.")]
    NoRows { file: String, found: String, first: String, last: String },
    #[error(
        "{file}, row {row}: the day {day} does not come after the one before. Sort the rows by day, one row a day."
    )]
    Unsorted { file: String, row: usize, day: Day },
}

/// The file's rows as series.
struct Rows {
    file: String,
    days: Option<Vec<Day>>,
    outcome: Vec<f64>,
    controls: Vec<Vec<f64>>,
}

/// Estimates the effect.
///
/// # Errors
/// When the file is no such table, has no such rows, or the series cannot carry the question.
pub(crate) fn impact_of(
    path: &Path,
    question: &ImpactQuestion<'_>,
    watch: &dyn Watch,
) -> Result<ImpactAnswer, ImpactFailure> {
    let rows = Rows::read(path, question)?;
    let post = rows.range(question.post)?;
    let post = PostPeriod { start: post.start, end: post.end };
    let mut masked = vec![false; rows.outcome.len()];
    for span in question.masked {
        masked[rows.range(span)?].fill(true);
    }
    let controls: Vec<&[f64]> = rows.controls.iter().map(Vec::as_slice).collect();
    let series = Series { outcome: &rows.outcome, controls: &controls, masked: &masked, post };
    let impact = impact(&series, &question.settings, watch).map_err(|refusal| rows.failure(refusal, question))?;
    let warnings = rows.warnings(&impact, post, &masked, question);
    Ok(ImpactAnswer {
        impact,
        settings: question.settings,
        post,
        names: (0..rows.outcome.len()).map(|row| rows.name(row)).collect(),
        controls: question.controls.to_vec(),
        warnings,
    })
}

impl Rows {
    fn read(path: &Path, question: &ImpactQuestion<'_>) -> Result<Self, ImpactFailure> {
        let table = PlainTable::read(path)?;
        let file = path.display().to_string();
        let numbers = |column: &str| -> Result<Vec<f64>, PlainTableError> {
            // A blank cell is a gap: masked in the outcome, refused in a control.
            Ok(table.numbers(column)?.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect())
        };
        let outcome = numbers(question.outcome)?;
        let controls = question.controls.iter().map(|control| numbers(control)).collect::<Result<_, _>>()?;
        let days = match question.time {
            Some(column) => Some(days(&table, column)?),
            None => table.header().iter().find_map(|column| days(&table, column).ok()),
        };
        if let Some(row) = days.as_ref().and_then(|days| days.windows(2).position(|pair| pair[0] >= pair[1])) {
            let day = days.as_ref().map_or(Day::from_number(0), |days| days[row + 1]);
            return Err(ImpactFailure::Unsorted { file, row: row + 1, day });
        }
        Ok(Self { file, days, outcome, controls })
    }

    /// The rows of a span, as far as the file has them.
    fn range(&self, span: &Span) -> Result<std::ops::Range<usize>, ImpactFailure> {
        let rows = self.outcome.len();
        let range = match (span, &self.days) {
            (Span::Rows(span), _) => *span.start()..span.end().saturating_add(1),
            (Span::Days(span), Some(days)) => {
                days.partition_point(|day| day < span.start())..days.partition_point(|day| day <= span.end())
            }
            (Span::Days(span), None) => {
                let found = format!("{}..{}", span.start(), span.end());
                return Err(ImpactFailure::NoDays { file: self.file.clone(), found });
            }
        };
        if range.is_empty() || range.end > rows {
            let (first, last) = (self.name(0), self.name(rows.saturating_sub(1)));
            return Err(ImpactFailure::NoRows { file: self.file.clone(), found: span.to_string(), first, last });
        }
        Ok(range)
    }

    fn name(&self, row: usize) -> String {
        self.days.as_ref().and_then(|days| days.get(row)).map_or_else(|| row.to_string(), Day::to_string)
    }

    /// A refusal that names the file and its rows.
    fn failure(&self, refusal: Refusal, question: &ImpactQuestion<'_>) -> ImpactFailure {
        let file = self.file.clone();
        match refusal {
            Refusal::UnsuitableData { problems } => {
                let sentences = problems.iter().map(|problem| self.sentence(problem, question)).collect();
                ImpactFailure::UnsuitableData { file, sentences }
            }
            refusal => ImpactFailure::Refused { file, refusal },
        }
    }

    fn sentence(&self, problem: &DataProblem, question: &ImpactQuestion<'_>) -> String {
        problem.sentence(|row| self.name(row), |control| question.controls[control].clone())
    }

    fn warnings(
        &self,
        impact: &Impact,
        post: PostPeriod,
        masked: &[bool],
        question: &ImpactQuestion<'_>,
    ) -> Vec<String> {
        let mut warnings: Vec<String> =
            impact.problems.iter().map(|problem| self.sentence(problem, question)).collect();
        if !impact.diagnostics.have_converged() {
            warnings.push("The chains do not agree well enough yet; ask for more draws.".to_owned());
        }
        if let Some(days) = &self.days {
            warnings.extend(festivals(days, post, masked));
            let gaps = days[..post.end].windows(2).filter(|pair| pair[0].plus(1) != pair[1]).count();
            if gaps > 0 && question.settings.season > 1 {
                warnings.push(format!(
                    "{gaps} times a row is not the day after the one before; the season counts rows. Add the missing days, \
                     their outcome blank."
                ));
            }
        }
        warnings
    }
}

/// Known festivals in the post period that are not masked.
fn festivals(days: &[Day], post: PostPeriod, masked: &[bool]) -> Vec<String> {
    let window = Period { from: days[post.start], to: days[post.end - 1] };
    let is_open = |festival: &Period| post.rows().any(|row| festival.has(days[row]) && !masked[row]);
    festivals_within(window)
        .into_iter()
        .filter(|(festival, _)| is_open(festival))
        .map(|(festival, name)| {
            format!(
                "{name} falls into the post period. If there was a sale, add --mask {}..{}.",
                festival.from, festival.to
            )
        })
        .collect()
}

fn days(table: &PlainTable, column: &str) -> Result<Vec<Day>, PlainTableError> {
    let day = |(row, text): (usize, &str)| {
        Day::parse(text.get(..10).unwrap_or(text))
            .map_err(|_| table.complaint(row, column, "a day such as 2026-08-28", "Write the day as year-month-day."))
    };
    table.texts(column)?.into_iter().enumerate().map(day).collect()
}

impl std::fmt::Display for Span {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Days(days) => write!(formatter, "{}..{}", days.start(), days.end()),
            Self::Rows(rows) => write!(formatter, "{}..{}", rows.start(), rows.end()),
        }
    }
}

impl std::str::FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected =
            || format!("found \"{text}\", expected days such as 2026-03-01..2026-03-21 or rows such as 70..99");
        let (from, to) = text.split_once("..").ok_or_else(expected)?;
        if let (Ok(from), Ok(to)) = (from.trim().parse(), to.trim().parse()) {
            return if from <= to { Ok(Self::Rows(from..=to)) } else { Err(expected()) };
        }
        let day = |text: &str| Day::parse(text.trim()).map_err(|_| expected());
        let (from, to) = (day(from)?, day(to)?);
        if from <= to { Ok(Self::Days(from..=to)) } else { Err(expected()) }
    }
}
