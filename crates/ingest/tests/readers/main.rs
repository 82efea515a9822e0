//! Hostile files against the readers: never a panic, a hang, memory over the limit, or a row or amount that is lost.
//!
//! Without `--cfg fuzzing` a fixed sequence of inputs is tried for some seconds, after every case of `tests/found/`. With it,
//! as `cargo xtask bench fuzz` builds it, the same two targets are led by what code an input reaches.

mod dice;
mod guard;
mod invariants;
mod raw;
mod row_columns;
mod rows;
mod spreadsheet;
mod target;

use std::path::PathBuf;

/// One file on its way into the readers.
#[derive(Clone, Debug)]
struct Sent {
    name: String,
    bytes: Vec<u8>,
}

/// An input's files, and what is known of them.
#[derive(Debug, Default)]
struct Case {
    files: Vec<Sent>,
    /// By file: what the readers must find. Nothing where the file was damaged.
    truth: Vec<Option<Truth>>,
}

/// What was written into a file.
#[derive(Clone, Debug, Default)]
struct Truth {
    role: &'static str,
    rows: u64,
    orders: i64,
    /// Micros.
    revenue: i64,
    /// Micros.
    spend: i64,
}

#[test]
fn any_bytes_are_read_or_refused() {
    target::run("raw", raw::case);
}

#[test]
fn no_row_and_no_amount_is_lost() {
    target::run("rows", rows::case);
}

/// Where the cases are kept that once failed.
fn found(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/found").join(target)
}
