//! Texts as codes whose order is the texts' order by code point, so that sorting by codes is sorting by key.

use definitions::shown;

/// The code of the blank text: the empty text sorts first.
pub const BLANK_CODE: u32 = 0;

/// Distinct texts by code, in order of code point, the blank first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortedTexts(Vec<String>);

impl SortedTexts {
    /// The distinct texts and the blank.
    pub fn new(texts: impl IntoIterator<Item = String>) -> Self {
        let mut texts: Vec<String> = texts.into_iter().chain([String::new()]).collect();
        texts.sort_unstable();
        texts.dedup();
        Self(texts)
    }

    /// The code of a text that is known.
    pub fn code(&self, text: &str) -> Option<u32> {
        self.0.binary_search_by(|known| known.as_str().cmp(text)).ok().map(|at| at as u32)
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> &str {
        &self.0[code as usize]
    }

    /// How many texts there are, the blank among them.
    #[expect(clippy::len_without_is_empty, reason = "the blank is always there")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The text of a code, which a payment may leave out.
    pub(crate) fn named(&self, code: u32) -> Option<&str> {
        (code != BLANK_CODE).then(|| self.text(code))
    }

    /// The text as answers write it.
    pub fn shown(&self, code: u32) -> &str {
        shown(self.text(code))
    }
}

/// What the codes of the parts mean.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Dictionaries {
    pub ids: SortedTexts,
    pub brands: SortedTexts,
    pub products: SortedTexts,
    pub campaigns: SortedTexts,
}

impl Dictionaries {
    /// Those of the sales side, in the order of [`definitions::SALES_SIDE`].
    pub(crate) fn of_sales(&self) -> [&SortedTexts; 3] {
        [&self.brands, &self.products, &self.campaigns]
    }

    /// About how many bytes of memory they take.
    pub(crate) fn bytes(&self) -> usize {
        let texts =
            |texts: &SortedTexts| texts.0.iter().map(|text| size_of::<String>() + text.capacity()).sum::<usize>();
        [&self.ids, &self.brands, &self.products, &self.campaigns].into_iter().map(texts).sum()
    }
}
