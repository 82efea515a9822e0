//! Which table a file is and which column holds which field, told by its header.

use std::fmt;

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
    pub(crate) fn from_id(id: &str) -> Option<Self> {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
}

/// A field as one table knows it: its documented header and other headers seen for it, the best first.
struct FieldSpec {
    field: Field,
    header: &'static str,
    aliases: &'static [&'static str],
    required: bool,
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

static TRACKING: [FieldSpec; 8] = [
    optional(Field::Source, "source", &["traffic_source", "utm_source"]),
    optional(Field::Campaign, "campaign", CAMPAIGN_ALIASES),
    needed(Field::Influencer, "influencer_id", ID_ALIASES),
    optional(Field::Brand, "brand", BRAND_ALIASES),
    optional(Field::Product, "product", &["product_name", "sku", "item"]),
    needed(Field::Date, "date", &["transaction_date", "order_date", "sale_date", "day", "timestamp"]),
    needed(Field::Orders, "orders", &["order_count", "total_orders", "num_orders", "quantity", "units"]),
    needed(Field::Revenue, "revenue", &["sales", "sale_amount", "order_value", "total_revenue", "gmv", "amount"]),
];

static PAYOUTS: [FieldSpec; 8] = [
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
];

static POSTS: [FieldSpec; 8] = [
    needed(Field::Influencer, "influencer_id", ID_ALIASES),
    optional(Field::Platform, "platform", &["social_platform", "channel"]),
    needed(Field::Date, "date", &["post_date", "posted_at", "published_at", "posted_on", "timestamp"]),
    optional(Field::Url, "url", &["post_url", "link"]),
    optional(Field::Caption, "caption", &["text", "content"]),
    optional(Field::Reach, "reach", &["impressions"]),
    optional(Field::Likes, "likes", &["like_count"]),
    optional(Field::Comments, "comments", &["comment_count"]),
];

fn fields_of(role: Role) -> &'static [FieldSpec] {
    match role {
        Role::Influencers => &INFLUENCERS,
        Role::Tracking => &TRACKING,
        Role::Payouts => &PAYOUTS,
        Role::Posts => &POSTS,
    }
}

/// How sure it is that a column holds its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The documented header.
    Exact,
    /// A header known to mean it.
    Alias,
    /// A header that contains its name.
    Guess,
    /// No field.
    Ignored,
}

impl How {
    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Guess => "guess",
            Self::Ignored => "ignored",
        }
    }
}

/// Which column of a file holds which field.
#[derive(Debug)]
pub(crate) struct Columns {
    headers: Vec<String>,
    held: Vec<(Field, usize, How)>,
    role: Role,
}

impl Columns {
    pub(crate) fn of(role: Role, headers: &[String]) -> Self {
        let names: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        let mut columns = Self { headers: headers.to_vec(), held: Vec::new(), role };
        columns.hold(|spec| names.iter().position(|name| name == spec.header), How::Exact);
        let alias =
            |spec: &FieldSpec| spec.aliases.iter().find_map(|alias| names.iter().position(|name| name == alias));
        columns.hold(alias, How::Alias);
        let guess = |spec: &FieldSpec| {
            names.iter().position(|name| spec.required && name.split('_').any(|word| word == spec.header))
        };
        columns.hold(guess, How::Guess);
        columns
    }

    fn hold(&mut self, find: impl Fn(&FieldSpec) -> Option<usize>, how: How) {
        for spec in fields_of(self.role) {
            let taken = |at: usize| self.held.iter().any(|&(_, held, _)| held == at);
            if self.place(spec.field).is_none()
                && let Some(at) = find(spec).filter(|&at| !taken(at))
            {
                self.held.push((spec.field, at, how));
            }
        }
    }

    pub(crate) fn place(&self, field: Field) -> Option<usize> {
        self.held.iter().find(|(held, ..)| *held == field).map(|&(_, at, _)| at)
    }

    /// The header of the field's column, as the file writes it; the documented one where the file has none.
    pub(crate) fn header(&self, field: Field) -> &str {
        let documented = || fields_of(self.role).iter().find(|spec| spec.field == field).map_or("", |spec| spec.header);
        self.place(field).map_or_else(documented, |at| &self.headers[at])
    }

    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// What the column at this place holds, by the documented header.
    pub(crate) fn held_at(&self, at: usize) -> (Option<&'static str>, How) {
        let held = self.held.iter().find(|&&(_, place, _)| place == at);
        let Some(&(field, _, how)) = held else {
            return (None, How::Ignored);
        };
        let spec = fields_of(self.role).iter().find(|spec| spec.field == field);
        (spec.map(|spec| spec.header), how)
    }

    /// Documented headers of the required fields that no column holds.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let needed = fields_of(self.role).iter().filter(|spec| spec.required && self.place(spec.field).is_none());
        let derivable = |field| {
            field == Field::TotalPayout && self.place(Field::Rate).is_some() && self.place(Field::Basis).is_some()
        };
        needed.filter(|spec| !derivable(spec.field)).map(|spec| spec.header).collect()
    }

    fn has(&self, field: Field) -> bool {
        self.place(field).is_some()
    }

    /// How well the header fits the table; nothing when it cannot be that table.
    fn fit(&self) -> Option<usize> {
        use Field::{
            Caption, Category, Date, Followers, Influencer, Likes, Name, Platform, Rate, Reach, Revenue, Source,
            TotalPayout, Url,
        };
        let fits = match self.role {
            Role::Tracking => self.has(Revenue) && self.has(Date) && (self.has(Influencer) || self.has(Source)),
            Role::Payouts => self.has(Influencer) && (self.has(TotalPayout) || self.has(Rate)),
            Role::Posts => {
                self.has(Influencer) && (self.has(Url) || self.has(Reach) || self.has(Likes) || self.has(Caption))
            }
            Role::Influencers => {
                self.has(Influencer) && [Name, Category, Followers, Platform].into_iter().any(|field| self.has(field))
            }
        };
        let certain = self.held.iter().filter(|(.., how)| *how != How::Guess).count();
        fits.then_some(certain)
    }
}

/// Tells the table by header, then by the file's name, then by the form field's name.
pub(crate) fn role_of(headers: &[String], file_name: &str, form_field: &str) -> Option<Role> {
    const MOST_TELLING_FIRST: [Role; 4] = [Role::Tracking, Role::Payouts, Role::Posts, Role::Influencers];
    let mut best: Option<(usize, Role)> = None;
    for role in MOST_TELLING_FIRST {
        if let Some(fit) = Columns::of(role, headers).fit()
            && best.is_none_or(|(most, _)| fit > most)
        {
            best = Some((fit, role));
        }
    }
    best.map(|(_, role)| role).or_else(|| role_by_name(file_name)).or_else(|| role_by_name(form_field))
}

fn role_by_name(name: &str) -> Option<Role> {
    const WORDS: [(&str, Role); 6] = [
        ("payout", Role::Payouts),
        ("payment", Role::Payouts),
        ("track", Role::Tracking),
        ("post", Role::Posts),
        ("influencer", Role::Influencers),
        ("creator", Role::Influencers),
    ];
    let name = name.to_lowercase();
    WORDS.into_iter().find(|(word, _)| name.contains(word)).map(|(_, role)| role)
}

/// A header in lower case with single underscores between words: `Follower Count` → `follower_count`.
fn plain(header: &str) -> String {
    let words = header.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    fn role(line: &str) -> Option<Role> {
        role_of(&headers(line), "", "")
    }

    #[test]
    fn a_table_is_told_by_its_header() {
        assert_eq!(role("ID,name,category,gender,follower_count,platform"), Some(Role::Influencers));
        assert_eq!(role("Source,Campaign,Influencer ID,User ID,Product,Date,Orders,Revenue"), Some(Role::Tracking));
        assert_eq!(role("influencer_id,basis,rate,orders,total_payout"), Some(Role::Payouts));
        assert_eq!(
            role("influencer_id,basis,rate,orders,total_revenue,payout_amount,gifted_products_cost,total_cost"),
            Some(Role::Payouts)
        );
        assert_eq!(
            role("post_id,influencer_id,platform,post_date,post_url,caption,reach,likes,comments"),
            Some(Role::Posts)
        );
        assert_eq!(role("a,b,c"), None);
    }

    #[test]
    fn a_header_that_tells_nothing_leaves_it_to_the_names() {
        assert_eq!(role_of(&headers("a,b"), "influencer_payouts.csv", ""), Some(Role::Payouts));
        assert_eq!(role_of(&headers("a,b"), "x.csv", "tracking_data"), Some(Role::Tracking));
    }

    #[test]
    fn the_best_alias_wins_and_the_rest_is_ignored() {
        let columns = Columns::of(Role::Payouts, &headers("influencer_id,total_cost,Payout Amount"));
        assert_eq!(columns.place(Field::TotalPayout), Some(2));
        assert_eq!(columns.held_at(1), (None, How::Ignored));
        assert_eq!(columns.held_at(2), (Some("total_payout"), How::Alias));
    }

    #[test]
    fn a_missing_column_is_named_by_its_documented_header() {
        assert_eq!(Columns::of(Role::Tracking, &headers("influencer_id,date,orders")).missing(), ["revenue"]);
        assert!(Columns::of(Role::Payouts, &headers("influencer_id,basis,rate")).missing().is_empty());
    }
}
