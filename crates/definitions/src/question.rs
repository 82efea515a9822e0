//! A whole question, as the address bar and the command line ask it.

use std::borrow::Cow;

use crate::{
    baseline_days::BaselineDays,
    compare::Compare,
    day::Day,
    dimension::{Attribute, BLANK, Dimension, ReadFrom},
    estimate::{ESTIMATES, Estimate},
    margin::{BRAND_PREFIX, Margins},
    measure::Measure,
    method::Method,
    metric::{METRICS, Metric},
    selection::Selection,
    tier::TIERS,
    verdict::Verdict,
};

/// What is asked: the selection, the method, the dataset, what to compare with, and the part of the table wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// The filter.
    pub selection: Selection,
    /// Who decides what spend and baseline mean.
    pub method: Method,
    /// Which days the baseline has; the literal method takes all of them in any case.
    pub baseline: BaselineDays,
    /// A dataset's id; the current one when absent.
    pub dataset: Option<String>,
    /// Margins that are asked about in place of those that are kept.
    pub margins: Margins,
    /// The period to compare with.
    pub compare: Compare,
    /// Order and part of the influencer table.
    pub table: TablePage,
    /// What the answer holds beside the numbers of the selection.
    pub include: Include,
}

/// What an answer holds only when it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Include {
    /// Each chart as it is without its own clause.
    pub panels: bool,
    /// How much each value of a dimension would choose under the other clauses.
    pub facets: bool,
    /// What each influencer's ROAS is estimated to be.
    pub intervals: bool,
    /// No day twice: with panels the days of the selection are among those of the trend, and are listed there.
    pub days_once: bool,
}

/// Order and part of the influencer table.
#[derive(Clone, Debug, PartialEq)]
pub struct TablePage {
    /// Only rows with one of these; all rows where it is empty.
    pub verdicts: Vec<Verdict>,
    /// First key first.
    pub sort: Vec<Sort>,
    /// How many lines.
    pub limit: usize,
    /// How many lines to leave out before.
    pub offset: usize,
}

/// One key of an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

/// What influencer lines can be ordered by.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SortKey {
    Id,
    Name,
    Attribute(Attribute),
    Followers,
    Tier,
    Verdict,
    Measure(Measure),
    Metric(&'static Metric),
    Estimate(&'static Estimate),
}

const LIMIT_DEFAULT: usize = 200;

impl TablePage {
    /// The most lines one answer holds.
    pub const MAX_LIMIT: usize = 100_000;
}

impl Default for TablePage {
    fn default() -> Self {
        let sort = Sort { key: SortKey::Measure(Measure::Revenue), descending: true };
        Self { verdicts: Vec::new(), sort: vec![sort], limit: LIMIT_DEFAULT, offset: 0 }
    }
}

/// A question that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// An unknown parameter.
    #[error("parameter \"{name}\" is not known. Known are {}.", known_parameters())]
    UnknownParameter {
        /// As it was written.
        name: String,
    },
    /// A value that the parameter does not take.
    #[error("parameter {parameter}: found \"{found}\", expected {expected}.")]
    BadValue {
        /// Which parameter.
        parameter: &'static str,
        /// What stood there.
        found: String,
        /// What it takes.
        expected: String,
    },
}

impl QuestionError {
    /// The name in the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownParameter { .. } => "unknown_parameter",
            Self::BadValue { .. } => "bad_parameter",
        }
    }
}

impl Question {
    /// Reads query pairs. A parameter without a value is as if it were absent.
    ///
    /// # Errors
    /// [`QuestionError`] for an unknown parameter and for a value that a closed parameter does not take. A value of an open
    /// dimension is never an error: it matches nothing.
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Result<Self, QuestionError> {
        let mut question = Self::default();
        for (name, value) in pairs {
            question.take(name, value)?;
        }
        Ok(question)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), QuestionError> {
        if let Some(dimension) = Dimension::from_id(name) {
            return self.take_value(dimension, value);
        }
        let absent = value.is_empty();
        if !absent && self.margins.take(name, value).map_err(|_| bad_margin(value))? {
            return Ok(());
        }
        match name {
            "q" => self.selection.name_part = value.trim().to_owned(),
            "from" if absent => self.selection.from = None,
            "from" => self.selection.from = Some(day("from", value)?),
            "to" if absent => self.selection.to = None,
            "to" => self.selection.to = Some(day("to", value)?),
            "method" if !absent => self.method = method(value)?,
            "baseline" if !absent => self.baseline = baseline(value)?,
            "dataset" if !absent => self.dataset = Some(value.to_owned()),
            "compare" if !absent => self.compare = compare(value)?,
            "sort" if !absent => self.table.sort = value.split(',').map(sort).collect::<Result<_, _>>()?,
            "limit" if !absent => self.table.limit = whole_number("limit", value, TablePage::MAX_LIMIT)?,
            "offset" if !absent => self.table.offset = whole_number("offset", value, usize::MAX)?,
            "include" if !absent => self.include = include(value)?,
            "verdict" if !absent => self.take_verdict(value)?,
            "method" | "baseline" | "dataset" | "compare" | "sort" | "limit" | "offset" | "include" | "margin"
            | "verdict" => {}
            of_brand if of_brand.starts_with(BRAND_PREFIX) && of_brand != BRAND_PREFIX => {}
            _ => {
                return Err(QuestionError::UnknownParameter { name: name.to_owned() });
            }
        }
        Ok(())
    }

    fn take_value(&mut self, dimension: Dimension, value: &str) -> Result<(), QuestionError> {
        if value.is_empty() {
            return Ok(());
        }
        let is_tier = dimension.read_from() == ReadFrom::Followers;
        if is_tier && value != BLANK && !TIERS.iter().any(|tier| tier.id == value) {
            let tiers: Vec<&str> = TIERS.iter().map(|tier| tier.id).collect();
            return Err(bad(dimension.id(), value, &format!("{} or {BLANK}", tiers.join(", "))));
        }
        self.selection.choose(dimension, value);
        Ok(())
    }

    fn take_verdict(&mut self, value: &str) -> Result<(), QuestionError> {
        let known = || Verdict::ALL.map(Verdict::id).join(", ");
        let verdict = Verdict::from_id(value).ok_or_else(|| bad("verdict", value, &format!("one of {}", known())))?;
        if !self.table.verdicts.contains(&verdict) {
            self.table.verdicts.push(verdict);
        }
        Ok(())
    }

    /// Whether the lines of the answer have estimates: they are asked for, or rows are chosen or ordered by them.
    pub fn has_intervals(&self) -> bool {
        let is_estimated = |sort: &Sort| matches!(sort.key, SortKey::Estimate(_) | SortKey::Verdict);
        self.include.intervals || !self.table.verdicts.is_empty() || self.table.sort.iter().any(is_estimated)
    }

    /// The question as query pairs in one canonical order; defaults are not written. The page of the table is part of it.
    pub fn to_pairs(&self) -> Vec<(Cow<'static, str>, String)> {
        let named = |(name, value): (&'static str, String)| (Cow::Borrowed(name), value);
        let margins = self.margins.to_pairs().map(|(name, value)| (Cow::Owned(name), value));
        self.selection.to_pairs().into_iter().map(named).chain(margins).chain(self.answer_pairs().map(named)).collect()
    }

    fn answer_pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        let mut pairs = vec![("method", self.method.id().to_owned())];
        if self.baseline != BaselineDays::default() {
            pairs.push(("baseline", self.baseline.id().to_owned()));
        }
        match self.compare {
            Compare::None => {}
            Compare::Previous => pairs.push(("compare", "previous".to_owned())),
            Compare::Year => pairs.push(("compare", "year".to_owned())),
            Compare::Days(from, to) => pairs.push(("compare", format!("{from}..{to}"))),
        }
        let Include { panels, facets, intervals, days_once } = self.include;
        let included = [("panels", panels), ("facets", facets), ("intervals", intervals), ("days_once", days_once)];
        let included: Vec<&str> = included.into_iter().filter(|(_, wanted)| *wanted).map(|(name, _)| name).collect();
        if !included.is_empty() {
            pairs.push(("include", included.join(",")));
        }
        let in_order = Verdict::ALL.into_iter().filter(|verdict| self.table.verdicts.contains(verdict));
        pairs.extend(in_order.map(|verdict| ("verdict", verdict.id().to_owned())));
        let keys: Vec<String> = self.table.sort.iter().map(Sort::to_string).collect();
        pairs.push(("sort", keys.join(",")));
        pairs.push(("limit", self.table.limit.to_string()));
        pairs.push(("offset", self.table.offset.to_string()));
        pairs.into_iter()
    }
}

fn bad(parameter: &'static str, found: &str, expected: &str) -> QuestionError {
    QuestionError::BadValue { parameter, found: found.to_owned(), expected: expected.to_owned() }
}

fn day(parameter: &'static str, value: &str) -> Result<Day, QuestionError> {
    Day::parse(value).map_err(|_| bad(parameter, value, "a day such as 2026-08-28"))
}

fn method(value: &str) -> Result<Method, QuestionError> {
    Method::from_id(value).ok_or_else(|| bad("method", value, "allocated or literal"))
}

fn baseline(value: &str) -> Result<BaselineDays, QuestionError> {
    BaselineDays::from_id(value).ok_or_else(|| bad("baseline", value, "all_days or campaign_days"))
}

fn bad_margin(value: &str) -> QuestionError {
    bad("margin", value, "a number above 0 and up to 1, such as 0.4")
}

fn compare(value: &str) -> Result<Compare, QuestionError> {
    let days = || {
        let (from, to) = value.split_once("..")?;
        Some(Compare::Days(Day::parse(from).ok()?, Day::parse(to).ok()?))
    };
    match value {
        "none" => Ok(Compare::None),
        "previous" => Ok(Compare::Previous),
        "year" => Ok(Compare::Year),
        _ => days().ok_or_else(|| bad("compare", value, "none, previous, year or 2026-01-01..2026-01-31")),
    }
}

fn include(value: &str) -> Result<Include, QuestionError> {
    let mut include = Include::default();
    for word in value.split(',') {
        match word {
            "panels" => include.panels = true,
            "facets" => include.facets = true,
            "intervals" => include.intervals = true,
            "days_once" => include.days_once = true,
            _ => {
                return Err(bad(
                    "include",
                    value,
                    "some of panels, facets, intervals and days_once, such as panels,facets",
                ));
            }
        }
    }
    Ok(include)
}

fn sort(text: &str) -> Result<Sort, QuestionError> {
    let (descending, id) = text.strip_prefix('-').map_or((false, text), |id| (true, id));
    match SortKey::from_id(id) {
        Some(key) => Ok(Sort { key, descending }),
        None => Err(bad("sort", text, "a column such as name, revenue or -roas")),
    }
}

fn whole_number(parameter: &'static str, value: &str, most: usize) -> Result<usize, QuestionError> {
    let number = value.parse().ok().filter(|&number| number <= most);
    number.ok_or_else(|| bad(parameter, value, &format!("a whole number from 0 to {most}")))
}

/// The parameters of the selection that are no dimensions, and those that say how and of what it is answered.
pub const SELECTION_PARAMETERS: [&str; 7] = ["q", "from", "to", "method", "baseline", "dataset", "margin"];
const ANSWER_PARAMETERS: [&str; 6] = ["compare", "include", "verdict", "sort", "limit", "offset"];

fn known_parameters() -> String {
    let dimensions = Dimension::ALL.into_iter().map(Dimension::id);
    let known: Vec<&str> = dimensions.chain(SELECTION_PARAMETERS).chain(ANSWER_PARAMETERS).collect();
    known.split_last().map_or(String::new(), |(last, others)| format!("{} and {last}", others.join(", ")))
}

impl SortKey {
    /// The keys of the influencer's own, beside the attributes.
    const PROFILE: [Self; 5] = [Self::Id, Self::Name, Self::Followers, Self::Tier, Self::Verdict];

    fn from_id(id: &str) -> Option<Self> {
        let profile = || Self::PROFILE.into_iter().find(|key| key.id() == id);
        let attribute = || Attribute::ALL.into_iter().find(|attribute| attribute.id() == id);
        let measure = || Measure::OF_INFLUENCERS.into_iter().find(|measure| measure.id() == id);
        let metric = || METRICS.iter().find(|metric| metric.id == id);
        let estimate = || ESTIMATES.iter().find(|estimate| estimate.id == id);
        profile()
            .or_else(|| attribute().map(Self::Attribute))
            .or_else(|| measure().map(Self::Measure))
            .or_else(|| metric().map(Self::Metric))
            .or_else(|| estimate().map(Self::Estimate))
    }

    fn id(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Followers => "followers",
            Self::Tier => "tier",
            Self::Verdict => "verdict",
            Self::Attribute(attribute) => attribute.id(),
            Self::Measure(measure) => measure.id(),
            Self::Metric(metric) => metric.id,
            Self::Estimate(estimate) => estimate.id,
        }
    }
}

impl PartialEq for SortKey {
    /// No two keys share an id.
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{}", if self.descending { "-" } else { "" }, self.key.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Question, QuestionError> {
        Question::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn a_question_reads_back_as_it_was_asked() {
        let pairs = [
            ("brand", "Gritzo"),
            ("brand", "(none)"),
            ("q", " sin "),
            ("from", "2026-01-01"),
            ("method", "literal"),
            ("baseline", "campaign_days"),
            ("sort", "-roas,name"),
            ("limit", "5"),
            ("compare", "2025-01-01..2025-01-31"),
            ("include", "facets,days_once,panels,intervals"),
            ("margin", "0.4"),
            ("margin.Gritzo", "0.123456789"),
            ("margin.a b&c", "1"),
            ("verdict", "not_sold"),
            ("verdict", "earns"),
        ];
        let question = read(&pairs).unwrap();
        let again = question.to_pairs();
        let again = Question::from_pairs(again.iter().map(|(name, value)| (&**name, value.as_str()))).unwrap();
        assert_eq!(again.to_pairs(), question.to_pairs());
        assert_eq!(question.selection.name_part, "sin");
    }

    #[test]
    fn the_order_of_values_does_not_make_another_question() {
        let one = read(&[("brand", "a"), ("brand", "b")]).unwrap();
        let two = read(&[("brand", "b"), ("brand", "a"), ("brand", "b")]).unwrap();
        assert_eq!(one.to_pairs(), two.to_pairs());
    }

    #[test]
    fn what_cannot_be_read_is_said_with_what_is_expected() {
        for (name, value) in [
            ("colour", "red"),
            ("tier", "giant"),
            ("method", "magic"),
            ("baseline", "some_days"),
            ("from", "01-02-2024"),
            ("sort", "organic_revenue"),
            ("limit", "100001"),
            ("offset", "-1"),
            ("compare", "last"),
            ("include", "everything"),
            ("margin", "1.5"),
            ("verdict", "above"),
        ] {
            let error = read(&[(name, value)]).unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
        }
    }

    #[test]
    fn an_order_by_the_safest_bets_needs_the_estimates() {
        assert!(read(&[("sort", "name,-roas_lower")]).unwrap().has_intervals());
        assert!(read(&[("include", "intervals")]).unwrap().has_intervals());
        assert!(read(&[("verdict", "earns")]).unwrap().has_intervals());
        assert!(read(&[("sort", "-verdict")]).unwrap().has_intervals());
        assert!(!read(&[("sort", "-roas"), ("include", "panels,facets")]).unwrap().has_intervals());
    }

    #[test]
    fn an_empty_parameter_chooses_nothing() {
        let empty = ["brand", "from", "sort", "margin", "margin.Gritzo", "verdict"].map(|name| (name, ""));
        let question = read(&empty).unwrap();
        assert_eq!(question, Question::default());
    }
}
