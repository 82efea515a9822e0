//! What kind of file this is: encoding, delimiter, or something that is no CSV at all.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek},
    path::Path,
    sync::Arc,
};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::Progress;

/// A file as UTF-8 text with a known delimiter.
pub(crate) struct Opened {
    pub(crate) text: Box<dyn Read>,
    pub(crate) encoding: &'static str,
    pub(crate) delimiter: u8,
    /// Neither a byte order mark nor its letters tell the encoding for certain.
    pub(crate) is_guessed: bool,
}

/// Why a file cannot be read as a table of text.
#[derive(Debug)]
pub(crate) enum Unreadable {
    Empty,
    /// What it looks like.
    NotText(&'static str),
    Failed(io::Error),
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

const HEAD_BYTES: u64 = 64 * 1024;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Opens a file, telling its encoding by the byte order mark or by reading it once, and its delimiter by the header line.
pub(crate) fn open(path: &Path, progress: Arc<Progress>) -> Result<Opened, Unreadable> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    (&mut file).take(HEAD_BYTES).read_to_end(&mut head)?;
    refuse_what_is_not_text(&head)?;
    let encoding = encoding_of(&head, &mut file)?;
    let (text, _, _) = encoding.decode(&head);
    if text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}').is_empty()
        && (head.len() as u64) < HEAD_BYTES
    {
        return Err(Unreadable::Empty);
    }
    let delimiter = delimiter_of(&text);
    file.rewind()?;
    let counted = Counted { file: BufReader::with_capacity(1 << 16, file), progress };
    let text =
        DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).strip_bom(true).build(counted);
    Ok(Opened { text: Box::new(text), encoding: encoding.name(), delimiter, is_guessed: encoding == WINDOWS_1252 })
}

fn refuse_what_is_not_text(head: &[u8]) -> Result<(), Unreadable> {
    let looks_like = match head {
        [] => return Err(Unreadable::Empty),
        [0x1f, 0x8b, ..] => "a gzip archive; unpack it",
        [b'P', b'K', 3, 4, ..] => "an Excel workbook or a zip archive; save the sheet as CSV",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "an old Excel workbook; save the sheet as CSV",
        [b'%', b'P', b'D', b'F', ..] => "a PDF; export the table as CSV",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Ok(()),
        bytes if bytes.contains(&0) => "a binary file; export the table as CSV",
        _ => return Ok(()),
    };
    Err(Unreadable::NotText(looks_like))
}

fn encoding_of(head: &[u8], file: &mut File) -> io::Result<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    file.rewind()?;
    Ok(if is_utf8(BufReader::with_capacity(1 << 16, file))? { UTF_8 } else { WINDOWS_1252 })
}

fn is_utf8(mut bytes: impl Read) -> io::Result<bool> {
    let mut chunk = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = bytes.read(&mut chunk[kept..])?;
        let filled = kept + read;
        match std::str::from_utf8(&chunk[..filled]) {
            Ok(_) => kept = 0,
            // A character cut by the end of the chunk is judged with the next one.
            Err(error) if error.error_len().is_none() && read > 0 => {
                let valid = error.valid_up_to();
                chunk.copy_within(valid..filled, 0);
                kept = filled - valid;
            }
            Err(_) => return Ok(false),
        }
        if read == 0 {
            return Ok(true);
        }
    }
}

/// The delimiter that the first line which is not blank has most of, outside quotes.
fn delimiter_of(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        if let Some(at) = DELIMITERS.iter().position(|&delimiter| delimiter == byte && !quoted) {
            counts[at] += 1;
        }
    }
    let most = (0..DELIMITERS.len()).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    DELIMITERS[most]
}

/// Counts the bytes that were read and stops when the import is cancelled.
struct Counted {
    file: BufReader<File>,
    progress: Arc<Progress>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.progress.is_cancelled() {
            return Err(io::Error::other("the import was cancelled"));
        }
        let read = self.file.read(buffer)?;
        self.progress.add_bytes(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_told_by_the_header_line() {
        assert_eq!(delimiter_of("\n\na;b;c\n1,5;2;3"), b';');
        assert_eq!(delimiter_of("a\tb,c\td"), b'\t');
        assert_eq!(delimiter_of("\"a;b;c\",d"), b',');
        assert_eq!(delimiter_of("alone"), b',');
    }

    #[test]
    fn a_character_cut_by_a_chunk_is_still_utf8() {
        let text = "é".repeat(100_000);
        assert!(is_utf8(text.as_bytes()).unwrap());
        let shifted = format!("a{text}");
        assert!(is_utf8(shifted.as_bytes()).unwrap());
        assert!(!is_utf8(&shifted.as_bytes()[..shifted.len() - 1]).unwrap());
        assert!(!is_utf8(&b"caf\xe9 ole"[..]).unwrap());
    }
}
