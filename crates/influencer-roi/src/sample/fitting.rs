//! From the wanted number of rows to a world that has exactly so many.
//!
//! Too few rows for the natural cells: sales are merged, then two brands left out, then days. More rows than cells: the
//! rows are split down to orders. More rows than orders: the shops sell more.

use super::Plan;
use super::catalogue::BRANDS;
use super::cells::{Grain, merged, thinned};
use super::world::{self, Size, World};

const NATURAL_INFLUENCERS: u32 = 84;
const INFLUENCERS: u32 = 80;
const MANY_INFLUENCERS: u32 = 1_000;
const MANY_ROWS: u64 = 1_000_000;
const USUAL_VOLUME: i64 = 1_000;

/// From rich to poor: the first that fits is taken.
const LADDER: [(usize, Grain); 7] = [
    (BRANDS.len(), Grain::Fine),
    (BRANDS.len(), Grain::MainProduct),
    (BRANDS.len(), Grain::OneProduct),
    (BRANDS.len(), Grain::Weekly),
    (BRANDS.len(), Grain::WholeCampaign),
    (1, Grain::Weekly),
    (1, Grain::WholeCampaign),
];

pub(super) fn world_of(plan: &Plan) -> World {
    let size =
        Size { seed: plan.seed, influencers: influencers(plan) as usize, brands: BRANDS.len(), volume: USUAL_VOLUME };
    match plan.rows {
        None => natural(world::draw(size)),
        Some(rows) => coarse_enough(with_enough_orders(size, rows), rows),
    }
}

/// Where a day's sales of a product with one code are more than one order, some are rows of their own.
fn natural(world: World) -> World {
    let spare: i64 = world.cells.iter().map(|cell| cell.most_rows() - 1).sum();
    World { rows: world.cells.len() as u64 + spare as u64 / 8, ..world }
}

fn influencers(plan: &Plan) -> u32 {
    let usual = match plan.rows {
        None => NATURAL_INFLUENCERS,
        Some(MANY_ROWS..) => MANY_INFLUENCERS,
        Some(_) => INFLUENCERS,
    };
    plan.influencers.unwrap_or(usual).max(1)
}

/// A world whose orders suffice for one row each, with some to spare for rows of two and three.
fn with_enough_orders(mut size: Size, rows: u64) -> World {
    loop {
        let world = world::draw(size);
        let most: u64 = world.cells.iter().map(|cell| cell.most_rows() as u64).sum();
        let usual = size.volume == USUAL_VOLUME;
        if most >= rows.saturating_mul(5) / 4 || (!usual && most >= rows) {
            return world;
        }
        let wanted = i128::from(size.volume) * i128::from(rows) * 13 / (10 * i128::from(most));
        size.volume = (wanted as i64).max(size.volume + 1);
    }
}

fn coarse_enough(world: World, rows: u64) -> World {
    for (brands, grain) in LADDER {
        let coarser = at_grain(&world, brands, grain);
        if coarser.cells.len() as u64 <= rows {
            return World { rows, ..coarser };
        }
    }
    let coarsest = at_grain(&world, 1, Grain::WholeCampaign);
    World { cells: thinned(coarsest.cells, rows as usize), rows, ..coarsest }
}

fn at_grain(world: &World, brands: usize, grain: Grain) -> World {
    let drawn = world::draw(Size { brands, ..world.size });
    World { cells: merged(&drawn.cells, grain, &drawn.campaigns), ..drawn }
}
