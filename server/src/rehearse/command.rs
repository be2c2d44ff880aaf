//! `plenary rehearse` as a person calls it: how it goes on standard error, the report on standard output, and an exit code
//! that a script can trust.

use std::process::ExitCode;

use super::{Options, run};

/// Plays a rehearsal and prints its report. Ctrl-C removes the copy first.
///
/// The exit code is 0 if nothing was lost and every tally was equal, 1 if not or if there is no report.
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
