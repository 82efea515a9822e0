//! `serve`: the dashboard and the API.

use std::{
    io::{IsTerminal, Write},
    path::Path,
    sync::Arc,
};

use anyhow::Context;
use warehouse::Warehouse;

use crate::{
    configuration::{Configuration, Flags},
    http::{App, Listener},
    insights::{Insights, sample_data},
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
}

impl Arguments {
    /// What is not given here is taken from there.
    pub(super) fn or(self, there: Self) -> Self {
        Self {
            listen: self.listen.or(there.listen),
            upload_bytes_most: self.upload_bytes_most.or(there.upload_bytes_most),
        }
    }
}

pub(super) fn run(arguments: Arguments, flags: Flags) -> anyhow::Result<()> {
    let configuration = Configuration::read(flags, arguments.listen, arguments.upload_bytes_most)?;
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_max_level(if std::env::var_os("ROI_LOG_REQUESTS").is_some() {
            tracing::Level::INFO
        } else {
            tracing::Level::WARN
        })
        .init();
    tokio::runtime::Runtime::new().context("threads cannot be started")?.block_on(serve(configuration))
}

async fn serve(configuration: Configuration) -> anyhow::Result<()> {
    // The port first: a folder is not touched by a program that cannot serve it.
    let listener = Listener::bind(&configuration.listen).await?;
    let warehouse = Arc::new(Warehouse::open(&configuration.data_dir)?);
    sample_data::ensure_dataset(&warehouse, wire::report_bytes)?;
    greet(&listener.address()?.to_string(), &configuration.data_dir);
    listener.serve(App::new(Insights::new(warehouse, wire::report_bytes), configuration.upload_bytes_most)).await;
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
