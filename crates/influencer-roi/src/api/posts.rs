//! Posts as JSON: sums, groups with their comparisons, and posts one by one. Every amount is exact.

use definitions::{Reason, Value};
use serde_json::{Value as Json, json};

use super::{
    answer::{selection, warning},
    numbers::{Number, count, money},
    versions::DatasetShape,
};
use crate::use_cases::posts::{KindComparison, LagSums, NEAR_DAYS, PostGroup, PostLine, PostOrder, PostsPage};

/// Metrics of a group of posts.
pub(crate) const POST_METRICS: [&str; 3] = ["engagement_rate", "cpm", "cpe"];
/// Influencers that are listed at most; all count in the sums.
const MAX_PEOPLE: usize = 50;

/// Which posts are listed.
#[derive(Clone, Debug)]
pub(crate) struct PostsPart {
    /// Only posts whose caption holds it.
    pub(crate) caption: String,
    pub(crate) order: PostOrder,
    pub(crate) limit: usize,
    pub(crate) offset: usize,
}

/// The posts of a selection.
pub(crate) fn posts(page: &PostsPage, part: &PostsPart) -> Json {
    let found = page.ordered(&part.caption, part.order);
    let listed = found.iter().skip(part.offset).take(part.limit);
    let lag = |(days, sums): (usize, &LagSums)| with(lag_sums(page, *sums), "days", json!(days));
    let groups = |groups: &[PostGroup]| groups.iter().map(group).collect::<Vec<Json>>();
    json!({
        "dataset": DatasetShape::new(page.dataset.manifest()),
        "selection": selection(&page.question.selection),
        "warnings": page.warnings.iter().map(warning).collect::<Vec<Json>>(),
        "near_days": NEAR_DAYS,
        "totals": totals(page),
        "lags": page.lags.iter().enumerate().map(lag).collect::<Vec<Json>>(),
        "later": lag_sums(page, page.later),
        "before": lag_sums(page, page.before),
        "without_posts": lag_sums(page, page.without_posts),
        "platforms": groups(&page.platforms),
        "formats": groups(&page.formats),
        "weekdays": groups(&page.weekdays),
        "people": groups(&page.people[..page.people.len().min(MAX_PEOPLE)]),
        "comparisons": {
            "compared": page.comparisons.compared,
            "stand_out": page.comparisons.stand_out,
            "by_chance": page.comparisons.by_chance,
            "hold": page.comparisons.hold,
        },
        "posts": listed.map(|line| post(page, line)).collect::<Vec<Json>>(),
        "posts_total": found.len(),
        "offset": part.offset,
    })
}

fn with(mut shape: Json, name: &str, value: Json) -> Json {
    shape[name] = value;
    shape
}

fn totals(page: &PostsPage) -> Json {
    let mut shape = group(&page.totals);
    shape["influencers"] = json!(page.influencers);
    shape["revenue"] = json!(money(page.revenue));
    shape["near_share"] = json!(share(page, page.totals.near.revenue));
    shape["spend_without_posts"] = json!(money(page.spend_without_posts));
    shape
}

fn share(page: &PostsPage, revenue: i64) -> Number {
    Number(Value::share(revenue, page.revenue, Reason::NoRevenue))
}

fn lag_sums(page: &PostsPage, sums: LagSums) -> Json {
    json!({"orders": count(sums.orders), "revenue": money(sums.revenue), "share": share(page, sums.revenue)})
}

fn group(group: &PostGroup) -> Json {
    let mut shape = json!({
        "name": group.name,
        "id": group.id,
        "posts": count(group.posts),
        "reach": count(group.reach),
        "likes": count(group.likes),
        "comments": count(group.comments),
        "spend": money(group.spend),
        "near_orders": count(group.near.orders),
        "near_revenue": money(group.near.revenue),
        "revenue_per_post": Number(per_post(group)),
        "sells": group.sells.as_ref().map(comparison),
        "engages": group.engages.as_ref().map(comparison),
    });
    for id in POST_METRICS {
        shape[id] = json!(group.metric(id).map(Number));
    }
    shape
}

/// Currency for each post.
fn per_post(group: &PostGroup) -> Value {
    match Value::share(group.near.revenue, group.posts, Reason::NoPosts) {
        Value::Quotient(micros) => Value::Quotient(micros / 1e6),
        none => none,
    }
}

fn comparison(kind: &KindComparison) -> Json {
    let contrast = kind.contrast;
    let estimate = contrast.estimate.map(|of| json!({"ratio": of.ratio, "lower": of.lower, "upper": of.upper}));
    json!({
        "posts": contrast.observations,
        "influencers": contrast.units,
        "estimate": estimate,
        "stands_out": kind.stands_out(),
        "holds": kind.holds,
    })
}

fn post(page: &PostsPage, line: &PostLine) -> Json {
    let post = page.post(line);
    let profile = &page.dataset.profiles()[post.profile];
    let engagement = Value::share(post.likes + post.comments, post.reach, Reason::NoReach);
    json!({
        "influencer": profile.id,
        "name": profile.name,
        "platform": post.platform,
        "day": post.day.to_string(),
        "format": page.format(line),
        "caption": post.caption,
        "url": post.url,
        "reach": count(post.reach),
        "likes": count(post.likes),
        "comments": count(post.comments),
        "engagement_rate": Number(engagement),
        "spend": money(line.spend),
        "near_orders": count(line.near.orders),
        "near_revenue": money(line.near.revenue),
        "against_own": line.against_own,
    })
}
