//! One question to exact sums, in one pass over each fact table.
//!
//! Facts are aggregated before anything is joined: sales, spend, posts and baseline each land on influencers by themselves.

use definitions::{
    BLANK, Day, DaySums, Dimension, Gathered, InfluencerLine, Measure, Method, Panels, Profile, Question, Selection,
    Sums, Totals, shares, shown,
};

use crate::{
    cube::{BLANK_CODE, Cube, SalesCell, Texts},
    intake::Class,
};

/// A selection as codes of one cube.
struct Filter<'q> {
    selection: &'q Selection,
    brands: Option<Vec<bool>>,
    products: Option<Vec<bool>>,
    campaigns: Option<Vec<bool>>,
    /// By position among the profiles.
    people: Vec<bool>,
}

impl<'q> Filter<'q> {
    fn new(cube: &Cube, selection: &'q Selection) -> Self {
        let codes = |dimension, texts| chosen(selection.of(dimension), texts);
        let name_part = selection.name_part.to_lowercase();
        let passes = |profile| passes(selection, &name_part, profile);
        Self {
            selection,
            brands: codes(Dimension::Brand, &cube.dictionaries.brands),
            products: codes(Dimension::Product, &cube.dictionaries.products),
            campaigns: codes(Dimension::Campaign, &cube.dictionaries.campaigns),
            people: cube.profiles.iter().map(passes).collect(),
        }
    }

    fn has_day(&self, day: Day) -> bool {
        self.selection.has_day(day)
    }

    fn has_brand_and_product(&self, cell: &SalesCell) -> bool {
        has(&self.brands, cell.key.brand) && has(&self.products, cell.key.product)
    }

    fn has_campaign(&self, campaign: u32) -> bool {
        has(&self.campaigns, campaign)
    }
}

fn has(codes: &Option<Vec<bool>>, code: u32) -> bool {
    codes.as_ref().is_none_or(|codes| codes[code as usize])
}

/// Which codes are chosen; nothing when nothing is chosen.
fn chosen(values: &[String], texts: &Texts) -> Option<Vec<bool>> {
    if values.is_empty() {
        return None;
    }
    let mut codes = vec![false; texts.len()];
    for value in values {
        let code = if value == BLANK { Some(BLANK_CODE) } else { texts.code(value) };
        if let Some(code) = code {
            codes[code as usize] = true;
        }
    }
    Some(codes)
}

/// Whether the roster's line passes the influencer side. An id that is not in the roster has no name to be found by.
fn passes(selection: &Selection, name_part: &str, profile: &Profile) -> bool {
    let attributes = [
        (Dimension::Category, shown(&profile.category)),
        (Dimension::Platform, shown(&profile.platform)),
        (Dimension::Gender, shown(&profile.gender)),
        (Dimension::Tier, profile.tier()),
        (Dimension::Influencer, profile.id.as_str()),
    ];
    let is_chosen = |(dimension, value): (Dimension, &str)| {
        let values = selection.of(dimension);
        values.is_empty() || values.iter().any(|chosen| chosen == value)
    };
    let is_named = || name_part.is_empty() || profile.in_roster && profile.name.to_lowercase().contains(name_part);
    attributes.into_iter().all(is_chosen) && is_named()
}

/// The sums of one question while they grow.
struct Gathering<'c> {
    cube: &'c Cube,
    filter: Filter<'c>,
    method: Method,
    totals: Totals,
    /// By position among the profiles.
    lines: Vec<InfluencerLine>,
    daily: Vec<DaySums>,
    has_organic_in_scope: bool,
}

impl Cube {
    /// The exact sums that answer the question.
    pub(crate) fn gather(&self, question: &Question) -> Gathered {
        let panels = question.include.panels.then(|| self.panels(question));
        Gathered { panels, ..self.gather_one(question) }
    }

    fn panels(&self, question: &Question) -> Panels {
        let under = |selection| self.gather_one(&Question { selection, ..question.clone() });
        let selection = &question.selection;
        Panels {
            platforms: under(selection.without(Dimension::Platform)).lines,
            influencers: under(selection.without(Dimension::Influencer)).lines,
            daily: under(selection.without_days()).daily,
        }
    }

    fn gather_one(&self, question: &Question) -> Gathered {
        let empty = |profile| InfluencerLine { profile, sums: Sums::default(), baseline: 0 };
        let mut gathering = Gathering {
            cube: self,
            filter: Filter::new(self, &question.selection),
            method: question.method,
            totals: Totals::default(),
            lines: (0..self.profiles.len()).map(empty).collect(),
            daily: calendar(self.days, &question.selection),
            has_organic_in_scope: false,
        };
        gathering.add_sales();
        gathering.add_unattributed();
        gathering.add_whole_payments();
        gathering.add_posts();
        gathering.add_baseline();
        gathering.finish()
    }
}

/// Every calendar day of the period, as far as the data reaches.
fn calendar(days: Option<(Day, Day)>, selection: &Selection) -> Vec<DaySums> {
    let Some((first, last)) = days else {
        return Vec::new();
    };
    let from = selection.from.map_or(first, |from| from.max(first));
    let to = selection.to.map_or(last, |to| to.min(last));
    let day = |number| DaySums { day: Day::from_number(number), revenue: 0, orders: 0, organic_revenue: 0 };
    (from.number()..=to.number()).map(day).collect()
}

impl Gathering<'_> {
    fn on(&mut self, day: Day) -> &mut DaySums {
        let at = day.number() - self.daily[0].day.number();
        &mut self.daily[at as usize]
    }

    /// The line of an id, when its owner passes the influencer side.
    fn line(&mut self, influencer: u32) -> Option<&mut InfluencerLine> {
        let at = self.cube.profile_of[influencer as usize]?;
        self.filter.people[at].then(|| &mut self.lines[at])
    }

    fn add_sales(&mut self) {
        let spend_lies_on_sales = self.method == Method::Allocated;
        for cell in &self.cube.influencer_cells {
            let sales = &cell.sales;
            let wanted = self.filter.has_day(sales.key.day)
                && self.filter.has_brand_and_product(sales)
                && self.filter.has_campaign(sales.key.campaign);
            if !wanted {
                continue;
            }
            let Some(line) = self.line(sales.key.influencer) else {
                continue;
            };
            line.sums[Measure::Revenue] += sales.revenue;
            line.sums[Measure::Orders] += sales.orders;
            if spend_lies_on_sales {
                line.sums[Measure::Spend] += cell.spend;
            }
            let day = self.on(sales.key.day);
            day.revenue += sales.revenue;
            day.orders += sales.orders;
        }
    }

    /// Organic and other rows answer to brand, product and dates only.
    fn add_unattributed(&mut self) {
        for cell in &self.cube.unattributed {
            if !self.filter.has_day(cell.key.day) || !self.filter.has_brand_and_product(cell) {
                continue;
            }
            let sums = &mut self.totals.sums;
            if cell.key.class == Class::Organic {
                sums[Measure::OrganicRevenue] += cell.revenue;
                sums[Measure::OrganicOrders] += cell.orders;
                self.has_organic_in_scope = true;
                self.on(cell.key.day).organic_revenue += cell.revenue;
            } else {
                sums[Measure::OtherRevenue] += cell.revenue;
                sums[Measure::OtherOrders] += cell.orders;
            }
        }
    }

    /// Payments that are counted whole: all of them under the literal method, else those that lie on no sale.
    fn add_whole_payments(&mut self) {
        let counts_unallocated = !self.filter.selection.filters_sales();
        for influencer in 0..self.cube.paid.len() {
            let (paid, unallocated) = (self.cube.paid[influencer], self.cube.unallocated[influencer]);
            let counted = match self.method {
                Method::Literal => paid,
                Method::Allocated if counts_unallocated => unallocated,
                Method::Allocated => 0,
            };
            let Some(line) = self.line(influencer as u32) else {
                continue;
            };
            line.sums[Measure::Spend] += counted;
            self.totals.unallocated_spend += unallocated;
        }
    }

    fn add_posts(&mut self) {
        for post in &self.cube.posts {
            if !self.filter.has_day(post.day) {
                continue;
            }
            let Some(line) = self.line(post.influencer) else {
                continue;
            };
            line.sums[Measure::Posts] += post.posts;
            line.sums[Measure::Reach] += post.reach;
            line.sums[Measure::Likes] += post.likes;
            line.sums[Measure::Comments] += post.comments;
        }
    }

    /// Shares each (brand, product) amount of organic revenue over those who sold the brand in the chosen days.
    fn add_baseline(&mut self) {
        let cube = self.cube;
        let slot_weights = self.slot_weights();
        let everybody = Everybody::of(cube, &slot_weights);
        let counts_unassigned = !self.filter.selection.filters_influencers() && self.filter.campaigns.is_none();
        for (brand, total) in self.organic_amounts() {
            let (carriers, weights) = if brand == BLANK_CODE {
                (everybody.slots.as_slice(), everybody.weights.as_slice())
            } else {
                let from = cube.slots.partition_point(|slot| slot.brand < brand);
                let to = cube.slots.partition_point(|slot| slot.brand <= brand);
                (&cube.slots[from..to], &slot_weights[from..to])
            };
            let Some(parts) = shares(total, weights) else {
                self.totals.unassigned_baseline += total;
                self.totals.baseline += if counts_unassigned { total } else { 0 };
                continue;
            };
            for (slot, part) in carriers.iter().zip(parts) {
                if self.filter.has_campaign(slot.campaign)
                    && let Some(line) = self.line(slot.influencer)
                {
                    line.baseline += part;
                    self.totals.baseline += part;
                }
            }
        }
    }

    /// Revenue of each slot in the chosen days, whatever else is chosen.
    fn slot_weights(&self) -> Vec<i64> {
        let mut weights = vec![0; self.cube.slots.len()];
        for cell in &self.cube.influencer_cells {
            if self.filter.has_day(cell.sales.key.day) {
                weights[cell.slot as usize] += cell.sales.revenue;
            }
        }
        weights
    }

    /// Organic revenue of the selection by (brand, product).
    fn organic_amounts(&self) -> Vec<(u32, i64)> {
        let mut amounts: Vec<(u32, u32, i64)> = Vec::new();
        let organic = self.cube.unattributed.iter().filter(|cell| cell.key.class == Class::Organic);
        for cell in organic.filter(|cell| self.filter.has_day(cell.key.day) && self.filter.has_brand_and_product(cell))
        {
            amounts.push((cell.key.brand, cell.key.product, cell.revenue));
        }
        amounts.sort_unstable_by_key(|&(brand, product, _)| (brand, product));
        amounts.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if same { next.2 } else { 0 };
            same
        });
        amounts.into_iter().map(|(brand, _, total)| (brand, total)).collect()
    }

    fn finish(mut self) -> Gathered {
        let people = std::mem::take(&mut self.filter.people);
        self.lines.retain(|line| people[line.profile]);
        self.lines.iter().for_each(|line| self.totals.sums.add(&line.sums));
        if self.method == Method::Literal {
            // The published formula takes all organic revenue of the brands, products and days, whoever is selected.
            self.totals.baseline = self.totals.sums[Measure::OrganicRevenue];
            self.lines.iter_mut().for_each(|line| line.baseline = 0);
        }
        Gathered {
            totals: self.totals,
            lines: self.lines,
            daily: self.daily,
            has_organic: self.cube.has_organic,
            has_organic_in_scope: self.has_organic_in_scope,
            panels: None,
            facets: None,
        }
    }
}

/// The carriers of organic sales that name no brand: every (influencer, campaign), over all brands.
struct Everybody {
    slots: Vec<crate::cube::Slot>,
    weights: Vec<i64>,
}

impl Everybody {
    fn of(cube: &Cube, slot_weights: &[i64]) -> Self {
        let mut carriers: Vec<_> = cube.slots.iter().copied().zip(slot_weights.iter().copied()).collect();
        carriers.sort_by_key(|(slot, _)| (slot.influencer, slot.campaign));
        carriers.dedup_by(|next, kept| {
            let same = (next.0.influencer, next.0.campaign) == (kept.0.influencer, kept.0.campaign);
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        let (slots, weights) = carriers.into_iter().unzip();
        Self { slots, weights }
    }
}
