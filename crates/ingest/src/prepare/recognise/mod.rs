//! Which column of a file holds what: by the shapes of known exports, by our own schema, and by words in six languages.
//!
//! The choice of our own schema is that of `columns`; nothing is asked about a file that it understands without a doubt.

pub(super) mod header;
mod keys;
mod lexicon;
mod months;
mod own;
mod payment;
mod payouts;
mod posts;
mod refusal;
mod roster;
mod sales;
mod sideways;
mod table;
mod turned;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) use tests::said;

use super::{
    super::tables::fields::{Field, Role},
    plan::{FilePlan, Grain, Refusal, TablePlan, UncertainColumn},
    shapes::{self, Shape},
};
use lexicon::Meaning;
use table::Table;

/// A file as far as its first rows show it.
pub(crate) struct Seen<'a> {
    pub(crate) name: &'a str,
    /// The form field it was uploaded in; empty for none.
    pub(crate) form_field: &'a str,
    pub(crate) headers: &'a [String],
    /// By column: what a units row or brackets in the header say; empty where nothing does.
    pub(crate) units: &'a [String],
    /// The first rows, at most 200.
    pub(crate) samples: &'a [Vec<String>],
    /// The table that the user chose for it.
    pub(crate) role: Option<Role>,
    /// Whether a cell is an id, name, handle or code that other files of the upload know.
    pub(crate) is_key: &'a dyn Fn(&str) -> bool,
    /// The user's own shapes.
    pub(crate) shapes: &'a [Shape],
}

/// What a file is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Recognised {
    /// Our own schema without a doubt, or a list of corrected rows: read as it stands.
    Own,
    /// It feeds these tables.
    Plan(FilePlan),
    /// A sheet that says whose each code is.
    Keys(KeysSheet),
    /// The shop's own income: left out, with this sentence for the report.
    Income {
        /// The export, as people call it.
        title: String,
        /// What it is.
        what: String,
    },
    /// It feeds nothing.
    Lacking(Refusal),
    /// It holds something that cannot be used in this form.
    Refused(Refusal),
}

/// The columns of a sheet of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeysSheet {
    pub(crate) code: usize,
    pub(crate) creator: usize,
    /// The first day on which the code is this creator's.
    pub(crate) from: Option<usize>,
    /// The last one.
    pub(crate) to: Option<usize>,
}

/// What a file is and which column feeds what.
pub(crate) fn recognise(seen: &Seen<'_>) -> Recognised {
    if own::is_corrections_file(seen.headers) {
        return Recognised::Own;
    }
    if let Some(known) = by_shape(seen) {
        return known;
    }
    if let Some(refusal) = months::side_by_side(seen) {
        return Recognised::Refused(refusal);
    }
    if own::is_own(seen) {
        return Recognised::Own;
    }
    if let Some(refusal) = sideways::on_its_side(seen).filter(|_| seen.role.is_none()) {
        return Recognised::Refused(refusal);
    }
    by_words(seen)
}

/// A shape decides unless the user chose another table for the file.
fn by_shape(seen: &Seen<'_>) -> Option<Recognised> {
    let shape = shapes::match_shape(seen.headers, seen.shapes)?;
    if let Some(what) = shape.income() {
        let (title, what) = (shape.title().to_owned(), what.to_owned());
        return seen.role.is_none().then_some(Recognised::Income { title, what });
    }
    let mut plan = shape.plan(seen.headers);
    plan.tables.retain(|table| seen.role.is_none_or(|role| table.role == role));
    (!plan.tables.is_empty()).then_some(Recognised::Plan(plan))
}

fn by_words(seen: &Seen<'_>) -> Recognised {
    let table = Table::of(seen);
    if let Some(keys) = keys::sheet(&table).filter(|_| seen.role.is_none()) {
        return Recognised::Keys(keys);
    }
    let fed = fed(&table);
    if fed.is_empty() {
        return Recognised::Lacking(refusal::lacking(&table));
    }
    Recognised::Plan(assemble(&table, fed))
}

/// One table as the words make it.
struct Fed {
    plan: TablePlan,
    grain: Grain,
    uncertain_columns: Vec<UncertainColumn>,
    notes: Vec<String>,
}

impl Fed {
    fn new(role: Role) -> Self {
        Self { plan: TablePlan::new(role), grain: Grain::Sums, uncertain_columns: Vec::new(), notes: Vec::new() }
    }

    /// Asks which column holds a field: the proposed one first, and whether none does.
    fn uncertain(&mut self, field: Field, candidates: Vec<Option<usize>>, why: String) {
        self.uncertain_columns.push(UncertainColumn { role: self.plan.role, field, candidates, why });
    }
}

/// The tables that a file feeds, sales first.
fn fed(table: &Table<'_>) -> Vec<Fed> {
    let is_wanted = |role: Role| table.seen.role.is_none_or(|chosen| chosen == role);
    let sales = is_wanted(Role::Tracking).then(|| sales::sales(table)).flatten();
    let payouts = is_wanted(Role::Payouts).then(|| payouts::payouts(table, sales.as_ref())).flatten();
    let posts = (is_wanted(Role::Posts) && sales.is_none()).then(|| posts::posts(table)).flatten();
    let others = [sales.is_some(), payouts.is_some(), posts.is_some()];
    let roster = is_wanted(Role::Influencers).then(|| roster::roster(table, others)).flatten();
    [sales, payouts, posts, roster].into_iter().flatten().collect()
}

fn assemble(table: &Table<'_>, fed: Vec<Fed>) -> FilePlan {
    let is_sales = |fed: &Fed| fed.plan.role == Role::Tracking;
    let mut plan = FilePlan {
        grain: fed.iter().find(|fed| is_sales(fed)).map_or(Grain::Sums, |fed| fed.grain),
        personal: personal(table, fed.iter().any(is_sales)),
        ..FilePlan::default()
    };
    for fed in fed {
        plan.tables.push(fed.plan);
        plan.uncertain_columns.extend(fed.uncertain_columns);
        plan.notes.extend(fed.notes);
    }
    // The roster leads where the sheet is one that also says the fees.
    if plan.tables.iter().any(|table| table.role == Role::Influencers && !table.only_if_missing)
        && !plan.tables.iter().any(|table| table.role == Role::Tracking)
    {
        plan.tables.sort_by_key(|table| table.role != Role::Influencers);
    }
    plan
}

/// Columns with personal data of buyers. In a table of orders a bare e-mail or name is the buyer's.
fn personal(table: &Table<'_>, is_sales: bool) -> Vec<usize> {
    let mut personal = table.listed(&[Meaning::Buyer]);
    if is_sales && (table.has(&[Meaning::OrderId]) || !personal.is_empty()) {
        personal.extend(table.listed(&[Meaning::Email, Meaning::FirstName, Meaning::LastName]));
        let names = table.listed(&[Meaning::FullName]);
        personal.extend(names.into_iter().filter(|at| !table.holds_keys(*at)));
    }
    personal.sort_unstable();
    personal
}
