//! `cargo xtask bench start`: how long a built program takes to its first answer, and what an answer costs.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};

use super::program;
use crate::root;

const STARTS: usize = 9;
const QUESTIONS: usize = 500;

pub(crate) fn all() -> anyhow::Result<()> {
    let folder = root().join("target/bench-data");
    let mut first = Vec::new();
    let mut again = Vec::new();
    for _ in 0..STARTS {
        drop(std::fs::remove_dir_all(&folder));
        first.push(start(&folder)?.1);
        again.push(start(&folder)?.1);
    }
    println!("start to first answer, new data folder (sample made): {}", spread(&mut first));
    println!("start to first answer, known data folder:             {}", spread(&mut again));
    let (program, _) = start(&folder)?;
    for (about, query) in [
        ("no filter", ""),
        ("brand and platform", "brand=Gritzo&platform=YouTube"),
        ("dates", "from=2026-05-01&to=2026-06-30"),
    ] {
        let mut times = Vec::new();
        for _ in 0..QUESTIONS {
            let began = Instant::now();
            ask(&program.address, &format!("/api/v1/dashboard?{query}"))?;
            times.push(began.elapsed());
        }
        println!("dashboard of the sample, {about}: {}", spread(&mut times));
    }
    Ok(())
}

/// A running program; stopped when dropped.
struct Program {
    child: Child,
    address: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn start(folder: &std::path::Path) -> anyhow::Result<(Program, Duration)> {
    let began = Instant::now();
    let mut child = Command::new(program())
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .context("the program starts")?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("stdout is piped")?).read_line(&mut line)?;
    let address = line.trim().rsplit('/').next().unwrap_or_default().to_owned();
    let program = Program { child, address };
    ask(&program.address, "/api/v1/dashboard")?;
    Ok((program, began.elapsed()))
}

fn ask(address: &str, path: &str) -> anyhow::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    ensure!(answer.starts_with(b"HTTP/1.1 200"), "{path} was not answered");
    Ok(())
}

/// Median, 99th percentile and maximum.
fn spread(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize];
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    format!("median {:.1} ms, p99 {:.1} ms, max {:.1} ms", millis(at(0.5)), millis(at(0.99)), millis(at(1.0)))
}
