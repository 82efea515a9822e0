//! What can be asked about: the campaigns of a version with the days that are proposed for them.

use cube::CampaignSales;
use store::{Dataset, Manifest};

use super::data::{Period, Sales};
use super::proposal::{Event, events};
use super::settings::{EstimateRequest, EstimateSettings};

/// Everything to choose from.
pub(crate) struct Offer {
    pub(crate) manifest: Manifest,
    pub(crate) days: Option<Period>,
    pub(crate) brands: Vec<String>,
    /// The largest spend first.
    pub(crate) campaigns: Vec<OfferedCampaign>,
    pub(crate) events: Vec<Event>,
}

/// A campaign with the days that are proposed for it; money in micros.
pub(crate) struct OfferedCampaign {
    pub(crate) brand: String,
    pub(crate) campaign: String,
    pub(crate) days: Period,
    /// Everything that is proposed; for the largest campaigns only.
    pub(crate) proposed: Option<EstimateSettings>,
    pub(crate) revenue: i64,
    pub(crate) orders: i64,
    pub(crate) spend: i64,
}

/// The most campaigns that are offered.
const MAX_CAMPAIGNS: usize = 500;
/// The number of campaigns whose controls and masked days are computed beforehand.
const MAX_PROPOSED: usize = 40;
impl Offer {
    pub(crate) fn from_dataset(dataset: &Dataset) -> Self {
        let manifest = dataset.manifest().clone();
        let Some(sales) = Sales::from_dataset(dataset) else {
            return Self { manifest, days: None, brands: Vec::new(), campaigns: Vec::new(), events: Vec::new() };
        };
        let mut campaigns: Vec<OfferedCampaign> = sales.campaigns.iter().map(offered).collect();
        campaigns.sort_by_key(|campaign| (-campaign.spend, -campaign.revenue));
        campaigns.truncate(MAX_CAMPAIGNS);
        campaigns.iter_mut().take(MAX_PROPOSED).for_each(|campaign| campaign.proposed = proposed(&sales, campaign));
        let brands = sales.brands().to_vec();
        let events = events(&sales, None);
        Self { manifest, days: Some(sales.days), brands, campaigns, events }
    }
}

/// The settings of a request that names only brand and campaign.
fn proposed(sales: &Sales<'_>, campaign: &OfferedCampaign) -> Option<EstimateSettings> {
    let request = EstimateRequest {
        brand: campaign.brand.clone(),
        campaign: campaign.campaign.clone(),
        ..EstimateRequest::default()
    };
    EstimateSettings::complete(&request, sales).ok()
}

fn offered(campaign: &CampaignSales<'_>) -> OfferedCampaign {
    OfferedCampaign {
        brand: campaign.brand.to_owned(),
        campaign: campaign.campaign.to_owned(),
        days: Sales::span(campaign),
        proposed: None,
        revenue: campaign.revenue,
        orders: campaign.orders,
        // A payment counts for the campaign it names, whichever influencer sold.
        spend: campaign.spend + campaign.spend_without_sale,
    }
}
