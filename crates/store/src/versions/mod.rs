//! Versions of the data: their folders, their tables, what each says about itself.

pub(crate) mod adoption;
pub(crate) mod backup;
pub(crate) mod bin;
mod columns;
pub(crate) mod data_folder;
mod decisions;
pub(crate) mod doctor;
mod estimates;
pub(crate) mod listing;
pub(crate) mod manifest;
pub(crate) mod originals;
mod questions;
mod repair;
mod sales_tables;
pub(crate) mod settings;
mod shapes;
pub(crate) mod tables;
