//! Text in the letters of its script: which font draws which part, how wide it is, and where a line ends.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Face, UnicodeBuffer};

use crate::{
    error::PaperError,
    sheet::{Style, Weight},
};

/// The files of one script's letters.
#[derive(Clone, Copy, Debug)]
pub struct FontFiles {
    /// OpenType.
    pub regular: &'static [u8],
    /// OpenType.
    pub bold: &'static [u8],
}

/// The fonts that text is set in.
pub struct Fonts {
    latin: Family,
    devanagari: Family,
}

struct Family {
    regular: Letters,
    bold: Letters,
}

struct Letters {
    face: Face<'static>,
    font: Font,
}

/// A part of a text in letters of one font, as it is drawn.
pub(crate) struct Run<'f> {
    pub(crate) text: String,
    pub(crate) font: &'f Font,
    pub(crate) glyphs: Vec<KrillaGlyph>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Devanagari,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Fonts").finish_non_exhaustive()
    }
}

impl Fonts {
    /// The fonts of Latin, Greek and Cyrillic letters, and those of Devanagari.
    ///
    /// # Errors
    /// [`PaperError::Font`] where a file is not an OpenType font.
    pub fn new(latin: FontFiles, devanagari: FontFiles) -> Result<Self, PaperError> {
        Ok(Self { latin: Family::new(latin)?, devanagari: Family::new(devanagari)? })
    }

    /// How wide a text is, in points.
    pub fn width(&self, text: &str, style: Style) -> f32 {
        self.runs(text, style.weight).iter().map(Run::advance).sum::<f32>() * style.size
    }

    /// The text as far as it fits into a width, with an ellipsis where something is left out.
    pub fn fitting(&self, text: &str, style: Style, width: f32) -> String {
        let text = printable(text);
        if self.width(&text, style) <= width {
            return text;
        }
        let fits = |end: &usize| self.width(&format!("{}…", text[..*end].trim_end()), style) <= width;
        let ends: Vec<usize> = ends_of_letters(&text);
        let fitting = ends.partition_point(fits);
        let end = fitting.checked_sub(1).map_or(0, |last| ends[last]);
        format!("{}…", text[..end].trim_end())
    }

    /// The text in lines of at most a width. A word that is wider than a line is cut.
    pub fn lines(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let text = printable(text);
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let joined = lines.last().map(|line| format!("{line} {word}"));
            match joined {
                Some(joined) if self.width(&joined, style) <= width => {
                    let last = lines.len() - 1;
                    lines[last] = joined;
                }
                Some(_) | None => lines.push(self.fitting(word, style, width)),
            }
        }
        lines
    }

    /// The parts of a text, each with its glyphs in the order they are drawn.
    pub(crate) fn runs(&self, text: &str, weight: Weight) -> Vec<Run<'_>> {
        let parts = by_script(&printable(text));
        parts.into_iter().map(|(script, part)| self.family(script).letters(weight).shaped(part)).collect()
    }

    fn family(&self, script: Script) -> &Family {
        match script {
            Script::Latin => &self.latin,
            Script::Devanagari => &self.devanagari,
        }
    }
}

impl Family {
    fn new(files: FontFiles) -> Result<Self, PaperError> {
        Ok(Self { regular: Letters::new(files.regular)?, bold: Letters::new(files.bold)? })
    }

    fn letters(&self, weight: Weight) -> &Letters {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Letters {
    fn new(bytes: &'static [u8]) -> Result<Self, PaperError> {
        let face = Face::from_slice(bytes, 0).ok_or(PaperError::Font)?;
        let font = Font::new(bytes.to_vec().into(), 0).ok_or(PaperError::Font)?;
        Ok(Self { face, font })
    }

    /// Conjuncts, reordered vowels and kerning are the font's own.
    fn shaped(&self, text: String) -> Run<'_> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        buffer.guess_segment_properties();
        let output = rustybuzz::shape(&self.face, &[], buffer);
        let em = self.font.units_per_em();
        let starts: Vec<usize> = output.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let glyph = |(at, info): (usize, &rustybuzz::GlyphInfo)| {
            let place = output.glyph_positions()[at];
            let start = starts[at];
            let end = starts.iter().copied().filter(|next| *next > start).min().unwrap_or(text.len());
            let part = |units: i32| units as f32 / em;
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(place.x_advance),
                part(place.x_offset),
                part(place.y_offset),
                part(place.y_advance),
                start..end,
                None,
            )
        };
        let glyphs = output.glyph_infos().iter().enumerate().map(glyph).collect();
        Run { glyphs, font: &self.font, text }
    }
}

impl Run<'_> {
    /// In sizes of the font.
    pub(crate) fn advance(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.x_advance).sum()
    }
}

/// Without what a reader does not see and could be led astray by: control letters and marks that turn the direction of writing.
fn printable(text: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = text.chars().filter(|letter| !turns(*letter));
    shown
        .map(|letter| if letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}' { ' ' } else { letter })
        .collect()
}

/// Parts of one script each. Joiners and combining marks stay with what stands before them.
fn by_script(text: &str) -> Vec<(Script, String)> {
    let mut parts: Vec<(Script, String)> = Vec::new();
    for letter in text.chars() {
        let before = parts.last().map(|(script, _)| *script);
        let script = script_of(letter).or(before).unwrap_or(Script::Latin);
        match parts.last_mut() {
            Some((last, part)) if *last == script => part.push(letter),
            Some(_) | None => parts.push((script, letter.to_string())),
        }
    }
    parts
}

/// Nothing of what belongs to any script.
fn script_of(letter: char) -> Option<Script> {
    match letter {
        '\u{900}'..='\u{97f}' | '\u{1cd0}'..='\u{1cff}' | '\u{a830}'..='\u{a839}' | '\u{a8e0}'..='\u{a8ff}' => {
            Some(Script::Devanagari)
        }
        '\u{200c}' | '\u{200d}' | '\u{25cc}' | '\u{300}'..='\u{36f}' => None,
        _ => Some(Script::Latin),
    }
}

/// Where a text may be cut: not before a mark, and not after a virama or joiner, which belong to what follows.
fn ends_of_letters(text: &str) -> Vec<usize> {
    let joins = |letter: char| matches!(letter, '\u{94d}' | '\u{200c}' | '\u{200d}');
    let is_mark = |letter: char| {
        matches!(letter, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{951}'..='\u{957}' | '\u{962}' | '\u{963}' | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}')
            && letter != '\u{93d}'
            || joins(letter)
    };
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let ends = letters.windows(2).filter(|pair| !is_mark(pair[1].1) && !joins(pair[0].1)).map(|pair| pair[1].0);
    ends.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_two_scripts_is_set_in_the_letters_of_both() {
        let parts = by_script("Priya प्रिया (India) क्\u{200d}ष");
        let said: Vec<(bool, &str)> =
            parts.iter().map(|(script, part)| (*script == Script::Devanagari, part.as_str())).collect();
        assert_eq!(said, [(false, "Priya "), (true, "प्रिया"), (false, " (India) "), (true, "क्\u{200d}ष")]);
    }

    #[test]
    fn what_turns_the_direction_of_writing_is_left_out() {
        assert_eq!(printable("a\u{202e}cod\u{2066}\tb\u{0}"), "acod b ");
        assert_eq!(printable("क्\u{200d}ष"), "क्\u{200d}ष");
    }

    #[test]
    fn a_text_is_never_cut_within_a_syllable() {
        assert_eq!(ends_of_letters("प्रिया"), ["प्रि".len()]);
        assert_eq!(ends_of_letters("abc"), [1, 2]);
    }
}
