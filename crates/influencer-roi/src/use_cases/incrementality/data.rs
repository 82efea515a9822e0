//! Sales of brands as daily series, in currency units.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use cube::CampaignSales;
use definitions::{Day, Dimension, MICROS_PER_UNIT, Question, Selection};
use store::Dataset;

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

/// One brand's sales of every day of the data, in currency units.
pub(super) struct BrandSales {
    pub(super) organic: Vec<f64>,
    pub(super) influencer: Vec<f64>,
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
        let mut selection = Selection::default();
        selection.choose(Dimension::Brand, brand);
        let sales = Rc::new(self.daily(selection));
        self.brands.borrow_mut().insert(brand.to_owned(), sales.clone());
        sales
    }

    fn daily(&self, selection: Selection) -> BrandSales {
        let aggregates = self.dataset.query(&Question { selection, ..Question::default() });
        let units = |micros: i64| micros as f64 / MICROS_PER_UNIT as f64;
        let mut sales = BrandSales { organic: vec![0.0; self.days.days()], influencer: vec![0.0; self.days.days()] };
        for sums in &aggregates.daily {
            if let Some(row) = self.row(sums.day) {
                sales.organic[row] = units(sums.organic_revenue);
                sales.influencer[row] = units(sums.revenue);
            }
        }
        sales
    }

    /// A campaign's credited revenue of every day of the data.
    pub(super) fn campaign_revenue(&self, brand: &str, campaign: &str) -> Vec<f64> {
        let mut selection = Selection::default();
        selection.choose(Dimension::Brand, brand);
        selection.choose(Dimension::Campaign, campaign);
        self.daily(selection).influencer
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

    /// The days of a campaign and of what lingers after it.
    pub(super) fn with_tail(&self, campaign: &CampaignSales<'_>) -> Period {
        let to = campaign.settled_day.plus(TAIL_DAYS_USUAL as i32).min(self.days.to);
        Period { from: campaign.first_day, to }
    }

    /// Campaigns of a brand, any but one.
    pub(super) fn others<'s>(
        &'s self,
        brand: &'s str,
        but: Option<&'s str>,
    ) -> impl Iterator<Item = &'s CampaignSales<'d>> {
        self.campaigns.iter().filter(move |other| other.brand == brand && Some(other.campaign) != but)
    }
}
