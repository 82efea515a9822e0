//! The columns of the influencer table, in the requested order.

use definitions::{Attribute, ESTIMATES, METRICS, Measure, QuestionError, Unit, Value, shown};

use crate::use_cases::dashboard::answer::Line;

/// The name of the list of columns in the API.
pub(crate) const PARAMETER: &str = "columns";

/// One column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// The name in the API.
    pub(crate) id: &'static str,
    /// The name people read.
    pub(crate) label: &'static str,
    /// What its cells are.
    pub(crate) kind: ColumnKind,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    Flag,
    Number(Unit),
}

/// The value of a column in one row.
pub(crate) enum ColumnValue<'l> {
    Text(&'l str),
    Flag(bool),
    Number(Value),
    /// Unknown.
    Nothing,
}

/// Before the attributes.
const NAMES: [Column; 2] = [
    Column { id: "id", label: "Id", kind: ColumnKind::Text },
    Column { id: "name", label: "Name", kind: ColumnKind::Text },
];

/// After the attributes.
const PROFILE: [Column; 3] = [
    Column { id: "followers", label: "Followers", kind: ColumnKind::Number(Unit::Count) },
    Column { id: "tier", label: "Tier", kind: ColumnKind::Text },
    Column { id: "in_roster", label: "In Roster", kind: ColumnKind::Flag },
];

/// After the metrics: the ROAS against that of the whole dataset.
const AGAINST: Column = Column { id: "against_dataset", label: "Against Dataset", kind: ColumnKind::Text };

/// What the intervals say.
const OF_INTERVAL: [Column; 2] = [
    Column { id: "verdict", label: "Verdict", kind: ColumnKind::Text },
    Column { id: "mostly_group", label: "Mostly Group", kind: ColumnKind::Flag },
];

/// Every column there is, in the order files have them by themselves.
pub(crate) fn all() -> impl Iterator<Item = Column> {
    let number = |id, label, unit| Column { id, label, kind: ColumnKind::Number(unit) };
    let measures = Measure::OF_INFLUENCERS.into_iter();
    let measures = measures.map(move |measure| number(measure.id(), measure.label(), measure.unit()));
    let metrics = METRICS.iter().map(move |metric| number(metric.id, metric.label, metric.unit));
    let estimates = ESTIMATES.iter().map(move |estimate| number(estimate.id, estimate.label, estimate.unit));
    let attribute =
        |attribute: Attribute| Column { id: attribute.id(), label: attribute.label(), kind: ColumnKind::Text };
    let profile = NAMES.into_iter().chain(Attribute::ALL.map(attribute)).chain(PROFILE);
    profile.chain(measures).chain(metrics).chain([AGAINST]).chain(estimates).chain(OF_INTERVAL)
}

/// Whether some of the columns need estimates to be made.
pub(crate) fn have_estimates(columns: &[Column]) -> bool {
    let is_estimate = |id: &str| definitions::estimate(id).is_some() || OF_INTERVAL.iter().any(|of| of.id == id);
    columns.iter().any(|column| is_estimate(column.id))
}

/// The columns that are wanted, in the wanted order; all of them when nothing is wanted in particular.
///
/// # Errors
/// [`QuestionError::BadValue`] for an unknown column; the error lists the known ones.
pub(crate) fn chosen(wanted: Option<&str>) -> Result<Vec<Column>, QuestionError> {
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else { return Ok(all().collect()) };
    let mut columns: Vec<Column> = Vec::new();
    for id in wanted.split(',') {
        let column = all().find(|column| column.id == id).ok_or_else(|| unknown(id))?;
        // Named twice is named once, where it stands first.
        if !columns.iter().any(|known| known.id == id) {
            columns.push(column);
        }
    }
    Ok(columns)
}

fn unknown(id: &str) -> QuestionError {
    let known: Vec<&str> = all().map(|column| column.id).collect();
    QuestionError::BadValue {
        parameter: PARAMETER,
        found: id.to_owned(),
        expected: format!("a list of columns, separated by commas, of {}", known.join(", ")),
    }
}

impl Column {
    /// What stands in this column of a line.
    pub(crate) fn value<'l>(&self, line: &'l Line) -> ColumnValue<'l> {
        let profile = &line.profile;
        match self.id {
            "id" => ColumnValue::Text(&profile.id),
            "name" => ColumnValue::Text(&profile.name),
            "followers" => {
                profile.followers.map_or(ColumnValue::Nothing, |count| ColumnValue::Number(Value::Count(count)))
            }
            "tier" => ColumnValue::Text(profile.tier()),
            "in_roster" => ColumnValue::Flag(profile.in_roster),
            "against_dataset" => line.against.map_or(ColumnValue::Nothing, |against| ColumnValue::Text(against.id())),
            "verdict" => {
                line.estimate.map_or(ColumnValue::Nothing, |estimate| ColumnValue::Text(estimate.verdict.id()))
            }
            "mostly_group" => {
                line.estimate.map_or(ColumnValue::Nothing, |estimate| ColumnValue::Flag(estimate.is_mostly_group()))
            }
            id => match Attribute::ALL.into_iter().find(|attribute| attribute.id() == id) {
                Some(attribute) => ColumnValue::Text(shown(profile.attribute(attribute))),
                None => match line.number(id) {
                    None | Some(Value::Missing(_)) => ColumnValue::Nothing,
                    Some(value) => ColumnValue::Number(value),
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn columns_come_in_the_wanted_order_and_once() {
        let ids = |wanted: Option<&str>| -> Vec<&str> {
            chosen(wanted).unwrap().into_iter().map(|column| column.id).collect()
        };
        assert_eq!(ids(Some("roas,name,roas,id")), ["roas", "name", "id"]);
        assert_eq!(ids(None).len(), 8 + 7 + 15 + 1 + 9);
        assert_eq!(ids(Some("")), ids(None));
    }

    #[test]
    fn an_unknown_column_is_answered_with_the_known_ones() {
        let said = chosen(Some("name,organic_revenue")).unwrap_err().to_string();
        assert!(said.contains("found \"organic_revenue\"") && said.contains("in_roster, revenue"), "{said}");
    }
}
