//! Whether a file is a workbook, and whether it can be unpacked without harm. Looks at every part before any is parsed.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek as _},
    path::Path,
};

use memchr::memmem;
use zip::{ZipArchive, result::ZipError};

use super::{Found, Limits, UnreadableWorkbook, check_limit};

/// A small workbook may be as repetitive as it likes.
const ALWAYS_ALLOWED_BYTES: u64 = 1 << 20;

type Archive = ZipArchive<BufReader<File>>;

impl From<ZipError> for UnreadableWorkbook {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::of_reading(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// What looking at the parts has shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    /// Some sheet has merged cells.
    pub(super) has_merged_cells: bool,
    /// Values are calculated when a spreadsheet program opens the workbook: those stored may never have been.
    pub(super) calculates_on_load: bool,
}

/// Refuses what is no workbook and what would unpack to too much.
pub(super) fn check(path: &Path, limits: &Limits) -> Found<Parts> {
    let mut file = File::open(path)?;
    let bytes = file.metadata()?.len();
    refuse_other_files(&mut file)?;
    let mut archive = ZipArchive::new(BufReader::new(file))?;
    refuse_other_archives(&archive)?;
    measure(&mut archive, bytes, limits)
}

fn refuse_other_files(file: &mut File) -> Found<()> {
    let mut head = Vec::new();
    file.by_ref().take(8).read_to_end(&mut head)?;
    file.rewind()?;
    let found = match head.as_slice() {
        [b'P', b'K', 3, 4, ..] => return Ok(()),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] if holds_encrypted_package(file)? => {
            "a workbook with a password; save it without one as .xlsx or CSV"
        }
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] => "an old Excel workbook (.xls); save it as .xlsx or CSV",
        [] => "an empty file; export it again",
        _ => "another kind of file; save it as .xlsx or CSV",
    };
    Err(UnreadableWorkbook::NotAWorkbook(found))
}

/// A workbook with a password is wrapped in the container of old Excel, as a stream of this name.
fn holds_encrypted_package(file: &mut File) -> io::Result<bool> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut window = Vec::new();
    while file.by_ref().take(1 << 16).read_to_end(&mut window)? > 0 {
        if memmem::find(&window, &name).is_some() {
            return Ok(true);
        }
        // The name may lie across two reads.
        window.drain(..window.len().saturating_sub(name.len()));
    }
    Ok(false)
}

/// What other archives are recognised by: the beginning of a part's name.
const OTHER_ARCHIVES: [(&str, &str); 5] = [
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb); save it as .xlsx or CSV"),
    ("mimetype", "an OpenDocument file (.ods); save it as .xlsx or CSV"),
    ("word/", "a Word document; save its table as .xlsx or CSV"),
    ("ppt/", "a PowerPoint presentation; save its table as .xlsx or CSV"),
    ("index/document.iwa", "a Numbers spreadsheet; export it as .xlsx or CSV"),
];

fn refuse_other_archives(archive: &Archive) -> Found<()> {
    let names: Vec<String> = archive.file_names().map(|name| Ok(part_name(&name?))).collect::<Result<_, ZipError>>()?;
    let begins = |start: &str| names.iter().any(|name| name.starts_with(start));
    if let Some((_, found)) = OTHER_ARCHIVES.iter().find(|(start, _)| begins(start)) {
        return Err(UnreadableWorkbook::NotAWorkbook(found));
    }
    if begins("_rels/.rels") {
        return Ok(());
    }
    Err(UnreadableWorkbook::NotAWorkbook("a zip archive; unpack it and upload the files in it"))
}

/// Parts are found whatever their case and slashes.
fn part_name(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Unpacks every part to nowhere: the sizes a zip archive declares may lie, and relations may point the parser to any part.
fn measure(archive: &mut Archive, archive_bytes: u64, limits: &Limits) -> Found<Parts> {
    let by_ratio = archive_bytes.saturating_mul(limits.ratio).max(ALWAYS_ALLOWED_BYTES);
    let most = limits.expanded_bytes.min(by_ratio);
    let (mut expanded, mut merges, mut found) = (0, 0, Parts::default());
    for index in 0..archive.len() {
        let part = archive.by_index(index)?;
        let name = part_name(&part.name()?);
        let mut part = part.take((most - expanded).saturating_add(1));
        expanded += if name.ends_with("sharedstrings.xml") {
            checked(&mut part, limits, check_shared_texts)?
        } else if name.ends_with("styles.xml") {
            checked(&mut part, limits, |xml| check_styles(xml, limits))?
        } else {
            let mut words = WordCounts::default();
            let bytes = io::copy(&mut part, &mut words).map_err(UnreadableWorkbook::of_reading)?;
            merges += words.merges;
            found.calculates_on_load |= words.calculates_on_load;
            bytes
        };
        if expanded > most {
            return Err(too_large(expanded, archive_bytes, limits));
        }
        check_limit(|| "merged ranges".to_owned(), merges, MAX_MERGES)?;
    }
    Ok(Parts { has_merged_cells: merges > 0, ..found })
}

/// Merged ranges are held in memory as a whole.
const MAX_MERGES: u64 = 200_000;

/// Looks for words in a part while it is unpacked to nowhere.
#[derive(Default)]
struct WordCounts {
    /// The end of what was written last: a word may lie across two pieces.
    last: Vec<u8>,
    merges: u64,
    calculates_on_load: bool,
}

const MERGE: &[u8] = b"mergeCell ";
const ON_LOAD: [&[u8]; 2] = [b"fullCalcOnLoad=\"1\"", b"fullCalcOnLoad=\"true\""];

impl io::Write for WordCounts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let before = memmem::find_iter(&self.last, MERGE).count() as u64;
        self.last.extend_from_slice(bytes);
        self.merges += memmem::find_iter(&self.last, MERGE).count() as u64 - before;
        self.calculates_on_load |= ON_LOAD.iter().any(|word| memmem::find(&self.last, word).is_some());
        self.last.drain(..self.last.len().saturating_sub(32));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn too_large(expanded: u64, archive_bytes: u64, limits: &Limits) -> UnreadableWorkbook {
    let (what, found, limit) = if expanded > limits.expanded_bytes {
        ("bytes or more once unpacked", expanded, limits.expanded_bytes)
    } else {
        ("times its own size or more once unpacked", expanded / archive_bytes.max(1), limits.ratio)
    };
    UnreadableWorkbook::TooLarge { what: what.to_owned(), found, limit }
}

/// Of a part that the parser holds in memory as a whole.
fn checked(part: &mut impl Read, limits: &Limits, check: impl Fn(&[u8]) -> Found<()>) -> Found<u64> {
    let mut xml = Vec::new();
    part.take(limits.held_bytes + 1).read_to_end(&mut xml).map_err(UnreadableWorkbook::of_reading)?;
    check_limit(|| "bytes or more of shared texts or styles".to_owned(), xml.len() as u64, limits.held_bytes)?;
    // XML forbids control letters. UTF-16 and encodings with shifts have them, and would hide words from the checks.
    if xml.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace() && *byte != 0x7f) {
        return Err(UnreadableWorkbook::Damaged("its texts or styles are not UTF-8".to_owned()));
    }
    check(&xml)?;
    Ok(xml.len() as u64)
}

/// The shortest text there is, `<si/>`.
const SHARED_TEXT_BYTES: u64 = 5;

/// The parser reserves memory for as many texts as the part claims to hold.
fn check_shared_texts(xml: &[u8]) -> Found<()> {
    for at in memmem::find_iter(xml, "uniqueCount") {
        let value = xml[at + "uniqueCount".len()..].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let [b'"' | b'\'', value @ ..] = value.trim_ascii_start() else { continue };
        let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
        let claimed = digits.fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        if claimed > xml.len() as u64 / SHARED_TEXT_BYTES {
            return Err(UnreadableWorkbook::Damaged(format!("it claims to hold {claimed} texts")));
        }
    }
    Ok(())
}

/// What one cell format takes in memory besides its names.
const FORMAT_BYTES: u64 = 512;

/// The parser copies the names of font and number format into every cell format, so a long name and many formats multiply.
fn check_styles(xml: &[u8], limits: &Limits) -> Found<()> {
    let longest = xml.split(|byte| *byte == b'<').map(<[u8]>::len).max().unwrap_or(0) as u64;
    let formats = memmem::find_iter(xml, "xf").count() as u64;
    check_limit(|| "bytes of cell formats".to_owned(), formats * (FORMAT_BYTES + longest), limits.expanded_bytes)
}
