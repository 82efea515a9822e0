//! Which influencer spend truly makes money: dashboard, API and command line in one program.

mod api;
mod cli;
mod export;
mod http;
mod log;
mod sample;
mod settings;
mod use_cases;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // clap answers wrong usage with exit code 2 by itself.
    let arguments = cli::Arguments::parse();
    match cli::run(arguments) {
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
