//! The use cases: what a user or another program can ask of the product, whoever asks and however the answer travels.

pub(crate) mod dashboard;
pub(crate) mod imports;
pub(crate) mod sample_data;
mod table;

use std::sync::Arc;

use warehouse::Warehouse;

use imports::Imports;

/// Everything the use cases work on.
#[derive(Clone, Debug)]
pub(crate) struct Insights {
    pub(crate) warehouse: Arc<Warehouse>,
    pub(crate) imports: Arc<Imports>,
}

impl Insights {
    pub(crate) fn new(warehouse: Arc<Warehouse>) -> Self {
        Self { imports: Arc::new(Imports::new(warehouse.clone())), warehouse }
    }
}
