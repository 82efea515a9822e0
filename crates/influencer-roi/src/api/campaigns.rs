//! The measured lift of campaigns as JSON. Estimates are doubles; sums of rows are exact numbers.

use serde_json::{Value as Json, json};

use super::answer::selection;
use super::incrementality::{estimate, periods, proposal, share};
use super::numbers::{Number, NumberMap};
use super::versions::DatasetShape;
use crate::use_cases::incrementality::{
    LEVEL,
    campaigns::{BrandDays, CampaignLine, Finding, MeasuredCampaigns, MeasuredLine, Portfolio, RunState},
};

/// The campaigns of a selection at this moment.
pub(crate) fn campaigns(answer: &MeasuredCampaigns) -> Json {
    let warnings = answer.warnings.iter().map(|warning| json!({"code": warning.code, "message": warning.message}));
    let failed = json!({"code": "no_estimate", "message": "Something went wrong here, and it is not your fault. The log names the version."});
    let others = answer.others.as_ref().map(|others| {
        json!({
            "campaigns": others.campaigns,
            "revenue": others.revenue,
            "incremental_revenue": estimate(&others.incremental),
            "is_assumption": true,
        })
    });
    let pooled = answer.pooled.as_ref().map(
        |pooled| json!({"campaigns": pooled.campaigns, "factor": estimate(&pooled.factor), "spread": pooled.spread}),
    );
    let rest = (!answer.rest.is_empty()).then_some(NumberMap(&answer.rest));
    json!({
        "dataset": DatasetShape::new(&answer.manifest),
        "state": answer.state.id(),
        "error": (answer.state == RunState::Failed).then_some(failed),
        "progress": {"done": answer.done, "total": answer.total, "doing": answer.doing},
        "level": LEVEL,
        "margin": answer.margin,
        "selection": selection(&answer.selection),
        "warnings": warnings.collect::<Vec<Json>>(),
        "campaigns": answer.lines.iter().map(line).collect::<Vec<Json>>(),
        "portfolio": answer.portfolio.as_ref().map(portfolio),
        "pooled": pooled,
        "others": others,
        "rest": rest,
        "words": answer.words,
        "questions_asked": answer.questions,
        "calendar": answer.calendar.iter().map(brand_days).collect::<Vec<Json>>(),
    })
}

fn line(measured: &MeasuredLine) -> Json {
    let CampaignLine {
        brand,
        campaign,
        days,
        effect_to,
        masked,
        numbers,
        published,
        state,
        reason,
        warnings,
        lift,
        ..
    } = &*measured.line;
    let mut shape = json!({
        "brand": brand,
        "campaign": campaign,
        "from": days.from.to_string(),
        "to": days.to.to_string(),
        "effect_to": effect_to.to_string(),
        "masked": periods(masked),
        "contribution": Number(measured.contribution),
        "state": state.id(),
        "warnings": warnings,
        "reason": reason.as_ref().map(finding),
        "measured_spend": lift.as_ref().map(|lift| lift.measured_spend),
        "incremental_revenue": lift.as_ref().map(|lift| estimate(&lift.incremental)),
        "incremental_roas": lift.as_ref().map(|lift| share(lift.incremental_roas)),
        "incrementality_factor": lift.as_ref().map(|lift| share(lift.factor)),
        "pooled_factor": measured.pooled.as_ref().map(estimate),
        "published": NumberMap(published),
    });
    numbers.iter().for_each(|(id, value)| shape[*id] = json!(Number(*value)));
    shape
}

fn finding(finding: &Finding) -> Json {
    json!({
        "id": finding.id,
        "title": finding.title,
        "found": finding.found,
        "fix": finding.fix,
        "propose": finding.proposal.as_ref().map(proposal),
    })
}

fn brand_days(one: &BrandDays) -> Json {
    json!({
        "brand": one.brand,
        "from": one.days.from.to_string(),
        "to": one.days.to.to_string(),
        "revenue": one.revenue,
    })
}

fn portfolio(portfolio: &Portfolio) -> Json {
    let mut shape = json!({
        "campaigns": portfolio.campaigns,
        "measured_spend": portfolio.measured_spend,
        "incremental_revenue": estimate(&portfolio.incremental),
        "incremental_roas": share(portfolio.incremental_roas),
        "incrementality_factor": share(portfolio.factor),
        "days_counted_once": portfolio.days_counted_once,
        "published": NumberMap(&portfolio.published),
    });
    portfolio.numbers.iter().for_each(|(id, value)| shape[*id] = json!(Number(*value)));
    shape
}
