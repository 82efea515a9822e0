//! The four tables and the headers their fields are known by.

use std::fmt;

use definitions::Attribute;

/// One of the four tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Role {
    Influencers,
    Tracking,
    Payouts,
    Posts,
}

impl Role {
    /// Every table.
    pub const ALL: [Self; 4] = [Self::Influencers, Self::Tracking, Self::Payouts, Self::Posts];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Influencers => "influencers",
            Self::Tracking => "tracking",
            Self::Payouts => "payouts",
            Self::Posts => "posts",
        }
    }

    /// The table of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }

    /// A dataset cannot be without it.
    pub const fn is_required(self) -> bool {
        !matches!(self, Self::Posts)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// A field of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Influencer,
    Name,
    Category,
    Gender,
    Platform,
    Followers,
    Source,
    Campaign,
    Product,
    Brand,
    Date,
    Orders,
    Revenue,
    Basis,
    Rate,
    TotalPayout,
    PostCount,
    Url,
    Caption,
    Reach,
    Likes,
    Comments,
    Shares,
    Saves,
    Views,
    UserId,
    Clicks,
    PaymentDate,
    Status,
    /// Of a payment: how its transfer is known. Opaque.
    Reference,
    /// Of a corrections file: the line of the row it replaces.
    Line,
}

impl Field {
    /// The field of the roster that holds an attribute.
    pub(crate) const fn holding(attribute: Attribute) -> Self {
        match attribute {
            Attribute::Category => Self::Category,
            Attribute::Gender => Self::Gender,
            Attribute::Platform => Self::Platform,
        }
    }
}

pub(crate) const FIELDS: usize = Field::Line as usize + 1;

/// A field as one table knows it: its documented header and other headers seen for it, the best first.
pub(crate) struct FieldSpec {
    pub(crate) field: Field,
    pub(crate) header: &'static str,
    pub(crate) aliases: &'static [&'static str],
    pub(crate) required: bool,
}

const fn needed(field: Field, header: &'static str, aliases: &'static [&'static str]) -> FieldSpec {
    FieldSpec { field, header, aliases, required: true }
}

const fn optional(field: Field, header: &'static str, aliases: &'static [&'static str]) -> FieldSpec {
    FieldSpec { field, header, aliases, required: false }
}

const ID_ALIASES: &[&str] = &["influencer", "inf_id", "creator_id", "influencerid", "id"];
const CAMPAIGN_ALIASES: &[&str] = &["campaign_name", "campaign_id"];
const BRAND_ALIASES: &[&str] = &["brand_name"];

static INFLUENCERS: [FieldSpec; 6] = [
    needed(Field::Influencer, "id", &["influencer_id", "inf_id", "creator_id", "influencerid"]),
    optional(Field::Name, "name", &["influencer_name", "creator_name", "full_name", "influencer", "creator"]),
    optional(Field::Category, "category", &["influencer_category", "niche", "vertical"]),
    optional(Field::Gender, "gender", &["sex"]),
    optional(Field::Followers, "followers", &["follower_count", "followers_count", "subscribers", "subscriber_count"]),
    optional(Field::Platform, "platform", &["social_platform", "channel"]),
];

static TRACKING: [FieldSpec; 10] = [
    optional(Field::Source, "source", &["traffic_source", "utm_source"]),
    optional(Field::Campaign, "campaign", CAMPAIGN_ALIASES),
    needed(Field::Influencer, "influencer_id", ID_ALIASES),
    optional(Field::Brand, "brand", BRAND_ALIASES),
    optional(Field::Product, "product", &["product_name", "sku", "item"]),
    needed(Field::Date, "date", &["transaction_date", "order_date", "sale_date", "day", "timestamp"]),
    needed(Field::Orders, "orders", &["order_count", "total_orders", "num_orders", "quantity", "units"]),
    needed(Field::Revenue, "revenue", &["sales", "sale_amount", "order_value", "total_revenue", "gmv", "amount"]),
    optional(Field::UserId, "user_id", &["customer_id", "user", "customer"]),
    optional(Field::Clicks, "clicks", &["click_count", "link_clicks"]),
];

static PAYOUTS: [FieldSpec; 11] = [
    needed(Field::Influencer, "influencer_id", ID_ALIASES),
    optional(Field::Basis, "basis", &["payout_basis", "payment_basis", "payout_type", "payment_type"]),
    optional(Field::Rate, "rate", &["payout_rate"]),
    optional(Field::Orders, "orders", &["total_orders_by_influencer", "total_orders", "order_count"]),
    needed(
        Field::TotalPayout,
        "total_payout",
        &["payout_amount", "amount_paid", "total_paid", "payout", "total_cost", "amount", "spend", "cost"],
    ),
    optional(Field::PostCount, "posts", &["posts_count", "post_count", "num_posts"]),
    optional(Field::Brand, "brand", BRAND_ALIASES),
    optional(Field::Campaign, "campaign", CAMPAIGN_ALIASES),
    optional(Field::PaymentDate, "payout_date", &["payment_date", "paid_on", "paid_at", "date"]),
    optional(Field::Status, "status", &["payment_status", "payout_status"]),
    optional(
        Field::Reference,
        "reference",
        &["utr", "payment_reference", "transaction_reference", "transfer_reference", "transaction_id", "payout_id"],
    ),
];

static POSTS: [FieldSpec; 11] = [
    needed(Field::Influencer, "influencer_id", ID_ALIASES),
    optional(Field::Platform, "platform", &["social_platform", "channel"]),
    needed(Field::Date, "date", &["post_date", "posted_at", "published_at", "posted_on", "timestamp"]),
    optional(Field::Url, "url", &["post_url", "link"]),
    optional(Field::Caption, "caption", &["text", "content"]),
    optional(Field::Reach, "reach", &["impressions"]),
    optional(Field::Likes, "likes", &["like_count"]),
    optional(Field::Comments, "comments", &["comment_count"]),
    optional(Field::Shares, "shares", &["share_count"]),
    optional(Field::Saves, "saves", &["save_count"]),
    optional(Field::Views, "video_views", &["views", "view_count"]),
];

pub(crate) fn fields_of(role: Role) -> &'static [FieldSpec] {
    match role {
        Role::Influencers => &INFLUENCERS,
        Role::Tracking => &TRACKING,
        Role::Payouts => &PAYOUTS,
        Role::Posts => &POSTS,
    }
}
