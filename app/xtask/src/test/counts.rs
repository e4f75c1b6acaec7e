//! How many tests passed and failed, read from what each runner prints.

use std::ops::AddAssign;

/// Tests of one stage, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that passed.
    pub passed: u64,
    /// Those that failed, could not be built or did not start.
    pub failed: u64,
}

impl Counts {
    /// One test with this result.
    pub fn one(success: bool) -> Self {
        Counts {
            passed: u64::from(success),
            failed: u64::from(!success),
        }
    }

    /// Makes sure that a runner which failed without naming a failed test (it
    /// did not compile, say) is counted.
    pub fn or_failed(self, success: bool) -> Self {
        Counts {
            failed: self.failed.max(u64::from(!success)),
            ..self
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads `test result: ok. 5 passed; 0 failed; …` of cargo and of the runner in
/// the browser, and nextest's `Summary [0.1s] 5 tests run: 4 passed, 1 failed`.
pub fn of_rust(printed: &str) -> Counts {
    let mut counts = Counts::default();
    for line in printed.lines() {
        // Indented, it is nextest quoting a failed test: its summary counts that.
        if let Some(result) = line.strip_prefix("test result: ") {
            counts += Counts {
                passed: before(result, " passed"),
                failed: before(result, " failed"),
            };
        } else if line.trim_start().starts_with("Summary [") && line.contains(" run: ") {
            let passed = before(line, " passed");
            let run = before(line, " tests run").max(before(line, " test run"));
            counts += Counts {
                passed,
                failed: run.saturating_sub(passed),
            };
        }
    }
    counts
}

/// Reads the statistics in the report of the browser journeys.
pub fn of_journeys(report: &serde_json::Value) -> Counts {
    let number = |name: &str| report["stats"][name].as_u64().unwrap_or_default();
    let broken = report["errors"].as_array().map_or(0, Vec::len);
    Counts {
        passed: number("expected"),
        // A test that passes only at the second try has failed once.
        failed: number("unexpected") + number("flaky") + broken as u64,
    }
}

/// The number that stands directly before `word`.
fn before(line: &str, word: &str) -> u64 {
    line.find(word)
        .and_then(|end| {
            let digits = line[..end]
                .rsplit(|letter: char| !letter.is_ascii_digit())
                .next()?;
            digits.parse().ok()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, passed: u64, failed: u64) {
        assert_eq!(of_rust(printed), Counts { passed, failed }, "{printed}");
    }

    #[test]
    fn every_runner_is_understood() {
        check(
            "test result: ok. 5 passed; 0 failed; 1 ignored; finished",
            5,
            0,
        );
        check("test result: FAILED. 12 passed; 3 failed; 0 ignored", 12, 3);
        check(
            "     Summary [   0.012s] 7 tests run: 7 passed, 2 skipped",
            7,
            0,
        );
        check(
            "     Summary [   0.012s] 1 test run: 1 passed, 0 skipped",
            1,
            0,
        );
        check(
            "     Summary [   9.1s] 7 tests run: 4 passed (1 slow), 2 failed, 1 timed out",
            4,
            3,
        );
        check(
            "    test result: FAILED. 0 passed; 1 failed\n     Summary [ 1s] 3 tests run: 2 passed, 1 failed",
            2,
            1,
        );
        check("running 5 tests\nnothing else", 0, 0);
        check(
            "test result: ok. 1 passed; 0 failed\ntest result: ok. 2 passed; 0 failed",
            3,
            0,
        );
    }

    #[test]
    fn a_runner_that_fails_without_a_failed_test_counts_as_one() {
        assert_eq!(Counts::default().or_failed(false), Counts::one(false));
        let failed = Counts {
            passed: 1,
            failed: 2,
        };
        assert_eq!(failed.or_failed(false), failed);
        assert_eq!(Counts::one(true).or_failed(true), Counts::one(true));
    }

    #[test]
    fn journeys_count_flaky_and_broken_files_as_failed() {
        let report = serde_json::json!({
            "stats": {"expected": 8, "unexpected": 1, "flaky": 1, "skipped": 2},
            "errors": [{"message": "no such file"}],
        });
        let expected = Counts {
            passed: 8,
            failed: 3,
        };
        assert_eq!(of_journeys(&report), expected);
    }
}
