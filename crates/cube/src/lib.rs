//! The cube: sales summed at the grain class × influencer × brand × product × campaign × day, with spend spread over it.
//!
//! The sales of one influencer with one brand, product and campaign are a run of days with running totals, so that a question
//! about a period subtracts two of them. What is asked most is summed once more, in `levels`: by brand, influencer and campaign
//! over all products, by combination and by brand over all influencers, and by influencer over all combinations. Spend is
//! spread over the cells once, here; the baseline is shared out for each question, in `query`.

mod campaign_days;
mod campaigns;
mod day_columns;
mod dictionaries;
mod facets;
mod input;
mod levels;
mod people;
mod prefix_sums;
mod query;
mod sold;
mod spans;
mod spend;
mod unattributed;
mod without_sale;

use std::{ops::Range, sync::Arc};

use definitions::{Class, Day, Profile};

pub use campaigns::CampaignSales;
pub use dictionaries::{BLANK_CODE, Dictionaries, SortedTexts};
pub use facets::{Facet, FacetValue};
pub use input::{CubeInput, PaymentRow, PostCell, SalesCell, SalesKey, SalesSeries, SeriesKey, summed_posts};
pub use query::{SellerDay, join};
pub use sold::Sold;
pub use unattributed::UnattributedDay;
pub use without_sale::WithoutSale;

use campaign_days::CampaignDays;
use facets::FacetPositions;
use levels::{Attributed, SellerSales, by_brand, by_combination, by_profile, by_seller};
use people::People;
use prefix_sums::{Calendar, DailySeries, PrefixSums};
use spans::{Period, Spans};
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
    const fn of(key: &SeriesKey) -> Self {
        Self { brand: key.brand, product: key.product, campaign: key.campaign }
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
    pub fn new(input: CubeInput) -> Self {
        let CubeInput { dictionaries, roster, sales: mut attributed, payments, posts } = input;
        let days = attributed.span();
        let unattributed = attributed.split_off_unattributed();
        let mentioned = attributed.series.iter().map(|(key, _)| key.influencer);
        let mentioned = mentioned.chain(payments.iter().map(|payment| payment.influencer));
        let mentioned = mentioned.chain(posts.iter().map(|post| post.influencer));
        let people = People::new(roster, &dictionaries.ids, mentioned);
        let (spend, without_sale) = allocate_spend(&payments, &attributed);
        let without_sale = AllWithoutSale::new(&without_sale, &people);
        let (paid, is_paid_per_order) = paid(&payments, &people);
        let (combinations, series) = series_of(&attributed, &people);
        let codes: Vec<u32> = series.iter().map(|series| series.combination).collect();
        let places: Vec<Range<usize>> = attributed.places().collect();
        let sold = Attributed { sales: &attributed, places: &places, spend: &spend, span: days };
        let spans = Spans::new(attributed.series.iter().map(|(_, cells)| *cells), attributed.days.clone());
        let spans = Arc::new(spans);
        let ((sellers, by_combination), (sales, (run_of_profile, by_profile))) = rayon::join(
            || (by_seller(sold, &people), by_combination(sold, &codes)),
            || (PrefixSums::new(spans.clone(), sold.columns()), by_profile(sold, &people)),
        );
        debug_assert_eq!(by_combination.len(), combinations.len(), "every combination has sales");
        let by_brand = by_brand(&combinations, &by_combination, sold);
        let campaign_days = CampaignDays::new(&combinations, &by_combination, days);
        let revenue = attributed.revenue.iter().sum();
        let by_series = DailySeries::new(spans, attributed.orders, attributed.revenue);
        let (unattributed_keys, unattributed, by_unattributed) = unattributed_of(unattributed);
        let (posters, posts) = posts_of(&posts, &people);
        let mut cube = Self {
            has_organic: unattributed_keys.iter().any(|key| key.class == Class::Organic),
            dictionaries,
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
            revenue,
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

/// By profile: everything paid, and whether at least half of it was paid per order.
fn paid(payments: &[PaymentRow], people: &People) -> (Vec<i64>, Vec<bool>) {
    let mut paid = vec![(0, 0); people.profiles.len()];
    for payment in payments {
        let Some(profile) = people.profile_of[payment.influencer as usize] else { continue };
        let (all, per_order) = &mut paid[profile as usize];
        *all += payment.amount;
        if definitions::is_per_order(&payment.basis) {
            *per_order += payment.amount;
        }
    }
    paid.into_iter().map(|(all, part)| (all, part > 0 && part >= all - part)).unzip()
}

/// The combinations that have sales, sorted, and what each series is of.
fn series_of(attributed: &SalesSeries, people: &People) -> (Vec<Combination>, Vec<Series>) {
    let mut combinations: Vec<Combination> = attributed.series.iter().map(|(key, _)| Combination::of(key)).collect();
    combinations.sort_unstable();
    combinations.dedup();
    let series = |(key, _): &(SeriesKey, u32)| Series {
        profile: people.profile_of[key.influencer as usize].unwrap_or_default(),
        combination: combinations.binary_search(&Combination::of(key)).unwrap_or_default() as u32,
    };
    let series = attributed.series.iter().map(series).collect();
    (combinations, series)
}

/// Rows, orders and revenue of each key by day, and orders and revenue again.
fn unattributed_of(sales: SalesSeries) -> (Vec<UnattributedKey>, PrefixSums<3>, DailySeries) {
    let SalesSeries { series, days, rows, orders, revenue } = sales;
    let key = |(key, _): &(SeriesKey, u32)| {
        let SeriesKey { class, brand, product, .. } = *key;
        UnattributedKey { class, brand, product }
    };
    let keys = series.iter().map(key).collect();
    let spans = Arc::new(Spans::new(series.iter().map(|(_, cells)| *cells), days));
    let runs = PrefixSums::new(spans.clone(), [&rows, &orders, &revenue]);
    (keys, runs, DailySeries::new(spans, orders, revenue))
}

/// The cells come sorted by influencer and day.
fn posts_of(cells: &[PostCell], people: &People) -> (Vec<u32>, PrefixSums<4>) {
    let runs = cells.chunk_by(|left, right| left.influencer == right.influencer);
    let (posters, lengths): (Vec<u32>, Vec<u32>) =
        runs.map(|own| (people.profile_of[own[0].influencer as usize].unwrap_or_default(), own.len() as u32)).unzip();
    let spans = Spans::new(lengths, cells.iter().map(|cell| cell.day.number()).collect());
    let column = |number: fn(&PostCell) -> i64| cells.iter().map(number).collect::<Vec<i64>>();
    let columns =
        [column(|cell| cell.posts), column(|cell| cell.reach), column(|cell| cell.likes), column(|cell| cell.comments)];
    (posters, PrefixSums::new(Arc::new(spans), columns.each_ref().map(Vec::as_slice)))
}
