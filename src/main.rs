//! The thin door: leave with the command line's exit code.

fn main() -> std::process::ExitCode {
    gongshi::cli::run()
}
