//! The cube: sales summed at the grain class × influencer × brand × product × campaign × day, with spend spread over it.
//!
//! The sales of one influencer with one brand, product and campaign are a run of days with running totals, so that a question
//! about a period subtracts two of them. What is asked most is summed once more, in `levels`: by brand, influencer and campaign
//! over all products, by combination and by brand over all influencers, and by influencer over all combinations. Spend is
//! spread over the cells once, here; the baseline is shared out for each question, in `query`.

mod campaign_days;
mod campaigns;
mod dictionaries;
mod facets;
mod input;
mod levels;
mod people;
mod prefix_sums;
mod query;
mod series;
mod sold;
mod spend;
mod unattributed;
mod without_sale;

use std::sync::Arc;

use definitions::{Class, Day, Profile};

pub use campaigns::CampaignSales;
pub use dictionaries::{BLANK_CODE, Dictionaries, SortedTexts};
pub use facets::{Facet, FacetValue};
pub use input::{CubeInput, PaymentRow, PostCell, SalesCell, SalesKey, summed, summed_posts};
pub use query::{SellerDay, join};
pub use sold::Sold;
pub use unattributed::UnattributedDay;
pub use without_sale::WithoutSale;

use campaign_days::CampaignDays;
use facets::FacetPositions;
use levels::{SellerSales, by_brand, by_combination, by_profile, by_seller, days_of};
use people::People;
use prefix_sums::{Calendar, DailySeries, Period, PrefixSums};
use series::{SeriesCells, SeriesOrder, combinations, series_of};
use spend::allocate_spend;
use without_sale::AllWithoutSale;

/// Brand, product and campaign of a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Combination {
    pub(crate) brand: u32,
    pub(crate) product: u32,
    pub(crate) campaign: u32,
}

impl Combination {
    const fn of(cell: &SalesCell) -> Self {
        Self { brand: cell.key.brand, product: cell.key.product, campaign: cell.key.campaign }
    }

    pub(crate) const fn codes(self) -> [u32; 3] {
        [self.brand, self.product, self.campaign]
    }
}

/// Whose sales a run of the cube holds, and of what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Series {
    pub(crate) profile: u32,
    pub(crate) combination: u32,
}

/// Sales of one brand and product that no influencer made. Ordered by exactly that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UnattributedKey {
    pub(crate) class: Class,
    pub(crate) brand: u32,
    pub(crate) product: u32,
}

/// Everything a question is answered from.
#[derive(Debug)]
pub struct Cube {
    pub(crate) dictionaries: Dictionaries,
    pub(crate) people: People,
    /// Sorted; each one that has sales.
    pub(crate) combinations: Vec<Combination>,
    /// By influencer's code, then combination.
    pub(crate) series: Vec<Series>,
    /// Rows, orders, revenue and spend of each series.
    pub(crate) sales: PrefixSums<4>,
    /// Orders and revenue of each series by day.
    pub(crate) by_series: DailySeries,
    /// Orders and revenue of each combination, over all influencers.
    pub(crate) by_combination: DailySeries,
    /// Orders and revenue of each brand that is sold, in the order of the combinations.
    pub(crate) by_brand: DailySeries,
    /// Orders and revenue of each influencer who has sales, over all combinations, by profile.
    pub(crate) by_profile: DailySeries,
    /// The run of `by_profile` of each profile.
    pub(crate) run_of_profile: Vec<Option<u32>>,
    pub(crate) sellers: SellerSales,
    /// Brands and products of organic and other sales; rows, orders and revenue of each.
    pub(crate) unattributed_keys: Vec<UnattributedKey>,
    pub(crate) unattributed: PrefixSums<3>,
    /// Orders and revenue of each of them by day.
    pub(crate) by_unattributed: DailySeries,
    /// Influencer revenue of all days.
    pub(crate) revenue: i64,
    /// By profile: everything paid.
    pub(crate) paid: Vec<i64>,
    /// What of it lies on no sale.
    pub(crate) without_sale: AllWithoutSale,
    /// By profile: at least half of it was paid per order.
    pub(crate) is_paid_per_order: Vec<bool>,
    /// The profile of each run of posts, reach, likes and comments.
    pub(crate) posters: Vec<u32>,
    pub(crate) posts: PrefixSums<4>,
    pub(crate) has_organic: bool,
    pub(crate) days: Option<(Day, Day)>,
    /// On which days campaigns ran.
    pub(crate) campaign_days: CampaignDays,
    /// Of every dimension but the influencer, in the order of [`definitions::Dimension::ALL`].
    pub(crate) facets: Vec<Facet>,
    /// Where the values of brand, product and campaign stand in their facets.
    pub(crate) positions: [FacetPositions; 3],
}

impl Cube {
    /// The cube of a dataset's facts.
    pub fn new(input: &CubeInput) -> Self {
        let CubeInput { dictionaries, roster, sales, payments, posts } = input;
        let days = sales.iter().map(|cell| cell.key.day);
        let days = days.clone().min().zip(days.max());
        let attributed = sales.partition_point(|cell| cell.key.class == Class::Influencer);
        let (attributed, unattributed) = sales.split_at(attributed);
        let ((spend, without_sale), order) =
            rayon::join(|| allocate_spend(payments, attributed), || SeriesOrder::new(attributed));
        let mentioned = attributed.iter().map(|cell| cell.key.influencer);
        let mentioned = mentioned.chain(payments.iter().map(|payment| payment.influencer));
        let mentioned = mentioned.chain(posts.iter().map(|post| post.influencer));
        let people = People::new(roster.clone(), &dictionaries.ids, mentioned);
        let (paid, per_order) = paid(payments, dictionaries.ids.len());
        let of_profiles = |by_code: Vec<i64>| {
            let mut of_profiles = vec![0; people.profiles.len()];
            let amounts = people.profile_of.iter().zip(by_code);
            amounts.for_each(|(profile, amount)| profile.iter().for_each(|&at| of_profiles[at as usize] = amount));
            of_profiles
        };
        let (paid, per_order) = (of_profiles(paid), of_profiles(per_order));
        let without_sale = AllWithoutSale::new(&without_sale, &people);
        let is_paid_per_order =
            paid.iter().zip(per_order).map(|(paid, part)| part > 0 && part >= paid - part).collect();
        let combinations = combinations(&order);
        let code = |series: &SeriesCells| combinations.binary_search(&series.combination).unwrap_or_default() as u32;
        let codes: Vec<u32> = order.series.iter().map(code).collect();
        let ((sellers, (run_of_profile, by_profile)), ((series, sales, by_series), by_combination)) = rayon::join(
            || (by_seller(attributed, &spend, &order, &people), by_profile(attributed, &people)),
            || {
                let (series, sales) = series_of(attributed, &spend, &order, &codes, &people);
                let by_series = days_of(&sales);
                ((series, sales, by_series), by_combination(attributed, &order, &codes, days))
            },
        );
        debug_assert_eq!(by_combination.len(), combinations.len(), "every combination has sales");
        let by_brand = by_brand(&combinations, &by_combination, days);
        let campaign_days = CampaignDays::new(&combinations, &by_combination, days);
        let (unattributed_keys, unattributed) = unattributed_of(unattributed);
        let by_unattributed = days_of(&unattributed);
        let (posters, posts) = posts_of(posts, &people);
        let mut cube = Self {
            has_organic: unattributed_keys.iter().any(|key| key.class == Class::Organic),
            dictionaries: dictionaries.clone(),
            facets: Vec::new(),
            positions: [const { FacetPositions(Vec::new()) }; 3],
            people,
            combinations,
            series,
            sales,
            by_series,
            by_combination,
            by_brand,
            by_profile,
            run_of_profile,
            sellers,
            unattributed_keys,
            unattributed,
            by_unattributed,
            revenue: attributed.iter().map(|cell| cell.revenue).sum(),
            paid,
            without_sale,
            is_paid_per_order,
            posters,
            posts,
            days,
            campaign_days,
        };
        cube.build_facets();
        cube
    }

    /// The influencers, by the positions that [`definitions::Aggregates`] names.
    pub fn profiles(&self) -> &[Arc<Profile>] {
        &self.people.profiles
    }

    /// Whether at least half of what an influencer was paid, over all payments, was paid per order.
    pub fn is_paid_per_order(&self, profile: usize) -> bool {
        self.is_paid_per_order[profile]
    }

    /// Influencer revenue of all days and everything paid, in micros: what no filter changes.
    pub fn revenue_and_paid(&self) -> (i64, i64) {
        (self.revenue, self.paid.iter().sum())
    }

    /// How many posts each influencer (a profile) published on each day.
    pub fn each_post_day(&self, mut give: impl FnMut(usize, Day, i64)) {
        for (run, profile) in self.posters.iter().enumerate() {
            let of_day = |day, [posts, ..]: [i64; 4]| give(*profile as usize, Day::from_number(day), posts);
            self.posts.each_day(run, Period::ALWAYS, of_day);
        }
    }

    /// The first and the last day with a sale.
    pub fn days(&self) -> Option<(Day, Day)> {
        self.days
    }

    /// Some tracking row is organic.
    pub fn has_organic(&self) -> bool {
        self.has_organic
    }

    /// About how many bytes of memory it takes.
    pub fn bytes(&self) -> usize {
        let runs = self.sales.bytes()
            + self.sellers.bytes()
            + self.by_series.bytes()
            + self.by_combination.bytes()
            + self.by_brand.bytes()
            + self.by_unattributed.bytes()
            + self.by_profile.bytes()
            + self.unattributed.bytes();
        let keys = size_of_val(&*self.series) + size_of_val(&*self.combinations);
        runs + keys + self.posts.bytes() + self.people.bytes() + self.dictionaries.bytes()
    }

    /// How many sums of one class, influencer, brand, product, campaign and day there are.
    pub fn cells(&self) -> usize {
        let attributed: usize = (0..self.sales.len()).map(|run| self.sales.cells(run)).sum();
        attributed + (0..self.unattributed.len()).map(|run| self.unattributed.cells(run)).sum::<usize>()
    }
}

/// By id's code: everything paid, and what of it was paid per order.
fn paid(payments: &[PaymentRow], ids: usize) -> (Vec<i64>, Vec<i64>) {
    let (mut paid, mut per_order) = (vec![0; ids], vec![0; ids]);
    for payment in payments {
        paid[payment.influencer as usize] += payment.amount;
        if definitions::is_per_order(&payment.basis) {
            per_order[payment.influencer as usize] += payment.amount;
        }
    }
    (paid, per_order)
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.dedup();
    values.sort_unstable();
    values.dedup();
    values
}

fn unattributed_of(cells: &[SalesCell]) -> (Vec<UnattributedKey>, PrefixSums<3>) {
    let key =
        |cell: &SalesCell| UnattributedKey { class: cell.key.class, brand: cell.key.brand, product: cell.key.product };
    let unattributed_keys = distinct(cells.iter().map(key));
    let place = |cell: &SalesCell| unattributed_keys.binary_search(&key(cell)).unwrap_or_default();
    let mut order: Vec<(usize, Day, &SalesCell)> = cells.iter().map(|cell| (place(cell), cell.key.day, cell)).collect();
    order.sort_unstable_by_key(|(place, day, _)| (*place, *day));
    let sums = |(place, day, cell): (usize, Day, &SalesCell)| (place, day, [cell.rows, cell.orders, cell.revenue]);
    let runs = PrefixSums::new(order.into_iter().map(sums));
    (unattributed_keys, runs)
}

/// The cells come sorted by influencer and day.
fn posts_of(cells: &[PostCell], people: &People) -> (Vec<u32>, PrefixSums<4>) {
    let mut posters: Vec<u32> = Vec::new();
    let mut last = None;
    let runs = PrefixSums::new(cells.iter().map(|cell| {
        if last != Some(cell.influencer) {
            last = Some(cell.influencer);
            posters.push(people.profile_of[cell.influencer as usize].unwrap_or_default());
        }
        (posters.len() - 1, cell.day, [cell.posts, cell.reach, cell.likes, cell.comments])
    }));
    (posters, runs)
}
