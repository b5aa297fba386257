/// What commands print: tables in Docker's form, sizes and times in words people use, `--format`.
///
/// The front door is [slipway.cli.view.Listing]. Knows no command and no store.
@NullMarked
package slipway.cli.view;

import org.jspecify.annotations.NullMarked;
