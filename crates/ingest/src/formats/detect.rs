//! What kind of file this is: encoding, delimiter, or something that is no CSV at all.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;

use crate::{
    Progress,
    limits::{MAX_UNPACKED_BYTES, MAX_UNPACKED_TIMES, OverLimit, UNPACKED_ANYWAY},
};

/// A file as text with a known delimiter. What is thought to be UTF-8 is given as it stands.
pub(crate) struct Opened<T = Box<dyn Read + Send>> {
    pub(crate) rows: T,
    pub(crate) encoding: &'static str,
    pub(crate) delimiter: u8,
    /// Neither a byte order mark nor its text determines the encoding.
    pub(crate) is_guessed: bool,
}

impl<T> Opened<T> {
    /// The same file with its text cut into rows.
    pub(crate) fn map<U>(self, cut: impl FnOnce(T, u8) -> U) -> Opened<U> {
        let Self { rows, encoding, delimiter, is_guessed } = self;
        Opened { rows: cut(rows, delimiter), encoding, delimiter, is_guessed }
    }
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

/// The encoding assumed of a file whose first bytes do not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Assumed {
    #[default]
    Utf8,
    Windows1252,
}

const HEAD_BYTES: u64 = 64 * 1024;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const BOM: &[u8] = &[0xef, 0xbb, 0xbf];
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Opens a file, recognising its encoding by its first bytes and its delimiter by the header line.
pub(crate) fn open(path: &Path, assumed: Assumed, progress: &Arc<Progress>) -> Result<Opened, Unreadable> {
    let mut head = Vec::new();
    // Looking at the head is no progress.
    bytes_of(path, &Arc::default())?.take(HEAD_BYTES).read_to_end(&mut head)?;
    refuse_what_is_not_text(&head)?;
    let is_whole = (head.len() as u64) < HEAD_BYTES;
    let encoding = encoding_of(&head, is_whole, assumed);
    let (text, _, _) = encoding.decode(&head);
    if is_whole && text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}').is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut bytes = bytes_of(path, progress)?;
    let rows: Box<dyn Read + Send> = if encoding == UTF_8 {
        if head.starts_with(BOM) {
            bytes.read_exact(&mut [0; BOM.len()])?;
        }
        bytes
    } else {
        let mut builder = DecodeReaderBytesBuilder::new();
        Box::new(builder.encoding(Some(encoding)).bom_override(true).strip_bom(true).build(bytes))
    };
    let is_guessed = encoding == WINDOWS_1252;
    Ok(Opened { rows, encoding: encoding.name(), delimiter: delimiter_of(&text), is_guessed })
}

/// Whether a file begins as a workbook does, of today or of old.
pub(crate) fn is_workbook(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(ZIP.len() as u64).read_to_end(&mut head)?;
    Ok(head == ZIP || head == OLE)
}

/// Whether all of a file is UTF-8.
pub(crate) fn is_utf8(path: &Path) -> io::Result<bool> {
    let mut bytes = bytes_of(path, &Arc::default())?;
    let mut chunk = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = bytes.read(&mut chunk[kept..])?;
        let filled = kept + read;
        let valid = match std::str::from_utf8(&chunk[..filled]) {
            Ok(_) => filled,
            // A letter cut by the end of the chunk is judged with the next one.
            Err(error) if error.error_len().is_none() && read > 0 => error.valid_up_to(),
            Err(_) => return Ok(false),
        };
        if read == 0 {
            return Ok(true);
        }
        chunk.copy_within(valid..filled, 0);
        kept = filled - valid;
    }
}

/// The file's bytes, unpacked when they are packed.
fn bytes_of(path: &Path, progress: &Arc<Progress>) -> io::Result<Box<dyn Read + Send>> {
    let mut magic = Vec::new();
    File::open(path)?.take(GZIP.len() as u64).read_to_end(&mut magic)?;
    let read = Arc::new(AtomicU64::new(0));
    let counted = Counted { file: File::open(path)?, progress: progress.clone(), read: read.clone() };
    if magic != GZIP {
        return Ok(Box::new(counted));
    }
    let packed = BufReader::with_capacity(1 << 16, counted);
    Ok(Box::new(Unpacked { bytes: MultiGzDecoder::new(packed), unpacked: 0, packed: read }))
}

fn refuse_what_is_not_text(head: &[u8]) -> Result<(), Unreadable> {
    let looks_like = match head {
        [] => return Err(Unreadable::Empty),
        [0x1f, 0x8b, ..] => "a gzip archive inside a gzip archive; unpack it",
        [b'P', b'K', 3, 4, ..] => "a zip archive inside a gzip archive; unpack it",
        [b'%', b'P', b'D', b'F', ..] => "a PDF; export the table as CSV",
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => {
            "a picture; export the table as CSV"
        }
        bytes if utf_16_of(bytes).is_some() => return Ok(()),
        // Some exporters fill the last block of a file with zeros.
        bytes if without_end_zeros(bytes).contains(&0) => "a binary file; export the table as CSV",
        _ => return Ok(()),
    };
    Err(Unreadable::NotText(looks_like))
}

fn without_end_zeros(bytes: &[u8]) -> &[u8] {
    let is_end = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace() || *byte == 0x1a;
    let end = bytes.iter().rposition(|byte| !is_end(byte)).map_or(0, |last| last + 1);
    &bytes[..end]
}

fn encoding_of(head: &[u8], is_whole: bool, assumed: Assumed) -> &'static Encoding {
    if let Some(encoding) = utf_16_of(head) {
        return encoding;
    }
    let is_utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        // The head may end inside a letter.
        Err(error) => error.error_len().is_none() && !is_whole,
    };
    if is_utf8 && assumed == Assumed::Utf8 { UTF_8 } else { WINDOWS_1252 }
}

/// UTF-16 by its byte order mark, or by the zeros that every other byte of a Latin text is.
fn utf_16_of(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding != UTF_8 => return Some(encoding),
        Some(_) => return None,
        None => {}
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() * 2 / 5;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
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
    file: File,
    progress: Arc<Progress>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.progress.is_cancelled() {
            return Err(io::Error::other("the import was cancelled"));
        }
        let read = self.file.read(buffer)?;
        self.progress.add_bytes(read as u64);
        self.read.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}

/// Stops when a packed file becomes more than any table is.
struct Unpacked<R> {
    bytes: R,
    unpacked: u64,
    packed: Arc<AtomicU64>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.unpacked += read as u64;
        let ratio = self.unpacked / self.packed.load(Relaxed).max(1);
        if self.unpacked > MAX_UNPACKED_BYTES {
            let (found, limit) = (format!("over {MAX_UNPACKED_BYTES} bytes"), format!("{MAX_UNPACKED_BYTES} bytes"));
            return Err(OverLimit { what: "an unpacked file".into(), found, limit }.into());
        }
        if self.unpacked > UNPACKED_ANYWAY && ratio > MAX_UNPACKED_TIMES {
            let (found, limit) = (format!("{ratio} times its size"), format!("{MAX_UNPACKED_TIMES} times"));
            return Err(OverLimit { what: "an unpacked file".into(), found, limit }.into());
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_recognised_by_the_header_line() {
        assert_eq!(delimiter_of("\n\na;b;c\n1,5;2;3"), b';');
        assert_eq!(delimiter_of("a\tb,c\td"), b'\t');
        assert_eq!(delimiter_of("\"a;b;c\",d"), b',');
        assert_eq!(delimiter_of("alone"), b',');
    }

    #[test]
    fn the_encoding_is_recognised_by_the_first_bytes() {
        let noted = |bytes: &[u8]| encoding_of(bytes, true, Assumed::Utf8).name();
        let utf_16: Vec<u8> = "id,name\n1,é\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(noted("id,name\n1,é".as_bytes()), "UTF-8");
        assert_eq!(noted(b"id,name\n1,\xe9"), "windows-1252");
        assert_eq!(noted(&utf_16), "UTF-16LE");
        assert_eq!(noted(&[&[0xff, 0xfe], utf_16.as_slice()].concat()), "UTF-16LE");
        assert_eq!(encoding_of("é".as_bytes().split_at(1).0, false, Assumed::Utf8).name(), "UTF-8");
        assert_eq!(encoding_of(b"id", true, Assumed::Windows1252).name(), "windows-1252");
    }

    #[test]
    fn all_of_a_file_is_held_against_utf8() {
        let folder = tempfile::tempdir().unwrap();
        let noted = |bytes: &[u8]| {
            let path = folder.path().join("file");
            std::fs::write(&path, bytes).unwrap();
            is_utf8(&path).unwrap()
        };
        let text = format!("a{}", "é".repeat(100_000));
        assert!(noted(text.as_bytes()));
        assert!(!noted(&text.as_bytes()[..text.len() - 1]));
        assert!(!noted(&[text.as_bytes(), b"\xe9,"].concat()));
    }

    #[test]
    fn a_bomb_is_recognised_by_its_ratio() {
        let zeros = io::repeat(b'0').take(UNPACKED_ANYWAY * 2);
        let mut unpacked = Unpacked { bytes: zeros, unpacked: 0, packed: Arc::new(AtomicU64::new(5_000)) };
        let error = io::copy(&mut unpacked, &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("times its size"), "{error}");
        assert!(unpacked.unpacked <= UNPACKED_ANYWAY + (1 << 16));
    }
}
