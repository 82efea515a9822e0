//! A world of brands day by day: organic orders, ads, and campaigns of which it is known what they brought.

use std::ops::Range;

use lift::random::Seed;
use rand::RngExt as _;
use rand_distr::{Distribution as _, Gamma, Poisson, StandardNormal};
use rand_pcg::Pcg64;

use super::situations::Situation;

pub(super) const DAYS: usize = 540;
/// The first day of the data; [`FESTIVALS`] are counted from it.
pub(super) const FIRST_DAY: (i16, i8, i8) = (2024, 1, 1);
/// Independence Day and Diwali of 2024, Republic Day and Holi of 2025.
const FESTIVALS: [usize; 4] = [227, 304, 391, 438];
const BRANDS: [&str; 4] = ["Aria", "Bolt", "Crisp", "Dune"];
/// The last brand has no campaign.
const WITH_CAMPAIGNS: usize = 3;
/// What a price cut of one percent adds to orders.
const ELASTICITY: f64 = 1.6;
const DIP_DAYS: usize = 12;
const WEEK: [f64; 7] = [0.95, 0.92, 0.94, 0.98, 1.04, 1.12, 1.05];

/// Everything that is written down of a world.
pub(super) struct World {
    pub(super) brands: Vec<Brand>,
}

/// Orders and revenue of each day.
#[derive(Clone, Default)]
pub(super) struct Sales {
    pub(super) orders: Vec<f64>,
    pub(super) revenue: Vec<f64>,
}

pub(super) struct Brand {
    pub(super) name: &'static str,
    pub(super) organic: Sales,
    pub(super) ads: Sales,
    pub(super) codes: Vec<Code>,
}

/// What is sold under one campaign's name; blank for none.
pub(super) struct Code {
    pub(super) campaign: String,
    pub(super) sales: Sales,
    /// Where it is a campaign: its days, and what each day brought that would not have been sold.
    pub(super) truth: Option<(Range<usize>, Vec<f64>)>,
}

impl World {
    pub(super) fn draw(situation: &Situation, number: u64) -> Self {
        let seed = Seed::named("study questions").with(number);
        let market = swings(0.93, 0.10, &mut seed.stream(0));
        let brand = |at: usize| Brand::draw(at, situation, &market, &mut seed.stream(1 + at as u64));
        Self { brands: (0..BRANDS.len()).map(brand).collect() }
    }
}

impl Sales {
    fn none() -> Self {
        Self { orders: vec![0.0; DAYS], revenue: vec![0.0; DAYS] }
    }

    fn add(&mut self, day: usize, orders: f64, value: f64) {
        self.orders[day] += orders;
        self.revenue[day] += orders * value;
    }
}

/// A brand before anything happens to it: mean orders of a day and what one is worth.
struct Course {
    organic: Vec<f64>,
    ads: Vec<f64>,
    value: Vec<f64>,
}

impl Brand {
    fn draw(at: usize, situation: &Situation, market: &[f64], rng: &mut Pcg64) -> Self {
        let spans: Vec<Range<usize>> = if at < WITH_CAMPAIGNS { spans(at, situation, rng) } else { Vec::new() };
        let mut course = Course::draw(market, rng);
        spans.iter().for_each(|span| course.disturb(situation, span));
        let mut brand = Self { name: BRANDS[at], organic: Sales::none(), ads: Sales::none(), codes: Vec::new() };
        for day in 0..DAYS {
            brand.organic.add(day, orders(course.organic[day], 40.0, rng), worth(course.value[day], 40.0, rng));
            brand.ads.add(day, orders(course.ads[day], 40.0, rng), worth(course.value[day], 12.0, rng));
        }
        for (number, span) in spans.into_iter().enumerate() {
            let code = brand.campaign(number, span, situation, &course, rng);
            brand.codes.push(code);
        }
        if at < WITH_CAMPAIGNS {
            brand.codes.extend(situation.has_steady_code.then(|| steady("Affiliates", 0.8, 3.0, &course, rng)));
            brand.codes.extend(situation.has_no_campaign.then(|| steady("", 1.0, 5.0, &course, rng)));
        }
        brand
    }

    /// Sells a campaign's codes; what it moves is taken from organic sales.
    fn campaign(
        &mut self,
        number: usize,
        span: Range<usize>,
        situation: &Situation,
        course: &Course,
        rng: &mut Pcg64,
    ) -> Code {
        let mut code = Sales::none();
        let mut brought = vec![0.0; DAYS];
        let (size, is_new) = (rng.random_range(0.15..0.5), rng.random_range(0.3..1.0));
        let usual = |day: usize| 60.0 * WEEK[day % 7];
        for day in span.start..(span.end + 10).min(DAYS) {
            let wave = 0.6 + 0.8 * (-((day - span.start) as f64) / 8.0).exp();
            let fade = if day < span.end { 1.0 } else { 0.5_f64.powi((day - span.end) as i32 + 1) };
            let sold = orders(size * usual(day) * wave * fade, 8.0, rng);
            self.sell(&mut code, &mut brought, day, sold, is_new, course);
        }
        if situation.leaks {
            for day in span.end..DAYS {
                let sold = orders(0.2 * size * usual(day), 8.0, rng);
                self.sell(&mut code, &mut brought, day, sold, 0.0, course);
            }
        }
        if situation.has_test_order {
            code.add(span.start - rng.random_range(25..60), 1.0, 900.0);
        }
        Code { campaign: format!("{}_{}", self.name, number + 1), sales: code, truth: Some((span, brought)) }
    }

    fn sell(&mut self, code: &mut Sales, brought: &mut [f64], day: usize, sold: f64, is_new: f64, course: &Course) {
        let value = course.value[day];
        let moved = ((1.0 - is_new) * sold).round().min(self.organic.orders[day]);
        code.add(day, sold, value);
        self.organic.add(day, -moved, value);
        brought[day] += (sold - moved) * value;
    }
}

impl Course {
    fn draw(market: &[f64], rng: &mut Pcg64) -> Self {
        let (own, ads) = (swings(0.8, 0.08, rng), swings(0.9, 0.15, rng));
        let prices = swings(0.95, 0.03, rng);
        let (size, share) = (rng.random_range(45.0..110.0), rng.random_range(0.15..0.3));
        let organic = |day: usize| size * WEEK[day % 7] * (market[day] + own[day]).exp();
        Self {
            organic: (0..DAYS).map(organic).collect(),
            ads: (0..DAYS).map(|day| share * size * (0.5 * market[day] + ads[day]).exp()).collect(),
            value: prices.into_iter().map(|price| 900.0 * price.exp()).collect(),
        }
    }

    /// What happens with the campaign, or just before it, for reasons of its own.
    fn disturb(&mut self, situation: &Situation, span: &Range<usize>) {
        for day in span.start.saturating_sub(DIP_DAYS)..span.start {
            self.organic[day] *= 1.0 - situation.dip;
            self.ads[day] *= 1.0 - situation.dip;
        }
        for day in span.clone() {
            self.value[day] *= 1.0 - situation.price_cut;
            self.organic[day] *= 1.0 + ELASTICITY * situation.price_cut;
            self.ads[day] *= (1.0 + ELASTICITY * situation.price_cut) * (1.0 + situation.more_ads);
        }
        for festival in FESTIVALS.into_iter().filter(|day| span.contains(day)) {
            (festival - 3..=festival + 1).for_each(|day| self.organic[day] *= 1.0 + situation.festival);
        }
    }
}

/// Two campaigns of a brand; around a festival where one is asked for.
fn spans(at: usize, situation: &Situation, rng: &mut Pcg64) -> Vec<Range<usize>> {
    let starts = if situation.festival > 0.0 {
        let offset = rng.random_range(5..12);
        [FESTIVALS[at % 2] - offset, FESTIVALS[2 + at % 2] - offset]
    } else {
        [rng.random_range(85..200), rng.random_range(320..470)]
    };
    starts.map(|start| start..start + rng.random_range(14..32)).into()
}

/// A code that sells on this part of all days, so many orders each; all of it would have been sold anyway.
fn steady(campaign: &str, part: f64, mean: f64, course: &Course, rng: &mut Pcg64) -> Code {
    let mut sales = Sales::none();
    for day in (0..DAYS).filter(|_| rng.random_bool(part)).collect::<Vec<_>>() {
        sales.add(day, orders(mean, 20.0, rng), course.value[day]);
    }
    Code { campaign: campaign.to_owned(), sales, truth: None }
}

/// An AR(1) from its stationary start, of this standard deviation.
fn swings(keep: f64, deviation: f64, rng: &mut Pcg64) -> Vec<f64> {
    let mut normal = || -> f64 { StandardNormal.sample(rng) };
    let step = deviation * (1.0 - keep * keep).sqrt();
    let mut value = deviation * normal();
    (0..DAYS)
        .map(|_| {
            value = keep * value + step * normal();
            value
        })
        .collect()
}

/// Orders of a Poisson whose mean varies by itself.
fn orders(mean: f64, shape: f64, rng: &mut Pcg64) -> f64 {
    let mean = mean * Gamma::new(shape, 1.0 / shape).map_or(1.0, |gamma| gamma.sample(rng));
    Poisson::new(mean.max(1e-9)).map_or(0.0, |poisson| poisson.sample(rng))
}

/// What an order of a day is worth, averaged over about so many orders of uneven value.
fn worth(value: f64, orders: f64, rng: &mut Pcg64) -> f64 {
    let normal: f64 = StandardNormal.sample(rng);
    value * (1.0 + 0.6 / orders.sqrt() * normal).max(0.2)
}
