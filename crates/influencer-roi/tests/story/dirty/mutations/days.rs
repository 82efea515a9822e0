//! Days written in other ways. The whole column shows which is the day and which the month; where it cannot, the user is asked.

use jiff::civil::{Date, date};
use rand::RngExt;
use rand_pcg::Pcg64;

use super::{
    super::table::{Role, Set},
    Mutation, mutation,
};

pub(super) const ALL: &[Mutation] = &[
    mutation("days such as 17-06-2024", &["days"], |set, _| write_days(set, "%d-%m-%Y")),
    mutation("days such as 17.06.2024", &["days"], |set, _| write_days(set, "%d.%m.%Y")),
    mutation("days such as 06/17/2024", &["days"], |set, _| write_days(set, "%m/%d/%Y")),
    mutation("days such as 6/7/24", &["days"], |set, _| write_days(set, "%-m/%-d/%y")),
    mutation("days such as 2024/06/17", &["days"], |set, _| write_days(set, "%Y/%m/%d")),
    mutation("days such as 5 Jan 2024", &["days"], |set, _| write_days(set, "%-d %b %Y")),
    mutation("days such as January 5, 2024", &["days"], |set, _| write_days(set, "%B %-d, %Y")),
    mutation("days with a time", &["days"], |set, _| write_days(set, "%Y-%m-%d 10:15:00")),
    mutation("days with microseconds", &["days"], |set, _| write_days(set, "%Y-%m-%d 10:15:00.123456")),
    mutation("days with T and Z", &["days"], |set, _| write_days(set, "%Y-%m-%dT10:15:00Z")),
    mutation("days as a spreadsheet's numbers", &["days"], |set, _| rewrite_days(set, |day| serial(day).to_string())),
    mutation("days and times as a spreadsheet's numbers", &["days"], |set, _| {
        rewrite_days(set, |day| format!("{}.4375", serial(day)));
    }),
    mutation("days that nothing shows", &["days"], open_days),
];

fn write_days(set: &mut Set, format: &str) {
    rewrite_days(set, |day| day.strftime(format).to_string());
}

fn rewrite_days(set: &mut Set, written: impl Fn(Date) -> String) {
    for role in [Role::Tracking, Role::Posts] {
        set.file(role).rewrite("date", |fact| fact.day.map_or(String::new(), &written));
    }
}

/// Days since the one that spreadsheets count as 0.
fn serial(day: Date) -> i32 {
    day.since(date(1899, 12, 30)).expect("a span of days").get_days()
}

/// The proposed order, day before month, is the true one.
fn open_days(set: &mut Set, rng: &mut Pcg64) {
    set.file(Role::Tracking).rewrite("date", |fact| {
        let day = fact.day.map(|day| date(day.year(), day.month(), rng.random_range(4..=12)));
        fact.day = day;
        day.map_or(String::new(), |day| day.strftime("%d-%m-%Y").to_string())
    });
    set.questions.insert("dates.tracking");
}
