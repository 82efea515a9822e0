//! Rows of totals among the rows of a table: above, below, between groups; and columns that add up the others.
//!
//! A row is one for certain when its label is a word for total and its figures are the sum of rows, or when it alone says nothing
//! of who it is about. A word for total over other figures is doubtful. A name of the roster is an influencer.

mod label;
#[cfg(test)]
mod tests;

use super::words::{TOTAL, folded};
use label::{Label, LabelReader};

/// Rows that may be totals, at most; a table with more of them is none with totals.
const MAX_CANDIDATES: usize = 10_000;
/// How many groups a subtotal may add up.
const MAX_GROUPS: usize = 64;
/// Micros of a whole unit.
const UNIT: i128 = 1_000_000;

/// Reads the rows of a table, in order.
#[derive(Debug)]
pub(crate) struct TotalsFinder {
    keys: Vec<usize>,
    labels: Vec<usize>,
    amounts: Vec<usize>,
    days: Vec<usize>,
    reader: LabelReader,
    candidates: Vec<Candidate>,
    /// The rows since the last candidate, in front of each candidate and behind the last.
    blocks: Vec<Block>,
    /// The rows since the key last changed.
    group: (String, Block),
    /// The words of the last row of the table beside its key.
    last_words: Vec<String>,
    /// Rows that are no candidates and say who they are about.
    keyed: u64,
    adds_up: Vec<bool>,
}

/// Sums of some rows.
#[derive(Clone, Debug, Default)]
struct Block {
    rows: u64,
    sums: Vec<i128>,
}

/// A row that may be a total.
#[derive(Debug)]
struct Candidate {
    line: u64,
    label: Label,
    /// It says its day, as the rows of a table do.
    is_dated: bool,
    key: String,
    text: String,
    amounts: Vec<Option<i64>>,
    /// The rows above with its key.
    group: Option<Block>,
}

/// Whether a text is a bare word for total.
pub(crate) fn is_total(text: &str) -> bool {
    TOTAL.has(text)
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    /// Rows that are no rows of the table, in order.
    pub(crate) certain: Vec<TotalRow>,
    /// Rows that only the user can decide about.
    pub(crate) doubtful: Vec<TotalRow>,
    /// Sentences for the report on totals that our sums agree with.
    pub(crate) checks: Vec<String>,
    /// Columns that are the sum of all other amounts in every row.
    pub(crate) columns: Vec<usize>,
}

/// A row of totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TotalRow {
    pub(crate) line: u64,
    /// What it is, as people read it: "Grand total".
    pub(crate) what: String,
    /// Its figures in micros, as given.
    pub(crate) amounts: Vec<Option<i64>>,
    /// What the rows it may add up come to.
    pub(crate) sums: Vec<i64>,
}

impl TotalsFinder {
    /// - `keys`: columns that say who a row is about.
    /// - `labels`: other columns of words that a plain row without a key has; none with days.
    /// - `amounts`: columns of which the figures come with each row.
    pub(crate) fn new(keys: Vec<usize>, labels: Vec<usize>, amounts: Vec<usize>) -> Self {
        let adds_up = vec![amounts.len() > 2; amounts.len()];
        let block = Block { rows: 0, sums: vec![0; amounts.len()] };
        let group = (String::new(), block.clone());
        let (candidates, last_words) = (Vec::new(), Vec::new());
        let days = Vec::new();
        let reader = LabelReader::default();
        let blocks = vec![block];
        Self { keys, labels, amounts, days, reader, candidates, blocks, group, last_words, keyed: 0, adds_up }
    }

    /// With the columns of days: a row without a key that says its day is an unowned sale rather than a total.
    #[must_use]
    pub(crate) fn with_days(mut self, days: Vec<usize>) -> Self {
        self.days = days;
        self
    }

    /// Takes the next row: its line, its cells, and micros of each amount column; nothing where a cell is no amount.
    ///
    /// Whether the row may be a total, which only the end of the table shows.
    pub(crate) fn add(&mut self, line: u64, cells: &[&str], amounts: &[Option<i64>]) -> bool {
        let key =
            self.keys.iter().filter_map(|at| cells.get(*at)).find(|cell| !cell.is_empty()).copied().unwrap_or_default();
        self.check_columns(amounts);
        let (label, text) = self.reader.label(&self.keys, &self.labels, &self.amounts, cells);
        let names_group = label == Label::Loose && self.names_group(text);
        let label = if names_group { Label::Total } else { label };
        let may_be_total = label != Label::None && self.candidates.len() < MAX_CANDIDATES;
        if !may_be_total {
            self.keyed += u64::from(!key.is_empty());
            self.keep_words(cells);
            self.add_row(key, amounts);
            return false;
        }
        let group = (names_group || self.group.0 == key && !key.is_empty()).then(|| self.group.1.clone());
        let is_dated = self.days.iter().any(|at| cells.get(*at).is_some_and(|cell| !cell.is_empty()));
        let (key, text, amounts) = (key.to_owned(), text.to_owned(), amounts.to_vec());
        self.candidates.push(Candidate { line, label, is_dated, key, text, amounts, group });
        self.blocks.push(self.empty());
        true
    }

    /// Whether a word for total stands beside the key or a word of the rows above: "INF01 Total", "Subtotal organic".
    fn names_group(&self, text: &str) -> bool {
        let mut names = [&self.group.0].into_iter().chain(&self.last_words).filter(|name| !name.is_empty());
        names.any(|name| is_beside(text, name))
    }

    /// What the group of a subtotal may be called.
    fn keep_words(&mut self, cells: &[&str]) {
        self.last_words.resize(self.labels.len(), String::new());
        for (known, at) in self.last_words.iter_mut().zip(&self.labels) {
            let word = cells.get(*at).copied().unwrap_or_default();
            if known != word {
                word.clone_into(known);
            }
        }
    }

    fn add_row(&mut self, key: &str, amounts: &[Option<i64>]) {
        if self.group.0 != key {
            self.group = (key.to_owned(), self.empty());
        }
        self.group.1.add(amounts);
        if let Some(block) = self.blocks.last_mut() {
            block.add(amounts);
        }
    }

    fn empty(&self) -> Block {
        Block { rows: 0, sums: vec![0; self.amounts.len()] }
    }

    fn check_columns(&mut self, amounts: &[Option<i64>]) {
        let sum: i128 = amounts.iter().flatten().map(|amount| i128::from(*amount)).sum();
        for (adds_up, amount) in self.adds_up.iter_mut().zip(amounts) {
            *adds_up &= amount.is_some_and(|amount| i128::from(amount) * 2 == sum);
        }
    }

    /// Finds the totals; `is_person` knows the ids of the roster.
    pub(crate) fn finish(mut self, is_person: &dyn Fn(&str) -> bool) -> Totals {
        self.give_back(|candidate| {
            !candidate.key.is_empty() && is_person(&candidate.key) && candidate.label != Label::Inside
        });
        self.give_back_what_a_total_counts();
        self.give_back_unowned_sales();
        let mut totals = Totals::default();
        let all = Block::of(&self.blocks, self.amounts.len());
        for at in 0..self.candidates.len() {
            self.judge(at, &all, &mut totals);
        }
        let rows = all.rows;
        totals.columns = self
            .amounts
            .iter()
            .zip(&self.adds_up)
            .filter(|(_, adds_up)| **adds_up && rows > 1)
            .map(|(at, _)| *at)
            .collect();
        totals
    }

    /// Makes candidates rows of the table again.
    fn give_back(&mut self, is_row: impl Fn(&Candidate) -> bool) {
        for at in (0..self.candidates.len()).rev().filter(|at| is_row(&self.candidates[*at])).collect::<Vec<_>>() {
            let candidate = self.candidates.remove(at);
            let below = self.blocks.remove(at + 1);
            self.keyed += u64::from(!candidate.key.is_empty());
            self.blocks[at].add(&candidate.amounts);
            self.blocks[at].add_block(&below);
        }
    }

    /// A row such as "Total Fitness" is a row where the total at the end has counted it.
    fn give_back_what_a_total_counts(&mut self) {
        let loose = |candidate: &Candidate| candidate.label == Label::Loose;
        let mut all = Block::of(&self.blocks, self.amounts.len());
        for candidate in self.candidates.iter().filter(|candidate| loose(candidate)) {
            all.add(&candidate.amounts);
        }
        let has_loose = self.candidates.iter().any(loose);
        if has_loose
            && self.candidates.iter().any(|candidate| candidate.label == Label::Total && all.agrees(&candidate.amounts))
        {
            self.give_back(loose);
        }
    }

    /// A dated row without a key is a row of the table unless its figures are the sum of all others.
    fn give_back_unowned_sales(&mut self) {
        let all = Block::of(&self.blocks, self.amounts.len());
        self.give_back(|candidate| {
            let is_sum = all.rows > 1 && all.agrees(&candidate.amounts);
            candidate.label == Label::Unnamed && candidate.is_dated && !is_sum
        });
    }

    fn judge(&self, at: usize, all: &Block, totals: &mut Totals) {
        let candidate = &self.candidates[at];
        let agreeing = self.agreeing(at, all);
        let row = TotalRow {
            line: candidate.line,
            what: candidate.what(),
            amounts: candidate.amounts.clone(),
            sums: agreeing.as_ref().unwrap_or(all).whole(),
        };
        let is_blank = candidate.amounts.iter().all(Option::is_none);
        // All other rows say who they are about, so that this one is about all of them.
        let is_about_all = candidate.key.is_empty() && self.keyed == all.rows && all.rows > 0;
        let is_certain = match candidate.label {
            Label::Total | Label::Average => agreeing.is_some() || is_about_all || is_blank,
            Label::Unnamed if candidate.is_dated => false,
            Label::Unnamed => agreeing.as_ref().is_some_and(|block| block.rows > 1) || is_about_all,
            Label::Loose => agreeing.as_ref().is_some_and(|block| block.rows > 1),
            Label::Inside => agreeing.is_some(),
            Label::None => return,
        };
        let says_sum = !is_blank && candidate.label != Label::Average;
        if is_certain && agreeing.is_some() && says_sum {
            totals
                .checks
                .push(format!("\"{}\" in line {} is the sum of the rows as they were read.", row.what, row.line));
        }
        match candidate.label {
            _ if is_certain => totals.certain.push(row),
            // A row with figures only, among others without a key, is for the checks of cells.
            Label::Unnamed if is_blank => {}
            _ => totals.doubtful.push(row),
        }
    }

    /// The rows whose sum, or mean, a candidate shows.
    fn agreeing(&self, at: usize, all: &Block) -> Option<Block> {
        let candidate = &self.candidates[at];
        let mut above = self.blocks[at].clone();
        let mut spans = vec![all.clone(), above.clone(), self.blocks[at + 1].clone()];
        spans.extend(candidate.group.clone());
        for block in self.blocks[..at].iter().rev().take(MAX_GROUPS) {
            above.add_block(block);
            spans.push(above.clone());
        }
        let mut cumulative = self.empty();
        self.blocks[..=at].iter().for_each(|block| cumulative.add_block(block));
        spans.push(cumulative);
        let is_mean = candidate.label == Label::Average;
        let agrees =
            |block: &Block| if is_mean { block.is_mean(&candidate.amounts) } else { block.agrees(&candidate.amounts) };
        spans.into_iter().find(|block| block.rows > 0 && agrees(block))
    }
}

/// Whether a word for total stands beside a key: "INF01 Total".
fn is_beside(text: &str, key: &str) -> bool {
    TOTAL.split(text).is_some_and(|around| around.rest == folded(key))
}

impl Candidate {
    fn what(&self) -> String {
        if self.text.is_empty() { "a row without a name".to_owned() } else { self.text.clone() }
    }
}

impl Block {
    fn of(blocks: &[Self], amounts: usize) -> Self {
        let mut all = Self { rows: 0, sums: vec![0; amounts] };
        blocks.iter().for_each(|block| all.add_block(block));
        all
    }

    fn add(&mut self, amounts: &[Option<i64>]) {
        self.rows += 1;
        for (sum, amount) in self.sums.iter_mut().zip(amounts) {
            *sum += i128::from(amount.unwrap_or(0));
        }
    }

    fn add_block(&mut self, other: &Self) {
        self.rows += other.rows;
        self.sums.iter_mut().zip(&other.sums).for_each(|(sum, other)| *sum += other);
    }

    /// The sums, as far as they fit.
    fn whole(&self) -> Vec<i64> {
        self.sums.iter().map(|sum| i64::try_from(*sum).unwrap_or(i64::MAX)).collect()
    }

    /// Whether all figures are sums of these rows, and at least one says something.
    fn agrees(&self, amounts: &[Option<i64>]) -> bool {
        let rows = i128::from(self.rows);
        let is_sum = |(sum, amount): (&i128, i128)| {
            let off = (amount - sum).abs();
            // Rows rounded to hundredths, or a total rounded to whole units.
            off == 0
                || off <= rows * UNIT / 200 && off * 1000 <= sum.abs()
                || amount % UNIT == 0 && off < UNIT && sum.abs() > UNIT
        };
        self.all_are(amounts, is_sum)
    }

    fn is_mean(&self, amounts: &[Option<i64>]) -> bool {
        let rows = i128::from(self.rows.max(1));
        let is_mean = |(sum, amount): (&i128, i128)| {
            let rounded_to = if amount % UNIT == 0 { UNIT } else { UNIT / 10 };
            (amount * rows - sum).abs() * 2 <= rounded_to * rows
        };
        self.all_are(amounts, is_mean)
    }

    fn all_are(&self, amounts: &[Option<i64>], is: impl Fn((&i128, i128)) -> bool) -> bool {
        let mut noted =
            self.sums.iter().zip(amounts).filter_map(|(sum, amount)| Some((sum, i128::from((*amount)?)))).peekable();
        noted.peek().is_some() && noted.all(is)
    }
}
