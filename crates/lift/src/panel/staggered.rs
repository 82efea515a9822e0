//! A balanced panel in which units are treated from different times on, and some never.

use std::ops::Range;

use super::{
    grid::{Grid, Observation},
    refusal::PanelError,
    scale::Scale,
};

/// Units by times, every cell filled; each unit treated from a time of its own on, some never.
#[derive(Clone, Debug)]
pub struct StaggeredPanel {
    /// Never treated first, then by start, each part by name.
    units: Vec<String>,
    never_treated: usize,
    /// Units that start together, the earliest first.
    groups: Vec<Group>,
    times: Vec<String>,
    /// Unit after unit, each oldest first, on the scale and around their mean.
    outcomes: Vec<f64>,
    pub(super) scale: Scale,
}

/// Units whose treatment starts at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The place of the time at which it starts.
    pub start: usize,
    pub(super) units: Range<usize>,
}

impl Group {
    /// How many units it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.units.len()
    }
}

impl StaggeredPanel {
    /// Makes a panel of its rows, which may come in any order.
    ///
    /// - `units`: the name of each unit; `times`: the name of each time, oldest first.
    /// - `observations`: one for each unit and time, their places within `units` and `times`.
    ///
    /// # Errors
    /// [`PanelError`] when a cell is missing, stands twice or is no number; when no unit is treated or all are at some time, a unit
    /// from the first time on, or not to the end.
    ///
    /// # Panics
    /// When a place is not within `units` or `times`.
    pub fn from_observations(
        units: &[String],
        times: &[String],
        observations: &[Observation],
    ) -> Result<StaggeredPanel, PanelError> {
        let grid = Grid::filled(units, times, observations)?;
        let starts = grid.starts()?;
        grid.first_start(&starts)?;
        let mut order: Vec<usize> = (0..units.len()).collect();
        order.sort_by_key(|unit| (starts[*unit], &units[*unit]));
        let (outcomes, scale) = grid.outcomes_near_one(&order);
        let in_order: Vec<Option<usize>> = order.iter().map(|unit| starts[*unit]).collect();
        Ok(StaggeredPanel {
            units: order.iter().map(|unit| units[*unit].clone()).collect(),
            never_treated: in_order.partition_point(Option::is_none),
            groups: groups(&in_order),
            times: times.to_vec(),
            outcomes,
            scale,
        })
    }

    /// The names of the units that are never treated, in order.
    #[must_use]
    pub fn never_treated(&self) -> &[String] {
        &self.units[..self.never_treated]
    }

    /// The names of the treated units, those that start first and then by name.
    #[must_use]
    pub fn treated(&self) -> &[String] {
        &self.units[self.never_treated..]
    }

    /// Units that start together, the earliest first.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The names of all times, oldest first.
    #[must_use]
    pub fn times(&self) -> &[String] {
        &self.times
    }

    /// The number of all units.
    pub(super) fn size(&self) -> usize {
        self.units.len()
    }

    /// The places of the units that are never treated.
    pub(super) fn controls(&self) -> Range<usize> {
        0..self.never_treated
    }

    /// By how much the outcome of each of these units changes from one time to another.
    pub(super) fn changes(&self, units: Range<usize>, from: usize, to: usize) -> Vec<f64> {
        units.map(|unit| self.outcome(unit, to) - self.outcome(unit, from)).collect()
    }

    fn outcome(&self, unit: usize, time: usize) -> f64 {
        self.outcomes[unit * self.times.len() + time]
    }
}

/// The groups of units that stand in the order of their starts.
fn groups(starts: &[Option<usize>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (unit, start) in starts.iter().enumerate().filter_map(|(unit, start)| Some((unit, (*start)?))) {
        match groups.last_mut().filter(|group| group.start == start) {
            Some(group) => group.units.end = unit + 1,
            None => groups.push(Group { start, units: unit..unit + 1 }),
        }
    }
    groups
}
