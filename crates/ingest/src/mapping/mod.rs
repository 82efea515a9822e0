//! What the files' words mean: the class of each `source`, where the brand stands, the order of day and month.

pub(crate) mod accepted;
pub(crate) mod changes;
mod cube_input;
pub(crate) mod proposal;
pub(crate) mod saved;
pub(crate) mod spelling;

use std::collections::BTreeMap;

use definitions::{BrandRule, Class, Day, first_word};
use serde::{Deserialize, Serialize};

use crate::{
    parse::cells::WrittenDay,
    read::dictionary::{BLANK_CODE, Dictionary, Text},
    read::records::{SaleKey, Tables},
    tables::fields::Role,
};

/// The order of a column that writes days as `03-04-2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The 3rd of April.
    DayMonth,
    /// The 4th of March.
    MonthDay,
}

impl DateOrder {
    /// Both.
    pub const ALL: [Self; 2] = [Self::DayMonth, Self::MonthDay];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::DayMonth => "day_month",
            Self::MonthDay => "month_day",
        }
    }

    /// The order of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.id() == id)
    }

    /// The day, when the calendar has it in this order.
    pub fn day(self, first: u8, second: u8, year: u16) -> Option<Day> {
        let (day, month) = match self {
            Self::DayMonth => (first, second),
            Self::MonthDay => (second, first),
        };
        Day::from_fields(year.into(), month.into(), day.into())
    }

    /// The day that a cell wrote, when the calendar has it in this order.
    pub fn resolve(self, written: WrittenDay) -> Option<Day> {
        match written {
            WrittenDay::Certain(day) => Some(day),
            WrittenDay::Numeric { first, second, year } => self.day(first, second, year),
        }
    }
}

/// One answer to every question of meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The class of each distinct `source` value.
    pub source: BTreeMap<String, Class>,
    /// Where the brand stands.
    pub brand: BrandRule,
    /// The order of each table that writes days as `03-04-2026`.
    pub dates: BTreeMap<Role, DateOrder>,
    /// The one file to read of a table that several files hold; all of them where nothing stands here.
    pub files: BTreeMap<Role, String>,
    /// By dimension (`platform`, `gender`): the name each spelling of the roster is counted under, where it is another.
    pub spelling: BTreeMap<String, BTreeMap<String, String>>,
    /// Rows that stand twice count once.
    pub drops_repeated: bool,
    /// By file name: the table that was chosen for it, or "ignore".
    pub roles: BTreeMap<String, String>,
    /// By file name and field: the column that was chosen for it.
    pub columns: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a user wants otherwise than proposed, in the names of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MappingChanges {
    /// Class by `source` value.
    pub source: BTreeMap<String, String>,
    /// A brand rule.
    pub brand: Option<String>,
    /// Order of day and month by table.
    pub dates: BTreeMap<String, String>,
    /// By table, a file's name or [`ALL_FILES`].
    pub files: BTreeMap<String, String>,
    /// By file name: its table, or "ignore". Part of how files are read.
    pub roles: BTreeMap<String, String>,
    /// By file name and documented header of a field: the header of its column, blank for none. Part of how files are read.
    pub columns: BTreeMap<String, BTreeMap<String, String>>,
    /// By dimension and spelling: the name it is counted under.
    pub spelling: BTreeMap<String, BTreeMap<String, String>>,
    /// [`KEEP`] or "drop".
    pub repeated_rows: Option<String>,
}

impl MappingChanges {
    /// These changes, and others that go before them where both decide the same.
    #[must_use]
    pub fn with(mut self, others: &Self) -> Self {
        self.source.extend(others.source.clone());
        self.dates.extend(others.dates.clone());
        self.files.extend(others.files.clone());
        self.roles.extend(others.roles.clone());
        for (file, columns) in &others.columns {
            self.columns.entry(file.clone()).or_default().extend(columns.clone());
        }
        for (dimension, names) in &others.spelling {
            self.spelling.entry(dimension.clone()).or_default().extend(names.clone());
        }
        self.brand = others.brand.clone().or(self.brand);
        self.repeated_rows = others.repeated_rows.clone().or(self.repeated_rows);
        self
    }

    /// Whether files are read in the same way under both.
    pub fn reads_like(&self, other: &Self) -> bool {
        self.roles == other.roles && self.columns == other.columns
    }
}

/// Repeated rows count.
pub const KEEP: &str = "keep";
/// Repeated rows are left out.
pub const DROP: &str = "drop";

/// The answer that several files of one table belong together.
pub const ALL_FILES: &str = "all";

/// A change that these files do not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("mapping.{place}: found \"{found}\", expected {expected}.")]
pub struct BadChange {
    /// Where in the mapping.
    pub place: String,
    /// What stood there.
    pub found: String,
    /// What it takes.
    pub expected: String,
}

impl Mapping {
    pub(crate) fn order(&self, role: Role) -> DateOrder {
        self.dates.get(&role).copied().unwrap_or(DateOrder::DayMonth)
    }
}

/// The class of a `source` value, as far as its words and its ids tell.
pub(crate) fn proposed_class(value: &str, with_id: u64) -> Class {
    const PAID: [&str; 6] = ["ad", "ads", "paid", "email", "emails", "mail"];
    let value = value.to_lowercase();
    if value.contains("organic") && !value.contains("inorganic") {
        return Class::Organic;
    }
    let mut words = value.split(|letter: char| !letter.is_alphanumeric());
    let says_paid = words.any(|word| PAID.contains(&word)) || value.contains("e-mail");
    if says_paid && with_id == 0 { Class::Other } else { Class::Influencer }
}

/// At most so many distinct products are brands themselves, and so many distinct first words are brand names.
const BRANDS_MOST: usize = 20;

/// The rules these files allow, and the one proposed.
pub(crate) fn proposed_brand_rule(tables: &Tables) -> (Vec<BrandRule>, BrandRule) {
    // The dictionaries also hold what payouts and left-out rows name, so the sales are asked.
    let distinct = |kind: Text| {
        let texts = tables.texts.of(kind).texts();
        let mut seen = vec![false; texts.len()];
        tables.sales.iter().for_each(|cell| seen[cell.key.code(kind) as usize] = true);
        let named = |(code, _): &(usize, &String)| *code != BLANK_CODE as usize && seen[*code];
        texts.iter().enumerate().filter(named).map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    let products = distinct(Text::Product);
    let campaigns = distinct(Text::Campaign);
    let allowed = BrandRule::ALL.into_iter().filter(|rule| match rule {
        BrandRule::Column => tables.has_brand_column,
        BrandRule::Product | BrandRule::ProductPrefix => !products.is_empty(),
        BrandRule::Campaign => !campaigns.is_empty(),
        BrandRule::Source | BrandRule::None => true,
    });
    let proposed = if tables.has_brand_column {
        BrandRule::Column
    } else if products.is_empty() {
        BrandRule::None
    } else if products.len() <= BRANDS_MOST {
        BrandRule::Product
    } else if share_first_words(&products) {
        BrandRule::ProductPrefix
    } else if share_first_words(&campaigns) {
        BrandRule::Campaign
    } else {
        BrandRule::None
    };
    (allowed.collect(), proposed)
}

fn share_first_words(names: &[String]) -> bool {
    let mut words: Vec<&str> = names.iter().map(|name| first_word(name)).collect();
    words.sort_unstable();
    words.dedup();
    !words.is_empty() && words.len() <= BRANDS_MOST && words.len() * 2 <= names.len()
}

/// Each row's brand under a rule, as codes of an own dictionary.
pub(crate) struct Brands {
    pub(crate) dictionary: Dictionary,
    rule: BrandRule,
    by_code: Vec<u32>,
}

impl Brands {
    pub(crate) fn under(rule: BrandRule, tables: &Tables) -> Self {
        let mut dictionary = Dictionary::default();
        let texts = Text::naming_brand(rule).map_or(&[][..], |kind| tables.texts.of(kind).texts());
        let by_code = texts.iter().map(|text| dictionary.code(rule.part(text))).collect();
        Self { dictionary, rule, by_code }
    }

    pub(crate) fn of(&self, sale: &SaleKey) -> u32 {
        Text::naming_brand(self.rule).map_or(BLANK_CODE, |kind| self.by_code[sale.code(kind) as usize])
    }
}

/// What a column of days says about its order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DateEvidence {
    day_first: u64,
    month_first: u64,
    open: Option<(u8, u8, u16)>,
    numeric: bool,
}

impl DateEvidence {
    /// Of days, each with the number of rows that have it.
    pub(crate) fn of(days: impl Iterator<Item = (WrittenDay, u32)>) -> Self {
        let mut evidence = Self::default();
        for (day, rows) in days {
            let WrittenDay::Numeric { first, second, year } = day else {
                continue;
            };
            evidence.numeric = true;
            evidence.day_first += u64::from(rows) * u64::from(first > 12);
            evidence.month_first += u64::from(rows) * u64::from(second > 12);
            if day.is_open() && evidence.open.is_none() {
                evidence.open = Some((first, second, year));
            }
        }
        evidence
    }

    /// The order that most of the column's days show; nothing when none does.
    pub(crate) fn decided(&self) -> Option<DateOrder> {
        let shows = self.day_first + self.month_first > 0;
        shows.then_some(if self.month_first > self.day_first { DateOrder::MonthDay } else { DateOrder::DayMonth })
    }

    /// Some day of the column is written so that only an order tells it.
    pub(crate) fn needs_order(&self) -> bool {
        self.numeric
    }

    /// A day that nothing in the column decides.
    pub(crate) fn question(&self) -> Option<(u8, u8, u16)> {
        self.open.filter(|_| self.day_first == 0 && self.month_first == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_classed_by_what_it_says() {
        for (value, with_id, class) in [
            ("organic", 0, Class::Organic),
            ("Organic Search", 5, Class::Organic),
            ("influencer", 5, Class::Influencer),
            ("Instagram", 5, Class::Influencer),
            ("paid_ad", 0, Class::Other),
            ("E-Mail", 0, Class::Other),
            ("Paid", 148, Class::Influencer),
            ("IG_ADS", 9, Class::Influencer),
            ("Instagram", 0, Class::Influencer),
            ("", 3, Class::Influencer),
        ] {
            assert_eq!(proposed_class(value, with_id), class, "{value}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_decided_by_the_whole_column() {
        let written = |first, second| WrittenDay::Numeric { first, second, year: 2026 };
        let evidence = |days: &[WrittenDay]| DateEvidence::of(days.iter().map(|day| (*day, 1)));
        assert_eq!(evidence(&[written(3, 4), written(17, 4)]).decided(), Some(DateOrder::DayMonth));
        assert_eq!(evidence(&[written(3, 4), written(4, 17)]).decided(), Some(DateOrder::MonthDay));
        assert!(evidence(&[written(3, 4), written(4, 17)]).question().is_none());
        assert_eq!(evidence(&[written(5, 5), written(3, 4)]).question(), Some((3, 4, 2026)));
        assert!(evidence(&[written(5, 5)]).question().is_none());
        assert_eq!(evidence(&[]).decided(), None);
    }
}
