//! One influencer as JSON.

use super::{
    answer::{day, estimated_part, influencer, rules, selection, warning},
    margins,
    numbers::Each,
    text::Text,
    versions::DatasetShape,
};
use crate::use_cases::dashboard::influencer::{CampaignNumbers, Influencer, ProductNumbers};

impl Influencer {
    /// The answer of the API.
    pub(crate) fn json(&self) -> Vec<u8> {
        Text::object(|text| {
            text.entry("dataset", &DatasetShape::new(&self.manifest));
            text.entry("selection", &selection(&self.question.selection));
            text.entry("method", self.question.method.id());
            text.entry("margins", &margins::answered(&self.question.margins));
            text.entry("warnings", &Each(&self.warnings, warning));
            text.entry_object("influencer", |text| influencer(text, &self.line));
            if let Some(estimates) = &self.estimates {
                text.entry("intervals", &rules(estimates));
            }
            text.entry_list("daily", &self.daily, day);
            text.entry_list("campaigns", &self.campaigns, campaign);
            text.entry_list("products", &self.products, product);
            text.entry("posts_total", &self.posts_total);
            text.entry("payouts_total", &self.payouts_total);
        })
    }
}

fn campaign(text: &mut Text, part: &CampaignNumbers) {
    text.entry("campaign", &part.campaign);
    match part.days {
        Some((first, last)) => {
            text.day("first_day", first);
            text.day("last_day", last);
        }
        None => ["first_day", "last_day"].into_iter().for_each(|name| text.entry(name, &None::<()>)),
    }
    text.numbers(&part.numbers);
    part.estimate.iter().for_each(|estimate| estimated_part(text, estimate));
}

fn product(text: &mut Text, part: &ProductNumbers) {
    text.entry("brand", &part.brand);
    text.entry("product", &part.product);
    text.numbers(&part.numbers);
    part.estimate.iter().for_each(|estimate| estimated_part(text, estimate));
}
