//! Sales of brands as daily series, in currency units.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use cube::{CampaignSales, UnattributedDay};
use definitions::{BLANK, Day, Dimension, MICROS_PER_UNIT};
use store::Dataset;

use super::span::{is_thin_and_steady, span};

/// Days from the first to the last, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Period {
    pub(crate) from: Day,
    pub(crate) to: Day,
}

impl Period {
    pub(crate) fn has(self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    pub(crate) fn days(self) -> usize {
        (self.to.number() - self.from.number() + 1).max(0) as usize
    }
}

/// One brand's sales of every day of the data: currency units, and organic orders.
pub(super) struct BrandSales {
    pub(super) organic: Vec<f64>,
    pub(super) organic_orders: Vec<f64>,
    /// Paid ads and whatever else is neither organic nor an influencer's.
    pub(super) other: Vec<f64>,
    pub(super) influencer: Vec<f64>,
}

impl BrandSales {
    /// All that the brand sold on a day: what moved from ads or organic sales to codes is not new.
    pub(super) fn outcome(&self) -> Vec<f64> {
        let rows = 0..self.organic.len();
        rows.map(|row| self.organic[row] + self.other[row] + self.influencer[row]).collect()
    }
}

/// The days, brands and campaigns of one version.
pub(super) struct Sales<'d> {
    pub(super) dataset: &'d Dataset,
    pub(super) days: Period,
    pub(super) campaigns: Vec<CampaignSales<'d>>,
    /// Cached: proposals and checks read them again and again.
    brands: RefCell<HashMap<String, Rc<BrandSales>>>,
    names: OnceCell<Vec<String>>,
}

/// The usual number of days after a campaign's end on which its effect continues.
pub(super) const TAIL_DAYS_USUAL: u32 = 7;

impl<'d> Sales<'d> {
    /// Nothing for data without a day.
    pub(super) fn from_dataset(dataset: &'d Dataset) -> Option<Self> {
        let manifest = dataset.manifest();
        let day = |text: &Option<String>| Day::parse(text.as_deref()?).ok();
        let days = Period { from: day(&manifest.first_day)?, to: day(&manifest.last_day)? };
        Some(Self { dataset, days, campaigns: dataset.campaigns(), brands: RefCell::default(), names: OnceCell::new() })
    }

    pub(super) fn brand(&self, brand: &str) -> Rc<BrandSales> {
        if let Some(known) = self.brands.borrow().get(brand) {
            return known.clone();
        }
        let sales = Rc::new(self.brand_sales(brand));
        self.brands.borrow_mut().insert(brand.to_owned(), sales.clone());
        sales
    }

    fn brand_sales(&self, brand: &str) -> BrandSales {
        let mut influencer = vec![0.0; self.days.days()];
        for campaign in self.campaigns.iter().filter(|campaign| campaign.brand == brand) {
            influencer.iter_mut().zip(self.revenue_of(campaign)).for_each(|(all, own)| *all += own);
        }
        let days = self.dataset.unattributed_days(brand);
        let column = |of: fn(&UnattributedDay) -> f64| days.iter().map(of).collect();
        BrandSales {
            organic: column(|day| units(day.organic_revenue)),
            organic_orders: column(|day| day.organic_orders as f64),
            other: column(|day| units(day.other_revenue)),
            influencer,
        }
    }

    /// A campaign's credited revenue of every day of the data.
    pub(super) fn campaign_revenue(&self, brand: &str, campaign: &str) -> Vec<f64> {
        let own = self.campaigns.iter().find(|own| own.brand == brand && own.campaign == campaign);
        own.map_or_else(|| vec![0.0; self.days.days()], |own| self.revenue_of(own))
    }

    fn revenue_of(&self, campaign: &CampaignSales<'_>) -> Vec<f64> {
        let mut revenue = vec![0.0; self.days.days()];
        for (day, amount) in &campaign.daily_revenue {
            if let Some(row) = self.row(*day) {
                revenue[row] = units(*amount);
            }
        }
        revenue
    }

    /// Brands with organic sales, the largest first.
    pub(super) fn brands(&self) -> &[String] {
        self.names.get_or_init(|| self.largest_brands())
    }

    fn largest_brands(&self) -> Vec<String> {
        const MAX_BRANDS: usize = 12;
        let facet = self.dataset.facets().find(|facet| facet.dimension == Dimension::Brand);
        let names = facet.into_iter().flat_map(|facet| &facet.values).map(|value| value.value.clone());
        let mut sized: Vec<(f64, String)> =
            names.map(|name| (self.brand(&name).organic.iter().sum::<f64>(), name)).collect();
        sized.retain(|(revenue, _)| *revenue > 0.0);
        sized.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        sized.into_iter().take(MAX_BRANDS).map(|(_, name)| name).collect()
    }

    pub(super) fn row(&self, day: Day) -> Option<usize> {
        self.days.has(day).then(|| (day.number() - self.days.from.number()) as usize)
    }

    pub(super) fn day(&self, row: usize) -> Day {
        self.days.from.plus(row as i32)
    }

    /// The days of a campaign without its stragglers.
    pub(super) fn span(campaign: &CampaignSales<'_>) -> Period {
        let (from, to) = span(&campaign.daily_revenue).unwrap_or((campaign.first_day, campaign.settled_day));
        Period { from, to }
    }

    /// The days of a campaign and of what lingers after it.
    pub(super) fn with_tail(&self, campaign: &CampaignSales<'_>) -> Period {
        let Period { from, to } = Self::span(campaign);
        Period { from, to: to.plus(TAIL_DAYS_USUAL as i32).min(self.days.to) }
    }

    /// Whether a campaign's codes sell as usually as organic sales do, so that they say nothing about days.
    pub(super) fn is_usual(&self, campaign: &CampaignSales<'_>) -> bool {
        let sales = self.brand(campaign.brand);
        campaign.campaign == BLANK
            || is_thin_and_steady(&campaign.daily_revenue, self.days.days(), sales.outcome().iter().sum())
    }

    /// Campaigns of a brand, any but one and those that are usual there.
    pub(super) fn others<'s>(
        &'s self,
        brand: &'s str,
        but: Option<&'s str>,
    ) -> impl Iterator<Item = &'s CampaignSales<'d>> {
        let is_other = move |other: &&CampaignSales<'_>| other.brand == brand && Some(other.campaign) != but;
        self.campaigns.iter().filter(is_other).filter(|other| !self.is_usual(other))
    }

    /// Campaigns of a brand, any but one and those that are named usual.
    pub(super) fn others_than<'s>(
        &'s self,
        brand: &'s str,
        but: &'s str,
        usual: &'s [String],
    ) -> impl Iterator<Item = &'s CampaignSales<'d>> {
        let is_other = move |other: &&CampaignSales<'_>| other.brand == brand && other.campaign != but;
        self.campaigns.iter().filter(is_other).filter(|other| !usual.iter().any(|usual| usual == other.campaign))
    }
}

fn units(micros: i64) -> f64 {
    micros as f64 / MICROS_PER_UNIT as f64
}
