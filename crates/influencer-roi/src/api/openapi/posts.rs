//! Schemas of posts: sums, groups with their comparisons, and posts one by one.

use serde_json::Value as Json;

use super::shape::{NamedSchema, about, count, day, flag, list_of, number, object, or_null, reference, text};
use crate::api::POST_METRICS;

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![
        ("Posts", answer()),
        ("PostGroup", object(group())),
        ("PostComparison", comparison()),
        ("Post", post()),
        ("NearSales", near()),
    ]
}

fn figure(sentence: &str) -> Json {
    about(reference("Figure"), sentence)
}

fn group() -> Vec<NamedSchema> {
    let compared = |what: &str| {
        about(
            or_null(reference("PostComparison")),
            &format!("{what}, against the same influencers' other posts; of formats and weekdays."),
        )
    };
    let own = [
        ("name", text()),
        ("id", about(text(), "Of influencers; else blank.")),
        ("posts", reference("Figure")),
        ("reach", reference("Figure")),
        ("likes", reference("Figure")),
        ("comments", reference("Figure")),
        ("spend", figure("Each influencer's spend, shared evenly over its posts of the selection.")),
        ("near_orders", figure("Credited on the day of a post and the near days after it, until the next post.")),
        ("near_revenue", figure("The same; credited, not caused.")),
        ("revenue_per_post", figure("near_revenue / posts.")),
        ("sells", compared("Revenue near a post")),
        ("engages", compared("Engagement rate")),
    ];
    let metrics = POST_METRICS.map(|id| (id, reference("Figure")));
    own.into_iter().chain(metrics).collect()
}

fn answer() -> Json {
    let own = [
        ("influencers", about(count(), "With a post in the selection.")),
        ("revenue", figure("Influencer revenue of the selection: lags, later, before and without_posts add up to it.")),
        ("near_share", figure("near_revenue / revenue.")),
        ("spend_without_posts", figure("Of influencers without a post in the selection.")),
    ];
    let lag = object([
        ("days", count()),
        ("orders", reference("Figure")),
        ("revenue", reference("Figure")),
        ("share", reference("Figure")),
    ]);
    let comparisons = object([
        ("compared", about(count(), "Formats and weekdays, in what they sell and how they engage.")),
        ("stand_out", about(count(), "The 90 % interval lies on one side of 1.")),
        ("by_chance", about(number(), "So many would by chance alone.")),
        ("hold", about(count(), "Judged together, with at most one in ten by chance.")),
    ]);
    object([
        ("dataset", reference("Dataset")),
        ("selection", reference("Selection")),
        ("warnings", list_of(reference("Warning"))),
        ("near_days", about(count(), "The days after that of a post on which a sale is near it.")),
        ("totals", object(group().into_iter().chain(own))),
        ("lags", about(list_of(lag), "By days since the influencer's last post; each sale counts once.")),
        ("later", reference("NearSales")),
        ("before", about(reference("NearSales"), "Before the influencer's first post.")),
        ("without_posts", about(reference("NearSales"), "Of influencers who never posted.")),
        ("platforms", about(list_of(reference("PostGroup")), "The most revenue near posts first.")),
        ("formats", about(list_of(reference("PostGroup")), "Read from captions by words.")),
        ("weekdays", about(list_of(reference("PostGroup")), "From Monday to Sunday.")),
        ("people", about(list_of(reference("PostGroup")), "The 50 influencers with the most revenue near posts.")),
        ("comparisons", comparisons),
        ("posts", list_of(reference("Post"))),
        ("posts_total", about(count(), "Whose caption holds what is looked for.")),
        ("offset", count()),
    ])
}

fn near() -> Json {
    object([("orders", reference("Figure")), ("revenue", reference("Figure")), ("share", reference("Figure"))])
}

fn comparison() -> Json {
    let estimate = object([("ratio", number()), ("lower", number()), ("upper", number())]);
    object([
        ("posts", about(count(), "Compared posts of the kind: those whose near days have all passed.")),
        ("influencers", about(count(), "With posts of the kind and others.")),
        ("estimate", about(or_null(estimate), "1 is no difference; null under 10 posts or 5 influencers.")),
        ("stands_out", about(flag(), "The 90 % interval lies on one side of 1.")),
        ("holds", about(flag(), "It holds when all comparisons are judged together.")),
    ])
}

fn post() -> Json {
    object([
        ("influencer", text()),
        ("name", text()),
        ("platform", text()),
        ("day", day()),
        ("format", about(text(), "Read from the caption by words.")),
        ("caption", text()),
        ("url", text()),
        ("reach", reference("Figure")),
        ("likes", reference("Figure")),
        ("comments", reference("Figure")),
        ("engagement_rate", reference("Figure")),
        ("spend", reference("Figure")),
        ("near_orders", reference("Figure")),
        ("near_revenue", reference("Figure")),
        (
            "against_own",
            about(or_null(number()), "Times the mean near_revenue of the influencer's posts of the selection."),
        ),
    ])
}
