//! The selection as flags: the same names as in the address bar.

use clap::{Arg, ArgAction, ArgMatches, Command};
use definitions::{BRAND_PREFIX, Dimension, Question, QuestionError};

/// The question's flags.
#[derive(Debug, clap::Args)]
pub(super) struct SelectionFlags {
    #[command(flatten)]
    dimensions: DimensionFlags,
    /// Part of an influencer's name
    #[arg(long)]
    q: Option<String>,
    /// The first day, such as 2026-01-01
    #[arg(long)]
    from: Option<String>,
    /// The last day
    #[arg(long)]
    to: Option<String>,
    /// allocated (the default) or literal
    #[arg(long)]
    method: Option<String>,
    /// Organic sales of all_days (the default) or only of campaign_days
    #[arg(long)]
    baseline: Option<String>,
    /// A dataset's id [default: the current one]
    #[arg(long)]
    dataset: Option<String>,
    /// none, previous, year or 2026-01-01..2026-01-31
    #[arg(long)]
    compare: Option<String>,
    /// Some of panels, facets, intervals and days_once: what the answer holds beside the numbers of the selection
    #[arg(long)]
    include: Option<String>,
    /// What if this part of revenue were earned: 0.4 for all brands, Gritzo=0.5 for one; may be given several times
    #[arg(long, value_name = "[BRAND=]SHARE")]
    what_if_margin: Vec<String>,
    /// Only rows with this verdict, such as earns or too_close; may be given several times
    #[arg(long)]
    verdict: Vec<String>,
    /// Order of the table, such as -revenue or -roas,name
    #[arg(long, allow_hyphen_values = true)]
    sort: Option<String>,
    /// Rows of the table
    #[arg(long)]
    limit: Option<String>,
    /// Rows of the table to skip
    #[arg(long)]
    offset: Option<String>,
}

impl SelectionFlags {
    pub(super) fn question(&self) -> Result<Question, QuestionError> {
        let one = [
            ("q", &self.q),
            ("from", &self.from),
            ("to", &self.to),
            ("method", &self.method),
            ("baseline", &self.baseline),
            ("dataset", &self.dataset),
            ("compare", &self.compare),
            ("include", &self.include),
            ("sort", &self.sort),
            ("limit", &self.limit),
            ("offset", &self.offset),
        ];
        let dimensions = self.dimensions.0.iter().map(|(dimension, value)| (dimension.id(), value.as_str()));
        let verdicts = self.verdict.iter().map(|verdict| ("verdict", verdict.as_str()));
        let one = one.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let margins: Vec<(String, &str)> = self.what_if_margin.iter().map(|text| margin(text)).collect();
        let margins = margins.iter().map(|(name, value)| (name.as_str(), *value));
        Question::from_pairs(dimensions.chain(verdicts).chain(one).chain(margins))
    }
}

/// As the parameter of the address bar. A brand's name may have a sign of equality.
fn margin(text: &str) -> (String, &str) {
    match text.rsplit_once('=') {
        Some((brand, share)) => (format!("{BRAND_PREFIX}{brand}"), share),
        None => ("margin".to_owned(), text),
    }
}

/// One flag for each dimension, which may be given several times: its values in the order of the dimensions.
#[derive(Debug)]
struct DimensionFlags(Vec<(Dimension, String)>);

impl clap::FromArgMatches for DimensionFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let values = |dimension: Dimension| {
            let values = matches.get_many::<String>(dimension.id()).into_iter().flatten();
            values.map(move |value| (dimension, value.clone()))
        };
        Ok(Self(Dimension::ALL.into_iter().flat_map(values).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for DimensionFlags {
    fn augment_args(command: Command) -> Command {
        let flag = |dimension: Dimension| {
            let name = dimension.id().to_uppercase();
            Arg::new(dimension.id())
                .long(dimension.id())
                .value_name(name)
                .action(ArgAction::Append)
                .help(dimension.help())
        };
        command.args(Dimension::ALL.map(flag))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
