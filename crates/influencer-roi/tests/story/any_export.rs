//! Exports as tools write them, beside the sheets that marketers keep: each becomes the dashboard that its facts are.
//!
//! A case is a folder of small files and `expected.json`: the questions that are asked, and the figures once the proposals are taken.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::program::{Program, ShownNumbers, pairs};

/// Uploads the files of a case at once, takes what is proposed, and compares every figure.
fn check(case: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/story/any_export").join(case);
    let expected = fs::read(folder.join("expected.json")).expect("what is expected");
    let expected: Value = serde_json::from_slice(&expected).expect("an object");
    let files = files(&folder);
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let program = Program::start();
    let staged = program.upload("/api/v1/imports?wait=true", &files).expect(200).json();
    assert_eq!(asked(&staged), expected["asks"], "{case}: questions");
    let commit = format!("/api/v1/imports/{}/commit", staged["id"].as_str().expect("an id"));
    program.post(&commit, r#"{"policy": "accept_valid", "accept_proposals": true}"#).expect(201);
    let board = program.dashboard(&pairs(&[("limit", "1000")]));
    compare(&board.totals, &expected["totals"], case);
    for (id, figures) in expected["influencers"].as_object().expect("creators by id") {
        let (_, shown) =
            board.influencers.iter().find(|(known, _)| known == id).unwrap_or_else(|| panic!("{case}: no {id}"));
        compare(shown, figures, &format!("{case}, {id}"));
    }
    for (product, revenue) in expected["products"].as_object().into_iter().flatten() {
        let board = program.dashboard(&pairs(&[("product", product)]));
        compare(&board.totals, &json!({"revenue": revenue}), &format!("{case}, {product}"));
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("the folder of the case").map(|entry| entry.expect("a file"));
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().expect("a plain name");
    let files = entries.filter(|entry| name(entry) != "expected.json");
    let mut files: Vec<_> = files.map(|entry| (name(&entry), fs::read(entry.path()).expect("a file"))).collect();
    files.sort();
    files
}

/// The ids of the questions, in order.
fn asked(staged: &Value) -> Value {
    let questions = staged["report"]["questions"].as_array().expect("a list");
    let mut ids: Vec<&str> = questions.iter().map(|question| question["id"].as_str().expect("an id")).collect();
    ids.sort_unstable();
    json!(ids)
}

fn compare(shown: &ShownNumbers, expected: &Value, about: &str) {
    for (measure, figure) in expected.as_object().expect("figures") {
        let micros = (figure.as_f64().expect("a number") * 1e6).round() as i128;
        assert_eq!(shown[measure].micros(), micros, "{about}: {measure}");
    }
}

#[test]
fn the_examples_of_a_column_are_its_own_and_those_of_buyers_are_not_shown() {
    let program = Program::start();
    let staged = |case: &str| {
        let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/story/any_export").join(case));
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        program.upload("/api/v1/imports?wait=true", &files).expect(200).json()
    };
    let samples = |staged: &Value, file: &str, header: &str| {
        let files = staged["report"]["files"].as_array().expect("a list");
        let file = files.iter().find(|known| known["name"] == file).expect("the file");
        let columns = file["columns"].as_array().expect("a list");
        columns.iter().find(|column| column["header"] == header).expect("the column")["samples"].clone()
    };
    let sheet = staged("a_total_of_people_and_fees");
    assert_eq!(samples(&sheet, "creators.csv", "Followers"), json!(["100", "200"]));
    assert_eq!(samples(&sheet, "creators.csv", "Promo code"), json!(["ASHA10", "BEN15"]));
    let orders = staged("shopify_orders");
    assert_eq!(samples(&orders, "orders_export.csv", "Email"), json!([]));
    assert_ne!(samples(&orders, "orders_export.csv", "Total"), json!([]));
}

/// A test for each case: its name is what a marketer may rely on, its text the folder.
macro_rules! cases {
    ($($name:ident: $folder:literal,)+) => {
        $(#[test]
        fn $name() {
            check($folder);
        })+

        #[test]
        fn every_folder_of_a_case_is_checked() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/story/any_export");
            let mut known = vec![$($folder),+];
            known.sort_unstable();
            let entries = fs::read_dir(folder).expect("the folder of the cases");
            let mut found: Vec<String> =
                entries.map(|entry| entry.expect("a case").file_name().into_string().expect("a plain name")).collect();
            found.sort_unstable();
            assert_eq!(known, found);
        }
    };
}

cases! {
    a_percentage_is_paid_on_the_sales_that_count: "a_percentage_of_what_counts_once",
    the_total_of_a_sheet_of_people_and_fees_is_nobody: "a_total_of_people_and_fees",
    amazon_orders_go_to_the_creators_whose_codes_their_promotions_hold: "amazon_all_orders",
    amazon_associates_earnings_join_by_tracking_id: "amazon_associates",
    creators_of_an_analytics_list_keep_their_followers: "analytics_list",
    aspire_members_are_known_by_their_profiles_and_addresses: "aspire_members",
    awin_transactions_join_a_list_of_creators_by_the_publisher: "awin",
    dub_commissions_are_sales_only_where_something_was_sold: "dub",
    what_two_exports_both_hold_counts_once: "exports_that_share_days",
    facebook_posts_join_by_their_page: "facebook_posts",
    a_flat_table_feeds_every_table_and_counts_a_repeated_payout_once: "flat_merged",
    flat_orders_say_who_the_creators_are: "flat_orders",
    google_ads_are_spend_of_the_creators_that_their_campaigns_name: "google_ads",
    google_ads_without_clicks_are_told_by_their_currency: "google_ads_without_clicks",
    google_analytics_sales_go_to_the_creators_of_their_content_tags: "google_analytics",
    an_id_that_is_spelled_like_a_blank_is_an_id: "ids_spelled_like_blanks",
    impact_actions_join_a_list_of_creators_by_the_partner: "impact_actions",
    impact_paystubs_join_by_their_sub_ids: "impact_paystub",
    instagram_posts_join_by_their_account: "instagram_posts",
    meta_ads_are_spend_of_the_creators_that_their_ads_name: "meta_ads",
    sums_without_a_day_are_proposed_for_the_period_above_them: "period_above_a_report",
    lines_of_an_order_add_up_where_no_total_stands_beside_them: "order_lines_with_their_own_totals",
    a_payment_with_a_rate_and_no_total_is_asked: "payments_with_a_rate_alone",
    only_completed_paypal_payments_that_go_out_are_payouts: "paypal",
    a_rate_per_order_pays_for_the_tracked_orders: "rate_per_order_without_orders",
    a_razorpay_settlement_is_left_out: "razorpay_settlement",
    razorpayx_payouts_count_unless_they_were_reversed: "razorpayx",
    refersion_conversions_bring_sales_commissions_and_creators: "refersion",
    rows_that_were_cancelled_or_returned_by_a_column_of_their_own_do_not_count: "rows_that_did_not_stand",
    sheets_in_french_are_read: "sheets_in_french",
    sheets_in_german_are_read: "sheets_in_german",
    sheets_in_hindi_are_read: "sheets_in_hindi",
    sheets_in_portuguese_are_read: "sheets_in_portuguese",
    sheets_in_spanish_are_read: "sheets_in_spanish",
    shopify_orders_go_to_the_owners_of_their_codes_and_their_money_to_their_products: "shopify_orders",
    a_code_that_changed_hands_sells_for_its_owner_of_the_day: "shopify_orders_and_a_sheet_of_codes",
    shopify_orders_with_newer_headers_and_blank_further_lines_are_the_same_orders: "shopify_orders_with_new_headers",
    social_snowball_conversions_bring_sales_commissions_and_creators: "social_snowball",
    tiktok_creators_keep_their_followers: "tiktok_creators",
    tiktok_shop_orders_are_sales_and_commissions_of_the_creators: "tiktok_shop",
    upfluence_members_own_their_codes: "upfluence_members",
    uppromote_referrals_join_by_code_and_address: "uppromote",
    only_completed_wise_transfers_that_go_out_are_payouts: "wise_history",
    money_that_comes_in_on_a_wise_statement_is_no_payout: "wise_statement",
    woocommerce_orders_go_to_the_owners_of_their_coupons: "woocommerce",
    woocommerce_orders_in_german_count_in_their_own_currency: "woocommerce_german",
    a_column_of_debit_and_credit_says_which_payments_came_in: "payments_with_a_column_of_debit_and_credit",
    an_amount_with_cr_beside_others_with_dr_came_in: "payments_with_dr_and_cr_behind_amounts",
    disapproved_commissions_are_not_paid: "commissions_with_a_status_of_their_own",
    a_row_that_is_a_refund_is_no_sale: "refunds_as_rows_of_their_own",
    an_order_without_a_code_is_organic_whatever_its_number_is_called: "orders_whose_number_is_called_name",
    orders_that_the_buyer_paid_are_no_payouts: "orders_that_say_whether_the_buyer_paid",
    youtube_videos_that_name_nobody_are_left_out: "youtube_studio",
}
