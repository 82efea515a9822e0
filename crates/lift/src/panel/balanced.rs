//! Rows of observations to a balanced panel with one block of treatment, or to what is wrong with them.

use super::{block::Block, refusal::PanelError, scale::Scale};

/// One row of a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// The place of its unit among the names of units.
    pub unit: usize,
    /// The place of its time among the names of times.
    pub time: usize,
    /// What was measured.
    pub outcome: f64,
    /// Whether the unit is under treatment at this time.
    pub is_treated: bool,
}

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
    /// [`PanelError`] when a cell is missing, stands twice or is no number, or when the treatment is no block: nobody, everybody,
    /// from the first time on, at different times, or not to the end.
    ///
    /// # Panics
    /// When a place is not within `units` or `times`.
    pub fn from_observations(
        units: &[String],
        times: &[String],
        observations: &[Observation],
    ) -> Result<Panel, PanelError> {
        if units.is_empty() || times.is_empty() || observations.is_empty() {
            return Err(PanelError::Empty);
        }
        let grid = Grid { units, times, cells: filled(units, times, observations)? };
        let starts = grid.starts()?;
        let before = grid.common_start(&starts)?;
        let mut order: Vec<usize> = (0..units.len()).collect();
        order.sort_by_key(|unit| (starts[*unit].is_some(), &units[*unit]));
        let raw: Vec<f64> = order.iter().flat_map(|unit| grid.row(*unit)).map(|(outcome, _)| *outcome).collect();
        let scale = Scale::fitted_to(&raw);
        Ok(Panel {
            units: order.iter().map(|unit| units[*unit].clone()).collect(),
            untreated: starts.iter().filter(|start| start.is_none()).count(),
            times: times.to_vec(),
            before,
            outcomes: around_their_mean(raw.iter().map(|outcome| scale.near_one(*outcome)).collect()),
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

/// No estimator looks at the level they share, and without it no digit is lost on it.
fn around_their_mean(outcomes: Vec<f64>) -> Vec<f64> {
    let mean = outcomes.iter().sum::<f64>() / outcomes.len() as f64;
    outcomes.into_iter().map(|outcome| outcome - mean).collect()
}

/// An outcome, and whether it is under treatment.
type OutcomeAndTreatment = (f64, bool);

/// Every cell, unit after unit. Memory grows with the rows, not with units times times.
fn filled(
    units: &[String],
    times: &[String],
    observations: &[Observation],
) -> Result<Vec<OutcomeAndTreatment>, PanelError> {
    let names = |unit: usize, time: usize| (units[unit].clone(), times[time].clone());
    if let Some(Observation { unit, time, outcome, .. }) = observations.iter().find(|row| !row.outcome.is_finite()) {
        let (unit, time) = names(*unit, *time);
        return Err(PanelError::NotFinite { unit, time, found: *outcome });
    }
    let mut rows = observations.to_vec();
    rows.sort_unstable_by_key(|row| (row.unit, row.time));
    if let Some(pair) = rows.windows(2).find(|pair| (pair[0].unit, pair[0].time) == (pair[1].unit, pair[1].time)) {
        let (unit, time) = names(pair[0].unit, pair[0].time);
        return Err(PanelError::Repeated { unit, time });
    }
    let cells = units.len().saturating_mul(times.len());
    if rows.len() == cells {
        return Ok(rows.into_iter().map(|row| (row.outcome, row.is_treated)).collect());
    }
    let is_in_place = |(at, row): (usize, &Observation)| (row.unit, row.time) == (at / times.len(), at % times.len());
    let gap = rows.iter().enumerate().position(|row| !is_in_place(row)).unwrap_or(rows.len());
    let (unit, time) = names(gap / times.len(), gap % times.len());
    Err(PanelError::Unbalanced { unit, time, missing: cells.saturating_sub(rows.len()), cells })
}

struct Grid<'p> {
    units: &'p [String],
    times: &'p [String],
    cells: Vec<OutcomeAndTreatment>,
}

impl Grid<'_> {
    fn row(&self, unit: usize) -> &[OutcomeAndTreatment] {
        &self.cells[unit * self.times.len()..][..self.times.len()]
    }

    /// For each unit the place of the time at which its treatment starts.
    fn starts(&self) -> Result<Vec<Option<usize>>, PanelError> {
        (0..self.units.len()).map(|unit| self.start(unit)).collect()
    }

    fn start(&self, unit: usize) -> Result<Option<usize>, PanelError> {
        let row = self.row(unit);
        let Some(start) = row.iter().position(|(_, is_treated)| *is_treated) else { return Ok(None) };
        match row[start..].iter().position(|(_, is_treated)| !is_treated) {
            None => Ok(Some(start)),
            Some(after) => {
                let (unit, time) = (self.units[unit].clone(), self.times[start + after].clone());
                Err(PanelError::TreatmentEnds { unit, time })
            }
        }
    }

    /// The one start of all treated units.
    fn common_start(&self, starts: &[Option<usize>]) -> Result<usize, PanelError> {
        let mut treated: Vec<(usize, &String)> =
            starts.iter().zip(self.units).filter_map(|(start, unit)| Some(((*start)?, unit))).collect();
        treated.sort_unstable();
        let (Some((start, unit)), Some((last, other))) = (treated.first(), treated.last()) else {
            return Err(PanelError::NoTreated);
        };
        let time = self.times[*start].clone();
        if start != last {
            let (unit, other, other_time) = ((*unit).clone(), (*other).clone(), self.times[*last].clone());
            return Err(PanelError::DifferentStarts { unit, time, other, other_time });
        }
        if treated.len() == self.units.len() {
            return Err(PanelError::NoUntreated { units: treated.len() });
        }
        if *start == 0 {
            return Err(PanelError::TreatedFromTheFirst { unit: (*unit).clone(), time });
        }
        Ok(*start)
    }
}
