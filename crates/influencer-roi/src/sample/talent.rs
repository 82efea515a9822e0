//! What a person's followers make of anything they recommend, and who is never paid.

use super::dice::Dice;
use super::roster::{self, Person};

/// Of one person, in all campaigns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Talent {
    /// In permille of the usual; 0 sells nothing, wherever it is tried.
    pub(super) appeal: i64,
    /// Takes the product instead of money.
    pub(super) unpaid: bool,
}

/// A long tail: most disappoint a little, a few are worth many times their fee.
const APPEALS: [i64; 12] = [70, 140, 250, 380, 520, 680, 860, 1080, 1400, 1900, 2700, 4200];
const WITHOUT_SALES: usize = 3;
const UNPAID: usize = 2;
/// Below this roster no influencer has a part of its own.
const FEW_PEOPLE: usize = 12;

/// In roster order.
pub(super) fn draw(roster: &[Person], dice: &mut Dice) -> Vec<Talent> {
    let usual = |person: &Person, dice: &mut Dice| Talent {
        appeal: dice.pick(&APPEALS) * platform_permille(person.platform) / 1000,
        unpaid: false,
    };
    let mut talents: Vec<Talent> = roster.iter().map(|person| usual(person, dice)).collect();
    let affiliates = roster::affiliates(roster);
    let is_medium = |person: &usize| (10_000..300_000).contains(&roster[*person].followers);
    let mut medium: Vec<usize> =
        (0..roster.len()).filter(is_medium).filter(|person| !affiliates.contains(person)).collect();
    dice.shuffle(&mut medium);
    if roster.len() >= FEW_PEOPLE {
        medium.iter().take(WITHOUT_SALES).for_each(|&person| talents[person].appeal = 0);
        medium.iter().skip(WITHOUT_SALES).take(UNPAID).for_each(|&person| {
            talents[person] = Talent { appeal: 800, unpaid: true };
        });
    }
    talents
}

/// The same recommendation sells better where it has ten minutes than where it has a line.
fn platform_permille(platform: &str) -> i64 {
    match platform {
        "YouTube" => 1_400,
        "Instagram" => 1_050,
        "Facebook" => 750,
        _ => 500,
    }
}
