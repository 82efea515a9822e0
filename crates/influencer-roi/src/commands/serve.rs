//! `serve`: the dashboard and the API.

use std::{io::Write, path::Path, sync::Arc};

use anyhow::Context;
use store::DataFolder;

use crate::{
    configuration::{Configuration, Flags, ServeFlags},
    http::{App, Listener},
    insights::{Insights, sample_data},
    log::{self, Format, Level},
    wire,
};

#[derive(Debug, Default, clap::Args)]
#[group(id = "serving")]
pub(super) struct Arguments {
    /// Address and port on this machine [default: 127.0.0.1:5000]
    #[arg(long, env = "ROI_LISTEN", value_name = "ADDRESS")]
    listen: Option<String>,
    /// The most bytes one upload may have [default: 1 GiB]
    #[arg(long, env = "ROI_UPLOAD_BYTES_MOST", value_name = "BYTES")]
    upload_bytes_most: Option<u64>,
    /// About how many bytes of memory open versions may take together [default: 1 GiB]
    #[arg(long, env = "ROI_OPEN_BYTES_MOST", value_name = "BYTES")]
    open_bytes_most: Option<usize>,
    /// What is logged to stderr: error, warn, info (every request and import) or debug [default: warn]
    #[arg(long, env = "ROI_LOG", value_name = "LEVEL")]
    log: Option<Level>,
    /// text, or json: an object a line [default: text]
    #[arg(long, env = "ROI_LOG_FORMAT", value_name = "FORMAT")]
    log_format: Option<Format>,
}

impl Arguments {
    /// What is not given here is taken from there.
    pub(super) fn or(self, there: Self) -> Self {
        Self {
            listen: self.listen.or(there.listen),
            upload_bytes_most: self.upload_bytes_most.or(there.upload_bytes_most),
            open_bytes_most: self.open_bytes_most.or(there.open_bytes_most),
            log: self.log.or(there.log),
            log_format: self.log_format.or(there.log_format),
        }
    }
}

pub(super) fn run(arguments: Arguments, flags: Flags) -> anyhow::Result<()> {
    let Arguments { listen, upload_bytes_most, open_bytes_most, log, log_format } = arguments;
    let flags_of_serve = ServeFlags { listen, upload_bytes_most, open_bytes_most, log, log_format };
    let configuration = Configuration::read(flags, flags_of_serve)?;
    log::begin(configuration.log, configuration.log_format);
    tokio::runtime::Runtime::new().context("threads cannot be started")?.block_on(serve(configuration))
}

async fn serve(configuration: Configuration) -> anyhow::Result<()> {
    // The port first: a folder is not touched by a program that cannot serve it.
    let listener = Listener::bind(&configuration.listen).await?;
    let data_folder =
        Arc::new(DataFolder::open(&configuration.data_dir)?.with_open_bytes(configuration.open_bytes_most));
    sample_data::ensure_dataset(&data_folder, wire::report_bytes)?;
    greet(&listener.address()?.to_string(), &configuration.data_dir);
    let insights = Insights::new(data_folder, wire::report_bytes, configuration.margin);
    listener.serve(App::new(insights, configuration.upload_bytes_most)).await;
    Ok(())
}

/// Says where the dashboard is. Nobody may be reading, which is no reason to stop.
fn greet(address: &str, data_dir: &Path) {
    let data_dir = data_dir.display();
    let greeting = format!(
        "HealthKart Influencer Marketing ROI Dashboard: http://{address}\nData in {data_dir}. Stop with Ctrl-C."
    );
    drop(writeln!(std::io::stdout(), "{greeting}"));
}
