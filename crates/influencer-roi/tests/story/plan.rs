//! The plan: the same money shared better, under rules, or today's amounts where nothing is surely better.

use std::fmt::Write as _;

use serde_json::Value;

use crate::{
    corpus::micros,
    program::{Program, command},
};

/// Five who earn, on few rupees; five who lose, on many; one paid per order; one paid who sold nothing; one who sold without pay.
fn loaded(earning_orders: i64) -> Program {
    let mut people = String::from("id,name,category,gender,followers,platform\n");
    let mut sales = String::from("source,campaign,influencer_id,brand,product,date,orders,revenue\n");
    let mut payouts = String::from("influencer_id,basis,rate,orders,total_payout\n");
    let mut add = |id: &str, orders: i64, basis: &str, paid: &str| {
        writeln!(people, "{id},Name of {id},Fitness,F,1000,YouTube").expect("memory takes it");
        for day in 0..10 {
            let part = orders / 10;
            let revenue = part * if day % 2 == 0 { 900 } else { 1_100 };
            if part > 0 {
                writeln!(sales, "influencer,C,{id},Alpha,Whey,2026-01-{:02},{part},{revenue}", day * 2 + 1)
                    .expect("memory takes it");
            }
        }
        if !paid.is_empty() {
            writeln!(payouts, "{id},{basis},0,0,{paid}").expect("memory takes it");
        }
    };
    for at in 0..5 {
        add(&format!("e{at}"), earning_orders, "post", &format!("{}.37", 20_000 + at));
        add(&format!("l{at}"), 40, "post", &format!("{}", 60_000 + at));
    }
    add("order", 50, "order", "9000");
    add("s0", 0, "post", "5000.000001");
    add("free", 20, "", "");
    Program::with_tables(&people, &sales, &payouts)
}

fn plan(program: &Program, query: &str) -> Value {
    program.get(&format!("/api/v1/plan?{query}")).expect(200).json()
}

fn lines(answer: &Value) -> &Vec<Value> {
    answer["influencers"].as_array().expect("a list")
}

fn money(of: &Value, id: &str) -> i128 {
    micros(&of[id]["value"].to_string())
}

fn refused(program: &Program, query: &str) -> (String, String) {
    let error = program.get(&format!("/api/v1/plan?{query}")).expect(400).json();
    let text = |id: &str| error["error"][id].as_str().expect("a text").to_owned();
    (text("code"), text("message"))
}

#[test]
fn a_plan_is_todays_money_to_the_micro_within_the_rules_and_never_raises_who_loses() {
    let program = loaded(100);
    for (query, raise, cut) in [("margin=0.4", 0.3, 0.3), ("margin=0.4&max_raise=0.1&max_cut=0.5", 0.1, 0.5)] {
        let answer = plan(&program, query);
        assert_eq!(answer["state"], "proposed", "{answer}");
        let sum = |id: &str| lines(&answer).iter().map(|line| money(line, id)).sum::<i128>();
        assert_eq!((sum("proposed"), sum("change")), (sum("today"), 0));
        assert_eq!(sum("today"), money(&answer["totals"], "in_plan"));
        for line in lines(&answer) {
            let (today, proposed) = (money(line, "today"), money(line, "proposed"));
            let verdict = line["verdict"].as_str().expect("a verdict");
            assert!(proposed as f64 >= today as f64 * (1.0 - cut) - 1.0, "{line}");
            assert!(proposed as f64 <= today as f64 * (1.0 + raise) + 1.0, "{line}");
            assert!(!["loses", "not_sold"].contains(&verdict) || proposed <= today, "{line}");
            let is_earning = line["id"].as_str().expect("an id").starts_with('e');
            assert_eq!(is_earning, proposed > today, "{line}");
            assert_eq!(line["p_better"].is_null(), proposed == today);
        }
        let gains: i128 = lines(&answer).iter().map(|line| money(line, "gain")).sum();
        assert!((gains - money(&answer["totals"], "gain")).abs() < 100, "gains add up but for rounding");
        assert!(answer["totals"]["p_better"].as_f64() >= Some(0.9));
        assert!(money(&answer["totals"], "gain_lower") <= money(&answer["totals"], "gain"));
    }
}

#[test]
fn todays_amounts_are_those_of_the_table_and_who_is_left_out_adds_up_to_the_rest() {
    let program = loaded(100);
    let answer = plan(&program, "");
    let table = program.get("/api/v1/dashboard?limit=1000").expect(200).json();
    let spend_of = |id: &Value| {
        let of_table = table["influencers"].as_array().expect("a list").iter().find(|line| line["id"] == *id);
        money(of_table.expect("in the table"), "spend")
    };
    assert!(lines(&answer).iter().all(|line| money(line, "today") == spend_of(&line["id"])));
    let left_out = answer["left_out"].as_array().expect("a list");
    let of = |reason: &str| left_out.iter().find(|group| group["reason"] == reason).expect(reason);
    assert_eq!((&of("per_order")["influencers"], money(of("per_order"), "spend")), (&1.into(), 9_000_000_000));
    assert_eq!(of("not_paid")["influencers"], 1);
    let rest: i128 = left_out.iter().map(|group| money(group, "spend")).sum();
    assert_eq!(money(&answer["totals"], "today"), money(&answer["totals"], "in_plan") + rest);
    assert_eq!(money(&answer["totals"], "today"), money(&table["totals"], "spend"));
}

#[test]
fn an_amount_set_by_hand_stands_and_the_others_share_the_rest() {
    let program = loaded(100);
    let answer = plan(&program, "margin=0.4&amount.e0=24000.5&amount.l0=50000");
    assert_eq!(answer["state"], "set_by_hand");
    let of = |id: &str| lines(&answer).iter().find(|line| line["id"] == id).expect("a line");
    assert_eq!((money(of("e0"), "proposed"), money(of("l0"), "proposed")), (24_000_500_000, 50_000_000_000));
    assert_eq!((&of("e0")["is_set"], &of("e1")["is_set"]), (&true.into(), &false.into()));
    let sum = |id: &str| lines(&answer).iter().map(|line| money(line, id)).sum::<i128>();
    assert_eq!(sum("proposed"), sum("today"));
    let worse = plan(&program, "margin=0.4&amount.e0=16000&amount.e1=16000");
    assert!(money(&worse["totals"], "gain") < money(&answer["totals"], "gain"));
}

#[test]
fn rules_that_contradict_are_refused_and_both_are_named() {
    let program = loaded(100);
    let (code, message) = refused(&program, "margin=0.4&amount.l0=70000");
    assert!(code == "rules_contradict" && message.contains("amount.l0=70000") && message.contains("never a raise"));
    let (code, message) = refused(&program, "margin=0.4&max_cut=0.1&amount.e0=200000");
    assert!(code == "rules_contradict" && message.contains("amount.e0=200000") && message.contains("max_cut=0.1"));
    let (code, message) = refused(&program, "margin=0.4&max_raise=0.1&amount.l0=0&amount.l1=0&amount.l2=0");
    assert!(code == "rules_contradict" && message.contains("amount.l0=0") && message.contains("max_raise=0.1"));
    assert_eq!(refused(&program, "amount.order=1").0, "not_in_plan");
    for bad in ["max_raise=-1", "max_cut=2", "amount.e0=1e3", "amount.e0=%3Cb%3E"] {
        assert_eq!(refused(&program, bad).0, "bad_parameter", "{bad}");
    }
    assert_eq!(refused(&program, "max_rise=1").0, "unknown_parameter");
}

#[test]
fn where_influencers_hardly_differ_todays_amounts_stay() {
    let mut people = String::from("id,name,platform\n");
    let mut sales = String::from("source,campaign,influencer_id,brand,product,date,orders,revenue\n");
    let mut payouts = String::from("influencer_id,basis,rate,orders,total_payout\n");
    for at in 0..12 {
        writeln!(people, "{at},Name of {at},YouTube").expect("memory takes it");
        writeln!(payouts, "{at},post,0,0,10000").expect("memory takes it");
        for day in 0..10 {
            let orders = 1 + (at + day) % 2;
            let row = format!("influencer,C,{at},Alpha,Whey,2026-01-{:02},{orders},{}", day * 2 + 1, orders * 1_000);
            writeln!(sales, "{row}").expect("memory takes it");
        }
    }
    let answer = plan(&Program::with_tables(&people, &sales, &payouts), "");
    assert_eq!(answer["state"], "nothing_better", "{answer}");
    assert!(lines(&answer).iter().all(|line| line["proposed"] == line["today"] && line["p_better"].is_null()));
    assert!(answer["p_of_best"].as_f64() < Some(0.9) && answer["p_alike"].as_f64() > Some(0.5));
    assert_eq!(money(&answer["totals"], "moved"), 0);
}

#[test]
fn payees_per_order_alone_leave_nothing_to_move() {
    let people = "id,name,platform\n1,A,YouTube\n2,B,YouTube\n";
    let sales = "source,campaign,influencer_id,brand,product,date,orders,revenue\n\
        influencer,C,1,Alpha,Whey,2026-01-01,10,1000\ninfluencer,C,2,Alpha,Whey,2026-01-02,10,5000\n";
    let payouts = "influencer_id,basis,rate,orders,total_payout\n1,order,10,10,100\n2,order,10,10,100\n";
    let answer = plan(&Program::with_tables(people, sales, payouts), "");
    assert_eq!((&answer["state"], lines(&answer).len()), (&"nothing_to_move".into(), 0));
    assert_eq!(answer["left_out"][0]["reason"], "per_order");
    assert_eq!(money(&answer["left_out"][0], "spend"), 200_000_000);
}

#[test]
fn another_rule_is_another_answer_and_the_same_question_the_same_bytes() {
    let program = loaded(100);
    let bytes = |query: &str| program.bytes(&format!("/api/v1/plan?{query}"));
    assert_eq!(bytes("margin=0.4"), bytes("margin=0.4"));
    assert_ne!(bytes("margin=0.4"), bytes("margin=0.4&max_raise=0.2"));
    assert_eq!(
        bytes("margin=0.4&amount.e0=21000&amount.e1=20000"),
        bytes("amount.e1=20000&amount.e0=21000&margin=0.4")
    );
}

#[test]
fn the_command_says_what_the_plan_moves_and_writes_the_same_amounts() {
    let program = loaded(100);
    let amounts = |answer: &Value| -> Vec<(String, i128)> {
        lines(answer).iter().map(|line| (line["id"].to_string(), money(line, "proposed"))).collect()
    };
    let expected = plan(&program, "amount.e0=21000");
    let folder = program.end();
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let run = |more: &[&str]| {
        let done = command(&[&["plan", "--data-dir", &data, "--amount", "e0=21000"][..], more].concat());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    let json: Value = serde_json::from_str(&run(&["--json"])).expect("JSON");
    assert_eq!(amounts(&json), amounts(&expected));
    let words = run(&[]);
    assert!(
        words.contains("Name of e0") && words.contains("set by hand") && words.contains("left out: 1 with"),
        "{words}"
    );
    let refused = command(&["plan", "--data-dir", &data, "--max-cut", "2"]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("max_cut"));
}
