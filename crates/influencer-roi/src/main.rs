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

fn main() -> ExitCode {
    // clap itself ends wrong usage with exit code 2.
    match cli::Arguments::read().and_then(cli::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<definitions::QuestionError>() || cli::is_uncheckable(&error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
        Err(error) if cli::is_open_question(&error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(3)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
