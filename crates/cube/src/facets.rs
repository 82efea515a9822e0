//! What there is to choose from.

use std::sync::Arc;

use definitions::{BLANK, Dimension, Profile, ReadFrom, SALES_SIDE, Selection, TIERS};

use crate::{BLANK_CODE, Cube, dictionaries::SortedTexts, people::AttributeValues};

/// The distinct values of one dimension.
#[derive(Clone, Debug)]
pub struct Facet {
    /// Which one.
    pub dimension: Dimension,
    /// In order of the value's text, tiers by size.
    pub values: Vec<FacetValue>,
}

/// One distinct value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// As the URL writes it.
    pub value: String,
    /// As people read it, when that differs.
    pub label: Option<String>,
    /// Of the sales side: tracking rows. Of the influencer side: influencers; of one influencer: tracking rows.
    pub count: i64,
}

/// The values that sales have of one dimension: where each text's code stands among them.
#[derive(Debug)]
pub(crate) struct FacetPositions(pub(crate) Vec<Option<u32>>);

impl Cube {
    /// Every counted dimension with its values.
    pub(crate) fn build_facets(&mut self) {
        let of_sales = self.dictionaries.of_sales();
        let rows = self.rows_by_value();
        let facet = |((texts, rows), dimension): ((&SortedTexts, &Vec<Option<i64>>), Dimension)| {
            let value = |(code, rows): (usize, &Option<i64>)| {
                Some(FacetValue { value: texts.shown(code as u32).to_owned(), label: None, count: (*rows)? })
            };
            Facet { dimension, values: rows.iter().enumerate().filter_map(value).collect() }
        };
        let sales = of_sales.into_iter().zip(&rows).zip(SALES_SIDE).map(facet);
        let people = self.people.attributes.iter().map(facet_of);
        self.facets = sales.chain(people).collect();
        self.positions = rows.map(|rows| positions(&rows));
    }

    /// Tracking rows by brand, product and campaign; organic and other rows have no campaign. What only payments name has no
    /// rows: it can be chosen, because it has spend.
    fn rows_by_value(&self) -> [Vec<Option<i64>>; 3] {
        let mut rows = self.dictionaries.of_sales().map(|texts| vec![None; texts.len()]);
        let mut add = |dimension: usize, code: u32, count: i64| {
            *rows[dimension][code as usize].get_or_insert(0) += count;
        };
        for run in 0..self.sales.len() {
            let combination = self.combinations[self.series[run].combination as usize];
            let [count, ..] = self.sales.whole(run);
            combination.codes().into_iter().enumerate().for_each(|(at, code)| add(at, code, count));
        }
        for (run, key) in self.unattributed_keys.iter().enumerate() {
            let [count, ..] = self.unattributed.whole(run);
            add(0, key.brand, count);
            add(1, key.product, count);
        }
        for (brand, campaign) in self.without_sale.names() {
            let named = [(0, *brand), (2, *campaign)].into_iter().filter(|(_, code)| *code != BLANK_CODE);
            named.for_each(|(at, code)| add(at, code, 0));
        }
        rows
    }

    /// Every dimension that is counted, with its values.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// The influencers who pass the other clauses of the influencer side, in roster order, with their tracking rows under the
    /// sales side.
    pub fn influencers(&self, selection: &Selection) -> impl Iterator<Item = FacetValue> {
        let passes = self.passes_other_influencer_filters(selection);
        let rows = self.rows_by_profile(selection);
        let value = |(profile, count): (&Arc<Profile>, i64)| FacetValue {
            value: profile.id.clone(),
            label: Some(profile.name.clone()),
            count,
        };
        let people = self.profiles().iter().zip(rows).zip(passes);
        people.filter(|(_, passes)| *passes).map(move |(found, _)| value(found))
    }

    /// Whether a dimension has the value at all.
    pub fn knows(&self, dimension: Dimension, value: &str) -> bool {
        let is_offered = || {
            let facet = self.facets.iter().find(|facet| facet.dimension == dimension);
            facet.is_some_and(|facet| facet.values.iter().any(|known| known.value == value))
        };
        match dimension.read_from() {
            ReadFrom::Id => !self.profiles_of_id(value).is_empty(),
            ReadFrom::Roster(_) | ReadFrom::Followers => is_offered(),
            ReadFrom::Sales if value == BLANK => is_offered(),
            ReadFrom::Sales => self.dictionaries.of_sales()[dimension as usize].code(value).is_some(),
        }
    }

    /// The profiles that a chosen id names.
    pub(crate) fn profiles_of_id(&self, id: &str) -> Vec<u32> {
        let blank = (id == BLANK).then_some(BLANK_CODE);
        let codes = blank.into_iter().chain(self.dictionaries.ids.code(id));
        codes.filter_map(|code| self.people.profile_of[code as usize]).collect()
    }
}

/// The values of an attribute with how many influencers have each.
fn facet_of(attribute: &AttributeValues) -> Facet {
    let AttributeValues { dimension, values, codes } = attribute;
    let mut counts = vec![0; values.len()];
    codes.iter().for_each(|&code| counts[code as usize] += 1);
    let label = |value: &str| {
        let is_tier = dimension.read_from() == ReadFrom::Followers;
        let tier = TIERS.iter().find(|tier| is_tier && tier.id == value);
        tier.map(|tier| tier.label.to_owned())
    };
    let value = |(value, count): (&String, i64)| FacetValue { value: value.clone(), label: label(value), count };
    Facet { dimension: *dimension, values: values.iter().zip(counts).map(value).collect() }
}

fn positions(rows: &[Option<i64>]) -> FacetPositions {
    let mut next = 0;
    let place = |rows: &Option<i64>| {
        rows.is_some().then(|| {
            next += 1;
            next - 1
        })
    };
    FacetPositions(rows.iter().map(place).collect())
}
