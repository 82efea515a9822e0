//! What a data folder has, as it is listed.

use crate::{Damage, Manifest};

/// One version in the list of versions.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What it is.
    pub manifest: Manifest,
    /// Questions that name no dataset go to it.
    pub current: bool,
    /// What is wrong with it: no question about it is answered.
    pub damage: Option<Damage>,
}

/// A version or a folder that cannot be used and stays as it is.
#[derive(Clone, Debug)]
pub struct Unusable {
    /// Its id, where the catalogue knows it.
    pub id: Option<String>,
    /// What people call it, where the catalogue knows that.
    pub name: Option<String>,
    /// Its number, where the catalogue knows it.
    pub version: Option<i64>,
    /// Its path in the data folder; comes from outside.
    pub folder: String,
    /// Questions that name no dataset go to it, and are refused.
    pub current: bool,
    /// What was found and what to do.
    pub message: String,
}

/// Everything a data folder has.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The newest first.
    pub versions: Vec<Listed>,
    /// The last deleted first.
    pub bin: Vec<Binned>,
    /// What cannot be used.
    pub unusable: Vec<Unusable>,
}

impl Listing {
    /// Whether there never was a version here.
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty() && self.bin.is_empty() && self.unusable.is_empty()
    }
}

/// A version in the bin.
#[derive(Clone, Debug)]
pub struct Binned {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its number.
    pub version: i64,
    /// What it is; nothing where that cannot be read.
    pub manifest: Option<Manifest>,
    /// When it was deleted, RFC 3339 in UTC.
    pub deleted: String,
    /// When its files are removed, RFC 3339 in UTC.
    pub purged_after: String,
    /// What is wrong with it.
    pub damage: Option<Damage>,
}
