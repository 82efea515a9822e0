//! Why a document is not written.

/// Why a document is not written.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// A font file that was built in is not OpenType.
    #[error("a font of the report cannot be read. Build the program again.")]
    Font,
    /// The document cannot be put together, for the reason named.
    #[error("the report cannot be drawn: {0}")]
    Failed(String),
}
