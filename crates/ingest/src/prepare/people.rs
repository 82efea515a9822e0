//! The people of the uploads: rows of lists of creators, and sheets that say whose each code is.

use std::{collections::HashSet, io, ops::ControlFlow::Continue};

use crate::tables::fields::{Field, Role};

use super::{
    Surveyed,
    emit::person_id,
    identity::{CodeRow, PersonRow, RosterBuilder},
    plan::{KeyKind, TablePlan},
    recognise::KeysSheet,
    source::{Source, View, cell},
    values::{DayHint, DayStyle},
};

fn rosters<'s>(source: &'s Source<'_>) -> impl Iterator<Item = &'s TablePlan> {
    source.plan.tables.iter().filter(|table| table.role == Role::Influencers)
}

/// Adds the rows of a list of creators with every cell that may be an alias.
pub(super) fn add_people(source: &Source<'_>, roster: &mut RosterBuilder) -> io::Result<()> {
    for table in rosters(source) {
        let view = View { table, styles: &source.styles };
        let handle = table.keys.iter().find(|key| key.kind == KeyKind::Handle).map(|key| key.column);
        let headers = source.sheet.headers();
        source.sheet.each_row(&mut |line, cells| {
            let (id, name) = (view.text(cells, Field::Influencer), view.text(cells, Field::Name));
            // Cells that have moved name no influencer's id, and our own schema needs one: the reader says so of the row.
            if cells.len() > headers.len() || source.is_own && id.is_empty() {
                return Continue(());
            }
            let others: Vec<(&str, &str)> = headers
                .iter()
                .enumerate()
                .filter(|(at, _)| !source.plan.personal.contains(at))
                .map(|(at, header)| (header.as_str(), cell(cells, at)))
                .collect();
            roster.add_person(PersonRow {
                id: &id,
                name: &name,
                handle: handle.map_or("", |column| cell(cells, column)),
                cells: &others,
                file: &source.upload.name,
                line,
            });
            Continue(())
        })?;
    }
    add_names(source, roster)
}

/// Adds which name stands beside which id in the sales, where another file lists the creators.
fn add_names(source: &Source<'_>, roster: &mut RosterBuilder) -> io::Result<()> {
    let Some(table) = &source.named else { return Ok(()) };
    let view = View { table, styles: &source.styles };
    source.sheet.each_row(&mut |_, cells| {
        roster.add_named_id(&view.text(cells, Field::Influencer), &view.text(cells, Field::Name));
        Continue(())
    })
}

/// Adds the rows of a sheet of codes.
pub(super) fn add_codes(
    source: &Source<'_>,
    keys: &KeysSheet,
    days: &DayHint,
    roster: &mut RosterBuilder,
) -> io::Result<()> {
    let style = DayStyle::in_zone(days.zone.clone());
    source.sheet.each_row(&mut |_, cells| {
        let day = |column: Option<usize>| column.and_then(|column| style.read(cell(cells, column)));
        let (from, to) = (day(keys.from), day(keys.to));
        roster.add_code(CodeRow { code: cell(cells, keys.code), creator: cell(cells, keys.creator), from, to });
        Continue(())
    })
}

/// The ids and names of all lists of creators: a row with one of them is no total, whatever it is called.
pub(super) fn names(surveyed: &[Surveyed<'_>]) -> io::Result<HashSet<String>> {
    let mut names = HashSet::new();
    for source in surveyed.iter().map(|one| &one.source) {
        for table in rosters(source) {
            let view = View { table, styles: &source.styles };
            source.sheet.each_row(&mut |_, cells| {
                names.insert(person_id(&view, cells));
                names.insert(view.text(cells, Field::Name).into_owned());
                Continue(())
            })?;
        }
    }
    names.remove("");
    Ok(names)
}
