//! The campaigns: their days, their influencers, their true effect and what they take from organic sales.

use super::calendar::{Day, LATE_SALES_DAYS, QUIET_DAYS, SLOT_DAYS, TAIL_DAYS};
use super::catalogue::{BRANDS, CAMPAIGNS};
use super::dice::Dice;
use super::roster::Person;

#[derive(Debug, Clone)]
pub(super) struct Campaign {
    pub(super) brand: usize,
    pub(super) name: &'static str,
    pub(super) start: Day,
    /// The last day of the campaign; sales still follow for [`LATE_SALES_DAYS`].
    pub(super) end: Day,
    pub(super) fortune: Fortune,
    pub(super) sellers: Vec<Seller>,
}

/// How a campaign turns out. All in permille.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fortune {
    /// Credited orders, of the organic orders between start and end.
    pub(super) reach: i64,
    /// Credited revenue that the shop would have had anyway.
    pub(super) cannibalised: i64,
    /// Sales beside the credited ones that the campaign brings, of the credited revenue.
    pub(super) halo: i64,
    /// Credited revenue per rupee of fees, as negotiated.
    pub(super) roas: i64,
}

/// From the best to the one that should not have been bought. Which campaign gets which is chance.
const FORTUNES: [Fortune; 6] = [
    fortune(5600, 65, 30, 3200),
    fortune(4700, 85, 0, 2900),
    fortune(4000, 110, 20, 2500),
    fortune(3500, 120, 0, 2100),
    fortune(2600, 200, 10, 1500),
    fortune(1300, 420, 0, 800),
];

const fn fortune(reach: i64, cannibalised: i64, halo: i64, roas: i64) -> Fortune {
    Fortune { reach, cannibalised, halo, roas }
}

/// One person's part in one campaign.
#[derive(Debug, Clone)]
pub(super) struct Seller {
    pub(super) person: usize,
    /// What the fee goes by: followers to the power of ⅝, since a mega account is not paid per follower what a nano is.
    pub(super) standing: i64,
    /// What the followers make of it, in permille of the usual; 0 sells nothing.
    pub(super) appeal: i64,
    pub(super) posts: Vec<Day>,
    pub(super) products: Vec<usize>,
    pub(super) basis: Basis,
    /// Took the product instead of money, here and in every other campaign.
    pub(super) unpaid: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    Post,
    Order,
}

/// A long tail: most disappoint a little, a few are worth many times their fee.
const APPEALS: [i64; 10] = [120, 250, 400, 550, 700, 850, 1000, 1300, 1900, 3400];
const TAKING_PART_PERCENT: usize = 42;

impl Campaign {
    pub(super) fn last_sale(&self) -> Day {
        self.end + LATE_SALES_DAYS
    }

    /// The last day the truth counts.
    pub(super) fn last_counted(&self) -> Day {
        self.end + TAIL_DAYS
    }
}

/// Two campaigns for each of the first `brands` brands.
pub(super) fn draw(brands: usize, roster: &[Person], dice: &mut Dice) -> Vec<Campaign> {
    let mut fortunes = FORTUNES;
    dice.shuffle(&mut fortunes);
    let mut campaigns: Vec<Campaign> = (0..CAMPAIGNS.len())
        .filter(|slot| slot % BRANDS.len() < brands)
        .map(|slot| campaign(slot, fortunes[slot], roster, dice))
        .collect();
    leave_two_unpaid(&mut campaigns);
    let second = &mut campaigns[1].sellers;
    if second.len() > 2 {
        // Paid and never sold anything: the loser every real list has.
        second[1].appeal = 0;
        second[1].basis = Basis::Post;
    }
    campaigns
}

fn campaign(slot: usize, fortune: Fortune, roster: &[Person], dice: &mut Dice) -> Campaign {
    let longest = SLOT_DAYS - LATE_SALES_DAYS;
    let length = longest - dice.below(3) as Day;
    let slack = u64::from(longest - length);
    let start = QUIET_DAYS + SLOT_DAYS * slot as Day + dice.below(slack + 1) as Day;
    let brand = slot % BRANDS.len();
    let mut campaign =
        Campaign { brand, name: CAMPAIGNS[slot], start, end: start + length - 1, fortune, sellers: Vec::new() };
    campaign.sellers = sellers(&campaign, roster, dice);
    campaign
}

fn sellers(campaign: &Campaign, roster: &[Person], dice: &mut Dice) -> Vec<Seller> {
    let mut people: Vec<usize> = (0..roster.len()).collect();
    dice.shuffle(&mut people);
    people.truncate((roster.len() * TAKING_PART_PERCENT / 100).max(1));
    let mut sellers: Vec<Seller> =
        (people.into_iter()).map(|person| seller(campaign, person, roster[person].followers, dice)).collect();
    // One influencer posts on the first day, so that the first sale shows the start.
    if let Some(opener) = sellers.iter_mut().max_by_key(|seller| seller.standing) {
        opener.posts[0] = campaign.start;
        opener.appeal = opener.appeal.max(700);
    }
    sellers
}

fn seller(campaign: &Campaign, person: usize, followers: u64, dice: &mut Dice) -> Seller {
    Seller {
        person,
        standing: standing(followers),
        appeal: dice.pick(&APPEALS),
        posts: post_days(campaign, dice),
        products: products(campaign.brand, dice),
        basis: basis(followers, dice),
        unpaid: false,
    }
}

/// Whole roots only: the power functions of floats differ between machines.
fn standing(followers: u64) -> i64 {
    let half = followers.isqrt();
    let eighth_times_100 = (half * 100_000_000).isqrt().isqrt();
    (half * eighth_times_100) as i64
}

/// Two to four posts, the first in the opening week.
fn post_days(campaign: &Campaign, dice: &mut Dice) -> Vec<Day> {
    let last = u64::from(campaign.end - campaign.start);
    let mut days = vec![campaign.start + dice.below(7) as Day];
    for _ in 0..dice.between(1, 3) {
        days.push(campaign.start + dice.below(last) as Day);
    }
    days.sort_unstable();
    days
}

/// One to three neighbours in the brand's list.
fn products(brand: usize, dice: &mut Dice) -> Vec<usize> {
    let all = BRANDS[brand].products.len();
    let first = dice.below(all as u64) as usize;
    let count = dice.between(1, 3) as usize;
    (first..first + count).map(|place| place % all).collect()
}

fn basis(followers: u64, dice: &mut Dice) -> Basis {
    let per_order_permille = match followers {
        0..100_000 => 550,
        100_000..500_000 => 250,
        _ => 80,
    };
    if dice.chance(per_order_permille) { Basis::Order } else { Basis::Post }
}

fn leave_two_unpaid(campaigns: &mut [Campaign]) {
    let unpaid: Vec<usize> = (campaigns.iter())
        .filter(|campaign| campaign.sellers.len() > 4)
        .step_by(3)
        .filter_map(|campaign| campaign.sellers.last())
        .map(|seller| seller.person)
        .collect();
    for seller in campaigns.iter_mut().flat_map(|campaign| &mut campaign.sellers) {
        seller.unpaid = unpaid.contains(&seller.person);
    }
}
