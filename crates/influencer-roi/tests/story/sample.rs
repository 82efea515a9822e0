//! The sample dataset's files as facts, read in the plainest way.

use std::{path::Path, process::Output};

use csv::StringRecord;

use crate::{
    oracle::{Class, Facts, Payment, Person, Post, Sale},
    program::command,
};

/// What the sample's own files say.
pub(crate) fn facts() -> Facts {
    let folder = tempfile::tempdir().expect("a folder");
    generate(folder.path(), &[]);
    read(folder.path())
}

pub(crate) fn generate(folder: &Path, flags: &[&str]) -> Output {
    let folder = folder.to_str().expect("a plain path");
    let output = command(&[&["generate", "--out", folder, "--influencers", "84"], flags].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn read(folder: &Path) -> Facts {
    Facts {
        people: rows(&folder.join("influencers.csv"), person),
        sales: rows(&folder.join("tracking_data.csv"), sale),
        payments: rows(&folder.join("payouts.csv"), payment).into_iter().flatten().collect(),
        posts: rows(&folder.join("posts.csv"), post),
    }
}

/// A row whose cells are found by the header.
struct Row<'r>(&'r StringRecord, &'r StringRecord);

impl Row<'_> {
    fn text(&self, header: &str) -> String {
        let at = self.0.iter().position(|name| name == header).unwrap_or_else(|| panic!("no column {header}"));
        self.1[at].to_owned()
    }

    fn number(&self, header: &str) -> i64 {
        self.text(header).parse().expect("a whole number")
    }

    fn micros(&self, header: &str) -> i128 {
        let text = self.text(header);
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        format!("{whole}{fraction:0<6}").parse().expect("an amount")
    }
}

fn rows<T>(path: &Path, read: fn(Row<'_>) -> T) -> Vec<T> {
    let mut reader = csv::Reader::from_path(path).expect("the file is there");
    let headers = reader.headers().expect("a header").clone();
    reader.records().map(|record| read(Row(&headers, &record.expect("a row")))).collect()
}

fn person(row: Row<'_>) -> Person {
    let platform = row.text("platform");
    Person {
        id: row.text("id"),
        name: row.text("name"),
        category: row.text("category"),
        gender: row.text("gender"),
        // One of the sample's honest blemishes.
        platform: if platform == "Youtube" { "YouTube".to_owned() } else { platform },
        followers: Some(row.number("followers")),
    }
}

fn sale(row: Row<'_>) -> Sale {
    let class = match row.text("source").as_str() {
        "influencer" => Class::Influencer,
        "organic" => Class::Organic,
        other => panic!("the sample has no source {other}"),
    };
    Sale {
        class,
        influencer: row.text("influencer_id"),
        brand: row.text("brand"),
        product: row.text("product"),
        campaign: row.text("campaign"),
        day: row.text("date"),
        orders: row.number("orders"),
        revenue: row.micros("revenue"),
    }
}

/// Nothing of what was called back.
fn payment(row: Row<'_>) -> Option<Payment> {
    (row.text("status") != "cancelled").then(|| Payment {
        influencer: row.text("influencer_id"),
        basis: row.text("basis"),
        amount: row.micros("total_payout"),
        brand: row.text("brand"),
        campaign: row.text("campaign"),
    })
}

fn post(row: Row<'_>) -> Post {
    Post {
        influencer: row.text("influencer_id"),
        // The time of day follows.
        day: row.text("date")[..10].to_owned(),
        reach: row.number("reach"),
        likes: row.number("likes"),
        comments: row.number("comments"),
    }
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    generate(one.path(), &["--seed", "5", "--rows", "600"]);
    generate(two.path(), &["--seed", "5", "--rows", "600"]);
    for name in ["influencers.csv", "tracking_data.csv", "payouts.csv", "posts.csv", "truth.json"] {
        let bytes = |folder: &Path| std::fs::read(folder.join(name)).expect("the file is there");
        assert_eq!(bytes(one.path()), bytes(two.path()), "{name}");
    }
    let tracking = std::fs::read_to_string(one.path().join("tracking_data.csv")).expect("the file is there");
    assert_eq!(tracking.lines().count(), 601);
}
