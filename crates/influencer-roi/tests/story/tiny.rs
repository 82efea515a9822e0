//! Tiny datasets by chance: a handful of people and sales with everything in them that can go wrong at once.
//!
//! Small, so that every odd combination comes up within some hundred seeds and a failure can be read by eye.

use std::fs;
use std::io;
use std::path::Path;

use rand::RngExt;
use rand_pcg::Pcg64;

use crate::oracle::{Class, Facts, Method, NONE, Payment, Person, Post, Question, Sale, decimal};

/// `7` and `007` are two people.
const IDS: [&str; 12] = ["1", "2", "7", "007", "10", "INF_001", "INF002", "a5", "B6", "C-7", "z", "zz"];
const STRANGERS: [&str; 4] = ["0", "99", "X9", "é1"];
const NAMES: [&str; 10] = [
    "Aisha Sharma",
    "aarav SHARMA",
    "Rohan Verma",
    "ROHAN",
    "Priya Patel",
    "Patel, Vikram",
    "Sneha \"Fit\" Gupta",
    "Zoya Khan",
    "D'Souza",
    "Élodie Nair",
];
const CATEGORIES: [&str; 4] = ["Fitness", "Yoga", "Grit/Motivation", ""];
const GENDERS: [&str; 4] = ["Female", "Male", "Non-binary", ""];
const PLATFORMS: [&str; 5] = ["Instagram", "YouTube", "Twitter", "Facebook", ""];
const BRANDS: [&str; 4] = ["MuscleBlaze", "HKVitals", "Gritzo", ""];
const PRODUCTS: [&str; 4] = ["Whey", "Gummies", "Oats, 1 kg", ""];
const CAMPAIGNS: [&str; 4] = ["SummerFit", "Diwali", "é-Launch", ""];
/// Those that sales have and, the last, one that only payments name.
const BRANDS_PAID_FOR: [&str; 5] = ["MuscleBlaze", "HKVitals", "Gritzo", "", "TrueBasics"];
const CAMPAIGNS_PAID_FOR: [&str; 5] = ["SummerFit", "Diwali", "é-Launch", "", "Retainer"];
const BASES: [&str; 6] = ["post", "order", "per_order", "Per Order", "hybrid", "Post"];
/// Across the end of a month.
const DAYS: [&str; 8] =
    ["2026-02-25", "2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"];
/// The first and the last are boundaries of two tiers.
const FOLLOWERS: [i64; 9] = [0, 9_999, 10_000, 99_999, 100_000, 499_999, 500_000, 999_999, 1_000_000];
const TIERS: [&str; 6] = ["nano", "micro", "mid", "macro", "mega", NONE];

pub(crate) fn random_facts(rng: &mut Pcg64) -> Facts {
    let people = people(rng);
    let habits = Habits::random(rng);
    let sales = up_to(60, rng, |rng| sale(&people, &habits, rng));
    let payments = up_to(16, rng, |rng| payment(&people, rng));
    let posts = up_to(10, rng, |rng| post(&people, rng));
    Facts { people, sales, payments, posts }
}

/// What this dataset leaves out altogether, which chance would hardly ever do.
struct Habits {
    organic: bool,
    blanks: bool,
    days: usize,
}

impl Habits {
    fn random(rng: &mut Pcg64) -> Habits {
        Habits { organic: rng.random_bool(0.85), blanks: rng.random_bool(0.7), days: rng.random_range(1..=DAYS.len()) }
    }
}

fn up_to<T>(most: usize, rng: &mut Pcg64, mut one: impl FnMut(&mut Pcg64) -> T) -> Vec<T> {
    let count = rng.random_range(0..=most);
    (0..count).map(|_| one(rng)).collect()
}

fn pick<'a>(from: &[&'a str], rng: &mut Pcg64) -> &'a str {
    from[rng.random_range(0..from.len())]
}

/// At most 12, and now and then one of them twice with other facts.
fn people(rng: &mut Pcg64) -> Vec<Person> {
    let count = rng.random_range(0..=IDS.len());
    let mut ids = IDS.to_vec();
    let mut people = Vec::new();
    for _ in 0..count {
        let id = ids.swap_remove(rng.random_range(0..ids.len()));
        people.push(person(id, rng));
    }
    if count > 0 && rng.random_bool(0.2) {
        let again = people[rng.random_range(0..count)].id.clone();
        people.push(person(&again, rng));
    }
    people
}

fn person(id: &str, rng: &mut Pcg64) -> Person {
    let followers = FOLLOWERS[rng.random_range(0..FOLLOWERS.len())];
    Person {
        id: id.to_string(),
        name: pick(&NAMES, rng).to_string(),
        category: pick(&CATEGORIES, rng).to_string(),
        gender: pick(&GENDERS, rng).to_string(),
        platform: pick(&PLATFORMS, rng).to_string(),
        followers: rng.random_bool(0.9).then_some(followers),
    }
}

/// Mostly an influencer of the roster.
fn id(people: &[Person], rng: &mut Pcg64) -> String {
    if people.is_empty() || rng.random_bool(0.12) {
        return pick(&STRANGERS, rng).to_string();
    }
    people[rng.random_range(0..people.len())].id.clone()
}

fn sale(people: &[Person], habits: &Habits, rng: &mut Pcg64) -> Sale {
    let class = match rng.random_range(0..100) {
        0..66 => Class::Influencer,
        66..90 if habits.organic => Class::Organic,
        _ => Class::Other,
    };
    let known = if habits.blanks { 4 } else { 3 };
    Sale {
        influencer: match class {
            Class::Influencer => id(people, rng),
            // Organic stays organic even where its rows carry ids; other rows carry none.
            Class::Organic if rng.random_bool(0.1) => id(people, rng),
            _ => String::new(),
        },
        class,
        brand: pick(&BRANDS[..known], rng).to_string(),
        product: pick(&PRODUCTS[..known], rng).to_string(),
        campaign: pick(&CAMPAIGNS[..known], rng).to_string(),
        day: pick(&DAYS[..habits.days], rng).to_string(),
        orders: orders(rng),
        revenue: money(rng),
    }
}

fn orders(rng: &mut Pcg64) -> i64 {
    match rng.random_range(0..100) {
        0..15 => 0,
        15..18 => -1,
        _ => rng.random_range(1..40),
    }
}

/// From a refund over nothing and a lone micro to amounts whose products leave 64 bits.
fn money(rng: &mut Pcg64) -> i128 {
    match rng.random_range(0..100) {
        0..6 => -i128::from(rng.random_range(1..3_000_000_000_i64)),
        6..14 => 0,
        14..20 => i128::from(rng.random_range(1..10_i64)),
        20..45 => i128::from(rng.random_range(1..5_000_i64)) * 1_000_000,
        45..70 => i128::from(rng.random_range(1..500_000_i64)) * 10_000,
        70..95 => i128::from(rng.random_range(1..5_000_000_000_i64)),
        _ => i128::from(rng.random_range(1..9_000_000_000_000_i64)),
    }
}

/// Half of them name nothing; some name a brand or campaign in which the payee sold nothing.
fn payment(people: &[Person], rng: &mut Pcg64) -> Payment {
    let mut named = |from: &[&'static str]| {
        let name = pick(from, rng);
        if rng.random_bool(0.5) { name } else { "" }.to_string()
    };
    let (brand, campaign) = (named(&BRANDS_PAID_FOR), named(&CAMPAIGNS_PAID_FOR));
    let is_blank = rng.random_bool(0.04);
    Payment {
        influencer: if is_blank { String::new() } else { id(people, rng) },
        basis: pick(&BASES, rng).to_string(),
        amount: money(rng),
        brand,
        campaign,
    }
}

fn post(people: &[Person], rng: &mut Pcg64) -> Post {
    let is_blank = rng.random_bool(0.04);
    let silent = rng.random_bool(0.15);
    let mut count = |most: i64| if silent { 0 } else { rng.random_range(0..most) };
    let (reach, likes, comments) = (count(90_000), count(4_000), count(300));
    Post {
        influencer: if is_blank { String::new() } else { id(people, rng) },
        day: pick(&DAYS, rng).to_string(),
        reach,
        likes,
        comments,
    }
}

// ---- Questions -----------------------------------------------------------------------------------------------------

/// From no filter at all to four of them, with values that exist, blanks and unknown values.
pub(crate) fn random_question(rng: &mut Pcg64, facts: &Facts) -> Question {
    let mut question = Question::default();
    if rng.random_bool(0.3) {
        question.method = Method::Literal;
    }
    question.on_campaign_days = rng.random_bool(0.3);
    for _ in 0..rng.random_range(0..=4) {
        add_filter(&mut question, facts, rng);
    }
    if rng.random_bool(0.5) {
        add_margins(&mut question, rng);
    }
    question
}

/// Thousandths, so that halves of a micro are met; also of brands that the data may not have.
fn add_margins(question: &mut Question, rng: &mut Pcg64) {
    let mut part = || [1, 125, 400, 500, 999, 1_000][rng.random_range(0..6)];
    question.margin = Some(part()).filter(|part| *part != 999);
    for brand in BRANDS.into_iter().chain(["Nobody's"]) {
        let brand = if brand.is_empty() { NONE } else { brand };
        match part() {
            1_000 => {}
            part => drop(question.margins.insert(brand.to_string(), part)),
        }
    }
}

fn add_filter(question: &mut Question, facts: &Facts, rng: &mut Pcg64) {
    match rng.random_range(0..10) {
        0 => question.brand = values(&BRANDS_PAID_FOR, rng),
        1 => question.product = values(&PRODUCTS, rng),
        2 => question.campaign = values(&CAMPAIGNS_PAID_FOR, rng),
        3 => question.category = values(&CATEGORIES, rng),
        4 => question.platform = values(&PLATFORMS, rng),
        5 => question.gender = values(&GENDERS, rng),
        // An unknown tier is a wrong question (400), so only real ones.
        6 => question.tier = vec![pick(&TIERS, rng).to_string(), pick(&TIERS, rng).to_string()],
        7 => question.influencer = ids(facts, rng),
        8 => question.q = part_of_a_name(rng),
        _ => (question.from, question.to) = period(rng),
    }
}

/// One to three values, repetitions included.
fn values(from: &[&str], rng: &mut Pcg64) -> Vec<String> {
    let count = rng.random_range(1..=3);
    (0..count)
        .map(|_| match pick(from, rng) {
            _ if rng.random_bool(0.08) => "Nobody's",
            "" => NONE,
            value => value,
        })
        .map(str::to_string)
        .collect()
}

fn ids(facts: &Facts, rng: &mut Pcg64) -> Vec<String> {
    let count = rng.random_range(1..=4);
    (0..count)
        .map(|_| match rng.random_range(0..100) {
            0..5 => NONE.to_string(),
            5..10 => "nobody".to_string(),
            _ => id(&facts.people, rng),
        })
        .collect()
}

/// Whole characters from the middle of a name, in any case, at times with blanks around or nothing but blanks.
fn part_of_a_name(rng: &mut Pcg64) -> String {
    let letters: Vec<char> = pick(&NAMES, rng).chars().collect();
    let start = rng.random_range(0..letters.len());
    let end = rng.random_range(start + 1..=letters.len());
    let part: String = letters[start..end].iter().collect();
    match rng.random_range(0..8) {
        0 => part.to_uppercase(),
        1 => part.to_lowercase(),
        2 => format!("  {part} "),
        3 => "  ".to_string(),
        4 => "qqq".to_string(),
        _ => part,
    }
}

/// From at most to; either end open, either end outside the data.
fn period(rng: &mut Pcg64) -> (Option<String>, Option<String>) {
    let mut ends = [pick(&DAYS, rng), pick(&DAYS, rng)];
    ends.sort_unstable();
    let [mut from, mut to] = ends.map(|day| Some(day.to_string()));
    match rng.random_range(0..6) {
        0 => from = None,
        1 => to = None,
        2 => from = Some("2025-12-31".to_string()),
        3 => to = Some("2026-12-31".to_string()),
        _ => (),
    }
    (from, to)
}

impl Question {
    /// As the address bar carries it, not yet percent-encoded.
    pub(crate) fn query_pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut add = |name: &str, value: &str| pairs.push((name.to_string(), value.to_string()));
        for (name, values) in [
            ("brand", &self.brand),
            ("product", &self.product),
            ("campaign", &self.campaign),
            ("category", &self.category),
            ("platform", &self.platform),
            ("gender", &self.gender),
            ("tier", &self.tier),
            ("influencer", &self.influencer),
        ] {
            values.iter().for_each(|value| add(name, value));
        }
        if !self.q.is_empty() {
            add("q", &self.q);
        }
        self.from.iter().for_each(|day| add("from", day));
        self.to.iter().for_each(|day| add("to", day));
        match self.method {
            Method::Allocated => add("method", "allocated"),
            Method::Literal => add("method", "literal"),
        }
        if self.on_campaign_days {
            add("baseline", "campaign_days");
        }
        let part = |thousandths: i64| decimal(i128::from(thousandths) * 1_000);
        self.margin.iter().for_each(|margin| add("margin", &part(*margin)));
        self.margins.iter().for_each(|(brand, margin)| add(&format!("margin.{brand}"), &part(*margin)));
        pairs
    }
}

// ---- Files ---------------------------------------------------------------------------------------------------------

/// Writes the four files a marketer would upload.
pub(crate) fn write_csv(facts: &Facts, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let file = |name: &str, text: String| fs::write(folder.join(name), text);
    file("influencers.csv", influencers_csv(facts))?;
    file("tracking_data.csv", tracking_csv(facts))?;
    file("payouts.csv", payouts_csv(facts))?;
    file("posts.csv", posts_csv(facts))
}

fn influencers_csv(facts: &Facts) -> String {
    let rows = facts.people.iter().map(|person| {
        let followers = person.followers.map(|count| count.to_string());
        vec![
            person.id.clone(),
            person.name.clone(),
            person.category.clone(),
            person.gender.clone(),
            followers.unwrap_or_default(),
            person.platform.clone(),
        ]
    });
    table("id,name,category,gender,followers,platform", rows)
}

fn tracking_csv(facts: &Facts) -> String {
    let rows = facts.sales.iter().map(|sale| {
        let source = match sale.class {
            Class::Influencer => "influencer",
            Class::Organic => "organic",
            Class::Other => "email-ad",
        };
        vec![
            source.to_string(),
            sale.campaign.clone(),
            sale.influencer.clone(),
            sale.brand.clone(),
            sale.product.clone(),
            sale.day.clone(),
            sale.orders.to_string(),
            decimal(sale.revenue),
        ]
    });
    table("source,campaign,influencer_id,brand,product,date,orders,revenue", rows)
}

fn payouts_csv(facts: &Facts) -> String {
    let rows = facts.payments.iter().map(|payment| {
        vec![
            payment.influencer.clone(),
            payment.basis.clone(),
            decimal(payment.amount),
            "1".to_string(),
            decimal(payment.amount),
            payment.brand.clone(),
            payment.campaign.clone(),
        ]
    });
    table("influencer_id,basis,rate,orders,total_payout,brand,campaign", rows)
}

fn posts_csv(facts: &Facts) -> String {
    let rows = facts.posts.iter().enumerate().map(|(index, post)| {
        vec![
            post.influencer.clone(),
            "Instagram".to_string(),
            post.day.clone(),
            format!("https://example.com/{index}"),
            "\"Honest\" review,\nin two lines".to_string(),
            post.reach.to_string(),
            post.likes.to_string(),
            post.comments.to_string(),
        ]
    });
    table("influencer_id,platform,date,url,caption,reach,likes,comments", rows)
}

fn table(header: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = format!("{header}\n");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_string() }
}

#[test]
fn every_file_of_tiny_facts_has_a_row_for_each_fact() {
    use rand::SeedableRng;

    let folder = tempfile::tempdir().unwrap();
    for seed in 0..50 {
        let facts = random_facts(&mut Pcg64::seed_from_u64(seed));
        write_csv(&facts, folder.path()).unwrap();
        let rows = |name: &str| {
            csv::Reader::from_path(folder.path().join(name)).unwrap().records().map(Result::unwrap).count()
        };
        assert_eq!(rows("influencers.csv"), facts.people.len());
        assert_eq!(rows("tracking_data.csv"), facts.sales.len());
        assert_eq!(rows("payouts.csv"), facts.payments.len());
        assert_eq!(rows("posts.csv"), facts.posts.len());
    }
}

#[test]
fn a_question_becomes_the_parameters_of_the_address_bar() {
    let question = Question {
        brand: vec!["Gritzo".to_string(), NONE.to_string()],
        q: "Sha".to_string(),
        to: Some("2026-03-01".to_string()),
        margin: Some(400),
        margins: [("Gritzo".to_string(), 125)].into(),
        ..Question::default()
    };
    let pairs: Vec<String> = (question.query_pairs().iter()).map(|(name, value)| format!("{name}={value}")).collect();
    let expected = ["brand=Gritzo", "brand=(none)", "q=Sha", "to=2026-03-01", "method=allocated"];
    assert_eq!(pairs, [&expected[..], &["margin=0.4", "margin.Gritzo=0.125"]].concat());
}
