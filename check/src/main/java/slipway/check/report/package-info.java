/// Findings as text.
///
/// The front doors are [slipway.check.report.BuildCheckText], which prints them like `docker build --check`, and
/// [slipway.check.report.BuildWarnings], the few lines at the end of a build. Nothing here runs a rule.
@NullMarked
package slipway.check.report;

import org.jspecify.annotations.NullMarked;
