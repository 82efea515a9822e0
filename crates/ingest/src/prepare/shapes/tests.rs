//! Header lines of real tools, in several variants, and what each column feeds.

use super::{super::plan::FilePlan, document::document, write::write, *};
use crate::{prepare::recognise::said, tables::fields::Role};

fn headers(line: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect()
}

fn plan(line: &str) -> (String, FilePlan) {
    let headers = headers(line);
    let shape = match_shape(&headers, &[]).unwrap_or_else(|| panic!("no shape: {line}"));
    (shape.id().to_owned(), shape.plan(&headers))
}

fn check(id: &str, line: &str, expected: &[&str]) {
    let (found, plan) = plan(line);
    assert_eq!((found.as_str(), said(&plan, &headers(line)).as_str()), (id, expected.join("\n").as_str()), "{line}");
}

#[test]
fn every_shape_of_the_program_can_be_read_and_has_its_own_name() {
    for (name, text) in FILES {
        let shape = Shape::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(format!("{}.toml", shape.id()), *name);
        assert!(text.starts_with("id = "), "{name}");
    }
    assert_eq!(Shape::known().len(), FILES.len());
}

/// The header of a shape with the nth variant of each column, in one order or the other, whole or only with what identifies it.
fn variant(shape: &Shape, nth: usize, is_reversed: bool, is_whole: bool) -> Vec<String> {
    let recognised_by = &shape.file.recognised_by;
    let is_needed = |name: &&format::Name| {
        let is_first = |any: &Vec<format::Name>| any.first().is_some_and(|first| first == *name);
        recognised_by.all.contains(name) || recognised_by.any.iter().any(is_first)
    };
    let is_wanted = |name: &&format::Name| !recognised_by.none.contains(name) && (is_whole || is_needed(name));
    let header = |name: &format::Name| {
        let headers = &shape.file.columns[name];
        headers[nth.min(headers.len() - 1)].get_ref().replace('*', "INR")
    };
    let mut line: Vec<String> = shape.file.columns.keys().filter(is_wanted).map(header).collect();
    if is_reversed {
        line.reverse();
    }
    line
}

#[test]
fn every_shape_is_reported_in_each_language_in_any_order_and_without_what_is_optional() {
    for shape in Shape::known() {
        for (nth, is_reversed, is_whole) in
            [(0, false, true), (1, true, true), (2, false, true), (9, true, true), (0, true, false), (9, false, false)]
        {
            let line = variant(shape, nth, is_reversed, is_whole);
            let found = match_shape(&line, &[]).map(Shape::id);
            assert_eq!(found, Some(shape.id()), "{}", line.join(","));
            let upper: Vec<String> = line.iter().map(|header| header.to_uppercase()).collect();
            assert_eq!(match_shape(&upper, &[]).map(Shape::id), Some(shape.id()), "{}", upper.join(","));
        }
    }
}

#[test]
fn a_hand_kept_sheet_has_no_shape() {
    for line in [
        "source,campaign,influencer_id,product,brand,date,orders,revenue",
        "influencer_id,basis,rate,orders,total_payout",
        "id,name,category,gender,followers,platform",
        "Creator,Handle,Platform,Niche,Followers,Discount code",
        "Order ID,Order date,Promo code,Order total",
        "Influencer,Campaign,Impressions,Clicks,Cost",
        "post_id,influencer_id,platform,date,url,caption,reach,likes,comments",
    ] {
        assert!(match_shape(&headers(line), &[]).is_none(), "{line}");
    }
}

#[test]
fn orders_of_shops_feed_the_sales_and_name_their_buyers() {
    let sales = "tracking(line): brand=Vendor date=Created at product=Lineitem name revenue=Total Code:Discount Code";
    let utm = "UtmContent:Note Attributes[utm_content] UtmCampaign:Note Attributes[utm_campaign] UtmSource:Note Attributes[utm_source]";
    let rest = "order:Name status:Financial Status currency:Currency refund:Refunded Amount readings:total|subtotal";
    check(
        "shopify_orders",
        "Name,Email,Financial Status,Currency,Subtotal,Total,Discount Code,Created at,Lineitem name,Billing Name,Phone,Notes,Note Attributes,Cancelled at,Refunded Amount,Vendor",
        &[&format!("{sales} {utm} {rest}"), "personal: Email, Billing Name, Phone, Notes, Note Attributes"],
    );
    check(
        "shopify_orders",
        "Name,Created at,Financial Status,Total,Lineitem name,Canceled at,Payment Reference (deprecated)",
        &[
            "tracking(line): date=Created at product=Lineitem name revenue=Total order:Name status:Financial Status",
            "personal: Payment Reference (deprecated)",
        ],
    );
    check(
        "woocommerce_analytics_orders",
        "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,Attribution",
        &[
            "tracking(order): date=Date product=Product(s) revenue=Net Sales Code:Coupon(s) UtmSource:Attribution[Source] order:Order # status:Status currency:N. Revenue (formatted)",
            "personal: Customer",
        ],
    );
    check(
        "amazon_all_orders",
        "amazon-order-id,merchant-order-id,purchase-date,order-status,product-name,sku,quantity,currency,item-price,ship-city,promotion-ids",
        &[
            "tracking(order): date=purchase-date product=product-name revenue=item-price Code~:promotion-ids order:amazon-order-id status:order-status currency:currency",
            "personal: ship-city",
        ],
    );
}

#[test]
fn affiliate_exports_are_sales_and_commissions() {
    check(
        "dub_commissions",
        "ID,Type,Amount,Earnings,Currency,Status,Invoice ID,Quantity,Created at,Partner ID,Customer email",
        &[
            "tracking(order): date=Created at revenue=Amount AffiliateId:Partner ID order:ID status:Status currency:Currency",
            "payouts: total_payout=Earnings basis=\"order\" AffiliateId:Partner ID status:Status currency:Currency",
            "influencers: id=Partner ID OncePerPerson if missing",
            "personal: Customer email",
        ],
    );
    check(
        "uppromote_referrals",
        "email,total_sales,commission_amount",
        &[
            "tracking(order): revenue=total_sales Email:email",
            "payouts: total_payout=commission_amount basis=\"order\" Email:email",
            "influencers: id=email OncePerPerson if missing",
        ],
    );
    check(
        "impact_actions",
        "Action Date,Action ID,Campaign Name,Action Tracker,Partner,Partner ID,Status,Sale Amount,Payout,Promo Code,OID,Currency",
        &[
            "tracking(order): campaign=Campaign Name date=Action Date influencer_id=Partner ID revenue=Sale Amount Code:Promo Code Name:Partner order:Action ID status:Status currency:Currency",
            "payouts: influencer_id=Partner ID total_payout=Payout basis=\"order\" Name:Partner status:Status currency:Currency",
            "influencers: id=Partner ID name=Partner OncePerPerson if missing",
        ],
    );
}

#[test]
fn a_currency_in_the_header_is_that_of_the_column() {
    let (id, plan) =
        plan("Reporting starts,Reporting ends,Campaign name,Ad name,Impressions,Amount spent (EGP),Results");
    assert_eq!(id, "meta_ads");
    assert_eq!(plan.tables[0].fixed_currency.as_deref(), Some("EGP"));
    assert!(plan.tables[0].only_owned);
}

#[test]
fn a_settlement_is_the_shops_own_income() {
    let line =
        "entity_id,type,debit,credit,amount,currency,fee (exclusive tax),tax,settled_at,settlement_id,settlement_utr";
    assert!(match_shape(&headers(line), &[]).unwrap().income().unwrap().contains("own income"));
}

#[test]
fn a_mapping_written_as_a_shape_plans_the_same_file_alike() {
    let headers = headers("Ref,Day of sale,Who,\"Bill \"\"net\"\"\",State,Paid back,\"Bill \"\"net\"\"\"");
    let (_, mut plan) = plan(
        "Order ID,Product Name,Payment Amount,Order Status,Fully returned or refunded,Creator Username,Time Created",
    );
    (plan.shape, plan.title) = (Some("mine".to_owned()), Some("My sheet".to_owned()));
    plan.notes = vec!["A \"note\"\nof two lines\u{7f}".to_owned()];
    plan.tables.retain(|table| table.role == Role::Tracking);
    let text = write("mine", "My sheet", &headers, &plan);
    let shape = Shape::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let own = [shape];
    let found = match_shape(&headers, &own).unwrap();
    assert_eq!((found.id(), found.title()), ("mine", "My sheet"));
    assert_eq!(found.plan(&headers), plan);
    assert!(match_shape(&headers[1..], &own).is_none());
}

fn error(text: &str) -> String {
    Shape::parse(text).unwrap_err().to_string()
}

#[test]
fn a_shape_with_a_mistake_names_its_line_and_field() {
    let good = "id = \"x\"\ntitle = \"X\"\nexport = \"Y\"\n[columns]\nday = [\"Day\"]\n[recognised_by]\nall = [\"day\"]\n[[tables]]\nrole = \"tracking\"\nfields = { date = \"day\" }\n";
    assert!(Shape::parse(good).is_ok());
    assert_eq!(
        error(&good.replace("date = \"day\"", "date = \"dya\"")),
        "line 10, field tables.fields: found \"dya\", expected a name of [columns]"
    );
    assert!(
        error(&good.replace("date = \"day\"", "colour = \"day\""))
            .starts_with("line 10, field tables.fields: found \"colour\", expected a field of tracking")
    );
    assert!(
        error(&good.replace("\"tracking\"", "\"sales\""))
            .starts_with("line 9, field tables.role: found \"sales\", expected influencers")
    );
    assert!(error(&good.replace("title", "titel")).starts_with("line 2, field titel: unknown field"));
    assert!(error(&good.replace("id = \"x\"", "id = \"X Y\"")).starts_with("line 1, field id"));
    assert!(
        error(&good.replace("[recognised_by]\nall = [\"day\"]\n", "[recognised_by]\n"))
            .contains("field recognised_by.all")
    );
    assert!(error("id = ").starts_with("line 1"));
}

#[test]
fn a_shape_from_outside_may_not_be_endless() {
    assert!(error(&"#".repeat(format::MAX_SHAPE_BYTES + 1)).contains("expected at most 65536"));
    let columns: String = (0..=format::MAX_SHAPE_COLUMNS).map(|at| format!("c{at} = [\"h\"]\n")).collect();
    let many =
        format!("id = \"x\"\ntitle = \"X\"\nexport = \"Y\"\n[columns]\n{columns}[recognised_by]\nall = [\"c0\"]\n");
    assert!(error(&many).contains("found 401 entries, expected at most 400"));
    let deep = format!("id = {}", "[".repeat(20_000));
    assert!(Shape::parse(&deep).is_err());
}

#[test]
fn the_page_of_known_exports_lists_every_shape() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/shapes.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, document()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), document(), "run it once with UPDATE_DOCS=1");
}
