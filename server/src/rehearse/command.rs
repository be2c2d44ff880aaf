//! `plenary rehearse` on the command line: progress on standard error, the report on standard output, and an exit code
//! for scripts.

use std::process::ExitCode;

use super::{Options, run};

/// Runs a rehearsal and prints its report. Ctrl-C deletes the copy first.
///
/// The exit code is 0 if nothing was lost and every tally was equal, and 1 otherwise or without a report.
pub async fn command(options: &Options, seed: u32) -> ExitCode {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let report = match run(options, seed, &|line| eprintln!("{line}"), interrupted).await {
        Ok(report) => report,
        Err(trouble) => {
            eprintln!("plenary rehearse: {trouble}");
            return ExitCode::FAILURE;
        }
    };
    if options.json {
        let faults = report.faults();
        let mut value = serde_json::json!(report);
        value["faults"] = serde_json::json!(faults);
        println!("{value:#}");
    } else {
        println!("{report}");
    }
    if report.faults().is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
