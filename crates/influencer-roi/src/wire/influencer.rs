//! One influencer as JSON.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    answer::{day, influencer, selection, warning},
    numbers::{Each, NumberMap},
    versions::DatasetShape,
};
use crate::insights::influencer::{CampaignPart, Influencer, ProductPart};

impl Serialize for Influencer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("dataset", &DatasetShape::of(&self.manifest))?;
        map.serialize_entry("selection", &selection(&self.question.selection))?;
        map.serialize_entry("method", self.question.method.id())?;
        map.serialize_entry("warnings", &Each(&self.warnings, warning))?;
        map.serialize_entry("influencer", &influencer(&self.line))?;
        map.serialize_entry("daily", &Each(&self.daily, day))?;
        map.serialize_entry("campaigns", &Each(&self.campaigns, campaign))?;
        map.serialize_entry("products", &Each(&self.products, product))?;
        map.serialize_entry("posts_total", &self.posts_total)?;
        map.serialize_entry("payouts_total", &self.payouts_total)?;
        map.end()
    }
}

#[derive(Serialize)]
struct CampaignShape<'n> {
    campaign: &'n str,
    first_day: String,
    last_day: String,
    #[serde(flatten)]
    numbers: NumberMap<'n>,
}

fn campaign(part: &CampaignPart) -> CampaignShape<'_> {
    CampaignShape {
        campaign: &part.campaign,
        first_day: part.first_day.to_string(),
        last_day: part.last_day.to_string(),
        numbers: NumberMap(&part.numbers),
    }
}

#[derive(Serialize)]
struct ProductShape<'n> {
    brand: &'n str,
    product: &'n str,
    #[serde(flatten)]
    numbers: NumberMap<'n>,
}

fn product(part: &ProductPart) -> ProductShape<'_> {
    ProductShape { brand: &part.brand, product: &part.product, numbers: NumberMap(&part.numbers) }
}
