//! The posts of the campaigns and how they were received.

use super::calendar::Day;
use super::campaigns::{Basis, Campaign, PlannedPost, Seller};
use super::catalogue::{BRANDS, CAPTIONS};
use super::dice::{Dice, Stream};
use super::roster::Person;
use super::world::World;

/// One row of `posts.csv`.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) person: usize,
    pub(super) day: Day,
    /// Of the day.
    pub(super) minute: u64,
    pub(super) caption: String,
    pub(super) reach: u64,
    pub(super) likes: u64,
    pub(super) comments: u64,
}

/// Hours at which posts are published: mornings, lunch and, most of all, evenings.
const HOURS: [u64; 16] = [7, 8, 9, 10, 12, 13, 13, 17, 18, 19, 19, 20, 20, 20, 21, 22];

/// In order of day, minute and person.
pub(super) fn published(world: &World) -> Vec<Post> {
    let mut dice = Dice::new(world.size.seed, Stream::Posts);
    let mut posts = Vec::new();
    let missing = never_published(world);
    for (index, campaign) in world.campaigns.iter().enumerate() {
        for seller in &campaign.sellers {
            let person = &world.roster[seller.person];
            let missing = usize::from(missing == Some((index, seller.person)));
            for &planned in &seller.posts[..seller.posts.len() - missing] {
                posts.push(post(campaign, seller, person, planned, &mut dice));
            }
        }
    }
    posts.sort_by_key(|post| (post.day, post.minute, post.person));
    posts
}

/// By campaign and person: whose last post was paid for and never came. The most expensive of the second campaign.
pub(super) fn never_published(world: &World) -> Option<(usize, usize)> {
    let is_one = |seller: &&Seller| seller.basis == Basis::Post && !seller.unpaid && seller.posts.len() > 2;
    let sellers = &world.campaigns.get(1)?.sellers;
    Some((1, sellers.iter().filter(is_one).max_by_key(|seller| seller.standing)?.person))
}

fn post(campaign: &Campaign, seller: &Seller, person: &Person, planned: PlannedPost, dice: &mut Dice) -> Post {
    let product = dice.pick(&seller.products);
    let reach = person.followers * dice.between(180, 620) as u64 / 1000 * planned.spread as u64 / 1000;
    let likes = reach * dice.between(22, 95) as u64 / 1000;
    Post {
        person: seller.person,
        day: planned.day,
        minute: dice.pick(&HOURS) * 60 + dice.below(60),
        caption: dice.pick(&CAPTIONS).replace("{}", BRANDS[campaign.brand].products[product].name),
        reach,
        likes,
        comments: likes * dice.between(12, 75) as u64 / 1000,
    }
}
