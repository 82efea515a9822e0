//! One row under examination: its cells typed, and what is wrong with them.

use crate::{
    formats::split::Cells,
    identity::ids,
    parse::{amounts, text},
    report::issues::{IssueKind, Severity},
    tables::columns::Columns,
    tables::fields::Field,
};

/// What would be right and what to do.
pub(crate) type Advice = (&'static str, &'static str);

pub(crate) const NUMBER: Advice = ("a number such as 1250.50", "Write the amount in digits and upload again.");
pub(crate) const COUNT: Advice = ("a whole number such as 12", "Write the number in digits and upload again.");
pub(crate) const DAY: Advice = ("a day such as 2026-08-28", "Write the date as year-month-day and upload again.");
/// Cells shown of a row that is not as it should be.
const CELLS_SHOWN: usize = 20;
const ID: Advice = ("an influencer's id", "Fill in the id and upload again.");

/// One row under examination.
pub(crate) struct Row<'r> {
    cells: Cells<'r>,
    pub(crate) columns: &'r Columns,
    pub(crate) problems: Vec<Problem>,
}

/// Something that is not as it should be.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) kind: IssueKind,
    pub(crate) field: Option<Field>,
    pub(crate) found: String,
    pub(crate) expected: String,
    pub(crate) fix: &'static str,
}

impl<'r> Row<'r> {
    pub(crate) fn new(cells: Cells<'r>, columns: &'r Columns) -> Self {
        Self { cells, columns, problems: Vec::new() }
    }

    pub(crate) fn failed(&self) -> bool {
        self.problems.iter().any(|problem| problem.kind.severity() == Severity::Error)
    }

    pub(crate) fn text(&self, field: Field) -> &'r str {
        let cell = self.columns.place(field).and_then(|at| self.cells.get(at)).unwrap_or_default();
        text::trimmed(if self.columns.are_corrections() { text::unescape_formula(cell) } else { cell })
    }

    /// The text from one column to another as it stands in the file, where it does.
    pub(crate) fn between(&self, span: (usize, usize)) -> Option<&'r str> {
        self.cells.between(span)
    }

    pub(crate) fn id(&self) -> &'r str {
        ids::influencer_id(self.text(Field::Influencer))
    }

    pub(crate) fn problem(&mut self, kind: IssueKind, field: Field, found: String, (expected, fix): Advice) {
        self.problems.push(Problem { kind, field: Some(field), found, expected: expected.to_owned(), fix });
    }

    pub(crate) fn check_shape(&mut self, has_open_quote: bool) {
        self.problems.extend(misshapen(self.cells, self.columns.headers().len(), has_open_quote));
    }

    /// Of a corrections file: the rows for one line differ, so none of them can be used.
    pub(crate) fn report_conflicting_corrections(&mut self) {
        let advice =
            ("the same in every row of one line", "Correct all rows of the line alike, or remove all but one.");
        let found = self.text(Field::Line).to_owned();
        self.problem(IssueKind::CopiesDiffer, Field::Line, found, advice);
    }

    /// Such a row's cells may stand in the wrong columns: its shape is the whole complaint.
    fn is_misshapen(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem.kind, IssueKind::RaggedRow | IssueKind::OpenQuote))
    }

    pub(crate) fn needed_id(&mut self) -> &'r str {
        let id = self.id();
        if id.is_empty() && !self.is_misshapen() {
            self.problem(IssueKind::BlankCell, Field::Influencer, String::new(), ID);
        }
        id
    }

    /// A cell without which the row cannot be used.
    pub(crate) fn needed<T>(
        &mut self,
        field: Field,
        bad: IssueKind,
        parse: impl FnOnce(&str) -> Option<T>,
        advice: Advice,
    ) -> Option<T> {
        let cell = self.text(field);
        let value = parse(cell);
        if value.is_none() && !self.is_misshapen() {
            self.problem(if cell.is_empty() { IssueKind::BlankCell } else { bad }, field, cell.to_owned(), advice);
        }
        value
    }

    /// A cell the row can do without.
    pub(crate) fn detail<T>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&str) -> Option<T>,
        advice: Advice,
    ) -> Option<T> {
        let cell = self.text(field);
        if cell.is_empty() {
            return None;
        }
        let value = parse(cell);
        if value.is_none() && !self.is_misshapen() {
            self.problem(IssueKind::UnreadableDetail, field, cell.to_owned(), advice);
        }
        value
    }

    /// A count of which a blank is nothing.
    pub(crate) fn counted(&mut self, field: Field) -> i64 {
        if self.text(field).is_empty() {
            0
        } else {
            self.needed(field, IssueKind::BadNumber, amounts::whole, COUNT).unwrap_or(0)
        }
    }

    pub(crate) fn warn_below_zero(&mut self, field: Field, amount: i64) {
        if amount < 0 {
            let found = self.text(field).to_owned();
            self.problem(
                IssueKind::NegativeAmount,
                field,
                found,
                ("an amount of 0 or more", "Nothing needs to be done if it is a refund."),
            );
        }
    }

    pub(crate) fn warn_without_id(&mut self, influencer: &str) {
        if influencer.is_empty() {
            self.problem(IssueKind::BlankInfluencer, Field::Influencer, String::new(), ID);
        }
    }
}

/// What is wrong with a row's shape. Blank cells beyond the header are a spreadsheet's leftovers, not data.
pub(crate) fn misshapen(row: Cells<'_>, expected: usize, has_open_quote: bool) -> Option<Problem> {
    let cells = row.len();
    if cells == expected && !has_open_quote {
        return None;
    }
    let beyond_is_blank = row.iter().skip(expected).all(|cell| cell.trim().is_empty());
    let (kind, expected, fix) = if has_open_quote {
        (IssueKind::OpenQuote, "a closing quote".to_owned(), "Close or remove the quote and upload again.")
    } else if cells < expected || !beyond_is_blank {
        let expected = format!("{}, as many as the header has", counted(expected));
        (IssueKind::RaggedRow, expected, "Complete or remove the row and upload again.")
    } else {
        return None;
    };
    let shown = row.iter().take(CELLS_SHOWN).collect::<Vec<_>>().join(", ");
    Some(Problem { kind, field: None, found: format!("{}: {shown}", counted(cells)), expected, fix })
}

fn counted(cells: usize) -> String {
    if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") }
}
