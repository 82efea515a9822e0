//! The plan of a selection as JSON. Amounts are exact; gains are estimates.

use definitions::{Attribute, Value};
use lift::reallocation::{self, Move};
use serde_json::{Value as Json, json};

use super::{
    answer::{selection, warning},
    incrementality::estimate,
    numbers::{Number, money},
    versions::DatasetShape,
};
use crate::use_cases::plan::{self, PlanLine, PlanPage, Totals};

/// Which part of the lines is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlanPart {
    pub(crate) limit: usize,
    pub(crate) offset: usize,
}

/// The plan of a selection.
pub(crate) fn plan(page: &PlanPage, part: PlanPart) -> Json {
    let rules = &page.rules;
    let set = rules.amounts.iter().map(|(id, amount)| json!({"id": id, "amount": money(*amount)}));
    let new_sales =
        page.new_sales.map(|(factor, campaigns)| json!({"factor": estimate(&factor), "campaigns": campaigns}));
    let left_out = page.left_out.iter().map(|group| {
        json!({
            "reason": group.obstacle.id(),
            "meaning": group.obstacle.meaning(),
            "influencers": group.influencers,
            "spend": money(group.spend),
        })
    });
    let shown = page.lines.iter().skip(part.offset).take(part.limit);
    json!({
        "dataset": DatasetShape::new(page.dataset.manifest()),
        "selection": selection(&page.question.selection),
        "warnings": page.warnings.iter().map(warning).collect::<Vec<Json>>(),
        "rules": {"max_raise": rules.max_raise, "max_cut": rules.max_cut, "amounts": set.collect::<Vec<Json>>()},
        "state": page.state.id(),
        "margin": page.question.margins.common().map(definitions::Margin::part),
        "new_sales": new_sales,
        "assumed": assumed(),
        "method": plan_method(page),
        "p_of_best": page.p_of_best,
        "p_alike": page.p_alike,
        "totals": totals(&page.totals, page.lines.len()),
        "influencers": shown.map(|shown| line(page, shown)).collect::<Vec<Json>>(),
        "influencers_total": page.lines.len(),
        "offset": part.offset,
        "left_out": left_out.collect::<Vec<Json>>(),
    })
}

/// Ten percent more.
const MORE_SPEND: f64 = 1.1;

/// What ten percent more spend is assumed to bring, in percent: in the middle and at the ends of a 90 % interval.
fn assumed() -> Json {
    let [mean, lower, upper] = more_sales();
    json!({"more_spend": 0.1, "more_sales": {"mean": mean, "lower": lower, "upper": upper}, "text": plan_assumption()})
}

/// The same in a sentence.
pub(crate) fn plan_assumption() -> String {
    let [mean, lower, upper] = more_sales();
    let percent = |part: f64| format!("{:.1}", 100.0 * part);
    format!(
        "10 % more for an influencer is assumed to bring {} % more credited sales ({} to {} %): from studies of influencer posts (Leung et al. 2022), not measured here. All else stays as it was.",
        percent(mean),
        percent(lower),
        percent(upper)
    )
}

fn more_sales() -> [f64; 3] {
    reallocation::elasticity_interval().map(|elasticity| MORE_SPEND.powf(elasticity) - 1.0)
}

/// How the plan is made, in one or two sentences.
pub(crate) fn plan_method(page: &PlanPage) -> String {
    let of = match page.new_sales {
        Some((factor, campaigns)) => format!(
            "Gains are contribution of new sales: of each 1 credited, {:.2} was new ({:.2} to {:.2}), as {campaigns} measured campaigns share it.",
            factor.mean, factor.lower, factor.upper
        ),
        None => "Gains are contribution of credited sales: no share of new sales is measured yet, so part of them may have come anyway.".to_owned(),
    };
    format!(
        "{of} A plan is proposed where it is better than today's with 90 % probability or more; who loses, or sold nothing, is never raised."
    )
}

fn gain(shape: &mut Json, gain: &Move) {
    for (id, amount) in [("gain", gain.gain), ("gain_lower", gain.gain_lower), ("gain_upper", gain.gain_upper)] {
        shape[id] = json!(Number(plan::money(amount)));
    }
    shape["p_better"] = json!(gain.p_better);
}

fn totals(totals: &Totals, influencers: usize) -> Json {
    let mut shape = json!({
        "influencers": influencers,
        "today": money(totals.today),
        "in_plan": money(totals.in_plan),
        "moved": money(totals.moved),
        "raised": totals.raised,
        "cut": totals.cut,
    });
    gain(&mut shape, &totals.gain);
    shape
}

fn line(page: &PlanPage, line: &PlanLine) -> Json {
    let profile = &page.dataset.profiles()[line.profile];
    let roas = line.roas.map(|(mean, lower, upper)| json!({"mean": mean, "lower": lower, "upper": upper}));
    let mut shape = json!({
        "id": profile.id,
        "name": profile.name,
        "platform": profile.attribute(Attribute::Platform),
        "verdict": line.verdict.id(),
        "roas": roas,
        "today": money(line.today),
        "least": money(line.least),
        "most": money(line.most),
        "proposed": money(line.proposed),
        "change": Number(Value::Money(line.proposed - line.today)),
        "is_set": line.is_set,
        "is_never_raised": line.is_never_raised,
    });
    gain(&mut shape, &line.gain);
    shape
}
