//! What a campaign cost, and what may have been paid for it without saying so.

use cube::CampaignSales;
use definitions::MICROS_PER_UNIT;

use super::data::Sales;
use super::settings::EstimateSettings;

/// Currency units.
pub(super) struct Spend {
    /// Every payment that names the campaign, whichever influencer sold, and its share of those that name less; on the measured days.
    pub(super) of_campaign: f64,
    /// Paid to people who sold nothing of what the payment names, where the data do not say whether for this campaign.
    pub(super) unallocated: f64,
}

/// The spend of the campaign, and of the campaigns that ran at the same time: the effect is that of all of them.
pub(super) fn spend(sales: &Sales<'_>, settings: &EstimateSettings) -> Spend {
    let EstimateSettings { brand, campaign, usual_campaigns, .. } = settings;
    let of_own = own_spend(sales, settings);
    let unallocated = own(sales, settings).map_or(0.0, |own| units(own.spend_unplaced));
    let at_once = sales
        .others_than(brand, campaign, usual_campaigns)
        .filter(|other| Sales::span(other).overlaps(settings.window()));
    let of_others: f64 = at_once.map(|other| paid(other) * revenue_share(other, settings)).sum();
    Spend { of_campaign: of_own + of_others, unallocated }
}

/// What of the campaign's own spend lies on its measured days, in currency units.
pub(super) fn own_spend(sales: &Sales<'_>, settings: &EstimateSettings) -> f64 {
    own(sales, settings).map_or(0.0, |own| paid(own) * measured_share(own, settings))
}

/// The campaign of a question.
pub(super) fn own<'s, 'd>(sales: &'s Sales<'d>, settings: &EstimateSettings) -> Option<&'s CampaignSales<'d>> {
    let EstimateSettings { brand, campaign, .. } = settings;
    sales.campaigns.iter().find(|own| own.brand == *brand && own.campaign == *campaign)
}

fn paid(campaign: &CampaignSales<'_>) -> f64 {
    units(campaign.spend + campaign.spend_without_sale)
}

/// All of it where the campaign is measured on all of its days; else the part of its revenue that came on the measured ones:
/// what was paid for days that are left out brought something, too, and that is not in the effect.
fn measured_share(campaign: &CampaignSales<'_>, settings: &EstimateSettings) -> f64 {
    let EstimateSettings { days, campaign_days, masked, .. } = settings;
    let has_gaps = masked.iter().any(|masked| masked.overlaps(*days));
    let is_whole = days.from <= campaign_days.from && days.to >= campaign_days.to && !has_gaps;
    if is_whole { 1.0 } else { revenue_share(campaign, settings) }
}

/// The part of a campaign's revenue that came on measured days.
fn revenue_share(campaign: &CampaignSales<'_>, settings: &EstimateSettings) -> f64 {
    let is_measured = |day| settings.window().has(day) && !settings.masked.iter().any(|masked| masked.has(day));
    let incoming = || campaign.daily_revenue.iter().map(|(day, revenue)| (*day, (*revenue).max(0) as f64));
    let all: f64 = incoming().map(|(_, revenue)| revenue).sum();
    let inside: f64 = incoming().filter(|(day, _)| is_measured(*day)).map(|(_, revenue)| revenue).sum();
    if all > 0.0 { inside / all } else { 0.0 }
}

fn units(micros: i64) -> f64 {
    micros as f64 / MICROS_PER_UNIT as f64
}
