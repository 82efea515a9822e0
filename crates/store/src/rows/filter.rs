//! Which rows of a row file lie on a selection.

use definitions::{Dimension, Selection, shown};

use super::{
    RowTable,
    facts::RowFacts,
    group::{Group, column_of},
};
use crate::StoreError;
use cube::BLANK_CODE;
use definitions::Class;
use ingest::{DateOrder, TextColumn, WrittenDay};

/// A selection as codes of one version's rows.
pub(super) struct RowFilter {
    pub(super) table: RowTable,
    drops_repeated: bool,
    /// By column of codes: which of them pass. What every row passes is not listed.
    codes: Vec<(&'static str, Vec<bool>)>,
    selection: Selection,
    /// A clause that no row passes.
    is_empty: bool,
}

impl RowFilter {
    /// `people`: which of the version's profiles pass the influencer side.
    pub(super) fn new(facts: &RowFacts, table: RowTable, selection: &Selection, people: &[bool]) -> Self {
        let mut filter = Self {
            table,
            drops_repeated: facts.drops_repeated,
            codes: Vec::new(),
            selection: selection.clone(),
            is_empty: false,
        };
        // Organic and other rows answer to brand, product and dates only; posts to the influencer side and dates.
        let is_of_people = matches!(table, RowTable::Posts | RowTable::Tracking(Class::Influencer));
        if is_of_people && selection.filters_influencers() {
            let passes = |profile: &Option<usize>| profile.is_some_and(|profile| people[profile]);
            filter.codes.push((column_of(TextColumn::Id), facts.profile_of.iter().map(passes).collect()));
        }
        if table == RowTable::Tracking(Class::Influencer) {
            filter.choose(facts, Dimension::Campaign, TextColumn::Campaign, |text| text);
        }
        if let RowTable::Tracking(_) = table {
            filter.choose(facts, Dimension::Product, TextColumn::Product, |text| text);
            match TextColumn::naming_brand(facts.brand) {
                Some(column) => filter.choose(facts, Dimension::Brand, column, |text| facts.brand.part(text)),
                None => filter.is_empty = !selection.takes(Dimension::Brand, ""),
            }
        }
        filter
    }

    fn choose<'f>(
        &mut self,
        facts: &'f RowFacts,
        of: Dimension,
        column: TextColumn,
        part: impl Fn(&'f str) -> &'f str,
    ) {
        let values = self.selection.values(of);
        if !values.is_empty() {
            let passes = |text: &'f String| values.iter().any(|value| value == shown(part(text)));
            self.codes.push((column_of(column), facts.texts(column).iter().map(passes).collect()));
        }
    }

    /// The rows of a group that lie on the selection, in their order.
    ///
    /// # Errors
    /// When a column cannot be read.
    pub(super) fn rows(
        &self,
        facts: &RowFacts,
        group: &mut Group<'_>,
        order: DateOrder,
    ) -> Result<Vec<u32>, StoreError> {
        if self.is_empty {
            return Ok(Vec::new());
        }
        let mut rows: Vec<u32> = (0..group.rows as u32).collect();
        if self.drops_repeated {
            let repeated = group.codes("repeated")?;
            rows.retain(|row| repeated[*row as usize] == 0);
        }
        self.retain_days(group.codes("day")?, order, &mut rows);
        if let (RowTable::Tracking(class), false) = (self.table, rows.is_empty()) {
            group.ensure(&[column_of(TextColumn::Id), column_of(TextColumn::Source)])?;
            let (ids, sources) = (group.read(column_of(TextColumn::Id)), group.read(column_of(TextColumn::Source)));
            let class_of = |row: &u32| {
                let class = facts.classes.get(sources[*row as usize] as usize);
                class.map(|class| class.of_row(ids[*row as usize] as u32 != BLANK_CODE))
            };
            rows.retain(|row| class_of(row) == Some(class));
        }
        for (column, passes) in &self.codes {
            if rows.is_empty() {
                break;
            }
            let codes = group.codes(column)?;
            rows.retain(|row| passes.get(codes[*row as usize] as usize).copied().unwrap_or(false));
        }
        Ok(rows)
    }

    /// Rows that follow each other often are of one day. A day that the calendar does not have in this order does not count.
    fn retain_days(&self, days: &[i32], order: DateOrder, rows: &mut Vec<u32>) {
        let mut last = None;
        rows.retain(|row| {
            let packed = days[*row as usize];
            let (_, passes) = last.filter(|(known, _)| *known == packed).unwrap_or_else(|| {
                let day = order.resolve(WrittenDay::unpacked(packed));
                (packed, day.is_some_and(|day| self.selection.has_day(day)))
            });
            last = Some((packed, passes));
            passes
        });
    }
}
