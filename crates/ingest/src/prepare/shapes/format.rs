//! How a shape is written, and what a user's own shape may hold.

use std::{collections::BTreeMap, fmt, ops::Range};

use serde::Deserialize;
use toml::Spanned;

use super::super::{
    super::tables::fields::{Role, fields_of},
    plan::{Grain, KeyKind, Repeats, StatusMeaning},
};

/// The size of a shape in bytes.
pub(crate) const MAX_SHAPE_BYTES: usize = 64 * 1024;
/// Columns that a shape names, and columns that it names as personal.
pub(crate) const MAX_SHAPE_COLUMNS: usize = 400;
/// Headers that one column may have, values in one list.
pub(crate) const MAX_SHAPE_VALUES: usize = 60;
/// Tables that one shape may feed.
pub(crate) const MAX_SHAPE_TABLES: usize = 8;
/// Characters of one text.
pub(crate) const MAX_SHAPE_TEXT: usize = 400;

/// The name of a column of the shape.
pub(super) type Name = Spanned<String>;

/// A shape as its file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShapeFile {
    pub(super) id: Spanned<String>,
    pub(super) title: Spanned<String>,
    /// Where the export comes from, as a path of menu items.
    pub(super) export: Spanned<String>,
    #[serde(default)]
    pub(super) grain: Grain,
    /// The shop's own income: nothing is read of such a file, and the report says this instead.
    pub(super) income: Option<Spanned<String>>,
    /// By name: the headers of the column, the preferred one first; a `*` at the end stands for any words.
    pub(super) columns: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Shapes of one's own that were saved earlier call it `tells`.
    #[serde(alias = "tells")]
    pub(super) recognised_by: RecognisedBy,
    /// Headers of personal data of buyers; a `*` at the end stands for any words.
    #[serde(default)]
    pub(super) personal: Vec<Spanned<String>>,
    /// What the report says about every such file.
    #[serde(default)]
    pub(super) notes: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) tables: Vec<TableFile>,
}

/// The headers by which the shape is recognised.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecognisedBy {
    /// These columns are all there.
    #[serde(default)]
    pub(super) all: Vec<Name>,
    /// Of each list at least one is there.
    #[serde(default)]
    pub(super) any: Vec<Vec<Name>>,
    /// None of these is there.
    #[serde(default)]
    pub(super) none: Vec<Name>,
    /// The whole header is this one: of a user's own shape.
    pub(super) fingerprint: Option<String>,
}

/// One table that the shape feeds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFile {
    pub(super) role: Spanned<String>,
    /// By documented header of a field: the column that fills it.
    #[serde(default)]
    pub(super) fields: BTreeMap<Spanned<String>, Name>,
    #[serde(default)]
    pub(super) constants: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    pub(super) joined: BTreeMap<Spanned<String>, Vec<Name>>,
    #[serde(default)]
    pub(super) parameters: BTreeMap<Spanned<String>, ParameterFile>,
    #[serde(default)]
    pub(super) keys: Vec<KeyFile>,
    pub(super) order: Option<Name>,
    pub(super) status: Option<Name>,
    #[serde(default)]
    pub(super) status_words: BTreeMap<String, StatusMeaning>,
    pub(super) currency: Option<Name>,
    pub(super) fixed_currency: Option<Spanned<String>>,
    pub(super) refund: Option<Name>,
    pub(super) line_price: Option<Name>,
    pub(super) line_quantity: Option<Name>,
    pub(super) only: Option<ValuesFile>,
    #[serde(default)]
    pub(super) left_out: Vec<ValuesFile>,
    #[serde(default)]
    pub(super) only_owned: bool,
    #[serde(default)]
    pub(super) outgoing_is_negative: bool,
    #[serde(default)]
    pub(super) money: Vec<MoneyFile>,
    #[serde(default)]
    pub(super) extra_costs: Vec<Name>,
    #[serde(default)]
    pub(super) repeats: Repeats,
    #[serde(default)]
    pub(super) only_if_missing: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyFile {
    pub(super) column: Name,
    pub(super) kind: KeyKind,
    #[serde(default)]
    pub(super) contained: bool,
    pub(super) parameter: Option<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParameterFile {
    pub(super) column: Name,
    pub(super) name: Spanned<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValuesFile {
    pub(super) column: Name,
    pub(super) values: Vec<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MoneyFile {
    pub(super) value: Spanned<String>,
    pub(super) label: Spanned<String>,
    pub(super) column: Name,
    #[serde(default)]
    pub(super) less_refund: bool,
}

/// Why a text is no shape, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeError {
    /// The line of the shape's text, from 1.
    pub(crate) line: usize,
    /// The field it is about, as the file names it; empty where the text is not TOML.
    pub(crate) field: String,
    /// What was found, what is expected.
    pub(crate) problem: String,
}

impl std::error::Error for ShapeError {}

impl fmt::Display for ShapeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = if self.field.is_empty() { String::new() } else { format!(", field {}", self.field) };
        write!(formatter, "line {}{field}: {}", self.line, self.problem)
    }
}

/// Reads a shape's text.
///
/// # Errors
/// The first thing that is not as a shape is written, or more than one may hold.
pub(super) fn read(text: &str) -> Result<ShapeFile, ShapeError> {
    if text.len() > MAX_SHAPE_BYTES {
        let problem = format!("found {} bytes, expected at most {MAX_SHAPE_BYTES}", text.len());
        return Err(ShapeError { line: 1, field: String::new(), problem });
    }
    let file: ShapeFile = toml::from_str(text).map_err(|error| not_toml(text, &error))?;
    Check { text, file: &file }.all()?;
    Ok(file)
}

fn not_toml(text: &str, error: &toml::de::Error) -> ShapeError {
    let line = error.span().map_or(1, |span| line_of(text, &span));
    let field = error.message().split('`').nth(1).unwrap_or_default().to_owned();
    ShapeError { line, field, problem: error.message().to_owned() }
}

fn line_of(text: &str, span: &Range<usize>) -> usize {
    1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
}

struct Check<'a> {
    text: &'a str,
    file: &'a ShapeFile,
}

impl Check<'_> {
    fn all(&self) -> Result<(), ShapeError> {
        self.id()?;
        self.columns()?;
        self.recognised_by()?;
        self.lists()?;
        self.file.tables.iter().try_for_each(|table| self.table(table))
    }

    fn id(&self) -> Result<(), ShapeError> {
        let id = &self.file.id;
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if id.get_ref().is_empty() || id.get_ref().len() > 60 || !id.get_ref().chars().all(is_plain) {
            let expected = "expected up to 60 lower-case letters, digits and _";
            return Err(self.wrong(id, "id", format!("found {:?}, {expected}", id.get_ref())));
        }
        self.text(&self.file.title, "title")?;
        self.text(&self.file.export, "export")?;
        self.file.income.iter().try_for_each(|income| self.text(income, "income"))
    }

    fn columns(&self) -> Result<(), ShapeError> {
        self.count(self.file.columns.len(), MAX_SHAPE_COLUMNS, "columns")?;
        for (name, headers) in &self.file.columns {
            self.text(name, "columns")?;
            let field = format!("columns.{}", name.get_ref());
            self.count(headers.len(), MAX_SHAPE_VALUES, &field)?;
            if headers.is_empty() {
                return Err(self.wrong(name, &field, "expected at least one header".to_owned()));
            }
            headers.iter().try_for_each(|header| self.text(header, &field))?;
        }
        Ok(())
    }

    fn recognised_by(&self) -> Result<(), ShapeError> {
        let recognised_by = &self.file.recognised_by;
        self.names(&recognised_by.all, "recognised_by.all")?;
        self.count(recognised_by.any.len(), MAX_SHAPE_VALUES, "recognised_by.any")?;
        recognised_by.any.iter().try_for_each(|any| self.names(any, "recognised_by.any"))?;
        self.names(&recognised_by.none, "recognised_by.none")?;
        if recognised_by.all.is_empty() && recognised_by.fingerprint.is_none() {
            let problem = "expected the columns that identify it, or the fingerprint of its header".to_owned();
            return Err(self.wrong(&self.file.id, "recognised_by.all", problem));
        }
        Ok(())
    }

    fn lists(&self) -> Result<(), ShapeError> {
        self.count(self.file.personal.len(), MAX_SHAPE_COLUMNS, "personal")?;
        self.file.personal.iter().try_for_each(|header| self.text(header, "personal"))?;
        self.count(self.file.notes.len(), MAX_SHAPE_VALUES, "notes")?;
        self.file.notes.iter().try_for_each(|note| self.text(note, "notes"))?;
        self.count(self.file.tables.len(), MAX_SHAPE_TABLES, "tables")?;
        if self.file.tables.is_empty() == self.file.income.is_none() {
            let problem = "expected either [[tables]] that it feeds or the income that it is".to_owned();
            return Err(self.wrong(&self.file.id, "tables", problem));
        }
        Ok(())
    }

    fn table(&self, table: &TableFile) -> Result<(), ShapeError> {
        let Some(role) = Role::from_id(table.role.get_ref()) else {
            let problem = format!("found {:?}, expected influencers, tracking, payouts or posts", table.role.get_ref());
            return Err(self.wrong(&table.role, "tables.role", problem));
        };
        self.fields(role, table)?;
        for key in &table.keys {
            self.name(&key.column, "tables.keys.column")?;
            key.parameter.iter().try_for_each(|parameter| self.text(parameter, "tables.keys.parameter"))?;
        }
        let lines = [&table.line_price, &table.line_quantity];
        let single = [&table.order, &table.status, &table.currency, &table.refund].into_iter().chain(lines);
        single.flatten().try_for_each(|name| self.name(name, "tables"))?;
        self.names(&table.extra_costs, "tables.extra_costs")?;
        self.count(table.status_words.len(), MAX_SHAPE_VALUES, "tables.status_words")?;
        for values in table.only.iter().chain(&table.left_out) {
            self.name(&values.column, "tables.only.column")?;
            self.count(values.values.len(), MAX_SHAPE_VALUES, "tables.only.values")?;
            values.values.iter().try_for_each(|value| self.text(value, "tables.only.values"))?;
        }
        for money in &table.money {
            self.name(&money.column, "tables.money.column")?;
            self.text(&money.value, "tables.money.value")?;
            self.text(&money.label, "tables.money.label")?;
        }
        Ok(())
    }

    fn fields(&self, role: Role, table: &TableFile) -> Result<(), ShapeError> {
        let constants = table.constants.keys();
        for field in table.fields.keys().chain(constants).chain(table.joined.keys()).chain(table.parameters.keys()) {
            if !fields_of(role).iter().any(|spec| spec.header == field.get_ref()) {
                let known: Vec<&str> = fields_of(role).iter().map(|spec| spec.header).collect();
                let problem = format!("found {:?}, expected a field of {role}: {}", field.get_ref(), known.join(", "));
                return Err(self.wrong(field, "tables.fields", problem));
            }
        }
        table.fields.values().try_for_each(|name| self.name(name, "tables.fields"))?;
        table.constants.values().try_for_each(|value| self.text(value, "tables.constants"))?;
        table.joined.values().try_for_each(|names| self.names(names, "tables.joined"))?;
        for parameter in table.parameters.values() {
            self.name(&parameter.column, "tables.parameters.column")?;
            self.text(&parameter.name, "tables.parameters.name")?;
        }
        Ok(())
    }

    fn names(&self, names: &[Name], field: &str) -> Result<(), ShapeError> {
        self.count(names.len(), MAX_SHAPE_VALUES, field)?;
        names.iter().try_for_each(|name| self.name(name, field))
    }

    fn name(&self, name: &Name, field: &str) -> Result<(), ShapeError> {
        if self.file.columns.contains_key(name) {
            return Ok(());
        }
        Err(self.wrong(name, field, format!("found {:?}, expected a name of [columns]", name.get_ref())))
    }

    fn text(&self, text: &Spanned<String>, field: &str) -> Result<(), ShapeError> {
        let length = text.get_ref().chars().count();
        if length > MAX_SHAPE_TEXT || text.get_ref().trim().is_empty() || text.get_ref().contains('\0') {
            let problem = format!("found a text of {length} characters, expected 1 to {MAX_SHAPE_TEXT}");
            return Err(self.wrong(text, field, problem));
        }
        Ok(())
    }

    fn count(&self, count: usize, most: usize, field: &str) -> Result<(), ShapeError> {
        let problem = || format!("found {count} entries, expected at most {most}");
        if count > most { Err(self.wrong(&self.file.id, field, problem())) } else { Ok(()) }
    }

    fn wrong(&self, at: &Spanned<String>, field: &str, problem: String) -> ShapeError {
        ShapeError { line: line_of(self.text, &at.span()), field: field.to_owned(), problem }
    }
}
