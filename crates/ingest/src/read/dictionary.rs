//! Distinct texts as small numbers.

use std::hash::BuildHasher;

use definitions::BrandRule;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Distinct texts in order of first sight; code 0 is the blank.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    texts: Vec<String>,
    codes: HashTable<u32>,
    bytes: u64,
    /// Rows that follow each other often say the same.
    last: u32,
}

/// The code of the blank text in every dictionary.
pub(crate) const BLANK_CODE: u32 = 0;

impl Default for Dictionary {
    fn default() -> Self {
        let mut dictionary = Self { texts: Vec::new(), codes: HashTable::new(), bytes: 0, last: BLANK_CODE };
        dictionary.add("");
        dictionary
    }
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

impl Dictionary {
    pub(crate) fn code(&mut self, text: &str) -> u32 {
        if self.texts[self.last as usize] != text {
            self.last = self.known(text).unwrap_or_else(|| self.add(text));
        }
        self.last
    }

    fn add(&mut self, text: &str) -> u32 {
        let code = self.texts.len() as u32;
        self.texts.push(text.to_owned());
        self.bytes += text.len() as u64;
        let texts = &self.texts;
        self.codes.insert_unique(hash(text), code, |&code| hash(&texts[code as usize]));
        code
    }

    /// The code of a text that is known.
    pub(crate) fn known(&self, text: &str) -> Option<u32> {
        self.codes.find(hash(text), |&code| self.texts[code as usize] == text).copied()
    }

    /// Of all texts together.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn text(&self, code: u32) -> &str {
        &self.texts[code as usize]
    }

    /// Every text by its code, the blank first.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }
}

/// What a column of texts names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TextColumn {
    Id,
    Source,
    Campaign,
    Product,
    Brand,
}

impl TextColumn {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Id, Self::Source, Self::Campaign, Self::Product, Self::Brand];

    /// The column whose texts name the brand.
    pub const fn naming_brand(rule: BrandRule) -> Option<Self> {
        match rule {
            BrandRule::Column => Some(Self::Brand),
            BrandRule::Product | BrandRule::ProductPrefix => Some(Self::Product),
            BrandRule::Campaign => Some(Self::Campaign),
            BrandRule::Source => Some(Self::Source),
            BrandRule::None => None,
        }
    }

    /// The name of its column.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Id => "influencer_id",
            Self::Source => "source",
            Self::Campaign => "campaign",
            Self::Product => "product",
            Self::Brand => "brand",
        }
    }
}

/// One dictionary for each kind of text.
#[derive(Clone, Debug, Default)]
pub(crate) struct UploadTexts([Dictionary; TextColumn::ALL.len()]);

/// The codes of one set of dictionaries as codes of another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recode([Vec<u32>; TextColumn::ALL.len()]);

/// Texts that one set of dictionaries learned since it was last asked.
pub(crate) type NewTexts = [Vec<String>; TextColumn::ALL.len()];

impl UploadTexts {
    pub(crate) fn dictionary(&self, kind: TextColumn) -> &Dictionary {
        &self.0[kind as usize]
    }

    pub(crate) fn code(&mut self, kind: TextColumn, text: &str) -> u32 {
        self.0[kind as usize].code(text)
    }

    /// The texts beyond the first `known` of each kind; counts them as known from now on.
    pub(crate) fn new_texts(&self, known: &mut [usize; TextColumn::ALL.len()]) -> NewTexts {
        TextColumn::ALL.map(|kind| {
            let texts = self.dictionary(kind).texts();
            let new = texts[known[kind as usize]..].to_vec();
            known[kind as usize] = texts.len();
            new
        })
    }

    /// Learns another set's new texts and how its codes read here.
    pub(crate) fn learn(&mut self, new: NewTexts, recode: &mut Recode) {
        for (kind, texts) in TextColumn::ALL.into_iter().zip(new) {
            let codes = texts.iter().map(|text| self.code(kind, text));
            recode.0[kind as usize].extend(codes);
        }
    }
}

impl Recode {
    pub(crate) fn code(&self, kind: TextColumn, code: u32) -> u32 {
        self.0[kind as usize][code as usize]
    }
}
