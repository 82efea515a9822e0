//! The report on paper: what the views say, on two to four sheets, as PDF.
//!
//! Each file writes down one part; [`pen`] knows where on the sheets. Names from files are text and nothing else.

mod campaigns;
mod figures;
mod front;
mod payouts;
mod pen;
mod people;
mod platforms;
mod terms;
mod trend;

use std::sync::OnceLock;

use paper::{About, FontFiles, Fonts, PaperError, Sheet};

use crate::use_cases::report::SelectionReport;
use figures::Figures;
use pen::{BOTTOM, LEFT, NOTE, Pen, RIGHT};

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// The report as PDF: the same bytes for the same answers.
///
/// # Errors
/// [`PaperError`] where it cannot be drawn.
pub(crate) fn write_report(report: &SelectionReport) -> Result<Vec<u8>, PaperError> {
    let fonts = fonts()?;
    let manifest = &report.dashboard.manifest;
    let about = About {
        title: format!("Influencer marketing ROI: {}", manifest.name),
        producer: concat!("influencer-roi ", env!("CARGO_PKG_VERSION")).to_owned(),
        id: format!("{} {:?}", manifest.content_hash, report.dashboard.question.to_pairs()),
    };
    paper::write(&sheets(report, fonts), fonts, &about)
}

/// The sheets of a report before they are drawn.
fn sheets(report: &SelectionReport, fonts: &Fonts) -> Vec<Sheet> {
    let figures = Figures::new(&report.dashboard.manifest.currency);
    let mut pen = Pen::new(fonts);
    front::write(&mut pen, report, &figures);
    trend::write(&mut pen, &report.dashboard.daily, &figures);
    platforms::write(&mut pen, &report.dashboard.charts, &figures);
    people::ranked(&mut pen, report, &figures);
    campaigns::write(&mut pen, &report.campaigns, &figures);
    payouts::write(&mut pen, report.payouts.as_ref(), &figures);
    pen.new_sheet();
    people::table(&mut pen, &report.dashboard, &figures);
    pen.new_sheet();
    terms::write(&mut pen, report);
    let mut sheets = pen.finish();
    feet(&mut sheets, report, fonts);
    sheets
}

/// What each sheet belongs to, for those that get lost.
fn feet(sheets: &mut [Sheet], report: &SelectionReport, fonts: &Fonts) {
    let manifest = &report.dashboard.manifest;
    let of = sheets.len();
    for (at, sheet) in sheets.iter_mut().enumerate() {
        let y = BOTTOM + 18.0;
        let said = format!("{} · version {} · {}", manifest.name, manifest.version, manifest.id);
        let page = format!("{} of {of}", at + 1);
        let text = fonts.fitting(&said, NOTE, RIGHT - LEFT - 60.0);
        let x = RIGHT - fonts.width(&page, NOTE);
        sheet.items.push(paper::Item::Text { text, x: LEFT, y, style: NOTE });
        sheet.items.push(paper::Item::Text { text: page, x, y, style: NOTE });
    }
}

/// Read once: they are part of the program.
fn fonts() -> Result<&'static Fonts, PaperError> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    if let Some(fonts) = FONTS.get() {
        return Ok(fonts);
    }
    let latin = FontFiles { regular: TEXT, bold: TEXT_BOLD };
    let devanagari = FontFiles { regular: DEVANAGARI, bold: DEVANAGARI_BOLD };
    let fonts = Fonts::new(latin, devanagari)?;
    Ok(FONTS.get_or_init(|| fonts))
}

#[cfg(test)]
mod tests {
    use paper::Sheet;

    use super::{fonts, pen::BODY};

    #[test]
    fn letters_of_devanagari_are_joined_as_readers_join_them() {
        let fonts = fonts().unwrap();
        let width = |text: &str| fonts.width(text, BODY);
        // A conjunct is one letter, and a vowel sign above or below takes no place of its own.
        assert!(width("क्ष") < 0.8 * (width("क") + width("ष")), "{} {}", width("क्ष"), width("क"));
        assert!((width("कृ") - width("क")).abs() < 0.05 * width("क"));
        assert!(width("ए") > 0.0 && width("₹1") > width("1"));
    }

    #[test]
    fn a_text_that_does_not_fit_ends_with_an_ellipsis_inside_its_place() {
        let fonts = fonts().unwrap();
        let long = "An influencer whose name is much longer than any column";
        let fitted = fonts.fitting(long, BODY, 60.0);
        assert!(fitted.ends_with('…') && fonts.width(&fitted, BODY) <= 60.0, "{fitted}");
        assert_eq!(fonts.fitting("short", BODY, 60.0), "short");
        let lines = fonts.lines(long, BODY, 90.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| fonts.width(line, BODY) <= 90.0), "{lines:?}");
        assert_eq!(lines.join(" "), long);
    }

    #[test]
    fn the_same_sheets_have_the_same_bytes() {
        let fonts = fonts().unwrap();
        let mut sheet = Sheet::default();
        sheet.fill((10.0, 10.0), (5.0, 5.0), super::pen::ACCENT);
        sheet
            .items
            .push(paper::Item::Text { text: "प्रिया and ₹1".to_owned(), x: 40.0, y: 40.0, style: BODY });
        let about = paper::About { title: "A".to_owned(), producer: "B".to_owned(), id: "C".to_owned() };
        let write = || paper::write(std::slice::from_ref(&sheet), fonts, &about).unwrap();
        let bytes = write();
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert_eq!(write(), bytes);
    }
}
