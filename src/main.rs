//! The program `kb`. It reads its arguments and ends with an exit code; what it does is in [`massage_kb::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    massage_kb::cli::main()
}
