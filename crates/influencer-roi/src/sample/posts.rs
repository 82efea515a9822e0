//! The posts of the campaigns and how they were received.

use super::calendar::Day;
use super::campaigns::{Campaign, Seller};
use super::catalogue::{BRANDS, CAPTIONS};
use super::dice::{Dice, Stream};
use super::roster::Person;
use super::world::World;

/// One row of `posts.csv`.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) person: usize,
    pub(super) day: Day,
    pub(super) caption: String,
    pub(super) reach: u64,
    pub(super) likes: u64,
    pub(super) comments: u64,
}

/// In order of day, then person.
pub(super) fn published(world: &World) -> Vec<Post> {
    let mut dice = Dice::new(world.size.seed, Stream::Posts);
    let mut posts = Vec::new();
    for campaign in &world.campaigns {
        for seller in &campaign.sellers {
            let person = &world.roster[seller.person];
            for &day in &seller.posts {
                posts.push(post(campaign, seller, person, day, &mut dice));
            }
        }
    }
    posts.sort_by_key(|post| (post.day, post.person));
    posts
}

fn post(campaign: &Campaign, seller: &Seller, person: &Person, day: Day, dice: &mut Dice) -> Post {
    let product = dice.pick(&seller.products);
    let reach = person.followers * dice.between(180, 620) as u64 / 1000;
    let likes = reach * dice.between(22, 95) as u64 / 1000;
    Post {
        person: seller.person,
        day,
        caption: dice.pick(&CAPTIONS).replace("{}", BRANDS[campaign.brand].products[product].name),
        reach,
        likes,
        comments: likes * dice.between(12, 75) as u64 / 1000,
    }
}
