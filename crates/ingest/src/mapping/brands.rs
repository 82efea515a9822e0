//! Where brands stand: the rules that files allow, the one proposed, and each row's brand under a rule.

use definitions::{BrandRule, first_word};

use crate::read::{
    dictionary::{BLANK_CODE, Dictionary, TextColumn},
    records::{SaleKey, Tables},
};

/// At most so many distinct products are brands themselves, and so many distinct first words are brand names.
const MAX_BRANDS: usize = 20;

/// The rules these files allow, and the one proposed.
pub(crate) fn proposed_brand_rule(tables: &Tables) -> (Vec<BrandRule>, BrandRule) {
    // The dictionaries also hold what payouts and left-out rows name, so the sales are asked.
    let distinct = |kind: TextColumn| {
        let texts = tables.texts.dictionary(kind).texts();
        let mut seen = vec![false; texts.len()];
        tables.sales.iter().for_each(|cell| seen[cell.key.code(kind) as usize] = true);
        let named = |(code, _): &(usize, &String)| *code != BLANK_CODE as usize && seen[*code];
        texts.iter().enumerate().filter(named).map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    let products = distinct(TextColumn::Product);
    let campaigns = distinct(TextColumn::Campaign);
    let allowed = BrandRule::ALL.into_iter().filter(|rule| match rule {
        BrandRule::Column => tables.has_brand_column,
        BrandRule::Product | BrandRule::ProductPrefix => !products.is_empty(),
        BrandRule::Campaign => !campaigns.is_empty(),
        BrandRule::Source | BrandRule::None => true,
    });
    let proposed = if tables.has_brand_column {
        BrandRule::Column
    } else if products.is_empty() {
        BrandRule::None
    } else if products.len() <= MAX_BRANDS {
        BrandRule::Product
    } else if share_first_words(&products) {
        BrandRule::ProductPrefix
    } else if share_first_words(&campaigns) {
        BrandRule::Campaign
    } else {
        BrandRule::None
    };
    (allowed.collect(), proposed)
}

fn share_first_words(names: &[String]) -> bool {
    let mut words: Vec<&str> = names.iter().map(|name| first_word(name)).collect();
    words.sort_unstable();
    words.dedup();
    !words.is_empty() && words.len() <= MAX_BRANDS && words.len() * 2 <= names.len()
}

/// Each row's brand under a rule, as codes of an own dictionary.
pub(crate) struct Brands {
    pub(crate) dictionary: Dictionary,
    rule: BrandRule,
    by_code: Vec<u32>,
}

impl Brands {
    pub(crate) fn under(rule: BrandRule, tables: &Tables) -> Self {
        let mut dictionary = Dictionary::default();
        let texts = TextColumn::naming_brand(rule).map_or(&[][..], |kind| tables.texts.dictionary(kind).texts());
        let by_code = texts.iter().map(|text| dictionary.code(rule.part(text))).collect();
        Self { dictionary, rule, by_code }
    }

    pub(crate) fn code(&self, sale: &SaleKey) -> u32 {
        TextColumn::naming_brand(self.rule).map_or(BLANK_CODE, |kind| self.by_code[sale.code(kind) as usize])
    }
}
