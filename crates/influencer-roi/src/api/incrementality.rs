//! Incrementality jobs and reports as JSON. Estimates are doubles; sums of rows are exact numbers.

use definitions::Reason;
use lift::impact::IntervalEstimate;
use serde_json::{Value as Json, json};

use super::numbers::{NumberMap, count, money};
use super::versions::DatasetShape;
use crate::use_cases::incrementality::{
    Asked, Check, DayLine, EstimateSettings, Event, Job, LEVEL, Offer, PerUnit, Period, PlaceboWindow, Proposal,
    Report, Snapshot,
};

/// Everything to choose from.
pub(crate) fn offer(offer: &Offer) -> Json {
    let campaigns = offer.campaigns.iter().map(|campaign| {
        let proposed = campaign.proposed.as_ref();
        json!({
            "brand": campaign.brand,
            "campaign": campaign.campaign,
            "from": campaign.days.from.to_string(),
            "to": campaign.days.to.to_string(),
            "measured_to": proposed.map(|proposed| proposed.days.to.to_string()),
            "controls": proposed.map(|proposed| &proposed.controls),
            "masked": proposed.map(|proposed| periods(&proposed.masked)),
            "usual_campaigns": proposed.map(|proposed| &proposed.usual_campaigns),
            "revenue": money(campaign.revenue),
            "orders": count(campaign.orders),
            "spend": money(campaign.spend),
        })
    });
    json!({
        "dataset": DatasetShape::new(&offer.manifest),
        "level": LEVEL,
        "days": offer.days.map(period),
        "brands": offer.brands,
        "campaigns": campaigns.collect::<Vec<Json>>(),
        "events": offer.events.iter().map(event).collect::<Vec<Json>>(),
    })
}

pub(super) fn periods(days: &[Period]) -> Vec<Json> {
    days.iter().copied().map(period).collect()
}

fn period(days: Period) -> Json {
    json!({"from": days.from.to_string(), "to": days.to.to_string()})
}

fn event(event: &Event) -> Json {
    json!({
        "from": event.days.from.to_string(),
        "to": event.days.to.to_string(),
        "name": format!("Days unlike the others in {} of {} brands", event.brands, event.of),
        "why": format!("organic sales {:+.0} % from their usual", 100.0 * event.change),
    })
}

/// A job at this moment, with the place of its question among those asked of the same data.
pub(crate) fn job(job: &Job, asked: Option<&Asked>) -> Json {
    let Snapshot { state, done, total, doing, failure, report } = job.now();
    json!({
        "id": job.id,
        "dataset": DatasetShape::new(job.manifest()),
        "state": state.id(),
        "error": failure.map(|message| json!({"code": "no_estimate", "message": message})),
        "progress": {"done": done, "total": total, "doing": doing},
        "settings": settings(&job.settings),
        "checks": job.checks.iter().map(check).collect::<Vec<Json>>(),
        "asked": asked.map(|asked| json!({"number": asked.number, "total": asked.total, "words": asked.words})),
        "report": report.map(|report| self::report(&report)),
    })
}

fn settings(settings: &EstimateSettings) -> Json {
    json!({
        "dataset": settings.dataset,
        "brand": settings.brand,
        "campaign": settings.campaign,
        "from": settings.days.from.to_string(),
        "to": settings.days.to.to_string(),
        "effect_to": settings.effect_to.to_string(),
        "tail_days": settings.tail_days,
        "controls": settings.controls,
        "controls_possible": settings.controls_possible,
        "masked": periods(&settings.masked),
        "usual_campaigns": settings.usual_campaigns,
        "campaign_days": period(settings.campaign_days),
        "level": settings.level,
        "margin": settings.margin.part(),
        "pre_from": settings.before.from.to_string(),
        "pre_to": settings.before.to.to_string(),
    })
}

fn check(check: &Check) -> Json {
    json!({
        "id": check.id,
        "state": check.state.id(),
        "title": check.title,
        "found": check.found,
        "fix": check.fix,
        "propose": check.proposal.as_ref().map(proposal),
    })
}

pub(super) fn proposal(proposal: &Proposal) -> Json {
    match proposal {
        Proposal::Masked(days) => json!({"masked": periods(days)}),
        Proposal::Controls(brands) => json!({"controls": brands}),
    }
}

fn report(report: &Report) -> Json {
    let controls = report.inclusion.iter().map(|(name, inclusion)| json!({"name": name, "inclusion": inclusion}));
    json!({
        "preliminary": report.is_preliminary,
        "level": report.level,
        "days": report.days.iter().map(day).collect::<Vec<Json>>(),
        "actual_revenue": report.actual,
        "expected_revenue": estimate(&report.expected),
        "incremental_revenue": estimate(&report.incremental),
        "relative": estimate(&report.relative),
        "probability_positive": report.probability_positive,
        "causal_incremental_roas": share(report.causal_incremental_roas),
        "incrementality_factor": share(report.incrementality_factor),
        "organic_change": report.organic_change.as_ref().map(estimate),
        "cannibalisation": share(report.cannibalisation),
        "spend": report.spend,
        "unallocated_spend": report.unallocated_spend,
        "causal_incremental_roas_if_all": share(report.roas_if_all),
        "tipping_point": {"relative": report.tipping_point.all, "relative_to_doubt": report.tipping_point.doubt},
        "attributed_revenue": report.attributed,
        "published": NumberMap(&report.published),
        "placebos": report.placebos.iter().map(tried).collect::<Vec<Json>>(),
        "kappa": report.widening,
        "detectable": {"amount": report.detectable, "relative": report.detectable_share},
        "diagnostics": {
            "rhat": report.diagnostics.rhat,
            "ess": report.diagnostics.effective_draws,
            "converged": report.diagnostics.have_converged(),
            "draws": report.diagnostics.draws,
            "chains": report.diagnostics.chains,
            "scale": if report.is_log { "log" } else { "linear" },
            "controls": controls.collect::<Vec<Json>>(),
        },
        "words": report.sentences,
    })
}

pub(super) fn estimate(estimate: &IntervalEstimate) -> Json {
    json!({"mean": estimate.mean, "lower": estimate.lower, "upper": estimate.upper})
}

pub(super) fn share(share: PerUnit) -> Json {
    let none = |reason: Reason| json!({"value": null, "reason": reason.id()});
    match share {
        PerUnit::Of(found) => estimate(&found),
        PerUnit::None(reason) => none(reason),
        PerUnit::Unknown => Json::Null,
    }
}

fn day(line: &DayLine) -> Json {
    let row = &line.row;
    let mut day = json!({
        "date": line.day.to_string(),
        "part": line.part.id(),
        "masked": line.is_masked,
        "actual": row.actual,
        "expected": row.expected.mean,
        "lower": row.expected.lower,
        "upper": row.expected.upper,
    });
    for (name, found) in [("effect", &row.effect), ("cumulative", &row.cumulative)] {
        day[name] = json!(found.map(|found| found.mean));
        day[format!("{name}_lower")] = json!(found.map(|found| found.lower));
        day[format!("{name}_upper")] = json!(found.map(|found| found.upper));
    }
    day
}

fn tried(tried: &PlaceboWindow) -> Json {
    json!({
        "from": tried.days.from.to_string(),
        "to": tried.days.to.to_string(),
        "effect": tried.effect.mean,
        "lower": tried.effect.lower,
        "upper": tried.effect.upper,
        "z": tried.z,
    })
}
