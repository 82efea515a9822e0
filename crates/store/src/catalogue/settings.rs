//! What people set for all versions of a data folder: a name and a text each.

use definitions::Margins;
use rusqlite::{Connection, params};

use super::WORKSPACE;
use crate::StoreError;

/// The margins that are kept. What cannot be read any more is as good as not set.
pub(super) fn margins(connection: &Connection) -> Result<Margins, StoreError> {
    let mut statement = connection.prepare("SELECT name, value FROM settings WHERE workspace = ?1 ORDER BY name")?;
    let rows = statement.query_map([WORKSPACE], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut margins = Margins::default();
    for (name, value) in rows.collect::<Result<Vec<(String, String)>, _>>()? {
        if let Err(error) = margins.take(&name, &value) {
            tracing::warn!("the setting {name} is left out: {error}");
        }
    }
    Ok(margins)
}

/// Replaces all margins: all or none.
pub(super) fn set_margins(connection: &mut Connection, margins: &Margins) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    transaction.execute(
        "DELETE FROM settings WHERE workspace = ?1 AND (name = 'margin' OR name GLOB 'margin.*')",
        [WORKSPACE],
    )?;
    for (name, value) in margins.to_pairs() {
        transaction.execute(
            "INSERT INTO settings (workspace, name, value) VALUES (?1, ?2, ?3)",
            params![WORKSPACE, name, value],
        )?;
    }
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use definitions::Margin;

    use super::super::Catalogue;
    use super::*;

    #[test]
    fn margins_outlive_the_program_and_are_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.sqlite");
        let of = |part| Margin::new(part).unwrap();
        let brands = [("Gritzo".to_owned(), of(0.123456789)), ("(none)".to_owned(), of(1.0))];
        let first = Margins { default: Some(of(0.4)), brands: brands.into() };
        let second = Margins { default: None, brands: [("O'Brand*".to_owned(), of(0.5))].into() };
        for margins in [Margins::default(), first, second, Margins::default()] {
            Catalogue::open(&path).unwrap().set_margins(&margins).unwrap();
            assert_eq!(Catalogue::open(&path).unwrap().margins(), &margins);
        }
    }
}
