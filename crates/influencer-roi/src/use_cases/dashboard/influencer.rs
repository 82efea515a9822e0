//! One influencer: the line of the table, day by day, by campaign and by product.

use std::{collections::BTreeMap, sync::Arc};

use cube::Sold;
use definitions::{
    Aggregates, Day, DaySums, Dimension, Measure, Method, PartSums, Question, SALES_SIDE, Selection, metric, shown,
};
use store::{Dataset, Manifest, RowTable, StoreError};

use super::{
    answer::{Line, Numbers, Warning, line, warnings},
    table::Table,
};
use crate::use_cases::{
    UseCases,
    estimates::{Estimated, Estimates, Record},
};

/// Everything about one influencer on the sales side of a selection.
pub(crate) struct Influencer {
    pub(crate) manifest: Manifest,
    pub(crate) question: Question,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) line: Line,
    /// Where the question has them.
    pub(crate) estimates: Option<Arc<Estimates>>,
    pub(crate) daily: Vec<DaySums>,
    /// By revenue.
    pub(crate) campaigns: Vec<CampaignNumbers>,
    /// By revenue.
    pub(crate) products: Vec<ProductNumbers>,
    pub(crate) posts_total: i64,
    /// Nothing for a version that was made before rows were kept.
    pub(crate) payouts_total: Option<u64>,
}

/// What an influencer sold in one campaign.
pub(crate) struct CampaignNumbers {
    pub(crate) campaign: String,
    pub(crate) first_day: Day,
    pub(crate) last_day: Day,
    pub(crate) numbers: Numbers,
    pub(crate) estimate: Option<Estimated>,
}

/// What an influencer sold of one product.
pub(crate) struct ProductNumbers {
    pub(crate) brand: String,
    pub(crate) product: String,
    pub(crate) numbers: Numbers,
    pub(crate) estimate: Option<Estimated>,
}

/// The metrics that parts of an influencer's sales have.
pub(crate) const PART_METRICS: [&str; 7] =
    ["roas", "contribution", "profit", "return_on_spend", "break_even_roas", "aov", "cost_per_order"];

impl UseCases {
    /// Answers a question for one influencer, whose id replaces the influencer side of the selection; none for an unknown id.
    pub(crate) fn influencer(&self, question: &Question, id: &str) -> Result<Option<Influencer>, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let Some(profile) = dataset.profiles().iter().position(|profile| profile.id == id) else { return Ok(None) };
        let Some((line, estimates)) = self.line_of(&dataset, question, profile) else { return Ok(None) };
        let own = Question { selection: narrowed_to(&question.selection, id), ..question.clone() };
        let aggregates = dataset.query(&own);
        let estimate = |records: &[Record]| match &estimates {
            Some(estimates) => self.estimates_of_parts(estimates, records).into_iter().map(Some).collect(),
            None => vec![None; records.len()],
        };
        let parts = SalesOfInfluencer::collect(&dataset, profile, &own, &aggregates);
        let posts_total = aggregates.totals.sums[Measure::Posts];
        let payouts = self.data_folder.rows(&self.row_cache, &dataset, &own, &aggregates, RowTable::Payouts);
        let payouts_total = match payouts.and_then(|payouts| payouts.found()) {
            Ok(found) => Some(found.total),
            Err(StoreError::NoRows { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok(Some(Influencer {
            manifest: dataset.manifest().clone(),
            warnings: warnings(&dataset, &aggregates, &own),
            line,
            campaigns: parts.campaigns(estimate),
            products: parts.products(estimate),
            estimates: estimates.clone(),
            daily: aggregates.daily,
            posts_total,
            payouts_total,
            question: own,
        }))
    }

    /// The row of the table, with share and estimate among the selected influencers; among all where the selection leaves it
    /// out.
    fn line_of(
        &self,
        dataset: &Dataset,
        question: &Question,
        profile: usize,
    ) -> Option<(Line, Option<Arc<Estimates>>)> {
        let among = |question: &Question| {
            let aggregates = dataset.query(question);
            aggregates.lines.iter().find(|line| line.profile == profile)?;
            let estimates = self.estimates(dataset, question, &aggregates);
            let table = Table::new(dataset, &aggregates, question).with_estimates(estimates.as_deref());
            let found = table.row_of(profile).as_ref().map(line)?;
            Some((found, estimates))
        };
        let all = || Question { selection: sales_side(&question.selection), ..question.clone() };
        among(question).or_else(|| among(&all()))
    }
}

/// The sales side of a selection for one influencer.
fn narrowed_to(selection: &Selection, id: &str) -> Selection {
    let mut own = sales_side(selection);
    own.choose(Dimension::Influencer, id);
    own
}

fn sales_side(selection: &Selection) -> Selection {
    let mut own = Selection::default();
    (own.from, own.to) = (selection.from, selection.to);
    for dimension in SALES_SIDE {
        selection.values(dimension).iter().for_each(|value| own.choose(dimension, value));
    }
    own
}

/// The sales of one influencer on the selection.
struct SalesOfInfluencer<'p> {
    sold: Vec<Sold<'p>>,
    question: &'p Question,
    aggregates: &'p Aggregates,
    is_paid_per_order: bool,
}

impl<'p> SalesOfInfluencer<'p> {
    fn collect(dataset: &'p Dataset, profile: usize, question: &'p Question, aggregates: &'p Aggregates) -> Self {
        let sold = dataset.sold_by(profile).filter(|sold| sold.is_on(&question.selection)).collect();
        Self { sold, question, aggregates, is_paid_per_order: dataset.is_paid_per_order(profile) }
    }

    fn campaigns(&self, estimate: impl Fn(&[Record]) -> Vec<Option<Estimated>>) -> Vec<CampaignNumbers> {
        let parts = self.by(|sold: &Sold<'p>| (sold.campaign, ()));
        let estimates = estimate(&self.records(&parts));
        let part =
            |(((campaign, ()), part), estimate): (((&str, ()), SalesSums<'p>), Option<Estimated>)| CampaignNumbers {
                campaign: shown(campaign).to_owned(),
                first_day: part.first_day,
                last_day: part.last_day,
                numbers: self.numbers(&part),
                estimate,
            };
        parts.into_iter().zip(estimates).map(part).collect()
    }

    fn products(&self, estimate: impl Fn(&[Record]) -> Vec<Option<Estimated>>) -> Vec<ProductNumbers> {
        let parts = self.by(|sold: &Sold<'p>| (sold.brand, sold.product));
        let estimates = estimate(&self.records(&parts));
        let part =
            |(((brand, product), part), estimate): (((&str, &str), SalesSums<'p>), Option<Estimated>)| ProductNumbers {
                brand: shown(brand).to_owned(),
                product: shown(product).to_owned(),
                numbers: self.numbers(&part),
                estimate,
            };
        parts.into_iter().zip(estimates).map(part).collect()
    }

    /// By revenue, then by name.
    fn by<K: Ord>(&self, key: impl Fn(&Sold<'p>) -> K) -> Vec<(K, SalesSums<'p>)> {
        let mut parts = BTreeMap::<K, SalesSums<'p>>::new();
        for sold in &self.sold {
            parts.entry(key(sold)).or_insert_with(|| SalesSums::on(sold.day)).add(sold);
        }
        let mut parts: Vec<(K, SalesSums<'p>)> = parts.into_iter().collect();
        parts.sort_by_key(|(_, part)| std::cmp::Reverse(part.sums.sums[Measure::Revenue]));
        parts
    }

    fn records<K>(&self, parts: &[(K, SalesSums<'p>)]) -> Vec<Record> {
        let record = |(_, part): &(K, SalesSums<'p>)| Record {
            part: self.sums(part),
            is_paid_per_order: self.is_paid_per_order,
        };
        parts.iter().map(record).collect()
    }

    /// With what is earned on the sales of each brand; under the literal method the whole spend.
    fn sums(&self, part: &SalesSums<'p>) -> PartSums {
        let earned = |(brand, revenue): (&&str, &i64)| self.question.margins.of_brand(shown(brand)).of(*revenue);
        let contribution = part.revenue_of_brands.iter().map(earned).sum();
        let mut sums = PartSums { contribution, ..part.sums };
        if self.question.method == Method::Literal {
            sums.sums[Measure::Spend] = self.aggregates.totals.sums[Measure::Spend];
        }
        sums
    }

    /// The numbers that the dashboard shows for this part.
    fn numbers(&self, part: &SalesSums<'p>) -> Numbers {
        let whole = self.aggregates.totals.sums[Measure::Revenue];
        let scope = self.aggregates.part_scope(self.question, self.sums(part), whole);
        let measures = [Measure::Revenue, Measure::Orders, Measure::Spend].into_iter();
        let measures = measures.map(|measure| (measure.id(), scope.measure(measure)));
        let metrics = PART_METRICS.into_iter().filter_map(metric);
        measures.chain(metrics.map(|metric| (metric.id, scope.metric(metric)))).collect()
    }
}

/// Sums over some of the sales.
struct SalesSums<'p> {
    first_day: Day,
    last_day: Day,
    sums: PartSums,
    revenue_of_brands: BTreeMap<&'p str, i64>,
}

impl<'p> SalesSums<'p> {
    fn on(day: Day) -> Self {
        Self { first_day: day, last_day: day, sums: PartSums::default(), revenue_of_brands: BTreeMap::new() }
    }

    fn add(&mut self, sold: &Sold<'p>) {
        self.first_day = self.first_day.min(sold.day);
        self.last_day = self.last_day.max(sold.day);
        let sums = &mut self.sums.sums;
        sums[Measure::Revenue] += sold.revenue;
        sums[Measure::Orders] += sold.orders;
        sums[Measure::Spend] += sold.spend;
        *self.revenue_of_brands.entry(sold.brand).or_default() += sold.revenue;
    }
}
