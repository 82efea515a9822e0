//! Means of effects with what each unit contributes to their error.
//!
//! The influence of a unit is how much the estimate would move, times the number of units, if there were a little more of that
//! unit. Influences of a mixture are the mixture of influences, so that errors of effects that share units come out right.

use super::{
    block::mean,
    staggered::{Group, StaggeredPanel},
};

/// A mean effect, on the panel's scale.
#[derive(Clone, Debug)]
pub(super) struct Influenced {
    pub(super) value: f64,
    /// Of each unit of the panel; their mean is zero.
    influence: Vec<f64>,
}

impl Influenced {
    /// By how much more the outcome of a group changes from the time before its start to `time` than that of units never treated.
    pub(super) fn of_group_at(panel: &StaggeredPanel, group: &Group, time: usize) -> Influenced {
        let mut influence = vec![0.0; panel.size()];
        let mut change = |units: std::ops::Range<usize>, sign: f64| {
            let changes = panel.changes(units.clone(), group.start - 1, time);
            let middle = mean(&changes);
            let weight = sign * panel.size() as f64 / changes.len() as f64;
            influence[units].iter_mut().zip(&changes).for_each(|(own, change)| *own = weight * (change - middle));
            middle
        };
        let value = change(group.units.clone(), 1.0) - change(panel.controls(), -1.0);
        Influenced { value, influence }
    }

    /// The mean of effects on groups, each effect weighed by the share of units that its group has.
    ///
    /// The shares are estimates too: another sample would have other groups. That is the last part of the influence.
    pub(super) fn by_share(panel: &StaggeredPanel, effects: impl Iterator<Item = (usize, Influenced)>) -> Influenced {
        let groups = panel.groups();
        let share = |group: usize| groups[group].size() as f64 / panel.size() as f64;
        let mut sum = Influenced { value: 0.0, influence: vec![0.0; panel.size()] };
        let (mut shares, mut of_groups) = (0.0, vec![(0.0, 0.0); groups.len()]);
        for (group, effect) in effects {
            shares += share(group);
            sum.add(&effect, share(group));
            of_groups[group].0 += effect.value;
            of_groups[group].1 += 1.0;
        }
        let mut middle = sum.over(shares);
        for (group, (effects, number)) in groups.iter().zip(of_groups) {
            let of_share = (effects - number * middle.value) / shares;
            middle.influence[group.units.clone()].iter_mut().for_each(|own| *own += of_share);
        }
        middle
    }

    /// The mean of effects, all alike.
    pub(super) fn evenly(panel: &StaggeredPanel, effects: &[Influenced]) -> Influenced {
        let mut sum = Influenced { value: 0.0, influence: vec![0.0; panel.size()] };
        effects.iter().for_each(|effect| sum.add(effect, 1.0));
        sum.over(effects.len() as f64)
    }

    /// The analytic standard error.
    pub(super) fn standard_error(&self) -> f64 {
        let squares: f64 = self.influence.iter().map(|own| own * own).sum();
        squares.sqrt() / self.influence.len() as f64
    }

    fn add(&mut self, other: &Influenced, weight: f64) {
        self.value += weight * other.value;
        self.influence.iter_mut().zip(&other.influence).for_each(|(own, other)| *own += weight * other);
    }

    fn over(mut self, divisor: f64) -> Influenced {
        self.value /= divisor;
        self.influence.iter_mut().for_each(|own| *own /= divisor);
        self
    }
}
