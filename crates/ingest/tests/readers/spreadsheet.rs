//! One table in one of the many ways tables are written: delimiter, line ends, quotes, blank lines, encoding, packing.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use rust_xlsxwriter::Workbook;

use crate::dice::Dice;

pub(crate) struct Spreadsheet {
    rows: Vec<Vec<String>>,
}

/// How a table becomes text.
struct Dialect {
    delimiter: char,
    line_end: &'static str,
    quotes_all: bool,
    encoding: Encoding,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Little,
    Utf16Big,
    Windows1252,
}

impl Spreadsheet {
    /// With the header line, in one of its spellings.
    pub(crate) fn new(headers: &[&str], dice: &mut Dice<'_>) -> Self {
        let spelling = dice.below(3);
        let spelled = |header: &&str| match spelling {
            0 => (*header).to_owned(),
            1 => header.to_uppercase(),
            _ => header.replace('_', " "),
        };
        Self { rows: vec![headers.iter().map(spelled).collect()] }
    }

    pub(crate) fn add(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The ending of its name, and its bytes.
    pub(crate) fn written(&self, dice: &mut Dice<'_>) -> (&'static str, Vec<u8>) {
        match dice.below(8) {
            6 => ("csv.gz", packed(&self.text(dice))),
            7 => ("xlsx", self.workbook()),
            _ => ("csv", self.text(dice)),
        }
    }

    fn text(&self, dice: &mut Dice<'_>) -> Vec<u8> {
        let dialect = Dialect::new(dice);
        let mut text = dialect.line_end.repeat(dice.below(3));
        for row in &self.rows {
            text.push_str(&dialect.line(row));
            text.push_str(&dialect.line_end.repeat(1 + dice.below(8).saturating_sub(5)));
        }
        if dice.once_in(3) {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        dialect.encoding.bytes(text)
    }

    fn workbook(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0..).zip(&self.rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a small table");
            }
        }
        workbook.save_to_buffer().expect("a workbook")
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

impl Dialect {
    fn new(dice: &mut Dice<'_>) -> Self {
        use Encoding::{Utf8, Utf8WithMark, Utf16Big, Utf16Little, Windows1252};
        Self {
            delimiter: *dice.pick(&[',', ';', '\t', '|']),
            line_end: *dice.pick(&["\n", "\r\n", "\r"]),
            quotes_all: dice.once_in(4),
            encoding: *dice.pick(&[Utf8, Utf8WithMark, Utf16Little, Utf16Big, Windows1252]),
        }
    }

    fn line(&self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
        cells.join(&self.delimiter.to_string())
    }

    fn cell(&self, cell: &str) -> String {
        // Windows-1252 has hardly any letters.
        let is_known = |letter: &char| self.encoding != Encoding::Windows1252 || letter.is_ascii() || *letter == 'é';
        let cell: String = cell.chars().filter(is_known).collect();
        if self.quotes_all || cell.contains([self.delimiter, '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    }
}

impl Encoding {
    fn bytes(self, text: String) -> Vec<u8> {
        let pairs = |of: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(of).collect();
        match self {
            Self::Utf8 => text.into_bytes(),
            Self::Utf8WithMark => format!("\u{feff}{text}").into_bytes(),
            Self::Utf16Little => pairs(u16::to_le_bytes),
            Self::Utf16Big => pairs(u16::to_be_bytes),
            Self::Windows1252 => text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect(),
        }
    }
}
