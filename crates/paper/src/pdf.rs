//! Sheets as PDF.

use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point},
    metadata::Metadata,
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, Stroke, StrokeDash},
    surface::Surface,
};

use crate::{
    error::PaperError,
    fonts::Fonts,
    sheet::{Colour, Item, Path, Sheet, Style},
};

/// What the file says about itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Shown in the title of the window.
    pub title: String,
    /// The program.
    pub producer: String,
    /// Distinguishes one document from another; the same for the same document.
    pub id: String,
}

/// The sheets as a PDF of as many A4 pages.
///
/// # Errors
/// [`PaperError::Failed`] where the document cannot be put together.
pub fn write(sheets: &[Sheet], fonts: &Fonts, about: &About) -> Result<Vec<u8>, PaperError> {
    let mut document = Document::new();
    let metadata = Metadata::new()
        .title(about.title.clone())
        .producer(about.producer.clone())
        .document_id(about.id.clone())
        .language("en".to_owned());
    document.set_metadata(metadata);
    let failed = || PaperError::Failed("a page has no size".to_owned());
    for sheet in sheets {
        let settings = PageSettings::from_wh(Sheet::WIDTH, Sheet::HEIGHT).ok_or_else(failed)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        sheet.items.iter().for_each(|item| draw(&mut surface, item, fonts));
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| PaperError::Failed(format!("{error:?}")))
}

fn draw(surface: &mut Surface<'_>, item: &Item, fonts: &Fonts) {
    match item {
        Item::Text { text, x, y, style } => draw_text(surface, text, (*x, *y), *style, fonts),
        Item::Fill { path, colour } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            draw_path(surface, path);
        }
        Item::Stroke { path, colour, width, dash } => {
            let dash = dash.map(|length| StrokeDash { array: vec![length, length], offset: 0.0 });
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { paint: paint(*colour).into(), width: *width, dash, ..Stroke::default() }));
            draw_path(surface, path);
        }
    }
}

fn draw_text(surface: &mut Surface<'_>, text: &str, (x, y): (f32, f32), style: Style, fonts: &Fonts) {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(style.colour)));
    let mut x = x;
    for run in fonts.runs(text, style.weight) {
        surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, run.font.clone(), &run.text, style.size, false);
        x += run.advance() * style.size;
    }
}

fn draw_path(surface: &mut Surface<'_>, path: &Path) {
    let mut builder = PathBuilder::new();
    let Some((first, rest)) = path.corners.split_first() else { return };
    builder.move_to(first.0, first.1);
    rest.iter().for_each(|(x, y)| builder.line_to(*x, *y));
    if path.is_closed {
        builder.close();
    }
    // Nothing is drawn of a path without extent.
    if let Some(path) = builder.finish() {
        surface.draw_path(&path);
    }
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: paint(colour).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn paint(Colour(red, green, blue): Colour) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}
