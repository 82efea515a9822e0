//! The plan of a selection.
//!
//! Today's money is what the influencers of the selection were paid. It is shared out anew by `lift::reallocation`, on the contribution
//! of credited sales, and what that brings is said of new sales: those that would not have come otherwise, by the share that all
//! measured campaigns have in common.

use std::{cmp::Reverse, sync::Arc};

use definitions::{Include, Question, Reason, Value, Verdict};
use lift::{
    impact::IntervalEstimate,
    reallocation::{self, Bounds, GuardedPlan, MIN_SURE, Move, NewShare, Payee},
};
use store::{Dataset, StoreError};

use super::{
    amounts::whole,
    payees::{self, Candidate, LeftOut},
    rules::{PlanError, PlanRules},
};
use crate::use_cases::{
    UseCases,
    dashboard::answer::{Warning, unknown_values},
    estimates::Estimates,
};

/// What a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlanState {
    /// Better than today's, with 90 % probability or more.
    Proposed,
    /// Amounts were set by hand.
    SetByHand,
    /// Today's amounts: no other way to share the money is surely better.
    NothingBetter,
    /// Today's amounts: fewer than two influencers can be planned for.
    NothingToMove,
}

impl PlanState {
    pub(crate) const ALL: [Self; 4] = [Self::Proposed, Self::SetByHand, Self::NothingBetter, Self::NothingToMove];

    /// The name in the API.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::SetByHand => "set_by_hand",
            Self::NothingBetter => "nothing_better",
            Self::NothingToMove => "nothing_to_move",
        }
    }
}

/// The part of credited sales that is new, with the number of campaigns it is measured on.
pub(crate) type NewSales = (IntervalEstimate, usize);

/// One influencer of the plan. Amounts are in micros.
#[derive(Clone, Debug)]
pub(crate) struct PlanLine {
    pub(crate) profile: usize,
    pub(crate) verdict: Verdict,
    /// Mean and 90 % interval.
    pub(crate) roas: Option<(f64, f64, f64)>,
    pub(crate) today: i64,
    pub(crate) least: i64,
    pub(crate) most: i64,
    pub(crate) proposed: i64,
    pub(crate) is_set: bool,
    pub(crate) is_never_raised: bool,
    /// Contribution of new sales beyond today's.
    pub(crate) gain: Move,
}

/// What the lines come to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Totals {
    /// Micros: of the lines, and of everybody in the selection.
    pub(crate) in_plan: i64,
    pub(crate) today: i64,
    /// Micros that go to somebody else.
    pub(crate) moved: i64,
    pub(crate) raised: usize,
    pub(crate) cut: usize,
    pub(crate) gain: Move,
}

/// The plan of a selection.
pub(crate) struct PlanPage {
    pub(crate) dataset: Arc<Dataset>,
    pub(crate) question: Question,
    pub(crate) rules: PlanRules,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) state: PlanState,
    /// How sure the best plan was that is not proposed.
    pub(crate) p_of_best: Option<f64>,
    /// How likely it is that influencers do not differ.
    pub(crate) p_alike: Option<f64>,
    /// Nothing until campaigns are measured: the plan is then on credited sales.
    pub(crate) new_sales: Option<NewSales>,
    /// Those set by hand, then the largest change first.
    pub(crate) lines: Vec<PlanLine>,
    pub(crate) totals: Totals,
    pub(crate) left_out: Vec<LeftOut>,
}

impl UseCases {
    /// The plan of a selection under these rules; `new_sales` as [`UseCases::new_share`] has it.
    ///
    /// # Errors
    /// [`PlanError`] names rules that contradict one another.
    pub(crate) fn plan(
        &self,
        question: &Question,
        rules: &PlanRules,
        new_sales: Option<NewSales>,
    ) -> Result<PlanPage, PlanError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let question = Question {
            include: Include { intervals: true, ..Include::default() },
            ..self.with_margins(question.clone(), &dataset)
        };
        let aggregates = dataset.query(&question);
        let estimates =
            self.estimates(&dataset, &question, &aggregates).ok_or(PlanError::Store(StoreError::NoDataset))?;
        let (mut candidates, left_out) = payees::sorted(&dataset, &aggregates.lines, &estimates);
        payees::bound(&mut candidates, rules, &dataset)?;
        let share =
            new_sales.map_or(NewShare::WHOLE, |(factor, _)| NewShare { mean: factor.mean, deviation: factor.sd });
        let found = if candidates.len() < 2 {
            None
        } else {
            self.with_draws(&dataset, &question, &estimates, |draws| {
                let (payees, bounds) = payees::payees(&candidates, draws)?;
                let plan = reallocation::guarded_spends(&payees, &bounds, share).ok()?;
                Some((draws.p_alike, Found::new(&candidates, &payees, plan, rules, share)?))
            })
            .flatten()
        };
        let (p_alike, found) = match found {
            Some((p_alike, found)) => (Some(p_alike), found),
            None => (None, Found::today(&candidates)),
        };
        let lines = lines(&candidates, &found, &estimates);
        let totals = Totals::new(&lines, &left_out, found.gain);
        Ok(PlanPage {
            warnings: unknown_values(&dataset, &question),
            rules: rules.clone(),
            state: found.state,
            p_of_best: found.p_of_best,
            p_alike,
            new_sales,
            lines,
            totals,
            left_out,
            question,
            dataset,
        })
    }
}

/// Amounts with what is to be thought of them.
struct Found {
    state: PlanState,
    amounts: Vec<i64>,
    moves: Vec<Move>,
    gain: Move,
    p_of_best: Option<f64>,
}

impl Found {
    fn today(candidates: &[Candidate]) -> Self {
        Self {
            state: PlanState::NothingToMove,
            amounts: candidates.iter().map(|candidate| candidate.today).collect(),
            moves: vec![Move::default(); candidates.len()],
            gain: Move::default(),
            p_of_best: None,
        }
    }

    /// The plan in whole amounts, which are judged again; today's where it is not sure enough.
    fn new(
        candidates: &[Candidate],
        payees: &[Payee],
        plan: GuardedPlan,
        rules: &PlanRules,
        share: NewShare,
    ) -> Option<Self> {
        let is_by_hand = !rules.amounts.is_empty();
        let best = plan.whole.p_better;
        if !is_by_hand && best.is_none_or(|sure| sure < MIN_SURE) {
            return Some(Self { state: PlanState::NothingBetter, p_of_best: best, ..Self::today(candidates) });
        }
        let amounts = whole(candidates, &plan.spends);
        let set = |(amount, candidate): (&i64, &Candidate)| {
            let part = *amount as f64 / candidate.today as f64;
            Bounds { least: part, most: part }
        };
        let exactly: Vec<Bounds> = amounts.iter().zip(candidates).map(set).collect();
        let judged = reallocation::guarded_spends(payees, &exactly, share).ok()?;
        let state = if is_by_hand { PlanState::SetByHand } else { PlanState::Proposed };
        Some(Self { state, amounts, moves: judged.moves, gain: judged.whole, p_of_best: None })
    }
}

fn lines(candidates: &[Candidate], found: &Found, estimates: &Estimates) -> Vec<PlanLine> {
    let line = |(candidate, (proposed, gain)): (&Candidate, (&i64, &Move))| PlanLine {
        profile: candidate.profile,
        verdict: candidate.verdict,
        roas: estimates.for_profile(candidate.profile).and_then(|estimated| estimated.roas()),
        today: candidate.today,
        least: candidate.least,
        most: candidate.most,
        proposed: *proposed,
        is_set: candidate.is_set,
        is_never_raised: payees::is_never_raised(candidate.verdict),
        gain: *gain,
    };
    let mut lines: Vec<PlanLine> = candidates.iter().zip(found.amounts.iter().zip(&found.moves)).map(line).collect();
    let change = |line: &PlanLine| Reverse((line.proposed - line.today).abs());
    lines.sort_by_key(|line| (Reverse(line.is_set), change(line), Reverse(line.today), line.profile));
    lines
}

impl Totals {
    fn new(lines: &[PlanLine], left_out: &[LeftOut], gain: Move) -> Self {
        let in_plan = lines.iter().map(|line| line.today).sum();
        let raised = || lines.iter().filter(|line| line.proposed > line.today);
        Self {
            in_plan,
            today: left_out.iter().map(|group| group.spend).fold(in_plan, i64::saturating_add),
            moved: raised().map(|line| line.proposed - line.today).sum(),
            raised: raised().count(),
            cut: lines.iter().filter(|line| line.proposed < line.today).count(),
            gain,
        }
    }
}

/// Micros that were worked out in doubles.
pub(crate) fn money(amount: f64) -> Value {
    let is_money = amount.abs() < i64::MAX as f64;
    if is_money { Value::Money(amount.round() as i64) } else { Value::Missing(Reason::OutOfRange) }
}
