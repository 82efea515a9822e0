//! The statistics on files that hold one series or one panel.

pub(crate) mod impact;
pub(crate) mod panel;
pub(crate) mod staggered;
