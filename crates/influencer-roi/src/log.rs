//! The log: lines on stderr, for people or for machines.

use std::io::{IsTerminal, stderr};

/// What is logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Level {
    Error,
    #[default]
    Warn,
    /// Every request and every import too.
    Info,
    Debug,
}

/// The form of a line of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

/// Starts logging to stderr.
pub(crate) fn begin(level: Level, format: Format) {
    let level = match level {
        Level::Error => tracing::Level::ERROR,
        Level::Warn => tracing::Level::WARN,
        Level::Info => tracing::Level::INFO,
        Level::Debug => tracing::Level::DEBUG,
    };
    let lines = tracing_subscriber::fmt().with_writer(stderr).with_max_level(level).with_target(false);
    match format {
        Format::Text => lines.with_ansi(stderr().is_terminal()).init(),
        Format::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(false).init(),
    }
}
