//! Which published posts are for which payments.
//!
//! Nothing distinguishes posts of campaigns that run at the same time. So posts go to as many paid posts as they can, the
//! expensive ones first, and those of payments that look repeated last: what is missing then is missing however they are
//! distinguished, and comes to the least money.

use std::{cmp::Reverse, collections::BTreeMap, ops::RangeInclusive};

use definitions::{Day, PayUnit};

use crate::{ledger::Ledger, line::Line, repeats::repeats, work_days::WorkDays};

/// Paid posts of one line.
#[derive(Clone, Copy)]
struct Demand {
    line: usize,
    is_repeat: bool,
    rate: i64,
    posts: i64,
}

/// Sets on each line paid by the post how many of the payee's posts are for it; nothing where none of the payee are known.
pub(crate) fn assign_posts(ledger: &Ledger, lines: &mut [Line], days: &WorkDays) {
    let mut by_payee = BTreeMap::<usize, Vec<usize>>::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.unit == PayUnit::Post) {
        by_payee.entry(line.payee).or_default().push(at);
    }
    for (payee, of_payee) in by_payee {
        let posts = &ledger.payees[payee].posts;
        if !ledger.has_posts || posts.is_empty() {
            continue;
        }
        of_payee.iter().for_each(|at| lines[*at].posts = Some(0));
        let mut demands: Vec<Demand> = of_payee.iter().flat_map(|at| demands(ledger, *at, &lines[*at])).collect();
        demands.sort_by_key(|demand| (demand.is_repeat, Reverse(demand.rate), demand.line));
        let mut taken = Vec::new();
        let mut satisfied = 0;
        for demand in demands {
            taken.push((days.window(&lines[demand.line].scope), demand.posts));
            let all = most(posts, &taken);
            let more = all - satisfied;
            satisfied = all;
            if let Some((_, last)) = taken.last_mut() {
                *last = more;
            }
            lines[demand.line].posts = lines[demand.line].posts.map(|known| known + more);
        }
    }
}

/// Of payments that look repeated, and of the others.
fn demands(ledger: &Ledger, at: usize, line: &Line) -> Vec<Demand> {
    let (Some(units), Some((_, rate))) = (line.units(ledger), line.rates) else { return Vec::new() };
    let repeats = repeats(ledger, &line.payments, |_, _, _| Some(()));
    let of = |is_repeat: bool| {
        let posts = units
            .iter()
            .zip(&repeats)
            .filter(|(_, repeated)| repeated.is_some() == is_repeat)
            .map(|(posts, _)| posts)
            .sum();
        Demand { line: at, is_repeat, rate, posts }
    };
    vec![of(false), of(true)]
}

/// The most posts that can be given away when each goes to one whose window has its day: the window that ends first comes first.
fn most(posts: &[(Day, i64)], wanted: &[(RangeInclusive<i32>, i64)]) -> i64 {
    let mut left: Vec<(i32, i32, i64)> =
        wanted.iter().map(|(days, posts)| (*days.end(), *days.start(), *posts)).collect();
    left.sort_unstable();
    let mut by_day: Vec<(Day, i64)> = posts.to_vec();
    by_day.sort_unstable();
    let mut given = 0;
    for (day, mut posts) in by_day {
        for (end, start, wanted) in &mut left {
            if (*start..=*end).contains(&day.number()) {
                let share = posts.max(0).min(*wanted);
                *wanted -= share;
                posts -= share;
                given += share;
            }
        }
    }
    given
}
