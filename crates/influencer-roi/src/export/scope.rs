//! The sheet "About": what the table shows, in sentences.

use definitions::{Day, Dimension, METRICS, Margin, Margins, Measure, ONLY_IN_TOTALS, Question, Selection};

use payouts::CaseKind;
use store::Manifest;

use crate::use_cases::{dashboard::whole_table::WholeTable, payouts::PayoutsPage};

/// A line of "About": what it is, and what it says.
pub(super) type Sentence = (String, String);

/// Everything that must be known to make the same table again.
pub(super) fn sentences(table: &WholeTable) -> Vec<Sentence> {
    let (manifest, question) = (table.manifest(), table.question());
    let method = question.method;
    let of = |label: &str, text: String| (label.to_owned(), text);
    let mut sentences = version(manifest);
    sentences.push(of("Days shown", shown_days(&question.selection)));
    sentences.extend(filter(&question.selection));
    sentences.extend([
        of("Method", format!("{}: {}", method.label(), method.meaning())),
        of("Spend", method.spend().to_owned()),
        of("Baseline", method.baseline().to_owned()),
        of("Baseline days", question.baseline.id().replace('_', " ")),
        of("Margin", margin(&question.margins)),
        of("Order", order(question)),
        of("Lines", table.len().to_string()),
    ]);
    sentences.extend(made());
    sentences.extend(table.estimates().map(|estimates| of("Intervals", estimates.rules())));
    sentences.extend(table.warnings().into_iter().map(|warning| ("Mind".to_owned(), warning.message)));
    sentences
}

/// The same of the payouts.
pub(super) fn of_payouts(page: &PayoutsPage) -> Vec<Sentence> {
    let mut sentences = version(page.dataset.manifest());
    sentences.extend(filter(&page.question.selection));
    let sum = "Earned + paid too much + without terms = paid + pending + due + in no payment, in every line.";
    sentences.push(("Sums".to_owned(), sum.to_owned()));
    sentences.extend(CaseKind::ALL.map(|kind| (kind.title().to_owned(), kind.meaning().to_owned())));
    sentences.extend(made());
    sentences.extend(page.warnings.iter().map(|warning| ("Mind".to_owned(), warning.message.clone())));
    sentences
}

fn version(manifest: &Manifest) -> Vec<Sentence> {
    let of = |label: &str, text: String| (label.to_owned(), text);
    vec![
        of("Dataset", manifest.name.clone()),
        of("Version", manifest.version.to_string()),
        of("Dataset id", manifest.id.clone()),
        of("Content hash", manifest.content_hash.clone()),
        of("Loaded", manifest.created.clone()),
        of("Currency", manifest.currency.clone()),
        of("Days in the data", days(manifest.first_day.as_deref(), manifest.last_day.as_deref())),
    ]
}

fn made() -> [Sentence; 2] {
    [
        ("Made".to_owned(), jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        ("Made by".to_owned(), format!("influencer-roi {}", env!("CARGO_PKG_VERSION"))),
    ]
}

/// The name people read of a measure, a metric or a figure of the totals.
pub(super) fn label(id: &str) -> &'static str {
    let measure = Measure::ALL.into_iter().find(|measure| measure.id() == id).map(Measure::label);
    let metric = || METRICS.iter().find(|metric| metric.id == id).map(|metric| metric.label);
    let of_totals = || ONLY_IN_TOTALS.iter().find(|figure| figure.id == id).map(|figure| figure.label);
    measure.or_else(metric).or_else(of_totals).unwrap_or_default()
}

pub(super) fn days(first: Option<&str>, last: Option<&str>) -> String {
    first.zip(last).map_or_else(|| "no day has a sale".to_owned(), |(first, last)| format!("{first} to {last}"))
}

pub(super) fn shown_days(selection: &Selection) -> String {
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    match (day(selection.from), day(selection.to)) {
        (None, None) => "all".to_owned(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("up to {to}"),
    }
}

/// One sentence for each dimension that is filtered.
pub(super) fn filter(selection: &Selection) -> Vec<Sentence> {
    let chosen = Dimension::ALL.into_iter().filter(|dimension| !selection.values(*dimension).is_empty());
    let sentence =
        |dimension: Dimension| (format!("Filter: {}", dimension.label()), selection.values(dimension).join(" or "));
    let mut sentences: Vec<Sentence> = chosen.map(sentence).collect();
    if !selection.name_part.is_empty() {
        sentences.push(("Filter: name contains".to_owned(), selection.name_part.clone()));
    }
    if sentences.is_empty() {
        sentences.push(("Filter".to_owned(), "none: everything is counted".to_owned()));
    }
    sentences
}

/// What is earned of revenue, and where that breaks even.
pub(super) fn margin(margins: &Margins) -> String {
    let at = |margin: Margin| format!("{} (break-even at a ROAS of {})", margin.part(), margin.break_even());
    let default = margins.default.map_or_else(|| "not set, break-even 1×".to_owned(), at);
    let brands = margins.brands.iter().map(|(brand, margin)| format!("{brand} {}", at(*margin)));
    std::iter::once(default).chain(brands).collect::<Vec<String>>().join("; ")
}

fn order(question: &Question) -> String {
    let keys: Vec<String> = question.table.sort.iter().map(ToString::to_string).collect();
    format!("{} (a leading minus: largest first)", keys.join(", "))
}
