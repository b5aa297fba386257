/// What the store holds, as people ask for it: by name, by a part of a name, by the beginning of an ID.
///
/// The front door is [slipway.cli.holdings.Holdings]. Knows no command and prints nothing.
@NullMarked
package slipway.cli.holdings;

import org.jspecify.annotations.NullMarked;
