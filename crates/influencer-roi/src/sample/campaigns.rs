//! The campaigns: their days, their influencers, their true effect and what they take from organic sales.

use super::calendar::{Day, LATE_SALES_DAYS, QUIET_DAYS, TAIL_DAYS};
use super::catalogue::{BRANDS, CAMPAIGNS, Planned, Promise};
use super::dice::Dice;
use super::roster::Person;
use super::talent::{self, Talent};

#[derive(Debug, Clone)]
pub(super) struct Campaign {
    pub(super) brand: usize,
    pub(super) name: &'static str,
    pub(super) start: Day,
    /// The last day of the campaign; sales still follow for [`LATE_SALES_DAYS`].
    pub(super) end: Day,
    pub(super) fortune: Fortune,
    pub(super) sellers: Vec<Seller>,
    /// Whose code another influencer used: the places of both among the sellers, the owner first.
    pub(super) shared_code: Option<(usize, usize)>,
}

/// How a campaign turns out. All in permille.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fortune {
    /// Credited orders, of the organic orders between start and end.
    pub(super) reach: i64,
    /// Credited revenue that the shop would have had anyway.
    pub(super) cannibalised: i64,
    /// Credited revenue per rupee of fees, as negotiated.
    pub(super) roas: i64,
}

/// Which campaign of a promise gets which is chance; the last should not have been bought.
const STRONG: [Fortune; 4] =
    [fortune(6200, 70, 3800), fortune(5800, 90, 3500), fortune(5400, 100, 3200), fortune(5000, 115, 3000)];
const FAIR: [Fortune; 3] = [fortune(4600, 125, 2900), fortune(4200, 140, 2600), fortune(3600, 165, 2300)];
const WEAK: [Fortune; 2] = [fortune(1700, 330, 1600), fortune(1100, 520, 1050)];

const fn fortune(reach: i64, cannibalised: i64, roas: i64) -> Fortune {
    Fortune { reach, cannibalised, roas }
}

/// One person's part in one campaign.
#[derive(Debug, Clone)]
pub(super) struct Seller {
    pub(super) person: usize,
    /// What the fee goes by: the root of the followers, since a mega account is not paid per follower what a nano is.
    pub(super) standing: i64,
    /// What the followers make of it, in permille of the usual; 0 sells nothing.
    pub(super) appeal: i64,
    pub(super) posts: Vec<PlannedPost>,
    pub(super) products: Vec<usize>,
    pub(super) basis: Basis,
    /// Took the product instead of money, here and in every other campaign.
    pub(super) unpaid: bool,
}

/// In order of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PlannedPost {
    pub(super) day: Day,
    /// How far it went, in permille of the usual.
    pub(super) spread: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    Post,
    Order,
}

const TAKING_PART_PERCENT: usize = 30;
const LONGEST_DAYS: Day = 21;
/// What one part of a person's work brings, around what is usual for them.
const PART_LUCK_PERMILLE: i64 = 350;
/// Most posts stay among the followers, a few go far beyond.
const SPREADS: [i64; 10] = [450, 600, 700, 800, 900, 950, 1000, 1100, 1300, 1700];

impl Campaign {
    pub(super) fn last_sale(&self) -> Day {
        self.end + LATE_SALES_DAYS
    }

    /// The last day the truth counts.
    pub(super) fn last_counted(&self) -> Day {
        self.end + TAIL_DAYS
    }

    /// Whether both have a brand, and a day that the truth counts.
    pub(super) fn overlaps(&self, other: &Campaign) -> bool {
        self.brand == other.brand && self.start <= other.last_counted() && other.start <= self.last_counted()
    }
}

/// The campaigns of the first `brands` brands.
pub(super) fn draw(brands: usize, roster: &[Person], dice: &mut Dice) -> Vec<Campaign> {
    let talents = talent::draw(roster, dice);
    let fortunes = fortunes(dice);
    let mut campaigns: Vec<Campaign> = (CAMPAIGNS.iter().zip(fortunes))
        .filter(|(planned, _)| planned.brand < brands)
        .map(|(planned, fortune)| campaign(planned, fortune, roster, &talents, dice))
        .collect();
    if let Some(first) = campaigns.first_mut() {
        share_a_code(first, &talents);
    }
    campaigns
}

/// One for each planned campaign.
fn fortunes(dice: &mut Dice) -> Vec<Fortune> {
    let (mut strong, mut fair, mut weak) = (STRONG, FAIR, WEAK);
    dice.shuffle(&mut strong);
    dice.shuffle(&mut fair);
    dice.shuffle(&mut weak);
    let (mut strong, mut fair, mut weak) =
        (strong.into_iter().cycle(), fair.into_iter().cycle(), weak.into_iter().cycle());
    let next = |planned: &Planned| match planned.promise {
        Promise::Strong => strong.next(),
        Promise::Fair => fair.next(),
        Promise::Weak => weak.next(),
    };
    CAMPAIGNS.iter().filter_map(next).collect()
}

fn campaign(planned: &Planned, fortune: Fortune, roster: &[Person], talents: &[Talent], dice: &mut Dice) -> Campaign {
    let Planned { brand, name, earliest, .. } = *planned;
    let length = LONGEST_DAYS - dice.below(3) as Day;
    let start = QUIET_DAYS + earliest + dice.below(3) as Day;
    let mut campaign =
        Campaign { brand, name, start, end: start + length - 1, fortune, sellers: Vec::new(), shared_code: None };
    campaign.sellers = sellers(&campaign, roster, talents, dice);
    campaign
}

fn sellers(campaign: &Campaign, roster: &[Person], talents: &[Talent], dice: &mut Dice) -> Vec<Seller> {
    let mut people: Vec<usize> = (0..roster.len()).collect();
    dice.shuffle(&mut people);
    people.truncate((roster.len() * TAKING_PART_PERCENT / 100).max(1));
    let mut sellers: Vec<Seller> =
        (people.into_iter()).map(|person| seller(campaign, person, &roster[person], &talents[person], dice)).collect();
    // One influencer posts on the first day, so that the first sale shows the start.
    if let Some(opener) = sellers.iter_mut().max_by_key(|seller| seller.standing) {
        opener.posts[0] = PlannedPost { day: campaign.start, spread: 1_200 };
        opener.appeal = opener.appeal.max(600);
    }
    sellers
}

fn seller(campaign: &Campaign, person: usize, profile: &Person, talent: &Talent, dice: &mut Dice) -> Seller {
    let basis = basis(profile.followers, dice);
    Seller {
        person,
        standing: profile.followers.isqrt() as i64,
        appeal: talent.appeal * dice.factor(PART_LUCK_PERMILLE) / 1000,
        posts: posts(campaign, dice),
        products: products(campaign.brand, dice),
        basis: if talent.appeal == 0 { Basis::Post } else { basis },
        unpaid: talent.unpaid,
    }
}

/// Two to four, the first in the opening week.
fn posts(campaign: &Campaign, dice: &mut Dice) -> Vec<PlannedPost> {
    let last = u64::from(campaign.end - campaign.start);
    let mut days = vec![campaign.start + dice.below(7) as Day];
    for _ in 0..dice.between(1, 3) {
        days.push(campaign.start + dice.below(last) as Day);
    }
    days.sort_unstable();
    days.into_iter().map(|day| PlannedPost { day, spread: dice.pick(&SPREADS) }).collect()
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
        0..100_000 => 250,
        100_000..500_000 => 150,
        _ => 40,
    };
    if dice.chance(per_order_permille) { Basis::Order } else { Basis::Post }
}

/// An influencer passes on the code of a friend: what it sells is credited to the friend, the fee is still due to both.
fn share_a_code(campaign: &mut Campaign, talents: &[Talent]) {
    let may = |seller: &Seller| seller.basis == Basis::Post && !seller.unpaid && talents[seller.person].appeal > 0;
    let mut places: Vec<usize> = (0..campaign.sellers.len()).filter(|&place| may(&campaign.sellers[place])).collect();
    places.sort_by_key(|&place| (-campaign.sellers[place].standing, place));
    // The largest opens the campaign with sales of their own.
    let [_, owner, user, ..] = places[..] else { return };
    let Seller { standing, appeal, .. } = campaign.sellers[user];
    campaign.sellers[user].appeal = 0;
    let friend = &mut campaign.sellers[owner];
    friend.appeal += appeal * standing / friend.standing.max(1);
    campaign.shared_code = Some((owner, user));
}
