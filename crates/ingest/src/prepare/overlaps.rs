//! Days and payments that files added to a version bring a second time.
//!
//! Rows are compared as typed values, so that a month which a spreadsheet has saved again is the same month. Memory grows with the rows of
//! the days that both hold.

use std::{
    collections::{BTreeSet, HashMap},
    io,
};

use crate::tables::fields::Role;

use super::{
    Preparation, Surveyed,
    ask::{Asked, Choice, Free},
    decide::{counted, measure, money},
    emit::{self, RowSeen},
    shared::{Overlaps, Shared},
};

const REPLACE: &str = "replace";
const COUNT_BOTH: &str = "count_both";
const LEAVE_OUT: &str = "leave_out_repeated";

/// The rows of the data that is added to: by day, and by what they say, how many there are.
#[derive(Default)]
struct Known {
    days: BTreeSet<String>,
    rows: HashMap<u64, u32>,
}

/// What a file is compared with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// It is added to a version, or was.
    Added,
    /// It came together with the files before it.
    SameUpload,
}

/// Which table is compared, and with what.
#[derive(Clone, Copy)]
struct Comparison {
    role: Role,
    beside: Beside,
}

/// What a new file brings of the same.
#[derive(Default)]
struct Again {
    days: BTreeSet<String>,
    rows: u64,
    equal: u64,
    money: i64,
    equal_money: i64,
}

impl Preparation<'_> {
    /// Asks about every file that brings days or payments of the data it is added to; what was answered for earlier files holds.
    pub(super) fn overlaps(&mut self, surveyed: &[Surveyed<'_>], shared: &Shared<'_>) -> io::Result<Overlaps> {
        let mut overlaps = Overlaps { orders: self.shared_orders(surveyed)?, ..Overlaps::default() };
        let is_added: Vec<bool> = surveyed.iter().map(|one| self.is_compared(&one.source.upload.name)).collect();
        for role in [Role::Tracking, Role::Payouts] {
            let is_new = |at: usize| !self.is_base(&surveyed[at].source.upload.name);
            let is_beside: Vec<bool> =
                (0..surveyed.len()).map(|at| is_new(at) && shares_days(surveyed, at, role)).collect();
            if !is_added.contains(&true) && !is_beside.contains(&true) {
                continue;
            }
            let mut known = Known::default();
            for (at, one) in surveyed.iter().enumerate() {
                let beside = if is_added[at] { Beside::Added } else { Beside::SameUpload };
                let comparison = Comparison { role, beside };
                if is_added[at] || is_beside[at] {
                    self.compare(one, comparison, &known, &surveyed[..at], shared, &mut overlaps)?;
                }
                self.add(one, role, shared, &overlaps, &mut known)?;
            }
        }
        Ok(overlaps)
    }

    /// A file that is added now, or about which was asked when it was.
    fn is_compared(&self, name: &str) -> bool {
        let is_added = !self.job.plan.added_to.is_empty() && !self.is_base(name);
        is_added || self.asking.answers().contains_key(&id_of(name))
    }

    fn is_base(&self, name: &str) -> bool {
        let book = name.rsplit_once(" · ").map_or(name, |(book, _)| book);
        self.job.plan.added_to.iter().any(|base| base == name || base == book)
    }

    fn add(
        &mut self,
        one: &Surveyed<'_>,
        role: Role,
        shared: &Shared<'_>,
        overlaps: &Overlaps,
        known: &mut Known,
    ) -> io::Result<()> {
        self.each_row(one, role, shared, overlaps, &mut |row| {
            known.days.insert(row.day.to_owned());
            *known.rows.entry(row.hash).or_default() += 1;
        })
    }

    fn compare(
        &mut self,
        one: &Surveyed<'_>,
        comparison: Comparison,
        known: &Known,
        earlier: &[Surveyed<'_>],
        shared: &Shared<'_>,
        overlaps: &mut Overlaps,
    ) -> io::Result<()> {
        let Comparison { role, beside } = comparison;
        let (mut again, mut left) = (Again::default(), known.rows.clone());
        let of_orders = Overlaps { orders: overlaps.orders.clone(), ..Overlaps::default() };
        self.each_row(one, role, shared, &of_orders, &mut |row| {
            if row.is_of_decided_order {
                return;
            }
            let is_known_day = known.days.contains(row.day) && (role == Role::Tracking || !row.day.is_empty());
            let is_equal = left.get_mut(&row.hash).is_some_and(|count| {
                let has_one = *count > 0;
                *count = count.saturating_sub(1);
                has_one
            });
            if is_known_day && role == Role::Tracking || is_equal {
                again.days.insert(row.day.to_owned());
                again.rows += 1;
                again.money = again.money.saturating_add(row.money);
                again.equal += u64::from(is_equal);
                again.equal_money = again.equal_money.saturating_add(if is_equal { row.money } else { 0 });
            }
        })?;
        // Files of one upload may share days with each other and hold other sales: only repeated rows make them doubtful.
        if again.rows == 0 || beside == Beside::SameUpload && again.equal == 0 {
            return Ok(());
        }
        match self.asking.ask(question(&one.source.upload.name, comparison, &again)).as_str() {
            REPLACE => {
                for earlier in earlier {
                    overlaps.replaced_days.entry(earlier.source.at).or_default().extend(again.days.clone());
                }
            }
            LEAVE_OUT => drop(overlaps.repeated.insert(one.source.at, known.rows.clone())),
            _ => {}
        }
        Ok(())
    }

    /// Gives the rows of a table of a source as they would be written.
    fn each_row(
        &mut self,
        one: &Surveyed<'_>,
        role: Role,
        shared: &Shared<'_>,
        overlaps: &Overlaps,
        take: &mut dyn FnMut(RowSeen<'_>),
    ) -> io::Result<()> {
        for at in 0..one.source.plan.tables.len() {
            if one.source.plan.tables[at].role == role {
                let decisions = self.decisions(one, at, shared, overlaps);
                emit::each_row(&one.source, at, &decisions, take)?;
            }
        }
        Ok(())
    }
}

fn id_of(file: &str) -> String {
    format!("overlap.{file}")
}

/// Whether an earlier table of the same upload has sales on the days of this one, under the same header.
fn shares_days(surveyed: &[Surveyed<'_>], at: usize, role: Role) -> bool {
    let span = |one: &Surveyed<'_>| {
        let tables = one.source.plan.tables.iter().zip(&one.tables).filter(|(table, _)| table.role == role);
        tables.filter_map(|(_, facts)| facts.first_day.zip(facts.last_day)).next()
    };
    let Some((first, last)) = span(&surveyed[at]) else { return false };
    let headers = surveyed[at].source.sheet.headers();
    surveyed[..at].iter().any(|earlier| {
        earlier.source.sheet.headers() == headers && span(earlier).is_some_and(|(from, to)| first <= to && from <= last)
    })
}

fn question(file: &str, comparison: Comparison, again: &Again) -> Asked {
    let Comparison { role, beside } = comparison;
    let measure = measure(role);
    let is_whole = again.equal == again.rows;
    let days: Vec<&String> = again.days.iter().filter(|day| !day.is_empty()).collect();
    let span = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => format!(" ({first} to {last})"),
        (Some(day), _) => format!(" ({day})"),
        _ => String::new(),
    };
    let same = if is_whole { "all of them the same rows again" } else { "some of them other rows" };
    let has_them = match beside {
        Beside::Added => "the data already has",
        Beside::SameUpload => "are of days that an earlier file holds, too",
    };
    let mut options = vec![
        Choice::new(LEAVE_OUT, "Leave the repeated rows out")
            .with(measure, again.money.saturating_sub(again.equal_money)),
        Choice::new(COUNT_BOTH, "Count both").with(measure, again.money),
    ];
    if role == Role::Tracking && beside == Beside::Added {
        options.insert(0, Choice::new(REPLACE, "Replace these days by the new file").with(measure, again.money));
    }
    // Equal amounts without a day may be the next month's.
    let is_dated = !days.is_empty();
    let proposed = match (role, beside) {
        (Role::Tracking, Beside::Added) if !is_whole => REPLACE,
        // A few equal rows among many may be different sales.
        (_, Beside::SameUpload) if again.equal * 2 < again.rows => COUNT_BOTH,
        (_, _) if !is_dated => COUNT_BOTH,
        (_, _) => LEAVE_OUT,
    };
    Asked {
        id: id_of(file),
        text: format!(
            "{file} brings {}{span} that {has_them}, {same}: {} in all. What counts?",
            counted(again.rows, "row"),
            money(again.money)
        ),
        file: file.to_owned(),
        options,
        proposed: proposed.to_owned(),
        free: Free::Nothing,
    }
}
