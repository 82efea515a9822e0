//! A selection as codes of one cube: which clauses each person and each combination fails.

use definitions::{BLANK, Dimension, Selection};

use crate::{ATTRIBUTES, BLANK_CODE, Cube, Period, Texts};

/// The clauses that something fails, as bits: 0 passes.
pub(super) type Fails = u8;

/// Bits of the sales side, as [`crate::COUNTED`] lists its dimensions.
pub(super) const CAMPAIGN: Fails = 1 << 2;
/// Bits of the influencer side: the attributes as [`ATTRIBUTES`] lists them, then these.
pub(super) const PLATFORM: Fails = 1 << 1;
pub(super) const INFLUENCER: Fails = 1 << 4;
const NAME: Fails = 1 << 5;

/// A selection as codes.
pub(super) struct Filter {
    pub(super) period: Period,
    /// By profile.
    pub(super) people: Vec<Fails>,
    /// By combination.
    pub(super) combinations: Vec<Fails>,
    /// By stock: organic and other sales answer to brand and product only.
    pub(super) stocks: Vec<Fails>,
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
        let texts = [&dictionaries.brands, &dictionaries.products, &dictionaries.campaigns];
        let of_sales = definitions::SALES_SIDE;
        let masks: [Option<Vec<bool>>; 3] = std::array::from_fn(|at| chosen(selection.of(of_sales[at]), texts[at]));
        let fails = |codes: &[u32]| fails_of(&masks, codes);
        let combinations = cube.combinations.iter().map(|combination| fails(&combination.codes())).collect();
        let stocks = cube.stocks.iter().map(|stock| fails(&[stock.brand, stock.product])).collect();
        let [brands, products, campaigns] = masks;
        Self {
            period: Period {
                from: selection.from.map_or(i32::MIN, |from| from.number()),
                to: selection.to.map_or(i32::MAX, |to| to.number()),
            },
            people: people(cube, selection),
            combinations,
            stocks,
            campaigns,
            brands,
            filters_people: selection.filters_influencers(),
            filters_combinations: selection.filters_sales_values(),
            filters_products: products.is_some(),
        }
    }

    /// By profile: whether somebody stands on a line of the answer, or only of a chart that does not hear its own clause.
    pub(super) fn wanted(&self, has_charts: bool) -> Vec<bool> {
        let is_wanted = |&fails: &Fails| fails == 0 || has_charts && (fails == PLATFORM || fails == INFLUENCER);
        self.people.iter().map(is_wanted).collect()
    }

    pub(super) fn has_brand(&self, brand: u32) -> bool {
        self.brands.as_ref().is_none_or(|codes| codes[brand as usize])
    }

    pub(super) fn has_campaign(&self, campaign: u32) -> bool {
        self.campaigns.as_ref().is_none_or(|codes| codes[campaign as usize])
    }
}

/// One bit for each mask that does not have its code.
fn fails_of(masks: &[Option<Vec<bool>>], codes: &[u32]) -> Fails {
    let fails = |(mask, &code): (&Option<Vec<bool>>, &u32)| mask.as_ref().is_some_and(|mask| !mask[code as usize]);
    let bits = masks.iter().zip(codes).map(fails).enumerate();
    bits.fold(0, |fails, (at, failed)| fails | Fails::from(failed) << at)
}

/// Which codes are chosen; nothing when nothing is chosen.
fn chosen(values: &[String], texts: &Texts) -> Option<Vec<bool>> {
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

fn people(cube: &Cube, selection: &Selection) -> Vec<Fails> {
    let people = &cube.people;
    let mut fails = vec![0; people.profiles.len()];
    for (at, (attribute, dimension)) in people.attributes.iter().zip(ATTRIBUTES).enumerate() {
        let code = |value: &String| attribute.values.iter().position(|known| known == value).map(|code| code as u32);
        let mask = mask(selection.of(dimension), attribute.values.len(), |value| code(value).into_iter().collect());
        if let Some(mask) = mask {
            let codes = fails.iter_mut().zip(&attribute.of);
            codes.for_each(|(fails, &code)| *fails |= Fails::from(!mask[code as usize]) << at);
        }
    }
    let influencers = |value: &String| cube.profiles_of_id(value);
    if let Some(mask) = mask(selection.of(Dimension::Influencer), fails.len(), influencers) {
        fails.iter_mut().zip(mask).for_each(|(fails, chosen)| *fails |= if chosen { 0 } else { INFLUENCER });
    }
    if !selection.name_part.is_empty() {
        let part = selection.name_part.to_lowercase();
        let is_named = |name: &Option<String>| name.as_ref().is_some_and(|name| name.contains(&part));
        let names = fails.iter_mut().zip(&people.names);
        names.for_each(|(fails, name)| *fails |= if is_named(name) { 0 } else { NAME });
    }
    fails
}
