//! The cube: sales summed at the grain class × influencer × brand × product × campaign × day, with spend spread over it.
//!
//! Texts are codes whose order is the texts' order by code point, so that sorting by codes is sorting by key. Spend is spread
//! over the cells once, here; the baseline is shared out for each question, in `gather`.

use std::collections::BTreeMap;

use definitions::{BLANK, Day, Dimension, Profile, shares, shown};

use crate::intake::{BrandRule, Class};

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

/// Sales of one class, influencer, brand, product, campaign and day. Ordered by exactly that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SalesKey {
    pub(crate) class: Class,
    pub(crate) influencer: u32,
    pub(crate) day: Day,
    pub(crate) brand: u32,
    pub(crate) product: u32,
    pub(crate) campaign: u32,
}

/// The sums of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SalesCell {
    pub(crate) key: SalesKey,
    pub(crate) rows: i64,
    pub(crate) orders: i64,
    pub(crate) revenue: i64,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PaymentRow {
    pub(crate) influencer: u32,
    pub(crate) basis: String,
    pub(crate) amount: i64,
    pub(crate) brand: u32,
    pub(crate) campaign: u32,
}

/// Posts of one influencer and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PostCell {
    pub(crate) influencer: u32,
    pub(crate) day: Day,
    pub(crate) posts: i64,
    pub(crate) reach: i64,
    pub(crate) likes: i64,
    pub(crate) comments: i64,
}

/// What is stored of a dataset and what a cube is built from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) dictionaries: Dictionaries,
    /// The roster in its order, each id once.
    pub(crate) roster: Vec<Profile>,
    /// Sorted by key, each key once.
    pub(crate) sales: Vec<SalesCell>,
    pub(crate) payments: Vec<PaymentRow>,
    pub(crate) posts: Vec<PostCell>,
}

/// Sums cells of the same key; the result is sorted by key.
pub(crate) fn summed(mut cells: Vec<SalesCell>) -> Vec<SalesCell> {
    cells.sort_unstable_by_key(|cell| cell.key);
    cells.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            kept.rows += next.rows;
            kept.orders += next.orders;
            kept.revenue += next.revenue;
        }
        same
    });
    cells
}

/// Sums posts of the same influencer and day; the result is sorted by both.
pub(crate) fn summed_posts(mut cells: Vec<PostCell>) -> Vec<PostCell> {
    cells.sort_unstable_by_key(|cell| (cell.influencer, cell.day));
    cells.dedup_by(|next, kept| {
        let same = (next.influencer, next.day) == (kept.influencer, kept.day);
        if same {
            kept.posts += next.posts;
            kept.reach += next.reach;
            kept.likes += next.likes;
            kept.comments += next.comments;
        }
        same
    });
    cells
}

/// A sales cell of an influencer, with the spend that lies on it and the slot its revenue weighs in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InfluencerCell {
    pub(crate) sales: SalesCell,
    pub(crate) spend: i64,
    pub(crate) slot: u32,
}

/// One (brand, influencer, campaign) that carries a share of the brand's organic sales. Ordered by brand, then by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    pub(crate) brand: u32,
    pub(crate) influencer: u32,
    pub(crate) campaign: u32,
}

/// Everything a question is answered from.
#[derive(Debug)]
pub(crate) struct Cube {
    pub(crate) dictionaries: Dictionaries,
    /// The roster in its order, then ids that only sales, payouts or posts name, by code point.
    pub(crate) profiles: Vec<Profile>,
    /// The profile of each id's code.
    pub(crate) profile_of: Vec<Option<usize>>,
    pub(crate) influencer_cells: Vec<InfluencerCell>,
    /// Organic and other.
    pub(crate) unattributed: Vec<SalesCell>,
    pub(crate) slots: Vec<Slot>,
    /// By id's code: everything paid, and what of it lies on no sale.
    pub(crate) paid: Vec<i64>,
    pub(crate) unallocated: Vec<i64>,
    pub(crate) posts: Vec<PostCell>,
    pub(crate) has_organic: bool,
    pub(crate) days: Option<(Day, Day)>,
}

impl Cube {
    pub(crate) fn new(parts: &Parts) -> Self {
        let Parts { dictionaries, roster, sales, payments, posts } = parts;
        let days = sales.iter().map(|cell| cell.key.day);
        let days = days.clone().min().zip(days.max());
        let attributed = sales.partition_point(|cell| cell.key.class == Class::Influencer);
        let (attributed, unattributed) = sales.split_at(attributed);
        let slots = slots_of(attributed);
        let mut cells: Vec<InfluencerCell> = attributed.iter().map(|cell| influencer_cell(cell, &slots)).collect();
        let mut paid = vec![0; dictionaries.ids.len()];
        payments.iter().for_each(|payment| paid[payment.influencer as usize] += payment.amount);
        let unallocated = spread(payments, &mut cells, dictionaries.ids.len());
        let (profiles, profile_of) = profiles_of(roster.clone(), &dictionaries.ids, &cells, payments, posts);
        Self {
            profiles,
            profile_of,
            influencer_cells: cells,
            has_organic: unattributed.iter().any(|cell| cell.key.class == Class::Organic),
            unattributed: unattributed.to_vec(),
            slots,
            paid,
            unallocated,
            posts: posts.clone(),
            days,
            dictionaries: dictionaries.clone(),
        }
    }
}

fn slots_of(cells: &[SalesCell]) -> Vec<Slot> {
    let slot =
        |cell: &SalesCell| Slot { brand: cell.key.brand, influencer: cell.key.influencer, campaign: cell.key.campaign };
    let mut slots: Vec<Slot> = cells.iter().map(slot).collect();
    slots.sort_unstable();
    slots.dedup();
    slots
}

fn influencer_cell(cell: &SalesCell, slots: &[Slot]) -> InfluencerCell {
    let slot = Slot { brand: cell.key.brand, influencer: cell.key.influencer, campaign: cell.key.campaign };
    let slot = slots.binary_search(&slot).unwrap_or_default() as u32;
    InfluencerCell { sales: *cell, spend: 0, slot }
}

/// Payments of one influencer, basis class, named brand and named campaign are one amount.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Amount {
    influencer: u32,
    is_per_order: bool,
    brand: u32,
    campaign: u32,
}

/// Spreads the payments over their payees' cells; gives back what lies on no sale, by id's code.
fn spread(payments: &[PaymentRow], cells: &mut [InfluencerCell], ids: usize) -> Vec<i64> {
    let mut amounts = BTreeMap::<Amount, i64>::new();
    for payment in payments {
        let is_per_order = crate::intake::is_per_order(&payment.basis);
        let amount =
            Amount { influencer: payment.influencer, is_per_order, brand: payment.brand, campaign: payment.campaign };
        *amounts.entry(amount).or_default() += payment.amount;
    }
    let mut unallocated = vec![0; ids];
    for (amount, total) in amounts {
        let from = cells.partition_point(|cell| cell.sales.key.influencer < amount.influencer);
        let to = cells.partition_point(|cell| cell.sales.key.influencer <= amount.influencer);
        if !spread_one(amount, total, &mut cells[from..to]) {
            unallocated[amount.influencer as usize] += total;
        }
    }
    unallocated
}

/// Spreads one amount over the payee's cells of the brand and campaign it names; false when there is no such sale.
///
/// The payee's cells come sorted by date, brand, product and campaign: the order the rounding is defined by.
fn spread_one(amount: Amount, total: i64, cells: &mut [InfluencerCell]) -> bool {
    let named = |name: u32, code: u32| name == BLANK_CODE || name == code;
    let mut payees: Vec<&mut InfluencerCell> = cells
        .iter_mut()
        .filter(|cell| named(amount.brand, cell.sales.key.brand) && named(amount.campaign, cell.sales.key.campaign))
        .collect();
    let orders: Vec<i64> = payees.iter().map(|cell| cell.sales.orders).collect();
    let revenue: Vec<i64> = payees.iter().map(|cell| cell.sales.revenue).collect();
    let (first, second) = if amount.is_per_order { (orders, revenue) } else { (revenue, orders) };
    let weights = if first.iter().any(|&weight| weight > 0) { first } else { second };
    let Some(parts) = shares(total, &weights) else {
        return false;
    };
    payees.iter_mut().zip(parts).for_each(|(cell, part)| cell.spend += part);
    true
}

fn profiles_of(
    mut profiles: Vec<Profile>,
    ids: &Texts,
    cells: &[InfluencerCell],
    payments: &[PaymentRow],
    posts: &[PostCell],
) -> (Vec<Profile>, Vec<Option<usize>>) {
    let mut profile_of = vec![None; ids.len()];
    for (at, profile) in profiles.iter().enumerate() {
        if let Some(code) = ids.code(&profile.id) {
            profile_of[code as usize] = Some(at);
        }
    }
    let sold = cells.iter().map(|cell| cell.sales.key.influencer);
    let paid = payments.iter().map(|payment| payment.influencer);
    let mut strangers: Vec<u32> = sold.chain(paid).chain(posts.iter().map(|post| post.influencer)).collect();
    strangers.sort_unstable();
    strangers.dedup();
    for code in strangers {
        if profile_of[code as usize].is_none() {
            profile_of[code as usize] = Some(profiles.len());
            profiles.push(stranger(ids.shown(code)));
        }
    }
    (profiles, profile_of)
}

fn stranger(id: &str) -> Profile {
    let blank = String::new;
    Profile {
        id: id.to_owned(),
        name: id.to_owned(),
        category: blank(),
        gender: blank(),
        platform: blank(),
        followers: None,
        in_roster: false,
    }
}

/// The distinct values of one dimension.
#[derive(Clone, Debug)]
pub struct Facet {
    /// Which one.
    pub dimension: Dimension,
    /// In order of the value's text; influencers in roster order.
    pub values: Vec<FacetValue>,
}

/// One distinct value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// As the URL writes it.
    pub value: String,
    /// As people read it, when that differs.
    pub label: Option<String>,
    /// Of the sales side: tracking rows. Of the influencer side: influencers.
    pub count: i64,
}

impl Cube {
    /// Every dimension with its values. Where the product is the brand it is not offered twice.
    pub(crate) fn facets(&self, rule: BrandRule) -> Vec<Facet> {
        let offered = |dimension: &Dimension| !(*dimension == Dimension::Product && rule == BrandRule::Product);
        let facet = |dimension| Facet { dimension, values: self.values(dimension) };
        Dimension::ALL.into_iter().filter(offered).map(facet).collect()
    }

    /// Whether a dimension has the value at all.
    pub(crate) fn knows(&self, dimension: Dimension, value: &str) -> bool {
        if value == BLANK {
            return self.values(dimension).iter().any(|known| known.value == BLANK);
        }
        let anybody = |of: fn(&Profile) -> &str| self.profiles.iter().any(|profile| of(profile) == value);
        match dimension {
            Dimension::Brand => self.dictionaries.brands.code(value).is_some(),
            Dimension::Product => self.dictionaries.products.code(value).is_some(),
            Dimension::Campaign => self.dictionaries.campaigns.code(value).is_some(),
            Dimension::Category => anybody(|profile| &profile.category),
            Dimension::Platform => anybody(|profile| &profile.platform),
            Dimension::Gender => anybody(|profile| &profile.gender),
            Dimension::Tier => self.profiles.iter().any(|profile| profile.tier() == value),
            Dimension::Influencer => {
                self.dictionaries.ids.code(value).is_some_and(|code| self.profile_of[code as usize].is_some())
            }
        }
    }

    fn values(&self, dimension: Dimension) -> Vec<FacetValue> {
        let dictionaries = &self.dictionaries;
        match dimension {
            Dimension::Brand => self.sales_values(&dictionaries.brands, true, |key| key.brand),
            Dimension::Product => self.sales_values(&dictionaries.products, true, |key| key.product),
            Dimension::Campaign => self.sales_values(&dictionaries.campaigns, false, |key| key.campaign),
            Dimension::Category => self.people_values(|profile| shown(&profile.category)),
            Dimension::Platform => self.people_values(|profile| shown(&profile.platform)),
            Dimension::Gender => self.people_values(|profile| shown(&profile.gender)),
            Dimension::Tier => self.tier_values(),
            Dimension::Influencer => {
                let value = |profile: &Profile| FacetValue {
                    value: profile.id.clone(),
                    label: Some(profile.name.clone()),
                    count: 1,
                };
                self.profiles.iter().map(value).collect()
            }
        }
    }

    /// Organic and other rows have no campaign.
    fn sales_values(&self, texts: &Texts, of_unattributed: bool, code: fn(&SalesKey) -> u32) -> Vec<FacetValue> {
        let mut rows: Vec<Option<i64>> = vec![None; texts.len()];
        let unattributed = self.unattributed.iter().filter(|_| of_unattributed);
        for cell in self.influencer_cells.iter().map(|cell| &cell.sales).chain(unattributed) {
            *rows[code(&cell.key) as usize].get_or_insert(0) += cell.rows;
        }
        let value = |(at, rows): (usize, Option<i64>)| {
            Some(FacetValue { value: texts.shown(at as u32).to_owned(), label: None, count: rows? })
        };
        rows.into_iter().enumerate().filter_map(value).collect()
    }

    fn people_values<'c>(&'c self, of: impl Fn(&'c Profile) -> &'c str) -> Vec<FacetValue> {
        let mut counts = BTreeMap::<&str, i64>::new();
        self.profiles.iter().for_each(|profile| *counts.entry(of(profile)).or_default() += 1);
        counts.into_iter().map(|(value, count)| FacetValue { value: value.to_owned(), label: None, count }).collect()
    }

    fn tier_values(&self) -> Vec<FacetValue> {
        let mut values = self.people_values(|profile| profile.tier());
        let size = |value: &FacetValue| {
            definitions::TIERS.iter().position(|tier| tier.id == value.value).unwrap_or(usize::MAX)
        };
        values.sort_by_key(size);
        for value in &mut values {
            value.label =
                definitions::TIERS.iter().find(|tier| tier.id == value.value).map(|tier| tier.label.to_owned());
        }
        values
    }
}
