//! Which influencer spend truly makes money: dashboard, API and command line in one program.

mod commands;
mod configuration;
mod export;
mod http;
mod insights;
mod log;
mod sample;
mod wire;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // clap answers wrong usage with exit code 2 by itself.
    let arguments = commands::Arguments::parse();
    match commands::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<definitions::QuestionError>() => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
