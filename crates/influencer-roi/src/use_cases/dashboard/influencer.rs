//! One influencer: the line of the table, day by day, by campaign and by product.

use std::collections::BTreeMap;

use cube::Sold;
use definitions::{
    Aggregates, Day, DaySums, Dimension, Measure, Method, Question, SALES_SIDE, Selection, Sums, metric, shown,
};
use store::{Dataset, Manifest, RowTable, StoreError};

use super::{
    answer::{Line, Numbers, Warning, line, warnings},
    table::Table,
};
use crate::use_cases::UseCases;

/// Everything about one influencer on the sales side of a selection.
pub(crate) struct Influencer {
    pub(crate) manifest: Manifest,
    pub(crate) question: Question,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) line: Line,
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
}

/// What an influencer sold of one product.
pub(crate) struct ProductNumbers {
    pub(crate) brand: String,
    pub(crate) product: String,
    pub(crate) numbers: Numbers,
}

impl UseCases {
    /// Answers a question for one influencer, whose id replaces the influencer side of the selection; none for an unknown id.
    pub(crate) fn influencer(&self, question: &Question, id: &str) -> Result<Option<Influencer>, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let Some(profile) = dataset.profiles().iter().position(|profile| profile.id == id) else { return Ok(None) };
        let Some(line) = line_of(&dataset, question, profile) else { return Ok(None) };
        let own = Question { selection: narrowed_to(&question.selection, id), ..question.clone() };
        let aggregates = dataset.query(&own);
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
            campaigns: parts.campaigns(),
            products: parts.products(),
            daily: aggregates.daily,
            posts_total,
            payouts_total,
            question: own,
        }))
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

/// The row of the table, with share and verdict among the selected influencers; among all where the selection leaves it out.
fn line_of(dataset: &Dataset, question: &Question, profile: usize) -> Option<Line> {
    let among = |question: &Question| {
        let aggregates = dataset.query(question);
        Table::new(dataset.profiles(), &aggregates, question).row_of(profile).as_ref().map(line)
    };
    let all = || Question { selection: sales_side(&question.selection), ..question.clone() };
    among(question).or_else(|| among(&all()))
}

/// The sales of one influencer on the selection.
struct SalesOfInfluencer<'p> {
    sold: Vec<Sold<'p>>,
    question: &'p Question,
    aggregates: &'p Aggregates,
}

impl<'p> SalesOfInfluencer<'p> {
    fn collect(dataset: &'p Dataset, profile: usize, question: &'p Question, aggregates: &'p Aggregates) -> Self {
        let sold = dataset.sold_by(profile).filter(|sold| sold.is_on(&question.selection)).collect();
        Self { sold, question, aggregates }
    }

    fn campaigns(&self) -> Vec<CampaignNumbers> {
        let by = |sold: &Sold<'p>| (sold.campaign, ());
        let part = |((campaign, ()), part): ((&str, ()), SalesSums)| CampaignNumbers {
            campaign: shown(campaign).to_owned(),
            first_day: part.first_day,
            last_day: part.last_day,
            numbers: self.numbers(&part),
        };
        self.by(by).into_iter().map(part).collect()
    }

    fn products(&self) -> Vec<ProductNumbers> {
        let by = |sold: &Sold<'p>| (sold.brand, sold.product);
        let part = |((brand, product), part): ((&str, &str), SalesSums)| ProductNumbers {
            brand: shown(brand).to_owned(),
            product: shown(product).to_owned(),
            numbers: self.numbers(&part),
        };
        self.by(by).into_iter().map(part).collect()
    }

    /// By revenue, then by name.
    fn by<K: Ord>(&self, key: impl Fn(&Sold<'p>) -> K) -> Vec<(K, SalesSums)> {
        let mut parts = BTreeMap::<K, SalesSums>::new();
        for sold in &self.sold {
            parts.entry(key(sold)).or_insert_with(|| SalesSums::on(sold.day)).add(sold);
        }
        let mut parts: Vec<(K, SalesSums)> = parts.into_iter().collect();
        parts.sort_by_key(|(_, part)| std::cmp::Reverse(part.sums[Measure::Revenue]));
        parts
    }

    /// The numbers that the dashboard shows for this part; under the literal method the whole spend.
    fn numbers(&self, part: &SalesSums) -> Numbers {
        let mut sums = part.sums;
        if self.question.method == Method::Literal {
            sums[Measure::Spend] = self.aggregates.totals.sums[Measure::Spend];
        }
        let whole = self.aggregates.totals.sums[Measure::Revenue];
        let scope = self.aggregates.part_scope(self.question, sums, 0, whole);
        let measures = [Measure::Revenue, Measure::Orders, Measure::Spend].into_iter();
        let measures = measures.map(|measure| (measure.id(), scope.measure(measure)));
        let metrics = ["roas", "aov", "cost_per_order"].into_iter().filter_map(metric);
        measures.chain(metrics.map(|metric| (metric.id, scope.metric(metric)))).collect()
    }
}

/// Sums over some of the sales.
struct SalesSums {
    first_day: Day,
    last_day: Day,
    sums: Sums,
}

impl SalesSums {
    fn on(day: Day) -> Self {
        Self { first_day: day, last_day: day, sums: Sums::default() }
    }

    fn add(&mut self, sold: &Sold<'_>) {
        self.first_day = self.first_day.min(sold.day);
        self.last_day = self.last_day.max(sold.day);
        self.sums[Measure::Revenue] += sold.revenue;
        self.sums[Measure::Orders] += sold.orders;
        self.sums[Measure::Spend] += sold.spend;
    }
}
