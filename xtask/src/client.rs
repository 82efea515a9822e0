//! A property-based client against the program: schemathesis asks what the OpenAPI document allows, and holds every answer
//! against it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, ensure};

use crate::{install::install, run};

/// Pinned with everything they need, so that the same requests are made everywhere.
const REQUIREMENTS: &str = "xtask/schemathesis/requirements.txt";
const SEED: &str = "20240601";
const SECONDS: &str = "120";
const CHECKS: &str = "not_a_server_error,response_schema_conformance,status_code_conformance,content_type_conformance";

pub(crate) fn ask_everything(root: &Path) -> anyhow::Result<()> {
    let tools = tools(root)?;
    run(root, "cargo", &["build", "--package", "influencer-roi"])?;
    let folder = root.join("target/schemathesis-data");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder)?;
    let mut program = Served::start(&root.join("target/debug/influencer-roi"), &folder.join("data"))?;
    let document = folder.join("openapi.json");
    fs::write(&document, program.document()?)?;
    let text = |path: &Path| path.to_string_lossy().into_owned();
    run(&folder, &text(&tools.join("openapi-spec-validator")), &[&text(&document)])?;
    let base = format!("http://{}", program.address);
    let asked = run(
        &folder,
        &text(&tools.join("st")),
        &[
            "run",
            &format!("{base}/openapi.json"),
            "--url",
            &base,
            "--checks",
            CHECKS,
            "--seed",
            SEED,
            "--max-time",
            SECONDS,
            "--request-timeout",
            "30",
            "--continue-on-failure",
            "--warnings",
            "off",
            "--no-color",
        ],
    );
    let ended = program.child.try_wait()?;
    ensure!(ended.is_none(), "the program ended while it was asked: {ended:?}");
    asked
}

/// The folder of the installed tools; installed again when the pinned versions changed.
fn tools(root: &Path) -> anyhow::Result<PathBuf> {
    let (folder, requirements) = (root.join("target/schemathesis"), root.join(REQUIREMENTS));
    let (tools, installed) = (folder.join("bin"), folder.join("installed.txt"));
    let wanted = fs::read(&requirements)?;
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(tools);
    }
    let makes_environments = Command::new("python3").args(["-c", "import ensurepip, venv"]).output();
    if !makes_environments.is_ok_and(|output| output.status.success()) {
        install(&["python3", "python3-venv"], "the client needs Python 3.10 or newer with venv: install it")?;
    }
    run(root, "python3", &["-m", "venv", "--clear", &folder.to_string_lossy()])?;
    let pip = tools.join("pip");
    let arguments = ["install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
    run(root, &pip.to_string_lossy(), &arguments)?;
    fs::write(installed, wanted)?;
    Ok(tools)
}

/// The program on a free port, with the sample; stopped when dropped.
struct Served {
    child: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Served {
    fn start(program: &Path, data: &Path) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(data).stdout(Stdio::piped());
        let mut child = command.spawn().context("the program does not start")?;
        let stdout = child.stdout.take().context("stdout is piped")?;
        let mut served = Self { child, address: String::new() };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        served.address = line.trim().rsplit('/').next().unwrap_or_default().to_owned();
        ensure!(!served.address.is_empty(), "the program does not say where it serves");
        Ok(served)
    }

    fn document(&self) -> anyhow::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(&self.address)?;
        write!(stream, "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        ensure!(answer.starts_with(b"HTTP/1.1 200"), "/openapi.json was not answered");
        let body = answer.windows(4).position(|window| window == b"\r\n\r\n").context("an answer without a body")?;
        Ok(answer.split_off(body + 4))
    }
}
