//! The user's own shapes of exports: kept for all versions, one for each header.

use ingest::Shape;
use rusqlite::{Connection, params};

use super::{Catalogue, WORKSPACE};
use crate::StoreError;

/// How many shapes a data folder keeps.
pub const MAX_OWN_SHAPES: usize = 100;

/// The shapes that are kept, by id. One that this program does not understand is left out.
pub(super) fn shapes(connection: &Connection) -> Result<Vec<Shape>, StoreError> {
    let mut statement = connection.prepare("SELECT id, text FROM shapes WHERE workspace = ?1 ORDER BY id")?;
    let rows = statement.query_map([WORKSPACE], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut shapes = Vec::new();
    for (id, text) in rows.collect::<Result<Vec<(String, String)>, _>>()? {
        match Shape::parse(&text) {
            Ok(shape) => shapes.push(shape),
            Err(error) => tracing::warn!("the shape {id} is left out: {error}"),
        }
    }
    Ok(shapes)
}

impl Catalogue {
    pub(crate) fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Keeps a shape in the place of one with its id or for the same header.
    ///
    /// # Errors
    /// [`StoreError::ShapeOfProgram`], [`StoreError::TooManyShapes`], or why the catalogue cannot be written.
    pub(crate) fn save_shape(&mut self, shape: &Shape) -> Result<(), StoreError> {
        if Shape::known().iter().any(|known| known.id() == shape.id()) {
            return Err(StoreError::ShapeOfProgram { id: shape.id().to_owned() });
        }
        let replaced: Vec<&str> = self.shapes.iter().filter(|kept| is_replaced(kept, shape)).map(Shape::id).collect();
        if self.shapes.len() - replaced.len() >= MAX_OWN_SHAPES {
            return Err(StoreError::TooManyShapes);
        }
        let transaction = self.connection.transaction()?;
        for id in replaced {
            transaction.execute("DELETE FROM shapes WHERE workspace = ?1 AND id = ?2", [WORKSPACE, id])?;
        }
        let insert = "INSERT OR REPLACE INTO shapes (workspace, id, text) VALUES (?1, ?2, ?3)";
        transaction.execute(insert, params![WORKSPACE, shape.id(), shape.text()])?;
        transaction.commit()?;
        self.shapes = shapes(&self.connection)?;
        self.settle();
        Ok(())
    }

    /// Forgets a shape. Versions that were read with it keep it.
    ///
    /// # Errors
    /// [`StoreError::NoSuchShape`], [`StoreError::ShapeOfProgram`], or why the catalogue cannot be written.
    pub(crate) fn remove_shape(&mut self, id: &str) -> Result<(), StoreError> {
        let removed =
            self.connection.execute("DELETE FROM shapes WHERE workspace = ?1 AND id = ?2", [WORKSPACE, id])?;
        if removed == 0 {
            let id = id.to_owned();
            let is_of_program = Shape::known().iter().any(|known| known.id() == id);
            return Err(if is_of_program { StoreError::ShapeOfProgram { id } } else { StoreError::NoSuchShape { id } });
        }
        self.shapes.retain(|shape| shape.id() != id);
        self.settle();
        Ok(())
    }
}

/// Whether a kept shape gives way to another: it has its id or is for the same header.
fn is_replaced(kept: &Shape, by: &Shape) -> bool {
    kept.id() == by.id() || by.fingerprint().is_some() && kept.fingerprint() == by.fingerprint()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(id: &str, fingerprint: &str) -> Shape {
        let text = format!(
            "id = \"{id}\"\ntitle = \"T\"\nexport = \"E\"\n[columns]\nday = [\"Day\"]\nsum = [\"Sum\"]\n\
             [tells]\nfingerprint = \"{fingerprint}\"\n[[tables]]\nrole = \"tracking\"\nfields = {{ date = \"day\", revenue = \"sum\" }}\n"
        );
        Shape::parse(&text).unwrap()
    }

    fn ids(catalogue: &Catalogue) -> Vec<&str> {
        catalogue.shapes().iter().map(Shape::id).collect()
    }

    #[test]
    fn a_shape_outlives_the_program_and_gives_way_to_one_for_the_same_header() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.sqlite");
        let mut catalogue = Catalogue::open(&path).unwrap();
        catalogue.save_shape(&shape("a", "1")).unwrap();
        catalogue.save_shape(&shape("b", "2")).unwrap();
        catalogue.save_shape(&shape("c", "1")).unwrap();
        assert_eq!(ids(&catalogue), ["b", "c"]);
        drop(catalogue);
        let mut again = Catalogue::open(&path).unwrap();
        assert_eq!(ids(&again), ["b", "c"]);
        again.remove_shape("b").unwrap();
        assert!(matches!(again.remove_shape("b"), Err(StoreError::NoSuchShape { .. })));
        assert!(matches!(again.remove_shape("shopify_orders"), Err(StoreError::ShapeOfProgram { .. })));
        assert_eq!(ids(&again), ["c"]);
    }

    #[test]
    fn shapes_have_a_limit_and_never_the_id_of_one_of_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open(&folder.path().join("catalogue.sqlite")).unwrap();
        assert!(matches!(catalogue.save_shape(&shape("shopify_orders", "1")), Err(StoreError::ShapeOfProgram { .. })));
        for at in 0..MAX_OWN_SHAPES {
            catalogue.save_shape(&shape(&format!("s{at}"), &at.to_string())).unwrap();
        }
        assert!(matches!(catalogue.save_shape(&shape("more", "more")), Err(StoreError::TooManyShapes)));
        catalogue.save_shape(&shape("s0", "other")).unwrap();
        assert_eq!(ids(&catalogue).len(), MAX_OWN_SHAPES);
    }
}
