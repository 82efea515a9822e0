//! The influencers: their profiles and followers.

use std::collections::BTreeSet;

use super::catalogue::{CATEGORIES, FAMILIES, MEN, WOMEN};
use super::dice::Dice;

#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) category: &'static str,
    pub(super) gender: &'static str,
    pub(super) platform: &'static str,
    pub(super) followers: u64,
}

/// Followers of one tier and how common it is.
#[derive(Debug, Clone, Copy)]
struct Tier {
    low: u64,
    high: u64,
    permille: u64,
}

const TIERS: [Tier; 5] = [
    Tier { low: 1_500, high: 9_900, permille: 240 },
    Tier { low: 10_000, high: 99_000, permille: 350 },
    Tier { low: 100_000, high: 490_000, permille: 230 },
    Tier { low: 500_000, high: 990_000, permille: 110 },
    Tier { low: 1_000_000, high: 8_000_000, permille: 70 },
];

/// The first five get one tier each, so that even a handful of people shows all five.
pub(super) fn draw(count: usize, dice: &mut Dice) -> Vec<Person> {
    let mut tiers: Vec<Tier> = TIERS.iter().copied().cycle().take(count.min(TIERS.len())).collect();
    tiers.resize_with(count, || any_tier(dice));
    dice.shuffle(&mut tiers);
    let mut names = BTreeSet::new();
    (tiers.into_iter().enumerate()).map(|(index, tier)| person(index, tier, &mut names, dice)).collect()
}

/// Whose codes sell on all days: the first two who are neither small nor large; the first of the roster where there is none.
pub(super) fn affiliates(roster: &[Person]) -> [usize; 2] {
    let mut medium = (0..roster.len()).filter(|&person| (10_000..500_000).contains(&roster[person].followers));
    let first = medium.next().unwrap_or_default();
    [first, medium.next().unwrap_or(first)]
}

fn any_tier(dice: &mut Dice) -> Tier {
    let mut place = dice.below(1000);
    for tier in TIERS {
        if place < tier.permille {
            return tier;
        }
        place -= tier.permille;
    }
    TIERS[0]
}

fn person(index: usize, tier: Tier, names: &mut BTreeSet<String>, dice: &mut Dice) -> Person {
    let gender = gender(dice);
    Person {
        id: format!("INF{:03}", index + 1),
        name: unused_name(gender, names, dice),
        category: dice.pick(&CATEGORIES),
        gender,
        platform: platform(dice),
        followers: followers(tier, dice),
    }
}

fn gender(dice: &mut Dice) -> &'static str {
    match dice.below(100) {
        0..52 => "Female",
        52..97 => "Male",
        _ => "Non-binary",
    }
}

fn platform(dice: &mut Dice) -> &'static str {
    match dice.below(100) {
        0..48 => "Instagram",
        48..78 => "YouTube",
        78..94 => "Twitter",
        _ => "Facebook",
    }
}

/// Namesakes appear only once a roster is large enough to have them in life as well.
fn unused_name(gender: &str, names: &mut BTreeSet<String>, dice: &mut Dice) -> String {
    let mut name = any_name(gender, dice);
    for _ in 0..20 {
        if names.insert(name.clone()) {
            break;
        }
        name = any_name(gender, dice);
    }
    name
}

fn any_name(gender: &str, dice: &mut Dice) -> String {
    let woman = match gender {
        "Female" => true,
        "Male" => false,
        _ => dice.chance(500),
    };
    let given = dice.pick(if woman { &WOMEN } else { &MEN });
    format!("{given} {}", dice.pick(&FAMILIES))
}

/// The cube of an even number: many near the low end of a tier, few near the top.
fn followers(tier: Tier, dice: &mut Dice) -> u64 {
    let place = dice.below(1000);
    let exact = tier.low + (tier.high - tier.low) * place * place * place / 1_000_000_000;
    exact / 10 * 10 + dice.below(10)
}
