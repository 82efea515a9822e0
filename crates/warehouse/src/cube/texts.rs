//! Texts as codes whose order is the texts' order by code point, so that sorting by codes is sorting by key.

use definitions::shown;

/// The code of the blank text: the empty text sorts first.
pub(crate) const BLANK_CODE: u32 = 0;

/// Distinct texts by code, in order of code point, the blank first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texts(Vec<String>);

impl Texts {
    pub(crate) fn new(texts: impl IntoIterator<Item = String>) -> Self {
        let mut texts: Vec<String> = texts.into_iter().chain([String::new()]).collect();
        texts.sort_unstable();
        texts.dedup();
        Self(texts)
    }

    pub(crate) fn code(&self, text: &str) -> Option<u32> {
        self.0.binary_search_by(|known| known.as_str().cmp(text)).ok().map(|at| at as u32)
    }

    pub(crate) fn text(&self, code: u32) -> &str {
        &self.0[code as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The text as answers write it.
    pub(crate) fn shown(&self, code: u32) -> &str {
        shown(self.text(code))
    }
}

/// What the codes of the parts mean.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionaries {
    pub(crate) ids: Texts,
    pub(crate) brands: Texts,
    pub(crate) products: Texts,
    pub(crate) campaigns: Texts,
}

impl Dictionaries {
    /// About how many bytes of memory they take.
    pub(crate) fn bytes(&self) -> usize {
        let texts = |texts: &Texts| texts.0.iter().map(|text| size_of::<String>() + text.capacity()).sum::<usize>();
        [&self.ids, &self.brands, &self.products, &self.campaigns].into_iter().map(texts).sum()
    }
}
