//! Writes down a report from top to bottom: text, headings and tables, with a new sheet where one is full.

use definitions::Verdict;
use paper::{Colour, Fonts, Item, Path, Sheet, Style, Weight};

pub(super) const LEFT: f32 = 40.0;
pub(super) const RIGHT: f32 = Sheet::WIDTH - 40.0;
pub(super) const WIDTH: f32 = RIGHT - LEFT;
pub(super) const TOP: f32 = 40.0;
/// What is below belongs to the foot of the sheet.
pub(super) const BOTTOM: f32 = Sheet::HEIGHT - 46.0;

pub(super) const INK: Colour = Colour(0x12, 0x20, 0x1f);
pub(super) const QUIET: Colour = Colour(0x4a, 0x5a, 0x59);
pub(super) const HAIRLINE: Colour = Colour(0xc9, 0xd0, 0xd0);
pub(super) const SUNKEN: Colour = Colour(0xee, 0xf0, 0xf0);
pub(super) const ACCENT: Colour = Colour(0x0b, 0x6e, 0x69);
pub(super) const ACCENT_SOFT: Colour = Colour(0xdf, 0xf1, 0xef);
pub(super) const PAPER: Colour = Colour(0xff, 0xff, 0xff);
pub(super) const ORGANIC: Colour = Colour(0x7b, 0x8b, 0x8a);
pub(super) const GOOD: Colour = Colour(0x0b, 0x6e, 0x4f);
pub(super) const BAD: Colour = Colour(0xa8, 0x32, 0x1f);
pub(super) const OPEN: Colour = Colour(0x8a, 0x53, 0x00);

pub(super) const TITLE: Style = Style { size: 17.0, weight: Weight::Bold, colour: INK };
pub(super) const HEADING: Style = Style { size: 11.0, weight: Weight::Bold, colour: INK };
pub(super) const FIGURE: Style = Style { size: 15.0, weight: Weight::Bold, colour: INK };
pub(super) const BODY: Style = Style { size: 8.5, weight: Weight::Regular, colour: INK };
pub(super) const STRONG: Style = Style { size: 8.5, weight: Weight::Bold, colour: INK };
pub(super) const NOTE: Style = Style { size: 7.5, weight: Weight::Regular, colour: QUIET };

const ROW: f32 = 14.0;
const GAP: f32 = 4.0;

/// The sheets of a report while they are written.
pub(super) struct Pen<'f> {
    pub(super) fonts: &'f Fonts,
    /// The upper end of what is still free.
    pub(super) y: f32,
    sheets: Vec<Sheet>,
}

/// A column of a table.
pub(super) struct Column {
    pub(super) label: &'static str,
    pub(super) width: f32,
    /// Numbers stand at the right end.
    pub(super) is_number: bool,
}

/// A cell and how it looks.
pub(super) type Cell = (String, Style);

pub(super) const fn text(label: &'static str, width: f32) -> Column {
    Column { label, width, is_number: false }
}

pub(super) const fn number(label: &'static str, width: f32) -> Column {
    Column { label, width, is_number: true }
}

pub(super) const fn coloured(style: Style, colour: Colour) -> Style {
    Style { colour, ..style }
}

/// The colour that goes with the word of a verdict.
pub(super) const fn colour_of(verdict: Verdict) -> Colour {
    match verdict {
        Verdict::Earns => GOOD,
        Verdict::Loses => BAD,
        Verdict::TooClose | Verdict::FewOrders => OPEN,
        Verdict::NotPaid | Verdict::NotSold => QUIET,
    }
}

impl<'f> Pen<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, y: TOP, sheets: vec![Sheet::default()] }
    }

    pub(super) fn sheet(&mut self) -> &mut Sheet {
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    pub(super) fn new_sheet(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = TOP;
    }

    /// A new sheet, unless this one has so much height left.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.new_sheet();
        }
    }

    /// How many rows of a table fit below its head, with a line of a note after them.
    pub(super) fn rows_left(&self) -> usize {
        ((BOTTOM - self.y - 2.0 * ROW) / ROW).max(0.0) as usize
    }

    pub(super) fn finish(self) -> Vec<Sheet> {
        self.sheets
    }

    pub(super) fn left(&mut self, text: &str, (x, y): (f32, f32), style: Style) {
        self.sheet().items.push(Item::Text { text: text.to_owned(), x, y, style });
    }

    pub(super) fn right(&mut self, text: &str, (x, y): (f32, f32), style: Style) {
        let x = x - self.fonts.width(text, style);
        self.left(text, (x, y), style);
    }

    pub(super) fn centred(&mut self, text: &str, (x, y): (f32, f32), style: Style) {
        let x = x - self.fonts.width(text, style) / 2.0;
        self.left(text, (x, y), style);
    }

    /// As much of a text as a width holds.
    pub(super) fn fitted(&mut self, text: &str, place: (f32, f32), style: Style, width: f32) {
        let text = self.fonts.fitting(text, style, width);
        self.left(&text, place, style);
    }

    pub(super) fn heading(&mut self, heading: &str, beside: &str) {
        self.y += if self.y > TOP { 20.0 } else { 12.0 };
        let y = self.y;
        self.left(heading, (LEFT, y), HEADING);
        let x = LEFT + self.fonts.width(heading, HEADING) + 8.0;
        self.fitted(beside, (x, y), NOTE, RIGHT - x);
        self.y += 10.0;
    }

    /// Lines of the whole width, or of a part of it.
    pub(super) fn paragraph(&mut self, text: &str, style: Style, x: f32, width: f32) {
        let leading = style.size * 1.42;
        for line in self.fonts.lines(text, style, width) {
            self.need(leading);
            self.y += leading;
            let y = self.y - 3.0;
            self.left(&line, (x, y), style);
        }
    }

    pub(super) fn note(&mut self, text: &str) {
        self.paragraph(text, NOTE, LEFT, WIDTH);
    }

    pub(super) fn rule(&mut self) {
        let y = self.y;
        self.sheet().line((LEFT, y), (RIGHT, y), HAIRLINE, 0.6);
    }

    /// The head of a table and its rows; on a new sheet the head stands again.
    pub(super) fn table(&mut self, columns: &[Column], rows: &[Vec<Cell>]) {
        self.need(2.0 * ROW);
        self.head(columns);
        for row in rows {
            if self.y + ROW > BOTTOM {
                self.new_sheet();
                self.head(columns);
            }
            self.row(columns, row);
        }
    }

    fn head(&mut self, columns: &[Column]) {
        let cells: Vec<Cell> = columns.iter().map(|column| (column.label.to_owned(), NOTE)).collect();
        self.row(columns, &cells);
    }

    fn row(&mut self, columns: &[Column], cells: &[Cell]) {
        let (mut x, y) = (LEFT, self.y + 9.5);
        for (column, (text, style)) in columns.iter().zip(cells) {
            let text = self.fonts.fitting(text, *style, column.width - GAP);
            if column.is_number {
                self.right(&text, (x + column.width - GAP, y), *style);
            } else {
                self.left(&text, (x, y), *style);
            }
            x += column.width;
        }
        self.y += ROW;
        self.rule();
    }

    pub(super) fn stroke(&mut self, corners: Vec<(f32, f32)>, colour: Colour, width: f32, dash: Option<f32>) {
        let path = Path { corners, is_closed: false };
        self.sheet().items.push(Item::Stroke { path, colour, width, dash });
    }

    pub(super) fn fill_path(&mut self, path: Path, colour: Colour) {
        self.sheet().items.push(Item::Fill { path, colour });
    }

    pub(super) fn outline(&mut self, path: Path, colour: Colour, width: f32) {
        self.sheet().items.push(Item::Stroke { path, colour, width, dash: None });
    }
}
