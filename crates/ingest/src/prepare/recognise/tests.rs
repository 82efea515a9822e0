//! Sheets as marketers keep them, and what is understood of each.

use std::fmt::Write as _;

use super::{
    super::{
        super::tables::columns::ColumnMatch,
        plan::{FieldPlan, From, Grain, Repeats, TablePlan},
    },
    *,
};
use crate::tables::fields::fields_of;

/// A sheet as comma-separated lines without quotes, header first.
struct Sheet {
    name: String,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
    keys: Vec<String>,
}

fn cells(line: &str) -> Vec<String> {
    line.split(',').map(str::to_owned).collect()
}

fn sheet(name: &str, lines: &[&str]) -> Sheet {
    let rows = lines[1..].iter().map(|line| cells(line)).collect();
    Sheet { name: name.to_owned(), headers: cells(lines[0]), rows, keys: Vec::new() }
}

impl Sheet {
    fn with_keys(mut self, keys: &[&str]) -> Self {
        self.keys = keys.iter().map(|key| (*key).to_owned()).collect();
        self
    }

    fn recognise(&self) -> Recognised {
        let units: Vec<String> = vec![String::new(); self.headers.len()];
        recognise(&Seen {
            name: &self.name,
            form_field: "",
            headers: &self.headers,
            units: &units,
            samples: &self.rows,
            role: None,
            is_key: &|cell| self.keys.iter().any(|key| key == cell),
            shapes: &[],
        })
    }

    /// What is understood, one line a table.
    fn said(&self) -> String {
        let header = |at: usize| self.headers[at].as_str();
        match self.recognise() {
            Recognised::Own => "own".to_owned(),
            Recognised::Income { title, .. } => format!("income: {title}"),
            Recognised::Lacking(refusal) | Recognised::Refused(refusal) => format!("refused: {}", refusal.fix),
            Recognised::Keys(keys) => {
                let days = [keys.from, keys.to].into_iter().flatten().map(header).collect::<Vec<_>>().join(" ");
                format!("keys: {} {} {days}", header(keys.code), header(keys.creator)).trim_end().to_owned()
            }
            Recognised::Plan(plan) => said(&plan, &self.headers),
        }
    }
}

/// A plan in words: `tracking(order): date=Order date revenue=Order total keys=Code:Promo code order=Order ID`.
pub(in crate::prepare) fn said(plan: &FilePlan, headers: &[String]) -> String {
    let mut text = String::new();
    for table in &plan.tables {
        let grain = match (table.role, plan.grain) {
            (Role::Tracking, Grain::Order) => "(order)",
            (Role::Tracking, Grain::OrderLine) => "(line)",
            _ => "",
        };
        _ = writeln!(text, "{}{grain}:{}", table.role, said_table(table, headers));
    }
    for uncertain in &plan.uncertain_columns {
        let candidates = uncertain.candidates.iter().map(|at| at.map_or("none", |at| headers[at].as_str()));
        _ = writeln!(text, "asked {:?}: {}", uncertain.field, candidates.collect::<Vec<_>>().join(" | "));
    }
    if !plan.personal.is_empty() {
        let personal = plan.personal.iter().map(|at| headers[*at].as_str()).collect::<Vec<_>>().join(", ");
        _ = writeln!(text, "personal: {personal}");
    }
    text.trim_end().to_owned()
}

fn said_table(table: &TablePlan, headers: &[String]) -> String {
    let mut text = String::new();
    for plan in &table.fields {
        let spec = fields_of(table.role).iter().find(|spec| spec.field == plan.field).unwrap();
        let guess = if plan.how == ColumnMatch::Guess { "?" } else { "" };
        _ = write!(text, " {}{guess}={}", spec.header, said_from(plan, headers));
    }
    for key in &table.keys {
        let part = key.parameter.as_ref().map_or(String::new(), |part| format!("[{part}]"));
        let contained = if key.is_contained { "~" } else { "" };
        _ = write!(text, " {:?}{contained}:{}{part}", key.kind, headers[key.column]);
    }
    let columns =
        [("order", table.order_key), ("status", table.status), ("currency", table.currency), ("refund", table.refund)];
    for (name, at) in columns.iter().filter_map(|(name, at)| Some((name, (*at)?))) {
        _ = write!(text, " {name}:{}", headers[at]);
    }
    let values = table.money_readings.iter().map(|reading| reading.value.as_str()).collect::<Vec<_>>().join("|");
    if !values.is_empty() {
        _ = write!(text, " readings:{values}");
    }
    for at in &table.extra_costs {
        _ = write!(text, " extra:{}", headers[*at]);
    }
    if let Some(code) = &table.fixed_currency {
        _ = write!(text, " in:{code}");
    }
    if table.repeats != Repeats::EachRow {
        _ = write!(text, " {:?}", table.repeats);
    }
    if table.only_if_missing {
        text.push_str(" if missing");
    }
    text
}

fn said_from(plan: &FieldPlan, headers: &[String]) -> String {
    match &plan.from {
        From::Column(at) => headers[*at].clone(),
        From::Constant(value) => format!("\"{value}\""),
        From::Joined(places) => places.iter().map(|at| headers[*at].as_str()).collect::<Vec<_>>().join("+"),
        From::Parameter { column, name } => format!("{}[{name}]", headers[*column]),
    }
}

fn check(sheet: &Sheet, expected: &str) {
    assert_eq!(sheet.said(), expected.trim(), "{}: {}", sheet.name, sheet.headers.join(","));
}

#[test]
fn our_own_files_are_read_as_they_stand() {
    let own = [
        sheet(
            "influencers.csv",
            &["ID,name,category,gender,follower_count,platform,city,age_group,persona", "1,A,B,F,10,X,P,20,q"],
        ),
        sheet(
            "t.csv",
            &[
                "source,campaign,influencer_id,user_id,product,date,orders,revenue,brand,period",
                "Instagram,A,1,2,P,2025-01-01,1,10,B,x",
            ],
        ),
        sheet("t.csv", &["Source,Campaign,Influencer ID,Product,Date,Orders,Revenue", "a,b,1,c,2025-01-01,1,10"]),
        sheet("p.csv", &["influencer_id,basis,rate,orders,total_payout", "1,post,10,,10"]),
        sheet(
            "p.csv",
            &[
                "influencer_id,basis,rate,orders,total_revenue,payout_amount,gifted_products_cost,total_cost",
                "1,post,10,1,9,10,1,11",
            ],
        ),
        sheet("p.csv", &["influencer_id,basis,rate", "1,percentage,10"]),
        sheet(
            "posts.csv",
            &["post_id,influencer_id,platform,date,URL,caption,reach,likes,comments", "1,1,X,2025-01-01,u,c,1,2,3"],
        ),
        sheet(
            "issues.csv",
            &["influencer_id,date,orders,revenue,_line,_column,_code", "1,2025-01-01,1,1,3,date,bad_date"],
        ),
    ];
    for own in own {
        check(&own, "own");
    }
}

#[test]
fn a_sheet_of_creators_is_the_roster_with_its_codes_and_handles_as_aliases() {
    check(
        &sheet(
            "creators.csv",
            &["Creator,Handle,Platform,Niche,Followers,Discount code", "Asha Rao,@asha,Instagram,Fitness,120K,ASHA10"],
        ),
        "influencers: id=Creator name=Creator category=Niche followers=Followers platform=Platform Code:Discount code Handle:Handle",
    );
    check(
        &sheet("liste.csv", &["Abonnenten,Influencer,Instagram-Name,Gutscheincode", "120000,Asha Rao,@asha,ASHA10"]),
        "influencers: id=Influencer name=Influencer followers=Abonnenten Code:Gutscheincode Handle:Instagram-Name",
    );
    check(
        &sheet("criadores.csv", &["Criador,Seguidores,Cupom,E-mail", "Asha Rao,120000,ASHA10,a@x.example"]),
        "influencers: id=Criador name=Criador followers=Seguidores Code:Cupom Email:E-mail",
    );
    check(
        &sheet("सूची.csv", &["नाम,फॉलोअर्स,कूपन कोड", "आशा,120000,ASHA10"]),
        "influencers: id=नाम name=नाम followers=फॉलोअर्स Code:कूपन कोड",
    );
}

#[test]
fn names_that_are_not_unique_are_no_ids() {
    let twins = sheet("creators.csv", &["Creator,Handle,Followers", "Asha,@a,10", "Asha,@b,20"]);
    check(&twins, "influencers: id=Handle name=Creator followers=Followers");
}

#[test]
fn any_column_of_the_roster_is_an_alias_whose_values_are_keys_of_sales() {
    let lines = ["id,name,followers,City,Team word", "1,Asha,10,Pune,LOTUS", "2,Ben,20,Goa,TIGER"];
    check(&sheet("r.csv", &lines), "own");
    check(
        &sheet("r.csv", &lines).with_keys(&["LOTUS", "TIGER"]),
        "influencers: id=id name=name followers=followers Code:Team word",
    );
}

#[test]
fn a_fee_on_the_roster_is_the_payout_and_a_price_is_not() {
    check(
        &sheet("creators.csv", &["Creator,Instagram handle,Followers,Promo code,Fee", "Asha,@a,120K,ASHA10,2500"]),
        "influencers: id=Creator name=Creator followers=Followers Code:Promo code Handle:Instagram handle OncePerPerson\n\
         payouts: total_payout=Fee Handle:Instagram handle Name:Creator",
    );
    check(
        &sheet("creators.csv", &["Creator,Handle,Followers,Price", "Asha,@a,120K,2500"]),
        "influencers: id=Creator name=Creator followers=Followers Handle:Handle",
    );
}

#[test]
fn payments_by_name_need_no_id() {
    check(
        &sheet("payments.csv", &["Creator,Paid on,Amount", "Asha Rao,2024-06-05,2500"]),
        "payouts: total_payout=Amount payout_date=Paid on Name:Creator",
    );
    check(
        &sheet("zahlungen.csv", &["Betrag,Bezahlt am,Empfänger", "2500,05.06.2024,Asha Rao"]),
        "payouts: total_payout=Betrag payout_date=Bezahlt am Name:Empfänger",
    );
    check(
        &sheet("x.csv", &["influencer ka naam,bhugtan ki tarikh,bhugtan rashi", "Asha,2024-06-05,2500"]),
        "payouts: total_payout=bhugtan rashi payout_date=bhugtan ki tarikh Name:influencer ka naam",
    );
}

#[test]
fn an_amount_that_may_be_a_sale_or_a_payment_is_asked() {
    check(
        &sheet("june.csv", &["Creator,Date,Amount", "Asha,2024-06-05,2500"]),
        "payouts: total_payout=Amount payout_date=Date Name:Creator\nasked TotalPayout: Amount | none",
    );
}

#[test]
fn orders_with_a_code_are_sales_and_each_names_its_order() {
    check(
        &sheet("orders.csv", &["Order ID,Order date,Promo code,Order total", "1,6/1/2024,ASHA10,$1850.00"]),
        "tracking(order): revenue=Order total date=Order date Code:Promo code order:Order ID",
    );
    check(
        &sheet("x.csv", &["Bestellnummer,Bestelldatum,Gutscheincode,Bestellwert", "1,01.06.2024,ASHA10,1850"]),
        "tracking(order): revenue=Bestellwert date=Bestelldatum Code:Gutscheincode order:Bestellnummer",
    );
    check(
        &sheet("x.csv", &["Code promo,Montant TTC,Date de commande,N° de commande", "ASHA10,1850,01/06/2024,1"]),
        "tracking(order): revenue=Montant TTC date=Date de commande Code:Code promo order:N° de commande",
    );
}

#[test]
fn lines_of_an_order_that_say_its_money_once_are_lines() {
    let lines = ["order_id,influencer_id,date,product,revenue", "1,A,2024-06-01,Whey,100", "1,A,,Bar,"];
    check(
        &sheet("t.csv", &lines),
        "tracking(line): revenue=revenue influencer_id=influencer_id date=date product=product order:order_id",
    );
}

#[test]
fn buyers_are_personal_and_no_roster() {
    check(
        &sheet(
            "o.csv",
            &["Order no,Date,Customer name,Email,Phone,Coupon code,Total", "1,2024-06-01,B,b@x.example,9,A,5"],
        ),
        "tracking(order): revenue=Total date=Date Code:Coupon code order:Order no\npersonal: Customer name, Email, Phone",
    );
}

#[test]
fn a_sheet_of_codes_says_whose_each_is() {
    check(&sheet("k.csv", &["code,creator", "ASHA10,Asha"]), "keys: code creator");
    check(&sheet("k.csv", &["Creator,Coupon,from,to", "Asha,A,2024-01-01,"]), "keys: Coupon Creator from to");
    check(&sheet("k.csv", &["influencer_id,utm_content", "1,asha"]), "keys: utm_content influencer_id");
}

#[test]
fn one_table_of_everything_feeds_three() {
    let header = "Influencer ID,Basis,Rate,Orders,Total Payout,Source,Campaign,Product,Date,Revenue,Platform,URL,Reach,Likes,Comments,Name,Category,Gender,Follower Count";
    check(
        &sheet("m.csv", &[header, "I1,Post,5,1,5,influencer,C,P,2025-02-17,6,Instagram,u,1,2,3,Asha,L,F,5"]),
        "tracking: revenue=Revenue influencer_id=Influencer ID source=Source date=Date orders=Orders campaign=Campaign product=Product\n\
         payouts: influencer_id=Influencer ID total_payout=Total Payout basis=Basis rate=Rate orders=Orders campaign=Campaign Asked\n\
         influencers: id=Influencer ID name=Name category=Category gender=Gender followers=Follower Count platform=Platform OncePerPerson if missing",
    );
    check(
        &sheet(
            "w.csv",
            &[
                "Influencer_Name,Niche,Followers,Avg_Product_Price,Budget,Conversion_Rate,Revenue,ROI",
                "A,F,10,5,100,0.1,300,2",
            ],
        ),
        "tracking: revenue=Revenue Name:Influencer_Name\n\
         payouts: total_payout?=Budget Name:Influencer_Name Asked\n\
         influencers: id=Influencer_Name name=Influencer_Name category=Niche followers=Followers OncePerPerson if missing\n\
         asked TotalPayout: Budget | none",
    );
}

#[test]
fn the_influencer_column_may_hold_names_and_a_bare_id_is_the_row() {
    check(
        &sheet(
            "t.csv",
            &["id,source,campaign,creator,date,orders,revenue", "9001,influencer,C,INF01,2026-03-02,4,8000"],
        ),
        "tracking: revenue=revenue source=source date=date orders=orders campaign=campaign Name:creator",
    );
    let bare = ["id,date,orders,revenue", "9001,2026-03-02,4,8000"];
    check(
        &sheet("t.csv", &bare),
        "tracking: influencer_id=id revenue=revenue date=date orders=orders\nasked Influencer: id | none"
            .replace("influencer_id=id revenue=revenue", "revenue=revenue influencer_id=id")
            .as_str(),
    );
    check(
        &sheet("t.csv", &bare).with_keys(&["9001"]),
        "tracking: revenue=revenue influencer_id=id date=date orders=orders",
    );
}

#[test]
fn common_headers_of_sales_are_listed_and_never_asked() {
    check(
        &sheet(
            "t.csv",
            &["source,campaign,Handle,Created at,Conversions,Net Sales", "influencer,C,INF01,2026-03-02,4,8000"],
        ),
        "tracking: revenue=Net Sales source=source date=Created at orders=Conversions campaign=campaign Handle:Handle",
    );
}

#[test]
fn a_second_candidate_for_money_orders_or_day_is_asked() {
    let said = |line: &str, row: &str| sheet("t.csv", &[line, row]).said();
    let refunded = said("influencer_id,date,orders,refunded_revenue,net_sales", "1,2026-03-02,4,0,8000");
    assert!(refunded.contains("readings:net_sales|net_sales_less_refund"), "{refunded}");
    let gross = said("influencer_id,date,orders,revenue,refund", "1,2026-03-02,4,8000,10");
    assert!(gross.contains("readings:revenue_less_refund|revenue"), "{gross}");
    let twin = said("influencer_id,date,revenue,orders,revenue", "1,2026-03-02,1,4,8000");
    assert!(twin.contains("readings:revenue_3|revenue_5"), "{twin}");
    let two = said("influencer_id,date,orders,revenue_usd,revenue_inr", "1,2026-03-02,4,1,80");
    assert!(two.contains("readings:revenue_usd|revenue_inr"), "{two}");
    let cancelled = said("influencer_id,date,cancelled_orders,delivered_orders,revenue", "1,2026-03-02,1,4,80");
    assert!(cancelled.contains("asked Orders: delivered_orders | cancelled_orders"), "{cancelled}");
    let delivery = said("influencer_id,order_date,delivery_date,orders,revenue", "1,2026-03-02,2026-03-05,4,80");
    assert!(delivery.contains("asked Date: order_date | delivery_date"), "{delivery}");
}

#[test]
fn a_guess_for_money_or_a_count_is_asked() {
    let said = |line: &str, row: &str| sheet("t.csv", &[line, row]).said();
    let average = said("influencer_id,date,orders,order_value", "1,2026-03-02,4,2000");
    assert!(average.contains("asked Revenue: order_value | none"), "{average}");
    let guessed = said("influencer_id,date,orders,shop revenue june", "1,2026-03-02,4,2000");
    assert!(guessed.contains("asked Revenue: shop revenue june | none"), "{guessed}");
    let quantity = said("influencer_id,date,quantity,revenue", "1,2026-03-02,4,2000");
    assert!(quantity.contains("asked Orders: none | quantity"), "{quantity}");
    let sales = said("Creator,Date,Sales,Revenue", "Asha,2026-03-02,4,2000");
    assert!(sales.contains("revenue=Revenue") && sales.contains("asked Orders: Sales | none"), "{sales}");
}

#[test]
fn a_status_or_currency_is_kept_with_the_rows() {
    check(
        &sheet(
            "t.csv",
            &["influencer_id,date,orders,revenue,financial_status,currency", "1,2026-03-02,4,8000,paid,INR"],
        ),
        "tracking: revenue=revenue influencer_id=influencer_id date=date orders=orders status:financial_status currency:currency",
    );
    check(
        &sheet("p.csv", &["influencer_id,basis,rate,orders,total_payout,status", "1,post,4,1,4,paid"]),
        "payouts: influencer_id=influencer_id total_payout=total_payout basis=basis rate=rate orders=orders status:status",
    );
}

#[test]
fn what_was_paid_goes_before_what_could_be_derived() {
    check(
        &sheet("p.csv", &["influencer_id,basis,rate,orders,Net Payable", "1,post,4,1,12"]),
        "payouts: influencer_id=influencer_id total_payout=Net Payable basis=basis rate=rate orders=orders",
    );
    check(
        &sheet("p.csv", &["influencer_id,basis,rate,orders,Abrechnung", "1,post,4,1,12"]),
        "payouts: influencer_id=influencer_id total_payout?=Abrechnung basis=basis rate=rate orders=orders\n\
         asked TotalPayout: Abrechnung | none",
    );
    check(
        &sheet("p.csv", &["Creator,Fee,TDS,Amount paid,Product cost", "Asha,100,10,90,25"]),
        "payouts: total_payout=Amount paid Name:Creator readings:amount_paid|fee extra:Product cost",
    );
    check(
        &sheet("p.csv", &["Creator,Rate per post,No of posts", "Asha,100,3"]),
        "payouts: rate=Rate per post posts=No of posts basis=\"post\" Name:Creator",
    );
}

#[test]
fn what_cannot_be_used_says_why_and_the_way_out() {
    let fix = |name: &str, lines: &[&str]| match sheet(name, lines).recognise() {
        Recognised::Lacking(refusal) | Recognised::Refused(refusal) => refusal.fix,
        other => panic!("{other:?}"),
    };
    assert!(
        fix("t.csv", &["influencer_id,Jan-26,Feb-26,Mar-26", "1,1,2,3"]).contains("Months or days stand side by side")
    );
    assert!(
        fix("t.csv", &["Date,Campaign,Impressions,Clicks,CTR", "2026-01-01,A,1,2,3"]).contains("no revenue, no spend")
    );
    assert!(
        fix("t.csv", &["campaign_id,platform,ad_spend_usd,clicks,monthly_sales", "1,X,5,6,7"])
            .contains("no column says which creator")
    );
    assert!(fix("t.csv", &["a,b,c", "1,2,3"]).contains("no revenue, no spend, no creators and no posts"));
}

#[test]
fn posts_are_recognised_by_their_figures() {
    check(
        &sheet("p.csv", &["Creator,Published on,Link,Reach,Likes,Comments", "Asha,2026-03-02,u,1,2,3"]),
        "posts: url=Link reach=Reach likes=Likes comments=Comments date=Published on Name:Creator",
    );
    check(
        &sheet(
            "p.csv",
            &["performance_id,campaign_id,influencer_id,views,likes,comments,clicks,platform", "1,7,20,9,6,3,4,X"],
        ),
        "posts: influencer_id=influencer_id platform=platform likes=likes comments=comments video_views=views",
    );
}

#[test]
fn a_chosen_table_is_the_only_one_that_is_fed() {
    let lines = sheet("x.csv", &["Creator,Handle,Followers,Promo code,Fee", "Asha,@a,120K,ASHA10,2500"]);
    let units = vec![String::new(); 5];
    let seen = Seen {
        name: "x.csv",
        form_field: "",
        headers: &lines.headers,
        units: &units,
        samples: &lines.rows,
        role: Some(Role::Payouts),
        is_key: &|_| false,
        shapes: &[],
    };
    let Recognised::Plan(plan) = recognise(&seen) else { panic!("no plan") };
    assert_eq!(said(&plan, &lines.headers), "payouts: total_payout=Fee Handle:Handle Name:Creator");
}

#[test]
fn a_commission_in_percents_on_the_roster_is_asked() {
    check(
        &sheet("c.csv", &["Creator,Followers,Code,Commission", "Asha,120K,ASHA10,10%"]),
        "influencers: id=Creator name=Creator followers=Followers Code:Code OncePerPerson\n\
         payouts: rate=Commission basis=\"percentage\" Name:Creator if missing\n\
         asked Rate: Commission | none",
    );
}

/// The folder of `PUBLISHED_SETS` holds data sets with the names of our own files; all of them are read as they stand.
#[test]
fn published_sets_are_read_as_they_stand() {
    let Some(folder) = std::env::var_os("PUBLISHED_SETS") else {
        eprintln!("skipped: PUBLISHED_SETS names no folder of published data sets");
        return;
    };
    let mut read = 0;
    visit(std::path::Path::new(&folder), &mut |path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if ["influencers.csv", "payouts.csv", "posts.csv", "tracking_data.csv", "tracking_data_with_brand.csv"]
            .contains(&name.as_str())
        {
            let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_path(path).unwrap();
            let row = |record: csv::StringRecord| record.iter().map(|cell| cell.trim().to_owned()).collect();
            let rows: Vec<Vec<String>> = reader.records().take(201).filter_map(Result::ok).map(row).collect();
            let sheet = Sheet { name, headers: rows[0].clone(), rows: rows[1..].to_vec(), keys: Vec::new() };
            assert_eq!(sheet.said(), "own", "{}", path.display());
            read += 1;
        }
    });
    assert!(read > 0, "no data set in the folder");
}

fn visit(folder: &std::path::Path, take: &mut dyn FnMut(&std::path::Path)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { visit(&path, take) } else { take(&path) }
    }
}
