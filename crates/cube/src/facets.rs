//! What there is to choose from.

use std::sync::Arc;

use definitions::{BLANK, Dimension, Profile, Selection, TIERS};

use crate::{
    Cube,
    dictionaries::Texts,
    people::{ATTRIBUTES, Attribute, People},
};

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

/// The dimensions that are counted, in the order of their facets: all but the influencers, of whom there may be very many.
pub(crate) const COUNTED: [Dimension; 7] = [
    Dimension::Brand,
    Dimension::Product,
    Dimension::Campaign,
    Dimension::Category,
    Dimension::Platform,
    Dimension::Gender,
    Dimension::Tier,
];

/// The values that sales have of one dimension: where each text's code stands among them.
#[derive(Debug)]
pub(crate) struct Places(pub(crate) Vec<Option<u32>>);

impl Cube {
    /// Every counted dimension with its values.
    pub(crate) fn offered(&mut self) {
        let of_sales = [&self.dictionaries.brands, &self.dictionaries.products, &self.dictionaries.campaigns];
        let rows = self.rows_by_value();
        let facet = |((texts, rows), dimension): ((&Texts, &Vec<Option<i64>>), Dimension)| {
            let value = |(code, rows): (usize, &Option<i64>)| {
                Some(FacetValue { value: texts.shown(code as u32).to_owned(), label: None, count: (*rows)? })
            };
            Facet { dimension, values: rows.iter().enumerate().filter_map(value).collect() }
        };
        let sales = of_sales.into_iter().zip(&rows).zip(COUNTED).map(facet);
        let people = (0..ATTRIBUTES.len()).map(|at| facet_of(&self.people, at));
        self.facets = sales.chain(people).collect();
        self.places = rows.map(|rows| places(&rows));
    }

    /// Tracking rows by brand, product and campaign; organic and other rows have no campaign.
    fn rows_by_value(&self) -> [Vec<Option<i64>>; 3] {
        let texts = [&self.dictionaries.brands, &self.dictionaries.products, &self.dictionaries.campaigns];
        let mut rows = texts.map(|texts| vec![None; texts.len()]);
        let mut add = |dimension: usize, code: u32, count: i64| {
            *rows[dimension][code as usize].get_or_insert(0) += count;
        };
        for run in 0..self.sales.len() {
            let combination = self.combinations[self.series[run].combination as usize];
            let [count, ..] = self.sales.whole(run);
            combination.codes().into_iter().enumerate().for_each(|(at, code)| add(at, code, count));
        }
        for (run, stock) in self.stocks.iter().enumerate() {
            let [count, ..] = self.unattributed.whole(run);
            add(0, stock.brand, count);
            add(1, stock.product, count);
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
        let passes = self.passes_but_choice(selection);
        let rows = self.rows_of_people(selection);
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
        match COUNTED.iter().position(|counted| *counted == dimension) {
            Some(at) if at < 3 && value != BLANK => self.dictionary(at).code(value).is_some(),
            Some(at) => self.facets[at].values.iter().any(|known| known.value == value),
            None => !self.profiles_of_id(value).is_empty(),
        }
    }

    fn dictionary(&self, at: usize) -> &Texts {
        [&self.dictionaries.brands, &self.dictionaries.products, &self.dictionaries.campaigns][at]
    }

    /// The profiles that a chosen id names.
    pub(crate) fn profiles_of_id(&self, id: &str) -> Vec<u32> {
        let blank = (id == BLANK).then_some(crate::BLANK_CODE);
        let codes = blank.into_iter().chain(self.dictionaries.ids.code(id));
        codes.filter_map(|code| self.people.profile_of[code as usize]).collect()
    }
}

/// The values of an attribute with how many people have each.
fn facet_of(people: &People, at: usize) -> Facet {
    let Attribute { values, of } = &people.attributes[at];
    let mut counts = vec![0; values.len()];
    of.iter().for_each(|&code| counts[code as usize] += 1);
    let label = |value: &str| {
        let tier = TIERS.iter().find(|tier| ATTRIBUTES[at] == Dimension::Tier && tier.id == value);
        tier.map(|tier| tier.label.to_owned())
    };
    let value = |(value, count): (&String, i64)| FacetValue { value: value.clone(), label: label(value), count };
    Facet { dimension: ATTRIBUTES[at], values: values.iter().zip(counts).map(value).collect() }
}

fn places(rows: &[Option<i64>]) -> Places {
    let mut next = 0;
    let place = |rows: &Option<i64>| {
        rows.is_some().then(|| {
            next += 1;
            next - 1
        })
    };
    Places(rows.iter().map(place).collect())
}
