//! Posts: what they reached and what was sold near them, held against a naive count from the files.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::Program;

const INFLUENCERS: &str = "id,name,category,gender,follower_count,platform\na,Asha,Fitness,Female,1000,Instagram\nb,Ben,Food,Male,2000,YouTube\nc,Chitra,Beauty,Female,3000,YouTube\n";
const TRACKING: &str = "source,campaign,influencer_id,product,brand,date,orders,revenue\n\
    influencer,C,a,P,X,2026-01-01,1,10\n\
    influencer,C,a,P,X,2026-01-05,2,100.01\n\
    influencer,C,a,P,X,2026-01-11,1,40\n\
    influencer,C,a,P,X,2026-01-12,1,7\n\
    influencer,C,a,P,X,2026-02-20,1,5\n\
    influencer,C,b,P,Y,2026-01-06,3,30\n\
    influencer,C,c,P,Y,2026-01-06,1,9\n\
    organic,,,P,X,2026-01-06,1,50\n";
const PAYOUTS: &str = "influencer_id,basis,rate,orders,total_payout\na,post,10,,20\nb,post,10,,10\nc,post,5,,5\n";
const POSTS: &str = "influencer_id,platform,date,url,caption,reach,likes,comments\n\
    a,Instagram,2026-01-05,https://x.test/1,Honest review of P,100,8,2\n\
    a,Instagram,2026-01-05,https://x.test/2,Morning routine,100,4,0\n\
    a,Instagram,2026-01-12,https://x.test/3,=cmd|P,0,1,1\n\
    b,YouTube,2026-01-06,https://x.test/4,P vs. what I used before,1000,90,10\n";

fn loaded() -> Program {
    let program = Program::start();
    let files = [
        ("influencers.csv", INFLUENCERS),
        ("tracking_data.csv", TRACKING),
        ("payouts.csv", PAYOUTS),
        ("posts.csv", POSTS),
    ];
    load(&program, &files);
    program
}

fn load(program: &Program, files: &[(&str, &str)]) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    program.upload("/api/v1/datasets?accept_proposals=true", &files).expect(201);
}

fn money(of: &Value) -> f64 {
    of["value"].as_f64().expect("an amount")
}

#[test]
fn each_credited_sale_belongs_to_the_last_post_before_it() {
    let program = loaded();
    let answer = program.get("/api/v1/posts").expect(200).json();
    let lags: BTreeMap<i64, f64> = answer["lags"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|lag| (lag["days"].as_i64().expect("days"), money(&lag["revenue"])))
        .filter(|(_, revenue)| *revenue != 0.0)
        .collect();
    // Asha's sale of the 11th follows the posts of the 5th by six days; the one of 20 February follows by 39.
    assert_eq!(lags, [(0, 100.01 + 7.0 + 30.0), (6, 40.0)].into());
    assert_eq!(money(&answer["later"]["revenue"]), 5.0);
    assert_eq!(money(&answer["before"]["revenue"]), 10.0);
    assert_eq!(money(&answer["without_posts"]["revenue"]), 9.0);
    assert_eq!(money(&answer["totals"]["revenue"]), 201.01);
    assert_eq!(money(&answer["totals"]["near_revenue"]), 177.01);
}

#[test]
fn posts_of_one_day_share_what_was_sold_and_their_influencers_spend() {
    let answer = loaded().get("/api/v1/posts?order=day").expect(200).json();
    let posts = answer["posts"].as_array().expect("a list");
    assert_eq!(posts.len(), 4);
    assert_eq!(posts[0]["day"], "2026-01-12");
    let of =
        |part: &str| posts.iter().find(|post| post["url"].as_str().expect("text").ends_with(part)).expect("a post");
    assert_eq!((money(&of("/1")["near_revenue"]), money(&of("/2")["near_revenue"])), (70.005, 70.005));
    let spend: f64 = posts.iter().map(|post| money(&post["spend"])).sum();
    assert!((spend - 30.0).abs() < 1e-9, "{spend}");
    assert_eq!(money(&answer["totals"]["spend_without_posts"]), 5.0);
    assert_eq!(money(&answer["totals"]["spend"]), 35.0);
    assert_eq!(of("/3")["engagement_rate"]["reason"], "no_reach");
    assert_eq!(of("/1")["format"], "Review");
    assert_eq!(of("/4")["format"], "Comparison");
}

#[test]
fn posts_follow_the_influencer_side_and_days_and_captions_are_searched() {
    let program = loaded();
    let of = |query: &str| program.get(&format!("/api/v1/posts?{query}")).expect(200).json();
    assert_eq!(of("platform=YouTube")["totals"]["posts"]["value"], 1);
    assert_eq!(of("from=2026-01-06")["totals"]["posts"]["value"], 2);
    assert_eq!(of("caption=ROUTINE")["posts_total"], 1);
    assert_eq!(of("caption=nothing")["posts_total"], 0);
    let filtered = of("brand=Y");
    assert_eq!(filtered["totals"]["cpm"]["reason"], "posts_not_filtered");
    assert_eq!(money(&filtered["totals"]["near_revenue"]), 30.0);
    let few = &of("")["formats"][0]["sells"];
    assert!(few["estimate"].is_null() && few["posts"].as_i64() < Some(10), "{few}");
    program.get("/api/v1/posts?order=likes").expect(400);
}

#[test]
fn without_posts_the_answer_names_the_columns() {
    let program = Program::start();
    load(&program, &[("influencers.csv", INFLUENCERS), ("tracking_data.csv", TRACKING), ("payouts.csv", PAYOUTS)]);
    let answer = program.get("/api/v1/posts").expect(200).json();
    assert_eq!(answer["posts_total"], 0);
    assert!(answer["warnings"].to_string().contains("no_posts"), "{answer}");
}
