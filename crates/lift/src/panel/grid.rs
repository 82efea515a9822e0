//! Rows of observations to a full grid of units by times, and when the treatment of each unit starts.

use super::{refusal::PanelError, scale::Scale};

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

/// An outcome, and whether it is under treatment.
type OutcomeAndTreatment = (f64, bool);

/// Units by times, every cell filled.
pub(super) struct Grid<'p> {
    units: &'p [String],
    times: &'p [String],
    /// Unit after unit, each oldest first.
    cells: Vec<OutcomeAndTreatment>,
}

impl<'p> Grid<'p> {
    /// The grid of the rows, which may come in any order.
    pub(super) fn filled(
        units: &'p [String],
        times: &'p [String],
        observations: &[Observation],
    ) -> Result<Self, PanelError> {
        if units.is_empty() || times.is_empty() || observations.is_empty() {
            return Err(PanelError::Empty);
        }
        Ok(Grid { units, times, cells: filled(units, times, observations)? })
    }

    /// The outcomes of these units, unit after unit, on a scale near one and around their mean; and the scale.
    pub(super) fn outcomes_near_one(&self, order: &[usize]) -> (Vec<f64>, Scale) {
        let raw: Vec<f64> = order.iter().flat_map(|unit| self.row(*unit)).map(|(outcome, _)| *outcome).collect();
        let scale = Scale::fitted_to(&raw);
        (around_their_mean(raw.into_iter().map(|outcome| scale.near_one(outcome)).collect()), scale)
    }

    fn row(&self, unit: usize) -> &[OutcomeAndTreatment] {
        &self.cells[unit * self.times.len()..][..self.times.len()]
    }

    /// For each unit the place of the time at which its treatment starts.
    pub(super) fn starts(&self) -> Result<Vec<Option<usize>>, PanelError> {
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
    pub(super) fn common_start(&self, starts: &[Option<usize>]) -> Result<usize, PanelError> {
        let treated = self.treated_by_start(starts);
        if let (Some((start, unit)), Some((last, other))) = (treated.first(), treated.last())
            && start != last
        {
            let [time, other_time] = [*start, *last].map(|at| self.times[at].clone());
            let (unit, other) = ((*unit).clone(), (*other).clone());
            return Err(PanelError::DifferentStarts { unit, time, other, other_time });
        }
        self.first_start(starts)
    }

    /// The earliest start of a treated unit; times lie before it, and some unit is never treated.
    pub(super) fn first_start(&self, starts: &[Option<usize>]) -> Result<usize, PanelError> {
        let treated = self.treated_by_start(starts);
        let Some((start, unit)) = treated.first() else { return Err(PanelError::NoTreated) };
        if treated.len() == self.units.len() {
            return Err(PanelError::NoUntreated { units: treated.len() });
        }
        if *start == 0 {
            let (unit, time) = ((*unit).clone(), self.times[*start].clone());
            return Err(PanelError::TreatedFromTheFirst { unit, time });
        }
        Ok(*start)
    }

    /// The treated units with their starts, those that start first and then by name.
    fn treated_by_start(&self, starts: &[Option<usize>]) -> Vec<(usize, &String)> {
        let treated = starts.iter().zip(self.units).filter_map(|(start, unit)| Some(((*start)?, unit)));
        let mut treated: Vec<(usize, &String)> = treated.collect();
        treated.sort_unstable();
        treated
    }
}

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

/// No estimator looks at the level they share, and without it no digit is lost on it.
fn around_their_mean(outcomes: Vec<f64>) -> Vec<f64> {
    let mean = outcomes.iter().sum::<f64>() / outcomes.len() as f64;
    outcomes.into_iter().map(|outcome| outcome - mean).collect()
}
