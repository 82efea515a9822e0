//! The room of statistics at its edges: published results, hostile series, the same bytes everywhere.

mod published;
