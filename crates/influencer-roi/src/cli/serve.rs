//! `serve`: the dashboard and the API.

use std::{io::Write, path::Path, sync::Arc};

use anyhow::Context;
use store::DataFolder;

use crate::{
    api,
    http::{App, Listener},
    log,
    settings::Settings,
    use_cases::{UseCases, imports::sample_data},
};

pub(super) fn run(settings: Settings) -> anyhow::Result<()> {
    log::begin(settings.log, settings.log_format);
    tokio::runtime::Runtime::new().context("threads cannot be started")?.block_on(serve(settings))
}

async fn serve(settings: Settings) -> anyhow::Result<()> {
    // The port first: a program that cannot serve leaves the data folder alone.
    let listener = Listener::bind(&settings.listen).await?;
    let data_folder = Arc::new(DataFolder::open(&settings.data_dir)?.with_open_bytes(settings.max_open_bytes));
    let made = sample_data::ensure_dataset(&data_folder, api::report_bytes)?;
    greet(&listener.address()?.to_string(), &settings.data_dir);
    let use_cases = UseCases::new(data_folder, api::report_bytes, settings);
    if let Some(id) = made {
        use_cases.measure_campaigns_early(&id);
    }
    listener.serve(App::new(use_cases)).await;
    Ok(())
}

/// Prints where the dashboard is. A closed stdout is no reason to stop.
fn greet(address: &str, data_dir: &Path) {
    let data_dir = data_dir.display();
    let greeting = format!(
        "HealthKart Influencer Marketing ROI Dashboard: http://{address}\nData in {data_dir}. Stop with Ctrl-C."
    );
    drop(writeln!(std::io::stdout(), "{greeting}"));
}
