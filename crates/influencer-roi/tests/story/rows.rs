//! The rows behind a number: they add up to it, to the micro, and stand where the files have them.

use std::collections::{BTreeMap, BTreeSet};

use rand_pcg::{Pcg64, rand_core::SeedableRng};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use crate::{
    corpus,
    oracle::{self, Facts, Method, Num, Payment, Post, Question, Sale},
    program::{Program, address, pairs},
    sample, tiny,
};

const TINY_DATASETS: u64 = 40;
const QUESTIONS_OF_EACH: usize = 4;
const QUESTIONS_OF_THE_SAMPLE: usize = 12;
/// One measure of each table, and the column its rows are added up by.
const TABLES: [(&str, &str); 5] = [
    ("revenue", "revenue"),
    ("organic_revenue", "revenue"),
    ("other_revenue", "revenue"),
    ("spend", "spend"),
    ("reach", "reach"),
];

type Pairs = Vec<(String, String)>;

#[derive(Deserialize)]
struct Figure {
    value: Box<RawValue>,
}

impl Figure {
    fn micros(&self) -> i128 {
        corpus::micros(self.value.get())
    }
}

#[derive(Deserialize)]
struct Column {
    id: String,
}

/// A page of rows with every number as text.
#[derive(Deserialize)]
pub(crate) struct Page {
    total: usize,
    sums: BTreeMap<String, Figure>,
    counted: Figure,
    note: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Box<RawValue>>>,
}

impl Page {
    fn cells(&self, column: &str) -> Vec<&str> {
        let at = self.columns.iter().position(|known| known.id == column).unwrap_or_else(|| panic!("no {column}"));
        self.rows.iter().map(|row| row[at].get()).collect()
    }

    fn sum(&self, column: &str) -> i128 {
        self.cells(column).into_iter().map(corpus::micros).sum()
    }

    fn lines(&self) -> Vec<usize> {
        self.cells("line").into_iter().map(|line| line.parse().expect("a line")).collect()
    }
}

fn with(question: &[(String, String)], more: &[(&str, &str)]) -> Pairs {
    [question, &pairs(more)].concat()
}

fn page(program: &Program, question: &[(String, String)], more: &[(&str, &str)]) -> Page {
    let reply = program.get(&address("/api/v1/rows", &with(question, more))).expect(200);
    serde_json::from_str(&reply.body).unwrap_or_else(|error| panic!("{error}: {}", reply.body))
}

/// What the rows of a selection say otherwise than the dashboard does.
pub(crate) fn differences(program: &Program, question: &[(String, String)]) -> Vec<String> {
    let shown = program.dashboard(&with(question, &[("limit", "0")]));
    let mut found = Vec::new();
    for (measure, column) in TABLES {
        let page = page(program, question, &[("of", measure), ("limit", "1000")]);
        let mut same = |about: &str, rows: i128, number: i128| {
            if rows != number {
                found.push(format!("{measure}, {about}: {rows} instead of {number}"));
            }
        };
        same("counted", page.counted.micros(), shown.micros(measure));
        if measure != "spend" || page.note.is_empty() {
            page.sums.iter().for_each(|(id, sum)| same(id, sum.micros(), shown.micros(id)));
        }
        if page.rows.len() == page.total {
            same("the rows themselves", page.sum(column), page.sums[measure].micros());
        }
        same("rows on the page", page.rows.len() as i128, page.total.min(1_000) as i128);
    }
    found
}

#[test]
fn the_rows_behind_a_number_are_the_ones_that_change_it() {
    let program = Program::start();
    for seed in 0..TINY_DATASETS {
        let mut rng = Pcg64::seed_from_u64(seed);
        let facts = tiny::random_facts(&mut rng);
        let folder = tempfile::tempdir().expect("a folder");
        tiny::write_csv(&facts, folder.path()).expect("the files are written");
        program.load_folder(folder.path(), "policy=reject&accept_proposals=true").expect(201);
        for _ in 0..QUESTIONS_OF_EACH {
            let question = tiny::random_question(&mut rng, &facts);
            let about = format!("tiny dataset {seed}, {question:?}");
            let pairs = question.query_pairs();
            assert_eq!(differences(&program, &pairs), Vec::<String>::new(), "{about}");
            for (measure, expected) in expected_lines(&facts, &question) {
                let lines = page(&program, &pairs, &[("of", measure), ("limit", "1000")]).lines();
                assert_eq!(lines, expected, "{measure} of {about}");
            }
        }
    }
}

/// The lines of the rows that the naive implementation counts, found by asking it about each one alone.
fn expected_lines(facts: &Facts, question: &Question) -> [(&'static str, Vec<usize>); 5] {
    let sales = |measure: &'static str| {
        let counts = |sale: &Sale| {
            let sale = Sale { orders: 1, revenue: 1, ..sale.clone() };
            is_counted(question, measure, Facts { sales: vec![sale], ..only_people(facts) })
        };
        let lines = facts.sales.iter().zip(2..).filter(|(sale, _)| counts(sale));
        (measure, lines.map(|(_, line)| line).collect())
    };
    let post = |post: &Post| {
        let post = Post { reach: 1, ..post.clone() };
        is_counted(question, "reach", Facts { posts: vec![post], ..only_people(facts) })
    };
    // Captions stand in two lines.
    let posts = facts.posts.iter().zip((2..).step_by(2)).filter(|(of, _)| post(of)).map(|(_, line)| line).collect();
    let payments = facts.payments.iter().zip(2..).filter(|(payment, _)| lies_on(facts, question, payment));
    [
        sales("revenue"),
        sales("organic_revenue"),
        sales("other_revenue"),
        ("spend", payments.map(|(_, line)| line).collect()),
        ("reach", posts),
    ]
}

fn only_people(facts: &Facts) -> Facts {
    Facts { people: facts.people.clone(), ..Facts::default() }
}

fn is_counted(question: &Question, measure: &str, facts: Facts) -> bool {
    oracle::answer(&facts, question).totals[measure] != Num::Exact(0)
}

/// Payments of one kind are one amount; without a filter on sales, or under the literal method, each counts by itself.
fn lies_on(facts: &Facts, question: &Question, payment: &Payment) -> bool {
    let Question { brand, product, campaign, from, to, .. } = question;
    let values = [brand, product, campaign].into_iter().any(|values| !values.is_empty());
    let is_spread = question.method == Method::Allocated && (values || from.is_some() || to.is_some());
    let kind = |payment: &Payment| {
        let per_order = payment.basis.to_lowercase().contains("order");
        (payment.influencer.clone(), per_order, payment.brand.clone(), payment.campaign.clone())
    };
    let payments = if is_spread {
        facts.payments.iter().filter(|other| kind(other) == kind(payment)).cloned().collect()
    } else {
        vec![Payment { amount: 1, ..payment.clone() }]
    };
    is_counted(question, "spend", Facts { payments, ..facts.clone() })
}

#[test]
fn the_rows_of_the_sample_add_up_under_any_selection() {
    let (program, facts) = (Program::start(), sample::facts());
    let mut rng = Pcg64::seed_from_u64(7);
    for _ in 0..QUESTIONS_OF_THE_SAMPLE {
        let question = tiny::random_question(&mut rng, &facts);
        assert_eq!(differences(&program, &question.query_pairs()), Vec::<String>::new(), "{question:?}");
    }
    let of_a_month = page(&program, &pairs(&[("from", "2026-03-01"), ("to", "2026-03-31")]), &[("of", "spend")]);
    assert!(of_a_month.note.contains("is counted"), "{}", of_a_month.note);
    assert!(of_a_month.counted.micros() < of_a_month.sums["spend"].micros());
}

#[test]
fn the_rows_of_every_published_set_add_up() {
    for (name, files) in corpus::complete_sets() {
        let program = Program::start();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        program.upload("/api/v1/datasets?policy=accept_valid", &files).expect(201);
        let facets = program.get("/api/v1/facets").expect(200).json();
        let value = |dimension: &str| {
            let value = facets["dimensions"][dimension][0]["value"].as_str();
            value.map(|value| pairs(&[(dimension, value)]))
        };
        let chosen = ["brand", "campaign", "platform", "influencer"].into_iter().filter_map(value);
        for question in chosen.chain([Pairs::new(), pairs(&[("method", "literal")])]) {
            assert_eq!(differences(&program, &question), Vec::<String>::new(), "{name}, {question:?}");
        }
    }
}

#[test]
fn pages_follow_each_other_through_the_groups_of_a_large_file_and_the_download_is_all_of_them() {
    const ROWS: usize = 300_000;
    let folder = tempfile::tempdir().expect("a folder");
    sample::generate(folder.path(), &["--rows", &ROWS.to_string()]);
    let program = Program::start();
    program.load_folder(folder.path(), "policy=reject").expect(201);
    let question = pairs(&[("platform", "YouTube"), ("from", "2026-02-01")]);
    assert_eq!(differences(&program, &question), Vec::<String>::new());
    let first = page(&program, &question, &[("of", "revenue"), ("limit", "0")]);
    assert!(first.rows.is_empty() && first.total > 10_000, "{} rows", first.total);
    let csv = program.get(&address("/api/v1/export/rows.csv", &with(&question, &[("of", "revenue")]))).expect(200);
    assert!(csv.headers["content-disposition"].contains("rows.csv"));
    let mut reader = csv::Reader::from_reader(csv.body.as_bytes());
    assert!(reader.headers().expect("a header").iter().eq(first.columns.iter().map(|column| column.id.as_str())));
    let lines: Vec<usize> = reader.records().map(|row| row.expect("a row")[1].parse().expect("a line")).collect();
    assert_eq!(lines.len(), first.total);
    assert!(lines.is_sorted() && lines[lines.len() - 1] > 131_072, "the rows end in line {:?}", lines.last());
    for offset in [0, 7, first.total / 3, first.total / 2, first.total - 5, first.total, usize::MAX] {
        let more = [("of", "revenue"), ("limit", "100"), ("offset", &offset.to_string())];
        let expected: Vec<usize> = lines.iter().copied().skip(offset).take(100).collect();
        assert_eq!(page(&program, &question, &more).lines(), expected, "from {offset}");
    }
}

#[test]
fn rows_of_several_files_stay_apart_and_count_as_they_were_read() {
    let program = Program::start();
    let influencers =
        b"id,name,category,gender,followers,platform\n7,=HYPERLINK(1),Yoga,Female,5,Instagram\n".as_slice();
    // Two orders of day and month, a repeated row, an id written as a number, a brand that is the first word of the campaign.
    let june =
        b"source,campaign,influencer_id,product,date,orders,revenue\ninfluencer,Grit June,7.0,P,13-06-2026,1,10.5\n\
        influencer,Grit June,7.0,P,13-06-2026,1,10.5\norganic,,,P,02-06-2026,1,3\n"
            .as_slice();
    let july = b"source,campaign,influencer_id,product,date,orders,revenue,clicks\ninfluencer,Fit July,7,P,07-14-2026,2,20,9\n\
        influencer,Fit July,,P,07-02-2026,2,1,\ninfluencer,Fit July,7,P,31-31-2026,2,20,9\n"
        .as_slice();
    let payouts =
        b"influencer_id,basis,rate,orders,total_payout,status,payout_date\n7,post,5,,5,paid,20-06-2026\n".as_slice();
    let files = [("i.csv", influencers), ("june.csv", june), ("july.csv", july), ("payouts.csv", payouts)];
    let import = program.upload("/api/v1/imports?wait=true", &files).expect(200).json();
    let id = import["id"].as_str().expect("an id");
    let decided =
        r#"{"policy":"accept_valid","mapping":{"brand":"campaign","repeated_rows":"drop","files":{"tracking":"all"}}}"#;
    program.post(&format!("/api/v1/imports/{id}/commit"), decided).expect(201);
    assert_eq!(differences(&program, &[]), Vec::<String>::new());
    let all = page(&program, &[], &[("of", "revenue")]);
    assert_eq!(all.cells("file"), ["\"june.csv\"", "\"july.csv\""]);
    assert_eq!(all.cells("line"), ["2", "2"]);
    assert_eq!(all.cells("date"), ["\"2026-06-13\"", "\"2026-07-14\""]);
    assert_eq!(all.cells("influencer"), ["\"7\"", "\"7\""]);
    assert_eq!(all.cells("brand"), ["\"Grit\"", "\"Fit\""]);
    assert_eq!(all.cells("revenue"), ["10.5", "20"]);
    assert_eq!(all.cells("clicks"), ["null", "9"]);
    let grit = page(&program, &pairs(&[("brand", "Grit")]), &[("of", "orders")]);
    assert_eq!(grit.cells("orders"), ["1"]);
    let other = page(&program, &pairs(&[("campaign", "nobody's")]), &[("of", "other_orders")]);
    assert_eq!((other.cells("date"), other.cells("influencer")), (vec!["\"2026-07-02\""], vec!["null"]));
    let paid = page(&program, &[], &[("of", "spend")]);
    assert_eq!((paid.cells("paid_on"), paid.cells("status")), (vec!["\"2026-06-20\""], vec!["\"paid\""]));
    let csv = program.get("/api/v1/export/rows.csv?of=spend").expect(200).body;
    assert!(csv.contains(",7,'=HYPERLINK(1),post,"), "{csv}");
}

#[test]
fn a_version_made_before_rows_were_kept_says_so() {
    let program = Program::start();
    let folder = program.data_dir().join("datasets");
    let version = std::fs::read_dir(&folder).expect("a folder").next().expect("a version").expect("an entry").path();
    let manifest = version.join("manifest.json");
    let mut old: Value = serde_json::from_slice(&std::fs::read(&manifest).expect("a manifest")).expect("an object");
    let fields = old.as_object_mut().expect("an object");
    for newer in ["files", "originals", "stored_files", "checked_from", "sha256"] {
        fields.remove(newer).expect("it is there");
    }
    fields.insert("format".to_owned(), Value::from(1));
    std::fs::write(&manifest, old.to_string()).expect("the manifest is written");
    let program = program.kill_and_restart();
    for path in ["/api/v1/rows?of=revenue", "/api/v1/rows?of=spend", "/api/v1/export/rows.csv?of=posts"] {
        let error = program.get(path).expect(409).json();
        assert_eq!(error["error"]["code"], "no_rows");
        assert!(error["error"]["message"].as_str().expect("a text").contains("upload the files again"));
    }
    let (somebody, _) = &program.dashboard(&pairs(&[("limit", "1")])).influencers[0];
    let drawer = program.get(&format!("/api/v1/influencers/{somebody}")).expect(200).json();
    assert_eq!(drawer["payouts_total"], Value::Null);
}

#[test]
fn what_rows_are_asked_by_is_checked_and_an_answer_at_hand_is_not_sent_again() {
    let program = Program::start();
    for (path, code) in [
        ("/api/v1/rows", "bad_parameter"),
        ("/api/v1/rows?of=roas", "bad_parameter"),
        ("/api/v1/rows?of=spend&limit=1001", "bad_parameter"),
        ("/api/v1/rows?of=spend&offset=-1", "bad_parameter"),
        ("/api/v1/rows?of=spend&from=never", "bad_parameter"),
        ("/api/v1/rows?of=spend&sort=-revenue", "unknown_parameter"),
        ("/api/v1/export/rows.csv?of=spend&limit=5", "unknown_parameter"),
        ("/api/v1/influencers/1?compare=year", "unknown_parameter"),
    ] {
        assert_eq!(program.get(path).expect(400).json()["error"]["code"], code, "{path}");
    }
    let tags: BTreeSet<String> = ["revenue", "orders", "spend"]
        .map(|of| format!("/api/v1/rows?of={of}&limit=1"))
        .iter()
        .map(|path| {
            let tag = program.get(path).expect(200).headers["etag"].clone();
            program.get_with(path, "if-none-match", &tag).expect(304);
            tag
        })
        .collect();
    assert_eq!(tags.len(), 3);
}

#[test]
fn the_drawer_of_an_influencer_says_what_the_table_and_the_filters_say() {
    let program = Program::start();
    for question in
        [&[][..], &[("brand", "Gritzo"), ("from", "2026-02-01")], &[("method", "literal"), ("platform", "YouTube")]]
    {
        let question = pairs(question);
        let table = program.get(&address("/api/v1/dashboard", &with(&question, &[("limit", "8")]))).expect(200).json();
        for line in table["influencers"].as_array().expect("lines") {
            let id = line["id"].as_str().expect("an id");
            let drawer = program.get(&address(&format!("/api/v1/influencers/{id}"), &question)).expect(200).json();
            assert_eq!(drawer["influencer"], *line);
            check_parts(&program, &question, id, &drawer);
        }
    }
    let stranger = program.get("/api/v1/influencers/nobody%2F%22here").expect(404).json();
    assert_eq!(stranger["error"]["code"], "no_such_influencer");
}

fn check_parts(program: &Program, question: &Pairs, id: &str, drawer: &Value) {
    let sales_side: Pairs = question.iter().filter(|(name, _)| name != "platform").cloned().collect();
    let own = with(&sales_side, &[("influencer", id)]);
    let alone = program.get(&address("/api/v1/dashboard", &own)).expect(200).json();
    assert_eq!(drawer["daily"], alone["daily"]);
    for campaign in drawer["campaigns"].as_array().expect("campaigns").iter().take(3) {
        let name = campaign["campaign"].as_str().expect("a text");
        let chosen = program.get(&address("/api/v1/dashboard", &with(&own, &[("campaign", name)]))).expect(200).json();
        for number in ["revenue", "orders", "spend", "roas", "aov", "cost_per_order"] {
            assert_eq!(campaign[number], chosen["totals"][number], "{number} of {name} of {id}");
        }
    }
    for (list, measure) in [("posts_total", "posts"), ("payouts_total", "spend")] {
        assert_eq!(drawer[list], page(program, &own, &[("of", measure)]).total, "{list} of {id}");
    }
    let products = drawer["products"].as_array().expect("products");
    let sum =
        |number: &str| products.iter().map(|part| corpus::micros(&part[number]["value"].to_string())).sum::<i128>();
    assert_eq!(
        sum("revenue"),
        corpus::micros(&drawer["influencer"]["revenue"]["value"].to_string()),
        "products of {id}"
    );
}
