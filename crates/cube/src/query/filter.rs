//! A selection as codes of one cube: which clauses each person and each combination fails.

use definitions::{BLANK, Dimension, SALES_SIDE, Selection};

use crate::{BLANK_CODE, Cube, Period, SortedTexts, people::AttributeValues};

/// The charts that are not filtered by their own clause show these.
pub(super) const CHARTS: [Dimension; 2] = [Dimension::Platform, Dimension::Influencer];

/// The clauses that something fails: one bit for each dimension and one for the part of a name. None passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FailMask(u16);

const _: () = assert!(Dimension::ALL.len() < u16::BITS as usize, "every dimension and the name have a bit");

impl FailMask {
    /// Nothing fails.
    pub(super) const NONE: Self = Self(0);
    const NAME: Self = Self(1 << Dimension::ALL.len());

    /// Only this dimension's clause fails.
    pub(super) const fn of(dimension: Dimension) -> Self {
        Self(1 << dimension as usize)
    }

    pub(super) fn passes(self) -> bool {
        self == Self::NONE
    }

    /// Nothing fails, or only the clause of this dimension.
    pub(super) fn passes_but(self, dimension: Dimension) -> bool {
        self.without(dimension).passes()
    }

    /// The same, whatever is chosen of this dimension.
    pub(super) fn without(self, dimension: Dimension) -> Self {
        Self(self.0 & !Self::of(dimension).0)
    }

    /// Adds the clause where it fails.
    fn add(&mut self, clause: Self, fails: bool) {
        self.0 |= if fails { clause.0 } else { 0 };
    }
}

/// A selection as codes.
pub(super) struct Filter {
    pub(super) period: Period,
    /// By profile.
    pub(super) people: Vec<FailMask>,
    /// By combination.
    pub(super) combinations: Vec<FailMask>,
    /// By unattributed key: organic and other sales answer to brand and product only.
    pub(super) unattributed: Vec<FailMask>,
    /// By campaign's code; nothing when none is chosen.
    pub(super) campaigns: Option<Vec<bool>>,
    /// By brand's code; nothing when none is chosen.
    brands: Option<Vec<bool>>,
    pub(super) filters_people: bool,
    pub(super) filters_combinations: bool,
    pub(super) filters_products: bool,
}

impl Filter {
    pub(super) fn new(cube: &Cube, selection: &Selection) -> Self {
        let dictionaries = &cube.dictionaries;
        let texts = dictionaries.of_sales();
        let masks: [Option<Vec<bool>>; 3] =
            std::array::from_fn(|at| chosen(selection.values(SALES_SIDE[at]), texts[at]));
        let fails = |codes: &[u32]| fails_of(&masks, codes);
        let combinations = cube.combinations.iter().map(|combination| fails(&combination.codes())).collect();
        let unattributed = cube.unattributed_keys.iter().map(|key| fails(&[key.brand, key.product])).collect();
        let [brands, products, campaigns] = masks;
        Self {
            period: Period {
                from: selection.from.map_or(i32::MIN, |from| from.number()),
                to: selection.to.map_or(i32::MAX, |to| to.number()),
            },
            people: people(cube, selection),
            combinations,
            unattributed,
            campaigns,
            brands,
            filters_people: selection.filters_influencers(),
            filters_combinations: selection.filters_sales_values(),
            filters_products: products.is_some(),
        }
    }

    /// By profile: whether the influencer is in the answer's lines, or in a chart that ignores its own clause.
    pub(super) fn wanted(&self, has_charts: bool) -> Vec<bool> {
        let of_chart = |fails: FailMask| CHARTS.into_iter().any(|dimension| fails == FailMask::of(dimension));
        let is_wanted = |&fails: &FailMask| fails.passes() || has_charts && of_chart(fails);
        self.people.iter().map(is_wanted).collect()
    }

    pub(super) fn has_brand(&self, brand: u32) -> bool {
        self.brands.as_ref().is_none_or(|codes| codes[brand as usize])
    }

    pub(super) fn has_campaign(&self, campaign: u32) -> bool {
        self.campaigns.as_ref().is_none_or(|codes| codes[campaign as usize])
    }
}

/// One bit for each mask that does not have its code; both come in the order of the sales side.
fn fails_of(masks: &[Option<Vec<bool>>], codes: &[u32]) -> FailMask {
    let mut fails = FailMask::NONE;
    for ((dimension, mask), &code) in SALES_SIDE.into_iter().zip(masks).zip(codes) {
        fails.add(FailMask::of(dimension), mask.as_ref().is_some_and(|mask| !mask[code as usize]));
    }
    fails
}

/// Which codes are chosen; nothing when nothing is chosen.
fn chosen(values: &[String], texts: &SortedTexts) -> Option<Vec<bool>> {
    let code = |value: &String| if value == BLANK { Some(BLANK_CODE) } else { texts.code(value) };
    mask(values, texts.len(), |value| code(value).into_iter().collect())
}

fn mask(values: &[String], len: usize, codes: impl Fn(&String) -> Vec<u32>) -> Option<Vec<bool>> {
    if values.is_empty() {
        return None;
    }
    let mut mask = vec![false; len];
    values.iter().flat_map(codes).for_each(|code| mask[code as usize] = true);
    Some(mask)
}

fn people(cube: &Cube, selection: &Selection) -> Vec<FailMask> {
    let people = &cube.people;
    let mut fails = vec![FailMask::NONE; people.profiles.len()];
    for AttributeValues { dimension, values, codes } in &people.attributes {
        let code = |value: &String| values.iter().position(|known| known == value).map(|code| code as u32);
        let mask = mask(selection.values(*dimension), values.len(), |value| code(value).into_iter().collect());
        if let Some(mask) = mask {
            let codes = fails.iter_mut().zip(codes);
            codes.for_each(|(fails, &code)| fails.add(FailMask::of(*dimension), !mask[code as usize]));
        }
    }
    let influencers = |value: &String| cube.profiles_of_id(value);
    if let Some(mask) = mask(selection.values(Dimension::Influencer), fails.len(), influencers) {
        let chosen = fails.iter_mut().zip(mask);
        chosen.for_each(|(fails, chosen)| fails.add(FailMask::of(Dimension::Influencer), !chosen));
    }
    if !selection.name_part.is_empty() {
        let part = selection.name_part.to_lowercase();
        let is_named = |name: &Option<String>| name.as_ref().is_some_and(|name| name.contains(&part));
        let names = fails.iter_mut().zip(&people.names);
        names.for_each(|(fails, name)| fails.add(FailMask::NAME, !is_named(name)));
    }
    fails
}
