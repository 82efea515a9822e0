//! Everything that was drawn, as one value: the files are written from it and from nothing else.

use super::affiliates;
use super::calendar::Day;
use super::campaigns::{self, Campaign};
use super::catalogue::BRANDS;
use super::cells::{Grain, Origin, SalesCell, merged};
use super::dice::{Dice, Stream};
use super::organic;
use super::roster::{self, Person};
use super::sales;

#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) seed: u64,
    pub(super) influencers: usize,
    pub(super) brands: usize,
    /// How much the shops sell, in permille of usual.
    pub(super) volume: i64,
}

#[derive(Debug)]
pub(super) struct World {
    pub(super) size: Size,
    pub(super) roster: Vec<Person>,
    pub(super) campaigns: Vec<Campaign>,
    /// In the order in which they are written: day, brand, origin, product.
    pub(super) cells: Vec<SalesCell>,
    /// What organic sales lost by each campaign, in paise.
    pub(super) displaced: Vec<i64>,
    /// Tracking rows to be written, at least one a cell.
    pub(super) rows: u64,
}

pub(super) fn draw(size: Size) -> World {
    let roster = roster::draw(size.influencers, &mut Dice::new(size.seed, Stream::Roster));
    let campaigns = campaigns::draw(size.brands, &roster, &mut Dice::new(size.seed, Stream::Campaigns));
    let (cells, displaced) = draw_cells(size, &roster, &campaigns);
    World { size, roster, campaigns, rows: cells.len() as u64, cells, displaced }
}

/// The cells, and what organic sales lost by each campaign.
fn draw_cells(size: Size, roster: &[Person], campaigns: &[Campaign]) -> (Vec<SalesCell>, Vec<i64>) {
    let mut organic = organic::draw(size.brands, size.volume, &mut Dice::new(size.seed, Stream::Organic));
    let mut sold = affiliates::draw(roster, &organic, &mut Dice::new(size.seed, Stream::Affiliates));
    let mut dice = Dice::new(size.seed, Stream::Sales);
    let mut displaced = Vec::new();
    for (index, campaign) in campaigns.iter().enumerate() {
        let credited = sales::credited(index, campaign, &organic, &mut dice);
        displaced.push(sales::displace(campaign, &credited, &mut organic, &mut dice));
        sold.extend(credited);
    }
    let organic = organic::sold(organic);
    let blemishes = [stranger(campaigns), refund(campaigns, &sold)];
    let all: Vec<SalesCell> = (organic.into_iter().chain(sold)).chain(blemishes.into_iter().flatten()).collect();
    (merged(&all, Grain::Fine, campaigns), displaced)
}

/// One order with the code of an influencer who is missing in the roster.
fn stranger(campaigns: &[Campaign]) -> Option<SalesCell> {
    let campaign = campaigns.first()?;
    let blemish = Origin::Stranger { campaign: 0 };
    let paise = BRANDS[campaign.brand].products[0].rupees * 100;
    Some(one_row(campaign.start + 4, (campaign.brand, 0), blemish, (1, paise)))
}

/// One order of a good seller comes back two days later.
fn refund(campaigns: &[Campaign], sold: &[SalesCell]) -> Option<SalesCell> {
    let credited = sold.iter().filter_map(|cell| match cell.origin {
        Origin::Credited { campaign, person } => Some((cell, campaign, person)),
        Origin::Organic | Origin::Affiliate { .. } | Origin::Refund { .. } | Origin::Stranger { .. } => None,
    });
    let (returned, campaign, person) = credited.max_by_key(|(cell, ..)| cell.orders)?;
    let day = (returned.day + 2).min(campaigns[campaign].last_sale());
    let store = (returned.brand, returned.product);
    let paise = -returned.paise / returned.orders;
    Some(one_row(day, store, Origin::Refund { campaign, person }, (0, paise)))
}

fn one_row(day: Day, (brand, product): (usize, usize), origin: Origin, (orders, paise): (i64, i64)) -> SalesCell {
    SalesCell { day, brand, product, origin, orders, paise, paise_without_campaign: 0 }
}
