//! Known exports as data, and the one engine that reads them.
//!
//! A shape is one small file: what headers identify it, which table each column feeds, what its rows are. Adding a tool means adding
//! a file. A shape holds no expressions: it names columns, constants and words, and the engine does the same with all of them.

pub(crate) mod document;
mod format;
mod matching;
pub(crate) mod write;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub use format::ShapeError;

use format::ShapeFile;

/// A known export.
#[derive(Clone, Debug)]
pub struct Shape {
    file: ShapeFile,
    text: String,
}

static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shapes.rs"));

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    // A test reads every one of them.
    FILES.iter().filter_map(|(_, text)| Shape::parse(text).ok()).collect()
});

/// The shape that a header fits best: one of the user's own before those of the program.
pub(crate) fn match_shape<'s>(headers: &[String], own: &'s [Shape]) -> Option<&'s Shape>
where
    'static: 's,
{
    own_shape(headers, own).or_else(|| matching::best(headers, Shape::known()))
}

/// The one of the user's own shapes that a header fits best.
pub(crate) fn own_shape<'s>(headers: &[String], own: &'s [Shape]) -> Option<&'s Shape> {
    matching::best(headers, own)
}

impl Shape {
    /// Reads the text of a shape, of the program or from outside.
    ///
    /// # Errors
    /// The first thing that is not as a shape is written, with its line and field.
    pub fn parse(text: &str) -> Result<Self, ShapeError> {
        format::read(text).map(|file| Self { file, text: text.to_owned() })
    }

    /// The known exports, which the program brings.
    pub fn known() -> &'static [Self] {
        &SHAPES
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its stable name.
    pub fn id(&self) -> &str {
        self.file.id.get_ref()
    }

    /// What people call the export.
    pub fn title(&self) -> &str {
        self.file.title.get_ref()
    }

    /// Where people find the export in its tool.
    pub fn export(&self) -> &str {
        self.file.export.get_ref()
    }

    /// What files with exactly its header have in common; nothing where some of its columns identify it.
    pub fn fingerprint(&self) -> Option<&str> {
        self.file.recognised_by.fingerprint.as_deref()
    }

    /// The tables it feeds; none where it is the shop's own income, which is left out.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        self.file.tables.iter().map(|table| table.role.get_ref().as_str())
    }

    /// What the report says of a file that holds the shop's own income and is left out.
    pub(crate) fn income(&self) -> Option<&str> {
        self.file.income.as_ref().map(|income| income.get_ref().as_str())
    }
}
