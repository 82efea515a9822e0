//! A mapping that a user made on the page, as a shape to keep and to send to colleagues.

use std::fmt::Write as _;

use serde::Serialize;

use super::super::{
    super::{tables::columns::fingerprint, tables::fields::fields_of},
    plan::{FieldPlan, FilePlan, From, KeyColumn, TablePlan},
    recognise::header::words,
};

/// The text of a shape that plans files with exactly this header in this way.
///
/// What is still asked about the columns is not part of a shape: it is written after the answers.
pub(crate) fn write(id: &str, title: &str, headers: &[String], plan: &FilePlan) -> String {
    let names = Names::of(headers);
    let mut text = format!("id = {}\ntitle = {}\n", quoted(id), quoted(title));
    _ = writeln!(text, "export = {}\ngrain = {}", quoted("A mapping made by hand"), word(&plan.grain));
    _ = writeln!(text, "personal = [{}]", list(plan.personal.iter().map(|at| quoted(&headers[*at]))));
    _ = writeln!(text, "notes = [{}]\n\n[columns]", list(plan.notes.iter().map(|note| quoted(note))));
    for (at, (name, header)) in names.0.iter().zip(headers).enumerate() {
        _ = writeln!(text, "{name} = [{}]", quoted(&unmistakable(headers, at, header)));
    }
    _ = writeln!(text, "\n[recognised_by]\nfingerprint = {}", quoted(&fingerprint(headers)));
    plan.tables.iter().for_each(|table| write_table(&mut text, table, &names));
    text
}

/// The header; the number of the column where the header is blank, ends like a pattern or stands twice.
fn unmistakable(headers: &[String], at: usize, header: &str) -> String {
    let plain = words(header);
    let is_alone = headers.iter().filter(|other| words(other) == plain).count() == 1;
    let is_clear = is_alone && !plain.is_empty() && !header.starts_with('#') && !header.ends_with('*');
    if is_clear { header.to_owned() } else { format!("#{}", at + 1) }
}

/// What the columns are called in the shape: by their place, since two headers may be equal.
struct Names(Vec<String>);

impl Names {
    fn of(headers: &[String]) -> Self {
        Self((1..=headers.len()).map(|at| format!("column_{at}")).collect())
    }

    fn of_column(&self, at: usize) -> String {
        quoted(&self.0[at])
    }
}

fn write_table(text: &mut String, table: &TablePlan, names: &Names) {
    _ = writeln!(text, "\n[[tables]]\nrole = {}", quoted(table.role.id()));
    write_fields(text, table, names);
    let columns = [
        ("order", table.order_key),
        ("status", table.status),
        ("currency", table.currency),
        ("refund", table.refund),
        ("line_price", table.line_price),
        ("line_quantity", table.line_quantity),
    ];
    for (field, at) in columns.iter().filter_map(|(field, at)| Some((field, (*at)?))) {
        _ = writeln!(text, "{field} = {}", names.of_column(at));
    }
    let words = table.status_words.iter().map(|(status, meaning)| format!("{} = {}", quoted(status), word(meaning)));
    write_inline(text, "status_words", words);
    if let Some(code) = &table.fixed_currency {
        _ = writeln!(text, "fixed_currency = {}", quoted(code));
    }
    let values = |(at, values): &(usize, Vec<String>)| {
        let values = list(values.iter().map(|value| quoted(value)));
        format!("{{ column = {}, values = [{values}] }}", names.of_column(*at))
    };
    if let Some(only) = &table.only {
        _ = writeln!(text, "only = {}", values(only));
    }
    _ = writeln!(text, "left_out = [{}]", list(table.left_out.iter().map(values)));
    _ = writeln!(text, "only_owned = {}", table.only_owned);
    _ = writeln!(text, "outgoing_is_negative = {}", table.outgoing_is_negative);
    let money = table.money_readings.iter().map(|money| {
        let (value, label) = (quoted(&money.value), quoted(&money.label));
        let column = names.of_column(money.column);
        format!("{{ value = {value}, label = {label}, column = {column}, less_refund = {} }}", money.less_refund)
    });
    _ = writeln!(text, "money = [{}]", list(money));
    _ = writeln!(text, "extra_costs = [{}]", list(table.extra_costs.iter().map(|at| names.of_column(*at))));
    _ = writeln!(text, "repeats = {}\nonly_if_missing = {}", word(&table.repeats), table.only_if_missing);
    _ = writeln!(text, "keys = [{}]", list(table.keys.iter().map(|key| written_key(key, names))));
}

fn write_fields(text: &mut String, table: &TablePlan, names: &Names) {
    let header = |plan: &FieldPlan| {
        let spec = fields_of(table.role).iter().find(|spec| spec.field == plan.field);
        spec.map(|spec| spec.header)
    };
    let written = |of: &dyn Fn(&From) -> Option<String>| {
        let each = table.fields.iter().filter_map(|plan| Some(format!("{} = {}", header(plan)?, of(&plan.from)?)));
        each.collect::<Vec<_>>()
    };
    let columns = written(&|from| if let From::Column(at) = from { Some(names.of_column(*at)) } else { None });
    write_inline(text, "fields", columns.into_iter());
    let constants = written(&|from| if let From::Constant(value) = from { Some(quoted(value)) } else { None });
    write_inline(text, "constants", constants.into_iter());
    let joined = written(&|from| {
        let From::Joined(places) = from else { return None };
        Some(format!("[{}]", list(places.iter().map(|at| names.of_column(*at)))))
    });
    write_inline(text, "joined", joined.into_iter());
    let parameters = written(&|from| {
        let From::Parameter { column, name } = from else { return None };
        Some(format!("{{ column = {}, name = {} }}", names.of_column(*column), quoted(name)))
    });
    write_inline(text, "parameters", parameters.into_iter());
}

fn written_key(key: &KeyColumn, names: &Names) -> String {
    let parameter = key.parameter.as_ref().map_or(String::new(), |name| format!(", parameter = {}", quoted(name)));
    let (column, kind) = (names.of_column(key.column), word(&key.kind));
    format!("{{ column = {column}, kind = {kind}, contained = {}{parameter} }}", key.is_contained)
}

fn write_inline(text: &mut String, field: &str, entries: impl Iterator<Item = String>) {
    let entries = list(entries);
    if !entries.is_empty() {
        _ = writeln!(text, "{field} = {{ {entries} }}");
    }
}

fn list(entries: impl Iterator<Item = String>) -> String {
    entries.collect::<Vec<_>>().join(", ")
}

/// The name of one of our words in a shape, in quotes.
fn word(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A text in quotes: JSON and TOML escape alike, but for one control character.
fn quoted(text: &str) -> String {
    word(&text).replace('\u{7f}', "\\u007F")
}
