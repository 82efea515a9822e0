//! The program's answer held against the truth: every difference as a sentence.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use serde_json::Value;

use super::{
    files::{WORKBOOK, Written},
    table::{Fact, Role, Set},
    truth::{CERTAIN, Place, Places, Sums, TableTruth, Truth},
};
use crate::{
    corpus::micros,
    program::{Program, Reply, pairs},
    rows,
};

/// Examples that a group shows.
const MAX_SHOWN: u64 = 5;
const CLASSES: [&str; 3] = ["influencer", "organic", "other"];

/// What the program says otherwise than the truth, after loading the files.
pub(super) fn differences(program: &Program, set: &Set, written: &Written) -> Vec<String> {
    let truth = Truth::of(set, written);
    let mut comparison = Comparison { set, truth: &truth, found: Vec::new() };
    let refused_or_loaded = load(program, written, "reject");
    if truth.errors.is_empty() {
        comparison.loaded(program, &refused_or_loaded);
        return comparison.found;
    }
    comparison.refused(&refused_or_loaded);
    let under_accept_valid = load(program, written, "accept_valid");
    if set.lacks_a_table {
        comparison.refused(&under_accept_valid);
    } else {
        comparison.loaded(program, &under_accept_valid);
    }
    comparison.found
}

fn load(program: &Program, written: &Written, policy: &str) -> Reply {
    let files: Vec<(&str, &[u8])> =
        written.uploads.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    program.upload(&format!("/api/v1/datasets?accept_proposals=true&policy={policy}"), &files)
}

/// A question about a column without the name of its file.
fn without_file(id: String) -> String {
    match (id.strip_prefix("columns."), id.rsplit_once('.')) {
        (Some(_), Some((_, field))) => format!("columns.{field}"),
        _ => id,
    }
}

/// One kind of issue in one file, as the report shows it.
#[derive(Debug, Default)]
struct Group {
    is_error: bool,
    count: u64,
    shown: Vec<Place>,
}

type Groups = BTreeMap<(String, String), Group>;

struct Comparison<'s> {
    set: &'s Set,
    truth: &'s Truth,
    found: Vec<String>,
}

impl Comparison<'_> {
    fn same<T: PartialEq + Debug>(&mut self, about: &str, found: T, expected: T) {
        if found != expected {
            self.found.push(format!("{about}: found {found:?}, expected {expected:?}"));
        }
    }

    fn refused(&mut self, reply: &Reply) {
        self.same("status", reply.status, 422);
        if reply.status == 422 {
            let groups = self.groups(&reply.json()["error"]["issues"]);
            self.compare_errors(&groups);
        }
    }

    fn loaded(&mut self, program: &Program, reply: &Reply) {
        self.same("status", reply.status, 201);
        if reply.status != 201 {
            self.found.push(reply.body.chars().take(600).collect());
            return;
        }
        let (dataset, report) = (&reply.json()["dataset"], &reply.json()["report"]);
        let groups = self.groups(&report["issues"]);
        self.compare_errors(&groups);
        self.compare_warnings(&groups);
        self.same("brand rule", text(&report["mapping"]["brand"]), self.set.brand_rule.to_owned());
        let asked = list(&report["questions"]).map(|question| without_file(text(&question["id"])));
        let mut expected: BTreeSet<String> = self.set.questions.iter().map(|&id| id.to_owned()).collect();
        expected.extend(self.truth.has_payees_outside().then(|| "payees_outside".to_owned()));
        self.same("questions", asked.collect(), expected);
        self.compare_reconciliation(&report["reconciliation"]);
        self.compare_totals(&dataset["totals"]);
        let shown = program.get(&format!("/api/v1/dashboard?dataset={}", text(&dataset["id"]))).expect(200).json();
        self.compare_days(&shown["daily"]);
        self.compare_people(&shown["influencers"]);
        let of_dataset = pairs(&[("dataset", &text(&dataset["id"]))]);
        self.found.extend(rows::differences(program, &of_dataset));
    }

    /// In a workbook all tables have one name.
    fn groups(&self, issues: &Value) -> Groups {
        let mut groups = Groups::new();
        for issue in list(issues) {
            let file = text(&issue["file"]);
            let file = if self.set.is_workbook && file.contains(WORKBOOK) { WORKBOOK.to_owned() } else { file };
            let group = groups.entry((text(&issue["code"]), file)).or_default();
            group.is_error = issue["severity"] == "error";
            group.count += issue["count"].as_u64().expect("a count");
            let place = |place: &Value| Place {
                line: place["line"].as_u64().expect("a line"),
                column: Some(text(&place["column"])),
            };
            group.shown.extend(list(&issue["first"]).map(place));
        }
        groups
    }

    fn compare_errors(&mut self, groups: &Groups) {
        let errors = groups.iter().filter(|(_, group)| group.is_error);
        for ((code, file), group) in errors {
            if !self.truth.errors.contains_key(&(code.as_str(), file.clone())) {
                self.found.push(format!("unexpected {code} in \"{file}\": {group:?}"));
            }
        }
        self.compare_places(groups, &self.truth.errors, |_| true);
    }

    fn compare_warnings(&mut self, groups: &Groups) {
        self.compare_places(groups, &self.truth.warnings, |code| CERTAIN.contains(&code));
        let expected: BTreeSet<&str> = self.truth.warnings.keys().map(|(code, _)| *code).collect();
        for ((code, file), group) in groups.iter().filter(|(_, group)| !group.is_error) {
            let may_be = if CERTAIN.contains(&code.as_str()) {
                self.truth.warnings.contains_key(&(code.as_str(), file.clone()))
            } else {
                let code = code.as_str();
                expected.contains(code) || self.set.consequences.contains(code) || self.set.demanded.contains(code)
            };
            if !may_be {
                self.found.push(format!("unexpected {code} in \"{file}\": {group:?}"));
            }
        }
        for &code in &self.set.demanded {
            if !groups.keys().any(|(found, _)| found == code) {
                self.found.push(format!("no {code} anywhere"));
            }
        }
    }

    /// Every expected place is there; where the code is certain, there is no other one.
    fn compare_places(&mut self, groups: &Groups, expected: &Places, is_certain: impl Fn(&str) -> bool) {
        for ((code, file), places) in expected {
            let Some(group) = groups.get(&((*code).to_owned(), file.clone())) else {
                self.found.push(format!("no {code} in \"{file}\" at {places:?}"));
                continue;
            };
            let about = format!("{code} in \"{file}\"");
            if is_certain(code) {
                self.same(&about, group.count, places.len() as u64);
                let strange = group.shown.iter().find(|shown| !places.iter().any(|place| is_at(place, shown)));
                self.found.extend(strange.map(|shown| format!("{about}: shown at {shown:?}, expected at {places:?}")));
            }
            let missing = places.iter().find(|place| !group.shown.iter().any(|shown| is_at(place, shown)));
            if let Some(missing) = missing.filter(|_| group.count <= MAX_SHOWN) {
                self.found.push(format!("{about}: not shown at {missing:?}"));
            }
        }
    }

    fn compare_reconciliation(&mut self, reconciliation: &Value) {
        for (role, table) in &self.truth.tables {
            let parts: Vec<&Value> = list(reconciliation).filter(|part| part["role"] == role.id()).collect();
            let sum = |path: &[&str]| -> i128 { parts.iter().map(|part| amount(part, path)).sum() };
            let about = |what: &str| format!("{what} of {}", role.id());
            let rows = ["rows_in", "rows_used", "rows_excluded"].map(|rows| sum(&[rows]) / 1_000_000);
            let [whole, excluded] = [table.rows, table.rows_excluded].map(i128::from);
            self.same(&about("rows in, used, excluded"), rows, [whole, whole - excluded, excluded]);
            match role {
                Role::Tracking => self.compare_sales(sum, table),
                Role::Payouts => {
                    self.same(&about("spend used"), sum(&["spend_used"]), self.truth.spend);
                    self.same(&about("spend in"), sum(&["spend_in"]), self.truth.spend + sum(&["spend_excluded"]));
                    let readable = table.excluded.map(|excluded| excluded.micros);
                    let excluded = sum(&["spend_excluded"]);
                    self.same(&about("spend excluded"), excluded, readable.unwrap_or(excluded));
                }
                Role::Influencers | Role::Posts => {}
            }
        }
    }

    fn compare_sales(&mut self, sum: impl Fn(&[&str]) -> i128, table: &TableTruth) {
        let units = |count: i64| i128::from(count) * 1_000_000;
        for (class, sums) in CLASSES.into_iter().zip(self.truth.sales) {
            self.same(&format!("{class} revenue used"), sum(&["revenue_used", class]), sums.micros);
            self.same(&format!("{class} orders used"), sum(&["orders_used", class]), units(sums.orders));
        }
        let [revenue, orders] = [sum(&["revenue_excluded"]), sum(&["orders_excluded"])];
        let used: i128 = self.truth.sales.iter().map(|sums| sums.micros).sum();
        self.same("revenue in", sum(&["revenue_in"]), used + revenue);
        if let Some(Sums { orders: readable_orders, micros: readable }) = table.excluded {
            self.same("revenue excluded", revenue, readable);
            self.same("orders excluded", orders, units(readable_orders));
        }
    }

    fn compare_totals(&mut self, totals: &Value) {
        for (sums, class) in self.truth.sales.into_iter().zip(["", "organic_", "other_"]) {
            let [revenue, orders] = ["revenue", "orders"].map(|measure| format!("{class}{measure}"));
            self.same(&revenue, amount(totals, &[&revenue]), sums.micros);
            self.same(&orders, amount(totals, &[&orders]), i128::from(sums.orders) * 1_000_000);
        }
        self.same("spend", amount(totals, &["spend"]), self.truth.spend);
    }

    fn compare_days(&mut self, daily: &Value) {
        let day =
            |day: &Value| (text(&day["date"]), ["revenue", "organic_revenue"].map(|measure| amount(day, &[measure])));
        let is_sold = |(_, sums): &(String, [i128; 2])| *sums != [0, 0];
        let shown: Vec<(String, [i128; 2])> = list(daily).map(day).filter(is_sold).collect();
        let expected: Vec<(String, [i128; 2])> = self.truth.daily.clone().into_iter().filter(is_sold).collect();
        self.same("number of days", shown.len(), expected.len());
        let differing = shown.iter().zip(&expected).find(|(shown, expected)| shown != expected);
        self.same("the first day", differing, None);
    }

    /// The roster with what each one states about itself, and everybody's sales and spend.
    fn compare_people(&mut self, people: &Value) {
        for fact in &self.truth.roster {
            let person = list(people).find(|person| person["id"] == fact.id.as_str()).unwrap_or(&Value::Null);
            let shown = ["name", "gender", "platform"].map(|name| text(&person[name]));
            self.same(
                &format!("person {}", fact.id),
                shown,
                [&fact.name, fact.gender, fact.platform].map(str::to_owned),
            );
            if fact.followers != Fact::FOLLOWERS_UNKNOWN {
                self.same(&format!("followers of {}", fact.id), person["followers"].as_i64(), Some(fact.followers));
            }
        }
        let sums = |person: &Value| {
            let [revenue, orders, spend] = ["revenue", "orders", "spend"].map(|measure| amount(person, &[measure]));
            (text(&person["id"]), [revenue, orders / 1_000_000, spend])
        };
        let is_there = |(_, sums): &(String, [i128; 3])| *sums != [0, 0, 0];
        let shown: BTreeMap<String, [i128; 3]> = list(people).map(sums).filter(is_there).collect();
        let expected = self.truth.people.clone().into_iter();
        let expected = expected.map(|(id, (sales, spend))| (id, [sales.micros, sales.orders.into(), spend]));
        self.same("sales and spend by person", shown, expected.filter(is_there).collect());
    }
}

fn is_at(expected: &Place, shown: &Place) -> bool {
    expected.line == shown.line && (expected.column.is_none() || expected.column == shown.column)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Micros of the number at the path, in `{"value": …}` or by itself.
fn amount(value: &Value, path: &[&str]) -> i128 {
    let number = path.iter().fold(value, |value, name| &value[name]);
    let number = number.get("value").unwrap_or(number);
    if number.is_number() { micros(&number.to_string()) } else { i128::MIN }
}
