//! What stands on a sheet, and where.

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For reading.
    Regular,
    /// For headings and numbers that matter.
    Bold,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// In points.
    pub size: f32,
    /// How heavy.
    pub weight: Weight,
    /// Of the letters.
    pub colour: Colour,
}

/// Straight lines, in points from the upper left corner of the sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The corners in their order.
    pub corners: Vec<(f32, f32)>,
    /// Whether the last is joined to the first.
    pub is_closed: bool,
}

/// One thing on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// One line of text; `y` is its baseline.
    Text {
        /// What it says.
        text: String,
        /// Its left end, in points.
        x: f32,
        /// Its baseline, in points from the top.
        y: f32,
        /// How it looks.
        style: Style,
    },
    /// An area.
    Fill {
        /// Its border.
        path: Path,
        /// Of the area.
        colour: Colour,
    },
    /// A line.
    Stroke {
        /// Where it runs.
        path: Path,
        /// Of the line.
        colour: Colour,
        /// In points.
        width: f32,
        /// How long its dashes and gaps are, in points; nothing for a line without gaps.
        dash: Option<f32>,
    },
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What stands on it; later items lie above earlier ones.
    pub items: Vec<Item>,
}

impl Sheet {
    /// The width of A4, in points.
    pub const WIDTH: f32 = 595.28;
    /// The height of A4, in points.
    pub const HEIGHT: f32 = 841.89;

    /// All of its texts, in the order they were set.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| match item {
            Item::Text { text, .. } => Some(text.as_str()),
            Item::Fill { .. } | Item::Stroke { .. } => None,
        })
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), colour: Colour) {
        let path = Path::rectangle((x, y), (width, height));
        self.items.push(Item::Fill { path, colour });
    }

    /// Draws a line from one place to another.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, width: f32) {
        let path = Path { corners: vec![from, to], is_closed: false };
        self.items.push(Item::Stroke { path, colour, width, dash: None });
    }
}

impl Path {
    /// A rectangle by its upper left corner and its size.
    pub fn rectangle((x, y): (f32, f32), (width, height): (f32, f32)) -> Self {
        let corners = vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
        Self { corners, is_closed: true }
    }

    /// A square that stands on a corner, by its middle and half its width.
    pub fn diamond((x, y): (f32, f32), half: f32) -> Self {
        let corners = vec![(x - half, y), (x, y - half), (x + half, y), (x, y + half)];
        Self { corners, is_closed: true }
    }
}
