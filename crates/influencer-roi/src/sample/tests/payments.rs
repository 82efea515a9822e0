use std::collections::BTreeSet;

use super::{Files, Row, Value, by_person, generated, paise, plan, spend, text_of, true_paise};

fn cases<'f>(files: &'f Files, kind: &str) -> Vec<&'f Value> {
    let cases = files.truth["audit_cases"].as_array().unwrap();
    cases.iter().filter(|case| case["case"] == kind).collect()
}

/// The payments that a case names, by their lines.
fn rows_of<'f>(files: &'f Files, case: &Value) -> Vec<&'f Row> {
    let lines = case["payout_lines"].as_array().unwrap().iter();
    lines.map(|line| &files.payments[line.as_u64().unwrap() as usize - 2]).collect()
}

fn orders(row: &Row) -> i64 {
    row["orders"].parse().unwrap()
}

#[test]
fn payments_are_by_post_and_by_order_and_say_more_or_less_of_their_purpose() {
    let mut kinds = BTreeSet::new();
    for seed in 1..=6 {
        let files = generated(&plan(None, seed));
        for payment in &files.payments {
            let (rate, total) = (paise(&payment["rate"]), paise(&payment["total_payout"]));
            match payment["basis"].as_str() {
                "order" => assert!(rate * orders(payment) <= total && total <= rate * orders(payment) * 11 / 10),
                "post" => assert!(orders(payment) == 0 && total % rate == 0 && total / rate <= 4),
                other => panic!("{other}"),
            }
            kinds.insert((payment["basis"].clone(), payment["brand"].is_empty(), payment["campaign"].is_empty()));
        }
    }
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}

#[test]
fn what_was_paid_has_a_day_and_a_reference_and_what_was_not_has_neither() {
    for seed in 1..=4 {
        let files = generated(&plan(None, seed));
        for row in &files.payments {
            let noted = (!row["payment_date"].is_empty(), !row["reference"].is_empty());
            let expected = match row["status"].as_str() {
                "paid" => (true, true),
                "pending" | "due" => (false, false),
                "cancelled" => (false, true),
                other => panic!("{other}"),
            };
            assert_eq!(noted, expected, "{row:?}");
            assert!(row["payment_date"].as_str() <= "2026-08-28");
        }
        let with = |status: &str| files.payments.iter().filter(|row| row["status"] == status).count();
        assert!(with("paid") > 200 && with("cancelled") == 2 && with("pending") + with("due") >= 2);
    }
}

#[test]
fn every_planted_case_is_in_the_files() {
    for seed in 1..=6 {
        let files = generated(&plan(None, seed));
        let [twice] = cases(&files, "paid_twice")[..] else { panic!("one") };
        let [first, second] = rows_of(&files, twice)[..] else { panic!("two payments") };
        for same in ["influencer_id", "total_payout", "campaign", "reference"] {
            assert_eq!(first[same], second[same]);
        }
        let after = super::day_of(&second["payment_date"]) - super::day_of(&first["payment_date"]);
        assert_eq!((after, paise(&first["total_payout"])), (4, true_paise(&twice["amount"])));

        let [rate] = cases(&files, "not_the_agreed_rate")[..] else { panic!("one") };
        let row = rows_of(&files, rate)[0];
        assert_eq!(paise(&row["total_payout"]) - paise(&row["rate"]) * orders(row), true_paise(&rate["amount"]));

        let [more] = cases(&files, "more_orders_than_credited")[..] else { panic!("one") };
        let row = rows_of(&files, more)[0];
        let same_work = |sale: &&Row| ["influencer_id", "campaign"].iter().all(|key| sale[*key] == row[*key]);
        let credited: i64 = files.sales.iter().filter(same_work).map(orders).sum();
        assert_eq!((orders(row) - credited) * paise(&row["rate"]), true_paise(&more["amount"]));

        for cancelled in cases(&files, "cancelled") {
            let rows = rows_of(&files, cancelled);
            assert_eq!((rows[0]["status"].as_str(), rows[1]["status"].as_str()), ("cancelled", "paid"));
            assert_eq!(rows[0]["total_payout"], rows[1]["total_payout"]);
        }
    }
}

#[test]
fn one_post_that_was_paid_for_never_came() {
    for seed in 1..=6 {
        let files = generated(&plan(None, seed));
        let [missing] = cases(&files, "post_missing")[..] else { panic!("one") };
        let rows = rows_of(&files, missing);
        assert_eq!(paise(&rows[0]["rate"]), true_paise(&missing["amount"]));
        let paid: i64 = rows.iter().map(|row| paise(&row["total_payout"]) / paise(&row["rate"])).sum();
        let campaign = files.campaigns.iter().find(|campaign| campaign["campaign"] == missing["campaign"]).unwrap();
        let of_work = |post: &&Row| {
            post["influencer_id"] == text_of(&missing["influencer_id"])
                && post["caption"].contains(text_of(&campaign["brand"]))
                && super::window(campaign).contains(&super::day_of(&post["date"][..10]))
        };
        assert_eq!(files.posts.iter().filter(of_work).count() as i64, paid - 1);
    }
}

#[test]
fn some_are_paid_and_sell_nothing_and_some_sell_and_are_not_paid() {
    for seed in 1..=6 {
        let files = generated(&plan(None, seed));
        let paid = by_person(spend(&files), "total_payout");
        let sold = by_person(&files.sales, "revenue");
        let known = |kind| -> BTreeSet<&str> {
            cases(&files, kind).into_iter().map(|case| text_of(&case["influencer_id"])).collect()
        };
        let silent: BTreeSet<&str> = paid.keys().filter(|id| !sold.contains_key(*id)).map(String::as_str).collect();
        assert!(silent.len() >= 2 && silent == known("paid_without_sales"), "{silent:?}");
        let roster: BTreeSet<&String> = files.people.iter().map(|row| &row["id"]).collect();
        let unpaid = sold.keys().filter(|id| roster.contains(id) && !paid.contains_key(*id));
        let unpaid: BTreeSet<&str> = unpaid.map(String::as_str).collect();
        assert!(known("sold_and_not_paid").is_subset(&unpaid) && !known("sold_and_not_paid").is_empty());
        let [shared] = cases(&files, "shared_code")[..] else { panic!("one") };
        let user = text_of(&shared["influencer_id"]);
        assert!(!rows_of(&files, shared).is_empty());
        let of_user = |row: &&Row| row["influencer_id"] == user && row["campaign"] == text_of(&shared["campaign"]);
        assert_eq!(files.sales.iter().filter(of_user).count(), 0, "credited to the owner of the code");
    }
}

#[test]
fn posts_have_their_minute_within_waking_hours() {
    let files = generated(&plan(None, 2));
    let hours: BTreeSet<&str> = files.posts.iter().map(|row| &row["date"][11..13]).collect();
    assert!(hours.len() >= 8 && hours.iter().all(|hour| ("07"..="22").contains(hour)), "{hours:?}");
}

#[test]
fn the_blemishes_are_there_and_each_is_only_worth_a_warning() {
    for seed in 1..=5 {
        let files = generated(&plan(None, seed));
        let ids: BTreeSet<&String> = files.people.iter().map(|row| &row["id"]).collect();
        let distinct: BTreeSet<&Row> = files.people.iter().collect();
        assert_eq!((files.people.len(), ids.len(), distinct.len()), (85, 84, 84));
        let strangers =
            files.sales.iter().filter(|row| row["source"] == "influencer" && !ids.contains(&row["influencer_id"]));
        assert_eq!(strangers.count(), 1);
        assert_eq!(files.sales.iter().filter(|row| paise(&row["revenue"]) < 0).count(), 1);
        assert!((1..=2).contains(&files.people.iter().filter(|row| row["platform"] == "Youtube").count()));
        let paid = by_person(&files.payments, "total_payout");
        assert!(paid.keys().all(|id| ids.contains(id)));
        let payments_of = |id: &String| files.payments.iter().filter(|row| &row["influencer_id"] == id).count();
        assert!(paid.keys().any(|id| payments_of(id) > 1));
        assert!(files.posts.iter().all(|row| ids.contains(&row["influencer_id"])));
    }
}
