//! Exports that are read without a mapping as JSON, and what a client sends to keep one of its own.

use ingest::Shape;
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// The user's own shapes, then those of the program.
pub(crate) fn shapes(own: &[Shape]) -> Json {
    let own = own.iter().map(|own| shape(own, true));
    let known = Shape::known().iter().map(|known| shape(known, false));
    json!({"shapes": own.chain(known).collect::<Vec<_>>()})
}

/// One shape.
pub(crate) fn shape(shape: &Shape, is_own: bool) -> Json {
    let tables: Vec<&str> = shape.tables().collect();
    json!({"id": shape.id(), "title": shape.title(), "export": shape.export(), "tables": tables, "own": is_own})
}

/// What is to be kept.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ShapeBody {
    import: Option<String>,
    file: Option<String>,
    name: Option<String>,
    text: Option<String>,
}

/// One of the two things that can be kept.
#[derive(Debug)]
pub(crate) enum NewShape {
    /// How a file of a waiting import is understood, under a name.
    Mapping { import: String, file: String, name: String },
    /// A shape as its file says it.
    Text(String),
}

/// A body that says neither.
#[derive(Debug, thiserror::Error)]
#[error(
    "expected import, file and name, to keep how a file is understood, or only text, to keep a shape as its file says it."
)]
pub(crate) struct BadShape;

impl ShapeBody {
    /// # Errors
    /// [`BadShape`] where both or neither are named.
    pub(crate) fn shape(self) -> Result<NewShape, BadShape> {
        match self {
            Self { import: Some(import), file: Some(file), name: Some(name), text: None } => {
                Ok(NewShape::Mapping { import, file, name })
            }
            Self { import: None, file: None, name: None, text: Some(text) } => Ok(NewShape::Text(text)),
            _ => Err(BadShape),
        }
    }
}
