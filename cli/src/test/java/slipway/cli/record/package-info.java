/// Records and logs of builds.
@NullMarked
package slipway.cli.record;

import org.jspecify.annotations.NullMarked;
