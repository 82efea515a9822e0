//! From settings to series, and from series to an estimate, with progress.

use lift::impact::{Fitted, GoesOn, Impact, ImpactSettings, Mode, Placebo, PostPeriod, Refusal, Series, widening};

use super::data::Sales;
use super::settings::EstimateSettings;

/// The series of one question, a value a day from the first day of the data to the last that counts.
pub(super) struct Evidence {
    /// All that the brand sold.
    pub(super) outcome: Vec<f64>,
    /// What it sold without the campaign's codes and without ads: organic sales, and usual codes with them.
    pub(super) organic: Vec<f64>,
    /// Sales with the codes of campaigns that are not usual.
    pub(super) influencer: Vec<f64>,
    /// Ads and the like.
    pub(super) other: Vec<f64>,
    /// Organic sales without usual codes, and their orders.
    pub(super) shop: Vec<f64>,
    pub(super) shop_orders: Vec<f64>,
    pub(super) controls: Vec<Vec<f64>>,
    pub(super) masked: Vec<bool>,
    pub(super) post: PostPeriod,
}

impl Evidence {
    pub(super) fn collect(sales: &Sales<'_>, settings: &EstimateSettings) -> Self {
        let start = sales.row(settings.days.from).unwrap_or_default();
        let end = sales.row(settings.effect_to).map_or(0, |row| row + 1);
        let cut = |values: &[f64]| values[..end].to_vec();
        let own = sales.brand(&settings.brand);
        let (mut organic, mut influencer) = (cut(&own.organic), cut(&own.influencer));
        for campaign in &settings.usual_campaigns {
            for (row, usual) in sales.campaign_revenue(&settings.brand, campaign).iter().take(end).enumerate() {
                organic[row] += usual;
                influencer[row] -= usual;
            }
        }
        Self {
            outcome: cut(&own.outcome()),
            organic,
            influencer,
            other: cut(&own.other),
            shop: cut(&own.organic),
            shop_orders: cut(&own.organic_orders),
            controls: settings.controls.iter().map(|brand| cut(&sales.brand(brand).organic)).collect(),
            masked: (0..end).map(|row| settings.is_masked(sales.day(row))).collect(),
            post: PostPeriod { start, end },
        }
    }

    /// Asks `with` about all sales, or about organic sales alone.
    pub(super) fn ask<T>(&self, outcome: &[f64], with: impl FnOnce(Series<'_>) -> T) -> T {
        let controls: Vec<&[f64]> = self.controls.iter().map(Vec::as_slice).collect();
        with(Series { outcome, controls: &controls, masked: &self.masked, post: self.post })
    }

    /// What the days whose effect counts sold with codes that are not usual.
    pub(super) fn attributed(&self) -> f64 {
        let counted = self.post.rows().filter(|row| !self.masked[*row]);
        counted.map(|row| self.influencer[row]).sum()
    }
}

/// What the statistics said.
pub(super) struct Estimated {
    pub(super) total: Impact,
    /// Nothing where organic sales alone cannot carry the question, and while it is not worked out yet.
    pub(super) organic: Option<Impact>,
    pub(super) is_preliminary: bool,
}

/// Receives the progress of the work.
pub(super) trait Progress: Sync {
    /// `done` of `total` steps are done.
    fn at(&self, done: usize, total: usize, doing: String);
    /// An estimate that is not the last one.
    fn first_look(&self, estimated: Estimated);
    /// Whether the estimate is still wanted.
    fn goes_on(&self) -> bool;
}

/// The widening until placebos are tried: the same as with too few of them.
fn widening_unknown() -> f64 {
    widening(&[])
}

/// The whole estimate: both models, and every window before the campaign.
pub(super) fn estimate(evidence: &Evidence, level: f64, progress: &dyn Progress) -> Result<Estimated, Refusal> {
    let settings = ImpactSettings { level, ..ImpactSettings::defaults(Mode::Calibrated) };
    let goes_on: GoesOn<'_> = &|| progress.goes_on();
    progress.at(0, 2, "what would have been".to_owned());
    evidence.ask(&evidence.outcome, |series| {
        let fitted = Fitted::new(series, settings, goes_on)?;
        let windows = fitted.windows();
        let total = fitted.answer(Vec::new(), widening_unknown())?;
        progress.first_look(Estimated { total, organic: None, is_preliminary: true });
        progress.at(1, 2 + windows, "what organic sales would have been".to_owned());
        evidence.ask(&evidence.organic, |organic| {
            let organic = known(Fitted::new(organic, settings, goes_on))?;
            let placebos = placebos(&fitted, windows, progress)?;
            let widening = widening(&placebos);
            let organic = organic.map(|organic| organic.answer(Vec::new(), widening)).transpose()?;
            Ok(Estimated { total: fitted.answer(placebos, widening)?, organic, is_preliminary: false })
        })
    })
}

fn placebos(fitted: &Fitted<'_>, windows: usize, progress: &dyn Progress) -> Result<Vec<Placebo>, Refusal> {
    let tried = std::sync::atomic::AtomicUsize::new(0);
    let doing = |tried: usize| format!("quiet test periods before, {tried} of {windows}");
    progress.at(2, 2 + windows, doing(0));
    let done = || {
        let tried = tried.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        progress.at(2 + tried, 2 + windows, doing(tried));
    };
    fitted.placebos(&|| progress.goes_on(), &done)
}

/// An estimate that organic sales alone cannot support is left out; only cancelling ends everything.
fn known(fitted: Result<Fitted<'_>, Refusal>) -> Result<Option<Fitted<'_>>, Refusal> {
    match fitted {
        Err(Refusal::Cancelled) => Err(Refusal::Cancelled),
        fitted => Ok(fitted.ok()),
    }
}
