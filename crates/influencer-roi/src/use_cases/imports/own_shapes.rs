//! The mapping of a file saved as the user's own shape, and shapes that colleagues send.

use ingest::{NoShape, Shape, ShapeError};
use store::StoreError;

use super::{job::State, policy::ImportError};
use crate::use_cases::UseCases;

/// Characters of the name that people give a shape.
const MAX_NAME: usize = 80;
/// Letters of the id that is made of a name; a shape's id may be a little longer.
const MAX_ID: usize = 50;

/// Why a shape is not kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ShapeRefused {
    #[error("name: found {0} characters, expected 1 to {MAX_NAME} without control characters.")]
    Name(usize),
    #[error("the shape, {0}. Correct it and send it again.")]
    Text(#[from] ShapeError),
    #[error(transparent)]
    File(#[from] NoShape),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UseCases {
    /// A shape by its id: one of the user's own, or one of the program.
    ///
    /// # Errors
    /// [`StoreError::NoSuchShape`].
    pub(crate) fn shape(&self, id: &str) -> Result<Shape, StoreError> {
        let own = self.data_folder.own_shapes().into_iter().find(|shape| shape.id() == id);
        let known = || Shape::known().iter().find(|shape| shape.id() == id).cloned();
        own.or_else(known).ok_or_else(|| StoreError::NoSuchShape { id: id.to_owned() })
    }

    /// Keeps how a file of a waiting import is understood under a name, in the place of an earlier shape for its header.
    ///
    /// # Errors
    /// [`ShapeRefused`] for a name, an import or a file that cannot be.
    pub(crate) fn save_mapping(&self, import: &str, file: &str, name: &str) -> Result<Shape, ShapeRefused> {
        let name = plain_name(name)?;
        let job = self.imports.find(import)?;
        let State::Ready(ready) = job.state() else { return Err(ImportError::NotReady(job.state().id()).into()) };
        let kept = self.data_folder.own_shapes();
        let draft = ready.staged.as_shape(file, "draft", name)?;
        let shape = ready.staged.as_shape(file, &free_id(name, &draft, &kept), name)?;
        self.data_folder.save_shape(&shape)?;
        Ok(shape)
    }

    /// Keeps a shape that the user wrote or sent.
    ///
    /// # Errors
    /// [`ShapeRefused`] for a text that is no shape, with its line and field.
    pub(crate) fn save_shape(&self, text: &str) -> Result<Shape, ShapeRefused> {
        let shape = Shape::parse(text)?;
        self.data_folder.save_shape(&shape)?;
        Ok(shape)
    }
}

fn plain_name(name: &str) -> Result<&str, ShapeRefused> {
    let name = name.trim();
    let length = name.chars().count();
    let is_plain = (1..=MAX_NAME).contains(&length) && !name.chars().any(char::is_control);
    if is_plain { Ok(name) } else { Err(ShapeRefused::Name(length)) }
}

/// An id made of the name that no other shape has; a shape for the same header gives way, so that its id is free.
fn free_id(name: &str, draft: &Shape, kept: &[Shape]) -> String {
    let stem = stem(name);
    let is_taken = |id: &String| {
        let is_other = |shape: &&Shape| shape.fingerprint() != draft.fingerprint();
        Shape::known().iter().chain(kept.iter().filter(is_other)).any(|shape| shape.id() == id)
    };
    let numbered = (2..).map(|number| format!("{stem}_{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

/// `Orders of our shop!` → `orders_of_our_shop`.
fn stem(name: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' };
    let words: String = name.chars().map(letter).take(MAX_ID).collect();
    let stem = words.split_whitespace().collect::<Vec<_>>().join("_");
    if stem.is_empty() { "own_shape".to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_any_name() {
        assert_eq!(stem("Orders of our shop!"), "orders_of_our_shop");
        assert_eq!(stem("../../etc/passwd"), "etc_passwd");
        assert_eq!(stem("दुकान"), "own_shape");
        assert!(stem(&"Ab".repeat(80)).len() <= MAX_ID);
    }

    #[test]
    fn a_name_is_short_and_has_no_control_characters() {
        assert_eq!(plain_name("  Our shop ").expect("a name"), "Our shop");
        for bad in ["", "   ", "a\u{0}b", "a\nb", &"x".repeat(MAX_NAME + 1)] {
            assert!(plain_name(bad).is_err(), "{bad:?}");
        }
    }
}
