//! Rows of observations to a balanced panel with one block of treatment, or to what is wrong with them.

use super::{
    block::Block,
    grid::{Grid, Observation},
    refusal::PanelError,
    scale::Scale,
};

/// Units by times, every cell filled, some units treated from one time on.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Untreated first, each part by name.
    units: Vec<String>,
    untreated: usize,
    times: Vec<String>,
    before: usize,
    /// Unit after unit, each oldest first, on the scale and around their mean.
    outcomes: Vec<f64>,
    pub(super) scale: Scale,
}

impl Panel {
    /// Makes a panel of its rows, which may come in any order.
    ///
    /// - `units`: the name of each unit; `times`: the name of each time, oldest first.
    /// - `observations`: one for each unit and time, their places within `units` and `times`.
    ///
    /// # Errors
    /// [`PanelError`] when a cell is missing, stands twice or is no number, or when the treatment is no block: no unit, all units,
    /// from the first time on, at different times, or not to the end.
    ///
    /// # Panics
    /// When a place is not within `units` or `times`.
    pub fn from_observations(
        units: &[String],
        times: &[String],
        observations: &[Observation],
    ) -> Result<Panel, PanelError> {
        let grid = Grid::filled(units, times, observations)?;
        let starts = grid.starts()?;
        let before = grid.common_start(&starts)?;
        let mut order: Vec<usize> = (0..units.len()).collect();
        order.sort_by_key(|unit| (starts[*unit].is_some(), &units[*unit]));
        let (outcomes, scale) = grid.outcomes_near_one(&order);
        Ok(Panel {
            units: order.iter().map(|unit| units[*unit].clone()).collect(),
            untreated: starts.iter().filter(|start| start.is_none()).count(),
            times: times.to_vec(),
            before,
            outcomes,
            scale,
        })
    }

    /// The names of the units that are never treated, in order.
    #[must_use]
    pub fn untreated(&self) -> &[String] {
        &self.units[..self.untreated]
    }

    /// The names of the treated units, in order.
    #[must_use]
    pub fn treated(&self) -> &[String] {
        &self.units[self.untreated..]
    }

    /// The times before the treatment starts, oldest first.
    #[must_use]
    pub fn times_before(&self) -> &[String] {
        &self.times[..self.before]
    }

    /// The times from the start of the treatment on, oldest first.
    #[must_use]
    pub fn times_after(&self) -> &[String] {
        &self.times[self.before..]
    }

    pub(super) fn block(&self) -> Block<'_> {
        let rows: Vec<&[f64]> = self.outcomes.chunks_exact(self.times.len()).collect();
        let (untreated, treated) = rows.split_at(self.untreated);
        Block { untreated: untreated.to_vec(), treated: treated.to_vec(), before: self.before }
    }
}
